"""People of the file who are, or may be, known already: what both say, and what to do with them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from carnet.domain.contacts import Contact, PointKind
from carnet.domain.imports import Choice
from carnet.ui.imports.decisions import Decisions
from carnet.ui.imports.rows_card import ROW_PX, Shown, ShownDelegate, framed
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.cards import Card, Rule, SectionHeader
from carnet.ui.kit.choices import Segmented
from carnet.ui.kit.labels import ElidedLabel, KeyHint, Label, label
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.theme import metric
from carnet.words import _, imports, pgettext

_FIELDS = ("title", "organisation", "email", "phone", "city", "tags")
_CHIPS = {
    Choice.MERGE: ("info", "git-merge"),
    Choice.KEEP_BOTH: ("ok", "users"),
    Choice.SKIP: ("plain", "eye-off"),
}


class DuplicatesTable(RowsTable):
    """The list of possible duplicates; three keys decide.

    Signals:
        decided: the identifier of the choice made for the current row.
    """

    decided = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Possible duplicates"), ROW_PX, ground="surface")
        self._keys = {key: choice for choice, key in choice_keys().items()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide with the letter of a choice."""
        choice = self._keys.get(event.text().upper())
        if choice is None:
            super().keyPressEvent(event)
        else:
            self.decided.emit(choice.value)


def choice_keys() -> dict[Choice, str]:
    """Return the letter that stands for each choice in the user's language."""
    return {
        Choice.MERGE: pgettext("key", "M"),
        Choice.KEEP_BOTH: pgettext("key", "K"),
        Choice.SKIP: pgettext("key", "I"),
    }


def choice_names() -> dict[Choice, str]:
    """Return what the choices are called."""
    return {Choice.MERGE: _("Merge"), Choice.KEEP_BOTH: _("Keep both"), Choice.SKIP: _("Ignore")}


class DuplicatesCard(Card):
    """One duplicate in full, and all of them below.

    Signals:
        decided: the row that a decision was made on.
    """

    decided = Signal(int)

    def __init__(self, look_up: Callable[[int], Contact | None]) -> None:
        super().__init__(0, 0)
        self._look_up = look_up
        self._decisions: Decisions | None = None
        self._row: int | None = None
        self.header = SectionHeader(_("Possible duplicates"))
        self.face = Avatar(38)
        self.name = ElidedLabel("", "emphasis")
        self.reason = ElidedLabel("", "secondary", "text2")
        self.choice = Segmented([(key.value, text) for key, text in choice_names().items()], name=_("Decision"))
        self.grid = QGridLayout()
        self._cells: list[Label] = []
        self.model = RowsModel(self._fetch, _spoken, self)
        self.table = DuplicatesTable()
        self._delegate = ShownDelegate()
        self.table.setItemDelegate(self._delegate)
        self.table.setModel(self.model)
        self._build()
        self.choice.chosen.connect(self.decide)
        self.table.decided.connect(self._on_key)
        self.table.current_changed.connect(self._on_current_changed)

    def show_decisions(self, decisions: Decisions) -> None:
        """Show the duplicates of another file."""
        self._decisions = decisions
        rows = decisions.doubtful()
        self.setVisible(bool(rows))
        self.header.set_count(len(rows))
        self.model.set_ids(rows)
        if rows:
            self.table.select_id(rows[0])
            self._show_row(rows[0])

    def current_row(self) -> int | None:
        """Return the row shown in full."""
        return self._row

    @Slot(str)
    def decide(self, choice: str) -> None:
        """Decide on the row shown in full."""
        if self._decisions is None or self._row is None:
            return
        self._decisions.decide(self._row, Choice(choice))
        self.choice.choose(choice)
        self.model.refresh([self._row])
        self.decided.emit(self._row)

    @Slot(str)
    def _on_key(self, choice: str) -> None:
        """Decide and go to the next one."""
        self.decide(choice)
        at = self.model.row_of(self._row)
        following = None if at is None else self.model.id_at(at + 1)
        if following is not None:
            self.table.select_id(following)

    @Slot(int)
    def _on_current_changed(self, row: int) -> None:
        if self._decisions is not None and row in self._decisions.rows:
            self._show_row(row)

    def _show_row(self, row: int) -> None:
        decisions = self._decisions
        if decisions is None:
            return
        self._row = row
        found = decisions.rows[row]
        self.face.show_person(found.name)
        self.name.set_text(found.name)
        self.reason.set_text(_sentence(imports.reason(decisions.reason(row))))
        self.choice.choose(decisions.choice(row).value)
        known = decisions.known(row)
        contact = None if known is None else self._look_up(known)
        self._fill_grid(row, dict(found.told), {} if contact is None else _told(contact))

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(metric(16), metric(12), metric(16), metric(12))
        top.setSpacing(metric(10))
        head = QHBoxLayout()
        head.addWidget(self.header, 1)
        for text in choice_keys().values():
            head.addWidget(KeyHint(text))
        top.addLayout(head)
        top.addLayout(self._person())
        self.grid.setHorizontalSpacing(metric(12))
        self.grid.setVerticalSpacing(metric(6))
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        top.addLayout(self.grid)
        self.body.addLayout(top)
        self.body.addWidget(Rule())
        self.table.setMinimumHeight(metric(2 * ROW_PX))
        self.body.addLayout(framed(self.table), 1)

    def _person(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(metric(10))
        row.addWidget(self.face)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.reason)
        row.addLayout(names, 1)
        row.addWidget(self.choice)
        return row

    def _fill_grid(self, row: int, theirs: Mapping[str, str], ours: Mapping[str, str]) -> None:
        for cell in self._cells:
            self.grid.removeWidget(cell)
            cell.deleteLater()
        self._cells = []
        place = "" if self._decisions is None else imports.place(self._decisions.report, row)
        self._put(0, 1, label(_("In the file, {place}").format(place=place), "secondary_strong", "text2"))
        self._put(0, 2, label(_("In Carnet"), "secondary_strong", "text2"))
        shown = [name for name in _FIELDS if theirs.get(name) or ours.get(name)]
        for at, name in enumerate(shown, 1):
            self._put(at, 0, label(field_names()[name], "body", "text2"))
            kept = "text" if not ours.get(name) or name in {"email", "phone", "tags"} else "text3"
            self._put(at, 1, ElidedLabel(theirs.get(name, ""), "body", kept))
            own = ours.get(name, "")
            self._put(at, 2, ElidedLabel(own or _("empty"), "emphasis" if own else "body", "text" if own else "text3"))

    def _put(self, at: int, column: int, cell: Label) -> None:
        self.grid.addWidget(cell, at, column)
        self._cells.append(cell)

    def _fetch(self, rows: list[int]) -> Mapping[int, object]:
        decisions = self._decisions
        return {} if decisions is None else {row: _shown(decisions, row) for row in rows}


def field_names() -> dict[str, str]:
    """Return what the fields are called."""
    return {
        "title": _("Position"),
        "organisation": _("Organisation"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "city": _("City"),
        "tags": _("Tags"),
    }


def _told(contact: Contact) -> dict[str, str]:
    position = next(iter(contact.affiliations), None)
    return {
        "title": position.title if position else "",
        "organisation": position.organisation if position else "",
        "email": ", ".join(point.value for point in contact.points if point.kind is PointKind.EMAIL),
        "phone": ", ".join(point.value for point in contact.points if point.kind is PointKind.PHONE),
        "city": contact.city,
        "tags": ", ".join(contact.tags),
    }


def _shown(decisions: Decisions, row: int) -> Shown:
    choice = decisions.choice(row)
    tone, icon = _CHIPS[choice]
    found = decisions.rows[row]
    return Shown(found.name, _sentence(imports.reason(decisions.reason(row))), choice_names()[choice], tone, icon, True)


def _spoken(row: object) -> str:
    return f"{row.title}, {row.detail}, {row.chip}" if isinstance(row, Shown) else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
