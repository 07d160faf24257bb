"""The self-extracting program for any Linux: for one user, without root, and with a way to take it off again."""

import os
import shutil
import subprocess
from pathlib import Path

import deliver
from linux import tree
from project import Project

_INSTALL = Path(__file__).with_name("install.sh")


def build(told: Project, out: Path, wheels: Path | None, program: Path | None) -> None:
    """Build the .run and the checksums."""
    made = tree.parts(told, wheels, program, on_system=False)
    folder = made.work / "run"
    shutil.copytree(made.program, folder / "program", symlinks=True)
    tree.lay_desktop(made.icons, told, folder / "share")
    shutil.copyfile(_INSTALL, folder / "install.sh")
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.name in {told.name, "install.sh"} else 0o644)
        os.utime(path, (told.epoch, told.epoch), follow_symlinks=False)
    target = out / f"{told.name}-{told.version}.run"
    # gzip, for not every system has xz; the order and the dates make two builds the same.
    words = ["makeself", "--gzip", "--nox11", "--quiet", "--sha256", "--packaging-date", f"{told.date:%Y-%m-%d}"]
    extra = f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{told.epoch}"
    words += ["--tar-extra", extra, str(folder), str(target), f"{told.title} {told.version}", "./install.sh"]
    subprocess.run(words, check=True)
    shutil.copyfile(made.bill, out / made.bill.name)
    deliver.sums(out)
