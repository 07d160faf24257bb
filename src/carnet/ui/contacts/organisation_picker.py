"""Choosing the organisation that another one is merged with, those of near names first."""

from PySide6.QtWidgets import QWidget

from carnet.domain.organisations import OrganisationFilter, OrganisationLine
from carnet.journal import Journal
from carnet.ui.contacts.organisation_row import ROW_PX, OrganisationDelegate
from carnet.ui.kit.picker import Picker
from carnet.ui.kit.rows_table import RowsTable
from carnet.words import _, organisations

_SHOWN = 50


class OrganisationPicker(Picker):
    """A panel that asks for one organisation."""

    def __init__(self, window: QWidget, journal: Journal, organisation_id: int, name: str) -> None:
        self._journal = journal
        self._without = organisation_id
        self._near = journal.organisations.near(organisation_id)
        title = _("Merge {name} with…").format(name=name)
        told = _("Its people, events and missions come to {name}, which keeps its name. A single Ctrl+Z undoes it.")
        table = RowsTable(_("Organisations"), ROW_PX, ground="surface")
        delegate = OrganisationDelegate(journal.clock.today)
        super().__init__(
            window,
            title,
            told.format(name=name),
            search=_("Search for an organisation"),
            take=_("Merge"),
            table=table,
            delegate=delegate,
            find=self._found,
            rows=journal.organisations.lines,
            spoken=_spoken,
        )

    def _found(self, text: str) -> list[int]:
        found = self._journal.organisations.ids(OrganisationFilter(text=text), _SHOWN)
        if not text:
            found = [*self._near, *(key for key in found if key not in self._near)]
        return [key for key in found if key != self._without]


def _spoken(row: object) -> str:
    return organisations.row(row) if isinstance(row, OrganisationLine) else ""
