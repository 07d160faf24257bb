"""What the list and the sheet of contacts say in sentences: rows, warmth, origin, the items of a timeline."""

from datetime import date, timedelta

from carnet.domain.cadence import Punctuality
from carnet.domain.contacts import ContactRow, ContactSheet, TimelineItem, WarmthReason
from carnet.domain.dates import PartialDate, Precision
from carnet.domain.followups import FollowUp
from carnet.domain.interactions import InteractionKind
from carnet.domain.markdown import plain_lines
from carnet.words import contacts, formats, interactions
from carnet.words.catalogue import _, ngettext


def near(day: date, today: date) -> str:
    """Return a past day as lists show it: "yesterday", "mon. 16 nov.", "8 nov.", "nov. 2024"."""
    days = (today - day).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return formats.near_day(day, today) if 0 < days < 7 else formats.tiny_day(day, today)


def when(value: PartialDate | None) -> str:
    """Return the date of an item of the timeline, the week day in it where it is known."""
    if value is None:
        return _("undated")
    if value.precision is not Precision.DAY:
        return formats.partial(value)
    day = date.fromisoformat(value)
    return f"{formats.weekday(day, short=True)} {formats.tiny_day(day, day)}"


def follow_up_day(day: date, today: date) -> str:
    """Return a day to come as chips show it."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return formats.near_day(day, today)


def position(title: str, organisation: str) -> str:
    """Return "role at organisation", or the one that is known."""
    if title and organisation:
        return _("{title} at {organisation}").format(title=title, organisation=organisation)
    return title or organisation


def row(line: ContactRow) -> str:
    """Return what a screen reader says of a line of the list."""
    parts = [line.name, position(line.title, line.organisation), contacts.level(line.level).lower()]
    if line.last_exchange_on is not None:
        day = f"{formats.weekday(line.last_exchange_on)} {formats.full_day(line.last_exchange_on)}"
        parts.append(_("last exchange {day}").format(day=day))
    if line.missions:
        parts.append(ngettext("{n} mission", "{n} missions", line.missions).format(n=line.missions))
    parts.append(_("origin: {origin}").format(origin=contacts.channel(line.origin).lower()))
    return ", ".join(part for part in parts if part)


def warmth(reason: WarmthReason, today: date) -> str:
    """Return why a relation is as warm as it is, and when that will change."""
    if reason.score is None or reason.days_since_last is None:
        return _("No exchange yet. Log the first one above.")
    ago = _("Last exchange today") if not reason.days_since_last else _("Last exchange {n} d ago")
    count = ngettext("{n} exchange in 12 months", "{n} exchanges in 12 months", reason.exchanges_in_year)
    parts = [ago.format(n=reason.days_since_last), count.format(n=reason.exchanges_in_year)]
    if reason.cadence_days is not None:
        kept = reason.days_since_last <= reason.cadence_days
        cadence = _("cadence of {n} d kept") if kept else _("cadence of {n} d exceeded")
        parts.append(cadence.format(n=reason.cadence_days))
    told = _("{facts}.").format(facts=", ".join(parts))
    if reason.next_change_on is None or reason.next_level is None:
        return told
    change = _("{level} from {day} without a new exchange.").format(
        level=contacts.level(reason.next_level), day=formats.coming_day(reason.next_change_on, today)
    )
    return f"{told} {change}"


def warmth_until(reason: WarmthReason, today: date) -> str:
    """Return the level with the day until which it holds: "Hot until 15 Jan"."""
    level = contacts.level(reason.level)
    if reason.next_change_on is None:
        return level
    last = reason.next_change_on - timedelta(days=1)
    return _("{level} until {day}").format(level=level, day=formats.coming_day(last, today))


def due(day: date, stands: Punctuality, today: date) -> str:
    """Return when the next exchange is due, was due, or how late it is."""
    match stands:
        case Punctuality.LATE:
            said = _("Late: the next exchange was due on {day}")
        case Punctuality.DUE:
            said = _("Next exchange was due on {day}")
        case _in_time:
            said = _("Next exchange due on {day}")
    return said.format(day=formats.near_day(day, today))


def origin(sheet: ContactSheet) -> str:
    """Return the origin of a person with what dates or names it: "Introduction, 8 Feb 2024"."""
    met = sheet.first_met_on
    parts = [sheet.origin_event or contacts.channel(sheet.origin)]
    if met is not None:
        parts.append(_partial(met))
    return ", ".join(parts)


def _partial(value: PartialDate) -> str:
    if value.precision is Precision.DAY:
        day = date.fromisoformat(value)
        return f"{formats.tiny_day(day, day)} {day.year}"
    return formats.partial(value)


def item_title(item: TimelineItem, contact_id: int) -> str:
    """Return the heading of an item of a person's timeline."""
    if item.what == "mission":
        return _("Mission signed: {title}").format(title=item.text)
    if item.what == "introduction":
        return _introduction(item, contact_id)
    return interactions.kind(InteractionKind(item.kind))


def _introduction(item: TimelineItem, contact_id: int) -> str:
    names = [person.name for person in item.people]
    if item.kind == "received":
        if item.people[0].id == contact_id:
            return _("Introduces {name} to you").format(name=names[1])
        return _("Introduced by {name}").format(name=names[0])
    if item.kind == "given":
        return _("You introduce {one} to {other}").format(one=names[0], other=names[-1])
    return _("{introducer} introduces {one} to {other}").format(introducer=names[0], one=names[1], other=names[-1])


def item_text(item: TimelineItem) -> str:
    """Return what is under the heading of an item of a timeline."""
    if item.what == "mission":
        amount = "" if item.value_cents is None else formats.money(item.value_cents, item.currency)
        return " · ".join(part for part in (item.note, amount) if part)
    return "\n".join(part for part in (item.text, item.note) if part)


def spoken_item(item: TimelineItem, contact_id: int) -> str:
    """Return what a screen reader says of an item of a timeline."""
    text = " ".join(plain_lines(item_text(item)))
    parts = (item_title(item, contact_id), when(item.occurred_on), text, item.event, item.mission)
    return ", ".join(part for part in parts if part)


def offer_to_close(follow_up: FollowUp, name: str, today: date) -> str:
    """Return the question whether a follow-up is done with the exchange that was logged."""
    day = follow_up_day(follow_up.scheduled_on or follow_up.due_on or today, today)
    told = _("follow up {day}").format(day=day)
    if follow_up.text:
        told = _("{follow_up}: {text}").format(follow_up=told, text=follow_up.text)
    return _("{name}, {follow_up}. Is it done?").format(name=name, follow_up=told)


def introduced_by(name: str) -> str:
    """Return "introduced by X", whatever the gender of who was."""
    return _("introduced by {name}").format(name=name)
