"""Reads each file of the corpus with Carnet, vobject and icalendar; prints which of them read it right.

    CARNET_CORPUS=… python tests/formats/compare.py [--all]

A file is read right where what its index (`INDEX.md`) counts comes out: cards, their e-mail addresses, phones, postal
addresses and photos, events, rows, and the facts that it lists; a hostile one where the reader ends. vobject is no
dependency of Carnet: without it its column says so. Nothing here is a test; those of the corpus are beside it.
"""

import argparse
import importlib.util
import logging
import os
import re
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from carnet.domain.contacts import PointKind
from carnet.errors import Unreadable
from carnet.formats import ics, table_files, vcard

SECONDS = 10
COUNTED = ("email", "tel", "adr", "photo")
Found = dict[str, Any]
"""What a reader found: "units" and each of COUNTED as numbers, facts by name."""


class Entry(NamedTuple):
    """A file of the index: what kind, how many cards, events or rows, and what else is counted."""

    name: str
    kind: str
    units: int
    counts: dict[str, int]


def entries(folder: Path) -> Iterator[Entry]:
    """Yield what the index says of each file with cards, events or rows."""
    for line in (folder / "INDEX.md").read_text(encoding="utf-8").split("## Files")[1].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) < 6 or not cells[3].isdecimal():
            continue
        name = cells[0].strip("`")
        kind = next(kind for kind in ("vcf", "csv", "ics", "vcs") if f".{kind}" in name)
        counts = {key: int(number) for key, number in re.findall(r"(\w+)=(\d+)(?![\d.])", cells[4])}
        yield Entry(name, "ics" if kind == "vcs" else kind, int(cells[3]), counts)


def ours_of_cards(data: bytes) -> Found:
    """Return what Carnet finds in a file of cards; what it keeps as it stands counts, too."""
    try:
        reading = vcard.read(data)
    except Unreadable:
        return {"units": 0, "cards": []}
    kinds = {"email": PointKind.EMAIL, "tel": PointKind.PHONE, "adr": PointKind.ADDRESS}
    found: Found = {"units": reading.units_read, "cards": reading.drafts, **dict.fromkeys(COUNTED, 0)}
    found["refused"] = {problem.reason for problem in reading.problems}
    for draft in reading.drafts:
        for name, kind in kinds.items():
            found[name] += sum(point.kind is kind for point in draft.points) + _foreign(draft.foreign, name)
        found["photo"] += (draft.photo is not None) + _foreign(draft.foreign, "photo")
    return found


def _foreign(lines: tuple[str, ...], name: str) -> int:
    return sum(re.match(rf"(\w+\.)?{name}[;:]", line, re.IGNORECASE) is not None for line in lines)


def vobjects_of_cards(data: bytes) -> Found:
    """Return what vobject finds in a file of cards, as tolerant as it can be."""
    import vobject  # type: ignore[import-untyped]

    cards = [
        card
        for card in vobject.readComponents(_text(data), ignoreUnreadable=True, allowQP=True)
        if card.name.upper() == "VCARD"
    ]
    counts = {name: sum(len(card.contents.get(name, [])) for card in cards) for name in COUNTED}
    return {"units": len(cards), "cards": cards, **counts}


def _text(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def ours_of_events(data: bytes) -> Found:
    """Return how many events Carnet finds."""
    try:
        reading = ics.read(data)
    except Unreadable:
        return {"units": 0}
    return {"units": reading.units_read}


def icalendars_of_events(data: bytes) -> Found:
    """Return how many events icalendar finds."""
    from icalendar import Calendar

    return {"units": sum(len(found.walk("VEVENT")) for found in Calendar.from_ical(data, multiple=True))}


def ours_of_rows(data: bytes) -> Found:
    """Return how many rows Carnet finds."""
    return {"units": table_files.read(data).units_read}


FACTS: dict[str, tuple[tuple[str, Callable[[Any], bool], Callable[[Any], bool]], ...]] = {
    "John_Doe_ANDROID.vcf": (
        ("N Ñ Ñ Ñ Ñ", lambda c: c[2].last_name == "Ñ Ñ Ñ Ñ", lambda c: c[2].n.value.family.strip() == "Ñ Ñ Ñ Ñ"),
        ("TEL", lambda c: c[2].points[0].value == "123456789", lambda c: c[2].tel.value == "123456789"),
    ),
    "John_Doe_GMAIL.vcf": (
        (
            "FN",
            lambda c: c[0].middle_name == "Richter, James",
            lambda c: c[0].fn.value == "Mr. John Richter, James Doe Sr.",
        ),
        (
            "URL",
            lambda c: "http://www.ibm.com" in [point.value for point in c[0].points],
            lambda c: "http://www.ibm.com" in [url.value for url in c[0].contents["url"]],
        ),
        (
            "X-ABDATE",
            lambda c: "item1.X-ABDATE:1975-03-01" in c[0].foreign,
            lambda c: c[0].contents["x-abdate"][0].value == "1975-03-01",
        ),
    ),
    "outlook-2003.vcf": (
        ("ORG", lambda c: c[0].organisation == "Company, The", lambda c: c[0].org.value[0] == "Company, The"),
        (
            "NOTE",
            lambda c: len(c[0].about.split("\n")) == 4,
            lambda c: len(c[0].note.value.replace("\r", "").split("\n")) == 4,
        ),
        (
            "TEL",
            lambda c: "BusinessPhone" in [point.value for point in c[0].points],
            lambda c: "BusinessPhone" in [tel.value for tel in c[0].contents["tel"]],
        ),
    ),
}
UNITS = {"csv_no_header.csv": 2, "libebook/vcard/7.vcf": 1}
"""What the index says in words: a table without a header. And a card without its first line is one all the same."""
NOBODY = frozenset({"sabre-io__vobject/issue64.vcf"})
"""Cards that name nobody: a photo alone. Carnet refuses them, and says so."""


def faults(entry: Entry, found: Found, *, is_ours: bool) -> str:
    """Return what of the index does not come out; "" where all does."""
    told = []
    units = next((units for end, units in UNITS.items() if entry.name.endswith(end)), entry.units)
    if is_ours and entry.name in NOBODY:
        return "" if found["refused"] == {"no_identity"} else "not refused"
    if "hostile" not in entry.name and found["units"] != units:
        told.append(f"{found['units']}/{units}")
    for name in COUNTED if entry.kind == "vcf" and "hostile" not in entry.name else ():
        if found.get(name, 0) < entry.counts.get(name, 0):
            told.append(f"{name} {found.get(name, 0)}/{entry.counts[name]}")
    for name, ours, theirs in FACTS.get(Path(entry.name).name, ()):
        try:
            holds = (ours if is_ours else theirs)(found["cards"])
        except Exception:  # noqa: BLE001  (whatever a library makes of it, the fact does not hold)
            holds = False
        if not holds:
            told.append(name)
    return ", ".join(told)


def judged(entry: Entry, data: bytes, reader: Callable[[bytes], Found], *, is_ours: bool) -> str:
    """Return "ok", what is wrong, or how the reader failed."""
    signal.alarm(SECONDS)
    try:
        return faults(entry, reader(data), is_ours=is_ours) or "ok"
    except TimeoutError:
        return f"over {SECONDS} s"
    except Exception as error:  # noqa: BLE001  (the table says how each reader fails)
        refuses = isinstance(error, ValueError) and (entry.units == 0 or "hostile" in entry.name)
        return "ok" if refuses else type(error).__name__
    finally:
        signal.alarm(0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


READERS: dict[str, tuple[tuple[str, Callable[[bytes], Found]], ...]] = {
    "vcf": (("carnet", ours_of_cards), ("vobject", vobjects_of_cards)),
    "ics": (("carnet", ours_of_events), ("icalendar", icalendars_of_events)),
    "csv": (("carnet", ours_of_rows),),
}


def main() -> int:
    """Print the table; return 1 where Carnet reads fewer files right than it promises."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true", help="also the files that all read right")
    asked = parser.parse_args()
    folder = Path(os.environ["CARNET_CORPUS"])
    signal.signal(signal.SIGALRM, _stop)
    logging.disable()
    warnings.simplefilter("ignore")
    if importlib.util.find_spec("vobject") is None:
        print("vobject is not installed: its column is missing")
        READERS["vcf"] = READERS["vcf"][:1]
    right: dict[tuple[str, str], int] = {}
    total: dict[str, int] = {}
    for entry in entries(folder):
        data = (folder / entry.name).read_bytes()
        said = [(name, judged(entry, data, reader, is_ours=name == "carnet")) for name, reader in READERS[entry.kind]]
        total[entry.kind] = total.get(entry.kind, 0) + 1
        for name, verdict in said:
            right[entry.kind, name] = right.get((entry.kind, name), 0) + (verdict == "ok")
        if asked.all or any(verdict != "ok" for _name, verdict in said):
            print(f"{entry.name}: " + "; ".join(f"{name} {verdict}" for name, verdict in said))
    print()
    for (kind, name), count in sorted(right.items()):
        print(f"{kind}  {name:10} {count} of {total[kind]} files read right")
    ahead = (
        right["vcf", "carnet"] > right.get(("vcf", "vobject"), 0)
        and right["ics", "carnet"] >= right["ics", "icalendar"]
    )
    return 0 if ahead else 1


if __name__ == "__main__":
    sys.exit(main())
