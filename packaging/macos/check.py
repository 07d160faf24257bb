"""Tries the disk image out on macOS: mounts it, copies the application, lets it test itself."""

import subprocess
import tempfile
from pathlib import Path

from project import Project


def check(_kind: str, told: Project, out: Path) -> None:
    """Run the self-test of the application as its user would install it."""
    image = max(out.glob(f"{told.name}-{told.version}-*.dmg"))
    with tempfile.TemporaryDirectory() as name:
        volume, place = Path(name) / "volume", Path(name) / f"{told.title}.app"
        subprocess.run(["hdiutil", "attach", "-nobrowse", "-readonly", "-mountpoint", volume, image], check=True)
        try:
            subprocess.run(["ditto", volume / place.name, place], check=True)
        finally:
            subprocess.run(["hdiutil", "detach", volume], check=True)
        program = place / "Contents" / "MacOS" / told.name
        subprocess.run([program, "self-test", "--json"], check=True, env={})
    print(f"{image.name}: the self-test passed")
