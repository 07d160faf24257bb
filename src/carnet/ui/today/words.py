"""The sentences of the page that are put together from figures."""

from datetime import datetime

from carnet.domain.today import DebriefWaiting, TodaySheet
from carnet.domain.zones import zone
from carnet.words import _, ngettext
from carnet.words.formats import long_day, near_day


def count_line(sheet: TodaySheet) -> str:
    """Return "vendredi 20 novembre 2026 · 5 relances, dont 2 en retard"."""
    count, late = sheet.follow_ups_total, sheet.late_total
    if not count:
        return long_day(sheet.day)
    text = ngettext("{n} follow-up", "{n} follow-ups", count).format(n=count)
    if late:
        text += ngettext(", {n} overdue", ", {n} overdue", late).format(n=late)
    return f"{long_day(sheet.day)} · {text}"


def banner_title(waiting: DebriefWaiting, now: datetime) -> str:
    """Return "Débriefing à faire : Afterwork Portage, hier soir"."""
    return _("To debrief: {event}, {when}").format(event=waiting.title, when=_when(waiting, now))


def _when(waiting: DebriefWaiting, now: datetime) -> str:
    there = zone(waiting.tz)
    ended, here = waiting.ended_at.astimezone(there), now.astimezone(there)
    days = (here.date() - ended.date()).days
    evening = ended.hour >= 18
    if days == 0:
        return _("this evening") if evening else _("today")
    if days == 1:
        return _("last night") if evening else _("yesterday")
    return near_day(ended.date(), here.date())


def banner_text(waiting: DebriefWaiting) -> str:
    """Return how much there is to do, and that it takes a minute."""
    parts = []
    if waiting.people:
        parts.append(ngettext("{n} person met", "{n} people met", waiting.people).format(n=waiting.people))
    if waiting.goals:
        parts.append(ngettext("{n} goal to tick", "{n} goals to tick", waiting.goals).format(n=waiting.goals))
    told = f"{', '.join(parts)}. " if parts else ""
    return told + _("A minute is enough.")
