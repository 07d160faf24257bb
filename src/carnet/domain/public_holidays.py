"""The public holidays of France and of those parts of it that have others: the one door to `holidays`, on first use."""

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.util import find_spec
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays.countries.france import France

REGIONS: Mapping[str, str | None] = MappingProxyType(
    {
        "FR": None,
        "FR-57": "57",
        "FR-971": "971",
        "FR-972": "972",
        "FR-973": "973",
        "FR-974": "974",
        "FR-976": "976",
    }
)
"""Where one may work, with the library's code of it; France itself has none."""

_COUNTRIES = "holidays.countries"


@cache
def public_holidays(region: str, year: int) -> frozenset[date]:
    """Return the public holidays of a year in one of `REGIONS`; none anywhere else."""
    if region not in REGIONS:
        return frozenset()
    return frozenset(_france()(years=year, subdiv=REGIONS[region]))


@cache
def _france() -> "type[France]":
    # The package of countries imports all 250 of them; in its place stands an empty one with the same folder.
    spec = None if _COUNTRIES in sys.modules else find_spec(_COUNTRIES)
    if spec is not None:
        empty = ModuleType(_COUNTRIES)
        empty.__path__ = list(spec.submodule_search_locations or ())
        sys.modules[_COUNTRIES] = empty
    from holidays.countries.france import France

    return France
