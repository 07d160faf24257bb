"""What Monica 4 exports."""

import json
from typing import Any

import pytest

from carnet.domain.contacts import Network, PointKind
from carnet.domain.interactions import Direction, InteractionKind
from carnet.errors import Unreadable
from carnet.formats import monica
from carnet.formats.drafts import ContactDraft


def _part(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def _person(uid: str, *data: Any, **told: Any) -> dict[str, Any]:
    return {"uuid": uid, "properties": told, "data": list(data)}


def _told(uid: str, **properties: Any) -> dict[str, Any]:
    return {"uuid": uid, "created_at": "2024-05-15T09:15:00.000000Z", "properties": properties}


INSTANCE = {
    "contact_field_types": [
        _told("t-mail", name="Email", protocol="mailto:", type="email"),
        _told("t-phone", name="Phone", protocol="tel:", type="phone"),
        _told("t-face", name="Facebook", protocol="https://facebook.com/"),
        _told("t-gram", name="Telegram", protocol="telegram:"),
    ],
    "activity_types": [_told("a-meal", translation_key="ate_restaurant")],
}


def _file(*parts: Any) -> bytes:
    return json.dumps({"app_version": "4.1.2", "account": {"data": list(parts), "instance": INSTANCE}}).encode()


def _one(*data: Any, **told: Any) -> ContactDraft:
    (draft,) = monica.read(_file(_part("contact", _person("u1", *data, first_name="Odile", **told)))).drafts
    return draft


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"date": "1970-03-12T00:00:00.000000Z", "is_year_unknown": False, "is_age_based": False}, "1970-03-12"),
        ({"date": "1904-03-12T00:00:00.000000Z", "is_year_unknown": True}, "--03-12"),
        ({"date": "1980-01-01T00:00:00.000000Z", "is_age_based": True}, "1980"),
        ({"date": None}, None),
        ({"date": "soon"}, None),
        ("1970", None),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(given: Any, expected: str | None):
    draft = _one(birthdate=given, first_met_date=given)
    assert (draft.birthday, draft.met_on) == (expected, expected)


def test_contact_fields_are_what_their_kind_in_the_instance_says():
    fields = _part(
        "contact_field",
        _told("f1", data="odile@armor.example", type="t-mail"),
        _told("f2", data="06 12 34 56 78", type="t-phone"),
        _told("f3", data="odile.kermarec", type="t-face"),
        _told("f4", data="@odile", type="t-gram"),
        _told("f5", data="https://odile.example", type="gone"),
        _told("f6", data="", type="t-mail"),
    )
    draft = _one(fields)
    assert [(point.kind, point.value) for point in draft.points] == [
        (PointKind.EMAIL, "odile@armor.example"),
        (PointKind.PHONE, "06 12 34 56 78"),
        (PointKind.MESSAGING, "@odile"),
        (PointKind.URL, "https://odile.example"),
    ]
    assert draft.points[1].normalised == "+33612345678"
    assert [(profile.network, profile.slug) for profile in draft.profiles] == [(Network.FACEBOOK, "odile.kermarec")]


def test_an_address_gives_its_parts_and_its_city():
    draft = _one(_part("address", _told("a", name="Bureau", street="1; rue du Port", city="Brest", country="France")))
    (point,) = draft.points
    assert (point.kind, point.label, draft.city) == (PointKind.ADDRESS, "Bureau", "Brest")
    assert point.value == "1; rue du Port\nBrest\nFrance"


@pytest.mark.parametrize(("people", "activities"), [("contact", "activity"), ("contacts", "activities")])
def test_activities_notes_and_calls_become_exchanges_of_those_who_were_there(people: str, activities: str):
    note = _part("note", _told("n1", body="Prépare un appel d’offres."))
    call = _part("call", _told("c1", called_at="2024-06-01T10:00:00.000000Z", content="Budget", contact_called=True))
    seen = _part(activities, "x1", "x1")
    reading = monica.read(
        _file(
            _part(people, _person("u1", note, call, seen, first_name="Odile"), _person("u2", seen, first_name="Yann")),
            _part(
                activities, _told("x1", summary="Port", description="Crêpes", happened_at="2024-06-03", type="a-meal")
            ),
        )
    )
    told = {each.uid: each for each in reading.exchanges}
    assert (told["n1"].kind, told["n1"].occurred_on) == (InteractionKind.NOTE, "2024-05-15")
    assert (told["c1"].kind, told["c1"].direction) == (InteractionKind.CALL, Direction.INBOUND)
    assert (told["x1"].kind, told["x1"].rows, told["x1"].summary) == (InteractionKind.LUNCH, (1, 2), "Port\n\nCrêpes")


def test_who_introduced_somebody_is_named_by_row():
    people = (
        _person("u1", first_name="Odile", first_met_through="u2"),
        _person("u2", first_name="Yann", last_name="Le Goff", first_met_through="u2"),
        _person("u3", first_name="Ève", first_met_through="gone"),
    )
    drafts = monica.read(_file(_part("contact", *people))).drafts
    assert [(draft.introducer_row, draft.introduced_by) for draft in drafts] == [(2, "Yann Le Goff"), (0, ""), (0, "")]


def test_what_is_not_taken_over_is_said():
    person = _person("u1", _part("gift", _told("g")), _part("reminders", _told("r")), _part("pet"), first_name="Odile")
    (problem,) = monica.read(_file(_part("contact", person, _person("u2")))).problems[:1]
    assert (problem.row, problem.reason, problem.data["value"]) == (1, "not_taken", "gift, reminder")


@pytest.mark.parametrize("data", [b'{"account": ' + b'{"a":' * 200_000, b"[]", b"{}x"])
def test_what_is_no_export_is_refused(data: bytes):
    with pytest.raises(Unreadable):
        monica.read(data)


def test_shapes_that_nobody_expects_cost_only_themselves():
    odd = _file(_part("contact", 5, None, {"uuid": 3, "properties": [], "data": {}}, _person("u", first_name="Odile")))
    assert [draft.first_name for draft in monica.read(odd).drafts] == ["Odile"]
    assert monica.read(b'{"account": []}').units_read == 0
