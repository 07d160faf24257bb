"""The survey of the field, and the user's own figures to be read beside it."""

from enum import StrEnum
from typing import NamedTuple

ENOUGH = 5
"""Under so many cases nothing is compared."""


class SurveyLine(StrEnum):
    """What the survey asked French employees, as far as the journal has data (Éditions Tissot / OpinionWay, 2013)."""

    BREAKS = "breaks"
    NETWORKS = "networks"
    BOTH = "both"
    FRIENDS = "friends"


PERCENT = {SurveyLine.BREAKS: 75, SurveyLine.NETWORKS: 50, SurveyLine.BOTH: 63, SurveyLine.FRIENDS: 88}
"""What the survey found, in percent."""


class OwnFigure(NamedTuple):
    """The user's own count beside a line of the survey."""

    line: SurveyLine
    cases: int
    of: int

    @property
    def percent(self) -> int | None:
        """The share in percent; None where there are too few to compare."""
        return round(self.cases * 100 / self.of) if self.of >= ENOUGH else None
