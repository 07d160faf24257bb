"""The language of searches, of contacts and of organisations, in the user's words, and what is wrong in it."""

from collections.abc import Callable, Sequence

from carnet.domain.contacts import ORIGINS, ChannelGroup, ContactStatus, OrganisationKind, Sphere
from carnet.domain.query import (
    COOLING,
    NEVER,
    PEOPLE,
    Field,
    Problem,
    Query,
    Term,
    Token,
    Vocabulary,
    field_of,
    parse,
    quoted,
    spelt,
)
from carnet.domain.text import fold
from carnet.words import contacts
from carnet.words.catalogue import _, pgettext

YES, NO = "yes", "no"
_LEAST = 3
_LEVELS = ("hot", "warm", "cool", "cold", "none")


def field_name(field: Field) -> str:
    """Return how a field is written before its colon."""
    match field:
        case Field.TAG:
            return _("tag")
        case Field.CIRCLE:
            return _("circle")
        case Field.ORIGIN:
            return _("origin")
        case Field.ORGANISATION:
            return _("company")
        case Field.SEEN:
            return _("seen")
        case Field.WARMTH:
            return _("warmth")
        case Field.MISSION:
            return _("mission")
        case Field.INTRODUCED_BY:
            return _("introduced-by")
        case Field.SPHERE:
            return _("sphere")
        case Field.CITY:
            return _("city")
        case Field.STATUS:
            return _("status")
        case Field.KIND:
            return _("kind")


def field_title(field: Field) -> str:
    """Return how a field is called on a chip."""
    match field:
        case Field.TAG:
            return _("Tag")
        case Field.CIRCLE:
            return _("Circle")
        case Field.ORIGIN:
            return _("Origin")
        case Field.ORGANISATION:
            return _("Organisation")
        case Field.SEEN:
            return _("Last exchange")
        case Field.WARMTH:
            return _("Warmth")
        case Field.MISSION:
            return _("Mission")
        case Field.INTRODUCED_BY:
            return _("Introduced by")
        case Field.SPHERE:
            return _("Sphere")
        case Field.CITY:
            return _("City")
        case Field.STATUS:
            return _("Status")
        case Field.KIND:
            return pgettext("organisation", "Kind")


def value_text(field: Field, value: str) -> str:
    """Return how a value is called on a chip and in its menu."""
    if field is Field.SEEN and value != NEVER:
        over = value.startswith(">")
        text = _("more than {n} days ago") if over else _("in the last {n} days")
        return text.format(n=value[1:])
    if field is Field.MISSION:
        return _("With a mission") if value == YES else _("Without a mission")
    named = value_names(field).get(value, value.removeprefix("="))
    return f"#{named}" if field is Field.TAG else named


def value_names(field: Field) -> dict[str, str]:
    """Return what may be written after the colon of a field that has a list of values, by identifier."""
    match field:
        case Field.ORIGIN:
            groups = {f"{group.value}*": contacts.channel_group(group) for group in ChannelGroup}
            taken = set(groups.values())  # a group holds the origin that it is named after
            channels = {channel.value: contacts.channel(channel) for channel in ORIGINS}
            return groups | {key: name for key, name in channels.items() if name not in taken}
        case Field.WARMTH:
            levels = {level: contacts.level(None if level == "none" else level) for level in _LEVELS}
            return levels | {COOLING: _("cooling off")}
        case Field.SPHERE:
            return {sphere.value: contacts.sphere(sphere) for sphere in Sphere}
        case Field.MISSION:
            return {YES: _("yes"), NO: _("no")}
        case Field.SEEN:
            return {NEVER: _("never")}
        case Field.STATUS:
            return {status.value: _status(status) for status in ContactStatus}
        case Field.KIND:
            return {kind.value: contacts.organisation_kind(kind) for kind in OrganisationKind}
        case _:
            return {}


def _status(value: ContactStatus) -> str:
    """Return the status of a person, where `contacts.status` speaks of the sheet."""
    match value:
        case ContactStatus.ACTIVE:
            return pgettext("person", "Active")
        case ContactStatus.DORMANT:
            return pgettext("person", "Dormant")
        case ContactStatus.ARCHIVED:
            return pgettext("person", "Archived")
        case ContactStatus.ANONYMISED:
            return pgettext("person", "Anonymised")


def vocabulary(among: tuple[Field, ...] = PEOPLE) -> Vocabulary:
    """Return the names of fields and values in the user's language."""
    values = {field: {fold(name): key for key, name in value_names(field).items()} for field in among}
    named = {fold(field_name(field)): field for field in among}
    return Vocabulary(named, {field: names for field, names in values.items() if names}, among)


def read(text: str, among: tuple[Field, ...] = PEOPLE) -> Query:
    """Return what a text in the user's language means."""
    return parse(text, vocabulary(among))


def problem(found: Problem) -> str:
    """Return what is wrong with a condition, and what is right."""
    name = field_name(found.field)
    if found.field is Field.SEEN:
        return _("{name}: takes a time, as in {name}:>90d.").format(name=name)
    choices = ", ".join(written(value) for value in list(value_names(found.field).values())[:4])
    return _("“{value}” is not a value of {name}: try {choices}.").format(value=found.value, name=name, choices=choices)


def written(value: str) -> str:
    """Return a value as it is typed."""
    return quoted(value.lower())


def say(words: str, terms: tuple[Term, ...]) -> str:
    """Return the text in the user's language that means these words and conditions."""
    return " ".join([*([words] if words else []), *map(_said, terms)])


def begun(words: str, terms: tuple[Term, ...]) -> str:
    """Return the same text, ready to be gone on with."""
    return f"{say(words, terms)} ".lstrip()


def _said(term: Term) -> str:
    if term.field is None:
        return spelt(term, "", ())
    names, unit = value_names(term.field), _("d")
    rest = f"{{}}{unit}" if term.field is Field.SEEN else "{}"
    values = [written(names[value]) if value in names else quoted(rest.format(value)) for value in term.values]
    return spelt(term, field_name(term.field), values)


def completions(
    begun: Token, known: Callable[[Field, str], Sequence[str]], most: int = 6, among: tuple[Field, ...] = PEOPLE
) -> list[str]:
    """Return the texts that a piece may become: a field with its colon, or the field with one of its values.

    Args:
        begun: the piece being typed.
        known: gives the values of a field without a list of its own, from what is typed of them.
        most: how many at the most.
        among: the fields that there are.
    """
    minus = "-" if begun.negated else ""
    field = field_of(begun.key, vocabulary(among)) if begun.key else None
    if begun.is_phrase or (begun.key and field is None):
        return []
    if field is None:
        typed = fold(" ".join(begun.values))
        names = [field_name(each) for each in among] if len(typed) >= _LEAST else []
        return [f"{minus}{name}:" for name in names if fold(name).startswith(typed)][:most]
    given = begun.values if not begun.text.endswith((",", ":")) else (*begun.values, "")
    *kept, last = given or ("",)
    values = _ages() if field is Field.SEEN else list(value_names(field).values()) or known(field, last)
    typed = fold(last)
    fitting = [value for value in values if fold(value).startswith(typed) and fold(value) != typed]
    return [f"{minus}{field_name(field)}:{','.join([*map(written, kept), written(value)])}" for value in fitting[:most]]


def _ages() -> list[str]:
    unit = _("d")
    return [f">{days}{unit}" for days in (30, 90, 180, 365)] + [_("never")]
