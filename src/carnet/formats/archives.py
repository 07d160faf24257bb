"""Zip archives from elsewhere: one member read by its name, never extracted, with limits against bombs."""

import io
import lzma
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from carnet.errors import Unreadable

LARGEST_TOTAL = 200_000_000
LARGEST_RATIO = 100
LARGEST_NEEDED = 60_000_000
LARGEST_DIRECTORY = 8_000_000
"""In bytes, of the list of members: tens of thousands of photos and films."""
_PIECE = 1_000_000

# All that the zipfile module raises on archives that are damaged, ciphered or packed in an unknown way.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    ValueError,
    KeyError,
    EOFError,
    OSError,
)


def is_archive(data: bytes) -> bool:
    """Return whether a file is a zip archive."""
    return data.startswith(b"PK\x03\x04")


class _Careful(io.BufferedReader):
    """An archive of which nobody reads more at once than the list of its members may take."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Return what was asked for; too much of it is a bomb."""
        most = LARGEST_DIRECTORY + 1
        found = super().read(most if size is None or not 0 <= size < most else size)
        if len(found) == most:
            raise Unreadable("too_large", most=LARGEST_DIRECTORY)
        return found


def opened(data: bytes) -> zipfile.ZipFile:
    """Open an archive; one with a list of members beyond measure is refused as "too_large"."""
    return zipfile.ZipFile(_Careful(io.BytesIO(data)))


def needed(path: Path, names: frozenset[str]) -> bytes:
    """Return an archive of those files of a large one that have one of these names (lower case); the rest is not read.

    The same files make the same bytes.

    Raises:
        Unreadable: "bad_archive", "too_large" for bombs, for what holds none of these files, or too much of them.
        OSError: the file cannot be read.
    """
    kept = io.BytesIO()
    with _Careful(path.open("rb", buffering=0)) as file:
        try:
            with zipfile.ZipFile(file) as archive, zipfile.ZipFile(kept, "w") as copy:
                wanted = [member for member in archive.infolist() if _is_wanted(member, names)]
                if not wanted or sum(member.file_size for member in wanted) > LARGEST_NEEDED:
                    raise Unreadable("too_large", most=LARGEST_NEEDED)
                for member in wanted:
                    copy.writestr(zipfile.ZipInfo(member.filename), _read(archive, member))
        except BROKEN as error:
            raise Unreadable("bad_archive") from error
    return kept.getvalue()


def has_member(data: bytes, names: frozenset[str]) -> bool:
    """Return whether an archive holds, in whatever folder, a file of one of these names (lower case)."""
    try:
        with opened(data) as archive:
            return any(_is_wanted(member, names) for member in archive.infolist())
    except BROKEN:
        return False


def read_member(data: bytes, names: frozenset[str], missing: str = "no_connections") -> bytes:
    """Return the largest file of one of these names (lower case), in whatever folder of the archive.

    Raises:
        Unreadable: "bad_archive", the reason `missing` where no such file is there, "too_large" for bombs.
    """
    try:
        with opened(data) as archive:
            wanted = [member for member in archive.infolist() if _is_wanted(member, names)]
            if not wanted:
                raise Unreadable(missing)
            return _read(archive, max(wanted, key=lambda member: member.file_size))
    except BROKEN as error:
        raise Unreadable("bad_archive") from error


def _is_wanted(member: zipfile.ZipInfo, names: frozenset[str]) -> bool:
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return member.filename.rpartition("/")[2].lower() in names and not is_link


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes, no more than its header promises and the limits allow."""
    most = min(LARGEST_TOTAL, LARGEST_RATIO * max(member.compress_size, 1))
    if member.file_size > most:
        raise Unreadable("too_large", size=member.file_size, most=most)
    with archive.open(member) as stream:
        pieces = []
        while piece := stream.read(_PIECE):
            pieces.append(piece)
    return b"".join(pieces)
