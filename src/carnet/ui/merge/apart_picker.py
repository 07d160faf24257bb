"""The pairs of people told apart, to be compared again."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from carnet.domain.duplicates import ApartPair
from carnet.domain.text import fold
from carnet.journal import Journal
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_text
from carnet.ui.kit.picker import Picker
from carnet.ui.kit.rows_table import RowsTable
from carnet.words import _

_ROW_PX = 40


class _Delegate(RowDelegate):
    """Paints both names."""

    def __init__(self) -> None:
        super().__init__(_ROW_PX, rule=True)

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint the row."""
        draw_text(painter, area, _names(row))


class ApartPicker(Picker):
    """A panel that asks which pair is to be compared again."""

    def __init__(self, window: QWidget, journal: Journal) -> None:
        self._pairs = {pair.id: pair for pair in journal.duplicates.apart()}
        super().__init__(
            window,
            _("Different people"),
            _("You said of these pairs that they are two people. One that is compared again may be merged."),
            search=_("Find a pair"),
            take=_("Compare again"),
            table=RowsTable(_("Different people"), _ROW_PX, ground="surface"),
            delegate=_Delegate(),
            find=self._find_pairs,
            rows=self._rows,
            spoken=_names,
        )

    def pair(self, key: int) -> ApartPair:
        """Return one of the pairs."""
        return self._pairs[key]

    def _find_pairs(self, text: str) -> list[int]:
        words = fold(text).split()
        return [key for key, pair in self._pairs.items() if all(word in fold(_names(pair)) for word in words)]

    def _rows(self, ids: list[int]) -> dict[int, object]:
        return {key: self._pairs[key] for key in ids}


def _names(row: object) -> str:
    if not isinstance(row, ApartPair):
        return ""
    return _("{one} and {other}").format(one=row.first_name, other=row.second_name)
