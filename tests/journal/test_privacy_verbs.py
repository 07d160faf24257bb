"""Privacy: who is at term, what is noted, who objected, and people replaced by a number without a cent moving."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import mission_world
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.domain.attribution import Model
from carnet.domain.contacts import (
    Affiliation,
    Contact,
    ContactFilter,
    ContactPoint,
    ContactStatus,
    Network,
    PointKind,
    SocialProfile,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.imports import Clipping, Verdict
from carnet.domain.interactions import Direction, Interaction, InteractionKind, Participation
from carnet.domain.privacy import Basis, PrivacyRow, Standing
from carnet.domain.review import ReviewQuestion
from carnet.domain.rollup import Grouping
from carnet.errors import Refused
from carnet.journal import FixedClock, Journal, files

TODAY = date(2026, 11, 20)
LONG_AGO = date(2022, 5, 1)


def _person(journal: Journal, name: str, *, email: str = "", sphere: Sphere = Sphere.PROFESSIONAL) -> int:
    points = (ContactPoint(kind=PointKind.EMAIL, value=email),) if email else ()
    first, _space, last = name.partition(" ")
    return int(journal.contacts.save(Contact(first_name=first, last_name=last, sphere=sphere, points=points)))


def _exchange(journal: Journal, key: int, day: str, direction: Direction) -> None:
    people = (Participation(contact_id=key),)  # type: ignore[arg-type]
    journal.interactions.save(
        Interaction(kind=InteractionKind.EMAIL, occurred_on=PartialDate(day), direction=direction, participants=people)
    )


def _row(journal: Journal, key: int) -> PrivacyRow:
    return journal.privacy.register([key])[0]


@pytest.fixture
def silent(tmp_path: Path) -> Journal:
    """A journal with three people collected in 2022, opened today."""
    path = tmp_path / "silent.carnet"
    then = Journal(path, clock=FixedClock(day=LONG_AGO))
    _person(then, "Paul-Henri Gaubert", email="ph@gaubert.example")
    _person(then, "Solène Picard", email="solene@picard.example")
    _person(then, "Ewa Zwolinska", sphere=Sphere.PERSONAL)
    then.close()
    return Journal(path, clock=FixedClock(day=TODAY))


def test_only_a_contact_from_the_person_moves_the_clock(silent: Journal) -> None:
    gaubert, picard = (row.id for row in silent.privacy.at_term())
    _exchange(silent, gaubert, "2026-01-22", Direction.OUTBOUND)
    _exchange(silent, picard, "2026-01-22", Direction.INBOUND)

    assert [row.id for row in silent.privacy.at_term()] == [gaubert]
    assert _row(silent, gaubert).last_outbound_on == date(2026, 1, 22)
    assert _row(silent, gaubert).term_on == date(2025, 5, 1)
    assert _row(silent, picard).term_on == date(2029, 1, 22)


def test_people_of_private_life_stand_outside_the_register(silent: Journal) -> None:
    assert [row.name for row in silent.privacy.register()] == ["Paul-Henri Gaubert", "Solène Picard"]
    assert silent.privacy.outside() == 1


def test_a_meeting_that_was_noted_later_is_when_it_was_collected_but_a_connection_is_not(journal: Journal) -> None:
    met = journal.contacts.save(Contact(first_name="Ann", met_on=PartialDate("2021-03")))
    profile = SocialProfile(network=Network.LINKEDIN, url="https://www.linkedin.com/in/bo", connected_on=LONG_AGO)
    linked = journal.contacts.save(Contact(first_name="Bo", profiles=(profile,)))

    assert _row(journal, met).facts.collected_on == date(2021, 3, 1)
    assert _row(journal, met).standing is Standing.DUE
    assert _row(journal, linked).facts.collected_on == TODAY


def test_a_client_is_kept_while_the_mission_runs_and_three_years_after(journal: Journal) -> None:
    key = mission_world.person(journal, "Claire")
    journal.contacts.edit(key, met_on="2019")
    mission = mission_world.signed(journal, key, on=date(2020, 1, 1), ends_on=date(2027, 1, 31))
    assert _row(journal, key).standing is Standing.CLIENT
    assert _row(journal, key).basis is Basis.CONTRACT

    kept = journal.missions.get(mission)
    journal.missions.save(replace(kept, ends_on=date(2024, 1, 31)))
    assert _row(journal, key).term_on == date(2027, 1, 31)
    assert _row(journal, key).standing is Standing.SOON


def test_what_is_noted_is_one_deed_and_comes_off_again(silent: Journal) -> None:
    keys = [row.id for row in silent.privacy.register()]
    silent.privacy.inform(keys, date(2026, 3, 4))
    silent.privacy.set_basis(keys, Basis.CONSENT)
    row = _row(silent, keys[0])
    assert (row.informed_on, row.basis) == (date(2026, 3, 4), Basis.CONSENT)

    silent.history.undo()
    silent.history.undo()
    assert [(row.informed_on, row.basis) for row in silent.privacy.register(keys)] == [
        (None, Basis.LEGITIMATE_INTEREST)
    ] * 2


def test_who_is_asked_again_has_thirty_days(silent: Journal, tmp_path: Path) -> None:
    key = silent.privacy.at_term()[0].id
    silent.privacy.ask_again([key])
    assert _row(silent, key).standing is Standing.WAITING
    assert silent.follow_ups.for_contact(key)[0].scheduled_on == date(2026, 12, 20)
    silent.close()

    later = Journal(tmp_path / "silent.carnet", clock=FixedClock(day=date(2026, 12, 20)))
    assert key in [row.id for row in later.privacy.at_term()]
    _exchange(later, key, "2026-12-19", Direction.INBOUND)
    assert _row(later, key).standing is Standing.CURRENT
    later.close()


def test_archived_people_are_no_longer_at_term(silent: Journal) -> None:
    silent.privacy.archive([row.id for row in silent.privacy.at_term()])
    assert silent.privacy.at_term() == []
    assert {row.standing for row in silent.privacy.register()} == {Standing.ARCHIVED}


# -- opposition ---------------------------------------------------------------------------------------------------


def _known(journal: Journal) -> int:
    return int(
        journal.contacts.save(
            Contact(
                first_name="Nadia",
                last_name="Berkane",
                points=(
                    ContactPoint(kind=PointKind.EMAIL, value="Nadia@Berkane.example"),
                    ContactPoint(kind=PointKind.PHONE, value="06 39 98 77 66"),
                ),
                profiles=(SocialProfile(network=Network.LINKEDIN, url="https://www.linkedin.com/in/nadia-berkane"),),
                affiliations=(Affiliation(organisation="Alizé SAS", title="DSI"),),
            )
        )
    )


@pytest.mark.parametrize(
    "card",
    [
        "N:;N.;;;\nEMAIL:nadia@berkane.example",
        "N:B.;Nadia;;;\nTEL:+33639987766",
        "N:Autre;Nom;;;\nURL:https://fr.linkedin.com/in/Nadia-Berkane/",
        "N:BERKANE;nadia;;;\nORG:Alizé",
    ],
)
def test_the_next_import_refuses_who_objected_even_once_erased(journal: Journal, card: str) -> None:
    key = _known(journal)
    journal.privacy.oppose([key])
    journal.privacy.erase([key])
    data = f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nN:Blanc;Marc;;;\nEND:VCARD\n"

    report = journal.imports.run(Clipping("cartes.vcf", data.encode()))

    assert [(row.verdict, row.reason) for row in report.rows] == [
        (Verdict.REJECTED, "opposed"),
        (Verdict.CREATED, "new"),
    ]
    assert journal.contacts.find("Nadia Berkane") == []


def test_the_quick_add_is_told_of_an_objection(journal: Journal) -> None:
    journal.privacy.oppose([_known(journal)])
    assert journal.capture.preview("Nadia Berkane, DSI chez Alizé").opposed
    assert not journal.capture.preview("Nadia Berkane, DSI chez Borée").opposed


def test_an_objection_archives_drops_what_is_planned_and_can_be_withdrawn(journal: Journal) -> None:
    key = _known(journal)
    journal.privacy.ask_again([key])
    journal.privacy.oppose([key], date(2026, 3, 4))
    assert journal.contacts.get(key).status is ContactStatus.ARCHIVED
    assert journal.follow_ups.for_contact(key) == ()
    assert {entry.kind for entry in journal.privacy.oppositions()} == {"email", "phone", "profile", "name"}

    journal.privacy.withdraw_opposition([key])
    assert journal.privacy.oppositions() == []
    assert _row(journal, key).opposed_on is None


def test_undoing_the_first_objection_leaves_the_second_in_force(journal: Journal) -> None:
    """The key is no part of a deed."""
    journal.privacy.oppose([_known(journal)])
    first = journal.core.last_deed
    journal.privacy.refuse("06 12 34 56 78")
    journal.history.undo(first)

    assert [entry.kind for entry in journal.privacy.oppositions()] == ["phone"]
    assert journal.capture.preview("Luc Petit, 06 12 34 56 78").opposed
    assert not journal.capture.preview("Nadia Berkane, nadia@berkane.example").opposed


def test_the_list_holds_no_address_and_takes_none_that_is_neither(journal: Journal) -> None:
    journal.privacy.refuse("nadia@berkane.example")
    with pytest.raises(Refused, match="no_address"):
        journal.privacy.refuse("Nadia")
    with journal.core.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM suppression").all())
    assert "nadia" not in kept

    journal.privacy.strike_off([entry.id for entry in journal.privacy.oppositions()])
    assert not journal.capture.preview("Nadia, nadia@berkane.example").opposed


def test_the_list_goes_with_the_export_of_the_whole_journal(journal: Journal, tmp_path: Path) -> None:
    journal.privacy.refuse("nadia@berkane.example")
    other = Journal(tmp_path / "other.carnet", clock=FixedClock(day=TODAY))
    other.privacy.refuse("luc@petit.example")
    other.exports.restore(journal.exports.everything())

    for address in ("nadia@berkane.example", "luc@petit.example"):
        assert other.capture.preview(f"Quelqu’un, {address}").opposed
    other.close()


def test_a_whole_journal_leaves_an_empty_row_of_who_objected_so_that_no_total_changes(
    journal: Journal, tmp_path: Path
) -> None:
    known = mission_world.build(journal)
    point = ContactPoint(kind=PointKind.EMAIL, value="claire@acme.example")
    journal.contacts.edit(known.claire, points=(point,), last_name="Zwolinska")
    other = Journal(tmp_path / "other.carnet", clock=FixedClock(day=TODAY))
    _person(other, "Marc Blanc")
    other.privacy.refuse("claire@acme.example")

    report = other.exports.restore(journal.exports.everything())

    assert [(row.name, row.reason) for row in report.rows if row.verdict is Verdict.REJECTED] == [
        ("Claire Zwolinska", "opposed")
    ]
    assert other.contacts.find("Claire") == []
    totals = [each.review.ask(ReviewQuestion(model=Model.LINEAR)) for each in (journal, other)]
    assert totals[0].total_cents == totals[1].total_cents
    assert files.check(other) == ()
    other.close()
    assert b"zwolinska" not in (tmp_path / "other.carnet").read_bytes().lower()


def test_a_calendar_proposes_no_guest_who_objected(journal: Journal) -> None:
    journal.privacy.refuse("nadia@berkane.example")
    lines = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//FR\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T080000Z\n"
        "DTSTART:20261201T180000Z\nSUMMARY:Club\nATTENDEE;CN=Nadia Berkane:mailto:nadia@berkane.example\n"
        "ATTENDEE;CN=Marc Blanc:mailto:marc@blanc.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    report = journal.imports.dry_run(Clipping("club.ics", lines.encode()))
    assert [guest.name for guest in report.guests] == ["Marc Blanc"]


def test_nobody_who_objected_is_brought_back_from_a_backup(journal: Journal) -> None:
    key = _known(journal)
    path = journal.backups.make().path
    journal.privacy.oppose([key])
    journal.privacy.erase([key])
    (person,) = journal.backups.people(path, "Nadia")
    with pytest.raises(Refused, match="opposed"):
        journal.backups.bring_back(path, person.id)


# -- anonymising --------------------------------------------------------------------------------------------------


def _named(key: int) -> str:
    return f"Contact anonymisé n° {key}"


def _totals(journal: Journal) -> dict[tuple[Model, Grouping], tuple[int, list[tuple[str, int, int]]]]:
    found = {}
    for model, by in product(Model, Grouping):
        answer = journal.review.ask(ReviewQuestion(model=model, by=by, with_personal=True))
        rows = sorted((row.key, row.credit_cents, row.missions) for row in answer.rows)
        found[model, by] = answer.total_cents, rows
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_total_of_any_model_moves_by_a_cent(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    journal = Journal(tmp_path_factory.mktemp("anonymous") / "carnet.carnet", clock=FixedClock(day=TODAY))
    known = mission_world.build(journal)
    journal.labels.label([known.sophie, known.claire], add_circles=["Club"])
    people = data.draw(st.lists(st.sampled_from([known.sophie, known.karim, known.claire]), min_size=1, unique=True))
    rate = data.draw(st.integers(1, 90_000))
    mission_world.signed(journal, known.karim, on=date(2026, 9, 1), rate=rate, halves=data.draw(st.integers(1, 99)))
    before = _totals(journal)

    journal.privacy.anonymise(people, _named)
    assert _totals(journal) == before

    journal.history.undo()
    assert _totals(journal) == before
    assert [journal.contacts.name(key) for key in (known.sophie, known.karim)] == ["Sophie", "Karim"]
    assert files.check(journal) == ()
    journal.close()


def test_a_number_takes_the_place_of_the_name_and_nothing_finds_it(journal: Journal) -> None:
    known = mission_world.build(journal)
    journal.contacts.edit(known.sophie, about="kayakiste")
    journal.privacy.anonymise([known.sophie], _named)

    path = journal.missions.path(known.mission)
    assert path.touches[0].contact == f"Contact anonymisé n° {known.sophie}"
    labels = {row.label for row in journal.review.ask(ReviewQuestion(model=Model.LINEAR)).rows}
    assert f"Contact anonymisé n° {known.sophie}" in labels
    assert journal.contacts.find("Sophie") == []
    assert not journal.search.find("kayakiste", 10)
    assert not journal.search.find("anonymisé", 10)
    assert known.sophie not in journal.contacts.ids(ContactFilter())
    assert known.sophie not in [row.id for row in journal.privacy.register()]
    assert b"anonymis" not in journal.exports.contacts("json")
    assert journal.trash.items() == ()


def test_once_the_history_forgets_nothing_of_the_name_is_left_in_the_file(silent: Journal, tmp_path: Path) -> None:
    key = silent.privacy.at_term()[0].id
    silent.privacy.inform([key])
    silent.privacy.oppose([key])
    silent.privacy.anonymise([key], _named)
    silent.close()
    later = Journal(tmp_path / "silent.carnet", clock=FixedClock(day=date(2027, 1, 15)))
    later.history.forget_old()
    later.close()

    assert b"gaubert" not in (tmp_path / "silent.carnet").read_bytes().lower()


def test_an_erased_person_leaves_no_word_in_file_or_log(silent: Journal) -> None:
    key = silent.privacy.at_term()[0].id
    silent.privacy.inform([key])
    silent.privacy.set_basis([key], Basis.CONSENT)
    silent.privacy.ask_again([key])
    silent.privacy.oppose([key])
    silent.privacy.erase([key])

    data = b"".join(file.read_bytes().lower() for file in silent.path.parent.glob("silent.carnet*"))
    assert b"gaubert" not in data
    assert silent.trash.items() == ()
    assert files.check(silent) == ()
    silent.close()
