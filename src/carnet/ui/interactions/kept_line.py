"""The line of a composer, kept as a draft a moment after each key, so that a crash loses nothing of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.interactions.composer import Composer

_SAVE_MS = 250


class KeptLine(QObject):
    """Keeps what is typed into a composer under the name of a form.

    Args:
        composer: what is typed into.
        journal: where it is kept.
        present: tells of an error.
    """

    def __init__(self, composer: Composer, journal: Journal, present: Callable[[BaseException], object]) -> None:
        super().__init__(composer)
        self._composer = composer
        self._drafts = journal.drafts
        self._present = present
        self._form = ""
        self._refused: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self._save)
        composer.typed.connect(self._timer.start)

    def open(self, form: str) -> None:
        """Put in the line kept under a form; the one before is kept."""
        self.keep()
        self._form = form
        self._composer.set_text(self._refused.pop(form, "") or self._drafts.load(form))
        self._timer.stop()

    def keep(self) -> None:
        """Keep now what was typed since the last time."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()

    @Slot()
    def _save(self) -> None:
        text = self._composer.text()
        try:
            self._drafts.save(self._form, text)
        except CarnetError as error:
            self._refused[self._form] = text  # at least as long as the window stands
            self._present(error)
