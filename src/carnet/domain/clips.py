"""What was pasted, dropped or read from a code, as the lines of quick add that it stands for."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.capture import parse, span_text
from carnet.domain.capture_values import SpanKind
from carnet.domain.text import clean


class ClipKind(StrEnum):
    """What something pasted is."""

    NOTHING = "nothing"
    PEOPLE = "people"
    FILE = "file"
    WIFI = "wifi"


class Pasted(NamedTuple):
    """A person as a text tells of her; `reach` are contact points and addresses of profiles as they were written."""

    name: str = ""
    title: str = ""
    organisation: str = ""
    reach: tuple[str, ...] = ()
    note: str = ""


class ClipLine(NamedTuple):
    """A line of the capture grammar; `corrections` say what its parts are where the grammar would read them otherwise.

    `source` is the text that it was made of, to be shown beside it; "" for a line that was copied as it is.
    """

    text: str
    corrections: Mapping[str, SpanKind] = {}
    source: str = ""


class Clip(NamedTuple):
    """What was understood: the people as lines, or what an import reads, of a name that says where it came from."""

    kind: ClipKind
    lines: tuple[ClipLine, ...] = ()
    data: bytes = b""


_FORM = re.compile(r"\s*,\s*(?=(?:inc|ltd|llc|plc|s\.?a\.?s?|sarl)\b)", re.IGNORECASE)
_BREAKS = re.compile(r"\s*[\n\r;]\s*|\s*,\s*")
_MARKS = re.compile(r"(?<!\S)(?://+|>)(?!\S)|(?<!\w)#(?=\w)|[\x00-\x1f\x7f-\x9f]")
_NOTE_MARK = re.compile(r"(?<!\S)//(?!\S)")


def line_of(pasted: Pasted, today: date, country: str, source: str = "") -> ClipLine:
    """Return the line that says of a person what was understood."""
    name, title, organisation = (_part(text) for text in (pasted.name, pasted.title, pasted.organisation))
    note = pasted.note.strip()
    if title and not name:
        title, note = "", "\n".join(filter(None, (title, note)))
    role = f"{title} chez {organisation}".strip() if organisation else title
    head = ", ".join(part for part in (name, role, *map(_reach, pasted.reach)) if part)
    text = f"{head} // {_NOTE_MARK.sub('/', note)}".strip() if note else head
    wanted = {SpanKind.NAME: name, SpanKind.TITLE: title, SpanKind.ORGANISATION: organisation}
    return ClipLine(text, _corrections(text, wanted, today, country), source)


def _corrections(text: str, wanted: Mapping[SpanKind, str], today: date, country: str) -> dict[str, SpanKind]:
    draft = parse(text, today, country)
    read = {span_text(draft, span): span.kind for span in draft.spans}
    return {value: kind for kind, value in wanted.items() if value and read.get(value, kind) is not kind}


def _part(text: str) -> str:
    """Return a text without what separates in a line."""
    return " ".join(_MARKS.sub(" ", _BREAKS.sub(" – ", _FORM.sub(" ", clean(text)).strip(" ,;\n"))).split())


def _reach(text: str) -> str:
    return " ".join(text.split())
