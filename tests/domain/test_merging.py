"""A merge as decisions: the rows, what is taken by default, and what the sheet that stays will say."""

from datetime import date

import pytest

from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactPoint,
    Network,
    OriginSource,
    PointKind,
    Relationship,
    SocialProfile,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, InteractionId, IntroductionId
from carnet.domain.interactions import InteractionKind
from carnet.domain.merging import (
    Badge,
    Choices,
    MergeCount,
    MergeField,
    MergeRow,
    MergeSheet,
    MergeSide,
    Side,
    decisions,
    merged,
)
from carnet.domain.origin import Meeting, PersonFacts, ReceivedIntroduction


def mail(value: str, *, primary: bool = False) -> ContactPoint:
    return ContactPoint(kind=PointKind.EMAIL, value=value, normalised=value.lower(), is_primary=primary)


def pair(a: Contact, b: Contact, first: PersonFacts | None = None, second: PersonFacts | None = None) -> MergeSheet:
    return MergeSheet(
        MergeSide(a, "A", first or PersonFacts()), MergeSide(b, "B", second or PersonFacts(), imported=True)
    )


def row(field: MergeField, sheet: MergeSheet) -> MergeRow:
    return {each.field: each for each in decisions(sheet)}[field]


CAMILLE = pair(
    Contact(
        first_name="Camille",
        last_name="Sénéchal",
        affiliations=(Affiliation(organisation="Groupe Saulnier", title="Responsable achats"),),
        points=(mail("c.senechal@saulnier.example"),),
        birthday=PartialDate("1983-11-21"),
        tags=("achats", "data"),
        cadence_days=90,
        about="Décide au-dessus de 20 k€",
    ),
    Contact(
        first_name="Camille",
        last_name="Senechal",
        affiliations=(Affiliation(organisation="Saulnier", title="Acheteuse IT"),),
        points=(mail("camille.s@poste.example"),),
        profiles=(SocialProfile(network=Network.LINKEDIN, url="https://linkedin.com/in/c31", slug="c31"),),
        tags=("portage",),
        about="Croisée à un salon",
    ),
    PersonFacts(origin_channel=Channel.LINKEDIN, created_on=date(2024, 3, 12)),
    PersonFacts(origin_channel=Channel.OTHER_NETWORK, created_on=date(2026, 11, 18)),
)


def test_the_rows_of_the_design_come_with_its_defaults_and_badges() -> None:
    found = {each.field: (each.choice, each.badge) for each in decisions(CAMILLE)}
    assert found == {
        MergeField.NAME: (Side.A, Badge.CHOSEN),
        MergeField.TITLE: (Side.A, Badge.TO_CHECK),
        MergeField.ORGANISATION: (Side.A, Badge.CHOSEN),
        MergeField.EMAILS: (Side.BOTH, Badge.COMBINED),
        MergeField.PROFILES: (Side.B, Badge.FILLED),
        MergeField.ORIGIN: (Side.A, Badge.EARLIER),
        MergeField.BIRTHDAY: (Side.A, Badge.FILLED),
        MergeField.TAGS: (Side.BOTH, Badge.COMBINED),
        MergeField.CADENCE: (Side.A, Badge.FILLED),
        MergeField.NOTES: (Side.BOTH, Badge.COMBINED),
    }


@pytest.mark.parametrize(
    ("one", "other", "choice", "badge"),
    [
        ("Camille Senechal", "Camille Sénéchal", Side.B, Badge.CHOSEN),
        ("C. Sénéchal", "Camille Sénéchal", Side.B, Badge.CHOSEN),
        ("CAMILLE PETIT", "Camille Petit", Side.B, Badge.CHOSEN),
        ("Camille Petit", "camille petit", Side.A, Badge.CHOSEN),
        ("Camille Petit", "Camille Petit", Side.A, Badge.SAME),
        ("Camille Petit", "Camille Durand", Side.A, Badge.TO_CHECK),
        ("", "Camille Durand", Side.B, Badge.FILLED),
    ],
)
def test_the_fuller_spelling_of_a_name_is_taken(one: str, other: str, choice: Side, badge: Badge) -> None:
    names = [dict(zip(("first_name", "last_name"), name.split(), strict=False)) for name in (one, other)]
    found = row(MergeField.NAME, pair(Contact(**names[0]), Contact(**names[1])))
    assert (found.choice, found.badge) == (choice, badge)


@pytest.mark.parametrize(
    ("one", "other", "choice", "badge"),
    [
        ("Saulnier", "Groupe Saulnier", Side.B, Badge.CHOSEN),
        ("Saulnier SAS", "Saulnier", Side.A, Badge.CHOSEN),
        ("Saulnier", "SAULNIER", Side.A, Badge.SAME),
        ("Saulnier", "Alizé", Side.A, Badge.TO_CHECK),
    ],
)
def test_of_an_organisation_contained_in_another_the_longer_is_taken(
    one: str, other: str, choice: Side, badge: Badge
) -> None:
    people = [Contact(affiliations=(Affiliation(organisation=name),)) for name in (one, other)]
    found = row(MergeField.ORGANISATION, pair(*people))
    assert (found.choice, found.badge) == (choice, badge)


def test_single_values_that_differ_are_to_check_and_the_older_sheet_holds() -> None:
    sheet = pair(
        Contact(city="Lyon", birthday=PartialDate("1980"), cadence_days=30, relationship=Relationship.CLIENT),
        Contact(city="Nice", birthday=PartialDate("1981"), cadence_days=60, relationship=Relationship.FRIEND),
    )
    assert {(each.choice, each.badge) for each in decisions(sheet)} == {(Side.A, Badge.TO_CHECK)}


def test_spheres_that_differ_are_united() -> None:
    sheet = pair(Contact(), Contact(sphere=Sphere.PERSONAL))
    assert row(MergeField.SPHERE, sheet).choice is Side.BOTH
    assert merged(sheet, {})[MergeField.SPHERE] is Sphere.BOTH
    assert merged(sheet, {MergeField.SPHERE: Side.B})[MergeField.SPHERE] is Sphere.PERSONAL
    assert list(decisions(pair(Contact(), Contact()))) == []


def met(on: str, uid: str = "") -> PersonFacts:
    meeting = Meeting(InteractionId(int(on[:4])), PartialDate(on), InteractionKind.COFFEE, uid)
    return PersonFacts(meetings=(meeting,), created_on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("first", "second", "choice"),
    [
        (met("2024-01-01"), met("2023-01-01"), Side.B),
        (met("2023-01-01"), met("2024-01-01"), Side.A),
        # An encounter tells more than the channel that somebody came in by, be it earlier.
        (PersonFacts(origin_channel=Channel.LINKEDIN, connected_on=date(2010, 1, 1)), met("2023-01-01"), Side.B),
        (
            PersonFacts(origin_channel=Channel.LINKEDIN, created_on=date(2024, 1, 1)),
            PersonFacts(origin_channel=Channel.VIADEO, created_on=date(2020, 1, 1)),
            Side.B,
        ),
        (
            PersonFacts(origin_channel=Channel.COLD, origin_source=OriginSource.USER, created_on=date(2024, 1, 1)),
            met("2023-01-01"),
            Side.A,
        ),
    ],
)
def test_the_earliest_origin_is_taken_and_the_users_choice_before_it(
    first: PersonFacts, second: PersonFacts, choice: Side
) -> None:
    found = row(MergeField.ORIGIN, pair(Contact(id=ContactId(1)), Contact(id=ContactId(2)), first, second))
    assert (found.choice, found.badge) == (choice, Badge.EARLIER)


def test_an_introduction_of_one_sheet_by_the_other_is_no_origin() -> None:
    by_a = ReceivedIntroduction(IntroductionId(1), ContactId(1), PartialDate("2020-01-01"))
    sheet = pair(
        Contact(id=ContactId(1)), Contact(id=ContactId(2)), met("2023-01-01"), PersonFacts(introductions=(by_a,))
    )
    assert row(MergeField.ORIGIN, sheet).choice is Side.A


def test_the_sheet_that_stays_follows_each_choice() -> None:
    found = merged(CAMILLE, {MergeField.TITLE: Side.B, MergeField.EMAILS: Side.B})
    assert found[MergeField.TITLE] == "Acheteuse IT"
    assert [point.value for point in found[MergeField.EMAILS]] == ["camille.s@poste.example"]
    assert found[MergeField.TAGS] == ("achats", "data", "portage")
    assert found[MergeField.CITY] is None


def test_a_choice_that_makes_no_sense_is_not_taken() -> None:
    choices: Choices = {MergeField.NAME: Side.BOTH, MergeField.BIRTHDAY: Side.B}
    found = merged(CAMILLE, choices)
    assert found[MergeField.NAME] == "Camille Sénéchal"
    assert found[MergeField.BIRTHDAY] == PartialDate("1983-11-21")


def test_equal_points_stand_once_and_the_primary_one_first() -> None:
    sheet = pair(
        Contact(points=(mail("b@a.example"), mail("a@a.example", primary=True))), Contact(points=(mail("A@A.example"),))
    )
    assert [point.value for point in merged(sheet, {})[MergeField.EMAILS]] == ["a@a.example", "b@a.example"]


def test_what_hangs_on_both_is_counted_once() -> None:
    assert MergeCount(3, 1, 1).total == 3
