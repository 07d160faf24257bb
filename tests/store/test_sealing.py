"""Encrypted files: whole before and after, told apart, and nothing of what they were left in the clear."""

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from instants import NOW

from carnet.errors import Refused, Trouble
from carnet.store import backup, keys, migrate, parts, sealing
from carnet.store.database import Database, look
from carnet.store.keys import Key

PASSPHRASE = "la clé est sous le pot de thym"
WORD = "Zébulonard"
AT = "2026-01-01T00:00:00.000000Z"
KEY = keys.derive(PASSPHRASE, b"0123456789abcdef")
OTHER = keys.derive("autre", b"fedcba9876543210")


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    keys.forget()
    yield
    keys.forget()


def test_a_key_is_worked_out_once_though_it_was_foreseen(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealing.rewrite(journal, keys.derive("une phrase"))
    keys.forget()
    worked: list[str] = []
    before = keys._worked_out

    def counted(passphrase: str, salt: bytes) -> Key:
        worked.append(passphrase)
        return before(passphrase, salt)

    monkeypatch.setattr(keys, "_worked_out", counted)

    keys.foresee(journal, "une phrase")
    with pytest.raises(Trouble, match="sealed"):
        keys.of(journal)  # it opens nothing yet
    keys.unlock(journal, "une phrase")
    assert worked == ["une phrase"]
    assert keys.of(journal) is not None
    keys.forget()
    keys.unlock(journal, "une phrase")
    assert worked == ["une phrase"] * 2  # and is forgotten with all others


@pytest.fixture
def journal(database: Database) -> Path:
    """A closed journal that says a word, in rows, in the index of words and in its log."""
    with database.writing() as connection:
        for name in (WORD, "Autre"):
            connection.exec_driver_sql("INSERT INTO draft (form, text, at) VALUES (?, ?, ?)", (name, name * 400, AT))
        connection.exec_driver_sql("INSERT INTO words (rowid, body) VALUES (1, ?)", (WORD,))
    database.close()
    return database.path


def said(path: Path, key: Key | None) -> list[tuple[Any, ...]]:
    """Return what a file holds, read as a journal is."""
    keys.forget()
    if key is not None:
        keys.remember(key)
    opened = Database(path)
    try:
        migrate.prepare(path, opened, NOW)
        with opened.glancing() as connection:
            found = connection.execute("SELECT form, text FROM draft ORDER BY form").fetchall()
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (WORD,)).fetchall() == [(1,)]
        return found
    finally:
        opened.close()


WHOLE = [("Autre", "Autre" * 400), (WORD, WORD * 400)]


def in_the_clear(folder: Path) -> list[str]:
    """Return the files that hold the word."""
    return [path.name for path in folder.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()]


def test_an_encrypted_journal_holds_what_it_held_and_nothing_in_the_clear(journal: Path) -> None:
    assert in_the_clear(journal.parent) == [journal.name]
    sealing.rewrite(journal, KEY)
    assert look(journal) == "sealed"
    assert in_the_clear(journal.parent) == []
    assert said(journal, KEY) == WHOLE
    assert in_the_clear(journal.parent) == []
    assert sorted(path.name for path in journal.parent.iterdir()) == [journal.name]
    assert journal.stat().st_mode & 0o777 == 0o600


def test_what_was_is_overwritten(journal: Path) -> None:
    with journal.open("rb") as blocks:
        sealing.rewrite(journal, KEY)
        assert set(blocks.read()) == {0}


def test_a_log_left_by_a_kill_is_read_and_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.carnet"
    opened = Database(path)
    migrate.prepare(path, opened, NOW)
    opened.close()
    pid = os.fork()
    if not pid:
        raw = keys.connect(str(path))
        raw.execute("INSERT INTO draft (form, text, at) VALUES ('x', ?, ?)", (WORD * 400, AT))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    with path.with_name("x.carnet-wal").open("rb") as blocks:
        assert WORD.encode() in blocks.read()
        sealing.rewrite(path, KEY)
        blocks.seek(0)
        assert set(blocks.read()) == {0}
    assert in_the_clear(tmp_path) == []


def test_a_passphrase_opens_what_it_encrypted_however_it_is_typed(journal: Path) -> None:
    sealing.rewrite(journal, KEY)
    keys.forget()
    with pytest.raises(Trouble, match="sealed"):
        migrate.prepare(journal, Database(journal), NOW)
    for wrong in ("", "la cle est sous le pot de thym"):
        with pytest.raises(Trouble, match="wrong_passphrase"):
            keys.unlock(journal, wrong)
    with pytest.raises(Trouble, match="sealed"):
        migrate.prepare(journal, Database(journal), NOW)
    keys.unlock(journal, "la cle\u0301 est sous le pot de thym")
    assert keys.of(journal) is not None


def test_a_plain_journal_needs_no_passphrase_and_refuses_every_one(journal: Path) -> None:
    assert keys.of(journal) is None
    with pytest.raises(Trouble, match="wrong_passphrase"):
        keys.unlock(journal, PASSPHRASE)


@pytest.mark.parametrize("page", [0, 3])
def test_damage_is_told_apart_from_a_wrong_passphrase(journal: Path, page: int) -> None:
    sealing.rewrite(journal, KEY)
    keys.forget()
    with journal.open("rb+") as file:
        file.seek(page * keys.PAGE + 100)
        file.write(b"x")
    with pytest.raises(Trouble, match="wrong_passphrase"):
        keys.unlock(journal, "autre")
    keys.unlock(journal, PASSPHRASE)
    opened = Database(journal)
    with pytest.raises(Trouble, match="corrupt"), opened.glancing() as connection:
        connection.execute("SELECT * FROM sqlite_master").fetchall()
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            connection.execute(f"SELECT * FROM {name}").fetchall()
    opened.close()


def test_a_journal_whose_salt_is_damaged_opens_by_that_of_a_copy(journal: Path) -> None:
    sealing.rewrite(journal, KEY)
    keys.forget()
    with journal.open("rb+") as file:
        file.write(bytes(range(100, 116)))
    with pytest.raises(Trouble, match="wrong_passphrase"):
        keys.unlock(journal, PASSPHRASE, [OTHER.salt])
    with pytest.raises(Trouble, match="wrong_passphrase"):
        keys.unlock(journal, "autre", [KEY.salt])
    keys.unlock(journal, PASSPHRASE, [OTHER.salt, KEY.salt])
    opened = Database(journal)
    with opened.writing() as connection:
        assert connection.exec_driver_sql("SELECT form, text FROM draft ORDER BY form").fetchall() == WHOLE
        connection.exec_driver_sql("PRAGMA user_version=0")  # the first page is written anew
    opened.close()
    keys.forget()
    keys.unlock(journal, PASSPHRASE)


def test_another_key_and_no_key_keep_all_of_it(journal: Path) -> None:
    sealing.rewrite(journal, KEY)
    sealing.rewrite(journal, OTHER)
    with pytest.raises(Trouble, match="sealed"):
        said(journal, KEY)
    assert said(journal, OTHER) == WHOLE
    sealing.rewrite(journal, None)
    assert said(journal, None) == WHOLE


def test_a_copy_of_an_encrypted_journal_opens_by_the_same_passphrase(journal: Path, tmp_path: Path) -> None:
    sealing.rewrite(journal, KEY)
    opened = Database(journal)
    backup.copy(opened, tmp_path / "copy.carnet")
    opened.close()
    assert in_the_clear(tmp_path) == []
    keys.forget()
    keys.unlock(tmp_path / "copy.carnet", PASSPHRASE)
    assert said(tmp_path / "copy.carnet", KEY) == WHOLE


@pytest.mark.parametrize("of_then", [KEY, None])
@pytest.mark.parametrize("now", [OTHER, None])
def test_a_backup_under_another_key_is_restored(
    journal: Path, tmp_path: Path, of_then: Key | None, now: Key | None
) -> None:
    if of_then is not None:
        sealing.rewrite(journal, of_then)
    opened = Database(journal)
    backup.copy(opened, tmp_path / "copy.carnet")
    opened.close()
    sealing.rewrite(journal, now)
    opened = Database(journal)
    with opened.writing() as connection:
        connection.exec_driver_sql("DELETE FROM draft")
    backup.restore(opened, tmp_path / "copy.carnet")
    opened.close()
    assert (look(journal) == "sealed") == (now is not None)
    if of_then is not None or now is not None:
        assert in_the_clear(tmp_path) == ([] if of_then and now else ["copy.carnet"] if now else [journal.name])
    assert said(journal, now) == WHOLE


def test_a_journal_in_use_is_left_as_it_is(journal: Path) -> None:
    ready, wait = os.pipe(), os.pipe()
    pid = os.fork()
    if not pid:
        os.close(wait[1])
        raw = keys.connect(str(journal))
        raw.execute("SELECT count(*) FROM draft").fetchall()
        os.write(ready[1], b"!")
        os.read(wait[0], 1)
        os._exit(0)
    os.read(ready[0], 1)
    try:
        with pytest.raises(Trouble, match="locked"):
            sealing.rewrite(journal, KEY)
    finally:
        os.close(wait[1])
        os.waitpid(pid, 0)
    assert said(journal, None) == WHOLE


def test_a_damaged_journal_is_not_encrypted(journal: Path) -> None:
    whole = journal.read_bytes()
    at = whole.index(WORD.encode()) // keys.PAGE * keys.PAGE
    journal.write_bytes(whole[:at] + bytes(keys.PAGE) + whole[at + keys.PAGE :])
    before = journal.read_bytes()
    with pytest.raises(Trouble, match="corrupt"):
        sealing.rewrite(journal, KEY)
    assert journal.read_bytes()[100:] == before[100:]
    assert [path.name for path in journal.parent.iterdir()] == [journal.name]


def test_how_far_the_rewriting_is_is_told_and_it_stops_when_asked(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_STEPS", 50)
    told: list[int] = []
    sealing.rewrite(journal, KEY, progress=lambda done, total: told.append(100 * done // total))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 100)
    assert len(set(told)) > 10
    before = journal.read_bytes()
    # While it is written, while it is read again, and once it is whole.
    for looks in (1, len(told) // 2, len(told) - 2):
        left = [True] * looks
        with pytest.raises(Refused, match="rewriting_stopped"):
            sealing.rewrite(journal, OTHER, cancelled=lambda left=left: not left or not left.pop())
        assert journal.read_bytes() == before
        assert [path.name for path in journal.parent.iterdir()] == [journal.name]
    assert said(journal, KEY) == WHOLE


CHANGES: dict[str, tuple[Key | None, Key | None]] = {
    "encrypt": (None, KEY),
    "rekey": (KEY, OTHER),
    "decrypt": (OTHER, None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_kill_at_any_step_leaves_a_whole_journal(journal: Path, change: str) -> None:
    """Each line of what changes the file is the last one of some process; here every sixth, each change others."""
    before, after = CHANGES[change]
    if before is not None:
        sealing.rewrite(journal, before)
    whole = journal.read_bytes()
    step = 1 if os.environ.get("CARNET_EVERY_LINE") else 6
    line, ended = -list(CHANGES).index(change) if step > 1 else 0, False
    found = set()
    while not ended:
        line += step
        ended = _killed_at(line, lambda: sealing.rewrite(journal, after))
        left = look(journal)
        old = (left == "sealed") == (before is not None) and (change != "rekey" or _opens(journal, KEY))
        assert said(journal, before if old else after) == WHOLE, line
        found.add(old)
        if not old:
            if after is not None:
                with parts.part_of(journal):
                    pass  # what the killed one left is swept by the next
                assert in_the_clear(journal.parent) == [], line
            for left_over in journal.parent.iterdir():
                left_over.unlink()
            journal.write_bytes(whole)
    assert found == {True, False}
    assert line > 40


def _opens(path: Path, key: Key) -> bool:
    return path.read_bytes()[:16] == key.salt


def _killed_at(line: int, act: Callable[[], None]) -> bool:
    """Do something in a process of its own that is killed at the given line; tell whether it came to the end."""
    pid = os.fork()
    if not pid:
        files = {sealing.__file__, parts.__file__, keys.__file__}
        passed = 0

        def trace(frame: FrameType, event: str, _arg: object) -> Any:
            nonlocal passed
            if frame.f_code.co_filename not in files:
                return None
            if event == "line":
                passed += 1
                if passed == line:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        try:
            sys.settrace(trace)
            act()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(pid, 0)
    return not os.WIFSIGNALED(status)


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"SQLite format 3\x00"])
def test_a_file_of_another_kind_is_not_taken_for_an_encrypted_journal(head: bytes) -> None:
    anything = random.Random(7).randbytes(keys.PAGE)
    assert keys.is_sealed(anything)
    assert not keys.is_sealed((head + anything)[: keys.PAGE])
