"""The JSON export of Monica 4: people, who introduced them, and what was said.

Uuids tie its parts together: kinds of contact fields and of activities stand under "instance", activities beside the
people, and whoever introduced somebody is named by uuid.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from carnet.domain.contacts import SocialProfile
from carnet.domain.interactions import Direction, InteractionKind
from carnet.errors import Problem, Refused
from carnet.formats.collector import paused
from carnet.formats.drafts import ContactDraft, ExchangeDraft, Reading, has_identity
from carnet.formats.json_text import items, mapping, parse, text
from carnet.formats.monica_fields import Field, Kind, address, day_of, reach, special_date

_CHECK_EVERY = 500
_PLURALS = {"activities": "activity", "addresses": "address"}
_MEALS = ("ate_", "picnicked")
_TAKEN = frozenset({"contact_field", "address", "note", "call", "activity", "photo", "document"})


def read(data: bytes, *, country: str = "FR", cancelled: Callable[[], bool] | None = None) -> Reading:
    """Return the people of an export with their notes, calls and activities; `country` is where phones are at home.

    Raises:
        Unreadable: "too_large", "bad_json".
        Refused: "cancelled".
    """
    with paused():
        account = mapping(parse(data).get("account"))
        reader = _Reader(account, country)
        for row, person in enumerate(reader.people, 1):
            if cancelled and row % _CHECK_EVERY == 0 and cancelled():
                raise Refused("cancelled")
            reader.take(row, person)
        return Reading(
            drafts=tuple(reader.introduced()),
            problems=tuple(reader.problems),
            units_read=len(reader.people),
            encoding="utf-8",
            dialect="monica",
            exchanges=tuple(reader.told()),
        )


def _values(data: object, kind: str) -> Iterator[Any]:
    """Yield the values of a kind, which is named in the singular or the plural."""
    for part in map(mapping, items(data)):
        if _singular(part.get("type")) == kind:
            yield from items(part.get("values"))


def _singular(kind: object) -> str:
    name = text(kind)
    return _PLURALS.get(name, name if name.endswith("ss") else name.removesuffix("s"))


class _Reader:
    """Reads one account."""

    def __init__(self, account: Mapping[str, Any], country: str) -> None:
        self.problems: list[Problem] = []
        self.people = [mapping(person) for person in _values(account.get("data"), "contact")]
        self._country = country
        instance = mapping(account.get("instance"))
        self._kinds = {uid: Kind.of(given) for uid, given in _by_uuid(instance.get("contact_field_types"))}
        self._sorts = {
            uid: text(given.get("translation_key")) for uid, given in _by_uuid(instance.get("activity_types"))
        }
        self._activities = [mapping(each) for each in _values(account.get("data"), "activity")]
        self._present: defaultdict[str, list[int]] = defaultdict(list)
        self._row_of = {text(person.get("uuid")): row for row, person in enumerate(self.people, 1)}
        self._introducer: dict[int, str] = {}
        self._drafts: list[ContactDraft] = []
        self._exchanges: list[ExchangeDraft] = []

    def take(self, row: int, person: Mapping[str, Any]) -> None:
        """Read one person with what is kept under her."""
        told = mapping(person.get("properties"))
        data = person.get("data")
        fields = [reach(field, self._kinds, self._country) for field in map(_fields, _values(data, "contact_field"))]
        places = [found for place in map(_fields, _values(data, "address")) if (found := address(place))]
        draft = ContactDraft(
            row=row,
            uid=text(person.get("uuid")),
            first_name=text(told.get("first_name")),
            middle_name=text(told.get("middle_name")),
            last_name=text(told.get("last_name")),
            nickname=text(told.get("nickname")),
            birthday=special_date(told.get("birthdate")),
            met_on=special_date(told.get("first_met_date")),
            city=next((city for _point, city in places if city), ""),
            about=text(told.get("description")),
            organisation=text(told.get("company")),
            title=text(told.get("job")),
            points=(*_points(fields), *(point for point, _city in places)),
            profiles=tuple(field for field in fields if isinstance(field, SocialProfile)),
            tags=tuple(filter(None, map(text, items(told.get("tags"))))),
        )
        if not has_identity(draft):
            self.problems.append(Problem(reason="no_identity", row=row))
            return
        self._drafts.append(draft)
        self._introducer[row] = text(told.get("first_met_through"))
        self._hear(row, data)
        self._say_what_stays(row, data)

    def _hear(self, row: int, data: object) -> None:
        """Keep notes and calls as exchanges, and who took part in which activity."""
        for note in map(mapping, _values(data, "note")):
            if body := text(_fields(note).get("body")):
                self._exchanges.append(_exchange(note, InteractionKind.NOTE, note.get("created_at"), body, (row,)))
        for call in map(mapping, _values(data, "call")):
            told = _fields(call)
            way = Direction.INBOUND if told.get("contact_called") is True else Direction.OUTBOUND
            heard = _exchange(call, InteractionKind.CALL, told.get("called_at"), text(told.get("content")), (row,))
            self._exchanges.append(replace(heard, direction=way))
        for uid in map(text, _values(data, "activity")):
            if row not in self._present[uid]:
                self._present[uid].append(row)

    def _say_what_stays(self, row: int, data: object) -> None:
        left = {_singular(part.get("type")) for part in map(mapping, items(data)) if list(items(part.get("values")))}
        if left := left - _TAKEN:
            self.problems.append(Problem(reason="not_taken", row=row, data={"value": ", ".join(sorted(left))}))

    def introduced(self) -> Iterator[ContactDraft]:
        """Yield the people, with the rows of those who introduced them."""
        names = {draft.row: " ".join(f"{draft.first_name} {draft.last_name}".split()) for draft in self._drafts}
        for draft in self._drafts:
            row = self._row_of.get(self._introducer[draft.row], 0)
            known = row in names and row != draft.row
            yield draft._replace(introducer_row=row, introduced_by=names[row]) if known else draft

    def told(self) -> Iterator[ExchangeDraft]:
        """Yield every exchange."""
        yield from self._exchanges
        for activity in self._activities:
            given = _fields(activity)
            sort = self._sorts.get(text(given.get("type")), "")
            kind = InteractionKind.LUNCH if sort.startswith(_MEALS) else InteractionKind.ENCOUNTER
            said = "\n\n".join(filter(None, (text(given.get("summary")), text(given.get("description")))))
            if rows := self._present.get(text(activity.get("uuid"))):
                yield _exchange(activity, kind, given.get("happened_at"), said, tuple(rows))


def _exchange(
    given: Mapping[str, Any], kind: InteractionKind, when: object, summary: str, rows: tuple[int, ...]
) -> ExchangeDraft:
    return ExchangeDraft(uid=text(given.get("uuid")), kind=kind, occurred_on=day_of(when), summary=summary, rows=rows)


def _points(fields: list[Field]) -> Iterator[Any]:
    yield from (field for field in fields if field is not None and not isinstance(field, SocialProfile))


def _fields(given: object) -> Mapping[str, Any]:
    return mapping(mapping(given).get("properties"))


def _by_uuid(given: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for each in map(mapping, items(given)):
        yield text(each.get("uuid")), _fields(each)
