"""What contact points are matched by, whatever way they are typed."""

from carnet.domain import emails, phones
from carnet.domain.contacts import ContactPoint, PointKind
from carnet.domain.text import fold

# By name: Python 3.11 runs code of its own for each member that is asked of an Enum.
_EMAIL, _PHONE, _ADDRESS = PointKind.EMAIL, PointKind.PHONE, PointKind.ADDRESS


def normalise(point: ContactPoint, country: str) -> str:
    """Return what a contact point is matched by: E.164, a lower-cased address, or the folded text."""
    kind, value = point.kind, point.value
    if kind is _EMAIL:
        return emails.normalise(value)
    if kind is _PHONE:
        return phones.normalise(value, country)
    return fold(value) if kind is _ADDRESS else value.strip().casefold()
