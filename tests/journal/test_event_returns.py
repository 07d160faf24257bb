"""What events brought: the worked example, per hour and per euro, with the missions that it rests on."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from mission_world import Example, build

from carnet.domain.attribution import Model
from carnet.domain.events import EventKind, EventStatus, NetworkingEvent
from carnet.domain.returns import Return, Spent
from carnet.domain.review import ReviewQuestion
from carnet.domain.zones import zone
from carnet.journal import Journal, Options


@pytest.fixture
def example(journal: Journal) -> Example:
    """Sophie, Karim and Claire; the afterwork took two hours and one on the way."""
    found = build(journal)
    journal.events.edit(found.afterwork, minutes_spent=120, travel_minutes=60)
    return found


@pytest.mark.parametrize(("model", "cents"), [("first", 5_580_000), ("position", 2_232_000), ("last", 0)])
def test_an_event_tells_its_share_per_hour_and_per_euro(
    journal: Journal, example: Example, model: str, cents: int
) -> None:
    journal.core.options = replace(journal.core.options, default_model=model)

    brought = journal.events.sheet(example.afterwork).brought

    assert brought is not None
    assert (brought.model, brought.total.cents, brought.total.missions) == (model, cents, int(cents > 0))
    assert brought.total.per_hour_cents == cents // 3
    assert brought.total.per_unit_cents == cents // 15
    (share,) = brought.shares
    assert (share.title, share.cents, share.value_cents) == ("Data platform", cents, 5_580_000)


def test_without_hours_or_cost_there_is_no_rate() -> None:
    nothing = Return(Spent(1, 0, 0), 100_00, 1)

    assert nothing.per_hour_cents is None
    assert nothing.per_unit_cents is None


def test_another_currency_is_listed_and_not_added(journal: Journal, example: Example) -> None:
    journal.core.options = Options(currency="CHF")

    brought = journal.events.sheet(example.afterwork).brought

    assert brought is not None
    assert (brought.total.cents, brought.total.missions) == (0, 0)
    assert [share.currency for share in brought.shares] == ["EUR"]


def test_organisers_and_kinds_say_the_same_as_the_ranking(journal: Journal, example: Example) -> None:
    question = ReviewQuestion(model=Model.FIRST)

    found = journal.review.evenings(question)

    assert [(row.label, row.total.cents, row.total.missions) for row in found.organisers] == [
        ("Escale Portage", 5_580_000, 1),
        ("Club Data", 0, 0),
    ]
    assert [(row.key, row.total.spent.events) for row in found.kinds] == [("afterwork", 1), ("themed_meeting", 1)]
    assert found.organisers[0].total.spent == Spent(1, 180, 1500)


def test_portage_companies_stand_against_all_others(journal: Journal, example: Example) -> None:
    from carnet.domain.contacts import OrganisationKind

    escale = next(row for row in journal.organisations.rows() if row.name == "Escale Portage")
    journal.organisations.edit(escale.id, kind=OrganisationKind.PORTAGE_COMPANY)

    found = journal.review.evenings(ReviewQuestion(model=Model.POSITION))

    assert (found.portage.cents, found.portage.missions, found.portage.spent.events) == (2_232_000, 1, 1)
    assert (found.others.cents, found.others.missions, found.others.spent.events) == (372_000, 1, 1)


def test_only_past_events_of_the_period_that_she_went_to_count(journal: Journal, example: Example) -> None:
    for day, status in (
        (date(2026, 4, 2), EventStatus.MISSED),
        (date(2025, 4, 2), EventStatus.ATTENDED),
        (date(2026, 12, 2), EventStatus.PLANNED),
        (date(2026, 4, 3), EventStatus.ATTENDED),
    ):
        starts_at = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
        journal.events.save(
            NetworkingEvent(title="Autre", kind=EventKind.AFTERWORK, starts_at=starts_at, status=status)
        )

    found = journal.review.evenings(ReviewQuestion(start=date(2026, 1, 1), end=date(2026, 12, 31)))

    assert {row.key: row.total.spent.events for row in found.kinds} == {"afterwork": 2, "themed_meeting": 1}


@pytest.mark.parametrize("tz", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris"])
def test_an_event_counts_on_its_own_day_wherever_it_took_place(journal: Journal, example: Example, tz: str) -> None:
    starts = [
        datetime(2024, 6, day, hour, minute, tzinfo=zone(tz)) for day in (10, 11) for hour, minute in ((0, 5), (23, 55))
    ]
    for starts_at in starts:
        there = NetworkingEvent(title="Salon", kind=EventKind.TRADE_SHOW, starts_at=starts_at, tz=tz)
        journal.events.save(replace(there, status=EventStatus.ATTENDED))

    for day in (date(2024, 6, 9), date(2024, 6, 10), date(2024, 6, 11)):
        found = journal.review.evenings(ReviewQuestion(start=day, end=day))
        assert sum(row.total.spent.events for row in found.kinds) == sum(each.date() == day for each in starts)


def test_a_period_may_be_as_long_as_the_calendar(journal: Journal, example: Example) -> None:
    whole = journal.review.evenings(ReviewQuestion())

    assert whole.kinds
    assert journal.review.evenings(ReviewQuestion(start=date.min, end=date.max)) == whole


def test_an_event_counts_once_it_has_begun(tmp_path: Path) -> None:
    clock = Watch(datetime(2026, 7, 27, 16, 50, tzinfo=UTC))
    with closing(Journal(tmp_path / "j.carnet", clock=clock)) as journal:
        starts_at = clock.moment + timedelta(minutes=10)
        soon = NetworkingEvent(title="Salon", kind=EventKind.TRADE_SHOW, starts_at=starts_at)
        journal.events.save(replace(soon, status=EventStatus.ATTENDED))
        asked = ReviewQuestion(start=clock.today(), end=clock.today())
        assert not journal.review.evenings(asked).kinds

        clock.moment = starts_at

        assert [row.key for row in journal.review.evenings(asked).kinds] == ["trade_show"]


@dataclass
class Watch:
    """A clock that a test sets."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()
