"""The public holidays of France and of those parts of it that have others: the one door to `holidays`, on first use."""

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
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

_PACKAGES = ("holidays", "holidays.countries", "holidays.calendars", "holidays.groups")
"""Packages that import 250 countries and all calendars of the world at once, with tables of megabytes."""


@cache
def public_holidays(region: str, year: int) -> frozenset[date]:
    """Return the public holidays of a year in one of `REGIONS`; none anywhere else."""
    if region not in REGIONS:
        return frozenset()
    return frozenset(_france()(years=year, subdiv=REGIONS[region]))


@cache
def _france() -> "type[France]":
    whole = find_spec("holidays")
    if "holidays" not in sys.modules and whole is not None:
        folder = Path(next(iter(whole.submodule_search_locations or ())))
        for name in _PACKAGES:  # in the place of each stands an empty one with the same folder
            sys.modules[name] = package = ModuleType(name)
            package.__path__ = [str(folder.joinpath(*name.split(".")[1:]))]
        from holidays.groups.christian import ChristianHolidays
        from holidays.groups.international import InternationalHolidays

        names = {"ChristianHolidays": ChristianHolidays, "InternationalHolidays": InternationalHolidays}
        vars(sys.modules["holidays.groups"]).update(names)
    from holidays.countries.france import France

    return France
