"""What is said of a table that is imported: its columns, who says what they hold, its encoding and its delimiter."""

from collections.abc import Callable, Mapping

from carnet.domain.import_tables import Field, Origin, TableSeen, Target
from carnet.words.catalogue import _, ngettext
from carnet.words.contacts import point_label

_FIELDS: Mapping[Field, Callable[[], str]] = {
    Field.IGNORED: lambda: _("Do not import"),
    Field.OTHER: lambda: _("Field of its own"),
    Field.FIRST_NAME: lambda: _("First name"),
    Field.MIDDLE_NAME: lambda: _("Middle name"),
    Field.LAST_NAME: lambda: _("Last name"),
    Field.FULL_NAME: lambda: _("Full name"),
    Field.PREFIX: lambda: _("Title (Mr, Ms…)"),
    Field.SUFFIX: lambda: _("Suffix"),
    Field.NICKNAME: lambda: _("Nickname"),
    Field.ORGANISATION: lambda: _("Organisation"),
    Field.TITLE: lambda: _("Position"),
    Field.EMAIL: lambda: _("E-mail"),
    Field.PHONE: lambda: _("Phone"),
    Field.URL: lambda: _("Web site or profile"),
    Field.MESSAGING: lambda: _("Messaging"),
    Field.POINTS: lambda: _("Contact details of any kind"),
    Field.LABEL: lambda: _("Label of the next column"),
    Field.ADDRESS: lambda: _("Address, in one piece"),
    Field.BOX: lambda: _("Address: box"),
    Field.EXTENDED: lambda: _("Address: second line"),
    Field.STREET: lambda: _("Address: street"),
    Field.TOWN: lambda: _("Address: town"),
    Field.REGION: lambda: _("Address: region"),
    Field.POSTAL_CODE: lambda: _("Address: postal code"),
    Field.COUNTRY: lambda: _("Address: country"),
    Field.CITY: lambda: _("City"),
    Field.BIRTHDAY: lambda: _("Birthday"),
    Field.BIRTH_YEAR: lambda: _("Birthday: year"),
    Field.BIRTH_MONTH: lambda: _("Birthday: month"),
    Field.BIRTH_DAY: lambda: _("Birthday: day"),
    Field.TAGS: lambda: _("Tags"),
    Field.CIRCLES: lambda: _("Circles"),
    Field.SPHERE: lambda: _("Sphere"),
    Field.ORIGIN: lambda: _("Origin"),
    Field.MET_ON: lambda: _("Date met"),
    Field.INTRODUCED_BY: lambda: _("Introducer"),
    Field.RELATION: lambda: _("Relation"),
    Field.NOTE: lambda: _("Note"),
}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
}
_DELIMITERS: Mapping[str, Callable[[], str]] = {
    ",": lambda: _("comma"),
    ";": lambda: _("semicolon"),
    "\t": lambda: _("tab"),
    "|": lambda: _("vertical bar"),
}


def target(value: Target) -> str:
    """Return where a column goes."""
    name = _FIELDS[value.field]()
    return f"{name} ({point_label(value.label)})" if value.label else name


def encoding(name: str) -> str:
    """Return the name of an encoding."""
    return _ENCODINGS.get(name, name)


def delimiter(sign: str) -> str:
    """Return the name of a delimiter."""
    return _DELIMITERS[sign]() if sign in _DELIMITERS else sign


def origin(value: Origin) -> str:
    """Return who says what the columns hold."""
    match value:
        case Origin.LINKEDIN:
            return _("columns of LinkedIn")
        case Origin.GOOGLE:
            return _("columns of Google Contacts")
        case Origin.OUTLOOK:
            return _("columns of Outlook")
        case Origin.THUNDERBIRD:
            return _("columns of Thunderbird")
        case Origin.CARNET:
            return _("columns of Carnet")
        case Origin.GUESSED:
            return _("columns guessed")
        case Origin.REMEMBERED:
            return _("columns as you chose them the last time")
        case Origin.CHOSEN:
            return _("columns as you chose them")


def told(table: TableSeen) -> str:
    """Return in one line how a table was read."""
    how: tuple[str, ...] = (encoding(table.encoding), delimiter(table.delimiter)) if table.encoding else (table.sheet,)
    others = len(table.sheets) - 1
    if others > 0:
        how += (ngettext("{n} other sheet is not read", "{n} other sheets are not read", others).format(n=others),)
    return ", ".join((origin(table.origin), *how))


def columns(table: TableSeen) -> str:
    """Return in one line where each column that holds something goes."""
    pairs = [f"{column.name} → {target(column.target)}" for column in table.columns if column.values]
    return ", ".join(pairs)


def day_note(text: str, *, day_first: bool) -> str:
    """Return how a date was read that may be read in two ways."""
    if day_first:
        return _("“{text}” is read as day/month/year.").format(text=text)
    return _("“{text}” is read as month/day/year.").format(text=text)


def other_days(*, day_first: bool) -> str:
    """Return the words of the link that reads dates the other way."""
    return _("Read month/day/year") if day_first else _("Read day/month/year")


def more(count: int) -> str:
    """Return how many columns are not shown."""
    text = ngettext(
        "{n} more column, kept as a field of its own or as its program means it.",
        "{n} more columns, kept as fields of their own or as their program means them.",
        count,
    )
    return text.format(n=count)
