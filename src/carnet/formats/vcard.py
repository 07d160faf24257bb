"""vCard 2.1, 3.0 and 4.0: a file's bytes to drafts, drafts to a file's bytes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from carnet.domain.contacts import PointKind
from carnet.errors import Problem, Unreadable
from carnet.formats.collector import paused
from carnet.formats.drafts import ContactDraft, Reading
from carnet.formats.vcard_frames import Frame, Framer, Group
from carnet.formats.vcard_lines import Pieces
from carnet.formats.vcard_read import known_as, read_card
from carnet.formats.vcard_write import write_card

LARGEST_FILE = 100_000_000

ContactCard = ContactDraft
_MEMBER = b"MEMBER"


def read(data: bytes, *, country: str = "FR", cancelled: Callable[[], bool] | None = None) -> Reading:
    """Return the people in a vCard file; a bad line, or a bad card, costs only itself.

    Args:
        data: the file, at most 100 MB, in any encoding.
        country: where phone numbers without a country code are at home.
        cancelled: asked now and then; the reading stops where it answers yes.

    Raises:
        Unreadable: "too_large", or "no_card" where the text holds none.
        Refused: "cancelled".
    """
    with paused():
        cards = Cards(data, country, cancelled)
        parts = list(cards)
        drafts = sorted((draft for found, _problems in parts for draft in found), key=_by_row)
        problems = sorted((problem for _drafts, found in parts for problem in found), key=_by_row)
        return replace(cards.reading(), drafts=tuple(drafts), problems=tuple(problems))


class Cards:
    """A vCard file, read part after part: drafts, and what is wrong with cards of the same part."""

    def __init__(self, data: bytes, country: str = "FR", cancelled: Callable[[], bool] | None = None) -> None:
        if len(data) > LARGEST_FILE:
            raise Unreadable("too_large", size=len(data), most=LARGEST_FILE)
        self._pieces = Pieces(data)
        self._framer = Framer(cancelled)
        self._country = country
        self._versions: set[str] = set()
        self._groups = list(_groups(self._pieces, country))

    def __iter__(self) -> Iterator[tuple[list[ContactDraft], list[Problem]]]:
        framer = self._framer
        for lines in self._pieces:
            yield self._part(framer.frames(lines))
        yield self._part(framer.last())
        if not framer.count:
            raise Unreadable("no_card")

    def reading(self) -> Reading:
        """Return what there is to say of the file once all parts are read, without its people."""
        return Reading(
            drafts=(),
            problems=(),
            units_read=self._framer.count,
            encoding=self._pieces.encoding,
            dialect=" ".join(sorted(self._versions - {""})),
        )

    def _part(self, frames: Iterable[Frame]) -> tuple[list[ContactDraft], list[Problem]]:
        drafts: list[ContactDraft] = []
        problems: list[Problem] = []
        for frame in frames:
            draft, remarks = read_card(frame, self._country)
            problems += remarks
            self._versions.add(frame.version)
            if draft is not None:
                drafts.append(draft)
        drafts.sort(key=_by_row)
        return _grouped(drafts, self._groups) if self._groups else drafts, problems


def _by_row(found: ContactDraft | Problem) -> int:
    return found.row


def _groups(pieces: Pieces, country: str) -> Iterator[Group]:
    """Yield the groups of a file, which may stand after or before their members."""
    for lines in pieces.holding(_MEMBER):
        framer = Framer()
        for frame in (*framer.frames(lines), *framer.last()):
            read_card(frame, country)
            if frame.group:
                yield frame.group


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
        found.append(draft._replace(tags=tuple(dict.fromkeys((*draft.tags, *told)))) if told else draft)
    return found


def write(cards: Iterable[ContactCard], version: Literal["3.0", "4.0"] = "3.0") -> bytes:
    """Return a file of cards, one after the other."""
    return b"".join(write_card(card, version) for card in cards)
