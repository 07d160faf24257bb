"""The package of Debian and Ubuntu; what it depends on is computed from the libraries that the program loads."""

import hashlib
import os
import shutil
import subprocess
from email.utils import format_datetime
from pathlib import Path

import deliver
from linux import tree
from project import Project

_OVERRIDES = Path(__file__).with_name("lintian-overrides")
_ELF = b"\x7fELF"


def build(told: Project, out: Path, wheels: Path | None, program: Path | None) -> None:
    """Build the .deb, its bill of materials and the checksums."""
    made = tree.parts(told, wheels, program, on_system=True)
    root = made.work / "deb"
    tree.lay(made, told, root, zsh="zsh/vendor-completions")
    share = root / "usr" / "share"
    tree.write(share / "doc" / told.name / "changelog.gz", _changelog(told))
    tree.write(share / "lintian" / "overrides" / told.name, _OVERRIDES.read_text(encoding="utf-8"))
    tree.settle(root)
    architecture = _told("dpkg", "--print-architecture")
    control = _control(told, root, _depends(made.work, root, told), architecture)
    tree.write(root / "DEBIAN" / "md5sums", _md5sums(root))
    tree.write(root / "DEBIAN" / "control", control)
    target = out / f"{told.name}_{told.version}_{architecture}.deb"
    _touch(root, told.epoch)
    environ = {"SOURCE_DATE_EPOCH": str(told.epoch), "PATH": "/usr/bin:/bin"}
    packed = ["dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build", str(root), str(target)]
    subprocess.run(packed, check=True, env=environ)
    shutil.copyfile(made.bill, out / made.bill.name)
    deliver.sums(out)


def _changelog(told: Project) -> str:
    date = format_datetime(told.date)
    head = f"{told.name} ({told.version}) unstable; urgency=medium"
    return f"{head}\n\n  * Carnet {told.version}.\n\n -- {told.maintainer}  {date}\n"


def _depends(work: Path, root: Path, told: Project) -> str:
    """Return the packages whose libraries the program loads and does not carry."""
    (root / "DEBIAN").mkdir()  # by it dpkg-shlibdeps knows the package's own libraries
    place = work / "shlibdeps"
    tree.write(place / "debian" / "control", f"Source: {told.name}\n\nPackage: {told.name}\nArchitecture: any\n")
    program = root / "usr" / "lib" / told.name
    files = sorted(path for path in program.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path))
    folders = sorted({path.parent for path in files if ".so" in path.name})
    asked = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
    words = [*asked, *(f"-l{folder}" for folder in folders), *map(str, files)]
    printed = subprocess.run(words, cwd=place, check=True, text=True, stdout=subprocess.PIPE).stdout
    found = [line.partition("=")[2] for line in printed.splitlines() if line.startswith("shlibs:Depends=")]
    if not found:
        raise SystemExit("dpkg-shlibdeps found no dependency")
    return found[0]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _ELF


def _control(told: Project, root: Path, depends: str, architecture: str) -> str:
    size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir())
    lines = [
        f"Package: {told.name}",
        f"Version: {told.version}",
        f"Architecture: {architecture}",
        f"Maintainer: {told.maintainer}",
        f"Installed-Size: {-(-size // 1024)}",
        f"Depends: {depends}",
        # A font that holds every name of the world, in the weights that the window asks for.
        "Recommends: fonts-noto-core",
        "Section: utils",
        "Priority: optional",
        f"Homepage: {told.homepage}",
        "Description: networking journal of the independent consultant",
        " Carnet opens on what today asks for, takes in the people met last night in",
        " one line each, and shows which relations, events and networks the turnover",
        " came from. Everything stays in one file on the computer of its user.",
        " .",
        " The package carries its own Python libraries and Qt.",
    ]
    return "\n".join([*lines, ""])


def _md5sums(root: Path) -> str:
    files = sorted(path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    sums = ((hashlib.md5(path.read_bytes()).hexdigest(), path.relative_to(root)) for path in files)
    return "".join(f"{digest}  {path}\n" for digest, path in sums)


def _touch(root: Path, epoch: int) -> None:
    for path in [root, *root.rglob("*")]:
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _told(*words: str) -> str:
    return subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()
