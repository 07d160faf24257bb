"""Bringing a calendar in: new events, changed ones, series and their occurrences, and whom they name, as one deed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Cause, Deed
from carnet.domain.events import EventStatus, NetworkingEvent, OccurrenceRef
from carnet.domain.ids import CalendarId, EventId
from carnet.domain.imports import Clipping, Decision, Guest, ImportReport, RowVerdict, Verdict
from carnet.domain.recurrence import instants_text
from carnet.domain.text import name_key
from carnet.domain.zones import HOME, instant_of, wall
from carnet.formats.event_drafts import EventDraft, EventReading, Going, Invited
from carnet.formats.ics_times import Moment
from carnet.journal import (
    attendance,
    event_plan,
    event_sheets,
    event_writing,
    import_writing,
    occurrences,
    organisations,
    series,
)
from carnet.journal.core import Core
from carnet.journal.event_plan import EventPlan, Planned, draft_of, guest_key
from carnet.journal.import_plan import Person, prepared, stop_if
from carnet.journal.import_reading import ICS
from carnet.store import tables as t
from carnet.store.recorder import Recorder


def read(data: bytes, cancelled: Callable[[], bool], untitled: Callable[[date], str]) -> EventReading:
    """Return what a calendar file holds, each event without a title `untitled` by its day.

    Raises:
        Unreadable: "too_large", "no_event" where it holds none, "tasks_alone" where it holds but tasks.
    """
    from carnet.formats import ics

    reading = ics.read(data, home=HOME, cancelled=cancelled)
    return replace(reading, drafts=tuple(_called(draft, untitled) for draft in reading.drafts))


def _called(draft: EventDraft, untitled: Callable[[date], str]) -> EventDraft:
    return draft if draft.title or not draft.starts else replace(draft, called=untitled(draft.starts.local().date()))


def preview(
    connection: sa.Connection, core: Core, reading: EventReading, name: str, decisions: Mapping[int, Decision]
) -> ImportReport:
    """Return what bringing in a calendar would do."""
    return _report(name, _plan(connection, core, reading, decisions), None, dry_run=True)


def _plan(connection: sa.Connection, core: Core, reading: EventReading, decisions: Mapping[int, Decision]) -> EventPlan:
    options = core.options
    return event_plan.make(connection, reading, decisions, options.country, options.work_mode)


def run(
    core: Core,
    reading: EventReading,
    name: str,
    sha256: str = "",
    *,
    decisions: Mapping[int, Decision] | None = None,
    people: Collection[str] = (),
    followed: Clipping | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Bring in a calendar as one deed; `people` are the keys of those guests that become contacts."""
    from carnet.journal import calendars

    with core.writing(Deed.IMPORT, subject=name, cause=Cause.IMPORT) as recorder:
        calendar_id = calendars.follow(recorder, core, followed) if followed else None
        found = decisions or {}
        report = bring(recorder, core, reading, name, sha256, decisions=found, people=people, calendar_id=calendar_id)
        stop_if(cancelled)
    return report


def bring(
    recorder: Recorder,
    core: Core,
    reading: EventReading,
    name: str,
    sha256: str = "",
    *,
    decisions: Mapping[int, Decision] = MappingProxyType({}),
    people: Collection[str] = (),
    calendar_id: int | None = None,
) -> ImportReport:
    """Bring in a calendar inside a verb; one that is followed and brings nothing leaves no trace."""
    plan = _plan(recorder.connection, core, reading, decisions)
    if not plan.planned and calendar_id is not None:
        return _report(name, plan, None, dry_run=False)
    batch_id = _batch(recorder, core, name, sha256, plan)
    _Writing(recorder, core, plan, people, calendar_id).write()
    return _report(name, plan, batch_id, dry_run=False)


class _Writing:
    """Writes a plan."""

    def __init__(
        self, recorder: Recorder, core: Core, plan: EventPlan, people: Collection[str], calendar_id: int | None
    ) -> None:
        self._recorder = recorder
        self._core = core
        self._plan = plan
        self._calendar_id = None if calendar_id is None else CalendarId(calendar_id)
        self._mine = event_plan.my_addresses(recorder.connection)
        self._organisers = _organisers(recorder.connection)
        self._series = dict(plan.ids_of_uids)
        self._contacts = self._people(people)

    def write(self) -> None:
        """Write series and single events first, then the occurrences that differ from their series."""
        for planned in self._plan.planned:
            event_id = self._write(planned)
            self._attend(event_id, planned)

    def _write(self, planned: Planned) -> int:
        owner = self._series.get(planned.series) if planned.series else None
        if planned.event_id is not None:
            event_id = self._change(planned, planned.event_id)
        elif owner is None:
            event_id = self._insert(planned)
        else:
            event_id = self._occurrence(planned, owner)
        if planned.draft.uid and planned.draft.recurrence_id is None:
            self._series[planned.draft.uid] = event_id
        return event_id

    def _insert(self, planned: Planned) -> int:
        draft = planned.draft
        values = self._told(planned)
        values |= {name: instants_text(values[name]) for name in ("rdates", "exdates")}
        values["title"] = event_plan.title_of(draft)
        values["kind"] = event_plan.kind_of(draft)
        values |= {"organiser_id": self._organiser(draft), "ics_uid": draft.uid, "calendar_id": self._calendar_id}
        values |= {"sequence": draft.sequence, "ics_digest": planned.digest, "status": self._status(draft)}
        if draft.recurrence_id is not None:
            values["recurrence_id"] = draft.recurrence_id.at
        return self._recorder.insert(t.event, uid=self._core.new_uid(), **values)

    def _occurrence(self, planned: Planned, series_id: int) -> int:
        """Write an occurrence that differs from its series."""
        row = self._recorder.row(t.event, series_id)
        assert row is not None
        draft = planned.draft
        assert draft.recurrence_id is not None
        at = _instant(draft.recurrence_id, row)
        told = NetworkingEvent(series_id=EventId(series_id), recurrence_id=at, starts_at=at)
        known = series.row_of(self._recorder.connection, OccurrenceRef(EventId(series_id), at))
        key = known[0] if known else series.insert(self._recorder, self._core, row, told)
        values = {name: value for name, value in self._told(planned).items() if value not in {"", None, ()}}
        for name in ("rrule", "rdates", "exdates"):
            values.pop(name, None)
        status = EventStatus.CANCELLED if draft.is_cancelled else self._status(draft)
        values |= {"status": status, "sequence": draft.sequence, "ics_digest": planned.digest}
        if not draft.starts and row["ends_at"]:
            first, last = (datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at"))
            values["ends_at"] = occurrences.end_of(at, first, last, row["tz"])
        self._recorder.update(t.event, key, **values)
        return key

    def _change(self, planned: Planned, event_id: int) -> int:
        """Bring an event up to date and return its row: what she noted herself stays.

        One that comes to repeat is the first occurrence of a series from then on; the calendar means the series.
        """
        draft = planned.draft
        before = event_sheets.read(self._recorder.connection, event_id)
        event_writing.put(self._recorder, self._core, replace(before, **self._changes(planned, before)))
        row = self._recorder.row(t.event, event_id)
        assert row is not None
        became_series = planned.rrule and not before.rrule
        event_id = row["series_id"] if became_series else event_id
        kept: dict[str, Any] = {"sequence": draft.sequence, "ics_digest": planned.digest}
        if draft.uid != before.uid:
            kept["ics_uid"] = draft.uid
        if self._calendar_id is not None:
            kept["calendar_id"] = self._calendar_id
        self._recorder.update(t.event, event_id, **kept)
        return event_id

    def _changes(self, planned: Planned, before: NetworkingEvent) -> dict[str, Any]:
        """Return what becomes of the fields of a known event; what a calendar does not tell stays."""
        draft = planned.draft
        if draft.is_cancelled:
            return {"status": EventStatus.CANCELLED}
        told = {name: value for name, value in self._told(planned).items() if value not in {"", None, ()}}
        status = self._status(draft)
        if before.status is EventStatus.CANCELLED or (
            before.status is EventStatus.PLANNED and status is EventStatus.REGISTERED
        ):
            told["status"] = status
        if before.rrule:
            # Dates that she skipped stay so; a series that is one no more is ended by hand: its dates may hold notes.
            told.setdefault("rrule", before.rrule)
            told["rdates"] = told.get("rdates", ())
            told["exdates"] = tuple({*before.exdates, *told.get("exdates", ())})
        return told

    def _told(self, planned: Planned) -> dict[str, Any]:
        """Return the fields of an event that a file tells."""
        draft, starts = planned.draft, planned.draft.starts
        tz = starts.tz if starts else HOME
        return {
            "title": draft.title,
            "starts_at": starts.at if starts else None,
            "ends_at": draft.ends.at if draft.ends else None,
            "tz": tz,
            "all_day": bool(starts and starts.all_day),
            "venue": " ".join(draft.venue.split()),
            "city": " ".join(draft.city.split()),
            "url": draft.url if draft.url.lower().startswith(("https://", "http://")) else "",
            "description": draft.description,
            "rrule": planned.rrule,
            "rdates": tuple(_on_wall(each, starts) for each in draft.rdates) if planned.rrule else (),
            "exdates": tuple(_on_wall(each, starts) for each in draft.exdates) if planned.rrule else (),
        }

    def _status(self, draft: EventDraft) -> EventStatus:
        if draft.is_cancelled:
            return EventStatus.CANCELLED
        mine = [person for person in draft.attendees if guest_key(person) in self._mine]
        if not any(person.going is Going.ACCEPTED for person in mine):
            return EventStatus.PLANNED
        over = draft.ends or draft.starts
        return EventStatus.ATTENDED if over and over.at < self._core.clock.now() else EventStatus.REGISTERED

    def _organiser(self, draft: EventDraft) -> int | None:
        """Return the organisation that organises it, if it is one that the journal knows, or that Carnet told."""
        if draft.organisation:
            return organisations.put(self._recorder, self._core, draft.organisation)
        return self._organisers.get(name_key(draft.organiser.name)) if draft.organiser else None

    def _people(self, wanted: Collection[str]) -> dict[str, int]:
        """Return the contact of each guest, those asked for created."""
        found = {guest.key: guest.contact_id for guest in self._plan.guests if guest.contact_id is not None}
        fresh = [guest for guest in self._plan.guests if guest.key in wanted and guest.contact_id is None]
        people = {-1 - place: Person(self._draft(guest)) for place, guest in enumerate(fresh)}
        ids = import_writing.write(self._recorder, self._core, people, import_writing.Assigned()) if people else {}
        return found | {guest.key: ids[-1 - place] for place, guest in enumerate(fresh)}

    def _draft(self, guest: Guest) -> Any:
        name = "" if guest.name == guest.email else guest.name
        person = Invited(name=name, email=guest.email)
        return prepared(draft_of(person), self._core.options.country)

    def _attend(self, event_id: int, planned: Planned) -> None:
        """Note whom a file names as people to meet: of a series at its next occurrence."""
        if planned.draft.is_cancelled:
            return
        keys = dict.fromkeys(guest_key(person) for person in planned.draft.attendees)
        contacts = [self._contacts[key] for key in keys if key in self._contacts]
        if not contacts:
            return
        if planned.rrule:
            told = event_sheets.read(self._recorder.connection, event_id)
            coming = occurrences.to_come(self._recorder.connection, told, self._core.clock.now(), 1)
            if not coming:
                return
            event_id = series.owned(self._recorder, self._core, coming[0])
        for contact_id in contacts:
            attendance.attend(self._recorder, event_id, contact_id, expected=True)


def _on_wall(each: Moment, starts: Moment | None) -> datetime:
    """Return the instant of a date in the list of a series; of a whole day the hour at which the series starts."""
    if starts is None or starts.all_day or not each.all_day:
        return each.at
    return instant_of(datetime.combine(each.local().date(), starts.local().time()), starts.tz)


def _instant(original: Moment, row: Mapping[str, Any]) -> datetime:
    """Return the original start of an occurrence; of a whole day the hour at which its series starts."""
    if not original.all_day or row["all_day"] or not row["starts_at"]:
        return original.at
    hour = wall(datetime.fromisoformat(row["starts_at"]).astimezone(UTC), row["tz"]).time()
    return instant_of(datetime.combine(original.local().date(), hour), row["tz"])


def _organisers(connection: sa.Connection) -> dict[str, int]:
    c = t.organisation.c
    rows = connection.execute(sa.select(c.name, c.id).order_by(c.id.desc()))
    return {name_key(name): key for name, key in rows}


def _batch(recorder: Recorder, core: Core, name: str, sha256: str, plan: EventPlan) -> int:
    batch_id = recorder.insert(
        t.import_batch,
        uid=core.new_uid(),
        source=ICS,
        file_name=name,
        sha256=sha256,
        encoding=plan.reading.encoding,
        imported_at=core.clock.now(),
        read=plan.reading.units_read,
        **_counts(plan.verdicts),
    )
    rows = [
        {"batch_id": batch_id, "row": one.row, "verdict": one.verdict.value, "reason": one.reason}
        for one in plan.verdicts
    ]
    recorder.insert_many(t.import_row, rows)
    return batch_id


def _counts(verdicts: Sequence[RowVerdict]) -> dict[str, int]:
    return {kind.value: sum(verdict.verdict is kind for verdict in verdicts) for kind in Verdict}


def _report(name: str, plan: EventPlan, batch_id: int | None, *, dry_run: bool) -> ImportReport:
    return ImportReport(
        file=name,
        format=ICS,
        encoding=plan.reading.encoding,
        read=plan.reading.units_read,
        already_imported=None,
        rows=tuple(plan.verdicts),
        batch_id=batch_id,
        dry_run=dry_run,
        guests=plan.guests,
        table=None,
        offered=(),
        sphere=None,
        tasks=plan.reading.tasks,
        **_counts(plan.verdicts),
    )
