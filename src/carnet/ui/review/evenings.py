"""« Organisateurs » and « Types »: what evenings took and what they brought, with the missions that it rests on."""

from typing import Any, final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from carnet.domain.returns import Evenings, ReturnRow
from carnet.domain.review import ReviewQuestion
from carnet.ui.kit.cards import Card
from carnet.ui.kit.choices import Segmented
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import RIGHT, draw_text
from carnet.ui.kit.theme import metric
from carnet.ui.review.figure_table import HEAD_PX, ROW_PX, CellDelegate, FigureTable, Index
from carnet.words import _, returns
from carnet.words.reviews import mission_count, model_label

_NOWHERE = QModelIndex()
_WIDTHS_PX = {1: 86, 2: 108, 3: 78, 4: 76, 5: 104, 6: 100, 7: 100}
_SPARE = (3, 1, 2, 7)


class EveningsModel(QAbstractTableModel):
    """The lines of one of the two tables."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ReturnRow, ...] = ()
        self._cells: list[tuple[str, ...]] = []

    def show_rows(self, rows: tuple[ReturnRow, ...], currency: str) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._rows = rows
        self._cells = [returns.cells(row, currency) for row in rows]
        self.endResetModel()

    def row(self, at: int) -> ReturnRow:
        """Return a line."""
        return self._rows[at]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_names())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says; a screen reader hears the whole line at its name."""
        if not index.isValid():
            return None
        cells = self._cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column():
                return cells[index.column()]
            count = mission_count(self._rows[index.row()].total.missions)
            return ", ".join((cells[0], cells[5], count))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(RIGHT)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _names()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return int(RIGHT)
        return None


def _names() -> tuple[str, ...]:
    return (
        "",
        _("Events"),
        _("Hours"),
        _("Cost"),
        _("Missions"),
        _("Brought"),
        _("Per hour"),
        _("Per euro"),
    )


@final
class _CellDelegate(CellDelegate):
    """Paints names at left, figures at right."""

    def paint_cell(self, painter: QPainter, area: QRectF, index: Index) -> None:
        text = str(index.data())
        if index.column() == 0:
            draw_text(painter, area, text)
        else:
            strong = index.column() == 6
            face = "emphasis+" if strong else "body+"
            draw_text(painter, area, text, face, "text" if strong or index.column() > 3 else "text2", align=RIGHT)


class EveningsTable(FigureTable):
    """The lines, as tall as they are many.

    Signals:
        opened: a line was opened with Enter or a double click.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("", _WIDTHS_PX, _SPARE)
        self.lines = EveningsModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_CellDelegate(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.restyle()

    def show_rows(self, rows: tuple[ReturnRow, ...], currency: str, name: str) -> None:
        """Show other lines."""
        self.lines.show_rows(rows, currency)
        self.setAccessibleName(name)
        self.restyle()

    def open_current(self) -> None:
        """Open the line."""
        if self.currentIndex().isValid():
            self.opened.emit(self.lines.row(self.currentIndex().row()))

    def restyle(self) -> None:
        """Be as tall as the lines."""
        super().restyle()
        self.setFixedHeight(metric(HEAD_PX) + self.lines.rowCount() * metric(ROW_PX))


class EveningsCard(Card):
    """What the evenings of the period brought, by organiser or by kind.

    Signals:
        organisation_opened: id of the organiser whose line was opened.
    """

    organisation_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._evenings: Evenings | None = None
        self._currency = ""
        self.by = Segmented([("organisers", _("Organisers")), ("kinds", _("Kinds"))], "organisers", _("Evenings by"))
        self.table = EveningsTable()
        self.model = label("", "secondary", "text2", wrap=True)
        self.portage = label("", "secondary", wrap=True, selectable=True)
        self.others = label("", "secondary", wrap=True, selectable=True)
        head = QWidget()
        flow = FlowLayout(head, 12)
        flow.addWidget(label(_("What evenings bring"), "section"))
        flow.addWidget(self.by)
        for part in (head, self.model, self.table, self.portage, self.others):
            self.body.addWidget(part)
        self.by.chosen.connect(self._on_by)
        self.table.opened.connect(self._on_opened)

    def show_evenings(self, evenings: Evenings, question: ReviewQuestion) -> None:
        """Show the answer to a question."""
        self._evenings, self._currency = evenings, question.currency
        text = _("{model}: missions signed in the period, set against the hours and the cost of its events.")
        self.model.set_text(text.format(model=model_label(question.model)))
        portage, others = evenings.portage, evenings.others
        both = bool(portage.spent.events or portage.missions) and bool(others.spent.events or others.missions)
        self.portage.set_text(returns.against(_("Portage companies"), portage, question.currency) if both else "")
        self.others.set_text(returns.against(_("Other organisers"), others, question.currency) if both else "")
        self.portage.setVisible(both)
        self.others.setVisible(both)
        self.setVisible(bool(evenings.kinds))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._evenings is None:
            return
        by_kind = self.by.current() == "kinds"
        rows = self._evenings.kinds if by_kind else self._evenings.organisers
        self.table.show_rows(rows, self._currency, _("Kinds") if by_kind else _("Organisers"))

    @Slot(str)
    def _on_by(self, _key: str) -> None:
        self._show_rows()

    @Slot(object)
    def _on_opened(self, row: ReturnRow) -> None:
        if row.key.isdigit():
            self.organisation_opened.emit(int(row.key))
