"""What the sheet of a person says of introductions."""

from dataclasses import replace

import pytest

from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import Contact, ContactSheet, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.interactions import InteractionKind
from carnet.domain.introductions import Reciprocity, WarningKind
from carnet.errors import Refused
from carnet.journal import Journal


@pytest.fixture
def people(journal: Journal) -> dict[str, int]:
    names = ("Marc", "Hélène", "Bruno", "Karim")
    return {name: int(journal.contacts.save(Contact(first_name=name))) for name in names}


def sheet(journal: Journal, key: int) -> ContactSheet:
    return journal.contacts.sheet(key)


def present(journal: Journal, who: int | None, whom: int, to: int | None = None, on: str = "2024-02-08") -> int:
    return int(journal.introductions.save(who, whom, beneficiary_id=to, occurred_on=PartialDate(on)))


def test_all_three_sides_of_an_introduction_tell_of_it(journal: Journal, people: dict[str, int]) -> None:
    present(journal, people["Marc"], people["Hélène"], people["Bruno"])

    assert len(sheet(journal, people["Marc"]).introductions_given) == 1
    assert len(sheet(journal, people["Hélène"]).introductions_received) == 1
    assert len(sheet(journal, people["Bruno"]).introductions_to) == 1
    assert all(
        [item.what for item in sheet(journal, people[name]).timeline] == ["introduction"]
        for name in ("Marc", "Hélène", "Bruno")
    )


def test_who_owes_whom(journal: Journal, people: dict[str, int]) -> None:
    present(journal, people["Marc"], people["Hélène"])
    present(journal, people["Marc"], people["Bruno"])
    present(journal, None, people["Karim"], people["Marc"])

    assert sheet(journal, people["Marc"]).reciprocity == Reciprocity(2, 1)
    assert sheet(journal, people["Karim"]).reciprocity == Reciprocity(0, 1)
    assert sheet(journal, people["Hélène"]).reciprocity == Reciprocity(0, 0)


def test_the_chain_begins_with_whom_nobody_introduced(journal: Journal, people: dict[str, int]) -> None:
    met = PartialDate("2023-01-10")
    journal.interactions.log(
        [people["Marc"]], ExchangeDraft(raw="x", occurred_on=met, kind=InteractionKind.ENCOUNTER, summary="x")
    )
    present(journal, people["Marc"], people["Hélène"], on="2024-02-08")
    present(journal, people["Hélène"], people["Bruno"], on="2025-09-09")

    chain = sheet(journal, people["Bruno"]).chain

    assert [(step.person.name, step.occurred_on) for step in chain if step.person] == [
        ("Marc", "2023-01-10"),
        ("Hélène", "2024-02-08"),
        ("Bruno", "2025-09-09"),
    ]
    assert sheet(journal, people["Marc"]).chain == ()


def test_work_mode_keeps_a_private_link_without_its_name(journal: Journal, people: dict[str, int]) -> None:
    present(journal, people["Marc"], people["Hélène"], on="2024-02-08")
    present(journal, people["Hélène"], people["Bruno"], on="2025-09-09")
    journal.contacts.edit(people["Hélène"], sphere=Sphere.PERSONAL)
    journal.options = replace(journal.options, work_mode=True)

    told = sheet(journal, people["Bruno"])

    assert [step.person.name if step.person else None for step in told.chain] == ["Marc", None, "Bruno"]
    assert told.introductions_received == ()
    assert "Hélène" not in str(told)


def test_somebody_in_the_bin_keeps_her_name_in_the_chain(journal: Journal, people: dict[str, int]) -> None:
    present(journal, people["Marc"], people["Hélène"])
    journal.contacts.delete(people["Marc"])

    assert [step.person.name for step in sheet(journal, people["Hélène"]).chain if step.person] == ["Marc", "Hélène"]


def test_a_circle_is_told_once_on_each_sheet_and_its_repair_ends_it(journal: Journal, people: dict[str, int]) -> None:
    present(journal, people["Marc"], people["Hélène"])
    present(journal, people["Hélène"], people["Bruno"])
    closing = present(journal, people["Bruno"], people["Marc"])

    for name in ("Marc", "Hélène", "Bruno"):
        found = [doubt for doubt in sheet(journal, people[name]).doubts if doubt.kind is WarningKind.CYCLE]
        assert [sorted(person.name for person in doubt.people) for doubt in found] == [["Bruno", "Hélène", "Marc"]]
    assert sheet(journal, people["Karim"]).doubts == ()

    journal.introductions.delete(closing)
    assert sheet(journal, people["Marc"]).doubts == ()


def test_an_introduction_before_its_introducer_was_met_is_told_until_its_day_is_mended(
    journal: Journal, people: dict[str, int]
) -> None:
    journal.contacts.edit(people["Marc"], met_on="2024-01-10")
    early = present(journal, people["Marc"], people["Hélène"], on="2019")

    for name in ("Marc", "Hélène"):
        doubts = sheet(journal, people[name]).doubts
        assert [(doubt.introduction_id, doubt.kind) for doubt in doubts] == [(early, WarningKind.BEFORE_MET)]
        assert [person.name for person in doubts[0].people] == ["Marc", "Hélène"]

    journal.introductions.edit(early, occurred_on=PartialDate("2024-02"))
    assert sheet(journal, people["Marc"]).doubts == ()


def test_facts_of_somebody_merged_meanwhile_are_refused(journal: Journal, people: dict[str, int]) -> None:
    begun = journal.contacts.begun(people["Hélène"], timeline_limit=5)
    journal.contacts.merge(people["Marc"], people["Hélène"])

    with pytest.raises(Refused):
        journal.contacts.completed(begun)
