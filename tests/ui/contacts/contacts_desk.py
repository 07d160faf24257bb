"""A page of contacts on a journal, with answers instead of dialogs, and keys of any letter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from carnet.journal import Journal
from carnet.ui.contacts import ContactsPage
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks

TODAY = date(2026, 11, 20)


@dataclass
class Answers:
    """Prompts that answer what the test says."""

    text: str | None = None
    file: Path | None = None
    asked: list[str] = field(default_factory=list)

    def open_file(self, title: str, filters: str = "") -> Path | None:
        return self.file

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        raise AssertionError(title)

    def open_folder(self, title: str) -> Path | None:
        raise AssertionError(title)

    def confirm(self, title: str, text: str, yes: str, no: str, danger: bool = False) -> bool:
        raise AssertionError(title)

    def choose(self, title: str, text: str, options: Sequence[str]) -> int | None:
        raise AssertionError(title)

    def ask_text(self, title: str, question: str, yes: str, text: str = "") -> str | None:
        self.asked.append(question)
        return self.text


@dataclass
class Desk:
    """The page and what it says to the world."""

    page: ContactsPage
    journal: Journal
    signals: AppSignals
    answers: Answers
    opened: list[str] = field(default_factory=list)
    opens: bool = True
    toasts: list[str] = field(default_factory=list)
    errors: list[object] = field(default_factory=list)

    def take(self, url: QUrl) -> bool:
        self.opened.append(url.toString())
        return self.opens

    def contact(self, name: str) -> int:
        return int(self.journal.contacts.find(name)[0].id)

    def open(self, contact_id: int) -> None:
        """Open a sheet and wait for its facts, which come after head and timeline."""
        self.page.open_item(contact_id)
        self.wait_for_facts()

    def wait_for_facts(self) -> None:
        """Let the turns pass in which the facts are read and shown."""
        while self.page.sheet._waiting:
            QApplication.processEvents()
        QApplication.processEvents()


def set_up(qtbot: QtBot, journal: Journal, width: int = 1280, height: int = 800) -> Desk:
    signals, answers = AppSignals(), Answers()
    opened: list[Desk] = []

    def take(url: QUrl) -> bool:
        return opened[0].take(url)

    page = ContactsPage(journal, signals, answers, Tasks(), take)
    desk = Desk(page, journal, signals, answers)
    opened.append(desk)
    journal.listen(signals.changed.emit)
    signals.changed.connect(page.on_changed)
    signals.toast_asked.connect(lambda text, _action: desk.toasts.append(text))
    signals.error_raised.connect(desk.errors.append)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.list.counted() != "")
    QApplication.processEvents()
    return desk


def type_keys(widget: QWidget, text: str) -> None:
    """Type a text key by key; QTest knows ASCII only."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
