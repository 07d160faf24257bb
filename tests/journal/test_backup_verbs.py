"""Backups as verbs: made, thinned, listed; the whole journal or one person brought back."""

import os
import stat
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from carnet.domain.backups import BackupKind
from carnet.domain.contacts import Affiliation, Contact, ContactPoint, PointKind
from carnet.domain.events import NetworkingEvent
from carnet.domain.trash import TrashKind
from carnet.errors import Reason, Refused, Trouble
from carnet.journal import FixedClock, Journal, Options, files

Dump = Callable[[Journal], dict[str, list[tuple[Any, ...]]]]


def person(journal: Journal, first: str, **more: Any) -> int:
    return int(journal.contacts.save(Contact(first_name=first, last_name="Essai", **more)))


def on(path: Path, day: date, **options: Any) -> Journal:
    return Journal(path, clock=FixedClock(day=day), options=Options(**options))


def held(journal: Journal) -> list[str]:
    return [row.name for row in journal.backups.rows()]


def test_a_backup_is_private_whole_and_counted(journal: Journal) -> None:
    person(journal, "Claire")
    made = journal.backups.make()

    (row,) = journal.backups.rows()

    assert made.path.parent == journal.path.with_name("carnet.backups")
    assert made.path.name == "carnet-20261120T120000Z-asked.carnet"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert (row.kind, row.contacts, row.interactions, row.missions) == (BackupKind.ASKED, 1, 0, 0)
    assert row.here
    assert not row.elsewhere
    assert list(made.path.parent.iterdir()) == [made.path]


def test_two_of_one_second_have_names_of_their_own(journal: Journal) -> None:
    person(journal, "Claire")

    assert journal.backups.make().path != journal.backups.make().path


def test_the_automatic_one_is_made_once_a_day(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "carnet.carnet"
    journal = on(path, clock.day)
    assert journal.backups.make_if_due() is None  # nothing in it
    person(journal, "Claire")
    assert journal.backups.make_if_due() is not None
    assert journal.backups.make_if_due() is None
    journal.close()
    tomorrow = on(path, clock.day + timedelta(days=1))

    assert tomorrow.backups.make_if_due() is not None
    assert len(held(tomorrow)) == 2
    tomorrow.close()


def test_old_ones_go_and_so_do_those_beyond_the_size(tmp_path: Path) -> None:
    path = tmp_path / "carnet.carnet"
    for days in range(12):
        journal = on(path, date(2026, 11, 3) + timedelta(days=days))
        if not days:
            person(journal, "Claire")
        journal.backups.make(BackupKind.AUTOMATIC)
        journal.close()
    journal = on(path, date(2026, 11, 14))
    assert len(held(journal)) == 7
    size = journal.backups.rows()[0].size
    journal.close()
    small = on(path, date(2026, 11, 15), backup_bytes=3 * size + 10)

    small.backups.make()

    assert len(held(small)) == 3
    small.close()


def test_nothing_new_needs_no_backup_before_an_import(journal: Journal) -> None:
    assert journal.backups.make_before(BackupKind.IMPORT) is None
    person(journal, "Claire")

    assert journal.backups.make_before(BackupKind.IMPORT) is not None
    assert journal.backups.make_before(BackupKind.IMPORT) is None
    person(journal, "Karim")
    assert journal.backups.make_before(BackupKind.IMPORT) is not None


def test_the_second_folder_gets_its_own_and_its_absence_fails_nothing(tmp_path: Path, clock: FixedClock) -> None:
    second = tmp_path / "disque"
    journal = on(tmp_path / "carnet.carnet", clock.day, backup_folder=str(second))
    person(journal, "Claire")

    made = journal.backups.make()
    assert made.trouble is not None
    assert made.trouble.reason == Reason.NO_BACKUP_FOLDER
    assert made.path.exists()
    assert not second.exists()
    second.mkdir()
    assert journal.backups.make().trouble is None

    first, later = reversed(journal.backups.rows())
    assert (first.here, first.elsewhere, later.here, later.elsewhere) == (True, False, True, True)
    journal.backups.find(later.name).unlink()
    assert journal.backups.find(later.name).is_relative_to(second)
    assert [(row.here, row.elsewhere) for row in journal.backups.rows()] == [(False, True), (True, False)]
    journal.close()


def test_the_second_folder_gets_what_was_made_without_it(tmp_path: Path, clock: FixedClock) -> None:
    """As before a migration, which knows no settings, or while its disk was not there."""
    second = tmp_path / "disque"
    second.mkdir()
    journal = on(tmp_path / "carnet.carnet", clock.day, backup_folder=str(second))
    person(journal, "Claire")
    journal.backups.make(BackupKind.AUTOMATIC)
    journal.options = Options()
    later = journal.backups.make(BackupKind.MIGRATION)
    journal.options = Options(backup_folder=str(second))
    assert [row.elsewhere for row in journal.backups.rows()] == [False, True]

    assert journal.backups.make_if_due() is None

    assert [row.elsewhere for row in journal.backups.rows()] == [True, True]
    later.path.unlink()
    assert journal.backups.find(later.path.name).is_relative_to(second)
    journal.close()


def test_a_spoilt_backup_is_listed_without_counts(journal: Journal) -> None:
    person(journal, "Claire")
    made = journal.backups.make()
    made.path.write_bytes(b"x" * 5_000)

    (row,) = journal.backups.rows()

    assert row.contacts is None
    with pytest.raises(Trouble) as caught:
        journal.backups.restore(made.path)
    assert caught.value.reason == Reason.NOT_A_JOURNAL
    assert journal.contacts.total() == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows renames no folder in which a file is open")
def test_a_folder_that_is_away_is_not_made_anew_for_a_backup(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    journal = Journal(folder / "mine.carnet")
    person(journal, "Claire")
    folder.rename(tmp_path / "away")

    with pytest.raises(Trouble, match="replaced"):
        journal.backups.make()
    (tmp_path / "away").rename(folder)
    assert journal.backups.make().path.exists()
    journal.close()


def test_restoring_brings_back_what_was_and_keeps_what_is(journal: Journal, dump: Dump) -> None:
    claire = person(journal, "Claire")
    before = dump(journal)
    made = journal.backups.make()
    journal.contacts.delete(claire)
    person(journal, "Karim")
    late = dump(journal)
    announced: list[bool] = []
    journal.listen(lambda changes: announced.append(changes.everything))

    kept = journal.backups.restore(made.path)

    assert dump(journal) == before
    assert announced == [True]
    assert files.check(journal) == ()
    assert kept is not None
    journal.backups.restore(kept.path)
    assert dump(journal) == late
    assert person(journal, "Nora")


def test_another_process_sees_what_was_restored(journal: Journal) -> None:
    person(journal, "Claire")
    made = journal.backups.make()
    person(journal, "Karim")
    other = Journal(journal.path)
    assert other.contacts.total() == 2

    journal.backups.restore(made.path)

    assert other.poll()
    assert other.contacts.total() == 1
    other.close()


def test_a_journal_held_by_another_is_not_restored(journal: Journal) -> None:
    person(journal, "Claire")
    made = journal.backups.make()
    other = Journal(journal.path)
    with other.core.database.writing(), pytest.raises(Trouble) as caught:
        journal.backups.restore(made.path)

    assert caught.value.reason == Reason.LOCKED
    other.close()


def acquainted(journal: Journal) -> tuple[int, int]:
    """Claire, with all that a person may have, and Karim, who introduced her."""
    karim = person(journal, "Karim")
    claire = person(
        journal,
        "Claire",
        city="Lyon",
        points=(ContactPoint(kind=PointKind.EMAIL, value="claire@acme.example"),),
        affiliations=(Affiliation(organisation="Acme", title="DSI"),),
        tags=("cloud",),
    )
    event = journal.events.save(NetworkingEvent(title="Afterwork"))
    journal.events.expect(event, [claire])
    draft = journal.interactions.read("déjeuner hier, budget voté > relancer lundi", claire)
    journal.interactions.log([claire, karim], draft)
    journal.introductions.save(karim, claire)
    return claire, karim


def test_a_person_erased_comes_back_whole_in_one_deed(journal: Journal, dump: Dump) -> None:
    claire, _karim = acquainted(journal)
    sheet = journal.contacts.sheet(claire)
    made = journal.backups.make()
    journal.contacts.delete(claire)
    journal.trash.erase([(TrashKind.CONTACT, claire)])
    without = dump(journal)
    (found,) = journal.backups.people(made.path, "claire")
    assert (found.state, found.detail) == ("absent", "Acme")

    key = journal.backups.bring_back(made.path, found.id)

    back = journal.contacts.sheet(key)
    assert back.contact.points == sheet.contact.points
    assert [each.organisation for each in back.contact.affiliations] == ["Acme"]
    assert back.contact.tags == ("cloud",)
    assert len(journal.follow_ups.for_contact(key)) == 1
    assert files.check(journal) == ()
    journal.history.undo()
    assert dump(journal) == without


def test_somebody_in_the_trash_leaves_it(journal: Journal) -> None:
    claire, _karim = acquainted(journal)
    made = journal.backups.make()
    journal.contacts.delete(claire)
    (found,) = journal.backups.people(made.path, "claire")
    assert found.state == "bin"

    assert journal.backups.bring_back(made.path, found.id) == claire
    assert journal.trash.items() == ()


def test_of_somebody_here_what_is_missing_comes_back(journal: Journal) -> None:
    claire, _karim = acquainted(journal)
    made = journal.backups.make()
    (found,) = journal.backups.people(made.path, "claire")
    assert found.state == "same"
    with pytest.raises(Refused) as caught:
        journal.backups.bring_back(made.path, found.id)
    assert caught.value.reason == Reason.PERSON_IS_HERE
    kept = journal.contacts.get(claire)
    journal.contacts.save(Contact(id=kept.id, first_name="Claire", last_name="Essai"))
    assert journal.backups.people(made.path, "claire")[0].state == "less"

    journal.backups.bring_back(made.path, found.id)

    assert [point.value for point in journal.contacts.get(claire).points] == ["claire@acme.example"]
    assert journal.contacts.get(claire).city == "Lyon"


def test_a_person_comes_back_into_a_journal_without_what_she_was_tied_to(tmp_path: Path, clock: FixedClock) -> None:
    old = on(tmp_path / "ancien.carnet", clock.day)
    acquainted(old)
    made = old.backups.make()
    old.close()
    journal = on(tmp_path / "neuf.carnet", clock.day)
    (found,) = journal.backups.people(made.path, "claire")

    key = journal.backups.bring_back(made.path, found.id)

    sheet = journal.contacts.sheet(key)
    assert sheet.contact.tags == ("cloud",)
    assert journal.contacts.total() == 1  # of the lunch her part alone, of the evening nothing
    assert files.check(journal) == ()
    journal.close()


def test_a_backup_is_looked_into_and_nothing_is_written(journal: Journal) -> None:
    person(journal, "Claire")
    made = journal.backups.make()
    before = made.path.read_bytes()
    looked = Journal(made.path, only_reads=True)

    assert looked.contacts.total() == 1
    with pytest.raises(Refused) as caught:
        person(looked, "Karim")
    assert caught.value.reason == Reason.ONLY_LOOKED_INTO
    looked.close()
    assert made.path.read_bytes() == before
    assert list(made.path.parent.iterdir()) == [made.path]
