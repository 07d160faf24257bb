"""Whatever a file brings in, nothing that turns the direction of letters or controls a terminal comes to be shown."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carnet.journal import Journal, demo

ODD = "Zo\u202enitraM\u2066\x00\x07\ufeff"
UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\ufeff]")
# Of vCards: what Carnet does not understand is written back as it came, and never shown.
AS_IT_CAME = {("foreign_property", "line")}
CARD = (
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nora {ODD}\r\nN:{ODD};Nora;;;\r\nNICKNAME:{ODD}\r\nORG:{ODD}\r\nTITLE:{ODD}\r\n"
    f"NOTE:{ODD}\r\nCATEGORIES:{ODD}\r\nEMAIL;TYPE={ODD}:a@b.example\r\nURL:https://b.example/{ODD}\r\n"
    f"ADR:;;{ODD};{ODD};;;{ODD}\r\nX-ODD:{ODD}\r\nEND:VCARD\r\n"
)
TABLE = f"Nom,Prénom,Société,Fonction,Ville,E-mail,Notes,{ODD}\n" + ",".join([f'"{ODD}x"'] * 8) + "\n"
FRIENDS = json.dumps({"friends_v2": [{"name": f"Nora {ODD}", "timestamp": 1}]})
RECORDS = json.dumps(
    [
        {
            "id": 1,
            "display_name": ODD,
            "first_name": f"Nora{ODD}",
            "organisation": ODD,
            "title": ODD,
            "tags": [ODD],
            "circles": [ODD],
            "about": ODD,
            "contact_points": [{"kind": "email", "value": f"a{ODD}@b.example", "label": ODD}],
        }
    ]
)
EVENTS = (
    f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1{ODD}\r\nSUMMARY:{ODD}\r\nLOCATION:{ODD}\r\n"
    f"DESCRIPTION:{ODD}\r\nORGANIZER;CN={ODD}:mailto:a@b.example\r\nURL:https://b.example/{ODD}\r\n"
    f"DTSTART:20260101T100000Z\r\nATTENDEE;CN={ODD}:mailto:c@b.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def left(journal: Journal) -> set[tuple[str, str]]:
    """Return the tables and columns that hold what is not wanted."""
    found = set()
    with journal.core.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for table in {name for name in tables if not name.startswith(("words", "sqlite", "deed_row"))}:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings():
                found |= {(table, name) for name, value in row.items() if _is_odd(value)}
    return found - AS_IT_CAME


def _is_odd(value: Any) -> bool:
    return isinstance(value, str) and bool(UNWANTED.search(value))


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.vcf", CARD), ("a.csv", TABLE), ("a.json", FRIENDS), ("b.json", RECORDS), ("a.ics", EVENTS)],
    ids=["cards", "table", "friends", "contacts", "events"],
)
def test_a_file_brings_in_no_character_that_is_not_seen(tmp_path: Path, name: str, text: str) -> None:
    journal = Journal(tmp_path / "carnet.carnet")
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    report = journal.imports.run(tmp_path / name)
    assert report.created == 1
    assert left(journal) == set()
    journal.close()


def test_nor_does_a_whole_journal(tmp_path: Path) -> None:
    demo.write(tmp_path / "exemple.carnet", date(2026, 11, 20))
    source = Journal(tmp_path / "exemple.carnet")
    told = json.loads(source.exports.everything())
    source.close()
    texts = {"last_name", "title", "summary", "name", "about", "text", "venue", "city", "note", "label", "notes"}
    for rows in (rows for rows in told.values() if isinstance(rows, list)):
        for row in rows:
            row |= {name: f"{row[name]}{ODD}" for name in texts & row.keys() if row[name]}
    (tmp_path / "autre.json").write_text(json.dumps(told), encoding="utf-8")
    journal = Journal(tmp_path / "carnet.carnet")
    journal.imports.run(tmp_path / "autre.json")
    assert journal.contacts.total() > 100
    assert left(journal) == set()
    journal.close()
