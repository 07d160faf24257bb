"""The components of a calendar file and the properties in them; one bad line costs only itself."""

import re
from collections.abc import Callable, Iterable

from carnet.errors import Problem, Refused
from carnet.formats.vcard_lines import LONGEST_LINE
from carnet.formats.vcard_text import Head, parse_head, split_line

_MOST_LOOSE, _LONGEST_LOOSE = 300, 2_000
"""Of lines that are none and are taken as more of a text."""
_TEXTS = frozenset({"DESCRIPTION", "SUMMARY", "LOCATION", "COMMENT"})
# RFC 5545, 7986, 9073 and 9253: what nobody would write at the start of a line of prose.
_KNOWN = frozenset({
    "BEGIN", "END", "ACTION", "ATTACH", "ATTENDEE", "CALENDAR-ADDRESS", "CALSCALE", "CATEGORIES", "CLASS", "COLOR",
    "COMMENT", "COMPLETED", "CONCEPT", "CONFERENCE", "CONTACT", "CREATED", "DESCRIPTION", "DTEND", "DTSTAMP",
    "DTSTART", "DUE", "DURATION", "EXDATE", "EXRULE", "FREEBUSY", "GEO", "IMAGE", "LAST-MODIFIED", "LINK",
    "LOCATION", "LOCATION-TYPE", "METHOD", "NAME", "ORGANIZER", "PARTICIPANT-TYPE", "PERCENT-COMPLETE", "PRIORITY",
    "PRODID", "PROXIMITY", "RDATE", "RECURRENCE-ID", "REFID", "REFRESH-INTERVAL", "RELATED-TO", "REPEAT",
    "REQUEST-STATUS", "RESOURCE-TYPE", "RESOURCES", "RRULE", "SEQUENCE", "SOURCE", "STATUS", "STRUCTURED-DATA",
    "STYLED-DESCRIPTION", "SUMMARY", "TRANSP", "TRIGGER", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZURL",
    "UID", "URL", "VERSION",
})  # fmt: skip
_MOST_REMARKS = 20
_DEEPEST = 10
_CHECK_EVERY = 200
_EVENT, _TASK, _ZONE, _CALENDAR = "VEVENT", "VTODO", "VTIMEZONE", "VCALENDAR"

Property = tuple[Head, str]


def _is_prose(head: Head) -> bool:
    """Tell whether what looks like a property is a line of a text: "https://…", "Meeting ID: 12"."""
    return head.name not in _KNOWN and not head.name.startswith("X-") and head.foreign != head.foreign.upper()


class Component:
    """An event, a time zone or a calendar: its properties, the parts in it, and what was wrong with its lines.

    Attributes:
        row: number of an event in the file, from 1; 0 for what is no event.
        loose: how many lines that are none were taken as more of a text.
    """

    __slots__ = ("calendar", "kind", "loose", "parts", "problems", "properties", "row")

    def __init__(self, kind: str, row: int = 0, calendar: "Component | None" = None) -> None:
        self.kind = kind
        self.row = row
        self.calendar = calendar
        self.properties: list[Property] = []
        self.parts: list[Component] = []
        self.problems: list[Problem] = []
        self.loose = 0

    def remark(self, reason: str, **data: object) -> None:
        """Note what is wrong with a line; a component full of rubbish is not told line by line."""
        if len(self.problems) < _MOST_REMARKS:
            self.problems.append(Problem(reason=reason, row=self.row, data=data))

    def go_on(self, line: str) -> bool:
        """Take a line that is none as more of the text before it, which a program broke without indenting it."""
        head, value = self.properties[-1] if self.properties else (None, "")
        if self.loose == _MOST_LOOSE or len(line) > _LONGEST_LOOSE:
            return False
        is_damaged = re.split("[=;]", line, maxsplit=1)[0].upper() in _KNOWN
        if (
            head is None
            or head.name not in _TEXTS
            or is_damaged
            or self.loose == _MOST_LOOSE
            or len(line) > _LONGEST_LOOSE
        ):
            return False
        self.loose += 1
        self.properties[-1] = head, f"{value}\\n{line}"
        return True

    def first(self, name: str) -> Property | None:
        """Return the first property of a name."""
        return next((each for each in self.properties if each[0].name == name), None)

    def value(self, name: str) -> str:
        """Return the raw value of the first property of a name, "" where there is none."""
        found = self.first(name)
        return found[1] if found else ""

    def every(self, name: str) -> list[Property]:
        """Return all properties of a name."""
        return [each for each in self.properties if each[0].name == name]


class Calendars:
    """The events of a file in its order, how many tasks it holds, and its time zones by name.

    An event without END ends where the next begins; events outside any calendar are events all the same.
    """

    def __init__(self, lines: Iterable[str], cancelled: Callable[[], bool] | None = None) -> None:
        self.events: list[Component] = []
        self.tasks = 0
        self.zones: dict[str, Component] = {}
        self.is_calendar = False
        self._cancelled = cancelled
        self._calendar: Component | None = None
        self._open: list[Component] = []
        for line in lines:
            self._take(line)
        self._close_to(0)

    def _take(self, line: str) -> None:
        if not line or line.isspace():
            return
        parts = None if len(line) > LONGEST_LINE else split_line(line)
        head = parse_head(parts[0].strip()) if parts else None
        if head is not None and self._open and _is_prose(head) and self._open[-1].go_on(line):
            return
        if parts is None or head is None:
            if self._open and not self._open[-1].go_on(line):
                too_long = len(line) > LONGEST_LINE
                self._open[-1].remark("line_too_long" if too_long else "bad_line", line=line[:80])
            return
        if head.name == "BEGIN":
            self._begin(parts[1].strip().upper())
        elif head.name == "END":
            self._end(parts[1].strip().upper())
        elif self._open:
            self._open[-1].properties.append((head, parts[1]))

    def _begin(self, kind: str) -> None:
        if kind == _CALENDAR:
            self._close_to(0)
            self.is_calendar = True
        elif kind == _EVENT:
            self._close_above(_CALENDAR)
        if len(self._open) >= _DEEPEST:
            self._close_to(_DEEPEST - 1)
        component = Component(kind, self._next_row(kind), self._calendar)
        if kind == _CALENDAR:
            self._calendar = component
        elif kind == _EVENT:
            self.events.append(component)
        elif kind == _TASK:
            self.tasks += 1
        elif self._open and self._open[-1].kind == _ZONE:
            self._open[-1].parts.append(component)
        self._open.append(component)

    def _next_row(self, kind: str) -> int:
        if kind != _EVENT:
            return 0
        row = len(self.events) + 1
        if self._cancelled and row % _CHECK_EVERY == 0 and self._cancelled():
            raise Refused("cancelled")
        return row

    def _end(self, kind: str) -> None:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].kind == kind:
                self._close_to(depth)
                return

    def _close_above(self, kind: str) -> None:
        """Close what is open inside the innermost component of a kind, everything where there is none."""
        depths = [depth for depth, each in enumerate(self._open) if each.kind == kind]
        self._close_to(depths[-1] + 1 if depths else 0)

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            component = self._open.pop()
            if component.kind == _ZONE and (name := component.value("TZID").strip()):
                self.zones.setdefault(name, component)
            if component.kind == _CALENDAR:
                self._calendar = None
