"""What lies in the trash, in words."""

from datetime import date

from carnet.domain.trash import TrashItem, TrashKind
from carnet.words import changes, formats
from carnet.words.catalogue import _, ngettext


def kind(value: TrashKind) -> str:
    """Return what a thing in the trash is."""
    match value:
        case TrashKind.CONTACT:
            return _("Contact")
        case TrashKind.EVENT:
            return _("Event")
        case TrashKind.MISSION:
            return _("Mission")


def detail(item: TrashItem) -> str:
    """Return "Évènement · Portéo · 12 mars 2026"."""
    day = "" if item.day is None else formats.full_day(item.day)
    return " · ".join(part for part in (kind(item.kind), item.detail, day) if part)


def since(item: TrashItem, today: date) -> str:
    """Return "hier à 14 h 02"."""
    return changes.moment(item.deleted_at, today)


def left(item: TrashItem, today: date) -> str:
    """Return how long a thing is sure to stay: "encore 18 j"."""
    days = item.days_left(today)
    if not days:
        return _("more than 30 d")
    return ngettext("{n} d left", "{n} d left", days).format(n=days)


def spoken(item: TrashItem, today: date) -> str:
    """Return a thing in one sentence."""
    return ", ".join((item.name, detail(item), since(item, today), left(item, today)))
