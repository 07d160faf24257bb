"""Photos inside vCards: inline base64 and data URIs, told by their content; an address is never followed."""

import base64
import binascii
from typing import NamedTuple

LARGEST_PHOTO = 5_000_000


class Photo(NamedTuple):
    """An image and its media type."""

    data: bytes
    type: str


class PhotoRefused(NamedTuple):
    """Why a property holds no photo that Carnet keeps."""

    reason: str


def read_photo(value: str, *, inline: bool) -> Photo | PhotoRefused:
    """Return the photo of a PHOTO value; `inline` says that it is declared as base64."""
    if value[:5].lower() == "data:":
        header, _, value = value.partition(",")
        inline = "base64" in header.lower()
    if not inline:
        return PhotoRefused("photo_elsewhere")
    if len(value) > LARGEST_PHOTO * 3 // 2:
        return PhotoRefused("photo_too_large")
    data = _from_base64(value)
    if len(data) > LARGEST_PHOTO:
        return PhotoRefused("photo_too_large")
    kind = media_type(data)
    return Photo(data, kind) if kind else PhotoRefused("photo_unknown")


def _from_base64(value: str) -> bytes:
    """Return what can be decoded; a value cut short loses its last bytes only."""
    packed = "".join(value.split()).rstrip("=").encode("ascii", errors="ignore")
    packed = packed[: len(packed) - 1] if len(packed) % 4 == 1 else packed
    try:
        return binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))
    except binascii.Error:
        return b""


def media_type(data: bytes) -> str:
    """Return the media type of an image by its first bytes; "" for kinds that Carnet does not show."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def write_photo(photo: Photo, version: str) -> str:
    """Return the property that holds a photo inline, unfolded."""
    packed = base64.b64encode(photo.data).decode("ascii")
    if version == "4.0":
        return f"PHOTO:data:{photo.type};base64,{packed}"
    return f"PHOTO;ENCODING=b;TYPE={photo.type.rpartition('/')[2].upper()}:{packed}"
