"""The language of the search: what is said can be read again, in French and in English."""

import pytest

from carnet import paths
from carnet.domain.query import NEVER, ORGANISATIONS, PEOPLE, Field, Query, Term, token_before
from carnet.words import install, queries


@pytest.fixture(params=["fr", "en"], autouse=True)
def language(request: pytest.FixtureRequest) -> str:
    return install(paths.locale(), request.param)


def terms() -> list[Term]:
    listed = [Term(field, (value,)) for field in Field for value in queries.value_names(field)]
    free = [
        Term(Field.TAG, ("cloud",)),
        Term(Field.ORGANISATION, ("aéro-garonne",)),
        Term(Field.INTRODUCED_BY, ("karim ouali",)),
    ]
    return [*listed, *free, Term(Field.SEEN, (">90",)), Term(Field.SEEN, ("<7",)), Term(None, ("mot exact",))]


def test_what_is_said_of_a_condition_means_that_condition():
    for term in terms():
        for said in (term, term._replace(negated=True)):
            among = PEOPLE if term.field in {None, *PEOPLE} else ORGANISATIONS
            found = queries.read(queries.say("", (said,)), among)
            assert found.terms == (said,), queries.say("", (said,))
            assert found.problems == ()


def test_every_field_has_a_name_of_its_own():
    assert len({queries.field_name(field) for field in Field}) == len(Field)


def test_no_two_values_of_a_field_are_called_the_same():
    for field, names in queries.vocabulary(tuple(Field)).values.items():
        assert len(names) == len(queries.value_names(field))


@pytest.mark.parametrize("among", [PEOPLE, ORGANISATIONS])
def test_a_field_is_offered_once_three_letters_tell_it(among: tuple[Field, ...]):
    for field in Field:
        name = queries.field_name(field)
        begun = token_before(name[:3], len(name[:3]))
        offered = queries.completions(begun, nobody, among=among)
        assert (f"{name}:" in offered) == (field in among and len(name) >= 3)


def test_what_is_no_condition_of_a_list_is_a_word_of_it():
    kind, warmth = queries.field_name(Field.KIND), queries.field_name(Field.WARMTH)

    assert queries.read(f"{kind}:esn").words == f"{kind}:esn"
    assert queries.read(f"{warmth}:xyz", ORGANISATIONS) == Query(f"{warmth}:xyz")


def test_values_are_offered_in_quotes_where_they_hold_a_space():
    name = queries.field_name(Field.CIRCLE)
    text = f"{name}:les"

    assert queries.completions(token_before(text, len(text)), lambda *_: ["Les proches"]) == [f'{name}:"les proches"']


def test_a_mistake_names_what_would_be_right():
    name = queries.field_name(Field.WARMTH)
    (problem,) = queries.read(f"{name}:xyz").problems

    assert queries.written(queries.value_names(Field.WARMTH)["hot"]) in queries.problem(problem)
    assert NEVER not in queries.value_names(Field.WARMTH)


def nobody(_field: Field, _typed: str) -> list[str]:
    return []
