"""Damaged journals: told apart, restored or saved as far as they can be read; the damaged file is always kept."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from sqlcipher3 import dbapi2

from carnet.domain.contacts import Contact, ContactFilter, ContactPoint, PointKind
from carnet.errors import Reason, Trouble
from carnet.journal import Journal, Options, files, rescue, sealing

PAGE = 4096
Damage = Callable[[Path], None]


def _write(path: Path, at: int, data: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(data)


def magic(path: Path) -> None:
    _write(path, 0, b"\0" * 16)


def first_page(path: Path) -> None:
    _write(path, 0, b"\0" * PAGE)


def cut(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


def other(path: Path) -> None:
    path.write_text("Chère Claire, " * 2_000)


def pages(path: Path) -> None:
    draw = random.Random(7)
    count = path.stat().st_size // PAGE
    for page in draw.sample(range(count // 2, count), 6):
        _write(path, page * PAGE, draw.randbytes(PAGE))


ALL = {
    "magic": (magic, Reason.CORRUPT),
    "first page": (first_page, Reason.CORRUPT),
    "cut": (cut, Reason.CUT_SHORT),
    "emptied": (emptied, Reason.EMPTIED),
    "gone": (gone, Reason.GONE),
    "another file": (other, Reason.CORRUPT),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of forty people with a backup, and one person more since."""
    path = tmp_path / "carnet.carnet"
    journal = Journal(path)
    for number in range(40):
        point = ContactPoint(kind=PointKind.EMAIL, value=f"p{number}@essai.example")
        key = journal.contacts.save(Contact(first_name=f"Prénom{number}", last_name="Essai", points=(point,)))
        journal.interactions.log([key], journal.interactions.read("appel, " + "budget voté " * 40, key))
    journal.backups.make()
    journal.contacts.save(Contact(first_name="Zoé", last_name="Nouvelle"))
    journal.close()
    return path


def _trouble(path: Path) -> Trouble:
    with pytest.raises(Trouble) as caught:
        Journal(path).close()
    return rescue.told_apart(path, caught.value)


@pytest.mark.parametrize("name", ALL)
def test_each_damage_is_told_apart_and_a_backup_takes_its_place(path: Path, name: str) -> None:
    damage, reason = ALL[name]
    damage(path)
    before = path.read_bytes() if path.exists() else None
    assert _trouble(path).reason == reason
    good = rescue.last_good(path)
    assert good is not None

    kept = rescue.restore(path, rescue.folder_of(path) / good.name, Options())

    journal = Journal(path)
    assert journal.contacts.total() == 40
    assert files.check(journal) == ()
    journal.close()
    assert (kept is None) == (before is None)
    if kept is not None:
        assert kept.read_bytes() == before
        assert kept.parent == path.parent


def test_what_is_written_meanwhile_is_no_damage(path: Path) -> None:
    journal = Journal(path)
    (somebody, *_others) = journal.contacts.ids(ContactFilter(), 1)
    checks: list[object] = []

    def check() -> None:
        for quick in (True, False) * 15:
            try:
                checks.append(files.check_pages(journal, quick=quick))
            except Trouble as trouble:
                checks.append(trouble)

    thread = Thread(target=check)
    thread.start()
    written = 0
    while thread.is_alive():
        written += 1
        journal.contacts.edit(somebody, about=f"mot{written} autre{written % 97}")
    thread.join()
    journal.close()

    assert written > 10
    assert checks == [None] * 30


def test_pages_that_are_spoilt_are_found_and_the_backup_takes_their_place(path: Path) -> None:
    pages(path)
    journal = Journal(path)
    with pytest.raises(Trouble) as caught:
        files.check_pages(journal)
    assert caught.value.reason == Reason.CORRUPT
    with pytest.raises(Trouble):
        journal.backups.make()
    assert len(list(journal.backups.folder.iterdir())) == 1  # no damaged backup gets a name
    journal.close()
    spoilt = path.read_bytes()
    good = rescue.last_good(path)
    assert good is not None

    kept = rescue.restore(path, rescue.folder_of(path) / good.name, Options())

    assert kept is not None
    assert kept.read_bytes()[PAGE:] == spoilt[PAGE:] or kept.stat().st_size == len(spoilt)
    journal = Journal(path)
    assert files.check(journal) == ()
    journal.close()


def test_a_first_page_that_looks_encrypted_is_told_as_damage(path: Path) -> None:
    """Whoever asks for its passphrase hears so from the first answer on; backups of what is encrypted are, too."""
    _write(path, 0, random.Random(1).randbytes(PAGE))
    assert _trouble(path).reason == Reason.CORRUPT
    with pytest.raises(Trouble, match="corrupt"):
        sealing.unlock(path, "une phrase")

    saved = rescue.repair(path)

    assert saved.kept.exists()
    journal = Journal(path)
    assert journal.contacts.total() == 41
    assert files.check(journal) == ()
    journal.close()


def test_values_that_nothing_knows_are_found_and_repaired_without_a_person_lost(path: Path) -> None:
    """A letter in a date, which no check of SQLite's sees; in the backup, too."""
    for file in (path, *rescue.folder_of(path).iterdir()):
        connection = dbapi2.connect(str(file))
        connection.execute("UPDATE contact SET created_at = 'x' || substr(created_at, 2) WHERE id = 3")
        connection.execute("UPDATE contact SET sphere = 'professiomal' WHERE id = 4")
        connection.execute("UPDATE deed SET kind = 'sawe' WHERE id = 1")
        connection.commit()
        connection.close()
    journal = Journal(path)
    with pytest.raises(Trouble, match="corrupt"):
        journal.contacts.sheet(3)
    with pytest.raises(Trouble, match="corrupt"):
        files.check_pages(journal)
    journal.close()
    assert rescue.last_good(path) is None

    saved = rescue.repair(path)

    journal = Journal(path)
    assert files.check(journal) == ()
    assert journal.contacts.total() == 41
    assert journal.contacts.sheet(3).contact.created_at is not None
    assert set(saved.lost) == {"contact", "deed"}
    journal.close()


@pytest.mark.parametrize("damage", [magic, first_page, pages])
def test_repairing_saves_what_can_be_read(path: Path, damage: Damage) -> None:
    damage(path)
    before = path.read_bytes()

    saved = rescue.repair(path)

    assert saved.kept.read_bytes() == before
    journal = Journal(path)
    assert files.check(journal) == ()
    assert journal.contacts.total() >= 35
    if damage is not pages:
        assert journal.contacts.find("Zoé Nouvelle")
        assert saved.lost == ()
    journal.contacts.save(Contact(first_name="Après"))
    journal.close()


def test_repairing_without_a_backup_works_where_the_first_page_can_be_read(path: Path) -> None:
    shutil.rmtree(rescue.folder_of(path))
    magic(path)

    rescue.repair(path)

    journal = Journal(path)
    assert journal.contacts.total() == 41
    journal.close()


def test_what_nothing_can_be_saved_of_stays_as_it_is(path: Path) -> None:
    shutil.rmtree(rescue.folder_of(path))
    first_page(path)
    before = path.read_bytes()

    with pytest.raises(Trouble) as caught:
        rescue.repair(path)

    assert caught.value.reason == Reason.CORRUPT
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_spoilt_backup_is_passed_over(path: Path) -> None:
    journal = Journal(path)
    later = journal.backups.make().path
    journal.close()
    later.write_bytes(later.read_bytes()[: PAGE * 3])

    good = rescue.last_good(path)

    assert good is not None
    assert good.name != later.name


def test_a_new_file_without_backups_is_a_new_journal(tmp_path: Path) -> None:
    (tmp_path / "neuf.carnet").touch()
    journal = Journal(tmp_path / "neuf.carnet")
    assert journal.contacts.total() == 0
    journal.close()
