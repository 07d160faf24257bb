"""The program that the installers of Windows pack: frozen on Windows, or a stand-in that tries the installers out."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import freeze
from project import ROOT, Project

_STAND_IN = '#include <stdio.h>\nint main(void) { puts("a stand-in for Carnet"); return 0; }\n'


class Program(NamedTuple):
    """A folder with carnet.exe and its icon; `label` is part of the installer's name, to tell a stand-in at sight."""

    tree: Path
    icon: Path
    label: str


def program(told: Project, wheels: Path | None, tree: Path | None) -> Program:
    """Return the program: the one given, one frozen here on Windows, else a stand-in."""
    work = ROOT / "build" / "work-windows"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    python = freeze.environment(work, wheels)
    icon = freeze.icons(python, work) / "carnet.ico"
    if tree is not None:
        return Program(tree.absolute(), icon, "")
    if sys.platform == "win32":
        return Program(freeze.program(python, work, told, icon=icon), icon, "")
    return Program(_stand_in(work / "stand-in"), icon, "-stand-in")


def _stand_in(folder: Path) -> Path:
    """Compile a program of one line, laid out as the real one is."""
    compiler = shutil.which("x86_64-w64-mingw32-gcc")
    if compiler is None:
        raise SystemExit("Carnet is frozen for Windows on Windows; a stand-in needs mingw-w64 (or give --tree).")
    (folder / "_internal" / "carnet" / "resources").mkdir(parents=True)
    (folder / "_internal" / "carnet" / "resources" / "é.txt").write_text("ressource", encoding="utf-8")
    source = folder.with_suffix(".c")
    source.write_text(_STAND_IN, encoding="utf-8")
    for name in ("carnet.exe", "carnet-cli.exe"):
        subprocess.run([compiler, "-s", "-o", str(folder / name), str(source)], check=True)
    return folder
