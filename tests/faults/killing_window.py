"""A window killed while hands are at work in it: what was done stands, and what was being typed is there again."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trials import Child, asked

from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.domain.events import NetworkingEvent
from carnet.journal import Journal
from carnet.journal.drafts import form_of_line, form_of_note

if TYPE_CHECKING:
    from carnet.app import Application

_LONGEST_S = 2.5
_CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name} Import\r\nEND:VCARD\r\n"
Say = Callable[[Any], None]


def kill(
    folder: Path,
    seed: float,
    kind: str,
    wrong_after: Callable[[Path, list[Any]], list[str]],
    hear: Callable[[str, list[Any]], None],
) -> list[str]:
    """Kill a window in the midst of one kind of work; return what is wrong with what is left."""
    path, draw = folder / "carnet.carnet", random.Random(seed)
    child = Child(lambda say: KINDS[kind](Hands(path, seed, say)))
    first = child.heard(60)
    if first != "ready":
        ended = child.poll()
        child.close()
        return [f"the window did not come: {first or ended}"]
    time.sleep(draw.random() * _LONGEST_S)
    said = child.kill()
    hear(f"window, {kind}", said)
    found = asked(lambda: wrong_after(path, said) or _wrong_in(path, said))
    return [str(found)] if isinstance(found, dict) else found


def _wrong_in(path: Path, said: list[Any]) -> list[str]:
    """Return what was acknowledged and is not there: people by name, and texts half typed."""
    journal = Journal(path)
    try:
        lost = [each["entered"] for each in said if "entered" in each and not journal.contacts.find(each["entered"])]
        return [*(f"lost: {name}" for name in lost), *_typed_and_gone(journal, said)]
    finally:
        journal.close()


def _typed_and_gone(journal: Journal, said: list[Any]) -> list[str]:
    """Return the last text that a form kept, unless it is still kept or was entered meanwhile."""
    kept = [each["draft"] for each in said if "draft" in each]
    if not kept:
        return []
    form, text = kept[-1]
    with journal.core.reading() as connection:
        notes = connection.exec_driver_sql("SELECT debrief FROM event UNION SELECT summary FROM interaction")
        entered = any(text.split()[-1] in str(note) for (note,) in notes)  # its first words are the kind
    draft = journal.drafts.load(form)
    if text in draft or entered or journal.contacts.find(text):
        return []
    return [f"what was being typed is lost: {text!r}, kept is {draft!r}"]


class Hands:
    """Two hands at a keyboard before the window of a journal, and a voice that says what the window acknowledged."""

    def __init__(self, path: Path, seed: float, say: Say) -> None:
        from windows import breathe, opened, until

        self.path, self.say = path, say
        self.draw = random.Random(seed)
        self.breathe, self.until = breathe, until
        self.application: Application = opened(path)
        assert self.application.journal is not None
        self.journal = self.application.journal
        self.application.window.activateWindow()
        self._known = self.journal.core.last_deed
        self._count = 0

    def name(self) -> str:
        """Return the name of somebody new."""
        self._count += 1
        return f"Zoe{self._count} " + "".join(self.draw.choice("abcdefghij") for _each in range(8)).capitalize()

    def press(self, key: Any, *modifiers: Any) -> None:
        """Press a key where the focus is."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= each
        QTest.keyClick(QApplication.focusWidget() or self.application.window, key, held)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keyClicks(QApplication.focusWidget(), text)

    def type_draft(self, form: str, text: str) -> None:
        """Type a text that the window keeps while it is typed, and say so."""
        self.type(text)
        if self.until(lambda: text in self.journal.drafts.load(form)):
            self.say({"draft": [form, text]})

    def begin(self) -> None:
        """Say that the hands are at work: what was done before is nothing to acknowledge."""
        self._known = self.journal.core.last_deed
        self.say("ready")

    def acknowledge(self) -> None:
        """Say which deed was done since the last one said."""
        key = self.journal.core.last_deed
        deed = None if key in {None, self._known} else self.journal.history.find(key)
        self._known = key
        if deed is not None:
            self.say({"deed": deed.id, "kind": deed.kind.value})

    def page(self, key: str) -> Any:
        """Go to a page."""
        return self.application.window.show_page(key)

    def panel(self) -> Any:
        """Return the panel of lines, once it is seen."""
        self.until(lambda: self.application._panel is not None and self.application._panel.isVisible())
        return self.application._panel

    def enter(self, name: str, line: str = "") -> None:
        """Enter a line into the panel that is open, and say who was added once it says so."""
        from PySide6.QtCore import Qt

        panel = self.panel()
        panel.composer.setFocus()
        self.type_draft("quick_add", name)
        self.type(line)
        if panel.composer.suggesting:
            self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: not panel.composer.text())
        if self.journal.contacts.find(name):
            self.say({"entered": name})


def _adding(hands: Hands) -> None:
    hands.application.quick_add()
    hands.begin()
    while True:
        hands.enter(hands.name())


def _debriefing(hands: Hands) -> None:
    from PySide6.QtCore import Qt

    journal, now = hands.journal, datetime.now(UTC)
    told = NetworkingEvent(title="Afterwork", starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))
    event = journal.events.save(told)
    hands.application.open_event(event)
    page = hands.application.window.current_page()
    hands.begin()
    while True:
        hands.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        for _person in range(hands.draw.choice((1, 3))):
            hands.enter(hands.name(), " > relancer mardi")
            hands.acknowledge()
        hands.panel().close_overlay()
        area = page.sheet.after.debrief.area
        area.setFocus()
        hands.type_draft(form_of_note(event), f"Revenir {hands.draw.randrange(10**6)}")
        page.sheet.after.finish.setFocus()
        hands.press(Qt.Key.Key_Space)
        hands.acknowledge()


def _logging(hands: Hands) -> None:
    from PySide6.QtCore import Qt

    key = hands.journal.contacts.save(Contact(first_name="Karim", last_name="Ouali"))
    form = form_of_line(hands.journal.contacts.get(key).uid)
    hands.application.open_contact(key)
    page: Any = hands.application.window.current_page()
    hands.begin()
    while True:
        page.log_with(key)
        hands.breathe(20)
        hands.type_draft(form, f"appel, budget {hands.draw.randrange(10**6)}")
        hands.press(Qt.Key.Key_Return)
        hands.breathe(5)
        hands.acknowledge()


def _importing(hands: Hands) -> None:
    from PySide6.QtCore import Qt

    page = hands.page("imports")
    hands.begin()
    while True:
        names = [hands.name() for _each in range(hands.draw.randrange(1, 200))]
        card = hands.path.with_name(f"cartes{hands._count}.vcf")
        card.write_text("".join(_CARD.format(name=name) for name in names), newline="")
        hands.application.open_files([card])
        hands.until(page.checking.isVisible, 5)
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        hands.until(page.summary.isVisible, 5)
        hands.acknowledge()


def _merging(hands: Hands) -> None:
    from PySide6.QtCore import Qt

    hands.begin()
    while True:
        mail = ContactPoint(kind=PointKind.EMAIL, value=f"{hands.draw.randrange(10**9)}@essai.example")
        name = hands.name()
        both = [
            hands.journal.contacts.save(Contact(first_name="Zoé", last_name=name, city=city, points=(mail,)))
            for city in ("Albi", "")
        ]
        hands.acknowledge()
        hands.application.open_merge(*both)
        page = hands.page("merge")
        hands.until(page.pair.isVisible, 5)
        page.pair.setFocus()
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        hands.until(lambda both=both: sum(map(hands.journal.contacts.is_shown, both)) == 1, 5)
        hands.acknowledge()


def _undoing(hands: Hands) -> None:
    from PySide6.QtCore import Qt

    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    hands.begin()
    while True:
        key = hands.journal.contacts.save(Contact(first_name="Zoé", last_name=hands.name()))
        deed = hands.journal.core.last_deed
        hands.acknowledge()
        hands.press(Qt.Key.Key_Z, ctrl)
        if hands.until(lambda key=key: not _is_there(hands.journal, key), 5):
            hands.say({"undone": deed})
        if hands.draw.random() < 0.5:
            hands.press(Qt.Key.Key_Z, ctrl, shift)
            if hands.until(lambda key=key: _is_there(hands.journal, key), 5):
                hands.say({"redone": deed})


def _is_there(journal: Journal, key: int) -> bool:
    from carnet.errors import Refused

    try:
        return journal.contacts.is_shown(key)
    except Refused:
        return False


def _backing_up(hands: Hands) -> None:
    from PySide6.QtCore import Qt

    page = hands.page("backups")
    hands.journal.contacts.save(Contact(first_name="Zoé", last_name=hands.name()))
    hands.begin()
    while True:
        before = set(hands.journal.backups.folder.glob("*-asked*.carnet"))
        page.table.setFocus()
        hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        hands.until(lambda: not page._busy, 5)
        for made in set(hands.journal.backups.folder.glob("*-asked*.carnet")) - before:
            hands.say({"backup": str(made)})


def _restoring(hands: Hands) -> None:
    from PySide6.QtCore import Qt, QTimer

    hands.journal.contacts.save(Contact(first_name="Zoé", last_name=hands.name()))
    hands.journal.backups.make()
    page = hands.page("backups")
    hands.until(lambda: page.model.rowCount() > 0, 5)
    yes = QTimer()
    yes.setSingleShot(True)
    yes.timeout.connect(lambda: hands.press(Qt.Key.Key_Return))
    hands.begin()
    while True:
        name = hands.name()
        hands.journal.contacts.save(Contact(first_name="Zoé", last_name=name))
        hands.acknowledge()
        page.chosen.restore.setFocus()
        hands.say({"restoring": True})
        yes.start(30)  # the question waits for its answer
        hands.press(Qt.Key.Key_Space)
        hands.until(lambda: not page._busy, 10)
        if hands.until(lambda name=name: not hands.journal.contacts.find(name), 10):
            hands.say({"restored": True})
        hands._known = None  # the history counts on from where the backup had it
        hands.breathe(20)


KINDS: dict[str, Callable[[Hands], None]] = {
    "adding": _adding,
    "debriefing": _debriefing,
    "logging": _logging,
    "importing": _importing,
    "merging": _merging,
    "undoing": _undoing,
    "backing up": _backing_up,
    "restoring": _restoring,
}
