"""Who and what a line names: mentions, and what the journal knows under these names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from carnet.domain.capture_values import Span
from carnet.domain.events import EventRef, OccurrenceRef
from carnet.domain.ids import EventId
from carnet.domain.text import fold

NEW_PERSON = 0
"""In place of an id: somebody whose sheet is to be created."""


class Meant(NamedTuple):
    """Somebody or something of the journal that a name may mean; `day` is when an event begins.

    An occurrence without a row is its `occurrence`, and `id` is that of its series.
    """

    id: int
    name: str
    detail: str = ""
    day: date | None = None
    occurrence: OccurrenceRef | None = None


class Known(Protocol):
    """What the journal knows by name."""

    def people(self, name: str, /) -> Sequence[Meant] | None:
        """Return who has all the words of a name; None where it is no person's at all, an organisation's for one."""
        ...

    def events(self, title: str, /) -> Sequence[Meant]:
        """Return the events of this title, and those whose title begins so."""
        ...

    def missions(self, title: str, /) -> Sequence[Meant]:
        """Return the missions of this title or of this client."""
        ...


class KnowsNobody:
    """A journal that is not asked: names are read by their capitals alone."""

    def people(self, _name: str) -> Sequence[Meant] | None:
        """Return nobody."""
        return ()

    def events(self, _title: str) -> Sequence[Meant]:
        """Return nothing."""
        return ()

    def missions(self, _title: str) -> Sequence[Meant]:
        """Return nothing."""
        return ()


class Answered:
    """What the journal knows, with what the user said of a name while typing.

    Attributes:
        subject: who the line is about: her name means nobody else.
        answers: by folded name the id of who is meant, `NEW_PERSON`, or None for nobody.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self.subject: int | None = None
        self.answers: dict[str, int | None] = {}

    def people(self, name: str) -> Sequence[Meant] | None:
        """Return who is meant by a name, None where it was said that nobody is."""
        found, key = self._known.people(name), fold(name)
        if key in self.answers:
            return self._answered(name, self.answers[key], found)
        own = [meant for meant in found or () if meant.id == self.subject]
        return own or found

    def _answered(self, name: str, answer: int | None, found: Sequence[Meant] | None) -> Sequence[Meant] | None:
        if answer is None:
            return None
        if answer == NEW_PERSON:
            return [Meant(NEW_PERSON, name)]
        return [meant for meant in found or () if meant.id == answer]

    def events(self, title: str) -> Sequence[Meant]:
        """Return the events of this title, and those whose title begins so."""
        return self._known.events(title)

    def missions(self, title: str) -> Sequence[Meant]:
        """Return the missions of this title or of this client."""
        return self._known.missions(title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody or something named in a line.

    Attributes:
        span: where the name stands, with what stands in brackets behind a person's.
        name: as typed.
        meant: what the journal knows of this name: one is linked, of several the user chooses.
        personal_note: what was said of a person alone, in brackets.
        promised: what was promised to her, in brackets behind "promis" or "promised".
    """

    span: Span
    name: str
    meant: tuple[Meant, ...] = ()
    personal_note: str = ""
    promised: str = ""

    @property
    def key(self) -> int | None:
        """Who or what is linked, None where it is not clear."""
        return self.meant[0].id if len(self.meant) == 1 else None

    @property
    def event(self) -> EventRef | None:
        """Which event is linked, None where it is not clear."""
        return None if self.key is None else self.meant[0].occurrence or EventId(self.key)
