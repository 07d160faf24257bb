"""Merging two organisations inside a verb: every reference moved, positions said twice united."""

from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import OrganisationKind
from carnet.domain.text import fold, name_key
from carnet.store import tables as t
from carnet.store.recorder import Recorder

Values = dict[str, Any]


def merge_into(recorder: Recorder, keep_id: int, other_id: int) -> None:
    """Make two organisations one: `keep_id` stays under its name, its gaps filled, and `other_id` is gone.

    The other's name becomes one more that it is found by; a city or site that differs remains in the history alone.
    """
    keep, other = recorder.row(t.organisation, keep_id), recorder.row(t.organisation, other_id)
    assert keep is not None
    assert other is not None
    values: Values = {name: keep[name] or other[name] for name in ("city", "website")}
    if keep["kind"] == OrganisationKind.OTHER:
        values["kind"] = OrganisationKind(other["kind"])
    recorder.update(t.organisation, keep_id, **values)
    for table in t.ENTITIES:
        for key in table.foreign_keys:
            if key.column.table is t.organisation:
                _repoint(recorder, table, key.parent.name, keep_id, other_id)
    if name_key(other["name"]) != name_key(keep["name"]):
        name = str(other["name"])
        recorder.insert(t.organisation_alias, organisation_id=keep_id, name=name, folded=fold(name))
    recorder.delete(t.organisation, other_id)


def _repoint(recorder: Recorder, table: sa.Table, column: str, keep_id: int, other_id: int) -> None:
    query = sa.select(table.c.id).where(table.c[column] == other_id).order_by(table.c.id)
    for key in recorder.connection.execute(query).scalars().all():
        twin = _twin(recorder, key, keep_id) if table is t.affiliation else None
        if twin is None:
            recorder.update(table, key, **{column: keep_id})
        else:
            _unite(recorder, twin, key)


def _twin(recorder: Recorder, key: int, keep_id: int) -> int | None:
    """Return the position that says the same of the same person at the organisation that stays."""
    row = recorder.row(t.affiliation, key)
    assert row is not None
    column = t.affiliation.c
    query = (
        sa.select(column.id, column.title, column.starts_on, column.ends_on)
        .where(column.contact_id == row["contact_id"], column.organisation_id == keep_id)
        .order_by(column.id)
    )
    for twin, title, starts_on, ends_on in recorder.connection.execute(query):
        same_title = name_key(title) == name_key(row["title"])
        if same_title and starts_on in {None, row["starts_on"]} and ends_on in {None, row["ends_on"]}:
            return int(twin)
    return None


def _unite(recorder: Recorder, twin: int, key: int) -> None:
    row, kept = recorder.row(t.affiliation, key), recorder.row(t.affiliation, twin)
    assert row is not None
    assert kept is not None
    recorder.delete(t.affiliation, key)
    dates = {name: _partial(kept[name] or row[name]) for name in ("starts_on", "ends_on")}
    recorder.update(t.affiliation, twin, is_current=bool(kept["is_current"] or row["is_current"]), **dates)


def _partial(text: str | None) -> Any:
    from carnet.domain.dates import PartialDate

    return None if text is None else PartialDate(text)
