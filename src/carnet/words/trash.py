"""What lies in the trash, in words."""

from collections.abc import Sequence
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


def erase_question(items: Sequence[TrashItem]) -> str:
    """Return the title of the question before things are erased."""
    if len(items) == 1:
        return _("Erase “{name}” for good?").format(name=items[0].name)
    return ngettext("Erase {n} item for good?", "Erase {n} items for good?", len(items)).format(n=len(items))


def erase_warning(items: Sequence[TrashItem]) -> str:
    """Return what will be gone for good, and what stays, in one sentence."""
    if any(item.kind is TrashKind.CONTACT for item in items):
        return _(
            "Sheet, notes, follow-ups, exchanges with nobody else and all that the history keeps of them go for good; "
            "amounts and totals stay, and so do backups and exports made before."
        )
    return _(
        "All that is noted there and all that the history keeps of it go for good; totals stay, and so do backups and "
        "exports made before."
    )


def erased(items: Sequence[TrashItem]) -> str:
    """Return the sentence of the message after things were erased."""
    if len(items) == 1:
        return _("“{name}” erased for good.").format(name=items[0].name)
    return ngettext("{n} item erased for good.", "{n} items erased for good.", len(items)).format(n=len(items))
