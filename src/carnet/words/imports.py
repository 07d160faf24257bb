"""What is said of imports: verdicts, their reasons, and the summary of a file."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from carnet.domain.events import EventKind
from carnet.domain.imports import ExchangeSource, ImportReport, Offered, Remark, RowVerdict, Verdict
from carnet.words import formats, import_reasons
from carnet.words.catalogue import _, ngettext
from carnet.words.events import kind_label


def verdict(value: Verdict) -> str:
    """Return what becomes of a row."""
    match value:
        case Verdict.CREATED:
            return _("New")
        case Verdict.MERGED:
            return _("Completed")
        case Verdict.SKIPPED:
            return _("Ignored")
        case Verdict.REJECTED:
            return _("To correct")


_LINES = frozenset({"linkedin", "csv", "xlsx"})


def place(report: ImportReport, row: int) -> str:
    """Return where a row stands: a line of a table, an event of a calendar, else a card."""
    kind, table = report.format, report.table
    text = _("line {n}") if kind in _LINES else _("event {n}") if kind == "ics" else _("card {n}")
    return text.format(n=table.lines[row - 1] if table is not None and row <= len(table.lines) else row)


def units(kind: str, count: int) -> str:
    """Return how many rows there are, called what the file is made of."""
    if kind in _LINES:
        text = ngettext("{n} line", "{n} lines", count)
    elif kind == "ics":
        text = ngettext("{n} event", "{n} events", count)
    else:
        text = ngettext("{n} card", "{n} cards", count)
    return text.format(n=formats.number(count))


def coming(kind: str, count: int) -> str:
    """Return how many new contacts or events a file brings."""
    if kind == "ics":
        return ngettext("{n} new event", "{n} new events", count).format(n=formats.number(count))
    return ngettext("{n} new contact", "{n} new contacts", count).format(n=formats.number(count))


def changing(kind: str, count: int) -> str:
    """Return how many contacts a file completes, or events it changes."""
    if kind == "ics":
        return ngettext("{n} changed", "{n} changed", count).format(n=formats.number(count))
    return ngettext("{n} to complete", "{n} to complete", count).format(n=formats.number(count))


def go(kind: str, count: int) -> str:
    """Return the words of the button that brings a file in."""
    if kind == "ics":
        text = ngettext("Import {n} event", "Import {n} events", count)
    else:
        text = ngettext("Import {n} contact", "Import {n} contacts", count)
    return text.format(n=formats.number(count))


def brought(kind: str, count: int, file: str) -> str:
    """Return what an import brought."""
    if kind == "ics":
        text = ngettext("{n} event imported from {file}", "{n} events imported from {file}", count)
    else:
        text = ngettext("{n} contact imported from {file}", "{n} contacts imported from {file}", count)
    return text.format(n=count, file=file)


def offered(found: Offered) -> str:
    """Return how many messages or invitations an archive holds, and of how many people."""
    if found.source is ExchangeSource.MESSAGES:
        days = ngettext("{n} day of messages", "{n} days of messages", found.exchanges)
    else:
        days = ngettext("{n} invitation", "{n} invitations", found.exchanges)
    people = ngettext("{n} person", "{n} people", found.people).format(n=formats.number(found.people))
    return _("{exchanges}, {people}").format(exchanges=days.format(n=formats.number(found.exchanges)), people=people)


def tasks(count: int) -> str:
    """Return that the tasks of a calendar do not come in."""
    return ngettext("{n} task is not taken over", "{n} tasks are not taken over", count).format(n=formats.number(count))


def detail(kind: str, row: RowVerdict) -> str:
    """Return what tells a row from another of its name: of an event when it is, and why it has its verdict."""
    if kind != "ics":
        return row.detail
    when = _when(row.detail) if row.detail else ""
    why = "" if row.reason == "new_event" else reason(row.reason)
    told = dict(row.told)
    rule, kind_told = told.get("rrule"), EventKind(told.get("kind", EventKind.OTHER))
    what = "" if kind_told is EventKind.OTHER else kind_label(kind_told)
    again = _again(rule, row.detail) if rule and row.detail else ""
    return ", ".join(part for part in (when, what, again, why) if part)


def _again(rule: str, start: str) -> str:
    from carnet.words import recurrence  # what it asks for is for calendars alone

    return recurrence.say(rule, datetime.fromisoformat(start).date())


def _when(text: str) -> str:
    at = datetime.fromisoformat(text)
    day = formats.short_day(at.date())
    return day if at.time() == time.min else _("{day}, {hour}").format(day=day, hour=formats.time_of_day(at.time()))


def reason(value: str) -> str:
    """Return why a row has its verdict, or why it may be somebody known."""
    found = _REASONS.get(value) or import_reasons.TEMPLATES.get(value)
    return found() if found is not None else value


_REASONS: dict[str, Callable[[], str]] = {
    "new": lambda: _("nobody like this yet"),
    "new_event": lambda: _("not in the journal yet"),
    "event_changed": lambda: _("changed by its organiser"),
    "event_unchanged": lambda: _("already there, unchanged"),
    "event_older": lambda: _("an older version of the same event"),
    "same_event": lambda: _("same title, same hour"),
    "event_cancelled": lambda: _("cancelled by its organiser"),
    "event_cancelled_unknown": lambda: _("cancelled, and not in the journal"),
    "event_in_trash": lambda: _("you put it into the bin"),
    "rule_dropped": lambda: _("its repetition is not taken over"),
    "chosen": lambda: _("as you decided"),
    "same_uid": lambda: _("known by the same identifier"),
    "same_file": lambda: _("same person earlier in the file"),
    "same_linkedin": lambda: _("same LinkedIn profile"),
    "same_email": lambda: _("same e-mail, same name"),
    "same_phone": lambda: _("same phone, same name"),
    "same_email_other_name": lambda: _("same e-mail, another name"),
    "same_phone_other_name": lambda: _("same phone, another name"),
    "same_name_organisation": lambda: _("same name, same organisation"),
    "opposed": lambda: _("this person objected to being kept"),
    "no_identity": lambda: _("no name, no contact details"),
}


def remark(found: Remark) -> str:
    """Return what the user should know of a row that comes in."""
    match found.reason:
        case "bad_email":
            return _("Incomplete e-mail: {value}").format(value=found.value)
        case "not_taken":
            return _("Not taken over: {value}").format(value=found.value)
        case "zone_unknown":
            return _("Carnet does not know the time zone {value}: the hour is taken as that of here").format(
                value=found.value
            )
        case "range_ignored":
            return _("Meant for all later dates of the series, too; taken for this one alone")
        case "bad_date":
            return _("This date does not exist: {value}").format(value=found.value)
        case "introducer_unclear":
            return _("Introduced by {value}: nobody, or not one person alone, has this name; it is kept").format(
                value=found.value
            )
        case "left_over":
            return _("Not taken, Carnet says otherwise: {value}").format(value=found.value)
        case _:
            return reason(found.reason)


def summary(result: Mapping[str, Any]) -> str:
    """Return the one line that says what an import did; takes the object that `--json` prints."""
    if result["already_imported"]:
        day = formats.long_day(datetime.fromisoformat(result["already_imported"]).astimezone().date())
        return _("{file}: already imported on {day}").format(file=result["file"], day=day)
    counts = (
        ngettext("{n} read", "{n} read", result["read"]).format(n=result["read"]),
        ngettext("{n} created", "{n} created", result["created"]).format(n=result["created"]),
        ngettext("{n} merged", "{n} merged", result["merged"]).format(n=result["merged"]),
        ngettext("{n} skipped", "{n} skipped", result["skipped"]).format(n=result["skipped"]),
        ngettext("{n} rejected", "{n} rejected", result["rejected"]).format(n=result["rejected"]),
    )
    return _("{file}: {counts}").format(file=result["file"], counts=", ".join(counts))
