"""Series: the rules of calendars, windows far from the start, the nights on which clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule as library
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.domain.recurrence import MOST, Series, checked, fewer, instants, instants_text, moved, parse, starts
from carnet.errors import Refused

PARIS = "Europe/Paris"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def of(rule: str, first: str, tz: str = PARIS, **more: tuple[datetime, ...]) -> Series:
    local = datetime.fromisoformat(first).replace(tzinfo=ZoneInfo(tz))
    return Series(rrule=rule, starts_at=local.astimezone(UTC), tz=tz, **more)


def days(series: Series, start: str, end: str) -> list[str]:
    zone = ZoneInfo(series.tz)
    return [f"{one.astimezone(zone):%Y-%m-%d %H:%M}" for one in starts(series, at(start), at(end))]


def test_the_second_tuesday_keeps_its_hour_when_the_clocks_change():
    club = of("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13T18:30")
    assert days(club, "2026-03-01", "2026-04-30") == ["2026-03-10 18:30", "2026-04-14 18:30"]
    assert starts(club, at("2026-03-01"), at("2026-04-30")) == [at("2026-03-10T17:30"), at("2026-04-14T16:30")]


def test_an_hour_that_a_night_skips_is_the_hour_after_and_one_that_comes_twice_is_the_first():
    nightly = of("FREQ=DAILY", "2026-03-27T02:30")
    assert starts(nightly, at("2026-03-28T12:00"), at("2026-03-30T12:00"))[0] == at("2026-03-29T01:30")
    autumn = starts(nightly, at("2026-10-24T12:00"), at("2026-10-25T12:00"))
    assert autumn == [at("2026-10-25T00:30")]


def test_the_first_day_takes_place_whatever_the_rule_says():
    assert days(of("FREQ=WEEKLY;BYDAY=MO", "2026-11-24T09:00"), "2026-11-20", "2026-12-01") == [
        "2026-11-24 09:00",
        "2026-11-30 09:00",
    ]


def test_exceptions_are_left_out_and_days_besides_come_in():
    club = of(
        "FREQ=WEEKLY",
        "2026-11-03T09:00",
        exdates=(at("2026-11-10T08:00"),),
        rdates=(at("2026-11-12T08:00"),),
    )
    assert days(club, "2026-11-01", "2026-11-20") == ["2026-11-03 09:00", "2026-11-12 09:00", "2026-11-17 09:00"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261117", "2026-11-17 09:00"),
        ("20261117T080000Z", "2026-11-17 09:00"),
        ("20261117T085900", "2026-11-10 09:00"),
    ],
)
def test_the_end_of_a_rule_is_a_day_an_instant_or_a_time_on_the_wall(until: str, last: str):
    assert days(of(f"FREQ=WEEKLY;UNTIL={until}", "2026-11-03T09:00"), "2026-11-01", "2027-11-01")[-1] == last


def test_a_rule_that_counts_ends_there():
    assert len(days(of("FREQ=DAILY;COUNT=5", "2026-11-03T09:00"), "2026-01-01", "2030-01-01")) == 5
    assert days(of("FREQ=DAILY;COUNT=5", "2026-11-03T09:00"), "2026-11-07", "2030-01-01") == ["2026-11-07 09:00"]


def test_a_century_of_days_is_asked_for_in_vain():
    assert len(starts(of("FREQ=DAILY", "1950-01-01T09:00"), at("1950-01-01"), at("2050-01-01"))) == MOST


def test_a_window_after_ten_years_asks_for_its_own_days_only(monkeypatch: pytest.MonkeyPatch):
    asked: list[datetime] = []
    honest = library.rrule.__iter__

    def counted(self: library.rrule):
        for one in honest(self):
            asked.append(one)
            yield one

    monkeypatch.setattr(library.rrule, "__iter__", counted)
    daily = of("FREQ=DAILY", "2016-11-01T09:00")
    assert len(starts(daily, at("2026-11-01"), at("2026-11-30"))) == 29
    assert len(asked) < 40


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "rule_without_occurrence"),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "rule_without_occurrence"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "rule_without_occurrence"),
        ("FREQ=WEEKLY;BYSETPOS=300", "rule_without_occurrence"),
        ("FREQ=HOURLY", "rule_too_frequent"),
        ("FREQ=DAILY;BYHOUR=9,10", "rule_too_frequent"),
        ("FREQ=DAILY;INTERVAL=0", "bad_rule"),
        ("FREQ=DAILY;COUNT=99999999999999999999", "bad_rule"),
        ("FREQ=SOMETIMES", "bad_rule"),
        ("BYDAY=MO", "bad_rule"),
        ("FREQ=WEEKLY;BYDAY=LU", "bad_rule"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "bad_rule"),
        ("FREQ=DAILY;UNTIL=demain", "bad_rule"),
        ("FREQ=DAILY;UNTIL=20260230", "bad_rule"),
        ("FREQ=DAILY;BYCOLOUR=RED", "bad_rule"),
        ("", "bad_rule"),
        ("FREQ=DAILY;" * 1000, "bad_rule"),
    ],
)
def test_a_rule_that_never_ends_to_be_looked_for_is_refused(rule: str, reason: str):
    with pytest.raises(Refused) as caught:
        checked(rule, at("2025-01-15T08:00"), PARIS)
    assert caught.value.reason == reason


def test_a_rule_that_never_comes_takes_place_once_all_the_same():
    assert days(of("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2026-01-05T09:00"), "2026-01-01", "2126-01-01") == [
        "2026-01-05 09:00"
    ]


def test_a_rule_is_kept_in_one_spelling():
    kept = checked("RRULE:byday=2tu; freq=monthly ;WKST=MO;INTERVAL=1;X-OWN=1", at("2026-01-13T08:00"), PARIS)
    assert kept == "FREQ=MONTHLY;BYDAY=2TU"
    assert str(parse(kept)) == kept


def test_lists_of_instants_are_texts():
    found = (at("2026-11-24T08:00"), at("2026-11-25T08:00"))
    assert instants(instants_text((*reversed(found), found[0]))) == found
    assert instants("") == ()


_WEEKDAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True)
_NTH = st.lists(st.sampled_from(["1MO", "2TU", "3WE", "-1FR", "5SU", "SA"]), min_size=1, max_size=2, unique=True)


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if (interval := draw(st.integers(1, 5))) > 1:
        parts.append(f"INTERVAL={interval}")
    if draw(st.booleans()):
        named = _NTH if frequency in {"MONTHLY", "YEARLY"} else _WEEKDAYS
        parts.append(f"BYDAY={','.join(draw(named))}")
    elif frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={draw(st.sampled_from(['1', '15', '31', '-1', '29,-2']))}")
    if draw(st.integers(0, 3)) == 0:
        parts.append(f"BYMONTH={draw(st.sampled_from(['3', '10', '3,10,11']))}")
    if draw(st.integers(0, 4)) == 0 and "BYDAY" in parts[-1]:
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '2']))}")
    if draw(st.integers(0, 3)) == 0:
        parts.append(f"COUNT={draw(st.integers(1, 60))}")
    if draw(st.integers(0, 3)) == 0:
        parts.append("WKST=SU")
    return ";".join(parts)


_NIGHTS = {
    "Europe/Paris": ["2026-03-29T02:30", "2026-10-25T02:30", "2027-03-28T02:00"],
    "America/Montreal": ["2026-03-08T02:30", "2026-11-01T01:30", "2027-03-14T02:00"],
}


@settings(deadline=None, max_examples=300)
@given(
    rule=rules(),
    night=st.sampled_from([(tz, night) for tz, nights in _NIGHTS.items() for night in nights]),
    before=st.integers(0, 4_000),
    minutes=st.sampled_from([0, 150, 570, 1439]),
    width=st.integers(0, 200),
)
def test_series_take_place_as_the_library_says(
    rule: str, night: tuple[str, str], before: int, minutes: int, width: int
):
    tz, middle = night[0], datetime.fromisoformat(night[1])
    first = middle.replace(hour=0, minute=0) - timedelta(days=before) + timedelta(minutes=minutes)
    zone = ZoneInfo(tz)
    # A start is kept as an instant: what begins in the hour that a night skips goes on at the hour after.
    first = first.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    start, end = ((middle + timedelta(days=by)).replace(tzinfo=zone).astimezone(UTC) for by in (-3, width))
    naive_end = end.astimezone(zone).replace(tzinfo=None) + timedelta(days=2)
    expected = {first.replace(tzinfo=zone).astimezone(UTC)}
    try:
        checked(rule, first.replace(tzinfo=zone).astimezone(UTC), tz)
    except Refused:
        pass
    else:
        for one in library.rrulestr(rule, dtstart=first):
            if one > naive_end:
                break
            expected.add(one.replace(tzinfo=zone).astimezone(UTC))
    found = starts(of(rule, first.isoformat(), tz), start, end)
    assert found == sorted(one for one in expected if start <= one <= end)


@pytest.mark.parametrize(
    ("rrule", "days", "moved_rule", "moved_first"),
    [
        ("FREQ=DAILY", "2026-01-05 2026-11-24 2026-11-26", "FREQ=DAILY", "2026-01-07"),
        ("FREQ=WEEKLY;BYDAY=TU", "2026-01-06 2026-11-24 2026-11-27", "FREQ=WEEKLY;BYDAY=FR", "2026-01-09"),
        ("FREQ=WEEKLY;INTERVAL=2", "2026-01-06 2026-11-24 2026-11-25", "FREQ=WEEKLY;INTERVAL=2", "2026-01-07"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13 2026-12-08 2026-12-09", "FREQ=MONTHLY;BYDAY=2WE", "2026-01-14"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13 2026-12-08 2026-12-16", "FREQ=MONTHLY;BYDAY=3WE", "2026-01-21"),
        ("FREQ=MONTHLY;BYDAY=-1TU", "2026-01-27 2026-11-24 2026-11-26", "FREQ=MONTHLY;BYDAY=-1TH", "2026-01-29"),
        ("FREQ=MONTHLY", "2026-01-12 2026-11-12 2026-11-15", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-01-15"),
        ("FREQ=MONTHLY", "2026-01-30 2026-11-30 2026-12-01", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-02-01"),
        (
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=12",
            "2020-03-12 2027-03-12 2027-04-02",
            "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2",
            "2020-04-02",
        ),
    ],
)
def test_a_rule_goes_to_another_day_with_its_first_date(rrule: str, days: str, moved_rule: str, moved_first: str):
    first, before, after = map(date.fromisoformat, days.split())
    assert moved(rrule, first, before, after) == (moved_rule, date.fromisoformat(moved_first))


@pytest.mark.parametrize(
    "rrule", ["FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "FREQ=DAILY;BYDAY=TU"]
)
def test_a_rule_of_several_days_has_no_like_on_another(rrule: str):
    assert moved(rrule, date(2026, 1, 6), date(2026, 11, 24), date(2026, 11, 25)) is None


def test_a_counted_rule_has_fewer_times_left():
    assert fewer("FREQ=DAILY;COUNT=10", 4) == "FREQ=DAILY;COUNT=6"
    assert fewer("FREQ=DAILY", 4) == "FREQ=DAILY"
