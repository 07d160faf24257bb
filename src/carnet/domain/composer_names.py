"""The names in a line of the composer: company, event, mission, place, and how long it took."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from carnet.domain import composer_words as words
from carnet.domain.capture_names import is_particle
from carnet.domain.capture_values import Span, SpanKind
from carnet.domain.days import find_day
from carnet.domain.mentions import Known, Meant, Mention
from carnet.domain.text import flatten, fold

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’.-](?=[^\W_]))*\.?(?![\w])")
_TITLE_WORD = re.compile(r"[^\s,;>()]+")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_BEGUN = re.compile(
    r"(?<!\w)(?:avec|with)\s+(?:[^;>]*(?:(?P<comma>,)|\bet\b|\band\b|&)\s+)?(?P<name>[a-z][\w'-]+(?: [\w'-]+)?)$"
)
_MOST_IN_NAME, _MOST_IN_TITLE, _MOST_PEOPLE = 4, 8, 12


def after(pattern: re.Pattern[str], line: str, start: int, end: int) -> int | None:
    """Return where the line goes on behind a pattern over its flat text, None where it is not there."""
    flat, places = flatten(line[start:end])
    match = pattern.match(flat)
    return None if match is None else start + places[match.end()]


def company(line: str, start: int, end: int, known: Known, *, follows_kind: bool) -> tuple[int, list[Mention]] | None:
    """Return where « avec Karim et Sophie » ends and who is named, None where nobody is.

    Right behind the kind somebody known needs no « avec » ("vu Karim", "mail à Sophie").
    """
    place = after(words.WITH, line, start, end)
    if place is not None:
        first = _person(line, place, end, known, strict=False)
    elif follows_kind:
        place = after(words.TOWARDS, line, start, end) or start
        first = _person(line, place, end, known, strict=True)
    else:
        first = None
    return None if first is None else _and_others(line, replace(first, span=_from(start, first)), end, known)


def _and_others(line: str, first: Mention, end: int, known: Known) -> tuple[int, list[Mention]]:
    found = [first]
    while len(found) < _MOST_PEOPLE:
        place = found[-1].span.end
        joined = after(words.AND, line, place, end)
        if joined is None or (line[joined - 1 : joined].isalpha() and not line[place : place + 1].isspace()):
            break
        is_comma = "," in line[place:joined]
        other = _person(line, joined, end, known, strict=is_comma)
        if other is None or (is_comma and not other.meant):
            break
        found.append(
            replace(other, span=_from(place + len(line[place:joined]) - len(line[place:joined].lstrip()), other))
        )
    return found[-1].span.end, found


def _from(start: int, mention: Mention) -> Span:
    """Return the span of a mention with the word before it: each word typed is in a chip."""
    return Span(SpanKind.PERSON, start, mention.span.end)


def _person(line: str, start: int, end: int, known: Known, *, strict: bool) -> Mention | None:
    """Return who is named at a place: the longest name that the journal knows, else one in capitals.

    `strict` takes only somebody known, whose name begins with a capital.
    """
    ends = list(_name_ends(line, start, end))
    capitals = _capital_run(line, start, ends)
    if not ends or (strict and not capitals):
        return None
    if not capitals and fold(line[start : ends[0]]) in words.NOBODY:
        return None
    # « Inès Faure » is not the Inès whom the journal knows under another name.
    for stop in reversed([stop for stop in ends if capitals is None or stop >= capitals]):
        name = line[start:stop]
        if meant := known.people(name):
            return _mention(line, start, stop, end, meant)
    if strict or capitals is None or known.people(line[start:capitals]) is None:
        return None
    return _mention(line, start, capitals, end, ())


def _name_ends(line: str, start: int, end: int) -> Iterator[int]:
    """Yield where a name may end: behind each of the next words, as long as only spaces stand between."""
    place = start
    for _word in range(_MOST_IN_NAME):
        match = _WORD.match(line, place, end)
        if match is None:
            return
        yield match.end()
        place = match.end()
        while place < end and line[place] in " \u00a0\u202f":
            place += 1


def _capital_run(line: str, start: int, ends: Sequence[int]) -> int | None:
    """Return where the words in capitals end, particles between them included; None where the first one is small."""
    last, place = None, start
    for stop in ends:
        word = line[place:stop].strip()
        if word[:1].isupper():
            last = stop
        elif not is_particle(word):
            break
        elif place == start:
            return None
        place = stop
    return last


def _mention(line: str, start: int, stop: int, end: int, meant: Sequence[Meant]) -> Mention:
    name, told, promised = line[start:stop], "", ""
    if brackets := _BRACKETS.match(line, stop, end):
        told, stop = brackets[1].strip(), brackets.end()
        if (begins := after(words.PROMISED, told, 0, len(told))) is not None:
            told, promised = "", told[begins:]
    span = Span(SpanKind.PERSON, start, stop)
    return Mention(span=span, name=name, meant=tuple(meant), personal_note=told, promised=promised)


def begun(line: str, place: int) -> int | None:
    """Return where the name starts that is being typed at a place, behind « avec », « et » or a comma."""
    flat, places = flatten(line[:place])
    match = _BEGUN.search(flat)
    if match is None or " > " in line[:place]:
        return None
    start = places[match.start("name")]
    # Behind a comma a small letter goes on with the note.
    return None if match["comma"] and not line[start].isupper() else start


def duration(line: str, start: int, end: int) -> Span | None:
    """Return how long it took ("1 h 30", "30 min", « pendant deux heures »), None where nothing says so."""
    stop = after(words.DURATION, line, start, end)
    return None if stop is None else Span(SpanKind.DURATION, start, stop)


def titled(line: str, start: int, end: int, known: Known) -> tuple[int, Mention] | None:
    """Return the event or mission of the journal that is named at a place, and where its words end."""
    place = after(words.MISSION, line, start, end)
    if place is not None:
        return _longest(line, place, end, Span(SpanKind.MISSION, start, place), known.missions)
    for pattern in (words.EVENT, words.AT):
        place = after(pattern, line, start, end)
        marked = Span(SpanKind.EVENT, start, place or start)
        if place is not None and (found := _longest(line, place, end, marked, known.events)):
            return found
    return None


def _longest(
    line: str, place: int, end: int, mark: Span, look: Callable[[str], Sequence[Meant]]
) -> tuple[int, Mention] | None:
    """Return the longest title that is known behind a mark ("mission", « à l’ »)."""
    ends = [match.end() for match, _n in zip(_run(line, place, end), range(_MOST_IN_TITLE), strict=False)]
    for stop in reversed(ends):
        title = line[place:stop]
        if len(fold(title)) > 2 and (meant := look(title)):
            return stop, Mention(span=Span(mark.kind, mark.start, stop), name=title, meant=tuple(meant))
    return None


def _run(line: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the next words, up to a mark or to the first gap that is more than a space."""
    for match in _TITLE_WORD.finditer(line, start, end):
        if line[start : match.start()].strip():
            return
        yield match
        start = match.end()


def place(line: str, start: int, end: int, today: date) -> Span | None:
    """Return where it was: « chez Luigi », « à Lyon », "at the office"."""
    begins = after(words.AT, line, start, end)
    if begins is None or begins >= end:
        return None
    ends = list(_name_ends(line, begins, end))
    if not ends or find_day(line[begins : ends[-1]], today) is not None:
        return None
    stop = _capital_run(line, begins, ends)
    first = fold(line[begins : ends[0]])
    if stop is None and (first in words.PLACES or fold(line[start : start + 4]) == "chez"):
        stop = ends[0]
    return None if stop is None else Span(SpanKind.PLACE, start, stop)


def at_day(meant: Sequence[Meant], title: str, day: date) -> tuple[Meant, ...]:
    """Return the event that a title means on a day: of this very title that of the day or the last before it.

    A title merely begun means an event of that day alone.
    """
    exact = [each for each in meant if fold(each.name) == fold(title)]
    today = [each for each in exact or meant if each.day == day]
    before = [each for each in exact if each.day is not None and each.day < day]
    chosen = today[:1] or sorted(before, key=_when)[-1:] or exact[:1]
    return tuple(chosen)


def _when(each: Meant) -> date:
    return each.day or date.min
