"""Writing a plan: new people, filled gaps and what the user gave them all, in few statements and one deed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Table

from carnet.domain.contacts import Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventRef, EventStatus
from carnet.domain.interactions import InteractionKind
from carnet.domain.text import clean, fold, name_key, tag_key
from carnet.domain.zones import local_day
from carnet.errors import Reason, Refused
from carnet.formats.drafts import ContactDraft, sphere_of
from carnet.formats.vcard_text import escape
from carnet.journal import series
from carnet.journal.core import Core
from carnet.journal.import_filling import fill
from carnet.journal.import_people import names_of
from carnet.journal.import_plan import Person, Plan
from carnet.journal.labels import tag_name
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_SCALARS = (
    "prefix",
    "first_name",
    "middle_name",
    "last_name",
    "nickname",
    "birthday",
    "city",
    "about",
    "origin_channel",
    "met_on",
)
_EMPTY = ContactDraft()
Rows = list[dict[str, Any]]


class Assigned(NamedTuple):
    """What the user gives everybody in the file; `sphere` None leaves new people to the file, else professional."""

    tags: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    sphere: Sphere | None = None
    event_id: EventRef | None = None


def write(recorder: Recorder, core: Core, plan: Plan, assigned: Assigned) -> dict[int, int]:
    """Write the people of a plan and return the contact id of each key."""
    if assigned.tags or assigned.circles:
        everybody = ContactDraft(tags=assigned.tags, circles=assigned.circles)
        for person in plan.people.values():
            person.after = fill(person.after, everybody)
    ids = _contacts(recorder, core, plan.people, assigned.sphere)
    people = [(ids[key], person.before or _EMPTY, person.after) for key, person in plan.people.items()]
    _points_and_profiles(recorder, core, people)
    _positions(recorder, core, people)
    _labels(recorder, core, people)
    _attachments(recorder, people)
    rows = {row: ids[key] for row, key in plan.person_of.items()}
    _introductions(recorder, core, people, rows)
    if assigned.event_id is not None:
        _meet(recorder, core, [key for key, _before, _after in people], assigned.event_id)
    return ids


People = Sequence[tuple[int, ContactDraft, ContactDraft]]
"""Contact id, what was known, what is known now."""


def _contacts(recorder: Recorder, core: Core, people: Mapping[int, Person], sphere: Sphere | None) -> dict[int, int]:
    now = core.clock.now()
    fresh = [key for key, person in people.items() if person.before is None]
    rows = [_contact(people[key].after, now, sphere) for key in fresh]
    _keep_uids_unique(recorder.connection, core, rows)
    ids = dict(zip(fresh, recorder.insert_many(t.contact, rows), strict=True))
    for key, person in people.items():
        if person.before is not None:
            ids[key] = key
            if person.after != person.before:
                recorder.update(t.contact, key, updated_at=now, **_filled(person.before, person.after))
    return ids


def _contact(draft: ContactDraft, now: datetime, given: Sphere | None) -> dict[str, Any]:
    values = {name: _cleaned(getattr(draft, name)) for name in _SCALARS}
    return {"uid": draft.uid, "sphere": sphere_of(draft, given), "created_at": now, "updated_at": now, **values}


def _cleaned(value: Any) -> Any:
    return clean(value).strip() if value and type(value) is str else value


def _filled(before: ContactDraft, after: ContactDraft) -> dict[str, Any]:
    return {name: _cleaned(getattr(after, name)) for name in _SCALARS if getattr(after, name) != getattr(before, name)}


def _keep_uids_unique(connection: sa.Connection, core: Core, rows: Rows) -> None:
    """Give a fresh uid to those who have none, or one that somebody has already."""
    taken = set(connection.execute(sa.select(t.contact.c.uid)).scalars()) if any(row["uid"] for row in rows) else set()
    for row in rows:
        if not row["uid"] or row["uid"] in taken:
            row["uid"] = core.new_uid()
        taken.add(row["uid"])


def _points_and_profiles(recorder: Recorder, core: Core, people: People) -> None:
    for _key, before, after in people:
        for known, profile in zip(before.profiles, after.profiles, strict=False):
            if known != profile and known.id is not None:
                recorder.update(t.social_profile, known.id, connected_on=profile.connected_on)
    recorder.insert_many(t.contact_point, _points(core, people))
    recorder.insert_many(t.social_profile, _profiles(core, people))


def _points(core: Core, people: People) -> Iterator[dict[str, Any]]:
    for key, before, after in people:
        for point in after.points[len(before.points) :]:
            yield {
                "uid": core.new_uid(),
                "contact_id": key,
                "is_primary": point.is_primary and not before.points,
                "kind": point.kind,
                "label": point.label,
                "value": point.value,
                "normalised": point.normalised,
            }


def _profiles(core: Core, people: People) -> Iterator[dict[str, Any]]:
    for key, before, after in people:
        for profile in after.profiles[len(before.profiles) :]:
            yield {
                "uid": core.new_uid(),
                "contact_id": key,
                "network": profile.network,
                "url": profile.url,
                "slug": profile.slug,
                "connected_on": profile.connected_on,
            }


def _positions(recorder: Recorder, core: Core, people: People) -> None:
    fresh = [item for item in people if not item[1].organisation and (item[2].organisation or item[2].title)]
    names = [after.organisation for _key, _before, after in fresh]
    ids = _named(recorder, core, t.organisation, names, name_key)
    rows = [
        {
            "uid": core.new_uid(),
            "contact_id": key,
            "organisation_id": ids.get(name_key(after.organisation)),
            "title": _cleaned(after.title),
            "is_current": True,
        }
        for key, before, after in fresh
        if after.organisation or after.title != before.title
    ]
    recorder.insert_many(t.affiliation, rows)
    for key, before, after in people:
        if before.organisation and after.title != before.title:
            _entitle(recorder, key, after)


def _entitle(recorder: Recorder, contact_id: int, after: ContactDraft) -> None:
    """Fill the empty title of the position that a contact is shown with."""
    c = t.affiliation.c
    query = sa.select(c.id).join(t.organisation).where(c.contact_id == contact_id, c.title == "")
    found = query.where(t.organisation.c.name == after.organisation).order_by(c.is_current.desc(), c.id.desc())
    key = recorder.connection.execute(found).scalars().first()
    if key is not None:
        recorder.update(t.affiliation, key, title=_cleaned(after.title))


def _labels(recorder: Recorder, core: Core, people: People) -> None:
    tags = [(key, tag_name(name)) for key, before, after in people for name in after.tags[len(before.tags) :]]
    circles = [(key, name.strip()) for key, before, after in people for name in after.circles[len(before.circles) :]]
    tag_ids = _named(recorder, core, t.tag, [name for _key, name in tags], tag_key)
    circle_ids = _named(recorder, core, t.circle, [name for _key, name in circles], fold)
    worn = {(key, tag_ids[tag_key(name)]) for key, name in tags if name}
    joined = {(key, circle_ids[fold(name)]) for key, name in circles if name}
    recorder.insert_many(t.contact_tag, [{"contact_id": key, "tag_id": tag} for key, tag in sorted(worn)])
    recorder.insert_many(t.contact_circle, [{"contact_id": key, "circle_id": circle} for key, circle in sorted(joined)])


def _named(
    recorder: Recorder, core: Core, table: Table, names: Iterable[str], key: Callable[[str], str]
) -> dict[str, int]:
    """Return the ids of organisations, tags or circles by the key of their name, those missing created."""
    wanted = {key(name): " ".join(clean(name).split()) for name in reversed(list(names)) if name.strip()}
    if not wanted:
        return {}
    rows = recorder.connection.execute(sa.select(table.c.name, table.c.id).order_by(table.c.id.desc()))
    known = {key(name): found for name, found in rows}
    if table is t.organisation:
        other = t.organisation_alias.c
        aliases = recorder.connection.execute(sa.select(other.name, other.organisation_id).order_by(other.id.desc()))
        known = {key(name): found for name, found in aliases} | known
    missing = [folded for folded in wanted if folded not in known]
    fresh: Rows = [{"uid": core.new_uid(), "name": wanted[folded]} for folded in missing]
    if "folded" in table.c:
        for row, name in zip(fresh, missing, strict=True):
            row["folded"] = name if table is t.tag else fold(wanted[name])
    return known | dict(zip(missing, recorder.insert_many(table, fresh), strict=True))


def _attachments(recorder: Recorder, people: People) -> None:
    aliases: Rows = []
    lines: Rows = []
    photos: Rows = []
    fields: Rows = []
    for key, before, after in people:
        aliases += [{"contact_id": key, "name": clean(name)} for name in after.aliases[len(before.aliases) :]]
        fields += [_field(key, *pair) for pair in after.fields[len(before.fields) :]]
        start = len(before.foreign)
        lines += [{"contact_id": key, "position": start + n, "line": x} for n, x in enumerate(after.foreign[start:])]
        if after.photo is not None and before.photo is None:
            photos.append({"contact_id": key, "media_type": after.photo_type, "data": after.photo})
    recorder.insert_many(t.alias, aliases)
    recorder.insert_many(t.foreign_property, lines)
    recorder.insert_many(t.photo, photos)
    recorder.insert_many(t.custom_field, fields)


def _field(contact_id: int, name: str, value: str) -> dict[str, Any]:
    return {"contact_id": contact_id, "name": clean(name).strip(), "value": clean(value).strip()}


def _introductions(recorder: Recorder, core: Core, people: People, row_ids: Mapping[int, int]) -> None:
    """Turn introducers, by row or by name, into introductions; a name of nobody, or of several, stays on the card."""
    introduced = [(key, after) for key, _before, after in people if after.introduced_by]
    if not introduced:
        return
    names = names_of(recorder.connection)
    known = set(
        recorder.connection.execute(
            sa.select(t.introduction.c.introduced_id).where(t.introduction.c.beneficiary_id.is_(None))
        ).scalars()
    )
    rows: Rows = []
    lines: Rows = []
    for key, after in introduced:
        by_row = row_ids.get(after.introducer_row)
        found = [by_row] if by_row else names.get(fold(after.introduced_by), ())
        if key in known:
            continue
        if len(found) == 1 and found[0] != key:
            rows.append(_introduction(core, found[0], key, after.met_on))
        else:
            line = f"X-CARNET-INTRODUCED-BY:{escape(after.introduced_by)}"
            lines.append({"contact_id": key, "position": len(after.foreign), "line": line})
    recorder.insert_many(t.introduction, rows)
    recorder.insert_many(t.foreign_property, lines)


def _introduction(core: Core, introducer: int, introduced: int, on: PartialDate | None) -> dict[str, Any]:
    return {"uid": core.new_uid(), "introducer_id": introducer, "introduced_id": introduced, "occurred_on": on}


def _meet(recorder: Recorder, core: Core, contact_ids: Sequence[int], ref: EventRef) -> None:
    """Put everybody on the list of an event: met, with an encounter, if it is past; else expected."""
    event_id = series.owned(recorder, core, ref)
    event = recorder.row(t.event, event_id)
    if event is None or event["deleted_at"] is not None:
        raise Refused(Reason.NOT_FOUND, kind="event", id=event_id)
    day = _day_of(event)
    past = day is not None and day <= core.clock.today() and event["status"] != EventStatus.CANCELLED
    there = set(
        recorder.connection.execute(
            sa.select(t.attendance.c.contact_id).where(t.attendance.c.event_id == event_id)
        ).scalars()
    )
    fresh = [key for key in contact_ids if key not in there]
    rows = [{"event_id": event_id, "contact_id": key, "met": past, "expected": not past} for key in fresh]
    recorder.insert_many(t.attendance, rows)
    if past and day is not None:
        kind, on = InteractionKind.ENCOUNTER, PartialDate.of(day)
        exchanges = [{"uid": core.new_uid(), "kind": kind, "occurred_on": on, "event_id": event_id} for _key in fresh]
        ids = recorder.insert_many(t.interaction, exchanges)
        pairs = zip(ids, fresh, strict=True)
        recorder.insert_many(t.participation, [{"interaction_id": at, "contact_id": key} for at, key in pairs])


def _day_of(event: Mapping[str, Any]) -> date | None:
    """Return the day an event starts on, in its own zone."""
    if not event["starts_at"]:
        return None
    return local_day(datetime.fromisoformat(event["starts_at"]), event["tz"])
