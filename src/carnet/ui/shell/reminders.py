"""The digest of the morning, given through the tray, and life in the tray once the window is closed."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Slot

from carnet import autostart
from carnet.ui.shell.desk import Desk
from carnet.words import _

if TYPE_CHECKING:
    from carnet.domain.today import Digest
    from carnet.ui.shell.tray import Tray

_LOOKS_EVERY_MS = 10_000
_LOOKS_FOR_A_TRAY = 6
_TOLD = "reminders/told_on"


class ReminderActions(QObject):
    """When the digest is given, and where a click on it leads.

    Attributes:
        tray: the icon; None while no setting wants one.
    """

    def __init__(self, desk: Desk, state: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._state = state
        self.tray: Tray | None = None
        self._digest: Digest | None = None
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self, *, hidden: bool) -> None:
        """Begin to look at the clock; whoever opens the window after the hour reads the day itself."""
        if not hidden and self._is_due():
            self._keep_told()
        self.look()
        self._timer.start()

    @Slot()
    def apply(self) -> None:
        """Show the icon where the settings want one; the window stays in it where Carnet starts with the session."""
        from carnet.ui.shell.tray import has_tray

        starts = autostart.is_on()
        settings = self._desk.settings
        wanted = has_tray() and (starts or settings.tray or bool(settings.digest_at))
        if wanted and self.tray is None:
            self.tray = self._put_up()
        elif not wanted and self.tray is not None:
            self._take_down()
        self._desk.window.stays = wanted and starts

    def rebuild(self) -> None:
        """Put the icon up anew, in another language and for another window."""
        if self.tray is not None:
            self._take_down()
        self.apply()

    def stop(self) -> None:
        """Leave the desktop, as Carnet ends."""
        self._timer.stop()
        if self.tray is not None:
            self._take_down()

    @Slot()
    def look(self) -> None:
        """Give the digest if it is time; come out of hiding where no tray came up after the login."""
        from carnet.ui.shell.tray import has_tray

        self.apply()
        if self.tray is not None and self._is_due():
            self._keep_told()
            self._tell()
        elif not self._desk.window.isVisible() and not has_tray():
            self._looks += 1
            if self._looks > _LOOKS_FOR_A_TRAY:
                self._desk.come_forward()

    def _tell(self) -> None:
        from carnet.words.digests import sentences

        journal = self._desk.journal
        assert journal is not None
        digest = journal.today.digest()
        told = sentences(digest)
        if told is not None and self.tray is not None:
            self._digest = digest
            self.tray.say(*told)

    def _is_due(self) -> bool:
        journal = self._desk.journal
        if journal is None:
            return False
        text = str(self._state.value(_TOLD, ""))
        told_on = date.fromisoformat(text) if text else None
        return self._desk.settings.reminders().is_due(journal.clock.now().astimezone(), told_on)

    def _keep_told(self) -> None:
        assert self._desk.journal is not None
        self._state.setValue(_TOLD, self._desk.journal.clock.now().astimezone().date().isoformat())

    def _put_up(self) -> "Tray":
        from carnet.ui.shell.tray import Tray

        tray = Tray(
            (
                (_("Open Carnet"), self._desk.come_forward),
                (_("Quick add"), self._desk.quick_add_outside),
                (_("Log an exchange"), self._forwarding("log")),
                (_("Quit"), self._desk.commands.actions["quit"].trigger),
            )
        )
        # A click on the icon answers the message, too: many desktops of Linux tell nobody of a click on the message.
        tray.opened.connect(self._on_clicked)
        tray.message_clicked.connect(self._on_clicked)
        tray.icon.show()
        return tray

    def _take_down(self) -> None:
        assert self.tray is not None
        self.tray.take_down()
        self.tray = None

    def _forwarding(self, key: str) -> Callable[[], object]:
        """Return a command of the window that brings it to the front first."""

        def run() -> None:
            self._desk.come_forward()
            self._desk.commands.actions[key].trigger()

        return run

    @Slot()
    def _on_clicked(self) -> None:
        """Show the window; the first time after a digest what it was about."""
        digest, self._digest = self._digest, None
        self._desk.come_forward()
        if digest is not None and digest.only_person is not None:
            self._desk.open_contact(digest.only_person)
        elif digest is not None and digest.only_event is not None:
            self._desk.open_event(digest.only_event)
        elif digest is not None:
            self._desk.window.show_page("today")
