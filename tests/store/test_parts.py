"""A new journal has its name only once it is whole, whoever is killed, late or out of room."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from instants import NOW

from carnet.errors import Reason, Trouble
from carnet.store import migrate, parts, schema
from carnet.store.database import Database, look, new_file


def _prepared(path: Path) -> Database:
    opened = Database(path)
    migrate.prepare(path, opened, NOW)
    return opened


def _tag(database: Database, name: str) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES (?, ?, ?)", (name, name, name))


def _tags(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.exec_driver_sql("SELECT name FROM tag").scalars())


def test_a_creation_that_is_killed_leaves_nothing_that_the_next_one_stumbles_over(tmp_path: Path) -> None:
    path = tmp_path / "x.carnet"
    code = (
        "import os, sys\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from carnet.store import migrate, schema\n"
        "from carnet.store.database import Database\n"
        "schema.SEARCH_DDL = ()\n"
        "found = schema.statements\n"
        "def some():\n"
        "    yield from found()\n"
        "    os.kill(os.getpid(), 9)\n"
        "schema.statements = some\n"
        "path = Path(sys.argv[1])\n"
        "migrate.prepare(path, Database(path), datetime.now(UTC))\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(path)], check=False)

    assert killed.returncode == -9
    assert look(path) == "missing"
    assert list(tmp_path.glob(".carnet-*.part")) != []
    opened = _prepared(path)
    _tag(opened, "cloud")
    opened.close()
    assert [file.name for file in tmp_path.iterdir()] == ["x.carnet"]


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "SEARCH_DDL", ("PRAGMA max_page_count = 1", "CREATE TABLE more (a TEXT)"))

    with pytest.raises(Trouble) as caught:
        _prepared(tmp_path / "x.carnet")

    assert caught.value.reason == Reason.DISK_FULL
    assert list(tmp_path.iterdir()) == []


def test_two_that_create_at_once_both_have_their_journal(tmp_path: Path) -> None:
    for place, first in enumerate((None, b"", None, b"")):
        path = tmp_path / f"{place}.carnet"
        if first is not None:
            path.write_bytes(first)
        failures: list[Exception] = []
        threads = [threading.Thread(target=_create_and_tag, args=(path, name, failures)) for name in "abc"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        opened = _prepared(path)
        assert _tags(opened) == set("abc")
        opened.close()


def _create_and_tag(path: Path, name: str, failures: list[Exception]) -> None:
    try:
        opened = _prepared(path)
        _tag(opened, name)
        opened.close()
    except Exception as error:  # noqa: BLE001  (told to the test)
        failures.append(error)


def test_an_empty_file_is_no_journal_yet_and_is_made_private(tmp_path: Path) -> None:
    path = tmp_path / "x.carnet"
    path.touch(mode=0o644)

    _prepared(path).close()

    assert look(path) == "journal"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_came_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with new_file(path) as part:
        part.write_bytes(b"mine")
        path.write_bytes(b"yours")

    assert path.read_bytes() == b"yours"
    assert list(tmp_path.iterdir()) == [path]


def test_where_there_are_no_second_names_a_file_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_names: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    for content in (b"first", b"second"):
        with new_file(tmp_path / "x") as part:
            part.write_bytes(content)

    assert (tmp_path / "x").read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [tmp_path / "x"]


def test_a_new_journal_where_another_was_does_not_play_its_log(tmp_path: Path) -> None:
    path = tmp_path / "x.carnet"
    old = _prepared(path)
    _tag(old, "old")
    log = path.with_name("x.carnet-wal").read_bytes()
    old.close()
    path.unlink()
    path.with_name("x.carnet-wal").write_bytes(log)

    new = _prepared(path)

    assert _tags(new) == set()
    new.close()


def test_a_link_to_nothing_yet_is_written_through(tmp_path: Path) -> None:
    link = tmp_path / "link.carnet"
    link.symlink_to(tmp_path / "far" / "x.carnet")

    _prepared(link).close()

    assert link.is_symlink()
    assert look(tmp_path / "far" / "x.carnet") == "journal"


def test_only_what_the_dead_left_is_swept(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f".carnet-{gone.pid}-00.part"
    alive = tmp_path / f".carnet-{os.getppid()}-00.part"
    for file in (left, alive, tmp_path / ".carnet-odd.part", tmp_path / f".carnet-{gone.pid}-00.part-wal"):
        file.touch()

    with parts.part_of(tmp_path / "x"):
        pass

    assert list(tmp_path.iterdir()) == [alive]
