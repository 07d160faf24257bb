"""What events are called: kinds, statuses, usefulness."""

from datetime import date

from carnet.domain.events import EventKind, EventStatus, Usefulness
from carnet.words import formats
from carnet.words.catalogue import _


def kind_label(value: EventKind) -> str:
    """Return the name of a kind of event."""
    match value:
        case EventKind.THEMED_MEETING:
            return _("Themed meeting")
        case EventKind.AFTERWORK:
            return _("Afterwork")
        case EventKind.CLUB:
            return _("Professional club")
        case EventKind.WORKSHOP:
            return _("Workshop")
        case EventKind.BREAKFAST:
            return _("Breakfast")
        case EventKind.TRADE_SHOW:
            return _("Trade show")
        case EventKind.TRAINING:
            return _("Training")
        case EventKind.WEBINAR:
            return _("Webinar")
        case EventKind.BREAK:
            return _("Break (coffee, lunch)")
        case EventKind.OTHER:
            return _("Other event")


def untitled(day: date) -> str:
    """Return what an event of which nothing but the day is known is called."""
    return _("Event of {day}").format(day=formats.full_day(day))


def status_label(value: EventStatus) -> str:
    """Return where an event stands."""
    match value:
        case EventStatus.PLANNED:
            return _("planned")
        case EventStatus.REGISTERED:
            return _("registered")
        case EventStatus.ATTENDED:
            return _("attended")
        case EventStatus.MISSED:
            return _("missed")
        case EventStatus.CANCELLED:
            return _("cancelled")


def usefulness_label(value: Usefulness) -> str:
    """Return what an evening was worth."""
    match value:
        case Usefulness.LOW:
            return _("A little")
        case Usefulness.FAIR:
            return _("Fairly")
        case Usefulness.HIGH:
            return _("Very")
