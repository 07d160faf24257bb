"""The list of organisations: what it holds, and how it words that."""

from collections.abc import Iterator, Mapping
from typing import final

from PySide6.QtCore import Slot

from carnet.domain.organisations import OrganisationFilter, OrganisationLine
from carnet.domain.query import ORGANISATIONS, Term
from carnet.journal import Journal
from carnet.ui.contacts.organisation_filters import OrganisationFilters
from carnet.ui.contacts.organisation_row import ROW_PX, OrganisationDelegate
from carnet.ui.contacts.query_field import QueryField
from carnet.ui.contacts.scope import scope_switch
from carnet.ui.kit.lines import ErrorLine
from carnet.ui.kit.list_pane import ListPane
from carnet.ui.kit.rows_table import RowsTable
from carnet.words import _, formats, ngettext, organisations, queries


@final
class OrganisationList(ListPane):
    """The list of organisations."""

    first = 100

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._filter = OrganisationFilter()
        self.chips = OrganisationFilters(journal)
        self.mistake = ErrorLine()
        self.query = QueryField(journal, _("Search for an organisation"), ORGANISATIONS)
        self.delegate = OrganisationDelegate(journal.clock.today)
        table = RowsTable(_("Organisations"), ROW_PX)
        table.setItemDelegate(self.delegate)
        super().__init__(
            search=self.query,
            scope=scope_switch("organisations"),
            filters=self.chips,
            add=_("Add an organisation"),
            table=table,
            orders={"name": _("Name"), "people": _("People")},
            sorted_by="name",
        )
        self.query.draw_on(self)
        self.head.insertWidget(1, self.mistake)
        self.chips.changed.connect(self._on_terms)

    def show_all(self) -> None:
        """Take search and chips away, as when an organisation is opened that they would hide."""
        blocked = self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(blocked)
        self.take_search("")
        self.load()

    def ids(self, most: int | None) -> list[int]:
        """Return the organisations in order."""
        return self._journal.organisations.ids(self._filter._replace(order=self.sorted_by), most)

    def pages(self, _size: int) -> Iterator[list[int]]:
        """Yield all of them at once: there are few enough."""
        yield self.ids(None)

    def rows(self, ids: list[int]) -> Mapping[int, object]:
        """Return the lines of some organisations."""
        return self._journal.organisations.lines(ids)

    def spoken(self, row: object) -> str:
        """Return what a screen reader says of a line."""
        return organisations.row(row) if isinstance(row, OrganisationLine) else ""

    def total(self) -> int:
        """Return how many organisations there are."""
        return self._journal.organisations.count()

    def beginning(self, letters: str) -> int | None:
        """Return the first organisation whose name begins so."""
        return self._journal.organisations.beginning(letters)

    def is_filtered(self) -> bool:
        """Tell whether search or chips leave any out."""
        return self._filter != OrganisationFilter()

    def words_typed(self) -> str:
        """Return what is searched for."""
        return self._filter.text

    def take_search(self, text: str) -> None:
        """Follow words and conditions, the chips too; say what is no condition."""
        query = queries.read(text, ORGANISATIONS)
        self.mistake.say(" ".join(map(queries.problem, query.problems)))
        self._filter = OrganisationFilter(text=query.words, terms=query.terms)
        self.chips.show_terms(query.terms)

    def worded_count(self, shown: int, total: int) -> str:
        """Return the count line."""
        if self.is_filtered():
            text = ngettext("{n} of {total} organisations", "{n} of {total} organisations", shown)
            return text.format(n=formats.number(shown), total=formats.number(total))
        return ngettext("{n} organisation", "{n} organisations", total).format(n=formats.number(total))

    def worded_empty(self) -> tuple[str, str]:
        """Return what is said where there is none, and what to do."""
        if self.is_filtered():
            return _("No organisation matches."), _("Clear the filters")
        told = _("The companies, clubs and schools of the people you meet will stand here.")
        return told, _("Add an organisation")

    def clear_filters(self) -> None:
        """Take search and chips away."""
        self.show_all()
        self.rested.emit()

    @Slot(object)
    def _on_terms(self, terms: tuple[Term, ...]) -> None:
        """Write the conditions of the chips into the search, which is what counts."""
        self.search.setText(queries.begun(self._filter.text, terms))
