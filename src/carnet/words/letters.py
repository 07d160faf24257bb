"""What letters say: their templates until the user writes her own, the names of their fields, and what fills them."""

from collections.abc import Mapping

from carnet.domain import phones
from carnet.domain.dates import PartialDate, Precision
from carnet.domain.interactions import InteractionKind
from carnet.domain.letters import Card, Field, Letter, LetterFacts, LetterKind, fill, rename_fields
from carnet.words import formats
from carnet.words.catalogue import _


def kind(value: LetterKind) -> str:
    """Return what a letter is for."""
    match value:
        case LetterKind.THANKS:
            return _("Thanks")
        case LetterKind.FOLLOW_UP:
            return _("Follow-up")
        case LetterKind.RECONNECT:
            return _("Getting back in touch")
        case LetterKind.INFORMATION:
            return _("Information on personal data")
        case LetterKind.ASK_AGAIN:
            return _("Asking again whether to keep")


def field(value: Field) -> str:
    """Return the name of a field, as it stands in braces."""
    match value:
        case Field.FIRST_NAME:
            return _("first name")
        case Field.NAME:
            return _("name")
        case Field.ORGANISATION:
            return _("organisation")
        case Field.EVENT:
            return _("event")
        case Field.LAST_EXCHANGE:
            return _("last exchange")
        case Field.MY_NAME:
            return _("my name")
        case Field.MY_CARD:
            return _("my card")


def template(value: LetterKind) -> Letter:
    """Return the template of a letter as it comes; it says neither « tu » nor « vous »."""
    return Letter(*(rename_fields(text, field) for text in _template(value)))


def _template(value: LetterKind) -> Letter:
    match value:
        case LetterKind.THANKS:
            return Letter(
                _("Thank you"),
                _("Hello {first name},\n\nThank you for {last exchange}.\n\nBest wishes,\n{my card}"),
            )
        case LetterKind.FOLLOW_UP:
            return Letter(
                _("After our exchange"),
                _(
                    "Hello {first name},\n\nI am coming back to {last exchange}. Is there any news?\n\n"
                    "Best wishes,\n{my card}"
                ),
            )
        case LetterKind.RECONNECT:
            return Letter(
                _("Some news"),
                _(
                    "Hello {first name},\n\nIt has been a while since {last exchange}. A coffee in the coming "
                    "weeks?\n\nBest wishes,\n{my card}"
                ),
            )
        case LetterKind.INFORMATION:
            return Letter(
                _("Your contact details in my address book"),
                _(
                    "Hello {first name},\n\nI keep your professional contact details and notes on our exchanges in my "
                    "networking journal, for my legitimate interest in following up professional relations. They come "
                    "from our meetings, from people who introduced us or from professional networks; nobody else "
                    "receives them. I keep them for three years from our last contact, or from the end of a mission."
                    "\n\nYou may ask me for access, rectification, erasure or restriction, object at any time, and "
                    "complain to the CNIL (www.cnil.fr). Answering this message is enough.\n\nBest wishes,\n{my card}"
                ),
            )
        case LetterKind.ASK_AGAIN:
            return Letter(
                _("May I keep your contact details?"),
                _(
                    "Hello {first name},\n\nWe have not been in touch for three years. May I keep your contact details "
                    "in my networking journal? One word is enough; without an answer within 30 days, I will delete "
                    "them.\n\nBest wishes,\n{my card}"
                ),
            )


def written(text: Letter, facts: LetterFacts, country: str) -> tuple[Letter, tuple[Field, ...]]:
    """Return a template filled for a person, and the fields of which nothing is known."""
    values = _values(facts, country)
    subject, first = fill(text.subject, values)
    body, second = fill(text.body, values)
    return Letter(" ".join(subject.split()), body), tuple(dict.fromkeys((*first, *second)))


def _values(facts: LetterFacts, country: str) -> Mapping[Field, str]:
    return {
        Field.FIRST_NAME: facts.first_name or facts.name,
        Field.NAME: facts.name,
        Field.ORGANISATION: facts.organisation,
        Field.EVENT: facts.event,
        Field.LAST_EXCHANGE: _exchange(facts.last_kind, facts.last_on),
        Field.MY_NAME: facts.card.name if facts.card else "",
        Field.MY_CARD: signature(facts.card, country) if facts.card else "",
    }


def signature(card: Card, country: str) -> str:
    """Return the lines under a letter: name, what one does and where, phone and e-mail."""
    lines = (
        card.name,
        ", ".join(part for part in (card.title, card.organisation) if part),
        phones.national(card.phone, country) if card.phone.startswith("+") else card.phone,
        card.email,
    )
    return "\n".join(line for line in lines if line)


def _exchange(kind_: InteractionKind | None, on: PartialDate | None) -> str:
    """Return "our call of 16 November 2026", "our exchange" where its day is not known, "" without one."""
    if kind_ is None:
        return ""
    what = _what(kind_)
    if on is None:
        return what
    told = _("{exchange} of {day}") if on.precision is Precision.DAY else _("{exchange} ({day})")
    return told.format(exchange=what, day=formats.partial(on))


def _what(kind_: InteractionKind) -> str:
    match kind_:
        case InteractionKind.ENCOUNTER:
            return _("our meeting")
        case InteractionKind.COFFEE:
            return _("our coffee")
        case InteractionKind.LUNCH:
            return _("our lunch")
        case InteractionKind.CALL:
            return _("our call")
        case InteractionKind.VIDEO:
            return _("our video call")
        case _written:
            return _("our exchange")
