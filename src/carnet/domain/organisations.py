"""What the list and the sheet of organisations show."""

from datetime import date, datetime
from typing import NamedTuple

from carnet.domain.contacts import OrganisationKind
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, EventId, MissionId, OrganisationId
from carnet.domain.missions import Stage
from carnet.domain.query import Term

CAPTION_MONTHS = 24
"""How far back the figure of missions looks, unless all of them are older."""


class OrganisationFilter(NamedTuple):
    """What the list shows: words, and conditions combined with AND, the values inside one with OR."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    order: str = "name"


class OrganisationLine(NamedTuple):
    """A line of the list: who is there today, missions of any role, last exchange with anybody there today."""

    id: OrganisationId
    name: str
    kind: OrganisationKind
    city: str
    people: int
    missions: int
    last_exchange_on: date | None


class OrganisationPerson(NamedTuple):
    """Someone who has or had a position; `now_at` is where a person of before is today ("" where nowhere known)."""

    id: ContactId
    name: str
    title: str
    starts_on: PartialDate | None
    ends_on: PartialDate | None
    is_current: bool
    last_exchange_on: date | None
    score: int | None
    level: str | None
    now_at: str = ""
    now_at_id: int | None = None


class OrganisationMission(NamedTuple):
    """A mission bought, carried or passed on by an organisation.

    `role` is "client", "portage_company" or "intermediary"; `client` the buyer where the organisation is not.
    """

    id: MissionId
    title: str
    client: str
    role: str
    stage: Stage
    signed_on: date | None
    value_cents: int
    currency: str
    management_fee_bp: int | None


class OrganisationEvent(NamedTuple):
    """An event organised; `people` were met there, `expected` are to be met."""

    id: EventId
    title: str
    starts_at: datetime | None
    tz: str
    people: int
    expected: int
    debriefed: bool
    attended: bool
    over: bool


class MissionsFigure(NamedTuple):
    """Counted missions over the last `months` (None: ever) and their sum in the currency of the options."""

    missions: int
    cents: int
    currency: str
    months: int | None
    roles: tuple[str, ...]


class OrganisationSheet(NamedTuple):
    """All that the sheet of an organisation shows, in one read; lists hold the first lines, counts say how many."""

    id: OrganisationId
    name: str
    kind: OrganisationKind
    city: str
    website: str
    people_now: tuple[OrganisationPerson, ...]
    people_before: tuple[OrganisationPerson, ...]
    now_count: int
    before_count: int
    missions: tuple[OrganisationMission, ...]
    missions_count: int
    figure: MissionsFigure | None
    events: tuple[OrganisationEvent, ...]
    events_count: int
    met_count: int
    born: tuple[str, ...]
    aliases: tuple[str, ...] = ()
