"""Verbs and reads of circles and tags: making, naming, deleting them, and labelling contacts with them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.contacts import Circle, Sphere, Tag
from carnet.domain.ids import CircleId, TagId
from carnet.domain.text import clean, fold, tag_key, tag_name
from carnet.errors import Reason, Refused
from carnet.journal.core import Core
from carnet.store import tables as t
from carnet.store.recorder import Recorder


def put_tag(recorder: Recorder, core: Core, name: str) -> TagId:
    """Return the tag of a name inside a verb, whatever its case and accents, created where it is new."""
    cleaned = tag_name(name)
    if not cleaned:
        raise Refused(Reason.EMPTY, field="tags")
    known = _tag_of(recorder.connection, cleaned)
    if known is not None:
        return known
    return TagId(recorder.insert(t.tag, uid=core.new_uid(), name=cleaned, folded=tag_key(cleaned)))


def put_circle(recorder: Recorder, core: Core, name: str) -> CircleId:
    """Return the circle of a name inside a verb, created where it is new."""
    cleaned = " ".join(clean(name).split())
    if not cleaned:
        raise Refused(Reason.EMPTY, field="circles")
    known = _circle_of(recorder.connection, cleaned)
    return CircleId(recorder.insert(t.circle, uid=core.new_uid(), name=cleaned)) if known is None else known


def wear_tags(recorder: Recorder, core: Core, contact_id: int, names: Iterable[str]) -> bool:
    """Give a contact these tags besides those it has; return whether any is new to it."""
    keys = [put_tag(recorder, core, name) for name in names if tag_name(name)]
    return sum(_link(recorder, t.contact_tag, contact_id, "tag_id", key) for key in keys) > 0


def join_circles(recorder: Recorder, core: Core, contact_id: int, names: Iterable[str]) -> bool:
    """Put a contact into these circles besides those it is in; return whether any is new to it."""
    keys = [put_circle(recorder, core, name) for name in names if name.strip()]
    return sum(_link(recorder, t.contact_circle, contact_id, "circle_id", key) for key in keys) > 0


class Labels:
    """Circles and tags."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def circles(self) -> tuple[Circle, ...]:
        """Return every circle by name, with how many contacts it holds."""
        table = t.circle
        columns = (table.c.id, table.c.name, table.c.colour, table.c.default_cadence_days)
        found = self._counted(columns, t.contact_circle.c.circle_id, table)
        return tuple(sorted((Circle._make(row) for row in found), key=_by_name))

    def tags(self) -> tuple[Tag, ...]:
        """Return every tag by name, with how many contacts wear it."""
        table = t.tag
        found = self._counted((table.c.id, table.c.name, table.c.colour), t.contact_tag.c.tag_id, table)
        return tuple(sorted((Tag._make(row) for row in found), key=_by_name))

    def save_circle(
        self,
        name: str,
        colour: str = "",
        default_cadence_days: int | None = None,
        circle_id: int | None = None,
    ) -> CircleId:
        """Create a circle, or change the one of an id."""
        cleaned = " ".join(clean(name).split())
        if not cleaned:
            raise Refused(Reason.EMPTY, field="name")
        with self._core.writing(Deed.SAVE_LABEL, subject=cleaned) as recorder:
            taken = _circle_of(recorder.connection, cleaned)
            if taken is not None and taken != circle_id:
                raise Refused(Reason.EXISTS, field="name", name=cleaned)
            values: dict[str, Any] = {"colour": colour, "default_cadence_days": default_cadence_days}
            if circle_id is None:
                return CircleId(recorder.insert(t.circle, uid=self._core.new_uid(), name=cleaned, **values))
            recorder.update(t.circle, circle_id, name=cleaned, **values)
            return CircleId(circle_id)

    def delete_circle(self, circle_id: int) -> None:
        """Delete a circle; its members stay."""
        with self._core.writing(Deed.DELETE_LABEL, subject=self._name(t.circle, circle_id)) as recorder:
            recorder.delete(t.circle, circle_id)

    def rename_tag(self, tag_id: int, name: str) -> None:
        """Rename a tag; under the name of another one the two become one."""
        cleaned = tag_name(name)
        if not cleaned:
            raise Refused(Reason.EMPTY, field="name")
        with self._core.writing(Deed.SAVE_LABEL, subject=cleaned) as recorder:
            other = _tag_of(recorder.connection, cleaned)
            if other is None or other == tag_id:
                recorder.update(t.tag, tag_id, name=cleaned, folded=tag_key(cleaned))
            else:
                _move_wearers(recorder, tag_id, other)

    def delete_tag(self, tag_id: int) -> None:
        """Delete a tag; those who wore it stay."""
        with self._core.writing(Deed.DELETE_LABEL, subject=self._name(t.tag, tag_id)) as recorder:
            recorder.delete(t.tag, tag_id)

    def label(
        self,
        contact_ids: Sequence[int],
        *,
        add_tags: Iterable[str] = (),
        remove_tags: Iterable[str] = (),
        add_circles: Iterable[str] = (),
        remove_circles: Iterable[str] = (),
    ) -> None:
        """Add and remove labels, by name, of several contacts at once."""
        added, removed = tuple(add_tags), tuple(remove_tags)
        joined, left = tuple(add_circles), tuple(remove_circles)
        subject = ", ".join((*added, *removed, *joined, *left))
        with self._core.writing(Deed.LABEL_CONTACTS, subject=subject) as recorder:
            for contact_id in contact_ids:
                wear_tags(recorder, self._core, contact_id, added)
                join_circles(recorder, self._core, contact_id, joined)
                for tag in removed:
                    recorder.delete_where(
                        t.contact_tag, contact_id=contact_id, tag_id=_tag_of(recorder.connection, tag_name(tag))
                    )
                for circle in left:
                    recorder.delete_where(
                        t.contact_circle, contact_id=contact_id, circle_id=_circle_of(recorder.connection, circle)
                    )

    def _counted(
        self, columns: tuple[sa.Column[Any], ...], link: sa.Column[Any], table: sa.Table
    ) -> Iterator[tuple[Any, ...]]:
        fact = t.contact_fact
        private = fact.c.sphere == Sphere.PERSONAL if self._core.options.work_mode else sa.false()
        away = sa.select(fact.c.contact_id).where(sa.or_(fact.c.hidden.is_(True), private))
        shown = sa.select(link, sa.func.count()).where(link.table.c.contact_id.not_in(away)).group_by(link)
        with self._core.reading() as connection:
            counts = {row[0]: row[1] for row in connection.execute(shown)}
            for row in connection.execute(sa.select(*columns)):
                yield (*row, counts.get(row[0], 0))

    def _name(self, table: sa.Table, key: int) -> str:
        with self._core.reading() as connection:
            return connection.execute(sa.select(table.c.name).where(table.c.id == key)).scalar() or ""


def _by_name(label: Circle | Tag) -> tuple[str, int]:
    return fold(label.name), label.id


def _tag_of(connection: sa.Connection, name: str) -> TagId | None:
    key = connection.execute(sa.select(t.tag.c.id).where(t.tag.c.folded == tag_key(name)).order_by(t.tag.c.id)).scalar()
    return None if key is None else TagId(int(key))


def _circle_of(connection: sa.Connection, name: str) -> CircleId | None:
    wanted = fold(name)
    rows = connection.execute(sa.select(t.circle.c.id, t.circle.c.name).order_by(t.circle.c.id))
    return next((CircleId(key) for key, other in rows if fold(other) == wanted), None)


def _link(recorder: Recorder, table: sa.Table, contact_id: int, column: str, key: int) -> bool:
    query = sa.select(table.c.id).where(table.c.contact_id == contact_id, table.c[column] == key)
    if recorder.connection.execute(query).first() is not None:
        return False
    recorder.insert(table, contact_id=contact_id, **{column: key})
    return True


def _move_wearers(recorder: Recorder, tag_id: int, other: int) -> None:
    wearers = recorder.connection.execute(sa.select(t.contact_tag.c.contact_id).where(t.contact_tag.c.tag_id == tag_id))
    for contact_id in wearers.scalars().all():
        _link(recorder, t.contact_tag, contact_id, "tag_id", other)
    recorder.delete(t.tag, tag_id)
