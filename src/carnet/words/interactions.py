"""What exchanges are called: kinds, directions, means of an introduction."""

from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.introductions import Means
from carnet.words.catalogue import _


def kind(value: InteractionKind) -> str:
    """Return the name of a kind of exchange."""
    match value:
        case InteractionKind.ENCOUNTER:
            return _("Meeting")
        case InteractionKind.COFFEE:
            return _("Coffee")
        case InteractionKind.LUNCH:
            return _("Lunch")
        case InteractionKind.CALL:
            return _("Call")
        case InteractionKind.VIDEO:
            return _("Video call")
        case InteractionKind.EMAIL:
            return _("E-mail")
        case InteractionKind.MESSAGE:
            return _("Message")
        case InteractionKind.LETTER:
            return _("Letter")
        case InteractionKind.NOTE:
            return _("Note")


def direction(value: Direction) -> str:
    """Return who spoke first."""
    match value:
        case Direction.INBOUND:
            return _("received")
        case Direction.OUTBOUND:
            return _("sent")
        case Direction.MUTUAL:
            return _("both ways")


def means(value: Means) -> str:
    """Return how two people were put in touch."""
    match value:
        case Means.IN_PERSON:
            return _("in person")
        case Means.EMAIL:
            return _("by e-mail")
        case Means.CALL:
            return _("by phone")
        case Means.MESSAGE:
            return _("by message")
        case Means.OTHER:
            return _("otherwise")
