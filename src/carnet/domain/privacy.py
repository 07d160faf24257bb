"""How long a person may be kept (the reference practice of the CNIL for prospects), and on what ground.

Three years run from the collection or from the last contact coming from the person; for clients from the end of the
relation, where that is later. A message of the user's own moves nothing. Purely personal contacts are outside all this.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.contacts import Channel
from carnet.domain.matching import Candidate, organisation_key
from carnet.domain.text import tokens

TERM_YEARS = 3
ANSWER_DAYS = 30
"""How long a person who was asked again has to answer."""


class Basis(StrEnum):
    """On what ground a person is kept (GDPR, article 6)."""

    LEGITIMATE_INTEREST = "legitimate_interest"
    CONTRACT = "contract"
    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal_obligation"


class Standing(StrEnum):
    """Where a person stands on the clock."""

    DUE = "due"
    WAITING = "waiting"
    SOON = "soon"
    CLIENT = "client"
    CURRENT = "current"
    ARCHIVED = "archived"


class Facts(NamedTuple):
    """What the clock asks of a person.

    Attributes:
        collected_on: when the user came to know of her.
        last_inbound_on: the last contact that came from her.
        relation_until: when the last mission with her ended.
        is_client: whether a mission with her is running.
        archived: whether she was taken out of lists, kept as evidence.
        asked_until: until when an answer is waited for.
    """

    collected_on: date
    last_inbound_on: date | None = None
    relation_until: date | None = None
    is_client: bool = False
    archived: bool = False
    asked_until: date | None = None


class PrivacyRow(NamedTuple):
    """A person of the register.

    `basis` is the one the user chose, else that which follows from the relation; `term_on` None while a relation runs.
    """

    id: int
    name: str
    organisation: str
    source: Channel
    facts: Facts
    term_on: date | None
    standing: Standing
    basis: Basis
    informed_on: date | None
    opposed_on: date | None
    last_outbound_on: date | None
    email: str


class Opposition(NamedTuple):
    """An entry of the list of oppositions: what was hashed ("email", "phone", "profile", "name"), and the hash."""

    id: int
    kind: str
    digest: str
    since: date | None


def years_after(day: date, years: int = TERM_YEARS) -> date:
    """Return the same day so many years later; of 29 February the day before where that does not exist."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def runs_from(facts: Facts) -> date:
    """Return the day from which the three years run."""
    known = (facts.collected_on, facts.last_inbound_on, facts.relation_until)
    return max(day for day in known if day is not None)


def term(facts: Facts) -> date | None:
    """Return the day on which the time is over; None while a relation with a client runs."""
    return None if facts.is_client else years_after(runs_from(facts))


def standing(facts: Facts, today: date) -> Standing:
    """Return where a person stands on a day."""
    end = term(facts)
    if facts.archived:
        return Standing.ARCHIVED
    if end is None:
        return Standing.CLIENT
    if end <= today:
        waits = facts.asked_until is not None and facts.asked_until > today
        return Standing.WAITING if waits else Standing.DUE
    return Standing.SOON if end <= years_after(today, 1) else Standing.CURRENT


def basis_of(chosen: str, facts: Facts) -> Basis:
    """Return the ground that was chosen, else the one that follows from the relation."""
    if chosen in set(Basis):
        return Basis(chosen)
    return Basis.CONTRACT if facts.is_client else Basis.LEGITIMATE_INTEREST


def answer_due(today: date) -> date:
    """Return the day until which a person asked today may answer."""
    return today + timedelta(days=ANSWER_DAYS)


def identifiers(person: Candidate) -> list[tuple[str, str]]:
    """Return by what somebody who objected is known again: e-mail, phone, LinkedIn profile, name with organisation."""
    name = " ".join(sorted(tokens(f"{person.first_name} {person.last_name}")))
    return [
        *(("email", text) for text in sorted(person.emails)),
        *(("phone", text) for text in sorted(person.phones)),
        *(("profile", slug.casefold()) for slug in sorted(person.linkedin)),
        *(("name", f"{name}|{organisation_key(each)}") for each in sorted(person.organisations) if name),
    ]


def counts(standings: Collection[Standing]) -> dict[Standing, int]:
    """Return how many stand where, in order."""
    found = list(standings)
    return {each: found.count(each) for each in Standing}
