"""The recorder: every row before and after, children taken along, replays that write the very bytes."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from instants import NOW

from carnet.domain.changes import RowChange
from carnet.domain.dates import PartialDate
from carnet.domain.interactions import InteractionKind
from carnet.store import tables as t
from carnet.store.database import Database
from carnet.store.images import blank, pack, unpack, whole
from carnet.store.recorder import Recorder, default_of, keep


def _contact(recorder: Recorder, name: str) -> int:
    return recorder.insert(t.contact, uid=f"uid-{name}", first_name=name, created_at=NOW, updated_at=NOW)


def _tables(connection: sa.Connection) -> dict[str, list[tuple[object, ...]]]:
    names = [table.name for table in t.ENTITIES]
    return {
        name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id")] for name in names
    }


def _inverse(rows: tuple[RowChange, ...]) -> list[RowChange]:
    return [RowChange(row.table, row.key, row.after, row.before) for row in reversed(rows)]


def test_values_are_kept_as_the_columns_say(database: Database) -> None:
    with database.writing() as connection:
        recorder = Recorder(connection)
        key = recorder.insert(
            t.interaction, uid="i", kind=InteractionKind.COFFEE, occurred_on=PartialDate("2026-11"), deleted_at=NOW
        )

        row = recorder.row(t.interaction, key)

    assert row is not None
    assert (row["kind"], row["occurred_on"], row["deleted_at"]) == ("coffee", "2026-11", "2026-11-20T12:00:00.000000Z")


def test_a_row_changed_twice_is_one_change(database: Database) -> None:
    with database.writing() as connection:
        recorder = Recorder(connection)
        key = _contact(recorder, "Claire")
        recorder.update(t.contact, key, city="Lyon")

    (change,) = recorder.changes()
    assert change.before is None
    assert change.after is not None
    assert change.after["city"] == "Lyon"


def test_writing_what_stands_already_changes_nothing(database: Database) -> None:
    with database.writing() as connection:
        key = _contact(Recorder(connection), "Claire")
        recorder = Recorder(connection)

        assert not recorder.update(t.contact, key, first_name="Claire")
        assert not recorder.update(t.contact, 99, first_name="Nobody")
        assert not recorder.delete(t.contact, 99)

    assert recorder.changes() == ()


def test_a_row_that_came_and_went_is_no_change(database: Database) -> None:
    with database.writing() as connection:
        recorder = Recorder(connection)
        recorder.delete(t.contact, _contact(recorder, "Claire"))

    assert recorder.changes() == ()


def test_deleting_takes_what_belongs_along_and_empties_what_refers(database: Database) -> None:
    with database.writing() as connection:
        recorder = Recorder(connection)
        karim, claire = _contact(recorder, "Karim"), _contact(recorder, "Claire")
        recorder.insert(t.alias, contact_id=karim, name="K.")
        introduction = recorder.insert(t.introduction, uid="x", introducer_id=karim, introduced_id=claire)
        recorder.insert(t.not_same, contact_id=karim, other_id=claire)
        before = _tables(connection)

        deleting = Recorder(connection)
        deleting.delete(t.contact, karim)

        assert connection.exec_driver_sql("SELECT count(*) FROM alias").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM not_same").scalar_one() == 0
        row = deleting.row(t.introduction, introduction)
        assert row is not None
        assert row["introducer_id"] is None

        Recorder(connection).replay(_inverse(deleting.changes()))
        assert _tables(connection) == before


def test_deleting_where_takes_only_the_rows_that_match(database: Database) -> None:
    with database.writing() as connection:
        recorder = Recorder(connection)
        claire = _contact(recorder, "Claire")
        for name in ("C.", "Clairette"):
            recorder.insert(t.alias, contact_id=claire, name=name)

        assert recorder.delete_where(t.alias, contact_id=claire, name="C.") == 1
        assert connection.exec_driver_sql("SELECT name FROM alias").scalars().all() == ["Clairette"]


def test_a_replay_writes_back_bytes(database: Database) -> None:
    with database.writing() as connection:
        recorder = Recorder(connection)
        key = recorder.insert(
            t.photo, contact_id=_contact(recorder, "Claire"), data=b"\x00\xff", media_type="image/png"
        )
        deleting = Recorder(connection)
        deleting.delete(t.photo, key)
        packed = [
            RowChange(row.table, row.key, unpack(pack(row.after)), unpack(pack(row.before)))
            for row in deleting.changes()
        ]

        Recorder(connection).replay(packed)

        assert connection.exec_driver_sql("SELECT data FROM photo").scalar_one() == b"\x00\xff"


def test_only_what_json_holds_can_be_packed() -> None:
    with pytest.raises(TypeError):
        pack({"a": Path()})


def test_rows_that_changed_since_are_named(database: Database) -> None:
    with database.writing() as connection:
        recorder = Recorder(connection)
        claire = _contact(recorder, "Claire")
        rows = _inverse(recorder.changes())

        assert Recorder(connection).changed_since(rows) == []
        Recorder(connection).update(t.contact, claire, city="Lyon")
        hanging = Recorder(connection).insert(t.alias, contact_id=claire, name="C.")

        assert Recorder(connection).changed_since(rows) == [("contact", claire), ("alias", hanging)]


def test_an_instant_without_zone_is_a_bug(database: Database) -> None:
    with pytest.raises(ValueError, match="2026"), database.writing() as connection:
        Recorder(connection).insert(t.import_batch, uid="b", imported_at=NOW.replace(tzinfo=None))


def test_a_row_recorded_before_its_table_gained_a_column_can_be_replayed(database: Database) -> None:
    with database.writing() as connection:
        key = Recorder(connection).insert(t.event, uid="u", title="Club", tz="Europe/Paris")
        (row,) = [dict(found) for found in connection.exec_driver_sql("SELECT * FROM event").mappings()]
        old = {name: value for name, value in row.items() if name not in {"sequence", "calendar_id", "rdates"}}

        recorder = Recorder(connection)
        rows = [RowChange("event", key, whole(connection, "event", old), None)]

        assert recorder.changed_since(rows) == []
        assert whole(connection, "event", None) is None


def test_the_file_says_the_defaults_of_its_columns(database: Database) -> None:
    with database.glancing() as connection:
        for table in t.ENTITIES:
            assert blank(connection, table.name) == {column.name: default_of(column) for column in table.c}


def test_many_rows_are_kept_as_one_by_one(database: Database) -> None:
    names = ["Zoé « B » \\ Œ", 'o\'Neil\t"x"', "😀\u2028<b>", "\x1f", "日本", ""] * 10
    with database.writing() as connection:
        deed_id = connection.exec_driver_sql("INSERT INTO deed (at, kind) VALUES ('x', 'import')").lastrowid
        recorder = Recorder(connection)
        rows = [{"uid": f"u{at}", "first_name": name} for at, name in enumerate(names)]
        recorder.insert_many(t.contact, [{**row, "created_at": NOW, "updated_at": NOW} for row in rows])
        recorder.update(t.contact, 7, city="Lyon")
        recorder.insert_many(t.photo, [{"contact_id": at, "data": bytes([at])} for at in range(1, 61)])
        keep(connection, deed_id, recorder.changes())
        kept = connection.exec_driver_sql('SELECT table_name, row_id, "before", "after" FROM deed_row ORDER BY id')
        found = [(table, key, unpack(before), unpack(after)) for table, key, before, after in kept]

    assert found == [(row.table, row.key, None, row.after) for row in recorder.changes()]
