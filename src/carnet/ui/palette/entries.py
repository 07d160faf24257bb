"""What the palette lists, in groups, for what is typed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from carnet.domain.dates import PartialDate
from carnet.domain.search import Found
from carnet.domain.text import fold
from carnet.words import _, formats

MOST_PER_GROUP = 6
_ICONS = {"event": "ticket", "mission": "briefcase", "organisation": "building-2", "interaction": "notebook-pen"}


class Entry(NamedTuple):
    """One line: what it shows, and what Enter does."""

    group: str
    title: str
    detail: str
    icon: str
    keys: tuple[str, ...]
    run: Callable[[], object]


class Action(NamedTuple):
    """A command that the palette offers."""

    text: str
    icon: str
    keys: tuple[str, ...]
    run: Callable[[], object]


def group_names() -> dict[str, str]:
    """Return the headings, by kind of answer, in the order shown."""
    return {
        "contact": _("Contacts"),
        "event": _("Events"),
        "mission": _("Missions"),
        "organisation": _("Organisations"),
        "interaction": _("Exchanges"),
    }


def entries(
    query: str,
    find: Callable[[str], Sequence[Found]],
    actions: Sequence[Action],
    open_found: Callable[[Found], None],
) -> list[Entry]:
    """Return the lines for a query: `>` asks for actions only, `@` for contacts only; empty shows the actions."""
    text = query.strip()
    only_actions, only_contacts = text.startswith(">"), text.startswith("@")
    text = text.lstrip(">@").strip()
    found: list[Entry] = []
    if text and not only_actions:
        found = _found(text, find(text), open_found, only_contacts=only_contacts)
    if not only_contacts:
        found += _actions(text, actions)
    return found


def _found(
    text: str, answers: Sequence[Found], open_found: Callable[[Found], None], *, only_contacts: bool
) -> list[Entry]:
    groups: list[list[Entry]] = []
    for kind, heading in group_names().items():
        if only_contacts and kind != "contact":
            continue
        some = sorted((answer for answer in answers if answer.kind == kind), key=partial(_distance, text))
        groups.append(
            [
                Entry(heading, answer.title, _detail(answer), _ICONS.get(kind, ""), (), _opening(open_found, answer))
                for answer in some[:MOST_PER_GROUP]
            ]
        )
    # What carries the words in its title comes before what merely speaks of them.
    groups.sort(key=lambda group: not group or _misses(text, group[0].title))
    return [entry for group in groups for entry in group]


def _misses(text: str, title: str) -> bool:
    folded = fold(title)
    return not all(word in folded for word in fold(text).split())


def _distance(text: str, answer: Found) -> int:
    """Return where an answer carries the words: 0 in its title, 1 in what stands beside it, 2 out of sight."""
    if not _misses(text, answer.title):
        return 0
    return 2 if _misses(text, f"{answer.title} {answer.detail}") else 1


def _detail(answer: Found) -> str:
    """Return what stands beside a title; of an event its day, as people write it."""
    if answer.kind == "event" and answer.detail:
        return formats.partial(PartialDate(answer.detail))
    return answer.detail


def _actions(text: str, actions: Sequence[Action]) -> list[Entry]:
    words = fold(text).split()
    matching = [action for action in actions if all(word in fold(action.text) for word in words)]
    return [Entry(_("Actions"), action.text, "", action.icon, action.keys, action.run) for action in matching]


def _opening(open_found: Callable[[Found], None], answer: Found) -> Callable[[], None]:
    def run() -> None:
        open_found(answer)

    return run
