"""What contact points are matched by, whatever way they are typed."""

from carnet.domain import emails, phones
from carnet.domain.contacts import ContactPoint, PointKind
from carnet.domain.text import fold


def normalise(point: ContactPoint, country: str) -> str:
    """Return what a contact point is matched by: E.164, a lower-cased address, or the folded text."""
    match point.kind:
        case PointKind.EMAIL:
            return emails.normalise(point.value)
        case PointKind.PHONE:
            return phones.normalise(point.value, country)
        case PointKind.ADDRESS:
            return fold(point.value)
        case _:
            return point.value.strip().casefold()
