"""The CSV that Google Contacts takes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.contacts import ContactPoint, Network, PointKind, SocialProfile
from carnet.domain.dates import PartialDate
from carnet.formats import google_write
from carnet.formats.drafts import ContactDraft


def rows(*drafts: ContactDraft) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(google_write.write(drafts).decode("utf-8-sig"), newline="")))


def test_each_value_stands_in_the_column_that_google_reads():
    points = (
        ContactPoint(kind=PointKind.EMAIL, value="claire@acme.example", label="work", is_primary=True),
        ContactPoint(kind=PointKind.EMAIL, value="claire@home.example"),
        ContactPoint(kind=PointKind.PHONE, value="+33 6 12 34 56 78", label="cell"),
        ContactPoint(
            kind=PointKind.ADDRESS, value="1 rue du Port\n29200 Brest", normalised=";;1 rue du Port;Brest;;29200;"
        ),
        ContactPoint(kind=PointKind.MESSAGING, value="xmpp:claire@acme.example"),
    )
    (row,) = rows(
        ContactDraft(
            first_name="Claire",
            last_name="Dupont",
            organisation="Acme",
            title="DSI",
            points=points,
            profiles=(SocialProfile(network=Network.LINKEDIN, url="https://www.linkedin.com/in/claire"),),
            tags=("cloud",),
            circles=("Clients",),
            introduced_by="Karim Ouali",
        )
    )
    expected = {
        "E-mail 1 - Label": "* Work",
        "E-mail 1 - Value": "claire@acme.example",
        "E-mail 2 - Value": "claire@home.example",
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": "+33 6 12 34 56 78",
        "Address 1 - Street": "1 rue du Port",
        "Address 1 - City": "Brest",
        "Address 1 - Postal Code": "29200",
        "Website 1 - Label": "linkedin",
        "Relation 1 - Label": "Referred By",
        "Relation 1 - Value": "Karim Ouali",
        "Custom Field 1 - Value": "xmpp:claire@acme.example",
        "Organization Title": "DSI",
        "Labels": "* myContacts ::: Clients ::: cloud",
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("day", "written"), [("1980-03-12", "1980-03-12"), ("--03-12", " --03-12"), ("1980", ""), ("1980-03", "")]
)
def test_a_birthday_is_written_where_google_can_hold_it(day: str, written: str):
    assert rows(ContactDraft(birthday=PartialDate(day)))[0]["Birthday"] == written


def test_a_spreadsheet_computes_nothing_of_it():
    phone = ContactPoint(kind=PointKind.PHONE, value="+33612345678;=1+1")
    (row,) = rows(ContactDraft(first_name="=1+1", about="-2", points=(phone,)))
    assert (row["First Name"], row["Notes"], row["Phone 1 - Value"]) == ("'=1+1", "'-2", "'+33612345678;=1+1")


@given(st.lists(st.lists(st.text(), max_size=3), max_size=4))
def test_every_row_is_as_wide_as_the_header_whatever_is_typed(people: list[list[str]]):
    drafts = [
        ContactDraft(points=tuple(ContactPoint(kind=PointKind.EMAIL, value=value) for value in values))
        for values in people
    ]
    header, *found = csv.reader(io.StringIO(google_write.write(drafts).decode("utf-8-sig"), newline=""))
    assert {len(row) for row in found} <= {len(header)}
