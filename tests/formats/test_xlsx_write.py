"""Workbooks: text stays text, figures are figures, and no sheet has a name that a spreadsheet refuses."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.formats import sheets, xlsx_write
from carnet.formats.sheets import Sheet, money
from workbooks import quoted_styles
from workbooks import sheets as read

HOSTILE = [
    "=1+1",
    "+33612345678",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    "'=1",
    "https://a.example/?q=1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str):
    data = xlsx_write.write([Sheet("S", (text,), [(text,), ("12",)])])

    (rows,) = read(data).values()
    assert [row[0].text for row in rows] == [text, text, "12"]
    assert {row[0].kind for row in rows} == {"s"}
    assert not any(row[0].is_formula for row in rows)
    assert b"<hyperlink" not in data


@pytest.mark.parametrize("text", [text for text in HOSTILE if not text.startswith("http")])
def test_what_would_be_a_formula_stays_text_when_its_cell_is_edited(text: str):
    data = xlsx_write.write([Sheet("S", ("Nom",), [(text,), ("Hélène",)])])

    _head, hostile, plain = read(data)["S"]
    assert hostile[0].style in quoted_styles(data)
    assert plain[0].style not in quoted_styles(data)


def test_figures_and_days_are_figures():
    data = xlsx_write.write([Sheet("S", ("a", "b", "c", "d"), [(3, money(5_580_050), date(2026, 7, 1), None)])])

    row = read(data)["S"][1]
    assert [cell.kind for cell in row] == ["n", "n", "n"]
    assert [float(cell.text) for cell in row] == [3, 55_800.5, 46_204]


def test_sheets_have_names_that_every_spreadsheet_takes():
    odd = "Par évènement : [tout] / rien ? \\ ' et bien plus long que permis"
    data = xlsx_write.write(
        [Sheet(odd, ("a",), []), Sheet(odd, ("a",), []), Sheet("", ("a",), []), Sheet("s", ("a",), [])]
    )

    names = list(read(data))
    assert len(names) == len({name.lower() for name in names}) == 4
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@settings(max_examples=30)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_can_be_written(texts: list[str]):
    data = xlsx_write.write([Sheet("S", [str(at) for at in range(len(texts))], [texts])])

    assert all(cell.kind == "s" for row in read(data)["S"] for cell in row)


def test_csv_neutralises_and_writes_figures_for_programs():
    data = sheets.csv(Sheet("S", ("=a", "b", "c", "d", "e"), [("@x", 3, Decimal("1234.5"), date(2026, 7, 1), None)]))

    assert data.decode("utf-8-sig").splitlines() == ["'=a,b,c,d,e", "'@x,3,1234.50,2026-07-01,"]
