"""The line under the chips: duplicates, the company's people, what is unclear, with the answers as buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.capture_values import PersonDraft
from carnet.domain.captures import SAME_EVENT, CapturePreview, LikePerson
from carnet.domain.contacts import Person
from carnet.domain.text import fold
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import IconLabel, Label, label
from carnet.ui.kit.theme import metric
from carnet.words import _

_NAMESAKES = 4


class VerdictLine(QWidget):
    """One sentence with its icon, and buttons where an answer is wanted.

    Attributes:
        before: the widget from which Tab comes to the first button.

    Signals:
        link_asked: (contact id, name) of the person whom the line is about.
        unlinked: the line is about somebody new after all.
        via_chosen: id of the person whom « via » means, 0 to leave the name in the note.
        respelt: the suggested day is meant.
        restore_asked: those taken back shall be there again.
    """

    link_asked = Signal(int, str)
    unlinked = Signal()
    via_chosen = Signal(int)
    respelt = Signal()
    restore_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(8))
        row = QHBoxLayout()
        row.setSpacing(metric(8))
        self._icon = IconLabel("check", 14, "success")
        self.before: QWidget = self
        self._sentence: Label = label("", "secondary", "text2", wrap=True)
        self._sentence.setMinimumHeight(1)  # a wrapped label asks for two lines at least
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._sentence, 1)
        column.addLayout(row)
        self._holder = QWidget()
        self._answers = FlowLayout(self._holder)
        column.addWidget(self._holder)
        self._asked: tuple[object, ...] = ()
        self._buttons: list[Button] = []
        self._completion: Button | None = None
        self.hide()

    def text(self) -> str:
        """Return the sentence shown, "" where there is none."""
        return self._sentence.text() if not self.isHidden() else ""

    def answers(self) -> tuple[Button, ...]:
        """Return the buttons shown."""
        return tuple(self._buttons)

    def clear(self) -> None:
        """Say nothing."""
        self._clear_answers()
        self._sentence.set_text("")
        self.hide()

    def refuse(self, sentence: str) -> None:
        """Say why the line cannot be entered."""
        self._say(sentence, "circle-alert", "danger")

    def tell_found(self, count: str) -> None:
        """Say that lines of an earlier opening are there again."""
        self._say(count, "history", "info")

    def tell_known(self, name: str) -> None:
        """Say that a line told nothing that was not known."""
        self._say(_("Nothing new about {name}.").format(name=name), "check", "info")

    def tell_taken_back(self, text: str) -> None:
        """Say how many were taken back, with the way to have them again."""
        self._say(text, "undo-2", "info")
        self._offer(_("Redo"), self._on_restore)

    def tell_choice(self, name: str) -> None:
        """Say whose sheet the user wants the line to complete, "" for a new one."""
        if name:
            self._tell_linked(name)
            self._offer(_("Somebody else"), self._on_unlink)
        else:
            self._say(_("This will be a new sheet."), "user-plus", "success")

    def completion(self) -> Button | None:
        """Return the button that Tab presses from the field, where one sheet only is offered."""
        return self._completion if not self.isHidden() else None

    def ask_via(self, name: str, people: Sequence[Person]) -> None:
        """Ask whom « via » means; asked already, the answers stay, and the focus in them."""
        asked = (name, *people)
        if asked == self._asked and not self.isHidden():
            return
        self._say(_("Who is {name}?").format(name=name), "handshake", "warning")
        for person in people:
            text = f"{person.name}, {person.detail}" if person.detail else person.name
            self._offer(text, self._on_via).setProperty("contact", person.id)
        self._offer(_("Leave it in the note"), self._on_via).setProperty("contact", 0)
        self._asked = asked

    def ask_day(self, unread: str, suggestion: str) -> None:
        """Ask whether another day is meant."""
        if not suggestion:
            self._say(_("“{word}” is no date: three days will do.").format(word=unread), "triangle-alert", "warning")
            return
        sentence = _("“{word}” is no date. Did you mean {day}?").format(word=unread, day=suggestion)
        self._say(sentence, "triangle-alert", "warning")
        self._offer(_("Yes, {day}").format(day=suggestion), self._on_respell)

    def tell(self, preview: CapturePreview) -> None:
        """Say what a line would meet in the journal."""
        if preview.opposed:
            self._say(_("This person objected to being kept (Privacy)."), "shield-check", "warning")
            return
        sure = [match for match in preview.matches if match.verdict == "sure"]
        if len(sure) == 1:
            self._tell_linked(sure[0].name)
            if SAME_EVENT in sure[0].reasons:
                self._offer(_("Somebody else"), self._on_unlink)
        elif preview.matches:
            self._ask_matches(preview)
        else:
            self._say(_free(preview), "check", "success")

    def _tell_linked(self, name: str) -> None:
        self._say(_("This will complete the sheet of {name}.").format(name=name), "user-check", "success")

    def _ask_matches(self, preview: CapturePreview) -> None:
        """Ask whether the line is about somebody known; one of that very name is a key away."""
        namesakes = [match for match in preview.matches if _same_name(match, preview.draft)]
        if len(namesakes) > 1:
            text = _("Existing sheet? {n} people have that name.")
            self._say(text.format(n=len(namesakes)), "triangle-alert", "warning")
            for match in namesakes[:_NAMESAKES]:
                self._offer_sheet(_detailed(match), match)
        elif namesakes:
            sentence = _("Existing sheet? {person}.").format(person=_detailed(namesakes[0]))
            self._say(sentence, "triangle-alert", "warning")
            self._completion = self._offer_sheet(_("It is the same person"), namesakes[0], (_("Tab"),))
        else:
            sentence = _("Possible duplicate: {person}.").format(person=_detailed(preview.matches[0]))
            self._say(sentence, "triangle-alert", "warning")
            self._offer_sheet(_("It is the same person"), preview.matches[0])

    def _offer_sheet(self, text: str, match: LikePerson, keys: Sequence[str] = ()) -> Button:
        button = self._offer(text, self._on_link, keys)
        button.setProperty("contact", match.contact_id)
        button.setProperty("person", match.name)
        return button

    def _say(self, sentence: str, icon_name: str, role: str) -> None:
        self._clear_answers()
        self._icon.set_icon(icon_name, role)
        self._sentence.set_color("text2" if role in {"success", "info"} else role)
        self._sentence.set_text(sentence)
        self.show()

    def _offer(self, text: str, slot: object, keys: Sequence[str] = ()) -> Button:
        button = Button(text, small=True, keys=keys)
        button.clicked.connect(slot)
        self._answers.addWidget(button)
        QWidget.setTabOrder(self._buttons[-1] if self._buttons else self.before, button)
        self._buttons.append(button)
        self._holder.show()
        button.show()
        return button

    def _clear_answers(self) -> None:
        self._asked = ()
        self._completion = None
        self._buttons.clear()
        self._answers.clear()
        self._holder.hide()

    @Slot()
    def _on_link(self) -> None:
        button = self.sender()
        if button is not None:
            self.link_asked.emit(button.property("contact"), button.property("person"))

    @Slot()
    def _on_unlink(self) -> None:
        self.unlinked.emit()

    @Slot()
    def _on_restore(self) -> None:
        self.restore_asked.emit()

    @Slot()
    def _on_via(self) -> None:
        button = self.sender()
        if button is not None:
            self.via_chosen.emit(button.property("contact"))

    @Slot()
    def _on_respell(self) -> None:
        self.respelt.emit()


def _detailed(match: LikePerson) -> str:
    return f"{match.name}, {match.detail}" if match.detail else match.name


def _same_name(match: LikePerson, draft: PersonDraft) -> bool:
    return sorted(fold(match.name).split()) == sorted(fold(f"{draft.first_name} {draft.last_name}").split())


def _free(preview: CapturePreview) -> str:
    """Return the sentence for somebody new."""
    if not preview.organisation_exists:
        return _("No duplicate.")
    name = preview.draft.organisation
    if not preview.organisation_people:
        return _("No duplicate. The company {company} already exists.").format(company=name)
    people = ", ".join(preview.organisation_people)
    return _("No duplicate. The company {company} already exists, with {people}.").format(company=name, people=people)
