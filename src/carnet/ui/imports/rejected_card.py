"""The lines of the file that cannot be imported, each with its reason."""

from collections.abc import Mapping

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from carnet.ui.imports.decisions import Decisions
from carnet.ui.imports.rows_card import ROW_PX, Shown, ShownDelegate, framed
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _, imports

_SHOWN = 3


class RejectedCard(Card):
    """Lines left out; the rest of the file comes in all the same."""

    def __init__(self) -> None:
        super().__init__(0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._decisions: Decisions | None = None
        self.header = SectionHeader(_("To correct"))
        self.model = RowsModel(self._fetch, _spoken, self)
        self.table = RowsTable(_("To correct"), ROW_PX, ground="surface")
        self._delegate = ShownDelegate()
        self.table.setItemDelegate(self._delegate)
        self.table.setModel(self.model)
        top = QVBoxLayout()
        top.setContentsMargins(metric(16), metric(12), metric(16), metric(8))
        top.addWidget(self.header)
        self.body.addLayout(top)
        self.body.addLayout(framed(self.table))

    def show_decisions(self, decisions: Decisions) -> None:
        """Show the lines left out of another file."""
        self._decisions = decisions
        rows = decisions.rejected()
        self.setVisible(bool(rows))
        self.header.set_count(len(rows))
        self.model.set_ids(rows)
        self.table.setFixedHeight(metric(ROW_PX) * min(len(rows), _SHOWN) + metric(2))

    def _fetch(self, rows: list[int]) -> Mapping[int, object]:
        decisions = self._decisions
        return {} if decisions is None else {row: _shown(decisions, row) for row in rows}


def _shown(decisions: Decisions, row: int) -> Shown:
    found = decisions.rows[row]
    reason, _sign, more = (part.strip() for part in imports.reason(found.reason).partition(";"))  # one line is short
    detail = ", ".join(filter(None, (found.detail or found.name, more)))
    line = imports.place(decisions.report, row)
    return Shown(reason[:1].upper() + reason[1:], detail, line, "danger", "circle-alert", False)


def _spoken(row: object) -> str:
    return f"{row.chip}, {row.title}" if isinstance(row, Shown) else ""
