"""What a débriefing says: what is left to do, and the thanks that it proposes."""

from carnet.domain.debriefs import Left
from carnet.words.catalogue import _, ngettext


def left(what: Left) -> str:
    """Return what is left to do: "2 expected people to mark, 1 goal to tick, 3 people to thank."."""
    parts = []
    if what.expected:
        text = ngettext("{n} expected person to mark", "{n} expected people to mark", what.expected)
        parts.append(text.format(n=what.expected))
    if what.goals:
        parts.append(ngettext("{n} goal to tick", "{n} goals to tick", what.goals).format(n=what.goals))
    if what.unthanked:
        parts.append(_people_to_thank(len(what.unthanked)))
    return _("{facts}.").format(facts=", ".join(parts)) if parts else _("A minute is enough.")


def _people_to_thank(count: int) -> str:
    return ngettext("{n} person to thank", "{n} people to thank", count).format(n=count)


def thank_them(count: int, *, in_time: bool) -> str:
    """Return the proposal to thank those whom nothing is planned for."""
    if in_time:
        text = ngettext("Thank {n} person within 72 hours", "Thank {n} people within 72 hours", count)
    else:
        text = ngettext("Follow up with {n} person", "Follow up with {n} people", count)
    return text.format(n=count)


def thanks_text() -> str:
    """Return what a follow-up says that is to thank."""
    return _("Say thank you")
