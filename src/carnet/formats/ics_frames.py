"""The components of a calendar file and the properties in them; one bad line costs only itself."""

from collections.abc import Callable, Iterable

from carnet.errors import Problem, Refused
from carnet.formats.vcard_lines import LONGEST_LINE
from carnet.formats.vcard_text import Head, parse_head, split_line

_MOST_REMARKS = 20
_DEEPEST = 10
_CHECK_EVERY = 200
_EVENT, _ZONE, _CALENDAR = "VEVENT", "VTIMEZONE", "VCALENDAR"

Property = tuple[Head, str]


class Component:
    """An event, a time zone or a calendar: its properties, the parts in it, and what was wrong with its lines.

    Attributes:
        row: number of an event in the file, from 1; 0 for what is no event.
    """

    __slots__ = ("calendar", "kind", "parts", "problems", "properties", "row")

    def __init__(self, kind: str, row: int = 0, calendar: "Component | None" = None) -> None:
        self.kind = kind
        self.row = row
        self.calendar = calendar
        self.properties: list[Property] = []
        self.parts: list[Component] = []
        self.problems: list[Problem] = []

    def remark(self, reason: str, **data: object) -> None:
        """Note what is wrong with a line; a component full of rubbish is not told line by line."""
        if len(self.problems) < _MOST_REMARKS:
            self.problems.append(Problem(reason=reason, row=self.row, data=data))

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
    """The events of a file in its order, and its time zones by name.

    An event without END ends where the next begins; events outside any calendar are events all the same.
    """

    def __init__(self, lines: Iterable[str], cancelled: Callable[[], bool] | None = None) -> None:
        self.events: list[Component] = []
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
        if parts is None or head is None:
            if self._open:
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
