"""A file of each format goes through the page: looked through, given up, brought in, known again, undone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from carnet import paths
from carnet.journal import FixedClock, Journal
from carnet.ui.imports import ImportsPage
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks

CHOOSE, CHECK, SUM_UP = range(3)
SAMPLES = sorted(path.name for path in (paths.resources() / "trials" / "imports").iterdir())


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "carnet.carnet", clock=FixedClock(day=date(2026, 11, 20)))
    yield opened
    opened.close()


def dump(journal: Journal) -> bytes:
    """Return the whole journal as it is exported."""
    return journal.exports.everything()


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> Iterator[ImportsPage]:
    tasks = Tasks()
    made = ImportsPage(journal, AppSignals(), None, tasks)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    yield made
    tasks.wait()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_of_each_format_goes_through_the_page(page: ImportsPage, qtbot: QtBot, journal: Journal, name: str):
    def look(step: int) -> None:
        page.open_files([paths.resources() / "trials" / "imports" / name])
        qtbot.waitUntil(lambda: page.stack.currentIndex() == step and page._progress is None, timeout=20_000)

    before = dump(journal)
    look(CHECK)
    report = page.checking.decisions.report if page.checking.decisions else None
    assert report is not None
    assert report.read == len(report.rows) > 0
    assert page.checking.coming() > 0
    page.cancel.click()
    assert page.stack.currentIndex() == CHOOSE
    assert dump(journal) == before

    look(CHECK)
    page.go.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == SUM_UP, timeout=20_000)
    after = dump(journal)
    assert after != before

    look(CHOOSE)
    assert page.choosing.known.isVisible()
    assert dump(journal) == after

    journal.history.undo()
    assert dump(journal) == before
