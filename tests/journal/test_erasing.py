"""Erasing what lies in the trash: nothing of a person is left in the file, and no total changes."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from carnet.domain.contacts import Affiliation, Channel, Contact, ContactPoint, OriginSource, PointKind, Relationship
from carnet.domain.dates import PartialDate
from carnet.domain.events import NetworkingEvent, OccurrenceRef
from carnet.domain.imports import Clipping
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.domain.review import ReviewQuestion
from carnet.domain.rollup import Grouping
from carnet.domain.trash import TrashKind
from carnet.errors import Refused
from carnet.journal import FixedClock, Journal, demo, files
from carnet.journal.drafts import form_of_line, form_of_note

TODAY = date(2026, 11, 20)
WEEK = timedelta(days=7)
WORDS = (
    "zwolinska",
    "639987766",
    "06 39 98 77 66",
    "zutphen",
    "kayakiste",
    "rhododendron",
    "pantoufle",
    "salamandre",
    "Zoulouk",
)


def _everywhere(journal: Journal) -> list[str]:
    """Return the words that still stand in a byte of the file, of its log, or of the index of words."""
    path = journal.path
    data = b"".join(file.read_bytes().lower() for file in path.parent.glob(path.name + "*"))
    return [word for word in WORDS if word.lower().encode() in data or word.lower()[1:].encode() in data]


@pytest.fixture
def known(journal: Journal) -> int:
    """Somebody with a bit of everything, corrected, merged and put into the trash."""
    karim = journal.contacts.save(Contact(first_name="Karim", last_name="Ouali"))
    phone = ContactPoint(kind=PointKind.PHONE, value="06 39 98 77 66")
    key = journal.contacts.save(
        Contact(
            prefix="Mme",
            first_name="Ewa",
            middle_name="Maria",
            nickname="Ewka",
            birthday=PartialDate("1980-05-06"),
            met_on=PartialDate("2020"),
            met_where="au club",
            cadence_days=30,
            starred=True,
            relationship=Relationship.CLIENT,
            origin_channel=Channel.EVENT,
            origin_source=OriginSource.USER,
            last_name="Zwolinska",
            city="Zutphen",
            about="kayakiste",
            points=(phone, ContactPoint(kind=PointKind.EMAIL, value="ewa@zwolinska.example")),
            affiliations=(Affiliation(organisation="Alizé", title="DSI"),),
            tags=("data",),
        )
    )
    twin = journal.contacts.save(Contact(first_name="Ewunia", last_name="Zoulouk"))
    journal.contacts.merge(key, twin)
    journal.interactions.log([key], journal.interactions.read("appel hier, rhododendron > relancer lundi"))
    both = (Participation(contact_id=key, personal_note="pantoufle"), Participation(contact_id=karim))
    journal.interactions.save(Interaction(kind=InteractionKind.LUNCH, summary="budget voté", participants=both))
    journal.introductions.save(key, karim, note="salamandre")
    journal.interactions.log([key], journal.interactions.read("café, salamandre"))
    journal.history.undo()
    journal.drafts.save(form_of_line(journal.contacts.get(key).uid), "pantoufle")
    journal.privacy.inform([key])
    journal.privacy.ask_again([key])
    journal.privacy.oppose([key])
    journal.contacts.delete(key)
    return int(key)


def test_nothing_of_a_person_is_left_in_the_file(journal: Journal, known: int) -> None:
    assert set(_everywhere(journal)) == set(WORDS)

    journal.trash.erase([(TrashKind.CONTACT, known)])

    assert _everywhere(journal) == []
    assert journal.trash.items() == ()
    assert files.check(journal) == ()


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        (TrashKind.CONTACT, {"sphere", "relationship", "origin_source", "created_at", "updated_at", "status"}),
        (TrashKind.MISSION, {"created_at", "currency", "stage"}),
    ],
)
def test_an_empty_row_holds_nothing_but_what_totals_need(
    journal: Journal, known: int, kind: TrashKind, left: set[str]
) -> None:
    """A column that comes to these tables is to be emptied, too, or named here."""
    signed = date(2026, 9, 1)
    mission = Mission(
        title="Audit", client="Alizé", stage=Stage.WON, signed_on=signed, day_rate_cents=50_000, notes="x"
    )
    key = int(journal.missions.save(mission))
    journal.missions.delete(key)
    at = known if kind is TrashKind.CONTACT else key
    journal.trash.erase([(kind, at)])

    with journal.core.reading() as connection:
        row = connection.exec_driver_sql(f"SELECT * FROM {kind.value} WHERE id = ?", (at,)).mappings().one()
    assert {name for name, value in row.items() if value} == left | {"id", "uid", "deleted_at"}


def test_notes_of_a_debriefing_that_were_never_saved_go_with_whom_they_name(journal: Journal, known: int) -> None:
    start = datetime(2026, 11, 5, 17, tzinfo=UTC)
    series = journal.events.save(NetworkingEvent(title="Club", starts_at=start, rrule="FREQ=WEEKLY"))
    club, alone = OccurrenceRef(series, start), journal.events.save(NetworkingEvent(title="Salon"))
    named, other, spoken = form_of_note(club), form_of_note(alone), form_of_note(OccurrenceRef(series + 1, start))
    journal.drafts.save(named, "Ewa Zwolinska, kayakiste : la rappeler")
    journal.drafts.save(other, "Karim Ouali veut venir")
    journal.drafts.save(spoken, "zwolinska : voir EWA en janvier")

    journal.trash.erase([(TrashKind.CONTACT, known)])

    kept = [journal.drafts.load(form) for form in (named, other, spoken)]
    assert kept == ["", "Karim Ouali veut venir", ""]
    assert _everywhere(journal) == []


def test_the_note_of_an_erased_event_goes_with_it(journal: Journal) -> None:
    start = datetime(2026, 11, 5, 17, tzinfo=UTC)
    series = journal.events.save(NetworkingEvent(title="Club", starts_at=start, rrule="FREQ=WEEKLY"))
    club, alone = OccurrenceRef(series, start), journal.events.save(NetworkingEvent(title="Salon"))
    journal.events.edit(club, briefing="Voir Karim")
    forms = [form_of_note(club), form_of_note(alone), form_of_note(club._replace(recurrence_id=start + WEEK))]
    for form in forms:
        journal.drafts.save(form, "Trop de monde")
    journal.events.delete(club, alone, series)

    journal.trash.erase([(item.kind, item.id) for item in journal.trash.items()])

    assert [journal.drafts.load(form) for form in forms] == ["", "", ""]


def test_an_erased_series_says_nothing_of_its_invitation(journal: Journal) -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:club\r\nSUMMARY:Club\r\nDESCRIPTION:Chez Ewa\r\nLOCATION:Zutphen\r\n"
        "DTSTART:20260113T173000Z\r\nRRULE:FREQ=WEEKLY\r\nEXDATE:20260120T173000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    journal.imports.run(Clipping("agenda", calendar.encode()))
    with journal.core.reading() as connection:
        key = int(connection.exec_driver_sql("SELECT max(id) FROM event").scalar_one())
    journal.events.delete(key)
    journal.trash.erase([(TrashKind.EVENT, key)])

    with journal.core.reading() as connection:
        row = connection.exec_driver_sql("SELECT * FROM event WHERE id = ?", (key,)).mappings().one()
    left = {"id", "uid", "deleted_at", "kind", "starts_at", "tz", "status"}
    assert {name for name, value in row.items() if value} == left


def test_what_others_share_with_the_person_stays_theirs(journal: Journal, known: int) -> None:
    journal.trash.erase([(TrashKind.CONTACT, known)])

    karim = journal.contacts.sheet(journal.contacts.find("Karim Ouali")[0].id)
    assert [item.text for item in karim.timeline if item.what == "interaction"] == ["budget voté"]
    assert karim.introductions_received[0].note == ""


def test_what_was_done_to_others_can_still_be_undone(journal: Journal, known: int) -> None:
    karim = journal.contacts.find("Karim Ouali")[0].id
    journal.contacts.edit(karim, city="Lyon")
    journal.trash.erase([(TrashKind.CONTACT, known)])

    assert [deed.subject for deed in journal.history.recent() if "Ewa" in deed.subject] == []
    while journal.history.next_undo() is not None:
        journal.history.undo()
        assert files.check(journal) == ()
    assert journal.contacts.find("Karim") == []


def test_what_is_not_in_the_trash_is_never_erased(journal: Journal, known: int) -> None:
    karim = journal.contacts.find("Karim Ouali")[0].id
    with pytest.raises(Refused):
        journal.trash.erase([(TrashKind.CONTACT, known), (TrashKind.CONTACT, int(karim))])

    assert [item.id for item in journal.trash.items()] == [known]


@pytest.mark.parametrize("by", list(Grouping))
def test_no_total_changes_when_everything_in_the_trash_is_erased(tmp_path: Path, by: Grouping) -> None:
    path = tmp_path / "example.carnet"
    demo.write(path, TODAY)
    journal = Journal(path, clock=FixedClock(day=TODAY))
    question = ReviewQuestion(by=by, with_personal=True)
    credited = journal.review.ask(ReviewQuestion(with_personal=True)).rows
    for row in credited:
        if not row.is_special:
            journal.contacts.delete(int(row.key))
    for event_id in range(1, 6):
        journal.events.delete(event_id)
    before = journal.review.ask(question)
    wanted = [(item.kind, item.id) for item in journal.trash.items()]
    assert {kind for kind, _key in wanted} == {TrashKind.CONTACT, TrashKind.EVENT}
    met = journal.events.past(40)

    journal.trash.erase(wanted)

    after = journal.review.ask(question)
    totals = {row.key: (row.credit_cents, row.missions) for row in before.rows}
    assert {row.key: (row.credit_cents, row.missions) for row in after.rows} == totals
    assert journal.trash.items() == ()
    assert journal.events.past(40) == met
    assert files.check(journal) == ()
    journal.close()


def test_a_journal_with_erased_people_is_exported_and_read_again(journal: Journal, known: int, tmp_path: Path) -> None:
    journal.trash.erase([(TrashKind.CONTACT, known)])
    other = Journal(tmp_path / "other.carnet", clock=FixedClock(day=TODAY))

    other.exports.restore(journal.exports.everything())

    assert [person.name for person in other.contacts.find("Karim")] == ["Karim Ouali"]
    assert other.trash.items() == ()
    other.close()


def test_a_mission_without_a_name_is_listed_until_it_is_erased(journal: Journal) -> None:
    key = journal.missions.save(Mission(title="", client="Brocéliande"))
    journal.missions.delete(key)
    assert [item.kind for item in journal.trash.items()] == [TrashKind.MISSION]

    journal.trash.erase([(TrashKind.MISSION, int(key))])

    assert journal.trash.items() == ()
    assert journal.history.next_undo() is not None


def test_erasing_somebody_leaves_the_history_of_others(journal: Journal) -> None:
    """The newest sheet went by a merge: who comes next is erased without that merge being forgotten."""
    stays = journal.contacts.save(Contact(first_name="Ewa", last_name="Zwolinska"))
    journal.contacts.merge(stays, journal.contacts.save(Contact(first_name="Ewa", last_name="Z.", city="Albi")))
    merge = journal.core.last_deed

    journal.privacy.erase([journal.contacts.save(Contact(first_name="Karim", last_name="Ouali"))])

    assert journal.contacts.get(stays).city == "Albi"
    journal.history.undo(merge)
    assert journal.contacts.get(stays).city == ""


def test_what_came_before_a_forgotten_merge_can_still_be_undone(journal: Journal) -> None:
    now = datetime(2026, 11, 20, 18, tzinfo=UTC)
    event = journal.events.save(NetworkingEvent(title="Afterwork", starts_at=now, ends_at=now))
    stays, goes, karim, lina = (
        journal.contacts.save(Contact(first_name=name)) for name in ("Ewa", "Ewka", "Karim", "Lina")
    )
    journal.debriefs.set_met(event, stays, met=True)
    journal.debriefs.set_met(event, goes, met=True)  # one of the two presences goes with the merge
    for introducer in (stays, goes):
        journal.introductions.save(introducer, karim)  # as does one of these
    journal.introductions.save(goes, lina)
    mission = Mission(title="Audit", signing_contact_id=goes, signed_on=now.date(), stage=Stage.WON)
    journal.missions.save(mission)  # its path is frozen
    journal.contacts.merge(stays, goes)

    journal.privacy.erase([stays])

    while journal.history.next_undo() is not None:
        journal.history.undo()
        assert files.check(journal) == ()
    assert journal.events.past(1) == ()
    assert journal.contacts.find("Karim") == journal.contacts.find("Lina") == []
    assert journal.missions.every() == ()
