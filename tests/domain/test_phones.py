"""Phone numbers."""

import re
import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain import phones


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("0612345678", "+33612345678"),
        ("06.12.34.56.78", "+33612345678"),
        ("06-12-34-56-78", "+33612345678"),
        ("06\u00a012\u202f34 56 78", "+33612345678"),
        ("06/12/34/56/78", "+33612345678"),
        ("06 / 12 / 34 / 56 / 78", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("612345678", "+33612345678"),
        ("0612345678 poste 12", "+33612345678"),
        ("0612345678;ext=12", "+33612345678"),
        ("01 99 00 11 22", "+33199001122"),
        ("+41 22 123 45 67", "+41221234567"),
        ("(514) 555-0199", ""),
        ("BusinessPhone", ""),
        ("", ""),
        ("112", ""),
        ("06 12 34 56 7", ""),
        ("0" * 100, ""),
        ("1" * 20, ""),
    ],
)
def test_a_number_has_one_form_however_it_is_typed(typed: str, expected: str):
    assert phones.normalise(typed) == expected


def test_a_local_number_is_read_in_the_country_given():
    assert phones.normalise("022 123 45 67", "CH") == "+41221234567"
    assert phones.normalise("(514) 555-0199", "CA") == "+15145550199"


def _by_library_alone(typed: str) -> str:
    number = phonenumbers.parse(typed, "FR")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(
    prefix=st.sampled_from(["0", "+33", "+33 ", "0033", "00 33 ", "+33(0)", "+33 (0) ", "+330"]),
    digits=st.from_regex(r"[1-9][0-9]{8}", fullmatch=True),
    gap=st.sampled_from(["", " ", ".", "-"]),
)
def test_the_fast_path_for_french_numbers_agrees_with_the_library(prefix: str, digits: str, gap: str):
    typed = prefix + digits[0] + gap + gap.join(re.findall("..", digits[1:]))
    assert phones.normalise(typed) == _by_library_alone(typed)


@given(digits=st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
def test_the_fast_national_form_agrees_with_the_library(digits: str):
    number = phonenumbers.parse("+33" + digits)
    assert phones.national("+33" + digits) == phonenumbers.format_number(
        number, phonenumbers.PhoneNumberFormat.NATIONAL
    )


def test_a_number_from_abroad_is_read_with_its_country_code():
    assert phones.national("+41221234567") == "+41 22 123 45 67"
    assert phones.national("+41221234567", "CH") == "022 123 45 67"
    assert phones.national("standard") == "standard"
    assert phones.national("+") == "+"


def test_numbers_are_found_in_a_line_of_text():
    text = "Claire, 06 12 34 56 78, bureau +41 22 123 45 67 > 12/12/2026"
    found = phones.find(text)
    assert [(text[start:end], e164) for start, end, e164 in found] == [
        ("06 12 34 56 78", "+33612345678"),
        ("+41 22 123 45 67", "+41221234567"),
    ]


@pytest.mark.parametrize(
    "text", ["", "rien", "le 12/12/2026", "2026-12-12", "620 €", "55 800 € HT", "ref 123456789012345678", "a0612345678"]
)
def test_dates_amounts_and_references_are_no_phone_numbers(text: str):
    assert phones.find(text) == []


def test_a_line_with_french_numbers_only_does_not_load_the_library():
    code = (
        "import sys; from carnet.domain import phones; phones.find('06 12 34 56 78 le 12/12/2026'); "
        "phones.normalise('+33612345678'); phones.national('+33612345678'); print('phonenumbers' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("typed", "country", "expected"),
    [
        ("06 12", "FR", "+33612"),
        ("+41 22", "FR", "+4122"),
        ("0041 22", "FR", "+4122"),
        ("022", "CH", "+4122"),
    ],
)
def test_the_beginning_of_a_number_is_that_of_its_only_form(typed: str, country: str, expected: str):
    assert phones.beginning(typed, country) == expected
