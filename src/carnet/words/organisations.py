"""What the list and the sheet of organisations say: captions, positions over time, roles."""

from datetime import date

from carnet.domain.dates import PartialDate, Precision
from carnet.domain.organisations import (
    MissionsFigure,
    OrganisationEvent,
    OrganisationLine,
    OrganisationMission,
    OrganisationPerson,
    OrganisationSheet,
)
from carnet.words import formats, sheets
from carnet.words.catalogue import _, ngettext
from carnet.words.contacts import level, organisation_kind
from carnet.words.missions import stage_label

_NAMED = 2


def kind_and_city(line: OrganisationLine) -> str:
    """Return the second line of a row: "Société de portage, Toulouse"."""
    return ", ".join(part for part in (organisation_kind(line.kind), line.city) if part)


def also_known(sheet: OrganisationSheet) -> str:
    """Return the names that were merged into an organisation's."""
    return _("Also known as {names}").format(names=", ".join(sheet.aliases)) if sheet.aliases else ""


def row(line: OrganisationLine) -> str:
    """Return what a screen reader says of a line of the list."""
    parts = [line.name, kind_and_city(line)]
    if line.people:
        parts.append(ngettext("{n} person", "{n} people", line.people).format(n=line.people))
    if line.missions:
        parts.append(ngettext("{n} mission", "{n} missions", line.missions).format(n=line.missions))
    if line.last_exchange_on is not None:
        day = f"{formats.weekday(line.last_exchange_on)} {formats.full_day(line.last_exchange_on)}"
        parts.append(_("last exchange {day}").format(day=day))
    return ", ".join(parts)


def span(starts_on: PartialDate | None, ends_on: PartialDate | None, *, current: bool) -> str:
    """Return when somebody has or had a position: "depuis mars 2025", "2019 à 2022", "jusqu’en juin 2025"."""
    start, end = _month(starts_on), _month(ends_on)
    if start and end:
        return _("{start} to {end}").format(start=start, end=end)
    if end:
        return _("until {end}").format(end=end)
    if start:
        return _("since {start}").format(start=start) if current else _("from {start}").format(start=start)
    return ""


def _month(value: PartialDate | None) -> str:
    """Return the month or the year of a date: a day says too much of a position."""
    if value is None or value.precision is Precision.MONTH_DAY:
        return ""
    if value.precision is Precision.DAY:
        return formats.partial(PartialDate(value[:7]))
    return formats.partial(value)


def position(person: OrganisationPerson) -> str:
    """Return "Juriste, depuis mars 2025"."""
    when = span(person.starts_on, person.ends_on, current=person.is_current)
    text = ", ".join(part for part in (person.title, when) if part)
    return text[:1].upper() + text[1:]


def person(line: OrganisationPerson, today: date) -> str:
    """Return what a screen reader says of a person on the sheet."""
    parts = [line.name, position(line), level(line.level).lower()]
    if line.now_at:
        parts.append(_("now at {place}").format(place=line.now_at))
    elif line.last_exchange_on is not None:
        parts.append(_("last exchange {day}").format(day=sheets.near(line.last_exchange_on, today)))
    return ", ".join(part for part in parts if part)


def people_note(sheet: OrganisationSheet) -> str:
    """Return "4 aujourd’hui, 2 avant"."""
    now = _("{n} today").format(n=formats.number(sheet.now_count))
    before = _("{n} before").format(n=formats.number(sheet.before_count))
    return ", ".join(part for part, n in ((now, sheet.now_count), (before, sheet.before_count)) if n)


def missions_caption(figure: MissionsFigure) -> str:
    """Return what the figure of missions counts: "Missions portées, 24 mois"."""
    words = _roles_done().get(figure.roles[0] if len(figure.roles) == 1 else "", _("Missions"))
    if figure.months is None:
        return words
    return _("{missions}, {n} months").format(missions=words, n=figure.months)


def _roles_done() -> dict[str, str]:
    return {
        "client": _("Missions bought"),
        "portage_company": _("Missions carried"),
        "intermediary": _("Missions passed on"),
    }


def met(count: int) -> str:
    """Return how many people were met at the events."""
    return ngettext("{n} person met", "{n} people met", count).format(n=formats.number(count)) if count else ""


def encounters(count: int) -> str:
    """Return how many encounters the events brought, for a figure."""
    return ngettext("{n} encounter", "{n} encounters", count).format(n=formats.number(count)) if count else ""


def event(line: OrganisationEvent) -> str:
    """Return the second line of an event: whom to meet there, or who was met."""
    if not line.over and line.expected:
        return ngettext("{n} person to meet", "{n} people to meet", line.expected).format(n=line.expected)
    return met(line.people)


def event_state(line: OrganisationEvent) -> tuple[str, str]:
    """Return the word of the badge of an event and its tone; "" for none."""
    if not line.attended:
        return "", ""
    if not line.over:
        return _("planned"), "info"
    return ("", "") if line.debriefed else (_("to debrief"), "outline")


def mission(line: OrganisationMission) -> str:
    """Return what a screen reader says of a mission on the sheet."""
    amount = formats.money(line.value_cents, line.currency)
    return ", ".join(part for part in (line.title, line.client, stage_label(line.stage), amount) if part)


def role_sentence(sheet: OrganisationSheet) -> str:
    """Return what the organisation was for the missions, and how many of them were born at its events."""
    names = {"client": _("client"), "portage_company": _("portage company"), "intermediary": _("intermediary")}
    roles = [name for role, name in names.items() if any(each.role == role for each in sheet.missions)]
    told = [_("Role: {roles}{fees}.").format(roles=", ".join(roles), fees=_fees(sheet))] if roles else []
    if sheet.born:
        born = ngettext(
            "Born at one of its events: {n} mission of {total}{titles}.",
            "Born at one of its events: {n} missions of {total}{titles}.",
            len(sheet.born),
        )
        titles = "".join(f", {title}" for title in sheet.born) if len(sheet.born) <= _NAMED else ""
        told.append(born.format(n=len(sheet.born), total=sheet.missions_count, titles=titles))
    return " ".join(told)


def _fees(sheet: OrganisationSheet) -> str:
    carried = [each.management_fee_bp for each in sheet.missions if each.role == "portage_company"]
    fees = sorted({fee for fee in carried if fee is not None})
    if not fees:
        return ""
    least, most = formats.percent_bp(fees[0]), formats.percent_bp(fees[-1])
    if least == most:
        return _(", management fee {fee}").format(fee=least)
    return _(", management fee {least} to {most}").format(least=least, most=most)
