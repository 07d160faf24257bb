"""What an exchange is: its kinds, directions and values."""

from dataclasses import dataclass
from enum import StrEnum

from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, EventId, InteractionId, MissionId


class InteractionKind(StrEnum):
    """Kinds of exchanges; all but NOTE are real ones."""

    ENCOUNTER = "encounter"
    COFFEE = "coffee"
    LUNCH = "lunch"
    CALL = "call"
    VIDEO = "video"
    EMAIL = "email"
    MESSAGE = "message"
    LETTER = "letter"
    NOTE = "note"


class Direction(StrEnum):
    """Who spoke first."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    MUTUAL = "mutual"


ENCOUNTERS = frozenset(
    {InteractionKind.ENCOUNTER, InteractionKind.COFFEE, InteractionKind.LUNCH, InteractionKind.VIDEO}
)
AT_A_PLACE = frozenset(
    {None, InteractionKind.NOTE, InteractionKind.ENCOUNTER, InteractionKind.COFFEE, InteractionKind.LUNCH}
)
"""The kinds that happen somewhere, and what has no kind yet; the others bridge a distance."""
BREAKS = frozenset({InteractionKind.COFFEE, InteractionKind.LUNCH})


def from_the_person(kind: InteractionKind, direction: Direction) -> bool:
    """Tell whether the person had a part in it, so that it counts as coming from her."""
    return kind is not InteractionKind.NOTE and direction is not Direction.OUTBOUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One person's part in an exchange, with the note kept for her alone."""

    contact_id: ContactId
    name: str = ""
    personal_note: str = ""
    promised: str = ""
    is_first_meeting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """An exchange with one person or several; `id` None means not stored."""

    id: InteractionId | None = None
    uid: str = ""
    kind: InteractionKind = InteractionKind.NOTE
    occurred_on: PartialDate | None = None
    direction: Direction = Direction.MUTUAL
    summary: str = ""
    event_id: EventId | None = None
    mission_id: MissionId | None = None
    participants: tuple[Participation, ...] = ()
