"""A file that is imported in parts, many rows at a time, makes what one card after the other would."""

import random
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from undoing import proves_undo

from carnet.domain.changes import Deed
from carnet.domain.contacts import Affiliation, Contact, ContactFilter, ContactPoint, PointKind
from carnet.domain.deed_sheets import RowFate
from carnet.domain.imports import ImportReport
from carnet.domain.trash import TrashKind
from carnet.errors import Refused
from carnet.formats import vcard_lines
from carnet.journal import Journal, files

_NAMES = ("Claire Dupont", "Paul Petit", "Jean-Baptiste Œuvray", "Bob Martin", "Robert Martin", "Zoé d’Arc")
_PHOTO = "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_LINES = (
    "ORG:Acme",
    "ORG:Société Œuvre & Fils;Unité 2",
    "ORG:Acme\r\nTITLE:Acheteuse",
    "ORG:Petit SA\r\nTITLE:DSI",
    "EMAIL;TYPE=work,pref:Personne{n}@Exemple.example",
    "EMAIL:personne{few}@exemple.example",
    "EMAIL:pas une adresse",
    "TEL;TYPE=cell:06 39 98 {n:02} 11",
    "TEL:+41 22 123 45 67",
    "ADR;TYPE=work:;;12 rue de l’Église;Lyon;;69001;France",
    "URL:https://Exemple.example/Equipe/{n}",
    "URL:https://www.linkedin.com/in/Personne-{few}/",
    "IMPP:xmpp:p{n}@exemple.example",
    "BDAY:1969-08-20",
    "BDAY:--0820",
    "CATEGORIES:Cloud,C++,cloud",
    "X-CARNET-CIRCLES:Club",
    "NICKNAME:Bob,Bobby",
    "NOTE:Vue à l’après-midi\\nd’O’Neil",
    "X-RIEN:gardé",
    "X-CARNET-INTRODUCED-BY:Claire Dupont",
    "X-CARNET-ORIGIN:cold",
    "X-CARNET-MET-ON:2019-05",
    "UID:uid-{few}",
    _PHOTO,
)


def cards(seed: int, count: int) -> str:
    """Return cards of which some tell of the same person, some of nobody, with any of the lines."""
    rng = random.Random(seed)
    cards = []
    for number in range(count):
        name = rng.choice((*_NAMES, f"Ana Nom{number}", f"Ana Nom{number}"))
        first, _space, last = name.partition(" ")
        lines = [f"FN:{name}", f"N:{last};{first};;;"] if rng.random() < 0.9 else []
        lines += rng.sample(_LINES, rng.randrange(6))
        body = "\r\n".join(lines).format(n=number, few=rng.randrange(5))
        cards.append(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{body}\r\nEND:VCARD\r\n")
    return "".join(cards)


def _known(journal: Journal) -> None:
    """Let the journal know some of these people, an organisation by another name, and a circle with a cadence."""
    mail = ContactPoint(kind=PointKind.EMAIL, value="personne1@exemple.example")
    journal.contacts.save(Contact(first_name="Claire", last_name="Dupont", points=(mail,)))
    journal.contacts.save(
        Contact(first_name="Paul", last_name="Petit", affiliations=(Affiliation(organisation="ACME"),))
    )
    other = journal.organisations.add("societe oeuvre & fils")
    journal.organisations.merge(journal.organisations.add("Œuvre"), other)
    journal.labels.save_circle("Club", default_cadence_days=30)


def content(journal: Journal) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of people without what is drawn anew each time."""
    left_out = {"id", "uid", "imported_at", "created_at", "updated_at", "sha256"}
    found = {}
    with journal.core.reading() as connection:
        for table in ("contact", "contact_point", "social_profile", "affiliation", "alias", "foreign_property",
                      "custom_field", "photo", "contact_tag", "contact_circle", "introduction", "import_row",
                      "import_batch", "contact_fact", "name_token"):  # fmt: skip
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings()
            found[table] = sorted((tuple(v for k, v in row.items() if k not in left_out) for row in rows), key=repr)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_lists_show_of_an_import_is_what_a_recomputation_shows(journal: Journal, tmp_path: Path, seed: int):
    path = tmp_path / "a.vcf"
    path.write_bytes(cards(seed, 150).encode())
    _known(journal)
    journal.imports.run(path)
    assert files.check(journal) == ()


@pytest.mark.parametrize("seed", range(4))
def test_a_file_in_many_parts_gives_what_it_gives_whole(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
):
    path = tmp_path / "a.vcf"
    path.write_bytes(cards(seed, 120).encode())
    with closing(Journal(tmp_path / "other.carnet", clock=journal.clock)) as other:
        _known(other)
        wanted = other.imports.dry_run(path)
        whole = other.imports.run(path)
        found = content(other)
    _known(journal)
    monkeypatch.setattr(vcard_lines, "_PIECE", 600)
    seen = journal.imports.dry_run(path)
    in_parts = journal.imports.run(path)
    assert content(journal) == found
    assert files.check(journal) == ()
    assert in_parts.rows == whole.rows
    assert seen.rows == wanted.rows
    told = [(row.row, row.verdict, row.reason, row.remarks) for row in seen.rows]
    assert told == [(row.row, row.verdict, row.reason, row.remarks) for row in whole.rows]


def test_an_import_of_hundreds_is_taken_back_and_done_again(
    journal: Journal, tmp_path: Path, dump: Callable[[Journal], Any]
):
    path = tmp_path / "a.vcf"
    path.write_bytes(cards(7, 500).encode())
    _known(journal)
    proves_undo(journal, dump, lambda: journal.imports.run(path, tags=("salon",)))
    assert files.check(journal) == ()


def test_an_import_of_hundreds_of_whom_one_changed_is_not_taken_back(
    journal: Journal, tmp_path: Path, dump: Callable[[Journal], Any]
):
    path = tmp_path / "a.vcf"
    path.write_bytes("".join(f"BEGIN:VCARD\r\nFN:Ana Nom{n}\r\nORG:Acme\r\nEND:VCARD\r\n" for n in range(300)).encode())
    report = journal.imports.run(path)
    deed = journal.core.last_deed
    one, other = report.rows[4].contact_id, report.rows[9].contact_id
    journal.contacts.edit(one, city="Lyon")
    journal.contacts.edit(other, aliases=("Anna",))
    before = dump(journal)
    with pytest.raises(Refused) as refused:
        journal.history.undo(deed)
    assert refused.value.reason == "changed_since"
    assert ("contact", one) in refused.value.data["rows"]
    assert {row["name"] for row in refused.value.data["found"]} >= {"Ana Nom4", "Ana Nom9"}
    assert dump(journal) == before
    journal.history.undo()
    journal.history.undo()
    journal.history.undo(deed)
    assert journal.contacts.total() == 0


def test_an_import_that_is_given_up_in_a_later_part_leaves_nothing(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dump: Callable[[Journal], Any]
):
    monkeypatch.setattr(vcard_lines, "_PIECE", 2_000)
    path = tmp_path / "a.vcf"
    path.write_bytes(cards(3, 200).encode())
    before = dump(journal)
    parts: list[int] = []
    with pytest.raises(Refused) as refused:
        journal.imports.run(path, progress=lambda done, _total: parts.append(done), cancelled=lambda: len(parts) > 3)
    assert refused.value.reason == "cancelled"
    assert len(parts) > 3
    assert dump(journal) == before
    assert journal.history.next_undo() is None
    journal.contacts.save(Contact(first_name="Claire"))


def test_names_spelt_in_several_ways_are_one_and_one_that_shows_nothing_is_none(journal: Journal, tmp_path: Path):
    spelt = ("ACME", "Acmé", " acme ", "Acme & Fils", "\u202e", "\u200b\u202e")
    path = tmp_path / "a.vcf"
    cards = [
        f"BEGIN:VCARD\nFN:Ana Nom{at}\nORG:{name}\nCATEGORIES:{name}\nEND:VCARD\n" for at, name in enumerate(spelt)
    ]
    path.write_text("".join(cards), encoding="utf-8")
    report = journal.imports.run(path)
    found = [journal.contacts.get(row.contact_id or 0) for row in report.rows]
    assert [each.affiliations[0].organisation if each.affiliations else None for each in found] == (
        ["ACME", "ACME", "ACME", "Acme & Fils", None, "\u200b"]
    )
    assert files.check(journal) == ()


def test_uids_of_many_rows_are_all_different_and_in_order(journal: Journal):
    drawn = [uid for count in (3, 5_000, 0, 1) for uid in journal.core.new_uids(count)]
    assert drawn == sorted(set(drawn))
    assert {uuid.UUID(uid).version for uid in drawn} == {7}


def _import(journal: Journal, path: Path, line: str) -> ImportReport:
    """Import 300 people, each with a line, of whom one is Ewa Zwolinska."""
    names = [f"Ana Nom{n}" for n in range(300)]
    names[120] = "Ewa Zwolinska"
    bodies = [f"FN:{name}\r\n{line.format(n=n)}" for n, name in enumerate(names)]
    path.write_bytes("".join(f"BEGIN:VCARD\r\n{body}\r\nEND:VCARD\r\n" for body in bodies).encode())
    return journal.imports.run(path)


def _crowd(journal: Journal, tmp_path: Path) -> int:
    """Import people as one deed and return it."""
    assert _import(journal, tmp_path / "a.vcf", "TEL:0639980{n:03}").created == 300
    assert journal.core.last_deed is not None
    return journal.core.last_deed


def test_an_import_of_hundreds_says_what_it_brought(journal: Journal, tmp_path: Path):
    deed = _crowd(journal, tmp_path)
    ana = journal.contacts.ids(ContactFilter(text="Nom0"))[0]
    journal.contacts.edit(ana, city="Lyon")

    sheet = journal.history.sheet(deed)

    assert sheet.total == 300 + 300 + 300 + 1  # people, numbers, rows of the file, the import
    found = {(row.table, row.label): row for row in sheet.rows}
    assert found["contact", "Ana Nom1"].fate is RowFate.ADDED
    assert {"Ana", "Nom1"} <= {change.after for change in found["contact", "Ana Nom1"].fields}
    assert journal.history.is_long(deed)


def test_an_import_of_hundreds_is_named_where_it_stands_in_the_way(journal: Journal, tmp_path: Path):
    deed = _crowd(journal, tmp_path)
    more = "TEL:0639980{n:03}\r\nEMAIL:p{n}@exemple.example"
    assert _import(journal, tmp_path / "b.vcf", more).merged == 300

    with pytest.raises(Refused) as refused:
        journal.history.undo(deed)
    rows = [row for row in refused.value.data["rows"] if row[0] == "contact_point"]
    found = journal.history.obstacles(deed, rows)

    assert {(each.deed, each.subject) for each in found} == {(Deed.IMPORT, "b.vcf")}


def test_nothing_is_left_of_somebody_who_came_with_hundreds_and_is_erased(journal: Journal, tmp_path: Path):
    _crowd(journal, tmp_path)
    (tmp_path / "a.vcf").unlink()
    (ewa,) = journal.contacts.ids(ContactFilter(text="Zwolinska"))

    journal.contacts.delete(ewa)
    journal.trash.erase([(TrashKind.CONTACT, ewa)])

    data = b"".join(file.read_bytes().lower() for file in tmp_path.rglob("*") if file.is_file())
    assert b"zwolinska" not in data
    assert b"639980120" not in data
    assert b"nom119" in data
    assert files.check(journal) == ()
