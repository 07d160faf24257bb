"""Where each card of a vCard file begins and ends, and the properties in it; one bad line costs only itself."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from carnet.errors import Problem, Refused
from carnet.formats.vcard_lines import LONGEST_LINE
from carnet.formats.vcard_text import Head, parse_head, split_line

MOST_PROPERTIES = 2000
DEEPEST = 10

_MOST_REMARKS = 20
_MOST_CACHED_HEADS = 5000
_LONGEST_CACHED_HEAD = 300
_VERSIONS = frozenset({"2.1", "3.0", "4.0"})
_CHECK_EVERY = 200


class Property(NamedTuple):
    """One line of a card: its parsed head, its raw value, the line itself."""

    head: Head
    value: str
    line: str


class Frame:
    """One card: its row, version, properties and what was wrong with its lines."""

    __slots__ = ("problems", "properties", "row", "version")

    def __init__(self, row: int) -> None:
        self.row = row
        self.version = ""
        self.properties: list[Property] = []
        self.problems: list[Problem] = []

    def add(self, item: Property) -> None:
        """Keep a property, up to the limit."""
        if len(self.properties) < MOST_PROPERTIES:
            self.properties.append(item)
        elif len(self.properties) == MOST_PROPERTIES:
            self.properties.append(item)
            self.remark("too_many_properties", most=MOST_PROPERTIES)

    def remark(self, reason: str, **data: object) -> None:
        """Note what is wrong with a line; a card full of rubbish is not told line by line."""
        if len(self.problems) < _MOST_REMARKS:
            self.problems.append(Problem(reason=reason, row=self.row, data=data))


class Framer:
    """Cuts lines into cards.

    A card without END ends where the next begins; one without BEGIN begins at its version or name; a card inside the
    AGENT of another is a card of its own.
    """

    def __init__(self, cancelled: Callable[[], bool] | None = None) -> None:
        self.count = 0
        self._cancelled = cancelled
        self._heads: dict[str, Head] = {}
        self._open: list[Frame] = []
        self._other = 0

    def frames(self, lines: Iterable[str]) -> Iterator[Frame]:
        """Yield the cards in the order in which they end.

        Raises:
            Refused: "cancelled", where the caller gave up.
        """
        heads = self._heads
        for line in lines:
            text, _, value = line.partition(":")
            head = heads.get(text)
            if head is None:
                parsed = self._parse(line)
                if parsed is None:
                    continue
                head, value = parsed
            name = head.name
            if name == "BEGIN":
                yield from self._begin(value.strip().upper())
            elif name == "END":
                yield from self._end(value.strip().upper())
            elif self._open and not self._other:
                self._keep(Property(head, value, line))
            elif not self._other and self._starts_a_card(name, value):
                self._start()
                self._keep(Property(head, value, line))
        yield from reversed(self._open)
        self._open = []

    def _parse(self, line: str) -> tuple[Head, str] | None:
        """Return head and value of a line whose head is new; None, and a remark, where it is no property."""
        if not line or line.isspace():
            return None
        parts = None if len(line) > LONGEST_LINE else split_line(line)
        head = parse_head(parts[0]) if parts else None
        if parts is None or head is None:
            if self._open and not self._other:
                too_long = len(line) > LONGEST_LINE
                self._open[-1].remark("line_too_long" if too_long else "bad_line", line=line[:80])
            return None
        text, value = parts
        if len(text) < _LONGEST_CACHED_HEAD and len(self._heads) < _MOST_CACHED_HEADS and '"' not in text:
            self._heads[text] = head
        return head, value

    def _keep(self, item: Property) -> None:
        frame = self._open[-1]
        if len(item.line) > LONGEST_LINE:
            frame.remark("line_too_long", line=item.line[:80])
            return
        if item.head.name == "VERSION":
            frame.version = frame.version or item.value.strip()
        frame.add(item)

    def _starts_a_card(self, name: str, value: str) -> bool:
        return name == "FN" or (name == "VERSION" and value.strip() in _VERSIONS)

    def _start(self) -> None:
        self.count += 1
        if self._cancelled and self.count % _CHECK_EVERY == 0 and self._cancelled():
            raise Refused("cancelled")
        self._open.append(Frame(self.count))

    def _begin(self, what: str) -> Iterator[Frame]:
        if what != "VCARD":
            self._other += 1
            return
        self._other = 0
        if not self._is_agent():
            yield from reversed(self._open)
            self._open = []
        self._start()

    def _is_agent(self) -> bool:
        """Return whether the line before was an AGENT whose card follows."""
        if not self._open or len(self._open) >= DEEPEST or not self._open[-1].properties:
            return False
        last = self._open[-1].properties[-1]
        if last.head.name != "AGENT" or last.value.strip():
            return False
        self._open[-1].properties.pop()
        return True

    def _end(self, what: str) -> Iterator[Frame]:
        if what == "VCARD":
            self._other = 0
            if self._open:
                yield self._open.pop()
        elif self._other:
            self._other -= 1
