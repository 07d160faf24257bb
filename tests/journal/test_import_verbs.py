import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from undoing import proves_undo

from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactFilter,
    ContactPoint,
    Network,
    PointKind,
    SocialProfile,
    Sphere,
)
from carnet.domain.events import NetworkingEvent, OccurrenceRef
from carnet.domain.imports import Choice, Decision, Verdict
from carnet.domain.interactions import InteractionKind
from carnet.errors import Refused, Unreadable
from carnet.journal import Journal, files

LINKEDIN = """Notes:
"When exporting your connection data, you may notice, that some are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Claire,Dupont,https://www.linkedin.com/in/claire-dupont,claire@acme.example,Acme,DSI,12 Mar 2023
,,,,,,
Paul,Petit,https://www.linkedin.com/in/paul-petit,,Petit SA,CEO,01 Apr 2024
"""


def card(name: str, *lines: str, version: str = "3.0") -> str:
    first, _space, last = name.partition(" ")
    inside = "\r\n".join((f"FN:{name}", f"N:{last};{first};;;", *lines))
    return f"BEGIN:VCARD\r\nVERSION:{version}\r\n{inside}\r\nEND:VCARD\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(*cards: str, name: str = "a.vcf") -> Path:
        path = tmp_path / name
        path.write_text("".join(cards), encoding="utf-8")
        return path

    return write


def email(value: str) -> ContactPoint:
    return ContactPoint(kind=PointKind.EMAIL, value=value)


def person(first: str, last: str, *points: ContactPoint, **fields: Any) -> Contact:
    return Contact(first_name=first, last_name=last, points=points, **fields)


CLAIRE = card(
    "Claire Dupont",
    "ORG:Acme",
    "TITLE:DSI",
    "EMAIL:claire@acme.example",
    "TEL:06 39 98 00 01",
    "CATEGORIES:data,cloud",
    "NICKNAME:Clairette",
)


def test_a_card_becomes_a_contact(journal: Journal, file: Callable[..., Path]):
    report = journal.imports.run(file(CLAIRE))
    assert (report.format, report.read, report.created, report.rejected) == ("vcard", 1, 1, 0)
    contact = journal.contacts.get(report.rows[0].contact_id or 0)
    assert (contact.first_name, contact.last_name, contact.nickname) == ("Claire", "Dupont", "Clairette")
    assert contact.affiliations[0].organisation == "Acme"
    assert contact.tags == ("cloud", "data")
    assert {point.normalised for point in contact.points} == {"claire@acme.example", "+33639980001"}
    assert files.check(journal) == ()


def test_cards_come_in_without_sqlalchemy(journal: Journal, file: Callable[..., Path]):
    code = (
        "import sys\n"
        "sys.modules['sqlalchemy'] = None\n"
        "from carnet.cli import main\n"
        "sys.exit(main(['--carnet', *sys.argv[1:]]))\n"
    )
    words = (str(journal.path), "import", str(file(CLAIRE)))
    subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=True, timeout=60)
    assert journal.contacts.total() == 1


def test_an_import_is_one_deed_that_can_be_undone(
    journal: Journal, file: Callable[..., Path], dump: Callable[[Journal], Any]
):
    journal.contacts.save(person("Claire", "Dupont", email("claire@acme.example")))
    path = file(CLAIRE, card("Paul Petit", "ORG:Petit SA"))
    proves_undo(journal, dump, lambda: journal.imports.run(path))
    deed = journal.history.recent(1)[0]
    assert (deed.kind, deed.subject) == ("import", "a.vcf")


def test_a_dry_run_says_the_same_and_writes_nothing(
    journal: Journal, file: Callable[..., Path], dump: Callable[[Journal], Any]
):
    journal.contacts.save(person("Claire", "Dupont", email("claire@acme.example")))
    path = file(CLAIRE, card("Paul Petit", "ORG:Petit SA"))
    before = dump(journal)
    dry = journal.imports.dry_run(path)
    assert dump(journal) == before
    assert dry.dry_run
    wet = journal.imports.run(path)
    assert [row.verdict for row in dry.rows] == [row.verdict for row in wet.rows] == ["merged", "created"]
    assert (dry.created, dry.merged) == (wet.created, wet.merged) == (1, 1)


def test_a_sure_match_fills_gaps_and_overwrites_nothing(journal: Journal, file: Callable[..., Path]):
    mine = journal.contacts.save(
        person(
            "Claire",
            "Dupont",
            email("Claire@Acme.example"),
            city="Albi",
            affiliations=(Affiliation(organisation="Acme"),),
            tags=("data",),
        )
    )
    report = journal.imports.run(file(CLAIRE.replace("FN:", "ADR:;;1 rue X;Paris;;75001;France\r\nNOTE:Vue\r\nFN:")))
    assert (report.rows[0].verdict, report.rows[0].reason) == (Verdict.MERGED, "same_email")
    contact = journal.contacts.get(mine)
    assert contact.city == "Albi"
    assert contact.about == "Vue"
    assert [point.value for point in contact.points][:1] == ["Claire@Acme.example"]
    assert sorted(point.kind for point in contact.points) == ["address", "email", "phone"]
    assert [(place.organisation, place.title) for place in contact.affiliations] == [("Acme", "DSI")]
    assert contact.tags == ("cloud", "data")


def test_a_title_already_there_is_kept(journal: Journal, file: Callable[..., Path]):
    position = Affiliation(organisation="Autre", title="CTO")
    mine = journal.contacts.save(person("Claire", "Dupont", email("claire@acme.example"), affiliations=(position,)))
    journal.imports.run(file(CLAIRE))
    places = [(place.organisation, place.title) for place in journal.contacts.get(mine).affiliations]
    assert places == [("Autre", "CTO")]


def test_another_spelling_of_the_name_is_kept_as_an_alias(journal: Journal, file: Callable[..., Path]):
    profile = SocialProfile(network=Network.LINKEDIN, url="https://www.linkedin.com/in/claire-dupont")
    mine = journal.contacts.save(person("Claire", "Martin", profiles=(profile,)))
    path = file(LINKEDIN, name="Connections.csv")
    report = journal.imports.run(path)
    assert (report.format, report.rows[0].reason) == ("linkedin", "same_linkedin")
    contact = journal.contacts.get(mine)
    assert (contact.last_name, contact.aliases) == ("Martin", ("Claire Dupont",))
    assert contact.profiles[0].connected_on == date(2023, 3, 12)


def test_linkedin_connections_come_by_linkedin(journal: Journal, file: Callable[..., Path]):
    report = journal.imports.run(file(LINKEDIN, name="Connections.csv"))
    assert (report.read, report.created) == (report.created + report.rejected + report.skipped, 2)
    sheet = journal.contacts.sheet(report.rows[0].contact_id or 0)
    assert sheet.origin is Channel.LINKEDIN
    assert sheet.contact.profiles[0].slug == "claire-dupont"


def test_what_a_line_says_wrong_is_told_and_kept_as_it_was_typed(journal: Journal, file: Callable[..., Path]):
    text = LINKEDIN.replace("claire@acme.example", "paul.g@").replace("12 Mar 2023", "31 Feb 2024")
    path = file(text, name="Connections.csv")
    told = [tuple(remark) for remark in journal.imports.dry_run(path).rows[0].remarks]
    assert told == [("bad_date", "31 Feb 2024"), ("bad_email", "paul.g@")]
    report = journal.imports.run(path)
    contact = journal.contacts.get(report.rows[0].contact_id or 0)
    assert [point.value for point in contact.points] == ["paul.g@"]
    assert contact.about == "Connected On: 31 Feb 2024"


def test_a_sheet_with_an_incomplete_e_mail_can_still_be_changed(journal: Journal, file: Callable[..., Path]):
    row = journal.imports.run(file(card("Paul Grand", "EMAIL:paul.g@"))).rows[0]
    assert [remark.reason for remark in row.remarks] == ["bad_email"]
    paul = row.contact_id or 0
    journal.contacts.edit(paul, city="Albi")
    journal.contacts.save(replace(journal.contacts.get(paul), nickname="Polo"))
    assert (journal.contacts.get(paul).city, journal.contacts.get(paul).nickname) == ("Albi", "Polo")
    with pytest.raises(Refused):
        journal.contacts.edit(paul, points=(email("paul@"),))


def test_a_connection_without_a_profile_keeps_its_day_in_the_note(journal: Journal, file: Callable[..., Path]):
    text = LINKEDIN.replace("https://www.linkedin.com/in/paul-petit", "")
    report = journal.imports.run(file(text, name="Connections.csv"))
    paul = journal.contacts.get(report.rows[-1].contact_id or 0)
    assert paul.profiles == ()
    assert paul.about == "Connected On: 01 Apr 2024"


def test_what_a_card_says_otherwise_than_the_sheet_is_told(journal: Journal, file: Callable[..., Path]):
    position = Affiliation(organisation="Autre", title="CTO")
    mine = person("Claire", "Dupont", email("claire@acme.example"), affiliations=(position,), about="Vue en mars")
    journal.contacts.save(mine)
    path = file(CLAIRE.replace("FN:", "NOTE:Aime le thé\r\nFN:"))
    told = [tuple(remark) for remark in journal.imports.run(path).rows[0].remarks]
    assert told == [("left_over", "DSI, Acme"), ("left_over", "Aime le thé")]


def test_what_a_card_says_again_is_no_news(journal: Journal, file: Callable[..., Path]):
    journal.imports.run(file(CLAIRE))
    assert journal.imports.dry_run(file(CLAIRE), again=True).rows[0].remarks == ()


def test_the_switchboard_is_a_suggestion(journal: Journal, file: Callable[..., Path]):
    mine = journal.contacts.save(person("Marc", "Roy", email("contact@acme.example")))
    path = file(card("Claire Dupont", "EMAIL:contact@acme.example"))
    shown, row = journal.imports.dry_run(path).rows[0], journal.imports.run(path).rows[0]
    assert shown.suggestions == ((mine, "Marc Roy", "same_email_other_name"),)
    assert (shown.verdict, shown.reason) == (Verdict.CREATED, "same_email_other_name")
    assert (row.verdict, row.reason) == (shown.verdict, shown.reason)
    assert journal.contacts.total() == 2


def test_private_people_are_not_suggested_by_name_in_work_mode(journal: Journal, file: Callable[..., Path]):
    journal.contacts.save(person("Marc", "Roy", email("contact@acme.example"), sphere=Sphere.PERSONAL))
    path = file(card("Claire Dupont", "EMAIL:contact@acme.example"))
    assert journal.imports.dry_run(path).rows[0].suggestions
    journal.options = replace(journal.options, work_mode=True)
    row = journal.imports.dry_run(path).rows[0]
    assert (row.verdict, row.suggestions) == (Verdict.CREATED, ())


def test_the_user_decides_row_by_row(journal: Journal, file: Callable[..., Path]):
    mine = journal.contacts.save(person("Marc", "Roy", email("contact@acme.example")))
    path = file(
        card("Claire Dupont", "EMAIL:contact@acme.example"),
        card("Marc Roy", "EMAIL:contact@acme.example"),
        card("Ana Ruiz"),
    )
    decisions = {
        1: Decision(Choice.MERGE, mine),
        2: Decision(Choice.KEEP_BOTH),
        3: Decision(Choice.SKIP),
    }
    report = journal.imports.run(path, decisions=decisions)
    assert [row.verdict for row in report.rows] == ["merged", "created", "skipped"]
    assert journal.contacts.get(mine).aliases == ("Claire Dupont",)
    assert journal.contacts.total() == 2


def test_merging_without_naming_anybody_takes_the_likeliest(journal: Journal, file: Callable[..., Path]):
    mine = journal.contacts.save(person("Marc", "Roy", email("contact@acme.example")))
    path = file(card("Claire Dupont", "EMAIL:contact@acme.example"))
    report = journal.imports.run(path, decisions={1: Decision(Choice.MERGE)})
    assert report.rows[0].contact_id == mine


def test_merging_with_nobody_is_refused(journal: Journal, file: Callable[..., Path]):
    with pytest.raises(Refused) as refused:
        journal.imports.run(file(card("Ana Ruiz")), decisions={1: Decision(Choice.MERGE, 99)})
    assert refused.value.reason == "not_found"
    assert journal.contacts.total() == 0


def test_the_same_person_twice_in_a_file_is_one_contact(journal: Journal, file: Callable[..., Path]):
    path = file(
        card("Claire Dupont", "EMAIL:claire@acme.example"),
        card("C. Dupont", "EMAIL:CLAIRE@acme.example", "TEL:0639980001"),
        card("Claire Dupont", "TEL:+33639980001", "TITLE:DSI"),
    )
    report = journal.imports.run(path)
    assert [(row.verdict, row.reason) for row in report.rows] == [
        ("created", "new"),
        ("merged", "same_file"),
        ("merged", "same_file"),
    ]
    assert len({row.contact_id for row in report.rows}) == 1
    assert journal.contacts.get(report.rows[0].contact_id or 0).affiliations[0].title == "DSI"


def test_a_known_uid_is_the_same_person(journal: Journal, file: Callable[..., Path]):
    mine = journal.contacts.save(person("Claire", "Dupont"))
    uid = journal.contacts.get(mine).uid
    row = journal.imports.run(file(card("Claire Martin", f"UID:urn:uuid:{uid}", version="4.0"))).rows[0]
    assert (row.verdict, row.reason, row.contact_id) == (Verdict.MERGED, "same_uid", mine)


def test_an_introducer_who_is_known_makes_an_introduction(journal: Journal, file: Callable[..., Path]):
    path = file(
        card("Claire Dupont", "X-CARNET-INTRODUCED-BY:Karim Ouali"),
        card("Karim Ouali"),
        card("Ana Ruiz", "X-CARNET-INTRODUCED-BY:Nobody Here"),
    )
    report = journal.imports.run(path)
    claire, karim, ana = (row.contact_id or 0 for row in report.rows)
    introduced = journal.contacts.sheet(claire).introduced_by
    assert introduced is not None
    assert introduced.id == karim
    assert journal.contacts.sheet(ana).introduced_by is None
    assert b"X-CARNET-INTRODUCED-BY:Nobody Here" in journal.exports.contacts()
    again = file(card("Claire Dupont", "EMAIL:c@x.example", "X-CARNET-INTRODUCED-BY:Ana Ruiz"), name="b.vcf")
    journal.contacts.edit(claire, points=(email("c@x.example"),))
    journal.imports.run(again)
    assert len(journal.contacts.sheet(claire).introductions_received) == 1


def test_everybody_gets_what_the_user_gives_them(journal: Journal, file: Callable[..., Path]):
    mine = journal.contacts.save(person("Claire", "Dupont", email("claire@acme.example")))
    event = journal.events.save(
        NetworkingEvent(title="Salon", starts_at=datetime(2026, 11, 18, 23, 30, tzinfo=UTC), tz="Europe/Paris")
    )
    report = journal.imports.run(
        file(CLAIRE, card("Paul Petit")), tags=("salon",), circles=("Proche",), sphere=Sphere.BOTH, event_id=event
    )
    paul = report.rows[1].contact_id or 0
    assert journal.contacts.get(paul).sphere is Sphere.BOTH
    assert journal.contacts.get(mine).sphere is Sphere.PROFESSIONAL
    assert journal.contacts.get(mine).circles == ("Proche",)
    assert "salon" in journal.contacts.get(mine).tags
    met = {attendee.contact_id: attendee.met for attendee in journal.events.sheet(event).attendees}
    assert met == {mine: True, paul: True}
    item = next(item for item in journal.contacts.sheet(paul).timeline if item.what == "interaction")
    assert (item.kind, item.occurred_on) == (InteractionKind.ENCOUNTER, "2026-11-19")


def test_an_event_to_come_expects_them(journal: Journal, file: Callable[..., Path]):
    event = journal.events.save(NetworkingEvent(title="Salon", starts_at=datetime(2026, 12, 1, 9, tzinfo=UTC)))
    report = journal.imports.run(file(card("Paul Petit")), event_id=event)
    attendee = journal.events.sheet(event).attendees[0]
    assert (attendee.expected, attendee.met) == (True, False)
    assert journal.contacts.sheet(report.rows[0].contact_id or 0).timeline == ()


def test_an_evening_of_a_series_gets_its_row_with_those_met_there(journal: Journal, file: Callable[..., Path]):
    first = datetime(2026, 11, 3, 17, 30, tzinfo=UTC)
    club = journal.events.save(NetworkingEvent(title="Club", starts_at=first, rrule="FREQ=WEEKLY"))
    evening = OccurrenceRef(club, first + timedelta(days=14))

    journal.imports.run(file(card("Paul Petit")), event_id=evening)

    assert [one.met for one in journal.events.sheet(evening).attendees] == [True]
    journal.history.undo()
    assert journal.events.sheet(evening).attendees == ()
    assert journal.events.get(evening).id is None
    with pytest.raises(Refused):
        journal.imports.run(file(card("Paul Petit")), event_id=club)
    assert journal.contacts.total() == 0


def test_an_event_without_a_day_expects_them_too(journal: Journal, file: Callable[..., Path]):
    event = journal.events.save(NetworkingEvent(title="Un jour"))
    journal.imports.run(file(card("Paul Petit")), event_id=event)
    assert journal.events.sheet(event).attendees[0].expected


def test_an_event_that_is_gone_is_refused(journal: Journal, file: Callable[..., Path]):
    with pytest.raises(Refused):
        journal.imports.run(file(card("Paul Petit")), event_id=12)
    assert journal.contacts.total() == 0


def test_a_file_imported_already_is_told_so(journal: Journal, file: Callable[..., Path]):
    path = file(CLAIRE)
    first = journal.imports.run(path)
    second = journal.imports.run(path)
    dry = journal.imports.dry_run(path)
    assert (second.created, second.read, second.rows) == (0, 1, ())
    assert second.already_imported == dry.already_imported == journal.clock.now()
    assert first.already_imported is None
    assert len(journal.history.recent()) == 1
    assert journal.imports.dry_run(path, again=True).merged == 1
    batch = journal.imports.batches()[0]
    assert (batch.source, batch.file_name, batch.created) == ("vcard", "a.vcf", 1)


def test_an_undone_import_can_be_done_anew(journal: Journal, file: Callable[..., Path]):
    path = file(CLAIRE)
    journal.imports.run(path)
    journal.history.undo()
    assert journal.imports.batches() == ()
    assert journal.imports.run(path).created == 1


@pytest.mark.parametrize("text", ["", "\r\n\r\n", "\ufeff"])
def test_an_empty_file_is_an_error(journal: Journal, file: Callable[..., Path], text: str):
    with pytest.raises(Unreadable) as refused:
        journal.imports.run(file(text))
    assert refused.value.reason == "no_rows"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n", "Connections.csv"),
        ("nothing here", "a.vcf"),
    ],
)
def test_a_file_without_rows_is_an_error(journal: Journal, file: Callable[..., Path], text: str, name: str):
    with pytest.raises(Unreadable) as refused:
        journal.imports.run(file(text, name=name))
    assert refused.value.reason == "no_rows"
    assert journal.imports.batches() == ()


def test_a_file_of_another_kind_is_an_error(journal: Journal, file: Callable[..., Path]):
    with pytest.raises(Unreadable) as refused:
        journal.imports.look(file("hello world", name="letter.txt"))
    assert refused.value.reason == "unknown_format"


def test_a_format_that_is_asked_for_is_believed(journal: Journal, file: Callable[..., Path]):
    with pytest.raises(Unreadable) as refused:
        journal.imports.run(file(CLAIRE), file_format="linkedin")
    assert refused.value.reason == "no_header"
    with pytest.raises(Unreadable):
        journal.imports.run(file(CLAIRE), file_format="abacus")


def test_a_file_that_cannot_be_read_is_an_error(journal: Journal, tmp_path: Path):
    with pytest.raises(Unreadable) as refused:
        journal.imports.look(tmp_path / "missing.vcf")
    assert refused.value.reason == "cannot_read"
    with pytest.raises(Unreadable):
        journal.imports.look(tmp_path)


def test_a_file_too_large_is_not_even_read(journal: Journal, tmp_path: Path):
    path = tmp_path / "huge.vcf"
    with path.open("wb") as file:
        file.truncate(61_000_000)
    with pytest.raises(Unreadable) as refused:
        journal.imports.look(path)
    assert refused.value.reason == "too_large"


def test_a_card_that_tells_nobody_is_rejected(journal: Journal, file: Callable[..., Path]):
    report = journal.imports.run(file("BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", CLAIRE))
    assert (report.read, report.created, report.rejected) == (2, 1, 1)
    assert report.rows[0].verdict is Verdict.REJECTED
    assert report.rows[0].reason


@pytest.mark.parametrize("moment", [0, 1])
def test_a_cancelled_import_leaves_nothing(
    journal: Journal, file: Callable[..., Path], dump: Callable[[Journal], Any], moment: int
):
    before = dump(journal)
    asked = iter(range(100))
    with pytest.raises(Refused) as refused:
        journal.imports.run(file(CLAIRE), cancelled=lambda: next(asked) >= moment)
    assert refused.value.reason == "cancelled"
    assert dump(journal) == before
    assert journal.history.recent() == ()


def test_progress_goes_to_the_end(journal: Journal, file: Callable[..., Path]):
    told: list[tuple[int, int]] = []
    cards = [card(f"Prénom{n} Nom{n}", f"EMAIL:p{n}@x.example") for n in range(450)]
    journal.imports.run(file(*cards), progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 450)
    assert told[-1] == (450, 450)
    assert [done for done, _total in told] == sorted(done for done, _total in told)


def test_somebody_added_meanwhile_is_matched_too(journal: Journal, file: Callable[..., Path]):
    other = Journal(journal.path, clock=journal.clock)
    added: list[int] = []

    def add(_done: int, _total: int) -> None:
        if not added:
            added.append(other.contacts.save(person("Claire", "Dupont", email("claire@acme.example"))))

    report = journal.imports.run(file(CLAIRE), progress=add)
    other.close()
    assert (report.merged, report.rows[0].contact_id) == (1, added[0])


def test_people_in_the_trash_are_nobody_s_double(journal: Journal, file: Callable[..., Path]):
    mine = journal.contacts.save(person("Claire", "Dupont", email("claire@acme.example")))
    journal.contacts.delete(mine)
    report = journal.imports.run(file(CLAIRE))
    assert report.created == 1
    assert report.rows[0].contact_id != mine


def test_many_cards_are_told_apart_quickly(journal: Journal, file: Callable[..., Path]):
    cards = [
        card(f"Ana Nom{n}", f"EMAIL:p{n}@x.example", "ORG:Acme", f"TEL:06 39 98 {n // 100:02} {n % 100:02}")
        for n in range(900)
    ]
    report = journal.imports.run(file(*cards))
    assert report.created == 900
    assert journal.contacts.total() == 900
    assert journal.organisations.rows()[0].people == 900
    assert files.check(journal) == ()


def test_a_card_goes_out_and_comes_back_the_same(journal: Journal, file: Callable[..., Path], tmp_path: Path):
    journal.imports.run(file(CLAIRE, card("Paul Petit", "ADR:;;1 rue X;Albi;;81000;France", "X-ODD:kept")))
    for version in ("3.0", "4.0"):
        data = journal.exports.contacts(version=version)
        other = Journal(tmp_path / f"{version}.carnet", clock=journal.clock)
        path = tmp_path / f"{version}.vcf"
        path.write_bytes(data)
        assert other.imports.run(path).created == 2
        assert other.exports.contacts(version=version) == data
        assert b"X-ODD:kept" in data
        other.close()


def test_signs_tell_the_organisations_of_a_file_apart(journal: Journal, file: Callable[..., Path]):
    journal.imports.run(
        file(card("Hal Huit", "ORG:C++ Corp"), card("Ian Neuf", "ORG:C Corp"), card("Jo Dix", "ORG:c corp"))
    )

    rows = journal.contacts.rows(journal.contacts.ids(ContactFilter()))
    assert {row.name: row.organisation for row in rows.values()} == {
        "Hal Huit": "C++ Corp",
        "Ian Neuf": "C Corp",
        "Jo Dix": "C Corp",
    }
