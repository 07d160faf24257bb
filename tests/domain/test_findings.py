"""What the figures say, in which order, and what is too thin to be said."""

from datetime import date
from typing import Any

import pytest

from carnet.domain.attribution import Model
from carnet.domain.contacts import ChannelGroup
from carnet.domain.findings import (
    MOST,
    Balance,
    CameBy,
    Finding,
    FindingKind,
    Known,
    Opened,
    StoryFacts,
    Weighed,
    findings,
)
from carnet.domain.introductions import Reciprocity
from carnet.domain.returns import Return, ReturnRow, Spent
from carnet.domain.survey import OwnFigure, SurveyLine

SOPHIE, KARIM, HELENE = Known(1, "Sophie"), Known(2, "Karim"), Known(3, "Hélène")
EVENT, BREAK, NETWORK = ChannelGroup.EVENT, ChannelGroup.BREAK, ChannelGroup.NETWORK


def came(number: int, group: ChannelGroup | None, root: Known | None = SOPHIE, **more: Any) -> CameBy:
    return CameBy(
        **{"id": number, "value_cents": 100, "is_introduced": False, "delay_days": None} | more, group=group, root=root
    )


def told(**facts: Any) -> dict[FindingKind, Finding]:
    return {found.kind: found for found in findings(StoryFacts(Model.W, Model.FIRST, "EUR", **facts))}


def test_of_nothing_nothing_is_said():
    assert told() == {}


def test_most_missions_that_began_alike_are_told_with_who_stands_there():
    missions = [came(1, NETWORK, SOPHIE), came(2, NETWORK, KARIM), came(3, EVENT), came(4, None)]

    found = told(missions=missions)[FindingKind.ORIGIN]

    assert (found.key, found.cases, found.of, found.people) == ("network", 2, 4, (SOPHIE, KARIM))
    assert found.mission_ids == {1, 2}


@pytest.mark.parametrize(
    "groups",
    [
        (NETWORK, NETWORK),  # two missions are too few
        (NETWORK, EVENT, BREAK),  # once each
        (NETWORK, NETWORK, EVENT, EVENT),  # none more often than the other
        (ChannelGroup.OTHER, ChannelGroup.OTHER, ChannelGroup.OTHER),  # which would say nothing
        (None, None, None),
    ],
)
def test_thin_or_even_origins_are_not_told(groups: tuple[ChannelGroup | None, ...]):
    assert FindingKind.ORIGIN not in told(missions=[came(at, group) for at, group in enumerate(groups)])


def test_breaks_are_told_beside_another_origin_and_never_twice():
    mixed = [came(at, EVENT) for at in range(4)] + [came(at, BREAK) for at in range(5, 8)]

    assert told(missions=mixed)[FindingKind.BREAKS].cases == 3
    assert FindingKind.BREAKS not in told(missions=[came(at, BREAK) for at in range(3)])
    assert told(missions=[came(at, BREAK) for at in range(3)])[FindingKind.ORIGIN].key == "break"


def test_who_weighs_twice_as_much_under_another_model_is_told_of_one_mission_too():
    people = [Weighed(KARIM, 100, 199, frozenset({1})), Weighed(SOPHIE, 720_000, 1_440_000, frozenset({7}))]

    found = told(people=people)[FindingKind.WEIGHT]

    assert (found.people, found.other, found.mission_ids) == ((SOPHIE,), 2, {7})
    assert FindingKind.WEIGHT not in told(people=people[:1])


def test_the_event_where_most_money_began_is_told_with_what_it_took():
    spent = Spent(1, 150, 1_200)
    events = [
        Opened(5, "Club", None, 10, frozenset({1}), Spent(1)),
        Opened(6, "Afterwork", date(2025, 3, 20), 99, frozenset({2}), spent),
    ]

    found = told(events=events)[FindingKind.OPENED]

    assert (found.title, found.cents, found.spent, found.other_model) == ("Afterwork", 99, spent, Model.FIRST)


def test_hours_per_mission_need_three_evenings_and_two_missions():
    def row(events: int, missions: int, minutes: int = 720) -> ReturnRow:
        return ReturnRow("afterwork", "", Return(Spent(events, minutes, 0), 1_000, missions))

    found = told(kinds=[row(4, 3)])[FindingKind.HOURS]
    assert (found.other, found.cases, found.of) == (240, 3, 4)
    for thin in (row(2, 3), row(4, 1), row(4, 3, minutes=0)):
        assert FindingKind.HOURS not in told(kinds=[thin])


def test_two_introductions_owed_are_told_one_is_not():
    balances = [Balance(KARIM, Reciprocity(1, 0)), Balance(HELENE, Reciprocity(3, 1))]

    found = told(balances=balances)[FindingKind.OWED]

    assert (found.people, found.cases, found.of, found.other) == ((HELENE,), 2, 3, 1)
    assert told(balances=balances[:1]) == {}


def test_delays_with_and_without_introduction_are_compared_from_three_each():
    by = [came(at, EVENT, is_introduced=True, delay_days=days) for at, days in enumerate((90, 100, 400))]
    without = [came(at, EVENT, delay_days=days) for at, days in enumerate((200, 250, 300), 10)]

    found = told(missions=[*by, *without])[FindingKind.DELAY]

    assert (found.cases, found.other, found.missions) == (100, 250, 6)
    assert FindingKind.DELAY not in told(missions=[*by, *without[:2]])
    assert FindingKind.DELAY not in told(missions=[*by, *(came(at, EVENT, delay_days=110) for at in range(10, 13))])


def test_who_stands_behind_two_fifths_is_told():
    missions = [came(at, None) for at in range(3)]

    found = told(missions=missions, people=[Weighed(SOPHIE, 120, 0, frozenset({1}))])[FindingKind.SHARE]

    assert (found.cases, found.people) == (40, (SOPHIE,))
    assert FindingKind.SHARE not in told(missions=missions, people=[Weighed(SOPHIE, 119, 0, frozenset())])


def test_five_at_most_are_told():
    missions = [came(at, EVENT, is_introduced=at < 3, delay_days=10 if at < 3 else 300) for at in range(6)]
    missions += [came(at, BREAK) for at in range(6, 9)]

    found = findings(
        StoryFacts(
            Model.W,
            Model.FIRST,
            "EUR",
            missions,
            [Weighed(SOPHIE, 450, 900, frozenset({1}))],
            [Opened(5, "Club", None, 10, frozenset({1}), Spent(1))],
            [ReturnRow("club", "", Return(Spent(3, 60, 0), 1, 2))],
            [Balance(HELENE, Reciprocity(3, 1))],
        )
    )

    assert [each.kind.value for each in found] == ["origin", "breaks", "weight", "opened", "hours"]
    assert len(found) == MOST


def test_under_five_cases_nothing_is_compared_with_the_survey():
    assert OwnFigure(SurveyLine.FRIENDS, 1, 4).percent is None
    assert OwnFigure(SurveyLine.BREAKS, 23, 145).percent == 16
