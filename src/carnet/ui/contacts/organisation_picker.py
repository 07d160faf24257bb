"""Choosing the organisation that another one is merged with, those of near names first."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.organisations import OrganisationFilter, OrganisationLine
from carnet.journal import Journal
from carnet.ui.contacts.organisation_row import ROW_PX, OrganisationDelegate
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _, organisations

_SHOWN = 50


class OrganisationPicker(Overlay):
    """A panel that asks for one organisation.

    Signals:
        picked: id of the organisation chosen; the panel is closed by then.
    """

    picked = Signal(int)

    def __init__(self, window: QWidget, journal: Journal, organisation_id: int, name: str) -> None:
        super().__init__(window, _("Merge {name} with…").format(name=name), 560)
        self._journal = journal
        self._without = organisation_id
        self._near = journal.organisations.near(organisation_id)
        self.search = SearchField(_("Search for an organisation"))
        self.model = RowsModel(self._lines, self._spoken, self)
        self.table = RowsTable(_("Organisations"), ROW_PX, ground="surface")
        self.table.setModel(self.model)
        self._delegate = OrganisationDelegate(journal.clock.today)
        self.table.setItemDelegate(self._delegate)
        self.table.setMinimumHeight(metric(ROW_PX * 5))
        told = _("Its people, events and missions come to {name}, which keeps its name. A single Ctrl+Z undoes it.")
        self.content.addWidget(label(told.format(name=name), "body", "text2", wrap=True))
        self.content.addWidget(self.search)
        self.content.addWidget(self.table, 1)
        self.add_action(_("Cancel")).clicked.connect(self.close_overlay)
        self.add_action(_("Merge"), "primary").clicked.connect(self._on_take)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)
        self.search.entered.connect(self._on_take)
        self.table.row_opened.connect(self._on_opened)
        self._on_searched("")

    def ask(self) -> None:
        """Open with the cursor in the search."""
        self.open()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self, ids: list[int]) -> dict[int, object]:
        return dict(self._journal.organisations.lines(ids))

    def _spoken(self, row: object) -> str:
        return organisations.row(row) if isinstance(row, OrganisationLine) else ""

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        found = self._journal.organisations.ids(OrganisationFilter(text=text.strip()), _SHOWN)
        if not text.strip():
            found = [*self._near, *(key for key in found if key not in self._near)]
        self.model.set_ids([key for key in found if key != self._without])
        self.table.select_id(self.model.id_at(0))

    @Slot()
    def _on_moved_down(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_take(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self._on_opened(key)

    @Slot(int)
    def _on_opened(self, key: int) -> None:
        self.close_overlay()
        self.picked.emit(key)
