"""Draws the icons of the program from the mark that the window paints: PNG, SVG, and those of Windows and macOS.

python packaging/icons.py FOLDER
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from carnet import paths
from carnet.ui.kit.mark import paint_mark
from carnet.ui.kit.theme import apply_theme

SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_KINDS = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512}
_VECTOR_SIDE = 128


def png(side: int) -> bytes:
    """Return the icon as a PNG of that side."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _paint(painter, side)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def draw_svg(path: Path) -> None:
    """Write the icon as an SVG."""
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(QSize(_VECTOR_SIDE, _VECTOR_SIDE))
    generator.setViewBox(QRect(0, 0, _VECTOR_SIDE, _VECTOR_SIDE))
    generator.setTitle("Carnet")
    painter = QPainter(generator)
    _paint(painter, _VECTOR_SIDE)
    painter.end()


def _paint(painter: QPainter, side: int) -> None:
    margin = max(1.0, side / 32)
    paint_mark(painter, QRectF(margin, margin, side - 2 * margin, side - 2 * margin))


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return an icon file of Windows that holds PNG pictures."""
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    start = len(head) + 16 * len(pictures)
    for side, data in pictures.items():
        head += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(data), start + len(body))
        body += data
    return head + body


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """Return an icon file of macOS that holds PNG pictures by their kind."""
    body = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main(folder: Path) -> None:
    """Write every icon."""
    qt = QApplication([])
    apply_theme(qt, "light", paths.resources())
    folder.mkdir(parents=True, exist_ok=True)
    for side in SIDES:
        (folder / f"{side}.png").write_bytes(png(side))
    draw_svg(folder / "carnet.svg")
    (folder / "carnet.ico").write_bytes(ico({side: png(side) for side in _ICO_SIDES}))
    (folder / "carnet.icns").write_bytes(icns({kind: png(side) for kind, side in _ICNS_KINDS.items()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
