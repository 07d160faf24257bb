"""What the user wants to sign in a year, and how far she is."""

from datetime import date
from typing import NamedTuple


class Progress(NamedTuple):
    """How much of a target is signed, by how many missions; `elapsed_bp` is the part of the year that is over."""

    year: int
    currency: str
    target_cents: int
    signed_cents: int
    missions: int
    elapsed_bp: int

    @property
    def reached_bp(self) -> int:
        """The part that is signed, in basis points; more than 10,000 once it is passed."""
        return self.signed_cents * 10_000 // self.target_cents if self.target_cents else 0


def elapsed_bp(year: int, today: date) -> int:
    """Return the part of a year that is over on a day, in basis points."""
    if today.year != year:
        return 10_000 if today.year > year else 0
    length = date(year + 1, 1, 1) - date(year, 1, 1)
    return (today - date(year, 1, 1)).days * 10_000 // length.days
