"""The history as a list that is searched, and what each deed changed, by name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from carnet.domain.changes import Cause, Deed
from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import Contact, ContactPoint, PointKind, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.deed_sheets import ChangedRow, RowFate
from carnet.domain.followups import FollowUp
from carnet.domain.ids import ContactId
from carnet.domain.interactions import InteractionKind
from carnet.domain.mission_sheets import Mission
from carnet.errors import Refused
from carnet.journal import FixedClock, Journal
from carnet.store import tables as t

TODAY = date(2026, 11, 20)


def _last(journal: Journal) -> int:
    deed = journal.core.last_deed
    assert deed is not None
    return deed


def _rows(journal: Journal, deed: int) -> dict[str, ChangedRow]:
    return {row.table: row for row in journal.history.sheet(deed).rows}


def _add(journal: Journal, name: str, sphere: Sphere = Sphere.PROFESSIONAL) -> int:
    first, _space, last = name.partition(" ")
    return int(journal.contacts.save(Contact(first_name=first, last_name=last, sphere=sphere)))


def test_the_list_is_newest_first_and_says_who_did_it(journal: Journal) -> None:
    key = _add(journal, "Claire Roy")
    journal.contacts.edit(key, city="Lyon")

    ids = journal.history.ids()

    rows = journal.history.rows(ids)
    assert [rows[each].kind for each in ids] == [Deed.SAVE_CONTACT, Deed.SAVE_CONTACT]
    assert ids == sorted(ids, reverse=True)
    assert rows[ids[0]].cause is Cause.USER


def test_words_are_sought_in_subject_and_kind_whatever_their_accents(journal: Journal) -> None:
    key = _add(journal, "Hélène Vasseur")
    journal.contacts.delete(key)

    def worded(kind: Deed) -> str:
        return "mise à la corbeille" if kind is Deed.DELETE_CONTACT else "modification"

    assert len(journal.history.ids(text="helene", worded=worded)) == 2
    assert journal.history.ids(text="HELENE corbeille", worded=worded) == [_last(journal)]
    assert journal.history.ids(text="karim", worded=worded) == []


def test_kinds_can_be_chosen(journal: Journal) -> None:
    key = _add(journal, "Claire Roy")
    journal.contacts.delete(key)

    assert journal.history.ids({Deed.DELETE_CONTACT}) == [_last(journal)]
    assert journal.history.ids(frozenset()) == []


def test_what_is_older_than_thirty_days_is_not_listed(journal: Journal) -> None:
    _add(journal, "Claire Roy")
    later = Journal(journal.path, clock=FixedClock(day=TODAY + timedelta(days=31)))

    assert later.history.ids() == []
    later.close()


def test_work_mode_leaves_out_what_is_about_private_life(journal: Journal) -> None:
    aunt, colleague = _add(journal, "Tante Jeanne", Sphere.PERSONAL), _add(journal, "Claire Roy")
    journal.interactions.log(
        [aunt], ExchangeDraft(raw="appel", kind=InteractionKind.CALL, occurred_on=PartialDate.of(TODAY))
    )
    journal.follow_ups.save(FollowUp(contact_id=ContactId(aunt), due_on=TODAY))
    journal.introductions.save(aunt, colleague)
    journal.contacts.mark_not_same(colleague, aunt)
    journal.missions.save(Mission(title="Audit", client="Alizé", signing_contact_id=ContactId(aunt)))
    assert len(journal.history.ids()) == 7

    journal.options = replace(journal.options, work_mode=True)

    (left,) = journal.history.ids()
    assert journal.history.rows([left])[left].subject == "Claire Roy"


def test_an_edit_says_each_field_before_and_after(journal: Journal) -> None:
    key = _add(journal, "Claire Roy")
    journal.contacts.edit(key, city="Lyon", birthday="--03-12", sphere=Sphere.BOTH)

    sheet = journal.history.sheet(_last(journal))

    (row,) = sheet.rows
    assert (row.table, row.label, row.fate) == ("contact", "Claire Roy", RowFate.CHANGED)
    changed = {field.column: (field.before, field.after) for field in row.fields}
    assert changed["city"] == ("", "Lyon")
    assert changed["sphere"] == (Sphere.PROFESSIONAL, Sphere.BOTH)
    assert changed["birthday"] == (None, PartialDate("--03-12"))
    assert sheet.total == 1


def test_references_are_told_by_name(journal: Journal) -> None:
    key = _add(journal, "Claire Roy")
    journal.labels.label([key], add_tags=["cloud"])

    row = _rows(journal, _last(journal))["contact_tag"]

    assert row.label == "Claire Roy"
    assert ("tag_id", None, "cloud") in row.fields


def test_an_added_row_says_only_what_is_not_the_default(journal: Journal) -> None:
    point = ContactPoint(kind=PointKind.EMAIL, value="claire@roy.example")
    journal.contacts.save(Contact(first_name="Claire", points=(point,)))

    rows = _rows(journal, _last(journal))

    assert {field.column for field in rows["contact"].fields} == {"first_name", "created_at", "updated_at"}
    columns = {field.column: field.after for field in rows["contact_point"].fields}
    assert columns["kind"] is PointKind.EMAIL
    assert "label" not in columns


def test_what_a_deed_took_away_keeps_its_name(journal: Journal) -> None:
    circle = journal.labels.save_circle("Proches", default_cadence_days=30)
    journal.labels.delete_circle(circle)

    row = _rows(journal, _last(journal))["circle"]

    assert (row.label, row.fate) == ("Proches", RowFate.REMOVED)


def test_a_person_whose_adding_is_undone_keeps_her_name_there(journal: Journal) -> None:
    _add(journal, "Claire Roy")
    journal.history.undo()

    assert _rows(journal, _last(journal))["contact"].label == "Claire Roy"


def test_an_exchange_is_named_by_its_people(journal: Journal) -> None:
    people = [_add(journal, "Claire Roy"), _add(journal, "Karim Ouali")]
    journal.interactions.log(
        people, ExchangeDraft(raw="café", kind=InteractionKind.COFFEE, occurred_on=PartialDate.of(TODAY))
    )

    rows = _rows(journal, _last(journal))

    assert rows["interaction"].label == "Claire Roy, Karim Ouali"


def test_a_photo_is_not_spelt_out(journal: Journal) -> None:
    key = _add(journal, "Claire Roy")
    with journal.core.writing(Deed.SAVE_CONTACT) as recorder:
        recorder.insert(t.photo, contact_id=key, data=b"\x89PNG")

    fields = {field.column: field.after for field in _rows(journal, _last(journal))["photo"].fields}
    assert fields["data"] is None


def test_a_refusal_names_what_changed_since_and_by_which_deed(journal: Journal) -> None:
    key = _add(journal, "Claire Roy")
    first = _last(journal)
    journal.labels.label([key], add_tags=["cloud"])
    journal.contacts.delete(key)

    with pytest.raises(Refused) as caught:
        journal.history.undo(first)
    rows = caught.value.data["rows"]
    assert isinstance(rows, list)
    found = {(each.table, each.label): each.deed for each in journal.history.obstacles(first, rows)}

    assert found["contact", "Claire Roy"] is Deed.DELETE_CONTACT
    assert found["contact_tag", "Claire Roy"] is Deed.LABEL_CONTACTS


def test_an_obstacle_whose_deed_is_unknown_is_named_all_the_same(journal: Journal) -> None:
    key = _add(journal, "Claire Roy")

    (found,) = journal.history.obstacles(_last(journal), [("contact", key)])

    assert (found.label, found.deed, found.at) == ("Claire Roy", None, None)


def test_a_table_without_owner_has_no_label(journal: Journal) -> None:
    with journal.core.writing(Deed.SAVE_VIEW) as recorder:
        recorder.insert(t.suppression, hash="abc")

    assert _rows(journal, _last(journal))["suppression"].label == ""
