"""One line of text to one person: reads the capture grammar, and lets its reading be corrected."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from carnet.domain.capture_cuts import cut, in_order
from carnet.domain.capture_fields import draft_of, text_of
from carnet.domain.capture_names import split_name
from carnet.domain.capture_values import FIELD_KINDS, SINGLE_KINDS, FollowUpDraft, PersonDraft, Span, SpanKind

__all__ = [
    "FIELD_KINDS",
    "FollowUpDraft",
    "PersonDraft",
    "Span",
    "SpanKind",
    "corrected",
    "lines_of",
    "parse",
    "reassign",
    "respelt",
    "span_text",
    "split_lines",
    "split_name",
    "warm_up",
]

# One space for each, so that places in the line stay true.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# What `splitlines` cuts at besides may stand inside a line: a page feed, a separator of another system.
_LINE_END = re.compile(r"\r\n|[\r\n]")
_BULLET = re.compile(r"\s*(?:(?:[-–—•*·▪◦‣]|\d{1,3}[.)]|\[[ xX]?\])\s+)+")


def parse(line: str, today: date, country: str = "FR") -> PersonDraft:
    """Return what a line says of a person; nothing typed is lost: what is not understood is the note.

    `country` is where phone numbers without prefix are read.
    """
    raw = _CONTROLS.sub(" ", line)
    return draft_of(raw, cut(raw, country), today, country)


def warm_up() -> None:
    """Load the libraries and patterns that reading needs, some 70 ms: better beside the first keys than at them."""
    parse("@x@x, +1 2025550123 > mardy", date(2000, 1, 1))


def span_text(draft: PersonDraft, span: Span) -> str:
    """Return what a span of the draft says, without its mark (# or >)."""
    return text_of(draft.raw, span, draft.spans)


def reassign(draft: PersonDraft, span: Span, kind: SpanKind) -> PersonDraft:
    """Return the draft with one part read as something else ("Acme" is no role but the organisation).

    Of name, role, organisation, `via` and follow-up there is one: what held the place takes the part's old
    place if that is one of these, else it joins the note.
    """
    displaced = span.kind if span.kind in SINGLE_KINDS - {SpanKind.FOLLOW_UP} else SpanKind.NOTE
    moved = [
        replace(other, kind=kind)
        if other == span
        else replace(other, kind=displaced)
        if other.kind is kind and kind in SINGLE_KINDS
        else other
        for other in draft.spans
    ]
    return draft_of(draft.raw, in_order(moved), draft.today, draft.country)


def corrected(draft: PersonDraft, corrections: Mapping[str, SpanKind]) -> PersonDraft:
    """Return the draft with earlier corrections, by the text of the part, made again: the line is read at each key."""
    for text, kind in corrections.items():
        span = next((each for each in draft.spans if each.kind is not kind and span_text(draft, each) == text), None)
        if span:
            draft = reassign(draft, span, kind)
    return draft


def respelt(draft: PersonDraft) -> str:
    """Return the line with the suggestion in place of the day that could not be read ("mardy" becomes "mardi")."""
    follow_up = draft.follow_up
    span = next((each for each in draft.spans if each.kind is SpanKind.FOLLOW_UP), None)
    if follow_up is None or span is None or not follow_up.suggestion:
        return draft.raw
    text = draft.raw[span.start : span.end].replace(follow_up.unread, follow_up.suggestion, 1)
    return draft.raw[: span.start] + text + draft.raw[span.end :]


def lines_of(text: str) -> list[str]:
    """Return every line of a pasted list, without bullets and numbering."""
    return [_BULLET.sub("", line, count=1).strip() for line in _LINE_END.split(text)]


def split_lines(text: str) -> list[str]:
    """Return the lines of a pasted list, without bullets and numbering; empty ones are left out."""
    return [line for line in lines_of(text) if line]
