"""Dates in the columns of tables: as LinkedIn and address books write them, and as spreadsheets rewrite them."""

import re
from collections.abc import Iterable
from datetime import date

from carnet.domain.text import fold

_WORDS = re.compile(
    r"([0-9]{1,2})(?:er|\.)?[ -]+(?:de )?([^\W\d_]{3,12})\.?(?: de)?[ ,-]+([0-9]{4}|[0-9]{2})(?:,? [0-9]{1,2}:[0-9:]+)?"
)
_AMERICAN = re.compile(r"([^\W\d_]{3,12})\.? ([0-9]{1,2}),? ([0-9]{4})")
_SLASHES = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?: [0-9:]+)?")
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})(?:[T ].*)?")
# How months begin in English, French, German, Spanish, Italian and Portuguese.
_BEGINNINGS = (
    "jan ene gen",
    "feb fev",
    "mar mrz",
    "apr avr abr",
    "may mai mag",
    "jun juin giu",
    "jul juil lug",
    "aug aou ago",
    "sep set",
    "oct okt ott out",
    "nov",
    "dec dez dic",
)
_MONTHS = {word: at for at, words in enumerate(_BEGINNINGS, start=1) for word in words.split()}


class DateReader:
    """Reads the dates of one column.

    Args:
        column: all values, which tell whether 05/04/23 is in April or May where one of them leaves no choice.
        day_first: what to believe where none does.
        latest: the latest year that two digits may mean; of those after it, the century before is meant.

    Attributes:
        unclear: a date of the column that only `day_first` decides; "" where there is none.
    """

    def __init__(self, column: Iterable[str], *, day_first: bool, latest: int = 2099) -> None:
        slashes = [match for text in set(column) if (match := _SLASHES.fullmatch(text.strip()))]
        self.unclear = ""
        if any(int(match[1]) > 12 for match in slashes):
            day_first = True
        elif any(int(match[2]) > 12 for match in slashes):
            day_first = False
        else:
            self.unclear = min((match[0] for match in slashes if match[1] != match[2]), default="")
        self._day_first = day_first
        self._latest = latest
        self._known: dict[str, date | None] = {}

    def read(self, text: str) -> date | None:
        """Return the day that a cell means; None where that is unclear."""
        if text not in self._known:
            self._known[text] = self._parsed(text.strip())
        return self._known[text]

    def _parsed(self, text: str) -> date | None:
        if words := _WORDS.fullmatch(text):
            return self._day(words[3], _month(words[2]), words[1])
        if american := _AMERICAN.fullmatch(text):
            return self._day(american[3], _month(american[1]), american[2])
        if slashes := _SLASHES.fullmatch(text):
            first, second = slashes[1], slashes[2]
            return self._day(
                slashes[3], int(second if self._day_first else first), first if self._day_first else second
            )
        iso = _ISO.fullmatch(text)
        return self._day(iso[1], int(iso[2]), iso[3]) if iso else None

    def _day(self, year: str, month: int, day: str) -> date | None:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        try:
            return date(full if full <= self._latest or len(year) == 4 else full - 100, month, int(day))
        except ValueError:
            return None


def _month(word: str) -> int:
    folded = fold(word)
    return _MONTHS.get(folded[:4]) or _MONTHS.get(folded[:3], 0)
