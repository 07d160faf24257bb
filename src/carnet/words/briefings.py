"""What a briefing says of people: why to look for them, what was said last, what to ask."""

from datetime import date

from carnet.domain.briefings import Ask, BriefedPerson, Gap, Question, Reason, Why
from carnet.domain.interactions import InteractionKind
from carnet.words import contacts, interactions, sheets
from carnet.words.catalogue import _
from carnet.words.formats import partial
from carnet.words.quotes import inside


def why(reasons: tuple[Reason, ...]) -> str:
    """Return why to look for somebody: "expected, met at “Afterwork”"."""
    said = ", ".join(_reason(reason) for reason in reasons)
    return said[:1].upper() + said[1:]


def _reason(reason: Reason) -> str:
    match reason.why:
        case Why.EXPECTED:
            return _("expected")
        case Why.MET_HERE:
            return _("met at “{event}”").format(event=inside(reason.what))
        case Why.ORGANISATION:
            return _("works at {organisation}").format(organisation=reason.what)
        case Why.CIRCLE:
            return _("circle “{circle}”").format(circle=reason.what)
        case Why.CITY:
            return _("lives in {city}").format(city=reason.what)


def known_by(person: BriefedPerson) -> str:
    """Return how the acquaintance began: "Event, 19 Nov 2026"."""
    met = partial(person.first_met_on) if person.first_met_on else ""
    return ", ".join(part for part in (contacts.channel(person.origin), met) if part)


def last(person: BriefedPerson, today: date) -> str:
    """Return the last exchange: "Thu 20 Aug, call: budget approved"."""
    if person.last is None:
        return _("no exchange yet")
    said = person.last
    day = date.fromisoformat(said.on) if said.on is not None and len(said.on) == 10 and said.on[0] != "-" else None
    when = sheets.near(day, today) if day is not None else sheets.when(said.on)
    head = ", ".join(part for part in (when, interactions.kind(InteractionKind(said.kind)).lower(), said.event) if part)
    return _("{name}: {text}").format(name=head, text=said.text) if said.text else head


def gap(value: Gap) -> str:
    """Return the name of what is not known."""
    match value:
        case Gap.ROLE:
            return _("role")
        case Gap.ORGANISATION:
            return _("organisation")
        case Gap.EMAIL:
            return _("e-mail")
        case Gap.PHONE:
            return _("phone")
        case Gap.CITY:
            return _("city")
        case Gap.CIRCLE:
            return _("circle")


def question(asked: Question, person: BriefedPerson) -> str:
    """Return a question to ask a person."""
    match asked.ask:
        case Ask.PROMISE:
            return _("“{promise}”: is it still wanted?").format(promise=asked.text)
        case Ask.SAID:
            return _("“{said}”: what has come of it?").format(said=asked.text)
        case Ask.GAP:
            return _missing(Gap(asked.text), person.organisation)


def _missing(missing: Gap, organisation: str) -> str:
    match missing:
        case Gap.ROLE if organisation:
            return _("What do you do at {organisation}?").format(organisation=organisation)
        case Gap.ROLE:
            return _("What do you do these days?")
        case Gap.ORGANISATION:
            return _("Whom do you work for these days?")
        case Gap.EMAIL:
            return _("To which address may I write to you?")
        case Gap.PHONE:
            return _("At which number may I call you?")
        case Gap.CITY | Gap.CIRCLE:
            return _("Where are you based?")


def lines(person: BriefedPerson, today: date) -> list[tuple[str, str]]:
    """Return all that a briefing tells of a person, each line under its name; what is not known is left out."""
    asked = [question(each, person) for each in person.questions]
    found = [
        (_("Known by"), known_by(person)),
        (_("Last seen"), last(person, today)),
        (_("Promised"), " · ".join(person.promised)),
        (_("Note"), person.note),
        (_("Not known"), ", ".join(map(gap, person.gaps))),
        *zip((_("To ask"), ""), asked, strict=False),
    ]
    return [(name, text) for name, text in found if text]
