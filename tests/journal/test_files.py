"""The journal as a file: copies and checks."""

import os
import stat
from pathlib import Path

import pytest

from carnet.domain.changes import Deed
from carnet.domain.contacts import Contact
from carnet.errors import Reason, Trouble
from carnet.journal import Journal, files
from carnet.store import tables as t


def _filled(journal: Journal) -> Journal:
    now = journal.clock.now()
    with journal.core.writing(Deed.SAVE_CONTACT) as recorder:
        recorder.insert(t.contact, uid="c", first_name="Claire", created_at=now, updated_at=now)
    return journal


def test_a_sound_journal_has_no_findings(journal: Journal) -> None:
    assert files.check(_filled(journal)) == ()
    assert files.is_journal(journal.path)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("UPDATE contact_fact SET display_name = 'Somebody else'", "derived"),
        ("DELETE FROM name_token", "derived"),
        ("INSERT INTO words (rowid, body) VALUES (8000, 'ghost')", "index"),
        ("DELETE FROM words", "index"),
        ("DELETE FROM words WHERE rowid = 8", "index"),
        ("UPDATE contact SET origin_channel = 'martian'", "value"),
        ("INSERT INTO alias (contact_id, name) VALUES (99, 'nobody')", "foreign_key"),
    ],
)
def test_what_is_wrong_is_found_and_nothing_is_changed(journal: Journal, damage: str, reason: str) -> None:
    _filled(journal)
    with journal.core.database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(damage)
        driver.execute("PRAGMA foreign_keys=ON")

    found = files.check(journal)

    assert {finding.reason for finding in found} == {reason}
    assert files.check(journal) == found


def test_checking_writes_nothing_and_waits_for_nobody(journal: Journal) -> None:
    _filled(journal)
    other = Journal(journal.path)
    kept = (journal.path, journal.path.with_name("carnet.carnet-wal"))
    with journal.core.database.writing() as connection:
        connection.exec_driver_sql("UPDATE contact SET first_name = 'Clara'")
        before = [file.read_bytes() for file in kept]
        assert files.check(other) == ()
        assert [file.read_bytes() for file in kept] == before
    other.close()


def test_checking_reads_what_cannot_be_written(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    _filled(journal).close()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # as on a disk that is read-only

    assert files.check(journal) == ()


def test_damaged_pages_are_findings(journal: Journal) -> None:
    _filled(journal).close()
    size = journal.path.stat().st_size
    with journal.path.open("r+b") as file:
        file.seek(40_960)
        file.write(b"\xff" * (size - 40_960))

    found = files.check(journal)

    assert {finding.reason for finding in found} >= {"integrity"}


def test_a_copy_opens_as_a_journal(journal: Journal, tmp_path: Path) -> None:
    files.save_copy(_filled(journal), tmp_path / "copy.carnet")

    copy = Journal(tmp_path / "copy.carnet")
    assert files.check(copy) == ()
    copy.close()


def test_a_copy_onto_itself_is_refused(journal: Journal) -> None:
    with pytest.raises(Trouble) as caught:
        files.save_copy(journal, journal.path)

    assert caught.value.reason == Reason.EXISTS


def test_an_export_is_private_and_replaces_whole(tmp_path: Path) -> None:
    target = tmp_path / "contacts.vcf"
    target.write_text("old")

    files.write_private(target, b"new")

    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_export_to_nowhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        files.write_private(tmp_path / "none" / "contacts.vcf", b"new")

    assert caught.value.reason == Reason.CANNOT_OPEN


def test_a_check_between_writes_finds_the_index_as_it_is(journal: Journal) -> None:
    for turn in range(40):
        key = journal.contacts.save(Contact(first_name=f"Hélène {turn}", about="Arbitrage du budget"))
        journal.contacts.edit(key, about=f"Reprise {turn}")
        journal.history.undo()
        assert files.check(journal) == ()
