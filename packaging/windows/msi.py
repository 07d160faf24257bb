"""The MSI package of Windows, made with wixl: from a tree that was frozen on Windows, or from a stand-in."""

import os
import shutil
import subprocess
from pathlib import Path

import deliver
from project import Project
from windows import frozen

_SOURCE = Path(__file__).with_name("carnet.wxs")


def build(told: Project, out: Path, wheels: Path | None, tree: Path | None) -> None:
    """Build the .msi and the checksums."""
    program = frozen.program(told, wheels, tree)
    listed = "\n".join(sorted(str(path) for path in program.tree.rglob("*") if path.is_file()))
    heat = ["wixl-heat", "-p", f"{program.tree}/", "--directory-ref", "INSTALLDIR", "--component-group", "Program"]
    heat += ["--var", "var.Tree", "--win64"]
    files = subprocess.run(heat, input=listed, text=True, check=True, stdout=subprocess.PIPE).stdout
    # wixl finds files only by ways from the source, so the source goes beside them.
    folder = program.icon.parent
    (folder / "files.wxs").write_text(files, encoding="utf-8")
    shutil.copyfile(_SOURCE, folder / _SOURCE.name)
    words = {
        "Version": told.version,
        "Homepage": told.homepage,
        "Holder": told.maintainer.partition(" <")[0],
        "Tree": os.path.relpath(program.tree, folder),
        "Icon": program.icon.name,
        "Win64": "yes",
    }
    defined = [word for name, value in words.items() for word in ("-D", f"{name}={value}")]
    target = out / f"{told.name}-{told.version}{program.label}.msi"
    asked = ["wixl", "--arch", "x64", *defined, "--output", str(target), _SOURCE.name, "files.wxs"]
    subprocess.run(asked, check=True, cwd=folder)
    deliver.sums(out)
