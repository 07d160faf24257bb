"""The bands of « Bilan »: they add up to the turnover to the cent, folded or not, whatever the journal holds."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.attribution import Model, credit, shares
from carnet.domain.contacts import Channel, ChannelGroup, Sphere
from carnet.domain.flows import MOST, REST, Column, Diagram, bands, diagram
from carnet.domain.ids import ContactId, MissionId
from carnet.domain.missions import TouchKind
from carnet.domain.review import Grouping, SpecialRow
from carnet.domain.rollup import CreditedTouch, roll_up
from domain.worked_example import CLAIRE, KARIM, SIGNED, SOPHIE, TOUCHES, VALUE

ORIGINS = [group.value for group in ChannelGroup]


def origin_of(key: str) -> str:
    return ORIGINS[int(key) % len(ORIGINS)]


def touches_of(parts: Sequence[tuple[int, int, int | None, bool]]) -> list[CreditedTouch]:
    """Make touches of mission, cents, contact, and whether it is known who brought it; every third person is private."""
    return [
        CreditedTouch(
            MissionId(mission),
            cents,
            TouchKind.CONVERTING if known else TouchKind.NONE,
            ContactId(contact) if contact and known else None,
            Sphere.PERSONAL if contact and contact % 3 == 0 else Sphere.PROFESSIONAL,
            channel=Channel.PLATFORM if known else Channel.NONE,
        )
        for mission, cents, contact, known in parts
    ]


any_touches = st.lists(
    st.tuples(
        st.integers(1, 40),
        st.integers(1, 10_000_000),
        st.one_of(st.none(), st.integers(1, 40)),
        st.booleans(),
    ),
    max_size=120,
).map(touches_of)


def column_cents(found: Diagram, column: Column) -> int:
    return sum(node.cents for node in found.columns[column])


@given(any_touches, st.booleans(), st.integers(1, 40), st.integers(1, 40))
def test_every_column_and_all_ribbons_add_up_to_the_credits(
    touches: list[CreditedTouch], hide: bool, contacts: int, missions: int
):
    total = sum(touch.cents for touch in touches)
    found = diagram(bands(touches, origin_of, hide_personal=hide), contacts, missions)

    assert [column_cents(found, column) for column in Column] == [total] * 3
    assert sum(ribbon.cents for ribbon in found.ribbons) == total
    for column in Column:
        for node in found.columns[column]:
            assert node.cents == sum(ribbon.cents for ribbon in found.ribbons if ribbon.ends[column] == node.key)


@given(any_touches, st.booleans())
def test_relations_are_those_of_the_ranking_to_the_cent(touches: list[CreditedTouch], hide: bool):
    rows = {row.key: row for row in roll_up(touches, Grouping.CONTACT, hide_personal=hide)}
    found = diagram(bands(touches, origin_of, hide_personal=hide), contacts=1_000, missions=1_000)

    nodes = {node.key[1]: node for node in found.columns[Column.CONTACT]}
    assert {key: (node.cents, node.missions) for key, node in nodes.items()} == {
        key: (row.credit_cents, row.mission_ids) for key, row in rows.items()
    }


@given(any_touches, st.booleans())
def test_no_column_has_more_nodes_than_asked_and_a_fold_tells_how_many_it_holds(
    touches: list[CreditedTouch], hide: bool
):
    everything = bands(touches, origin_of, hide_personal=hide)
    whole, found = diagram(everything, 1_000, 1_000), diagram(everything)

    for column in (Column.CONTACT, Column.MISSION):
        assert len(found.columns[column]) <= MOST
        folded = found.node((column, REST))
        shown = len(found.columns[column]) - (folded is not None)
        assert shown + (folded.folded if folded else 0) == len(whole.columns[column])
        if folded:
            assert found.columns[column][-1].key[1] in {REST, *SpecialRow}
            ordinary = [node.cents for node in found.columns[column] if node.key[1] not in {REST, *SpecialRow}]
            left_out = {node.key for node in whole.columns[column]} - {node.key for node in found.columns[column]}
            assert min(ordinary, default=0) >= max(whole.node(key).cents for key in left_out) or not ordinary


def test_the_order_of_the_touches_changes_nothing():
    touches = touches_of([(at % 17 + 1, 100 + at, at % 23 + 1, at % 7 != 0) for at in range(80)])

    forward = diagram(bands(touches, origin_of, hide_personal=True))
    backward = diagram(bands(reversed(touches), origin_of, hide_personal=True))

    assert forward == backward


@pytest.mark.parametrize("model", [model for model in Model if model is not Model.MANUAL])
def test_the_worked_example_flows_as_it_is_ranked(model: Model):
    cents = credit(VALUE, shares(TOUCHES, model, SIGNED).parts)
    touches = [
        CreditedTouch(MissionId(1), part, touch.kind, touch.credited_contact_id, channel=touch.channel)
        for touch, part in zip(TOUCHES, cents, strict=True)
        if part
    ]
    origin = {str(SOPHIE): "event", str(KARIM): "introduction", str(CLAIRE): "introduction"}

    found = diagram(bands(touches, origin.__getitem__, hide_personal=True))

    by_person = {row.key: row.credit_cents for row in roll_up(touches, Grouping.CONTACT)}
    assert {node.key[1]: node.cents for node in found.columns[Column.CONTACT]} == by_person
    introduced = by_person.get(str(KARIM), 0) + by_person.get(str(CLAIRE), 0)
    node = found.node((Column.ORIGIN, "introduction"))
    assert (node.cents if node else 0) == introduced


def test_hidden_people_are_one_relation_with_the_origins_of_each():
    touches = touches_of([(1, 100, 3, True), (2, 50, 6, True)])

    hidden = diagram(bands(touches, origin_of, hide_personal=True))
    named = diagram(bands(touches, origin_of, hide_personal=False))

    assert [node.key[1] for node in hidden.columns[Column.CONTACT]] == [SpecialRow.HIDDEN]
    assert len(hidden.columns[Column.ORIGIN]) == 2
    assert [node.key[1] for node in named.columns[Column.CONTACT]] == ["3", "6"]


def test_unattributed_and_without_a_contact_are_never_folded():
    touches = touches_of(
        [
            *((mission, 1_000 + mission, 3 * mission + 1, True) for mission in range(1, 31)),
            (40, 1, None, True),
            (41, 2, None, False),
        ]
    )

    found = diagram(bands(touches, origin_of, hide_personal=True))

    keys = [node.key[1] for node in found.columns[Column.CONTACT]]
    assert len(keys) == MOST
    assert {SpecialRow.UNATTRIBUTED, SpecialRow.NO_CONTACT, REST} <= set(keys)
    assert found.node((Column.ORIGIN, ChannelGroup.PROSPECTING.value)).missions >= {40}


def test_relations_stand_beside_their_origin_so_that_nothing_crosses_there():
    touches = touches_of([(mission, 100 * mission, 3 * mission + 1, True) for mission in range(1, 11)])

    found = diagram(bands(touches, origin_of, hide_personal=True))

    origins = [node.key[1] for node in found.columns[Column.ORIGIN]]
    places = [origins.index(origin_of(node.key[1])) for node in found.columns[Column.CONTACT]]
    assert places == sorted(places)
    assert diagram({}) == Diagram(((), (), ()), ())
