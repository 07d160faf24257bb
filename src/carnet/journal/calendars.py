"""Calendars that are followed: an address, how often it is asked, and what came of the last time.

When and with what outcome one was asked is kept outside the history, so that undo has nothing to do with it.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from carnet.domain.calendars import CalendarRow, address, host
from carnet.domain.changes import Cause, Deed
from carnet.domain.events import EventStatus
from carnet.domain.ids import CalendarId
from carnet.domain.imports import Clipping, ImportReport
from carnet.domain.text import clean
from carnet.errors import CarnetError, Reason, Refused
from carnet.formats.event_drafts import EventReading
from carnet.journal.core import Core
from carnet.journal.drafts import Drafts
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.quick import instant_text
from carnet.store.recorder import Recorder

if TYPE_CHECKING:
    from carnet.journal.feeds import Fetched

Cancelled = Callable[[], bool]
_ROWS = (
    "SELECT c.id, c.uid, c.name, c.url, c.every_hours, (SELECT count(*) FROM event e WHERE e.calendar_id = c.id "
    "AND e.deleted_at IS NULL) FROM calendar c ORDER BY c.name, c.id"
)


def _ask(url: str, etag: str, cancelled: Cancelled) -> "Fetched":
    from carnet.journal import feeds

    return feeds.fetch(url, etag, cancelled=cancelled)


def _never() -> bool:
    return False


class Calendars:
    """The calendars that the user follows."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._drafts = Drafts(core)

    def rows(self) -> tuple[CalendarRow, ...]:
        """Return the calendars followed, by name."""
        with self._core.reading() as connection:
            found = quick.rows(connection, _ROWS)
        return tuple(self._row(row) for row in found)

    def due(self) -> tuple[CalendarId, ...]:
        """Return the calendars whose time to be asked again has come."""
        now = self._core.clock.now()
        return tuple(row.id for row in self.rows() if row.every_hours and self._is_due(row, now))

    def _is_due(self, row: CalendarRow, now: datetime) -> bool:
        state = self._state(row.uid)
        last = max(state.get("at", ""), state.get("tried", ""))
        return not last or datetime.fromisoformat(last) + timedelta(hours=row.every_hours) <= now

    def fetch(self, url: str, name: str = "", every_hours: int = 24, *, cancelled: Cancelled = _never) -> Clipping:
        """Return what stands at an address, to be looked through and imported; importing it follows the calendar.

        Raises:
            Refused: it is no address, or not one over https.
            Trouble: it cannot be fetched; see `FeedReason`.
        """
        from carnet.journal import feeds

        wanted = address(url)
        found = feeds.fetch(wanted, cancelled=cancelled)
        called = clean(name).strip() or host(wanted)
        return Clipping(called, found.data or b"", wanted, max(0, every_hours), found.etag)

    def refresh(self, calendar_id: int, *, cancelled: Cancelled = _never) -> ImportReport | None:
        """Ask a calendar again and take its changes over; None where it has not changed.

        Raises:
            Unreadable: what it answers is no calendar.
            Trouble: it cannot be fetched. Both are kept with it, too.
        """
        try:
            return self.take(calendar_id, self.asking(calendar_id)(cancelled))
        except CarnetError as error:
            self.failed(calendar_id, error)
            raise

    def asking(self, calendar_id: int) -> Callable[[Cancelled], "Fetched"]:
        """Return what asks a calendar again, for a thread of its own: it waits for the network, not for the journal."""
        row = self._get(calendar_id)
        with self._core.reading() as connection:
            url = quick.rows(connection, "SELECT url FROM calendar WHERE id = ?", (calendar_id,))[0][0]
        return partial(_ask, url, self._state(row.uid).get("etag", ""))

    def take(self, calendar_id: int, fetched: "Fetched", untitled: Callable[[date], str] = str) -> ImportReport | None:
        """Take over what a calendar answered; None where it has not changed. `untitled` is that of an import."""
        from carnet.journal import event_import

        row = self._get(calendar_id)
        report = None
        if fetched.data is not None:
            reading = event_import.read(fetched.data, _never, untitled)
            with self._core.writing(Deed.IMPORT, subject=row.name, cause=Cause.IMPORT) as recorder:
                report = event_import.bring(recorder, self._core, reading, row.name, calendar_id=row.id)
                _cancel_gone(recorder, row.id, reading, self._core.clock.now())
        self._keep(row.uid, {"at": self._core.clock.now().isoformat(), "etag": fetched.etag, "failure": ""})
        return report

    def failed(self, calendar_id: int, error: CarnetError) -> None:
        """Keep with a calendar why it could not be read; it is due again when its hours are over."""
        if error.reason == "cancelled":
            return
        uid = self._get(calendar_id).uid
        self._keep(uid, {**self._state(uid), "tried": self._core.clock.now().isoformat(), "failure": error.reason})

    def edit(self, calendar_id: int, *, name: str | None = None, every_hours: int | None = None) -> None:
        """Call a calendar otherwise, or ask it more or less often; 0 hours is by hand alone."""
        row = self._get(calendar_id)
        values: dict[str, Any] = {} if name is None else {"name": clean(name).strip() or row.host}
        if every_hours is not None:
            values["every_hours"] = max(0, every_hours)
        with self._core.writing(Deed.SAVE_CALENDAR, subject=values.get("name", row.name)) as recorder:
            recorder.update(t.calendar, calendar_id, **values)

    def unfollow(self, calendar_id: int) -> None:
        """Follow a calendar no more; its events stay."""
        row = self._get(calendar_id)
        with self._core.writing(Deed.DELETE_CALENDAR, subject=row.name) as recorder:
            recorder.delete(t.calendar, calendar_id)

    def noted(self, clipping: Clipping) -> None:
        """Keep when the calendar of a clipping was fetched."""
        with self._core.reading() as connection:
            found = quick.rows(connection, "SELECT uid FROM calendar WHERE url = ?", (clipping.url,))
        for (uid,) in found:
            now = self._core.clock.now().isoformat()
            self._keep(uid, {"at": now, "etag": clipping.etag, "failure": ""})

    def _get(self, calendar_id: int) -> CalendarRow:
        row = next((row for row in self.rows() if row.id == calendar_id), None)
        if row is None:
            raise Refused(Reason.NOT_FOUND, kind="calendar", id=calendar_id)
        return row

    def _row(self, row: tuple[Any, ...]) -> CalendarRow:
        key, uid, name, url, every_hours, events = row
        state = self._state(uid)
        at = datetime.fromisoformat(state["at"]) if state.get("at") else None
        failure = state.get("failure", "")
        return CalendarRow(CalendarId(key), uid, name, host(url), every_hours, events, at, failure)

    def _state(self, uid: str) -> dict[str, str]:
        try:
            found = {str(name): str(value) for name, value in json.loads(self._drafts.load(f"calendar:{uid}")).items()}
            for name in found.keys() & {"at", "tried"}:
                datetime.fromisoformat(found[name])
        except (ValueError, AttributeError):  # nothing yet, or a text that nothing can be made of
            return {}
        return found

    def _keep(self, uid: str, state: dict[str, str]) -> None:
        self._drafts.save(f"calendar:{uid}", json.dumps(state))


def _cancel_gone(recorder: Recorder, calendar_id: int, reading: EventReading, now: datetime) -> None:
    """Cancel what is to come and stands no longer in a calendar that tells of later events."""
    starts = [draft.starts.at for draft in reading.drafts if draft.starts]
    if not starts:
        return
    told = {draft.uid for draft in reading.drafts}
    sql = (
        "SELECT id, ics_uid FROM event WHERE calendar_id = ? AND series_id IS NULL AND rrule = '' "
        "AND deleted_at IS NULL AND status IN ('planned', 'registered') AND starts_at > ? AND starts_at <= ?"
    )
    bounds = (calendar_id, instant_text(now), instant_text(max(starts)))
    for key, uid in quick.rows(recorder.connection, sql, bounds):
        if uid and uid not in told:
            recorder.update(t.event, key, status=EventStatus.CANCELLED)


def follow(recorder: Recorder, core: Core, clipping: Clipping) -> CalendarId:
    """Return inside a verb the calendar of an address, written where it is not followed yet."""
    c = t.calendar.c
    known = recorder.connection.execute(sa.select(c.id).where(c.url == clipping.url)).scalar()
    values = {"name": clipping.name, "every_hours": clipping.every_hours}
    if known is not None:
        recorder.update(t.calendar, known, **values)
        return CalendarId(known)
    return CalendarId(recorder.insert(t.calendar, uid=core.new_uid(), url=clipping.url, **values))
