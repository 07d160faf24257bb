"""What leaves a journal and comes into another one is what it was, for all that the format has a place for."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.domain.contacts import (
    ORIGINS,
    Affiliation,
    Channel,
    Contact,
    ContactPoint,
    Network,
    PointKind,
    SocialProfile,
)
from carnet.domain.dates import PartialDate
from carnet.domain.exports import ExportFormat
from carnet.domain.imports import Clipping
from carnet.formats.vcard_text import escape
from carnet.journal import FixedClock, Journal
from carnet.words import exports

_HOSTILE = [
    'd’Été, "O\'Brien"; fils',
    '=HYPERLINK("http://x")',
    "+33 & Co",
    "@SUM(A1)",
    "Œuvre\\n",
    "ligne\nautre ligne",
    "a:b;c,d\\e",
    "BEGIN:VCARD",
    "李小龙",
    "\u202eafter",
    "😀 Ålesund",
    "<b>x</b>",
]
_WORDS = st.one_of(
    st.sampled_from(_HOSTILE),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]), min_size=1, max_size=20),
)
_NAME = _WORDS.map(lambda text: " ".join(text.split())).filter(lambda text: any(map(str.isalpha, text)))
_NOTE = st.one_of(st.just(""), st.lists(_WORDS, min_size=1, max_size=3).map("\n".join))
_DAYS = st.sampled_from(
    [None, PartialDate("1980-03-12"), PartialDate("--02-29"), PartialDate("1980"), PartialDate("1980-03")]
)
_LABELS = st.sampled_from(["", "work", "home fax", "Bureau", "Standard, bis", "=1+1", "*", "a; b"])


@st.composite
def _points(draw: st.DrawFn, number: int) -> tuple[ContactPoint, ...]:
    """Return points that no other person of the same journal has, so that nobody is taken for somebody else."""
    values = [
        (PointKind.EMAIL, f"p{number}@acme.example"),
        (PointKind.EMAIL, f"q{number}@acme.example"),
        (PointKind.PHONE, f"+33 6 12 34 56 {number:02}"),
        (PointKind.PHONE, f"0{number}1"),
        (PointKind.URL, f"https://x{number}.example/a,b;c?d=1"),
        (PointKind.ADDRESS, f"{number} rue du Port\n29200 Brest"),
        (PointKind.ADDRESS, f"{number} quai; bis"),
    ]
    chosen = draw(st.lists(st.sampled_from(values), max_size=4, unique=True).map(sorted))
    return tuple(ContactPoint(kind=kind, value=value, label=draw(_LABELS)) for kind, value in chosen)


@st.composite
def _person(draw: st.DrawFn, number: int) -> Contact:
    profile = SocialProfile(network=Network.LINKEDIN, url=f"https://www.linkedin.com/in/p{number}")
    return Contact(
        prefix=draw(st.one_of(st.just(""), _NAME)),
        first_name=draw(_NAME),
        middle_name=draw(st.one_of(st.just(""), _NAME)),
        last_name=f"{draw(_NAME)} {number}",
        nickname=draw(st.one_of(st.just(""), _NAME)),
        birthday=draw(_DAYS),
        met_on=draw(_DAYS),
        city=draw(st.one_of(st.just(""), _NAME)),
        about=draw(_NOTE),
        origin_channel=draw(st.sampled_from([each for each in ORIGINS if each is not Channel.UNKNOWN])),
        points=draw(_points(number)),
        profiles=draw(st.sampled_from([(), (profile,)])),
        affiliations=draw(
            st.one_of(st.just(()), _NAME.map(lambda name: (Affiliation(organisation=name, title="DSI"),)))
        ),
        tags=draw(st.lists(st.sampled_from(["cloud", "=2+2", "a, b"]), unique=True).map(tuple)),
        circles=draw(st.lists(st.sampled_from(["Clients", "Œuvres; bis"]), unique=True).map(tuple)),
    )


_PEOPLE = st.tuples(_person(1), _person(2))


@contextmanager
def _two(people: tuple[Contact, ...]) -> Iterator[tuple[Journal, Journal]]:
    """Open a journal with people, and an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        journals = [
            Journal(Path(folder) / name, clock=FixedClock(day=date(2026, 11, 20))) for name in ("a.carnet", "b.carnet")
        ]
        try:
            for person in people:
                journals[0].contacts.save(person)
            yield journals[0], journals[1]
        finally:
            for journal in journals:
                journal.close()


def _told(journal: Journal) -> list[dict[str, Any]]:
    """Return the records of all contacts, without what a file names people by."""
    records = journal.exports.contact_records(with_personal=True)
    found = [{name: value for name, value in record.items() if name != "id"} for record in records]
    return sorted(found, key=lambda record: str(record["last_name"]))


_SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@_SETTINGS
@given(people=_PEOPLE)
def test_cards_bring_people_over_as_they_were(version: Literal["3.0", "4.0"], people: tuple[Contact, ...]):
    with _two(people) as (ours, theirs):
        theirs.imports.run(Clipping("a.vcf", ours.exports.contacts("vcard", version=version)))
        assert _told(theirs) == _told(ours)


@_SETTINGS
@given(people=_PEOPLE)
def test_records_bring_people_over_as_they_were(people: tuple[Contact, ...]):
    with _two(people) as (ours, theirs):
        data = ours.exports.contacts("json")
        theirs.imports.run(Clipping("a.json", data))
        assert _told(theirs) == _told(ours)
        assert {row.reason for row in ours.imports.run(Clipping("b.json", data)).rows} == {"same_uid"}


@_SETTINGS
@given(people=_PEOPLE)
def test_the_whole_journal_comes_back_to_the_byte(people: tuple[Contact, ...]):
    with _two(people) as (ours, theirs):
        whole = ours.exports.everything()
        theirs.exports.restore(whole)
        assert theirs.exports.everything() == whole


@_SETTINGS
@given(people=_PEOPLE)
def test_ones_own_cards_bring_nothing_new(people: tuple[Contact, ...]):
    with _two(people) as (ours, _theirs):
        before = _told(ours)
        report = ours.imports.run(Clipping("a.vcf", ours.exports.contacts("vcard")))
        assert {row.reason for row in report.rows} == {"same_uid"}
        assert _told(ours) == before


_CARRIED = (
    "prefix",
    "first_name",
    "middle_name",
    "last_name",
    "nickname",
    "organisation",
    "title",
    "city",
    "birthday",
    "met_on",
    "origin_channel",
    "sphere",
    "about",
)


@pytest.mark.parametrize(("wanted", "name"), [(ExportFormat.CSV, "a.csv"), (ExportFormat.XLSX, "a.xlsx")])
@_SETTINGS
@given(people=_PEOPLE)
def test_tables_bring_over_what_they_have_columns_for(wanted: ExportFormat, name: str, people: tuple[Contact, ...]):
    with _two(people) as (ours, theirs):
        theirs.imports.run(Clipping(name, exports.write(ours.exports, wanted, None, with_personal=True)))
        for before, after in zip(_told(ours), _told(theirs), strict=True):
            assert [after[field] for field in _CARRIED] == [before[field] for field in _CARRIED]
            assert _by_kind(after) == _by_kind(before)


def _by_kind(record: dict[str, Any]) -> list[dict[str, str]]:
    return sorted(record["contact_points"], key=lambda point: str(point["kind"]))


_PARTS = st.lists(st.one_of(st.just(""), _NAME, st.just("Étage 2,\nporte; 3")), min_size=7, max_size=7)


@pytest.mark.parametrize("wanted", [ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSON])
@_SETTINGS
@given(addresses=st.lists(_PARTS.filter(any), min_size=1, max_size=2))
def test_addresses_come_over_in_their_parts(wanted: ExportFormat, addresses: list[list[str]]):
    lines = [f"ADR;TYPE=work:{';'.join(map(escape, parts))}" for parts in addresses]
    card = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "N:Dupont;;;;", *lines, "END:VCARD"])
    with _two(()) as (ours, theirs):
        ours.imports.run(Clipping("a.vcf", card.encode()))
        theirs.imports.run(Clipping(f"a.{wanted}", exports.write(ours.exports, wanted, None, with_personal=True)))
        (before,), (after,) = _told(ours), _told(theirs)
        assert after["contact_points"] == before["contact_points"]
        assert after["city"] == before["city"]
