"""What the rule of a series is called: "tous les 2ᵉ mardis du mois"; `carnet.domain.recurrence_words` reads it back."""

from datetime import date

from carnet.domain.dates import PartialDate
from carnet.domain.recurrence import Rule, Weekday, parse
from carnet.errors import Refused
from carnet.words import formats
from carnet.words.catalogue import _, current_language, ngettext, pgettext

_WORKING = tuple(Weekday(day) for day in range(5))


def say(rrule: str, first: date) -> str:
    """Return a rule in words; `first` is the day on which it starts, which some rules leave to be understood."""
    try:
        rule = parse(rrule)
    except Refused:
        return _("by a rule of its own")
    return _period(rule, first) + _end(rule)


def _period(rule: Rule, first: date) -> str:
    said = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[rule.frequency](rule, first)
    return said or _("by a rule of its own")


def _daily(rule: Rule, _first: date) -> str:
    if rule.days or rule.numbers:
        return ""
    return ngettext("every day", "every {n} days", rule.interval).format(n=rule.interval)


def _weekly(rule: Rule, first: date) -> str:
    if rule.numbers:
        return ""
    if rule.days == _WORKING and rule.interval == 1:
        return _("every weekday")
    *others, last = (_name(each.day) for each in rule.days or (Weekday(first.weekday()),))
    days = pgettext("days", " and ").join([pgettext("days", ", ").join(others)] * bool(others) + [last])
    text = ngettext("every week on {days}", "every {n} weeks on {days}", rule.interval)
    return text.format(n=rule.interval, days=days)


def _monthly(rule: Rule, first: date) -> str:
    if rule.days and not rule.numbers:
        return _by_rank(rule)
    days = rule.by("BYMONTHDAY") or (first.day,)
    if rule.days or len(days) > 1 or {name for name, _values in rule.numbers} - {"BYMONTHDAY"} or days[0] < -1:
        return ""
    if days[0] == -1:
        text = ngettext("on the last day of every month", "every {n} months on the last day", rule.interval)
        return text.format(n=rule.interval)
    text = ngettext("on the {day} of every month", "every {n} months on the {day}", rule.interval)
    return text.format(n=rule.interval, day=_number(days[0]))


def _by_rank(rule: Rule) -> str:
    weekdays = {each.day for each in rule.days}
    ranks = [each.nth for each in rule.days]
    if len(weekdays) > 1 or any(rank is None or not -1 <= rank <= 5 for rank in ranks):
        return ""
    names = _(" and ").join(_rank(rank) for rank in ranks if rank is not None)
    day = _name(weekdays.pop())
    if rule.interval > 1:
        return _("every {n} months on the {rank} {day}").format(n=rule.interval, rank=names, day=day)
    if ranks == [-1]:
        return _("every last {day} of the month").format(day=day)
    return _("every {rank} {day} of the month").format(rank=names, day=day)


def _name(day: int) -> str:
    return formats.weekday(date(2024, 1, 1 + day))  # a Monday


def _number(day: int) -> str:
    return str(day) if current_language() == "fr" and day > 1 else formats.ordinal(day)


def _rank(rank: int) -> str:
    if rank == -1:
        return _("last")
    if current_language() != "fr":
        return formats.ordinal(rank)
    return "1ᵉʳ" if rank == 1 else f"{rank}ᵉ"


def _yearly(rule: Rule, first: date) -> str:
    months, days = rule.by("BYMONTH") or (first.month,), rule.by("BYMONTHDAY") or (first.day,)
    others = {name for name, _values in rule.numbers} - {"BYMONTH", "BYMONTHDAY"}
    if rule.days or others or len(months) > 1 or len(days) > 1 or days[0] < 1:
        return ""
    text = ngettext("every year on {day}", "every {n} years on {day}", rule.interval)
    return text.format(n=rule.interval, day=formats.partial(PartialDate(f"--{months[0]:02d}-{days[0]:02d}")))


def _end(rule: Rule) -> str:
    if rule.count is not None:
        return ngettext(", {n} time", ", {n} times", rule.count).format(n=rule.count)
    if rule.until is not None:
        return _(", until {day}").format(day=formats.full_day(rule.until.at.date()))
    return ""
