"""The proof that a verb can be taken back and done again: whole table dumps, also from a second journal on the file."""

from collections.abc import Callable
from typing import Any

from carnet.journal import Journal

Dump = Callable[[Journal], Any]


def proves_undo(journal: Journal, dump: Dump, verb: Callable[[], object]) -> None:
    """Assert that undo and redo of a verb, here and from another opening of the file, give the same tables."""
    before = dump(journal)
    verb()
    after = dump(journal)
    assert after != before
    journal.history.undo()
    assert dump(journal) == before
    journal.history.redo()
    assert dump(journal) == after
    other = Journal(journal.path, clock=journal.clock)
    other.history.undo()
    assert dump(other) == before
    other.history.redo()
    assert dump(other) == after
    other.close()
