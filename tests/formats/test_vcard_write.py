"""Writing vCards, and reading back what was written."""

import string
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.domain import emails, phones
from carnet.domain.contacts import ORIGINS, ContactPoint, Network, PointKind, SocialProfile
from carnet.domain.dates import PartialDate
from carnet.domain.profiles import recognise
from carnet.formats import vcard
from carnet.formats.drafts import ContactDraft

VERSIONS = ("3.0", "4.0")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))


def _lines(draft: ContactDraft, version: str = "3.0") -> list[str]:
    return vcard.write([draft], version).decode().split("\r\n")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_card_is_framed_and_named(version: str):
    lines = _lines(ContactDraft(first_name="Claire", last_name="Dupont", prefix="Mme"), version)
    assert lines[:2] == ["BEGIN:VCARD", f"VERSION:{version}"]
    assert lines[-2:] == ["END:VCARD", ""]
    assert "FN:Mme Claire Dupont" in lines
    assert "N:Dupont;Claire;;Mme;" in lines


@pytest.mark.parametrize(
    ("draft", "full"),
    [
        (ContactDraft(nickname="Clairette"), "Clairette"),
        (ContactDraft(organisation="Acme"), "Acme"),
        (ContactDraft(points=(ContactPoint(kind=PointKind.EMAIL, value="a@b.example"),)), "a@b.example"),
        (ContactDraft(profiles=(SocialProfile(network=Network.OTHER, url="https://x.example"),)), "https://x.example"),
        (ContactDraft(aliases=("x",)), "?"),
        (ContactDraft(middle_name="Marie"), "Marie"),
    ],
)
def test_every_card_has_a_formatted_name(draft: ContactDraft, full: str):
    assert f"FN:{full}" in _lines(draft)


def test_each_version_writes_in_its_own_way():
    draft = ContactDraft(
        uid="9e49143d-201c-46cc-b1ca-b84cac8211e9",
        last_name="D",
        birthday=PartialDate("--03-22"),
        photo=PNG,
        photo_type="image/png",
        points=(ContactPoint(kind=PointKind.PHONE, value="06", label="work cell", is_primary=True),),
    )
    three, four = _lines(draft, "3.0"), _lines(draft, "4.0")
    assert "UID:9e49143d-201c-46cc-b1ca-b84cac8211e9" in three
    assert "UID:urn:uuid:9e49143d-201c-46cc-b1ca-b84cac8211e9" in four
    assert "BDAY:--03-22" in three
    assert "BDAY:--0322" in four
    assert "TEL;TYPE=work,cell,pref:06" in three
    assert "TEL;TYPE=work,cell;PREF=1:06" in four
    assert any(line.startswith("PHOTO;ENCODING=b;TYPE=PNG:iVBOR") for line in three)
    assert any(line.startswith("PHOTO:data:image/png;base64,iVBOR") for line in four)
    full = draft._replace(birthday=PartialDate("1980-03-22"))
    assert "BDAY:1980-03-22" in _lines(full, "3.0")
    assert "BDAY:19800322" in _lines(full, "4.0")
    assert "BDAY:1980-03" in _lines(draft._replace(birthday=PartialDate("1980-03")), "4.0")


def test_the_introducer_has_a_property_and_the_note_stays_untouched():
    lines = _lines(ContactDraft(last_name="D", about="note", introduced_by="Karim, B."))
    assert "NOTE:note" in lines
    assert "X-CARNET-INTRODUCED-BY:Karim\\, B." in lines


def test_labels_of_ones_own_are_written_as_apple_does():
    points = (
        ContactPoint(kind=PointKind.PHONE, value="06", label="Standard"),
        ContactPoint(kind=PointKind.URL, value="https://x.example/a,b;c", label="blog"),
    )
    lines = _lines(ContactDraft(last_name="D", points=points, foreign=("item3.X-ABDATE:1975-03-01",)))
    assert lines[4:9] == [
        "item4.TEL:06", "item4.X-ABLabel:Standard", "item5.URL:https://x.example/a,b;c", "item5.X-ABLabel:blog",
        "item3.X-ABDATE:1975-03-01",
    ]  # fmt: skip


@pytest.mark.parametrize("width", range(60, 90))
def test_lines_are_folded_at_75_octets_never_inside_a_character(width: int):
    data = vcard.write([ContactDraft(last_name="D", about="é" * width + "😀" * width)])
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_foreign_lines_cannot_break_the_card():
    draft = ContactDraft(last_name="D", foreign=("END:VCARD", "X-A:1\r\nEND:VCARD", "begin:vcard", "version:2.1"))
    assert [line for line in _lines(draft) if "VCARD" in line.upper() or "2.1" in line] == [
        "BEGIN:VCARD", "X-A:1\\nEND:VCARD", "END:VCARD",
    ]  # fmt: skip


def test_departments_go_with_their_organisation_only():
    foreign = ("ORG:Acme;IT",)
    assert "ORG:Acme" not in _lines(ContactDraft(organisation="Acme", foreign=foreign))
    assert _lines(ContactDraft(organisation="Autre", foreign=foreign))[4:6] == ["ORG:Autre", "ORG:Acme;IT"]


def test_the_suffix_goes_back_to_its_place():
    lines = _lines(ContactDraft(first_name="C", last_name="D", foreign=("X-CARNET-NAME-SUFFIX:Jr",)))
    assert lines[2:4] == ["FN:C D Jr", "N:D;C;;;Jr"]
    assert not any("SUFFIX" in line for line in lines)


def test_an_address_edited_since_is_written_as_it_reads_now():
    parts = ";;12 rue X;Lyon;;69003;France"
    kept = ContactPoint(kind=PointKind.ADDRESS, value="12 rue X\n69003 Lyon\nFrance", normalised=parts)
    assert f"ADR:{parts}" in _lines(ContactDraft(last_name="D", city="Lyon", points=(kept,)))
    edited = kept._replace(value="14 rue Y, Lyon")
    assert "ADR:;;14 rue Y\\, Lyon;;;;" in _lines(ContactDraft(last_name="D", points=(edited,)))


def test_nothing_but_text_leaves_in_a_line():
    assert b"\0" not in vcard.write([ContactDraft(last_name="D\0", about="a\ud800")])


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=40).map(str.strip)
_LINE = _TEXT.map(lambda text: " ".join(text.split()))
_WORD = st.text(string.ascii_letters + "éèœßñ", min_size=1, max_size=12)
_DATES = st.one_of(
    st.dates().map(PartialDate.of),
    st.dates().map(lambda day: PartialDate(day.isoformat()[:7])),
    st.dates().map(lambda day: PartialDate(day.isoformat()[:4])),
    st.dates(min_value=date(2000, 1, 1)).map(lambda day: PartialDate("--" + day.isoformat()[5:])),
).filter(lambda day: not day.startswith("4501-01-01"))
_LABELS = st.one_of(st.sampled_from(["", "home", "work", "work fax", "cell", "Standard", "_$!<x>!$", "é;,:"]), _WORD)


def _point(kind: PointKind, value: str, label: str) -> ContactPoint:
    normalised = {PointKind.PHONE: phones.normalise, PointKind.EMAIL: emails.normalise}.get(kind, lambda _: "")(value)
    return ContactPoint(kind=kind, value=value, normalised=normalised, label=label)


_POINTS = st.builds(
    _point,
    st.sampled_from(PointKind),
    _TEXT.filter(lambda text: text and not text.lower().startswith(("tel:", "mailto:")) and not recognise(text)),
    _LABELS,
)


def _with_one_primary(points: list[ContactPoint]) -> tuple[ContactPoint, ...]:
    return (*points[:-1], points[-1]._replace(is_primary=True)) if points else ()


def _profile(network: Network, url: str, slug: str, connected_on: date | None) -> SocialProfile:
    return SocialProfile(network=network, url=url, slug=slug, connected_on=connected_on)


_PROFILES = st.builds(
    _profile,
    st.sampled_from(Network),
    st.one_of(_TEXT.filter(bool), st.just("https://www.linkedin.com/in/claire-dupont")),
    st.one_of(st.just("claire-dupont"), st.just(""), _LINE),
    st.one_of(st.none(), st.dates()),
)
_TAGS = st.lists(_LINE.filter(lambda tag: tag and tag.lower() != "mycontacts"), max_size=3, unique=True).map(tuple)
_FOREIGN = st.sampled_from(
    [
        "X-A:1",
        "X-PHONETIC-FIRST-NAME:é" * 30,
        "item7.X-ABDATE:1975-03-01",
        "item7.X-ABLabel:_$!<Anniversary>!$_",
        "GEO:1;2",
    ]
)


def _draft(**told: Any) -> ContactDraft:
    return ContactDraft(**told)


_DRAFTS = st.builds(
    _draft,
    row=st.just(1),
    uid=_LINE.filter(lambda uid: not uid.lower().startswith("urn:uuid:")),
    prefix=_LINE,
    first_name=_LINE,
    middle_name=_LINE,
    last_name=_WORD,
    nickname=_LINE,
    birthday=st.one_of(st.none(), _DATES),
    city=_LINE,
    about=_TEXT,
    organisation=_LINE,
    title=_LINE,
    points=st.lists(_POINTS, max_size=5, unique_by=lambda point: (point.kind, point.value)).map(_with_one_primary),
    # Two addresses of one person on one network are read as one profile.
    profiles=st.lists(_PROFILES, max_size=3, unique_by=lambda each: (each.network, each.slug or each.url)).map(tuple),
    tags=_TAGS,
    circles=_TAGS,
    aliases=_TAGS,
    photo=st.just(PNG),
    photo_type=st.just("image/png"),
    foreign=st.lists(_FOREIGN, max_size=3, unique=True).map(tuple),
    introduced_by=_LINE,
    origin_channel=st.one_of(st.none(), st.sampled_from(ORIGINS)),
    met_on=st.one_of(st.none(), _DATES),
)


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=_DRAFTS)
def test_what_is_written_is_read_back_to_the_letter(version: str, draft: ContactDraft):
    reading = vcard.read(vcard.write([draft], version))
    assert reading.drafts == (draft,)
    assert reading.problems == ()


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=300), version=st.sampled_from(VERSIONS))
def test_no_bytes_at_all_break_the_reader(data: bytes, version: str):
    reading = vcard.read(b"BEGIN:VCARD\nFN:Claire Dupont\n" + data + b"\nEND:VCARD\n")
    again = vcard.read(vcard.write(reading.drafts, version)) if reading.drafts else reading
    assert [draft._replace(row=0) for draft in again.drafts] == [draft._replace(row=0) for draft in reading.drafts]


_PIECES = st.sampled_from(
    ["N", "FN", "TEL", "EMAIL", "ADR", "ORG", "NOTE", "BDAY", "PHOTO", "URL", "item1.", "X-ABLabel", ":", ";", ",", "=", "\\",
     "\\n", '"', "^", "TYPE=", "ENCODING=b", "QUOTED-PRINTABLE", "CHARSET=utf-8", "=C3=A9", "=\n", "\n", "\n ", "é", "AGENT:",
     "BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "a", "1980-03-22", "LABEL", "ROLE", "KIND:group", " ", "X-SOCIALPROFILE"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=40), version=st.sampled_from(VERSIONS))
def test_a_second_round_trip_changes_nothing(pieces: list[str], version: str):
    reading = vcard.read(("BEGIN:VCARD\n" + "".join(pieces) + "\nFN:Claire Dupont\nEND:VCARD\n").encode())
    if reading.drafts:
        again = vcard.read(vcard.write(reading.drafts, version))
        assert [draft._replace(row=0) for draft in again.drafts] == [draft._replace(row=0) for draft in reading.drafts]


def test_a_foreign_line_whose_name_merely_begins_like_the_frame_is_written():
    draft = ContactDraft(last_name="D", foreign=("END-DATE:x", "VERSIONS:y"))
    assert {"END-DATE:x", "VERSIONS:y"} <= set(_lines(draft))


@pytest.mark.parametrize("foreign", [("ORG:Acme;",), ("ORG:Acme; ;",), ("ORG:Autre", "ORG:Acme;IT")])
def test_an_organisation_is_written_unless_its_departments_come_first(foreign: tuple[str, ...]):
    (again,) = vcard.read(vcard.write([ContactDraft(row=1, organisation="Acme", foreign=foreign)])).drafts
    assert (again.organisation, again.foreign) == ("Acme", foreign)
