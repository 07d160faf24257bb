"""What introductions are called: who owes whom, the chain to a person, and what may be wrong with one."""

from collections.abc import Sequence

from carnet.domain.contacts import ChainStep, IntroductionDoubt, IntroductionLine
from carnet.domain.introductions import Reciprocity, WarningKind
from carnet.words import contacts, formats
from carnet.words.catalogue import _, ngettext
from carnet.words.missions import person_name


def reciprocity(balance: Reciprocity, name: str) -> str:
    """Return who owes whom how many introductions; "" where nobody introduced anybody."""
    owed = balance.owed
    if owed > 0:
        return ngettext("You owe {name} {n} introduction.", "You owe {name} {n} introductions.", owed).format(
            name=name, n=owed
        )
    if owed < 0:
        return ngettext("{name} owes you {n} introduction.", "{name} owes you {n} introductions.", -owed).format(
            name=name, n=-owed
        )
    if not balance.given:
        return ""
    each = balance.given
    quits = ngettext("You are quits: {n} introduction each way.", "You are quits: {n} introductions each way.", each)
    return quits.format(n=each)


def step_name(step: ChainStep) -> str:
    """Return who stands at a step of a chain."""
    return person_name(0, "", hidden=True) if step.person is None else step.person.name


def step_detail(step: ChainStep) -> str:
    """Return where and when somebody was met or presented: "Afterwork Portage, March 2023"."""
    met = "" if step.origin.value == "introduction" else contacts.channel(step.origin)
    return ", ".join(part for part in (step.event or met, formats.partial(step.occurred_on)) if part)


def chain(steps: Sequence[ChainStep]) -> str:
    """Return the way from the first acquaintance to a person as one sentence; "" where nobody introduced her."""
    if len(steps) < 2:
        return ""
    links = [_("who introduced you to {person}").format(person=_told(step)) for step in steps[1:]]
    return _("It all starts with {chain}.").format(chain=", ".join([_told(steps[0]), *links]))


def _told(step: ChainStep) -> str:
    detail = step_detail(step)
    return f"{step_name(step)} ({detail})" if detail else step_name(step)


def doubt(found: IntroductionDoubt) -> str:
    """Return what may be wrong with an introduction."""
    names = [person.name for person in found.people]
    if found.kind is WarningKind.CYCLE:
        return _("These introductions go round in a circle: {names}.").format(names=" → ".join([*names, names[0]]))
    return _("{person}: introduced before you first met {introducer}.").format(person=names[1], introducer=names[0])


def with_whom(line: IntroductionLine) -> str:
    """Return to whom somebody was presented, where it was not to the user."""
    return "" if line.beneficiary is None else _("to {name}").format(name=line.beneficiary.name)
