import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from carnet.domain.contacts import Contact, ContactPoint, PointKind, Sphere
from carnet.domain.events import NetworkingEvent
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.errors import Refused
from carnet.journal import Journal


@pytest.fixture
def people(journal: Journal) -> tuple[int, int]:
    claire = journal.contacts.save(
        Contact(
            first_name="Claire",
            last_name="Dupont",
            tags=("=2+2",),
            points=(ContactPoint(kind=PointKind.EMAIL, value="claire@acme.example", is_primary=True),),
        )
    )
    ana = journal.contacts.save(Contact(first_name="Ana", last_name="Amie", sphere=Sphere.PERSONAL))
    journal.introductions.save(ana, claire)
    return claire, ana


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_personal_people_stay_at_home(journal: Journal, people: tuple[int, int]):
    for kind in ("vcard", "csv", "json"):
        assert b"Amie" not in journal.exports.contacts(kind)
        assert b"Amie" in journal.exports.contacts(kind, with_personal=True)


def test_a_record_tells_all_of_a_contact(journal: Journal, people: tuple[int, int]):
    record = json.loads(journal.exports.contacts("json", with_personal=True))[1]
    assert record == {
        "id": people[0],
        "display_name": "Claire Dupont",
        "first_name": "Claire",
        "last_name": "Dupont",
        "organisation": "",
        "title": "",
        "contact_points": [
            {"kind": "email", "value": "claire@acme.example", "normalised": "claire@acme.example", "label": ""}
        ],
        "tags": ["=2+2"],
        "circles": [],
        "sphere": "professional",
        "origin_channel": "introduction",
        "introduced_by": "Ana Amie",
        "middle_name": "",
        "nickname": "",
        "prefix": "",
        "birthday": None,
        "city": "",
        "met_on": None,
        "profiles": [],
        "about": "",
        "uid": journal.contacts.get(people[0]).uid,
    }


def test_only_those_asked_for_are_exported_in_that_order(journal: Journal, people: tuple[int, int]):
    records = json.loads(journal.exports.contacts("json", ids=people, with_personal=True))
    assert [record["id"] for record in records] == list(people)
    assert journal.exports.contacts(ids=[]) == b""


def test_a_spreadsheet_computes_nothing(journal: Journal, people: tuple[int, int]):
    row = table(journal.exports.contacts("csv"))[0]
    assert row["tags"] == "'=2+2"
    assert row["email"] == "claire@acme.example"
    assert row["introduced_by"] == ""


def test_a_spreadsheet_computes_nothing_of_missions_either(journal: Journal):
    journal.missions.save(Mission(title="=1+1", client="+33 Conseil"))

    (row,) = table(journal.exports.missions("csv"))

    assert (row["title"], row["client"]) == ("'=1+1", "'+33 Conseil")


def test_the_trash_is_not_exported(journal: Journal, people: tuple[int, int]):
    journal.contacts.delete(people[0])
    assert json.loads(journal.exports.contacts("json")) == []


def test_a_card_names_the_introducer_and_the_version(journal: Journal, people: tuple[int, int]):
    data = journal.exports.contacts(version="4.0", with_personal=True)
    assert b"VERSION:4.0" in data
    assert b"X-CARNET-INTRODUCED-BY:Ana Amie" in data
    assert b"X-CARNET-INTRODUCED-BY" not in journal.exports.contacts(version="4.0")


@pytest.mark.parametrize("kind", ["pdf", "xml"])
def test_an_unknown_format_is_refused(journal: Journal, kind: str):
    for export in (journal.exports.contacts, journal.exports.events, journal.exports.missions):
        with pytest.raises(Refused) as refused:
            export(kind)
        assert refused.value.reason == "unknown_format"


def test_an_unknown_version_of_vcard_is_refused(journal: Journal):
    with pytest.raises(Refused) as refused:
        journal.exports.contacts(version="5.0")  # type: ignore[arg-type]
    assert refused.value.reason == "unknown_version"


def test_events_and_missions_are_tables(journal: Journal, people: tuple[int, int]):
    journal.events.save(
        NetworkingEvent(title="Salon", organiser="Club", starts_at=datetime(2026, 11, 1, 9, tzinfo=UTC))
    )
    mission = journal.missions.save(
        Mission(title="Cadrage", client="Acme", day_rate_cents=62_000, days_sold_half=90 * 2)
    )
    journal.missions.sign(mission, contact_id=people[1], signed_on=date(2026, 7, 1))
    assert table(journal.exports.events("csv"))[0]["starts_at"] == "2026-11-01T10:00:00+01:00"
    assert json.loads(journal.exports.events())[0]["organiser"] == "Club"
    hidden = json.loads(journal.exports.missions())[0]
    assert hidden == {
        "id": mission,
        "title": "Cadrage",
        "client": "Acme",
        "stage": Stage.WON.value,
        "signed_on": "2026-07-01",
        "value_cents": 5_580_000,
        "currency": "EUR",
        "renewal_of": None,
        "signing_contact": None,
    }
    named = table(journal.exports.missions("csv", with_personal=True))[0]
    assert named["signing_contact"] == "Ana Amie"


def test_who_is_in_the_trash_is_not_named_as_an_introducer(journal: Journal, people: tuple[int, int]):
    claire, ana = people
    journal.contacts.delete(ana)
    (record,) = json.loads(journal.exports.contacts("json", with_personal=True))
    assert (record["id"], record["introduced_by"]) == (claire, None)
    assert b"Amie" not in journal.exports.contacts("vcard", with_personal=True)
    journal.contacts.restore(ana)
    assert b"Amie" in journal.exports.contacts("vcard", with_personal=True)


def test_a_number_is_preferred_for_those_alone_who_prefer_it(journal: Journal):
    switchboard, mobile = "+33123456789", "+33612345678"
    for name, preferred in (("Anne", switchboard), ("Bruno", mobile)):
        points = (ContactPoint(kind=PointKind.PHONE, value=v, is_primary=v == preferred) for v in (switchboard, mobile))
        journal.contacts.save(Contact(first_name=name, points=tuple(points)))
    cards = journal.exports.contacts("vcard", version="4.0").decode().split("END:VCARD")
    shown = [[line for line in card.splitlines() if "PREF" in line] for card in cards[:2]]
    assert [len(lines) for lines in shown] == [1, 1]
    assert [switchboard in shown[0][0], mobile in shown[1][0]] == [True, True]


def test_a_series_is_listed_by_what_takes_place(journal: Journal) -> None:
    starts_at = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
    club = journal.events.save(NetworkingEvent(title="Club", starts_at=starts_at, rrule="FREQ=MONTHLY;BYDAY=2TU"))
    journal.events.save(NetworkingEvent(title="Un jour"))
    records = journal.exports.event_records(date(2026, 3, 1), date(2026, 4, 30))
    assert [(record["starts_at"], record["id"], record["series"]) for record in records] == [
        ("2026-03-10T18:30:00+01:00", None, club),
        ("2026-04-14T18:30:00+02:00", None, club),
    ]
    everything = journal.exports.event_records()
    assert len(everything) == 22  # until a year after today, and what has no date
    assert everything[-1]["title"] == "Un jour"
