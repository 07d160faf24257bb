"""The installer of Windows."""

import subprocess
from pathlib import Path

import deliver
from project import Project
from windows import frozen

_SCRIPT = Path(__file__).with_name("carnet.nsi")


def build(told: Project, out: Path, wheels: Path | None, tree: Path | None) -> None:
    """Build the setup program and the checksums."""
    program = frozen.program(told, wheels, tree)
    target = out / f"{told.name}-{told.version}-setup{program.label}.exe"
    words = {
        "VERSION": told.version,
        "HOMEPAGE": told.homepage,
        "HOLDER": told.maintainer.partition(" <")[0],
        "TREE": program.tree,
        "ICON": program.icon,
        "OUT": target,
    }
    defined = [f"-D{name}={value}" for name, value in words.items()]
    subprocess.run(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(_SCRIPT)], check=True)
    deliver.sums(out)
