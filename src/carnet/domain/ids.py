"""Identifiers of stored rows; they mean something inside one journal file only."""

from typing import NewType

ContactId = NewType("ContactId", int)
OrganisationId = NewType("OrganisationId", int)
EventId = NewType("EventId", int)
InteractionId = NewType("InteractionId", int)
IntroductionId = NewType("IntroductionId", int)
FollowUpId = NewType("FollowUpId", int)
MissionId = NewType("MissionId", int)
TouchId = NewType("TouchId", int)
CircleId = NewType("CircleId", int)
TagId = NewType("TagId", int)
CalendarId = NewType("CalendarId", int)
BatchId = NewType("BatchId", int)
DeedId = NewType("DeedId", int)


def id_of(text: str) -> int | None:
    """Return the id that a text names; None where it is none, or one larger than any file holds."""
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 19 else None
