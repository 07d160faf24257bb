"""A person as a card so short that a code on the screen holds it: what one says when one gives a card."""

from collections.abc import Sequence
from typing import NamedTuple

from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.domain.profiles import tidied
from carnet.formats.drafts import ContactDraft
from carnet.formats.vcard_write import write_card

MOST_BYTES = 420
"""What a phone reads at once from a screen: a code of some 70 modules a side."""

_MOST_OF_A_KIND = 2
_LABELS = frozenset({"home", "work", "cell"})


class ShortCard(NamedTuple):
    """The card as vCard 3.0, and what it holds in words; empty where there is nothing to give."""

    text: str
    lines: tuple[str, ...]


def write(contact: Contact, most: int = MOST_BYTES) -> ShortCard:
    """Return name, present position and ways to reach somebody, the last left out until `most` bytes hold them."""
    points = _points(contact)
    title, organisation = _position(contact)
    while True:
        card = ContactDraft(
            first_name=contact.first_name,
            last_name=contact.last_name,
            nickname="" if contact.first_name or contact.last_name else contact.nickname,
            title=title,
            organisation=organisation,
            points=tuple(points),
        )
        # Unfolded: of the readers on phones not all put folded lines together.
        text = write_card(card, "3.0").decode().replace("\r\n ", "")
        if len(text.encode()) <= most:
            return ShortCard(text, _said(card))
        if points:
            points.pop()
        elif title:
            title = ""
        else:
            return ShortCard("", ())


def _points(contact: Contact) -> list[ContactPoint]:
    """Return phones, e-mails, profiles, then sites, the preferred ones first."""
    links = [ContactPoint(kind=PointKind.URL, value=tidied(each).url) for each in contact.profiles]
    found: list[ContactPoint] = []
    for kind in (PointKind.PHONE, PointKind.EMAIL, PointKind.URL):
        own = sorted((each for each in contact.points if each.kind is kind), key=_rank)
        found += (links + own if kind is PointKind.URL else own)[:_MOST_OF_A_KIND]
    return [_plain(point) for point in found]


def _rank(point: ContactPoint) -> bool:
    return not point.is_primary


def _plain(point: ContactPoint) -> ContactPoint:
    value = point.normalised if point.kind is PointKind.PHONE and point.normalised else point.value
    label = point.label if point.label in _LABELS else ""
    return point._replace(value=value, label=label, is_primary=False)


def _position(contact: Contact) -> tuple[str, str]:
    current = next((each for each in contact.affiliations if each.is_current), None)
    return (current.title, current.organisation) if current else ("", "")


def _said(card: ContactDraft) -> tuple[str, ...]:
    name = " ".join(filter(None, (card.first_name, card.last_name))) or card.nickname
    parts: Sequence[str] = (name, card.title, card.organisation, *(point.value for point in card.points))
    return tuple(part for part in parts if part)
