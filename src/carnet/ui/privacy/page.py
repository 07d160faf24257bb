"""The page of the register: how all stand, whom a filter lists, the four choices at term, and what is noted besides."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar, NamedTuple, final

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from carnet.domain.privacy import PrivacyRow, Standing, counts
from carnet.domain.text import fold
from carnet.errors import CarnetError
from carnet.journal import Journal, files
from carnet.ui.kit import paper
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.list_page import ListPage
from carnet.ui.kit.printing import ask_path
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.ui.kit.theme import metric, text_scale
from carnet.ui.privacy.choice_card import ChoiceCard
from carnet.ui.privacy.decisions import Decisions, Job
from carnet.ui.privacy.opposition_panel import OppositionPanel
from carnet.ui.privacy.paper_register import RegisterContent
from carnet.ui.privacy.register_delegate import RegisterDelegate
from carnet.ui.privacy.register_table import RegisterTable
from carnet.ui.privacy.standing_bar import StandingBar
from carnet.words import _, formats, privacy

_MANY = 2_000
_CARDS_FROM_PX, _CARDS_FROM_TALL_PX, _ALL_FROM_TALL_PX = 760, 560, 480


class _Read(NamedTuple):
    """What the page shows, read in one go."""

    rows: Sequence[PrivacyRow]
    outside: int


@final
class PrivacyPage(ListPage):
    """Who is kept: people of the personal sphere stay out of it."""

    one_line_from = 760
    watches: ClassVar[frozenset[str]] = frozenset(
        {"contact", "interaction", "participation", "mission", "mission_contact", "follow_up"}
        | {"privacy_record", "suppression", "affiliation", "organisation"}
    )

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        self._journal, self._signals, self._prompts, self._tasks = journal, signals, prompts, tasks
        self._found = _Read((), 0)
        self._low = False  # little height: what only explains is left out
        self._rows: dict[int, PrivacyRow] = {}
        self._decisions = Decisions(journal, signals, prompts, tasks)
        self.filter = Combo(_("Whom to list"))
        for key, text in _filters():
            self.filter.add(text, key)
        self.note = Button(_("Note…"), "pencil")
        self.opposed = Button(_("Opposition list"), "user-x")
        self.keep = Button(_("Register as PDF"), "file-text")
        table = RegisterTable()
        super().__init__(
            _("Privacy"),
            _("CNIL reference: {n} years since the last contact coming from the person").format(n=3),
            search=SearchField(_("Search the register"), _("Search the register")),
            table=table,
            delegate=RegisterDelegate(journal.clock.today),
            narrowing=(self.filter,),
            actions=(self.note, self.opposed, self.keep),
        )
        self._add_parts()
        self.filter.currentIndexChanged.connect(self._on_filtered)
        table.row_opened.connect(signals.contact_opened)
        table.choice_asked.connect(self._choose)
        table.delete_asked.connect(partial(self._choose, "erase"))
        self.note.clicked.connect(self._on_note)
        self.opposed.clicked.connect(self._on_opposed)
        self.keep.clicked.connect(self._on_keep)

    def _add_parts(self) -> None:
        self.kept = label("", "secondary", "text2", wrap=True)
        self.bar = StandingBar()
        self._card = Card(pad=14)
        self._card.body.addWidget(self.kept)
        self._card.body.addWidget(self.bar)
        self._column.insertWidget(1, self._card)
        self.why = label("", "secondary", "text2", wrap=True)
        self._column.addWidget(self.why)
        self._choices = QGridLayout()
        self.choices: dict[str, ChoiceCard] = {}
        for key, icon_name, verb, letter, told in privacy.choices():
            choice = self.choices[key] = ChoiceCard(verb, icon_name, letter, told)
            choice.clicked.connect(partial(self._choose, key))
        self._column.addLayout(self._choices)
        told = _("Whoever is erased or anonymised stays in the backups made before, until these rotate.")
        self.purge = LinkLabel(_("Purge the backups now…"))
        self.purge.activated.connect(self._on_purge)
        self._told = label(told, "secondary", "text3", wrap=True)
        self._foot = QGridLayout()
        self._foot.addWidget(self._told, 0, 0)
        self._foot.addWidget(self.purge, 0, 1)
        self._foot.setColumnStretch(0, 1)
        self._column.addLayout(self._foot)
        self.adapt()

    # -- reading ------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the register again, a large one beside the window."""
        if self._journal.contacts.total() <= _MANY:
            self._on_read(self._read(None))
        else:
            self._tasks.run(self._read, self._on_read, self._signals.error_raised.emit)

    def _read(self, _progress: Progress | None) -> _Read:
        return _Read(self._journal.privacy.register(), self._journal.privacy.outside())

    def _on_read(self, found: _Read) -> None:
        self._found = found
        self.kept.set_text(privacy.subtitle(len(found.rows), found.outside))
        self.bar.show_counts(counts([row.standing for row in found.rows]))
        self.bar.setVisible(bool(found.rows))
        self._list()

    def _list(self) -> None:
        wanted = str(self.filter.currentData() or "due")
        words = fold(self.search.text()).split()
        listed = [row for row in self._found.rows if _is_listed(row, wanted) and _holds(row, words)]
        if wanted not in {"all", "opposed"}:
            listed.sort(key=lambda row: (row.term_on or date.max, row.name))
        self._rows = {row.id: row for row in listed}
        empty = _("Nobody is due. Carnet tells you three years after the last sign of somebody.")
        if wanted != "due" or words:
            empty = _("Nobody in the register matches.")
        self.show_ids(list(self._rows), privacy.counted(len(listed)), (empty, _("Show the whole register")))

    def _on_filtered(self) -> None:
        self._row_before = 0
        self._list()
        self._announcer.say(self.count.text())
        self.table.scrollToTop()

    def clear(self) -> None:
        """Show the whole register."""
        self.filter.choose("all")
        self.search.clear()
        self._list()

    def rows(self, ids: list[int]) -> Mapping[int, object]:
        """Return people of the register."""
        return {key: self._rows[key] for key in ids if key in self._rows}

    def spoken(self, row: object) -> str:
        """Return what a screen reader says of a person."""
        return privacy.spoken(row, self._journal.clock.today()) if isinstance(row, PrivacyRow) else ""

    def current_contact(self) -> int | None:
        """Return the person that the focus is on."""
        return self.table.current_id()

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 steps through."""
        return (self.search, self.table, self.choices["ask"])

    def chosen(self) -> list[PrivacyRow]:
        """Return the people selected."""
        return [self._rows[key] for key in self.table.selected_ids() if key in self._rows]

    def show_actions(self) -> None:
        """Say why the clock of the current person did not move, and offer what may be done."""
        if not hasattr(self, "choices"):  # while the page is built
            return
        rows = self.chosen()
        for button in (*self.choices.values(), self.note):
            button.setEnabled(bool(rows))
        self.keep.setEnabled(bool(self._found.rows))
        told = privacy.why(rows[0]) if len(rows) == 1 else privacy.counted(len(rows)) if rows else ""
        self.why.set_text(told)
        self.why.setVisible(bool(told) and not self._low)

    def adapt(self) -> bool:
        """Lay the choices out for the room: cards in a row, or bare buttons, two by two where it is narrow."""
        narrow = super().adapt()
        if not hasattr(self, "_foot"):
            return narrow
        scale = text_scale()
        bare = self.width() / scale < _CARDS_FROM_PX or self.height() / scale < _CARDS_FROM_TALL_PX
        self._low = self.height() / scale < _ALL_FROM_TALL_PX
        for part in (self._card, self._told):
            part.setVisible(not self._low)
        self.why.setVisible(bool(self.why.text()) and not self._low)
        columns = 2 if self.width() / scale < self.one_line_from / 2 else 4
        self._choices.setSpacing(metric(8))
        for place, choice in enumerate(self.choices.values()):
            choice.set_compact(bare)
            self._choices.addWidget(choice, place // columns, place % columns)
        return narrow

    # -- choices ------------------------------------------------------------------------------------------------

    @Slot(str)
    def _choose(self, key: str) -> None:
        rows = self.chosen()
        try:
            if rows:
                self._decisions.take(key, rows)
        except CarnetError as error:
            self._signals.error_raised.emit(error)

    def _tell(self, text: str, _nothing: object) -> None:
        self._signals.toast_asked.emit(text, "")

    # -- what else ----------------------------------------------------------------------------------------------

    @Slot()
    def _on_note(self) -> None:
        self._show_menu(self.note.mapToGlobal(QPoint(0, self.note.height())), choices=False)

    @Slot(int, object)
    def _on_menu(self, key: int, place: QPoint) -> None:
        if key not in self.table.selected_ids():
            self.table.select_id(key)
        self._show_menu(place, choices=True)

    def _show_menu(self, place: QPoint, *, choices: bool) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        entries = [
            ("inform", "send", _("Information given…")),
            ("basis", "pencil", _("Legal basis…")),
            ("oppose", "user-x", _("Objection…")),
        ]
        if len(self.chosen()) == 1:
            entries.append(("access", "download", _("Right of access: hand over the data…")))
        if any(row.opposed_on is not None for row in self.chosen()):
            entries.append(("withdraw", "undo-2", _("Objects no longer")))
        if choices:
            entries = [(key, symbol, verb) for key, symbol, verb, _letter, _told in privacy.choices()] + entries
        for key, symbol, text in entries:
            menu.addAction(icon(symbol), text).triggered.connect(partial(self._choose, key))
        menu.popup(place)

    @Slot()
    def _on_opposed(self) -> None:
        panel = OppositionPanel(self.window(), self._journal, self._signals)
        panel.closed.connect(panel.deleteLater)
        panel.open()

    @Slot()
    def _on_keep(self) -> None:
        path = ask_path(self._prompts, _("Register of processing {day}.pdf").format(day=self._journal.clock.today()))
        if path is None:
            return
        try:
            files.write_private(path, paper.pdf(self.content(), _("Register of processing"), self._foot_text()))
        except CarnetError as error:
            self._signals.error_raised.emit(error)
        else:
            self._tell(_("Saved: {name}").format(name=path.name), None)

    def content(self) -> paper.Content:
        """Return the register of processing as pages."""
        card = self._journal.contacts.my_card()
        name = "" if card is None else self._journal.contacts.name(card)
        listed = len(self._journal.privacy.oppositions())
        return RegisterContent(privacy.sections(self._found.rows, self._found.outside, listed, name))

    def _foot_text(self) -> str:
        return _("Printed on {day}").format(day=formats.full_day(self._journal.clock.today()))

    @Slot()
    def _on_purge(self) -> None:
        text = _(
            "A new backup of the journal as it is now is made first; then all those made before are deleted, in the "
            "second folder, too. What was lost or changed since cannot be fetched from them any more."
        )
        if self._prompts.confirm(_("Purge the backups?"), text, _("Purge"), _("Cancel"), danger=True):
            self._tasks.run(Job(self._journal.backups.purge), self._on_purged, self._signals.error_raised.emit)

    def _on_purged(self, count: object) -> None:
        self._tell(privacy.purged(count if isinstance(count, int) else 0), None)


def _filters() -> tuple[tuple[str, str], ...]:
    return (
        (Standing.DUE.value, _("Due")),
        (Standing.WAITING.value, _("Waiting for an answer")),
        (Standing.SOON.value, _("Due within a year")),
        ("uninformed", _("To be informed")),
        ("opposed", _("Objected")),
        (Standing.CLIENT.value, _("Clients, relation running")),
        (Standing.ARCHIVED.value, _("Archived sheets")),
        ("all", _("The whole register")),
    )


def _is_listed(row: PrivacyRow, wanted: str) -> bool:
    if wanted == "uninformed":
        return row.informed_on is None and row.standing is not Standing.ARCHIVED
    if wanted == "opposed":
        return row.opposed_on is not None
    return wanted in {"all", row.standing.value}


def _holds(row: PrivacyRow, words: Sequence[str]) -> bool:
    text = fold(f"{row.name} {row.organisation}")
    return all(word in text for word in words)
