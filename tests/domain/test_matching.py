"""Who is surely, possibly or not the same person."""

from typing import Any

import pytest

from carnet.domain.matching import Candidate, Likeness, MatchReason, compare, keys, names_agree, similar
from carnet.domain.text import fold

MAIL = frozenset({"claire@acme.fr"})
PHONE = frozenset({"+33612345678"})
ACME = frozenset({"Acme SAS"})


def person(first: str = "Claire", last: str = "Dupont", **more: Any) -> Candidate:
    return Candidate(first, last, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(), person()),
        (person("CLAIRE", "DUPONT"), person()),
        (person("Zoé", "Lefèvre"), person("Zoe", "LEFEVRE")),
        (person(), Candidate()),
        (person(), person(last="")),
        (person(), person("", "Dupont")),
        (person(), person("C.", "Dupont")),
        (person(), person("Claire", "D.")),
        (person("Jean-Pierre", "Martin"), person("J.-P.", "Martin")),
        (person("Jean-Pierre", "Martin"), person("JP", "Martin")),
        (person("Christophe", "Durand"), person("Chris", "Durand")),
        (person("Bob", "Martin"), person("Robert", "Martin")),
        (person(nickname="Kiki"), person("Kiki", "Dupont")),
        (person(nickname="Kiki"), Candidate(nickname="kiki")),
        (person(nickname="Kiki"), Candidate(nickname="Loulou")),
        (person(), person("Dupont", "Claire")),
        (person(), person("Claire Dupont", "")),
        (person(), person("Dupont", "")),
        (person(aliases=("Claire Martin",)), person("Claire", "Martin")),
    ],
)
def test_names_that_do_not_contradict_each_other(one: Candidate, other: Candidate):
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(), person("Paul", "Dupont")),
        (person(), person("Claire", "Martin")),
        (person(), person("P.", "Dupont")),
        (person(), person("Al", "Dupont")),
        (person("Jean", "Martin"), person("Jean-Pierre", "Martin")),
        (person("Pascal", "Roy"), person("Pascale", "Roy")),
        (person("Chris", "Roy"), person("Robert", "Roy")),
    ],
)
def test_names_that_contradict_each_other(one: Candidate, other: Candidate):
    assert not names_agree(one, other)
    assert not names_agree(other, one)


def test_the_same_profile_is_the_same_person_under_any_name():
    one, other = person(linkedin=frozenset({"Claire-D"})), person("Paul", "Roy", linkedin=frozenset({"claire-d"}))

    assert compare(one, other) == (Likeness.SURE, (MatchReason.SAME_LINKEDIN,))


def test_the_same_mail_or_phone_and_a_name_that_agrees_is_the_same_person():
    one, other = person(emails=MAIL, phones=PHONE), person("C.", "Dupont", emails=MAIL, phones=PHONE)

    assert compare(one, other) == (Likeness.SURE, (MatchReason.SAME_EMAIL, MatchReason.SAME_PHONE))


def test_the_same_mail_or_phone_under_another_name_is_a_suggestion():
    one, other = person(emails=MAIL, phones=PHONE), person("Paul", "Roy", emails=MAIL, phones=PHONE)

    assert compare(one, other) == (
        Likeness.POSSIBLE,
        (MatchReason.SAME_EMAIL_OTHER_NAME, MatchReason.SAME_PHONE_OTHER_NAME),
    )


def test_sure_reasons_come_before_hints():
    slug = frozenset({"claire"})
    one, other = person(emails=MAIL, linkedin=slug), person("Paul", "Roy", emails=MAIL, linkedin=slug)

    assert compare(one, other).reasons == (MatchReason.SAME_LINKEDIN, MatchReason.SAME_EMAIL_OTHER_NAME)


@pytest.mark.parametrize("other", [person(), person("Dupont", "Claire"), person("C.", "Dupont")])
def test_name_and_organisation_alone_are_a_suggestion(other: Candidate):
    match = compare(person(organisations=ACME), other._replace(organisations=frozenset({"ACME"})))

    assert match == (Likeness.POSSIBLE, (MatchReason.SAME_NAME_ORGANISATION,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(), person()),
        (person(organisations=ACME), person(organisations=frozenset({"Globex"}))),
        (person(organisations=ACME), person("Paul", "Dupont", organisations=ACME)),
        (person(organisations=ACME), person("", "", organisations=ACME)),
        (person(organisations=frozenset({"..."})), person(organisations=frozenset({"-"}))),
    ],
)
def test_a_name_or_an_organisation_alone_says_nothing(one: Candidate, other: Candidate):
    assert compare(one, other).likeness is Likeness.NONE


def test_an_organisation_that_is_only_a_legal_form_keeps_it():
    one = person(organisations=frozenset({"SA"}))

    assert compare(one, one).likeness is Likeness.POSSIBLE


@pytest.mark.parametrize(
    "more",
    [
        {"emails": MAIL},
        {"phones": PHONE},
        {"linkedin": frozenset({"CD"})},
        {"organisations": ACME},
    ],
)
def test_people_who_match_share_a_key(more: Any):
    one, other = person(**more), person("C.", "Dupont", **more)

    assert compare(one, other).likeness > Likeness.NONE
    assert set(keys(one)) & set(keys(other))


def test_a_name_typed_with_a_slip_is_found():
    names = {number: fold(name) for number, name in enumerate(["Sophie Marchand", "Claire Dupont", "Clara Dumont"])}

    found = similar("Calire DUPOND", names, limit=2)

    assert found[0][0] == 1
    assert all(75 <= likeness <= 100 for _key, likeness in found)
    assert similar("xyz", names) == ()
