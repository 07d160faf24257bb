"""CSV for spreadsheets."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.formats import csv_write


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+33612345678",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\rx",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
        "  =1",
        "\u00a0=1",
        "'=1",
        "\n=1",
    ],
)
def test_what_would_be_a_formula_is_led_by_an_apostrophe(cell: str):
    assert csv_write.neutralised(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Claire", "l'Oréal", "'t Hooft", "a=b", "12/12/2026", "claire@acme.fr"])
def test_plain_text_stays_as_it_is(cell: str):
    assert csv_write.neutralised(cell) == cell


def test_a_file_has_a_mark_commas_and_crlf():
    data = csv_write.write(["Nom", "Note"], [["Dupont, Claire", 'dit "ok"'], ["É\0", "=x"]])
    assert data.startswith(b"\xef\xbb\xbfNom,Note\r\n")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["Nom", "Note"], ["Dupont, Claire", 'dit "ok"'], ["É", "'=x"],
    ]  # fmt: skip


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_nothing_is_lost_but_one_apostrophe(cells: list[str]):
    data = csv_write.write(cells, [])
    (row,) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) if any(cells) else [cells]
    assert row == list(map(csv_write.neutralised, cells))
    for cell, written in zip(cells, row, strict=True):
        assert written in (cell, "'" + cell)
