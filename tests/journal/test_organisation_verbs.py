"""Organisations: the list, the sheet, renaming and merging, each one deed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from people_world import World, build
from undoing import proves_undo

from carnet.domain.contacts import Affiliation, Contact, ContactFilter, OrganisationKind, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind, NetworkingEvent
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.domain.organisations import OrganisationFilter
from carnet.domain.query import Field, Term
from carnet.errors import Reason, Refused
from carnet.journal import Journal, files
from carnet.journal.core import Options


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


def person(journal: Journal, name: str, *positions: Affiliation, sphere: Sphere = Sphere.PROFESSIONAL) -> int:
    first, _, last = name.partition(" ")
    return int(journal.contacts.save(Contact(first_name=first, last_name=last, affiliations=positions, sphere=sphere)))


def at(organisation: str, title: str = "", *, start: str = "", end: str = "", current: bool = True) -> Affiliation:
    return Affiliation(
        organisation=organisation,
        title=title,
        starts_on=PartialDate(start) if start else None,
        ends_on=PartialDate(end) if end else None,
        is_current=current,
    )


def the(journal: Journal, name: str) -> int:
    return next(int(row.id) for row in journal.organisations.rows() if row.name == name)


def names(journal: Journal, chosen: OrganisationFilter) -> list[str]:
    keys = journal.organisations.ids(chosen)
    lines = journal.organisations.lines(keys)
    return [lines[key].name for key in keys]


# -- the list -------------------------------------------------------------------------------------------------------


def test_the_list_finds_by_any_part_of_the_name_then_by_the_other_words(journal: Journal) -> None:
    for name in ("Énergie Calanque", "Escale Portage", "Régie Eau & Ville", "Groupe Saulnier"):
        journal.organisations.add(name)
    journal.organisations.edit(the(journal, "Groupe Saulnier"), city="Énergieville")

    assert names(journal, OrganisationFilter()) == [
        "Énergie Calanque",
        "Escale Portage",
        "Groupe Saulnier",
        "Régie Eau & Ville",
    ]
    assert names(journal, OrganisationFilter(text="ENERGIE")) == ["Énergie Calanque", "Groupe Saulnier"]
    assert names(journal, OrganisationFilter(text="ortag")) == ["Escale Portage"]
    assert names(journal, OrganisationFilter(text="ville regie")) == ["Régie Eau & Ville"]
    assert names(journal, OrganisationFilter(text="zzz")) == []
    assert journal.organisations.ids(OrganisationFilter(), 2) == journal.organisations.ids(OrganisationFilter())[:2]
    assert len(journal.organisations.ids(OrganisationFilter(text="e"), 1)) == 1


def test_the_list_narrows_by_kind_city_and_mission_and_sorts_by_people(journal: Journal, world: World) -> None:
    alize, broceliande = the(journal, "Mutuelle Alizé"), the(journal, "Assurances Brocéliande")
    journal.organisations.edit(alize, kind=OrganisationKind.END_CLIENT, city="Nantes")

    def among(field: Field | None, *values: str, negated: bool = False) -> list[str]:
        return names(journal, OrganisationFilter(terms=(Term(field, values, negated),)))

    assert among(Field.KIND, "end_client", "esn") == ["Mutuelle Alizé"]
    assert among(Field.KIND, "end_client", negated=True) == ["Assurances Brocéliande"]
    assert among(Field.CITY, "nantes", "Lyon") == ["Mutuelle Alizé"]
    assert among(Field.CITY, "Nantes", negated=True) == ["Assurances Brocéliande"]
    assert among(Field.MISSION, "yes") == ["Assurances Brocéliande"]
    assert among(Field.MISSION, "no") == ["Mutuelle Alizé"]
    assert among(None, "mutuelle ali") == ["Mutuelle Alizé"]
    both = (Term(Field.KIND, ("end_client",)), Term(Field.MISSION, ("yes",)))
    assert names(journal, OrganisationFilter(terms=both)) == []
    assert names(journal, OrganisationFilter("aliz", both[:1])) == ["Mutuelle Alizé"]
    assert journal.organisations.ids(OrganisationFilter(order="people")) == [alize, broceliande]
    assert journal.organisations.kinds() == [(OrganisationKind.END_CLIENT, 1), (OrganisationKind.OTHER, 1)]
    assert journal.organisations.cities() == [("Nantes", 1)]
    assert journal.organisations.count() == 2


def test_a_line_says_who_is_there_today_the_missions_and_the_last_exchange(journal: Journal, world: World) -> None:
    person(journal, "Ancien Parti", at("Mutuelle Alizé", current=False))
    alize, broceliande = the(journal, "Mutuelle Alizé"), the(journal, "Assurances Brocéliande")

    lines = journal.organisations.lines([alize, broceliande])

    assert (lines[alize].people, lines[alize].missions) == (2, 0)
    assert lines[alize].last_exchange_on == date(2026, 11, 16)
    assert (lines[broceliande].people, lines[broceliande].missions) == (0, 1)
    assert lines[broceliande].last_exchange_on is None


# -- the sheet ------------------------------------------------------------------------------------------------------


def test_the_sheet_tells_who_is_there_and_where_those_of_before_are_now(journal: Journal) -> None:
    lea = person(journal, "Léa Montagnac", at("Escale", "Juriste", start="2025-03"))
    gaelle = person(
        journal,
        "Gaëlle Kervadec",
        at("Kervadec Talents", "Recruteuse"),
        at("Escale", "Recruteuse", start="2019", end="2022", current=False),
    )
    idriss = person(
        journal,
        "Idriss Belkacem",
        at("Escale", "Consultant réseau", end="2025-06", current=False),
        at("", "indépendant"),
    )
    trashed = person(journal, "Parti Loin", at("Escale"))
    journal.contacts.delete(trashed)

    sheet = journal.organisations.sheet(the(journal, "Escale"))

    assert [(one.id, one.title, one.starts_on) for one in sheet.people_now] == [(lea, "Juriste", "2025-03")]
    assert (sheet.now_count, sheet.before_count) == (1, 2)
    before = {one.id: one for one in sheet.people_before}
    assert (before[gaelle].now_at, before[gaelle].now_at_id) == ("Kervadec Talents", the(journal, "Kervadec Talents"))
    assert (before[gaelle].starts_on, before[gaelle].ends_on) == ("2019", "2022")
    assert (before[idriss].now_at, before[idriss].now_at_id) == ("indépendant", None)
    assert (sheet.missions, sheet.events, sheet.figure, sheet.born) == ((), (), None, ())


def test_who_came_back_stands_among_those_of_today_only(journal: Journal) -> None:
    back = person(journal, "Rémi Retour", at("Escale", "Stagiaire", end="2020", current=False), at("Escale", "Chef"))

    sheet = journal.organisations.sheet(the(journal, "Escale"))

    assert [(one.id, one.title) for one in sheet.people_now] == [(back, "Chef")]
    assert sheet.people_before == ()


def test_work_mode_hides_private_people_from_sheet_and_line(journal: Journal) -> None:
    person(journal, "Paul Ami", at("Escale"), sphere=Sphere.PERSONAL)
    journal.options = Options(work_mode=True)
    key = the(journal, "Escale")

    assert journal.organisations.sheet(key).now_count == 0
    assert journal.organisations.sheet(key).people_now == ()
    assert journal.organisations.lines([key])[key].people == 0


def signed(journal: Journal, title: str, on: date | None, stage: Stage = Stage.RUNNING, **fields: Any) -> int:
    mission = Mission(title=title, day_rate_cents=70_000, days_sold_half=40, **fields)
    key = journal.missions.save(mission)
    if on is not None:
        journal.missions.sign(key, contact_id=None, signed_on=on, stage=stage)
    return int(key)


def test_missions_are_told_by_the_role_of_the_organisation_with_the_figure_of_two_years(journal: Journal) -> None:
    signed(journal, "Vieille", date(2020, 5, 1), Stage.COMPLETED, client="Régie", portage_company="Escale")
    signed(journal, "Récente", date(2026, 5, 1), client="Régie", portage_company="Escale", management_fee_bp=800)
    signed(journal, "Piste", None, client="Escale")

    carried = journal.organisations.sheet(the(journal, "Escale"))
    bought = journal.organisations.sheet(the(journal, "Régie"))

    assert [(one.title, one.role, one.client) for one in carried.missions] == [
        ("Récente", "portage_company", "Régie"),
        ("Vieille", "portage_company", "Régie"),
        ("Piste", "client", ""),
    ]
    assert carried.missions[0].management_fee_bp == 800
    assert carried.figure is not None
    assert (carried.figure.missions, carried.figure.cents, carried.figure.months) == (1, 1_400_000, 24)
    assert carried.figure.roles == ("portage_company",)
    assert [one.role for one in bought.missions] == ["client", "client"]


def test_an_old_client_is_summed_up_over_all_years(journal: Journal) -> None:
    signed(journal, "Vieille", date(2020, 5, 1), Stage.COMPLETED, client="Régie")

    figure = journal.organisations.sheet(the(journal, "Régie")).figure

    assert figure is not None
    assert (figure.missions, figure.months) == (1, None)


def test_events_are_told_with_who_was_met_and_the_missions_born_there(journal: Journal) -> None:
    past = journal.events.save(
        NetworkingEvent(
            title="Afterwork",
            kind=EventKind.AFTERWORK,
            organiser="Escale",
            starts_at=datetime(2026, 3, 12, 17, tzinfo=UTC),
        )
    )
    journal.events.save(
        NetworkingEvent(title="À venir", organiser="Escale", starts_at=datetime(2026, 12, 2, 8, tzinfo=UTC))
    )
    claire = journal.capture.add("Claire Martin", event_id=past).contact_id
    mission = journal.missions.save(Mission(title="API", portage_company="Escale", client="Régie"))
    journal.missions.sign(mission, contact_id=claire, signed_on=date(2026, 7, 1))

    sheet = journal.organisations.sheet(the(journal, "Escale"))

    assert [(one.title, one.over, one.people) for one in sheet.events] == [
        ("À venir", False, 0),
        ("Afterwork", True, 1),
    ]
    assert (sheet.events_count, sheet.met_count) == (2, 1)
    assert sheet.born == ("API",)


def test_an_organisation_that_is_not_there_is_refused(journal: Journal) -> None:
    for read in (journal.organisations.sheet, journal.organisations.name, journal.organisations.near):
        with pytest.raises(Refused) as refused:
            read(99)
        assert refused.value.reason == Reason.NOT_FOUND


# -- writing --------------------------------------------------------------------------------------------------------


def test_a_new_organisation_is_one_deed_and_an_old_name_brings_the_old_one(
    journal: Journal, dump: Callable[[Journal], Any]
) -> None:
    proves_undo(journal, dump, lambda: journal.organisations.add(" Escale  Portage ", OrganisationKind.CLUB))
    key = the(journal, "Escale Portage")

    assert journal.organisations.add("ESCALE PORTAGE") == key
    assert journal.organisations.sheet(key).kind is OrganisationKind.CLUB
    with pytest.raises(Refused):
        journal.organisations.add("  ")


def test_a_name_that_is_taken_is_refused_and_tells_by_whom(journal: Journal) -> None:
    acme, other = journal.organisations.add("Acme"), journal.organisations.add("Autre")

    with pytest.raises(Refused) as refused:
        journal.organisations.edit(other, name="ACMÉ")

    assert (refused.value.field, refused.value.data["id"]) == ("name", acme)
    journal.organisations.edit(acme, name="ACME")
    assert journal.organisations.name(acme) == "ACME"


def test_a_renamed_organisation_is_found_by_its_new_name_only(journal: Journal) -> None:
    signed(journal, "Refonte", None, client="Acme")
    journal.events.save(NetworkingEvent(title="Salon", organiser="Acme"))

    journal.organisations.edit(the(journal, "Acme"), name="Zénith")

    assert {found.kind for found in journal.search.find("zenith")} == {"organisation", "mission", "event"}
    assert journal.search.find("acme", tolerant=False) == ()


def test_near_names_leave_the_legal_form_aside(journal: Journal) -> None:
    acme = journal.organisations.add("Acme Systèmes")
    close = [journal.organisations.add(name) for name in ("ACME SYSTEMES SAS", "Acme", "Acmee Systeme")]
    journal.organisations.add("Banque Cévenole")

    assert journal.organisations.near(acme)[0] == close[0]
    assert set(journal.organisations.near(acme)) == set(close)


def test_merging_moves_everything_and_fills_the_gaps_in_one_deed(
    journal: Journal, dump: Callable[[Journal], Any]
) -> None:
    lea = person(journal, "Léa M", at("Acme", "DSI"), at("Acme SA", "DSI", start="2020", end="2024", current=False))
    marc = person(journal, "Marc D", at("Acme SA", "Acheteur"))
    signed(journal, "Refonte", None, client="Acme SA", portage_company="Acme SA", intermediary="Acme SA")
    journal.events.save(NetworkingEvent(title="Salon", organiser="Acme SA"))
    keep, other = the(journal, "Acme"), the(journal, "Acme SA")
    journal.organisations.edit(other, kind=OrganisationKind.ESN, city="Albi", website="acme.example")

    proves_undo(journal, dump, lambda: journal.organisations.merge(keep, other))

    sheet = journal.organisations.sheet(keep)
    assert (sheet.kind, sheet.city, sheet.website) == (OrganisationKind.ESN, "Albi", "acme.example")
    assert {one.id for one in sheet.people_now} == {lea, marc}
    assert (sheet.missions_count, sheet.events_count) == (1, 1)
    positions = journal.contacts.get(lea).affiliations
    assert [(one.title, one.starts_on, one.ends_on, one.is_current) for one in positions] == [
        ("DSI", "2020", "2024", True)
    ]
    assert [row.name for row in journal.organisations.rows()] == ["Acme"]
    assert journal.contacts.sheet(marc).organisation == "Acme"


def test_positions_of_other_years_or_titles_stay_apart_when_organisations_merge(journal: Journal) -> None:
    lea = person(
        journal, "Léa M", at("Acme", "DSI", start="2010", end="2012", current=False), at("Acme SA", "DSI", start="2020")
    )

    journal.organisations.merge(the(journal, "Acme"), the(journal, "Acme SA"))

    assert len(journal.contacts.get(lea).affiliations) == 2


def test_an_organisation_is_merged_neither_with_itself_nor_with_nothing(journal: Journal) -> None:
    acme = journal.organisations.add("Acme")

    for other in (acme, 99):
        with pytest.raises(Refused):
            journal.organisations.merge(acme, other)
    with pytest.raises(Refused):
        journal.organisations.merge(99, acme)


def test_the_name_that_went_in_a_merge_still_finds_the_organisation(
    journal: Journal, world: World, dump: Callable[[Journal], Any]
) -> None:
    keep, other = the(journal, "Mutuelle Alizé"), journal.organisations.add("Groupe Cévenol")
    zoe = person(journal, "Zoé Passagère", at("Groupe Cévenol", "DSI"))

    proves_undo(journal, dump, lambda: journal.organisations.merge(keep, int(other)))

    assert journal.organisations.sheet(keep).aliases == ("Groupe Cévenol",)
    assert journal.organisations.known("groupe cevenol") == keep
    assert names(journal, OrganisationFilter(text="cévenol")) == ["Mutuelle Alizé"]
    assert zoe in journal.contacts.ids(ContactFilter(text="cevenol"))
    assert zoe in journal.contacts.ids(ContactFilter(terms=(Term(Field.ORGANISATION, ("cevenol",)),)))
    again = person(journal, "Léa Neuve", at("Groupe Cévenol"))
    assert journal.contacts.sheet(again).organisation == "Mutuelle Alizé"
    assert files.check(journal) == ()


def test_the_other_name_travels_with_the_journal(journal: Journal, world: World, tmp_path: Path) -> None:
    keep, other = the(journal, "Mutuelle Alizé"), journal.organisations.add("Groupe Cévenol")
    journal.organisations.merge(keep, int(other))
    data = journal.exports.everything()

    copy = Journal(tmp_path / "copy.carnet", clock=journal.clock)
    copy.exports.restore(data)
    assert copy.exports.everything() == data
    assert copy.organisations.known("groupe cevenol") == the(copy, "Mutuelle Alizé")
    copy.close()


def test_an_organisation_is_deleted_its_people_stay_and_undoing_brings_it_back(
    journal: Journal, world: World, dump: Callable[[Journal], Any]
) -> None:
    club = int(journal.organisations.add("Club Data"))
    zoe = person(journal, "Zoé Passagère", at("Club Data", "Trésorière"), at("Club Data"))

    proves_undo(journal, dump, lambda: journal.organisations.delete(club))

    assert names(journal, OrganisationFilter(text="club data")) == []
    assert [position.title for position in journal.contacts.get(zoe).affiliations] == ["Trésorière"]
    assert journal.contacts.sheet(zoe).organisation == ""


def test_an_organisation_that_missions_refer_to_is_not_deleted(journal: Journal) -> None:
    journal.missions.save(Mission(title="Data", client="Acme", stage=Stage.LEAD))

    with pytest.raises(Refused) as caught:
        journal.organisations.delete(the(journal, "Acme"))

    assert caught.value.reason == "organisation_in_use"
    assert caught.value.data["missions"] == 1
    assert the(journal, "Acme")
