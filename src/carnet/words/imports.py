"""What is said of imports: verdicts, their reasons, and the summary of a file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from carnet.domain.imports import Remark, Verdict
from carnet.words import formats, import_reasons
from carnet.words.catalogue import _, ngettext


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


def place(kind: str, row: int) -> str:
    """Return where a row stands: a line of a table, else a card."""
    return (_("line {n}") if kind == "linkedin" else _("card {n}")).format(n=row)


def units(kind: str, count: int) -> str:
    """Return how many rows there are, called what the file is made of."""
    lines = kind == "linkedin"
    text = ngettext("{n} line", "{n} lines", count) if lines else ngettext("{n} card", "{n} cards", count)
    return text.format(n=formats.number(count))


def reason(value: str) -> str:
    """Return why a row has its verdict, or why it may be somebody known."""
    found = _REASONS.get(value) or import_reasons.TEMPLATES.get(value)
    return found() if found is not None else value


_REASONS: dict[str, Callable[[], str]] = {
    "new": lambda: _("nobody like this yet"),
    "chosen": lambda: _("as you decided"),
    "same_uid": lambda: _("exported from Carnet before"),
    "same_file": lambda: _("same person earlier in the file"),
    "same_linkedin": lambda: _("same LinkedIn profile"),
    "same_email": lambda: _("same e-mail, same name"),
    "same_phone": lambda: _("same phone, same name"),
    "same_email_other_name": lambda: _("same e-mail, another name"),
    "same_phone_other_name": lambda: _("same phone, another name"),
    "same_name_organisation": lambda: _("same name, same organisation"),
    "no_identity": lambda: _("no name, no contact details"),
}


def remark(found: Remark) -> str:
    """Return what the user should know of a row that comes in."""
    match found.reason:
        case "bad_email":
            return _("Incomplete e-mail: {value}").format(value=found.value)
        case "bad_date":
            return _("This date does not exist: {value}").format(value=found.value)
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
