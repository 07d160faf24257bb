"""The trash: what lies in it, and the verbs that take things out or erase them, several at once."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any

from carnet.domain.changes import Cause, Changes, Deed
from carnet.domain.text import fold
from carnet.domain.trash import TrashItem, TrashKind
from carnet.domain.zones import local_day
from carnet.errors import Reason, Refused
from carnet.journal import erasing
from carnet.journal.core import Core
from carnet.store import derived, quick
from carnet.store.recorder import Recorder

_RESTORES = {TrashKind.CONTACT: Deed.RESTORE_CONTACT, TrashKind.EVENT: Deed.RESTORE, TrashKind.MISSION: Deed.RESTORE}

_ALL = """
SELECT 'contact', c.id, f.display_name, f.organisation, NULL, '', c.deleted_at
    FROM contact c JOIN contact_fact f ON f.contact_id = c.id
    WHERE c.deleted_at IS NOT NULL AND c.status <> 'anonymised' AND {shown}
UNION ALL SELECT 'event', e.id, e.title, coalesce(o.name, ''), e.starts_at, e.tz, e.deleted_at
    FROM event e LEFT JOIN organisation o ON o.id = e.organiser_id WHERE e.deleted_at IS NOT NULL AND e.title <> ''
UNION ALL SELECT 'mission', m.id, coalesce(nullif(m.title, ''), o.name, ''), coalesce(o.name, ''), m.signed_on, '',
    m.deleted_at
    FROM mission m LEFT JOIN organisation o ON o.id = m.client_id WHERE m.deleted_at IS NOT NULL
    AND (m.title <> '' OR EXISTS (SELECT 1 FROM mission_stage s WHERE s.mission_id = m.id))
ORDER BY 7 DESC, 1, 2
"""


def erase_now(core: Core, items: Collection[tuple[TrashKind, int]]) -> None:
    """Erase things for good, in the trash or not."""
    with core.unrecorded() as connection:
        recorder = Recorder(connection)
        for kind, key in items:
            row = recorder.row(erasing.TABLES[kind], key)
            if row is not None and row["deleted_at"] is None:
                recorder.update(erasing.TABLES[kind], key, deleted_at=core.clock.now())
        erasing.erase(recorder, items, core.new_uid)
        rows = recorder.changes()
        derived.refresh(connection, rows)
        erasing.forget(connection, items, rows)
    core.announce(Changes(None, Cause.USER, rows))
    core.database.fold()  # what was written before stands in the log until then


class Trash:
    """Contacts, events and missions put into the trash; in work mode without people of private life."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def items(self, text: str = "", worded: Callable[[TrashKind], str] = str) -> tuple[TrashItem, ...]:
        """Return what lies in the trash, the latest first; every word of `text` stands in name, detail or kind."""
        sql = _ALL.format(shown="f.sphere <> 'personal'" if self._core.options.work_mode else "1")
        with self._core.reading() as connection:
            found = [_item(row) for row in quick.rows(connection, sql)]
        words = fold(text).split()
        return tuple(item for item in found if _holds(f"{item.name} {item.detail} {worded(item.kind)}", words))

    def restore(self, items: Iterable[tuple[TrashKind, int]]) -> None:
        """Take things out of the trash, in one deed.

        Raises:
            Refused: one of them is in the trash no more.
        """
        wanted = self._wanted(items)
        if not wanted:
            return
        first = next(iter(wanted.values()))
        one = len(wanted) == 1
        deed = _RESTORES[first.kind] if one else Deed.RESTORE_SEVERAL
        with self._core.writing(deed, subject=first.name if one else str(len(wanted))) as recorder:
            for kind, key in wanted:
                recorder.update(erasing.TABLES[kind], key, deleted_at=None)

    def erase(self, items: Iterable[tuple[TrashKind, int]]) -> None:
        """Erase things in the trash for good, with what history, drafts and search keep of them: there is no undo.

        Raises:
            Refused: one of them is in the trash no more.
        """
        wanted = self._wanted(items)
        if not wanted:
            return
        erase_now(self._core, list(wanted))

    def _wanted(self, items: Iterable[tuple[TrashKind, int]]) -> dict[tuple[TrashKind, int], TrashItem]:
        there = {(item.kind, item.id): item for item in self.items()}
        wanted = dict.fromkeys(items)
        if missing := wanted.keys() - there.keys():
            kind, key = min(missing)
            raise Refused(Reason.NOT_FOUND, kind=kind.value, id=key)
        return {each: there[each] for each in wanted}


def _item(row: tuple[Any, ...]) -> TrashItem:
    kind, key, name, detail, day, tz, deleted_at = row
    at = quick.instant(deleted_at)
    assert at is not None
    return TrashItem(TrashKind(kind), key, name, "" if detail == name else detail, _day(day, tz), at)


def _day(text: str | None, tz: str) -> date | None:
    if text is None:
        return None
    return local_day(datetime.fromisoformat(text), tz) if tz else date.fromisoformat(text[:10])


def _holds(line: str, words: list[str]) -> bool:
    return not words or all(word in fold(line) for word in words)
