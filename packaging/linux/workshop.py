"""Where the Linux packages are made: a clean Debian 12 root, so that they also run on what came after it.

The host brings the wheels and the sources; inside, without a network, the same entry runs again with `--here`.
"""

import fcntl
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import freeze
from linux import roots
from project import ROOT, Project

SUITE = "bookworm"
# Qt's own libraries look for these; that they are there lets each one's package be found by name.
QT_LIBRARIES = [
    "libcups2",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
]
TOOLS = [
    "appstream",
    "binutils",
    "cpio",
    "desktop-file-utils",
    "dpkg-dev",
    "libpython3.11",
    "lintian",
    "makeself",
    "man-db",
    "python3-venv",
    "rpm",
    "xz-utils",
]
_SOURCES = ("src", "resources", "packaging", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
_NEWEST_GLIBC = 36  # Debian 12's


def cache() -> Path:
    """Return where roots and wheels are kept between builds."""
    return ROOT / "build" / "installers"


@contextmanager
def alone() -> Iterator[None]:
    """Keep a second build out of the root while one is under way."""
    cache().mkdir(parents=True, exist_ok=True)
    with (cache() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit("Another installer is being built from this checkout.") from None
        yield


def root() -> roots.Root:
    """Return the root, which is kept from one build to the next."""
    return roots.make(cache() / "roots", SUITE, [*TOOLS, *QT_LIBRARIES])


def build(kind: str, project: Project, out: Path) -> None:
    """Build a package of that kind in the root, and leave it in `out`."""
    shop = root()
    wheels = _wheels(cache() / "wheels")
    _lay_sources(shop.path / "build" / "source")
    made = shop.path / "build" / "out"
    shutil.rmtree(made, ignore_errors=True)
    binds = [roots.Bind(wheels, "/build/wheels")]
    words = ["/build/source/packaging/build.py", kind, "--here", "--wheels", "/build/wheels", "--out", "/build/out"]
    shop.run("nice", "python3", *words, binds=binds, environ={"SOURCE_DATE_EPOCH": str(project.epoch)})
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(made.iterdir()):
        shutil.copyfile(file, out / file.name)


def _lay_sources(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in _SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=unwanted)
        else:
            shutil.copyfile(source, target / name)


def _wheels(folder: Path) -> Path:
    """Fetch the wheels that the lock names, for the Python of the root, with the pip and the index of this machine."""
    stamp = folder / "requirements-freeze.lock"
    if stamp.exists() and stamp.read_bytes() == freeze.LOCK.read_bytes():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    machine = platform.machine()
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(_NEWEST_GLIBC, 4, -1)]
    older = [f"manylinux{year}_{machine}" for year in (2014, 2010, 1)]
    asked = ["--only-binary", ":all:", "--python-version", "3.11", "--implementation", "cp"]
    asked += [word for tag in (*tags, *older) for word in ("--platform", tag)]
    asked += [word for abi in ("cp311", "abi3", "none") for word in ("--abi", abi)]
    pip = [_pip(), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", str(folder)]
    subprocess.run([*pip, *asked, "--require-hashes", "-r", str(freeze.LOCK)], check=True)
    shutil.copyfile(freeze.LOCK, stamp)
    return folder


def _pip() -> str:
    """Return a Python that has pip: this one, else that of an environment made for it."""
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
        return sys.executable
    folder = cache() / "pip"
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return os.fspath(folder / "bin" / "python")
