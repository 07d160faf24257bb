"""S16: how long the thread of the window is held in scripted journeys; one JSON document."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from driving import CTRL, SHIFT, Key, bare, begin, people, press
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from script import KEYS, LINES
from signals import measure, settle

from carnet.domain.contacts import ContactFilter
from carnet.domain.query import Field, Term

_KEY_MS = 30
_PAUSE_MS = 1.0


class Watchdog(QObject):
    """Ticks as often as the event loop lets it; what lies between two ticks is a pause of the thread."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: dict[str, list[float]] = {}
        self._name = ""
        self._last = 0.0
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._on_tick)

    @contextmanager
    def over(self, name: str) -> Iterator[None]:
        """Watch while a journey is made."""
        self._name, self._last = name, time.perf_counter()
        self.pauses.setdefault(name, [])
        self._timer.start()
        yield
        settle(400)
        self._timer.stop()

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        took = (now - self._last) * 1000 - self._timer.interval()
        if took >= _PAUSE_MS:
            self.pauses[self._name].append(took)
        self._last = now


class Answers:
    """Stands in for the dialogs, which would hold the script."""

    def ask_text(self, title: str, question: str, yes: str, text: str = "") -> str:
        """Answer with what stands there."""
        return text or "Vue mesurée"

    def confirm(self, title: str, text: str, yes: str, no: str, danger: bool = False) -> bool:
        """Agree."""
        return True


class Journeys:
    """What a consultant does in a day, by key."""

    def __init__(self, path: str, dog: Watchdog) -> None:
        self._dog = dog
        with dog.over("launch"):
            gc.disable()  # as `run` does
            self.app = begin(path)
            self.app.__dict__["prompts"] = Answers()
            dog._last = time.perf_counter()  # before the window is shown there is nothing that could be held
            self.app.show()
            while not self.app.settled:
                settle(50)
        self.pages: set[str] = set()
        assert self.app.journal is not None
        self.journal = self.app.journal
        self.window = self.app.window
        self._tag = self.journal.labels.tags()[0].name  # counts them all, which is no journey

    def make(self) -> None:
        """Make all journeys."""
        for name in (
            "quick_add", "debriefing", "search", "palette", "open_sheets", "log_exchange", "merge", "switch_pages",
            "review", "saved_views", "selection", "history",
        ):  # fmt: skip
            self.window.activateWindow()
            with self._dog.over(name):
                getattr(self, name)()

    def quick_add(self) -> None:
        """Add one person from anywhere."""
        self.key(Key.Key_A, CTRL | SHIFT)
        self.type("Norbert Essai, DSI chez Nova, norbert@nova.example > relancer mardi\r")
        self.key(Key.Key_Escape)

    def debriefing(self) -> None:
        """Enter eight people after an event, then take the last one back."""
        self.app.quick_add(self.journal.events.past(1)[0].id)
        settle(200)
        for line in LINES:
            self.type(f"{line}\r")
            settle(200)
        self.key(Key.Key_Z, CTRL)
        settle(200)
        self.key(Key.Key_Escape)
        self.key(Key.Key_Escape)

    def search(self) -> None:
        """Type the script of keys over the contacts, with rests."""
        self.key(Key.Key_2, CTRL)
        settle(2_000)
        self.key(Key.Key_F, CTRL)
        for at, char in enumerate(KEYS):
            self.type(char)
            settle(350 if at % 40 == 39 else 0)

    def palette(self) -> None:
        """Find a person, then a mission, from anywhere."""
        for text in ("vasseur h", "mission cloud 12", "dupomt"):
            self.key(Key.Key_K, CTRL)
            self.type(text)
            settle(400)
            self.type("\r" if text != "dupomt" else "")
            settle(400)
            if text == "dupomt":
                self.key(Key.Key_Escape)

    def open_sheets(self) -> None:
        """Walk down the people, then organisations, events and missions."""
        page: Any = self.window.show_page("contacts")
        page.show_scope("people")
        page.open_item(1)  # thousands of exchanges
        settle(2_500)
        self.walk(page.list.table, 30)
        page.show_scope("organisations")
        settle(600)
        self.walk(page.organisations.list.table, 20)
        page.show_scope("people")
        for key in (Key.Key_3, Key.Key_4):
            self.key(key, CTRL)
            settle(600)
        for event in self.journal.events.past(10):
            self.app.open_event(event.id)
            settle(60)
        for mission in range(1, 11):
            self.app.open_mission(mission)
            settle(60)

    def walk(self, table: QWidget, steps: int) -> None:
        """Go down a list."""
        table.setFocus()
        for _step in range(steps):
            QTest.keyClick(table, Key.Key_Down)
            settle(_KEY_MS)

    def log_exchange(self) -> None:
        """Log three exchanges with somebody."""
        self.app.open_contact(4_242)
        settle(300)
        for line in (
            "Café, hier, le budget est voté",
            "Appel, mardi dernier > rappeler dans 3 jours",
            "Déjeuner, projet de cloud",
        ):
            self.key(Key.Key_J, CTRL)
            self.type(f"{line}\r")
            settle(300)

    def merge(self) -> None:
        """Make one of two sheets, twice, and take one back."""
        for pair in ((20_001, 20_002), (20_003, 20_004)):
            self.app.signals.merge_asked.emit(*pair)
            settle(400)
            page: Any = self.window.current_page()
            page.pair.table.setFocus()
            QTest.keyClick(self.hands(), Key.Key_Return, CTRL)
            settle(500)
        self.key(Key.Key_Z, CTRL)
        settle(400)

    def switch_pages(self) -> None:
        """Go through all pages by key, three times."""
        for _round in range(3):
            for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5, Key.Key_H, Key.Key_Comma):
                self.key(key, CTRL)
                settle(250)
                self.pages.add(self.window.key)
            for name in ("trash", "imports", "merge"):
                self.window.go_to(name)
                settle(250)
        if len(self.pages) < 7:
            raise RuntimeError(f"only {sorted(self.pages)} were reached by key")

    def review(self) -> None:
        """Change model, period and grouping."""
        self.key(Key.Key_5, CTRL)
        page: Any = self.window.pages["review"]
        settle(500)
        for combo in (page.model, page.by):
            for at in range(combo.count()):
                combo.setCurrentIndex(at)
                settle(120)
        for key in list(page.head._periods):
            page.period.choose(key)
            page.period.chosen.emit(key)
            settle(120)

    def saved_views(self) -> None:
        """Keep two views, open them, and change something they count."""
        first = len(self.journal.views.rows())
        conditions = (Term(Field.WARMTH, ("warm",)), Term(Field.TAG, (self._tag,)))
        for chosen in (*(ContactFilter(terms=(term,)) for term in conditions), ContactFilter(text="vasseur")):
            self.app.signals.view_asked.emit(chosen)
            settle(300)
        for view in self.journal.views.rows()[first:]:
            self.window.rail.view_chosen.emit(view.id)
            settle(800)
        self.key(Key.Key_J, CTRL)
        self.type("Café, hier, le budget est voté\r")
        settle(1_200)

    def selection(self) -> None:
        """Give two thousand people a tag, and take it back."""
        page: Any = self.window.show_page("contacts")
        page.open_filter(ContactFilter())
        settle(3_000)
        table = people(page)
        table.setFocus()
        table.selectionModel().clearSelection()
        table.select_id(table.rows_model().id_at(0))
        table._add_to_selection(table.rows_model().ids()[:2_000])
        settle(300)
        ids = table.selected_ids()
        page._selection.act(ids, "add_tag", "mesure")
        self.until_deed("label_contacts")
        self.key(Key.Key_Z, CTRL)
        self.until_undone()
        settle(1_000)

    def history(self) -> None:
        """Look through the deeds, take one back there, and the last ones by key."""
        self.key(Key.Key_H, CTRL)
        settle(400)
        page: Any = self.window.current_page()
        self.walk(page.table, 15)
        for _time in range(3):
            self.key(Key.Key_Z, CTRL)
            settle(300)
        for _time in range(3):
            self.key(Key.Key_Z, CTRL | SHIFT)
            settle(300)

    def until_deed(self, kind: str) -> None:
        """Wait until the last deed is of a kind."""
        for _turn in range(100):
            if (deed := self.journal.history.next_undo()) is not None and deed.kind == kind:
                break
            settle(100)
        settle(500)

    def until_undone(self) -> None:
        """Wait until the last deed is taken back."""
        for _turn in range(100):
            if self.journal.history.next_redo() is not None:
                break
            settle(100)
        settle(500)

    def key(self, key: Key, modifiers: Any = None) -> None:
        """Press a key of the window, wherever the focus is."""
        if modifiers is None:
            QTest.keyClick(self.hands(), key)
        else:
            QTest.keyClick(self.hands(), key, modifiers)
        settle(150)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        for char in text:
            press(self.hands(), char)
            settle(_KEY_MS)

    def hands(self) -> QWidget:
        """Return who gets the keys; the window where nobody has the focus."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window


def pauses(path: str) -> dict[str, Any]:
    """Return the pauses by journey, and those of the script of keys over a bare field and list."""
    dog = Watchdog()
    Journeys(path, dog).make()
    floor = bare()
    ours = dict(dog.pauses)
    with dog.over("bare"):
        for char in KEYS:
            press(floor.field, char)
            settle(_KEY_MS)
    return {"ours": ours, "floor": dog.pauses["bare"]}


if __name__ == "__main__":
    measure({"pauses": pauses})
