"""Merging two sheets of one person inside a verb: gaps filled, every child row moved, nothing lost."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import Affiliation, Channel, Contact, ContactStatus, OriginSource, Relationship, Sphere
from carnet.domain.merging import (
    POINTS,
    Choices,
    MergeField,
    MergeSheet,
    Side,
    decisions,
    default_origin,
    joined_origin,
    position_of,
    whole_name,
)
from carnet.domain.missions import TouchKind
from carnet.domain.origin import origin_of
from carnet.domain.text import fold, name_key
from carnet.journal import merge_sheets
from carnet.journal.contact_loading import load
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.recorder import Recorder

MERGED_UID = "X-CARNET-MERGED-UID:"
"""Start of the line that keeps the uid of a sheet merged away, so that a later import still knows the person."""

_KEPT_ASIDE = ("prefix", "middle_name", "birthday", "city", "met_where", "cadence_days")
_SAID_ONCE = (*_KEPT_ASIDE, "relationship", "origin_channel")
_GAPS = (*_KEPT_ASIDE, "first_name", "last_name", "nickname", "met_on", "origin_channel")

Values = dict[str, Any]


def merge_into(recorder: Recorder, core: Core, keep_id: int, other_id: int, choices: Choices | None = None) -> None:
    """Make two sheets one: `keep_id` stays with what both held, `other_id` is gone.

    `choices` say which value is taken of each row of `domain.merging`, Side.A being the sheet that stays; what is not
    taken of a single value is kept aside, and what is left out of a list goes. None fills the gaps alone.
    """
    keep, other = load(recorder.connection, keep_id), load(recorder.connection, other_id)
    values = _scalars(keep, other)
    taken: Choices = {}
    if choices is not None:
        sheet = merge_sheets.read(recorder.connection, core, keep_id, other_id)
        taken = {row.field: row.taken(choices) for row in decisions(sheet)}
        values |= _taken(sheet, taken)
        _leave_out(recorder, keep_id, other_id, taken)
    recorder.update(t.contact, other_id, is_me=False)
    recorder.update(t.contact, keep_id, **values, updated_at=core.clock.now())
    _keep_names(recorder, keep, other, values)
    _keep_aside(recorder, keep, other, values)
    for table, column in _that_name(recorder, other_id):
        _repoint(recorder, table, column, keep_id, other_id)
    if MergeField.TITLE in taken or MergeField.ORGANISATION in taken:
        _settle_position(recorder, core, keep_id, (position_of(keep), position_of(other)), taken)
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


_SINGLE: Mapping[MergeField, tuple[str, ...]] = {
    MergeField.NAME: ("first_name", "last_name"),
    MergeField.NICKNAME: ("nickname",),
    MergeField.BIRTHDAY: ("birthday",),
    MergeField.CITY: ("city",),
    MergeField.RELATIONSHIP: ("relationship",),
    MergeField.SPHERE: ("sphere",),
    MergeField.CADENCE: ("cadence_days",),
    MergeField.NOTES: ("about",),
}


def _taken(sheet: MergeSheet, taken: Choices) -> Values:
    """Return the columns of the sheet that stays as the choices say; where both are taken they are united already."""
    values: Values = {}
    for field, columns in _SINGLE.items():
        side = taken.get(field, Side.BOTH)
        if side is not Side.BOTH:
            source = (sheet.a if side is Side.A else sheet.b).contact
            values |= {column: getattr(source, column) for column in columns}
    side = taken.get(MergeField.ORIGIN, default_origin(sheet))
    if side is default_origin(sheet):
        values["origin_channel"], values["origin_source"] = joined_origin(sheet.a.facts, sheet.b.facts)
    else:
        chosen = (sheet.a if side is Side.A else sheet.b).facts
        values["origin_channel"], values["origin_source"] = origin_of(chosen).channel, OriginSource.USER
    return values


def _leave_out(recorder: Recorder, keep_id: int, other_id: int, taken: Choices) -> None:
    """Delete what the user took out of the lists, before the rest is moved."""
    for field, side in taken.items():
        if side is Side.BOTH:
            continue
        left = other_id if side is Side.A else keep_id
        for table, kinds in _LISTS.get(field, ()):
            for row in _rows(recorder, table, "contact_id", left):
                if not kinds or row["kind"] in kinds:
                    recorder.delete(table, row["id"])


_LISTS: Mapping[MergeField, tuple[tuple[sa.Table, tuple[Any, ...]], ...]] = {
    **{field: ((t.contact_point, kinds),) for field, kinds in POINTS.items()},
    MergeField.PROFILES: ((t.social_profile, ()),),
    MergeField.TAGS: ((t.contact_tag, ()),),
    MergeField.CIRCLES: ((t.contact_circle, ()),),
}


def _settle_position(
    recorder: Recorder, core: Core, keep_id: int, shown: tuple[Affiliation | None, Affiliation | None], taken: Choices
) -> None:
    """Let the position chosen be the one shown; what it was chosen over was held before."""
    titled = shown[taken.get(MergeField.TITLE) is Side.B]
    placed = shown[taken.get(MergeField.ORGANISATION) is Side.B]
    title = titled.title if titled else ""
    place = placed.organisation_id if placed else None
    stored = _rows(recorder, t.affiliation, "contact_id", keep_id)
    target = next((row["id"] for row in stored if (row["title"], row["organisation_id"]) == (title, place)), None)
    if target is None:
        source = placed or titled
        began = {"starts_on": source.starts_on, "ends_on": source.ends_on} if source else {}
        values = {"contact_id": keep_id, "uid": core.new_uid(), "title": title, "organisation_id": place}
        target = recorder.insert(t.affiliation, **values, **began)
    for row in stored:
        if row["id"] == target or row["id"] not in {position.id for position in shown if position}:
            continue
        if name_key(row["title"]) in {"", name_key(title)} and row["organisation_id"] in {None, place}:
            recorder.delete(t.affiliation, row["id"])
        else:
            recorder.update(t.affiliation, row["id"], is_current=False)
    recorder.update(t.affiliation, target, is_current=any(position.is_current for position in shown if position))
    for position in load(recorder.connection, keep_id).affiliations:
        if position.id == target:
            break
        recorder.update(t.affiliation, int(position.id or 0), is_current=False)


def _keep_names(recorder: Recorder, keep: Contact, other: Contact, values: Values) -> None:
    chosen = " ".join(part for part in (values["first_name"].strip(), values["last_name"].strip()) if part)
    known = {fold(name) for name in (chosen, values["nickname"], *keep.aliases, *other.aliases)}
    for name in (whole_name(keep), whole_name(other), keep.nickname, other.nickname):
        if fold(name) not in known | {""}:
            recorder.insert(t.alias, contact_id=keep.id, name=name)
            known.add(fold(name))


def _keep_aside(recorder: Recorder, keep: Contact, other: Contact, values: Values) -> None:
    """Keep as custom fields what a sheet said and the one that stays says differently."""
    for name in _SAID_ONCE:
        stays = values.get(name, getattr(keep, name))
        said = dict.fromkeys(value for each in (keep, other) if (value := getattr(each, name)))
        for value in said:
            if value not in {stays, Relationship.OTHER, Channel.UNKNOWN}:
                recorder.insert(t.custom_field, contact_id=keep.id, name=name, value=str(value))


def _that_name(recorder: Recorder, contact_id: int) -> list[tuple[sa.Table, str]]:
    """Return the tables that name a person, with the column; in one question, for there are twenty."""
    sql = " UNION ALL ".join(
        f'SELECT {at} WHERE EXISTS (SELECT 1 FROM "{table.name}" WHERE "{column}" = :key)'
        for at, (table, column) in enumerate(_to_contacts())
    )
    return [_to_contacts()[at] for (at,) in quick.rows(recorder.connection, sql, {"key": contact_id})]


@cache
def _to_contacts() -> Sequence[tuple[sa.Table, str]]:
    return [
        (table, key.parent.name) for table in t.ENTITIES for key in table.foreign_keys if key.column.table is t.contact
    ]


def _repoint(recorder: Recorder, table: sa.Table, column: str, keep_id: int, other_id: int) -> None:
    twins = _Twins(recorder, table, column, keep_id)
    for row in _rows(recorder, table, column, other_id):
        # A column handled before may have taken the row away.
        if recorder.row(table, row["id"]) is None:
            continue
        moved = {**row, column: keep_id}
        if _speaks_of_itself(table, moved):
            _drop(recorder, table, row, keep_id)
            continue
        twin = twins.of(moved)
        if twin is None:
            demoted = _demoted(recorder, table, moved)
            recorder.update(table, row["id"], **{column: keep_id}, **demoted)
            twins.add({**moved, **demoted})
        else:
            recorder.delete(table, row["id"])
            united = _united(table, twin, row)
            recorder.update(table, twin["id"], **united)
            twin |= united


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


class _Twins:
    """The rows of who stays, to be found by what a row that arrives says."""

    def __init__(self, recorder: Recorder, table: sa.Table, column: str, keep_id: int) -> None:
        self._names = _SAME.get(table.name, ())
        self._rows: dict[tuple[object, ...], Values] = {}
        for row in _rows(recorder, table, column, keep_id) if self._names else ():
            self.add(row)

    def of(self, moved: Values) -> Values | None:
        if moved.get("normalised", "-") == "" or moved.get("slug", "-") == "":
            return None
        return self._rows.get(self._said(moved)) if self._names else None

    def add(self, row: Values) -> None:
        self._rows.setdefault(self._said(row), row)

    def _said(self, row: Values) -> tuple[object, ...]:
        return tuple(row[name] for name in self._names)


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
