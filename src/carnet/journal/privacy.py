"""Verbs of privacy: who was informed, on what ground people are kept, who objected, and the four choices at term."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.contacts import Channel, ContactPoint, ContactStatus, PointKind
from carnet.domain.dates import PartialDate
from carnet.domain.followups import FollowUp, FollowUpReason, FollowUpState
from carnet.domain.ids import ContactId
from carnet.domain.points import normalise
from carnet.domain.privacy import (
    Basis,
    Facts,
    Opposition,
    PrivacyRow,
    Standing,
    answer_due,
    basis_of,
    identifiers,
    standing,
    term,
)
from carnet.domain.trash import TrashKind
from carnet.errors import Reason, Refused
from carnet.journal import erasing, opposition, scheduling
from carnet.journal.contact_loading import load
from carnet.journal.contact_writing import change
from carnet.journal.contacts import candidate
from carnet.journal.core import Core
from carnet.journal.people import name_of
from carnet.journal.trash import erase_now
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.quick import chunks, marks
from carnet.store.recorder import Recorder

_REGISTER = (
    "SELECT f.contact_id, f.display_name, f.organisation, f.origin, f.email, c.status, substr(c.created_at, 1, 10), "
    "f.first_met_on, f.last_inbound_on, p.informed_on, coalesce(p.legal_basis, ''), p.opposed_on, "
    "(SELECT min(s.connected_on) FROM social_profile s WHERE s.contact_id = f.contact_id), f.last_exchange_on "
    "FROM contact_fact f JOIN contact c ON c.id = f.contact_id "
    "LEFT JOIN privacy_record p ON p.contact_id = f.contact_id "
    "WHERE f.hidden = 0 AND f.sphere <> 'personal' AND f.contact_id {whose} ORDER BY f.sort_key, f.contact_id"
)
_CLIENTS = (
    "SELECT x.who, max(m.stage IN ('won', 'running') AND coalesce(m.ends_on, '9') >= ?), "
    "max(coalesce(m.ends_on, m.signed_on)) FROM (SELECT signing_contact_id who, id FROM mission "
    "WHERE signing_contact_id {whose} UNION SELECT contact_id, mission_id FROM mission_contact "
    "WHERE contact_id {whose} AND role IN ('decision_maker', 'buyer', 'user')) x JOIN mission m ON m.id = x.id "
    "WHERE m.deleted_at IS NULL AND m.stage IN ('won', 'running', 'completed') GROUP BY x.who"
)
"""Whoever has a part in a mission on the side of the client, whether one runs, and when the last ended."""
_ASKED = (
    "SELECT contact_id, max(scheduled_on) FROM follow_up WHERE contact_id {whose} AND reason = 'privacy' "
    "AND state IN ('open', 'snoozed') GROUP BY contact_id"
)
_OUTSIDE = "SELECT count(*) FROM contact_fact WHERE hidden = 0 AND sphere = 'personal'"
_TO_DO = "SELECT id FROM follow_up WHERE contact_id = ? AND state IN ('open', 'snoozed')"


class Privacy:
    """The register of those kept, people of the personal sphere left out, and what is done for their rights."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def register(self, ids: Sequence[int] | None = None) -> list[PrivacyRow]:
        """Return everybody in the register, or some people of it, by name."""
        today = self._core.clock.today()
        with self._core.reading() as connection:
            if ids is None:
                return _rows(connection, "IS NOT NULL", (), today)
            return [row for run in chunks(ids) for row in _rows(connection, f"IN ({marks(run)})", run, today)]

    def at_term(self) -> list[PrivacyRow]:
        """Return those whose time is over and who are not waited for, the longest over first."""
        found = [row for row in self.register() if row.standing is Standing.DUE]
        return sorted(found, key=lambda row: (row.term_on or date.max, row.id))

    def outside(self) -> int:
        """Return how many people of the personal sphere are left out."""
        with self._core.reading() as connection:
            return int(quick.rows(connection, _OUTSIDE)[0][0])

    def oppositions(self) -> list[Opposition]:
        """Return the list of those who objected, the latest first: no name, no address."""
        with self._core.reading() as connection:
            return opposition.entries(connection)

    def inform(self, contact_ids: Iterable[int], on: date | None = None) -> None:
        """Note that people were told that they are kept, today or on a day."""
        self._note(Deed.INFORM, contact_ids, informed_on=on or self._core.clock.today())

    def set_basis(self, contact_ids: Iterable[int], basis: Basis | None) -> None:
        """Say on what ground people are kept; None leaves it to the relation."""
        self._note(Deed.SET_BASIS, contact_ids, legal_basis="" if basis is None else basis.value)

    def ask_again(self, contact_ids: Iterable[int]) -> None:
        """Wait thirty days for the answer of people who were asked whether they may be kept."""
        keys = tuple(dict.fromkeys(contact_ids))
        until = answer_due(self._core.clock.today())
        with self._writing(Deed.ASK_AGAIN, keys) as recorder:
            for key in keys:
                wanted = FollowUp(
                    contact_id=ContactId(key), reason=FollowUpReason.PRIVACY, due_on=until, scheduled_on=until
                )
                scheduling.put(recorder, self._core, wanted)

    def oppose(self, contact_ids: Iterable[int], on: date | None = None) -> None:
        """Note that people objected: no import brings them back, their sheets are archived, nothing is planned."""
        keys, day = tuple(dict.fromkeys(contact_ids)), on or self._core.clock.today()
        opposition.ensure_key(self._core)
        with self._writing(Deed.OPPOSE, keys) as recorder:
            for key in keys:
                _keep(recorder, key, opposed_on=day)
                opposition.put(recorder, self._known_by(recorder, key), day)
                change(recorder, self._core, ContactId(key), {"status": ContactStatus.ARCHIVED})
                for (follow_up,) in quick.rows(recorder.connection, _TO_DO, (key,)):
                    recorder.update(t.follow_up, follow_up, state=FollowUpState.DROPPED)

    def withdraw_opposition(self, contact_ids: Iterable[int]) -> None:
        """Note that people object no longer; their sheets stay archived."""
        keys = tuple(dict.fromkeys(contact_ids))
        with self._writing(Deed.LIFT_OPPOSITION, keys) as recorder:
            for key in keys:
                _keep(recorder, key, opposed_on=None)
                opposition.take_off(recorder, self._known_by(recorder, key))

    def refuse(self, address: str) -> None:
        """Put an e-mail or a phone number on the list of oppositions, of which the hash alone is kept.

        Raises:
            Refused: it is neither.
        """
        kind = PointKind.EMAIL if "@" in address else PointKind.PHONE
        text = normalise(ContactPoint(kind=kind, value=address.strip()), self._core.options.country)
        if not text or (kind is PointKind.PHONE and not text.startswith("+")):
            raise Refused("no_address", field="address")
        opposition.ensure_key(self._core)
        with self._core.writing(Deed.OPPOSE, subject="1") as recorder:
            opposition.put(recorder, [(kind.value, text)], self._core.clock.today())

    def strike_off(self, opposition_ids: Iterable[int]) -> None:
        """Take entries off the list of oppositions."""
        keys = tuple(dict.fromkeys(opposition_ids))
        with self._core.writing(Deed.LIFT_OPPOSITION, subject=str(len(keys))) as recorder:
            for key in keys:
                recorder.delete(t.suppression, key)

    def archive(self, contact_ids: Iterable[int]) -> None:
        """Keep people as evidence, out of lists and follow-ups."""
        keys = tuple(dict.fromkeys(contact_ids))
        with self._writing(Deed.EDIT_CONTACTS, keys, named=False) as recorder:
            for key in keys:
                change(recorder, self._core, ContactId(key), {"status": ContactStatus.ARCHIVED})

    def anonymise(self, contact_ids: Iterable[int], named: Callable[[int], str]) -> None:
        """Replace people by a number, `named` for the user; what missions and events count stays as it is.

        The history can take it back for as long as it keeps deeds; nothing of them is left after that.
        """
        keys = tuple(dict.fromkeys(contact_ids))
        with self._writing(Deed.ANONYMISE, keys) as recorder:
            erasing.erase(recorder, [(TrashKind.CONTACT, key) for key in keys], self._core.new_uid)
            for key in keys:
                recorder.update(t.contact, key, last_name=named(key))

    def erase(self, contact_ids: Iterable[int]) -> None:
        """Erase people for good, with what the history keeps of them: there is no undo."""
        erase_now(self._core, [(TrashKind.CONTACT, key) for key in dict.fromkeys(contact_ids)])

    def _note(self, deed: Deed, contact_ids: Iterable[int], **values: Any) -> None:
        keys = tuple(dict.fromkeys(contact_ids))
        with self._writing(deed, keys) as recorder:
            for key in keys:
                _keep(recorder, key, **values)

    def _writing(self, deed: Deed, keys: Sequence[int], *, named: bool = True) -> AbstractContextManager[Recorder]:
        """Write for some people as one deed, called by the name of the one, else by their number."""
        if not keys:
            raise Refused(Reason.EMPTY)
        with self._core.reading() as connection:
            names = [name_of(connection, key) for key in keys]
        return self._core.writing(deed, subject=names[0] if named and len(keys) == 1 else str(len(keys)))

    def _known_by(self, recorder: Recorder, key: int) -> list[tuple[str, str]]:
        return identifiers(candidate(load(recorder.connection, key), self._core.options.country))


def _keep(recorder: Recorder, contact_id: int, **values: Any) -> None:
    """Write into the record of a person, which is made where there is none."""
    found = quick.rows(recorder.connection, "SELECT id FROM privacy_record WHERE contact_id = ?", (contact_id,))
    if found:
        recorder.update(t.privacy_record, found[0][0], **values)
    elif any(values.values()):
        recorder.insert(t.privacy_record, contact_id=contact_id, **values)


def _rows(connection: sa.Connection, whose: str, keys: tuple[int, ...], today: date) -> list[PrivacyRow]:
    """Return the register of those whose id is as a condition with its keys says."""
    found = quick.rows(connection, _CLIENTS.format(whose=whose), (today.isoformat(), *keys, *keys))
    clients = {key: (bool(runs), until) for key, runs, until in found}
    asked = dict(quick.rows(connection, _ASKED.format(whose=whose), keys))
    return [_row(row, clients, asked, today) for row in quick.rows(connection, _REGISTER.format(whose=whose), keys)]


def _row(
    row: Sequence[Any], clients: dict[int, tuple[bool, str | None]], asked: dict[int, str], today: date
) -> PrivacyRow:
    (key, name, organisation, origin, email, status, created, met, heard) = row[:9]
    informed, basis, opposed, connected, last = row[9:]
    runs, until = clients.get(key, (False, None))
    facts = Facts(
        collected_on=_collected(created, met, connected),
        last_inbound_on=_day(heard),
        relation_until=_day(until),
        is_client=runs,
        archived=status == ContactStatus.ARCHIVED,
        asked_until=_day(asked.get(key)),
    )
    return PrivacyRow(
        id=key,
        name=name,
        organisation=organisation,
        source=Channel(origin),
        facts=facts,
        term_on=term(facts),
        standing=standing(facts, today),
        basis=basis_of(basis, facts),
        informed_on=_day(informed),
        opposed_on=_day(opposed),
        last_outbound_on=_day(last) if (last or "") > (heard or "") else None,
        email=email,
    )


def _collected(created: str, met: str | None, connected: str | None) -> date:
    """Return since when a person is known: when her sheet was made, or before where she was met before.

    A connection on a network is no meeting: what stands there was collected when it was brought in.
    """
    known = date.fromisoformat(created)
    first = PartialDate(met).first_day if met and met != connected else None
    return known if first is None else min(known, first)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
