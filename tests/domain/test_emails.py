"""E-mail addresses."""

import email_validator
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain import emails


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Claire@Acme.FR", "claire@acme.fr"),
        (" h.vasseur@alize.example ", "h.vasseur@alize.example"),
        ("a@b.test", "a@b.test"),
        ("a@b.local", "a@b.local"),
        ("a.b+c@sub.acme.co", "a.b+c@sub.acme.co"),
        ("élodie@café.fr", "élodie@café.fr"),
        ("a@xn--caf-dma.fr", "a@café.fr"),
        ("a@localhost", ""),
        ("a..b@x.fr", ""),
        ("a@-x.fr", ""),
        ("a@x_y.fr", ""),
        ("a@x.fr.", ""),
        ("a@@x.fr", ""),
        ("Claire", ""),
        ("", ""),
        ("a" * 300 + "@x.fr", ""),
    ],
)
def test_an_address_has_one_form_or_none(typed: str, expected: str):
    assert emails.normalise(typed) == expected


@given(
    local=st.from_regex(r"[A-Za-z0-9._+'-]{1,20}", fullmatch=True),
    domain=st.from_regex(r"[A-Za-z0-9-]{1,12}(\.[A-Za-z0-9-]{1,8}){0,2}\.(fr|com|example)", fullmatch=True),
)
def test_the_fast_path_agrees_with_the_library(local: str, domain: str):
    typed = f"{local}@{domain}"
    emails.normalise("é@x.fr")
    try:
        expected = email_validator.validate_email(typed, check_deliverability=False).normalized.lower()
    except email_validator.EmailNotValidError:
        expected = ""
    assert emails.normalise(typed) == expected


def test_addresses_are_found_in_a_line_of_text():
    text = "Claire, <claire@acme.fr>, ou perso: c.dupont@posteo.example. Voir a@b"
    assert [(text[start:end], found) for start, end, found in emails.find(text)] == [
        ("claire@acme.fr", "claire@acme.fr"),
        ("c.dupont@posteo.example", "c.dupont@posteo.example"),
    ]
    assert emails.find("rien ici") == []
