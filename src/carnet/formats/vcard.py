"""vCard 2.1, 3.0 and 4.0: a file's bytes to drafts, drafts to a file's bytes."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from carnet.domain.contacts import PointKind
from carnet.errors import Problem, Unreadable
from carnet.formats.collector import paused
from carnet.formats.drafts import ContactDraft, Reading
from carnet.formats.vcard_frames import Framer, Group
from carnet.formats.vcard_lines import logical_lines
from carnet.formats.vcard_read import known_as, read_card
from carnet.formats.vcard_write import write_card

LARGEST_FILE = 50_000_000

ContactCard = ContactDraft


def read(data: bytes, *, country: str = "FR", cancelled: Callable[[], bool] | None = None) -> Reading:
    """Return the people in a vCard file; a bad line, or a bad card, costs only itself.

    Args:
        data: the file, at most 50 MB, in any encoding.
        country: where phone numbers without a country code are at home.
        cancelled: asked now and then; the reading stops where it answers yes.

    Raises:
        Unreadable: "too_large", or "no_card" where the text holds none.
        Refused: "cancelled".
    """
    if len(data) > LARGEST_FILE:
        raise Unreadable("too_large", size=len(data), most=LARGEST_FILE)
    with paused():
        return _read(data, country, cancelled)


def _read(data: bytes, country: str, cancelled: Callable[[], bool] | None) -> Reading:
    lines, encoding = logical_lines(data)
    framer = Framer(cancelled)
    drafts: list[ContactDraft] = []
    problems: list[Problem] = []
    versions: set[str] = set()
    groups: list[Group] = []
    for frame in framer.frames(lines):
        draft, remarks = read_card(frame, country)
        groups += [frame.group] if frame.group else []
        problems += remarks
        versions.add(frame.version)
        if draft is not None:
            drafts.append(draft)
    if not framer.count:
        raise Unreadable("no_card")
    if groups:
        drafts = _grouped(drafts, groups)
    drafts.sort(key=lambda draft: draft.row)
    problems.sort(key=lambda problem: problem.row)
    return Reading(
        drafts=tuple(drafts),
        problems=tuple(problems),
        units_read=framer.count,
        encoding=encoding,
        dialect=" ".join(sorted(versions - {""})),
    )


def _grouped(drafts: list[ContactDraft], groups: list[Group]) -> list[ContactDraft]:
    """Return the drafts with the names of the groups of the same file that they are in, as tags."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        for member in group.members if group.name else ():
            names[member].append(group.name)
    found = []
    for draft in drafts:
        known = (known_as(draft.uid), *(point.normalised for point in draft.points if point.kind is PointKind.EMAIL))
        told = [name for each in known if each for name in names.get(each, ())]
        found.append(replace(draft, tags=tuple(dict.fromkeys((*draft.tags, *told)))) if told else draft)
    return found


def write(cards: Iterable[ContactCard], version: Literal["3.0", "4.0"] = "3.0") -> bytes:
    """Return a file of cards, one after the other."""
    return b"".join(write_card(card, version) for card in cards)
