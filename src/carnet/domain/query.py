"""What is typed into the search of contacts: words, "phrases", conditions such as `tag:cloud seen:>90d -sphere:both`.

Names of fields and values come from a vocabulary, in whatever language; the ones of `Field` are always understood.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.text import fold

_TOKEN = re.compile(r'(?P<minus>-)?(?:(?P<key>[^\W\d][\w-]*):)?(?P<value>"[^"]*"?|[^\s"]+)?')
_AGE = re.compile(r"([<>])\s*(\d{1,5})\s*([^\W\d]*)$")
_UNITS = {
    1: ("", "j", "d", "jour", "jours", "day", "days"),
    7: ("s", "w", "sem", "semaine", "semaines", "week", "weeks"),
    30: ("m", "mo", "mois", "month", "months"),
    365: ("a", "y", "an", "ans", "year", "years"),
}
_DAYS_OF = {unit: days for days, units in _UNITS.items() for unit in units}
NEVER = "never"


class Field(StrEnum):
    """What a condition is about."""

    TAG = "tag"
    CIRCLE = "circle"
    ORIGIN = "origin"
    ORGANISATION = "organisation"
    SEEN = "seen"
    WARMTH = "warmth"
    MISSION = "mission"
    INTRODUCED_BY = "introduced-by"
    SPHERE = "sphere"
    CITY = "city"


class Term(NamedTuple):
    """One condition; without a field it is a phrase. `value` is an identifier, ">90" (days) or a text as typed."""

    field: Field | None
    value: str
    negated: bool = False


class Problem(NamedTuple):
    """A condition that means nothing: the value typed, "" for none yet."""

    field: Field
    value: str


class Query(NamedTuple):
    """What was understood: the plain words in order, the conditions, and what could not be."""

    words: str = ""
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()


class Vocabulary(NamedTuple):
    """Folded names of fields, and of the values of those that have a list of them."""

    fields: Mapping[str, Field]
    values: Mapping[Field, Mapping[str, str]]


def parse(text: str, vocabulary: Vocabulary) -> Query:
    """Return what a text means; whatever is no condition is a word, so that nothing typed goes unread."""
    words: list[str] = []
    terms: list[Term] = []
    problems: list[Problem] = []
    for token in tokens(text):
        field = field_of(token.key, vocabulary)
        if field is None and not token.is_phrase:
            words.append(token.text)
        elif field is None:
            if token.value:
                terms.append(Term(None, token.value, token.negated))
        elif (value := _value(field, token.value, vocabulary)) is not None:
            terms.append(Term(field, value, token.negated))
        elif not _is_begun(field, token.value, vocabulary):
            problems.append(Problem(field, token.value))
    return Query(" ".join(words), tuple(terms), tuple(problems))


class Token(NamedTuple):
    """A piece of the text with where it starts; `value` is without its quotes."""

    text: str
    start: int
    key: str
    value: str
    negated: bool
    is_phrase: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a text, parted by spaces outside quotes."""
    for found in _TOKEN.finditer(text):
        if found[0].strip():
            value = found["value"] or ""
            quoted = value.startswith('"')
            bare = value.strip('"').strip() if quoted else value
            phrase = quoted and not found["key"]
            yield Token(found[0], found.start(), found["key"] or "", bare, bool(found["minus"]), phrase)


def field_of(key: str, vocabulary: Vocabulary) -> Field | None:
    """Return the field of a name, in the vocabulary's language or ours; None where it is none."""
    folded = fold(key)
    return vocabulary.fields.get(folded) or _OWN.get(folded)


_OWN = {fold(field.value): field for field in Field}


def _value(field: Field, typed: str, vocabulary: Vocabulary) -> str | None:
    if field is Field.SEEN:
        return _age(typed, vocabulary)
    listed = vocabulary.values.get(field)
    if listed is None:
        return typed or None
    folded = fold(typed)
    return listed.get(folded) or next((value for value in listed.values() if fold(value) == folded), None)


def _age(typed: str, vocabulary: Vocabulary) -> str | None:
    if (never := vocabulary.values.get(Field.SEEN, {}).get(fold(typed))) is not None or typed == NEVER:
        return never or NEVER
    found = _AGE.match(typed)
    days = None if found is None else _DAYS_OF.get(fold(found[3]))
    return None if found is None or days is None else f"{found[1]}{int(found[2]) * days}"


def _is_begun(field: Field, typed: str, vocabulary: Vocabulary) -> bool:
    """Tell whether more letters may yet make a value of what is typed."""
    if not typed or (field is Field.SEEN and typed in {"<", ">"}):
        return True
    folded = fold(typed)
    return any(value.startswith(folded) for value in vocabulary.values.get(field, ()))


def token_before(text: str, cursor: int) -> Token | None:
    """Return the piece that ends at the cursor, None where it stands after a space or inside a piece."""
    last = next(reversed(tuple(tokens(text[:cursor]))), None)
    return last if last is not None and last.start + len(last.text) == cursor else None
