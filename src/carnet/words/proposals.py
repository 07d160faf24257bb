"""Why somebody is proposed, and what was said last."""

from datetime import date

from carnet.domain.between_missions import Lead
from carnet.domain.coffee import CoffeeReason
from carnet.domain.interactions import InteractionKind
from carnet.domain.today import CoffeeLine, Ending, LeadLine
from carnet.words.catalogue import _, ngettext
from carnet.words.formats import FIXED, near_day
from carnet.words.interactions import kind


def coffee_reason(line: CoffeeLine, today: date) -> str:
    """Return why somebody is worth ten minutes this week."""
    since = _since(line.last_on, today)
    match CoffeeReason(line.reason):
        case CoffeeReason.FADING:
            return _("The relationship is cooling off: last exchange {since}.").format(since=since)
        case CoffeeReason.SILENT:
            return _("You were close: nothing since your last exchange, {since}.").format(since=since)
        case CoffeeReason.MET_ONCE:
            return _("Met once, {since}: a second exchange makes an acquaintance.").format(since=since)


def last_said(line: CoffeeLine) -> str:
    """Return the kind of the last exchange and what was noted."""
    if not line.last_kind:
        return ""
    words = kind(InteractionKind(line.last_kind))
    note = " ".join(line.last_note.split())
    return _("{follow_up}: {text}").format(follow_up=words, text=note) if note else words


def lead(line: LeadLine, today: date) -> str:
    """Return why somebody may bring the next mission."""
    match Lead(line.lead):
        case Lead.INTRODUCER:
            count = line.introduced
            text = ngettext("Brought you {n} mission", "Brought you {n} missions", count).format(n=count)
        case Lead.WARM_CLIENT:
            text = _("Client, the relationship is warm")
        case Lead.NOT_SEEN:
            text = _("Client, not seen lately")
    if line.last_on is None:
        return _("{text}; no exchange yet").format(text=text)
    return _("{text}; last exchange {since}").format(text=text, since=_since(line.last_on, today))


def ending(value: Ending, today: date) -> str:
    """Return which mission ends when."""
    days = (value.ends_on - today).days
    if days == 0:
        return _("{mission} ends today.").format(mission=value.title)
    when = near_day(value.ends_on, today)
    return ngettext(
        "{mission} ends on {day}, in {n}{space}day.", "{mission} ends on {day}, in {n}{space}days.", days
    ).format(mission=value.title, day=when, n=days, space=FIXED)


def _since(day: date | None, today: date) -> str:
    if day is None:
        return ""
    days = (today - day).days
    if days <= 1:
        return _("yesterday") if days == 1 else _("today")
    if days >= 60:
        months = round(days / 30.44)
        if months >= 24:
            return ngettext("{n} year ago", "{n} years ago", months // 12).format(n=months // 12)
        return ngettext("{n} month ago", "{n} months ago", months).format(n=months)
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
