"""What speaks for two sheets being of one person, and how much it weighs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.duplicates import Clue, Evidence, Verdict, resemblance
from carnet.domain.matching import Candidate, Likeness, compare


def person(name: str = "", organisation: str = "", **known: Any) -> Candidate:
    first, _space, last = name.partition(" ")
    sets = {field: frozenset({value}) for field, value in known.items() if field in {"emails", "phones", "linkedin"}}
    rest = {field: value for field, value in known.items() if field not in sets}
    organisations = frozenset({organisation} - {""})
    return Candidate(first_name=first, last_name=last, organisations=organisations, **sets, **rest)


PHONE, MAIL = "+33639983062", "c@saulnier.example"


def test_the_pair_of_the_design_is_very_probable() -> None:
    found = resemblance(
        person("Camille Sénéchal", "Groupe Saulnier", phones=PHONE),
        person("Camille Senechal", "Saulnier", phones=PHONE),
    )
    assert found is not None
    assert found.verdict is Verdict.VERY_PROBABLE
    assert found.clues == (
        Clue(Evidence.SAME_PHONE),
        Clue(Evidence.SAME_NAME_BUT_SIGNS),
        Clue(Evidence.CONTAINED_ORGANISATION, "Saulnier", "Groupe Saulnier"),
    )


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (person("Claire Petit", linkedin="cp"), person("Claire Durand", linkedin="CP"), Verdict.CERTAIN),
        (person("Claire Petit", emails=MAIL), person("Claire Petit", emails=MAIL), Verdict.CERTAIN),
        (
            person("Claire Petit", "Acme", phones=PHONE),
            person("Petit Claire", "ACME SAS", phones=PHONE),
            Verdict.CERTAIN,
        ),
        (person("Claire Petit", emails=MAIL), person("C. Petit", emails=MAIL), Verdict.VERY_PROBABLE),
        (person("Claire Petit", phones=PHONE), person("Claire", phones=PHONE), Verdict.VERY_PROBABLE),
        (person("Claire Petit", emails=MAIL), person("Claire Petiot", emails=MAIL), Verdict.VERY_PROBABLE),
        (
            person("Claire Petit", birthday="1980-01-02"),
            person("Claire Petit", birthday="1980-01-02"),
            Verdict.VERY_PROBABLE,
        ),
        (person("Claire Petit", "Acme"), person("Claire Petit", "Acme"), Verdict.POSSIBLE),
        (person("Claire Petit", "Acme"), person("C. Petit", "Acme"), Verdict.POSSIBLE),
        (person("Claire Sénéchal", "Acme"), person("Claire Sénéchel", "Acme"), Verdict.POSSIBLE),
        (person("Claire Petit"), person("Claire Petit"), Verdict.POSSIBLE),
        (person("", emails=MAIL), person("Claire Petit", emails=MAIL), Verdict.POSSIBLE),
        (person("Claire Petit", phones=PHONE), person("Marc Ouali", phones=PHONE), Verdict.POSSIBLE),
        (
            person("Claire Petit", phones=PHONE, emails=MAIL),
            person("Marc Ouali", phones=PHONE, emails=MAIL),
            Verdict.POSSIBLE,
        ),
    ],
)
def test_the_verdict_follows_what_is_shared(one: Candidate, other: Candidate, verdict: Verdict) -> None:
    for found in (resemblance(one, other), resemblance(other, one)):
        assert found is not None
        assert found.verdict is verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Claire Petit", "Acme"), person("Marc Ouali", "Acme")),
        (person("Claire Petit", "Acme"), person("Claire Dupont", "Acme")),
        (person("Léa Petit", "Acme"), person("Lou Petit", "Acme")),
        (person("Claire Petit", birthday="1980-01-02"), person("Claire Petit", birthday="1991-05-06")),
        (person("C. Petit"), person("Claire Petit")),
        (person(), person()),
    ],
)
def test_too_little_makes_no_pair(one: Candidate, other: Candidate) -> None:
    assert resemblance(one, other) is None


_WORDS = st.sampled_from(["", "Claire", "Marc", "C", "Petit", "Ouali", "Sénéchal"])
_SETS = st.frozensets(st.sampled_from(["a", "b"]), max_size=2)
_PEOPLE = st.builds(
    Candidate, first_name=_WORDS, last_name=_WORDS, nickname=_WORDS, emails=_SETS, phones=_SETS, linkedin=_SETS
)


@given(_PEOPLE, _PEOPLE)
def test_whom_an_import_takes_for_sure_is_found_here_too(one: Candidate, other: Candidate) -> None:
    found = resemblance(one, other)
    assert found == resemblance(other, one)
    if compare(one, other).likeness is Likeness.SURE:
        assert found is not None
