"""What Debian's own tools say of the package: desktop entry, description, manual pages, lintian, rebuilding it."""

import shutil
from pathlib import Path

from linux import workshop
from project import Project


def check(told: Project, package: Path) -> None:
    """Fail at the first complaint, and where a second build has other bytes."""
    root = workshop.root()
    place = root.path / "build" / "lints"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copyfile(package, place / package.name)
    root.shell(f"cd /build/lints && dpkg-deb --extract {package.name} tree")
    share = "/build/lints/tree/usr/share"
    root.run("desktop-file-validate", f"{share}/applications/{told.name}.desktop")
    root.run("appstreamcli", "validate", "--no-net", f"{share}/metainfo/{told.identifier}.metainfo.xml")
    root.shell(
        f"for page in {share}/man/man1/{told.name}.1.gz {share}/man/fr/man1/{told.name}.1.gz; do\n"
        '    told=$(LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)\n'
        '    [ -z "$told" ] || { echo "$told"; exit 1; }\n'
        "done\n"
        f"bash -n {share}/bash-completion/completions/{told.name}"
    )
    root.run("lintian", "--allow-root", "--fail-on", "error,warning", f"/build/lints/{package.name}")
    again = place / "again"
    workshop.build("deb", told, again)
    if (again / package.name).read_bytes() != package.read_bytes():
        raise SystemExit(f"building it again made another {package.name}")
    print(f"{package.name}: built twice, the same bytes")
