import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.domain.changes import Deed
from carnet.domain.contacts import Affiliation, Contact, ContactFilter, ContactPoint, PointKind
from carnet.domain.dates import PartialDate
from carnet.domain.mission_sheets import Mission
from carnet.errors import Unreadable
from carnet.journal import FixedClock, Journal, demo, files, journal_json
from carnet.journal.journal_merge import takes_none_alike
from carnet.store import types
from carnet.store.recorder import default_of
from carnet.store.tables import ENTITIES
from carnet.words.errors import sentence

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("export") / "exemple.carnet"
    demo.write(path, TODAY)
    journal = Journal(path)
    data = journal.exports.everything()
    journal.close()
    return data


def rows(data: bytes, table: str) -> list[dict[str, Any]]:
    return json.loads(data)[table]


def changed(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    document = json.loads(data)
    change(document)
    return json.dumps(document).encode()


def test_the_export_names_every_table_and_no_id(export: bytes):
    document = json.loads(export)
    assert document["format"] == "carnet-journal"
    assert set(document) == {"format", "version", *(table.name for table in ENTITIES)}
    for table in ENTITIES:
        assert all("id" not in row for row in document[table.name])


def test_rows_are_sorted_by_uid_and_links_by_their_ends(export: bytes):
    contacts = [row["uid"] for row in rows(export, "contact")]
    links = [(row["contact"], row["circle"]) for row in rows(export, "contact_circle")]
    assert contacts == sorted(contacts)
    assert links == sorted(links)


def test_an_empty_journal_is_restored_to_the_byte(tmp_path: Path, export: bytes):
    journal = Journal(tmp_path / "b.carnet")
    report = journal.exports.restore(export)
    assert (report.read, report.created, report.batch_id) == (160, 160, None)
    assert journal.exports.everything() == export
    assert journal.imports.batches() == ()
    assert files.check(journal) == ()
    journal.close()


def full_row(table: sa.Table, number: int) -> dict[str, Any]:
    """Return a row, as the file holds it, of which no column is at its default."""
    row: dict[str, Any] = {"id": number}
    for column in table.c:
        if column.name != "id":
            row[column.name] = full_value(table, column, number)
    if number == 2:  # one card is mine, and of two missions one renews the other
        row |= {name: None if name == "renewal_of_id" else 0 for name in ("is_me", "renewal_of_id") if name in row}
    return row


def full_value(table: sa.Table, column: sa.Column[Any], number: int) -> Any:
    if column.foreign_keys:
        return 3 - number if column.name in {"other_id", "introduced_id", "renewal_of_id"} else number
    if column.name == "folded":
        return journal_json.folded(table, f"name {number}")
    values: dict[type, Any] = {
        types.Flag: 1,
        types.Day: f"2026-01-0{number}",
        types.SomeDay: "--02-29",
        types.Instant: f"2026-01-0{number}T08:00:00.000001Z",
        sa.LargeBinary: bytes(range(256)),
        sa.Integer: 40 + number,
        sa.Text: f"{column.name} {number}",
    }
    if isinstance(column.type, types.Choice):
        members = [member.value for member in column.type.members if member.value != default_of(column)]
        return members[-min(number, len(members))]
    return next(value for kind, value in values.items() if isinstance(column.type, kind))


def test_no_column_of_no_table_is_lost(tmp_path: Path, journal: Journal, dump: Callable[[Journal], Any]):
    with journal.core.writing(Deed.DEMO) as recorder:
        for table in ENTITIES:
            recorder.insert_raw(table.name, [full_row(table, number) for number in (1, 2)])
    data = journal.exports.everything()
    for table in ENTITIES:
        told = {name for row in rows(data, table.name) for name in row}
        assert len(told) == len(journal_json.columns_of(table))
    other = Journal(tmp_path / "other.carnet", clock=journal.clock)
    other.exports.restore(data)
    assert other.exports.everything() == data
    assert dump(other) == dump(journal)
    other.close()


_REPEATABLE = [table for table in ENTITIES if any(table.foreign_keys) and not takes_none_alike(table)]


@given(st.lists(st.tuples(st.sampled_from(_REPEATABLE), st.sampled_from((1, 2))), max_size=12))
@settings(max_examples=15, deadline=None)
def test_rows_that_say_the_same_are_all_restored(drawn: list[tuple[sa.Table, int]]):
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "a.carnet")
        with journal.core.writing(Deed.DEMO) as recorder:
            for table in ENTITIES:
                recorder.insert_raw(table.name, [full_row(table, number) for number in (1, 2)])
            for place, (table, number) in enumerate(drawn, 3):
                again = {"id": place, "uid": f"uid {place}"} if "uid" in table.c else {"id": place}
                recorder.insert_raw(table.name, [{**full_row(table, number), **again}])
        data = journal.exports.everything()
        other = Journal(Path(folder) / "b.carnet")
        other.exports.restore(data)
        assert other.exports.everything() == data
        journal.close()
        other.close()


def test_two_stints_at_one_firm_come_along_with_a_new_person(tmp_path: Path, journal: Journal):
    other = Journal(tmp_path / "other.carnet", clock=journal.clock)
    stints = [Affiliation(organisation="Acme", title="DSI", starts_on=PartialDate(year)) for year in ("2015", "2020")]
    other.contacts.save(Contact(first_name="Claire", last_name="Dupont", affiliations=tuple(stints)))
    journal.contacts.save(Contact(first_name="Karim", last_name="Ouali"))
    data = other.exports.everything()
    for _time in range(2):
        journal.exports.restore(data)
    other.close()
    assert sorted(row["starts_on"] for row in rows(journal.exports.everything(), "affiliation")) == ["2015", "2020"]


def test_restoring_is_one_deed(tmp_path: Path, export: bytes, dump: Callable[[Journal], Any]):
    journal = Journal(tmp_path / "b.carnet")
    before = dump(journal)
    journal.exports.restore(export)
    after = dump(journal)
    journal.history.undo()
    assert dump(journal) == before
    journal.history.redo()
    assert dump(journal) == after
    journal.close()


def test_past_imports_photos_and_the_trash_survive(tmp_path: Path, journal: Journal):
    card = b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana\r\nN:Ruiz;Ana;;;\r\nPHOTO:data:image/png;base64,iVBORw0KGgo=\r\n"
    file = tmp_path / "a.vcf"
    file.write_bytes(card + b"END:VCARD\r\n")
    report = journal.imports.run(file)
    journal.contacts.delete(report.rows[0].contact_id or 0)
    data = journal.exports.everything()
    other = Journal(tmp_path / "other.carnet")
    other.exports.restore(data)
    assert other.exports.everything() == data
    assert other.imports.batches()[0].file_name == "a.vcf"
    assert rows(data, "photo")[0]["data"].startswith("iVBOR")
    assert rows(data, "contact")[0]["deleted_at"]
    other.close()


def test_neither_the_hour_nor_the_name_of_the_file_is_told(tmp_path: Path, clock: FixedClock):
    for name in ("one", "two"):
        Journal(tmp_path / f"{name}.carnet", clock=clock).close()
    one, two = Journal(tmp_path / "one.carnet"), Journal(tmp_path / "two.carnet")
    assert one.exports.everything() == two.exports.everything()
    one.close()
    two.close()


def test_into_a_journal_with_people_it_is_an_import(journal: Journal, export: bytes, dump: Callable[[Journal], Any]):
    mine = journal.contacts.save(
        Contact(
            first_name="Hélène",
            last_name="Vasseur",
            city="Lyon",
            points=(ContactPoint(kind=PointKind.EMAIL, value="h.vasseur@alize.example"),),
        )
    )
    before = dump(journal)
    report = journal.exports.restore(export, "export.json")
    assert (report.read, report.created, report.merged) == (160, 159, 1)
    merged = next(row for row in report.rows if row.contact_id == mine)
    assert merged.reason == "same_email"
    kept = journal.contacts.get(mine)
    assert kept.city == "Lyon"
    assert {point.value for point in kept.points} == {"h.vasseur@alize.example", "06 39 98 41 07"}
    assert len(journal.missions.rows()) == 25
    assert files.check(journal) == ()
    journal.history.undo()
    assert dump(journal) == before


def test_the_same_journal_twice_adds_nothing(tmp_path: Path, journal: Journal, export: bytes):
    file = tmp_path / "export.json"
    file.write_bytes(export)
    journal.contacts.save(Contact(first_name="Seul"))
    journal.imports.run(file)
    first = json.loads(journal.exports.everything())
    again = journal.imports.run(file, again=True)
    second = json.loads(journal.exports.everything())
    assert (again.created, again.merged) == (0, 160)
    for table in ENTITIES:
        if table.name not in {"import_batch", "import_row"}:
            assert second[table.name] == first[table.name]


def test_gaps_are_filled_by_uid_and_another_name_becomes_an_alias(tmp_path: Path, journal: Journal, export: bytes):
    journal.contacts.save(Contact(first_name="Seul"))
    journal.exports.restore(export)

    def rename(document: dict[str, Any]) -> None:
        row = next(row for row in document["contact"] if row["last_name"] == "Delcourt")
        row |= {"last_name": "Delcourt-Roy", "nickname": "Marco"}

    journal.exports.restore(changed(export, rename))
    marc = journal.contacts.get(journal.contacts.find("Marc Delcourt")[0].id)
    assert (marc.last_name, marc.nickname) == ("Delcourt", "Marco")
    assert marc.aliases == ("Marc Delcourt-Roy",)


def test_a_possible_match_stays_apart_and_is_suggested(journal: Journal, export: bytes):
    from carnet.domain.contacts import Affiliation

    mine = journal.contacts.save(
        Contact(first_name="Karim", last_name="Ouali", affiliations=(Affiliation(organisation="Régie Eau & Ville"),))
    )
    report = journal.exports.restore(export)
    row = next(row for row in report.rows if row.name == "Karim Ouali")
    assert (row.verdict, row.reason) == ("created", "same_name_organisation")
    assert [key for key, _name, _reason in row.suggestions] == [mine]


def test_two_people_of_the_export_who_are_one_here_make_no_tie_to_themselves(tmp_path: Path, journal: Journal):
    other = Journal(tmp_path / "other.carnet", clock=journal.clock)
    ana = other.contacts.save(
        Contact(first_name="Ana", points=(ContactPoint(kind=PointKind.EMAIL, value="a@x.example"),))
    )
    anna = other.contacts.save(
        Contact(first_name="Ana", points=(ContactPoint(kind=PointKind.PHONE, value="0639980001"),))
    )
    other.contacts.mark_not_same(ana, anna)
    other.introductions.save(ana, anna)
    mission = other.missions.save(Mission(title="M", client="C", day_rate_cents=100, days_sold_half=2))
    other.missions.sign(mission, contact_id=anna, signed_on=date(2026, 11, 1))
    data = other.exports.everything()
    other.close()
    points = (
        ContactPoint(kind=PointKind.EMAIL, value="a@x.example"),
        ContactPoint(kind=PointKind.PHONE, value="0639980001"),
    )
    journal.contacts.save(Contact(first_name="Ana", points=points))
    report = journal.exports.restore(data)
    assert report.merged == 2
    after = journal.exports.everything()
    assert rows(after, "not_same") == []
    assert rows(after, "introduction") == []
    touches = rows(after, "touch")
    assert {touch["kind"] for touch in touches} == {"origin_meeting", "converting"}
    assert all("introduction" not in touch for touch in touches)
    assert len(rows(after, "contact_point")) == 2


def test_one_me_is_enough(tmp_path: Path, journal: Journal):
    other = Journal(tmp_path / "other.carnet", clock=journal.clock)
    other.contacts.save(Contact(first_name="Moi", last_name="Autre", is_me=True))
    data = other.exports.everything()
    other.close()
    journal.contacts.save(Contact(first_name="Moi", is_me=True))
    journal.exports.restore(data)
    assert [row.get("is_me", False) for row in rows(journal.exports.everything(), "contact")].count(True) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe", "not_carnet_json"),
        (b"[" * 100_000, "not_carnet_json"),
        (b"{}", "not_carnet_json"),
        (b'{"format": "carnet-journal", "version": 99}', "newer_export"),
        (b'{"format": "carnet-journal"}', "newer_export"),
        (b'{"format": "carnet-journal", "version": 1, "contact": {}}', "damaged_export"),
        (b'{"format": "carnet-journal", "version": 1, "contact": [3]}', "damaged_export"),
    ],
)
def test_what_is_no_export_is_refused(journal: Journal, data: bytes, reason: str):
    with pytest.raises(Unreadable) as refused:
        journal.exports.restore(data)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("at", "value", "reason"),
    [
        (("contact", "starred"), 1, "bad_value"),
        (("contact", "cadence_days"), "60", "bad_value"),
        (("contact", "cadence_days"), 2**70, "bad_value"),
        (("contact", "birthday"), "2026-02-31", "bad_value"),
        (("contact", "created_at"), "2026-01-01T00:00:00", "bad_value"),
        (("contact", "sphere"), "secret", "bad_value"),
        (("contact", "city"), "\ud800", "bad_value"),
        (("contact", "city"), 3, "bad_value"),
        (("contact", "created_at"), None, "missing_value"),
        (("contact", "shoe_size"), 43, "unknown_column"),
        (("participation", "contact"), "nobody", "dangling_reference"),
    ],
)
def test_each_damage_is_named(journal: Journal, export: bytes, at: tuple[str, str], value: object, reason: str):
    def damage(document: dict[str, Any]) -> None:
        document[at[0]][0][at[1]] = value

    with pytest.raises(Unreadable) as refused:
        journal.exports.restore(changed(export, damage))
    assert refused.value.reason == "damaged_export"
    assert refused.value.problems[0].reason == reason
    assert refused.value.problems[0].row == 1
    assert rows(journal.exports.everything(), "contact") == []


@pytest.mark.parametrize(
    ("table", "values", "reason"),
    [
        ("contact", {"is_me": True}, "two_own_cards"),
        ("mission", {"stage": "won", "signed_on": None}, "mission_without_signature"),
        ("mission", {"day_rate_cents": -1}, "mission_below_zero"),
        ("mission", {"days_worked_half": -1}, "mission_below_zero"),
        ("mission", {"renewal_of": "self"}, "mission_renews_itself"),
        ("mission", {"renewal_of": "other"}, "mission_renews_itself"),
        ("introduction", {"introducer": None, "beneficiary": None}, "introduction_of_nobody"),
        ("introduction", {"beneficiary": "introduced"}, "introduction_of_oneself"),
    ],
)
def test_what_no_verb_allows_is_not_brought_in(
    journal: Journal, export: bytes, table: str, values: dict[str, Any], reason: str
):
    def change(document: dict[str, Any]) -> None:
        first, second = document[table][:2]
        known = {"self": first.get("uid"), "other": second.get("uid"), "introduced": first.get("introduced")}
        for row in (first, second):
            row |= {
                name: known.get(value, value) if isinstance(value, str) else value for name, value in values.items()
            }
        if values.get("renewal_of") == "other":
            second["renewal_of"] = first["uid"]

    before = journal.exports.everything()
    with pytest.raises(Unreadable) as caught:
        journal.exports.restore(changed(export, change))

    assert caught.value.reason == "export_against_rules"
    assert caught.value.problems[0].reason == reason
    assert sentence(caught.value.problems[0]) in sentence(caught.value)
    assert journal.exports.everything() == before


def test_a_repeated_row_is_damage(journal: Journal, export: bytes):
    def repeat(document: dict[str, Any]) -> None:
        document["contact_tag"].append(document["contact_tag"][0])

    with pytest.raises(Unreadable) as refused:
        journal.exports.restore(changed(export, repeat))
    assert refused.value.problems[0].reason == "repeated_row"


def test_a_bad_photo_is_damage(journal: Journal, export: bytes):
    def damage(document: dict[str, Any]) -> None:
        document["photo"] = [{"contact": document["contact"][0]["uid"], "data": "not base64!"}]

    with pytest.raises(Unreadable) as refused:
        journal.exports.restore(changed(export, damage))
    assert refused.value.problems[0].data["column"] == "data"


def test_signs_tell_organisations_apart_when_journals_meet(tmp_path: Path, journal: Journal):
    other = Journal(tmp_path / "autre.carnet", clock=journal.clock)
    other.contacts.save(Contact(first_name="Hal", affiliations=(Affiliation(organisation="C++ Corp"),)))
    exported = tmp_path / "autre.json"
    exported.write_bytes(other.exports.everything())
    other.close()
    journal.contacts.save(Contact(first_name="Ian", affiliations=(Affiliation(organisation="C Corp"),)))

    journal.imports.run(exported)

    rows = journal.contacts.rows(journal.contacts.ids(ContactFilter()))
    assert {row.name: row.organisation for row in rows.values()} == {"Hal": "C++ Corp", "Ian": "C Corp"}
