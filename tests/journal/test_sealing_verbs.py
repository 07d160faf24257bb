"""Changing how a journal opens: backed up first, under no weaker key than either, and nothing left of what is stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from carnet.domain.backups import BackupKind
from carnet.errors import Refused
from carnet.journal import Journal, sealing
from carnet.store import backup, keys, shelf

WORD = "Zébulonarde"


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "carnet.carnet"
    journal = Journal(path)
    journal.capture.add(f"Claire {WORD}, Acme")
    journal.close()
    yield path
    keys.forget()


def kinds(path: Path) -> list[BackupKind]:
    return [stamp.kind for stamp in shelf.stamps(shelf.folder_of(path))]


def in_the_clear(path: Path) -> list[str]:
    files = shelf.folder_of(path).glob("**/*")
    return [each.name for each in files if each.is_file() and WORD.encode() in each.read_bytes()]


def test_a_change_of_encryption_makes_a_backup_that_opens_as_the_journal_does(path: Path) -> None:
    found: list[str] = []
    sealing.encrypt(path, "une phrase", progress=lambda *_done: found.extend(in_the_clear(path)))
    assert kinds(path) == [BackupKind.ENCRYPTION]
    sealing.rekey(path, "une phrase", "une autre", progress=lambda *_done: found.extend(in_the_clear(path)))
    assert kinds(path) == [BackupKind.ENCRYPTION] * 2
    assert found == []  # neither at the end nor on the way there

    keys.forget()
    sealing.unlock(path, "une autre")
    journal = Journal(path)
    rows = journal.backups.rows()
    assert [(row.contacts, row.sealed) for row in rows] == [(1, False), (1, False)]
    for row in rows:
        backup.verify(journal.backups.find(row.name))
    journal.close()

    before: list[str] = []
    sealing.decrypt(path, "une autre", progress=lambda *_done: before.append(_state(path)))
    assert set(before[: len(before) // 2]) == {"sealed"}
    assert len(kinds(path)) == 3
    keys.forget()
    journal = Journal(path)
    assert [row.sealed for row in journal.backups.rows()] == [False] * 3
    journal.close()


def _state(path: Path) -> str:
    return "plain" if in_the_clear(path) else "sealed"


@pytest.mark.parametrize("what", ["encrypt", "rekey", "decrypt"])
def test_a_change_that_is_stopped_leaves_no_backup(path: Path, what: str) -> None:
    if what != "encrypt":
        sealing.encrypt(path, "une phrase")
    before = sorted(path.parent.rglob("*"))
    words = {"encrypt": ["une autre"], "rekey": ["une phrase", "une autre"], "decrypt": ["une phrase"]}[what]
    looks: list[int] = []

    def stopped() -> bool:  # once the backup is made, the journal half written
        looks.append(len(kinds(path)))
        return looks.count(max(looks)) > 1 and max(looks) > min(looks)

    with pytest.raises(Refused, match="rewriting_stopped"):
        getattr(sealing, what)(path, *words, cancelled=stopped)
    assert sorted(path.parent.rglob("*")) == before or {*path.parent.rglob("*")} - {*before} == {shelf.folder_of(path)}
    assert max(looks) == min(looks) + 1


def test_the_backup_of_a_change_stands_in_the_second_folder_too(path: Path, tmp_path: Path) -> None:
    second = tmp_path / "disque"
    second.mkdir()

    sealing.encrypt(path, "une phrase", str(second))

    (made,) = shelf.stamps(shelf.folder_in(second, path))
    assert made.kind == BackupKind.ENCRYPTION
    backup.verify(shelf.folder_in(second, path) / made.name)
    assert sealing.is_sealed(shelf.folder_in(second, path) / made.name)


def test_what_a_kill_left_beside_the_backups_goes_at_the_next_opening(path: Path) -> None:
    sealing.encrypt(path, "une phrase")
    left = shelf.folder_of(path) / ".carnet-4194305-0badcafe.old"
    left.write_text(WORD)

    Journal(path).close()

    assert not left.exists()
    assert in_the_clear(path) == []
