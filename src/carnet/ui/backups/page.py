"""« Sauvegardes »: how the backups stand, their list, and the ways back; all that reads or writes files is a task."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.backups import BackupPerson, BackupRow
from carnet.journal import Journal
from carnet.journal.backups import Made
from carnet.ui.backups.row_delegate import ROW_PX, BackupDelegate, BackupHead
from carnet.ui.backups.side import ChosenCard, PeopleCard
from carnet.ui.backups.standing import Standing
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.list_pane import RowsStack
from carnet.ui.kit.page import Page
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.words import _, backups

_WIDE_PX = 780
_SIDE_PX = 272


class _Found(NamedTuple):
    """What the page shows, read in one go."""

    rows: tuple[BackupRow, ...]
    now: tuple[int, int, int]
    second: str
    second_is_there: bool


class BackupsPage(Page):
    """The backups of the journal, the latest first."""

    watches: ClassVar[frozenset[str]] = frozenset({"contact", "interaction", "mission"})

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        super().__init__(_("Backups"))
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._found = _Found((), (0, 0, 0), "", second_is_there=False)
        self._busy = False
        self.folder = Button(_("Open the folder"), "folder-open")
        self.make = Button(_("Back up now"), "archive", "primary", keys=("Ctrl", "S"))
        self.standing = Standing()
        self.table = RowsTable(_("Backups"), ROW_PX, ground="surface")
        self.model = RowsModel(self.rows, self.spoken, self)
        self.table.setModel(self.model)
        self.delegate = BackupDelegate(journal.clock.today)
        self.table.setItemDelegate(self.delegate)
        self.stack = RowsStack(self.table)
        self.chosen = ChosenCard()
        self.people = PeopleCard()
        self.change = LinkLabel(_("Change"))
        self._build()
        self._connect()
        self.setFocusProxy(self.table)

    # -- reading ------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the folders again beside the window."""
        self._tasks.run(self._read, self._on_read, self._signals.error_raised.emit)

    def rows(self, ids: list[int]) -> Mapping[int, object]:
        """Return the backups at some places."""
        return {place: self._found.rows[place] for place in ids if place < len(self._found.rows)}

    def spoken(self, row: object) -> str:
        """Return what a screen reader says of a backup."""
        return backups.spoken(row) if isinstance(row, BackupRow) else ""

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 steps through."""
        return (self.make, self.table, self.chosen, self.people)

    def focus_search(self) -> None:
        """Put the cursor into the search for a person to bring back."""
        self.people.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def current(self) -> BackupRow | None:
        """Return the backup selected."""
        place = self.table.current_id()
        return self._found.rows[place] if place is not None and place < len(self._found.rows) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards under the list where there is no room beside it."""
        super().resizeEvent(event)
        self._adapt()

    def _read(self, _progress: Progress) -> _Found:
        made = self._journal.backups
        return _Found(made.rows(), made.counts(), self._journal.options.backup_folder, made.second_is_there)

    def _on_read(self, found: _Found) -> None:
        chosen = self.current()
        self._found = found
        self.model.set_ids(range(len(found.rows)))
        self.stack.show_rows(len(found.rows))
        none = _("Carnet makes a backup a day by itself. The first one comes with the first contact.")
        self.stack.empty.show_state(none)
        self._adapt()
        if found.rows:
            names = [row.name for row in found.rows]
            self.table.select_id(names.index(chosen.name) if chosen is not None and chosen.name in names else 0)
        today = self._journal.clock.today()
        self.standing.show_state(found.rows, self._journal.options.backup_bytes, today)
        there = [row for row in found.rows if row.elsewhere]
        self.standing.show_second(found.second, found.second_is_there, there, today)
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        row = self.current()
        for card in (self.chosen, self.people):
            card.setVisible(row is not None)
        if row is not None:
            self.chosen.show_row(row, self._found.now, backups.when(row.at, self._journal.clock.today()))
        if self.people.search.text().strip():
            self._on_searched(self.people.search.text())

    # -- doing ----------------------------------------------------------------------------------------------------

    def _do(self, job: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        """Run one job on the backups beside the window; while it runs no other begins."""
        if not self._busy:
            self._set_busy(busy=True)
            self._tasks.run(job, partial(self._on_done, done), self._on_failed)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for button in (self.make, self.chosen.restore):
            button.setEnabled(not busy)

    def _on_done(self, done: Callable[[Any], object], result: object) -> None:
        self._set_busy(busy=False)
        done(result)
        self.reload()

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        self._signals.error_raised.emit(error)
        self.reload()

    @Slot()
    def _on_make(self) -> None:
        self._do(self._make, self._on_made)

    def _make(self, _progress: Progress) -> Made:
        return self._journal.backups.make()

    def _on_made(self, made: Made) -> None:
        if made.trouble is not None:
            self._signals.error_raised.emit(made.trouble)
        else:
            self._signals.toast_asked.emit(_("Backed up and verified."), "")

    @Slot()
    def _on_look(self) -> None:
        row = self.current()
        if row is not None and row.sealed:
            self._signals.backup_unlock_asked.emit(self._journal.backups.find(row.name))
        elif row is not None and row.contacts is not None:
            self._signals.backup_asked.emit(self._journal.backups.find(row.name))

    @Slot()
    def _on_restore(self) -> None:
        row = self.current()
        if row is None or self._busy:
            return
        today = self._journal.clock.today()
        title = _("Make the journal what it was on {when}?").format(when=backups.when(row.at, today))
        text = _("What it is now is backed up first; the message after it takes the restore back.")
        if self._prompts.confirm(title, text, _("Restore all"), _("Keep as it is")):
            done = partial(self._on_restored, backups.restored(row.at, today))
            self._do(partial(self._restore, row.name), done)

    def _restore(self, name: str, _progress: Progress) -> Made | None:
        return self._journal.backups.restore(self._journal.backups.find(name))

    def _on_restored(self, told: str, kept: Made | None) -> None:
        if kept is None:
            self._signals.toast_asked.emit(told, "")
        else:
            self._signals.offer_made.emit(told, _("Undo"), partial(self._take_back, kept.path))

    def _take_back(self, path: Path) -> None:
        self._do(partial(self._restore, path.name), partial(self._on_restored, _("The restore is taken back.")))

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        row = self.current()
        if row is not None and row.contacts is not None:
            self._tasks.run(partial(self._people, row.name, text), self._on_people, self._signals.error_raised.emit)

    def _people(self, name: str, text: str, _progress: Progress) -> tuple[BackupPerson, ...]:
        return self._journal.backups.people(self._journal.backups.find(name), text)

    def _on_people(self, found: tuple[BackupPerson, ...]) -> None:
        self.people.show_people(found)

    @Slot(int)
    def _on_person(self, contact_id: int) -> None:
        row = self.current()
        if row is not None:
            self._do(partial(self._bring_back, row.name, contact_id), self._on_brought_back)

    def _bring_back(self, name: str, contact_id: int, _progress: Progress) -> int:
        return self._journal.backups.bring_back(self._journal.backups.find(name), contact_id)

    def _on_brought_back(self, _key: int) -> None:
        self._on_searched(self.people.search.text())

    @Slot()
    def _on_folder(self) -> None:
        folder = self._journal.backups.folder
        if not folder.is_dir():
            self._signals.toast_asked.emit(_("There is no backup yet."), "")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._signals.toast_asked.emit(_("The folder is {path}").format(path=folder), "")

    @Slot()
    def _on_change(self) -> None:
        self._signals.page_asked.emit("preferences")

    @Slot()
    def _on_person_key(self) -> None:
        self.focus_search()

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        inner = QWidget()
        area.setWidget(inner)
        self._column = QVBoxLayout(inner)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.addWidget(label(_("Backups"), "title"), 1)
        doing = QHBoxLayout()
        doing.addStretch(1)
        doing.addWidget(self.folder)
        doing.addWidget(self.make)
        self._head.addLayout(doing)
        self._column.addLayout(self._head)
        self._column.addWidget(self.standing)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._column.addLayout(self._body, 1)
        self._body.addLayout(self._listed(), 1)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(metric(14))
        self._side = QWidget()
        self._side.setLayout(side)
        for card in (self.chosen, self.people):
            side.addWidget(card)
        side.addStretch(1)
        self._body.addWidget(self._side)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def _listed(self) -> QVBoxLayout:
        part = QVBoxLayout()
        part.setSpacing(metric(8))
        card = Card(pad=0)
        card.body.setSpacing(0)
        card.body.addWidget(BackupHead())
        card.body.addWidget(self.stack, 1)
        part.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.addWidget(label(backups.rule(), "secondary", "text2"))
        foot.addWidget(self.change)
        foot.addStretch(1)
        part.addLayout(foot)
        return part

    def _connect(self) -> None:
        self.folder.clicked.connect(self._on_folder)
        self.make.clicked.connect(self._on_make)
        self.table.row_opened.connect(self._on_look)
        self.table.current_changed.connect(self._show_chosen)
        self.chosen.look_asked.connect(self._on_look)
        self.chosen.restore_asked.connect(self._on_restore)
        self.people.searched.connect(self._on_searched)
        self.people.chosen.connect(self._on_person)
        self.change.activated.connect(self._on_change)
        for keys, owner, slot in (("Ctrl+S", self, self._on_make), ("M", self.table, self._on_person_key)):
            shortcut = QShortcut(QKeySequence(keys), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @Slot()
    def _restyle(self) -> None:
        side = metric(28)
        self._column.setContentsMargins(side, metric(20), side, metric(16))
        self._column.setSpacing(metric(14))
        self._body.setSpacing(metric(16))
        self._adapt()

    def _adapt(self) -> None:
        wide = self.width() / text_scale() >= _WIDE_PX
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._body.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self.stack.setMinimumHeight(metric(ROW_PX * (6 if wide else max(3, len(self._found.rows)))))
        self._side.setFixedWidth(metric(_SIDE_PX)) if wide else self._side.setMaximumWidth(16_777_215)
        if not wide:
            self._side.setMinimumWidth(0)
        self.standing.adapt(wide=wide)
