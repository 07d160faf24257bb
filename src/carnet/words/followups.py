"""Why to get back to someone and when, in words."""

from datetime import date, timedelta

from carnet.domain.followups import FollowUpReason
from carnet.domain.working_days import WorkingDays
from carnet.words import formats
from carnet.words.catalogue import _


def reason(value: FollowUpReason) -> str:
    """Return the reason of a follow-up."""
    match value:
        case FollowUpReason.POST_EVENT:
            return _("after an event")
        case FollowUpReason.PROMISE:
            return _("promise")
        case FollowUpReason.CADENCE:
            return _("cadence")
        case FollowUpReason.OPPORTUNITY:
            return _("opportunity")
        case FollowUpReason.THANKS:
            return _("thanks")
        case FollowUpReason.MISSION_ENDING:
            return _("end of mission")
        case FollowUpReason.PRIVACY:
            return _("privacy")


def soon(today: date, working: WorkingDays) -> tuple[date, date]:
    """Return the next working day, and the first one of next week."""
    tomorrow, monday = today + timedelta(days=1), today + timedelta(days=7 - today.weekday())
    return working.first_from(tomorrow), working.first_from(monday)


def ahead(day: date, today: date) -> str:
    """Return "Demain", or the name of a day of the weeks to come: "Lundi"."""
    if day - today == timedelta(days=1):
        return _("Tomorrow")
    name = formats.weekday(day)
    return name[0].upper() + name[1:]


def choices(today: date, working: WorkingDays) -> list[tuple[str, date]]:
    """Return the days that menus propose, each a working day and said as what it is."""
    found = {day: ahead(day, today) for day in soon(today, working)}
    for days, text in ((7, _("In a week")), (30, _("In a month"))):
        day = working.first_from(today + timedelta(days=days))
        found.setdefault(day, f"{text} ({formats.near_day(day, today)})")
    return [(text, day) for day, text in found.items()]
