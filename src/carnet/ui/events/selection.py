"""What one does with several events of the agenda at once: a calendar file of them, or the bin."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.events import EventRef
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.icons import icon
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.words import _, ngettext


class EventSelection(QObject):
    """The verbs of a selection of events, with what they need of the world outside."""

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._parent = parent
        self._chosen: Sequence[EventRef] = ()

    def open_menu(self, events: Sequence[EventRef], place: QPoint) -> None:
        """Open the menu of these events."""
        self._chosen = events
        menu = QMenu(self._parent)
        export = menu.addAction(icon("download"), _("Export as .ics…"))
        export.triggered.connect(self._on_export)
        menu.addSeparator()
        menu.addAction(icon("trash-2"), _("Move to bin")).triggered.connect(self._on_delete)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def export(self, events: Sequence[EventRef]) -> None:
        """Ask where, and write events as a calendar, beside the window."""
        one = len(events) == 1
        name = self._journal.events.get(events[0]).title if one else _("events")
        bare = "".join(char for char in name if char.isalnum() or char in " -_").strip() or _("event")
        title = ngettext("Export the event", "Export {n} events", len(events)).format(n=len(events))
        path = self._prompts.save_file(title, f"{bare}.ics", "iCalendar (*.ics)")
        if path is not None:
            job = partial(_write, self._journal, path, tuple(events))
            self._tasks.run(job, self._on_exported, self._signals.error_raised.emit)

    def delete(self, events: Sequence[EventRef]) -> None:
        """Put events into the bin, of series the dates chosen alone."""
        try:
            self._journal.events.delete(*events)
        except CarnetError as error:
            self._signals.error_raised.emit(error)

    def _on_exported(self, path: Path) -> None:
        self._signals.toast_asked.emit(_("Exported: {name}").format(name=path.name), "")

    @Slot()
    def _on_export(self) -> None:
        self.export(self._chosen)

    @Slot()
    def _on_delete(self) -> None:
        self.delete(self._chosen)


def _write(journal: Journal, path: Path, events: Sequence[EventRef], _progress: object) -> Path:
    from carnet.journal import files

    files.write_private(path, journal.exports.calendar(events))
    return path
