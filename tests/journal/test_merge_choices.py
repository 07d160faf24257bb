"""Merging as chosen row by row: what is taken, what is kept aside, and that one undo gives both sheets back."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people_world import World, build, email, phone
from undoing import proves_undo

from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    Network,
    OriginSource,
    Relationship,
    SocialProfile,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.merging import MergeField, Side, decisions, merged
from carnet.errors import Refused
from carnet.journal import FixedClock, Journal

Dump = Callable[[Journal], Any]


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


def test_the_older_sheet_stands_first_with_what_hangs_on_each(journal: Journal, world: World) -> None:
    sheet = journal.contacts.merge_sheet(world.double, world.helene)

    assert (sheet.a.contact.id, sheet.b.contact.id) == (world.helene, world.double)
    assert (sheet.a.name, sheet.b.name) == ("Hélène Vasseur", "Hélène Vasseur-Petit")
    assert tuple(sheet.exchanges) == (2, 2, 1)
    assert tuple(sheet.events) == (1, 1, 1)
    assert tuple(sheet.introductions) == (1, 2, 0)
    assert sheet.a.imported is False
    assert sheet.a.score is not None


def test_somebody_who_is_not_there_has_no_sheet_to_merge(journal: Journal, world: World) -> None:
    with pytest.raises(Refused):
        journal.contacts.merge_sheet(world.helene, 9_999)
    with pytest.raises(Refused):
        journal.contacts.merge_sheet(world.helene, world.helene)


def test_values_of_the_other_sheet_are_taken_and_the_own_kept_aside(journal: Journal, world: World) -> None:
    choices = {MergeField.NAME: Side.B, MergeField.CITY: Side.B, MergeField.NOTES: Side.B, MergeField.EMAILS: Side.A}

    journal.contacts.merge(world.helene, world.double, choices)

    kept = journal.contacts.get(world.helene)
    assert (kept.first_name, kept.last_name, kept.city) == ("Hélène", "Vasseur-Petit", "Lyon")
    assert "Hélène Vasseur" in kept.aliases
    assert ("city", "Toulouse") in kept.custom_fields
    assert kept.about.startswith("Rencontrée au salon")
    assert "Aime l’escalade" not in kept.about
    assert [point.value for point in kept.points] == ["h.vasseur@alize.example", "06 39 98 41 07"]


def test_the_position_chosen_is_shown_and_the_other_was_held_before(journal: Journal) -> None:
    one, other = (
        journal.contacts.save(
            Contact(first_name="Camille", affiliations=(Affiliation(organisation=organisation, title=title),))
        )
        for organisation, title in (("Groupe Saulnier", "Responsable achats"), ("Saulnier", "Acheteuse IT"))
    )

    journal.contacts.merge(one, other, {MergeField.TITLE: Side.B, MergeField.ORGANISATION: Side.B})

    positions = [(each.title, each.organisation, each.is_current) for each in journal.contacts.get(one).affiliations]
    assert positions == [("Acheteuse IT", "Saulnier", True), ("Responsable achats", "Groupe Saulnier", False)]


def test_a_title_and_a_company_of_different_sheets_make_one_position(journal: Journal) -> None:
    one = journal.contacts.save(Contact(first_name="Camille", affiliations=(Affiliation(organisation="Alizé"),)))
    other = journal.contacts.save(
        Contact(first_name="Camille", affiliations=(Affiliation(organisation="Bise", title="DSI"),))
    )

    journal.contacts.merge(one, other, {MergeField.ORGANISATION: Side.A})

    positions = [(each.title, each.organisation, each.is_current) for each in journal.contacts.get(one).affiliations]
    assert positions == [("DSI", "Alizé", True), ("DSI", "Bise", False)]


def test_a_relationship_and_an_origin_not_taken_are_kept_aside(journal: Journal) -> None:
    one = journal.contacts.save(
        Contact(first_name="Ana", relationship=Relationship.CLIENT, origin_channel=Channel.LINKEDIN)
    )
    other = journal.contacts.save(
        Contact(first_name="Ana", relationship=Relationship.FRIEND, origin_channel=Channel.COLD)
    )
    journal.contacts.merge(one, other, {MergeField.RELATIONSHIP: Side.B})
    kept = journal.contacts.get(one)
    assert kept.relationship is Relationship.FRIEND
    assert set(kept.custom_fields) == {("relationship", "client"), ("origin_channel", "cold")}


def test_the_later_origin_is_taken_where_the_user_says_so(journal: Journal) -> None:
    one = journal.contacts.save(Contact(first_name="Ana", origin_channel=Channel.LINKEDIN, met_on=PartialDate("2020")))
    other = journal.contacts.save(Contact(first_name="Ana", origin_channel=Channel.COLD, met_on=PartialDate("2024")))

    journal.contacts.merge(one, other, {MergeField.ORIGIN: Side.B})

    kept = journal.contacts.get(one)
    assert (kept.origin_channel, kept.origin_source) == (Channel.COLD, OriginSource.USER)
    journal.history.undo()
    journal.contacts.merge(one, other, {})
    kept = journal.contacts.get(one)
    assert (kept.origin_channel, kept.origin_source) == (Channel.LINKEDIN, OriginSource.DERIVED)


def test_a_merge_by_choice_is_one_deed_undone_and_done_again(journal: Journal, world: World, dump: Dump) -> None:
    choices = {MergeField.NAME: Side.B, MergeField.EMAILS: Side.B, MergeField.TAGS: Side.A, MergeField.CIRCLES: Side.B}
    proves_undo(journal, dump, lambda: journal.contacts.merge(world.helene, world.double, choices))


_NAMES = st.sampled_from(["", "Léa", "Lea", "L.", "Marc", "Petit", "PETIT"])
_TAGS = st.lists(st.sampled_from(["cloud", "data", "paie"]), max_size=2, unique=True).map(tuple)
_POINTS = st.lists(
    st.sampled_from([email("a@a.example"), email("b@a.example", primary=True), phone("06 39 98 30 62")]),
    max_size=2,
    unique=True,
).map(tuple)
_PROFILES = st.lists(
    st.sampled_from(
        [SocialProfile(network=Network.LINKEDIN, url=f"https://www.linkedin.com/in/{slug}") for slug in "ab"]
    ),
    max_size=1,
).map(tuple)
_POSITIONS = st.lists(
    st.builds(
        Affiliation, organisation=st.sampled_from(["", "Alizé", "Alizé SAS", "Bise"]), title=st.sampled_from(["DSI", "RSSI"])
    ),
    max_size=2,
    unique_by=lambda each: (each.organisation, each.title),
).map(tuple)  # fmt: skip
_CONTACTS = st.builds(
    Contact,
    first_name=_NAMES.map(lambda name: name or "Zoé"),
    last_name=_NAMES,
    nickname=_NAMES,
    city=st.sampled_from(["", "Lyon", "Nice"]),
    about=st.sampled_from(["", "Un", "Deux"]),
    sphere=st.sampled_from(Sphere),
    relationship=st.sampled_from([Relationship.OTHER, Relationship.PEER, Relationship.FRIEND]),
    birthday=st.sampled_from([None, PartialDate("1980"), PartialDate("--03-12")]),
    cadence_days=st.sampled_from([None, 30, 60]),
    origin_channel=st.sampled_from([None, Channel.LINKEDIN, Channel.COLD]),
    points=_POINTS,
    profiles=_PROFILES,
    affiliations=_POSITIONS,
    tags=_TAGS,
    circles=_TAGS,
)
_CHOICES = st.dictionaries(st.sampled_from(MergeField), st.sampled_from(Side))
_STEPS = st.lists(
    st.one_of(
        st.just("undo"),
        st.tuples(st.just("contact"), st.integers(0, 9), st.integers(0, 9), st.none() | _CHOICES),
        st.tuples(st.just("organisation"), st.integers(0, 9), st.integers(0, 9)),
    ),
    max_size=8,
)
_UNHURRIED = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def opened(folder: str) -> Journal:
    return Journal(Path(folder) / "property.carnet", clock=FixedClock(day=date(2026, 11, 20)))


def shown(journal: Journal, key: int) -> dict[MergeField, Any]:
    """Return what a sheet says field by field, read as a merge would; lists as sets of what counts."""
    double = journal.contacts.save(Contact(nickname="Miroir"))
    sheet = journal.contacts.merge_sheet(key, double)
    own = sheet.a if sheet.a.contact.id == key else sheet.b
    said = {row.field: row.a if own is sheet.a else row.b for row in decisions(sheet)}
    journal.history.undo()
    return {field: plain(value) for field, value in said.items() if value}


def plain(value: Any) -> Any:
    if not isinstance(value, tuple) or not value or isinstance(value[0], Channel):
        return value
    return {getattr(each, "url", getattr(each, "value", each)) for each in value}


@_UNHURRIED
@given(_CONTACTS, _CONTACTS, _CHOICES)
def test_the_journal_says_what_the_preview_said(one: Contact, other: Contact, choices: dict[MergeField, Side]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = opened(folder)
        a, b = journal.contacts.save(one), journal.contacts.save(other)
        foreseen = merged(journal.contacts.merge_sheet(a, b), choices)

        journal.contacts.merge(a, b, choices)

        said = shown(journal, a)
        journal.close()
        for field, value in foreseen.items():
            if field is MergeField.NOTES:
                assert said.get(field) == ({"\n\n".join(dict.fromkeys(value))} if value else None)
            elif field is MergeField.ORIGIN:
                assert (said.get(field) or (None,))[0] == (value or (None,))[0]
            elif field is not MergeField.SPHERE:
                assert said.get(field) == (plain(value) or None), field


@settings(_UNHURRIED, max_examples=20)
@given(_STEPS)
def test_after_any_merges_and_undos_the_journal_equals_itself(dump: Dump, steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = opened(folder)
        build(journal)
        for name in ("Mutuelle Alizé SA", "Brocéliande"):
            journal.contacts.save(
                Contact(first_name="Nadia", affiliations=(Affiliation(organisation=name, title="DSI"),))
            )
        states = [dump(journal)]
        for step in steps:
            if step == "undo":
                if len(states) > 1:
                    undoes(journal, dump, states)
                continue
            with journal.core.reading() as connection:
                keys = connection.exec_driver_sql(f"SELECT id FROM {step[0]} ORDER BY id").scalars().all()
            one, other = keys[step[1] % len(keys)], keys[step[2] % len(keys)]
            if one != other:
                nouns = {"contact": journal.contacts, "organisation": journal.organisations}
                nouns[step[0]].merge(one, other, *step[3:])
                states.append(dump(journal))
        while len(states) > 1:
            undoes(journal, dump, states)
        journal.close()


def undoes(journal: Journal, dump: Dump, states: list[Any]) -> None:
    """Assert that undo gives the state before, and redo this one again; leave it undone."""
    merge = journal.history.next_undo()
    assert merge is not None
    journal.history.undo()
    assert dump(journal) == states[-2]
    journal.history.redo(merge.id)
    assert dump(journal) == states.pop()
    journal.history.undo()
