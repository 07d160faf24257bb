"""Dates, amounts, percentages and durations as French and English write them; no Qt, the same everywhere."""

from datetime import date, datetime, time

from carnet.domain.dates import PartialDate, Precision
from carnet.domain.zones import zone
from carnet.words.catalogue import current_language

THIN = "\u202f"
FIXED = "\u00a0"

_MONTHS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_SHORT_MONTHS = {
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_DAYS = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


_SOON_DAYS = 300


def _french() -> bool:
    return current_language() == "fr"


def month(number: int, *, short: bool = False) -> str:
    """Return the name of a month, 1 to 12."""
    return (_SHORT_MONTHS if short else _MONTHS)[current_language()][number - 1]


def weekday(day: date, *, short: bool = False) -> str:
    """Return the name of a week day."""
    return (_SHORT_DAYS if short else _DAYS)[current_language()][day.weekday()]


def _number_of(day: int) -> str:
    return "1er" if day == 1 and _french() else str(day)


def long_day(day: date) -> str:
    """Return "vendredi 20 novembre 2026"."""
    return f"{weekday(day)} {_number_of(day.day)} {month(day.month)}{FIXED}{day.year}"


def full_day(day: date) -> str:
    """Return "20 novembre 2026"."""
    return f"{_number_of(day.day)} {month(day.month)} {day.year}"


def short_day(day: date) -> str:
    """Return "jeu. 19 nov. 2026"."""
    return f"{weekday(day, short=True)} {_number_of(day.day)} {month(day.month, short=True)} {day.year}"


def plain_day(day: date) -> str:
    """Return "19 nov. 2026"."""
    return f"{_number_of(day.day)} {month(day.month, short=True)} {day.year}"


def named_day(day: date, today: date) -> str:
    """Return "mardi 1er décembre", with its year where it is not this one."""
    text = f"{weekday(day)} {_number_of(day.day)} {month(day.month)}"
    return text if day.year == today.year else f"{text}{FIXED}{day.year}"


def near_day(day: date, today: date) -> str:
    """Return "jeu. 19 nov.", with its year where it is not this one."""
    text = f"{weekday(day, short=True)} {_number_of(day.day)} {month(day.month, short=True)}"
    return text if day.year == today.year else plain_day(day)


def tiny_day(day: date, today: date) -> str:
    """Return "19 nov.", or "nov. 2024" of another year."""
    if day.year == today.year:
        return f"{_number_of(day.day)} {month(day.month, short=True)}"
    return f"{month(day.month, short=True)} {day.year}"


def coming_day(day: date, today: date) -> str:
    """Return "15 janv.", with its year where another one may be thought of."""
    text = f"{_number_of(day.day)} {month(day.month, short=True)}"
    return text if abs((day - today).days) < _SOON_DAYS else f"{text} {day.year}"


def month_year(day: date) -> str:
    """Return "novembre 2026"."""
    return f"{month(day.month)} {day.year}"


def partial(value: PartialDate | None) -> str:
    """Return what is known of a partial date; "" for None."""
    if value is None:
        return ""
    if value.precision is Precision.DAY:
        return full_day(date.fromisoformat(value))
    if value.precision is Precision.MONTH:
        return f"{month(int(value[5:7]))} {value[:4]}"
    if value.precision is Precision.YEAR:
        return str(value)
    parts = value.month_day
    assert parts is not None
    return f"{_number_of(parts[1])} {month(parts[0])}"


def clock_time(at: datetime, tz: str) -> str:
    """Return "18 h 30" or "18:30" in a zone."""
    local = at.astimezone(zone(tz))
    return _hours(local.hour, local.minute)


def local_time(at: datetime) -> str:
    """Return the time of day of an instant in the machine's zone."""
    local = at.astimezone()
    return _hours(local.hour, local.minute)


def time_of_day(at: time) -> str:
    """Return "8 h 45" or "08:45"."""
    return _hours(at.hour, at.minute)


def _hours(hour: int, minute: int) -> str:
    if not _french():
        return f"{hour:02}:{minute:02}"
    return f"{hour}{FIXED}h" + (f"{FIXED}{minute:02}" if minute else "")


def duration(minutes: int) -> str:
    """Return "2 h 30" or "2h 30m"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{FIXED}min"
    if _french():
        return f"{hours}{FIXED}h" + (f"{FIXED}{rest:02}" if rest else "")
    return f"{hours}{FIXED}h" + (f"{FIXED}{rest:02}{FIXED}min" if rest else "")


def number(value: float, *, decimals: int = 0) -> str:
    """Return a number with the thousands and decimals of the language."""
    text = f"{value:,.{decimals}f}"
    if not _french():
        return text
    return text.replace(",", THIN).replace(".", ",")


def ordinal(value: int) -> str:
    """Return "1er", "9e", or "1st", "12th", "22nd"."""
    if _french():
        return "1er" if value == 1 else f"{value}e"
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


def money(cents: int, currency: str = "EUR", *, exact: bool = False) -> str:
    """Return "55 800 €" or "€55,800"; cents are shown where there are some, or always if `exact`."""
    decimals = 2 if exact or cents % 100 else 0
    amount = number(abs(cents) / 100, decimals=decimals)
    sign = "−" if cents < 0 else ""
    symbol = _SYMBOLS.get(currency, currency)
    if _french():
        return f"{sign}{amount}{FIXED}{symbol}"
    return f"{sign}{symbol}{amount}" if len(symbol) == 1 else f"{sign}{amount}{FIXED}{symbol}"


def percent_bp(basis_points: int) -> str:
    """Return "80 %" or "80%" of basis points, one decimal where there is one."""
    decimals = 1 if basis_points % 100 else 0
    text = number(basis_points / 100, decimals=decimals)
    return f"{text}{THIN}%" if _french() else f"{text}%"


def days_half(halves: int) -> str:
    """Return a count of half days as days: "45", "45,5"."""
    return number(halves / 2, decimals=1 if halves % 2 else 0)
