"""E-mail signatures as they are copied, French and English: who they say this is, and nothing to reach her by is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain import signatures
from carnet.domain.capture import parse
from carnet.domain.capture_points import find_points
from carnet.domain.capture_values import PersonDraft, SpanKind
from carnet.domain.clips import line_of
from carnet.domain.contacts import PointKind

TODAY = date(2026, 11, 20)

FRENCH = """Bonjour,
--
Claire DUPONT
Directrice des systèmes d’information
Acme Conseil
12 rue de la Paix, 75002 Paris
Tél. : +33 (0)1 42 68 53 00 | M : 06 39 98 12 40
claire.dupont@acme.example | www.acme.example

Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention
exclusive de ses destinataires. Écrire à postmaster@acme.example.
"""

ENGLISH = """Best regards,

John Smith, PhD
Head of Data | Globex Inc.
T +44 20 7946 0958
E john.smith@globex.example
https://www.linkedin.com/in/john-smith-0a1b2c

Sent from my iPhone"""


def read(text: str) -> PersonDraft:
    """Return what the line says that is made of a signature, read as the quick add does."""
    assert signatures.is_signature(text)
    line = line_of(signatures.read(text), TODAY, "FR")
    return parse(line.text, TODAY)


def values(draft: PersonDraft, kind: PointKind) -> list[str]:
    return [point.normalised for point in draft.points if point.kind is kind]


def test_a_french_signature_gives_name_role_company_and_all_ways_to_reach_her() -> None:
    draft = read(FRENCH)

    assert (draft.first_name, draft.last_name) == ("Claire", "DUPONT")
    assert draft.title == "Directrice des systèmes d’information"
    assert draft.organisation == "Acme Conseil"
    assert values(draft, PointKind.PHONE) == ["+33142685300", "+33639981240"]
    assert values(draft, PointKind.EMAIL) == ["claire.dupont@acme.example"]
    assert values(draft, PointKind.URL) == ["https://www.acme.example"]


def test_address_goes_into_the_note_and_the_disclaimer_nowhere() -> None:
    draft = read(FRENCH)

    assert "12 rue de la Paix, 75002 Paris" in draft.note
    assert "confidentiels" not in draft.raw
    assert "postmaster" not in draft.raw


def test_an_english_signature_with_a_profile_and_no_advertisement() -> None:
    draft = read(ENGLISH)

    assert (draft.first_name, draft.last_name) == ("John", "Smith")
    assert (draft.title, draft.organisation) == ("Head of Data", "Globex Inc.")
    assert values(draft, PointKind.PHONE) == ["+442079460958"]
    assert [profile.slug for profile in draft.profiles] == ["john-smith-0a1b2c"]
    assert "iPhone" not in draft.raw
    assert "regards" not in draft.raw


@pytest.mark.parametrize(
    ("text", "name", "title", "organisation"),
    [
        ("Mme Sophie Martin\nResponsable achats chez Mutuelle Alizé\n06 39 98 11 22", "Sophie Martin", "Responsable achats", "Mutuelle Alizé"),
        ("Luc Roy, DSI\nBeta SAS\nluc@b.example", "Luc Roy", "DSI", "Beta SAS"),
        ("Karim El Ouali\nAcme\nkarim@acme.example", "Karim El Ouali", "", "Acme"),
        ("La Direction\nmarc.delcourt@orange.example\n06 39 98 11 22", "Marc Delcourt", "", ""),
        ("Bien à vous,\nANNE DE LA TOUR • Avocate\nCabinet Tour & Associés\nTel 01 42 68 53 00", "ANNE DE LA TOUR", "Avocate", "Cabinet Tour & Associés"),
        ("Jean-Pierre O’Neil\nChief of staff\nglobex\njp@globex.example", "Jean-Pierre O’Neil", "Chief of staff", "globex"),
    ],
)  # fmt: skip
def test_usual_signatures(text: str, name: str, title: str, organisation: str) -> None:
    found = signatures.read(text)

    assert (found.name, found.title, found.organisation) == (name, title, organisation)


def test_a_fax_is_named_as_one() -> None:
    assert "Fax 01 42 68 53 01" in read("Claire Dupont\nTél. 01 42 68 53 00\nFax : 01 42 68 53 01").note


def test_the_mail_answered_is_none_of_the_signature() -> None:
    found = signatures.read(
        "Claire Dupont\nclaire@acme.example\n\nLe 3 mars 2026 à 10:12, Luc Roy a écrit :\n> luc@b.example"
    )

    assert found.reach == ("claire@acme.example",)


@pytest.mark.parametrize(
    "text",
    [
        "Claire Dupont\nLuc Roy\nAna Silva",
        "Claire Dupont, DSI, Acme, claire@acme.example\nLuc Roy, luc@b.example",
        "Claire Dupont 06 39 98 12 40",
    ],
)
def test_lists_of_people_and_single_lines_are_no_signatures(text: str) -> None:
    assert not signatures.is_signature(text)


def test_two_signatures_below_each_other_are_two_people() -> None:
    assert len(signatures.blocks("Claire Dupont\nc@acme.example\n\nLuc Roy\nDSI\nluc@b.example")) == 2
    assert len(signatures.blocks("Claire Dupont\n\nAcme\n\nc@acme.example")) == 1


_words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
_phones = st.builds("0{}{:08d}".format, st.integers(1, 9), st.integers(0, 99_999_999)).map(
    lambda text: " ".join(text[at : at + 2] for at in range(0, 10, 2))
)
_mails = st.builds("{}.{}@{}.example".format, *[st.text("abcdefghij", min_size=2, max_size=8)] * 3)
_labels = st.sampled_from(["", "Tél. : ", "M ", "T: ", "E-mail : ", "Mobile ", "- ", "• ", "Fax "])
_lines = st.lists(
    st.one_of(
        _words,
        st.tuples(_labels, st.one_of(_phones, _mails)).map("".join),
        st.tuples(_words, st.just(" | "), _phones, st.just(" | "), _mails).map("".join),
        st.sampled_from(["Claire Dupont", "DSI chez Acme", "Acme SAS", "12 rue X, 75002 Paris", "--", "Cordialement,"]),
    ),
    max_size=10,
).map("\n".join)


@given(_lines)
def test_no_text_is_too_strange_and_no_mail_or_phone_is_lost(text: str) -> None:
    found = signatures.read(text)
    draft = parse(line_of(found, TODAY, "FR").text, TODAY)

    kept = {point.normalised for point in draft.points}
    for line in signatures.kept(text):
        for span in find_points(line, "FR"):
            if span.kind in {SpanKind.EMAIL, SpanKind.PHONE}:
                own = parse(line[span.start : span.end], TODAY)
                assert {point.normalised for point in own.points} <= kept, line
