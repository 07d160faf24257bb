"""Opening the file: its pragmas, its mode, and what the machine's refusals become."""

import os
import stat
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from instants import NOW
from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import IntegrityError

from carnet.domain.contacts import PointKind
from carnet.errors import Reason, Trouble
from carnet.store import migrate, quick
from carnet.store import tables as t
from carnet.store.database import APPLICATION_ID, Database, look, new_file

unprivileged = pytest.mark.skipif(os.geteuid() == 0, reason="root may write to read-only folders")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("secure_delete", 1),
        ("cell_size_check", 1),
        ("application_id", APPLICATION_ID),
    ],
)
def test_every_connection_is_set_safely(database: Database, pragma: str, value: object) -> None:
    with database.reading() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_the_file_is_for_its_owner_alone(database: Database) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in database.path.parent.glob("carnet*")}

    assert set(modes.values()) == {0o600}


def test_every_table_is_strict(database: Database) -> None:
    with database.reading() as connection:
        rows = connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    plain = {row["name"] for row in rows if row["type"] == "table" and not row["strict"]}

    assert plain <= {"alembic_version", "sqlite_schema", "sqlite_stat1", "sqlite_temp_schema"}


def test_a_disk_that_takes_writes_again_is_written_to_though_it_was_read_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread reads right when the connection that only reads is let go of, and opens such another one."""
    database.close()
    monkeypatch.setattr("carnet.store.database._is_writable", lambda _path: False)
    for _try in range(2):
        with pytest.raises(Trouble, match="read_only"), database.writing():
            pass
        close = database.close

        def close_and_read(close: Callable[[], None] = close) -> None:
            close()
            with database.reading() as connection:
                assert connection.exec_driver_sql("SELECT count(*) FROM contact").scalar_one() == 0

        monkeypatch.setattr(database, "close", close_and_read)
    monkeypatch.setattr(database, "close", close)
    monkeypatch.setattr("carnet.store.database._is_writable", lambda _path: True)

    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE later (a TEXT)")


def test_a_value_that_no_column_knows_is_told_as_damage(database: Database) -> None:
    """A letter changed on the disk, which no check of SQLite's sees."""
    with database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO deed (kind, cause, at) VALUES ('capture', 'user', '2026-01-01T00:00:00.000000Z')"
        )
        connection.exec_driver_sql("UPDATE deed SET cause = 'uses'")

    with pytest.raises(Trouble, match="corrupt") as told, database.reading() as connection:
        connection.execute(sa.select(t.deed)).all()
    assert told.value.data["path"] == str(database.path)
    assert "uses" in told.value.data["detail"]


@pytest.mark.parametrize(
    ("spoilt", "read", "named"),
    [
        ("'2026-13-01T00:00:00.000000Z', 'capture'", lambda row: datetime.fromisoformat(row[0]), "deed.at"),
        ("'2026-01-01T00:00:00.000000Z', 'cap'", lambda row: {"capture": 1}[row[1]], "deed.kind"),
    ],
)
def test_what_no_reader_past_sqlalchemy_can_read_is_told_as_damage(
    database: Database, spoilt: str, read: Callable[[tuple[str, str]], object], named: str
) -> None:
    with database.writing() as connection:
        quick.write(connection, f"INSERT INTO deed (at, kind) VALUES ({spoilt})")

    with pytest.raises(Trouble, match="corrupt") as told, database.glancing() as connection:
        read(quick.rows(connection, "SELECT at, kind FROM deed")[0])
    assert told.value.data["detail"].startswith(named)


@pytest.mark.parametrize(("row", "entry"), [("phona", "phone"), ("phone", "phona")])
def test_a_row_and_an_index_that_say_different_things_are_told_as_damage(
    database: Database, row: str, entry: str
) -> None:
    with database.writing() as connection:
        at = quick.instant_text(NOW)
        quick.write(connection, "INSERT INTO contact (uid, created_at, updated_at) VALUES ('a', ?, ?)", (at, at))
        put = "INSERT INTO contact_point (uid, contact_id, kind, value) VALUES ('a', 1, ?, '06 12')"
        quick.write(connection, put, (entry,))
    database.close()
    index = _taken_out(database.path, "ix_contact_point_lookup")
    _run(database.path, f"UPDATE contact_point SET kind = '{row}'")
    _run(database.path, "PRAGMA writable_schema=ON", f"INSERT INTO sqlite_master VALUES {index!r}")

    where = "NOT INDEXED" if row == "phona" else "INDEXED BY ix_contact_point_lookup"
    with pytest.raises(Trouble, match="corrupt"), database.glancing() as connection:
        PointKind(quick.column(connection, f"SELECT kind FROM contact_point {where}")[0])


def _taken_out(path: Path, index: str) -> tuple[object, ...]:
    """Have the file know nothing of an index whose pages stay; return its row in the schema."""
    connection = dbapi2.connect(str(path))
    row: tuple[object, ...] = connection.execute("SELECT * FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    connection.close()
    _run(path, "PRAGMA writable_schema=ON", f"DELETE FROM sqlite_master WHERE name = '{index}'")
    return row


def _run(path: Path, *statements: str) -> None:
    connection = dbapi2.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_what_cannot_be_read_of_a_sound_file_is_a_bug(database: Database) -> None:
    for context in (database.glancing, database.reading, database.beside, database.writing):
        with pytest.raises(ValueError, match="half past"), context():
            datetime.fromisoformat("half past")


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE half (a TEXT)")
        _ = 1 // 0

    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name='half'").scalar_one() == 0


def test_a_naive_instant_is_a_bug(database: Database) -> None:
    with pytest.raises(sa.exc.StatementError), database.writing() as connection:
        connection.execute(sa.insert(t.draft).values(form="x", text="y", at=NOW.replace(tzinfo=None)))


def test_reading_goes_on_while_another_writes(database: Database) -> None:
    with database.writing() as writing:
        writing.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
        with database.reading() as reading:
            assert reading.exec_driver_sql("SELECT count(*) FROM tag").scalar_one() == 0


def test_a_second_writer_is_told_that_the_file_is_busy(database: Database) -> None:
    other = Database(database.path)
    with database.writing(), pytest.raises(Trouble) as caught, other.writing():
        pass
    other.close()

    assert caught.value.reason == Reason.LOCKED


def test_a_second_thread_is_told_that_the_file_is_busy(database: Database) -> None:
    told: list[str] = []

    def write() -> None:
        try:
            with database.writing():
                pass
        except Trouble as trouble:
            told.append(trouble.reason)

    with database.writing():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert database.data_version() is None

    assert told == [Reason.LOCKED]


def test_the_version_moves_for_others_only(database: Database) -> None:
    before = database.data_version()
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
    own = database.data_version()
    other = Database(database.path)
    with other.writing() as connection:
        connection.exec_driver_sql("DELETE FROM tag")
    other.close()

    assert own == before
    assert database.data_version() != own


@pytest.mark.parametrize(
    ("content", "found"),
    [(None, "missing"), (b"", "empty"), (b"PK\x03\x04" + bytes(200), "foreign"), (b"SQLite format 3\x00", "foreign")],
)
def test_what_lies_at_a_path_is_told_apart(tmp_path: Path, content: bytes | None, found: str) -> None:
    path = tmp_path / "x.carnet"
    if content is not None:
        path.write_bytes(content)

    assert look(path) == found


def test_a_journal_is_known_by_its_header(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
    database.close()

    assert look(database.path) == "journal"


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        look(tmp_path)

    assert caught.value.reason == Reason.CANNOT_OPEN


@unprivileged
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.carnet"
    path.write_bytes(b"x")
    path.chmod(0)

    with pytest.raises(Trouble) as caught:
        look(path)
    assert caught.value.reason == Reason.CANNOT_OPEN


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(Trouble) as caught, new_file(tmp_path / "file" / "x.carnet"):
        pass
    assert caught.value.reason == Reason.CANNOT_OPEN


def test_a_damaged_page_is_told_as_damage(database: Database) -> None:
    database.close()
    size = database.path.stat().st_size
    with database.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 8192))
    damaged = Database(database.path)

    with pytest.raises(Trouble) as caught, damaged.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM contact JOIN interaction").scalar_one()
    damaged.close()
    assert caught.value.reason == Reason.CORRUPT


def test_a_full_disk_is_told_and_nothing_is_lost(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
    with pytest.raises(Trouble) as caught, database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql("INSERT INTO tag (uid, name) VALUES ('v', hex(zeroblob(5000000)))")

    assert caught.value.reason == Reason.DISK_FULL
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT name FROM tag").scalar_one() == "cloud"


def test_a_broken_statement_is_a_bug_and_no_trouble(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError), database.reading() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.carnet"
    opened = Database(path)
    migrate.prepare(path, opened, NOW)
    opened.close()

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_journal_that_others_could_read_is_private_once_written(database: Database) -> None:
    database.path.chmod(0o644)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in database.path.parent.glob("carnet*")}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("folded", [True, False])
def test_what_cannot_be_written_is_read_all_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch, folded: bool, linked: bool
) -> None:
    path = database.path
    if linked:
        (path.parent / "links").mkdir()
        path = path.parent / "links" / "link.carnet"
        path.symlink_to(database.path)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
    if folded:
        database.close()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # as on a disk that is read-only
    other = Database(path)

    with other.glancing() as glance:
        assert glance.execute("SELECT name FROM tag").fetchall() == [("cloud",)]
    with pytest.raises(Trouble) as caught, other.writing() as connection:
        connection.exec_driver_sql("DELETE FROM tag")
    other.close()

    assert caught.value.reason == Reason.READ_ONLY


def test_what_stands_under_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(Trouble) as caught:
        look(tmp_path / "file" / "x.carnet")
    assert caught.value.reason == Reason.CANNOT_OPEN


def test_a_pipe_is_no_journal(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(Trouble) as caught:
        look(tmp_path / "pipe")
    assert caught.value.reason == Reason.CANNOT_OPEN


def test_a_text_that_is_none_is_told_as_damage(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', CAST(x'ff41' AS TEXT), 'cloud')")

    with pytest.raises(Trouble) as caught, database.reading() as reading:
        reading.exec_driver_sql("SELECT name FROM tag").all()
    assert caught.value.reason == Reason.CORRUPT


def test_a_disk_without_room_is_read_and_written_again_once_there_is_some(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
    database.close()
    opened = Database(database.path)
    room = [False]
    connect = dbapi2.connect

    def connect_where_there_is_room(name: str, **options: bool) -> dbapi2.Connection:
        if not room[0] and not options["uri"]:
            raise dbapi2.OperationalError("disk I/O error")  # as SQLite says where the index of the log finds no room
        return connect(name, **options)

    monkeypatch.setattr(dbapi2, "connect", connect_where_there_is_room)
    with opened.reading() as reading:
        assert reading.exec_driver_sql("SELECT name FROM tag").scalar_one() == "cloud"
    with pytest.raises(Trouble) as caught, opened.writing() as connection:
        connection.exec_driver_sql("DELETE FROM tag")
    assert caught.value.reason == Reason.IO_ERROR
    room[0] = True
    with opened.writing() as connection:
        connection.exec_driver_sql("DELETE FROM tag")
    with opened.reading() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM tag").scalar_one() == 0
    opened.close()


def test_a_commit_that_is_refused_leaves_the_next_one_free(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("INSERT INTO contact_tag (contact_id, tag_id) VALUES (1, 1)")

    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contact_tag").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM tag").scalar_one() == 1


def test_a_long_log_is_folded_beside_the_writes(database: Database, tmp_path: Path) -> None:
    database.leave_folding()
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE long (text TEXT)")
    for _write in range(3):
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO long VALUES (hex(zeroblob(1000000)))")
    assert _rows_without_log(database.path, tmp_path) is None

    folding = threading.Thread(target=database.fold_some)
    folding.start()
    folding.join()

    assert _rows_without_log(database.path, tmp_path) == 3


def _rows_without_log(path: Path, folder: Path) -> int | None:
    """Return how many rows the file itself holds, None where it does not know the table yet."""
    alone = folder / "alone"
    alone.write_bytes(path.read_bytes())
    connection = dbapi2.connect(str(alone))
    try:
        return int(connection.execute("SELECT count(*) FROM long").fetchone()[0])
    except dbapi2.OperationalError:
        return None
    finally:
        connection.close()
