"""What is being typed into the note of a débriefing, kept a moment after each key so that a crash loses nothing."""

from PySide6.QtCore import QObject, QTimer, Slot

from carnet.domain.events import EventRef
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.journal.drafts import form_of_note
from carnet.ui.kit.notes import NoteArea

_SAVE_MS = 400


class KeptNote(QObject):
    """Keeps the note of one event after the other as drafts; leaving the field saves it and clears the draft."""

    def __init__(self, area: NoteArea, journal: Journal) -> None:
        super().__init__(area)
        self._area = area
        self._journal = journal
        self._form = ""
        self._saved = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self._save)
        area.area.textChanged.connect(self._on_typed)

    def show(self, event: EventRef, saved: str) -> None:
        """Show the note of an event, with what was typed and not saved before Carnet ended."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()
        self._form, self._saved = form_of_note(event), saved
        self._area.set_text(saved)
        kept = self._journal.drafts.load(self._form)
        if kept and kept != saved:
            self._area.keep_typed(kept)
        self._timer.stop()

    def saved(self, text: str) -> None:
        """Forget the draft of a note that is saved."""
        self._timer.stop()
        self._saved = text
        if self._form:
            self._journal.drafts.clear(self._form)

    @Slot()
    def _on_typed(self) -> None:
        if self._area.area.hasFocus():
            self._timer.start()

    @Slot()
    def _save(self) -> None:
        text = self._area.text()
        if not self._form or text == self._saved:
            return
        try:
            self._journal.drafts.save(self._form, text)
        except CarnetError:
            return  # leaving the field saves the note itself, and says why where it cannot
