"""The schema: one Core table per entity of the domain, plus what is derived from them.

Core tables, not mapped classes: they cost 9 ms at start where declarative mapping costs 100. Every table has an integer
`id`; entities also a `uid`. A foreign key marked `own` takes its row along when the parent is deleted (by the recorder,
never by SQLite alone); any other one is emptied.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text

from carnet.domain.changes import Cause
from carnet.domain.contacts import (
    Channel,
    ContactStatus,
    Network,
    OrganisationKind,
    OriginSource,
    PointKind,
    Relationship,
    Sphere,
)
from carnet.domain.events import EventKind, EventStatus, Usefulness
from carnet.domain.followups import FollowUpReason, FollowUpState
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.introductions import Means
from carnet.domain.missions import MissionRole, Stage, TouchKind, TouchSource
from carnet.store.types import Choice, Day, Flag, Instant, SomeDay

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any) -> Table:
    key = Column("id", Integer, primary_key=True)
    return Table(name, metadata, key, *parts, sqlite_strict=True)


def _uid() -> Column[str]:
    return Column("uid", Text, nullable=False, unique=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _flag(name: str) -> Column[bool]:
    return Column(name, Flag, nullable=False, server_default=text("0"))


def _count(name: str, default: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def _choice(name: str, members: type[StrEnum], default: StrEnum | None = None) -> Column[StrEnum]:
    fallback = None if default is None else default.value
    return Column(name, Choice(members), nullable=default is None, server_default=fallback)


def _ref(name: str, target: str, *, own: bool = False, required: bool = False) -> Column[int]:
    key = ForeignKey(f"{target}.id", info={"own": own})
    return Column(name, Integer, key, nullable=not (own or required), index=True)


contact = _table(
    "contact",
    _uid(),
    _text("prefix"),
    _text("first_name"),
    _text("middle_name"),
    _text("last_name"),
    _text("nickname"),
    _choice("sphere", Sphere, Sphere.PROFESSIONAL),
    _choice("relationship", Relationship, Relationship.OTHER),
    Column("birthday", SomeDay),
    _text("city"),
    _text("about"),
    _flag("starred"),
    _choice("status", ContactStatus, ContactStatus.ACTIVE),
    _choice("origin_channel", Channel),
    _choice("origin_source", OriginSource, OriginSource.DERIVED),
    Column("met_on", SomeDay),
    _text("met_where"),
    Column("cadence_days", Integer),
    _flag("is_me"),
    _flag("to_complete"),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("deleted_at", Instant),
    Index("ix_contact_status", "status", sqlite_where=text("status <> 'active'")),
    Index("ix_contact_city", "city", sqlite_where=text("city <> ''")),
)
photo = _table(
    "photo",
    _ref("contact_id", "contact", own=True),
    _text("media_type"),
    Column("data", LargeBinary, nullable=False),
)
custom_field = _table("custom_field", _ref("contact_id", "contact", own=True), _text("name"), _text("value"))
alias = _table("alias", _ref("contact_id", "contact", own=True), _text("name"))
not_same = _table(
    "not_same",
    _ref("contact_id", "contact", own=True),
    _ref("other_id", "contact", own=True),
    UniqueConstraint("contact_id", "other_id"),
)
contact_point = _table(
    "contact_point",
    _uid(),
    _ref("contact_id", "contact", own=True),
    _choice("kind", PointKind, PointKind.EMAIL),
    _text("label"),
    _text("value"),
    _text("normalised"),
    _flag("is_primary"),
    # Of what is looked for; a statement names the kind itself, for a parameter could be any other one.
    Index("ix_contact_point_lookup", "kind", "normalised", sqlite_where=text("kind = 'email' OR kind = 'phone'")),
)
social_profile = _table(
    "social_profile",
    _uid(),
    _ref("contact_id", "contact", own=True),
    _choice("network", Network, Network.OTHER),
    _text("url"),
    _text("slug"),
    Column("connected_on", Day),
    Index("ix_social_profile_lookup", "network", "slug"),
)
foreign_property = _table(
    "foreign_property", _ref("contact_id", "contact", own=True), _count("position"), _text("line")
)
organisation = _table(
    "organisation",
    _uid(),
    _text("name"),
    _choice("kind", OrganisationKind, OrganisationKind.OTHER),
    _text("city"),
    _text("website"),
    _text("folded"),
    Index("ix_organisation_folded", "folded"),
)
organisation_alias = _table(
    "organisation_alias",
    _ref("organisation_id", "organisation", own=True),
    _text("name"),
    _text("folded"),
    Index("ix_organisation_alias_folded", "folded"),
)
affiliation = _table(
    "affiliation",
    _uid(),
    _ref("contact_id", "contact", own=True),
    _ref("organisation_id", "organisation"),
    _text("title"),
    Column("starts_on", SomeDay),
    Column("ends_on", SomeDay),
    _flag("is_current"),
)
circle = _table("circle", _uid(), _text("name"), _text("colour"), Column("default_cadence_days", Integer))
tag = _table("tag", _uid(), _text("name"), _text("colour"), _text("folded"), Index("ix_tag_folded", "folded"))
contact_circle = _table(
    "contact_circle",
    _ref("contact_id", "contact", own=True),
    _ref("circle_id", "circle", own=True),
    UniqueConstraint("contact_id", "circle_id"),
)
contact_tag = _table(
    "contact_tag",
    _ref("contact_id", "contact", own=True),
    _ref("tag_id", "tag", own=True),
    UniqueConstraint("contact_id", "tag_id"),
)
calendar = _table("calendar", _uid(), _text("name"), _text("url"), _count("every_hours"))
event = _table(
    "event",
    _uid(),
    _text("title"),
    _choice("kind", EventKind, EventKind.OTHER),
    _ref("organiser_id", "organisation"),
    Column("starts_at", Instant),
    Column("ends_at", Instant),
    _text("tz"),
    _flag("all_day"),
    _ref("series_id", "event"),
    Column("recurrence_id", Instant),
    _text("rrule"),
    _text("exdates"),
    _text("rdates"),
    _text("venue"),
    _text("city"),
    _text("url"),
    _text("description"),
    _choice("status", EventStatus, EventStatus.PLANNED),
    _count("cost_cents"),
    Column("minutes_spent", Integer),
    Column("travel_minutes", Integer),
    _text("briefing"),
    Column("prepared_on", Day),
    _choice("usefulness", Usefulness),
    _text("debrief"),
    Column("debriefed_at", Instant),
    Column("debrief_later_on", Day),
    _text("ics_uid"),
    _count("sequence"),
    _text("ics_digest"),
    _ref("calendar_id", "calendar"),
    Column("deleted_at", Instant),
    UniqueConstraint("series_id", "recurrence_id"),
    Index("ix_event_starts_at", "starts_at"),
    Index("ix_event_rrule", "starts_at", sqlite_where=text("rrule <> ''")),
    Index("ix_event_ics_uid", "ics_uid", sqlite_where=text("ics_uid <> ''")),
    Index(
        "ix_event_debrief",
        "ends_at",
        sqlite_where=text("debriefed_at IS NULL AND deleted_at IS NULL"),
    ),
)
event_goal = _table(
    "event_goal", _uid(), _ref("event_id", "event", own=True), _text("text"), _flag("done"), _count("position")
)
attendance = _table(
    "attendance",
    _ref("event_id", "event", own=True),
    _ref("contact_id", "contact", own=True),
    _flag("expected"),
    _flag("met"),
    _text("note"),
    UniqueConstraint("event_id", "contact_id"),
)
interaction = _table(
    "interaction",
    _uid(),
    _choice("kind", InteractionKind, InteractionKind.NOTE),
    Column("occurred_on", SomeDay),
    _choice("direction", Direction, Direction.MUTUAL),
    _text("summary"),
    _ref("event_id", "event"),
    _ref("mission_id", "mission"),
    Column("deleted_at", Instant),
    Index("ix_interaction_occurred_on", "occurred_on"),
)
participation = _table(
    "participation",
    _ref("interaction_id", "interaction", own=True),
    _ref("contact_id", "contact", own=True),
    _text("personal_note"),
    _text("promised"),
    _flag("is_first_meeting"),
    UniqueConstraint("interaction_id", "contact_id"),
)
introduction = _table(
    "introduction",
    _uid(),
    _ref("introducer_id", "contact"),
    Column("introduced_id", Integer, ForeignKey("contact.id", info={"own": True}), nullable=False, index=True),
    _ref("beneficiary_id", "contact"),
    _ref("event_id", "event"),
    _ref("interaction_id", "interaction"),
    Column("occurred_on", SomeDay),
    _choice("means", Means, Means.OTHER),
    _text("note"),
    _text("outcome"),
)
follow_up = _table(
    "follow_up",
    _uid(),
    _ref("contact_id", "contact", own=True),
    _choice("reason", FollowUpReason, FollowUpReason.PROMISE),
    Column("due_on", Day),
    Column("scheduled_on", Day),
    _text("text"),
    _choice("state", FollowUpState, FollowUpState.OPEN),
    _ref("event_id", "event"),
    _ref("mission_id", "mission"),
    _ref("done_by_id", "interaction"),
    Index("ix_follow_up_due", "scheduled_on", sqlite_where=text("state IN ('open', 'snoozed')")),
)
mission = _table(
    "mission",
    _uid(),
    _text("title"),
    _ref("client_id", "organisation"),
    _ref("intermediary_id", "organisation"),
    _ref("portage_company_id", "organisation"),
    _choice("stage", Stage, Stage.LEAD),
    Column("signed_on", Day),
    Column("starts_on", Day),
    Column("ends_on", Day),
    _count("day_rate_cents"),
    _count("days_sold_half"),
    Column("days_worked_half", Integer),
    Column("currency", Text, nullable=False, server_default="EUR"),
    Column("management_fee_bp", Integer),
    Column("probability_bp", Integer),
    _text("lost_reason"),
    _ref("renewal_of_id", "mission"),
    Column("referral_commission_cents", Integer),
    _ref("signing_contact_id", "contact"),
    _ref("offer_interaction_id", "interaction"),
    _text("notes"),
    Column("created_at", Instant, nullable=False),
    Column("deleted_at", Instant),
    Index("ix_mission_stage", "stage"),
    Index("ix_mission_signed_on", "signed_on"),
)
mission_stage = _table(
    "mission_stage",
    _ref("mission_id", "mission", own=True),
    _choice("stage", Stage, Stage.LEAD),
    Column("entered_on", Day, nullable=False),
)
mission_contact = _table(
    "mission_contact",
    _ref("mission_id", "mission", own=True),
    _ref("contact_id", "contact", own=True),
    _choice("role", MissionRole, MissionRole.INTRODUCER),
    UniqueConstraint("mission_id", "contact_id", "role"),
)
mission_document = _table(
    "mission_document",
    _uid(),
    _ref("mission_id", "mission", own=True),
    _text("name"),
    _text("address"),
    Column("added_on", Day, nullable=False),
)
board_place = _table(
    "board_place",
    Column("mission_id", Integer, ForeignKey("mission.id", info={"own": True}), nullable=False),
    _count("place"),
    UniqueConstraint("mission_id"),
)
touch = _table(
    "touch",
    _uid(),
    _ref("mission_id", "mission", own=True),
    _count("rank"),
    _choice("kind", TouchKind, TouchKind.NONE),
    Column("occurred_on", SomeDay),
    _ref("contact_id", "contact"),
    _ref("introducer_id", "contact"),
    _ref("event_id", "event"),
    _choice("channel", Channel, Channel.NONE),
    _ref("introduction_id", "introduction"),
    _ref("interaction_id", "interaction"),
    _choice("source", TouchSource, TouchSource.DERIVED),
    _flag("is_decisive"),
    Column("manual_share_bp", Integer),
)
import_batch = _table(
    "import_batch",
    _uid(),
    _text("source"),
    _text("file_name"),
    _text("sha256"),
    _text("encoding"),
    _text("dialect"),
    _text("mapping"),
    Column("imported_at", Instant, nullable=False),
    _count("read"),
    _count("created"),
    _count("merged"),
    _count("skipped"),
    _count("rejected"),
    Index("ix_import_batch_sha256", "sha256"),
)
import_row = _table(
    "import_row",
    _ref("batch_id", "import_batch", own=True),
    _count("row"),
    _text("verdict"),
    _text("reason"),
    _ref("contact_id", "contact"),
)
target = _table(
    "target",
    _uid(),
    _count("year"),
    Column("currency", Text, nullable=False, server_default="EUR"),
    _count("amount_cents"),
)
saved_view = _table("saved_view", _uid(), _text("name"), _text("query"), _count("rank"))
draft = _table("draft", _text("form"), _text("text"), Column("at", Instant, nullable=False), UniqueConstraint("form"))
privacy_record = _table(
    "privacy_record",
    _ref("contact_id", "contact", own=True),
    Column("informed_on", Day),
    _text("legal_basis"),
    Column("opposed_on", Day),
)
suppression = _table("suppression", Column("hash", Text, nullable=False, unique=True), Column("since", Day))

deed = _table(
    "deed",
    _text("kind"),
    Column("at", Instant, nullable=False),
    _choice("cause", Cause, Cause.USER),
    _ref("batch_id", "import_batch"),
    _text("subject"),
    _text("group_key"),
    Column("undone_at", Instant),
)
deed_row = _table(
    "deed_row",
    _ref("deed_id", "deed", own=True),
    _text("table_name"),
    _count("row_id"),
    Column("before", Text),
    Column("after", Text),
    Index("ix_deed_row_target", "table_name", "row_id"),
)
deed_span = _table(
    "deed_span",
    _ref("deed_id", "deed", own=True),
    _text("table_name"),
    _count("first_id"),
    _count("last_id"),
    _text("names"),
    Index("ix_deed_span_target", "table_name", "first_id"),
)

_NARROWED = ("sphere", "origin", "hot_until", "warm_until", "cool_until")
"""What most filters ask for stands in the index of each order: a list is narrowed without a look at the table."""

_SORTED = ("last_exchange_on", "due_on", "first_met_on")
"""Who has none of these stands by name, and is found in the index of names."""


def _order(name: str, *columns: str, of: str = "") -> Index:
    """Return an index of those who have what it sorts by."""
    return Index(f"ix_contact_fact_{name}", *columns, sqlite_where=text(f"{of or name} IS NOT NULL"))


contact_fact = Table(
    "contact_fact",
    metadata,
    Column("contact_id", Integer, ForeignKey("contact.id", info={"own": True}), primary_key=True),
    _text("display_name"),
    _text("sort_key"),
    _text("title"),
    _text("organisation"),
    Column("organisation_id", Integer),
    _text("email"),
    _text("phone"),
    _choice("sphere", Sphere, Sphere.PROFESSIONAL),
    _choice("origin", Channel, Channel.UNKNOWN),
    Column("introduced_by_id", Integer),
    Column("first_met_on", SomeDay),
    Column("last_exchange_on", Day),
    Column("last_inbound_on", Day),
    _count("exchanges"),
    _count("missions"),
    Column("cadence_days", Integer),
    Column("due_on", Day),
    Column("hot_until", Day),
    Column("warm_until", Day),
    Column("cool_until", Day),
    _text("recent_gaps"),
    Column("birthday_md", Text),
    _flag("hidden"),
    Index("ix_contact_fact_sort_key", "hidden", "sort_key", "contact_id", *_NARROWED, *_SORTED),
    _order("last_exchange_on", "hidden", "last_exchange_on", "contact_id", *_NARROWED),
    _order("due_on", "hidden", "due_on", "contact_id", *_NARROWED),
    _order("first_met_on", "hidden", "first_met_on", "sort_key", "contact_id", *_NARROWED),
    _order("warmth", "hidden", *_NARROWED[2:], "sort_key", *_NARROWED[:2], of="hot_until"),
    _order(
        *("cadence_days", "hidden", "cadence_days", "last_exchange_on", "sort_key", "contact_id"),
        *_NARROWED,
        of="last_exchange_on",
    ),
    _order("hot_until", "hot_until"),
    _order("warm_until", "warm_until"),
    _order("cool_until", "cool_until"),
    Index("ix_contact_fact_birthday_md", "birthday_md"),
    Index("ix_contact_fact_origin", "hidden", "origin", "sphere"),
    Index("ix_contact_fact_organisation_id", "organisation_id"),
    sqlite_strict=True,
)
"""What lists show and sort by; `hidden` is 1 in the trash and for the user's own card.

`recent_gaps` are the days between the last exchange and those before it that its warmth counts, "12 40 200".

Recomputed by `store.derived` after every deed.
"""

SEARCH_DDL = (
    # Ordered prefix search of names, by far the quickest answer to a key.
    (
        "CREATE TABLE name_token (token TEXT NOT NULL, sort_key TEXT NOT NULL, contact_id INTEGER NOT NULL, "
        "PRIMARY KEY (token, sort_key, contact_id)) STRICT, WITHOUT ROWID"
    ),
    "CREATE INDEX ix_name_token_contact_id ON name_token (contact_id, token)",
    # Folded words of everything; rowid = row id * 8 + number of the kind (see store.derived).
    (
        "CREATE VIRTUAL TABLE words USING fts5(body, content='', contentless_delete=1, prefix='2 3', "
        "tokenize='unicode61 remove_diacritics 0')"
    ),
    "INSERT INTO words(words, rank) VALUES('secure-delete', 1)",
    # The words of that index in order, to go from one to the next.
    "CREATE VIRTUAL TABLE known_word USING fts5vocab(words, instance)",
)

ENTITIES: tuple[Table, ...] = (
    organisation,
    organisation_alias,
    contact,
    photo,
    custom_field,
    alias,
    not_same,
    contact_point,
    social_profile,
    foreign_property,
    affiliation,
    circle,
    tag,
    contact_circle,
    contact_tag,
    calendar,
    event,
    event_goal,
    attendance,
    mission,
    interaction,
    participation,
    introduction,
    follow_up,
    mission_stage,
    mission_contact,
    mission_document,
    board_place,
    touch,
    import_batch,
    import_row,
    saved_view,
    target,
    privacy_record,
    suppression,
)
"""The tables that a journal consists of, as the JSON export lists them: neither history, drafts nor what is derived."""
