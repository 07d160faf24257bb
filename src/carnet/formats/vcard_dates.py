"""Dates as vCards write them: full, without year (RFC 6350, Google, Apple), without day."""

import re
from functools import lru_cache

from carnet.domain.dates import PartialDate, Precision

_FULL = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ].*)?")
_NO_YEAR = re.compile(r"--([0-9]{2})-?([0-9]{2})(?:T.*)?")
_SHORT = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
# What Outlook writes for "no date".
_EMPTY = ("0/0/00", "0000-00-00", "00000000", "4501-01-01", "45010101")


def is_no_date(value: str) -> bool:
    """Return whether a value is one program's way to say that there is no date."""
    return value.strip().startswith(_EMPTY)


def read_date(value: str, omitted_year: str = "") -> PartialDate | None:
    """Return the date of a BDAY value; `omitted_year` is the year that stands for none (Apple). None if unclear."""
    value = value.strip()
    if not value or is_no_date(value):
        return None
    if len(value) == 10 and not omitted_year and (day := _partial(value)):
        return day
    if full := _FULL.fullmatch(value):
        text = "-".join(full.groups())
        text = "--" + text[5:] if omitted_year and omitted_year == full[1] else text
    elif short := _NO_YEAR.fullmatch(value):
        text = f"--{short[1]}-{short[2]}"
    else:
        text = value if _SHORT.fullmatch(value) else ""
    return _partial(text)


@lru_cache(maxsize=4_096)
def _partial(text: str) -> PartialDate | None:
    try:
        return PartialDate(text)
    except ValueError:
        return None


def write_date(value: PartialDate, version: str) -> str:
    """Return a date as BDAY of that version of vCard holds it."""
    if version == "4.0" and value.precision in {Precision.DAY, Precision.MONTH_DAY}:
        return "--" + value[2:].replace("-", "") if value.startswith("--") else value.replace("-", "")
    return str(value)
