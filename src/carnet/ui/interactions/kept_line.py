"""The line of a composer: kept as a draft a moment after each key, and taken back once it is logged."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from carnet.errors import CarnetError, Reason
from carnet.journal import Journal
from carnet.ui.interactions.composer import Composer
from carnet.ui.kit.errors import passes
from carnet.words.errors import sentence

_SAVE_MS = 250


class KeptLine(QObject):
    """Keeps what is typed into a composer under the name of a form; ↑ in the empty line takes back what was logged.

    Args:
        composer: what is typed into.
        journal: where it is kept.
        present: tells of an error.
    """

    def __init__(self, composer: Composer, journal: Journal, present: Callable[[BaseException], object]) -> None:
        super().__init__(composer)
        self._composer = composer
        self._journal = journal
        self._present = present
        self._form = ""
        self._logged: dict[str, tuple[int, str]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self._on_paused)
        composer.typed.connect(self._timer.start)
        composer.previous_asked.connect(self._on_previous)

    def open(self, form: str) -> None:
        """Put in the line kept under a form; the one before is kept."""
        self.keep()
        self._form = form
        self._composer.set_text(self._journal.drafts.load(form))
        self._timer.stop()

    def keep(self) -> None:
        """Keep now what was typed since the last time."""
        if self._timer.isActive():
            self._timer.stop()
            self._save(self._present)

    def hold(self) -> None:
        """Have the drafts hold what was typed since the last time, whether the file takes it or not."""
        if self._timer.isActive():
            self._timer.stop()
            self._save(_say_nothing)

    def logged(self) -> None:
        """Empty the line, which is logged."""
        if (deed := self._journal.core.last_deed) is not None:
            self._logged[self._form] = deed, self._composer.text()
        self._composer.set_text("")
        self.keep()

    @Slot()
    def _on_previous(self) -> None:
        """Undo the exchange logged last here, and put its line in again."""
        deed, line = self._logged.pop(self._form, (0, ""))
        if not deed:
            return
        try:
            self._journal.history.undo(deed)
        except CarnetError as error:
            if error.reason != Reason.ALREADY_UNDONE:
                self._present(error)
                return
        self._composer.set_text(line)

    @Slot()
    def _on_paused(self) -> None:
        """Keep the line of somebody who types on, whom no dialog may interrupt."""
        self._save(self._say)

    def _say(self, error: CarnetError) -> None:
        if passes(error):
            self._composer.say(sentence(error))
        else:
            self._present(error)

    def _save(self, tell: Callable[[CarnetError], object]) -> None:
        try:
            self._journal.drafts.save(self._form, self._composer.text())
        except CarnetError as error:
            tell(error)


def _say_nothing(_error: CarnetError) -> None:
    """Leave it unsaid."""
