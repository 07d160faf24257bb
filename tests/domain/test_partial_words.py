"""Partial dates as people write them."""

import pickle

import pytest

from carnet.domain.dates import PartialDate
from carnet.domain.partial_words import read_birthday, read_partial_date
from carnet.words import formats, install


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019", "2019"),
        ("2019-03", "2019-03"),
        ("2019-03-12", "2019-03-12"),
        ("--03-12", "--03-12"),
        ("mars 2025", "2025-03"),
        ("depuis août 2025", "2025-08"),
        ("Août 2025", "2025-08"),
        ("03/2025", "2025-03"),
        ("12/03/1980", "1980-03-12"),
        ("12.3.1980", "1980-03-12"),
        ("12/03", "--03-12"),
        ("le 1er mars", "--03-01"),
        ("12 mars 1980", "1980-03-12"),
        ("March 12, 1980", "1980-03-12"),
        ("march 3rd", "--03-03"),
        ("29 février", "--02-29"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, found: str) -> None:
    assert read_partial_date(text) == found


@pytest.mark.parametrize(
    "text", ["", "mars", "12", "31/02", "29 février 2023", "13/2025", "mars avril 2025", "bientôt", "12 mars 80 x"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_partial_date(text) is None


def test_a_birthday_needs_its_day_and_reads_what_is_shown() -> None:
    assert read_birthday("mars 1980") is None
    assert read_birthday("1980") is None
    for language in ("fr", "en"):
        from pathlib import Path

        install(Path(__file__).parents[2] / "resources" / "locale", language)
        for text in ("1980-03-12", "--03-12", "1980-08-01"):
            found = read_birthday(text)
            assert read_birthday(formats.partial(found)) == found
    install(Path(__file__).parents[2] / "resources" / "locale", "fr")


@pytest.mark.parametrize("text", ["2019", "2019-03", "2019-03-12", "--03-12"])
def test_a_date_that_goes_to_another_process_stays_one(text: str):
    there = pickle.loads(pickle.dumps(PartialDate(text)))
    assert type(there) is PartialDate
    assert (there, there.precision) == (text, PartialDate(text).precision)
