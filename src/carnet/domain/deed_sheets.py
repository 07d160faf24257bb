"""What the history shows of one deed: the rows it changed, and what stands in the way of taking it back."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.changes import Deed


class RowFate(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class FieldChange(NamedTuple):
    """One column before and after, as Python values; a reference is the name of what it points to."""

    column: str
    before: object
    after: object


class ChangedRow(NamedTuple):
    """One row of a deed; `label` names whom or what it belongs to, "" where nobody knows any more."""

    table: str
    key: int
    label: str
    fate: RowFate
    fields: tuple[FieldChange, ...]


class DeedSheet(NamedTuple):
    """The first rows of a deed, and how many there are in all."""

    rows: tuple[ChangedRow, ...]
    total: int


class Obstacle(NamedTuple):
    """A row that is no longer what a deed left, with the last deed that touched it since, where one is known."""

    table: str
    key: int
    label: str
    deed: Deed | None = None
    subject: str = ""
    at: datetime | None = None
