"""The plan of an import: what becomes of each row of a file, decided before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.contacts import ContactPoint, PointKind, SocialProfile, display_name
from carnet.domain.imports import Choice, Decision, Remark, RowVerdict, Verdict
from carnet.domain.matching import Candidate, Likeness, Match
from carnet.domain.profiles import recognise
from carnet.domain.text import fold
from carnet.errors import Reason, Refused
from carnet.formats.drafts import ContactDraft, Reading, has_identity
from carnet.journal import opposition
from carnet.journal.contact_writing import normalise
from carnet.journal.import_filling import fill, left_over, without_repeats
from carnet.journal.import_people import Directory, Known, candidate, names_of, reachable, spellings
from carnet.store.quick import chunks, marks

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

SAME_UID = "same_uid"
SAME_FILE = "same_file"
CHOSEN = "chosen"
NEW = "new"
NO_IDENTITY = "no_identity"
OPPOSED = "opposed"
BAD_EMAIL = "bad_email"
LEFT_OVER = "left_over"
INTRODUCER = "introducer_unclear"
_SHOWN = 80
_EVERY = 200


@dataclass(slots=True)
class Person:
    """Someone the import concerns: what was known before, and what is known once the file is read.

    Attributes:
        contact_id: None for a new contact.
        before: None for a new contact.
        rows: rows of the file that tell of this person.
    """

    after: ContactDraft
    contact_id: int | None = None
    before: ContactDraft | None = None
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What an import would do; `person_of` gives the key in `people` of each row that concerns somebody."""

    reading: Reading
    people: dict[int, Person] = field(default_factory=dict)
    verdicts: list[RowVerdict] = field(default_factory=list)
    person_of: dict[int, int] = field(default_factory=dict)

    def count(self, verdict: Verdict) -> int:
        """Return how many rows have a verdict."""
        return sum(row.verdict is verdict for row in self.verdicts)


class Asked(NamedTuple):
    """How a file is to be read: the country of phone numbers, decisions by row, whom to tell and ask meanwhile.

    With `hides_personal` nobody of the personal sphere is suggested by name.
    """

    country: str
    decisions: Mapping[int, Decision]
    progress: Progress
    cancelled: Cancelled
    hides_personal: bool = False


def make(connection: sa.Connection, reading: Reading, asked: Asked) -> Plan:
    """Return the plan of a reading against what the journal holds."""
    drafts = [prepared(draft, asked.country) for draft in reading.drafts]
    planner = _Planner(connection, Plan(reading), drafts, asked)
    for place, draft in enumerate(drafts):
        if place % _EVERY == 0:
            stop_if(asked.cancelled)
            asked.progress(place, len(drafts))
        planner.take(draft, planner.candidates[place])
    _tell_introducers(connection, planner.plan)
    _reject(planner.plan)
    planner.plan.verdicts.sort(key=_by_row)
    return planner.plan


def stop_if(cancelled: Cancelled) -> None:
    """Give up where the user asked for it."""
    if cancelled():
        raise Refused("cancelled")


def prepared(draft: ContactDraft, country: str) -> ContactDraft:
    """Return a draft whose points and profiles carry what matching compares."""
    points = tuple(_normalised(point, country) for point in draft.points)
    profiles = tuple(_slugged(profile) for profile in draft.profiles)
    if points == draft.points and profiles == draft.profiles:
        return draft
    return replace(draft, points=points, profiles=profiles)


def _normalised(point: ContactPoint, country: str) -> ContactPoint:
    """Return a point with what it is matched by; an address keeps the parts that its card told apart."""
    if point.kind is PointKind.ADDRESS and point.normalised:
        return point
    found = normalise(point, country)
    return point if found == point.normalised else replace(point, normalised=found)


def _slugged(profile: SocialProfile) -> SocialProfile:
    known = recognise(profile.url)
    if known is not None and known.network is profile.network:
        return profile if profile.slug == known.slug else replace(profile, slug=known.slug)
    return profile


class _Planner:
    def __init__(
        self,
        connection: sa.Connection,
        plan: Plan,
        drafts: Sequence[ContactDraft],
        asked: Asked,
    ) -> None:
        self.plan = plan
        decisions = self._decisions = asked.decisions
        people = self.candidates = [candidate(draft) for draft in drafts]
        uids = _contacts_of_uids(connection, {draft.uid for draft in drafts if draft.uid})
        named = {decision.contact_id for decision in decisions.values() if decision.contact_id is not None}
        known = Known(connection, sorted({*reachable(connection, people), *uids.values(), *named}))
        self._known = known.drafts
        self._unnamed = known.personal if asked.hides_personal else set()
        self._refuses = opposition.refuses(connection)
        self._problems: dict[int, list[Remark]] = {}
        for problem in plan.reading.problems:
            said = ", ".join(str(value) for value in problem.data.values())
            self._problems.setdefault(problem.row, []).append(Remark(problem.reason, said[:_SHOWN]))
        self._by_uid = {uid: key for uid, key in uids.items() if key in known.drafts}
        self._new_uids: dict[str, int] = {}
        self._directory = Directory()
        for key, draft in known.drafts.items():
            self._directory.add(key, candidate(draft, known.organisations[key]))

    def take(self, draft: ContactDraft, who: Candidate) -> None:
        """Decide what becomes of one row; `who` is what is compared of it."""
        if not has_identity(draft):
            self._say(draft, Verdict.REJECTED, NO_IDENTITY)
            return
        if self._refuses(who):
            self._say(draft, Verdict.REJECTED, OPPOSED)
            return
        decision = self._decisions.get(draft.row)
        found = self._directory.matches(who)
        if decision is not None:
            self._obey(draft, who, decision, found)
        elif (same := self._same_uid(draft)) is not None:
            self._merge(draft, same, SAME_UID)
        elif found and found[0][1].likeness is Likeness.SURE:
            self._merge(draft, *self._sure(found[0]))
        else:
            self._create(draft, who, found)

    def _obey(self, draft: ContactDraft, who: Candidate, decision: Decision, found: list[tuple[int, Match]]) -> None:
        if decision.choice is Choice.SKIP:
            self._say(draft, Verdict.SKIPPED, CHOSEN, suggestions=self._suggestions(found))
        elif decision.choice is Choice.KEEP_BOTH:
            self._create(draft, who, found)
        else:
            self._merge(draft, self._asked(draft, decision, found), CHOSEN)

    def _asked(self, draft: ContactDraft, decision: Decision, found: list[tuple[int, Match]]) -> int:
        if decision.contact_id is None and found:
            return found[0][0]
        if decision.contact_id in self._known:
            return decision.contact_id
        raise Refused(Reason.NOT_FOUND, kind="contact", id=decision.contact_id, row=draft.row)

    def _same_uid(self, draft: ContactDraft) -> int | None:
        return self._by_uid.get(draft.uid) or self._new_uids.get(draft.uid) if draft.uid else None

    def _sure(self, found: tuple[int, Match]) -> tuple[int, str]:
        key, match = found
        return key, SAME_FILE if key < 0 else match.reasons[0].value

    def _merge(self, draft: ContactDraft, key: int, reason: str) -> None:
        person = self.plan.people.get(key)
        if person is None:
            person = self.plan.people[key] = Person(self._known[key], key, self._known[key])
        organisations = {person.after.organisation, *self._directory[key].organisations}
        left = left_over(person.after, draft, organisations)
        person.after = fill(person.after, draft)
        person.rows.append(draft.row)
        self.plan.person_of[draft.row] = key
        own = self._directory[key] if key in self._directory else candidate(person.after)
        self._directory.add(key, candidate(person.after, own.organisations))
        self._say(draft, Verdict.MERGED, reason, contact_id=person.contact_id, left=left)

    def _create(self, draft: ContactDraft, who: Candidate, found: list[tuple[int, Match]]) -> None:
        key = -1 - len(self.plan.people)
        self.plan.people[key] = Person(without_repeats(draft), rows=[draft.row])
        self.plan.person_of[draft.row] = key
        if draft.uid:
            self._new_uids[draft.uid] = key
        self._directory.add(key, who)
        reason = found[0][1].reasons[0].value if found else NEW
        self._say(draft, Verdict.CREATED, reason, suggestions=self._suggestions(found))

    def _suggestions(self, found: list[tuple[int, Match]]) -> tuple[tuple[int, str, str], ...]:
        return tuple(
            (key, name_of(self._known[key]), match.reasons[0].value)
            for key, match in found
            if key in self._known and key not in self._unnamed
        )[:5]

    def _say(
        self,
        draft: ContactDraft,
        verdict: Verdict,
        reason: str,
        *,
        contact_id: int | None = None,
        suggestions: tuple[tuple[int, str, str], ...] = (),
        left: Sequence[str] = (),
    ) -> None:
        told = told_of(draft) if contact_id is not None or suggestions else ()
        self.plan.verdicts.append(
            RowVerdict(
                draft.row,
                verdict,
                reason,
                contact_id,
                name_of(draft),
                detail_of(draft),
                suggestions,
                told,
                (*self._problems.get(draft.row, ()), *_remarks(draft, left)),
            )
        )


def _remarks(draft: ContactDraft, left: Sequence[str]) -> tuple[Remark, ...]:
    """Return what a draft says that can be kept only as it was typed, or not at all."""
    emails = (point for point in draft.points if point.kind is PointKind.EMAIL)
    wrong = (point.value for point in emails if point.value.strip() and not point.normalised)
    return (
        *(Remark(BAD_EMAIL, value[:_SHOWN]) for value in wrong),
        *(Remark(LEFT_OVER, " ".join(value.split())[:_SHOWN]) for value in left),
    )


def _contacts_of_uids(connection: sa.Connection, uids: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for run in chunks(sorted(uids)):
        sql = f"SELECT uid, id FROM contact WHERE deleted_at IS NULL AND uid IN ({marks(run)})"
        found.update(connection.exec_driver_sql(sql, run).all())
    return found


def name_of(draft: ContactDraft) -> str:
    """Return how a draft is shown."""
    return display_name(
        draft.first_name,
        draft.last_name,
        nickname=draft.nickname,
        organisation=draft.organisation,
        fallback=next((point.value for point in draft.points), "") or next((p.url for p in draft.profiles), ""),
    )


def detail_of(draft: ContactDraft) -> str:
    """Return what tells a draft apart from another of the same name."""
    email = next((point.value for point in draft.points if point.kind is PointKind.EMAIL), "")
    return ", ".join(part for part in (draft.title, draft.organisation, email) if part)


def told_of(draft: ContactDraft) -> tuple[tuple[str, str], ...]:
    """Return what a draft says, field by field, to be laid beside what is known."""
    values = (
        ("title", draft.title),
        ("organisation", draft.organisation),
        ("email", _values(draft, PointKind.EMAIL)),
        ("phone", _values(draft, PointKind.PHONE)),
        ("city", draft.city),
        ("tags", ", ".join(draft.tags)),
    )
    return tuple((name, text) for name, text in values if text)


def _values(draft: ContactDraft, kind: PointKind) -> str:
    return ", ".join(point.value for point in draft.points if point.kind is kind)


def _tell_introducers(connection: sa.Connection, plan: Plan) -> None:
    """Remark on those of whom a file says who introduced them, where that is nobody, or not one alone."""
    told = {
        key: person.after.introduced_by
        for key, person in plan.people.items()
        if person.after.introduced_by and person.after.introducer_row not in plan.person_of
    }
    if not told:
        return
    names = names_of(connection)
    for key, person in plan.people.items():
        if key < 0:
            for name in spellings(person.after.first_name, person.after.last_name):
                names.setdefault(name, []).append(key)
    for place, verdict in enumerate(plan.verdicts):
        by = told.get(plan.person_of.get(verdict.row, 0), "")
        if by and len(names.get(fold(by), ())) != 1:
            plan.verdicts[place] = verdict._replace(remarks=(*verdict.remarks, Remark(INTRODUCER, by[:_SHOWN])))


def _reject(plan: Plan) -> None:
    """Give a verdict to the rows that could not be read at all."""
    told = {verdict.row for verdict in plan.verdicts}
    for problem in plan.reading.problems:
        if problem.row and problem.row not in told:
            told.add(problem.row)
            detail = ", ".join(str(value) for value in problem.data.values())
            plan.verdicts.append(RowVerdict(problem.row, Verdict.REJECTED, problem.reason, None, "", detail))


def _by_row(verdict: RowVerdict) -> int:
    return verdict.row
