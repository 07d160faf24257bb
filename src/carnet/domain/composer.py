"""One line to one exchange: "appel, budget voté > relancer lundi" is a call today and a follow-up on Monday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from carnet.domain.capture_cuts import in_order, trimmed
from carnet.domain.capture_follow_ups import follow_up_mark, read_follow_up, usual_day
from carnet.domain.capture_values import FollowUpDraft, Span, SpanKind
from carnet.domain.composer_days import day_inside
from carnet.domain.composer_words import ARTICLE, DIRECTIONS, FILLER, KINDS
from carnet.domain.dates import PartialDate
from carnet.domain.days import find_day
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.text import clean, flatten

_WORD = re.compile(r"[\w'-]+(?: (?:de fil|vocal))?")
_LONGEST_DAY = 40
_SEPARATORS = re.compile(r"[\s,;:.–—-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeDraft:
    """The exchange that a line describes; without a word for its kind it is a note, never an encounter.

    `spans` cover kind, day, direction, summary and follow-up, in the order of the line; a day inside the summary has
    its own inside the summary's. `today` is what the line was read against.
    """

    raw: str
    occurred_on: PartialDate
    kind: InteractionKind = InteractionKind.NOTE
    direction: Direction = Direction.MUTUAL
    summary: str = ""
    follow_up: FollowUpDraft | None = None
    spans: tuple[Span, ...] = ()
    today: date = date.min

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.raw.strip()

    @property
    def due_on(self) -> date | None:
        """When the follow-up is due, None where there is none."""
        if self.follow_up is None:
            return None
        return self.follow_up.due_on or usual_day(self.occurred_on.first_day or self.today, self.today)


@dataclass(slots=True)
class _Head:
    """The words at the start of a line that say what, when and by whom; `end` is where the summary starts."""

    end: int
    kind: InteractionKind | None = None
    direction: Direction | None = None
    day: date | None = None
    spans: tuple[Span, ...] = ()

    def took(self, kind: SpanKind, start: int, end: int) -> None:
        self.spans += (Span(kind, start, end),)
        self.end = end


def parse(line: str, today: date) -> ExchangeDraft:
    """Return what a line says of an exchange; days before `today` are understood, later ones stay in the summary."""
    body_end = follow_up_mark(line)
    head = _read_head(line, body_end, today)
    start, end = trimmed(line, head.end, body_end)
    if head.day is None:
        _read_on(head, line, start, end, today)
    follow_up = clean(line[body_end + 1 :]).strip()
    return ExchangeDraft(
        raw=line,
        occurred_on=PartialDate.of(head.day or today),
        kind=head.kind or InteractionKind.NOTE,
        direction=head.direction or Direction.MUTUAL,
        summary=clean(line[start:end]),
        follow_up=read_follow_up(follow_up, today) if follow_up else None,
        spans=in_order([*head.spans, *_tail(line, start, end, body_end)]),
        today=today,
    )


def _tail(line: str, start: int, end: int, body_end: int) -> Iterator[Span]:
    if start < end:
        yield Span(SpanKind.SUMMARY, start, end)
    if line[body_end + 1 :].strip():
        yield Span(SpanKind.FOLLOW_UP, body_end, len(line.rstrip()))


def _read_head(line: str, end: int, today: date) -> _Head:
    """Take kind, direction and day from the start, in any order, each once."""
    head = _Head(_separators(line, 0, end))
    start, spans = head.end, 0
    while _take_kind(head, line, end) or _take_direction(head, line, end) or _take_day(head, line, end, today):
        spans += 1
    # « Reçu son CV » says nothing of a kind: all of it is the summary.
    if spans and head.kind is None and head.day is None:
        return _Head(start)
    return head


def _read_on(head: _Head, line: str, start: int, end: int, today: date) -> None:
    """Take the day from inside the summary, where all of it stays."""
    follows_kind = head.kind is not None and not line[head.end : start].strip()
    found = day_inside(line, start, end, today, follows_kind=follows_kind)
    if found is not None:
        head.took(SpanKind.DAY, found[0], found[1])
        head.day = found[2]


def _next_word(line: str, start: int, end: int) -> tuple[str, int, int] | None:
    flat, places = flatten(line[start:end])
    match = _WORD.match(flat)
    return (match[0], start, start + places[match.end()]) if match else None


def _take_kind(head: _Head, line: str, end: int) -> bool:
    if head.kind is not None:
        return False
    start = _skipped(ARTICLE, line, _separators(line, head.end, end), end) if head.direction else head.end
    word = _next_word(line, _separators(line, start, end), end)
    if word is None or word[0] not in KINDS:
        return False
    head.kind = KINDS[word[0]]
    head.took(SpanKind.KIND, word[1], word[2])
    return True


def _take_direction(head: _Head, line: str, end: int) -> bool:
    word = _next_word(line, _separators(line, head.end, end), end)
    if head.direction is not None or word is None or word[0] not in DIRECTIONS:
        return False
    head.direction = DIRECTIONS[word[0]]
    head.took(SpanKind.DIRECTION, word[1], word[2])
    return True


def _take_day(head: _Head, line: str, end: int, today: date) -> bool:
    if head.day is not None:
        return False
    start = _separators(line, head.end, end)
    for place in (start, _skipped(FILLER, line, start, end)):
        found = find_day(line[place : min(end, place + _LONGEST_DAY)], today, past=True)
        if found and found[0] == 0 and found[2] <= today:
            head.day = found[2]
            head.took(SpanKind.DAY, place, place + found[1])
            return True
    return False


def _skipped(pattern: re.Pattern[str], line: str, start: int, end: int) -> int:
    """Return where the line goes on behind a small word ("du", "on the")."""
    flat, places = flatten(line[start:end])
    match = pattern.match(flat)
    return start + places[match.end()] if match else start


def _separators(line: str, start: int, end: int) -> int:
    match = _SEPARATORS.match(line, start, end)
    return match.end() if match else start
