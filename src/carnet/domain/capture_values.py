"""What is understood of one captured line: its spans, its follow-up and the person it describes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carnet.domain.contacts import ContactPoint, SocialProfile


class SpanKind(StrEnum):
    """What a part of a line was read as; those from KIND on occur in lines of the composer only."""

    NAME = "name"
    TITLE = "title"
    ORGANISATION = "organisation"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    TAG = "tag"
    VIA = "via"
    FOLLOW_UP = "follow_up"
    NOTE = "note"
    KIND = "kind"
    DAY = "day"
    DIRECTION = "direction"
    SUMMARY = "summary"
    PERSON = "person"
    PLACE = "place"
    DURATION = "duration"
    EVENT = "event"
    MISSION = "mission"


FIELD_KINDS: tuple[SpanKind, ...] = tuple(SpanKind)[:10]
"""The kinds that a chip of the quick-add panel may be corrected to."""

POINT_KINDS = frozenset({SpanKind.EMAIL, SpanKind.PHONE, SpanKind.URL, SpanKind.TAG})
SINGLE_KINDS = frozenset({SpanKind.NAME, SpanKind.TITLE, SpanKind.ORGANISATION, SpanKind.VIA, SpanKind.FOLLOW_UP})


@dataclass(frozen=True, slots=True)
class Span:
    """Where a part stands in the raw line: characters `start` to `end`, the mark (#, >) included."""

    kind: SpanKind
    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Tell whether another span stands inside this one."""
        return self != other and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDraft:
    """What to do later: the whole text as typed, its day words included ("relancer mardi").

    Attributes:
        text: what follows the mark; never empty.
        due_on: the day named; None leaves the choice to the journal's default.
        day: the words that named it ("mardi").
        unread: a word that looks like a day and is none ("mardy", "31/02"), else "".
        suggestion: the day word it may stand for ("mardi"), else "".
    """

    text: str
    due_on: date | None = None
    day: str = ""
    unread: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """The person that a line describes; `today` and `country` are what it was read against.

    `spans` stand in the order of the line; a point inside a note has its own span inside the note's.
    """

    raw: str = ""
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    organisation: str = ""
    points: tuple[ContactPoint, ...] = ()
    profiles: tuple[SocialProfile, ...] = ()
    tags: tuple[str, ...] = ()
    via: str = ""
    note: str = ""
    follow_up: FollowUpDraft | None = None
    spans: tuple[Span, ...] = ()
    today: date = date.min
    country: str = "FR"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.raw.strip()

    @property
    def has_identity(self) -> bool:
        """Whether a contact can be made of it: a name, an organisation, a contact point or a profile."""
        return bool(self.first_name or self.last_name or self.organisation or self.points or self.profiles)
