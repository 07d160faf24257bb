"""What the actions of the frame need of the application that holds it."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from carnet.journal import Journal
    from carnet.ui.kit.prompts import Prompts
    from carnet.ui.kit.tasks import Tasks
    from carnet.ui.shell.commands import Commands
    from carnet.ui.shell.window import MainWindow


class Desk(Protocol):
    """The open journal and the window on it; both may be others at the next call."""

    window: "MainWindow"
    journal: "Journal | None"
    path: Path

    @property
    def prompts(self) -> "Prompts":
        """The dialogs that ask something."""
        ...

    @property
    def tasks(self) -> "Tasks":
        """The long jobs."""
        ...

    @property
    def commands(self) -> "Commands":
        """The commands of the window."""
        ...

    def switch(self, path: Path) -> None:
        """Open another journal in the window."""
        ...

    def present(self, error: BaseException) -> None:
        """Tell of an error."""
        ...
