"""Tries a Linux installer out in clean Debian roots, as one who knows nothing of how it was made."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from linux import desk, lints, roots, workshop
from linux.roots import Root
from project import ROOT, Project

SUITES = ("bookworm", "trixie")
USER = "camille"
_HOME = f"/home/{USER}"
_JOURNAL = f"{_HOME}/.local/share/carnet/carnet.carnet"
_MOST_MB = 150
_OF_ANY_DESKTOP = (
    "fonts-dejavu-core",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-6",
)


def check(kind: str, told: Project, out: Path) -> None:
    """Try an installer out, and leave pictures of its window in `out`."""
    package = _package(kind, told, out)
    _CHECKS[kind](told, package, out)
    print(f"{package.name}: every check passed")


def self_test(kind: str, told: Project, out: Path) -> None:
    """Install the package in one clean root and let it test itself: what changes often enough to need a short way."""
    package = _package(kind, told, out)
    with _Clean(SUITES[0]) as root:
        _say(SUITES[0], "install it")
        _lay_old_journal(root)
        shutil.copyfile(package, root.path / "var" / "tmp" / package.name)
        root.install(f"/var/tmp/{package.name}")
        _no_library_missing(root, f"/usr/lib/{told.name}")
        _tried(root, told, f"/usr/bin/{told.name}", f"/usr/lib/{told.name}")
    print(f"{package.name}: the self-test passed")


def _package(kind: str, told: Project, out: Path) -> Path:
    found = sorted(out.glob(f"{told.name}[_-]{told.version}*.{kind}"))
    if not found:
        raise SystemExit(f"there is no .{kind} of {told.version} in {out}")
    return found[-1]


def _check_deb(told: Project, package: Path, out: Path) -> None:
    lints.check(told, package)
    for suite in SUITES:
        with _Clean(suite) as root:
            _say(suite, "install an older version, under a journal of its time")
            older = root.path / "var" / "tmp" / f"{told.name}-older.deb"
            _as_version(workshop.root(), package, older, "0.0.1")
            root.install(f"/var/tmp/{older.name}")
            _lay_old_journal(root)
            _no_library_missing(root, f"/usr/lib/{told.name}")
            _opens(root, told.name)
            _say(suite, "upgrade it")
            shutil.copyfile(package, root.path / "var" / "tmp" / package.name)
            root.install(f"/var/tmp/{package.name}")
            _tried(root, told, f"/usr/bin/{told.name}", f"/usr/lib/{told.name}")
            _say(suite, "windows, and files opened from the desktop")
            desk.furnish(root)
            entry = f"/usr/share/applications/{told.name}.desktop"
            desk.check(root, told, USER, out / f"{suite}-deb", binary=told.name, entry=entry)
            _say(suite, "remove it")
            _leaves_no_trace(root, told)


def _check_run(told: Project, package: Path, out: Path) -> None:
    for suite in SUITES:
        with _Clean(suite) as root:
            # What every desktop has, and no program carries: the graphics driver's libraries and a font.
            root.install(*_OF_ANY_DESKTOP)
            _lay_old_journal(root)
            shutil.copyfile(package, root.path / "tmp-run")
            _say(suite, "install it as a user")
            root.shell("sh /tmp-run --quiet", user=USER, capture=True)
            place = f"{_HOME}/.local/opt/{told.name}"
            _no_library_missing(root, place)
            _tried(root, told, f"{_HOME}/.local/bin/{told.name}", place)
            _say(suite, "install it again, on a desktop")
            desk.furnish(root)
            root.shell("sh /tmp-run --quiet", user=USER, capture=True)
            entry = f"{_HOME}/.local/share/applications/{told.name}.desktop"
            desk.check(root, told, USER, out / f"{suite}-run", binary=f"{_HOME}/.local/bin/{told.name}", entry=entry)
            _say(suite, "remove it")
            root.shell(f"sh {place}/uninstall.sh", user=USER, capture=True)
            left = root.shell(f"find {_HOME} -name '*carnet*' -not -path '*/.cache/*' | sort", user=USER, capture=True)
            _expect(_JOURNAL in left, "the journal is gone")
            _expect(".local/opt" not in left and "applications" not in left, f"it left something behind:\n{left}")


def _check_rpm(told: Project, package: Path, _out: Path) -> None:
    """Ask rpm what it makes of it; no system that uses it is at hand."""
    root = workshop.root()
    shutil.copyfile(package, root.path / "build" / package.name)
    root.shell(f"rpm --checksig --nosignature /build/{package.name}")
    listed = root.shell(f"rpm --query --package --list --nosignature /build/{package.name}", capture=True)
    for path in (f"/usr/bin/{told.name}", f"/usr/lib/{told.name}/{told.name}", f"/usr/share/applications/{told.name}"):
        _expect(path in listed, f"{path} is not in the package")
    root.shell(
        f"rm -rf /build/unpacked; mkdir /build/unpacked; cd /build/unpacked\n"
        f"rpm2cpio ../{package.name} | cpio --quiet -idm\n"
        f"env -i /build/unpacked/usr/lib/{told.name}/{told.name} self-test --json"
    )


_CHECKS: dict[str, Callable[[Project, Path, Path], None]] = {"deb": _check_deb, "run": _check_run, "rpm": _check_rpm}


class _Clean:
    """A clean root with a user, for as long as it is needed."""

    def __init__(self, suite: str) -> None:
        self._suite = suite
        self._folder = tempfile.TemporaryDirectory(prefix=f"carnet-{suite}-", dir=workshop.cache())
        self.root = Root(Path(self._folder.name) / "root")

    def __enter__(self) -> Root:
        _say(self._suite, "make a clean root")
        roots.fresh(workshop.cache() / "roots", self._suite, self.root.path)
        self.root.run("useradd", "--create-home", USER)
        return self.root

    def __exit__(self, *_error: object) -> None:
        self._folder.cleanup()


def _as_version(shop: Root, package: Path, target: Path, version: str) -> None:
    """Pack the same files anew under another version."""
    inside = shop.path / "build" / "older"
    shutil.rmtree(inside, ignore_errors=True)
    inside.mkdir()
    shutil.copyfile(package, inside / "given.deb")
    shop.shell(
        "cd /build/older && dpkg-deb --raw-extract given.deb tree\n"
        f"sed -i 's/^Version: .*/Version: {version}/' tree/DEBIAN/control\n"
        "dpkg-deb --root-owner-group -Zgzip --build tree older.deb",
        capture=True,
    )
    shutil.move(inside / "older.deb", target)
    shutil.rmtree(inside)


def _lay_old_journal(root: Root) -> None:
    """Give the user the oldest journal there is."""
    sample = min((ROOT / "resources" / "trials").glob("revision-*.carnet"))
    root.run("mkdir", "-p", str(Path(_JOURNAL).parent), user=USER)
    root.add(sample, _JOURNAL, owner=USER)


def _no_library_missing(root: Root, place: str) -> None:
    """Every library that the program loads is there; nothing else has been installed that could hide it.

    Printing is asked for by a part of its own, which a system without printers may leave aside.
    """
    script = (
        f"export LD_LIBRARY_PATH={place}/_internal  # as PyInstaller's bootloader does\n"
        f"find {place} -type f \\( -name '*.so*' -o -name carnet \\) -not -path '*/printsupport/*' "
        "-exec ldd {} + | grep 'not found' || true"
    )
    found = root.shell(script, capture=True).strip()
    _expect(not found, f"libraries are missing:\n{found}")


def _opens(root: Root, command: str) -> None:
    """The journal is sound and holds somebody."""
    root.run(command, "check", user=USER, capture=True)
    people = root.run(command, "contacts", user=USER, capture=True).splitlines()
    _expect(len(people) > 0, "the journal is empty")


def _tried(root: Root, told: Project, command: str, place: str) -> None:
    """Opens the old journal, passes the self-test with an empty environment, and writes nothing beside itself."""
    _opens(root, command)
    size = int(root.shell(f"du -sk --apparent-size {place}", capture=True).split()[0]) / 1024
    _expect(size <= _MOST_MB, f"{size:.0f} MB is more than {_MOST_MB}")
    version = root.run(command, "--version", user=USER, capture=True)
    _expect(told.version in version, f"it says it is {version}")
    before = root.shell(f"find {place} {_HOME} | sort", capture=True)
    readonly = roots.Bind(root.path / place.lstrip("/"), place)
    # `env -i` takes HOME away too, and this folder cannot be written to.
    root.run("env", "-i", command, "self-test", user=USER, binds=[readonly], capture=True)
    _expect(root.shell(f"find {place} {_HOME} | sort", capture=True) == before, "the self-test left something behind")


def _leaves_no_trace(root: Root, told: Project) -> None:
    """Once removed nothing of the package is left, and all that is the user's is."""
    listed = root.run("dpkg", "--listfiles", told.name, capture=True).split("\n")
    root.run("dpkg", "--verify", told.name)
    sums = root.run("sha256sum", _JOURNAL, capture=True)
    root.run("apt-get", "purge", "-qq", "-y", told.name, capture=True)
    left = [path for path in listed if told.name in path and (root.path / path.lstrip("/")).exists()]
    _expect(not left, f"removing it left {left}")
    _expect(root.run("sha256sum", _JOURNAL, capture=True) == sums, "removing it touched the journal")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(otherwise)


def _say(suite: str, what: str) -> None:
    print(f"{suite}: {what}", flush=True)
