"""What LinkedIn's archive says of messages and invitations: one exchange a day with each person."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from carnet.domain.imports import ExchangeSource
from carnet.domain.interactions import Direction
from carnet.domain.profiles import recognise
from carnet.domain.text import fold
from carnet.errors import Refused, Unreadable
from carnet.formats import tables
from carnet.formats.archives import is_archive, read_member
from carnet.formats.table_dates import DateReader

LARGEST_FILE = 60_000_000
MOST_ROWS = 500_000

_MEMBERS = {
    ExchangeSource.MESSAGES: frozenset({"messages.csv"}),
    ExchangeSource.INVITATIONS: frozenset({"invitations.csv"}),
}
MEMBERS = frozenset().union(*_MEMBERS.values())
_SIGNS = {
    ExchangeSource.MESSAGES: frozenset({"from", "to", "date", "content"}),
    ExchangeSource.INVITATIONS: frozenset({"from", "to", "sent at", "direction"}),
}
_OF_LINKEDIN = frozenset({"conversation id", "from", "to", "date", "content"})
_TAG = re.compile(r"<[^>]{1,300}>")
_CHECK_EVERY = 500


class Party(NamedTuple):
    """Somebody as a row names them: the key of the LinkedIn profile, and the name."""

    slug: str
    name: str


class MessageDraft(NamedTuple):
    """What was written with one person on one day."""

    source: ExchangeSource
    party: Party
    day: date
    direction: Direction
    text: str


class _Line(NamedTuple):
    """One message or invitation with one other person; `by_me` is None where nobody can tell."""

    party: Party
    written: str
    by_me: bool | None
    text: str


def is_header(row: Sequence[str]) -> bool:
    """Return whether a row is the header of LinkedIn's messages or invitations."""
    names = set(map(fold, row))
    return names >= _OF_LINKEDIN or _SIGNS[ExchangeSource.INVITATIONS] <= names


def read(data: bytes, source: ExchangeSource, cancelled: Callable[[], bool]) -> tuple[MessageDraft, ...]:
    """Return the exchanges of an archive, the first day first; none where it holds no file of them.

    Raises:
        Unreadable: "too_large", "bad_archive".
        Refused: "cancelled".
    """
    if not is_archive(data):
        return ()
    try:
        member = read_member(data, _MEMBERS[source])
    except Unreadable as error:
        if error.reason == "no_connections":
            return ()
        raise
    if len(member) > LARGEST_FILE:
        raise Unreadable("too_large", most=LARGEST_FILE)
    rows = list(_rows(member, source, cancelled))
    lines = _invitations(rows) if source is ExchangeSource.INVITATIONS else _messages(rows)
    return _by_day(source, lines)


def _rows(member: bytes, source: ExchangeSource, cancelled: Callable[[], bool]) -> Iterator[dict[str, str]]:
    """Yield the rows by the folded names of their columns."""
    sheet = tables.find_header(member, tables.encoding_of(member), lambda row: _SIGNS[source] <= set(map(fold, row)))
    if sheet is None:
        return
    names = list(map(fold, sheet.header))
    for number, row in enumerate(sheet.rows):
        if number > MOST_ROWS:
            raise Unreadable("too_large", most=MOST_ROWS)
        if number % _CHECK_EVERY == 0 and cancelled():
            raise Refused("cancelled")
        if row:
            yield dict(zip(names, (cell.strip() for cell in row), strict=False))


def _slug(url: str) -> str:
    profile = recognise(url)
    return profile.slug if profile else ""


def _invitations(rows: list[dict[str, str]]) -> list[_Line]:
    lines = []
    for row in rows:
        mine = row.get("direction", "").upper().startswith("OUT")
        name, url = ("to", "inviteeprofileurl") if mine else ("from", "inviterprofileurl")
        party = Party(_slug(row.get(url, "")), row.get(name, ""))
        lines.append(_Line(party, row.get("sent at", ""), mine, row.get("message", "")))
    return lines


def _messages(rows: list[dict[str, str]]) -> list[_Line]:
    """Return a line for each other person of each message that was sent."""
    rows = [row for row in rows if row.get("is message draft", "").lower() != "yes"]
    told = [(_sender(row), _recipients(row)) for row in rows]
    me = _owner(told)
    lines = []
    for row, (sender, recipients) in zip(rows, told, strict=True):
        by_me = None if me is None else _key(sender) == me
        others = recipients if by_me else (sender,) if by_me is False else (sender, *recipients)
        text = _plain(row.get("subject", ""), row.get("content", ""))
        lines += [_Line(other, row.get("date", ""), by_me, text) for other in others]
    return lines


def _sender(row: dict[str, str]) -> Party:
    return Party(_slug(row.get("sender profile url", "")), row.get("from", ""))


def _recipients(row: dict[str, str]) -> tuple[Party, ...]:
    names, urls = row.get("to", ""), row.get("recipient profile urls", "")
    slugs = [_slug(url) for url in urls.split(",")] if urls else []
    apart = [name.strip() for name in names.split(",")] if len(slugs) > 1 else [names]
    named = apart if len(apart) == len(slugs) else [""] * len(slugs)
    return tuple(map(Party, slugs, named)) if slugs else tuple(Party("", name) for name in apart if name)


def _key(party: Party) -> str:
    return party.slug or fold(party.name)


def _owner(told: list[tuple[Party, tuple[Party, ...]]]) -> str | None:
    """Return who takes part in every message more than anybody else; None where two do."""
    counts = Counter(key for sender, recipients in told for key in {_key(sender), *map(_key, recipients)} if key)
    first, *others = counts.most_common(2) or [("", 0)]
    return None if not first[0] or (others and others[0][1] == first[1]) else first[0]


def _plain(subject: str, content: str) -> str:
    """Return a message as plain text; some are written as a web page."""
    if content.lstrip().startswith("<"):
        content = html.unescape(_TAG.sub("", content))
    return "\n".join(part for part in (subject.strip(), content.strip()) if part)


def _by_day(source: ExchangeSource, lines: list[_Line]) -> tuple[MessageDraft, ...]:
    """Return the lines of each day and person as one exchange, in the order in which they were written."""
    dates = DateReader((_day_part(line.written) for line in lines), day_first=False)
    found: dict[tuple[date, str], list[_Line]] = {}
    for line in sorted(lines, key=_moment):
        day = dates.read(_day_part(line.written))
        if day is not None and _key(line.party):
            found.setdefault((day, _key(line.party)), []).append(line)
    drafts = (_exchange(source, day, together) for (day, _who), together in found.items())
    return tuple(sorted(drafts, key=_by_date))


def _moment(line: _Line) -> str:
    return line.written


def _by_date(draft: MessageDraft) -> date:
    return draft.day


def _day_part(text: str) -> str:
    return text.partition(",")[0].partition(" UTC")[0].strip()


def _exchange(source: ExchangeSource, day: date, lines: list[_Line]) -> MessageDraft:
    ways = {line.by_me for line in lines}
    direction = Direction.MUTUAL
    if len(ways) == 1:
        direction = {True: Direction.OUTBOUND, False: Direction.INBOUND, None: Direction.MUTUAL}[ways.pop()]
    name = next((line.party.name for line in lines if line.party.name), "")
    party = lines[0].party._replace(name=name)
    text = "\n\n".join(dict.fromkeys(_said(line, direction) for line in lines if line.text))
    return MessageDraft(source, party, day, direction, text)


def _said(line: _Line, direction: Direction) -> str:
    """Return a message, with an arrow that says whose it is where both wrote."""
    if direction is not Direction.MUTUAL or line.by_me is None:
        return line.text
    return f"{'→' if line.by_me else '←'} {line.text}"
