"""A handful of people with everything that can hang on a contact, for the tests of contacts."""

from datetime import date
from typing import NamedTuple

from carnet.domain.changes import Deed
from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactPoint,
    Network,
    PointKind,
    SocialProfile,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.introductions import Means
from carnet.domain.missions import MissionRole, Stage, TouchKind
from carnet.journal import Journal
from carnet.journal.contacts import Contacts
from carnet.store import tables as t
from carnet.store.recorder import Recorder


class World(NamedTuple):
    """Ids of the people of the world."""

    helene: int
    marc: int
    karim: int
    double: int
    personal: int


def email(value: str, *, primary: bool = False) -> ContactPoint:
    return ContactPoint(kind=PointKind.EMAIL, value=value, is_primary=primary)


def phone(value: str) -> ContactPoint:
    return ContactPoint(kind=PointKind.PHONE, value=value)


def build(journal: Journal) -> World:
    """Write Hélène with all her rows, a double of hers, Marc, Karim, and a personal friend."""
    contacts = Contacts(journal.core)
    helene = contacts.save(
        Contact(
            first_name="Hélène",
            last_name="Vasseur",
            city="Toulouse",
            about="Aime l’escalade",
            birthday=PartialDate("1980-03-12"),
            points=(email("h.vasseur@alize.example", primary=True), phone("06 39 98 41 07")),
            profiles=(SocialProfile(network=Network.LINKEDIN, url="https://www.linkedin.com/in/helene-vasseur"),),
            affiliations=(Affiliation(organisation="Mutuelle Alizé", title="Directrice des opérations"),),
            tags=("cloud", "assurance"),
            circles=("Proche",),
        )
    )
    double = contacts.save(
        Contact(
            first_name="Hélène",
            last_name="Vasseur-Petit",
            nickname="Lena",
            city="Lyon",
            about="Rencontrée au salon",
            starred=True,
            origin_channel=Channel.LINKEDIN,
            points=(email("H.Vasseur@Alize.example"), email("helene@perso.example", primary=True)),
            affiliations=(Affiliation(organisation="Mutuelle Alizé", title="Directrice des opérations"),),
            tags=("cloud", "décideuse"),
            circles=("Proche", "Clients"),
            aliases=("Hélène V.",),
            custom_fields=(("Chien", "Rex"),),
        )
    )
    marc = contacts.save(Contact(first_name="Marc", last_name="Delcourt", tags=("portage",)))
    karim = contacts.save(Contact(first_name="Karim", last_name="Ouali", tags=("cloud",)))
    personal = contacts.save(Contact(first_name="Paul", last_name="Ami", sphere=Sphere.PERSONAL))
    with journal.core.writing(Deed.DEMO) as recorder:
        _hang_on(recorder, journal, World(helene, marc, karim, double, personal))
    return World(helene, marc, karim, double, personal)


def exchange(
    journal: Journal,
    recorder: Recorder,
    people: list[int],
    on: str,
    kind: InteractionKind = InteractionKind.CALL,
    *,
    summary: str = "",
    event_id: int | None = None,
    direction: Direction = Direction.MUTUAL,
) -> int:
    """Write an exchange inside a verb."""
    key = recorder.insert(
        t.interaction,
        uid=journal.core.new_uid(),
        kind=kind,
        occurred_on=PartialDate(on),
        summary=summary,
        event_id=event_id,
        direction=direction,
    )
    for person in people:
        recorder.insert(t.participation, interaction_id=key, contact_id=person, personal_note=f"note {person}")
    return key


def _hang_on(recorder: Recorder, journal: Journal, world: World) -> None:
    uid = journal.core.new_uid
    event = recorder.insert(t.event, uid=uid(), title="Afterwork Portage", kind=EventKind.AFTERWORK, tz="Europe/Paris")
    for person in (world.helene, world.double):
        recorder.insert(t.attendance, event_id=event, contact_id=person, met=person == world.double, note=f"à {person}")
    both = [world.helene, world.double]
    first = exchange(journal, recorder, both, "2026-03-12", InteractionKind.ENCOUNTER, summary="Buffet", event_id=event)
    exchange(journal, recorder, [world.helene], "2026-11-16", summary="Arbitrage du budget 2027")
    exchange(journal, recorder, [world.double], "2026-10-08", InteractionKind.LUNCH, summary="Tour d’horizon")
    exchange(journal, recorder, [world.karim, world.personal], "2026-01-08", InteractionKind.COFFEE)
    for introducer, introduced, beneficiary in (
        (world.marc, world.helene, None),
        (world.double, world.karim, None),
        (world.helene, world.double, None),
        (None, world.double, world.marc),
    ):
        recorder.insert(
            t.introduction,
            uid=uid(),
            introducer_id=introducer,
            introduced_id=introduced,
            beneficiary_id=beneficiary,
            occurred_on=PartialDate("2026-02-08"),
            means=Means.EMAIL,
            note="par e-mail",
            interaction_id=first,
        )
    recorder.insert(t.follow_up, uid=uid(), contact_id=world.double, due_on=date(2026, 11, 25), text="rappeler")
    client = recorder.insert(t.organisation, uid=uid(), name="Assurances Brocéliande", folded="assurances broceliande")
    mission = recorder.insert(
        t.mission,
        uid=uid(),
        title="Architecture API",
        client_id=client,
        stage=Stage.WON,
        signed_on=date(2026, 7, 1),
        day_rate_cents=70000,
        days_sold_half=110,
        signing_contact_id=world.double,
        created_at=journal.clock.now(),
    )
    for person in both:
        recorder.insert(t.mission_contact, mission_id=mission, contact_id=person, role=MissionRole.INTRODUCER)
    recorder.insert(
        t.touch, uid=uid(), mission_id=mission, rank=1, kind=TouchKind.ORIGIN_MEETING, contact_id=world.double,
        channel=Channel.EVENT, occurred_on=PartialDate("2026-03-12"),
    )  # fmt: skip
    recorder.insert(
        t.touch, uid=uid(), mission_id=mission, rank=2, kind=TouchKind.INTRODUCTION, contact_id=world.karim,
        introducer_id=world.helene, channel=Channel.INTRODUCTION, occurred_on=PartialDate("2026-05-20"),
    )  # fmt: skip
    recorder.insert(t.privacy_record, contact_id=world.helene, informed_on=date(2026, 1, 1))
    recorder.insert(t.privacy_record, contact_id=world.double, legal_basis="legitimate_interest")
    recorder.insert(t.not_same, contact_id=world.marc, other_id=world.double)
    recorder.insert(t.foreign_property, contact_id=world.double, line="X-THING:1")
