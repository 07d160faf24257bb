"""Calendars that are followed: as they are listed, and what an address may be."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit, urlunsplit

from carnet.domain.ids import CalendarId
from carnet.errors import Refused

_LONGEST = 2_000
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class CalendarRow(NamedTuple):
    """A calendar that is followed; its address may hold secrets, so only the host is told.

    `every_hours` 0 is by hand alone; `failure` is why it could not be asked the last time, "" where it could.
    """

    id: CalendarId
    uid: str
    name: str
    host: str
    every_hours: int
    events: int
    fetched_at: datetime | None
    failure: str


class FeedReason:
    """Why a calendar cannot be fetched."""

    BAD_ADDRESS = "bad_address"
    INSECURE = "feed_insecure"
    OFFLINE = "offline"
    REFUSED = "feed_refused"
    GONE = "feed_gone"
    FAILED = "feed_failed"
    UNTRUSTED = "feed_untrusted"
    TOO_LARGE = "feed_too_large"
    TOO_SLOW = "feed_too_slow"


def address(text: str) -> str:
    """Return the address of a calendar as it is kept: "webcal://" is https.

    Raises:
        Refused: it is none, or not one over https; over http only this machine itself.
    """
    parts = _split(text.strip())
    scheme = "https" if parts.scheme in {"webcal", "webcals"} else parts.scheme
    if scheme not in {"https", "http"}:
        raise Refused(FeedReason.BAD_ADDRESS, field="url")
    if scheme == "http" and parts.hostname not in _LOOPBACK:
        raise Refused(FeedReason.INSECURE, field="url")
    return urlunsplit((scheme, parts.netloc, parts.path or "/", parts.query, ""))


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        known = bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or len(text) > _LONGEST or any(char.isspace() or not char.isprintable() for char in text):
        raise Refused(FeedReason.BAD_ADDRESS, field="url")
    return parts


def host(url: str) -> str:
    """Return the host of an address: all of it that may be shown or told."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
