"""One line to one exchange: "appel, budget voté > relancer lundi" is a call today and a follow-up on Monday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from carnet.domain import composer_names as names
from carnet.domain.capture_cuts import in_order, trimmed
from carnet.domain.capture_follow_ups import follow_up_mark, read_follow_up, usual_day
from carnet.domain.capture_values import FollowUpDraft, Span, SpanKind
from carnet.domain.composer_days import day_inside, segments
from carnet.domain.composer_words import ARTICLE, DIRECTIONS, FILLER, KINDS
from carnet.domain.dates import PartialDate
from carnet.domain.days import find_day
from carnet.domain.interactions import AT_A_PLACE, Direction, InteractionKind
from carnet.domain.mentions import Known, KnowsNobody, Mention
from carnet.domain.text import clean, flatten

_WORD = re.compile(r"[\w'-]+(?: (?:de fil|vocal))?")
_LONGEST_DAY = 40
_SEPARATORS = re.compile(r"[\s,;:.–—-]*")
_NOBODY = KnowsNobody()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeDraft:
    """The exchange that a line describes; without a word for its kind it is a note, never an encounter.

    `spans` cover every word of the line, in its order; what stands inside the summary has its own span inside the
    summary's: place and time spent always do, and people who are not linked yet. `today` is what the line was read
    against.
    """

    raw: str
    occurred_on: PartialDate
    kind: InteractionKind = InteractionKind.NOTE
    direction: Direction = Direction.MUTUAL
    summary: str = ""
    people: tuple[Mention, ...] = ()
    event: Mention | None = None
    mission: Mention | None = None
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

    @property
    def linked(self) -> dict[int, Mention]:
        """The people of the journal who are named, by id; several names may mean one of them."""
        found: dict[int, Mention] = {}
        for mention in self.people:
            if mention.key:
                found.setdefault(mention.key, mention)
        return found

    @property
    def created(self) -> tuple[Mention, ...]:
        """The people named whose sheets are to be created."""
        return tuple(mention for mention in self.people if mention.key == 0)

    @property
    def open_mentions(self) -> tuple[Mention, ...]:
        """The people named of whom it is not said who they are: several may be meant, or nobody known."""
        return tuple(mention for mention in self.people if mention.key is None)


def parse(line: str, today: date, known: Known = _NOBODY) -> ExchangeDraft:
    """Return what a line says of an exchange; days before `today` are understood, later ones stay in the summary."""
    reader = _read(line, today, known, today)
    if reader.day is not None and reader.day != today:
        reader = _read(line, today, known, reader.day)  # of events of one title that of the day is meant
    body_end = follow_up_mark(line)
    start, end = trimmed(line, reader.end, body_end)
    follow_up = clean(line[body_end + 1 :]).strip()
    return ExchangeDraft(
        raw=line,
        occurred_on=PartialDate.of(reader.day or today),
        kind=reader.kind or InteractionKind.NOTE,
        direction=reader.direction or Direction.MUTUAL,
        summary=clean(line[start:end]),
        people=tuple(reader.people),
        event=reader.event,
        mission=reader.mission,
        follow_up=read_follow_up(follow_up, today) if follow_up else None,
        spans=in_order([*reader.spans, *_tail(line, start, end, body_end)]),
        today=today,
    )


def _tail(line: str, start: int, end: int, body_end: int) -> Iterator[Span]:
    if start < end:
        yield Span(SpanKind.SUMMARY, start, end)
    if line[body_end + 1 :].strip():
        yield Span(SpanKind.FOLLOW_UP, body_end, len(line.rstrip()))


def _read(line: str, today: date, known: Known, event_day: date) -> "_Reader":
    reader = _Reader(line, follow_up_mark(line), today, known, event_day)
    reader.read_head()
    reader.read_rest()
    return reader


@dataclass(slots=True)
class _Reader:
    """Reads a line from its start: what leaves it is in a chip, `end` is where the summary starts."""

    line: str
    body_end: int
    today: date
    known: Known
    event_day: date
    end: int = 0
    kind: InteractionKind | None = None
    direction: Direction | None = None
    day: date | None = None
    people: list[Mention] = field(default_factory=list)
    event: Mention | None = None
    mission: Mention | None = None
    spans: list[Span] = field(default_factory=list)

    def read_head(self) -> None:
        """Take kind, direction, day, and who and what the journal knows, from the start, in any order."""
        start = self.end = self._past_separators(0)
        takers = (self._take_kind, self._take_direction, self._take_day, self._take_company, self._take_titled)
        while any(take() for take in takers):
            pass
        # « Reçu son CV » says nothing of a kind: all of it is the summary.
        if self.spans and all(span.kind is SpanKind.DIRECTION for span in self.spans):
            self.end, self.direction = start, None
            self.spans.clear()

    def read_rest(self) -> None:
        """Read what stays in the summary: behind the head, and where a part between commas says nothing else."""
        start, end = trimmed(self.line, self.end, self.body_end)
        goes_on = self.kind is not None and not self.line[self.end : start].strip()
        if self.day is None and (found := day_inside(self.line, start, end, self.today, follows_kind=goes_on)):
            self.spans.append(Span(SpanKind.DAY, found[0], found[1]))
            self.day = found[2]
        done = start
        for place, (first, last) in enumerate(segments(self.line, start, end)):
            if first >= done:
                done = self._read_segment(first, last, place == 0 and bool(self.spans))

    def _read_segment(self, start: int, end: int, goes_on: bool) -> int:
        """Read a part of the summary; return how far it reaches. Behind the head it may go on with anything."""
        kept = len(self.spans), len(self.people), self.event, self.mission
        place = self._past_separators(start)
        while (beyond := self._inside(place)) is not None:
            place = self._past_separators(beyond)
        if place >= end or goes_on or trimmed(self.line, place, end)[0] >= trimmed(self.line, place, end)[1]:
            return max(place, end)
        del self.spans[kept[0] :]
        del self.people[kept[1] :]
        self.event, self.mission = kept[2:]
        return end

    def _inside(self, start: int) -> int | None:
        """Read one thing that stays in the summary; return where it ends, None where nothing is told there."""
        line, end = self.line, self.body_end
        if company := names.company(line, start, end, self.known, follows_kind=False):
            self._add_people(company[1])
            return company[0]
        if (titled := self._titled(start)) is not None:
            self._add_titled(titled)
            return titled.span.end
        span = names.duration(line, start, end)
        if span is None and self.kind in AT_A_PLACE:
            span = names.place(line, start, end, self.today)
        if span is not None:
            if span.kind in {each.kind for each in self.spans}:
                return None
            self.spans.append(span)
            return span.end
        found = find_day(line[start : min(end, start + _LONGEST_DAY)], self.today, past=True)
        return start + found[1] if found and found[0] == 0 else None

    def _add_people(self, people: list[Mention]) -> None:
        self.people += people
        self.spans += [mention.span for mention in people]

    def _add_titled(self, mention: Mention) -> None:
        self.spans.append(mention.span)
        if mention.span.kind is SpanKind.EVENT:
            self.event = mention
        else:
            self.mission = mention

    def _titled(self, start: int) -> Mention | None:
        """Return the event or the mission named at a place, each once."""
        found = names.titled(self.line, start, self.body_end, self.known)
        if found is None:
            return None
        mention = found[1]
        if mention.span.kind is SpanKind.EVENT:
            mention = replace(mention, meant=names.at_day(mention.meant, mention.name, self.event_day))
        taken = self.event if mention.span.kind is SpanKind.EVENT else self.mission
        return mention if taken is None and mention.key else None

    def _took(self, kind: SpanKind, start: int, end: int) -> bool:
        self.spans.append(Span(kind, start, end))
        self.end = end
        return True

    def _take_kind(self) -> bool:
        if self.kind is not None:
            return False
        place = self._past_separators(self.end)
        word = self._next_word(self._skipped(ARTICLE, place) if self.direction else place)
        if word is None or word[0] not in KINDS:
            return False
        self.kind = KINDS[word[0]]
        return self._took(SpanKind.KIND, place, word[1])

    def _take_direction(self) -> bool:
        place = self._past_separators(self.end)
        word = self._next_word(place)
        if self.direction is not None or word is None or word[0] not in DIRECTIONS:
            return False
        self.direction = DIRECTIONS[word[0]]
        return self._took(SpanKind.DIRECTION, place, word[1])

    def _take_day(self) -> bool:
        if self.day is not None:
            return False
        start = self._past_separators(self.end)
        for place in (start, self._skipped(FILLER, start)):
            found = find_day(self.line[place : min(self.body_end, place + _LONGEST_DAY)], self.today, past=True)
            if found and found[0] == 0 and found[2] <= self.today:
                self.day = found[2]
                return self._took(SpanKind.DAY, start, place + found[1])
        return False

    def _take_company(self) -> bool:
        """Take company whom the journal knows, all of it: the others stay in the sentence."""
        start = self._past_separators(self.end)
        follows = self.kind is not None and not self.people
        company = names.company(self.line, start, self.body_end, self.known, follows_kind=follows)
        if company is None or any(mention.key is None for mention in company[1]):
            return False
        self._add_people(company[1])
        self.end = company[0]
        return True

    def _take_titled(self) -> bool:
        mention = self._titled(self._past_separators(self.end))
        if mention is None:
            return False
        self._add_titled(mention)
        self.end = mention.span.end
        return True

    def _next_word(self, start: int) -> tuple[str, int] | None:
        flat, places = flatten(self.line[start : self.body_end])
        match = _WORD.match(flat)
        return (match[0], start + places[match.end()]) if match else None

    def _skipped(self, pattern: re.Pattern[str], start: int) -> int:
        """Return where the line goes on behind a small word ("du", "on the")."""
        place = names.after(pattern, self.line, start, self.body_end)
        return start if place is None else place

    def _past_separators(self, start: int) -> int:
        match = _SEPARATORS.match(self.line, start, self.body_end)
        return match.end() if match else start
