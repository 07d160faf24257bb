"""What is typed into the search: words, phrases and conditions, in French and in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.query import Field, Problem, Query, Term, Vocabulary, parse

FRENCH = Vocabulary(
    {
        "etiquette": Field.TAG,
        "cercle": Field.CIRCLE,
        "chaleur": Field.WARMTH,
        "vu": Field.SEEN,
        "presente par": Field.INTRODUCED_BY,
        "sphere": Field.SPHERE,
    },
    {
        Field.WARMTH: {"tiede": "warm", "chaude": "hot", "sans echange": "none"},
        Field.SPHERE: {"perso": "personal", "pro": "professional"},
        Field.SEEN: {"jamais": "never"},
    },
)


def understood(text: str) -> Query:
    return parse(text, FRENCH)


def test_plain_words_stay_words():
    assert understood("hélène  vasseur") == Query("hélène vasseur")
    assert understood("jean-baptiste o'neil 12:30 https://acme.fr") == Query(
        "jean-baptiste o'neil 12:30 https://acme.fr"
    )


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("étiquette:cloud", Term(Field.TAG, "cloud")),
        ("Etiquette:Cloud", Term(Field.TAG, "Cloud")),
        ("tag:cloud", Term(Field.TAG, "cloud")),
        ('cercle:"les proches"', Term(Field.CIRCLE, "les proches")),
        ("chaleur:tiède", Term(Field.WARMTH, "warm")),
        ("warmth:hot", Term(Field.WARMTH, "hot")),
        ('chaleur:"sans échange"', Term(Field.WARMTH, "none")),
        ("présenté-par:karim", Term(Field.INTRODUCED_BY, "karim")),
        ("-sphère:perso", Term(Field.SPHERE, "personal", negated=True)),
        ("vu:>90j", Term(Field.SEEN, ">90")),
        ("vu:<2sem", Term(Field.SEEN, "<14")),
        ("vu:>3mois", Term(Field.SEEN, ">90")),
        ("seen:>1y", Term(Field.SEEN, ">365")),
        ("vu:jamais", Term(Field.SEEN, "never")),
        ('"mot exact"', Term(None, "mot exact")),
        ('-"mot exact"', Term(None, "mot exact", negated=True)),
        ('"pas encore fermé', Term(None, "pas encore fermé")),
    ],
)
def test_a_condition_is_read_in_the_language_of_the_user_and_in_ours(text: str, term: Term):
    assert understood(text) == Query("", (term,))


def test_words_and_conditions_stand_in_any_order():
    found = understood('dsi étiquette:cloud "budget voté" toulouse -sphère:perso')

    assert found.words == "dsi toulouse"
    assert [term.field for term in found.terms] == [Field.TAG, None, Field.SPHERE]
    assert found.problems == ()


@pytest.mark.parametrize("text", ["chaleur:", "chaleur:ti", "vu:", "vu:>", "étiquette:", "sphère:p"])
def test_what_may_still_become_a_condition_is_no_mistake_yet(text: str):
    assert understood(text) == Query()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("chaleur:torride", Problem(Field.WARMTH, "torride")),
        ("vu:90", Problem(Field.SEEN, "90")),
        ("vu:>90lunes", Problem(Field.SEEN, ">90lunes")),
    ],
)
def test_a_value_that_there_is_not_is_a_mistake(text: str, problem: Problem):
    assert understood(text).problems == (problem,)


@given(st.text(alphabet=st.characters(exclude_characters=':"'), max_size=60))
def test_without_colons_and_quotes_everything_is_words(text: str):
    assert understood(text) == Query(" ".join(text.split()))


@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_somehow(text: str):
    found = understood(text)

    told = [found.words, *(term.value for term in found.terms), *(problem.value for problem in found.problems)]
    assert all(isinstance(part, str) for part in told)
