"""What capture answers: the preview of a line before it is entered, and what became of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from carnet.domain.capture_values import PersonDraft
from carnet.domain.contacts import Channel, Person

SAME_EVENT = "same_event"
"""Why somebody is surely meant: a person expected or met at this very event bears the name."""


class CaptureDefaults(NamedTuple):
    """What each person of a batch receives; `origin` and `day` None leave them to the event, if there is one.

    Without an event, a `day` says that the person was met then, and `origin` is the channel she came in by.
    """

    tags: tuple[str, ...] = ()
    origin: Channel | None = None
    day: date | None = None


class LikePerson(NamedTuple):
    """Somebody in the journal whom a line may describe; `verdict` "sure" or "possible", reasons as in `matching`."""

    contact_id: int
    name: str
    detail: str
    verdict: str
    reasons: tuple[str, ...]


class CapturePreview(NamedTuple):
    """What a line would do: the draft, whom it may be, whom `via` may mean, and the organisation's people.

    `opposed` tells that the person objected to being kept.
    """

    draft: PersonDraft
    matches: tuple[LikePerson, ...] = ()
    via_matches: tuple[Person, ...] = ()
    organisation_exists: bool = False
    organisation_people: tuple[str, ...] = ()
    opposed: bool = False


class Captured(NamedTuple):
    """One person entered; `deed_id` is None where the line told nothing new.

    `doubles` are the people she may be, linked to none of them; `ambiguous` those whom `via` may mean.
    """

    contact_id: int
    created: bool
    name: str
    title: str
    organisation: str
    note: str
    ambiguous: tuple[Person, ...] = ()
    understood: Mapping[str, Any] = {}
    deed_id: int | None = None
    interaction_id: int | None = None
    follow_up_on: date | None = None
    tags: tuple[str, ...] = ()
    doubles: tuple[LikePerson, ...] = ()
