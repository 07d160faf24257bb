"""Pictures from outside: kept small and clean, or refused with a reason."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPdfWriter, QPixmapCache

from carnet.errors import Refused
from carnet.formats.vcard_photo import media_type
from carnet.ui.kit import photos
from carnet.ui.kit.avatar import Avatar, paint_avatar
from carnet.words.errors import sentence


def encoded(image: QImage, kind: bytes = b"PNG") -> bytes:
    packed = QByteArray()
    buffer = QBuffer(packed)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(packed.data())


def picture(width: int = 800, height: int = 600, color: Qt.GlobalColor = Qt.GlobalColor.red) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(color)
    return made


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", [b"PNG", b"JPEG", b"WEBP"])
def test_a_picture_is_kept_at_most_512_px_wide_as_jpeg(kind: bytes) -> None:
    data, kept = photos.read(encoded(picture(2_000, 1_000), kind))

    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (512, 256)
    assert (kept, media_type(data)) == ("image/jpeg", "image/jpeg")
    assert len(data) < 20_000


def test_a_small_picture_is_not_blown_up_and_glass_stays_glass() -> None:
    clear = QImage(40, 30, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)

    data, kept = photos.read(encoded(clear))

    assert kept == "image/png"
    assert QImage.fromData(data).pixelColor(3, 3).alpha() == 0
    assert QImage.fromData(photos.read(encoded(picture(40, 30)))[0]).width() == 40


def test_what_a_camera_wrote_into_the_file_is_gone_and_its_turn_is_done() -> None:
    exif = (
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02"
        b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
        b"\x01\x0f\x00\x02\x00\x00\x00\x04Spy\x00\x00\x00\x00\x00"
    )
    plain = encoded(picture(80, 60), b"JPEG")
    data = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]
    noted = picture(80, 60)
    noted.setText("Author", "Spy")

    kept, _kind = photos.read(data)

    assert b"Exif" not in kept
    assert b"Spy" not in kept
    assert (QImage.fromData(kept).width(), QImage.fromData(kept).height()) == (60, 80)
    assert b"Spy" not in photos.read(encoded(noted))[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "photo_unreadable"),
        (b"%PDF-1.7", "photo_unreadable"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "photo_unreadable"),
        (encoded(picture(60, 60))[:60], "photo_unreadable"),
        (png_bomb(60_000, 60_000), "photo_too_large_to_show"),
        (bytes(25_000_001), "photo_too_heavy"),
    ],
)
def test_bombs_and_what_is_no_picture_are_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        photos.read(data)

    assert refused.value.reason == reason
    assert sentence(refused.value).endswith(".")


def test_a_file_is_refused_before_it_is_read_where_it_is_too_heavy_or_gone(tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.png"
    with heavy.open("wb") as file:
        file.truncate(3_000_000_000)
    good = tmp_path / "good.jpg"
    good.write_bytes(encoded(picture(), b"JPEG"))

    for path, reason in ((heavy, "photo_too_heavy"), (tmp_path / "gone.png", "photo_unreadable")):
        with pytest.raises(Refused) as refused:
            photos.read_file(path)
        assert refused.value.reason == reason
    assert photos.read_file(good)[1] == "image/jpeg"


def test_an_image_of_the_clipboard_is_held_to_the_same_limits() -> None:
    with pytest.raises(Refused):
        photos.keep(QImage())
    assert QImage.fromData(photos.keep(picture(3_000, 10))[0]).width() == 512


def test_a_face_is_the_middle_of_the_picture_and_loaded_once(qtbot: object) -> None:
    QPixmapCache.clear()
    data, _kind = photos.keep(picture(300, 100))
    loads: list[int] = []

    def load() -> bytes:
        loads.append(1)
        return data

    face = Avatar(62)
    face.show_person("Zoé Martin", 80, "hot")
    face.show_photo("7.123", load)
    shown = face.grab().toImage()
    face.grab()

    assert shown.pixelColor(31, 31).red() > 200
    assert shown.pixelColor(31, 31).green() < 60
    assert loads == [1]
    square = photos.square(data, 40)
    assert square is not None
    assert (square.width(), square.height()) == (40, 40)
    assert photos.square(b"nothing", 40) is None


@pytest.mark.parametrize("data", [None, b"broken", png_bomb(60_000, 60_000)])
def test_initials_stand_where_a_photo_cannot_be_shown(qtbot: object, data: bytes | None, tmp_path: Path) -> None:
    QPixmapCache.clear()
    face, plain = Avatar(40), Avatar(40)
    face.show_person("Zoé Martin")
    face.show_photo("8.1", lambda: data)
    plain.show_person("Zoé Martin")

    assert face.grab().toImage() == plain.grab().toImage()
    writer = QPdfWriter(str(tmp_path / "page.pdf"))
    painter = QPainter(writer)
    paint_avatar(painter, face.rect(), "Zoé Martin", photo="8.1", load=lambda: data)
    painter.end()
