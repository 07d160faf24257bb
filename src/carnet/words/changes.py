"""What a deed changed, in words: the tables, fields and values that a person knows."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from carnet.domain.changes import Cause, Deed
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
from carnet.domain.dates import PartialDate
from carnet.domain.deed_sheets import ChangedRow, FieldChange, Obstacle, RowFate
from carnet.domain.events import EventKind, EventStatus, Usefulness
from carnet.domain.followups import FollowUpReason, FollowUpState
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.introductions import Means
from carnet.domain.missions import MissionRole, Stage, TouchKind
from carnet.words import contacts, deeds, events, followups, formats, interactions, missions
from carnet.words.catalogue import _, ngettext

_LONGEST = 160
_Words = Callable[[], str]


def cause(value: Cause) -> str:
    """Return who or what did a deed."""
    match value:
        case Cause.IMPORT:
            return _("import")
        case Cause.SYNC:
            return _("synchronisation")
        case _mine:
            return _("you")


def families() -> tuple[tuple[str, str], ...]:
    """Return key and name of the groups of kinds that the history is filtered by, all of them first."""
    return (
        ("", _("All deeds")),
        ("contacts", _("Contacts")),
        ("interactions", _("Exchanges and introductions")),
        ("follow_ups", _("Follow-ups")),
        ("events", _("Events")),
        ("missions", _("Missions")),
        ("labels", _("Circles and tags")),
        ("imports", _("Imports")),
        ("privacy", _("Privacy")),
        ("other", _("Other deeds")),
    )


def family(kind: Deed) -> str:
    """Return the group of a kind."""
    word = kind.value
    return next((group for ending, group in _FAMILIES.items() if ending in word), "other")


def kinds_of(group: str) -> frozenset[Deed] | None:
    """Return the kinds of a group, None for all."""
    return frozenset(kind for kind in Deed if family(kind) == group) if group else None


def moment(at: datetime, today: date) -> str:
    """Return "aujourd’hui à 14 h 02", "lun. 23 nov. à 9 h"."""
    return _("{day} at {time}").format(day=day(at.astimezone().date(), today), time=formats.local_time(at))


def day(on: date, today: date) -> str:
    """Return "aujourd’hui", "hier" or "lun. 23 nov."."""
    if on == today:
        return _("today")
    return _("yesterday") if (today - on).days == 1 else formats.near_day(on, today)


def heading(row: ChangedRow) -> str:
    """Return "Coordonnée · Hélène Vasseur · ajout", or "Étiquette « cloud » · Hélène Vasseur · ajout"."""
    what = table(row.table)
    if label := _LINKS.get(row.table):
        worn = next((field.after or field.before for field in row.fields if field.column == label), None)
        what = _("{what} “{name}”").format(what=what, name=worn) if worn else what
    fate = {RowFate.ADDED: _("added"), RowFate.REMOVED: _("removed"), RowFate.CHANGED: ""}[row.fate]
    return " · ".join(part for part in (what, row.label, fate) if part)


def lines(row: ChangedRow) -> list[str]:
    """Return "Ville : Nantes → Lyon" for each field that a person knows and that the heading does not say."""
    known = _FIELDS.get(row.table, {})
    said = {row.label} if row.label and row.fate is not RowFate.CHANGED else set()
    told = [field for field in row.fields if field.column in known and not said & {field.before, field.after}]
    return [_line(known[field.column](), field, row.fate) for field in told]


def tells(row: ChangedRow) -> bool:
    """Tell whether a row of a deed means something to a person."""
    return row.table in _TABLES and (row.fate is not RowFate.CHANGED or bool(lines(row)))


def obstacle(found: Obstacle, today: date) -> str:
    """Return "Contact · Hélène Vasseur : modifier un contact, aujourd’hui à 14 h 02"."""
    what = " · ".join(part for part in (table(found.table), found.label) if part)
    if found.deed is None or found.at is None:
        return what
    done = deeds.name(found.deed, found.subject)
    return _("{what}: {deed}, {when}").format(what=what, deed=done, when=moment(found.at, today))


def table(name: str) -> str:
    """Return what a row of a table is called."""
    return _TABLES[name]() if name in _TABLES else _("Other data")


def _line(name: str, field: FieldChange, fate: RowFate) -> str:
    before, after = _value(field.column, field.before), _value(field.column, field.after)
    if field.column == "deleted_at":
        return _("In the bin") if field.after else _("Out of the bin")
    if fate is RowFate.CHANGED:
        return _("{field}: {before} → {after}").format(field=name, before=before, after=after)
    return _("{field}: {value}").format(field=name, value=after if fate is RowFate.ADDED else before)


def _value(column: str, value: object) -> str:
    if value is None or value == "":
        return _("empty")
    for kind, worded in _BY_TYPE:
        if isinstance(value, kind):
            return worded(value)
    if isinstance(value, int):
        return _number(column, value)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def _number(column: str, value: int) -> str:
    if column.endswith("_cents"):
        return formats.money(value)
    if column.endswith("_half"):
        return formats.days_half(value)
    if column.endswith("_bp"):
        return formats.percent_bp(value)
    if column in {"minutes_spent", "travel_minutes"}:
        return formats.duration(value)
    if column.endswith("cadence_days"):
        return ngettext("{n} day", "{n} days", value).format(n=value)
    return formats.number(value)


def _yes_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _instant(value: datetime) -> str:
    local = value.astimezone()
    return f"{formats.short_day(local.date())}, {formats.local_time(value)}"


def _origin_source(value: OriginSource) -> str:
    return _("chosen by you") if value is OriginSource.USER else _("worked out")


def _follow_up_state(value: FollowUpState) -> str:
    match value:
        case FollowUpState.OPEN:
            return _("to do")
        case FollowUpState.DONE:
            return _("done")
        case FollowUpState.SNOOZED:
            return _("put off")
        case FollowUpState.DROPPED:
            return _("given up")


def _touch_kind(value: TouchKind) -> str:
    match value:
        case TouchKind.ORIGIN_MEETING:
            return _("origin")
        case TouchKind.INTRODUCTION:
            return _("introduction")
        case TouchKind.KEY_ENCOUNTER:
            return _("key encounter")
        case TouchKind.CONVERTING:
            return _("offer")
        case TouchKind.MANUAL:
            return _("chosen by you")
        case TouchKind.NONE:
            return _("not attributed")


_BY_TYPE: tuple[tuple[type, Callable[..., str]], ...] = (
    (bool, _yes_no),
    (datetime, _instant),
    (PartialDate, formats.partial),
    (date, formats.full_day),
    (Channel, contacts.channel),
    (ContactStatus, contacts.status),
    (Network, contacts.network),
    (OrganisationKind, contacts.organisation_kind),
    (OriginSource, _origin_source),
    (PointKind, contacts.point_kind),
    (Relationship, contacts.relationship),
    (Sphere, contacts.sphere),
    (EventKind, events.kind_label),
    (EventStatus, events.status_label),
    (Usefulness, events.usefulness_label),
    (InteractionKind, interactions.kind),
    (Direction, interactions.direction),
    (Means, interactions.means),
    (Stage, missions.stage_label),
    (MissionRole, missions.role_label),
    (TouchKind, _touch_kind),
    (FollowUpReason, followups.reason),
    (FollowUpState, _follow_up_state),
)

# The first part found in the identifier of a kind says its group.
_FAMILIES = {
    "label": "labels",
    "follow_up": "follow_ups",
    "contact": "contacts",
    "capture": "contacts",
    "not_same": "contacts",
    "organisation": "contacts",
    "interaction": "interactions",
    "log": "interactions",
    "introduc": "interactions",
    "event": "events",
    "expect": "events",
    "debrief": "events",
    "mission": "missions",
    "target": "missions",
    "path": "missions",
    "import": "imports",
    "demo": "imports",
    "inform": "privacy",
    "basis": "privacy",
    "ask_again": "privacy",
    "oppos": "privacy",
    "anonymise": "privacy",
}

# Rows that say nothing but which label a person wears.
_LINKS = {"contact_tag": "tag_id", "contact_circle": "circle_id"}

_TABLES: Mapping[str, _Words] = {
    "contact": lambda: _("Contact"),
    "photo": lambda: _("Photo"),
    "custom_field": lambda: _("Other field"),
    "alias": lambda: _("Other name"),
    "organisation_alias": lambda: _("Other name of an organisation"),
    "not_same": lambda: _("Told apart"),
    "contact_point": lambda: _("Contact detail"),
    "social_profile": lambda: _("Profile"),
    "affiliation": lambda: _("Position"),
    "organisation": lambda: _("Organisation"),
    "circle": lambda: _("Circle"),
    "tag": lambda: _("Tag"),
    "contact_circle": lambda: _("Circle"),
    "contact_tag": lambda: _("Tag"),
    "event": lambda: _("Event"),
    "calendar": lambda: _("Calendar"),
    "event_goal": lambda: _("Goal"),
    "attendance": lambda: _("Person at an event"),
    "interaction": lambda: _("Exchange"),
    "participation": lambda: _("Person in an exchange"),
    "introduction": lambda: _("Introduction"),
    "follow_up": lambda: _("Follow-up"),
    "mission": lambda: _("Mission"),
    "mission_stage": lambda: _("Stage of a mission"),
    "mission_contact": lambda: _("Person of a mission"),
    "mission_document": lambda: _("Document of a mission"),
    "board_place": lambda: _("Place of a card"),
    "touch": lambda: _("Step of the path"),
    "import_batch": lambda: _("Import"),
    "saved_view": lambda: _("View"),
    "target": lambda: _("Target"),
    "privacy_record": lambda: _("Privacy"),
}

_FIELDS: Mapping[str, Mapping[str, _Words]] = {
    "contact": {
        "first_name": lambda: _("First name"),
        "middle_name": lambda: _("Middle name"),
        "last_name": lambda: _("Last name"),
        "nickname": lambda: _("Nickname"),
        "sphere": lambda: _("Sphere"),
        "relationship": lambda: _("Relationship"),
        "birthday": lambda: _("Birthday"),
        "city": lambda: _("City"),
        "about": lambda: _("Notes"),
        "starred": lambda: _("Favourite"),
        "status": lambda: _("Status"),
        "origin_channel": lambda: _("Origin"),
        "met_on": lambda: _("Met on"),
        "met_where": lambda: _("Met at"),
        "cadence_days": lambda: _("Cadence"),
        "is_me": lambda: _("This is me"),
        "to_complete": lambda: _("To complete"),
        "deleted_at": lambda: _("Bin"),
    },
    "custom_field": {"name": lambda: _("Name"), "value": lambda: _("Value")},
    "alias": {"name": lambda: _("Name")},
    "organisation_alias": {"name": lambda: _("Name")},
    "not_same": {"other_id": lambda: _("From")},
    "contact_point": {
        "kind": lambda: _("Type"),
        "value": lambda: _("Value"),
        "label": lambda: _("Label"),
        "is_primary": lambda: _("Preferred"),
    },
    "social_profile": {"network": lambda: _("Network"), "url": lambda: _("Address")},
    "affiliation": {
        "title": lambda: _("Role"),
        "organisation_id": lambda: _("Organisation"),
        "starts_on": lambda: _("Beginning"),
        "ends_on": lambda: _("End"),
        "is_current": lambda: _("Current"),
    },
    "organisation": {
        "name": lambda: _("Name"),
        "kind": lambda: _("Type"),
        "city": lambda: _("City"),
        "website": lambda: _("Web site"),
    },
    "circle": {"name": lambda: _("Name"), "default_cadence_days": lambda: _("Cadence")},
    "tag": {"name": lambda: _("Name")},
    "event": {
        "title": lambda: _("Title"),
        "kind": lambda: _("Type"),
        "organiser_id": lambda: _("Organiser"),
        "starts_at": lambda: _("Beginning"),
        "ends_at": lambda: _("End"),
        "series_id": lambda: _("Series"),
        "rrule": lambda: _("Repetition"),
        "venue": lambda: _("Venue"),
        "city": lambda: _("City"),
        "description": lambda: _("Invitation"),
        "status": lambda: _("Status"),
        "cost_cents": lambda: _("Cost"),
        "minutes_spent": lambda: _("Time spent"),
        "travel_minutes": lambda: _("Travel"),
        "briefing": lambda: _("Briefing"),
        "usefulness": lambda: _("Usefulness"),
        "debrief": lambda: _("To remember"),
        "debriefed_at": lambda: _("Debriefed"),
        "debrief_later_on": lambda: _("Debrief put off"),
        "deleted_at": lambda: _("Bin"),
    },
    "calendar": {"name": lambda: _("Name")},
    "event_goal": {"text": lambda: _("Goal"), "done": lambda: _("Reached")},
    "attendance": {
        "contact_id": lambda: _("Person"),
        "event_id": lambda: _("Event"),
        "expected": lambda: _("To meet"),
        "met": lambda: _("Met"),
        "note": lambda: _("Note"),
    },
    "interaction": {
        "kind": lambda: _("Type"),
        "occurred_on": lambda: _("Date"),
        "direction": lambda: _("Direction"),
        "summary": lambda: _("Note"),
        "event_id": lambda: _("Event"),
        "mission_id": lambda: _("Mission"),
        "deleted_at": lambda: _("Bin"),
    },
    "participation": {
        "personal_note": lambda: _("Personal note"),
        "promised": lambda: _("Promised"),
        "is_first_meeting": lambda: _("First meeting"),
    },
    "introduction": {
        "introducer_id": lambda: _("Introduced by"),
        "introduced_id": lambda: _("Person introduced"),
        "beneficiary_id": lambda: _("Introduced to"),
        "occurred_on": lambda: _("Date"),
        "means": lambda: _("Means"),
        "note": lambda: _("Note"),
        "outcome": lambda: _("Outcome"),
    },
    "follow_up": {
        "reason": lambda: _("Reason"),
        "due_on": lambda: _("Due on"),
        "scheduled_on": lambda: _("Planned on"),
        "text": lambda: _("Note"),
        "state": lambda: _("State"),
    },
    "mission": {
        "title": lambda: _("Title"),
        "client_id": lambda: _("Client"),
        "intermediary_id": lambda: _("Intermediary"),
        "portage_company_id": lambda: _("Portage company"),
        "stage": lambda: _("Stage"),
        "signed_on": lambda: _("Signed on"),
        "starts_on": lambda: _("Beginning"),
        "ends_on": lambda: _("End"),
        "day_rate_cents": lambda: _("Day rate"),
        "days_sold_half": lambda: _("Days sold"),
        "days_worked_half": lambda: _("Days worked"),
        "management_fee_bp": lambda: _("Management fee"),
        "probability_bp": lambda: _("Probability"),
        "lost_reason": lambda: _("Reason of the loss"),
        "renewal_of_id": lambda: _("Renewal of"),
        "signing_contact_id": lambda: _("Offered by"),
        "notes": lambda: _("Notes"),
        "deleted_at": lambda: _("Bin"),
    },
    "mission_stage": {"stage": lambda: _("Stage"), "entered_on": lambda: _("Date")},
    "mission_contact": {"contact_id": lambda: _("Person"), "role": lambda: _("Role")},
    "mission_document": {"name": lambda: _("Name"), "address": lambda: _("Address"), "added_on": lambda: _("Date")},
    "touch": {
        "kind": lambda: _("Type"),
        "occurred_on": lambda: _("Date"),
        "contact_id": lambda: _("Person"),
        "event_id": lambda: _("Event"),
        "is_decisive": lambda: _("Decisive"),
        "manual_share_bp": lambda: _("Share"),
    },
    "import_batch": {
        "source": lambda: _("Source"),
        "read": lambda: _("Lines read"),
        "created": lambda: _("Created"),
        "merged": lambda: _("Merged"),
        "skipped": lambda: _("Skipped"),
        "rejected": lambda: _("Rejected"),
    },
    "saved_view": {"name": lambda: _("Name")},
    "target": {"amount_cents": lambda: _("Amount")},
    "privacy_record": {
        "informed_on": lambda: _("Informed on"),
        "legal_basis": lambda: _("Legal basis"),
        "opposed_on": lambda: _("Objected on"),
    },
}
