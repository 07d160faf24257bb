"""The worked example of the domain: Sophie, Karim and Claire, two events, one mission of 55 800 €; and a renewal."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from carnet.domain.changes import Deed
from carnet.domain.contacts import Contact, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind, NetworkingEvent
from carnet.domain.ids import ContactId
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.journal import Journal, contact_writing
from carnet.journal.events import Events
from carnet.journal.interactions import Interactions
from carnet.journal.introductions import Introductions
from carnet.journal.missions import Missions


class Example(NamedTuple):
    sophie: ContactId
    karim: ContactId
    claire: ContactId
    afterwork: int
    themed: int
    met_claire: int
    call: int
    mission: int


def person(journal: Journal, first_name: str, last_name: str = "", sphere: Sphere = Sphere.PROFESSIONAL) -> ContactId:
    contact = Contact(first_name=first_name, last_name=last_name, sphere=sphere)
    with journal.core.writing(Deed.SAVE_CONTACT, subject=first_name) as recorder:
        return contact_writing.put(recorder, journal.core, contact)


def exchange(journal: Journal, kind: InteractionKind, day: str, *people: ContactId, event: int | None = None) -> int:
    participants = tuple(Participation(contact_id=key) for key in people)
    value = Interaction(kind=kind, occurred_on=PartialDate(day), event_id=event, participants=participants)
    return Interactions(journal.core).save(value)


def evening(journal: Journal, title: str, kind: EventKind, day: date, organiser: str = "") -> int:
    starts = datetime(day.year, day.month, day.day, 17, tzinfo=UTC)
    event = NetworkingEvent(title=title, kind=kind, starts_at=starts, organiser=organiser, cost_cents=1500)
    return Events(journal.core).save(event)


def presented(journal: Journal, introducer: int, introduced: int, day: str | None) -> int:
    on = None if day is None else PartialDate(day)
    return Introductions(journal.core).save(introducer, introduced, occurred_on=on)


def signed(
    journal: Journal, contact: int | None, *, on: date, rate: int = 62_000, halves: int = 180, **fields: Any
) -> int:
    missions = Missions(journal.core)
    values = {"title": "Data platform", "client": "Acme", "stage": Stage.PROPOSAL, **fields}
    key = missions.save(Mission(day_rate_cents=rate, days_sold_half=halves, **values))
    missions.sign(key, contact_id=contact, signed_on=on)
    return key


def build(journal: Journal) -> Example:
    sophie, karim, claire = (person(journal, name) for name in ("Sophie", "Karim", "Claire"))
    afterwork = evening(journal, "Afterwork E1", EventKind.AFTERWORK, date(2026, 3, 12), "Escale Portage")
    themed = evening(journal, "Themed meeting E2", EventKind.THEMED_MEETING, date(2026, 5, 28), "Club Data")
    exchange(journal, InteractionKind.ENCOUNTER, "2026-03-12", sophie, event=afterwork)
    exchange(journal, InteractionKind.LUNCH, "2026-04-03", sophie, karim)
    presented(journal, sophie, karim, "2026-04-03")
    presented(journal, karim, claire, "2026-05-20")
    met_claire = exchange(journal, InteractionKind.ENCOUNTER, "2026-05-28", claire, event=themed)
    call = exchange(journal, InteractionKind.CALL, "2026-06-15", claire)
    mission = signed(journal, claire, on=date(2026, 7, 1))
    Missions(journal.core).mark_key(mission, met_claire)
    return Example(sophie, karim, claire, afterwork, themed, met_claire, call, mission)
