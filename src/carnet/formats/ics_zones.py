"""Names of time zones as calendars write them, to names of the tz database.

Sources: the Unicode CLDR's list of Windows zones (territory 001), and what calendars are seen to write.
"""

import re
from functools import lru_cache
from importlib.resources import files

from carnet.domain.zones import HOME

_WINDOWS = {
    "aus central standard time": "Australia/Darwin",
    "aus eastern standard time": "Australia/Sydney",
    "afghanistan standard time": "Asia/Kabul",
    "alaskan standard time": "America/Anchorage",
    "arab standard time": "Asia/Riyadh",
    "arabian standard time": "Asia/Dubai",
    "arabic standard time": "Asia/Baghdad",
    "argentina standard time": "America/Argentina/Buenos_Aires",
    "atlantic standard time": "America/Halifax",
    "azerbaijan standard time": "Asia/Baku",
    "azores standard time": "Atlantic/Azores",
    "bangladesh standard time": "Asia/Dhaka",
    "belarus standard time": "Europe/Minsk",
    "canada central standard time": "America/Regina",
    "cape verde standard time": "Atlantic/Cape_Verde",
    "caucasus standard time": "Asia/Yerevan",
    "cen. australia standard time": "Australia/Adelaide",
    "central america standard time": "America/Guatemala",
    "central asia standard time": "Asia/Almaty",
    "central brazilian standard time": "America/Cuiaba",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "central pacific standard time": "Pacific/Guadalcanal",
    "central standard time": "America/Chicago",
    "central standard time (mexico)": "America/Mexico_City",
    "china standard time": "Asia/Shanghai",
    "cuba standard time": "America/Havana",
    "e. africa standard time": "Africa/Nairobi",
    "e. australia standard time": "Australia/Brisbane",
    "e. europe standard time": "Europe/Chisinau",
    "e. south america standard time": "America/Sao_Paulo",
    "eastern standard time": "America/New_York",
    "eastern standard time (mexico)": "America/Cancun",
    "egypt standard time": "Africa/Cairo",
    "ekaterinburg standard time": "Asia/Yekaterinburg",
    "fiji standard time": "Pacific/Fiji",
    "fle standard time": "Europe/Kyiv",
    "georgian standard time": "Asia/Tbilisi",
    "gmt standard time": "Europe/London",
    "greenland standard time": "America/Nuuk",
    "greenwich standard time": "Atlantic/Reykjavik",
    "gtb standard time": "Europe/Bucharest",
    "haiti standard time": "America/Port-au-Prince",
    "hawaiian standard time": "Pacific/Honolulu",
    "india standard time": "Asia/Kolkata",
    "iran standard time": "Asia/Tehran",
    "israel standard time": "Asia/Jerusalem",
    "jordan standard time": "Asia/Amman",
    "kaliningrad standard time": "Europe/Kaliningrad",
    "korea standard time": "Asia/Seoul",
    "libya standard time": "Africa/Tripoli",
    "mauritius standard time": "Indian/Mauritius",
    "middle east standard time": "Asia/Beirut",
    "montevideo standard time": "America/Montevideo",
    "morocco standard time": "Africa/Casablanca",
    "mountain standard time": "America/Denver",
    "mountain standard time (mexico)": "America/Mazatlan",
    "myanmar standard time": "Asia/Yangon",
    "namibia standard time": "Africa/Windhoek",
    "nepal standard time": "Asia/Kathmandu",
    "new zealand standard time": "Pacific/Auckland",
    "newfoundland standard time": "America/St_Johns",
    "north asia east standard time": "Asia/Irkutsk",
    "north asia standard time": "Asia/Krasnoyarsk",
    "pacific sa standard time": "America/Santiago",
    "pacific standard time": "America/Los_Angeles",
    "pacific standard time (mexico)": "America/Tijuana",
    "pakistan standard time": "Asia/Karachi",
    "paraguay standard time": "America/Asuncion",
    "romance standard time": "Europe/Paris",
    "russia time zone 3": "Europe/Samara",
    "russian standard time": "Europe/Moscow",
    "sa eastern standard time": "America/Cayenne",
    "sa pacific standard time": "America/Bogota",
    "sa western standard time": "America/La_Paz",
    "saint pierre standard time": "America/Miquelon",
    "samoa standard time": "Pacific/Apia",
    "se asia standard time": "Asia/Bangkok",
    "singapore standard time": "Asia/Singapore",
    "south africa standard time": "Africa/Johannesburg",
    "sri lanka standard time": "Asia/Colombo",
    "syria standard time": "Asia/Damascus",
    "taipei standard time": "Asia/Taipei",
    "tasmania standard time": "Australia/Hobart",
    "tokyo standard time": "Asia/Tokyo",
    "tonga standard time": "Pacific/Tongatapu",
    "turkey standard time": "Europe/Istanbul",
    "us eastern standard time": "America/Indiana/Indianapolis",
    "us mountain standard time": "America/Phoenix",
    "utc": "UTC",
    "coordinated universal time": "UTC",
    "greenwich mean time": "UTC",
    "venezuela standard time": "America/Caracas",
    "vladivostok standard time": "Asia/Vladivostok",
    "w. australia standard time": "Australia/Perth",
    "w. central africa standard time": "Africa/Lagos",
    "w. europe standard time": "Europe/Berlin",
    "west asia standard time": "Asia/Tashkent",
    "west pacific standard time": "Pacific/Port_Moresby",
    "yakutsk standard time": "Asia/Yakutsk",
}
# What Outlook shows instead of a name: the offset, then cities; where there is none, these words.
_SHOWN = re.compile(r"(?:\((?:UTC|GMT)\s*([+-]\d{1,2}:?\d{2})?\))?\s*([^/]*)", re.IGNORECASE)
_REGIONS = {
    "eastern time (us & canada)": "America/New_York",
    "central time (us & canada)": "America/Chicago",
    "mountain time (us & canada)": "America/Denver",
    "pacific time (us & canada)": "America/Los_Angeles",
    "atlantic time (canada)": "America/Halifax",
    "coordinated universal time": "UTC",
}
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)


@lru_cache(maxsize=512)
def zone_name(tzid: str) -> str:
    """Return the name in the tz database of what a calendar calls a zone, "" where it is none.

    Names of Windows are understood, those with a path before them ("/mozilla.org/20050126_1/Europe/Paris"), cities, and
    whole hours from UTC.
    """
    name = tzid.strip().strip('"')
    if known := _WINDOWS.get(name.lower()):
        return known
    parts = [part for part in name.replace(" ", "_").split("/") if part]
    for start in range(len(parts)):
        if (found := _of_database("/".join(parts[start:]))) is not None:
            return found
    return _shown(name) or _whole_hours(name) or _shown(parts[-1] if parts else "")


def _shown(name: str) -> str:
    """Return the zone of the cities that Outlook shows of it, "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"."""
    match = _SHOWN.fullmatch(name.replace("\\", ""))
    if match is None:
        return ""
    words = match[2].strip().lower()
    if known := _REGIONS.get(words):
        return known
    found = [_by_city().get(city.strip().replace(" ", "_"), "") for city in words.split(",")]
    return HOME if HOME in found else next(filter(None, found), "") or _whole_hours(match[1] or "")


@lru_cache(maxsize=1)
def _by_city() -> dict[str, str]:
    regions = [name for name in _by_folded_name().values() if "/" in name and not name.startswith("Etc/")]
    return {name.rpartition("/")[2].lower(): name for name in regions}


def _of_database(name: str) -> str | None:
    return _by_folded_name().get(name.lower())


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, str]:
    # The package's own list; that of zoneinfo is found by walking through its folders.
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.lower(): name for name in names}


def _whole_hours(name: str) -> str:
    match = _OFFSET.fullmatch(name)
    if match is None or int(match[3] or 0) or not 0 < int(match[2]) <= 12:
        return ""
    # Names in Etc have the sign of the east reversed.
    return f"Etc/GMT{'-' if match[1] == '+' else '+'}{int(match[2])}"
