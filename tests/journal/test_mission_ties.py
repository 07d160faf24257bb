"""What hangs on a mission: documents, linked exchanges, renewals, the days of its stages, the place of its card."""

from datetime import date

import pytest

from carnet.domain.interactions import InteractionKind
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import MissionRole, Stage
from carnet.domain.path import Difference
from carnet.errors import Refused
from carnet.journal import Journal
from journal.mission_world import Example, build, exchange, person


@pytest.fixture
def example(journal: Journal) -> Example:
    return build(journal)


def test_a_document_is_kept_as_an_address_and_undone(journal: Journal, example: Example) -> None:
    missions = journal.missions
    key = missions.add_document(example.mission, "/home/camille/contrat.pdf")
    missions.add_document(example.mission, "https://acme.example/bon", "Bon de commande")

    found = missions.sheet(example.mission).documents
    assert [(each.name, each.address) for each in found] == [
        ("contrat.pdf", "/home/camille/contrat.pdf"),
        ("Bon de commande", "https://acme.example/bon"),
    ]
    missions.rename_document(key, "Contrat\u202e signé ")
    assert missions.sheet(example.mission).documents[0].name == "Contrat signé"
    missions.rename_document(key, " ")
    assert missions.sheet(example.mission).documents[0].name == "contrat.pdf"
    missions.remove_document(key)
    assert len(missions.sheet(example.mission).documents) == 1
    journal.history.undo()
    assert len(missions.sheet(example.mission).documents) == 2


def test_an_address_that_is_refused_leaves_nothing(journal: Journal, example: Example) -> None:
    with pytest.raises(Refused):
        journal.missions.add_document(example.mission, "javascript:alert(1)")
    assert journal.missions.sheet(example.mission).documents == ()
    for verb in (journal.missions.remove_document, lambda key: journal.missions.rename_document(key, "x")):
        with pytest.raises(Refused):
            verb(999)


def test_exchanges_with_its_people_can_be_linked_to_a_mission(journal: Journal, example: Example) -> None:
    missions = journal.missions
    stranger = exchange(journal, InteractionKind.CALL, "2026-06-20", person(journal, "Zoé"))
    offered = missions.linkable(example.mission)
    assert example.call in {each.id for each in offered}
    assert stranger not in {each.id for each in offered}

    missions.link_exchange(example.call, example.mission)

    (linked,) = missions.sheet(example.mission).exchanges
    assert (linked.id, linked.people, linked.contact_id) == (example.call, "Claire", example.claire)
    assert example.call not in {each.id for each in missions.linkable(example.mission)}
    missions.link_exchange(example.call, None)
    assert missions.sheet(example.mission).exchanges == ()
    journal.history.undo()
    assert len(missions.sheet(example.mission).exchanges) == 1


def test_a_renewal_takes_over_what_lasts_and_starts_after_the_end(journal: Journal, example: Example) -> None:
    missions = journal.missions
    missions.edit(
        example.mission, ends_on=date(2026, 12, 31), people=((example.karim, MissionRole.INTRODUCER),), notes="Badge"
    )
    second = missions.renew(example.mission)
    third = missions.renew(second)

    made = missions.get(second)
    assert (made.title, made.client, made.day_rate_cents) == ("Data platform (2)", "Acme", 62_000)
    assert (made.stage, made.signed_on, made.starts_on) == (Stage.PROPOSAL, None, date(2027, 1, 1))
    assert (made.people, made.notes) == (((example.karim, MissionRole.INTRODUCER),), "")
    assert missions.get(third).title == "Data platform (3)"
    for key in (example.mission, second, third):
        assert [link.id for link in missions.sheet(key).chain] == [example.mission, second, third]

    missions.sign(second, signed_on=date(2027, 1, 1))
    assert [touch.contact for touch in missions.path(second).touches] == [
        touch.contact for touch in missions.path(example.mission).touches
    ]
    missions.delete(second)
    assert missions.sheet(example.mission).chain == ()


def test_the_day_of_a_stage_is_corrected_and_moves_the_median(journal: Journal) -> None:
    missions = journal.missions
    key = missions.save(Mission(title="Audit"))
    missions.move(key, Stage.PROPOSAL)
    lead = missions.sheet(key).stages[0]
    assert missions.board().times[Stage.LEAD] == (0, 1)

    missions.date_stage(lead.id, date(2026, 11, 10))

    assert missions.board().times[Stage.LEAD] == (10, 1)
    journal.history.undo()
    assert missions.board().times[Stage.LEAD] == (0, 1)
    with pytest.raises(Refused):
        missions.date_stage(999, date(2026, 1, 1))


def test_a_card_keeps_its_place_until_it_leaves_the_column(journal: Journal) -> None:
    missions = journal.missions
    one, two, three = (missions.save(Mission(title=title)) for title in ("One", "Two", "Three"))

    missions.arrange([three, one])

    def order() -> list[int]:
        return [int(row.id) for row in missions.rows()]

    assert order() == [three, one, two]
    missions.arrange([two, three])
    assert order()[:1] == [two]
    journal.history.undo()
    assert order() == [three, one, two]
    missions.move(three, Stage.PROPOSAL)
    missions.move(three, Stage.LEAD)
    assert order() == [one, two, three]
    with pytest.raises(Refused):
        missions.arrange([999])


def test_a_path_changed_by_hand_leaves_a_trace(journal: Journal, example: Example) -> None:
    missions = journal.missions
    assert missions.path(example.mission).difference == Difference()
    touches = missions.path(example.mission).touches

    missions.remove_touch(example.mission, touches[1].id)
    assert missions.path(example.mission).difference == Difference(missing=1)

    missions.derive_again(example.mission)
    ids = [touch.id for touch in missions.path(example.mission).touches]
    missions.reorder(example.mission, [ids[1], ids[0], *ids[2:]])
    assert missions.path(example.mission).difference == Difference(moved=True)


def test_a_decisive_step_moved_to_an_end_is_decisive_no_more(journal: Journal, example: Example) -> None:
    missions = journal.missions
    touches = missions.path(example.mission).touches
    missions.mark_decisive(example.mission, touches[1].id)
    ids = [touch.id for touch in touches]

    missions.reorder(example.mission, [ids[1], ids[0], *ids[2:]])

    assert not any(touch.is_decisive for touch in missions.path(example.mission).touches)
