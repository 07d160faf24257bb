"""Where each card of a vCard file begins and ends, and the properties in it; one bad line costs only itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from carnet.errors import Problem, Refused
from carnet.formats.vcard_lines import LONGEST_LINE
from carnet.formats.vcard_text import Head, parse_head, split_line

DEEPEST = 10

_MOST_REMARKS = 20
_MOST_LOOSE, _LONGEST_LOOSE = 300, 2_000
"""Of lines that are none and are taken as more of a note."""
_MOST_CACHED_HEADS = 5000
_LONGEST_CACHED_HEAD = 300
_VERSIONS = frozenset({"2.1", "3.0", "4.0"})
_CHECK_EVERY = 200


# One line of a card: its parsed head and its raw value. A bare tuple: files hold millions.
Property = tuple[Head, str]


class Group(NamedTuple):
    """A card that names others: what it is called, and its members by UID or e-mail address, in lower case."""

    name: str
    members: frozenset[str]


class Frame:
    """One card: its row, the version it states, its properties, what was wrong with its lines, the group that it is."""

    __slots__ = ("group", "loose", "problems", "properties", "row", "version")

    def __init__(self, row: int) -> None:
        self.row = row
        self.group: Group | None = None
        self.version = ""
        self.properties: list[Property] = []
        self.problems: list[Problem] = []
        self.loose = 0

    def remark(self, reason: str, **data: object) -> None:
        """Note what is wrong with a line; a card full of rubbish is not told line by line."""
        if len(self.problems) < _MOST_REMARKS:
            self.problems.append(Problem(reason=reason, row=self.row, data=data))

    def go_on(self, line: str) -> bool:
        """Take a line that is none as more of the note before it, which a program broke without indenting it."""
        head, value = self.properties[-1] if self.properties else (None, "")
        if head is None or head.name != "NOTE" or head.encoding:
            return False
        if self.loose == _MOST_LOOSE or len(line) > _LONGEST_LOOSE:
            return False
        self.loose += 1
        self.properties[-1] = head, f"{value}\\n{line}"
        return True


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
        # Where properties go now; None between cards and inside components that are no cards.
        self._current: list[Property] | None = None

    def frames(self, lines: Iterable[str]) -> Iterator[Frame]:
        """Yield the cards of a piece of the file in the order in which they end.

        Raises:
            Refused: "cancelled", where the caller gave up.
        """
        heads, current = self._heads, self._current
        for line in lines:
            text, colon, value = line.partition(":")
            head = heads.get(text)
            if head is not None and colon and current is not None:
                current.append((head, value))
                continue
            name = text.upper()
            if colon and name in {"BEGIN", "END"}:
                yield from self._turn(name, value)
            elif parsed := self._parse(line):
                yield from self._take(*parsed)
            current = self._current

    def last(self) -> Sequence[Frame]:
        """Return the cards that have no end, once there are no more lines."""
        return self._close_all()

    def _turn(self, name: str, value: str) -> Sequence[Frame]:
        """Open or close a component, and return the cards that end so; what an indented line glued to it is lost."""
        what = value.strip().upper()
        return self._begin(what) if name == "BEGIN" else self._end(what)

    def _take(self, head: Head, value: str) -> Sequence[Frame]:
        """Take a line whose head is new, or that stands in no card."""
        if head.name in {"BEGIN", "END"}:
            return self._turn(head.name, value)
        if self._current is None and not self._other and _starts_a_card(head.name, value):
            self._start()
        if self._current is not None:
            self._current.append((head, value))
        return ()

    def _parse(self, line: str) -> tuple[Head, str] | None:
        """Return head and value of a line whose head is new; None, and a remark, where it is no property."""
        if not line or line.isspace():
            return None
        parts = None if len(line) > LONGEST_LINE else split_line(line)
        head = parse_head(parts[0]) if parts else None
        if parts is None or head is None:
            if self._current is not None and not self._open[-1].go_on(line):
                too_long = len(line) > LONGEST_LINE
                self._open[-1].remark("line_too_long" if too_long else "bad_line", line=line[:80])
            return None
        text, value = parts
        if head.name in {"BEGIN", "END"}:
            return head, value
        if len(text) < _LONGEST_CACHED_HEAD and len(self._heads) < _MOST_CACHED_HEADS and '"' not in text:
            self._heads[text] = head
        return head, value

    def _start(self) -> None:
        self.count += 1
        if self._cancelled and self.count % _CHECK_EVERY == 0 and self._cancelled():
            raise Refused("cancelled")
        self._open.append(Frame(self.count))
        self._current = self._open[-1].properties

    def _begin(self, what: str) -> Sequence[Frame]:
        closed: Sequence[Frame] = ()
        if what.startswith("VCARD"):
            if self._open and not self._is_agent():
                closed = self._close_all()
            self._other = 0
            self._start()
        else:
            self._other += 1
            self._current = None
        return closed

    def _is_agent(self) -> bool:
        """Return whether the line before was an AGENT whose card follows; that line is taken away."""
        if self._current and len(self._open) < DEEPEST:
            head, value = self._current[-1]
            if head.name == "AGENT" and not value.strip():
                self._current.pop()
                return True
        return False

    def _end(self, what: str) -> Sequence[Frame]:
        closed: Sequence[Frame] = ()
        if what.startswith("VCARD"):
            self._other = 0
            if self._open:
                closed = (self._open.pop(),)
        elif self._other:
            self._other -= 1
        self._current = self._open[-1].properties if self._open and not self._other else None
        return closed

    def _close_all(self) -> Sequence[Frame]:
        closed = self._open[::-1]
        self._open = []
        self._current = None
        return closed


def _starts_a_card(name: str, value: str) -> bool:
    return name == "FN" or (name == "VERSION" and value.strip() in _VERSIONS)
