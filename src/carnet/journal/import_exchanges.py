"""Exchanges that a file tells of: only with people in the journal, or who come in with them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from carnet.domain.contacts import Network
from carnet.domain.dates import PartialDate
from carnet.domain.imports import ExchangeSource, Offered
from carnet.domain.interactions import InteractionKind
from carnet.domain.text import clean, fold
from carnet.formats.drafts import ContactDraft, ExchangeDraft
from carnet.formats.linkedin_exchanges import MessageDraft, Party, read
from carnet.journal import scheduling
from carnet.journal.core import Core
from carnet.journal.import_people import names_of, spellings
from carnet.journal.import_plan import Cancelled, Plan, Shelf
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.quick import Connected, chunks, marks
from carnet.store.recorder import Recorder

_SLUGS = """SELECT s.slug, s.contact_id FROM social_profile s JOIN contact c ON c.id = s.contact_id
    WHERE s.network = 'linkedin' AND s.slug <> '' AND c.deleted_at IS NULL AND c.is_me = 0"""
_KNOWN = """SELECT p.contact_id, i.occurred_on, i.summary FROM participation p
    JOIN interaction i ON i.id = p.interaction_id WHERE i.kind = 'message' AND p.contact_id IN ({})"""
_NO_TEXT = "LinkedIn"


class Found(NamedTuple):
    """An exchange and the key in the plan of the person that it is with, or the id of a contact that is not in it."""

    key: int
    draft: MessageDraft


def offered(connection: Connected, shelf: Shelf, data: bytes, cancelled: Cancelled) -> tuple[Offered, ...]:
    """Return what an archive offers beside its connections, with how many exchanges and people that makes."""
    people = _People(connection, shelf.people())
    told = []
    for source in ExchangeSource:
        found = list(people.found(read(data, source, cancelled)))
        if found:
            told.append(Offered(source, len(found), len({each.key for each in found})))
    return tuple(told)


def asked(data: bytes, sources: Iterable[ExchangeSource], cancelled: Cancelled) -> list[MessageDraft]:
    """Return the exchanges of an archive that the user asked for, the first day first."""
    return sorted((draft for source in sources for draft in read(data, source, cancelled)), key=_by_day)


def _by_day(draft: MessageDraft) -> date:
    return draft.day


def write(recorder: Recorder, core: Core, drafts: Sequence[MessageDraft]) -> None:
    """Write exchanges with the people known; those that are there already are not written twice."""
    found = list(_People(recorder.connection).found(drafts))
    known = _known(recorder.connection, {each.key for each in found})
    fresh = [each for each in found if (each.key, each.draft.day.isoformat(), _text(each.draft)) not in known]
    keys = _insert(recorder, [_row(core, each.draft) for each in fresh], [{each.key} for each in fresh])
    # In the order of days.
    latest = {each.key: (key, each.draft.day) for key, each in zip(keys, fresh, strict=True)}
    for contact_id, (key, day) in latest.items():
        scheduling.restart(recorder, [contact_id], key, InteractionKind.MESSAGE, day)


def write_told(recorder: Recorder, plan: Plan, id_of: Callable[[int], int], told: Sequence[ExchangeDraft]) -> None:
    """Write what a file of people tells of exchanges with those who come in, but for what is there already."""
    there = set(quick.column(recorder.connection, "SELECT uid FROM interaction")) if told else set()
    rows: list[dict[str, Any]] = []
    parts: list[set[int]] = []
    for each in told:
        present = {id_of(plan.person_of[row]) for row in each.rows if row in plan.person_of}
        if not present or not each.uid or each.uid in there:
            continue
        there.add(each.uid)
        parts.append(present)
        kept = {"kind": each.kind, "occurred_on": each.occurred_on, "direction": each.direction}
        rows.append({"uid": each.uid, "summary": clean(each.summary).strip(), **kept})
    _insert(recorder, rows, parts)


def _insert(recorder: Recorder, rows: list[dict[str, Any]], parts: Sequence[Collection[int]]) -> list[int]:
    """Write exchanges, each with those who took part."""
    keys = recorder.insert_many(t.interaction, rows)
    pairs = zip(keys, parts, strict=True)
    taken = [{"interaction_id": at, "contact_id": key} for at, present in pairs for key in sorted(present)]
    recorder.insert_many(t.participation, taken)
    return keys


class _People:
    """Who goes by a profile or a name: in the journal, and among those who would come in."""

    def __init__(self, connection: Connected, coming: Iterable[tuple[int, ContactDraft]] = ()) -> None:
        self._by_slug: dict[str, int] = {}
        self._by_slug.update(quick.rows(connection, _SLUGS))
        self._by_name = {name: set(keys) for name, keys in names_of(connection).items()}
        for key, draft in coming:
            for profile in draft.profiles:
                if profile.network is Network.LINKEDIN and profile.slug:
                    self._by_slug[profile.slug] = key
            for name in spellings(draft.first_name, draft.last_name):
                self._by_name.setdefault(name, set()).add(key)

    def found(self, drafts: Iterable[MessageDraft]) -> Iterable[Found]:
        """Yield the exchanges with somebody known, each with the key of that person."""
        for draft in drafts:
            key = self._key(draft.party)
            if key is not None:
                yield Found(key, draft)

    def _key(self, party: Party) -> int | None:
        if party.slug in self._by_slug:
            return self._by_slug[party.slug]
        named = self._by_name.get(fold(party.name), set()) if party.name else set()
        return next(iter(named)) if len(named) == 1 else None


def _known(connection: Connected, contact_ids: Iterable[int]) -> set[tuple[Any, ...]]:
    runs = chunks(sorted(contact_ids))
    return {row for run in runs for row in quick.rows(connection, _KNOWN.format(marks(run)), run)}


def _text(draft: MessageDraft) -> str:
    return clean(draft.text).strip() or _NO_TEXT


def _row(core: Core, draft: MessageDraft) -> dict[str, Any]:
    return {
        "uid": core.new_uid(),
        "kind": InteractionKind.MESSAGE,
        "occurred_on": PartialDate.of(draft.day),
        "direction": draft.direction,
        "summary": _text(draft),
    }
