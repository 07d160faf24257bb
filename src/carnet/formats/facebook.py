"""The list of friends that Facebook lets its members download as JSON, alone or in its archive."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from carnet.domain.contacts import Channel, Sphere
from carnet.errors import Problem, Refused
from carnet.formats.archives import is_archive, read_member
from carnet.formats.collector import paused
from carnet.formats.drafts import ContactDraft, Reading
from carnet.formats.json_text import items, mapping, parse, text
from carnet.formats.names import split_name

MEMBERS = frozenset({"friends.json", "your_friends.json"})
_KEYS = ("friends_v2", "friends")
_FRIENDS = uuid.UUID("6f2a5d0e-41d3-5c38-9b1f-6f6f2e3a7c10")
_CHECK_EVERY = 500


def read(data: bytes, *, country: str = "FR", cancelled: Callable[[], bool] | None = None) -> Reading:
    """Return the friends of a file or an archive, of private life; `country` is there for the sake of likeness.

    Raises:
        Unreadable: "too_large", "bad_json", "bad_archive", "no_friends" (archive without the file).
        Refused: "cancelled".
    """
    del country
    if is_archive(data):
        data = read_member(data, MEMBERS, "no_friends")
    with paused():
        document = parse(data)
        friends = [friend for key in _KEYS for friend in items(document.get(key))]
        drafts, problems = [], []
        for row, friend in enumerate(friends, 1):
            if cancelled and row % _CHECK_EVERY == 0 and cancelled():
                raise Refused("cancelled")
            draft = _draft(row, mapping(friend).get("name"), mapping(friend).get("timestamp"))
            if draft is None:
                problems.append(Problem(reason="no_identity", row=row))
            else:
                drafts.append(draft)
    return Reading(
        drafts=tuple(drafts),
        problems=tuple(problems),
        units_read=len(friends),
        encoding="utf-8",
        dialect="facebook",
    )


def _draft(row: int, name: object, timestamp: object) -> ContactDraft | None:
    full = " ".join(repaired(text(name)).split())
    if not full:
        return None
    first, last = split_name(full)
    since = _day(timestamp)
    return ContactDraft(
        row=row,
        # The file has no key for a friend: name and second stay the same from one download to the next.
        uid=str(uuid.uuid5(_FRIENDS, f"{timestamp} {full}")),
        first_name=first,
        last_name=last,
        about=f"Facebook, {since}" if since else "",
        origin_channel=Channel.FACEBOOK,
        sphere=Sphere.PERSONAL,
    )


def repaired(name: str) -> str:
    """Return a text whose UTF-8 was written byte by byte as Latin-1 letters; any other as it is."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def _day(timestamp: object) -> str:
    """Return the day of a time in seconds; "" where there is none, or none that a calendar holds."""
    if not isinstance(timestamp, int) or timestamp <= 0:
        return ""
    try:
        return datetime.fromtimestamp(timestamp, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
