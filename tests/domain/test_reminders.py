"""One digest a working day, never in the quiet hours."""

from datetime import UTC, date, datetime, time

import pytest

from carnet.domain.reminders import Reminders

FRIDAY = date(2026, 11, 20)


def at(text: str, day: date = FRIDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at("08:44"), False),
        (at("08:45"), True),
        (at("14:00"), True),
        (at("19:00"), False),
        (at("09:00", date(2026, 11, 21)), False),
        (at("09:00", date(2026, 12, 25)), False),
        (at("09:00", date(2026, 12, 28)), True),
    ],
)
def test_the_digest_waits_for_its_hour_on_a_working_day(now: datetime, due: bool):
    assert Reminders().is_due(now, None) is due


def test_the_digest_is_given_once_a_day():
    assert not Reminders().is_due(at("09:00"), FRIDAY)
    assert Reminders().is_due(at("09:00"), date(2026, 11, 19))


def test_no_digest_is_given_to_who_wants_none():
    assert not Reminders(digest_at=None).is_due(at("09:00"), None)


def test_quiet_hours_put_an_early_digest_off():
    early = Reminders(digest_at=time(7), quiet_from=time(20), quiet_until=time(9))
    assert not early.is_due(at("08:59"), None)
    assert early.is_due(at("09:00"), None)


@pytest.mark.parametrize(
    ("begins", "ends", "quiet", "loud"),
    [("19:00", "08:00", "23:30", "12:00"), ("12:00", "14:00", "13:59", "14:00")],
)
def test_quiet_hours_may_pass_midnight(begins: str, ends: str, quiet: str, loud: str):
    reminders = Reminders(quiet_from=time.fromisoformat(begins), quiet_until=time.fromisoformat(ends))
    assert reminders.is_quiet(time.fromisoformat(quiet))
    assert not reminders.is_quiet(time.fromisoformat(loud))


def test_the_same_hour_twice_is_never_quiet():
    assert not Reminders(quiet_from=time(8), quiet_until=time(8)).is_quiet(time(8))
