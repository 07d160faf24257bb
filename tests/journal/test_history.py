"""Undo and redo, in this run and in a later one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from carnet.domain.changes import Cause, Changes, Deed
from carnet.errors import Reason, Refused
from carnet.journal import FixedClock, Journal
from carnet.store import tables as t

Dump = Callable[[Journal], Any]


def _add(journal: Journal, name: str, *, group: str = "") -> int:
    now = journal.clock.now()
    with journal.core.writing(Deed.SAVE_CONTACT, subject=name, group=group) as recorder:
        return recorder.insert(t.contact, uid=journal.core.new_uid(), first_name=name, created_at=now, updated_at=now)


def _rename(journal: Journal, key: int, name: str) -> None:
    with journal.core.writing(Deed.SAVE_CONTACT, subject=name) as recorder:
        recorder.update(t.contact, key, first_name=name)


def test_undo_and_redo_give_back_every_table(journal: Journal, dump: Dump) -> None:
    before = dump(journal)
    _add(journal, "Claire")
    after = dump(journal)

    journal.history.undo()
    assert dump(journal) == before
    journal.history.redo()
    assert dump(journal) == after


def test_another_run_can_undo(journal: Journal, dump: Dump, clock: FixedClock) -> None:
    before = dump(journal)
    _add(journal, "Claire")
    journal.close()
    later = Journal(journal.path, clock=clock)

    later.history.undo()

    assert dump(later) == before
    later.close()


def test_deeds_are_undone_from_the_last_and_redone_from_the_first(journal: Journal) -> None:
    key = _add(journal, "Claire")
    _rename(journal, key, "Clara")
    _rename(journal, key, "Clarisse")

    journal.history.undo()
    journal.history.undo()

    undo, redo = journal.history.next_undo(), journal.history.next_redo()
    assert undo is not None
    assert redo is not None
    assert (undo.subject, redo.subject) == ("Claire", "Clara")


def test_what_was_undone_last_is_done_again_first(journal: Journal, clock: FixedClock) -> None:
    _add(journal, "Claire")
    journal.history.undo()
    journal.close()
    later = Journal(journal.path, clock=FixedClock(day=clock.day + timedelta(days=1)))
    _add(later, "Karim")
    later.history.undo()

    redo = later.history.next_redo()
    later.close()

    assert redo is not None
    assert redo.subject == "Karim"


def test_a_new_deed_closes_the_way_to_redo(journal: Journal) -> None:
    key = _add(journal, "Claire")
    _rename(journal, key, "Clara")
    journal.history.undo()
    _rename(journal, key, "Clarisse")

    assert journal.history.next_redo() is None
    with pytest.raises(Refused) as caught:
        journal.history.redo()
    assert caught.value.reason == Reason.NOTHING_TO_REDO


def test_what_changed_since_cannot_be_undone_and_is_named(journal: Journal, dump: Dump) -> None:
    key = _add(journal, "Claire")
    first = journal.core.last_deed
    _rename(journal, key, "Clara")
    before = dump(journal)

    with pytest.raises(Refused) as caught:
        journal.history.undo(first)

    assert caught.value.reason == Reason.CHANGED_SINCE
    assert caught.value.data["rows"] == [("contact", key)]
    assert dump(journal) == before


def test_a_deed_about_somebody_who_is_gone_is_not_done_again(journal: Journal, dump: Dump) -> None:
    key = _add(journal, "Claire")
    journal.labels.label([key], add_tags=["cloud"])
    labelled = journal.core.last_deed
    journal.history.undo()
    journal.history.undo()
    before = dump(journal)

    with pytest.raises(Refused) as caught:
        journal.history.redo(labelled)

    assert caught.value.reason == Reason.CHANGED_SINCE
    assert caught.value.data["rows"] == [("contact", key)]
    assert [each.table for each in journal.history.obstacles(labelled or 0, [("contact", key)])] == ["contact"]
    assert dump(journal) == before
    journal.history.redo()
    journal.history.redo(labelled)
    assert journal.contacts.get(key).tags == ("cloud",)


def test_a_verb_about_what_is_not_there_is_refused_and_the_next_one_works(journal: Journal, dump: Dump) -> None:
    key = _add(journal, "Claire")
    before = dump(journal)

    with pytest.raises(Refused) as caught:
        journal.selections.plan([key, 99], journal.clock.today())

    assert (caught.value.reason, caught.value.data["kind"], caught.value.data["id"]) == (
        Reason.NOT_FOUND,
        "contact",
        99,
    )
    assert dump(journal) == before
    journal.selections.plan([key], journal.clock.today())
    assert journal.history.recent(1)[0].kind is Deed.PLAN_FOLLOW_UPS


def test_a_merge_is_taken_back_after_somebody_else_came(journal: Journal) -> None:
    """The sheet that went was the newest: who comes next does not take its place."""
    stays, went = _add(journal, "Claire"), _add(journal, "Clara")
    journal.contacts.merge(stays, went)
    merge = journal.core.last_deed
    _add(journal, "Karim")

    journal.history.undo(merge)

    assert [journal.contacts.find(name)[0].name for name in ("Clara", "Karim")] == ["Clara", "Karim"]


def test_a_deed_in_the_middle_can_be_undone_and_redone(journal: Journal) -> None:
    _add(journal, "Claire")
    middle = journal.core.last_deed
    _add(journal, "Karim")

    journal.history.undo(middle)
    assert journal.history.recent()[1].undone
    journal.history.redo(middle)
    assert not journal.history.recent()[1].undone


@pytest.mark.parametrize("deed", [None, 99])
def test_there_may_be_nothing_to_undo(journal: Journal, deed: int | None) -> None:
    with pytest.raises(Refused):
        journal.history.undo(deed)


def test_a_deed_is_undone_once(journal: Journal) -> None:
    _add(journal, "Claire")
    deed = journal.core.last_deed
    journal.history.undo(deed)

    with pytest.raises(Refused) as caught:
        journal.history.undo(deed)
    assert caught.value.reason == Reason.ALREADY_UNDONE


def test_a_group_is_undone_at_once(journal: Journal, dump: Dump) -> None:
    before = dump(journal)
    _add(journal, "Claire", group="debrief")
    _add(journal, "Karim", group="debrief")
    told: list[Changes] = []
    journal.listen(told.append)

    assert journal.history.undo_group("debrief") == 2
    assert journal.history.undo_group("debrief") == 0

    assert dump(journal) == before
    assert [changes.cause for changes in told] == [Cause.UNDO]


def test_undone_deeds_are_done_again_together_or_not_at_all(journal: Journal, dump: Dump) -> None:
    _add(journal, "Claire", group="debrief")
    first = journal.core.last_deed
    _add(journal, "Karim", group="debrief")
    second = journal.core.last_deed
    assert first is not None
    assert second is not None
    both = dump(journal)
    journal.history.undo_group("debrief")
    none = dump(journal)

    with pytest.raises(Refused):
        journal.history.redo_all([first, 99])
    assert dump(journal) == none

    journal.history.redo_all([first, second])
    journal.history.redo_all([first, second])  # those that stand are left alone
    assert dump(journal) == both


def test_a_deed_that_changes_nothing_is_none(journal: Journal) -> None:
    told: list[Changes] = []
    journal.listen(told.append)
    key = _add(journal, "Claire")
    _rename(journal, key, "Claire")

    assert len(told) == 1
    assert len(journal.history.recent()) == 1


def test_deeds_are_kept_thirty_days(journal: Journal) -> None:
    _add(journal, "Claire")
    journal.core.clock = FixedClock(day=journal.clock.today() + timedelta(days=31))
    _add(journal, "Karim")

    journal.history.forget_old()
    journal.history.forget_old()

    assert [deed.subject for deed in journal.history.recent()] == ["Karim"]
    journal.history.forget_all()
    assert journal.history.recent() == ()


def test_a_deed_is_found_by_its_id(journal: Journal) -> None:
    _add(journal, "Claire")

    found = journal.history.find(journal.core.last_deed)

    assert found is not None
    assert found.subject == "Claire"
    assert journal.history.find(99) is None
    assert journal.history.find(None) is None


def test_a_failing_verb_leaves_nothing(journal: Journal, dump: Dump) -> None:
    before = dump(journal)

    with pytest.raises(ZeroDivisionError), journal.core.writing(Deed.SAVE_CONTACT) as recorder:
        recorder.insert(t.tag, uid="x", name="cloud")
        _ = 1 // 0

    assert dump(journal) == before
    assert journal.history.recent() == ()


def test_what_another_process_wrote_is_announced_once(journal: Journal, clock: FixedClock) -> None:
    told: list[Changes] = []
    journal.listen(told.append)
    other = Journal(journal.path, clock=clock)
    _add(other, "Claire")
    other.close()

    assert journal.poll()
    assert not journal.poll()
    assert [changes.everything for changes in told] == [True]
    _add(journal, "Karim")
    assert not journal.poll()
