"""What is left to do once an event is over: whom to mark, whom to thank, and until when."""

from datetime import date, timedelta
from typing import NamedTuple

from carnet.domain.events import EventSheet
from carnet.domain.followups import FollowUpReason

_THANKS_AFTER = timedelta(days=2)
_THANKS_UNTIL = timedelta(days=3)
_LATER = timedelta(days=5)
_PROPOSED_FOR = timedelta(days=30)


class Left(NamedTuple):
    """What a débriefing still asks for: people expected and not marked, goals open, ids of those nobody thanked."""

    expected: int
    goals: int
    unthanked: tuple[int, ...]


def left(sheet: EventSheet, day: date | None, today: date) -> Left:
    """Return what is left of the débriefing of an event that took place on a day.

    Thanks are proposed for thirty days: after that they would be awkward.
    """
    followed = {follow_up.contact_id for follow_up in sheet.follow_ups}
    late = day is None or today - day > _PROPOSED_FOR
    return Left(
        expected=sum(person.expected and not person.met for person in sheet.attendees),
        goals=sum(not goal.done for goal in sheet.event.goals),
        unthanked=()
        if late
        else tuple(each.contact_id for each in sheet.attendees if each.met and each.contact_id not in followed),
    )


def thanks(met_on: date, today: date) -> tuple[FollowUpReason, date]:
    """Return how and when to get back to somebody met on a day: thanks within 72 hours, which nothing moves.

    Afterwards it is a follow-up like others, which levelling spreads.
    """
    if today <= met_on + _THANKS_UNTIL:
        return FollowUpReason.THANKS, max(met_on + _THANKS_AFTER, today)
    return FollowUpReason.POST_EVENT, today + _LATER
