"""What is typed into the search of a list: words, "phrases", conditions such as `tag:cloud seen:>90d -sphere:both`.

Names of fields and values come from a vocabulary, in whatever language; the ones of `Field` are always understood.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.text import fold

_TOKEN = re.compile(r'(?P<minus>-)?(?:(?P<key>[^\W\d][\w-]*):)?(?P<value>(?:"[^"]*"?|[^\s"]+)+)?')
_PART = re.compile(r'"[^"]*"?|[^,"]+')
_AGE = re.compile(r"([<>])\s*(\d{1,5})\s*([^\W\d]*)$")
_UNITS = {
    1: ("", "j", "d", "jour", "jours", "day", "days"),
    7: ("s", "w", "sem", "semaine", "semaines", "week", "weeks"),
    30: ("m", "mo", "mois", "month", "months"),
    365: ("a", "y", "an", "ans", "year", "years"),
}
_DAYS_OF = {unit: days for days, units in _UNITS.items() for unit in units}
NEVER = "never"
COOLING = "cooling"


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
    STATUS = "status"
    KIND = "kind"


ORGANISATIONS = (Field.KIND, Field.CITY, Field.MISSION)
PEOPLE = tuple(field for field in Field if field is not Field.KIND)


class Term(NamedTuple):
    """One condition; without a field it is a phrase.

    Any of `values` will do: identifiers, ">90" (days) or texts as typed; "=text" is that text whole.
    """

    field: Field | None
    values: tuple[str, ...]
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
    """Folded names of fields, and of the values of those that have a list of them; only `among` are understood."""

    fields: Mapping[str, Field]
    values: Mapping[Field, Mapping[str, str]]
    among: tuple[Field, ...] = PEOPLE


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
            if token.values:
                terms.append(Term(None, token.values, token.negated))
        else:
            meant = {typed: _value(field, typed, vocabulary) for typed in token.values}
            if known := tuple(value for value in meant.values() if value is not None):
                terms.append(Term(field, known, token.negated))
            wrong = (typed for typed, value in meant.items() if value is None)
            problems += [Problem(field, typed) for typed in wrong if not _is_begun(field, typed, vocabulary)]
    return Query(" ".join(words), tuple(terms), tuple(problems))


class Token(NamedTuple):
    """A piece of the text with where it starts; `values` are without their quotes, empty ones left out."""

    text: str
    start: int
    key: str
    values: tuple[str, ...]
    negated: bool
    is_phrase: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a text, parted by spaces outside quotes."""
    for found in _TOKEN.finditer(text):
        if found[0].strip():
            given = found["value"] or ""
            phrase = given.startswith('"') and not found["key"]
            values = tuple(filter(None, (part.strip('"').strip() for part in _PART.findall(given))))
            yield Token(found[0], found.start(), found["key"] or "", values, bool(found["minus"]), phrase)


def field_of(key: str, vocabulary: Vocabulary) -> Field | None:
    """Return the field of a name, in the vocabulary's language or ours; None where it is none."""
    folded = fold(key)
    found = vocabulary.fields.get(folded) or _OWN.get(folded)
    return found if found in vocabulary.among else None


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


def write(words: str, terms: Iterable[Term]) -> str:
    """Return the text in our own names that means these words and conditions, as it is kept."""
    return " ".join([*([words] if words else []), *map(_written, terms)])


def _written(term: Term) -> str:
    return spelt(term, "" if term.field is None else term.field.value, map(quoted, term.values))


def spelt(term: Term, name: str, values: Iterable[str]) -> str:
    """Return a condition as it is typed, with the name of its field and its values as given."""
    minus = "-" if term.negated else ""
    return f'{minus}"{term.values[0]}"' if term.field is None else f"{minus}{name}:{','.join(values)}"


def quoted(value: str) -> str:
    """Return a value as it is typed: in quotes where it holds a space or a comma."""
    bare = value.replace('"', "")
    return f'"{bare}"' if any(char.isspace() or char == "," for char in bare) else bare


def values_of(terms: Iterable[Term], field: Field) -> tuple[str, ...]:
    """Return the values wanted of a field; what is not wanted of it is another matter."""
    return tuple(value for term in terms if term.field is field and not term.negated for value in term.values)


def with_values(terms: Iterable[Term], field: Field, values: Iterable[str]) -> tuple[Term, ...]:
    """Return the conditions with these values wanted of a field, none for no condition on it."""
    wanted = Term(field, tuple(values))
    kept = [term for term in terms if term.field is not field or term.negated]
    return (*kept, wanted) if wanted.values else tuple(kept)


def token_before(text: str, cursor: int) -> Token | None:
    """Return the piece that ends at the cursor, None where it stands after a space or inside a piece."""
    last = next(reversed(tuple(tokens(text[:cursor]))), None)
    return last if last is not None and last.start + len(last.text) == cursor else None
