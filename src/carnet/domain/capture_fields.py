"""From the spans of a captured line to the fields of the person it describes."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from carnet.domain import emails, phones
from carnet.domain.capture_follow_ups import read_follow_up
from carnet.domain.capture_names import split_name
from carnet.domain.capture_points import recognised, split_label
from carnet.domain.capture_values import POINT_KINDS, FollowUpDraft, PersonDraft, Span, SpanKind
from carnet.domain.contacts import ContactPoint, PointKind, SocialProfile
from carnet.domain.text import clean, tag_key

_SEPARATORS_ONLY = re.compile(r"[\s,;]*")
_MARK = re.compile(r"\A\s*[#>]")
_BARE_EMAIL = re.compile(r"\A<?(?:mailto:)?([^<>]+)>?\Z", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“«]\s*([^\"“”«»]+?)\s*[\"”»]")
_HOST = re.compile(r"(?:https?://)?[^/?#]+", re.IGNORECASE)


def draft_of(raw: str, spans: tuple[Span, ...], today: date, country: str) -> PersonDraft:
    """Return the person that the spans of a line describe."""
    name = _joined(raw, spans, SpanKind.NAME, " ")
    quoted = _QUOTED.fullmatch(name)
    first_name, last_name = split_name(quoted[1] if quoted else name)
    points, social = _points(raw, spans, country)
    return PersonDraft(
        raw=raw,
        first_name=first_name,
        last_name=last_name,
        title=_joined(raw, spans, SpanKind.TITLE, ", "),
        organisation=_joined(raw, spans, SpanKind.ORGANISATION, ", "),
        points=points,
        profiles=social,
        tags=_tags(raw, spans),
        via=_joined(raw, spans, SpanKind.VIA, ", "),
        note=_note(raw, spans),
        follow_up=_follow_up(raw, spans, today),
        spans=spans,
        today=today,
        country=country,
    )


def text_of(raw: str, span: Span, spans: tuple[Span, ...]) -> str:
    """Return what a span says, without its mark; names and the like leave out the points that stand inside them."""
    text = raw[span.start : span.end]
    if span.kind is SpanKind.NOTE:
        return clean(text).strip()
    if span.kind in {SpanKind.FOLLOW_UP, SpanKind.TAG}:
        return _MARK.sub("", clean(text)).strip()
    inside = () if span.kind in POINT_KINDS else reversed(spans)
    for inner in inside:
        if inner.kind in POINT_KINDS and span.holds(inner):
            text = text[: inner.start - span.start] + " " + text[inner.end - span.start :]
    return " ".join(clean(text).split())


def _joined(raw: str, spans: tuple[Span, ...], kind: SpanKind, glue: str) -> str:
    return glue.join(text_of(raw, span, spans) for span in spans if span.kind is kind)


def _tags(raw: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for span in spans:
        if span.kind is SpanKind.TAG:
            tag = text_of(raw, span, spans)
            tags.setdefault(tag_key(tag), tag)
    return tuple(tags.values())


def _follow_up(raw: str, spans: tuple[Span, ...], today: date) -> FollowUpDraft | None:
    text = _joined(raw, spans, SpanKind.FOLLOW_UP, ", ")
    return read_follow_up(text, today) if text else None


def _note(raw: str, spans: tuple[Span, ...]) -> str:
    """Return all notes; those that stand side by side keep the very text between them."""
    text, end = "", 0
    for span in spans:
        if span.kind is not SpanKind.NOTE or span.end <= end:
            continue
        between = raw[end : span.start]
        glue = "\n" if between.rstrip().endswith("//") else between if _SEPARATORS_ONLY.fullmatch(between) else ", "
        text += (glue if text else "") + text_of(raw, span, spans)
        end = span.end
    return text


def _points(
    raw: str, spans: tuple[Span, ...], country: str
) -> tuple[tuple[ContactPoint, ...], tuple[SocialProfile, ...]]:
    points: dict[tuple[PointKind, str], ContactPoint] = {}
    social: dict[tuple[str, str], SocialProfile] = {}
    for kind, text in _point_texts(raw, spans):
        if profile := recognised(text) if kind is SpanKind.URL else None:
            social.setdefault((profile.network, profile.slug), profile)
        else:
            point = _point(kind, text, country)
            key = point.kind, point.normalised or point.value
            points[key] = _same_twice(points[key], point) if key in points else point
    return tuple(points.values()), tuple(social.values())


def _same_twice(first: ContactPoint, second: ContactPoint) -> ContactPoint:
    labels = (label for label in (first.label, second.label) if label)
    return first._replace(label=", ".join(dict.fromkeys(labels)))


def _point_texts(raw: str, spans: tuple[Span, ...]) -> Iterator[tuple[SpanKind, str]]:
    for span in spans:
        if span.kind in POINT_KINDS and span.kind is not SpanKind.TAG:
            yield span.kind, text_of(raw, span, spans)


def _point(kind: SpanKind, text: str, country: str) -> ContactPoint:
    label, value = split_label(kind, text)
    if kind is SpanKind.EMAIL:
        value = _BARE_EMAIL.sub(r"\1", value)
        return ContactPoint(kind=PointKind.EMAIL, value=value, normalised=emails.normalise(value), label=label)
    if kind is SpanKind.PHONE:
        return ContactPoint(kind=PointKind.PHONE, value=value, normalised=_e164(value, country), label=label)
    return ContactPoint(kind=PointKind.URL, value=value, normalised=_address(value), label=label)


@lru_cache(maxsize=256)
def _e164(text: str, country: str) -> str:
    return phones.normalise(text, country)


def _address(text: str) -> str:
    """Return the address with its scheme, host in lower case."""
    host = _HOST.match(text)
    lowered = host[0].lower() + text[host.end() :] if host else text
    return lowered if lowered.startswith(("http://", "https://")) else "https://" + lowered
