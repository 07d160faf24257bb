"""Builds the installers of Carnet.

    python packaging/build.py deb|rpm|run|nsis|msi|dmg [--out DIR] [--check]

Linux packages are made in a clean Debian 12 root that the script makes itself (as root, with mmdebstrap); those of
Windows and macOS on their own system. `--check` tries the installer out as well.
"""

import argparse
import importlib
import sys
from pathlib import Path

import project

KINDS = {
    "deb": "linux.deb",
    "rpm": "linux.rpm",
    "run": "linux.run",
    "nsis": "windows.nsis",
    "msi": "windows.msi",
    "dmg": "macos.dmg",
}


def main(arguments: list[str]) -> int:
    """Build what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--out", type=Path, default=project.ROOT / "dist", metavar="DIR", help="where it goes: dist")
    parser.add_argument("--check", action="store_true", help="install it, try it out, and remove it")
    parser.add_argument("--self-test", action="store_true", help="only install the .deb and let it test itself")
    parser.add_argument("--here", action="store_true", help="build on this system rather than in a root of its own")
    parser.add_argument("--wheels", type=Path, metavar="DIR", help="take wheels from this folder rather than the index")
    parser.add_argument("--tree", type=Path, metavar="DIR", help="pack this frozen program rather than freezing one")
    asked = parser.parse_args(arguments)
    told = project.read()
    out = asked.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    if KINDS[asked.kind].startswith("linux.") and not asked.here:
        from linux import workshop

        with workshop.alone():
            workshop.build(asked.kind, told, out)
            _try_out(asked, told, out)
    else:
        importlib.import_module(KINDS[asked.kind]).build(told, out, asked.wheels, asked.tree)
        _try_out(asked, told, out)
    return 0


def _try_out(asked: argparse.Namespace, told: project.Project, out: Path) -> None:
    if asked.self_test and asked.kind == "deb":
        from linux import check

        check.self_test(asked.kind, told, out)
    if asked.check:
        importlib.import_module(KINDS[asked.kind].partition(".")[0] + ".check").check(asked.kind, told, out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
