"""What goes beside an installer: its checksum."""

import hashlib
from pathlib import Path

SUMS = "SHA256SUMS"


def sums(out: Path) -> Path:
    """Write the checksums of everything in the folder, as `sha256sum --check` reads them."""
    files = sorted(file for file in out.iterdir() if file.is_file() and file.name != SUMS)
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (out / SUMS).write_text("".join(lines), encoding="utf-8")
    return out / SUMS
