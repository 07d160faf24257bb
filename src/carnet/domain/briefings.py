"""What to know before an event: whom to look for and why, what was said last, what is not known, what to ask."""

from enum import StrEnum
from typing import NamedTuple

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.events import NetworkingEvent
from carnet.domain.markdown import first_line

QUESTIONS = 2
_LONGEST = 90


class Why(StrEnum):
    """Why to look for somebody, the strongest reason first."""

    EXPECTED = "expected"
    MET_HERE = "met_here"
    ORGANISATION = "organisation"
    CIRCLE = "circle"
    CITY = "city"


class Gap(StrEnum):
    """What the sheet of a person does not say and she could tell, what is asked first coming first."""

    ROLE = "role"
    ORGANISATION = "organisation"
    EMAIL = "email"
    PHONE = "phone"
    CITY = "city"
    CIRCLE = "circle"


class Ask(StrEnum):
    """What a question rests on."""

    PROMISE = "promise"
    SAID = "said"
    GAP = "gap"


class Reason(NamedTuple):
    """Why to look for somebody; `what` names the earlier event, the organisation, the circle or the city."""

    why: Why
    what: str = ""


class Question(NamedTuple):
    """Something to ask: `text` is the promise or what was said, or the `Gap` to fill."""

    ask: Ask
    text: str


class LastExchange(NamedTuple):
    """What was said last, and when; `event` is where."""

    on: PartialDate | None
    kind: str
    text: str
    event: str


class BriefedPerson(NamedTuple):
    """Somebody to look for and all that is worth having in mind; `promised` is still to be done."""

    contact_id: int
    name: str
    title: str
    organisation: str
    score: int | None
    level: str | None
    reasons: tuple[Reason, ...]
    met: bool
    note: str
    origin: Channel
    first_met_on: PartialDate | None
    last: LastExchange | None
    promised: tuple[str, ...]
    gaps: tuple[Gap, ...]
    questions: tuple[Question, ...]


class Briefing(NamedTuple):
    """All that the briefing of an event shows, in one read; `nth` counts the events of its organiser so far."""

    event: NetworkingEvent
    nth: int
    people: tuple[BriefedPerson, ...]


def short(text: str) -> str:
    """Return the first line of a note as plain words, cut between two words where it is long."""
    line = first_line(text).rstrip(" .")
    if len(line) <= _LONGEST:
        return line
    return line[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def gaps_of(known: dict[Gap, bool]) -> tuple[Gap, ...]:
    """Return what is not known, in the order in which one would ask."""
    return tuple(gap for gap in Gap if not known[gap])


def questions(promised: tuple[str, ...], said: str, gaps: tuple[Gap, ...]) -> tuple[Question, ...]:
    """Return what to ask: of a promise still open, of what was said last, then for what is missing.

    A circle is the user's own word, so nobody is asked for it. Of whom all is known and nothing was said, nothing is
    asked.
    """
    found = [Question(Ask.PROMISE, text) for text in promised[:1]]
    if said and said not in promised:
        found.append(Question(Ask.SAID, said))
    found += [Question(Ask.GAP, gap.value) for gap in gaps if gap is not Gap.CIRCLE]
    return tuple(found[:QUESTIONS])
