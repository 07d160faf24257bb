"""All that is known of one person."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from carnet import paths
from carnet.domain.contacts import Affiliation, Contact, ContactFilter, ContactPoint, PointKind
from carnet.domain.events import NetworkingEvent
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.mission_sheets import Mission
from carnet.errors import Refused
from carnet.journal import Journal


@pytest.fixture
def claire(journal: Journal) -> int:
    return journal.contacts.save(
        Contact(
            first_name="Claire",
            last_name="Dupont",
            points=(ContactPoint(kind=PointKind.EMAIL, value="claire@acme.example"),),
            affiliations=(Affiliation(organisation="Acme", title="DSI"),),
            tags=("cloud",),
            custom_fields=(("Sport", "voile"),),
        )
    )


def test_everything_that_hangs_on_a_person_is_told(journal: Journal, claire: int):
    other = journal.contacts.save(Contact(first_name="Secret", last_name="Tiers"))
    event = journal.events.save(NetworkingEvent(title="Salon", starts_at=datetime(2026, 11, 18, 9, tzinfo=UTC)))
    journal.events.expect(event, [claire])
    part = Participation(contact_id=ContactId(claire), personal_note="végétarienne", promised="un livre")
    journal.interactions.save(
        Interaction(
            kind=InteractionKind.LUNCH,
            summary="Budget voté",
            participants=(part, Participation(contact_id=ContactId(other))),
        )
    )
    reason = FollowUpReason.PROMISE
    journal.follow_ups.save(FollowUp(contact_id=ContactId(claire), reason=reason, due_on=date(2026, 12, 1)))
    journal.introductions.save(claire, other)
    mission = journal.missions.save(Mission(title="Socle", client="Acme", signing_contact_id=claire))
    journal.missions.add_document(mission, "https://acme.example/devis.pdf", "Devis")

    known = journal.exports.person(claire)

    assert known["contact"]["first_name"] == "Claire"
    assert [point["value"] for point in known["points"]] == ["claire@acme.example"]
    assert known["positions"][0]["organisation"] == "Acme"
    (exchange,) = known["exchanges"]
    assert (exchange["summary"], exchange["personal_note"], exchange["others_present"]) == (
        "Budget voté",
        "végétarienne",
        1,
    )
    assert [each["role"] for each in known["introductions"]] == ["introducer"]
    assert [each["title"] for each in known["events"]] == ["Salon"]
    assert [each["state"] for each in known["follow_ups"]] == ["open"]
    (told,) = known["missions"]
    assert (told["title"], told["is_signing"], told["files"][0]["name"]) == ("Socle", True, "Devis")
    assert (known["tags"], known["custom_fields"]) == (["cloud"], [{"name": "Sport", "value": "voile"}])
    assert json.loads(json.dumps(known)) == known


def test_who_else_was_there_is_not_named(journal: Journal, claire: int):
    other = journal.contacts.save(Contact(first_name="Secret", last_name="Tiers"))
    journal.interactions.log([claire, other], journal.interactions.read("café"))
    assert "Tiers" not in json.dumps(journal.exports.person(claire), ensure_ascii=False)


def test_where_it_came_from_is_told(journal: Journal, tmp_path: Path):
    journal.imports.run(paths.resources() / "trials" / "imports" / "monica.json")
    (key,) = journal.contacts.ids(ContactFilter(text="Odile"))
    (source,) = journal.exports.person(int(key))["imports"]
    assert (source["file_name"], source["source"], source["row"]) == ("monica.json", "monica", 1)


def test_nobody_is_refused(journal: Journal):
    with pytest.raises(Refused, match="not_found"):
        journal.exports.person(5)
