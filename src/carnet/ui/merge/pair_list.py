"""All duplicates found, the surest first; and what is said while they are looked for, or where there is none."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from carnet.domain.duplicates import DuplicatePair, Verdict
from carnet.ui.kit.announce import announce
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, EmptyState, ProgressLine
from carnet.ui.kit.delegates import RowDelegate, RowState
from carnet.ui.kit.labels import chip_size, label, paint_chip
from carnet.ui.kit.painting import draw_text, line_height
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _, duplicates, formats

ROW_PX = 52
TONES = {
    Verdict.CERTAIN: ("ok", "check"),
    Verdict.VERY_PROBABLE: ("warn", "merge"),
    Verdict.POSSIBLE: ("info", "circle-help"),
}
_LIST, _SEARCH, _EMPTY = range(3)


class _Delegate(RowDelegate):
    """Paints both names, the reasons, and the verdict."""

    def __init__(self) -> None:
        super().__init__(ROW_PX, rule=True)

    def tip(self, row: object) -> str:
        """Return names and reasons."""
        return f"{_names(row)}\n{duplicates.reasons(row.resemblance)}" if isinstance(row, DuplicatePair) else ""

    def paint_content(self, painter: QPainter, area: QRectF, row: object, _state: RowState) -> None:
        """Paint the row."""
        if not isinstance(row, DuplicatePair):
            return
        side = metric(28)
        for at, name in enumerate((row.first_name, row.second_name)):
            left = area.left() + at * (side - metric(6))
            paint_avatar(painter, QRectF(left, area.center().y() - side / 2, side, side), name)
        verdict = row.resemblance.verdict
        tone, icon_name = TONES[verdict]
        size = chip_size(duplicates.verdict(verdict), icon_name, small=True)
        corner = (area.right() - size.width(), area.center().y() - size.height() / 2)
        chip = QRectF(*corner, size.width(), size.height())
        paint_chip(painter, chip, duplicates.verdict(verdict), icon_name, tone, small=True)
        start = area.left() + 2 * side + metric(6)
        room = chip.left() - metric(10) - start
        first, second = line_height("emphasis"), line_height("secondary")
        top = area.center().y() - (first + second) / 2
        draw_text(painter, QRectF(start, top, room, first), _names(row), "emphasis")
        reasons = duplicates.reasons(row.resemblance)
        draw_text(painter, QRectF(start, top + first, room, second), reasons, "secondary", "text2")


class PairList(Card):
    """The list of duplicates.

    Signals:
        pair_opened: the place of the pair opened.
        search_asked: the duplicates shall be looked for.
        cancel_asked: the search shall stop.
    """

    pair_opened = Signal(int)
    search_asked = Signal()
    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__(0, 0)
        self._pairs: Sequence[DuplicatePair] = ()
        self.model = RowsModel(self._fetch, _spoken, self)
        self.table = RowsTable(_("Probable duplicates"), ROW_PX, ground="surface")
        self._delegate = _Delegate()
        self.table.setItemDelegate(self._delegate)
        self.table.setModel(self.model)
        self.progress = ProgressLine(0, 100)
        self.percent = label("", "body", "text2", digits=True)
        self.cancel = Button(_("Stop"), "x", name=_("Stop the search"))
        self.empty = EmptyState("", _("Find duplicates"), (), "search")
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        framed = QWidget()
        frame = QVBoxLayout(framed)
        frame.setContentsMargins(1, metric(4), 1, metric(8))
        frame.addWidget(self.table)
        for part in (framed, self._searching(), self.empty):
            self._stack.addWidget(part)
        self.body.addWidget(stack)
        self.table.row_opened.connect(self.pair_opened)
        self.cancel.clicked.connect(self.cancel_asked)
        self.empty.acted.connect(self.search_asked)

    def show_pairs(self, pairs: Sequence[DuplicatePair], sentence: str) -> None:
        """Show the pairs; a sentence where there is none."""
        self._pairs = pairs
        self.model.set_ids(range(len(pairs)))
        self.empty.show_state(sentence, _("Find duplicates"))
        self._stack.setCurrentIndex(_LIST if pairs else _EMPTY)
        if pairs and not self.table.selected_ids():
            self.table.select_id(0)

    def select(self, place: int) -> None:
        """Make a pair current."""
        self.table.select_id(place)

    def take_focus(self) -> None:
        """Put the focus where the next key goes."""
        parts: tuple[QWidget, ...] = (self.table, self.cancel, self.empty.action)
        parts[self._stack.currentIndex()].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_search(self) -> None:
        """Say that the journal is being searched."""
        self._stack.setCurrentIndex(_SEARCH)
        self.show_progress(0, 100)
        announce(self, _("Looking for duplicates…"))

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how far the search is."""
        self.progress.show_progress(done, total)
        percent = formats.number(100 * done // max(total, 1))
        self.percent.set_text(_("Looking for duplicates… {n} %").format(n=percent))

    def _searching(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        pad = metric(28)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(metric(12))
        column.addStretch(1)
        column.addWidget(self.percent)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.addWidget(label(_("You can go on working meanwhile."), "secondary", "text2", wrap=True), 1)
        row.addWidget(self.cancel)
        column.addLayout(row)
        column.addStretch(2)
        return holder

    def _fetch(self, ids: list[int]) -> Mapping[int, object]:
        return {at: self._pairs[at] for at in ids if at < len(self._pairs)}


def _names(row: object) -> str:
    if not isinstance(row, DuplicatePair):
        return ""
    one, other = row.first_name, row.second_name
    return one if one == other else _("{one} and {other}").format(one=one, other=other)


def _spoken(row: object) -> str:
    if not isinstance(row, DuplicatePair):
        return ""
    found = row.resemblance
    return f"{_names(row)}, {duplicates.verdict(found.verdict)}. {duplicates.reasons(found)}"
