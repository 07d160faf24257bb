"""The draft of the quick add: what is typed or pasted and not yet entered, kept so that a crash loses nothing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from carnet.domain.capture_values import SpanKind
from carnet.domain.clips import ClipLine
from carnet.domain.events import EventRef, OccurrenceRef
from carnet.domain.ids import EventId
from carnet.journal import Journal

FORM = "quick_add"


class Choice(NamedTuple):
    """Somebody whom the user said that a name means; id 0 is nobody."""

    contact_id: int
    name: str


@dataclass(slots=True)
class QuickAddDraft:
    """What the panel needs to go on where it stopped.

    Attributes:
        event_id: event chosen, None for none.
        group: key of the batch.
        text: the line being typed.
        queue: lines pasted and not yet reached.
        clips: what was said of these lines, by their text: how parts were corrected, and what they were made of.
        link: whom the line being typed is about, None where the user did not say.
        via: whom « via » means in it, likewise.
        lines: lines entered, by the id of their deed, to take one back.
        tags: what each person receives.
        origin: channel chosen for the batch, "" for the event's own.
        day: ISO day chosen for the batch, "" for the event's own.
    """

    event_id: EventRef | None = None
    group: str = ""
    text: str = ""
    queue: list[str] = field(default_factory=list)
    clips: dict[str, ClipLine] = field(default_factory=dict)
    link: Choice | None = None
    via: Choice | None = None
    lines: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    origin: str = ""
    day: str = ""

    @property
    def waits(self) -> int:
        """How many lines are not entered."""
        return len(self.queue) + (1 if self.text.strip() else 0)


def load(journal: Journal) -> QuickAddDraft:
    """Return the draft kept, an empty one where there is none or it cannot be read."""
    try:
        found = json.loads(journal.drafts.load(FORM) or "{}")
    except ValueError:
        return QuickAddDraft()
    return _read(found) if isinstance(found, dict) else QuickAddDraft()


def save(journal: Journal, draft: QuickAddDraft) -> None:
    """Keep the draft at once; one without lines is forgotten."""
    said = {text: {"corrections": dict(clip.corrections), "source": clip.source} for text, clip in draft.clips.items()}
    kept = asdict(draft) | {"event_id": _kept(draft.event_id), "clips": said}
    journal.drafts.save(FORM, json.dumps(kept, ensure_ascii=False) if draft.waits else "")


def _kept(event: EventRef | None) -> object:
    return [event.series_id, event.recurrence_id.isoformat()] if isinstance(event, OccurrenceRef) else event


def _ref(kept: object) -> EventRef | None:
    match kept:
        case int():
            return kept
        case [int(series_id), str(at)]:
            try:
                return OccurrenceRef(EventId(series_id), datetime.fromisoformat(at))
            except ValueError:
                return None
        case _:
            return None


def waiting_lines(journal: Journal) -> int:
    """Return how many lines of the quick add wait to be entered, for the banner after a crash."""
    return load(journal).waits


def _read(found: Mapping[str, Any]) -> QuickAddDraft:
    event_id, queue, lines, tags = (found.get(name) for name in ("event_id", "queue", "lines", "tags"))
    return QuickAddDraft(
        event_id=_ref(event_id),
        group=str(found.get("group") or ""),
        text=str(found.get("text") or ""),
        queue=[str(line) for line in queue] if isinstance(queue, list) else [],
        clips={str(text): _clip(str(text), told) for text, told in _items(found.get("clips"))},
        link=_choice(found.get("link")),
        via=_choice(found.get("via")),
        lines={str(key): str(line) for key, line in lines.items()} if isinstance(lines, dict) else {},
        tags=[str(tag) for tag in tags] if isinstance(tags, list) else [],
        origin=str(found.get("origin") or ""),
        day=str(found.get("day") or ""),
    )


def _items(kept: object) -> Iterable[tuple[object, object]]:
    return kept.items() if isinstance(kept, dict) else ()


def _clip(text: str, kept: object) -> ClipLine:
    told = dict(_items(kept))
    kinds = {kind.value: kind for kind in SpanKind}
    said = [(str(part), kinds.get(str(kind))) for part, kind in _items(told.get("corrections"))]
    corrections = {part: kind for part, kind in said if kind is not None}
    return ClipLine(text, corrections, str(told.get("source") or ""))


def _choice(kept: object) -> Choice | None:
    match kept:
        case [int(contact_id), str(name)]:
            return Choice(contact_id, name)
        case _:
            return None
