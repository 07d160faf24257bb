"""Freezes Carnet with PyInstaller in an environment of its own, and draws its icons there."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from project import ROOT, Project

LOCK = ROOT / "packaging" / "requirements-freeze.lock"


def environment(work: Path, wheels: Path | None) -> Path:
    """Return the Python of an environment that holds what the lock names; from `wheels` alone where given."""
    folder = work / "venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    subprocess.run([*pip, *source, "--require-hashes", "-r", str(LOCK)], check=True)
    return python


def icons(python: Path, work: Path) -> Path:
    """Return the folder of the icons, painted from the mark of the window."""
    folder = work / "icons"
    ask(python, ROOT / "packaging" / "icons.py", folder, QT_QPA_PLATFORM="offscreen")
    return folder


def program(python: Path, work: Path, project: Project, *, icon: Path | None, on_system: bool = False) -> Path:
    """Return the folder of the frozen program; `on_system` leaves out the libraries of the distribution."""
    made = work / "dist"
    words = ["--noconfirm", "--clean", "--log-level", "WARN", "--distpath", made, "--workpath", work / "pyinstaller"]
    ask(
        python,
        "-m",
        "PyInstaller",
        *words,
        ROOT / "packaging" / "carnet.spec",
        SOURCE_DATE_EPOCH=str(project.epoch),
        PYTHONHASHSEED="1",  # the order of sets is part of compiled modules
        CARNET_SYSTEM_LIBRARIES="1" if on_system else "0",
        CARNET_ICON=str(icon or ""),
    )
    return made / "carnet"


def ask(python: Path, *words: object, **environ: str) -> None:
    """Run the Python of the environment, with Carnet's sources at hand."""
    path: Mapping[str, str] = {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([str(python), *map(str, words)], check=True, env={**os.environ, **path, **environ})
