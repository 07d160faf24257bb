"""Organisations, tags and circles by the names that a file gives them: those known, and those made for it."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from carnet.domain.text import clean, fold, name_key, tag_key, tag_name
from carnet.journal.core import Core
from carnet.store import derived, quick
from carnet.store.recorder import Recorder


class Names:
    """The rows of one table by what tells their names apart."""

    table: str
    key: Callable[[str], str]

    def __init__(self, recorder: Recorder, core: Core) -> None:
        self._recorder = recorder
        self._core = core
        self._found: dict[str, int | None] = {}
        self._names: dict[int, str] = {}
        self._wanted: dict[str, list[str]] = {}

    def want(self, names: Iterable[str]) -> None:
        """Let `make` make a row of each name of which there is none."""
        for name in dict.fromkeys(names):
            if name and name not in self._found:
                written = self._written(name)
                key = type(self).key(written) if written else None
                self._found[name] = self._ids.get(key) if key is not None else None
                if key is not None and key not in self._ids:
                    self._wanted.setdefault(key, []).append(name)

    def make(self) -> dict[int, str]:
        """Make what is wanted; return the names of what is made by id."""
        if not self._wanted:
            return {}
        wanted, self._wanted = self._wanted, {}
        uids = self._core.new_uids(len(wanted))
        first = self._recorder.next_of(self.table)
        made = {at: self._written(alike[0]) for at, alike in enumerate(wanted.values(), first)}
        rows = [(at, *self._row(uid, key, made[at])) for at, uid, key in zip(made, uids, wanted, strict=True)]
        self._recorder.come(self.table, ("id", *self._columns), rows)
        self._recorder.flush(self.table)
        self._ids.update(zip(wanted, made, strict=True))
        self._found |= {name: at for at, alike in zip(made, wanted.values(), strict=True) for name in alike}
        self._names |= made
        return made

    def id_of(self, name: str) -> int | None:
        """Return the id of a name that was wanted; None for no name."""
        return self._found.get(name)

    def stored(self, names: Iterable[str]) -> Sequence[str]:
        """Return names as the journal writes them, each once."""
        return [self._names[at] for at in dict.fromkeys(map(self.id_of, names)) if at is not None]

    @cached_property
    def _ids(self) -> dict[str, int]:
        known: dict[str, int] = {}
        rows = quick.rows(self._recorder.connection, f"SELECT name, id FROM {self.table} ORDER BY id DESC")
        for name, at in rows:
            known[type(self).key(name)] = at
            self._names[at] = name
        return known

    def _written(self, name: str) -> str:
        return " ".join(clean(name).split())

    _columns: tuple[str, ...] = ("uid", "name", "folded")

    def _row(self, uid: str, key: str, name: str) -> tuple[Any, ...]:
        return uid, name, key


class Organisations(Names):
    """Organisations, by their other names, too."""

    table = "organisation"
    key = staticmethod(name_key)

    def __init__(self, recorder: Recorder, core: Core) -> None:
        super().__init__(recorder, core)
        self._others: dict[int, str] = {}

    def position(self, name: str, title: str) -> Sequence[tuple[int | None, str | None, str, str | None]]:
        """Return what is derived from a position, as `derived.Sheet` has it; none without a name and a title."""
        at = self._found.get(name) if name else None
        if at is None:
            return [(None, None, title, None)] if title else ()
        return [(at, self._names[at], title, self._others.get(at))]

    def make(self) -> dict[int, str]:
        """Make what is wanted, and the words that find it."""
        made = super().make()
        if made:
            self._recorder.put(*derived.words_of_organisations(made))
        return made

    @cached_property
    def _ids(self) -> dict[str, int]:
        known = super()._ids
        sql = "SELECT name, organisation_id FROM organisation_alias ORDER BY id"
        for name, at in quick.rows(self._recorder.connection, sql):
            known.setdefault(name_key(name), at)
        sql = "SELECT organisation_id, group_concat(name, ' ') FROM organisation_alias GROUP BY organisation_id"
        self._others = dict(quick.rows(self._recorder.connection, sql))
        return known

    def _row(self, uid: str, key: str, name: str) -> tuple[Any, ...]:
        return uid, name, fold(name)


class Tags(Names):
    """Tags, whose sign "#" is no part of them."""

    table = "tag"
    key = staticmethod(tag_key)

    def _written(self, name: str) -> str:
        return tag_name(name)


class Circles(Names):
    """Circles, and how often one means to be in touch with who is in them."""

    table = "circle"
    key = staticmethod(fold)
    _columns = ("uid", "name")

    def cadence(self, names: Iterable[str]) -> int | None:
        """Return the shortest cadence of these circles."""
        sql = "SELECT id, default_cadence_days FROM circle WHERE default_cadence_days IS NOT NULL"
        if self._cadences is None:
            self._cadences = dict(quick.rows(self._recorder.connection, sql))
        return min((self._cadences[at] for at in map(self.id_of, names) if at in self._cadences), default=None)

    _cadences: dict[int | None, int] | None = None

    def _row(self, uid: str, key: str, name: str) -> tuple[Any, ...]:
        return uid, name
