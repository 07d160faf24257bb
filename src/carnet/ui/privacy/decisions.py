"""What is decided for people of the register: the four choices at term, and what is noted of them."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QGuiApplication

from carnet.domain.letters import LetterKind
from carnet.domain.privacy import Basis, PrivacyRow
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.interactions.letters import Letters
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.words import _, privacy


class Decisions:
    """Asks what is to be asked first, then calls one verb for all."""

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        self._journal, self._signals, self._prompts, self._tasks = journal, signals, prompts, tasks
        self._letters = Letters(journal, signals)
        self._acts: dict[str, Callable[[list[PrivacyRow]], None]] = {
            "ask": self._ask,
            "archive": self._archive,
            "anonymise": self._anonymise,
            "erase": self._erase,
            "inform": self._inform,
            "basis": self._set_basis,
            "oppose": self._oppose,
            "withdraw": self._withdraw,
            "access": self._hand_over,
        }

    def take(self, key: str, rows: list[PrivacyRow]) -> None:
        """Take a decision for some people, at least one.

        Raises:
            Refused: what the user said cannot be noted.
        """
        self._acts[key](rows)

    def _ask(self, rows: list[PrivacyRow]) -> None:
        self._write(rows, LetterKind.ASK_AGAIN)
        self._journal.privacy.ask_again(_keys(rows))

    def _archive(self, rows: list[PrivacyRow]) -> None:
        self._journal.privacy.archive(_keys(rows))

    def _anonymise(self, rows: list[PrivacyRow]) -> None:
        title, text = privacy.anonymise_question(rows)
        if self._prompts.confirm(title, text, _("Anonymise"), _("Cancel")):
            self._journal.privacy.anonymise(_keys(rows), privacy.anonymous)

    def _erase(self, rows: list[PrivacyRow]) -> None:
        title, text = privacy.erase_question(rows)
        if self._prompts.confirm(title, text, _("Erase for good"), _("Cancel"), danger=True):
            job = Job(partial(self._journal.privacy.erase, _keys(rows)))
            self._tasks.run(job, partial(self._tell, privacy.erased(rows)), self._signals.error_raised.emit)

    def _oppose(self, rows: list[PrivacyRow]) -> None:
        title, text = privacy.oppose_question(rows)
        if self._prompts.confirm(title, text, _("Note the objection"), _("Cancel")):
            self._journal.privacy.oppose(_keys(rows))

    def _withdraw(self, rows: list[PrivacyRow]) -> None:
        self._journal.privacy.withdraw_opposition(_keys(rows))

    def _hand_over(self, rows: list[PrivacyRow]) -> None:
        """Leave the right of access to the sheet of the current person, which hands over all that is known."""
        if len(rows) == 1:
            self._signals.page_asked.emit("hand_over")

    def _inform(self, rows: list[PrivacyRow]) -> None:
        options = (_("Another day…"), _("Write the letter…"), _("Today"))
        answer = self._prompts.choose(_("Information given to {who}").format(who=privacy.people(rows)), "", options)
        if answer is None:
            return
        on = self._ask_day() if answer == 0 else self._journal.clock.today()
        if on is not None:
            if answer == 1:
                self._write(rows, LetterKind.INFORMATION)
            self._journal.privacy.inform(_keys(rows), on)

    def _ask_day(self) -> date | None:
        today = self._journal.clock.today()
        text = self._prompts.ask_text(
            _("Information given"), _("On which day? (DD/MM/YYYY)"), _("Note the day"), f"{today:%d/%m/%Y}"
        )
        if text is None:
            return None
        try:
            day, month, year = map(int, text.strip().split("/"))
            found = date(year, month, day)
        except ValueError:
            raise Refused("no_past_day", field="informed_on") from None
        if found > today:
            raise Refused("no_past_day", field="informed_on")
        return found

    def _set_basis(self, rows: list[PrivacyRow]) -> None:
        options = (_("as the relation says"), *map(privacy.basis, Basis))
        title = _("Legal basis for {who}").format(who=privacy.people(rows))
        answer = self._prompts.choose(title, "", options)
        if answer is not None:
            self._journal.privacy.set_basis(_keys(rows), None if answer == 0 else list(Basis)[answer - 1])

    def _write(self, rows: list[PrivacyRow], kind: LetterKind) -> None:
        """Open the mail program on a letter to the one person; else leave the letter in the clipboard."""
        if len(rows) == 1 and rows[0].email:
            self._letters.write(rows[0].id, kind)
            return
        QGuiApplication.clipboard().setText(self._letters.template(kind).body)
        self._tell(_("The letter is copied, to be pasted into your messages."), None)

    def _tell(self, text: str, _nothing: object) -> None:
        self._signals.toast_asked.emit(text, "")


class Job:
    """A verb as a job."""

    def __init__(self, verb: Callable[[], object]) -> None:
        self._verb = verb

    def __call__(self, _progress: Progress) -> object:
        """Call the verb."""
        return self._verb()


def _keys(rows: Sequence[PrivacyRow]) -> list[int]:
    return [row.id for row in rows]
