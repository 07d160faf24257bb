"""What can go wrong and whose fault it is: a reason and its data, never a sentence.

`carnet.words.errors` words every reason for a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CarnetError(Exception):
    """Root of all errors that a person is told about.

    Attributes:
        reason: stable identifier, shown by `--json` and worded by `carnet.words`.
        data: what the sentence needs (names, dates, counts).
        field: the form field at fault, where there is one.
    """

    def __init__(self, reason: str, *, field: str = "", **data: object) -> None:
        super().__init__(reason)
        self.reason = str(reason)
        self.field = field
        self.data: Mapping[str, object] = data

    def __str__(self) -> str:
        parts = ", ".join(f"{key}={value!r}" for key, value in self.data.items())
        return f"{self.reason}({parts})"


class Refused(CarnetError):
    """The rule says no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing in an input that cannot be understood; `row` counts from 1, 0 for the whole input."""

    reason: str
    row: int = 0
    data: Mapping[str, object] = field(default_factory=dict)


class Unreadable(CarnetError):
    """This input cannot be understood."""

    def __init__(self, reason: str, *, problems: tuple[Problem, ...] = (), field: str = "", **data: object) -> None:
        super().__init__(reason, field=field, **data)
        self.problems = problems


class Trouble(CarnetError):
    """The machine says no: disk full, file locked, corrupt or from a newer Carnet."""


class Reason(StrEnum):
    """Reasons shared by several layers; a verb may raise others of its own noun."""

    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    EMPTY = "empty"
    CHANGED_SINCE = "changed_since"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"
    ALREADY_UNDONE = "already_undone"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    CORRUPT = "corrupt"
    NOT_A_JOURNAL = "not_a_journal"
    NEWER_FILE = "newer_file"
    CANNOT_OPEN = "cannot_open"
    EXISTS = "exists"
    IO_ERROR = "io_error"
    SEALED = "sealed"
    WRONG_KEY = "wrong_passphrase"
    NO_KEY_RING = "no_key_ring"
    KEY_RING_LOCKED = "key_ring_locked"
    KEY_RING_REFUSED = "key_ring_refused"
    EMPTIED = "emptied"
    GONE = "journal_gone"
    REPLACED = "replaced"
    CUT_SHORT = "cut_short"
    ONLY_LOOKED_INTO = "only_looked_into"
    NO_BACKUP_FOLDER = "no_backup_folder"
    PERSON_IS_HERE = "person_is_here"
