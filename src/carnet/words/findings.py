"""« Ce que dit le réseau » in sentences: each finding with its figures, and beside it the cases that it rests on."""

from collections.abc import Sequence

from carnet.domain.contacts import ChannelGroup
from carnet.domain.events import EventKind
from carnet.domain.findings import Balance, Finding, FindingKind, Known
from carnet.domain.survey import OwnFigure, SurveyLine
from carnet.words import formats
from carnet.words.catalogue import _, ngettext
from carnet.words.missions import person_name
from carnet.words.quotes import inside
from carnet.words.reviews import mission_count, model_name


def sentence(found: Finding) -> str:
    """Return what a finding says, figures and model in it."""
    match found.kind:
        case FindingKind.ORIGIN | FindingKind.BREAKS:
            said = _origin(found)
        case FindingKind.WEIGHT:
            said = _weight(found)
        case FindingKind.OPENED:
            said = _opened(found)
        case FindingKind.HOURS:
            said = _hours(found)
        case FindingKind.OWED:
            said = _owed(found)
        case FindingKind.DELAY:
            said = _delay(found)
        case FindingKind.SHARE:
            said = _share(found)
    return said[:1].upper() + said[1:]


def sample(found: Finding) -> str:
    """Return the cases that a finding rests on: "4 missions", "3 received, 1 given"."""
    match found.kind:
        case FindingKind.ORIGIN | FindingKind.BREAKS:
            return mission_count(found.of)
        case FindingKind.HOURS:
            events = ngettext("{n} event", "{n} events", found.of).format(n=formats.number(found.of))
            return f"{events}, {mission_count(found.cases)}"
        case FindingKind.OWED:
            return received_and_given(found.of, found.other)
        case _:
            return mission_count(found.missions)


def icon(found: Finding) -> str:
    """Return the icon that stands for a finding."""
    icons = {
        FindingKind.BREAKS: "coffee",
        FindingKind.WEIGHT: "split",
        FindingKind.OPENED: "ticket",
        FindingKind.HOURS: "clock",
        FindingKind.OWED: "handshake",
        FindingKind.DELAY: "hourglass",
        FindingKind.SHARE: "user",
    }
    origins = {
        "event": "ticket",
        "introduction": "handshake",
        "network": "share-2",
        "break": "coffee",
        "former": "history",
        "prospecting": "send",
    }
    return icons.get(found.kind) or origins.get(found.key, "route")


def received_and_given(received: int, given: int) -> str:
    """Return "3 received, 1 given"."""
    first = ngettext("{n} received", "{n} received", received).format(n=formats.number(received))
    second = ngettext("{n} given", "{n} given", given).format(n=formats.number(given))
    return f"{first}, {second}"


def names(people: Sequence[Known]) -> str:
    """Return "Karim, Sophie and Claire"."""
    *others, last = [_name(person) for person in people] or [""]
    return _("{names} and {last}").format(names=", ".join(others), last=last) if others else last


def _name(person: Known) -> str:
    return person_name(person.id, person.name, hidden=person.id is None)


def _origin(found: Finding) -> str:
    said = _GROUPS[ChannelGroup(found.key)](found.cases).format(
        n=formats.number(found.cases), of=formats.number(found.of)
    )
    return _("{sentence}: {names}.").format(sentence=said, names=names(found.people)) if found.people else f"{said}."


_GROUPS = {
    ChannelGroup.EVENT: lambda n: ngettext(
        "{n} of your {of} missions began at an event", "{n} of your {of} missions began at events", n
    ),
    ChannelGroup.INTRODUCTION: lambda n: ngettext(
        "{n} of your {of} missions began with an introduction", "{n} of your {of} missions began with introductions", n
    ),
    ChannelGroup.NETWORK: lambda n: ngettext(
        "{n} of your {of} missions came from a social network", "{n} of your {of} missions came from social networks", n
    ),
    ChannelGroup.BREAK: lambda n: ngettext(
        "{n} of your {of} missions was born over a coffee or a lunch",
        "{n} of your {of} missions were born over a coffee or a lunch",
        n,
    ),
    ChannelGroup.FORMER: lambda n: ngettext(
        "{n} of your {of} missions comes from a former mission",
        "{n} of your {of} missions come from former missions",
        n,
    ),
    ChannelGroup.PROSPECTING: lambda n: ngettext(
        "{n} of your {of} missions came from prospecting", "{n} of your {of} missions came from prospecting", n
    ),
}


def _weight(found: Finding) -> str:
    few = {2: _("twice as much"), 3: _("three times as much")}
    times = few.get(found.other) or _("{n} times as much").format(n=formats.number(found.other))
    text = _("{name} weighs {times} under “{other}” ({more}) as under “{model}” ({less}).")
    return text.format(
        name=names(found.people),
        times=times,
        other=model_name(found.other_model),
        more=_round(found.other_cents, found.currency),
        model=model_name(found.model),
        less=_round(found.cents, found.currency),
    )


def _opened(found: Finding) -> str:
    amount, model = _round(found.cents, found.currency), model_name(found.other_model)
    title = inside(found.title) or _("Untitled")
    day = "" if found.on is None else formats.full_day(found.on)
    event = _("“{title}” ({day})").format(title=title, day=day) if day else _("“{title}”").format(title=title)
    money = formats.money(found.spent.cost_cents, found.currency) if found.spent.cost_cents else ""
    hours = formats.duration(found.spent.minutes) if found.spent.minutes else ""
    if money and hours:
        text = _("{event} opened {amount} under “{model}”, for {money} and {hours}.")
    elif money or hours:
        text = _("{event} opened {amount} under “{model}”, for {cost}.")
    else:
        text = _("{event} opened {amount} under “{model}”.")
    return text.format(event=event, amount=amount, model=model, money=money, hours=hours, cost=money or hours)


def _hours(found: Finding) -> str:
    text = _("{kind} took you {hours} for each mission that they led to, under “{model}”.")
    hours = formats.duration(found.other)
    return text.format(kind=_KINDS[EventKind(found.key)](), hours=hours, model=model_name(found.model))


_KINDS = {
    EventKind.THEMED_MEETING: lambda: _("Themed meetings"),
    EventKind.AFTERWORK: lambda: _("Afterworks"),
    EventKind.CLUB: lambda: _("Club meetings"),
    EventKind.WORKSHOP: lambda: _("Workshops"),
    EventKind.BREAKFAST: lambda: _("Breakfasts"),
    EventKind.TRADE_SHOW: lambda: _("Trade shows"),
    EventKind.TRAINING: lambda: _("Training courses"),
    EventKind.WEBINAR: lambda: _("Webinars"),
    EventKind.BREAK: lambda: _("Breaks"),
    EventKind.OTHER: lambda: _("Other events"),
}


def _owed(found: Finding) -> str:
    name = names(found.people)
    text = ngettext("You owe {n} introduction to {name}.", "You owe {n} introductions to {name}.", found.cases)
    return text.format(name=name, n=found.cases)


def _delay(found: Finding) -> str:
    text = _("From meeting to signature it takes {first} where you were introduced, {second} where not.")
    return text.format(first=_days(found.cases), second=_days(found.other))


def _days(count: int) -> str:
    return ngettext("{n} day", "{n} days", count).format(n=formats.number(count))


def _share(found: Finding) -> str:
    text = _("{name} stands behind {share} of your turnover under “{model}” ({amount}).")
    share, amount = formats.percent_bp(found.cases * 100), _round(found.cents, found.currency)
    return text.format(name=names(found.people), share=share, model=model_name(found.model), amount=amount)


def _round(cents: int, currency: str) -> str:
    return formats.money(round(cents / 100) * 100, currency)


def nothing_yet() -> str:
    """Return what stands where the figures are too thin for a sentence."""
    return _("Too few missions yet to say anything: three signed in the period are a beginning.")


def survey_name(line: SurveyLine) -> str:
    """Return what the survey asked."""
    match line:
        case SurveyLine.BREAKS:
            return _("Friendships at work born in breaks")
        case SurveyLine.NETWORKS:
            return _("Professional networks, used or thought of")
        case SurveyLine.BOTH:
            return _("Colleagues accepted on a personal network")
        case SurveyLine.FRIENDS:
            return _("Friendship helps to solve problems at work")


def own_name(own: OwnFigure) -> str:
    """Return what the user's own figure counts: "You: relations born in breaks, 23 of 145"."""
    match own.line:
        case SurveyLine.BREAKS:
            text = _("You: relations born in breaks, {n} of {of}")
        case SurveyLine.NETWORKS:
            text = _("You: relations born there, {n} of {of}")
        case SurveyLine.BOTH:
            text = _("You: both work and private life, {n} of {of}")
        case SurveyLine.FRIENDS:
            text = _("You: missions that came through a friend, {n} of {of}")
    return text.format(n=formats.number(own.cases), of=formats.number(own.of))


def too_few_to_compare() -> str:
    """Return what stands in place of a figure of too few cases."""
    return _("too few to compare")


def survey_source() -> str:
    """Return where the survey comes from, and how to read it."""
    return _("Éditions Tissot / OpinionWay, Dec. 2013. Different questions: read side by side, do not subtract.")


def balance(found: Balance) -> str:
    """Return what somebody and the user did for each other: "3 received, 1 given, 2 missions"."""
    said = received_and_given(found.reciprocity.received, found.reciprocity.given)
    return f"{said}, {mission_count(found.missions)}" if found.missions else said


def due(found: Balance) -> str:
    """Return what is due to somebody, or from her; "" where they are quits."""
    owed = found.reciprocity.owed
    if found.to_thank:
        return _("to thank")
    if owed > 0:
        return _("you owe {n}").format(n=formats.number(owed))
    return _("owes you {n}").format(n=formats.number(-owed)) if owed < 0 else ""
