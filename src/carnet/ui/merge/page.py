"""The page of merges: the duplicates found, one pair at a time side by side, and the way from one to the next."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from carnet.domain.duplicates import DuplicatePair
from carnet.domain.merging import MergeSheet
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import PartedPage
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.kit.turns import Turns, through
from carnet.ui.merge.apart_picker import ApartPicker
from carnet.ui.merge.pair_list import PairList
from carnet.ui.merge.pair_view import ROOMY, PairView
from carnet.words import _, formats, ngettext

_LIST, _PAIR = range(2)


class MergePage(PartedPage):
    """Merges, one pair after the other."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"affiliation", "alias", "contact", "contact_point", "contact_tag", "not_same", "social_profile"}
    )

    def __init__(
        self,
        journal: Journal,
        signals: AppSignals,
        _prompts: Prompts,
        tasks: Tasks,
        *,
        at_once: bool = True,
    ) -> None:
        super().__init__(_("Probable duplicates"))
        self._journal = journal
        self._signals = signals
        self._tasks = tasks
        self._progress: Progress | None = None
        self._turns = Turns(self)
        self._found: tuple[DuplicatePair, ...] = ()
        self._pairs: list[DuplicatePair] = []
        self._current: tuple[int, int] | None = None
        self._from_list = False
        self._sentence = _("Carnet compares all sheets: e-mails, phones, profiles, names and organisations.")
        self.heading = label("", "title")
        self.place = label("", "body", "text2", digits=True)
        self.previous = Button(_("Previous pair"), "chevron-left", "icon")
        self.following = Button(_("Next pair"), "chevron-right", "icon")
        self.all = Button(_("All duplicates"), "list")
        self.again = Button(_("Search again"), "refresh-cw")
        self.apart = Button(_("Different people"), "user-x")
        self._build()
        if at_once:
            through(self.building())

    def building(self) -> Iterator[None]:
        """Build the list of pairs, then the two sheets beside each other."""
        self.list = PairList()
        self._listed.addWidget(self.list)
        yield
        self.pair = PairView()
        self.stack.addWidget(self.pair)
        self._connect()
        self._fit()
        self._show(_LIST)

    # -- what is shown --------------------------------------------------------------------------------------------

    @Slot()
    def search(self) -> None:
        """Look for the duplicates of the whole journal, beside the window."""
        if self._progress is not None:
            return
        self.list.show_search()
        job = partial(_job, self._journal)
        self._progress = self._tasks.run(job, self._on_found, self._on_failed, self.list.show_progress)
        self._show(_LIST)

    def open_pair(self, one: int, other: int) -> None:
        """Show two sheets that the user chose."""
        through(self.opening(one, other))

    def opening(self, one: int, other: int) -> Iterator[None]:
        """Do so a part at a time."""
        self._from_list, self._current = False, None
        yield from self.activating()
        self._current = (one, other)
        read = self._sheets()
        yield
        if read is not None:
            self.pair.show_pair(*read)
            self._show(_PAIR)

    def reload(self) -> None:
        """Leave out the pairs that are no longer two sheets; the pair shown keeps what was chosen."""
        standing = self._journal.duplicates.standing([pair[:2] for pair in self._found])
        self._pairs = [pair for pair in self._found if pair[:2] in standing]
        if self._progress is None:
            self.list.show_pairs(self._pairs, self._sentence)
        if self._current is None or self.stack.currentIndex() != _PAIR:
            self._show(self.stack.currentIndex())
        elif all(self._journal.contacts.is_shown(key) for key in self._current):
            self._read(keep=True)
        else:
            self._leave()

    def home(self) -> None:
        """Show the list."""
        self._show(_LIST)

    def step_back(self) -> bool:
        """Go from a pair back to the list that it was opened from."""
        if self.stack.currentIndex() == _PAIR and self._from_list:
            self._show(_LIST)
            return True
        return False

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 steps through."""
        return (self.list,) if self.stack.currentIndex() == _LIST else (self.pair.table, self.pair.later)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pair out for the width."""
        super().resizeEvent(event)
        self._fit()

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(14))
        self._head = QHBoxLayout()
        column.addLayout(self._head)
        self.stack = QStackedWidget()
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        column.addWidget(self.stack, 1)
        self._head.setSpacing(metric(12))
        self._head.addWidget(self.heading)
        self._head.addWidget(self.place)
        self._head.addStretch(1)
        for button in (self.previous, self.following, self.all, self.apart, self.again):
            self._head.addWidget(button)
        listed = QWidget()
        self.stack.addWidget(listed)
        self._listed = QVBoxLayout(listed)
        self._listed.setContentsMargins(metric(28), 0, metric(28), metric(24))

    def _connect(self) -> None:
        notifier().changed.connect(self._fit)
        self.list.pair_opened.connect(self._on_pair_opened)
        self.list.search_asked.connect(self.search)
        self.list.cancel_asked.connect(self._on_cancel)
        self.again.clicked.connect(self.search)
        self.all.clicked.connect(self.home)
        self.apart.clicked.connect(self.show_apart)
        self.previous.clicked.connect(self._on_previous)
        self.following.clicked.connect(self._on_following)
        self.pair.merge_asked.connect(self._on_merge)
        self.pair.not_same_asked.connect(self._on_not_same)
        self.pair.later_asked.connect(self._on_later)
        for keys, slot in (
            ("Ctrl+Return", self._on_merge),
            ("Ctrl+Enter", self._on_merge),
            ("Alt+Up", self._on_previous),
            ("Alt+Down", self._on_following),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @Slot()
    def _fit(self) -> None:
        self._head.setContentsMargins(metric(28), metric(24), metric(28), 0)
        width = self.width() / text_scale()
        self.place.setVisible(bool(self.place.text()) and width >= ROOMY)
        self.all.setVisible(self.stack.currentIndex() == _PAIR and self._from_list)
        self.pair.arrange(width)

    def _show(self, index: int) -> None:
        """Bring the list or the pair to the front."""
        self.stack.setCurrentIndex(index)
        paired = index == _PAIR
        self.heading.set_text(_("Merge two contacts") if paired else _("Probable duplicates"))
        at = self._at()
        count = len(self._pairs)
        if paired:
            place = _("{n} of {total}").format(n=formats.number(at + 1), total=formats.number(count))
            self.place.set_text(place if self._from_list and at >= 0 else "")
        else:
            self.place.set_text(
                ngettext("{n} pair", "{n} pairs", count).format(n=formats.number(count)) if count else ""
            )
        for button, there in ((self.previous, at > 0), (self.following, 0 <= at < count - 1)):
            button.setVisible(paired and self._from_list)
            button.setEnabled(there)
        self.again.setVisible(not paired and self._progress is None and bool(self._pairs))
        self.apart.setVisible(not paired and bool(self._journal.duplicates.apart()))
        self._fit()
        part = self.pair.table if paired else self.list
        self.setFocusProxy(self.pair.table if paired else self.list.table)
        if self.isVisible() and part is self.list:
            self.list.take_focus()
        elif self.isVisible():
            self.pair.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _at(self) -> int:
        """Return the place of the current pair among those found, -1 where it is none of them."""
        return next((at for at, pair in enumerate(self._pairs) if pair[:2] == self._current), -1)

    # -- pairs ----------------------------------------------------------------------------------------------------

    def _open(self, one: int, other: int) -> None:
        self._current = (one, other)
        if self._read():
            self._show(_PAIR)

    def _read(self, *, keep: bool = False) -> bool:
        """Read the current pair; tell whether it could be read."""
        read = self._sheets()
        if read is not None:
            self.pair.show_pair(*read, keep=keep)
        return read is not None

    def _sheets(self) -> tuple[MergeSheet, DuplicatePair | None] | None:
        """Return both sheets, and how alike they are; None where they cannot be read."""
        if self._current is None:
            return None
        try:
            sheet = self._journal.contacts.merge_sheet(*self._current)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
            return None
        return sheet, self._journal.duplicates.compare(*self._current)

    def _leave(self, before: int | None = None) -> None:
        """Go to the pair that follows the one just settled, else to the list, or to the person it was opened from."""
        if not self._from_list:
            self._show(_LIST)
            return
        at = self._at() + 1 if before is None else before
        if 0 <= at < len(self._pairs):
            self._open(*self._pairs[at][:2])
        else:
            self._current = None
            self._sentence = _("All the pairs have been seen.")
            self.list.show_pairs(self._pairs, self._sentence)
            self._show(_LIST)

    @Slot(int)
    def _on_pair_opened(self, place: int) -> None:
        self._from_list = True
        self._open(*self._pairs[place][:2])

    @Slot()
    def _on_previous(self) -> None:
        self._go(-1)

    @Slot()
    def _on_following(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        at = self._at()
        paired = self.stack.currentIndex() == _PAIR
        if paired and self._from_list and at >= 0 and 0 <= at + step < len(self._pairs):
            self._open(*self._pairs[at + step][:2])

    # -- answers --------------------------------------------------------------------------------------------------

    @Slot()
    def _on_merge(self) -> None:
        sheet = self.pair.sheet
        if sheet is None or self._current is None or self.stack.currentIndex() != _PAIR:
            return
        keep, other = sheet.a.contact.id, sheet.b.contact.id
        assert keep is not None
        assert other is not None
        choices = self.pair.table.choices()
        self._settle(partial(self._journal.contacts.merge, keep, other, choices), int(keep))

    @Slot()
    def _on_not_same(self) -> None:
        if self._current is not None and self.stack.currentIndex() == _PAIR:
            self._settle(partial(self._journal.contacts.mark_not_same, *self._current), self._current[0])

    @Slot()
    def _on_later(self) -> None:
        if self._current is None:
            return
        if self._from_list:
            self._leave()
        else:
            self._signals.contact_opened.emit(self._current[0])

    @Slot()
    def show_apart(self) -> None:
        """List the pairs of people told apart."""
        if not self._journal.duplicates.apart():
            self._signals.toast_asked.emit(_("You have told no two people apart."), "")
            return
        picker = ApartPicker(self.window(), self._journal)
        picker.picked.connect(self._on_compare_again)
        picker.closed.connect(picker.deleteLater)
        picker.ask()

    @Slot(int)
    def _on_compare_again(self, pair_id: int) -> None:
        """Forget what was said of a pair, and show both sheets side by side."""
        picker = self.sender()
        pair = picker.pair(pair_id) if isinstance(picker, ApartPicker) else None
        try:
            self._journal.duplicates.compare_again(pair_id)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
            return
        if pair is not None:
            self.open_pair(int(pair.first), int(pair.second))

    def _settle(self, verb: "partial[None]", shown: int) -> None:
        """Do what was answered, and go on: to the next pair, or to the sheet where the pair was chosen by hand."""
        at = self._at()
        try:
            verb()
        except CarnetError as error:
            self._signals.error_raised.emit(error)
            return
        if self._from_list:
            standing = self._journal.duplicates.standing([pair[:2] for pair in self._pairs])
            self._pairs = [pair for pair in self._pairs if pair[:2] in standing]
            self._leave(at)
        else:
            self._current = None
            # In a turn of its own: a sheet takes as long to open as two take to merge.
            self._turns.add(partial(self._open_sheet, shown))

    def _open_sheet(self, shown: int) -> None:
        self._show(_LIST)
        self._signals.contact_opened.emit(shown)

    # -- the search -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _on_found(self, found: tuple[DuplicatePair, ...]) -> None:
        self._progress = None
        self._found = found
        self._sentence = _("No duplicate: nobody stands twice in this journal.")
        self.reload()
        if not self.isVisible():
            count = len(self._pairs)
            text = ngettext("{n} pair of probable duplicates.", "{n} pairs of probable duplicates.", count)
            self._signals.toast_asked.emit(text.format(n=formats.number(count)), "")

    def _on_failed(self, error: BaseException) -> None:
        self._progress = None
        self._sentence = _("The search was stopped.")
        # Nothing is read here: a search is stopped, too, because its journal is being closed.
        self.list.show_pairs(self._pairs, self._sentence)
        self._show(self.stack.currentIndex())
        if not (isinstance(error, Refused) and error.reason == "cancelled"):
            self._signals.error_raised.emit(error)


def _job(journal: Journal, progress: Progress) -> tuple[DuplicatePair, ...]:
    return journal.duplicates.find(progress=progress.report, cancelled=partial(getattr, progress, "cancelled"))
