"""What is kept of people is counted before they are exported."""

from datetime import UTC, date, datetime

from carnet.domain.contacts import Affiliation, Contact, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import NetworkingEvent
from carnet.domain.exports import ExportFormat, Kept, left_behind
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.mission_sheets import Mission
from carnet.journal import Journal


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
    assert others == {kind: 0 if kind is Kept.PHOTO else 1 for kind in others}


def test_only_what_the_format_has_no_place_for_is_told():
    counts = {Kept.EXCHANGE: 12, Kept.MISSION: 3, Kept.ALIAS: 1}
    assert left_behind(ExportFormat.VCARD, {Kept.ALIAS: 1, Kept.EXCHANGE: 0}) == {}
    assert list(left_behind(ExportFormat.CSV, counts)) == [Kept.EXCHANGE, Kept.MISSION, Kept.ALIAS]
