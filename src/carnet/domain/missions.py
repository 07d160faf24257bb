"""What a mission is: its stages, its value in cents, and the touches of the path that led to it."""

from dataclasses import dataclass
from enum import StrEnum

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, EventId, InteractionId, IntroductionId
from carnet.domain.money import half_up


class Stage(StrEnum):
    """Where a mission stands."""

    LEAD = "lead"
    PROPOSAL = "proposal"
    WON = "won"
    RUNNING = "running"
    COMPLETED = "completed"
    LOST = "lost"


COUNTED = frozenset({Stage.WON, Stage.RUNNING, Stage.COMPLETED})
"""Stages whose missions make the turnover; from WON on a mission is signed."""


class MissionRole(StrEnum):
    """What a person did for a mission."""

    INTRODUCER = "introducer"
    PRESCRIBER = "prescriber"
    DECISION_MAKER = "decision_maker"
    BUYER = "buyer"
    USER = "user"


class TouchKind(StrEnum):
    """Steps of a path."""

    ORIGIN_MEETING = "origin_meeting"
    INTRODUCTION = "introduction"
    KEY_ENCOUNTER = "key_encounter"
    CONVERTING = "converting"
    MANUAL = "manual"
    NONE = "none"


class TouchSource(StrEnum):
    """Whether a touch was derived, follows something that the user named, or was made by hand."""

    DERIVED = "derived"
    CONFIRMED = "confirmed"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One step of the path to a mission, frozen when it is signed; ranks count from 1."""

    rank: int
    kind: TouchKind
    occurred_on: PartialDate | None = None
    contact_id: ContactId | None = None
    introducer_id: ContactId | None = None
    event_id: EventId | None = None
    channel: Channel = Channel.NONE
    introduction_id: IntroductionId | None = None
    interaction_id: InteractionId | None = None
    source: TouchSource = TouchSource.DERIVED
    is_decisive: bool = False
    manual_share_bp: int | None = None

    @property
    def credited_contact_id(self) -> ContactId | None:
        """Who gets the credit: of an introduction the introducer, of any other touch its contact."""
        return credited_contact(self.kind, self.contact_id, self.introducer_id)


def credited_contact(
    kind: TouchKind, contact_id: ContactId | None, introducer_id: ContactId | None
) -> ContactId | None:
    """Return who is credited for a touch of a kind."""
    return introducer_id if kind is TouchKind.INTRODUCTION else contact_id


def counted_half_days(days_sold_half: int, days_worked_half: int | None, stage: Stage) -> int:
    """Return the half-days that make the value: those worked once completed and set, else those sold."""
    if stage is Stage.COMPLETED and days_worked_half is not None:
        return days_worked_half
    return days_sold_half


def value_cents(day_rate_cents: int, days_sold_half: int, days_worked_half: int | None, stage: Stage) -> int:
    """Return what a mission is worth, rounded half up to the cent."""
    return half_up(day_rate_cents * counted_half_days(days_sold_half, days_worked_half, stage), 2)


def net_cents(value: int, management_fee_bp: int | None) -> int:
    """Return what is left of a value in cents once the management fees are taken."""
    return value - half_up(value * (management_fee_bp or 0), 10_000)
