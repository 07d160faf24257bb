"""What a letter is made of: templates with fields in braces, what fills them, and the address that starts a mail."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote

from carnet.domain.dates import PartialDate
from carnet.domain.followups import FollowUpReason
from carnet.domain.interactions import InteractionKind
from carnet.domain.text import fold

LONGEST_ADDRESS = 2_000
"""What the mail programs of all systems surely take of a `mailto:` address; Windows hands on little more."""
GAP = "…"
"""Stands where a letter knows nothing to say."""


class LetterKind(StrEnum):
    """The letters that have a template."""

    THANKS = "thanks"
    FOLLOW_UP = "follow_up"
    RECONNECT = "reconnect"
    INFORMATION = "information"
    ASK_AGAIN = "ask_again"


OF_PRIVACY = (LetterKind.INFORMATION, LetterKind.ASK_AGAIN)
"""The letters that the law asks for, which stand after those of every day."""


class Field(StrEnum):
    """What a template may name in braces."""

    FIRST_NAME = "first_name"
    NAME = "name"
    ORGANISATION = "organisation"
    EVENT = "event"
    LAST_EXCHANGE = "last_exchange"
    MY_NAME = "my_name"
    MY_CARD = "my_card"


_NAMES = {
    Field.FIRST_NAME: ("prénom", "first name"),
    Field.NAME: ("nom", "name"),
    Field.ORGANISATION: ("organisation", "organization", "société"),
    Field.EVENT: ("évènement", "event"),
    Field.LAST_EXCHANGE: ("dernier échange", "last exchange"),
    Field.MY_NAME: ("mon nom", "my name"),
    Field.MY_CARD: ("ma carte", "my card"),
}
_KNOWN = {fold(name): field for field, names in _NAMES.items() for name in names}
_FIELD = re.compile(r"\{([^{}\n]*)\}")


class Letter(NamedTuple):
    """Subject and body: of a template, with its fields, or of a mail."""

    subject: str
    body: str


class Card(NamedTuple):
    """Who signs."""

    name: str = ""
    title: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""


class LetterFacts(NamedTuple):
    """What the journal knows for a letter to a person; `phone` of the card is E.164 where it is a number."""

    first_name: str
    name: str
    organisation: str
    email: str
    event: str
    last_kind: InteractionKind | None
    last_on: PartialDate | None
    card: Card | None


def field_named(name: str) -> Field | None:
    """Return the field of a name, in either language and any case; None where there is none."""
    return _KNOWN.get(fold(name))


def unknown_fields(text: str) -> tuple[str, ...]:
    """Return what stands in braces and is no field, each once."""
    names = (found.group(1).strip() for found in _FIELD.finditer(text))
    return tuple(dict.fromkeys(name for name in names if field_named(name) is None))


def fill(text: str, values: Mapping[Field, str]) -> tuple[str, tuple[Field, ...]]:
    """Return the text with its fields filled, and those of which nothing is known, where a gap is left."""
    missing: dict[Field, None] = {}

    def said(found: re.Match[str]) -> str:
        field = field_named(found.group(1))
        if field is None:
            return found.group()
        if not values.get(field):
            missing[field] = None
        return values.get(field) or GAP

    return _FIELD.sub(said, text), tuple(missing)


def rename_fields(text: str, name: Callable[[Field], str]) -> str:
    """Return the text with its fields called by other names."""

    def called(found: re.Match[str]) -> str:
        field = field_named(found.group(1))
        return found.group() if field is None else f"{{{name(field)}}}"

    return _FIELD.sub(called, text)


def natural(reason: str) -> LetterKind:
    """Return the letter that a follow-up of this reason asks for."""
    match reason:
        case FollowUpReason.THANKS | FollowUpReason.POST_EVENT:
            return LetterKind.THANKS
        case FollowUpReason.CADENCE | FollowUpReason.MISSION_ENDING:
            return LetterKind.RECONNECT
        case FollowUpReason.PRIVACY:
            return LetterKind.ASK_AGAIN
        case _other:
            return LetterKind.FOLLOW_UP


def mailto(address: str, letter: Letter) -> str:
    """Return the address that starts a mail, percent-encoded with CRLF for line breaks (RFC 6068)."""
    asked = [f"{name}={_encoded(text)}" for name, text in zip(Letter._fields, letter, strict=True) if text]
    return "mailto:" + quote(address.strip(), safe="@.+_-") + ("?" + "&".join(asked) if asked else "")


def _encoded(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return quote(lines.replace("\n", "\r\n"), safe="")
