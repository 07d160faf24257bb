"""The sheet of one person: all that its screen shows, in one read."""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from carnet.domain.attribution import Model, credit, shares
from carnet.domain.contacts import (
    Channel,
    Contact,
    ContactSheet,
    IntroductionLine,
    MissionCredit,
    Person,
    TimelineItem,
    TimelineKey,
    WarmthReason,
)
from carnet.domain.ids import ContactId, OrganisationId
from carnet.domain.missions import COUNTED, Stage, TouchKind, value_cents
from carnet.domain.warmth import DEFAULT_CADENCE_DAYS, Level, level_of
from carnet.errors import Reason, Refused
from carnet.journal import contact_lists, contact_loading, introduction_sheets
from carnet.journal.core import Core
from carnet.journal.introduction_sheets import partial_date
from carnet.journal.people import first_text, scores
from carnet.journal.search import scope
from carnet.store import prepared, quick
from carnet.store import tables as t
from carnet.store.prepared import KEY
from carnet.store.quick import Connected, chunks, marks

_STAGES = ", ".join(f"'{stage.value}'" for stage in sorted(COUNTED))
_LEVELS = (Level.HOT, Level.WARM, Level.COOL, Level.COLD)
_FACT = sa.select(t.contact_fact).where(t.contact_fact.c.contact_id == KEY)
_FOLLOW_UPS = (
    "SELECT id, text, coalesce(scheduled_on, due_on) AS day FROM follow_up WHERE contact_id = ? "
    "AND state IN ('open', 'snoozed') AND coalesce(scheduled_on, due_on) IS NOT NULL ORDER BY day, id"
)
_FIRST_ENCOUNTER = (
    "SELECT i.event_id, e.title FROM participation p CROSS JOIN interaction i ON i.id = p.interaction_id "
    "LEFT JOIN event e ON e.id = i.event_id WHERE p.contact_id = ? AND i.deleted_at IS NULL AND "
    "(i.kind IN ('encounter', 'coffee', 'lunch', 'video') OR (p.is_first_meeting = 1 AND i.kind <> 'note')) "
    "ORDER BY p.is_first_meeting DESC, i.occurred_on IS NULL, i.occurred_on, e.starts_at IS NULL, e.starts_at, i.uid "
    "LIMIT 1"
)


def sheet(connection: sa.Connection, core: Core, contact_id: int, timeline_limit: int) -> ContactSheet:
    """Return all that the sheet of a person shows; refused where nobody has this id."""
    return completed(connection, core, begun(connection, core, contact_id, timeline_limit))


def begun(connection: Connected, core: Core, contact_id: int, timeline_limit: int) -> ContactSheet:
    """Return what head and timeline show; what the facts say besides is empty until it is `completed`.

    Of the length of the timeline it tells no more than whether there are other entries than those it holds.
    """
    contact = contact_loading.load(connection, contact_id)
    fact = _fact(connection, contact_id)
    received, given, to = introduction_sheets.lines(connection, core, contact_id)
    entries = _entries((*received, *given, *to), _signed_rows(connection, contact_id))
    keys = _keys(connection, contact_id, entries, timeline_limit + 1)
    photo = _photo(connection, contact_id)
    return ContactSheet(
        contact=contact,
        name=fact["display_name"],
        title=fact["title"],
        organisation=fact["organisation"],
        organisation_id=None if fact["organisation_id"] is None else OrganisationId(fact["organisation_id"]),
        origin=fact["origin"],
        origin_event_id=None,
        origin_event="",
        introduced_by=_introducer(received, fact["introduced_by_id"]),
        first_met_on=fact["first_met_on"],
        warmth=_warmth(connection, core.clock.today(), contact_id, fact),
        cadence_days=fact["cadence_days"],
        cadence_from="",
        due_on=fact["due_on"],
        timeline=_items(connection, core, contact_id, keys[:timeline_limit], entries),
        timeline_total=len(keys),
        introductions_received=received,
        introductions_given=given,
        missions=(),
        missions_total_cents=0,
        follow_ups=_follow_ups(connection, contact_id),
        has_photo=bool(photo),
        deleted=bool(fact["hidden"]) and not contact.is_me,
        photo=photo,
        introductions_to=to,
    )


def completed(connection: sa.Connection, core: Core, begun: ContactSheet) -> ContactSheet:
    """Return the sheet of a person with what its facts say."""
    contact_id = int(begun.contact.id or 0)
    event_id, event = _origin_event(connection, begun)
    signed = _signed_rows(connection, contact_id)
    missions = _credits(connection, core, contact_id, signed)
    introductions = begun.introductions_received, begun.introductions_given, begun.introductions_to
    told = introduction_sheets.read(connection, core, begun)
    exchanges, in_year = _counts(connection, contact_id, core.clock.today() - timedelta(days=365))
    return begun._replace(
        origin_event_id=event_id,
        origin_event=event,
        warmth=begun.warmth._replace(exchanges_in_year=in_year),
        timeline_total=exchanges + sum(map(len, introductions)) + len(signed),
        cadence_from=_cadence_from(connection, begun.contact, begun.cadence_days),
        missions=missions,
        missions_total_cents=sum(each.credit_cents for each in missions if each.currency == core.options.currency),
        reciprocity=told.reciprocity,
        chain=told.chain,
        doubts=told.doubts,
    )


def _fact(connection: Connected, contact_id: int) -> Mapping[str, Any]:
    found = next(iter(prepared.rows(connection, _FACT, contact_id)), None)
    if found is None:
        raise Refused(Reason.NOT_FOUND, kind="contact", id=contact_id)
    return found


def _counts(connection: Connected, contact_id: int, since: date) -> tuple[int, int]:
    """Return how many exchanges a person had, and how many real ones of them since a day."""
    (found,) = quick.rows(connection, _COUNTS, (first_text(since), contact_id))
    return found[0], found[1]


def _warmth(connection: Connected, today: date, contact_id: int, fact: Mapping[str, Any]) -> WarmthReason:
    points, _level = scores(connection, [contact_id], today)[contact_id]
    last = fact["last_exchange_on"]
    if last is None or points is None:
        return WarmthReason(None, None, None, 0, fact["cadence_days"], None, None)
    below = (fact["hot_until"], fact["warm_until"], fact["cool_until"])
    place = bisect_right(below, today)
    later = below[place] if place < len(below) else None
    return WarmthReason(
        score=points,
        level=level_of(points).value,
        days_since_last=max((today - last).days, 0),
        exchanges_in_year=0,
        cadence_days=fact["cadence_days"] or DEFAULT_CADENCE_DAYS,
        next_change_on=later,
        next_level=None if later is None else _LEVELS[bisect_right(below, later)].value,
    )


def _cadence_from(connection: sa.Connection, contact: Contact, days: int | None) -> str:
    """Return the circle that the cadence comes from, "" where it is the contact's own or there is none."""
    if contact.cadence_days is not None or days is None or contact.id is None:
        return ""
    link, circle = t.contact_circle.c, t.circle.c
    query = (
        sa.select(circle.name)
        .join(t.contact_circle, link.circle_id == circle.id)
        .where(link.contact_id == contact.id, circle.default_cadence_days == days)
        .order_by(circle.id)
    )
    return connection.execute(query).scalar() or ""


def _introducer(received: tuple[IntroductionLine, ...], introducer_id: int | None) -> Person | None:
    people = (line.introducer for line in received if line.beneficiary is None)
    return next((person for person in people if person is not None and person.id == introducer_id), None)


def _origin_event(connection: sa.Connection, begun: ContactSheet) -> tuple[int | None, str]:
    if begun.origin is Channel.INTRODUCTION:
        who = begun.introduced_by
        own = (line for line in begun.introductions_received if line.introducer is not None and line.introducer == who)
        return next(((line.event_id, line.event) for line in own), (None, ""))
    if begun.origin not in {Channel.EVENT, Channel.TRAINING, Channel.BREAK}:
        return None, ""
    found = quick.first(connection, _FIRST_ENCOUNTER, (begun.contact.id,))
    return (None, "") if found is None or found[0] is None else (int(found[0]), found[1])


_EXCHANGE_KEYS = (
    "SELECT 'interaction', i.id, i.kind, i.occurred_on FROM participation p "
    "CROSS JOIN interaction i ON i.id = p.interaction_id WHERE p.contact_id = ? AND i.deleted_at IS NULL "
    "ORDER BY i.occurred_on DESC, i.id DESC LIMIT ?"
)
_COUNTS = (
    "SELECT count(*), count(*) FILTER (WHERE i.occurred_on >= ? AND i.kind <> 'note') FROM participation p "
    "CROSS JOIN interaction i ON i.id = p.interaction_id WHERE p.contact_id = ? AND i.deleted_at IS NULL"
)
_EXCHANGES = (
    "SELECT i.id, i.kind, i.occurred_on, i.summary, p.personal_note, p.promised, i.event_id, e.title, m.id, m.title "
    "FROM interaction i CROSS JOIN participation p ON p.interaction_id = i.id AND p.contact_id = ? "
    "LEFT JOIN event e ON e.id = i.event_id "
    "LEFT JOIN mission m ON m.id = i.mission_id AND m.deleted_at IS NULL WHERE i.id IN ({marks})"
)


def timeline_keys(connection: Connected, core: Core, contact_id: int) -> tuple[TimelineKey, ...]:
    """Return where each entry of a person's timeline stands, the newest first, the undated last."""
    return tuple(_keys(connection, contact_id, _other_entries(connection, core, contact_id), -1))


def timeline(
    connection: Connected, core: Core, contact_id: int, keys: Sequence[TimelineKey]
) -> tuple[TimelineItem, ...]:
    """Return entries of a person's timeline, in the order of their keys; those that went meanwhile are left out."""
    has_others = any(key.what != "interaction" for key in keys)
    entries = _other_entries(connection, core, contact_id) if has_others else ()
    return _items(connection, core, contact_id, keys, entries)


def _other_entries(connection: Connected, core: Core, contact_id: int) -> Sequence[TimelineItem]:
    received, given, to = introduction_sheets.lines(connection, core, contact_id)
    return _entries((*received, *given, *to), _signed_rows(connection, contact_id))


def _entries(introductions: tuple[IntroductionLine, ...], signed: Sequence[Any]) -> Sequence[TimelineItem]:
    """Return what the timeline holds besides exchanges: of that there is little."""
    return [*(_introduced(line) for line in introductions), *_signed(signed)]


def _keys(connection: Connected, contact_id: int, entries: Sequence[TimelineItem], limit: int) -> list[TimelineKey]:
    """Return the keys of so many exchanges, a negative limit for all, and of the other entries."""
    keys = list(map(TimelineKey._make, quick.rows(connection, _EXCHANGE_KEYS, (contact_id, limit))))
    keys.reverse()
    for entry in entries:
        insort(keys, entry.key, key=_oldest_first)
    keys.reverse()
    return keys


def _oldest_first(key: TimelineKey) -> tuple[str, bool, int]:
    # A signature stands above what led to it on the same day; the undated go last.
    return key.occurred_on or "", key.what == "mission", key.ref_id


def _items(
    connection: Connected,
    core: Core,
    contact_id: int,
    keys: Sequence[TimelineKey],
    entries: Sequence[TimelineItem],
) -> tuple[TimelineItem, ...]:
    exchanges = _exchanges(connection, core, contact_id, [key.ref_id for key in keys if key.what == "interaction"])
    found = {(item.what, item.ref_id): item for item in (*exchanges, *entries)}
    return tuple(found[key[:2]] for key in keys if key[:2] in found)


def _exchanges(connection: Connected, core: Core, contact_id: int, keys: list[int]) -> list[TimelineItem]:
    rows: list[tuple[Any, ...]] = []
    for run in chunks(keys):
        rows += quick.rows(connection, _EXCHANGES.format(marks=marks(run)), (contact_id, *run))
    others = _companions(connection, core, contact_id, keys)
    return [
        TimelineItem(
            what="interaction",
            kind=row[1],
            ref_id=row[0],
            occurred_on=partial_date(row[2]),
            text=row[3],
            note="\n".join(part for part in row[4:6] if part),
            event_id=row[6],
            event=row[7] or "",
            people=tuple(others.get(row[0], ())),
            value_cents=None,
            currency="",
            mission_id=row[8],
            mission=row[9] or "",
        )
        for row in rows
    ]


def _companions(connection: Connected, core: Core, contact_id: int, keys: list[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    for run in chunks(keys):
        sql = (
            "SELECT p.interaction_id, p.contact_id, f.display_name FROM participation p "
            "CROSS JOIN contact_fact f ON f.contact_id = p.contact_id "
            f"WHERE p.interaction_id IN ({marks(run)}) AND p.contact_id <> ? "
            f"AND {scope(core.options.work_mode)} ORDER BY +f.sort_key"
        )
        for interaction_id, key, name in quick.rows(connection, sql, (*run, contact_id)):
            found.setdefault(interaction_id, []).append(Person(ContactId(key), name))
    return found


def _introduced(line: IntroductionLine) -> TimelineItem:
    people = tuple(person for person in (line.introducer, line.introduced, line.beneficiary) if person is not None)
    return TimelineItem(
        what="introduction",
        kind="given" if line.introducer is None else "received" if line.beneficiary is None else "between",
        ref_id=line.id,
        occurred_on=line.occurred_on,
        text=line.note,
        note="",
        event_id=line.event_id,
        event=line.event,
        people=people,
        value_cents=None,
        currency="",
    )


_SIGNED = (
    "SELECT m.id, m.title, coalesce(o.name, ''), m.stage, m.signed_on, m.day_rate_cents, m.days_sold_half, "
    "m.days_worked_half, m.currency FROM mission m LEFT JOIN organisation o ON o.id = m.client_id "
    f"WHERE m.deleted_at IS NULL AND m.stage IN ({_STAGES}) AND m.id IN "
    "(SELECT id FROM mission WHERE signing_contact_id = ?1 "
    "UNION SELECT mission_id FROM mission_contact WHERE contact_id = ?1 "
    "UNION SELECT mission_id FROM touch WHERE contact_id = ?1 AND kind <> 'introduction' "
    "UNION SELECT mission_id FROM touch WHERE introducer_id = ?1 AND kind = 'introduction') "
    "ORDER BY m.signed_on DESC, m.id"
)


def _signed_rows(connection: Connected, contact_id: int) -> Sequence[Any]:
    return quick.rows(connection, _SIGNED, (contact_id,))


def _signed(rows: Sequence[Any]) -> list[TimelineItem]:
    return [
        TimelineItem(
            what="mission",
            kind=row[3],
            ref_id=row[0],
            occurred_on=partial_date(row[4]),
            text=row[1],
            note=row[2],
            event_id=None,
            event="",
            people=(),
            value_cents=value_cents(row[5], row[6], row[7], Stage(row[3])),
            currency=row[8],
        )
        for row in rows
    ]


def _credits(
    connection: sa.Connection, core: Core, contact_id: int, signed: Sequence[Any]
) -> tuple[MissionCredit, ...]:
    """Return the missions that the person brought a part of, under the default model, the largest part first."""
    found = []
    for row in signed:
        if row[4] is None:
            continue
        part = _credit_of(connection, core, contact_id, row)
        if part:
            found.append(MissionCredit(row[0], row[1], row[2], part, row[8]))
    return tuple(sorted(found, key=lambda each: (-each.credit_cents, each.title)))


def _credit_of(connection: sa.Connection, core: Core, contact_id: int, mission: Any) -> int:
    touch = t.touch
    query = sa.select(touch).where(touch.c.mission_id == mission[0]).order_by(touch.c.rank)
    touches = connection.execute(query).all()
    model = Model(core.options.default_model)
    parts = shares(touches, model, date.fromisoformat(mission[4]), half_life_days=core.options.half_life_days).parts
    if not parts:
        return 0
    cents = credit(value_cents(mission[5], mission[6], mission[7], Stage(mission[3])), parts)
    return sum(part for step, part in zip(touches, cents, strict=True) if _credited(step) == contact_id)


def _credited(step: Any) -> int | None:
    found: int | None = step.introducer_id if step.kind is TouchKind.INTRODUCTION else step.contact_id
    return found


def _follow_ups(connection: Connected, contact_id: int) -> tuple[tuple[int, str, date], ...]:
    rows = quick.rows(connection, _FOLLOW_UPS, (contact_id,))
    return tuple((key, text, date.fromisoformat(day)) for key, text, day in rows)


def _photo(connection: Connected, contact_id: int) -> str:
    (found,) = quick.column(connection, f"SELECT {contact_lists.PHOTO.format('?')}", (contact_id,))
    return found or ""
