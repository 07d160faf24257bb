"""What lies in the trash, and how long it is sure to lie there."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

KEPT_DAYS = 30
"""Nothing leaves the trash before; nothing leaves it by itself after, either."""


class TrashKind(StrEnum):
    """What can be put into the trash and shown there."""

    CONTACT = "contact"
    EVENT = "event"
    MISSION = "mission"


class TrashItem(NamedTuple):
    """One thing in the trash; `detail` is an organisation or a client, `day` that of an event or a signature."""

    kind: TrashKind
    id: int
    name: str
    detail: str
    day: date | None
    deleted_at: datetime

    @property
    def key(self) -> int:
        """Return one number for kind and id, for lists of all kinds."""
        return self.id * len(TrashKind) + list(TrashKind).index(self.kind)

    def days_left(self, today: date) -> int:
        """Return for how many days more it is sure to stay."""
        return max(0, KEPT_DAYS - (today - self.deleted_at.astimezone().date()).days)
