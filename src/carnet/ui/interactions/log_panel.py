"""The panel that logs an exchange from anywhere: the composer, where people come from « avec … »; its draft is kept."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.composer import ExchangeDraft
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.interactions.composer import Composer
from carnet.ui.interactions.kept_line import KeptLine
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.words import _

_FORM = "log"


class LogPanel(Overlay):
    """One line over the window; Enter logs it and closes, Échap closes and keeps it.

    Args:
        window: the window to cover.
        journal: what the exchange is logged in.
        present: tells of an error.
        mission_id: the mission that the exchange is about, where it is logged from one.
    """

    def __init__(
        self,
        window: QWidget,
        journal: Journal,
        present: Callable[[BaseException], object],
        *,
        mission_id: int | None = None,
    ) -> None:
        super().__init__(window, _("Log an exchange"), 640, top_px=84)
        self._journal = journal
        self._present = present
        self._mission_id = mission_id
        self.composer = Composer(journal)
        self.composer.line.setAccessibleName(_("Log an exchange"))
        self.composer.line.setPlaceholderText(_("coffee with Karim and Sophie, budget approved > follow up Monday"))
        self.content.addWidget(self.composer)
        told = _("Write with whom: “with”, then names. Ctrl+Shift+V attaches it to an event or a mission.")
        self.content.addWidget(label(told, "secondary", "text2", wrap=True))
        self._kept = KeptLine(self.composer, journal, present)
        self._kept.open(_FORM if mission_id is None else f"{_FORM}:{mission_id}")
        self.composer.submitted.connect(self._on_submitted)
        self.composer.left.connect(self.close_overlay)

    def ask(self) -> None:
        """Open with the cursor in the line."""
        self.open()
        self.composer.focus_line()

    def close_overlay(self) -> None:
        """Close; what is not logged is kept."""
        self._kept.keep()
        super().close_overlay()

    @Slot(object)
    def _on_submitted(self, draft: ExchangeDraft) -> None:
        if not draft.linked and not draft.created:
            if not self.composer.ask_who():
                self.composer.say(_("With whom? Write “with”, then a name."))
            return
        try:
            self._journal.interactions.log([], draft, mission_id=self._mission_id)
        except CarnetError as error:
            self._present(error)
            return
        self.composer.set_text("")
        self.close_overlay()
