"""What the parts of a captured line are called, and what became of a person."""

from carnet.domain.capture_values import SpanKind
from carnet.words.catalogue import _


def part(kind: SpanKind) -> str:
    """Return the name of a part of a line: "name", "role", "company"."""
    match kind:
        case SpanKind.NAME:
            return _("Name")
        case SpanKind.TITLE:
            return _("Role")
        case SpanKind.ORGANISATION:
            return _("Company")
        case SpanKind.EMAIL:
            return _("E-mail")
        case SpanKind.PHONE:
            return _("Phone")
        case SpanKind.URL:
            return _("Web address")
        case SpanKind.TAG:
            return _("Tag")
        case SpanKind.VIA:
            return _("Introduced by")
        case SpanKind.FOLLOW_UP:
            return _("Follow-up")
        case _:
            return _("Note")


def verdict(*, created: bool, doubtful: bool) -> str:
    """Return what became of a person: a new sheet, one completed, or perhaps a duplicate."""
    if doubtful:
        return _("possible duplicate")
    return _("new sheet") if created else _("sheet completed")


def position(title: str, organisation: str) -> str:
    """Return "CIO at Acme", or what is known of it."""
    if title and organisation:
        return _("{role} at {company}").format(role=title, company=organisation)
    return title or organisation
