"""The plan of an import: what becomes of each row of a file, decided before anything is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from carnet.domain.contacts import ContactPoint, PointKind, SocialProfile, display_name
from carnet.domain.dates import PartialDate
from carnet.domain.imports import Choice, Decision, Remark, RowVerdict, Verdict
from carnet.domain.matching import Candidate, Likeness, Match
from carnet.domain.points import normalise
from carnet.domain.profiles import recognise
from carnet.domain.text import fold
from carnet.errors import Problem, Reason, Refused
from carnet.formats.drafts import ContactDraft, has_identity
from carnet.journal import opposition
from carnet.journal.frozen import frozen, thawed
from carnet.journal.import_filling import fill, left_over, without_repeats
from carnet.journal.import_people import Directory, Finder, Known, candidate, likeliest_first, names_of, spellings
from carnet.store.quick import Connected, chunks, marks, rows

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
_LINKS = (PointKind.URL, PointKind.MESSAGING)
_EMAIL, _CREATED = PointKind.EMAIL, Verdict.CREATED  # by name, as in `domain.points`


@dataclass(slots=True)
class Person:
    """Someone the import concerns: what was known before, and what is known once the file is read.

    Attributes:
        before: None for a new contact that is not written yet.
    """

    after: ContactDraft
    before: ContactDraft | None = None


class Introduced(NamedTuple):
    """By whom a file says that somebody was introduced, in which of its rows that person stands (0: unknown), when.

    `lines` is how many lines that Carnet does not keep the card of the one introduced has.
    """

    by: str
    row: int
    met_on: PartialDate | None
    lines: int


@dataclass(slots=True)
class Plan:
    """What became, or would become, of the rows of a file.

    `person_of` gives the key of the person that a row concerns: above zero a contact id, below zero -1 for the first
    new person, -2 for the second.
    """

    verdicts: list[RowVerdict] = field(default_factory=list)
    person_of: dict[int, int] = field(default_factory=dict)
    introduced: dict[int, Introduced] = field(default_factory=dict)
    counts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))


class Asked(NamedTuple):
    """How a file is to be read: the country of phone numbers, decisions by row, whom to tell and ask meanwhile.

    With `hides_personal` nobody of the personal sphere is suggested by name.
    """

    country: str
    decisions: Mapping[int, Decision]
    progress: Progress
    cancelled: Cancelled
    hides_personal: bool = False


Recall = Callable[[int], ContactDraft]
"""Returns what is known by now of somebody whom an earlier part of the file told of, by key."""


class Shelf:
    """Keeps what a file told of people, small, where nothing is written: of a crowd it is much."""

    def __init__(self) -> None:
        self._kept: dict[int, bytes] = {}

    def keep(self, people: Mapping[int, Person]) -> None:
        """Keep what is known of people by now."""
        for key, person in people.items():
            self._kept[key] = frozen(person.after)

    def recall(self, key: int) -> ContactDraft:
        """Return what was kept of a person."""
        found: ContactDraft = thawed(self._kept[key])
        return found

    def people(self) -> Iterator[tuple[int, ContactDraft]]:
        """Yield everybody kept."""
        return ((key, self.recall(key)) for key in self._kept)


def stop_if(cancelled: Cancelled) -> None:
    """Give up where the user asked for it."""
    if cancelled():
        raise Refused("cancelled")


def prepared(draft: ContactDraft, country: str) -> ContactDraft:
    """Return a draft whose points and profiles carry what matching compares."""
    points = tuple([point if point.normalised else _normalised(point, country) for point in draft.points])
    profiles = tuple(map(_slugged, draft.profiles))
    if points == draft.points and profiles == draft.profiles:
        return draft
    return draft._replace(points=points, profiles=profiles)


def _comparable(draft: ContactDraft, country: str) -> ContactDraft:
    """Return a draft that can be matched; most can as they are, and nothing is compared of a single link of theirs."""
    loose = [point.kind for point in draft.points if not point.normalised]
    is_plain = not loose or (len(loose) == 1 and loose[0] in _LINKS)
    return draft if is_plain and not draft.profiles else prepared(draft, country)


def _normalised(point: ContactPoint, country: str) -> ContactPoint:
    found = normalise(point, country)
    return point._replace(normalised=found) if found else point


def _slugged(profile: SocialProfile) -> SocialProfile:
    known = recognise(profile.url)
    if known is not None and known.network is profile.network:
        return profile if profile.slug == known.slug else replace(profile, slug=known.slug)
    return profile


def _known_id(key: int) -> int | None:
    return key if key > 0 else None


class Planner:
    """Decides what becomes of the rows of a file, part after part.

    `connection` sees the journal as it was before the import all along, `recall` knows what earlier parts made of it,
    `id_of` what contact a key is. With `named` verdicts tell of whom they are, as a preview shows it.

    Attributes:
        plan: what was decided so far.
    """

    def __init__(
        self,
        connection: Connected,
        asked: Asked,
        recall: Recall,
        id_of: Callable[[int], int | None] = _known_id,
        *,
        named: bool = False,
    ) -> None:
        self.plan = Plan()
        self.id_of = id_of
        self.named = named
        self.connection = connection
        self.asked = asked
        self.recall = recall
        self.finder = Finder(connection)
        self.refuses = opposition.refuses(connection)
        self.fresh = Directory()
        self.changed = Directory()
        self.new_uids: dict[str, int] = {}
        self.new = 0

    def take(self, drafts: Sequence[ContactDraft], problems: Sequence[Problem]) -> dict[int, Person]:
        """Decide what becomes of a part of the rows; return the people that it adds, and those it adds to, by key.

        Args:
            drafts: what the rows say.
            problems: what is wrong with rows of this part; those without a draft are rejected for it.
        """
        drafts = [_comparable(draft, self.asked.country) for draft in drafts]
        part = _Part(self, drafts, problems)
        for draft, who in zip(drafts, part.candidates, strict=True):
            part.take(draft, who)
        for problem in problems:
            if problem.row and problem.row not in part.told:
                part.told.add(problem.row)
                self.say(RowVerdict(problem.row, Verdict.REJECTED, problem.reason, None, "", _said(problem)))
        return part.people

    def say(self, verdict: RowVerdict) -> None:
        """Keep what was decided of a row."""
        self.plan.verdicts.append(verdict)
        self.plan.counts[verdict.verdict] += 1

    def finish(self) -> Plan:
        """Return the plan, once all parts are taken."""
        _tell_introducers(self.connection, self.plan, self.fresh)
        self.plan.verdicts.sort(key=_by_row)
        return self.plan


def _said(problem: Problem) -> str:
    return ", ".join(str(value) for value in problem.data.values())


class _Part:
    """One part of a file against the journal and the parts before it."""

    def __init__(self, planner: Planner, drafts: Sequence[ContactDraft], problems: Sequence[Problem]) -> None:
        self.people: dict[int, Person] = {}
        self.told: set[int] = set()
        self.candidates = [candidate(draft) for draft in drafts]
        self._planner = planner
        self._plan = planner.plan
        self._fresh = planner.fresh
        self._decisions = decisions = planner.asked.decisions
        self._uids = _contacts_of_uids(planner.connection, {draft.uid for draft in drafts if draft.uid})
        living = [key for key, is_there in self._uids.values() if is_there]
        named = [
            decision.contact_id
            for draft in (drafts if decisions else ())
            if (decision := decisions.get(draft.row)) is not None and decision.contact_id is not None
        ]
        changed = set().union(*map(planner.changed.near, self.candidates)) if planner.changed else ()
        ids = sorted({*planner.finder.reachable(self.candidates), *living, *named, *changed})
        known = Known(planner.connection, ids) if ids else None
        self._known = known.drafts if known else {}
        self._unnamed = known.personal if known and planner.asked.hides_personal else set()
        self._there = Directory()
        for key in self._known:
            if key in planner.changed:
                self._known[key] = planner.recall(key)
            organisations = known.organisations[key] if known else ()
            self._there.add(key, candidate(self._known[key], organisations))
        self._problems: dict[int, list[Remark]] = {}
        for problem in problems:
            self._problems.setdefault(problem.row, []).append(Remark(problem.reason, _said(problem)[:_SHOWN]))

    def take(self, draft: ContactDraft, who: Candidate) -> None:
        """Decide what becomes of one row; `who` is what is compared of it."""
        self.told.add(draft.row)
        if not has_identity(draft):
            self._say(draft, Verdict.REJECTED, NO_IDENTITY)
            return
        if self._planner.refuses(who):
            self._say(draft, Verdict.REJECTED, OPPOSED)
            return
        decision = self._decisions.get(draft.row) if self._decisions else None
        found = self._fresh.matches(who)
        if self._known and (there := self._there.matches(who)):
            found = sorted((*there, *found), key=likeliest_first)
        if decision is not None:
            self._obey(draft, who, decision, found)
        elif draft.uid and (same := self._same_uid(draft)) is not None:
            self._merge(draft, same, SAME_UID)
        elif found and found[0][1].likeness is Likeness.SURE:
            self._merge(draft, *self._sure(found[0]))
        else:
            self._create(draft, who, found)

    def _obey(self, draft: ContactDraft, who: Candidate, decision: Decision, found: list[tuple[int, Match]]) -> None:
        if decision.choice is Choice.SKIP:
            self._say(draft, Verdict.SKIPPED, CHOSEN, found=found)
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
        key, is_there = self._uids.get(draft.uid, (0, False))
        return key if is_there and key in self._known else self._planner.new_uids.get(draft.uid)

    def _sure(self, found: tuple[int, Match]) -> tuple[int, str]:
        key, match = found
        return key, SAME_FILE if key < 0 else match.reasons[0].value

    def _merge(self, draft: ContactDraft, key: int, reason: str) -> None:
        person = self.people.get(key)
        if person is None:
            known = self._known[key] if key > 0 else self._planner.recall(key)
            person = self.people[key] = Person(known, known)
        country = self._planner.asked.country
        draft, person.after = prepared(draft, country), prepared(person.after, country)
        directory = self._there if key > 0 else self._fresh
        own = directory[key]
        left = left_over(person.after, draft, {person.after.organisation, *own.organisations})
        had_uid = bool(person.after.uid)
        person.after = fill(person.after, draft)
        if draft.uid and not (key < 0 and self._may_have(draft.uid, key)) and not had_uid:
            person.after = person.after._replace(uid="")
        self._plan.person_of[draft.row] = key
        self._tell_introducer(key, person.after)
        learnt = candidate(person.after, own.organisations)
        directory.add(key, learnt)
        if key > 0:
            self._planner.changed.add(key, learnt)
        self._say(draft, Verdict.MERGED, reason, key=key, left=left)

    def _create(self, draft: ContactDraft, who: Candidate, found: list[tuple[int, Match]]) -> None:
        self._planner.new += 1
        key = -self._planner.new
        fresh = without_repeats(draft)
        if draft.uid and not self._may_have(draft.uid, key):
            fresh = fresh._replace(uid="")
        self.people[key] = Person(fresh)
        self._plan.person_of[draft.row] = key
        self._tell_introducer(key, fresh)
        self._fresh.add(key, who)
        reason = found[0][1].reasons[0].value if found else NEW
        self._say(draft, _CREATED, reason, key=key, found=found)

    def _may_have(self, uid: str, key: int) -> bool:
        """Give a new person the uid that the file says, unless it is somebody else's; return whether it is free."""
        return uid not in self._uids and self._planner.new_uids.setdefault(uid, key) == key

    def _tell_introducer(self, key: int, draft: ContactDraft) -> None:
        known = self._plan.introduced.get(key)
        if known or draft.introduced_by:
            by, row = (known.by, known.row) if known else (draft.introduced_by, draft.introducer_row)
            self._plan.introduced[key] = Introduced(by, row, draft.met_on, len(draft.foreign))

    def _suggestions(self, found: Sequence[tuple[int, Match]]) -> tuple[tuple[int, str, str], ...]:
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
        key: int = 0,
        found: Sequence[tuple[int, Match]] = (),
        left: Sequence[str] = (),
    ) -> None:
        named = self._planner.named
        suggestions = self._suggestions(found) if named and found else ()
        told = told_of(draft) if named and (key > 0 or suggestions) else ()
        self._planner.say(
            RowVerdict(
                draft.row,
                verdict,
                reason,
                self._planner.id_of(key) if key else None,
                name_of(draft) if named else "",
                detail_of(draft) if named else "",
                suggestions,
                told,
                (*self._problems.get(draft.row, ()), *_remarks(draft, left)),
            )
        )


def _remarks(draft: ContactDraft, left: Sequence[str]) -> tuple[Remark, ...]:
    """Return what a draft says that can be kept only as it was typed, or not at all."""
    wrong = [p.value for p in draft.points if p.kind is _EMAIL and not p.normalised and p.value.strip()]
    if not wrong and not left:
        return ()
    return (
        *(Remark(BAD_EMAIL, value[:_SHOWN]) for value in wrong),
        *(Remark(LEFT_OVER, " ".join(value.split())[:_SHOWN]) for value in left),
    )


def _contacts_of_uids(connection: Connected, uids: set[str]) -> dict[str, tuple[int, bool]]:
    """Return the contacts that have these uids, and whether each is out of the trash."""
    found: dict[str, tuple[int, bool]] = {}
    for run in chunks(sorted(uids)):
        sql = f"SELECT uid, id, deleted_at IS NULL FROM contact WHERE uid IN ({marks(run)})"
        found.update((uid, (key, bool(there))) for uid, key, there in rows(connection, sql, run))
    return found


def name_of(draft: ContactDraft) -> str:
    """Return how a draft is shown."""
    name = display_name(draft.first_name, draft.last_name, nickname=draft.nickname, organisation=draft.organisation)
    if name != "?":
        return name
    return display_name(
        fallback=next((point.value for point in draft.points), "") or next((p.url for p in draft.profiles), "")
    )


def detail_of(draft: ContactDraft) -> str:
    """Return what tells a draft apart from another of the same name."""
    email = ""
    for point in draft.points:
        if point.kind is _EMAIL:
            email = point.value
            break
    return ", ".join(filter(None, (draft.title, draft.organisation, email)))


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


def _tell_introducers(connection: Connected, plan: Plan, fresh: Directory) -> None:
    """Remark on those of whom a file says who introduced them, where that is nobody, or not one alone."""
    told = {key: each.by for key, each in plan.introduced.items() if each.row not in plan.person_of}
    if not told:
        return
    names = names_of(connection)
    for key, first, last in fresh.named():
        for name in spellings(first, last):
            names.setdefault(name, []).append(key)
    for place, verdict in enumerate(plan.verdicts):
        by = told.get(plan.person_of.get(verdict.row, 0), "")
        if by and len(names.get(fold(by), ())) != 1:
            plan.verdicts[place] = verdict._replace(remarks=(*verdict.remarks, Remark(INTRODUCER, by[:_SHOWN])))


def _by_row(verdict: RowVerdict) -> int:
    return verdict.row
