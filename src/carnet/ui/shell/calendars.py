"""Following calendars: the panel that lists them, and reading them beside the window, by hand or when it is time."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Slot

from carnet.domain.imports import Clipping
from carnet.errors import CarnetError
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.ui.shell.desk import Desk
from carnet.words import _, errors, events, formats, ngettext

if TYPE_CHECKING:
    from carnet.domain.calendars import CalendarRow
    from carnet.journal import Journal
    from carnet.journal.feeds import Fetched
    from carnet.ui.shell.calendar_panel import CalendarPanel

_LOOK_MS = 600_000
_FIRST_LOOK_MS = 60_000


class CalendarActions(QObject):
    """What the command « Suivre un agenda » does, and the readings that come by themselves.

    The network is waited for on a thread of its own, so that nobody else does; what came is taken over as a task.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._panel: CalendarPanel | None = None
        self._waiting: list[int] = []
        self._net = Tasks(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_FIRST_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and then which calendars are due."""
        self._timer.start()

    def stop(self) -> None:
        """Ask nobody any more, before the journal is closed."""
        self._timer.stop()
        self._waiting.clear()
        self._net.abandon()
        if self._panel is not None:
            self._panel.close_overlay()

    @Slot()
    def look(self) -> None:
        """Read the calendars that are due; what fails is told in the panel alone."""
        self._timer.setInterval(_LOOK_MS)
        if self._desk.journal is not None and not self._waiting:
            self._waiting = [int(key) for key in self._desk.journal.calendars.due()]
            self._read_next()

    def show(self) -> None:
        """Show the calendars followed."""
        if self._desk.journal is None:
            return
        from carnet.ui.kit.kept import KeptPanel
        from carnet.ui.shell.calendar_panel import CalendarPanel

        panel = self._panel = CalendarPanel(self._desk.window)
        KeptPanel(panel, self._desk.journal.drafts, "calendar")
        panel.follow_asked.connect(self._on_follow)
        panel.refresh_asked.connect(self._on_refresh)
        panel.unfollow_asked.connect(self._on_unfollow)
        panel.stop.clicked.connect(self._on_stop)
        panel.closed.connect(self._on_closed)
        self._show_rows()
        panel.open()

    def _show_rows(self) -> None:
        journal = self._desk.journal
        if self._panel is not None and journal is not None:
            self._panel.show_working("")
            self._panel.show_calendars(journal.calendars.rows(), _read)

    # -- a new one ----------------------------------------------------------------------------------------------

    @Slot(str, str, int)
    def _on_follow(self, url: str, name: str, hours: int) -> None:
        journal = self._desk.journal
        if journal is not None and self._panel is not None:
            self._panel.show_working(_("Reading the calendar…"))
            self._net.run(_Fetching(journal, url, name, hours), self._on_fetched, self._on_failed)

    def _on_fetched(self, clipping: Clipping) -> None:
        """Look through what came: importing it follows the calendar."""
        if self._panel is not None:
            self._panel.close_overlay()
            self._desk.open_files([clipping])

    def _on_failed(self, error: BaseException) -> None:
        if self._panel is None or not isinstance(error, CarnetError):
            self._desk.present(error)
        elif error.reason == "cancelled":
            self._panel.show_working("")
        else:
            self._panel.show_error(errors.sentence(error))

    # -- those followed -----------------------------------------------------------------------------------------

    @Slot(int)
    def _on_refresh(self, calendar_id: int) -> None:
        if self._panel is not None and not self._waiting:
            self._panel.show_working(_("Reading the calendar…"))
            self._waiting = [calendar_id]
            self._read_next()

    def _read_next(self) -> None:
        journal = self._desk.journal
        if journal is None or not self._waiting:
            self._show_rows()
            return
        reading = _Reading(journal, self._waiting[0])
        self._net.run(reading, self._on_answered, self._on_unanswered)

    def _on_answered(self, answer: "_Answer") -> None:
        self._desk.tasks.run(_Taking(answer), self._on_taken, self._on_unanswered)

    def _on_taken(self, changed: int) -> None:
        if self._panel is not None:
            text = ngettext("{n} event changed.", "{n} events changed.", changed).format(n=changed)
            self._desk.window.toasts.show(text if changed else _("Nothing has changed."))
        self._go_on()

    def _on_unanswered(self, error: BaseException) -> None:
        """Keep what failed with the calendar, whose line in the panel tells of it."""
        journal = self._desk.journal
        if not isinstance(error, CarnetError):
            self._desk.present(error)
        elif journal is not None and self._waiting:
            journal.calendars.failed(self._waiting[0], error)
        self._go_on()

    def _go_on(self) -> None:
        del self._waiting[:1]
        self._read_next()

    @Slot(int)
    def _on_unfollow(self, calendar_id: int) -> None:
        if self._desk.journal is not None:
            self._desk.journal.calendars.unfollow(calendar_id)
            self._show_rows()

    @Slot()
    def _on_stop(self) -> None:
        self._net.abandon()
        self._waiting.clear()
        self._show_rows()

    @Slot()
    def _on_closed(self) -> None:
        if self._panel is not None:
            self._panel.deleteLater()
            self._panel = None
        if not self._waiting:
            self._net.abandon()


class _Fetching:
    """Reading a new calendar, as a job."""

    def __init__(self, journal: "Journal", url: str, name: str, hours: int) -> None:
        self._calendars = journal.calendars
        self._asked = (url, name, hours)

    def __call__(self, progress: Progress) -> Clipping:
        return self._calendars.fetch(*self._asked, cancelled=lambda: progress.cancelled)


class _Answer(NamedTuple):
    """What a calendar answered, and for which journal it was asked."""

    journal: "Journal"
    calendar_id: int
    fetched: "Fetched"


class _Reading:
    """Asking a calendar again, as a job of the network."""

    def __init__(self, journal: "Journal", calendar_id: int) -> None:
        self._journal = journal
        self._id = calendar_id
        self._ask = journal.calendars.asking(calendar_id)

    def __call__(self, progress: Progress) -> _Answer:
        return _Answer(self._journal, self._id, self._ask(lambda: progress.cancelled))


class _Taking:
    """Taking over what came, as a job of the journal; returns how many events changed."""

    def __init__(self, answer: _Answer) -> None:
        self._answer = answer

    def __call__(self, _progress: Progress) -> int:
        journal, calendar_id, fetched = self._answer
        report = journal.calendars.take(calendar_id, fetched, events.untitled)
        return 0 if report is None else report.created + report.merged


def _read(row: "CalendarRow") -> str:
    """Return when a calendar was read the last time."""
    if row.fetched_at is None:
        return _("never read yet")
    day = formats.full_day(row.fetched_at.astimezone().date())
    return _("read on {day} at {hour}").format(day=day, hour=formats.local_time(row.fetched_at))
