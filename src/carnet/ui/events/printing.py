"""The briefing of an event, printed or kept as a PDF."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from carnet.domain.events import EventRef
from carnet.errors import CarnetError
from carnet.journal import Journal, files
from carnet.ui.events.paper_briefing import BriefingContent
from carnet.ui.kit import paper
from carnet.ui.kit.printing import ask_path, ask_printer, file_name
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.words import _, formats


class BriefingPrinting(QObject):
    """Puts a briefing on its one page."""

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, parent: QWidget) -> None:
        super().__init__(parent)
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._parent = parent

    def keep_sheet(self, event: EventRef) -> None:
        """Ask where, and keep the briefing as a PDF."""
        title = self._title(event)
        path = ask_path(self._prompts, file_name(title))
        if path is None:
            return
        try:
            files.write_private(path, paper.pdf(self._content(event), title, self._foot()))
        except CarnetError as error:
            self._signals.error_raised.emit(error)
        else:
            self._signals.toast_asked.emit(_("Saved: {name}").format(name=path.name), "")

    def print_sheet(self, event: EventRef) -> None:
        """Print the briefing."""
        printer = ask_printer(self._parent)
        if isinstance(printer, str):
            self._signals.toast_asked.emit(printer, "")
        elif printer is not None and not paper.paint(printer, self._content(event), self._title(event), self._foot()):
            self._signals.toast_asked.emit(_("The printer did not take it. Save a PDF instead."), "")

    def _content(self, event: EventRef) -> BriefingContent:
        return BriefingContent(self._journal.events.briefing(event), self._journal.clock.today())

    def _title(self, event: EventRef) -> str:
        return _("Briefing: {event}").format(event=self._journal.events.get(event).title)

    def _foot(self) -> str:
        day = formats.full_day(self._journal.clock.today())
        return _("Prepared on {day}. Afterwards, Ctrl+D opens the debrief: a line per person is enough.").format(
            day=day
        )
