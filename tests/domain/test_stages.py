"""How long missions stay in each stage, and the share won."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.missions import Stage
from carnet.domain.stages import course, rate_bp, stage_times, stays

DAY = date(2026, 1, 1)
ENTRIES = st.lists(
    st.tuples(st.sampled_from(Stage), st.integers(0, 900).map(lambda days: DAY + timedelta(days=days))), max_size=8
)


def test_a_mission_stays_from_one_stage_to_the_next() -> None:
    gone = course([(Stage.PROPOSAL, date(2026, 1, 11)), (Stage.LEAD, DAY), (Stage.WON, date(2026, 2, 1))], Stage.WON)
    assert stays(gone) == ((Stage.LEAD, 10), (Stage.PROPOSAL, 21))


def test_several_stays_in_a_stage_are_one() -> None:
    gone = [
        (Stage.LEAD, DAY),
        (Stage.PROPOSAL, date(2026, 1, 6)),
        (Stage.LEAD, date(2026, 1, 8)),
        (Stage.LOST, date(2026, 1, 9)),
    ]
    assert dict(stays(gone)) == {Stage.LEAD: 6, Stage.PROPOSAL: 2}


def test_a_slip_of_the_hand_counts_for_nothing() -> None:
    gone = [
        (Stage.LEAD, DAY),
        (Stage.PROPOSAL, date(2026, 1, 6)),
        (Stage.LEAD, date(2026, 1, 6)),
        (Stage.LOST, date(2026, 1, 9)),
    ]
    assert dict(stays(gone)) == {Stage.LEAD: 8}


def test_the_present_stage_is_the_last_though_another_was_dated_after_it() -> None:
    gone = course([(Stage.PROPOSAL, date(2026, 3, 1)), (Stage.WON, date(2026, 2, 1))], Stage.WON)
    assert gone == ((Stage.PROPOSAL, date(2026, 2, 1)), (Stage.WON, date(2026, 2, 1)))


@given(ENTRIES, st.sampled_from(Stage))
def test_no_stay_is_shorter_than_nothing(entries: list[tuple[Stage, date]], stage: Stage) -> None:
    gone = course(entries, stage)
    assert len(gone) == len(entries)
    assert all(days >= 0 for _stage, days in stays(gone))
    assert [on for _stage, on in gone] == sorted(on for _stage, on in gone)


def test_the_median_says_over_how_many_missions() -> None:
    times = stage_times([((Stage.LEAD, 10), (Stage.WON, 3)), ((Stage.LEAD, 21),), ()])
    assert times[Stage.LEAD] == (16, 2)
    assert times[Stage.WON] == (3, 1)
    assert times[Stage.RUNNING] == (None, 0)


def test_a_rate_needs_something_decided() -> None:
    assert rate_bp(0, 0) is None
    assert (rate_bp(2, 1), rate_bp(0, 3), rate_bp(4, 0)) == (6_667, 0, 10_000)
