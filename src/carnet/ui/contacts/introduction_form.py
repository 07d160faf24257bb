"""The form of one introduction: its day, how it was made, its story, and the way to forget it."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.dates import PartialDate
from carnet.domain.introductions import Introduction, Means
from carnet.journal import Journal
from carnet.ui.contacts.verbs import PersonVerbs
from carnet.ui.interactions.exchange_form import read_partial
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import DateField, Form, TextArea
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.overlay import Overlay
from carnet.words import _, formats, interactions


class IntroductionForm(Overlay):
    """A panel that edits one introduction.

    Signals:
        saved: the fields that changed, by name; the panel stays until it is closed.
        removed: the introduction is to be forgotten.
    """

    saved = Signal(dict)
    removed = Signal()

    def __init__(self, window: QWidget, introduction: Introduction, title: str, today: date) -> None:
        super().__init__(window, title, 480, scrolls=True)
        self._introduction = introduction
        self._today = today
        self.day = DateField(_("Day"), self._read_day, _say)
        self.day.set_text(formats.partial(introduction.occurred_on))
        self.means = Combo(_("How"))
        for means in Means:
            self.means.add(interactions.means(means), means.value)
        self.means.choose(introduction.means.value)
        self.note = TextArea(_("The story"), lines=3)
        self.note.set_text(introduction.note)
        self.outcome = TextArea(_("What came of it"), lines=1)
        self.outcome.set_text(introduction.outcome)
        form = Form()
        form.add_line(("day", self.day, ""), ("means", self.means, _("How")))
        form.add("note", self.note)
        form.add("outcome", self.outcome)
        self.content.addWidget(form)
        self.remove = self.add_action(_("Delete"), "danger", "trash-2")
        self.remove.clicked.connect(self._on_remove)
        self.add_action(_("Cancel")).clicked.connect(self.close_overlay)
        self.add_action(_("Save"), "primary").clicked.connect(self._on_save)

    def open(self) -> None:
        """Show the panel with the cursor in the day."""
        super().open()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_day(self, text: str) -> PartialDate | None:
        if text == formats.partial(self._introduction.occurred_on):
            return self._introduction.occurred_on
        return read_partial(text, self._today)

    @Slot()
    def _on_remove(self) -> None:
        self.close_overlay()
        self.removed.emit()

    @Slot()
    def _on_save(self) -> None:
        if not self.day.check():
            return
        now = {
            "occurred_on": self.day.value(),
            "means": Means(self.means.currentData()),
            "note": self.note.text(),
            "outcome": self.outcome.text(),
        }
        changed = {name: value for name, value in now.items() if value != getattr(self._introduction, name)}
        if changed:
            self.saved.emit(changed)
        else:
            self.close_overlay()


def edit_introduction(window: QWidget, journal: Journal, verbs: PersonVerbs, introduction_id: int) -> None:
    """Open the form of an introduction; None among its people is the user."""
    found = journal.introductions.get(introduction_id)
    people = (found.introducer_id, found.introduced_id, found.beneficiary_id)
    introducer, one, other = (_("you") if key is None else journal.contacts.name(key) for key in people)
    title = _("{introducer}: introduction of {one} to {other}").format(introducer=introducer, one=one, other=other)
    form = IntroductionForm(window, found, title, journal.clock.today())
    KeptPanel(form, journal.drafts, f"introduction:{introduction_id}")
    form.saved.connect(partial(_save, form, verbs, introduction_id))
    form.removed.connect(partial(verbs.forget_introduction, introduction_id))
    form.closed.connect(form.deleteLater)
    form.open()


def _save(form: IntroductionForm, verbs: PersonVerbs, introduction_id: int, fields: dict[str, object]) -> None:
    if verbs.edit_introduction(introduction_id, fields):
        form.close_overlay()  # else it stays, with what was typed


def _say(value: object) -> str:
    return formats.partial(value) if isinstance(value, PartialDate) else str(value)
