"""`carnet review --csv F --xlsx F --pdf F`: what stands in the files, and who is left out."""

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from carnet.__main__ import main
from carnet.domain.contacts import Contact, Sphere
from carnet.domain.mission_sheets import Mission
from carnet.journal import Journal, demo
from pdf_text import pages
from workbooks import sheets

YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture(autouse=True)
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARNET_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANGUAGE", "fr")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "exemple.carnet"
    demo.write(path, date(2026, 11, 20))
    with_friend = Journal(path)
    paul = with_friend.contacts.save(Contact(first_name="Paul", last_name="Intime", sphere=Sphere.PERSONAL))
    key = with_friend.missions.save(Mission(title="=cmd|'calc'!A0", day_rate_cents=100_000, days_sold_half=4))
    with_friend.missions.sign(key, contact_id=paul, signed_on=date(2026, 11, 3))
    with_friend.close()
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_the_csv_holds_the_ranking_to_the_cent_with_its_total(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    assert main(["--carnet", str(example), "--json", "review", *YEAR, "--csv", str(file)]) == 0

    rows = rows_of(file)
    credit = next(head for head in rows[0] if head.startswith("CA, Équilibré 30-30-30-10, 2026"))
    *lines, total = rows
    assert total["Relation"] == "Total"
    assert round(sum(float(row[credit]) for row in lines), 2) == float(total[credit])
    assert "Cercle personnel" in {row["Relation"] for row in lines}
    assert "Intime" not in file.read_text("utf-8-sig")
    assert oct(file.stat().st_mode)[-3:] == "600"


def test_private_life_is_named_when_asked(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    main(["--carnet", str(example), "--json", "review", *YEAR, "--with-personal", "--csv", str(file)])

    assert "Paul Intime" in {row["Relation"] for row in rows_of(file)}


def test_the_workbook_holds_every_table_and_no_formula(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.xlsx"
    main(["--carnet", str(example), "--json", "review", *YEAR, "--by", "channel", "--xlsx", str(file)])

    found = sheets(file.read_bytes())
    assert list(found) == [
        "Par canal",
        "Missions",
        "Soirées par organisateur",
        "Soirées par type",
        "Mises en relation",
        "Ce que dit le réseau",
    ]
    cells = [cell for rows in found.values() for row in rows for cell in row]
    assert not any(cell.is_formula for cell in cells)
    assert "=cmd|'calc'!A0" in {cell.text for cell in cells if cell.kind == "s"}
    assert not any("Intime" in cell.text for cell in cells)
    assert json.loads(capsys.readouterr().out)["files"] == [str(file)]


def test_the_paper_of_the_year_names_model_and_missions(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    main(["--carnet", str(example), "--json", "review", *YEAR, "--model", "linear", "--pdf", str(file)])

    first = pages(file.read_bytes())[0].replace("\u202f", " ")
    assert "Bilan réseau 2026" in first
    assert "attribution Égal · 6 missions" in first
    assert "Intime" not in "".join(pages(file.read_bytes()))


def test_tables_need_no_qt(example: Path, tmp_path: Path) -> None:
    blocked = (
        "import sys; sys.modules['PySide6'] = None; from carnet.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    files = ["--csv", str(tmp_path / "a.csv"), "--xlsx", str(tmp_path / "a.xlsx")]

    done = subprocess.run(
        [sys.executable, "-c", blocked, "--carnet", str(example), "review", *files], capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


def test_a_folder_that_is_not_there_is_told(example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--carnet", str(example), "review", "--xlsx", str(tmp_path / "none" / "a.xlsx")])

    assert code == 3
    assert capsys.readouterr().err
