"""Writing the rows of an export into a journal: those that are there already stay as they are."""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table

from carnet.domain.missions import TouchKind
from carnet.domain.text import fold, name_key
from carnet.journal import journal_json
from carnet.journal.core import Core
from carnet.journal.journal_json import Content, Row, target_of
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_GAPS = (
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
    "met_where",
    "cadence_days",
)
_FEW = 5_000
_NAMED = {"organisation", "tag", "circle"}
# What makes up a mission's path and course comes whole with a new mission, never piecemeal.
_WITH_MISSION = {"touch", "mission_stage", "mission_contact", "board_place"}
_SAME: Mapping[str, tuple[str, ...]] = {
    "contact_point": ("contact_id", "kind", "normalised", "value"),
    "social_profile": ("contact_id", "network", "slug", "url"),
    "affiliation": ("contact_id", "organisation_id", "title"),
    "photo": ("contact_id",),
    "custom_field": ("contact_id", "name", "value"),
    "alias": ("contact_id", "name"),
    "organisation_alias": ("organisation_id", "name"),
    "not_same": ("contact_id", "other_id"),
    "foreign_property": ("contact_id", "line"),
    "contact_circle": ("contact_id", "circle_id"),
    "contact_tag": ("contact_id", "tag_id"),
    "attendance": ("event_id", "contact_id"),
    "participation": ("interaction_id", "contact_id"),
    "mission_stage": ("mission_id", "stage", "entered_on"),
    "mission_contact": ("mission_id", "contact_id", "role"),
    "mission_document": ("mission_id", "address"),
    "board_place": ("mission_id",),
    "import_row": ("batch_id", "row"),
    "privacy_record": ("contact_id",),
    "suppression": ("hash",),
}
"""What makes two rows without a common uid the same one."""


class Merge:
    """Writes an export, references mapped to this journal's rows.

    Attributes:
        ids: this journal's row for each uid of the export, by table.
    """

    def __init__(self, recorder: Recorder, content: Content, matched: Mapping[str, int]) -> None:
        """Prepare; `matched` gives the contacts of this journal that uids of the export stand for."""
        self.ids: dict[str, dict[str, int]] = {}
        self._recorder = recorder
        self._content = content
        self._matched = matched
        self._fresh: dict[str, list[Row]] = {}
        self._has_me = recorder.connection.execute(sa.select(t.contact.c.id).where(t.contact.c.is_me)).first()

    def write(self) -> None:
        """Write what is not there."""
        for table in t.ENTITIES:
            if "uid" in table.c:
                self._tell_apart(table)
        for table in t.ENTITIES:
            fresh = self._fresh[table.name] if "uid" in table.c else self._content[table.name]
            mapped = [self._mapped(table, row) for row in fresh]
            kept = self._new_ones(table, mapped)
            self._forget_others(table, mapped, kept)
            self._recorder.insert_raw(table.name, kept)

    def fill(self, core: Core) -> None:
        """Fill the gaps of the contacts that were there; another name of theirs is kept as an alias."""
        for row in self._content["contact"]:
            if row["uid"] in self._matched:
                self.fill_gaps(core, self._matched[row["uid"]], row)

    def _tell_apart(self, table: Table) -> None:
        known = self._known(table)
        following = self._recorder.connection.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))).scalar()
        fresh: list[Row] = []
        ids = self.ids[table.name] = {}
        for row in self._content[table.name]:
            found = known.get(row["uid"])
            if found is None and table.name in _NAMED:
                found = known.get(_name_key(table, row["name"]))
            if found is None:
                fresh.append({**row, "id": (following or 0) + len(fresh) + 1})
                found = fresh[-1]["id"]
            ids[row["uid"]] = found
        self._fresh[table.name] = fresh

    def _known(self, table: Table) -> dict[str, int]:
        query, named = f'SELECT uid, id FROM "{table.name}"', {row["uid"] for row in self._content[table.name]}
        known: dict[str, int] = dict(self._rows(query, "uid", named))
        if table is t.contact:
            return {**known, **self._matched}
        if table.name in _NAMED:
            rows = self._recorder.connection.execute(sa.select(table.c.name, table.c.id).order_by(table.c.id.desc()))
            known |= {_name_key(table, name): key for name, key in rows}
        if table is t.organisation:
            aliases = t.organisation_alias.c
            others = self._recorder.connection.execute(sa.select(aliases.name, aliases.organisation_id))
            known = {_name_key(table, name): key for name, key in others} | known
        return known

    def _rows(self, query: str, column: str, values: set[Any]) -> list[Any]:
        """Return the rows of a query on one table that have one of some values; all of them where those are many."""
        parameters: tuple[str, ...] = ()
        if len(values) <= _FEW:
            query += f' WHERE "{column}" IN (SELECT value FROM json_each(?))'
            parameters = (json.dumps(list(values)),)
        return [tuple(row) for row in self._recorder.connection.exec_driver_sql(query, parameters)]

    def _mapped(self, table: Table, row: Row) -> Row:
        """Return a row with this journal's ids for its references; one to a row left out is emptied."""
        mapped = dict(row)
        for column in table.c:
            target = target_of(column)
            if target is not None and row[column.name] is not None:
                mapped[column.name] = self.ids[target.name].get(row[column.name])
        if table is t.contact and self._has_me:
            mapped["is_me"] = 0
        return mapped

    def _new_ones(self, table: Table, rows: list[Row]) -> list[Row]:
        same = _SAME.get(table.name)
        if table.name in _WITH_MISSION:
            missions = {row["id"] for row in self._fresh["mission"]}
            rows = [row for row in rows if row["mission_id"] in missions]
        if self._matched:
            rows = [row for row in rows if not _ties_one_to_itself(table, row)]
        if same is None or not rows:
            return rows
        columns = ", ".join(f'"{name}"' for name in same)
        known = self._rows(f'SELECT {columns} FROM "{table.name}"', same[0], {row[same[0]] for row in rows})
        seen = {tuple(found) for found in known} if self._matched or "contact_id" not in same else set()
        owner, new = self._new_owners(table)
        return [row for row in rows if row.get(owner) in new or _first_seen(tuple(row[name] for name in same), seen)]

    def _new_owners(self, table: Table) -> tuple[str, set[int]]:
        """Return the column of a row's owner, and the owners that come with this export: all that they hold comes too.

        Where the table takes no two rows alike there are none, since two tags of the export may be one here.
        """
        own = [key for column in table.c for key in column.foreign_keys if key.info.get("own")]
        if not own or takes_none_alike(table):
            return "", set()
        return own[0].parent.name, {row["id"] for row in self._fresh[own[0].column.table.name]}

    def _forget_others(self, table: Table, rows: list[Row], kept: list[Row]) -> None:
        """Let nothing refer to a row that is left out."""
        if len(kept) < len(rows) and "uid" in table.c:
            for uid in {row["uid"] for row in rows} - {row["uid"] for row in kept}:
                del self.ids[table.name][uid]

    def fill_gaps(self, core: Core, key: int, row: Row) -> None:
        """Fill the gaps of one contact that was there."""
        own = self._recorder.row(t.contact, key)
        if own is None or own["deleted_at"] is not None:
            return
        gaps = {name: row[name] for name in _GAPS if not own[name] and row[name]}
        values = {name: journal_json.python_value(t.contact.c[name], value) for name, value in gaps.items()}
        if values:
            self._recorder.update(t.contact, key, updated_at=core.clock.now(), **values)
        name = f"{row['first_name']} {row['last_name']}".strip()
        shown = f"{own['first_name'] or row['first_name']} {own['last_name'] or row['last_name']}"
        if name and fold(name) != fold(shown):
            self._add_alias(key, name)

    def _add_alias(self, key: int, name: str) -> None:
        known = self._recorder.connection.execute(sa.select(t.alias.c.name).where(t.alias.c.contact_id == key))
        if fold(name) not in {fold(alias) for alias in known.scalars()}:
            self._recorder.insert(t.alias, contact_id=key, name=name)


def takes_none_alike(table: Table) -> bool:
    """Tell whether a table takes no two rows alike, their uids apart."""
    constraints = [constraint for constraint in table.constraints if isinstance(constraint, sa.UniqueConstraint)]
    return any(constraint.columns.keys() != ["uid"] for constraint in constraints)


def _name_key(table: Table, name: str) -> str:
    return f"name:{name_key(name) if table is t.organisation else journal_json.folded(table, name)}"


def _first_seen(key: tuple[Any, ...], seen: set[tuple[Any, ...]]) -> bool:
    if key in seen:
        return False
    seen.add(key)
    return True


def _ties_one_to_itself(table: Table, row: Row) -> bool:
    """Tell whether two people of the export who are one here make a tie meaningless."""
    if table is t.not_same:
        return bool(row["contact_id"] == row["other_id"])
    if table is t.touch:
        return bool(row["kind"] == TouchKind.INTRODUCTION and row["contact_id"] == row["introducer_id"])
    return table is t.introduction and row["introduced_id"] in {row["introducer_id"], row["beneficiary_id"]}
