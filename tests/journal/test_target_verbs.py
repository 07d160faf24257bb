"""What one wants to sign in a year: set, changed, taken away, undone."""

from collections.abc import Iterator
from datetime import date

import pytest
from undoing import Dump, proves_undo

from carnet import paths
from carnet.domain.targets import Progress, elapsed_bp
from carnet.journal import Journal
from carnet.words import changes, current_language, deeds, formats, install


def test_a_target_is_set_for_a_year_and_a_currency(journal: Journal, dump: Dump) -> None:
    assert journal.targets.of(2026, "EUR") == 0

    proves_undo(journal, dump, lambda: journal.targets.set(2026, 9_000_000, "EUR"))
    proves_undo(journal, dump, lambda: journal.targets.set(2026, 9_500_000, "EUR"))

    assert journal.targets.of(2026, "EUR") == 9_500_000
    assert journal.targets.of(2025, "EUR") == 0
    assert journal.targets.of(2026, "CHF") == 0


def test_nothing_takes_a_target_away(journal: Journal, dump: Dump) -> None:
    journal.targets.set(2026, 9_000_000, "EUR")

    proves_undo(journal, dump, lambda: journal.targets.set(2026, 0, "EUR"))
    journal.targets.set(2025, 0, "EUR")

    assert journal.targets.of(2026, "EUR") == 0


@pytest.fixture
def french() -> Iterator[None]:
    before = current_language()
    install(paths.locale(), "fr")
    yield
    install(paths.locale(), before)


@pytest.mark.usefixtures("french")
def test_the_history_tells_the_year_and_the_amount(journal: Journal) -> None:
    journal.targets.set(2026, 9_000_000, "EUR")

    deed = journal.history.recent()[0]

    assert deeds.name(deed.kind, deed.subject) == "fixer un objectif (2026)"
    (row,) = journal.history.sheet(deed.id).rows
    assert changes.heading(row) == "Objectif · 2026 · ajout"
    assert changes.lines(row) == [f"Montant\u202f: {formats.money(9_000_000)}"]


@pytest.mark.parametrize(
    ("today", "part"),
    [(date(2026, 1, 1), 0), (date(2026, 7, 2), 4_986), (date(2027, 1, 5), 10_000), (date(2025, 6, 1), 0)],
)
def test_how_much_of_the_year_is_over(today: date, part: int) -> None:
    assert elapsed_bp(2026, today) == part


def test_how_much_of_the_target_is_signed() -> None:
    assert Progress(2026, "EUR", 9_000_000, 6_710_000, 4, 8_900).reached_bp == 7_455
    assert Progress(2026, "EUR", 9_000_000, 18_000_000, 4, 8_900).reached_bp == 20_000
    assert Progress(2026, "EUR", 0, 100, 1, 0).reached_bp == 0
