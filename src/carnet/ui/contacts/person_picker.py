"""Choosing a person."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ContactFilter, ContactRow
from carnet.journal import Journal
from carnet.ui.contacts.row_delegate import ContactDelegate
from carnet.ui.kit.picker import Picker
from carnet.ui.kit.rows_table import RowsTable
from carnet.words import _, sheets

_SHOWN = 50


class PersonPicker(Picker):
    """A panel that asks for one person.

    Args:
        window: what to cover.
        journal: where the people are.
        title: what the person is wanted for.
        text: what will happen, in one sentence.
        without: who cannot be chosen.
        likely: who probably is meant, listed first as long as nothing is typed.
    """

    def __init__(
        self,
        window: QWidget,
        journal: Journal,
        title: str,
        text: str = "",
        *,
        without: frozenset[int] = frozenset(),
        likely: Sequence[int] = (),
    ) -> None:
        self._journal = journal
        self._without = without
        self._likely = list(likely)
        table = RowsTable(_("Contacts"), 64, ground="surface")
        delegate = ContactDelegate(journal.clock.today, journal.contacts.photo)
        super().__init__(
            window,
            title,
            text,
            search=_("Search for a contact"),
            take=_("Choose"),
            table=table,
            delegate=delegate,
            find=self._found,
            rows=journal.contacts.rows,
            spoken=_spoken,
        )

    def _found(self, text: str) -> list[int]:
        found = self._journal.contacts.ids(ContactFilter(text=text, order="last_exchange"), _SHOWN)
        if not found and text:
            found = self._journal.search.similar_ids(text)
        if not text:
            found = [*self._likely, *(key for key in found if key not in self._likely)]
        return [key for key in found if key not in self._without]


def _spoken(row: object) -> str:
    return sheets.row(row) if isinstance(row, ContactRow) else ""
