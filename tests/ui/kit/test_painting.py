"""How a line is painted."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from carnet.ui.kit.painting import draw_text


@pytest.mark.parametrize("text", ["<b>Karim</b>", "&amp; Cie", "un\ndeux", "un\tdeux", "un\u2028deux"])
def test_a_line_is_painted_on_one_line_and_as_written(qtbot: QtBot, text: str) -> None:
    plain = _painted(text.replace("\n", " ").replace("\t", " ").replace("\u2028", " "))

    assert max(x for x, _y in plain) > len(text) * 4
    assert _painted(text) == plain


def _painted(text: str) -> set[tuple[int, int]]:
    """Return the points that a line covers."""
    image = QImage(300, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    draw_text(painter, QRectF(0, 0, 300, 60), text)
    painter.end()
    return {(x, y) for x in range(300) for y in range(60) if image.pixel(x, y) != 0xFFFFFFFF}
