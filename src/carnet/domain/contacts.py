"""What a person is: the enums and the values of a contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.dates import PartialDate
from carnet.domain.ids import CircleId, ContactId, OrganisationId, TagId
from carnet.domain.introductions import Reciprocity, WarningKind
from carnet.domain.query import Term


class Sphere(StrEnum):
    """The border between work and private life."""

    PROFESSIONAL = "professional"
    PERSONAL = "personal"
    BOTH = "both"


class Relationship(StrEnum):
    """What the person is to the user."""

    PEER = "peer"
    CLIENT = "client"
    PROSPECT = "prospect"
    PORTAGE_ADVISER = "portage_adviser"
    FORMER_COLLEAGUE = "former_colleague"
    FRIEND = "friend"
    OTHER = "other"


class ContactStatus(StrEnum):
    """Where the sheet stands in its life."""

    ACTIVE = "active"
    DORMANT = "dormant"
    ARCHIVED = "archived"
    ANONYMISED = "anonymised"


class OriginSource(StrEnum):
    """Whether the origin follows from the exchanges or was chosen."""

    DERIVED = "derived"
    USER = "user"


class Channel(StrEnum):
    """How a relation, or a touch of a mission, came about.

    The first fifteen are the origins that a person can choose; `DIRECT` and `NONE` only occur on touches.
    """

    EVENT = "event"
    TRAINING = "training"
    INTRODUCTION = "introduction"
    LINKEDIN = "linkedin"
    VIADEO = "viadeo"
    FACEBOOK = "facebook"
    COPAINS_DAVANT = "copains_davant"
    OTHER_NETWORK = "other_network"
    BREAK = "break"
    FORMER_COLLEAGUE = "former_colleague"
    CLIENT_SITE = "client_site"
    COLD = "cold"
    PLATFORM = "platform"
    PERSONAL = "personal"
    UNKNOWN = "unknown"
    DIRECT = "direct"
    NONE = "none"


class ChannelGroup(StrEnum):
    """The groups that charts and icons show."""

    EVENT = "event"
    INTRODUCTION = "introduction"
    NETWORK = "network"
    BREAK = "break"
    FORMER = "former"
    PROSPECTING = "prospecting"
    OTHER = "other"


ORIGINS: tuple[Channel, ...] = tuple(Channel)[:15]

_GROUPS = {
    ChannelGroup.EVENT: (Channel.EVENT, Channel.TRAINING),
    ChannelGroup.INTRODUCTION: (Channel.INTRODUCTION,),
    ChannelGroup.NETWORK: (
        Channel.LINKEDIN,
        Channel.VIADEO,
        Channel.FACEBOOK,
        Channel.COPAINS_DAVANT,
        Channel.OTHER_NETWORK,
    ),
    ChannelGroup.BREAK: (Channel.BREAK,),
    ChannelGroup.FORMER: (Channel.FORMER_COLLEAGUE, Channel.CLIENT_SITE),
    ChannelGroup.PROSPECTING: (Channel.COLD, Channel.PLATFORM),
}
_GROUP_OF = {channel: group for group, channels in _GROUPS.items() for channel in channels}


def group_of(channel: Channel) -> ChannelGroup:
    """Return the group under which charts show a channel."""
    return _GROUP_OF.get(channel, ChannelGroup.OTHER)


class PointKind(StrEnum):
    """Kinds of contact points."""

    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    MESSAGING = "messaging"
    ADDRESS = "address"


class Network(StrEnum):
    """Social networks that a profile may belong to."""

    LINKEDIN = "linkedin"
    VIADEO = "viadeo"
    FACEBOOK = "facebook"
    COPAINS_DAVANT = "copains_davant"
    XING = "xing"
    MASTODON = "mastodon"
    OTHER = "other"


class OrganisationKind(StrEnum):
    """What an organisation is in the consultant's world."""

    END_CLIENT = "end_client"
    PORTAGE_COMPANY = "portage_company"
    ESN = "esn"
    PLATFORM = "platform"
    ASSOCIATION = "association"
    CLUB = "club"
    SCHOOL = "school"
    OTHER = "other"


class ContactPoint(NamedTuple):
    """An e-mail, phone, URL, messaging handle or address; `value` as typed, `normalised` for matching."""

    kind: PointKind
    value: str
    normalised: str = ""
    label: str = ""
    is_primary: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialProfile:
    """A profile on a social network; `connected_on` is neither an exchange nor the date met."""

    network: Network
    url: str
    slug: str = ""
    connected_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """A position at an organisation, present or past."""

    organisation: str
    title: str = ""
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    is_current: bool = True
    organisation_id: OrganisationId | None = None
    id: int | None = None


class Circle(NamedTuple):
    """A circle of relations; may carry a cadence for all its members."""

    id: CircleId
    name: str
    colour: str = ""
    default_cadence_days: int | None = None
    contacts: int = 0


class SelectionSummary(NamedTuple):
    """What several people have in common; labels by name with how many of them wear each."""

    people: int
    tags: Mapping[str, int]
    circles: Mapping[str, int]
    spheres: frozenset[Sphere]
    cadences: frozenset[int | None]
    archived: int
    starred: int


class Tag(NamedTuple):
    """A tag and how many contacts wear it."""

    id: TagId
    name: str
    colour: str = ""
    contacts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What a form edits; `id` None means not stored.

    `origin_channel` is the channel the contact came in by, or the user's choice where `origin_source` is USER.
    """

    id: ContactId | None = None
    uid: str = ""
    prefix: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    nickname: str = ""
    sphere: Sphere = Sphere.PROFESSIONAL
    relationship: Relationship = Relationship.OTHER
    birthday: PartialDate | None = None
    city: str = ""
    about: str = ""
    starred: bool = False
    status: ContactStatus = ContactStatus.ACTIVE
    origin_channel: Channel | None = None
    origin_source: OriginSource = OriginSource.DERIVED
    met_on: PartialDate | None = None
    met_where: str = ""
    cadence_days: int | None = None
    is_me: bool = False
    to_complete: bool = False
    created_at: datetime | None = None
    updated_at: datetime | None = None
    points: tuple[ContactPoint, ...] = ()
    profiles: tuple[SocialProfile, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    tags: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    custom_fields: tuple[tuple[str, str], ...] = ()


def display_name(
    first_name: str = "",
    last_name: str = "",
    *,
    nickname: str = "",
    organisation: str = "",
    fallback: str = "",
) -> str:
    """Return the name a person is shown by: names, else nickname, organisation, else the first contact point."""
    full = f"{first_name.strip()} {last_name.strip()}".strip()
    return full or nickname.strip() or organisation.strip() or fallback.strip() or "?"


def initials(name: str) -> str:
    """Return one or two capitals that stand for a name in an avatar."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    if not words:
        return "?"
    picked = words if len(words) == 1 else (words[0], words[-1])
    return "".join(word[0].upper() for word in picked)


class ContactRow(NamedTuple):
    """A line of the contact list, projected in SQL; warmth already worked out for the day asked.

    `score` is 0-100 and `level` "hot", "warm", "cool" or "cold"; both None without an exchange, and `level_until` where
    it can fall no more. `photo` is "" for none, else a text that is another one for another picture. `brought_cents` is
    None where nobody asked for it, `match` a piece of text that words were found in.
    """

    id: ContactId
    name: str
    title: str
    organisation: str
    last_exchange_on: date | None
    missions: int
    origin: Channel
    sphere: Sphere
    starred: bool
    to_complete: bool
    score: int | None
    level: str | None
    photo: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
    due_on: date | None = None
    met_on: PartialDate | None = None
    level_until: date | None = None
    brought_cents: int | None = None
    match: str = ""


class PaperRow(NamedTuple):
    """A line of a list on paper; the number as it is read in the user's country."""

    name: str
    title: str
    organisation: str
    phone: str
    email: str
    last_exchange_on: date | None


class WarmthReason(NamedTuple):
    """Why a relation is as warm as it is, and when that will change (None: it will not without an exchange)."""

    score: int | None
    level: str | None
    days_since_last: int | None
    exchanges_in_year: int
    cadence_days: int | None
    next_change_on: date | None
    next_level: str | None


class Person(NamedTuple):
    """Someone named on somebody else's sheet."""

    id: ContactId
    name: str
    detail: str = ""


class IntroductionLine(NamedTuple):
    """An introduction received or given, as a sheet tells it; `introducer` None means the user."""

    id: int
    introducer: Person | None
    introduced: Person
    beneficiary: Person | None
    occurred_on: PartialDate | None
    event_id: int | None
    event: str
    note: str


class IntroductionDoubt(NamedTuple):
    """What may be wrong with an introduction, and the people it is about, for the user to repair."""

    introduction_id: int
    kind: WarningKind
    people: tuple[Person, ...]


class ChainStep(NamedTuple):
    """One person on the way from the first acquaintance to somebody; `person` None is one that is not shown.

    `occurred_on` is when she was presented, of the first one when she was met; `event` where.
    """

    person: Person | None
    occurred_on: PartialDate | None
    origin: Channel
    event: str = ""


class TimelineItem(NamedTuple):
    """One entry of a contact's history.

    `what` is "interaction", "introduction", "mission" or "follow_up"; `kind` the identifier of its kind;
    `ref_id` the id of the row it tells of; `event` and `mission` are what an exchange is attached to.
    """

    what: str
    kind: str
    ref_id: int
    occurred_on: PartialDate | None
    text: str
    note: str
    event_id: int | None
    event: str
    people: tuple[Person, ...]
    value_cents: int | None
    currency: str
    mission_id: int | None = None
    mission: str = ""

    @property
    def key(self) -> "TimelineKey":
        """Where the entry stands."""
        return TimelineKey(self.what, self.ref_id, self.kind, self.occurred_on)


class TimelineKey(NamedTuple):
    """Where an entry of a contact's history stands: enough to list it, by year and by kind, before it is read."""

    what: str
    ref_id: int
    kind: str
    occurred_on: str | None


class MissionCredit(NamedTuple):
    """A mission that a contact helped to bring, and the part credited under the default model."""

    mission_id: int
    title: str
    client: str
    credit_cents: int
    currency: str


class ContactSheet(NamedTuple):
    """All that the sheet of a person shows, in one read; of the timeline the first entries."""

    contact: Contact
    name: str
    title: str
    organisation: str
    organisation_id: OrganisationId | None
    origin: Channel
    origin_event_id: int | None
    origin_event: str
    introduced_by: Person | None
    first_met_on: PartialDate | None
    warmth: WarmthReason
    cadence_days: int | None
    cadence_from: str
    due_on: date | None
    timeline: tuple[TimelineItem, ...]
    timeline_total: int
    introductions_received: tuple[IntroductionLine, ...]
    introductions_given: tuple[IntroductionLine, ...]
    missions: tuple[MissionCredit, ...]
    missions_total_cents: int
    follow_ups: tuple[tuple[int, str, date], ...]
    has_photo: bool
    deleted: bool
    photo: str = ""
    introductions_to: tuple[IntroductionLine, ...] = ()
    reciprocity: Reciprocity = Reciprocity()
    chain: tuple[ChainStep, ...] = ()
    doubts: tuple[IntroductionDoubt, ...] = ()


class ContactFilter(NamedTuple):
    """What the list shows: words, and conditions combined with AND, the values inside one with OR."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    order: str = "name"  # "-" before it turns it round
