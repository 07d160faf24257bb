"""What the columns of a table hold, how one was read, and how the user wants it read."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

ENCODINGS = ("utf-8", "utf-16", "cp1252", "mac_roman")
DELIMITERS = (",", ";", "\t", "|")


class Field(StrEnum):
    """What a column of a table holds; `OTHER` keeps it as a field of the contact's own, under the column's name."""

    IGNORED = "ignored"
    OTHER = "other"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    NICKNAME = "nickname"
    ORGANISATION = "organisation"
    TITLE = "title"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    MESSAGING = "messaging"
    POINTS = "points"
    LABEL = "label"
    ADDRESS = "address"
    BOX = "box"
    EXTENDED = "extended"
    STREET = "street"
    TOWN = "town"
    REGION = "region"
    POSTAL_CODE = "postal_code"
    COUNTRY = "country"
    CITY = "city"
    BIRTHDAY = "birthday"
    BIRTH_YEAR = "birth_year"
    BIRTH_MONTH = "birth_month"
    BIRTH_DAY = "birth_day"
    TAGS = "tags"
    CIRCLES = "circles"
    SPHERE = "sphere"
    ORIGIN = "origin"
    MET_ON = "met_on"
    INTRODUCED_BY = "introduced_by"
    RELATION = "relation"
    NOTE = "note"


NAMING = frozenset(
    {
        Field.FIRST_NAME,
        Field.LAST_NAME,
        Field.FULL_NAME,
        Field.NICKNAME,
        Field.ORGANISATION,
        Field.EMAIL,
        Field.PHONE,
        Field.POINTS,
    }
)
"""What a row is known by: a table without any of these names nobody."""


class Target(NamedTuple):
    """Where a column goes; columns of one `group` tell of one address, or of one thing and its label."""

    field: Field
    label: str = ""
    group: str = ""

    def written(self) -> str:
        """Return the target as one text."""
        return f"{self.field.value}|{self.label}|{self.group}".rstrip("|")


def target(text: str) -> Target:
    """Return the target that `written` wrote; of a field that there is no more, the column is kept as it is."""
    field, label, group = (*text.split("|", 2), "", "")[:3]
    return Target(Field(field) if field in Field.__members__.values() else Field.OTHER, label, group)


class Origin(StrEnum):
    """Who said what the columns of a table hold."""

    LINKEDIN = "linkedin"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"
    CARNET = "carnet"
    GUESSED = "guessed"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"


class TableChoice(NamedTuple):
    """How the user wants a table read: "" and None leave it to Carnet, without a look back where not `remembered`."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    targets: tuple[Target, ...] | None = None
    day_first: bool | None = None
    remembered: bool = True


class Seen(NamedTuple):
    """A column as it was found: its name, the first values in it, and where it goes."""

    name: str
    values: tuple[str, ...]
    target: Target


class TableSeen(NamedTuple):
    """How a table was read.

    Attributes:
        signature: what tells tables of the same columns.
        day_first: whether 05/04 was read as the fifth of April; None where no date leaves the choice.
        unclear: a date that may be read both ways.
        encoding: "" for a workbook, whose text has but one.
        lines: of the file, on which each row begins.
    """

    columns: tuple[Seen, ...]
    origin: Origin
    signature: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    day_first: bool | None = None
    unclear: str = ""
    lines: Sequence[int] = ()

    @property
    def names_somebody(self) -> bool:
        """Whether a column holds a name or contact details."""
        return any(column.target.field in NAMING for column in self.columns)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Where the columns go."""
        return tuple(column.target for column in self.columns)
