"""What the page asks before it writes: until when, and what was said."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.composer import ExchangeDraft, parse
from carnet.domain.days import read_day, suggest_day
from carnet.domain.working_days import WorkingDays
from carnet.errors import Trouble
from carnet.ui.kit.errors import passes
from carnet.ui.kit.prompts import Prompts
from carnet.words import _, followups
from carnet.words.errors import sentence


class WhenMenu(QMenu):
    """The next working day, Monday, or another day, which is asked for in words; `chosen` is called with it."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        prompts: Prompts,
        calendar: tuple[date, WorkingDays],
        chosen: Callable[[date], object],
    ) -> None:
        super().__init__(parent)
        today, working = calendar
        self._chosen = chosen
        self._ask = partial(ask_day, prompts, title, today)
        days = dict.fromkeys(followups.soon(today, working))  # on a Friday both are Monday
        for number, day in enumerate(days, 1):
            self._offer(f"&{number} {followups.ahead(day, today)}", day)
        self._offer(_("&{n} Another day…").format(n=len(days) + 1), None)
        self.aboutToHide.connect(self.deleteLater)

    def _offer(self, text: str, day: date | None) -> None:
        action = self.addAction(text)
        action.setData("" if day is None else day.isoformat())
        action.triggered.connect(self._on_chosen)

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            # While a day is asked for the menu goes: nothing of it is looked at afterwards.
            chosen, said = self._chosen, action.data()
            day = date.fromisoformat(said) if said else self._ask()
            if day is not None:
                chosen(day)


def ask_day(prompts: Prompts, title: str, today: date) -> date | None:
    """Return a day asked for in words; what cannot be read stays in the field, with what may be meant."""
    question, said = _("Until when? (Monday, 3 days, 12/12)"), ""
    while True:
        answer = prompts.ask_text(title, question, title, said)
        if not answer:
            return None
        day = read_day(answer, today)
        if day is not None:
            return day
        question, said = _not_a_day(answer), answer


def _not_a_day(word: str) -> str:
    meant = suggest_day(word)
    if meant is None:
        return _("“{word}” is not a date.").format(word=word)
    return _("“{word}” is not a date. Did you mean {day}?").format(word=word, day=meant)


def ask_exchange(prompts: Prompts, name: str, today: date, log: Callable[[ExchangeDraft], object]) -> None:
    """Log the exchange with somebody that one line says; the line stays, and says why, where it cannot be for now."""
    title = _("Log an exchange with {name}").format(name=name)
    question, said = _("coffee, her project goes on > follow up on Monday"), ""
    while True:
        said = prompts.ask_text(title, question, _("Log"), said) or ""
        draft = parse(said, today)
        if draft.is_empty:
            return
        try:
            log(draft)
        except Trouble as error:
            if not passes(error):
                raise
            question = sentence(error)
        else:
            return
