"""When one may be reminded: one digest a working day, in the morning, never in the quiet hours."""

from datetime import date, datetime, time
from typing import NamedTuple

from carnet.domain.working_days import USUAL, WorkingDays


class Reminders(NamedTuple):
    """What the user chose; `digest_at` None for no digest. Quiet hours may go past midnight."""

    digest_at: time | None = time(8, 45)
    quiet_from: time = time(19)
    quiet_until: time = time(8)
    working: WorkingDays = USUAL

    def is_quiet(self, at: time) -> bool:
        """Tell whether a time of day lies in the quiet hours; the same hour twice makes none."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def is_due(self, here: datetime, told_on: date | None) -> bool:
        """Tell whether to give the digest now; `here` is local, `told_on` the day of the last digest.

        A digest that the hour found asleep is given later that day, a day that has gone by gets none.
        """
        at = here.time().replace(tzinfo=None)
        if self.digest_at is None or told_on == here.date() or at < self.digest_at or self.is_quiet(at):
            return False
        return self.working.includes(here.date())
