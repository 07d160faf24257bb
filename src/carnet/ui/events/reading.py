"""What the form understood, said as it is typed: the day and hours, by which clocks, the next dates of a rule."""

from datetime import timedelta

from carnet.domain.events import NetworkingEvent
from carnet.domain.recurrence import Series, checked, starts
from carnet.domain.zones import local_day
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.events.when import here, hours, rhythm
from carnet.ui.kit.labels import Label
from carnet.ui.kit.theme import metric
from carnet.words import _
from carnet.words.formats import long_day, near_day

_DATES = 5
_AHEAD = (timedelta(days=400), timedelta(days=3660))


class Reading(Label):
    """One to three lines under the fields of time; empty and hidden until there is a day."""

    def __init__(self, journal: Journal) -> None:
        super().__init__("", "secondary", "text2")
        self._journal = journal
        self.setWordWrap(True)
        self.setMinimumWidth(metric(40))
        self.hide()

    def show_event(self, event: NetworkingEvent) -> None:
        """Say when an event takes place."""
        lines = () if event.starts_at is None else (self._when(event), self._dates(event))
        self.set_text("\n".join(line for line in lines if line))
        self.setVisible(bool(self.text()))

    def _when(self, event: NetworkingEvent) -> str:
        assert event.starts_at is not None
        city = event.tz.rpartition("/")[2].replace("_", " ")
        other = here(event, self._journal.options.zone)
        hour = f"{hours(event)} ({city})" if other else hours(event)
        return ", ".join(filter(None, (long_day(local_day(event.starts_at, event.tz)), hour))) + (
            f" · {other}" if other else ""
        )

    def _dates(self, event: NetworkingEvent) -> str:
        """Return the rule as it was understood, and the next five days that it means."""
        if not event.rrule or event.starts_at is None:
            return ""
        try:
            kept = checked(event.rrule, event.starts_at, event.tz)
        except Refused:
            return ""
        series = Series(rrule=kept, starts_at=event.starts_at, tz=event.tz, exdates=event.exdates)
        start = max(event.starts_at, self._journal.clock.now())
        found = next((days for ahead in _AHEAD if len(days := starts(series, start, start + ahead)) >= _DATES), [])
        days = found or starts(series, start, start + _AHEAD[-1])
        today = self._journal.clock.today()
        told = ", ".join(near_day(local_day(at, event.tz), today) for at in days[:_DATES])
        return _("{rhythm}: {days}").format(rhythm=rhythm(event), days=told or _("no date to come"))
