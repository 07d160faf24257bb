"""What « Bilan » is told with: models and their rules, groupings, row labels, periods."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from carnet.domain.attribution import Model
from carnet.domain.contacts import Sphere
from carnet.domain.review import Grouping, ReviewRow, ReviewRows, SpecialRow
from carnet.domain.targets import Progress
from carnet.domain.text import sort_key
from carnet.words import contacts, formats, missions
from carnet.words.catalogue import _, ngettext


def model_label(model: Model | str) -> str:
    """Return the name of a model."""
    match Model(model):
        case Model.FIRST:
            return _("Origin")
        case Model.LAST:
            return _("Closing")
        case Model.LINEAR:
            return _("Equal")
        case Model.POSITION:
            return _("40-20-40")
        case Model.DECAY:
            return _("Recency")
        case Model.W:
            return _("Balanced 30-30-30-10")
        case Model.MANUAL:
            return _("Manual")


def model_name(model: Model | str) -> str:
    """Return the name of a model without its figures, for the head of a column."""
    return _("Balanced") if Model(model) is Model.W else model_label(model)


def model_rule(model: Model | str, half_life_days: int = 180) -> str:
    """Return the rule of a model, in a sentence."""
    match Model(model):
        case Model.FIRST:
            return _("All the credit goes to the first step of the path.")
        case Model.LAST:
            return _("All the credit goes to the last step of the path.")
        case Model.LINEAR:
            return _("Each step of the path has the same share.")
        case Model.POSITION:
            return _("The first and the last step have 40% each, those between share 20%.")
        case Model.DECAY:
            template = _("The nearer to the signature, the more a step counts: half as much every {n} days before it.")
            return template.format(n=half_life_days)
        case Model.W:
            return _(
                "The first, the decisive and the last step have 30% each, the others share 10%. "
                "Decisive is the step you marked, else the last introduction."
            )
        case Model.MANUAL:
            return _("Your own shares; a mission without any uses the default model.")


def grouping_label(by: Grouping | str) -> str:
    """Return the name of a grouping."""
    match Grouping(by):
        case Grouping.CONTACT:
            return _("By relation")
        case Grouping.EVENT:
            return _("By event")
        case Grouping.SERIES:
            return _("By series")
        case Grouping.ORGANISER:
            return _("By organiser")
        case Grouping.KIND:
            return _("By kind of event")
        case Grouping.CHANNEL:
            return _("By channel")
        case Grouping.CIRCLE:
            return _("By circle")
        case Grouping.SPHERE:
            return _("By sphere")
        case Grouping.MONTH:
            return _("By month")


def column_label(by: Grouping | str) -> str:
    """Return the head of the column of labels."""
    match Grouping(by):
        case Grouping.CONTACT:
            return _("Relation")
        case Grouping.EVENT:
            return _("Event")
        case Grouping.SERIES:
            return _("Series")
        case Grouping.ORGANISER:
            return _("Organiser")
        case Grouping.KIND:
            return _("Kind of event")
        case Grouping.CHANNEL:
            return _("Channel")
        case Grouping.CIRCLE:
            return _("Circle")
        case Grouping.SPHERE:
            return _("Sphere")
        case Grouping.MONTH:
            return _("Month")


def special_label(row: SpecialRow | str) -> str:
    """Return the name of a special row."""
    match SpecialRow(row):
        case SpecialRow.UNATTRIBUTED:
            return _("Unattributed")
        case SpecialRow.NO_CONTACT:
            return _("Without a contact")
        case SpecialRow.OUTSIDE_EVENTS:
            return _("Outside events")
        case SpecialRow.NO_SERIES:
            return _("Outside series")
        case SpecialRow.NO_ORGANISER:
            return _("No organiser")
        case SpecialRow.NO_CIRCLE:
            return _("No circle")
        case SpecialRow.HIDDEN:
            return _("Private life")


def row_label(row: ReviewRow, by: Grouping | str) -> str:
    """Return the label of a row: a name, or the words for its key."""
    if row.is_special:
        return special_label(row.key)
    if row.label:
        return row.label
    match Grouping(by):
        case Grouping.CONTACT:
            return missions.person_name(int(row.key), "")
        case Grouping.CHANNEL:
            return missions.channel_label(row.key)
        case Grouping.SPHERE:
            return contacts.sphere(Sphere(row.key))
        case Grouping.KIND:
            return event_kind_label(row.key)
        case Grouping.MONTH:
            return formats.month_year(date.fromisoformat(f"{row.key}-01")) if row.key else ""
        case _:
            return _("Untitled")


def in_order(rows: ReviewRows, by: Grouping) -> ReviewRows:
    """Return rows by credit descending, then by label as it is read in this language."""
    if by not in _WORDED and not _is_special_among_equals(rows):
        return rows

    def place(row: ReviewRow) -> tuple[str, str]:
        return sort_key(row_label(row, by)), row.key

    found: list[ReviewRow] = []
    by_credit = sorted(rows, key=attrgetter("credit_cents"), reverse=True)
    for _cents, alike in groupby(by_credit, attrgetter("credit_cents")):  # names decide only among equals
        run = list(alike)
        found += sorted(run, key=place) if len(run) > 1 else run
    return ReviewRows.of(found)


def _is_special_among_equals(rows: ReviewRows) -> bool:
    """Tell whether a row that the journal has no name for stands beside one of the same credit."""
    special = [at for at, key in enumerate(rows.keys) if key in _SPECIAL]
    beside = {(at, other) for at in special for other in (at - 1, at + 1) if 0 <= other < len(rows)}
    return any(rows[at].credit_cents == rows[other].credit_cents for at, other in beside)


_SPECIAL = frozenset(SpecialRow)
_WORDED = frozenset({Grouping.KIND, Grouping.CHANNEL, Grouping.SPHERE, Grouping.MONTH})
"""Groupings of which the labels are no names that the journal has sorted."""


def event_kind_label(kind: str) -> str:
    """Return the name of a kind of event."""
    names = {
        "themed_meeting": _("Themed meeting"),
        "afterwork": _("Afterwork"),
        "club": _("Business club"),
        "workshop": _("Workshop"),
        "breakfast": _("Breakfast"),
        "trade_show": _("Trade show"),
        "training": _("Training course"),
        "webinar": _("Webinar"),
        "break": _("Break (coffee, lunch)"),
    }
    return names.get(kind) or _("Other event")


def delay(days: int | None) -> str:
    """Return "249 d", or years from two years on; "" where unknown."""
    if days is None:
        return ""
    if abs(days) < 730:
        return _("{n} d").format(n=formats.number(days))
    return _("{n} yr").format(n=formats.number(days / 365.25, decimals=1))


def difference(cents: int, currency: str, *, exact: bool = False) -> str:
    """Return "↑ 24 800 €", "↓ 6 275 €", or "=" where nothing changed."""
    if not cents:
        return "="
    return f"{'↑' if cents > 0 else '↓'} {formats.money(abs(cents), currency, exact=exact)}"


def years(cents: Sequence[int], last: int, currency: str) -> str:
    """Return "2025 : 13 475 €, 2026 : 7 200 €" of so many years up to the last."""
    first = last - len(cents) + 1
    said = (
        _("{year}: {amount}").format(year=first + at, amount=formats.money(each, currency))
        for at, each in enumerate(cents)
    )
    return ", ".join(said)


def target_said(found: Progress) -> str:
    """Return how much of a target is signed, by how many missions, and how far the year is."""
    signed = formats.money(round(found.signed_cents / 100) * 100, found.currency)
    missions = mission_count(found.missions)
    if not found.target_cents:
        text = _("{signed} signed in {year}, {missions}. A target stands here as a line, beside how far the year is.")
        return text.format(signed=signed, year=found.year, missions=missions)
    text = _("{signed} signed of {target} ({share}), {missions}; {elapsed} of the year is over.")
    return text.format(
        signed=signed,
        target=formats.money(found.target_cents, found.currency),
        share=formats.percent_bp(round(found.reached_bp, -2)),
        missions=missions,
        elapsed=formats.percent_bp(round(found.elapsed_bp, -2)),
    )


def mission_count(count: int) -> str:
    """Return "2 missions"."""
    return ngettext("{n} mission", "{n} missions", count).format(n=formats.number(count))


def too_few() -> str:
    """Return what stands where nothing can be compared yet."""
    return _("Two signed missions are needed to compare.")
