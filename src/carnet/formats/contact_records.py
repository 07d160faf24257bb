"""Contacts as Carnet exports them in JSON: a list of plain records, read back."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from carnet.domain import emails, phones
from carnet.domain.contacts import ORIGINS, Channel, ContactPoint, Network, PointKind, SocialProfile, Sphere
from carnet.domain.dates import PartialDate
from carnet.errors import Problem, Refused
from carnet.formats.collector import paused
from carnet.formats.drafts import ContactDraft, Reading, has_identity
from carnet.formats.json_text import items, mapping, parse, text
from carnet.formats.vcard_points import address_value

_CHECK_EVERY = 500
_Choice = TypeVar("_Choice", bound=StrEnum)


def read(data: bytes, *, country: str = "FR", cancelled: Callable[[], bool] | None = None) -> Reading:
    """Return the people of an export; `country` is where phones are at home.

    Raises:
        Unreadable: "too_large", "bad_json".
        Refused: "cancelled".
    """
    with paused():
        records = list(map(mapping, items(parse(data, list))))
        drafts = []
        problems = []
        for row, record in enumerate(records, 1):
            if cancelled and row % _CHECK_EVERY == 0 and cancelled():
                raise Refused("cancelled")
            draft = _draft(row, record, country)
            if has_identity(draft):
                drafts.append(draft)
            else:
                problems.append(Problem(reason="no_identity", row=row))
    return Reading(
        drafts=tuple(drafts),
        problems=tuple(problems),
        units_read=len(records),
        encoding="utf-8",
        dialect="contacts",
    )


def _draft(row: int, told: Mapping[str, Any], country: str) -> ContactDraft:
    channel = _choice(Channel, told.get("origin_channel"))
    return ContactDraft(
        row=row,
        uid=text(told.get("uid")),
        prefix=text(told.get("prefix")),
        first_name=text(told.get("first_name")),
        middle_name=text(told.get("middle_name")),
        last_name=text(told.get("last_name")),
        nickname=text(told.get("nickname")),
        birthday=_day(told.get("birthday")),
        met_on=_day(told.get("met_on")),
        city=text(told.get("city")),
        about=text(told.get("about")),
        organisation=text(told.get("organisation")),
        title=text(told.get("title")),
        points=tuple(_points(told.get("contact_points"), country)),
        profiles=tuple(_profiles(told.get("profiles"))),
        tags=tuple(filter(None, map(text, items(told.get("tags"))))),
        circles=tuple(filter(None, map(text, items(told.get("circles"))))),
        introduced_by=text(told.get("introduced_by")),
        origin_channel=channel if channel in ORIGINS and channel is not Channel.UNKNOWN else None,
        sphere=_choice(Sphere, told.get("sphere")),
    )


def _points(given: object, country: str) -> Iterator[ContactPoint]:
    for told in map(mapping, items(given)):
        kind, value = _choice(PointKind, told.get("kind")), text(told.get("value"))
        label = text(told.get("label"))
        if kind is PointKind.EMAIL:
            yield ContactPoint(kind=kind, value=value, normalised=emails.normalise(value), label=label)
        elif kind is PointKind.PHONE:
            yield ContactPoint(kind=kind, value=value, normalised=phones.normalise(value, country), label=label)
        elif kind and value:
            point = ContactPoint(kind=kind, value=value, normalised=text(told.get("normalised")), label=label)
            has_parts = kind is PointKind.ADDRESS and address_value(point) == point.normalised
            yield point if has_parts else point._replace(normalised="")


def _profiles(given: object) -> Iterator[SocialProfile]:
    for told in map(mapping, items(given)):
        network, value = _choice(Network, told.get("network")), text(told.get("value"))
        if network and value:
            is_page = "/" in value or "@" in value
            yield SocialProfile(network=network, url=value if is_page else "", slug="" if is_page else value)


def _choice(members: type[_Choice], given: object) -> _Choice | None:
    return next((member for member in members if member.value == given), None)


def _day(given: object) -> PartialDate | None:
    try:
        return PartialDate(text(given))
    except ValueError:
        return None
