"""The people of the example: the cast of the story, those met around it, and private life."""

from dataclasses import replace
from typing import NamedTuple

from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactPoint,
    Network,
    OrganisationKind,
    PointKind,
    Relationship,
    SocialProfile,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.text import fold
from carnet.journal import contact_writing, labels, organisations
from carnet.journal.demo_cast import CAST, Part
from carnet.journal.demo_events import AGENDA
from carnet.journal.demo_teller import Someone, Teller
from carnet.journal.demo_words import CITIES, COMPANIES, FIRST_NAMES, LAST_NAMES, PERSONAL, TAGS, TITLES
from carnet.store import tables as t

_CIRCLES = (
    ("Proche", "#c2410c", 60),
    ("Clients", "#1d6b5a", 60),
    ("Prescripteurs", "#7c5ea8", 90),
    ("Anciens collègues", "#3b7f8f", 120),
    ("Famille et amis", "#b7791f", None),
)
_CLIENTS = frozenset(name for name, _domain in COMPANIES[:12])
_KINDS = {
    "Escale Portage": OrganisationKind.PORTAGE_COMPANY,
    "Club Numérique du Midi": OrganisationKind.CLUB,
    "Cercle des DSI de Garonne": OrganisationKind.ASSOCIATION,
    "Kervadec Talents": OrganisationKind.ESN,
    "Institut Riquet": OrganisationKind.SCHOOL,
}
_OTHERS: tuple[tuple[Channel, int], ...] = (
    (Channel.INTRODUCTION, 14),
    (Channel.LINKEDIN, 12),
    (Channel.BREAK, 5),
    (Channel.FORMER_COLLEAGUE, 4),
    (Channel.CLIENT_SITE, 3),
    (Channel.VIADEO, 1),
    (Channel.FACEBOOK, 1),
    (Channel.COPAINS_DAVANT, 1),
    (Channel.UNKNOWN, 1),
)
NETWORKS = {
    Channel.LINKEDIN: Network.LINKEDIN,
    Channel.VIADEO: Network.VIADEO,
    Channel.FACEBOOK: Network.FACEBOOK,
    Channel.COPAINS_DAVANT: Network.COPAINS_DAVANT,
}
_SITES = {
    Network.LINKEDIN: "https://www.linkedin.com/in/",
    Network.VIADEO: "https://fr.viadeo.com/fr/profile/",
    Network.FACEBOOK: "https://www.facebook.com/",
    Network.COPAINS_DAVANT: "https://copainsdavant.linternaute.com/p/",
}


class Arrival(NamedTuple):
    """How somebody came: at an event (its key), through somebody (a name) or by a channel."""

    name: str
    how: str | Channel
    days: int


def tell(teller: Teller) -> list[Arrival]:
    """Write everybody and return how they came, in the order of their coming."""
    for name, colour, cadence in _CIRCLES:
        key = labels.put_circle(teller.recorder, teller.core, name)
        teller.recorder.update(t.circle, key, colour=colour, default_cadence_days=cadence)
    for name, kind in (*((name, OrganisationKind.END_CLIENT) for name in sorted(_CLIENTS)), *_KINDS.items()):
        organisations.put(teller.recorder, teller.core, name, kind)
    arrivals = [_cast(teller, part) for part in CAST]
    arrivals += _at_events(teller)
    arrivals += _otherwise(teller)
    arrivals += [_private(teller, first, last) for first, last in PERSONAL]
    return sorted(arrivals, key=_oldest_first)


def _oldest_first(arrival: Arrival) -> tuple[int, str]:
    return -arrival.days, arrival.name


def _cast(teller: Teller, part: Part) -> Arrival:
    first, _space, last = part.name.partition(" ")
    channel = part.met if isinstance(part.met, Channel) else None
    contact = Contact(
        first_name=first,
        last_name=last,
        sphere=part.sphere,
        relationship=part.relationship,
        birthday=_birthday(teller, part.birthday_in, part.age),
        city=teller.dice.choice(CITIES),
        starred=part.starred,
        origin_channel=channel,
        cadence_days=part.cadence,
        points=_points(part.email, part.phone or teller.phone()),
        profiles=_profiles(teller, part.name, channel or Channel.LINKEDIN, part.days),
        affiliations=(Affiliation(organisation=part.company, title=part.title),),
        tags=part.tags,
        circles=part.circles,
    )
    _put(teller, contact, part.name, part.days, part.last, weight=3.0)
    return Arrival(part.name, part.met, part.days)


def _put(teller: Teller, contact: Contact, name: str, days: int, last: int, *, weight: float = 1.0) -> None:
    dated = _dated(contact, teller, days)
    key = contact_writing.put(teller.recorder, teller.core, dated)
    personal = contact.sphere is Sphere.PERSONAL
    teller.people[name] = Someone(key, name, days, last, personal, weight)


def _dated(contact: Contact, teller: Teller, days: int) -> Contact:
    return replace(contact, created_at=teller.noon(days), updated_at=teller.noon(days))


def _points(email: str, phone: str) -> tuple[ContactPoint, ...]:
    points = (
        ContactPoint(kind=PointKind.EMAIL, value=email, is_primary=True),
        ContactPoint(kind=PointKind.PHONE, value=phone, is_primary=True),
    )
    return tuple(point for point in points if point.value)


def _profiles(teller: Teller, name: str, channel: Channel, days: int) -> tuple[SocialProfile, ...]:
    network = NETWORKS.get(channel, Network.LINKEDIN)
    slug = fold(name).replace(" ", "-")
    came_by_it = channel in NETWORKS
    connected = teller.ago(days if came_by_it else max(1, days - 20))
    return (SocialProfile(network=network, url=_SITES[network] + slug, slug=slug, connected_on=connected),)


def _birthday(teller: Teller, in_days: int | None, age: int) -> PartialDate | None:
    if in_days is None:
        return None
    day = teller.ago(-in_days)
    born = f"{day.year - age:04}-{day:%m-%d}"
    return PartialDate(f"{day.year - age:04}-02-28" if born.endswith("-02-29") else born)


def _new_name(teller: Teller) -> str:
    while True:
        name = f"{teller.dice.choice(FIRST_NAMES)} {teller.dice.choice(LAST_NAMES)}"
        if name not in teller.people:
            return name


def _at_events(teller: Teller) -> list[Arrival]:
    newcomers = [meeting for meeting in AGENDA for _place in range(meeting.newcomers)]
    return [_extra(teller, meeting.key, meeting.days, None) for meeting in newcomers]


def _otherwise(teller: Teller) -> list[Arrival]:
    arrivals = []
    for channel, count in _OTHERS:
        for _place in range(count):
            days = teller.dice.randrange(40, 1060)
            how = _introducer(teller, days) if channel is Channel.INTRODUCTION else channel
            arrivals.append(_extra(teller, how, days, channel))
    return arrivals


def _introducer(teller: Teller, days: int) -> str:
    known = [someone for someone in teller.people.values() if someone.since > days + 20]
    return teller.dice.choice(known).name if known else CAST[0].name


def _extra(teller: Teller, how: str | Channel, days: int, channel: Channel | None) -> Arrival:
    dice = teller.dice
    name = _new_name(teller)
    first, _space, last = name.partition(" ")
    company, domain = dice.choice(COMPANIES)
    email = f"{fold(first).replace(' ', '-')}.{fold(last).replace(' ', '-')}@{domain}.example"
    is_client = company in _CLIENTS
    contact = Contact(
        first_name=first,
        last_name=last,
        relationship=dice.choice((Relationship.PROSPECT, Relationship.CLIENT) if is_client else (Relationship.PEER,)),
        birthday=_some_birthday(teller),
        city=dice.choice(CITIES),
        origin_channel=None if channel is Channel.INTRODUCTION else channel,
        cadence_days=dice.choice((None, None, 60, 90, 120)),
        points=_points(email if dice.random() < 0.9 else "", teller.phone() if dice.random() < 0.7 else ""),
        profiles=_profiles(teller, name, channel or how_channel(how), days) if dice.random() < 0.6 else (),
        affiliations=(Affiliation(organisation=company, title=dice.choice(TITLES)),),
        tags=tuple(sorted(dice.sample(TAGS, dice.randrange(0, 3)))),
        circles=("Prescripteurs",) if dice.random() < 0.25 else (),
    )
    _put(teller, contact, name, days, _last(teller, days))
    return Arrival(name, how, days)


def how_channel(how: str | Channel) -> Channel:
    """Return the channel of an arrival; somebody met in person may have a LinkedIn profile as well."""
    return how if isinstance(how, Channel) else Channel.EVENT


def _last(teller: Teller, days: int) -> int:
    bands = ((2, 15), (15, 45), (45, 120), (120, 300), (300, 700))
    low, high = teller.dice.choices(bands, (12, 18, 30, 28, 12))[0]
    return min(teller.dice.randrange(low, high), days)


def _some_birthday(teller: Teller) -> PartialDate | None:
    dice = teller.dice
    if dice.random() > 0.3:
        return None
    day = teller.ago(dice.randrange(9, 350))
    if dice.random() < 0.4:
        return PartialDate(f"--{day:%m-%d}")
    return PartialDate(f"{dice.randrange(1962, 1998)}-{day:%m}-{min(day.day, 28):02}")


def _private(teller: Teller, first: str, last: str) -> Arrival:
    dice = teller.dice
    name = f"{first} {last}"
    contact = Contact(
        first_name=first,
        last_name=last,
        sphere=Sphere.PERSONAL,
        relationship=Relationship.FRIEND,
        birthday=_birthday(teller, 6, 39) if name == "Thomas Lavergne" else _some_birthday(teller),
        city=dice.choice(CITIES),
        origin_channel=Channel.PERSONAL,
        points=_points("", teller.phone()),
        circles=("Famille et amis",),
    )
    days = dice.randrange(900, 1090)
    _put(teller, contact, name, days, dice.randrange(2, 120))
    return Arrival(name, Channel.PERSONAL, days)
