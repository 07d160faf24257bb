"""Saved views: lists of contacts that are kept by the text of their search, in our own names of fields and values."""

from typing import NamedTuple

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.contacts import ContactFilter
from carnet.domain.query import Vocabulary, parse, write
from carnet.domain.text import clean
from carnet.errors import Reason, Refused
from carnet.journal.core import Core
from carnet.store import tables as t

_ROW = t.saved_view.c
_OWN = Vocabulary({}, {})


class View(NamedTuple):
    """A saved view; `chosen` is what it lists."""

    id: int
    name: str
    chosen: ContactFilter


class Views:
    """The views of the journal, in the order of the rail."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rows(self) -> tuple[View, ...]:
        """Return every view in order."""
        query = sa.select(_ROW.id, _ROW.name, _ROW.query).order_by(_ROW.rank, _ROW.id)
        with self._core.reading() as connection:
            return tuple(View(key, name, _filter(text)) for key, name, text in connection.execute(query))

    def save(self, name: str, chosen: ContactFilter) -> int:
        """Keep a list under a name, at the end; a view of that very name becomes this one."""
        title = _named(name)
        text = write(chosen.text.strip(), chosen.terms)
        with self._core.writing(Deed.SAVE_VIEW, subject=title) as recorder:
            there = recorder.connection.execute(sa.select(_ROW.id).where(_ROW.name == title)).scalar()
            if there is not None:
                recorder.update(t.saved_view, there, query=text)
                return int(there)
            last = recorder.connection.execute(sa.select(sa.func.max(_ROW.rank))).scalar() or 0
            return recorder.insert(t.saved_view, uid=self._core.new_uid(), name=title, query=text, rank=last + 1)

    def rename(self, view_id: int, name: str) -> None:
        """Give a view another name."""
        title = _named(name)
        with self._core.writing(Deed.SAVE_VIEW, subject=title) as recorder:
            recorder.update(t.saved_view, view_id, name=title)

    def move(self, view_id: int, step: int) -> None:
        """Move a view up or down among the others.

        Raises:
            Refused: it is not there.
        """
        views = list(self.rows())
        at = next((place for place, view in enumerate(views) if view.id == view_id), None)
        if at is None:
            raise Refused(Reason.NOT_FOUND, kind="view", id=view_id)
        moved = views.pop(at)
        views.insert(max(0, min(len(views), at + step)), moved)
        with self._core.writing(Deed.SAVE_VIEW, subject=moved.name) as recorder:
            for rank, view in enumerate(views, 1):
                recorder.update(t.saved_view, view.id, rank=rank)

    def delete(self, view_id: int) -> None:
        """Forget a view; whom it lists stay."""
        name = next((view.name for view in self.rows() if view.id == view_id), None)
        if name is None:
            raise Refused(Reason.NOT_FOUND, kind="view", id=view_id)
        with self._core.writing(Deed.DELETE_VIEW, subject=name) as recorder:
            recorder.delete(t.saved_view, view_id)


def _filter(text: str) -> ContactFilter:
    query = parse(text, _OWN)
    return ContactFilter(text=query.words, terms=query.terms)


def _named(name: str) -> str:
    title = " ".join(clean(name).split())
    if not title:
        raise Refused(Reason.EMPTY, field="name")
    return title
