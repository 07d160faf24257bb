"""A walk at random through every verb and back: what is derived equals its recomputation, undo gives back what was.

`CARNET_WALK=10000` walks so many steps instead of a few hundred.
"""

import inspect
import os
import random
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from walking import START, Pick, Walk

from carnet.errors import CarnetError
from carnet.journal import FixedClock, Journal, files
from carnet.store import derived

Dump = Callable[[Journal], Any]
_FEW = 500
STEPS = int(os.environ.get("CARNET_WALK", str(_FEW)))
_STEPS_OF_ONE = 40
_CHECKED_EVERY = 100


def walked(folder: Path, pick: Pick) -> Walk:
    journal = Journal(folder / "carnet.carnet", clock=FixedClock(day=START))
    return Walk(journal, folder, pick)


@settings(max_examples=max(4, STEPS // 150), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_few_steps_from_an_empty_journal_leave_nothing_stale(dump: Dump, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        walk = walked(Path(folder), lambda size: data.draw(st.integers(0, size - 1)))
        for _step in range(_STEPS_OF_ONE):
            walk.step()
        assert stale(walk.journal) == []
        everything_back_and_forth(walk.journal, dump)
        walk.journal.close()


@settings(
    max_examples=1,
    deadline=None,
    derandomize=STEPS == _FEW,
    phases=[Phase.generate],  # a seed says nothing more when it is smaller; the few steps above are made fewer
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32))
def test_a_long_walk_in_one_journal_leaves_nothing_stale(dump: Dump, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        walk = walked(Path(folder), random.Random(seed).randrange)
        taken: list[str] = []
        for step in range(1, STEPS + 1):
            taken.append(walk.step())
            if step % _CHECKED_EVERY == 0:
                assert stale(walk.journal) == [], taken[-_CHECKED_EVERY:]
                back_and_forth(walk.journal, dump)
        assert stale(walk.journal) == []
        assert walk.refused < STEPS * 0.6
        walk.journal.close()


def stale(journal: Journal) -> list[Any]:
    """Return what is wrong with a journal, and each word of its index that a new one would not hold, or hold besides."""
    found: list[Any] = list(files.check(journal))
    with suppress(_Enough), journal.core.database.writing() as connection:
        kept = words(connection)
        derived.rebuild(connection)
        found += sorted(kept ^ words(connection))
        raise _Enough
    return found


class _Enough(Exception):
    """Takes back what was written for a look."""


def words(connection: sa.Connection) -> set[tuple[str, int]]:
    """Return each word of the index with what it stands in."""
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.told USING fts5vocab(main, words, instance)")
    found = {(str(term), int(doc)) for term, doc in connection.exec_driver_sql("SELECT term, doc FROM temp.told")}
    connection.exec_driver_sql("DROP TABLE temp.told")
    return found


def back_and_forth(journal: Journal, dump: Dump) -> None:
    """Assert that the latest deed is taken back and done again to the row, where nothing stands in its way."""
    before, latest = dump(journal), journal.history.next_undo()
    if latest is None:
        return
    try:
        journal.history.undo()
    except CarnetError:
        assert dump(journal) == before
        return
    journal.history.redo(latest.id)
    assert dump(journal) == before


def everything_back_and_forth(journal: Journal, dump: Dump) -> None:
    """Assert that all that stands can be taken back, and done again to the row."""
    before, undone = dump(journal), []
    while (latest := journal.history.next_undo()) is not None:
        try:
            journal.history.undo()
        except CarnetError:
            break
        undone.append(latest.id)
    assert stale(journal) == []
    journal.history.redo_all(undone[::-1])
    assert dump(journal) == before
    assert stale(journal) == []


def test_the_walk_knows_every_verb() -> None:
    with tempfile.TemporaryDirectory() as folder:
        walk = walked(Path(folder), lambda _size: 0)
        known = {name.split()[0] for name in walk.steps}
        verbs = {
            f"{noun}.{name}"
            for noun, value in vars(Journal).items()
            if isinstance(value, cached_property)
            for name, verb in inspect.getmembers(type(getattr(walk.journal, noun)), inspect.isfunction)
            if not name.startswith("_")
            and re.search(r"\.(writing|unrecorded|_editing|_trash)\(", inspect.getsource(verb))
        }
        walk.journal.close()
    assert verbs - known == {"history.forget_all"}  # after it there would be nothing to take back
