"""What a follow-up is: its reasons, states and values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from carnet.domain.ids import ContactId, EventId, FollowUpId, MissionId


class FollowUpReason(StrEnum):
    """Why to get back to someone."""

    POST_EVENT = "post_event"
    PROMISE = "promise"
    CADENCE = "cadence"
    OPPORTUNITY = "opportunity"
    THANKS = "thanks"
    MISSION_ENDING = "mission_ending"
    PRIVACY = "privacy"


class FollowUpState(StrEnum):
    """Where a follow-up stands; OPEN and SNOOZED ones are still to do."""

    OPEN = "open"
    DONE = "done"
    SNOOZED = "snoozed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Something to do for a person; `due_on` is when it should be done, `scheduled_on` where levelling put it."""

    contact_id: ContactId
    id: FollowUpId | None = None
    uid: str = ""
    reason: FollowUpReason = FollowUpReason.PROMISE
    due_on: date | None = None
    scheduled_on: date | None = None
    text: str = ""
    state: FollowUpState = FollowUpState.OPEN
    event_id: EventId | None = None
    mission_id: MissionId | None = None
