"""Letters: fields in either language, gaps, and the address that starts a mail."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.followups import FollowUpReason
from carnet.domain.letters import GAP, Field, Letter, LetterKind, field_named, fill, mailto, natural, unknown_fields


@pytest.mark.parametrize("name", ["prénom", "Prenom", "PRÉNOM ", "first name", "First  Name"])
def test_a_field_is_known_in_both_languages_and_any_case(name: str) -> None:
    assert field_named(name) is Field.FIRST_NAME


def test_what_is_no_field_is_named_once_and_stays_as_typed() -> None:
    text = "{prénom}, {prenon} {prenon} { } {évènement}"

    assert unknown_fields(text) == ("prenon", "")
    assert fill(text, {Field.FIRST_NAME: "Zoé", Field.EVENT: "Salon"}) == ("Zoé, {prenon} {prenon} { } Salon", ())


def test_what_is_not_known_leaves_a_gap_that_is_told() -> None:
    assert fill("Merci pour {dernier échange}. {last exchange}", {}) == (
        f"Merci pour {GAP}. {GAP}",
        (Field.LAST_EXCHANGE,),
    )


def test_braces_in_what_is_filled_in_are_no_fields() -> None:
    assert fill("{nom}", {Field.NAME: "{ma carte}"})[0] == "{ma carte}"


def test_a_mail_is_encoded_as_the_rfc_asks() -> None:
    url = mailto("claire+x@acme.example", Letter("Merci & à bientôt ?", "Bonjour Zoé,\n\n50 % #1 a=b"))

    assert url == (
        "mailto:claire+x@acme.example?subject=Merci%20%26%20%C3%A0%20bient%C3%B4t%20%3F"
        "&body=Bonjour%20Zo%C3%A9%2C%0D%0A%0D%0A50%20%25%20%231%20a%3Db"
    )


def test_a_blank_mail_is_an_address_alone() -> None:
    assert mailto("a@b.example", Letter("", "")) == "mailto:a@b.example"


@given(st.text(), st.text())
def test_nothing_in_a_letter_adds_a_header(subject: str, body: str) -> None:
    url = mailto("a@b.example?cc=x@y.example", Letter(subject, body))
    parts = urlsplit(url)

    assert url.isascii()
    assert unquote(parts.path) == "a@b.example?cc=x@y.example"
    asked = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    assert set(asked) <= {"subject", "body"}
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    assert asked.get("body", [""]) == [lines]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (FollowUpReason.THANKS, LetterKind.THANKS),
        (FollowUpReason.POST_EVENT, LetterKind.THANKS),
        (FollowUpReason.CADENCE, LetterKind.RECONNECT),
        (FollowUpReason.PROMISE, LetterKind.FOLLOW_UP),
    ],
)
def test_a_follow_up_asks_for_its_letter(reason: FollowUpReason, kind: LetterKind) -> None:
    assert natural(reason) is kind
