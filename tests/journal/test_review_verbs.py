"""« Bilan »: the worked example to the cent, special rows, hidden people, other currencies, figures."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from mission_world import Example, build, evening, exchange, person, presented, signed
from undoing import Dump, proves_undo

from carnet.domain.attribution import Model
from carnet.domain.changes import Deed
from carnet.domain.contacts import Channel, Sphere
from carnet.domain.events import EventKind
from carnet.domain.interactions import InteractionKind
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.domain.review import Grouping, Review, ReviewQuestion
from carnet.journal import FixedClock, Journal, Options, review_sums
from carnet.journal import credits as credits_module
from carnet.journal.contacts import Contacts
from carnet.journal.credits import Counted
from carnet.journal.labels import Labels
from carnet.journal.missions import Missions
from carnet.journal.review import Reviews
from carnet.store import tables as t

WHOLE = 5_580_000
BY_MODEL = {
    "first": ((5_580_000, 0, 0), (5_580_000, 0, 0), {"event": 5_580_000}),
    "last": ((0, 0, 5_580_000), (0, 0, 5_580_000), {"direct": 5_580_000}),
    "linear": (
        (2_232_000, 1_116_000, 2_232_000),
        (1_116_000, 1_116_000, 3_348_000),
        {"event": 2_232_000, "introduction": 2_232_000, "direct": 1_116_000},
    ),
    "position": (
        (2_604_000, 372_000, 2_604_000),
        (2_232_000, 372_000, 2_976_000),
        {"event": 2_604_000, "introduction": 744_000, "direct": 2_232_000},
    ),
    "decay": (
        (1_885_765, 1_177_787, 2_516_448),
        (902_967, 1_214_635, 3_462_398),
        {"event": 902_967 + 1_214_635, "introduction": 982_798 + 1_177_787, "direct": 1_301_813},
    ),
    "w": (
        (1_953_000, 1_674_000, 1_953_000),
        (1_674_000, 279_000, 3_627_000),
        {"event": 1_953_000, "introduction": 1_953_000, "direct": 1_674_000},
    ),
}


@pytest.fixture
def example(journal: Journal) -> Example:
    return build(journal)


@pytest.fixture
def reviews(journal: Journal) -> Reviews:
    return Reviews(journal.core)


def credits_of(review: Review) -> dict[str, int]:
    return {row.key: row.credit_cents for row in review.rows}


def without_nothing(rows: dict[str, int]) -> dict[str, int]:
    return {key: cents for key, cents in rows.items() if cents}


@pytest.mark.parametrize("model", BY_MODEL)
def test_the_worked_example_holds_to_the_cent(example: Example, reviews: Reviews, model: str) -> None:
    people, events, channels = BY_MODEL[model]

    by_contact = reviews.ask(ReviewQuestion(model=Model(model)))
    by_event = reviews.ask(ReviewQuestion(model=Model(model), by=Grouping.EVENT))
    by_channel = reviews.ask(ReviewQuestion(model=Model(model), by=Grouping.CHANNEL))

    names = (example.sophie, example.karim, example.claire)
    assert credits_of(by_contact) == without_nothing(dict(zip(map(str, names), people, strict=True)))
    places = (str(example.afterwork), str(example.themed), "outside_events")
    assert credits_of(by_event) == without_nothing(dict(zip(places, events, strict=True)))
    assert credits_of(by_channel) == channels


def test_manual_shares_rule_under_manual_and_their_absence_is_counted(
    journal: Journal, example: Example, reviews: Reviews
) -> None:
    missions = Missions(journal.core)
    fallback = reviews.ask(ReviewQuestion(model=Model.MANUAL))
    assert fallback.fallback_missions == 1
    assert credits_of(fallback)[str(example.karim)] == 1_674_000

    ids = [touch.id for touch in missions.path(example.mission).touches]
    missions.set_manual_shares(example.mission, {ids[0]: 2_500, ids[4]: 7_500})

    manual = reviews.ask(ReviewQuestion(model=Model.MANUAL))
    assert manual.fallback_missions == 0
    assert credits_of(manual) == {str(example.sophie): 1_395_000, str(example.claire): 4_185_000}


def test_a_renewal_inherits_the_path_and_adds_up(journal: Journal, example: Example, reviews: Reviews) -> None:
    signed(journal, None, on=date(2026, 10, 1), halves=120, renewal_of_id=example.mission)

    by_event = reviews.ask(ReviewQuestion(model=Model.FIRST, by=Grouping.EVENT))

    assert credits_of(by_event) == {str(example.afterwork): 9_300_000}
    assert by_event.rows[0].missions == 2


@pytest.mark.parametrize("by", list(Grouping))
@pytest.mark.parametrize("model", list(Model))
def test_every_grouping_sums_to_the_turnover(
    journal: Journal, example: Example, reviews: Reviews, by: Grouping, model: Model
) -> None:
    Labels(journal.core).label([example.claire], add_circles=["Club", "Portage"])
    missions = Missions(journal.core)
    tender = missions.save(Mission(title="Tender", day_rate_cents=33_333, days_sold_half=7, stage=Stage.LEAD))
    missions.sign(tender, channel=Channel.PLATFORM, signed_on=date(2026, 8, 3))
    missions.save(
        Mission(title="No answer", day_rate_cents=100, days_sold_half=2, stage=Stage.WON, signed_on=date(2026, 9, 1))
    )

    review = reviews.ask(ReviewQuestion(model=model, by=by))

    assert review.total_cents == sum(row.credit_cents for row in review.rows) == WHOLE + 116_666 + 100
    keys = {row.key for row in review.rows}
    assert ("unattributed" in keys) is (by is not Grouping.MONTH)
    assert ("no_contact" in keys) is (by in {Grouping.CONTACT, Grouping.CIRCLE, Grouping.SPHERE})
    assert [row.credit_cents for row in review.rows] == sorted((r.credit_cents for r in review.rows), reverse=True)


def test_groupings_tell_what_they_stand_for(journal: Journal, example: Example, reviews: Reviews) -> None:
    def rows(by: Grouping) -> dict[str, str]:
        return {row.key: row.label for row in reviews.ask(ReviewQuestion(by=by)).rows}

    assert set(rows(Grouping.CONTACT).values()) == {"Sophie", "Karim", "Claire"}
    assert set(rows(Grouping.EVENT).values()) == {"Afterwork E1", "Themed meeting E2", ""}
    assert set(rows(Grouping.ORGANISER).values()) == {"Escale Portage", "Club Data", ""}
    assert set(rows(Grouping.SERIES)) == {"no_series", "outside_events"}
    assert set(rows(Grouping.KIND)) == {"afterwork", "themed_meeting", "outside_events"}
    assert set(rows(Grouping.CIRCLE)) == {"no_circle"}
    assert set(rows(Grouping.SPHERE)) == {"professional"}
    assert set(rows(Grouping.MONTH)) == {"2026-07"}


def test_personal_contacts_are_gathered_unless_asked_for(journal: Journal, reviews: Reviews) -> None:
    paul = person(journal, "Paul", sphere=Sphere.PERSONAL)
    exchange(journal, InteractionKind.ENCOUNTER, "2026-01-05", paul)
    signed(journal, paul, on=date(2026, 2, 1))

    assert list(credits_of(reviews.ask(ReviewQuestion()))) == ["hidden"]
    assert list(credits_of(reviews.ask(ReviewQuestion(with_personal=True)))) == [str(paul)]
    assert list(credits_of(reviews.ask(ReviewQuestion(by=Grouping.SPHERE)))) == ["personal"]

    journal.options = Options(work_mode=True)
    assert list(credits_of(reviews.ask(ReviewQuestion(with_personal=True)))) == ["hidden"]


def test_other_currencies_are_named_and_never_added(journal: Journal, example: Example, reviews: Reviews) -> None:
    signed(journal, example.claire, on=date(2026, 9, 1), rate=70_000, halves=20, currency="CHF")

    euros = reviews.ask(ReviewQuestion())
    francs = reviews.ask(ReviewQuestion(currency="CHF"))

    assert euros.total_cents == WHOLE
    assert euros.other_currencies == (("CHF", 700_000),)
    assert francs.total_cents == 700_000
    assert set(reviews.currencies()) == {"EUR", "CHF"}


def test_a_period_includes_its_ends(example: Example, reviews: Reviews) -> None:
    on = date(2026, 7, 1)
    assert reviews.ask(ReviewQuestion(start=on, end=on)).total_cents == WHOLE
    assert reviews.ask(ReviewQuestion(start=date(2026, 7, 2))).total_cents == 0
    assert reviews.ask(ReviewQuestion(end=date(2026, 6, 30))).rows == ()
    assert reviews.years() == (2026,)


def test_a_lost_or_trashed_mission_does_not_count(journal: Journal, example: Example, reviews: Reviews) -> None:
    missions = Missions(journal.core)
    missions.move(example.mission, Stage.LOST)
    assert reviews.ask(ReviewQuestion()).total_cents == 0
    missions.move(example.mission, Stage.RUNNING)
    assert reviews.ask(ReviewQuestion()).total_cents == WHOLE
    missions.delete(example.mission)
    assert reviews.ask(ReviewQuestion()).missions == ()
    missions.restore(example.mission)
    assert [mission.title for mission in reviews.ask(ReviewQuestion()).missions] == ["Data platform"]


def test_the_figures_follow_their_definitions(journal: Journal, example: Example, reviews: Reviews) -> None:
    missions = Missions(journal.core)
    tender = missions.save(Mission(title="Tender", day_rate_cents=40_000, days_sold_half=20))
    missions.sign(tender, channel=Channel.PLATFORM, signed_on=date(2026, 8, 3))
    lost = missions.save(Mission(title="Lost"))
    missions.move(lost, Stage.LOST, on=date(2026, 9, 1))
    signed(journal, None, on=date(2026, 10, 1), halves=120, renewal_of_id=example.mission)

    review = reviews.ask(ReviewQuestion())

    assert review.total_cents == WHOLE + 400_000 + 3_720_000
    assert review.days_half == 180 + 20 + 120
    assert review.average_rate_cents == 60_625
    assert review.median_delay_days == 111
    assert review.delays_counted == 1
    assert review.origin_contacts == 3
    assert review.contacts_total == 3
    assert review.relations_bp == 9_588
    assert (review.won, review.lost, review.win_rate_bp) == (3, 1, 7_500)
    summer = reviews.ask(ReviewQuestion(start=date(2026, 7, 1), end=date(2026, 8, 31)))
    assert (summer.won, summer.lost, summer.win_rate_bp) == (2, 0, 10_000)


def test_an_empty_journal_has_no_figures_to_divide(reviews: Reviews) -> None:
    review = reviews.ask(ReviewQuestion())

    assert (review.total_cents, review.rows, review.average_rate_cents) == (0, (), None)
    assert (review.median_delay_days, review.relations_bp, review.win_rate_bp) == (None, None, None)


def test_someone_in_the_trash_keeps_the_money_and_loses_the_name(
    journal: Journal, example: Example, reviews: Reviews
) -> None:
    with journal.core.writing(Deed.SAVE_CONTACT) as recorder:
        recorder.update(t.contact, example.karim, deleted_at=journal.clock.now())

    row = next(row for row in reviews.ask(ReviewQuestion()).rows if row.key == str(example.karim))

    assert row.label == ""
    assert row.credit_cents == 1_674_000


def test_a_series_adds_the_credits_of_its_evenings(journal: Journal, reviews: Reviews) -> None:
    lea = person(journal, "Léa")
    series = evening(journal, "Mardis data", EventKind.CLUB, date(2026, 1, 6))
    occurrence = evening(journal, "Mardi data de mars", EventKind.CLUB, date(2026, 3, 3))
    with journal.core.writing(Deed.SAVE_CONTACT) as recorder:
        recorder.update(t.event, occurrence, series_id=series)
    exchange(journal, InteractionKind.ENCOUNTER, "2026-03-03", lea, event=occurrence)
    signed(journal, lea, on=date(2026, 3, 20))

    review = reviews.ask(ReviewQuestion(by=Grouping.SERIES))

    assert [(row.key, row.label) for row in review.rows] == [(str(series), "Mardis data")]


def test_what_another_process_wrote_is_seen(
    tmp_path: Path, journal: Journal, example: Example, reviews: Reviews
) -> None:
    assert reviews.ask(ReviewQuestion()).total_cents == WHOLE
    other = Journal(journal.path, clock=FixedClock(day=date(2026, 11, 20)))
    Missions(other.core).edit(example.mission, days_sold_half=100)
    other.close()

    assert journal.poll()

    assert reviews.ask(ReviewQuestion()).total_cents == 3_100_000


def test_an_introduction_by_someone_merged_away_credits_nobody(
    journal: Journal, example: Example, reviews: Reviews
) -> None:
    touch = Missions(journal.core).path(example.mission).touches[2]
    Missions(journal.core).set_touch(example.mission, touch.id, introducer_id=None)

    assert credits_of(reviews.ask(ReviewQuestion()))["no_contact"] == 1_674_000


def test_an_introducer_merged_into_the_one_who_introduced_him_presents_nobody_to_himself(
    journal: Journal, example: Example, reviews: Reviews, dump: Dump
) -> None:
    touches = Missions(journal.core).path(example.mission).touches
    thirds = {touch.id: share for touch, share in zip(touches, (1000, 2000, 3000, 2000, 2000), strict=True)}
    Missions(journal.core).set_manual_shares(example.mission, thirds)

    proves_undo(journal, dump, lambda: journal.contacts.merge(example.sophie, example.karim))

    path = Missions(journal.core).path(example.mission)
    assert [(touch.rank, touch.kind, touch.introducer, touch.contact) for touch in path.touches] == [
        (1, "origin_meeting", "", "Sophie"),
        (2, "introduction", "Sophie", "Claire"),
        (3, "key_encounter", "", "Claire"),
        (4, "converting", "", "Claire"),
    ]
    assert [touch.manual_share_bp for touch in path.touches] == [3000, 3000, 2000, 2000]
    for model in Model:
        by_person = credits_of(reviews.ask(ReviewQuestion(model=model)))
        assert sum(by_person.values()) == WHOLE
        assert set(by_person) <= {str(example.sophie), str(example.claire)}


def test_a_path_of_one_introduction_between_two_sheets_of_one_person_is_that_person(
    journal: Journal, example: Example
) -> None:
    missions = Missions(journal.core)
    while others := [touch for touch in missions.path(example.mission).touches if touch.contact != "Karim"]:
        missions.remove_touch(example.mission, others[0].id)

    journal.contacts.merge(example.sophie, example.karim)

    (touch,) = missions.path(example.mission).touches
    assert (touch.kind, touch.contact_id, touch.introducer_id) == ("origin_meeting", example.sophie, None)


def test_three_levels_of_presentation_are_all_credited(journal: Journal, reviews: Reviews) -> None:
    people = [person(journal, name) for name in ("Anne", "Bob", "Chloé", "David")]
    exchange(journal, InteractionKind.COFFEE, "2025-01-10", people[0])
    for place in range(3):
        presented(journal, people[place], people[place + 1], f"2025-0{place + 2}-10")
    exchange(journal, InteractionKind.VIDEO, "2025-05-10", people[3])
    signed(journal, people[3], on=date(2025, 6, 1))

    review = reviews.ask(ReviewQuestion(model=Model.LINEAR, by=Grouping.CHANNEL))

    assert credits_of(review) == {"introduction": 3_348_000, "break": 1_116_000, "direct": 1_116_000}


def test_a_listener_that_was_there_first_reads_what_is_new(journal: Journal, example: Example) -> None:
    heard: list[int] = []
    reviews: list[Reviews] = []
    journal.listen(lambda _changes: heard.append(reviews[0].ask(ReviewQuestion()).total_cents))
    reviews.append(Reviews(journal.core))
    assert reviews[0].ask(ReviewQuestion()).total_cents == WHOLE

    Missions(journal.core).edit(example.mission, days_sold_half=100)

    assert heard == [3_100_000]


@pytest.fixture
def months(journal: Journal, example: Example, monkeypatch: pytest.MonkeyPatch) -> ReviewQuestion:
    """A period that is read in parts of five days, with a mission on each day, the one before and the one after."""
    monkeypatch.setattr(review_sums, "_PART", timedelta(days=4))
    Labels(journal.core).label([example.claire], add_circles=["Club", "Portage"])
    start, end = date(2026, 6, 12), date(2026, 7, 3)
    for at in range(24):
        who = (example.sophie, example.karim, None)[at % 3]
        currency = "CHF" if at % 5 == 0 else "EUR"
        signed(journal, who, on=start + timedelta(days=at - 1), rate=100 + at, currency=currency)
    return ReviewQuestion(start=start, end=end)


def read_ahead(reviews: Reviews, question: ReviewQuestion, *, with_network: bool = False) -> int:
    """Read all of a question ahead and return in how many parts that was."""
    parts = 1
    while not reviews.read_ahead(question, with_network=with_network):
        parts += 1
    return parts


@pytest.mark.parametrize("by", list(Grouping))
def test_what_is_read_ahead_is_what_is_read_when_asked_for(journal: Journal, months: ReviewQuestion, by: Grouping):
    question = months._replace(by=by)
    wanted, ahead = Reviews(journal.core), Reviews(journal.core)

    assert read_ahead(ahead, question, with_network=True) == 5

    assert ahead.ask(question) == wanted.ask(question)
    assert ahead.flows(question) == wanted.flows(question)
    assert ahead.network(question) == wanted.network(question)
    other = question._replace(model=Model.FIRST)
    assert ahead.ask(other) == wanted.ask(other)
    assert ahead.network(other) == wanted.network(other)


def test_what_was_read_ahead_is_not_read_again(
    journal: Journal, months: ReviewQuestion, monkeypatch: pytest.MonkeyPatch
):
    ahead = Reviews(journal.core)
    read_ahead(ahead, months, with_network=True)
    monkeypatch.setattr(credits_module, "_read", lambda *_asked: pytest.fail("the missions are read again"))

    assert ahead.ask(months).missions
    assert ahead.flows(months).names
    assert ahead.network(months).chains
    assert ahead.read_ahead(months)


@pytest.mark.parametrize("parts", [2, 5], ids=["while it is read", "after it was read"])
def test_what_changes_is_read_again(
    journal: Journal, example: Example, months: ReviewQuestion, reviews: Reviews, parts: int
):
    for _part in range(parts):
        reviews.read_ahead(months, with_network=True)

    Missions(journal.core).edit(example.mission, days_sold_half=100)
    Contacts(journal.core).edit(example.sophie, first_name="Solène")
    assert reviews.network(months) == Reviews(journal.core).network(months)
    read_ahead(reviews, months, with_network=True)

    found = reviews.ask(months)
    assert found == Reviews(journal.core).ask(months)
    assert "Solène" in {row.label for row in found.rows}


def test_what_changes_in_the_middle_of_a_part_is_read_again(
    journal: Journal, example: Example, months: ReviewQuestion, reviews: Reviews, monkeypatch: pytest.MonkeyPatch
):
    read = credits_module._read

    def changed_meanwhile(*asked: Any) -> Iterator[Counted]:
        yield from read(*asked)
        monkeypatch.setattr(credits_module, "_read", read)
        Contacts(journal.core).edit(example.sophie, first_name="Solène")

    monkeypatch.setattr(credits_module, "_read", changed_meanwhile)
    read_ahead(reviews, months)

    assert "Solène" in {row.label for row in reviews.ask(months).rows}
