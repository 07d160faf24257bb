"""Codes on pictures: what was drawn is read again, several on one picture, turned, and nothing on a plain one."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from carnet.ui.kit import codes


def sheet(*texts: str, side: int = 4) -> QImage:
    """Return a page with the codes of texts side by side."""
    drawn = [codes.qr(text) for text in texts]
    page = QImage(sum(code.width() * side + 80 for code in drawn) + 80, 800, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    x = 80
    for code in drawn:
        painter.drawImage(QRect(x, 80, code.width() * side, code.height() * side), code)
        x += code.width() * side + 80
    painter.end()
    return page


def test_a_code_drawn_is_read_again_with_its_accents() -> None:
    assert codes.texts_of(sheet("Hélène Vasseur, œuvre")) == ["Hélène Vasseur, œuvre"]


def test_all_codes_of_a_picture_are_read_each_once() -> None:
    assert sorted(codes.texts_of(sheet("un", "deux", "un"))) == ["deux", "un"]


def test_a_turned_picture_is_read() -> None:
    turned = sheet("un").transformed(QTransform().rotate(37))

    assert codes.texts_of(turned) == ["un"]


def test_a_picture_without_codes_holds_none() -> None:
    plain = QImage(301, 203, QImage.Format.Format_RGB32)
    plain.fill(QColor("teal"))

    assert codes.texts_of(plain) == []
