"""Merging two sheets of one person inside a verb: gaps filled, every child row moved, nothing lost."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import Channel, Contact, ContactStatus, OriginSource, Relationship, Sphere
from carnet.domain.missions import TouchKind
from carnet.domain.text import fold
from carnet.journal.contact_loading import load
from carnet.journal.core import Core
from carnet.journal.people import name_of
from carnet.store import tables as t
from carnet.store.recorder import Recorder

MERGED_UID = "X-CARNET-MERGED-UID:"
"""Start of the line that keeps the uid of a sheet merged away, so that a later import still knows the person."""

_KEPT_ASIDE = ("prefix", "middle_name", "birthday", "city", "met_where", "cadence_days")
_GAPS = (*_KEPT_ASIDE, "first_name", "last_name", "nickname", "met_on", "origin_channel")

Values = dict[str, Any]


def merge_into(recorder: Recorder, core: Core, keep_id: int, other_id: int) -> None:
    """Make two sheets one: `keep_id` stays with what both held, `other_id` is gone."""
    keep, other = load(recorder.connection, keep_id), load(recorder.connection, other_id)
    names = [name_of(recorder.connection, key) for key in (keep_id, other_id)]
    recorder.update(t.contact, other_id, is_me=False)
    recorder.update(t.contact, keep_id, **_scalars(keep, other), updated_at=core.clock.now())
    _keep_names(recorder, keep, other, names)
    _keep_aside(recorder, keep, other)
    for table in t.ENTITIES:
        for column in _columns_to_contact(table):
            _repoint(recorder, table, column, keep_id, other_id)
    recorder.insert(t.foreign_property, contact_id=keep_id, line=MERGED_UID + other.uid)
    recorder.delete(t.contact, other_id)


def _scalars(keep: Contact, other: Contact) -> Values:
    values: Values = {name: getattr(keep, name) or getattr(other, name) for name in _GAPS}
    values["about"] = "\n\n".join(dict.fromkeys(text for text in (keep.about, other.about) if text))
    values["sphere"] = keep.sphere if keep.sphere is other.sphere else Sphere.BOTH
    values["starred"] = keep.starred or other.starred
    values["is_me"] = keep.is_me or other.is_me
    values["to_complete"] = keep.to_complete and other.to_complete
    values["created_at"] = min(at for at in (keep.created_at, other.created_at) if at is not None)
    if keep.relationship is Relationship.OTHER:
        values["relationship"] = other.relationship
    if ContactStatus.ACTIVE in {keep.status, other.status}:
        values["status"] = ContactStatus.ACTIVE
    if keep.origin_source is OriginSource.DERIVED and other.origin_source is OriginSource.USER:
        values["origin_source"] = OriginSource.USER
        values["origin_channel"] = other.origin_channel
    if keep.met_on is not None and other.met_on is not None:
        values["met_on"] = min(keep.met_on, other.met_on)
    return values


def _keep_names(recorder: Recorder, keep: Contact, other: Contact, names: list[str]) -> None:
    known = {fold(name) for name in (names[0], keep.nickname or other.nickname, *keep.aliases, *other.aliases)}
    for name in (names[1], other.nickname):
        if fold(name) not in known | {""}:
            recorder.insert(t.alias, contact_id=keep.id, name=name)
            known.add(fold(name))


def _keep_aside(recorder: Recorder, keep: Contact, other: Contact) -> None:
    """Keep as custom fields what both sheets said differently."""
    for name in _KEPT_ASIDE:
        mine, theirs = getattr(keep, name), getattr(other, name)
        if mine and theirs and mine != theirs:
            recorder.insert(t.custom_field, contact_id=keep.id, name=name, value=str(theirs))


def _columns_to_contact(table: sa.Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is t.contact]


def _repoint(recorder: Recorder, table: sa.Table, column: str, keep_id: int, other_id: int) -> None:
    for row in _rows(recorder, table, column, other_id):
        # A column handled before may have taken the row away.
        if recorder.row(table, row["id"]) is None:
            continue
        moved = {**row, column: keep_id}
        if _speaks_of_itself(table, moved):
            _drop(recorder, table, row, keep_id)
            continue
        twin = _twin(recorder, table, moved)
        if twin is None:
            recorder.update(table, row["id"], **{column: keep_id}, **_demoted(recorder, table, moved))
        else:
            recorder.delete(table, row["id"])
            recorder.update(table, twin["id"], **_united(table, twin, row))


def _rows(recorder: Recorder, table: sa.Table, column: str, key: int) -> list[Values]:
    query = sa.select(table).where(table.c[column] == key).order_by(table.c.id)
    return [dict(row) for row in recorder.connection.execute(query).mappings()]


def _speaks_of_itself(table: sa.Table, row: Values) -> bool:
    """Tell whether a row would say that a person differs from, or was introduced by, himself."""
    if table is t.not_same:
        return bool(row["contact_id"] == row["other_id"])
    if table is t.touch:
        return row["kind"] is TouchKind.INTRODUCTION and row["introducer_id"] == row["contact_id"]
    if table is not t.introduction:
        return False
    introducer, introduced, beneficiary = row["introducer_id"], row["introduced_id"], row["beneficiary_id"]
    return introduced in {introducer, beneficiary} or introducer == beneficiary


def _drop(recorder: Recorder, table: sa.Table, row: Values, keep_id: int) -> None:
    if table is t.introduction and (row["note"] or row["outcome"]):
        about = load(recorder.connection, keep_id).about
        parts = (about, row["note"], row["outcome"])
        recorder.update(t.contact, keep_id, about="\n\n".join(part for part in parts if part))
    if table is t.touch:
        _drop_touch(recorder, row, keep_id)
    else:
        recorder.delete(table, row["id"])


def _drop_touch(recorder: Recorder, row: Values, keep_id: int) -> None:
    """Take a touch out of a frozen path, its share going to one that credits the same person, else to the next."""
    others = [other for other in _rows(recorder, t.touch, "mission_id", row["mission_id"]) if other["id"] != row["id"]]
    if not others:  # a path has one touch at least: that person's own
        own = {"kind": TouchKind.ORIGIN_MEETING, "contact_id": keep_id, "introducer_id": None}
        channel = Channel.EVENT if row["event_id"] else Channel.UNKNOWN
        recorder.update(t.touch, row["id"], **own, introduction_id=None, channel=channel)
        return
    if row["manual_share_bp"]:
        heir = min(others, key=lambda other: (_credited(other) != keep_id, abs(other["rank"] - row["rank"])))
        share = (heir["manual_share_bp"] or 0) + row["manual_share_bp"]
        recorder.update(t.touch, heir["id"], manual_share_bp=share)
    recorder.delete(t.touch, row["id"])
    for rank, other in enumerate(sorted(others, key=_order), 1):
        recorder.update(t.touch, other["id"], rank=rank, is_decisive=other["is_decisive"] and 1 < rank < len(others))


def _order(touch: Values) -> tuple[int, int]:
    return touch["rank"], touch["id"]


def _credited(touch: Values) -> int | None:
    key: int | None = touch["introducer_id" if touch["kind"] is TouchKind.INTRODUCTION else "contact_id"]
    return key


_SAME: Mapping[str, tuple[str, ...]] = {
    "not_same": ("contact_id", "other_id"),
    "contact_tag": ("contact_id", "tag_id"),
    "contact_circle": ("contact_id", "circle_id"),
    "attendance": ("contact_id", "event_id"),
    "participation": ("contact_id", "interaction_id"),
    "mission_contact": ("contact_id", "mission_id", "role"),
    "contact_point": ("contact_id", "kind", "normalised"),
    "social_profile": ("contact_id", "network", "slug"),
    "affiliation": ("contact_id", "organisation_id", "title"),
    "alias": ("contact_id", "name"),
    "custom_field": ("contact_id", "name", "value"),
    "foreign_property": ("contact_id", "line"),
    "privacy_record": ("contact_id",),
}
"""Columns by which two rows of a table say the same."""


def _twin(recorder: Recorder, table: sa.Table, moved: Values) -> Values | None:
    names = _SAME.get(table.name)
    if names is None or moved.get("normalised", "-") == "" or moved.get("slug", "-") == "":
        return None
    same = [table.c[name].is_(None) if moved[name] is None else table.c[name] == moved[name] for name in names]
    query = sa.select(table).where(*same, table.c.id != moved["id"]).order_by(table.c.id)
    found = recorder.connection.execute(query).mappings().first()
    return None if found is None else dict(found)


def _demoted(recorder: Recorder, table: sa.Table, moved: Values) -> Values:
    """A contact point that arrives does not take the first place of one that is there."""
    if table is not t.contact_point or not moved["is_primary"]:
        return {}
    own = _rows(recorder, table, "contact_id", moved["contact_id"])
    taken = any(row["is_primary"] and row["kind"] is moved["kind"] for row in own)
    return {"is_primary": False} if taken else {}


def _united(table: sa.Table, twin: Values, row: Values) -> Values:
    """Return what the row that stays gains from its twin: gaps, both texts, whatever either says yes to."""
    values: Values = {}
    for name, mine in twin.items():
        theirs = row[name]
        if name in {"id", "uid"} or table.c[name].foreign_keys or mine == theirs:
            continue
        values[name] = _UNITE.get(name, _first)(mine, theirs)
    return values


def _first(mine: Any, theirs: Any) -> Any:
    return mine or theirs


def _both_texts(mine: str, theirs: str) -> str:
    return "\n".join(dict.fromkeys(text for text in (mine, theirs) if text))


def _earliest(mine: Any, theirs: Any) -> Any:
    return min((value for value in (mine, theirs) if value is not None), default=None)


_UNITE: Mapping[str, Callable[[Any, Any], Any]] = {
    "note": _both_texts,
    "personal_note": _both_texts,
    "promised": _both_texts,
    "connected_on": _earliest,
    "opposed_on": _earliest,
}
