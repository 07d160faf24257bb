"""The words on the picture of a business card; the one door to RapidOCR, an extra that need not be there."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter


class Word(NamedTuple):
    """A piece of text, and where it stands: its upper and lower edge, and its left one."""

    top: float
    bottom: float
    left: float
    text: str


def is_there() -> bool:
    """Tell whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def text_of(image: QImage) -> str:
    """Return what stands on a picture, line by line; it takes seconds, and the models go when it is done."""
    from rapidocr import RapidOCR

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    found = RapidOCR(params={"Global.log_level": "critical"})(bytes(buffer.data().data()))
    if found.boxes is None or found.txts is None:
        return ""
    pairs = zip(found.boxes, found.txts, strict=True)
    return in_lines([_word([(float(x), float(y)) for x, y in corners], str(text)) for corners, text in pairs])


def in_lines(words: Sequence[Word]) -> str:
    """Return the words as they are read: those side by side on one line, apart by bars."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=_middle):
        line = lines[-1] if lines else []
        if line and _middle(word) < line[-1].bottom and _middle(line[-1]) > word.top:
            line.append(word)
        else:
            lines.append([word])
    return "\n".join(" | ".join(word.text for word in sorted(line, key=_left)) for line in lines)


def _word(corners: Sequence[tuple[float, float]], text: str) -> Word:
    rows, columns = [y for _x, y in corners], [x for x, _y in corners]
    return Word(min(rows), max(rows), min(columns), text)


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _left(word: Word) -> float:
    return word.left
