"""Which contacts a list shows: order, filters, words, work mode; and how quickly it can tell."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import mission_world
import pytest
from people_world import World, build, exchange, phone

from carnet.domain.attribution import Model
from carnet.domain.changes import Deed
from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactFilter,
    ContactPoint,
    ContactStatus,
    PointKind,
    Sphere,
)
from carnet.domain.interactions import Direction, Interaction, InteractionKind, Participation
from carnet.domain.query import COOLING, Field, Term
from carnet.domain.warmth import score
from carnet.journal import Journal, demo
from carnet.journal.contacts import Contacts
from carnet.journal.core import FixedClock
from carnet.journal.labels import Labels
from carnet.journal.people import scores

TODAY = date(2026, 11, 20)


def where(field: Field, *values: str) -> ContactFilter:
    return ContactFilter(terms=(Term(field, values),))


@pytest.fixture
def contacts(journal: Journal) -> Contacts:
    return Contacts(journal.core)


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


def test_names_sort_as_in_a_directory(contacts: Contacts) -> None:
    for first, last in (("Éric", "Zola"), ("Anne", "Élan"), ("Bob", "Eland"), ("Luc", "Élan")):
        contacts.save(Contact(first_name=first, last_name=last))

    ids = contacts.ids(ContactFilter())
    rows = contacts.rows(ids)
    assert [rows[key].name for key in ids] == ["Anne Élan", "Luc Élan", "Bob Eland", "Éric Zola"]


def test_the_last_exchange_sorts_newest_first_then_those_without(contacts: Contacts, world: World) -> None:
    assert contacts.ids(ContactFilter(order="last_exchange")) == [
        world.helene,
        world.double,
        world.personal,
        world.karim,
        world.marc,
    ]


def test_the_next_due_date_sorts_soonest_first_then_those_without(contacts: Contacts, world: World) -> None:
    contacts.edit(world.karim, cadence_days=30)
    contacts.edit(world.helene, cadence_days=30)

    assert contacts.ids(ContactFilter(order="due"))[:2] == [world.karim, world.helene]
    assert len(contacts.ids(ContactFilter(order="due"))) == 5


def test_a_limit_is_kept_across_both_halves_of_an_order(contacts: Contacts, world: World) -> None:
    whole = contacts.ids(ContactFilter(order="last_exchange"))

    assert [contacts.ids(ContactFilter(order="last_exchange"), limit) for limit in range(6)] == [
        whole[:limit] for limit in range(6)
    ]


def test_pages_are_the_ids_in_runs(contacts: Contacts, world: World) -> None:
    for chosen in (ContactFilter(), ContactFilter(order="due"), ContactFilter(text="hel")):
        assert [key for run in contacts.pages(chosen, 2) for key in run] == contacts.ids(chosen)
        assert all(len(run) <= 2 for run in contacts.pages(chosen, 2))


def test_conditions_combine_with_and_their_values_with_or(contacts: Contacts, world: World) -> None:
    assert set(contacts.ids(where(Field.TAG, "portage", "assurance"))) == {world.marc, world.helene}
    assert set(contacts.ids(where(Field.TAG, "cloud"))) == {world.helene, world.double, world.karim}
    both = ContactFilter(terms=(Term(Field.TAG, ("cloud",)), Term(Field.CIRCLE, ("Clients",))))
    assert contacts.ids(both) == [world.double]
    introduced = Term(Field.ORIGIN, (Channel.INTRODUCTION.value,))
    assert contacts.ids(ContactFilter(terms=(introduced, Term(Field.SPHERE, ("professional",))))) != []
    assert contacts.ids(where(Field.SPHERE, "personal")) == [world.personal]
    assert contacts.count(both) == 1


def test_an_organisation_named_whole_filters_its_people_alone(contacts: Contacts, world: World) -> None:
    name = contacts.sheet(world.helene).organisation
    contacts.save(Contact(first_name="Zoé", affiliations=(Affiliation(organisation=f"{name} Vie"),)))

    assert set(contacts.ids(where(Field.ORGANISATION, f"={name}"))) == {world.helene, world.double}
    assert len(contacts.ids(where(Field.ORGANISATION, name))) == 3


def test_the_archived_are_listed_only_where_they_are_asked_for(contacts: Contacts, world: World) -> None:
    contacts.edit(world.helene, status=ContactStatus.ARCHIVED)

    assert world.helene not in contacts.ids(ContactFilter())
    assert world.helene not in contacts.ids(where(Field.TAG, "cloud"))
    assert contacts.total() == 4
    assert contacts.ids(where(Field.STATUS, "archived")) == [world.helene]
    assert world.helene in contacts.ids(ContactFilter(text="helene"))
    everybody = ContactFilter(terms=(Term(Field.STATUS, ("archived", "active")),))
    assert contacts.count(everybody) == 5
    assert sum(contacts.level_counts().values()) == 4


def test_levels_follow_the_day_without_any_write(contacts: Contacts, world: World, journal: Journal) -> None:
    journal.core.clock = FixedClock(day=date(2026, 11, 20))
    hot = contacts.ids(where(Field.WARMTH, "hot", "warm"))
    assert world.helene in hot
    assert set(contacts.ids(where(Field.WARMTH, "none"))) == {world.marc}

    journal.core.clock = FixedClock(day=date(2029, 1, 1))

    assert contacts.ids(where(Field.WARMTH, "hot", "warm", "cool")) == []
    assert len(contacts.ids(where(Field.WARMTH, "cold"))) == 4


def test_every_row_stands_under_the_level_that_its_score_says(
    journal: Journal, contacts: Contacts, world: World
) -> None:
    for days in range(0, 900, 13):
        journal.core.clock = FixedClock(day=TODAY + timedelta(days=days))
        for level in ("hot", "warm", "cool", "cold"):
            keys = contacts.ids(where(Field.WARMTH, level))
            assert {contacts.rows([key])[key].level for key in keys} <= {level}


def test_the_score_of_a_row_is_that_of_the_rule(journal: Journal, contacts: Contacts) -> None:
    key = contacts.save(Contact(first_name="Zoé", cadence_days=20))
    days = ["2025-11-20", "2025-11-21", "2026", "2026-02", "2026-06-01", "2026-09-30", "2026-11-01", "2026-11-02"]
    with journal.core.writing(Deed.LOG) as recorder:
        for day in days:
            exchange(journal, recorder, [key], day, direction=Direction.OUTBOUND)
        exchange(journal, recorder, [key], "2026-11-19", InteractionKind.NOTE)

    for ahead in range(0, 500, 7):
        today = TODAY + timedelta(days=ahead)
        journal.core.clock = FixedClock(day=today)
        row = contacts.rows([key])[key]
        with journal.core.reading() as connection:
            assert (row.score, row.level) == scores(connection, [key], today)[key]


def test_an_exchange_dated_ahead_does_not_warm_today(journal: Journal, contacts: Contacts) -> None:
    key = contacts.save(Contact(first_name="Zoé"))
    with journal.core.writing(Deed.LOG) as recorder:
        exchange(journal, recorder, [key], "2026-10-01")
        exchange(journal, recorder, [key], "2027-02-01")

    row = contacts.rows([key])[key]

    assert row.score == score(TODAY, [date(2026, 10, 1)], [date(2026, 10, 1)], None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("helene", ["helene", "double"]),
        ("HÉLÈNE", ["helene", "double"]),
        ("vass hel", ["helene", "double"]),
        ("vasseur-petit", ["double"]),
        ("lena", ["double"]),
        ("marc", ["marc"]),
        ("0639984107", ["helene"]),
        ("+33 6 39 98 41 07", ["helene"]),
        ("06.39.98", ["helene"]),
        ("0033 (0)6 39 98", ["helene"]),
        ("+33 (0)6 39", ["helene"]),
        ("39 98 41 07", ["helene"]),
        ("003363998", ["helene"]),
        ("h.vasseur@al", ["helene", "double"]),
        ("alizé", ["helene", "double"]),
        ("mutuelle", ["helene", "double"]),
        ("portage", ["marc"]),
        ("escalade", ["helene"]),
        ("arbitrage", ["helene"]),
        ("budget 2027", ["helene"]),
        ("décideuse", ["double"]),
        ("toulouse", ["helene"]),
        ("zzz", []),
        ("h v", ["helene", "double"]),
        ("h é", []),
        ("", ["helene", "double", "marc", "karim", "personal"]),
        ('"', []),
        ("*", []),
        ("a\x00b", []),
        ("NEAR(", []),
        ("marc OR karim", []),
    ],
)
def test_words_find_people_wherever_they_stand(contacts: Contacts, world: World, text: str, names: list[str]) -> None:
    wanted = {getattr(world, name) for name in names}

    assert set(contacts.ids(ContactFilter(text=text))) == wanted


def test_names_come_before_notes(contacts: Contacts, world: World) -> None:
    budget = contacts.save(Contact(first_name="Alix", last_name="Budget"))

    assert contacts.ids(ContactFilter(text="budget")) == [budget, world.helene]


def test_words_and_conditions_combine(contacts: Contacts, world: World) -> None:
    tagged = (Term(Field.TAG, ("décideuse",)),)

    assert contacts.ids(ContactFilter(text="hel", terms=tagged)) == [world.double]
    assert contacts.ids(ContactFilter(text="budget", terms=tagged)) == []
    assert contacts.count(ContactFilter(text="hel")) == 2


def test_work_mode_hides_private_life_everywhere(journal: Journal, contacts: Contacts, world: World) -> None:
    assert contacts.total() == 5
    assert [row.id for row in contacts.suggest("paul")] == [world.personal]

    journal.options = replace(journal.options, work_mode=True)

    assert contacts.total() == 4
    assert contacts.suggest("paul") == []
    assert contacts.find("Paul Ami") == []
    assert contacts.sphere_counts() == {Sphere.PROFESSIONAL: 4}
    assert all(item.people == () for item in contacts.sheet(world.karim).timeline if item.kind == "coffee")


def test_every_value_of_a_filter_is_counted(journal: Journal, contacts: Contacts, world: World) -> None:
    for counts in (contacts.level_counts(), contacts.origin_counts(), contacts.sphere_counts()):
        assert sum(counts.values()) == 5
    for level, number in contacts.level_counts().items():
        assert contacts.count(where(Field.WARMTH, level)) == number

    journal.options = replace(journal.options, work_mode=True)

    assert sum(contacts.level_counts().values()) == 4
    assert sum(tag.contacts for tag in Labels(journal.core).tags()) == 6


def test_finding_prefers_the_exact_name(contacts: Contacts, world: World) -> None:
    assert [person.id for person in contacts.find("helene vasseur")] == [world.helene]
    assert [person.id for person in contacts.find("Vasseur Hélène")] == [world.helene]
    assert [person.id for person in contacts.find("hélène v.")] == [world.double]
    assert {person.id for person in contacts.find("helene")} == {world.helene, world.double}
    assert [person.id for person in contacts.find(str(world.marc))] == [world.marc]
    assert contacts.find("999") == []
    assert contacts.find("") == []
    assert contacts.find("assurance") == []


def test_a_suggestion_says_the_position(contacts: Contacts) -> None:
    contacts.save(
        Contact(first_name="Ana", last_name="Li", affiliations=(Affiliation(organisation="Acme", title="DSI"),))
    )

    assert contacts.find("ana li")[0].detail == "DSI, Acme"
    assert contacts.suggest("an")[0].organisation == "Acme"


def test_a_number_abroad_is_found_as_typed_there(journal: Journal, contacts: Contacts) -> None:
    journal.options = replace(journal.options, country="CH")
    key = contacts.save(Contact(first_name="Urs", points=(phone("044 668 18 00"),)))

    assert contacts.ids(ContactFilter(text="044 668")) == [key]
    assert contacts.ids(ContactFilter(text="+41446681800")) == [key]


def test_no_list_is_sorted_on_the_fly(journal: Journal, contacts: Contacts, world: World) -> None:
    from carnet.journal import contact_lists

    with journal.core.reading() as connection:
        for order in ("name", "last_exchange", "due", "met_on", "-met_on", "warmth"):
            within = contact_lists.conditions(connection, journal.core, ContactFilter())
            first = next(iter(contact_lists._parts(connection, journal.core, contacts._brought, order)))
            sql, parameters = first.sql(within)
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, parameters).all()
            assert all("TEMP B-TREE" not in str(step) for step in plan), plan


def test_warmth_sorts_from_hot_to_cold_and_in_a_level_by_the_day_it_falls(
    journal: Journal, contacts: Contacts, world: World
) -> None:
    levels = ["hot", "warm", "cool", "cold", None]
    for days in (0, 20, 60, 200, 900):
        journal.core.clock = FixedClock(day=TODAY + timedelta(days=days))
        ids = contacts.ids(ContactFilter(order="warmth"))
        rows = [contacts.rows([key])[key] for key in ids]
        places = [(levels.index(row.level), -(row.level_until or date.min).toordinal()) for row in rows]
        assert places == sorted(places)
        turned = contacts.ids(ContactFilter(order="-warmth"))
        warm = [row.id for row in rows if row.level is not None]
        assert turned[: len(warm)] == warm[::-1]
        assert set(turned) == set(ids)


def test_the_day_somebody_was_met_sorts_latest_first_then_those_without(contacts: Contacts, world: World) -> None:
    for order in ("met_on", "-met_on"):
        ids = contacts.ids(ContactFilter(order=order))
        days = [row.met_on for row in (contacts.rows([key])[key] for key in ids)]
        known = [str(day) for day in days if day is not None]
        assert known == sorted(known, reverse=order == "met_on")
        assert days[len(known) :] == [None] * (len(days) - len(known))


def test_priority_puts_whoever_has_waited_longest_for_her_cadence_first(journal: Journal) -> None:
    contacts = journal.contacts
    silent = {"Léa": (40, 30), "Zoé": (100, None), "Ana": (200, 365), "Max": (40, 30), "Eva": (None, 30)}
    for name, (days, cadence) in silent.items():
        key = contacts.save(Contact(first_name=name, cadence_days=cadence))
        if days is not None:
            day = TODAY - timedelta(days=days)
            journal.interactions.log([key], journal.interactions.read(f"appel {day:%d/%m/%Y}, bref"))

    def order(way: str) -> list[str]:
        return [contacts.name(key) for key in contacts.ids(ContactFilter(order=way))]

    assert order("priority") == ["Léa", "Max", "Zoé", "Ana", "Eva"]
    assert order("-priority") == ["Ana", "Zoé", "Max", "Léa", "Eva"]


def test_the_list_of_who_cools_begins_as_the_page_of_the_day_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "example.carnet"
    demo.write(path, TODAY)
    journal = Journal(path, clock=FixedClock(day=TODAY))
    shown = [line.contact_id for line in journal.today.sheet().cooling]
    terms = (Term(Field.WARMTH, (COOLING,)),)

    assert len(shown) > 1
    assert journal.contacts.ids(ContactFilter(terms=terms, order="priority"))[: len(shown)] == shown
    journal.close()


def test_what_people_brought_sorts_and_is_what_their_sheets_say(journal: Journal) -> None:
    example = mission_world.build(journal)
    contacts = journal.contacts
    mission_world.signed(journal, example.karim, on=date(2026, 9, 1), rate=10_000, halves=20)
    nobody = contacts.save(Contact(first_name="Zoé"))

    for model in Model:
        journal.options = replace(journal.options, default_model=model.value)
        ids = contacts.ids(ContactFilter(order="brought"))
        rows = contacts.rows(ids, with_brought=True)
        cents = {key: sum(each.credit_cents for each in contacts.sheet(key).missions) for key in ids}
        assert {key: row.brought_cents for key, row in rows.items()} == cents
        assert [cents[key] for key in ids] == sorted(cents.values(), reverse=True)
        assert contacts.ids(ContactFilter(order="-brought"))[-1] == nobody
    assert contacts.ids(ContactFilter(order="brought"), 1) == ids[:1]

    journal.missions.delete(example.mission)

    rows = contacts.rows(ids, with_brought=True)
    assert sum(row.brought_cents or 0 for row in rows.values()) == 100_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("titi", "Titi"),
        ("laeti martin", "Laeti Martin"),
        ("oenologie", "#Œnologie"),
        ("laeti.oneil@", "laeti.oneil@acme.example"),
        ("020 7946", "+44 20 7946 0958"),
        ("ceret", "Aime l’escalade à Céret"),
        ("bouquetin parle", "Parlé du bouquetin"),
        ("laetitia oneil", ""),
        ("boeuf fils cheffe", ""),
    ],
)
def test_a_line_says_what_the_words_were_found_in(contacts: Contacts, journal: Journal, text: str, shown: str) -> None:
    key = contacts.save(
        Contact(
            first_name="Lætitia",
            last_name="O’Neil",
            nickname="Titi",
            aliases=("Laeti Martin",),
            tags=("Œnologie",),
            points=(phone("+44 20 7946 0958"), ContactPoint(kind=PointKind.EMAIL, value="laeti.oneil@acme.example")),
            affiliations=(Affiliation(organisation="Bœuf & Fils", title="Cheffe d’équipe"),),
            about="Aime l’escalade à Céret",
        )
    )
    spoken = Interaction(
        kind=InteractionKind.LUNCH, summary="Parlé du bouquetin", participants=(Participation(contact_id=key),)
    )
    journal.interactions.save(spoken)

    assert contacts.ids(ContactFilter(text=text)) == [key]
    assert contacts.rows([key], found_by=text)[key].match == shown


def test_a_long_note_is_cut_around_what_was_found(contacts: Contacts) -> None:
    key = contacts.save(Contact(first_name="Zoé", about=f"{'avant ' * 30}le bouquetin des Pyrénées {'après ' * 30}"))

    match = contacts.rows([key], found_by="pyrenees")[key].match

    assert "bouquetin des Pyrénées" in match
    assert match.startswith("…")
    assert match.endswith("…")


def test_people_of_one_name_come_warmest_and_latest_seen_first(contacts: Contacts, journal: Journal) -> None:
    keys = {name: contacts.save(Contact(first_name=name, last_name="Lebrun")) for name in ("Ana", "Bob", "Cyr", "Dan")}
    other = contacts.save(Contact(first_name="Eve", last_name="Lebrunet"))
    with journal.core.writing(Deed.LOG) as recorder:
        exchange(journal, recorder, [keys["Cyr"]], "2026-11-18")
        exchange(journal, recorder, [keys["Bob"], other], "2026-11-19")
        exchange(journal, recorder, [keys["Dan"]], "2025-01-02")

    assert contacts.ids(ContactFilter(text="lebrun")) == [keys["Bob"], keys["Cyr"], keys["Dan"], keys["Ana"], other]
