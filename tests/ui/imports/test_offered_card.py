"""Messages and invitations of LinkedIn's archive are offered, and come in only if switched on."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from carnet.domain.imports import ExchangeSource
from carnet.journal import FixedClock, Journal
from carnet.ui.imports import ImportsPage
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks

CHECK, SUM_UP = 1, 2
CONNECTIONS = "First Name,Last Name,URL,Connected On\nClaire,Dupont,https://www.linkedin.com/in/claire,12 Mar 2023\n"
MESSAGES = (
    "FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT\n"
    "Claire Dupont,https://www.linkedin.com/in/claire,Moi,,2026-03-12 09:00:00 UTC,Bonjour\n"
)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[ImportsPage]:
    journal, tasks = Journal(tmp_path / "a.carnet", clock=FixedClock(day=date(2026, 11, 20))), Tasks()
    made = ImportsPage(journal, AppSignals(), None, tasks)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    yield made
    tasks.wait()
    journal.close()


def _open(qtbot: QtBot, page: ImportsPage, path: Path, **members: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in members.items():
            packed.writestr(f"{name}.csv", text)
    path.write_bytes(out.getvalue())
    page.open_files([path])
    qtbot.waitUntil(lambda: page.stack.currentIndex() == CHECK, timeout=10_000)


def test_messages_come_in_only_if_switched_on(qtbot: QtBot, page: ImportsPage, tmp_path: Path):
    _open(qtbot, page, tmp_path / "a.zip", Connections=CONNECTIONS, messages=MESSAGES)
    card = page.checking.offered
    messages, invitations = (card.switches[source] for source in ExchangeSource)
    assert card.isVisible()
    assert (messages.isVisible(), invitations.isVisible(), messages.isChecked()) == (True, False, False)
    assert "1 journée de messages, 1 personne" in [text.text() for _row, text in card._rows.values()]
    messages.setFocus()
    qtbot.keyClick(messages, Qt.Key.Key_Space)
    page.go.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == SUM_UP, timeout=10_000)
    told = [item.text for item in page._journal.contacts.sheet(1).timeline if item.what == "interaction"]
    assert told == ["Bonjour"]


def test_an_archive_without_them_offers_nothing(qtbot: QtBot, page: ImportsPage, tmp_path: Path):
    _open(qtbot, page, tmp_path / "a.zip", Connections=CONNECTIONS)
    assert not page.checking.offered.isVisible()
