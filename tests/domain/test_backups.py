"""Which backups are kept: by day, week and month, within a size, whatever the clock says."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.backups import BackupKind, Span, Stamp, is_due, name_of, read_name, spans, superfluous

NOW = datetime(2026, 11, 20, 9, 2, tzinfo=UTC)
ENDLESS = 10**12


def stamp(at: datetime, size: int = 1, kind: BackupKind = BackupKind.AUTOMATIC) -> Stamp:
    return Stamp(name_of("carnet", at, kind), at, kind, size)


def daily(days: int) -> list[Stamp]:
    return [stamp(NOW - timedelta(days=back)) for back in range(days)]


stamps = st.lists(
    st.builds(
        stamp,
        st.integers(0, 3 * 365 * 86_400).map(lambda back: NOW - timedelta(seconds=back)),
        st.integers(0, 1_000),
        st.sampled_from(BackupKind),
    ),
    unique_by=lambda each: each.name,
    max_size=80,
)


def test_a_year_of_days_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    backups = daily(400)
    going = {each.name for each in superfluous(backups, ENDLESS)}

    kept = [each.at.date().isoformat() for each in backups if each.name not in going]

    assert kept[:7] == [f"2026-11-{day}" for day in range(20, 13, -1)]
    assert kept[7:9] == ["2026-11-08", "2026-11-01"]
    assert kept[9:12] == ["2026-10-31", "2026-09-30", "2026-08-31"]
    assert len(kept) == 7 + 2 + 11


def test_all_of_the_two_latest_days_stay() -> None:
    hours = [stamp(NOW - timedelta(hours=back)) for back in range(0, 60, 3)]

    going = superfluous(hours, ENDLESS)

    assert {each.at.day for each in going} == {18}


@given(stamps, st.integers(0, 20_000))
def test_the_latest_always_stays_and_what_stays_fits(backups: list[Stamp], most: int) -> None:
    going = set(superfluous(backups, most))
    kept = sorted(set(backups) - going, key=lambda each: (each.at, each.name))

    if backups:
        assert kept[-1] == max(backups, key=lambda each: (each.at, each.name))
        assert len(kept) == 1 or sum(each.size for each in kept) <= most


@given(stamps)
def test_thinning_twice_takes_no_more(backups: list[Stamp]) -> None:
    kept = [each for each in backups if each not in superfluous(backups, ENDLESS)]

    assert superfluous(kept, ENDLESS) == ()


@given(stamps)
def test_no_more_stay_than_days_weeks_months_and_the_two_whole_days(backups: list[Stamp]) -> None:
    found = spans(backups)
    days = sorted({each.at.date() for each in backups}, reverse=True)
    whole = sum(each.at.date() in days[:2] for each in backups)

    assert len(found) <= whole + 5 + 4 + 12
    assert sum(span is Span.WEEK for span in found.values()) <= 4
    assert sum(span is Span.MONTH for span in found.values()) <= 12


def test_a_clock_set_wrong_takes_away_one_day_at_most() -> None:
    backups = daily(7)
    ahead = stamp(NOW + timedelta(days=400))

    going = superfluous([*backups, ahead], ENDLESS)

    assert [each.name for each in going] in ([], [backups[-1].name])


@given(
    st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1),
    st.datetimes(datetime(1990, 1, 1), datetime(9000, 1, 1)),  # noqa: DTZ001
    st.sampled_from(BackupKind),
)
def test_a_name_says_when_and_why(stem: str, at: datetime, kind: BackupKind) -> None:
    whole = at.replace(microsecond=0, tzinfo=UTC)

    read = read_name(name_of(stem, whole, kind), 7)

    assert read is not None
    assert (read.at, read.kind, read.size) == (whole, kind, 7)


def test_other_names_say_nothing() -> None:
    assert read_name("carnet.carnet", 1) is None
    assert read_name("carnet-20261320T000000Z-automatic.carnet", 1) is None
    assert read_name("carnet-20261120T000000Z-monday.carnet", 1) is None


def test_names_sort_as_they_were_made() -> None:
    names = [each.name for each in daily(40)]

    assert sorted(names) == names[::-1]


def test_a_backup_is_due_after_a_day_or_when_the_clock_was_wrong() -> None:
    assert is_due(None, NOW)
    assert is_due(NOW - timedelta(days=1), NOW)
    assert not is_due(NOW - timedelta(hours=23), NOW)
    assert is_due(NOW + timedelta(days=300), NOW)
