"""A journal with an afterwork of last night, and the quick-add panel open over a window."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from carnet.domain.events import EventKind, EventStatus, NetworkingEvent
from carnet.journal import FixedClock, Journal
from carnet.ui.capture import CapturePanel
from carnet.ui.kit.signals import AppSignals

TODAY = date(2026, 11, 20)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "carnet.carnet", clock=FixedClock(day=TODAY))
    yield opened
    opened.close()


@pytest.fixture
def afterwork(journal: Journal) -> int:
    return journal.events.save(
        NetworkingEvent(
            title="Afterwork Portage",
            kind=EventKind.AFTERWORK,
            organiser="Escale Portage",
            starts_at=datetime(2026, 11, 19, 17, 30, tzinfo=UTC),
            ends_at=datetime(2026, 11, 19, 20, tzinfo=UTC),
            status=EventStatus.REGISTERED,
        )
    )


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def signals(journal: Journal) -> AppSignals:
    made = AppSignals()
    journal.listen(made.changed.emit)
    return made


@pytest.fixture
def open_panel(journal: Journal, signals: AppSignals, window: QWidget, qtbot: QtBot) -> Callable[..., CapturePanel]:
    """Return a function that opens a new panel, as a new start of the program would."""

    def open_one(event_id: int | None = None) -> CapturePanel:
        panel = CapturePanel(journal, signals, window)
        panel.open_for(event_id)
        qtbot.waitUntil(panel.composer.hasFocus)
        return panel

    return open_one


@pytest.fixture
def panel(open_panel: Callable[..., CapturePanel], afterwork: int) -> CapturePanel:
    return open_panel(afterwork)


@pytest.fixture
def enter(qtbot: QtBot) -> Callable[[CapturePanel, str], None]:
    """Return a function that types a line by keys and presses Entrée."""

    def type_line(panel: CapturePanel, line: str) -> None:
        type_text(panel.composer, line)
        qtbot.keyClick(panel.composer, Qt.Key.Key_Return)

    return type_line
