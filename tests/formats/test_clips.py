"""All that may be pasted: each is told for what it is, read without a word lost, and never refused."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.capture import corrected, parse
from carnet.domain.capture_values import PersonDraft
from carnet.domain.clips import Clip, ClipKind
from carnet.domain.contacts import Network
from carnet.formats import vcard
from carnet.formats.clips import understand, understand_codes

TODAY = date(2026, 11, 20)
CARD = """BEGIN:VCARD
VERSION:3.0
N:Dupont;Claire;;;
FN:Claire Dupont
ORG:Acme
TITLE:Directrice générale adjointe et fondatrice
TEL;TYPE=CELL:+33 6 39 98 12 40
EMAIL;TYPE=WORK:claire@acme.example
ADR;TYPE=WORK:;;1 rue X;Paris;;75002;France
END:VCARD
"""


def clip(text: str, html: str = "") -> Clip:
    return understand(text, html, TODAY, "FR")


def person(found: Clip) -> PersonDraft:
    """Return the one person of a clip, as the quick add reads her line."""
    assert found.kind is ClipKind.PEOPLE
    (line,) = found.lines
    return corrected(parse(line.text, TODAY), line.corrections)


def test_a_card_is_a_line_that_holds_all_it_says() -> None:
    draft = person(clip(CARD))

    assert (draft.first_name, draft.last_name, draft.organisation) == ("Claire", "Dupont", "Acme")
    assert draft.title == "Directrice générale adjointe et fondatrice"
    assert [point.normalised for point in draft.points] == ["+33639981240", "claire@acme.example"]
    assert "75002 Paris" in draft.note


def test_several_cards_and_cards_that_say_more_go_to_the_import() -> None:
    several = clip(CARD + CARD.replace("Claire", "Luc"))
    born = clip(CARD.replace("END:", "BDAY:1980-03-12\nEND:"))

    assert several.kind is born.kind is ClipKind.FILE
    assert len(vcard.read(several.data).drafts) == 2


def test_a_broken_card_goes_to_the_import_which_says_why() -> None:
    assert clip("BEGIN:VCARD\nEND:VCARD").kind is ClipKind.FILE


def test_an_invitation_goes_to_the_import() -> None:
    assert clip("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR").kind is ClipKind.FILE


def test_a_mecard_with_escapes() -> None:
    text = r"MECARD:N:Dupont,Claire;ORG:Acme\, Inc;TITLE:DSI;TEL:0639981240;EMAIL:c@acme.example;URL:https\://acme.example;;"
    draft = person(clip(text))

    assert (draft.first_name, draft.last_name, draft.title, draft.organisation) == (
        "Claire",
        "Dupont",
        "DSI",
        "Acme Inc",
    )
    assert [point.normalised for point in draft.points] == ["+33639981240", "c@acme.example", "https://acme.example"]


def test_what_a_line_has_no_place_for_is_in_its_note() -> None:
    fax = CARD.replace("TITLE:", "NICKNAME:Clairette\nTEL;TYPE=WORK,FAX:01 42 68 53 01\nTITLE:")
    draft = person(clip(fax))
    assert {"Clairette", "Fax 01 42 68 53 01"} <= set(draft.note.splitlines())

    draft = person(clip("MECARD:N:Dupont,Claire;BDAY:19800312;NOTE:vue au salon;;"))
    assert draft.note.splitlines() == ["vue au salon", "Bday 19800312"]


def test_a_bizcard() -> None:
    draft = person(clip("BIZCARD:N:Claire;X:Dupont;T:DSI;C:Acme;B:0639981240;E:c@acme.example;;"))

    assert (draft.first_name, draft.last_name, draft.title, draft.organisation) == ("Claire", "Dupont", "DSI", "Acme")
    assert len(draft.points) == 2


def test_the_address_of_a_profile_proposes_the_name_that_it_spells() -> None:
    draft = person(clip("https://fr.linkedin.com/in/claire-dupont-4a2b6/?trk=abc"))

    assert (draft.first_name, draft.last_name) == ("Claire", "Dupont")
    assert [(profile.network, profile.slug) for profile in draft.profiles] == [
        (Network.LINKEDIN, "claire-dupont-4a2b6")
    ]


def test_wifi_is_told_from_people() -> None:
    assert clip("WIFI:T:WPA;S:Acme;P:secret;;").kind is ClipKind.WIFI
    both = understand_codes(["WIFI:S:Acme;;", "MECARD:N:Roy,Luc;;"], TODAY, "FR")
    assert person(both).last_name == "Roy"


def test_the_codes_of_one_picture_are_as_many_people() -> None:
    found = understand_codes(["MECARD:N:Roy,Luc;;", CARD, "MECARD:N:Roy,Luc;;"], TODAY, "FR")

    assert [line.text.partition(",")[0] for line in found.lines] == ["Luc Roy", "Claire Dupont"]


@pytest.mark.parametrize(
    "text",
    [
        "Nom\tPrénom\tSociété\tE-mail\tSalle\nDupont\tClaire\tAcme\tc@acme.example\tB12\nRoy\tLuc\tBeta\t\t\n",
        "Claire Dupont\tDSI\tAcme\tc@acme.example\t06 39 98 12 40\nLuc Roy\tPDG\tBeta\tl@b.example\t",
    ],
)
def test_a_table_of_a_spreadsheet_goes_to_the_import_as_it_is(text: str) -> None:
    found = clip(text)

    assert found.kind is ClipKind.FILE
    assert found.data.decode() == text


def test_a_table_of_a_page_is_read_from_its_html() -> None:
    html = (
        "<table><tr><th>Nom</th><th>Société</th><th>Courriel</th></tr>"
        "<tr><td><b>Claire</b> Dupont</td><td>Acme &amp; Cie</td><td>c@acme.example</td></tr></table>"
        '<img src="https://tracker.example/x.png">'
    )
    found = clip("Nom Société Courriel Claire Dupont Acme & Cie c@acme.example", html)

    assert found.data.decode() == "Nom\tSociété\tCourriel\nClaire Dupont\tAcme & Cie\tc@acme.example"


def test_a_signature_whose_mail_is_only_behind_a_link() -> None:
    html = '<p>Claire Dupont</p><p>06 39 98 12 40</p><a href="mailto:claire@acme.example?subject=x">M’écrire</a>'
    draft = person(clip("Claire Dupont\n06 39 98 12 40\nM’écrire", html))

    assert {point.normalised for point in draft.points} == {"+33639981240", "claire@acme.example"}


def test_a_signature_laid_out_as_a_table_is_no_table_of_people() -> None:
    html = (
        "<table><tr><td>Claire Dupont</td><td></td></tr><tr><td>Tél</td><td>01 42 68 53 00</td></tr>"
        "<tr><td>Mobile</td><td>06 39 98 12 40</td></tr></table>"
    )
    draft = person(clip("Claire Dupont\t\nTél\t01 42 68 53 00\nMobile\t06 39 98 12 40", html))

    assert (draft.first_name, draft.last_name) == ("Claire", "Dupont")
    assert [point.normalised for point in draft.points] == ["+33142685300", "+33639981240"]


def test_a_signature_with_a_profile_is_no_page_of_it() -> None:
    draft = person(clip("Claire Dupont\nDSI chez Acme\n06 39 98 12 40\nlinkedin.com/in/claire-dupont"))

    assert (draft.title, draft.organisation) == ("DSI", "Acme")
    assert draft.profiles[0].slug == "claire-dupont"


def test_lines_that_name_a_network_are_still_lines() -> None:
    lines = ["Claire Dupont, linkedin.com/in/claire", "Luc Roy, vu sur LinkedIn"]

    assert [line.text for line in clip("\n".join(lines)).lines] == lines


def test_an_article_is_no_list_of_people() -> None:
    assert (
        clip("\n".join(["Les mots d’un article sont longs, et personne n’y est nommé. " * 4] * 3)).kind
        is ClipKind.NOTHING
    )


def test_lines_of_people_stay_lines() -> None:
    assert [line.text for line in clip("- Claire Dupont, Acme\n- Luc Roy\n").lines] == [
        "Claire Dupont, Acme",
        "Luc Roy",
    ]


@pytest.mark.parametrize("text", ["", " \n\t", "\0"])
def test_nothing_is_nothing(text: str) -> None:
    assert clip(text).kind is ClipKind.NOTHING


_pieces = st.sampled_from(
    ["BEGIN:VCARD", "END:VCARD", "MECARD:", "N:", ";", "\\", "\n", "\t", "WIFI:", "· 1er", "Coordonnées", "<td>", "//"]
)
_others = st.sampled_from(
    ["Claire Dupont", "c@acme.example", "06 39 98 12 40", "--", "BEGIN:VEVENT", "https://www.linkedin.com/in/a-b", "\0"]
)
_texts = st.lists(st.one_of(_pieces, _others, st.text(max_size=12)), max_size=20).map("".join)


@given(_texts, _texts)
def test_nothing_pasted_is_too_strange(text: str, html: str) -> None:
    found = clip(text, html)

    for line in found.lines:
        parse(line.text, TODAY)


@pytest.mark.parametrize("rest", ["A" * 200_000, " " * 200_000, "A:" * 100_000 + "\\", "A:" * 100_000, "\\" * 99_999])
def test_a_mecard_without_end_is_read_at_once(rest: str) -> None:
    started = time.monotonic()
    assert person(clip(f"MECARD:N:Roy,Luc;{rest}")).last_name == "Roy"
    assert time.monotonic() - started < 5
