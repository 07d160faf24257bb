"""What events brought, in words: per hour and per euro, never without the missions that it rests on."""

from carnet.domain.events import EventKind
from carnet.domain.returns import EventReturn, MissionShare, Return, ReturnRow
from carnet.words import events, formats
from carnet.words.catalogue import _, ngettext
from carnet.words.reviews import mission_count, model_label


def share(each: MissionShare) -> str:
    """Return "16 740 € of 55 800 €"."""
    part, whole = _round(each.cents, each.currency), _round(each.value_cents, each.currency)
    return _("{part} of {whole}").format(part=part, whole=whole)


def total(brought: EventReturn) -> str:
    """Return what an event brought under the model named, per hour and per euro spent."""
    said = [_round(brought.total.cents, brought.currency), mission_count(brought.total.missions)]
    said += [per_hour(brought.total, brought.currency), per_unit(brought.total, brought.currency)]
    figures = ", ".join(part for part in said if part)
    return _("{model}: {figures}").format(model=model_label(brought.model), figures=figures)


def per_hour(brought: Return, currency: str) -> str:
    """Return "11 160 € per hour"; "" where no time is noted."""
    cents = brought.per_hour_cents
    return "" if cents is None else _("{amount} per hour").format(amount=_round(cents, currency))


def per_unit(brought: Return, currency: str) -> str:
    """Return "2 232 € for each euro spent"; "" where nothing was."""
    cents = brought.per_unit_cents
    if cents is None:
        return ""
    unit = formats.money(100, currency)
    return _("{amount} for {unit} spent").format(amount=_round(cents, currency), unit=unit)


def _round(cents: int, currency: str) -> str:
    return formats.money(round(cents / 100) * 100, currency)


def against(name: str, brought: Return, currency: str) -> str:
    """Return what a group of events took and brought: "Portage companies: 12 events, 31 h, 180 €, …"."""
    spent = brought.spent
    took = [
        ngettext("{n} event", "{n} events", spent.events).format(n=formats.number(spent.events)),
        formats.duration(spent.minutes) if spent.minutes else "",
        formats.money(spent.cost_cents, currency) if spent.cost_cents else "",
        _("{amount} brought").format(amount=_round(brought.cents, currency)),
        per_hour(brought, currency),
        mission_count(brought.missions),
    ]
    return _("{name}: {text}").format(name=name, text=", ".join(part for part in took if part))


def row_label(row: ReturnRow) -> str:
    """Return the name of an organiser, or of a kind of event."""
    return row.label or events.kind_label(EventKind(row.key))


def cells(row: ReturnRow, currency: str) -> tuple[str, ...]:
    """Return what a line says: name, events, hours, cost, missions, amount, per hour, per euro."""
    brought, spent = row.total, row.total.spent
    hour, unit = brought.per_hour_cents, brought.per_unit_cents
    return (
        row_label(row),
        formats.number(spent.events),
        formats.duration(spent.minutes) if spent.minutes else "–",
        formats.money(spent.cost_cents, currency) if spent.cost_cents else "–",
        formats.number(brought.missions),
        _round(brought.cents, currency),
        "–" if hour is None else _round(hour, currency),
        "–" if unit is None else _round(unit, currency),
    )
