"""What is kept of people is counted before they are exported."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactFilter,
    ContactPoint,
    Network,
    PointKind,
    Relationship,
    SocialProfile,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.events import NetworkingEvent
from carnet.domain.exports import LONGEST_CELL, Counts, ExportFormat, Kept, left_behind
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.imports import Clipping
from carnet.domain.mission_sheets import Mission
from carnet.journal import Journal
from carnet.words import exports


def test_each_thing_is_counted_once_whoever_shares_it(journal: Journal):
    positions = (Affiliation(organisation="Acme"), Affiliation(organisation="Petit SA", is_current=False))
    claire = journal.contacts.save(
        Contact(
            first_name="Claire",
            affiliations=positions,
            custom_fields=(("Sport", "voile"),),
            aliases=("C. Dupont",),
            cadence_days=30,
            met_on=PartialDate("2024"),
            met_where="Salon",
            relationship=Relationship.CLIENT,
            starred=True,
            prefix="Mme",
            origin_channel=Channel.LINKEDIN,
            circles=("Clients",),
            points=(ContactPoint(kind=PointKind.EMAIL, value="c@acme.example", label="work"),),
            profiles=(
                SocialProfile(
                    network=Network.LINKEDIN, url="https://www.linkedin.com/in/c", connected_on=date(2024, 1, 2)
                ),
            ),
        )
    )
    ana = journal.contacts.save(Contact(first_name="Ana", sphere=Sphere.PERSONAL))
    journal.interactions.log([claire, ana], journal.interactions.read("café"))
    journal.interactions.log([ana], journal.interactions.read("ciné"))
    reason = FollowUpReason.PROMISE
    journal.follow_ups.save(FollowUp(contact_id=ContactId(claire), reason=reason, due_on=date(2026, 12, 1)))
    journal.missions.save(Mission(title="Socle", signing_contact_id=claire))
    event = journal.events.save(NetworkingEvent(title="Salon", starts_at=datetime(2026, 11, 18, 9, tzinfo=UTC)))
    journal.events.expect(event, [claire, ana])

    weighed = journal.exports.weigh([claire, ana])

    assert (weighed.people, weighed.personal) == (2, 1)
    assert (weighed.without_personal[Kept.EXCHANGE], weighed.with_personal[Kept.EXCHANGE]) == (1, 2)
    others = {kind: n for kind, n in weighed.with_personal.items() if kind is not Kept.EXCHANGE}
    assert others == {kind: 0 if kind in {Kept.PHOTO, Kept.FOREIGN, Kept.LONG_NOTE} else 1 for kind in others}


def test_only_what_the_format_has_no_place_for_is_told():
    counts = {Kept.EXCHANGE: 12, Kept.MISSION: 3, Kept.ALIAS: 1}
    assert left_behind(ExportFormat.VCARD, {Kept.ALIAS: 1, Kept.EXCHANGE: 0}) == {}
    assert list(left_behind(ExportFormat.CSV, counts)) == [Kept.EXCHANGE, Kept.MISSION, Kept.ALIAS]


def test_a_note_that_no_cell_holds_is_told_before(journal: Journal):
    short, long = (
        journal.contacts.save(Contact(last_name=name, about="é" * length))
        for name, length in (("Court", LONGEST_CELL), ("Long", LONGEST_CELL + 1))
    )

    told = left_behind(ExportFormat.XLSX, journal.exports.weigh([short, long]).with_personal)

    assert told == {Kept.LONG_NOTE: 1}


def test_whatever_does_not_come_back_is_told_before(journal: Journal, tmp_path: Path):
    journal.contacts.save(
        Contact(
            first_name="Claire",
            prefix="Mme",
            sphere=Sphere.BOTH,
            relationship=Relationship.CLIENT,
            starred=True,
            met_where="Salon",
            met_on=PartialDate("2024"),
            cadence_days=30,
            origin_channel=Channel.LINKEDIN,
            circles=("Clients",),
            tags=("cloud",),
            aliases=("C. Dupont",),
            custom_fields=(("Sport", "voile"),),
            points=(ContactPoint(kind=PointKind.EMAIL, value="c@acme.example", label="work"),),
            profiles=(
                SocialProfile(
                    network=Network.LINKEDIN, url="https://www.linkedin.com/in/c", connected_on=date(2024, 1, 2)
                ),
            ),
        )
    )
    for wanted, name in _FILES.items():
        data = exports.write(journal.exports, wanted, None, with_personal=True)
        with closing(Journal(tmp_path / f"{wanted}.carnet", clock=journal.clock)) as other:
            other.imports.run(Clipping(name, data))
            told = left_behind(wanted, _counted(journal))
            found = _counted(other)
        lost = {kind for kind, n in _counted(journal).items() if n > found[kind]}
        assert lost <= set(told), (wanted, lost - set(told))


_FILES = {
    ExportFormat.VCARD: "a.vcf",
    ExportFormat.VCARD4: "a.vcf",
    ExportFormat.GOOGLE: "a.csv",
    ExportFormat.CSV: "a.csv",
    ExportFormat.XLSX: "a.xlsx",
    ExportFormat.JSON: "a.json",
}


def _counted(journal: Journal) -> Counts:
    return journal.exports.weigh(journal.contacts.ids(ContactFilter())).with_personal
