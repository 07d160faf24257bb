"""Writing what an import found: new people, filled gaps and what the user gave them all, part after part, one deed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import count, islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from carnet.domain.contacts import ContactPoint, PointKind, SocialProfile, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventRef, EventStatus
from carnet.domain.interactions import InteractionKind
from carnet.domain.origin import PersonFacts
from carnet.domain.points import normalise
from carnet.domain.text import clean, fold
from carnet.domain.zones import local_day
from carnet.errors import Reason, Refused
from carnet.formats.drafts import ContactDraft, sphere_of
from carnet.formats.vcard_text import escape
from carnet.journal.core import Core
from carnet.journal.import_filling import fill
from carnet.journal.import_names import Circles, Organisations, Tags
from carnet.journal.import_people import Known, names_of
from carnet.journal.import_plan import Introduced, Person, Plan
from carnet.store import derived, quick
from carnet.store.images import blank
from carnet.store.quick import instant_text
from carnet.store.recorder import Recorder

_EMPTY = ContactDraft()
_TEXTS = ("prefix", "first_name", "middle_name", "last_name", "nickname", "city", "about")
_VALUES = ("birthday", "origin_channel", "met_on")
_SCALARS = (*_TEXTS, *_VALUES)
_AS_WRITTEN = ("first_name", "last_name", "middle_name", "nickname", "city", "about", "sphere", "birthday")
_KINDS = {kind: kind.value for kind in PointKind}
_PROFILE = ("id", "uid", "contact_id", "network", "url", "slug", "connected_on")
_POSITION = ("id", "uid", "contact_id", "organisation_id", "title")
_UNTITLED = (
    "SELECT a.id FROM affiliation a JOIN organisation o ON o.id = a.organisation_id "
    "WHERE a.contact_id = ? AND a.title = '' AND o.name = ? ORDER BY a.is_current DESC, a.id DESC LIMIT 1"
)
COMING = (
    *("organisation", "tag", "circle", "contact", "contact_point", "social_profile", "affiliation"),
    *("contact_tag", "contact_circle", "alias", "foreign_property", "custom_field"),
)
"""Tables whose rows come with people."""
Row = tuple[Any, ...]
Rows = list[Row]
Columns = Mapping[str, Sequence[Any]]
"""What is written is put together by the column: what is done to each row by the interpreter costs the most."""


class Assigned(NamedTuple):
    """What the user gives everybody in the file; `sphere` None leaves new people to the file, else professional."""

    tags: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    sphere: Sphere | None = None
    event_id: EventRef | None = None


def write(recorder: Recorder, core: Core, people: Mapping[int, Person], assigned: Assigned) -> dict[int, int]:
    """Write these people alone and return the contact id of each key."""
    with recorder.in_bulk():
        writer = Writer(recorder, core, assigned)
        writer.write(people)
    return {key: writer.id_of(key) for key in people}


_sheet = partial(tuple.__new__, derived.Sheet)  # as its own `_make`, without a function of Python for each
_choice = itemgetter(derived.POINT.index("is_primary"))


class Told(NamedTuple):
    """Somebody who is written: contact id, what was known, what is known now, and the rows of points that are new."""

    key: int
    before: ContactDraft
    after: ContactDraft
    points: Rows


class Writer:
    """Writes the people of one file, in bulk, with all that follows from those who are new."""

    def __init__(self, recorder: Recorder, core: Core, assigned: Assigned) -> None:
        self._recorder = recorder
        self._core = core
        self._assigned = assigned
        self._everybody = ContactDraft(tags=assigned.tags, circles=assigned.circles)
        self._first = recorder.next_of("contact")
        self._usual = blank(recorder.connection, "contact")
        self._now = core.clock.now()
        self._at = instant_text(self._now)
        self._day = datetime.fromisoformat(self._at).date()
        self._organisations = Organisations(recorder, core)
        self._tags = Tags(recorder, core)
        self._circles = Circles(recorder, core)
        self._written: list[int] = []

    def id_of(self, key: int) -> int:
        """Return the contact id of a key of the plan."""
        return key if key > 0 else self._first - 1 - key

    def recall(self, key: int) -> ContactDraft:
        """Return what the journal knows by now of a person that an earlier part told of."""
        at = self.id_of(key)
        return Known(self._recorder.connection, [at]).drafts[at]

    def write(self, people: Mapping[int, Person]) -> None:
        """Write the people of one part of the file; those who are new have the keys that follow those of the last."""
        if self._assigned.tags or self._assigned.circles:
            for person in people.values():
                person.after = fill(person.after, self._everybody)
        told = self._told(people)
        fresh = [each for each in told if each.before is _EMPTY]
        known = [each for each in told if each.before is not _EMPTY]
        if self._assigned.event_id is not None:
            self._written += [each.key for each in told]
        self._name(told)
        said = _columns(fresh)
        written = self._contacts(fresh, said)
        if known:
            self._change(known)
        self._children(told)
        self._follow(fresh, said, written)
        self._recorder.stale.update(each.key for each in known)

    def _told(self, people: Mapping[int, Person]) -> list[Told]:
        country = self._core.options.country
        found = [(self.id_of(key), person.before or _EMPTY, person.after) for key, person in people.items()]
        fresh: list[ContactPoint] = []
        owners: list[int] = []
        for key, before, after in found:
            points = after.points[len(before.points) :]
            fresh += points
            owners += [key] * len(points)
        kinds, values, known, labels, primary, _ids = zip(*fresh, strict=True) if fresh else ((),) * 6
        matched = [text or normalise(point, country) for point, text in zip(fresh, known, strict=True)]
        ids, uids = count(self._recorder.next_of("contact_point")), self._core.new_uids(len(fresh))
        texts = map(_all_cleaned, (labels, values, matched))
        rows = zip(ids, uids, owners, map(_KINDS.__getitem__, kinds), *texts, map(int, primary), strict=False)
        return [
            Told(key, before, after, list(islice(rows, len(after.points) - len(before.points))))
            for key, before, after in found
        ]

    def finish(self, plan: Plan) -> None:
        """Write what can be told only once everybody is there."""
        introduced = [(self.id_of(key), each) for key, each in plan.introduced.items()]
        rows = {each.row for each in plan.introduced.values()} & plan.person_of.keys()
        _introductions(self._recorder, self._core, introduced, {row: self.id_of(plan.person_of[row]) for row in rows})
        if self._assigned.event_id is not None:
            _meet(self._recorder, self._core, list(dict.fromkeys(self._written)), self._assigned.event_id)

    def _name(self, told: Sequence[Told]) -> None:
        """Make the organisations, tags and circles that are not there yet."""
        pairs = [(each.before, each.after) for each in told]
        self._organisations.want(after.organisation for before, after in pairs if not before.organisation)
        self._tags.want(name for before, after in pairs if after.tags for name in after.tags[len(before.tags) :])
        self._circles.want(
            name for before, after in pairs if after.circles for name in after.circles[len(before.circles) :]
        )
        for names in (self._organisations, self._tags, self._circles):
            names.make()

    def _contacts(self, fresh: Sequence[Told], said: Columns) -> Columns:
        """Write new people and return the columns of their rows."""
        if not fresh:
            return {}
        uids = zip(said["uid"], self._core.new_uids(len(fresh)), strict=True)
        columns: Columns = {
            "id": [each.key for each in fresh],
            "uid": [own or new for own, new in uids],
            **{name: _all_cleaned(said[name]) for name in _TEXTS},
            **{name: [value and str(value) for value in said[name]] for name in _VALUES},
            "sphere": [str(sphere_of(sphere, self._assigned.sphere)) for sphere in said["sphere"]],
        }
        told = {name: values for name, values in columns.items() if values.count(self._usual[name]) < len(values)}
        rows = list(zip(*told.values(), strict=True))
        self._recorder.come("contact", tuple(told), rows, created_at=self._at, updated_at=self._at)
        self._recorder.flush("contact")  # before what belongs to them, whose references SQLite looks up
        return columns

    def _change(self, known: Sequence[Told]) -> None:
        """Fill the gaps of those who were there."""
        from carnet.store import tables as t

        for key, before, after, _points in known:
            if after != before:
                self._recorder.update(t.contact, key, updated_at=self._now, **_filled(before, after))
            for old, profile in zip(before.profiles, after.profiles, strict=False):
                if old != profile and old.id is not None:
                    self._recorder.update(t.social_profile, old.id, connected_on=profile.connected_on)
            if before.organisation and after.title != before.title:
                _entitle(self._recorder, key, after)

    def _children(self, told: Sequence[Told]) -> None:
        self._points(told)
        self._profiles(told)
        self._positions(told)
        self._labels(told)
        self._attachments(told)
        photos = [
            {"contact_id": key, "media_type": after.photo_type, "data": after.photo}
            for key, before, after, _points in told
            if after.photo is not None and before.photo is None
        ]
        if photos:
            from carnet.store import tables as t

            self._recorder.insert_many(t.photo, photos)

    def _points(self, told: Sequence[Told]) -> None:
        rows = [point for each in told for point in each.points]
        if any(map(_choice, rows)):
            self._recorder.come("contact_point", derived.POINT, rows)
        else:
            self._recorder.come("contact_point", derived.POINT[:-1], [row[:-1] for row in rows])

    def _next(self, table: str) -> Callable[[], int]:
        """Return what gives the ids that rows of a table get, one after the other."""
        return count(self._recorder.next_of(table)).__next__

    def _profiles(self, told: Sequence[Told]) -> None:
        at = self._next("social_profile")
        rows = [
            (
                at(),
                self._core.new_uid(),
                key,
                str(each.network),
                _cleaned(each.url),
                _cleaned(each.slug),
                _iso(each.connected_on),
            )
            for key, before, after, _points in told
            if after.profiles
            for each in after.profiles[len(before.profiles) :]
        ]
        self._recorder.come("social_profile", _PROFILE, rows)

    def _positions(self, told: Sequence[Told]) -> None:
        found = [
            (key, after.organisation, after.title)
            for key, before, after, _points in told
            if not before.organisation and (after.organisation or after.title != before.title)
        ]
        keys, names, titles = zip(*found, strict=True) if found else ((),) * 3
        pairs = zip(keys, map(self._organisations.id_of, names), _all_cleaned(titles), strict=True)
        held = [pair for pair in pairs if pair[1] is not None or pair[2]]
        ids, uids = count(self._recorder.next_of("affiliation")), self._core.new_uids(len(held))
        rows = [(at, uid, *pair) for at, uid, pair in zip(ids, uids, held, strict=False)]
        self._recorder.come("affiliation", _POSITION, rows, is_current=1)

    def _labels(self, told: Sequence[Told]) -> None:
        tags = {
            (key, tag)
            for key, before, after, _points in told
            if after.tags
            for name in after.tags[len(before.tags) :]
            if (tag := self._tags.id_of(name)) is not None
        }
        circles = {
            (key, circle)
            for key, before, after, _points in told
            if after.circles
            for name in after.circles[len(before.circles) :]
            if (circle := self._circles.id_of(name)) is not None
        }
        self._come("contact_tag", ("contact_id", "tag_id"), sorted(tags))
        self._come("contact_circle", ("contact_id", "circle_id"), sorted(circles))

    def _attachments(self, told: Sequence[Told]) -> None:
        aliases: Rows = []
        lines: Rows = []
        fields: Rows = []
        for key, before, after, _points in told:
            if after.aliases:
                aliases += [(key, clean(name)) for name in after.aliases[len(before.aliases) :]]
            if after.fields:
                fields += [(key, *_field(*pair)) for pair in after.fields[len(before.fields) :]]
            if after.foreign:
                start = len(before.foreign)
                lines += [(key, start + n, line) for n, line in enumerate(after.foreign[start:])]
        self._come("alias", ("contact_id", "name"), aliases)
        self._come("foreign_property", ("contact_id", "position", "line"), lines)
        self._come("custom_field", ("contact_id", "name", "value"), fields)

    def _come(self, table: str, names: tuple[str, ...], rows: Rows) -> None:
        at = self._next(table)
        self._recorder.come(table, ("id", *names), [(at(), *row) for row in rows])

    def _follow(self, fresh: Sequence[Told], said: Columns, written: Columns) -> None:
        """Write what follows from new people and their rows, without reading these again."""
        sheets = self._sheets(fresh, said, written) if fresh else ()
        for following in derived.follow(sheets, briefly=True):
            self._recorder.put(*following)

    def _sheets(self, fresh: Sequence[Told], said: Columns, written: Columns) -> Iterable[derived.Sheet]:
        stored, cadence = self._tags.stored, self._circles.cadence
        connected = [_first_day(profiles) if profiles else None for profiles in said["profiles"]]
        cadences = [cadence(names) if names else None for names in said["circles"]]
        origins = zip(said["origin_channel"], said["met_on"], connected, cadences, strict=True)
        columns = {
            "key": written["id"],
            **{name: written[name] for name in _AS_WRITTEN},
            "met_where": repeat(""),
            "hidden": repeat(False),
            "positions": map(self._organisations.position, said["organisation"], _all_cleaned(said["title"])),
            "points": [sorted(each.points, key=_choice, reverse=True) for each in fresh],
            "profiles": [_addresses(profiles) if profiles else () for profiles in said["profiles"]],
            "tags": [stored(names) if names else () for names in said["tags"]],
            "aliases": [list(map(clean, names)) if names else () for names in said["aliases"]],
            "customs": [[clean(value).strip() for _name, value in pairs] if pairs else () for pairs in said["fields"]],
            "missions": repeat(0),
            "relation": [_relation(*facts, self._day) for facts in origins],
        }
        return map(_sheet, zip(*(columns[name] for name in derived.Sheet._fields), strict=False))


def _columns(people: Sequence[Told]) -> Columns:
    """Return what is known of people now, by the names of the fields of a draft."""
    return dict(zip(ContactDraft._fields, zip(*(each.after for each in people), strict=True), strict=False))


def _first_day(profiles: Sequence[SocialProfile]) -> date | None:
    return min((profile.connected_on for profile in profiles if profile.connected_on), default=None)


def _addresses(profiles: Sequence[SocialProfile]) -> list[tuple[str, str]]:
    return [(_cleaned(each.slug), _cleaned(each.url)) for each in profiles]


@lru_cache(maxsize=4_096)
def _relation(
    channel: Any, met_on: PartialDate | None, connected_on: date | None, cadence: int | None, created_on: date
) -> tuple[Any, ...]:
    """Return the columns of somebody without an exchange; in most files those of everybody are alike."""
    facts = PersonFacts(origin_channel=channel, met_on=met_on, connected_on=connected_on, created_on=created_on)
    return derived.relation(facts, (), cadence)


def _cleaned(text: str) -> str:
    return clean(text).strip() if text else text


def _all_cleaned(texts: Sequence[str]) -> Sequence[str]:
    """Return texts as `_cleaned` does each; that all of a part are clean, as most are, is seen at once."""
    whole = "".join(texts)
    return list(map(str.strip if clean(whole) is whole else _cleaned, texts))


def _filled(before: ContactDraft, after: ContactDraft) -> dict[str, Any]:
    filled = {name: getattr(after, name) for name in _SCALARS if getattr(after, name) != getattr(before, name)}
    return {name: _cleaned(value) if name in _TEXTS else value for name, value in filled.items()}


def _entitle(recorder: Recorder, contact_id: int, after: ContactDraft) -> None:
    """Fill the empty title of the position that a contact is shown with."""
    found = quick.first(recorder.connection, _UNTITLED, (contact_id, after.organisation))
    if found is not None:
        recorder.update_raw("affiliation", found[0], {"title": _cleaned(after.title)})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _field(name: str, value: str) -> tuple[str, str]:
    return clean(name).strip(), clean(value).strip()


def _introductions(
    recorder: Recorder,
    core: Core,
    introduced: Sequence[tuple[int, Introduced]],
    row_ids: Mapping[int, int],
) -> None:
    """Turn introducers, by row or by name, into introductions; a name of nobody, or of several, stays on the card."""
    if not introduced:
        return
    from carnet.store import tables as t

    names = names_of(recorder.connection)
    sql = "SELECT introduced_id FROM introduction WHERE beneficiary_id IS NULL"
    known = set(quick.column(recorder.connection, sql))
    rows: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for key, told in introduced:
        by_row = row_ids.get(told.row)
        found = [by_row] if by_row else names.get(fold(told.by), ())
        if key in known:
            continue
        if len(found) == 1 and found[0] != key:
            ends = {"introducer_id": found[0], "introduced_id": key}
            rows.append({"uid": core.new_uid(), "occurred_on": told.met_on, **ends})
        else:
            line = f"X-CARNET-INTRODUCED-BY:{escape(told.by)}"
            lines.append({"contact_id": key, "position": told.lines, "line": line})
    recorder.insert_many(t.introduction, rows)
    recorder.insert_many(t.foreign_property, lines)


def _meet(recorder: Recorder, core: Core, contact_ids: Sequence[int], ref: EventRef) -> None:
    """Put everybody on the list of an event: met, with an encounter, if it is past; else expected."""
    from carnet.journal import series
    from carnet.store import tables as t

    event_id = series.owned(recorder, core, ref)
    event = recorder.row(t.event, event_id)
    if event is None or event["deleted_at"] is not None:
        raise Refused(Reason.NOT_FOUND, kind="event", id=event_id)
    day = _day_of(event)
    past = day is not None and day <= core.clock.today() and event["status"] != EventStatus.CANCELLED
    sql = "SELECT contact_id FROM attendance WHERE event_id = ?"
    there = set(quick.column(recorder.connection, sql, (event_id,)))
    fresh = [key for key in contact_ids if key not in there]
    rows = [{"event_id": event_id, "contact_id": key, "met": past, "expected": not past} for key in fresh]
    recorder.insert_many(t.attendance, rows)
    if past and day is not None:
        kind, on = InteractionKind.ENCOUNTER, PartialDate.of(day)
        exchanges = [{"uid": core.new_uid(), "kind": kind, "occurred_on": on, "event_id": event_id} for _key in fresh]
        ids = recorder.insert_many(t.interaction, exchanges)
        pairs = zip(ids, fresh, strict=True)
        recorder.insert_many(t.participation, [{"interaction_id": at, "contact_id": key} for at, key in pairs])


def _day_of(event: Mapping[str, Any]) -> date | None:
    """Return the day an event starts on, in its own zone."""
    if not event["starts_at"]:
        return None
    return local_day(datetime.fromisoformat(event["starts_at"]), event["tz"])
