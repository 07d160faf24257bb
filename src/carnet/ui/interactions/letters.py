"""Writing to a person: a template filled, handed to the mail program, and logged if wished."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.composer import ExchangeDraft
from carnet.domain.dates import PartialDate
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.letters import LONGEST_ADDRESS, OF_PRIVACY, Field, Letter, LetterKind, mailto
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.icons import icon
from carnet.ui.kit.outside import Opener, Outside, system_opener
from carnet.ui.kit.signals import AppSignals
from carnet.words import _, letters

Log = Callable[[ExchangeDraft], object]


class Letters:
    """The letters of a journal."""

    def __init__(self, journal: Journal, signals: AppSignals, opener: Opener = system_opener) -> None:
        self._journal = journal
        self._signals = signals
        self._outside = Outside(signals, opener)

    def menu(self, parent: QWidget, contact_id: int, place: QPoint) -> None:
        """Offer the letters to a person."""
        menu = QMenu(parent)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind in (kind for kind in LetterKind if kind not in OF_PRIVACY):
            menu.addAction(icon("mail"), letters.kind(kind)).triggered.connect(partial(self.write, contact_id, kind))
        blank = menu.addAction(icon("pencil"), _("Blank message"))
        blank.triggered.connect(partial(self.write, contact_id, None))
        menu.addSeparator()
        for kind in OF_PRIVACY:
            legal = menu.addAction(icon("shield-check"), letters.kind(kind))
            legal.triggered.connect(partial(self.write, contact_id, kind))
        menu.addSeparator()
        edit = menu.addAction(icon("settings"), _("Edit the templates…"))
        edit.triggered.connect(partial(self._signals.page_asked.emit, "letters"))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(place)

    def write(
        self,
        contact_id: int,
        kind: LetterKind | None,
        _checked: bool = False,
        *,
        address: str = "",
        log: Log | None = None,
    ) -> None:
        """Open the mail program on a letter, then offer to log it; `log` logs in a way of its own."""
        try:
            facts = self._journal.letters.facts(contact_id)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
            return
        to = address or facts.email
        if not to:
            self._signals.toast_asked.emit(_("No e-mail is known: add one under “Contact details”."), "")
            return
        letter, missing = Letter("", ""), tuple[Field, ...]()
        if kind is not None:
            letter, missing = letters.written(self.template(kind), facts, self._journal.options.country)
        if self._hand_over(to, letter):
            draft = self._draft(letter)
            told = self._told(facts.name, letter, to, missing)
            run = partial(log or partial(self._journal.interactions.log, [contact_id]), draft)
            self._signals.offer_made.emit(told, _("Log the e-mail"), partial(self._attempt, run))

    def template(self, kind: LetterKind) -> Letter:
        """Return the template of a letter: the user's own, else the one that comes with Carnet."""
        own = (Letter(subject, body) for which, subject, body in self._journal.options.letters if which == kind)
        return next(own, None) or letters.template(kind)

    def _hand_over(self, to: str, letter: Letter) -> bool:
        whole = mailto(to, letter)
        if len(whole) > LONGEST_ADDRESS:
            QGuiApplication.clipboard().setText(letter.body)
            whole = mailto(to, Letter(letter.subject, ""))
        return self._outside.mail(to, QUrl(whole, QUrl.ParsingMode.StrictMode))

    def _draft(self, letter: Letter) -> ExchangeDraft:
        today = PartialDate.of(self._journal.clock.today())
        return ExchangeDraft(
            raw=letter.subject,
            occurred_on=today,
            kind=InteractionKind.EMAIL,
            direction=Direction.OUTBOUND,
            summary=letter.subject,
        )

    def _told(self, name: str, letter: Letter, to: str, missing: tuple[Field, ...]) -> str:
        parts = [_("Mail to {name} opened.").format(name=name)]
        if len(mailto(to, letter)) > LONGEST_ADDRESS:
            parts.append(_("The text is too long to be handed over: it is copied, paste it."))
        if missing:
            names = ", ".join(map(letters.field, missing))
            parts.append(_("To complete where “…” stands: {fields}.").format(fields=names))
        return " ".join(parts)

    def _attempt(self, run: Callable[[], object]) -> None:
        try:
            run()
        except CarnetError as error:
            self._signals.error_raised.emit(error)
