"""Pictures from outside, decoded within limits and kept small; anything else is refused with a reason."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from carnet.errors import Refused

SIDE_PX = 512
_MOST_BYTES = 25_000_000
_MOST_PIXELS = 60_000_000
_MOST_MIB = 256
_FORMATS = frozenset({"jpeg", "png", "webp"})
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


def read_file(path: Path) -> tuple[bytes, str]:
    """Return the picture of a file as the journal keeps it, with its media type.

    Raises:
        Refused: it is too large, broken, or no JPEG, PNG or WebP.
    """
    return read(_bytes(path))


def look_at(path: Path, side: int) -> QImage:
    """Return the picture of a file as it is looked at, at most `side` px; nothing of it is kept.

    Raises:
        Refused: as for `read_file`.
    """
    image = _decode(_bytes(path), side)
    if image is None:
        raise Refused("photo_unreadable", field="photo")
    return image


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refused("photo_too_heavy", field="photo")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Refused("photo_unreadable", field="photo") from error
    if len(data) > _MOST_BYTES:
        raise Refused("photo_too_heavy", field="photo")
    return data


def read(data: bytes) -> tuple[bytes, str]:
    """Return a picture as the journal keeps it: at most 512 px, encoded anew, so that no place or camera is in it."""
    if len(data) > _MOST_BYTES:
        raise Refused("photo_too_heavy", field="photo")
    image = _decode(data, SIDE_PX)
    if image is None:
        raise Refused("photo_unreadable", field="photo")
    return keep(image)


def keep(image: QImage) -> tuple[bytes, str]:
    """Return an image, as from the clipboard, as the journal keeps it."""
    small = smaller(image, SIDE_PX)
    clear = small.hasAlphaChannel()
    # Drawn anew: a copy would keep the texts that a file may carry.
    clean = QImage(small.size(), QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32)
    clean.fill(Qt.GlobalColor.transparent if clear else Qt.GlobalColor.white)
    painter = QPainter(clean)
    painter.drawImage(0, 0, small)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png" if clear else b"jpeg"))
    if not clear:
        writer.setQuality(85)
    done = writer.write(clean)
    buffer.close()
    if not done:
        raise Refused("photo_unreadable", field="photo")
    return bytes(buffer.data().data()), "image/png" if clear else "image/jpeg"


def smaller(image: QImage, side: int) -> QImage:
    """Return an image, as from the clipboard, at most `side` px; one beyond all limits is refused."""
    if image.isNull():
        raise Refused("photo_unreadable", field="photo")
    if image.width() * image.height() > _MOST_PIXELS:
        raise Refused("photo_too_large_to_show", field="photo")
    modes = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(side, side, *modes) if max(image.width(), image.height()) > side else image


def square(data: bytes, side: int) -> QImage | None:
    """Return the middle of a kept picture as a square; None where it cannot be decoded."""
    image = _decode(data, side, fill=True)
    if image is None:
        return None
    modes = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    image = image.scaled(side, side, *modes)
    return image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)


def _decode(data: bytes, side: int, *, fill: bool = False) -> QImage | None:
    """Decode no larger than needed; refuse by its header what would need too much memory."""
    QImageReader.setAllocationLimit(_MOST_MIB)
    buffer = QBuffer()
    buffer.setData(data)  # a copy: given a byte array, the buffer would only point to it
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or bytes(reader.format().data()).decode() not in _FORMATS:
        return None
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        return None
    if size.width() * size.height() > _MOST_PIXELS:
        raise Refused("photo_too_large_to_show", field="photo")
    fitting = Qt.AspectRatioMode.KeepAspectRatioByExpanding if fill else Qt.AspectRatioMode.KeepAspectRatio
    if max(size.width(), size.height()) > side:
        scaled = size.scaled(QSize(side, side), fitting)
        reader.setScaledSize(QSize(max(1, scaled.width()), max(1, scaled.height())))
    image = reader.read()
    return None if image.isNull() else image
