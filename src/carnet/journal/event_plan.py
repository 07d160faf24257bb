"""The plan of a calendar's import: what becomes of each event of a file, decided before anything is written."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from carnet.domain.contacts import ContactPoint, PointKind
from carnet.domain.event_kinds import guessed
from carnet.domain.events import EventKind
from carnet.domain.imports import Choice as Chosen
from carnet.domain.imports import Decision, Guest, Remark, RowVerdict, Verdict
from carnet.domain.matching import Likeness
from carnet.domain.recurrence import checked
from carnet.domain.text import fold
from carnet.errors import Refused
from carnet.formats.drafts import ContactDraft
from carnet.formats.event_drafts import EventDraft, EventReading, Invited
from carnet.formats.names import split_name
from carnet.journal import opposition
from carnet.journal.import_people import Directory, Known, candidate, reachable
from carnet.journal.import_plan import prepared
from carnet.store.quick import chunks, instant, marks

NEW, CHANGED, UNCHANGED, OLDER, SAME = "new_event", "event_changed", "event_unchanged", "event_older", "same_event"
CANCELLED, UNKNOWN_CANCELLED = "event_cancelled", "event_cancelled_unknown"
IN_TRASH, CHOSEN = "event_in_trash", "chosen"
RULE_DROPPED = "rule_dropped"
_SHOWN = 80


@dataclass(slots=True)
class Planned:
    """An event of the file that comes in.

    Attributes:
        event_id: its row, None for a new one.
        series: what the calendar calls the series that it is an occurrence of, "" for what is none.
        rrule: its rule as Carnet keeps it; "" where it does not repeat.
        digest: of all that the file tells of it, to tell a change next time.
    """

    draft: EventDraft
    digest: str
    event_id: int | None = None
    series: str = ""
    rrule: str = ""


@dataclass(slots=True)
class EventPlan:
    """What an import would do: events in the order of the file, series before their occurrences."""

    reading: EventReading
    planned: list[Planned] = field(default_factory=list)
    verdicts: list[RowVerdict] = field(default_factory=list)
    guests: tuple[Guest, ...] = ()
    ids_of_uids: dict[str, int] = field(default_factory=dict)

    def count(self, verdict: Verdict) -> int:
        """Return how many events have a verdict."""
        return sum(row.verdict is verdict for row in self.verdicts)


def make(
    connection: sa.Connection, reading: EventReading, decisions: Mapping[int, Decision], country: str, hidden: bool
) -> EventPlan:
    """Return the plan of a reading against what the journal holds; `hidden` tells nobody of the personal sphere."""
    planner = _Planner(connection, EventPlan(reading), decisions)
    for draft in sorted(reading.drafts, key=_series_first):
        planner.take(draft)
    plan = planner.plan
    plan.guests = guests(connection, [planned.draft for planned in plan.planned], country, hidden)
    plan.verdicts += _rejected(reading, {verdict.row for verdict in plan.verdicts})
    plan.verdicts.sort(key=_by_row)
    return plan


def _series_first(draft: EventDraft) -> tuple[bool, int]:
    return draft.recurrence_id is not None, draft.row


def _by_row(verdict: RowVerdict) -> int:
    return verdict.row


class _Planner:
    def __init__(self, connection: sa.Connection, plan: EventPlan, decisions: Mapping[int, Decision]) -> None:
        self.plan = plan
        self._decisions = decisions
        drafts = plan.reading.drafts
        self._known = _by_uid(connection, {draft.uid for draft in drafts if draft.uid})
        self._alike = _by_start(connection, drafts)
        self._latest: dict[tuple[str, datetime | None], int] = {}
        for draft in drafts:
            if draft.uid:
                key = draft.uid, _original(draft)
                self._latest[key] = max(self._latest.get(key, 0), draft.sequence)
        self._taken: set[tuple[str, datetime | None]] = set()
        self._named: set[str] = set()  # what calendars call events that are known, or come with the file
        self._problems: defaultdict[int, list[Remark]] = defaultdict(list)
        for problem in plan.reading.problems:
            said = ", ".join(str(value) for value in problem.data.values())
            self._problems[problem.row].append(Remark(problem.reason, said[:_SHOWN]))
        plan.ids_of_uids = {uid: row["id"] for (uid, at), row in self._known.items() if at is None}
        self._named.update(plan.ids_of_uids)

    def take(self, draft: EventDraft) -> None:
        """Decide what becomes of one event."""
        key = draft.uid, _original(draft)
        decision = self._decisions.get(draft.row)
        known = self._known.get(key)
        if decision is not None and decision.choice is Chosen.SKIP:
            self._say(draft, Verdict.SKIPPED, CHOSEN)
        elif draft.uid and (draft.sequence < self._latest[key] or key in self._taken):
            self._say(draft, Verdict.SKIPPED, OLDER)
        elif known is not None:
            self._update(draft, known)
        elif draft.is_cancelled and draft.uid not in self._named:
            self._say(draft, Verdict.SKIPPED, UNKNOWN_CANCELLED)
        elif (same := self._alike.get(_likeness(draft))) is not None and draft.recurrence_id is None:
            self._adopt(draft, same)
        else:
            self._plan(draft, None, Verdict.CREATED, CANCELLED if draft.is_cancelled else NEW)
        self._taken.add(key)

    def _update(self, draft: EventDraft, known: Mapping[str, Any]) -> None:
        if known["deleted_at"] is not None:
            self._say(draft, Verdict.SKIPPED, IN_TRASH)
        elif draft.sequence < known["sequence"]:
            self._say(draft, Verdict.SKIPPED, OLDER)
        elif known["ics_digest"] == digest(draft) or (not known["ics_uid"] and draft.sequence == known["sequence"]):
            self._say(draft, Verdict.SKIPPED, UNCHANGED)
        else:
            self._plan(draft, known["id"], Verdict.MERGED, CANCELLED if draft.is_cancelled else CHANGED)

    def _adopt(self, draft: EventDraft, known: tuple[int, str]) -> None:
        """Take an event of the same title and start that no calendar knows as this one."""
        event_id, uid = known
        if uid or not draft.uid:
            self._say(draft, Verdict.SKIPPED, SAME)
        else:
            self._plan(draft, event_id, Verdict.MERGED, SAME)

    def _plan(self, draft: EventDraft, event_id: int | None, verdict: Verdict, reason: str) -> None:
        rule, remarks = _rule(draft)
        series = draft.uid if draft.recurrence_id is not None and draft.uid in self._named else ""
        self.plan.planned.append(Planned(draft, digest(draft), event_id, series, rule))
        self._named.add(draft.uid)
        self._say(draft, verdict, reason, remarks)

    def _say(self, draft: EventDraft, verdict: Verdict, reason: str, remarks: Iterable[Remark] = ()) -> None:
        told = (*self._problems[draft.row], *remarks)
        when = draft.starts.local().isoformat(" ", "minutes") if draft.starts else ""
        name = title_of(draft)
        facts = [("kind", kind_of(draft).value)] if reason == NEW else []
        facts += [("rrule", draft.rrule)] if draft.rrule and not remarks else []
        row = RowVerdict(draft.row, verdict, reason, None, name, when, told=tuple(facts), remarks=told)
        self.plan.verdicts.append(row)


def _original(draft: EventDraft) -> datetime | None:
    return draft.recurrence_id.at if draft.recurrence_id else None


def title_of(draft: EventDraft) -> str:
    """Return what an event is called: by its title, else by what else is known of it."""
    lines = [line.strip() for line in draft.description.splitlines() if line.strip()]
    return draft.title or draft.venue or (lines[0][:_SHOWN] if lines else draft.called or "…")


def kind_of(draft: EventDraft) -> EventKind:
    """Return what Carnet says that an event is, else what its title or its categories speak of."""
    guesses = (guessed(text) for text in (title_of(draft), *draft.categories))
    return draft.kind or next((kind for kind in guesses if kind is not EventKind.OTHER), EventKind.OTHER)


def _likeness(draft: EventDraft) -> tuple[str, datetime | None]:
    return fold(title_of(draft)), draft.starts.at if draft.starts else None


def digest(draft: EventDraft) -> str:
    """Return a fingerprint of all that a file tells of an event."""
    told = (
        draft.title,
        draft.starts,
        draft.ends,
        draft.venue,
        draft.description,
        draft.url,
        draft.is_cancelled,
        draft.rrule,
        draft.rdates,
        draft.exdates,
        draft.organiser,
        draft.attendees,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:20]


def _rule(draft: EventDraft) -> tuple[str, tuple[Remark, ...]]:
    """Return the rule of a series as it is kept; one that Carnet cannot follow is dropped, with a remark."""
    if draft.starts is None or draft.recurrence_id is not None or not (draft.rrule or draft.rdates):
        return "", ()
    if not draft.rrule:
        return "FREQ=DAILY;COUNT=1", ()
    try:
        return checked(draft.rrule, draft.starts.at, draft.starts.tz), ()
    except Refused as refusal:
        return "", (Remark(RULE_DROPPED, draft.rrule[:_SHOWN]), Remark(refusal.reason, ""))


def _rejected(reading: EventReading, told: set[int]) -> list[RowVerdict]:
    found: dict[int, RowVerdict] = {}
    for problem in reading.problems:
        if problem.row and problem.row not in told:
            detail = ", ".join(str(value) for value in problem.data.values())
            found[problem.row] = RowVerdict(problem.row, Verdict.REJECTED, problem.reason, None, "", detail[:_SHOWN])
    return list(found.values())


# An occurrence goes by the name of its series; what no calendar has named yet by our own.
_KNOWN = """
SELECT e.id, coalesce(nullif(e.ics_uid, ''), s.uid, e.uid) AS called, e.recurrence_id, e.sequence, e.ics_uid,
  e.ics_digest, e.deleted_at
FROM event e LEFT JOIN event s ON s.id = e.series_id
WHERE e.ics_uid IN ({0}) OR (e.ics_uid = '' AND (e.uid IN ({0}) OR s.uid IN ({0})))"""
_ALIKE = """
SELECT id, title, starts_at, ics_uid FROM event
WHERE deleted_at IS NULL AND recurrence_id IS NULL AND starts_at IN ({})"""


def _by_uid(connection: sa.Connection, uids: set[str]) -> dict[tuple[str, datetime | None], Mapping[str, Any]]:
    """Return the events that calendars call so, in the trash or not; an occurrence with its original start."""
    found: dict[tuple[str, datetime | None], Mapping[str, Any]] = {}
    for run in chunks(sorted(uids)):
        rows = connection.exec_driver_sql(_KNOWN.format(marks(run)), (*run, *run, *run)).mappings()
        found.update(((row["called"], instant(row["recurrence_id"])), dict(row)) for row in rows)
    return found


def _by_start(
    connection: sa.Connection, drafts: Iterable[EventDraft]
) -> dict[tuple[str, datetime | None], tuple[int, str]]:
    """Return the events of the same starts, by folded title and start, with what a calendar calls them."""
    wanted = sorted({f"{draft.starts.at:%Y-%m-%dT%H:%M:%S.%fZ}" for draft in drafts if draft.starts})
    found: dict[tuple[str, datetime | None], tuple[int, str]] = {}
    for run in chunks(wanted):
        for key, title, starts_at, uid in connection.exec_driver_sql(_ALIKE.format(marks(run)), run):
            found[fold(title), instant(starts_at)] = (key, uid)
    return found


def draft_of(person: Invited) -> ContactDraft:
    """Return whom a calendar names as a draft of a contact."""
    first, last = split_name(person.name)
    points = (ContactPoint(kind=PointKind.EMAIL, value=person.email),) if person.email else ()
    return ContactDraft(first_name=first, last_name=last, points=points)


def guest_key(person: Invited) -> str:
    """Return what tells one person of a file from another."""
    return person.email.lower() or fold(person.name)


def guests(connection: sa.Connection, drafts: Iterable[EventDraft], country: str, hidden: bool) -> tuple[Guest, ...]:
    """Return the people whom events name, the user and who objected left out, each with the contact this surely is."""
    people: dict[str, Invited] = {}
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for draft in drafts:
        for person in (*draft.attendees, *((draft.organiser,) if draft.organiser else ())):
            key = guest_key(person)
            known = people.setdefault(key, person)
            people[key] = known if known.name else person
            if draft.row not in rows[key]:
                rows[key].append(draft.row)
    mine = my_addresses(connection)
    wanted = {key: prepared(draft_of(person), country) for key, person in people.items() if key and key not in mine}
    matched = _matches(connection, wanted, hidden)
    refuses = opposition.refuses(connection)
    return tuple(
        Guest(key, people[key].name or people[key].email, people[key].email, matched.get(key), tuple(rows[key]))
        for key, draft in wanted.items()
        if key in matched or not refuses(candidate(draft))
    )


def my_addresses(connection: sa.Connection) -> set[str]:
    """Return the addresses of the user's own card."""
    sql = (
        "SELECT p.normalised FROM contact c JOIN contact_point p ON p.contact_id = c.id "
        "WHERE c.is_me = 1 AND p.kind = 'email'"
    )
    return {text.lower() for (text,) in connection.exec_driver_sql(sql)}


def _matches(connection: sa.Connection, wanted: Mapping[str, ContactDraft], hidden: bool) -> dict[str, int]:
    people = {key: candidate(draft) for key, draft in wanted.items()}
    known = Known(connection, reachable(connection, list(people.values())))
    directory = Directory()
    for contact_id, draft in known.drafts.items():
        if not hidden or contact_id not in known.personal:
            directory.add(contact_id, candidate(draft, known.organisations[contact_id]))
    found: dict[str, int] = {}
    for key, person in people.items():
        likely = directory.matches(person)
        if likely and likely[0][1].likeness is Likeness.SURE:
            found[key] = likely[0][0]
    return found
