"""The composition root of the window: builds journal, pages and shell, and ties them together."""

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from importlib import import_module
from operator import methodcaller
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QPoint, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from carnet import paths
from carnet import settings as stored
from carnet.settings import Settings
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import apply_theme
from carnet.ui.kit.turns import Turns
from carnet.ui.shell.files import FileActions
from carnet.ui.shell.history import HistoryActions
from carnet.ui.shell.instance import Instance
from carnet.ui.shell.state import WindowState
from carnet.ui.shell.window import MainWindow
from carnet.words import _, current_language, install, ngettext

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QImage

    from carnet.domain.changes import Changes
    from carnet.domain.clips import Clip
    from carnet.domain.contacts import ContactFilter
    from carnet.domain.events import EventRef
    from carnet.domain.imports import Clipping
    from carnet.journal import Journal
    from carnet.journal.drafts import Drafts
    from carnet.ui.capture import CapturePanel
    from carnet.ui.kit.errors import Errors
    from carnet.ui.kit.page import Page
    from carnet.ui.kit.prompts import Prompts
    from carnet.ui.kit.tasks import Tasks
    from carnet.ui.shell.backups import BackupActions
    from carnet.ui.shell.calendars import CalendarActions
    from carnet.ui.shell.commands import Commands
    from carnet.ui.shell.gestures import Gestures
    from carnet.ui.shell.grabbing import GrabActions
    from carnet.ui.shell.locking import LockActions
    from carnet.ui.shell.reminders import ReminderActions
    from carnet.ui.shell.rescue import RescueActions
    from carnet.ui.shell.small_window import SmallWindow
    from carnet.ui.shell.views import ViewActions

_DAMAGES = frozenset({"corrupt", "emptied", "journal_gone", "cut_short"})
_POLL_MS = 1_000
_SETTLE_MS = 40
_PIXMAPS_KIB = 2_048
_MINIMIZED = Qt.WindowState.WindowMinimized
_PAGES = {
    "today": ("carnet.ui.today", "TodayPage"),
    "contacts": ("carnet.ui.contacts", "ContactsPage"),
    "events": ("carnet.ui.events", "EventsPage"),
    "missions": ("carnet.ui.missions", "MissionsPage"),
    "review": ("carnet.ui.review", "ReviewPage"),
    "imports": ("carnet.ui.imports", "ImportsPage"),
    "backups": ("carnet.ui.backups", "BackupsPage"),
    "trash": ("carnet.ui.trash", "TrashPage"),
    "history": ("carnet.ui.history", "HistoryPage"),
    "merge": ("carnet.ui.merge", "MergePage"),
    "privacy": ("carnet.ui.privacy", "PrivacyPage"),
}
_OPENING = ("carnet.store.database", "carnet.journal")
_FIRST = {
    "today": (
        "carnet.domain.contacts",
        "carnet.domain.path",
        "carnet.words.missions",
        "carnet.ui.kit.prompts",
        "carnet.ui.today.cooling",
        "carnet.ui.today.follow_ups",
    ),
    "missions": ("carnet.domain.mission_boards", "carnet.ui.missions.sheet"),
    "review": (
        *("carnet.journal.review", "carnet.ui.review.answering", "carnet.ui.review.chart"),
        *("carnet.ui.review.flow_chart", "carnet.ui.review.ranking", "carnet.ui.review.path_card"),
        *("carnet.ui.review.mission_list", "carnet.journal.missions"),
    ),
}
"""What opening and a page import that is worth a turn of its own."""
_FOLLOWING = (
    "sqlalchemy.dialects.sqlite",
    "carnet.journal.history",
    "carnet.journal.capture",
    "carnet.journal.contacts",
    *("carnet.words.captures", "carnet.words.sheets", "carnet.words.errors", "carnet.words.introductions"),
    *("carnet.words.letters", "carnet.words.organisations", "carnet.words.reviews", "carnet.words.debriefs"),
    *("carnet.words.recurrence", "carnet.words.returns"),
)
"""What is imported beside the window once the day is shown."""
_FOLLOWING_HERE = (
    *("carnet.ui.kit.notes", "carnet.ui.kit.picker", "carnet.ui.kit.choices", "carnet.ui.kit.kept"),
    *("carnet.ui.kit.offers", "carnet.ui.kit.suggestions", "carnet.ui.interactions.composer"),
    *("carnet.ui.interactions.timeline", "carnet.ui.interactions.exchange_form", "carnet.ui.interactions.letters"),
    *("carnet.ui.kit.chain", "carnet.ui.kit.columns", "carnet.ui.kit.list_pane", "carnet.ui.kit.photos"),
    *("carnet.ui.kit.selection_bar", "carnet.ui.kit.values_popup", "carnet.ui.kit.clocks"),
    *("carnet.ui.capture", "carnet.ui.contacts", "carnet.ui.contacts.organisation_sheet"),
    *("carnet.ui.contacts.organisation_desk", "carnet.ui.events", "carnet.ui.palette"),
)
"""What is imported after it, each in a turn on the window's thread. Beside it, one start in a hundred on a busy machine
ended in a segmentation fault: PySide (6.11.3) looks a class up without the interpreter's lock while Qt casts a widget
(`MetaObjectBuilder::update`), and another thread that derives a class changes that very table."""
_AHEAD = ("contacts", "events", "review")
"""The pages that are built before they are asked for."""
PAGES = (*_PAGES, "preferences")
"""The keys of all pages."""


class Application(QObject):
    """One window on one journal.

    Attributes:
        window: the frame; replaced as a whole when the language changes.
        journal: the open journal; None until it is opened, after the first paint.
        settings: the settings in force.
        signals: how pages speak to each other.
        settled: whether all is done that could wait until the first data was painted.

    Signals:
        ended: the window is closed for good.
    """

    ended = Signal()

    def __init__(self, qt: QApplication, settings: Settings, path: Path, state: QSettings | None = None) -> None:
        super().__init__()
        self._qt = qt
        self.settings = settings
        self.path = path
        self._state = state or WindowState(paths.folders().state / "window.ini", self._write_beside)
        self.signals = AppSignals()
        self.journal: Journal | None = None
        self.instance: Instance | None = None
        self.settled = False
        self._greeted = False
        self._hidden = False
        self._needs_passphrase = False
        self._behind_lock: Journal | None = None
        self._looked_from: Path | None = None
        self._written = False
        self._unfolded = False
        self._behind: list[Changes] = []
        self._panel: CapturePanel | None = None
        self._warm = False
        self._small: SmallWindow | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._on_poll)
        self._pending: list[Callable[[], object]] = []
        self._turns = Turns(self)
        self._begun: dict[str, Iterator[Page | None]] = {}
        self._loading = self._load()
        self.files = FileActions(self)
        self.history = HistoryActions(self)
        self._choose_language()
        self.window = self._build_window()
        self._connect_signals()

    # -- opening ------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the frame; the journal is opened once it is painted."""
        self.window.first_painted.connect(self._load_in_turns)
        self.window.show()

    def start_in_tray(self) -> None:
        """Open the journal without the frame, which the tray shows when asked; without a journal there is no hiding."""
        self._hidden = True
        self.load()
        if self.journal is None:
            self.come_forward()

    @Slot()
    def load(self) -> None:
        """Open the journal and show « Aujourd'hui »; the pages are imported here, after the paint."""
        for _step in self._loading:
            _shown = self.window.pages  # what is coming waits for no turn

    @Slot()
    def _load_in_turns(self) -> None:
        """Do the same, each part in a turn of its own."""
        self._turns.go_through(self._loading)

    def _load(self) -> Iterator[None]:
        for module in _OPENING:
            import_module(module)
            yield
        if self.journal is None:
            self._open(self.path)
            yield
            self._dress_controls()
            yield
            yield from self._pieces_of("today")
            if self.journal is not None and not self.window.key:  # nothing was asked for meanwhile
                self.window.go_to("today")
            self.window.once_there(self._show_first)
            yield  # who waits for no turn has done now what is coming

    def _dress_controls(self) -> None:
        from carnet.ui.kit.theme import dress_controls
        from carnet.ui.shell.undo_keys import UndoKeys

        dress_controls(self._qt)
        self._undo_keys = UndoKeys(self._qt)

    def _show_first(self) -> None:
        if self.journal is not None:
            if not self.window.key:
                self.window.show_page("today")
            for task in self._pending:
                task()
        else:
            self._show_start()
        if not self._needs_passphrase:
            self._pending.clear()
        # What can wait until the data is painted does.
        QTimer.singleShot(_SETTLE_MS, self, self._settle)

    def _show_start(self, instead: "Page | None" = None) -> None:
        """Leave a way out where the journal cannot be opened, and ask for the passphrase that it lacks."""
        if instead is None and self._needs_passphrase:
            instead = self.locking.page()
        self.window.add_page("start", self._start_page() if instead is None else instead)
        self.window.show_page("start")

    def _start_page(self) -> "Page":
        from carnet.ui.shell.start import StartPage

        page = StartPage(str(self.path))
        page.command_asked.connect(self._on_command)
        return page

    def _offer_draft(self) -> None:
        """Tell of lines of the quick add that were typed and not entered, as after a crash."""
        from carnet.ui.capture.drafting import waiting_lines

        assert self.journal is not None
        count = waiting_lines(self.journal)
        if count:
            text = ngettext("{n} line of the quick add is waiting.", "{n} lines of the quick add are waiting.", count)
            self.window.toasts.show(text.format(n=count), _("Resume"), self.quick_add)

    @Slot()
    def _settle(self) -> None:
        """Do what could wait for the first data; SQLAlchemy is imported beside the window, which answers meanwhile."""
        if not self.settled:
            self._furnish()
        if self.instance is not None:
            self._turns.add(self.instance.listen)
        if self.journal is None:
            if self._needs_passphrase:  # while it is typed
                self.tasks.run(_Preloading(None), self._import_following, self.present)
                for module in (*_FIRST["today"], "carnet.journal.today", _PAGES["today"][0]):
                    self._turns.add(partial(import_module, module))
            self._turns.add(self._end_settling)
        elif not self._greeted:
            self._greeted = True
            self._turns.add(self.history.show_counts)
            self._turns.add(self._preload)

    def _preload(self) -> None:
        self.tasks.run(_Preloading(self.journal), self._on_preloaded, self.present)

    def _import_following(self, _nothing: object) -> None:
        for module in _FOLLOWING_HERE:
            self._turns.add(partial(import_module, module))
        from carnet.ui.kit.bindings import introduce_kinds
        from carnet.ui.kit.clocks import machine_zone

        for first in (introduce_kinds, machine_zone):  # Qt looks for its zone in the system once
            self._turns.add(first)

    def _on_preloaded(self, nothing: object) -> None:
        self._import_following(nothing)
        if self.journal is not None:
            for step in (*self._greeting(), self._start_reminders, self._begin_ahead, self._back_up):
                self._turns.add(step)
        self._turns.add(self._end_settling)

    def _end_settling(self) -> None:
        from carnet.ui.kit.garbage import collect_anywhere

        gc.freeze()  # without a look at it, of 70 ms, that finds next to nothing
        collect_anywhere()  # the entry turned it off
        self.settled = True

    @Slot(str)
    def _on_passphrase_asked(self, what: str) -> None:
        self.locking.ask(what)

    def _back_up(self) -> None:
        if self.journal is not None and self.journal.is_sealed:
            self.locking.watch()
        self.backups.start()

    def _begin_ahead(self) -> None:
        if not self._hidden:
            self._turns.go_through(self._building_ahead())

    def _building_ahead(self) -> "Iterator[None]":
        """Build pages, and what opens within them and above them, before they are first asked for."""
        for key in _AHEAD:
            yield from self._pieces_of(key)
        if self.journal is not None:
            self._build_panel()
        yield
        for page in tuple(self.window.built.values()):
            if self.journal is not None and isValid(page):
                page.build_ahead()
                yield

    def _pieces_of(self, key: str) -> "Iterator[None]":
        """Build a page a piece at a time, going on where it was left; each is imported when first asked for."""
        while self.journal is not None and key not in self.window.built:
            try:
                page = next(self._begun.setdefault(key, self._in_pieces(key)))
            except BaseException:
                self._begun.pop(key, None)  # so that it is tried anew
                raise
            if page is not None:
                self._begun.pop(key, None)
                page.use_state(self._state)
                self.window.add_page(key, page)
            yield

    def _in_pieces(self, key: str) -> "Iterator[Page | None]":
        if key == "preferences":
            yield from self._preferences_in_pieces()
            return
        for first in _FIRST.get(key, ()):
            import_module(first)
            yield None
        module, name = _PAGES[key]
        kind: type[Page] = getattr(import_module(module), name)
        assert self.journal is not None
        desk = self.journal, self.signals, self.prompts, self.tasks
        yield None
        yield from kind.in_pieces(*desk)

    def _greeting(self) -> Sequence[Callable[[], object]]:
        """Return what tells the frame what the journal just opened holds, a piece at a time."""
        return (
            self.history.show,
            self.views.show,
            self._offer_draft,
            self._forget_old,
            self._remember_path,
            self._mend_rights,
        )

    def _start_reminders(self) -> None:
        self.reminders.start(hidden=self._hidden)

    def _forget_old(self) -> None:
        if self.journal is not None:
            self.journal.history.forget_old()
            self._poll.start()
            self.calendars.start()

    def _remember_path(self) -> None:
        if self.settings.recent[:1] != (str(self.path),):
            self._keep(self.settings.opened(self.path))

    def _mend_rights(self) -> None:
        """Take what Carnet keeps away from others; of what cannot be, tell once."""
        from carnet.journal import rights

        kept = rights.mend(self.path, paths.folders())
        told = self._state.value("rights/told", "")
        if kept and told != str(kept[0]):
            self._state.setValue("rights/told", str(kept[0]))
            text = _("Other accounts of this computer may read {path}: move it to a folder of yours.")
            self.window.toasts.show(text.format(path=kept[0]))

    def when_open(self, task: Callable[[], object]) -> None:
        """Do something now, or as soon as the journal is open."""
        if self.journal is None:
            self._pending.append(task)
        else:
            task()

    def _open(self, path: Path) -> bool:
        from carnet.errors import CarnetError
        from carnet.journal import Journal

        if not self._claim(path):
            return False
        try:
            journal = Journal(path, options=self.settings.options())
        except CarnetError as error:
            self._needs_passphrase = error.reason == "sealed" and error.data.get("path") == str(path)
            if self._needs_passphrase and self.journal is not None:
                self.path = path
                self.release()
            if self.journal is None:
                self.path = path  # what is offered is about this one
            if not self._needs_passphrase:
                self.present(error)
            return False
        self._needs_passphrase = False
        self._close_journal()
        journal.leave_folding()
        self._take_journal(journal, path)
        return True

    def _take_journal(self, journal: "Journal", path: Path) -> None:
        self.journal, self.path = journal, path
        journal.listen(self.signals.changed.emit)
        self.history.saved_at = None
        self._name_journal()

    def _claim(self, path: Path) -> bool:
        if self.instance is not None and path == self.path:
            return self.instance.claim()
        instance = Instance(path, paths.folders().state)
        if not instance.claim():
            instance.call([])
            self.window.toasts.show(_("This journal is already open in another window."))
            return False
        if self.instance is not None:
            self.instance.release()
        self.take(instance)
        return True

    def take(self, instance: Instance) -> None:
        """Hold the claim on a journal."""
        self.instance = instance
        instance.called.connect(self._on_called)

    def switch(self, path: Path) -> None:
        """Open another journal in this window."""
        if self._looked_from is not None:
            self.backups.leave()
        before = self.journal
        if self._open(path) and self.journal is not before:
            self.window.drop_pages()
            self._begun.clear()
            self._drop_panel()
            self.window.show_page("today")
            for step in (*self._greeting(), self._back_up):
                step()

    def release(self, instead: "Page | None" = None) -> None:
        """Let go of the journal, before another file takes its place; `switch` opens what stands there then."""
        self._close_journal()
        self.window.drop_pages()
        self._drop_panel()
        self.views.show()
        self.history.show_counts()
        self._show_start(instead)

    def put_away(self) -> None:
        """Let go of the journal behind the lock; pages, and what is typed into them, stay."""
        from carnet.journal import sealing

        if self.journal is not None:
            if self._small is not None:
                self._small.close()  # it keeps its line in the journal
            self._poll.stop()
            self.calendars.stop()
            self.backups.stop()
            self.tasks.wait()  # for what reads beside the window: a long job has kept it from being locked
            self._behind_lock, self.journal = self.journal, None
            self._behind_lock.close()
        sealing.lock()

    def take_back(self) -> None:
        """Show the window again as it was, on the journal just unlocked."""
        if self._behind_lock is not None:
            self.journal, self._behind_lock = self._behind_lock, None
            self._poll.start()
            self.calendars.start()
            self.backups.start()
        self.window.show()
        self._refresh_everything()

    def open_unlocked(self) -> None:
        """Open the journal whose passphrase was just given, and do what was asked meanwhile."""
        self._greeted = False
        if self._open(self.path):
            self.window.drop_pages()
            self._begun.clear()
            self._show_first()

    def _reopened(self) -> bool:
        """Keep what this window had of a file that another program replaced, and open what is there now."""
        from carnet.errors import CarnetError
        from carnet.journal import rescue
        from carnet.ui.capture import drafting
        from carnet.ui.shell.place import Place

        if self.journal is None:
            return False
        place = Place.of(self.window, self.journal)
        try:
            kept, drafts = rescue.keep_displaced(self.journal), self.journal.drafts.everything()
            held = self.journal.drafts.held()
        except CarnetError:
            return False
        if kept is None:
            return False
        typed = None if self._panel is None else self._panel.unsaved()
        self.release()
        self.switch(self.path)
        if self.journal is not None:
            self.journal.drafts.add(drafts)
            for form, text in held.items():  # typed last of all
                self.journal.drafts.save(form, text)
            place.show(self.window, self.journal)
            if typed is not None:
                drafting.save(self.journal, typed)
                self.quick_add()
        told = _("Another program replaced the journal. What this window had is kept: {name}").format(name=kept.name)
        self.window.toasts.show(told)
        return True

    def look_into(self, path: Path) -> bool:
        """Show a backup in this window, read-only; the claim on the journal is kept. Tell whether it could be shown."""
        from carnet.errors import CarnetError
        from carnet.journal import rescue

        try:
            journal = rescue.looked_into(path, paths.folders().cache, self.settings.options())
        except CarnetError as error:
            self.present(error)
            return False
        self._looked_from = self._looked_from or self.path
        self._close_journal()
        self._take_journal(journal, path)
        self._show_anew()
        return True

    def leave_backup(self) -> None:
        """Show the journal again instead of the backup that is looked into."""
        if self._looked_from is not None:
            self.path, self._looked_from = self._looked_from, None
            if self._open(self.path):
                self._show_anew("backups")
                self._poll.start()
                self.calendars.start()

    def _show_anew(self, key: str = "today") -> None:
        """Build the pages of another journal."""
        self.window.drop_pages()
        self._begun.clear()
        self._drop_panel()
        self.window.show_page(key)
        self.history.show()
        self.views.show()

    def _close_journal(self) -> None:
        self._poll.stop()
        self._begun.clear()
        if self._small is not None:
            self._small.close()  # it keeps its line in the journal
        for actions in ("backups", "calendars", "views"):
            if actions in self.__dict__:
                getattr(self, actions).stop()
        if self.journal is not None:
            self.tasks.stop()
            self.journal.close()
            self.journal = None

    # -- pages --------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, changes: "Changes") -> None:
        """Tell the pages; the one in front reads again in a later turn, once for all that came until then."""
        self._written = True
        for page in self.window.pages.values():
            if not page.isVisible():
                page.on_changed(changes)
        self._behind.append(changes)
        if self._panel is None or not self._panel.isVisible():
            self._turns.add(self._tell_front)

    @Slot()
    def _on_panel_closed(self) -> None:
        self._turns.add(self._tell_front)  # once what was below is seen again

    @Slot()
    def _tell_front(self) -> None:
        """Tell what changed behind the quick add, or since the last turn; a page that is coming comes first."""
        if self.window.is_coming:
            self._turns.add(self._tell_front)
            return
        behind, self._behind = self._behind, []
        for page in self.window.pages.values():
            # A page that names no table judges for itself: to the history every deed is a row.
            wanted = [each for each in behind if each.everything or not page.watches or each.tables & page.watches]
            if wanted and page.outdated_by(wanted[0]):
                self.window.read(page)

    def _preferences_in_pieces(self) -> "Iterator[Page | None]":
        from carnet.ui.preferences import PreferencesPage

        known = (self.journal.key_name, self.journal.drafts) if self.journal else ()
        page = PreferencesPage(self.settings, self.path, *known)
        yield None
        for _group in page.fill():
            yield None
        page.changed.connect(self.apply_settings)
        page.passphrase_asked.connect(self._on_passphrase_asked)
        page.session_switched.connect(self._on_session_switched)
        page.seen.connect(self._show_session)
        page.command_asked.connect(self._on_command)
        yield page

    @Slot(int)
    def open_contact(self, contact_id: int) -> None:
        """Show the sheet of a person."""
        self.window.come_to("contacts", methodcaller("opening", contact_id))

    @Slot(object)
    def open_event(self, event: "EventRef") -> None:
        """Show the sheet of an event, or of an occurrence of a series."""
        self.window.come_to("events", methodcaller("opening", event))

    @Slot(int)
    def open_mission(self, mission_id: int) -> None:
        """Show the sheet of a mission, opened before the page is seen: it spares reading the board under it."""
        self.window.come_to("missions", methodcaller("opening", mission_id))

    @Slot(int)
    def open_organisation(self, organisation_id: int) -> None:
        """Show the sheet of an organisation."""
        self._open_of("contacts", organisation_id)

    @Slot(int)
    def open_missions_of(self, organisation_id: int) -> None:
        """Show the missions of an organisation."""
        self._open_of("missions", organisation_id)

    @Slot(int)
    def open_events_of(self, organisation_id: int) -> None:
        """Show the events that an organisation organises."""
        self._open_of("events", organisation_id)

    def _open_of(self, key: str, organisation_id: int) -> None:
        self.window.come_to(key, methodcaller("open_organisation", organisation_id))

    @Slot(int, int)
    def open_merge(self, one: int, other: int) -> None:
        """Show two sheets side by side, to be made one."""
        self.window.come_to("merge", methodcaller("opening", one, other))

    @Slot(object)
    def open_people(self, chosen: "ContactFilter") -> None:
        """Show the people of a filter."""
        self.window.come_to("contacts", methodcaller("open_filter", chosen))

    def open_files(self, files: "Sequence[Path | Clipping]") -> None:
        """Open a journal, or take other files to the import page."""
        journals = [file for file in files if isinstance(file, Path) and file.suffix == paths.JOURNAL_SUFFIX]
        others = [file for file in files if file not in journals]
        if journals:
            self.switch(journals[0])
        if others:
            from carnet.ui.imports import ImportsPage

            if self._panel is not None:
                self._panel.close_overlay()  # it would cover the page; its line is kept
            page = self.window.show_page("imports")
            if isinstance(page, ImportsPage):
                page.open_files(others)

    @Slot(object)
    def quick_add(self, event: object = None) -> None:
        """Open the quick add, for an event or for the likeliest one."""
        from carnet.domain.events import OccurrenceRef

        if self.journal is None:
            return
        if self._small is not None:
            self._small.close()
        self._build_panel().open_for(event if isinstance(event, int | OccurrenceRef) else None)
        if not self._warm:  # after it: both at once, and the panel would wait for what reads the first key
            from carnet.domain.capture import warm_up

            self._warm = True
            self.tasks.read(warm_up, _nothing, self.present)

    def _build_panel(self) -> "CapturePanel":
        if self._panel is None:
            from carnet.ui.capture import CapturePanel

            assert self.journal is not None
            self._panel = CapturePanel(self.journal, self.signals, self.window)
            self._panel.closed.connect(self._on_panel_closed)
        return self._panel

    def take_clip(self, clip: "Clip", picture: "QImage | None" = None) -> None:
        """Open the quick add on what was pasted; `picture` is shown beside it."""
        if self._small is not None and self._small.isVisible():
            self._small.panel.take(clip, picture)
            return
        self.quick_add()
        if self._panel is not None:
            self._panel.take(clip, picture)

    @Slot()
    def show_small_window(self) -> None:
        """Open the quick add in a window of its own, above other programs."""
        if self.journal is None:
            return
        if self._panel is not None:
            self._panel.close_overlay()  # both share one draft
        if self._small is None:
            from carnet.ui.shell.small_window import SmallWindow

            self._small = SmallWindow(self.journal, self.signals, self._state)
            self._small.left_for_sheet.connect(self.come_forward)
            self.signals.error_raised.connect(self._small.close)
        self._small.open()

    @Slot()
    def quick_add_outside(self) -> None:
        """Open the quick add for somebody who is in another program: in the window if that is shown, else by itself."""
        if self.window.isVisible() and not self.window.isMinimized():
            self.come_forward()
            self.quick_add()
        else:
            self.show_small_window()

    def _drop_panel(self) -> None:
        if self._panel is not None:
            self._panel.deleteLater()
            self._panel = None
        if self._small is not None:
            self._small.close()
            self._small.deleteLater()
            self._small = None
        self._behind.clear()

    # -- the frame ----------------------------------------------------------------------------------------------

    def _build_window(self) -> MainWindow:
        window = MainWindow(self._state, self._pieces_of)
        window.dropped.connect(self._on_grab_asked)
        window.activated.connect(self._on_poll)
        window.closing.connect(self.close)
        window.search_asked.connect(self._on_search_asked)
        window.quick_add_asked.connect(self.quick_add)
        window.rail.view_chosen.connect(self._on_view_chosen)
        window.rail.view_menu_asked.connect(self._on_view_menu_asked)
        window.rail.menu_asked.connect(self._on_menu_asked)
        window.rail.work_mode_switched.connect(self._on_work_mode)
        window.rail.set_work_mode(self.settings.work_mode)
        return window

    # What goes with a window and its first paint can do without; `_furnish` builds it, or who asks for it earlier.

    @cached_property
    def prompts(self) -> "Prompts":
        """The dialogs that ask something."""
        from carnet.ui.kit.prompts import DialogPrompts

        return DialogPrompts(self.window, self._drafts)

    def _drafts(self) -> "Drafts | None":
        return None if self.journal is None else self.journal.drafts

    @cached_property
    def tasks(self) -> "Tasks":
        """The long jobs."""
        from carnet.ui.kit.tasks import Tasks

        return Tasks()

    @cached_property
    def errors(self) -> "Errors":
        """The one presenter of errors."""
        from carnet.ui.kit.errors import Errors, about

        return Errors(self.window, self.window.toasts, about())

    @cached_property
    def views(self) -> "ViewActions":
        """The saved views of the rail."""
        from carnet.ui.shell.views import ViewActions

        made = ViewActions(self)
        self.signals.changed.connect(made.on_changed, Qt.ConnectionType.QueuedConnection)
        self.signals.view_asked.connect(made.keep)
        return made

    @cached_property
    def grabbing(self) -> "GrabActions":
        """What is pasted or dropped."""
        from carnet.ui.shell.grabbing import GrabActions

        return GrabActions(self)

    @cached_property
    def rescue(self) -> "RescueActions":
        """The ways out of damage."""
        from carnet.ui.shell.rescue import RescueActions

        return RescueActions(self)

    @cached_property
    def backups(self) -> "BackupActions":
        """The backups."""
        from carnet.ui.shell.backups import BackupActions

        return BackupActions(self, self._state)

    @cached_property
    def locking(self) -> "LockActions":
        """The passphrase, and the lock."""
        from carnet.ui.shell.locking import LockActions

        return LockActions(self)

    @cached_property
    def calendars(self) -> "CalendarActions":
        """The calendars that are followed."""
        from carnet.ui.shell.calendars import CalendarActions

        return CalendarActions(self)

    @cached_property
    def gestures(self) -> "Gestures":
        """What the commands do."""
        from carnet.ui.shell.gestures import Gestures

        return Gestures(self)

    @cached_property
    def commands(self) -> "Commands":
        """The commands of the window, with their keys."""
        from carnet.ui.shell.commands import Commands

        return Commands(self.window, self.gestures.commands())

    @cached_property
    def reminders(self) -> "ReminderActions":
        """The tray, and the digest of the morning."""
        from carnet.ui.shell.reminders import ReminderActions

        return ReminderActions(self, self._state)

    def _furnish(self) -> None:
        """Give a window its keys, its icon and the words of Qt's own dialogs."""
        from PySide6.QtCore import QLibraryInfo, QTranslator

        from carnet.ui.kit.mark import mark_icon

        self.window.addActions(list(self.commands.actions.values()))
        self._qt.setWindowIcon(mark_icon())
        translator = QTranslator(self.window)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if current_language() == "fr" and translator.load("qtbase_fr", folder):
            self._qt.installTranslator(translator)

    def _unfurnish(self) -> None:
        """Forget what goes with the window before it is another."""
        for name in ("prompts", "errors", "commands"):
            self.__dict__.pop(name, None)

    @Slot()
    def _on_menu_asked(self) -> None:
        self.gestures.show_menu()

    @Slot(int)
    def _on_view_chosen(self, view_id: int) -> None:
        self.views.open(view_id)

    @Slot(int, object)
    def _on_view_menu_asked(self, view_id: int, place: QPoint) -> None:
        self.views.show_menu(view_id, place)

    @Slot()
    def _on_search_asked(self) -> None:
        self.gestures.show_palette()

    def _connect_signals(self) -> None:
        signals = self.signals
        signals.changed.connect(self.history.on_changed, Qt.ConnectionType.QueuedConnection)
        signals.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)
        signals.contact_opened.connect(self.open_contact)
        signals.event_opened.connect(self.open_event)
        signals.mission_opened.connect(self.open_mission)
        signals.organisation_opened.connect(self.open_organisation)
        signals.missions_asked.connect(self.open_missions_of)
        signals.events_asked.connect(self.open_events_of)
        signals.people_asked.connect(self.open_people)
        signals.merge_asked.connect(self.open_merge)
        signals.export_asked.connect(self.files.export_people)
        signals.page_asked.connect(self._on_page_asked)
        signals.toast_asked.connect(self._on_toast_asked)
        signals.offer_made.connect(self._on_offer_made)
        signals.quick_add_asked.connect(self.quick_add)
        signals.grab_asked.connect(self._on_grab_asked)
        signals.backup_asked.connect(self._on_backup_asked)
        signals.backup_unlock_asked.connect(self._on_backup_unlock_asked)
        signals.error_raised.connect(self.present)

    # -- settings -------------------------------------------------------------------------------------------------

    @Slot(object)
    def apply_settings(self, settings: Settings) -> None:
        """Put new settings in force at once."""
        before = self.settings
        self._keep(settings)
        if self.journal is not None:
            self.journal.options = settings.options()
        if (settings.digest_at, settings.tray) != (before.digest_at, before.tray):
            self.reminders.apply()
        looks = (settings.theme, settings.text_scale, settings.reduce_motion)
        if looks != (before.theme, before.text_scale, before.reduce_motion):
            dress(self._qt, settings)
        if settings.options() != before.options():
            self._refresh_everything()
        self.window.rail.set_work_mode(settings.work_mode)
        if (page := self.window.pages.get("preferences")) is not None:
            from carnet.ui.preferences import PreferencesPage

            assert isinstance(page, PreferencesPage)
            page.show_settings(settings)
        if settings.language != before.language:
            # After the control that asked has finished with its event.
            QTimer.singleShot(0, self, self._change_language)

    def _keep(self, settings: Settings) -> None:
        """Hold settings for this window even where they cannot be written, which is told."""
        from carnet.errors import CarnetError

        self.settings = settings
        try:
            stored.save(settings)
        except CarnetError as error:
            self.present(error)

    def _refresh_everything(self) -> None:
        from carnet.domain.changes import Cause, Changes

        self.signals.changed.emit(Changes(None, Cause.SYNC, everything=True))

    @Slot()
    def _change_language(self) -> None:
        """Build the frame anew in another language, on the page shown."""
        key, old = self.window.key, self.window
        self._begun.clear()
        self._choose_language()
        self._unfurnish()
        self._drop_panel()
        old.closing.disconnect(self.close)
        old.stays = False
        old.drop_pages()
        self.window = self._build_window()
        self.window.setGeometry(old.geometry())
        self.window.show()
        old.close()
        old.deleteLater()
        self._furnish()
        self._name_journal()
        self.history.show()
        self.views.show()
        self.reminders.rebuild()
        self.window.show_page(key)

    def _name_journal(self) -> None:
        """Say in the frame which journal this is, and when it was saved."""
        self.window.set_journal_name("" if self.path.name == paths.JOURNAL_NAME else self.path.stem)
        self.history.show_status()

    def _choose_language(self) -> None:
        language = install(paths.locale(), self.settings.language)
        QLocale.setDefault(QLocale("fr_FR" if language == "fr" else "en_GB"))

    @Slot(bool)
    def _on_session_switched(self, on: bool) -> None:
        """Start with the session from now on, or no longer; where the entry cannot be written nothing changes."""
        from carnet import autostart
        from carnet.errors import CarnetError

        try:
            autostart.switch(on)
        except CarnetError as error:
            self.present(error)
        self.reminders.apply()
        self._show_session()

    @Slot()
    def _show_session(self) -> None:
        """Say on the page of settings whether Carnet starts with the session, and whether there is a tray."""
        from carnet import autostart
        from carnet.ui.preferences import PreferencesPage
        from carnet.ui.shell.tray import has_tray, no_tray

        page = self.window.pages.get("preferences")
        if isinstance(page, PreferencesPage):
            page.show_session(starts=autostart.is_on(), no_tray="" if has_tray() else no_tray())

    @Slot(bool)
    def _on_work_mode(self, on: bool) -> None:
        self.apply_settings(replace(self.settings, work_mode=on))

    # -- what others ask -------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_command(self, key: str) -> None:
        self.commands.actions[key].trigger()

    @Slot(str)
    def _on_page_asked(self, key: str) -> None:
        if key in self.commands.actions and key not in {"contacts", "events", "missions", "review", "today"}:
            self._on_command(key)
        else:
            self.window.show_page(key)

    @Slot(str, str)
    def _on_toast_asked(self, text: str, action: str) -> None:
        self.window.toasts.show(text, action, self.history.undo if action else None)

    @Slot(str, str, object)
    def _on_offer_made(self, text: str, action: str, run: Callable[[], object]) -> None:
        self.window.toasts.show(text, action, run)

    @Slot(object)
    def _on_grab_asked(self, source: "QMimeData") -> None:
        self.grabbing.take(source)

    @Slot(object)
    def _on_backup_unlock_asked(self, path: Path) -> None:
        self.locking.ask_for(path)

    @Slot(object)
    def _on_backup_asked(self, path: Path) -> None:
        self.backups.look_into(path)

    @Slot()
    def come_forward(self) -> None:
        """Show the window, in front of others; what stands before a locked one, where it is."""
        if self._behind_lock is not None and self.locking.locked is not None:
            self.locking.locked.show()
            self.locking.locked.raise_()
            self.locking.locked.activateWindow()
            return
        self.window.setWindowState(self.window.windowState() & ~_MINIMIZED)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    @Slot(list)
    def _on_called(self, arguments: list[str]) -> None:
        """Come to the front and do what a second launch asked for; at the login there is nothing to ask."""
        if "--tray" in arguments:
            return
        if arguments == ["--quick-add"]:
            self.quick_add_outside()
            return
        self.come_forward()
        if "--quick-add" in arguments:
            self.quick_add()
        self.open_files([Path(argument) for argument in arguments if not argument.startswith("-")])

    @Slot()
    def _on_poll(self) -> None:
        if self.journal is None:
            return
        self.journal.poll()
        if self._written:  # not now: both would wait for the disk
            self._written, self._unfolded = False, True
        elif self._unfolded and not self.tasks.busy:
            self._unfolded = False
            self.tasks.run(self.journal.fold_log, _nothing, self.present)

    @Slot(object)
    def present(self, error: BaseException) -> None:
        """Tell of an error, in words where it is one of ours."""
        from carnet.errors import CarnetError, Trouble
        from carnet.words.errors import sentence

        if self._behind_lock is not None and isinstance(error, Trouble) and error.reason == "sealed":
            return  # a reading that came too late: all is read again once it is unlocked
        if isinstance(error, Trouble) and self._looked_from is None and error.data.get("path") == str(self.path):
            if error.reason in _DAMAGES:
                self.rescue.offer(error)
                return
            if error.reason == "replaced" and self._reopened():
                return
        self.errors.present(error, sentence(error) if isinstance(error, CarnetError) else "")

    def on_uncaught(self, _kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Present what no page caught; the log keeps the trace."""
        from carnet import log
        from carnet.ui.kit.errors import about

        log.keep(log.report_of(error.with_traceback(trace), about()))
        self.present(error)

    def _write_beside(self, job: Callable[[], None]) -> None:
        self.tasks.read(job, _nothing, self.present)

    @Slot()
    def close(self) -> None:
        """Let go of the journal and of the claim on it."""
        self._turns.clear()
        self._drop_panel()
        self._close_journal()
        if "tasks" in self.__dict__:
            self.tasks.abandon()  # a journal that is being written anew, too: it stays as it was
        self._state.sync()
        if self.settled:
            self.reminders.stop()
        if self.instance is not None:
            self.instance.release()
            self.instance = None
        self.ended.emit()


def dress(qt: QApplication, settings: Settings, *, controls: bool = True) -> None:
    """Put theme, text size and motion in force; `controls` False leaves the style of controls to `load`."""
    apply_theme(
        qt,
        settings.theme,
        paths.resources(),
        scale=settings.text_scale,
        reduce_motion=settings.reduce_motion,
        controls=controls,
    )


def run(journal: str = "", files: Sequence[Path] = (), *, quick_add: bool = False, tray: bool = False) -> int:
    """Run the window until it is closed; return the exit status."""
    settings = stored.load()
    journals = [file for file in files if file.suffix == paths.JOURNAL_SUFFIX]
    path = journals[0] if journals and not journal else paths.journal(journal, settings.journal)
    files = [file for file in files if file != path]
    qt = QApplication([sys.argv[0], "-style", "fusion"])  # by word: QApplication.setStyle imports all of QStyle
    qt.setApplicationName("Carnet")
    QPixmapCache.setCacheLimit(_PIXMAPS_KIB)
    qt.setDesktopFileName("carnet")
    install(paths.locale(), settings.language)
    dress(qt, settings, controls=False)
    claim = Instance(path, paths.folders().state)
    if not claim.claim():
        flags = [flag for flag, given in (("--quick-add", quick_add), ("--tray", tray)) if given]
        arguments = [*flags, *(str(file.absolute()) for file in files)]
        if claim.call(arguments):
            return 0
    application = Application(qt, settings, path)
    application.take(claim)
    sys.excepthook = application.on_uncaught
    if quick_add:
        application.when_open(application.quick_add)
    if files:
        application.when_open(_Opening(application, files))
    qt.setQuitOnLastWindowClosed(False)  # in the tray there is none
    application.ended.connect(qt.exit, Qt.ConnectionType.QueuedConnection)
    if tray:
        application.start_in_tray()
    else:
        application.show()
    from carnet.ui.kit.garbage import end_widgets

    code = qt.exec()
    end_widgets(qt)
    return code


def _nothing(_result: object) -> None:
    """Take what a job returns where nobody waits for it."""


class _Preloading:
    """Prepares what verbs and the next pages need, as a job."""

    def __init__(self, journal: "Journal | None") -> None:
        self._journal = journal

    def __call__(self, _progress: object) -> None:
        if self._journal is not None:
            self._journal.preload()
        for module in _FOLLOWING:
            import_module(module)
        if self._journal is not None:
            self._compile(self._journal)

    def _compile(self, journal: "Journal") -> None:
        """Ask for the first time: the page of events is opened in half the time then, and the quick add."""
        from carnet.domain.agenda import EventFilter

        today = journal.clock.today()
        journal.events.agenda(EventFilter(), today, today)
        for row in journal.events.likely(0, 1):
            journal.events.sheet(row.ref)
        for follow_up in journal.today.digest().first[:1]:
            journal.contacts.duplicates_of(journal.contacts.get(follow_up.contact_id))
            journal.follow_ups.for_contact(follow_up.contact_id)
        for mission_id, _title, _client in journal.missions.lately(today)[:1]:
            journal.missions.path(mission_id)
        journal.history.find(0)


class _Opening:
    """Opens files when called."""

    def __init__(self, application: Application, files: Sequence[Path]) -> None:
        self._application = application
        self._files = files

    def __call__(self) -> None:
        self._application.open_files(self._files)
