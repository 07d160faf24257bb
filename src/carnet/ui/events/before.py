"""« Avant »: what one goes for, whom to look for, what to keep in mind."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.domain.contacts import ContactRow, Person
from carnet.domain.events import Attendee, EventGoal, EventRef, EventSheet
from carnet.domain.text import fold
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.journal.drafts import form_of_panel
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import heading
from carnet.ui.kit.fields import AddField, TextArea
from carnet.ui.kit.kept import KeptFacts, KeptText
from carnet.ui.kit.labels import Badge, ElidedLabel, LinkLabel, label
from carnet.ui.kit.suggestions import Suggestions
from carnet.ui.kit.theme import metric
from carnet.words import _
from carnet.words.errors import sentence

_SUGGESTED, _ASKED = 5, 8
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class GoalLine(QWidget):
    """One goal: a box to tick, a cross to take it off.

    Signals:
        ticked: place in the list, and whether it is done.
        removed: place in the list.
        moved: place in the list, and by how many it is to go down.
    """

    ticked = Signal(int, bool)
    removed = Signal(int)
    moved = Signal(int, int)

    def __init__(self, at: int, goal: EventGoal) -> None:
        super().__init__()
        self._at = at
        self.box = QCheckBox()
        self.box.setAccessibleName(goal.text)
        self.box.setAccessibleDescription(_("Ctrl and an arrow moves it."))
        self.box.installEventFilter(self)
        self.box.setChecked(goal.done)
        self.text = label(goal.text, wrap=True)  # a box cuts its own text where there is no room
        self.text.setMinimumWidth(1)
        self.remove = Button(_("Remove the goal “{goal}”").format(goal=goal.text), "x", "bare", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove)
        self.box.toggled.connect(self._on_toggled)
        self.remove.clicked.connect(self._on_removed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+↑ and Ctrl+↓ move the goal in the list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.moved.emit(self._at, step)
                return True
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick by a click on the text too."""
        if self.text.geometry().contains(event.position().toPoint()):
            self.box.toggle()

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self.ticked.emit(self._at, on)

    @Slot()
    def _on_removed(self) -> None:
        self.removed.emit(self._at)


class PersonLine(QWidget):
    """Someone to look for: a click opens her sheet, the badge says whether she was met and changes it.

    Signals:
        opened: id of the contact.
        met_changed: id of the contact, and whether she was met.
        removed: id of the contact.
    """

    opened = Signal(int)
    met_changed = Signal(int, bool)
    removed = Signal(int)

    def __init__(self, person: Attendee, *, over: bool) -> None:
        super().__init__()
        self._person = person
        face = Avatar(30)
        face.show_person(person.name, person.score, person.level)
        name = LinkLabel(person.name, role="emphasis", tint="text")
        name.activated.connect(self._on_opened)
        detail = ElidedLabel(_position(person), "secondary", "text2")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, metric(3), 0, metric(3))
        row.setSpacing(metric(10))
        row.addWidget(face)
        row.addLayout(words, 1)
        if over or person.met:
            row.addWidget(Badge(_("met"), "ok", "check") if person.met else Badge(_("absent"), "plain"))
            text = _("{name} was not there") if person.met else _("{name} was met")
            change = Button(
                text.format(name=person.name), "rotate-ccw" if person.met else "user-check", "bare", small=True
            )
            change.clicked.connect(self._on_met)
            row.addWidget(change)
        else:
            remove = Button(_("Take {name} off the list").format(name=person.name), "x", "bare", small=True)
            remove.clicked.connect(self._on_removed)
            row.addWidget(remove)

    @Slot()
    def _on_opened(self) -> None:
        self.opened.emit(self._person.contact_id)

    @Slot()
    def _on_met(self) -> None:
        self.met_changed.emit(self._person.contact_id, not self._person.met)

    @Slot()
    def _on_removed(self) -> None:
        self.removed.emit(self._person.contact_id)


def _position(person: Attendee) -> str:
    if person.title and person.organisation:
        return _("{title} at {organisation}").format(title=person.title, organisation=person.organisation)
    return person.title or person.organisation


class BeforePane(QWidget):
    """Goals, people to meet, briefing.

    Signals:
        contact_opened: id of a contact.
    """

    contact_opened = Signal(int)

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._sheet: EventSheet | None = None
        self._moved_to: int | None = None
        self._goals = QVBoxLayout()
        self._people = QVBoxLayout()
        self.new_goal = AddField(_("Add a goal"), _("New goal"))
        self.new_person = AddField(_("Add someone to meet"), _("Person to meet"))
        self.briefing = TextArea(
            placeholder=_("What to keep in mind, what to ask"), name=_("Briefing"), lines=3, most=12
        )
        self.suggestions = Suggestions("↓")
        # A click in the list leaves the focus in the field, instead of giving it to the page behind.
        self.suggestions.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.suggestions.setFocusProxy(self.new_person.line)
        self.new_person.line.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(8))
        column.addWidget(heading(_("Goals")))
        column.addLayout(self._goals)
        column.addWidget(self.new_goal)
        column.addSpacing(metric(8))
        column.addWidget(heading(_("People to meet")))
        column.addLayout(self._people)
        column.addWidget(self.new_person)
        column.addWidget(self.suggestions)
        column.addSpacing(metric(8))
        column.addWidget(heading(_("Briefing")))
        column.addWidget(self.briefing)
        self.new_goal.submitted.connect(self._on_new_goal)
        self.new_person.submitted.connect(self._on_new_person)
        self.new_person.typed.connect(self._on_typed)
        self.suggestions.chosen.connect(self._on_chosen)
        self._kept = KeptText(self.briefing, journal.drafts)
        added = (self.new_goal, self.new_person)
        self._kept_added = KeptFacts(self, journal.drafts, lambda: added, added)
        self.briefing.edited.connect(self._on_briefing)

    def show_sheet(self, sheet: EventSheet, *, over: bool) -> None:
        """Show the preparation of an event."""
        same = self._sheet is not None and self._sheet.event.ref == sheet.event.ref
        self._sheet = sheet
        if not same:
            self._kept_added.leave()
        focused = self._moved_to if self._moved_to is not None else self._goal_focused()
        self._moved_to = None
        _empty(self._goals)
        for at, goal in enumerate(sheet.event.goals):
            line = GoalLine(at, goal)
            line.ticked.connect(self._on_ticked)
            line.removed.connect(self._on_goal_removed)
            line.moved.connect(self._on_goal_moved)
            self._goals.addWidget(line)
        self._focus_goal(focused if same else None)
        _empty(self._people)
        for person in (person for person in sheet.attendees if person.expected):
            shown = PersonLine(person, over=over)
            shown.opened.connect(self.contact_opened)
            shown.met_changed.connect(self._on_met)
            shown.removed.connect(self._on_person_removed)
            self._people.addWidget(shown)
        if not same or not self.briefing.area.hasFocus():
            self._kept.show(form_of_panel(f"briefing:{sheet.event.ref}"), sheet.event.briefing)
        if not same:
            self.new_goal.set_text("")
            self.new_person.set_text("")
            self.suggestions.offer(())
        self._kept_added.show(form_of_panel(f"before:{sheet.event.ref}"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let ↑, ↓ and Échap of the field steer the suggestions; they go when the focus does."""
        if self.suggestions.isHidden():
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusOut:
            self.suggestions.offer(())
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.suggestions.move_by(step)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.suggestions.offer(())
                return True
        return super().eventFilter(watched, event)

    def _event(self) -> EventRef:
        assert self._sheet is not None
        return self._sheet.event.ref

    def _save_goals(self, goals: tuple[EventGoal, ...]) -> None:
        self._journal.events.edit(self._event(), goals=goals)

    @Slot(int, bool)
    def _on_ticked(self, at: int, done: bool) -> None:
        assert self._sheet is not None
        goals = list(self._sheet.event.goals)
        goals[at] = replace(goals[at], done=done)
        self._save_goals(tuple(goals))

    @Slot(int)
    def _on_goal_removed(self, at: int) -> None:
        assert self._sheet is not None
        goals = self._sheet.event.goals
        self._save_goals(goals[:at] + goals[at + 1 :])

    @Slot(int, int)
    def _on_goal_moved(self, at: int, step: int) -> None:
        assert self._sheet is not None
        goals = list(self._sheet.event.goals)
        if 0 <= at + step < len(goals):
            goals.insert(at + step, goals.pop(at))
            self._moved_to = at + step
            self._save_goals(tuple(goals))

    def _goal_lines(self) -> list[GoalLine]:
        items = [self._goals.itemAt(at) for at in range(self._goals.count())]
        return [line for item in items if item is not None and isinstance(line := item.widget(), GoalLine)]

    def _goal_focused(self) -> int | None:
        focus = self.window().focusWidget()
        return next((at for at, line in enumerate(self._goal_lines()) if line.box is focus), None)

    def _focus_goal(self, at: int | None) -> None:
        """Leave the focus on the goal that was ticked or moved: its line is another now."""
        lines = self._goal_lines()
        if at is not None and at < len(lines):
            lines[at].box.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_new_goal(self) -> None:
        text = self.new_goal.text()
        if text and self._sheet is not None:
            self.new_goal.set_text("")
            self._save_goals((*self._sheet.event.goals, EventGoal(text=text)))
            self.new_goal.line.setFocus()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        rows = self._journal.contacts.suggest(text, limit=_SUGGESTED) if len(text.strip()) > 1 else []
        self.suggestions.offer(rows)

    @Slot(object)
    def _on_chosen(self, row: ContactRow) -> None:
        self._expect(row.id)

    @Slot()
    def _on_new_person(self) -> None:
        text = self.new_person.text().strip()
        highlighted = self.suggestions.current() if self.suggestions.steered else None
        self.suggestions.offer(())
        if not text or self._sheet is None:
            return
        if highlighted is not None:
            self._expect(highlighted.id)
            return
        found = self._journal.contacts.find(text)
        named = [person for person in found if fold(person.name) == fold(text)]
        if len(named) == 1:
            self._expect(named[0].id)
        elif found:
            self._ask_who(named or found, text)
        else:
            self._expect(None)

    def _ask_who(self, people: Sequence[Person], text: str) -> None:
        """Let the user say whom a name means, or that it is somebody new."""
        menu = QMenu(self)
        for person in people[:_ASKED]:
            shown = f"{person.name} · {person.detail}" if person.detail else person.name
            menu.addAction(shown.replace("&", "&&")).setData(person.id)
        menu.addSeparator()
        menu.addAction(_("New contact: {name}").format(name=text).replace("&", "&&"))
        for action in menu.actions():
            action.triggered.connect(self._on_who)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.new_person.mapToGlobal(self.new_person.rect().bottomLeft()))
        self.who_menu = menu

    @Slot()
    def _on_who(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._expect(action.data())

    def _expect(self, contact_id: int | None) -> None:
        """Put somebody on the list; a name that nobody has yet becomes a contact to complete after the event."""
        if contact_id is None:
            self._journal.capture.expect(self.new_person.text().strip(), self._event())
        else:
            self._journal.events.expect(self._event(), [contact_id])
        self.new_person.set_text("")
        self.new_person.line.setFocus()

    @Slot(int, bool)
    def _on_met(self, contact_id: int, met: bool) -> None:
        self._journal.debriefs.set_met(self._event(), contact_id, met)

    @Slot(int)
    def _on_person_removed(self, contact_id: int) -> None:
        self._journal.events.unexpect(self._event(), contact_id)

    @Slot(str)
    def _on_briefing(self, text: str) -> None:
        today = self._journal.clock.today() if text else None
        try:
            self._journal.events.edit(self._event(), briefing=text, prepared_on=today)
            self._kept.saved(text)
        except CarnetError as error:
            self.briefing.keep_unsaved(sentence(error))
            raise


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
