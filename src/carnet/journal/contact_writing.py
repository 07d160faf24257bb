"""Writing a contact and its children inside a verb: contacts, capture and imports share it, so each is one deed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from carnet.domain import emails, profiles
from carnet.domain.contacts import (
    Affiliation,
    Contact,
    ContactPoint,
    PointKind,
    Relationship,
    SocialProfile,
)
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId
from carnet.domain.points import normalise
from carnet.domain.text import clean, fold, name_key, tag_name
from carnet.errors import Refused
from carnet.journal import labels, organisations
from carnet.journal.contact_loading import SCALARS, TEXTS, load
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.recorder import Recorder

CHILDREN = ("points", "profiles", "affiliations", "tags", "circles", "aliases", "custom_fields")


def check(contact: Contact, before: Contact | None = None) -> None:
    """Refuse what cannot be kept: nothing to go by, an incomplete e-mail, a cadence of no days.

    An e-mail that an import brought incomplete, and that `before` has, refuses no change of something else.
    """
    known = {point.value for point in before.points} if before is not None else set()
    if not has_identity(contact):
        raise Refused("no_identity", field="first_name")
    for point in contact.points:
        wrong = point.kind is PointKind.EMAIL and point.value.strip() and not emails.normalise(point.value)
        if wrong and point.value not in known:
            raise Refused("bad_email", field="points", value=point.value)
    old = before.affiliations if before is not None else ()
    if any(_ends_too_soon(position) for position in contact.affiliations if position not in old):
        raise Refused("ends_before_start", field="affiliations")
    if contact.cadence_days is not None and contact.cadence_days < 1:
        raise Refused("bad_cadence", field="cadence_days")


def _ends_too_soon(position: Affiliation) -> bool:
    """Tell whether a position ends before it starts, as far as both dates say."""
    if position.starts_on is None or position.ends_on is None:
        return False
    known = min(len(position.starts_on), len(position.ends_on))
    return position.ends_on[:known] < position.starts_on[:known]


def has_identity(contact: Contact) -> bool:
    """Tell whether there is a name, an organisation, a contact point or a profile to know somebody by."""
    names = (contact.first_name, contact.last_name, contact.middle_name, contact.nickname)
    values = (
        *names,
        *(position.organisation for position in contact.affiliations),
        *(point.value for point in contact.points),
        *(profile.url or profile.slug for profile in contact.profiles),
    )
    return any(clean(value).strip() for value in values)


def put(recorder: Recorder, core: Core, contact: Contact) -> ContactId:
    """Create or update a contact with all its children inside a verb; nothing is checked here."""
    if contact.id is None:
        return _create(recorder, core, contact)
    values = {name: getattr(contact, name) for name in (*SCALARS, *CHILDREN)}
    change(recorder, core, contact.id, values)
    return contact.id


def change(recorder: Recorder, core: Core, contact_id: ContactId, values: Mapping[str, Any]) -> bool:
    """Change single fields of a contact inside a verb, children as whole tuples; return whether anything differed."""
    scalars = {name: _cleaned(name, value) for name, value in values.items() if name in SCALARS}
    changed = recorder.update(t.contact, contact_id, **scalars)
    if scalars.get("is_me"):
        changed |= _only_me(recorder, contact_id)
    for name, write in _WRITERS.items():
        if name in values:
            changed |= write(recorder, core, contact_id, tuple(values[name]))
    if changed:
        recorder.update(t.contact, contact_id, updated_at=core.clock.now())
    return changed


def fill(recorder: Recorder, core: Core, contact_id: ContactId, draft: Contact) -> bool:
    """Give a contact what a draft knows and it does not; nothing it has is overwritten. Return whether it gained."""
    own = load(recorder.connection, contact_id)
    values: dict[str, Any] = {name: getattr(draft, name) for name in SCALARS if _is_gap(own, draft, name)}
    if fold(spoken_name(draft)) not in {"", fold(spoken_name(own)), *(fold(name) for name in own.aliases)}:
        values["aliases"] = (*own.aliases, spoken_name(draft))
    values["points"] = _joined(
        own.points, [point._replace(id=None) for point in draft.points], _point_key(core.options.country)
    )
    values["profiles"] = _joined(own.profiles, [replace(profile, id=None) for profile in draft.profiles], _profile_key)
    values["affiliations"] = _joined(
        own.affiliations, [replace(each, id=None) for each in draft.affiliations], _position_key
    )
    values["tags"] = (*own.tags, *draft.tags)
    values["circles"] = (*own.circles, *draft.circles)
    values["aliases"] = (*values.get("aliases", own.aliases), *(n for n in draft.aliases if n not in own.aliases))
    values["custom_fields"] = (*own.custom_fields, *(f for f in draft.custom_fields if f not in own.custom_fields))
    return change(recorder, core, contact_id, values)


def spoken_name(contact: Contact) -> str:
    """Return first and last name."""
    return " ".join(part for part in (contact.first_name.strip(), contact.last_name.strip()) if part)


def partial_date(value: PartialDate | str | None, field: str) -> PartialDate | None:
    """Return a partial date given as such or as ISO text; refused where no such date exists."""
    if value is None or value == "":
        return None
    try:
        return PartialDate(value)
    except ValueError as error:
        raise Refused("bad_date", field=field, value=str(value)) from error


def _create(recorder: Recorder, core: Core, contact: Contact) -> ContactId:
    now = core.clock.now()
    scalars = {name: _cleaned(name, getattr(contact, name)) for name in SCALARS}
    key = recorder.insert(
        t.contact,
        uid=contact.uid or core.new_uid(),
        created_at=contact.created_at or now,
        updated_at=contact.updated_at or now,
        **scalars,
    )
    if contact.is_me:
        _only_me(recorder, key)
    for name, write in _WRITERS.items():
        if given := getattr(contact, name):
            write(recorder, core, key, given)
    return ContactId(key)


def _cleaned(name: str, value: Any) -> Any:
    return clean(value).strip() if name in TEXTS else value


def _only_me(recorder: Recorder, contact_id: int) -> bool:
    others = sa.select(t.contact.c.id).where(t.contact.c.is_me.is_(True), t.contact.c.id != contact_id)
    keys = recorder.connection.execute(others).scalars().all()
    return sum(recorder.update(t.contact, key, is_me=False) for key in keys) > 0


def _write_points(recorder: Recorder, core: Core, contact_id: int, points: tuple[ContactPoint, ...]) -> bool:
    country = core.options.country
    # A number that is there already was read for the country of its day, which may be another one now.
    stored = _stored(recorder, t.contact_point, contact_id)
    known = {(row["kind"], row["value"]): str(row["normalised"]) for row in stored}
    rows = [
        {
            "id": point.id,
            "kind": point.kind,
            "label": clean(point.label).strip(),
            "value": (value := clean(point.value).strip()),
            "normalised": known.get((point.kind.value, value)) or normalise(point, country),
            "is_primary": point.is_primary,
        }
        for point in points
        if clean(point.value).strip()
    ]
    return _write(recorder, core, t.contact_point, contact_id, rows, key=("kind", "value"))


def _write_profiles(recorder: Recorder, core: Core, contact_id: int, given: tuple[SocialProfile, ...]) -> bool:
    rows = []
    for profile in given:
        url = clean(profile.url).strip()
        if not url and not profile.slug:
            continue
        known = profiles.recognise(url)
        slug = known.slug if known is not None and known.network is profile.network else profile.slug
        rows.append(
            {
                "id": profile.id,
                "network": profile.network,
                "url": url,
                "slug": slug,
                "connected_on": profile.connected_on,
            }
        )
    return _write(recorder, core, t.social_profile, contact_id, rows, key=("network", "url"))


def _write_affiliations(recorder: Recorder, core: Core, contact_id: int, given: tuple[Affiliation, ...]) -> bool:
    rows = [
        {
            "id": position.id,
            "organisation_id": organisations.put(recorder, core, position.organisation),
            "title": clean(position.title).strip(),
            "starts_on": position.starts_on,
            "ends_on": position.ends_on,
            "is_current": position.is_current,
        }
        for position in given
        if clean(position.organisation).strip() or clean(position.title).strip()
    ]
    return _write(recorder, core, t.affiliation, contact_id, rows, key=("organisation_id", "title"))


def _write_tags(recorder: Recorder, core: Core, contact_id: int, names: tuple[str, ...]) -> bool:
    keys = {labels.put_tag(recorder, core, name) for name in names if tag_name(name)}
    return _write_links(recorder, t.contact_tag, "tag_id", contact_id, keys)


def _write_circles(recorder: Recorder, core: Core, contact_id: int, names: tuple[str, ...]) -> bool:
    keys = {labels.put_circle(recorder, core, name) for name in names if clean(name).strip()}
    return _write_links(recorder, t.contact_circle, "circle_id", contact_id, keys)


def _write_aliases(recorder: Recorder, core: Core, contact_id: int, names: tuple[str, ...]) -> bool:
    cleaned = dict.fromkeys(name for raw in names if (name := " ".join(clean(raw).split())))
    return _write(recorder, core, t.alias, contact_id, [{"id": None, "name": name} for name in cleaned], key=("name",))


def _write_custom_fields(recorder: Recorder, core: Core, contact_id: int, fields: tuple[tuple[str, str], ...]) -> bool:
    pairs = dict.fromkeys((clean(name).strip(), clean(value).strip()) for name, value in fields)
    rows: list[dict[str, Any]] = [{"id": None, "name": name, "value": value} for name, value in pairs if name or value]
    return _write(recorder, core, t.custom_field, contact_id, rows, key=("name", "value"))


_WRITERS: Mapping[str, Callable[[Recorder, Core, int, Any], bool]] = {
    "points": _write_points,
    "profiles": _write_profiles,
    "affiliations": _write_affiliations,
    "tags": _write_tags,
    "circles": _write_circles,
    "aliases": _write_aliases,
    "custom_fields": _write_custom_fields,
}


def _write(
    recorder: Recorder,
    core: Core,
    table: sa.Table,
    contact_id: int,
    rows: Sequence[dict[str, Any]],
    *,
    key: tuple[str, ...],
) -> bool:
    """Make the child rows of a contact be these: matched by id, else by key columns, so that unchanged ones stay."""
    left = {row["id"]: row for row in _stored(recorder, table, contact_id)}
    changed = False
    for values in rows:
        given = values.pop("id")
        wanted = tuple(values[name] for name in key)
        same = (own for own, row in left.items() if tuple(row[name] for name in key) == wanted)
        own = given if given in left else next(same, None)
        if own is not None:
            del left[own]
            changed |= recorder.update(table, own, **values)
            continue
        uid = {"uid": core.new_uid()} if "uid" in table.c else {}
        recorder.insert(table, contact_id=contact_id, **uid, **values)
        changed = True
    for own in left:
        changed |= recorder.delete(table, own)
    return changed


def _stored(recorder: Recorder, table: sa.Table, contact_id: int) -> list[dict[str, Any]]:
    """Return the child rows of a contact as the file holds them."""
    return quick.mappings(
        recorder.connection, f'SELECT * FROM "{table.name}" WHERE contact_id = ? ORDER BY id', (contact_id,)
    )


def _write_links(recorder: Recorder, table: sa.Table, column: str, contact_id: int, wanted: set[Any]) -> bool:
    own = {row[column]: row["id"] for row in _stored(recorder, table, contact_id)}
    for key in sorted(wanted - own.keys()):
        recorder.insert(table, contact_id=contact_id, **{column: key})
    for key in own.keys() - wanted:
        recorder.delete(table, own[key])
    return wanted != own.keys()


def _is_gap(own: Contact, draft: Contact, name: str) -> bool:
    mine, theirs = getattr(own, name), getattr(draft, name)
    match name:
        case "sphere" | "status" | "is_me" | "starred" | "origin_source":
            return False
        case "relationship":
            return bool(mine is Relationship.OTHER and theirs is not Relationship.OTHER)
        case "to_complete":
            return bool(mine and not theirs and spoken_name(draft))
        case "first_name" | "last_name":
            return not mine and bool(theirs) and not _names_clash(own, draft)
        case _:
            return mine in {None, ""} and theirs not in {None, ""}


def _names_clash(own: Contact, draft: Contact) -> bool:
    """A half name is only completed by a name that has that half: « Claire » + « Claire Dupont », not « C. Martin »."""
    mine = set(fold(spoken_name(own)).split())
    return not mine <= set(fold(spoken_name(draft)).split())


def _joined(own: tuple[Any, ...], given: Sequence[Any], key: Callable[[Any], Any]) -> tuple[Any, ...]:
    known = {key(child) for child in own}
    fresh: dict[Any, Any] = {}
    for child in given:
        if key(child) not in known:
            fresh.setdefault(key(child), child)
    return (*own, *fresh.values())


def _point_key(country: str) -> Callable[[ContactPoint], tuple[PointKind, str]]:
    def key(point: ContactPoint) -> tuple[PointKind, str]:
        return point.kind, normalise(point, country) or fold(point.value)

    return key


def _profile_key(profile: SocialProfile) -> tuple[str, str]:
    known = profiles.recognise(profile.url)
    return profile.network, (profile.slug or (known.slug if known else "") or profile.url).casefold()


def _position_key(position: Affiliation) -> tuple[str, str]:
    return name_key(position.organisation), name_key(position.title)
