"""Zip archives from elsewhere: one member read by its name, never extracted, with limits against bombs."""

import io
import lzma
import stat
import struct
import zipfile
import zlib

from carnet.errors import Unreadable

MOST_MEMBERS = 20_000
LARGEST_TOTAL = 200_000_000
LARGEST_RATIO = 100

# All that the zipfile module raises on archives that are damaged, ciphered or packed in an unknown way.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    EOFError,
    OSError,
)


def is_archive(data: bytes) -> bool:
    """Return whether a file is a zip archive."""
    return data.startswith(b"PK\x03\x04")


def has_member(data: bytes, names: frozenset[str]) -> bool:
    """Return whether an archive holds, in whatever folder, a file of one of these names (lower case)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(_is_wanted(member, names) for member in archive.infolist())
    except BROKEN:
        return False


def read_member(data: bytes, names: frozenset[str], missing: str = "no_connections") -> bytes:
    """Return the largest file of one of these names (lower case), in whatever folder of the archive.

    Raises:
        Unreadable: "bad_archive", the reason `missing` where no such file is there, "too_large" for bombs.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [member for member in archive.infolist()[:MOST_MEMBERS] if _is_wanted(member, names)]
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
        return stream.read(most)
