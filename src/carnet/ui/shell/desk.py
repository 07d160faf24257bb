"""What the actions of the frame need of the application that holds it."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from carnet.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from carnet.domain.clips import Clip
    from carnet.domain.contacts import ContactFilter
    from carnet.domain.events import EventRef
    from carnet.domain.imports import Clipping
    from carnet.journal import Journal
    from carnet.ui.kit.page import Page
    from carnet.ui.kit.prompts import Prompts
    from carnet.ui.kit.signals import AppSignals
    from carnet.ui.kit.tasks import Tasks
    from carnet.ui.shell.backups import BackupActions
    from carnet.ui.shell.calendars import CalendarActions
    from carnet.ui.shell.commands import Commands
    from carnet.ui.shell.files import FileActions
    from carnet.ui.shell.grabbing import GrabActions
    from carnet.ui.shell.history import HistoryActions
    from carnet.ui.shell.locking import LockActions
    from carnet.ui.shell.window import MainWindow


class Desk(Protocol):
    """The open journal and the window on it; both may be others at the next call."""

    window: "MainWindow"
    journal: "Journal | None"
    path: Path
    settings: Settings
    files: "FileActions"
    history: "HistoryActions"
    signals: "AppSignals"

    @property
    def prompts(self) -> "Prompts":
        """The dialogs that ask something."""
        ...

    @property
    def tasks(self) -> "Tasks":
        """The long jobs."""
        ...

    @property
    def calendars(self) -> "CalendarActions":
        """The calendars that are followed."""
        ...

    @property
    def grabbing(self) -> "GrabActions":
        """What is pasted or dropped."""
        ...

    @property
    def locking(self) -> "LockActions":
        """The passphrase, and the lock."""
        ...

    @property
    def backups(self) -> "BackupActions":
        """The backups."""
        ...

    @property
    def commands(self) -> "Commands":
        """The commands of the window."""
        ...

    def open_files(self, files: "Sequence[Path | Clipping]") -> None:
        """Open a journal, or take other files to the import page."""
        ...

    def come_forward(self) -> None:
        """Show the window, in front of others."""
        ...

    def apply_settings(self, settings: Settings) -> None:
        """Put new settings in force at once."""
        ...

    def quick_add(self, event: object = None) -> None:
        """Open the quick add, for an event or for the likeliest one."""
        ...

    def show_small_window(self) -> None:
        """Open the quick add in a window of its own, above other programs."""
        ...

    def quick_add_outside(self) -> None:
        """Open the quick add for somebody who is in another program."""
        ...

    def take_clip(self, clip: "Clip", picture: "QImage | None" = None) -> None:
        """Open the quick add on what was pasted; `picture` is shown beside it."""
        ...

    def open_contact(self, contact_id: int) -> None:
        """Show the sheet of a person."""
        ...

    def open_event(self, event: "EventRef") -> None:
        """Show the sheet of an event."""
        ...

    def open_mission(self, mission_id: int) -> None:
        """Show the sheet of a mission."""
        ...

    def open_organisation(self, organisation_id: int) -> None:
        """Show the sheet of an organisation."""
        ...

    def open_people(self, chosen: "ContactFilter") -> None:
        """Show the people of a filter."""
        ...

    def switch(self, path: Path) -> None:
        """Open another journal in the window."""
        ...

    def release(self, instead: "Page | None" = None) -> None:
        """Let go of the journal, before another file takes its place; `instead` says meanwhile why."""
        ...

    def put_away(self) -> None:
        """Let go of the journal behind the lock."""
        ...

    def take_back(self) -> None:
        """Show the window again as it was, on the journal just unlocked."""
        ...

    def open_unlocked(self) -> None:
        """Open the journal whose passphrase was just given."""
        ...

    def look_into(self, path: Path) -> bool:
        """Show a backup in the window, read-only; tell whether it could be."""
        ...

    def leave_backup(self) -> None:
        """Show the journal again instead of the backup that is looked into."""
        ...

    def present(self, error: BaseException) -> None:
        """Tell of an error."""
        ...
