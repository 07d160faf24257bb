"""The touches of a mission: derived from what SQL knows of people, frozen as rows, and told with names and weights."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.attribution import Model, credit, shares
from carnet.domain.contacts import Channel, Sphere
from carnet.domain.ids import ContactId, InteractionId
from carnet.domain.missions import Touch, TouchKind, TouchSource, value_cents
from carnet.domain.origin import PersonFacts
from carnet.domain.path import Answer, Difference, Gap, derive, difference, missing_links
from carnet.domain.review import GapLine, MissionPath, TouchLine
from carnet.errors import Reason, Refused
from carnet.journal.core import Core, Options
from carnet.journal.people import TOLD_NAME
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.facts import people
from carnet.store.recorder import Recorder

TOUCH_FIELDS = tuple(field.name for field in fields(Touch))


class Facts:
    """What the journal knows of people, read when asked for and kept for one derivation."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._known: dict[ContactId, PersonFacts | None] = {}

    def get(self, contact: ContactId, /) -> PersonFacts | None:
        """Return what is known of a person, None for nobody."""
        if contact not in self._known:
            found = people(self._connection, (contact,)).get(contact)
            self._known[contact] = None if found is None else found.facts
        return self._known[contact]


class StoredTouch(NamedTuple):
    """A frozen touch with the id of its row."""

    id: int
    touch: Touch


def stored(connection: sa.Connection, mission_id: int) -> tuple[StoredTouch, ...]:
    """Return the frozen touches of a mission in their order."""
    query = sa.select(t.touch).where(t.touch.c.mission_id == mission_id).order_by(t.touch.c.rank, t.touch.c.id)
    return tuple(
        StoredTouch(row["id"], Touch(**{name: row[name] for name in TOUCH_FIELDS}))
        for row in connection.execute(query).mappings()
    )


def touches_of(found: Iterable[StoredTouch]) -> tuple[Touch, ...]:
    """Return the touches without their ids."""
    return tuple(entry.touch for entry in found)


def row_of(connection: sa.Connection, mission_id: int) -> sa.RowMapping:
    """Return the columns of a mission; refuse an id that is nobody's."""
    row = connection.execute(sa.select(t.mission).where(t.mission.c.id == mission_id)).mappings().first()
    if row is None:
        raise Refused(Reason.NOT_FOUND, kind="mission", id=mission_id)
    return row


def derived(
    connection: sa.Connection,
    row: sa.RowMapping,
    signed_on: date,
    *,
    nobody_by: Channel | None = None,
    keys: frozenset[InteractionId] = frozenset(),
) -> tuple[Touch, ...]:
    """Return the path that follows today from a mission's columns and the answer kept in them."""
    answer = Answer(
        signing_contact=row["signing_contact_id"],
        nobody_by=nobody_by,
        offer=row["offer_interaction_id"],
        key_encounters=keys,
    )
    return derive(answer, Facts(connection), signed_on, parent=_parents_touches(connection, row))


def _parents_touches(connection: sa.Connection, row: sa.RowMapping) -> tuple[Touch, ...]:
    """Return the touches that a renewal copies; a copied « Personne » is derived, only an own answer is manual."""
    if row["renewal_of_id"] is None:
        return ()
    there = touches_of(stored(connection, row["renewal_of_id"]))
    return tuple(
        replace(touch, source=TouchSource.DERIVED) if touch.kind is TouchKind.MANUAL else touch for touch in there
    )


def keys_of(touches: Iterable[Touch]) -> frozenset[InteractionId]:
    """Return the exchanges marked as having counted."""
    return frozenset(
        touch.interaction_id
        for touch in touches
        if touch.kind is TouchKind.KEY_ENCOUNTER and touch.interaction_id is not None
    )


def answered_by_channel(row: sa.RowMapping, touches: Sequence[Touch]) -> Channel | None:
    """Return the channel of a « Personne » given as answer, None where the answer is another."""
    if row["signing_contact_id"] is not None or len(touches) != 1:
        return None
    touch = touches[0]
    own = touch.kind is TouchKind.MANUAL and touch.source is TouchSource.MANUAL and touch.contact_id is None
    return touch.channel if own else None


def marked_as(touches: Sequence[Touch], before: Sequence[Touch]) -> tuple[Touch, ...]:
    """Return touches with the marks that the same touches bore before; shares only where all are the same."""
    marks = {_identity(touch): touch for touch in before}
    same = [_identity(touch) for touch in touches] == [_identity(touch) for touch in before]
    return tuple(_marked(touch, marks.get(_identity(touch)), keep_share=same) for touch in touches)


def _marked(touch: Touch, before: Touch | None, *, keep_share: bool) -> Touch:
    if before is None:
        return touch
    share = before.manual_share_bp if keep_share else touch.manual_share_bp
    return replace(touch, is_decisive=before.is_decisive, manual_share_bp=share)


def _identity(touch: Touch) -> tuple[object, ...]:
    return touch.kind, touch.contact_id, touch.introducer_id, touch.introduction_id, touch.interaction_id


def freeze(recorder: Recorder, core: Core, mission_id: int, touches: Sequence[Touch]) -> None:
    """Make these the touches of a mission; rows that stay the same are left alone."""
    before = stored(recorder.connection, mission_id)
    if touches_of(before) == tuple(touches):
        return
    recorder.delete_where(t.touch, mission_id=mission_id)
    for rank, touch in enumerate(touches, 1):
        values = {name: getattr(touch, name) for name in TOUCH_FIELDS} | {"rank": rank}
        recorder.insert(t.touch, uid=core.new_uid(), mission_id=mission_id, **values)


def describe(connection: sa.Connection, core: Core, mission_id: int) -> MissionPath:
    """Return the path of a mission as pages show it: frozen, or a preview as of today."""
    row = row_of(connection, mission_id)
    found = stored(connection, mission_id)
    signed_on = row["signed_on"] or core.clock.today()
    touches = touches_of(found) or derived(connection, row, signed_on)
    ids = [entry.id for entry in found] or [0] * len(touches)
    cents = value_cents(row["day_rate_cents"], row["days_sold_half"], row["days_worked_half"], row["stage"])
    names = _Names(connection, touches, work_mode=core.options.work_mode)
    parent = () if row["signing_contact_id"] is not None else _parents_touches(connection, row)
    inherits = bool(parent) and answered_by_channel(row, touches) is None
    return MissionPath(
        mission_id=mission_id,
        mission=row["title"],
        client=_organisation(connection, row["client_id"]),
        signed_on=row["signed_on"],
        value_cents=cents,
        currency=row["currency"],
        touches=_lines(touches, ids, names, _Measure(signed_on, cents, core.options)),
        gaps=tuple(_gap_line(gap, names) for gap in missing_links(touches, Facts(connection))),
        delay_days=None if row["signed_on"] is None else delay_days(touches, signed_on),
        inherited_from=row["renewal_of_id"] if inherits else None,
        frozen=bool(found),
        parent_differs=bool(found) and inherits and parent != touches,
        difference=_difference(connection, row, touches) if found else Difference(),
    )


def _difference(connection: sa.Connection, row: sa.RowMapping, touches: Sequence[Touch]) -> Difference:
    nobody_by = answered_by_channel(row, touches)
    today = derived(connection, row, signature_of(row), nobody_by=nobody_by, keys=keys_of(touches))
    return difference(touches, today)


def delay_days(touches: Sequence[Touch], signed_on: date) -> int | None:
    """Return the days from the first touch to the signature; None for a path without a date.

    A first touch without a date counts as of the next one that has one.
    """
    days = (touch.occurred_on.first_day for touch in touches if touch.occurred_on)
    first = next((day for day in days if day is not None), None)
    return None if first is None else (signed_on - first).days


def _organisation(connection: sa.Connection, key: int | None) -> str:
    found = quick.first(connection, "SELECT name FROM organisation WHERE id = ?", (key,))
    return "" if found is None else str(found[0])


class _Names:
    """Names of the people and events of a path; nobody's where the trash or work mode hides them."""

    def __init__(self, connection: sa.Connection, touches: Sequence[Touch], *, work_mode: bool) -> None:
        people_ids = {touch.contact_id for touch in touches} | {touch.introducer_id for touch in touches}
        self._work_mode = work_mode
        self._people = _people_names(connection, people_ids)
        self._events = _events(connection, {touch.event_id for touch in touches})
        self._kinds = _kinds(connection, {touch.interaction_id for touch in touches})

    def person(self, key: int | None) -> str:
        """Return a person's name, empty for nobody and for someone hidden or in the trash."""
        return "" if self.hides(key) else self._people.get(key or 0, ("", Sphere.PROFESSIONAL))[0]

    def shown(self, key: ContactId | None) -> ContactId | None:
        """Return the id, None where work mode hides the person."""
        return None if self.hides(key) else key

    def hides(self, key: int | None) -> bool:
        """Tell whether work mode hides a person."""
        known = self._people.get(key or 0)
        return self._work_mode and known is not None and known[1] is Sphere.PERSONAL

    def event(self, key: int | None) -> tuple[str, str, str]:
        """Return title, kind and organiser of an event."""
        return self._events.get(key or 0, ("", "", ""))

    def kind(self, key: int | None) -> str:
        """Return the kind of an exchange."""
        return self._kinds.get(key or 0, "")


def _known(ids: Iterable[int | None]) -> tuple[str]:
    return quick.listed(key for key in ids if key is not None)


def _people_names(connection: sa.Connection, ids: Iterable[int | None]) -> dict[int, tuple[str, Sphere]]:
    sql = f"SELECT contact_id, {TOLD_NAME}, sphere FROM contact_fact WHERE contact_id IN {quick.LISTED}"
    return {key: (name, Sphere(sphere)) for key, name, sphere in quick.rows(connection, sql, _known(ids))}


def _events(connection: sa.Connection, ids: Iterable[int | None]) -> dict[int, tuple[str, str, str]]:
    sql = (
        "SELECT e.id, e.title, e.kind, coalesce(o.name, '') FROM event e "
        f"LEFT JOIN organisation o ON o.id = e.organiser_id WHERE e.id IN {quick.LISTED}"
    )
    return {key: (title, kind, organiser) for key, title, kind, organiser in quick.rows(connection, sql, _known(ids))}


def _kinds(connection: sa.Connection, ids: Iterable[int | None]) -> dict[int, str]:
    sql = f"SELECT id, kind FROM interaction WHERE id IN {quick.LISTED}"
    return dict(quick.rows(connection, sql, _known(ids)))


class _Measure(NamedTuple):
    """What weighs touches."""

    signed_on: date
    cents: int
    options: Options

    def shares(self, touches: Sequence[Touch], model: Model) -> tuple[int, ...]:
        """Return the shares of touches under a model."""
        default = Model(self.options.default_model)
        days = self.options.half_life_days
        return shares(touches, model, self.signed_on, half_life_days=days, default=default).parts


def _lines(touches: Sequence[Touch], ids: Sequence[int], names: _Names, measure: _Measure) -> tuple[TouchLine, ...]:
    weights = _weights(touches, measure)
    parts = credit(measure.cents, measure.shares(touches, Model(measure.options.default_model)))
    return tuple(
        TouchLine(
            id=ids[place],
            rank=place + 1,
            kind=touch.kind.value,
            occurred_on=touch.occurred_on,
            channel=touch.channel.value,
            contact_id=names.shown(touch.contact_id),
            contact=names.person(touch.contact_id),
            event_id=touch.event_id,
            event=names.event(touch.event_id)[0],
            introducer_id=names.shown(touch.introducer_id),
            introducer=names.person(touch.introducer_id),
            interaction_id=touch.interaction_id,
            interaction_kind=names.kind(touch.interaction_id),
            introduction_id=touch.introduction_id,
            is_decisive=touch.is_decisive,
            source=touch.source.value,
            manual_share_bp=touch.manual_share_bp,
            credited_contact_id=names.shown(touch.credited_contact_id),
            weights={model: weight[place] for model, weight in weights.items()},
            credit_cents=parts[place],
            contact_hidden=names.hides(touch.contact_id),
            introducer_hidden=names.hides(touch.introducer_id),
            event_kind=names.event(touch.event_id)[1],
            organiser=names.event(touch.event_id)[2],
        )
        for place, touch in enumerate(touches)
    )


def _weights(touches: Sequence[Touch], measure: _Measure) -> dict[str, list[float]]:
    found = {}
    for model in Model:
        parts = measure.shares(touches, model)
        whole = sum(parts)
        found[model.value] = [part / whole for part in parts]
    return found


def _gap_line(gap: Gap, names: _Names) -> GapLine:
    return GapLine(
        reason=gap.reason.value,
        contact_id=names.shown(gap.contact_id),
        contact=names.person(gap.contact_id),
        touch_rank=gap.rank,
        introducer_id=names.shown(gap.introducer_id),
        introducer=names.person(gap.introducer_id),
        introduction_id=gap.introduction_id,
        interaction_id=gap.interaction_id,
    )


def signature_of(row: sa.RowMapping) -> date:
    """Return the date of signature; refuse a mission that has none."""
    signed_on: date | None = row["signed_on"]
    if signed_on is None:
        raise Refused("mission_not_signed", field="signed_on", id=row["id"])
    return signed_on


def own_path(connection: sa.Connection, mission_id: int) -> tuple[StoredTouch, ...]:
    """Return the frozen touches; refuse a mission whose path is not frozen yet."""
    found = stored(connection, mission_id)
    if not found:
        row_of(connection, mission_id)
        raise Refused("mission_not_signed", id=mission_id)
    return found
