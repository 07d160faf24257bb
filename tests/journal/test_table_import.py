"""Tables of people brought in: what they say beyond the usual, and what the user says of their columns."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.domain.contacts import Channel, Contact, ContactPoint, PointKind, Sphere
from carnet.domain.import_tables import Field, Origin, TableChoice, Target
from carnet.domain.imports import Clipping, ImportReport
from carnet.errors import Unreadable
from carnet.journal import Journal

OUTLOOK = "Prénom,Nom,Société,Adresse de messagerie,Recommandé par\n"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(text: str, name: str = "contacts.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def _named(journal: Journal, name: str) -> Contact:
    records = journal.exports.contact_records(with_personal=True)
    (found,) = [record["id"] for record in records if record["display_name"] == name]
    return journal.contacts.get(found)


def test_who_recommended_somebody_becomes_an_introduction(journal: Journal, file: Callable[..., Path]):
    path = file(
        OUTLOOK + "Karim,Ouali,Régie,,\nClaire,Dupont,Acme,c@a.example,OUALI Karim\nZoé,Ba,Acme,,Quelqu’un d’autre\n"
    )
    seen = journal.imports.dry_run(path)
    assert [[remark.reason for remark in row.remarks] for row in seen.rows] == [[], [], ["introducer_unclear"]]
    journal.imports.run(path)
    told = {row["display_name"]: row["introduced_by"] for row in journal.exports.contact_records(with_personal=True)}
    assert told == {"Karim Ouali": None, "Claire Dupont": "Karim Ouali", "Zoé Ba": None}


def test_what_has_no_place_is_kept_as_fields_and_undone_with_the_rest(journal: Journal, file: Callable[..., Path]):
    path = file("Nom,E-mail,Adhérent n°\nDupont,c@a.example,80-1177\n")
    report = journal.imports.run(path)
    assert report.table is not None
    (key,) = [row.contact_id for row in report.rows]
    assert journal.contacts.get(key or 0).custom_fields == (("Adhérent n°", "80-1177"),)
    journal.imports.run(file("Nom,E-mail,Adhérent n°\nDupont,c@a.example,80-1177\n,c@a.example,80-1178\n", "other.csv"))
    assert journal.contacts.get(key or 0).custom_fields == (("Adhérent n°", "80-1177"), ("Adhérent n°", "80-1178"))
    journal.history.undo()
    assert journal.contacts.get(key or 0).custom_fields == (("Adhérent n°", "80-1177"),)


def test_what_the_user_says_of_columns_is_remembered_until_she_says_otherwise(
    journal: Journal, file: Callable[..., Path]
):
    said = TableChoice(targets=(Target(Field.FULL_NAME), Target(Field.TITLE)))
    assert _origin(journal.imports.run(file("Qui,Quoi\nClaire Dupont,DSI\n"), table=said)) is Origin.CHOSEN
    again = file("qui;QUOI\nKarim Ouali;DRH\n", "second.csv")
    assert _origin(journal.imports.dry_run(again)) is Origin.REMEMBERED
    assert _named(journal, "Claire Dupont").affiliations[0].title == "DSI"
    anew = TableChoice(remembered=False, targets=None)
    assert _origin(journal.imports.dry_run(again, table=anew)) is Origin.GUESSED
    third = TableChoice(targets=(Target(Field.LAST_NAME), Target(Field.OTHER)))
    journal.imports.run(file("Qui,Quoi\nBa,DRH\n", "third.csv"), table=third)
    assert _origin(journal.imports.dry_run(again)) is Origin.REMEMBERED
    report = journal.imports.dry_run(again)
    assert report.table is not None
    assert report.table.targets == third.targets


def _origin(report: ImportReport) -> Origin:
    assert report.table is not None
    return report.table.origin


def test_a_table_that_names_nobody_is_refused_but_can_be_shown(journal: Journal, file: Callable[..., Path]):
    path = file("Produit,Prix\nVis,12\nClou,7\n")
    for verb in (journal.imports.dry_run, journal.imports.run):
        with pytest.raises(Unreadable) as refused:
            verb(path)
        assert refused.value.reason == "no_columns"
    report = journal.imports.dry_run(path, table=TableChoice())
    assert report.table is not None
    assert [column.name for column in report.table.columns] == ["Produit", "Prix"]
    assert (report.created, report.rejected) == (0, 2)


def test_somebody_private_stays_private(journal: Journal, file: Callable[..., Path]):
    header = "display_name,first_name,last_name,contact_points,sphere\n"
    journal.imports.run(file(header + "Claire Dupont,Claire,Dupont,,personal\n"))
    assert _named(journal, "Claire Dupont").sphere is Sphere.PERSONAL


def test_a_table_that_was_copied_is_read_like_a_file(journal: Journal):
    report = journal.imports.run(Clipping("Collé", "Nom complet\tE-mail\nZoé Ba\tz@x.example\n".encode()))
    assert (report.format, report.created) == ("csv", 1)
    assert _named(journal, "Zoé Ba").points[0].value == "z@x.example"


def test_a_workbook_is_read_like_a_table_its_sheets_by_name(journal: Journal, tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.title = "Notice"
    other = book.create_sheet("Contacts")
    other.append(["Prénom", "Nom", "Mobile", "Date de naissance"])
    other.append(["Claire", "Dupont", 33639980001.0, None])
    third = book.create_sheet("Anciens")
    third.append(["Prénom", "Nom", "E-mail"])
    third.append(["Karim", "Ouali", "k@r.example"])
    path = tmp_path / "carnet.xlsx"
    book.save(path)
    report = journal.imports.dry_run(path)
    assert report.table is not None
    assert (report.format, report.table.sheet, report.table.sheets) == (
        "xlsx",
        "Contacts",
        ("Notice", "Contacts", "Anciens"),
    )
    assert [row.name for row in report.rows] == ["Claire Dupont"]
    assert journal.imports.run(path, table=TableChoice(sheet="Anciens")).created == 1
    assert _named(journal, "Karim Ouali").points[0].value == "k@r.example"


_WORD = st.text(st.characters(categories=("L",)), min_size=1, max_size=12)
_TEXT = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=20)
_PEOPLE = st.lists(
    st.builds(
        Contact,
        first_name=_WORD,
        last_name=_WORD,
        sphere=st.sampled_from(Sphere),
        origin_channel=st.sampled_from([None, Channel.VIADEO, Channel.COLD]),
        points=st.lists(
            st.builds(
                lambda name: ContactPoint(kind=PointKind.EMAIL, value=f"{name}@a.example"),
                st.from_regex(r"[a-z]{1,9}", fullmatch=True),
            ),
            max_size=2,
            unique_by=lambda point: point.value,
        ).map(tuple),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda contact: (contact.first_name.casefold(), contact.last_name.casefold()),
)


@given(people=_PEOPLE, formula=st.sampled_from(["", "=1+1", "'x", "@cmd", "-2"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_exported_as_csv_comes_back(
    tmp_path_factory: pytest.TempPathFactory, people: list[Contact], formula: str
):
    folder = tmp_path_factory.mktemp("carnet")
    with closing(Journal(folder / "a.carnet")) as first, closing(Journal(folder / "b.carnet")) as second:
        for contact in people:
            first.contacts.save(contact)
        if formula:
            first.contacts.save(Contact(last_name=formula))
        exported = folder / "contacts.csv"
        exported.write_bytes(first.exports.contacts("csv", with_personal=True))
        second.imports.run(exported)
        assert _told(second) == _told(first)


def _told(journal: Journal) -> list[dict[str, object]]:
    records = json.loads(journal.exports.contacts("json", with_personal=True))
    for record in records:
        del record["id"], record["uid"]  # a table gives everybody new ones
    return sorted(records, key=lambda record: json.dumps(record, sort_keys=True))


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"targets": 3}', '{"targets": [3]}', '{"targets": ["nonsense|x"]}'])
def test_what_cannot_be_remembered_is_guessed(journal: Journal, file: Callable[..., Path], kept: str):
    said = TableChoice(targets=(Target(Field.LAST_NAME), Target(Field.TITLE)))
    report = journal.imports.run(file("Nom,Quoi\nBa,DSI\n"), table=said)
    assert report.table is not None
    with journal.core.unrecorded() as connection:
        text = f'{kept} "{report.table.signature}"' if kept else ""
        connection.exec_driver_sql("UPDATE import_batch SET mapping = ?", (text,))
    assert _origin(journal.imports.dry_run(file("Nom,Quoi\nLi,DRH\n", "b.csv"))) is Origin.GUESSED
