"""Saving, editing, trashing and merging contacts, and taking each of these back."""

from collections.abc import Callable
from datetime import date

import pytest
from people_world import World, build, email, phone

from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactFilter,
    ContactStatus,
    OriginSource,
    PointKind,
    Relationship,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.matching import Likeness, MatchReason
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.journal.contacts import Contacts, fill
from carnet.journal.core import FixedClock
from carnet.journal.labels import Labels
from carnet.journal.merging import MERGED_UID

Dump = Callable[[Journal], dict[str, list[tuple[object, ...]]]]


@pytest.fixture
def contacts(journal: Journal) -> Contacts:
    return Contacts(journal.core)


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


def test_a_saved_contact_is_read_back_with_its_children(contacts: Contacts) -> None:
    key = contacts.save(
        Contact(
            first_name=" Claire ",
            last_name="Dupont",
            points=(email("Claire@Acme.fr"), phone("06 12 34 56 78")),
            affiliations=(Affiliation(organisation="Acme", title="DSI"),),
            tags=("#data", "cloud"),
            circles=("Proche",),
        )
    )

    found = contacts.get(key)

    assert (found.first_name, found.last_name) == ("Claire", "Dupont")
    assert [point.normalised for point in found.points] == ["claire@acme.fr", "+33612345678"]
    assert found.affiliations[0].organisation == "Acme"
    assert found.affiliations[0].organisation_id is not None
    assert (found.tags, found.circles) == (("cloud", "data"), ("Proche",))


def test_saving_what_was_read_changes_nothing(journal: Journal, contacts: Contacts, world: World, dump: Dump) -> None:
    before = dump(journal)

    contacts.save(contacts.get(world.helene))

    assert dump(journal) == before


def test_somebody_without_any_sign_is_refused(contacts: Contacts) -> None:
    with pytest.raises(Refused) as error:
        contacts.save(Contact(city="Lyon", tags=("cloud",)))

    assert (error.value.reason, error.value.field) == ("no_identity", "first_name")


def test_a_profile_an_organisation_or_a_phone_is_enough(contacts: Contacts) -> None:
    contacts.save(Contact(affiliations=(Affiliation(organisation="Acme"),)))
    contacts.save(Contact(points=(phone("06 12 34 56 78"),)))

    names = [row.name for row in contacts.rows(contacts.ids(ContactFilter())).values()]

    assert sorted(names) == ["06 12 34 56 78", "Acme"]


def test_an_incomplete_email_is_refused_and_nothing_is_written(contacts: Contacts, world: World) -> None:
    with pytest.raises(Refused) as error:
        contacts.edit(world.helene, city="Nice", points=(email("helene@"),))

    assert (error.value.reason, error.value.field) == ("bad_email", "points")
    assert contacts.get(world.helene).city == "Toulouse"


@pytest.mark.parametrize("text", ["1980-02-31", "hier", "1980-13"])
def test_an_impossible_date_is_refused_with_its_field(contacts: Contacts, world: World, text: str) -> None:
    with pytest.raises(Refused) as error:
        contacts.edit(world.helene, birthday=text)

    assert (error.value.reason, error.value.field) == ("bad_date", "birthday")


def test_a_cadence_of_no_days_is_refused(contacts: Contacts, world: World) -> None:
    with pytest.raises(Refused) as error:
        contacts.edit(world.helene, cadence_days=0)

    assert error.value.reason == "bad_cadence"


def test_an_unknown_field_is_a_mistake_of_the_caller(contacts: Contacts, world: World) -> None:
    with pytest.raises(TypeError):
        contacts.edit(world.helene, display_name="X")


def test_the_last_sign_of_somebody_cannot_be_taken_away(contacts: Contacts, world: World) -> None:
    with pytest.raises(Refused) as error:
        contacts.edit(world.marc, first_name="", last_name="")

    assert error.value.reason == "no_identity"


def test_editing_dates_takes_partial_ones_and_clears_them(contacts: Contacts, world: World) -> None:
    contacts.edit(world.helene, birthday="--03-12", met_on="2019")
    assert contacts.get(world.helene).birthday == PartialDate("--03-12")

    contacts.edit(world.helene, birthday="")

    assert contacts.get(world.helene).birthday is None
    assert contacts.get(world.helene).met_on == PartialDate("2019")


def test_choosing_an_origin_marks_it_as_the_users_until_it_is_cleared(contacts: Contacts, world: World) -> None:
    assert contacts.sheet(world.helene).origin is Channel.INTRODUCTION

    contacts.edit(world.helene, origin_channel=Channel.COLD)
    assert contacts.get(world.helene).origin_source is OriginSource.USER
    assert contacts.sheet(world.helene).origin is Channel.COLD

    contacts.edit(world.helene, origin_channel=None)
    assert contacts.sheet(world.helene).origin is Channel.INTRODUCTION


def test_there_is_one_card_of_ones_own(contacts: Contacts, world: World) -> None:
    contacts.edit(world.marc, is_me=True)

    contacts.edit(world.karim, is_me=True)

    assert (contacts.get(world.marc).is_me, contacts.get(world.karim).is_me) == (False, True)


def test_an_edited_point_keeps_its_row_and_is_normalised_anew(contacts: Contacts, world: World) -> None:
    points = contacts.get(world.helene).points
    changed = points[1]._replace(value="07 00 00 00 01")

    contacts.edit(world.helene, points=(points[0], changed))

    after = contacts.get(world.helene).points
    assert [point.id for point in after] == [point.id for point in points]
    assert after[1].normalised == "+33700000001"


def test_children_left_out_are_removed(contacts: Contacts, world: World) -> None:
    contacts.edit(world.helene, points=(), tags=(), circles=(), profiles=(), affiliations=(), aliases=("Mme Vasseur",))

    found = contacts.get(world.helene)

    assert (found.points, found.tags, found.circles, found.profiles, found.affiliations) == ((), (), (), (), ())
    assert found.aliases == ("Mme Vasseur",)


def test_tags_are_one_whatever_their_case_but_signs_count(journal: Journal, contacts: Contacts) -> None:
    contacts.save(Contact(first_name="A", tags=("Évènementiel", "C++", "C#")))
    contacts.save(Contact(first_name="B", tags=("evenementiel", "c")))

    assert {tag.name: tag.contacts for tag in Labels(journal.core).tags()} == {
        "c": 1,
        "C++": 1,
        "C#": 1,
        "Évènementiel": 2,
    }


@pytest.mark.parametrize(
    "verb",
    ["save", "edit", "delete", "merge", "mark_not_same", "label"],
)
def test_every_verb_is_undone_and_done_again_here_and_elsewhere(
    journal: Journal, world: World, dump: Dump, clock: FixedClock, verb: str
) -> None:
    contacts = Contacts(journal.core)
    before = dump(journal)

    match verb:
        case "save":
            contacts.save(Contact(first_name="Zoé", tags=("neuf",), affiliations=(Affiliation(organisation="Neuve"),)))
        case "edit":
            contacts.edit(world.helene, city="Nice", points=(), tags=("neuf",), circles=("Neuf",), is_me=True)
        case "delete":
            contacts.delete(world.helene)
        case "merge":
            contacts.merge(world.helene, world.double)
        case "mark_not_same":
            contacts.mark_not_same(world.helene, world.double)
        case _:
            Labels(journal.core).label([world.helene, world.marc], add_tags=("neuf",), remove_circles=("Proche",))
    after = dump(journal)
    assert after != before

    journal.history.undo()
    assert dump(journal) == before
    other = Journal(journal.path, clock=clock)
    other.history.redo()
    assert dump(journal) == after
    other.history.undo()
    other.close()
    assert dump(journal) == before


def test_the_trash_hides_a_contact_and_gives_it_back(contacts: Contacts, world: World) -> None:
    contacts.delete(world.marc)
    assert world.marc not in contacts.ids(ContactFilter())
    assert contacts.ids(ContactFilter(text="delcourt")) == []
    assert contacts.sheet(world.marc).deleted

    contacts.restore(world.marc)

    assert contacts.ids(ContactFilter(text="delcourt")) == [world.marc]


def test_merging_keeps_both_names_and_fills_the_gaps(contacts: Contacts, world: World) -> None:
    double = contacts.get(world.double)

    contacts.merge(world.helene, world.double)

    kept = contacts.get(world.helene)
    assert (kept.last_name, kept.nickname, kept.city, kept.starred) == ("Vasseur", "Lena", "Toulouse", True)
    assert set(kept.aliases) == {"Hélène V.", "Hélène Vasseur-Petit"}
    assert set(kept.tags) == {"cloud", "assurance", "décideuse"}
    assert set(kept.circles) == {"Proche", "Clients"}
    assert ("city", "Lyon") in kept.custom_fields
    assert ("Chien", "Rex") in kept.custom_fields
    assert kept.about == "Aime l’escalade\n\nRencontrée au salon\n\npar e-mail"
    assert kept.origin_channel is Channel.LINKEDIN
    assert len(kept.affiliations) == 1
    assert double.uid != kept.uid


def test_merging_makes_one_of_equal_points_and_keeps_one_primary(contacts: Contacts, world: World) -> None:
    contacts.merge(world.helene, world.double)

    points = [point for point in contacts.get(world.helene).points if point.kind is PointKind.EMAIL]

    assert [(point.normalised, point.is_primary) for point in points] == [
        ("h.vasseur@alize.example", True),
        ("helene@perso.example", False),
    ]


def test_merging_moves_every_row_and_loses_none(journal: Journal, contacts: Contacts, world: World) -> None:
    contacts.merge(world.helene, world.double)

    with journal.core.reading() as connection:

        def count(sql: str) -> int:
            return int(connection.exec_driver_sql(sql).scalar_one())

        assert count("SELECT count(*) FROM participation WHERE contact_id = 1") == 3
        assert count("SELECT count(*) FROM attendance WHERE contact_id = 1 AND met = 1 AND note LIKE '%à %à %'") == 1
        notes = f"SELECT personal_note FROM participation WHERE interaction_id = 1 AND contact_id = {world.helene}"
        assert connection.exec_driver_sql(notes).scalar_one() == f"note {world.helene}\nnote {world.double}"
        assert count("SELECT count(*) FROM mission WHERE signing_contact_id = 1") == 1
        assert count("SELECT count(*) FROM mission_contact WHERE contact_id = 1") == 1
        assert count("SELECT count(*) FROM touch WHERE contact_id = 1 OR introducer_id = 1") == 2
        assert count("SELECT count(*) FROM follow_up WHERE contact_id = 1") == 1
        privacy = connection.exec_driver_sql("SELECT informed_on, legal_basis FROM privacy_record").all()
        assert [tuple(row) for row in privacy] == [("2026-01-01", "legitimate_interest")]
        # The double was introduced by Hélène herself: that one says nothing any more; Marc's, hers and mine stay.
        assert count("SELECT count(*) FROM introduction") == 3
        assert count(f"SELECT count(*) FROM not_same WHERE contact_id = {world.marc} AND other_id = 1") == 1
        assert count(f"SELECT count(*) FROM foreign_property WHERE contact_id = 1 AND line LIKE '{MERGED_UID}%'") == 1
        assert count(f"SELECT count(*) FROM contact WHERE id = {world.double}") == 0
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_merging_somebody_with_himself_is_refused(contacts: Contacts, world: World) -> None:
    with pytest.raises(Refused):
        contacts.merge(world.helene, world.helene)


def test_merging_takes_the_users_origin_of_the_other_and_unites_spheres(contacts: Contacts) -> None:
    keep = contacts.save(Contact(first_name="Ana", met_on=PartialDate("2020")))
    other = contacts.save(
        Contact(
            first_name="Ana",
            sphere=Sphere.PERSONAL,
            relationship=Relationship.FRIEND,
            status=ContactStatus.DORMANT,
            met_on=PartialDate("2018-05"),
            cadence_days=30,
        )
    )
    contacts.edit(other, origin_channel=Channel.PERSONAL, is_me=True)

    contacts.merge(keep, other)

    kept = contacts.get(keep)
    assert (kept.sphere, kept.relationship, kept.status) == (Sphere.BOTH, Relationship.FRIEND, ContactStatus.ACTIVE)
    assert (kept.origin_channel, kept.origin_source) == (Channel.PERSONAL, OriginSource.USER)
    assert (kept.met_on, kept.cadence_days, kept.is_me, kept.aliases) == (PartialDate("2018-05"), 30, True, ())


def test_filling_gaps_overwrites_nothing(journal: Journal, contacts: Contacts, world: World) -> None:
    draft = Contact(
        first_name="Hélène",
        last_name="Vasseur Durand",
        city="Paris",
        nickname="Lena",
        points=(email("H.VASSEUR@alize.example"), email("autre@alize.example")),
        tags=("cloud", "neuf"),
        aliases=("HV",),
        custom_fields=(("Site", "A"),),
    )
    from carnet.domain.changes import Deed

    with journal.core.writing(Deed.IMPORT) as recorder:
        assert fill(recorder, journal.core, world.helene, draft)

    found = contacts.get(world.helene)
    assert (found.last_name, found.city, found.nickname) == ("Vasseur", "Toulouse", "Lena")
    assert [point.value for point in found.points if point.kind is PointKind.EMAIL] == [
        "h.vasseur@alize.example",
        "autre@alize.example",
    ]
    assert set(found.tags) == {"assurance", "cloud", "neuf"}
    assert set(found.aliases) == {"Hélène Vasseur Durand", "HV"}


def test_a_first_name_alone_is_completed_only_by_a_name_that_has_it(journal: Journal, contacts: Contacts) -> None:
    from carnet.domain.changes import Deed

    claire = contacts.save(Contact(first_name="Claire", to_complete=True))
    with journal.core.writing(Deed.IMPORT) as recorder:
        fill(recorder, journal.core, claire, Contact(first_name="Claire", last_name="Dupont"))
    found = contacts.get(claire)
    assert (found.last_name, found.to_complete) == ("Dupont", False)

    paul = contacts.save(Contact(first_name="Paul"))
    with journal.core.writing(Deed.IMPORT) as recorder:
        fill(recorder, journal.core, paul, Contact(first_name="Jean", last_name="Petit"))
    assert contacts.get(paul).last_name == ""
    assert contacts.get(paul).aliases == ("Jean Petit",)


def test_a_same_phone_in_another_spelling_is_the_same_person(contacts: Contacts, world: World) -> None:
    twin = Contact(first_name="H.", last_name="Vasseur", points=(phone("+33 (0)6 39 98 41 07"),))

    found = contacts.duplicates_of(twin)

    assert found[0] == (world.helene, Likeness.SURE, (MatchReason.SAME_PHONE,))


def test_pairs_told_apart_are_no_duplicates(contacts: Contacts, world: World) -> None:
    helene = contacts.get(world.helene)
    assert [key for key, _likeness, _reasons in contacts.duplicates_of(helene)] == [world.double]

    contacts.mark_not_same(world.double, world.helene)
    contacts.mark_not_same(world.helene, world.double)

    assert contacts.duplicates_of(helene) == []


def test_a_name_at_the_same_organisation_is_a_suggestion(contacts: Contacts, world: World) -> None:
    namesake = Contact(
        first_name="Helene", last_name="VASSEUR", affiliations=(Affiliation(organisation="mutuelle alize"),)
    )

    found = contacts.duplicates_of(namesake)

    assert found[0] == (world.helene, Likeness.POSSIBLE, (MatchReason.SAME_NAME_ORGANISATION,))


def test_who_is_not_there_is_not_found(contacts: Contacts) -> None:
    for verb in (contacts.get, contacts.sheet, contacts.delete, contacts.restore):
        with pytest.raises(Refused) as error:
            verb(99)
        assert error.value.reason == "not_found"


def test_the_clock_of_the_journal_dates_the_sheet(contacts: Contacts, world: World) -> None:
    created = contacts.get(world.helene).created_at

    assert created is not None
    assert created.date() == date(2026, 11, 20)
