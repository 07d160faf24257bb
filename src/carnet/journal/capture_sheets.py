"""The sheet that a captured line makes: as a contact to create, or as gaps filled in one that is there."""

from dataclasses import replace

from carnet.domain.capture_values import PersonDraft
from carnet.domain.contacts import Affiliation, Contact
from carnet.domain.ids import ContactId
from carnet.domain.text import clean, name_key, tag_key, tokens
from carnet.journal.contact_loading import load
from carnet.journal.contact_writing import change, fill, spoken_name
from carnet.journal.core import Core
from carnet.store.recorder import Recorder


def contact_of(draft: PersonDraft, tags: tuple[str, ...] = ()) -> Contact:
    """Return the contact that a draft describes, with these tags besides its own."""
    position = Affiliation(organisation=clean(draft.organisation), title=clean(draft.title))
    own = {tag_key(tag) for tag in draft.tags}
    return Contact(
        first_name=clean(draft.first_name),
        last_name=clean(draft.last_name),
        points=draft.points,
        profiles=draft.profiles,
        affiliations=(position,) if position.organisation or position.title else (),
        tags=(*draft.tags, *(tag for tag in tags if tag_key(tag) not in own)),
    )


def settle(recorder: Recorder, core: Core, contact_id: int, contact: Contact, about: str) -> None:
    """Fill the gaps of a contact with what a line says inside a verb; nothing it has is overwritten."""
    key = ContactId(contact_id)
    own = load(recorder.connection, key)
    given = _without_known_name(own, replace(contact, affiliations=_new_positions(own, contact)))
    fill(recorder, core, key, given)
    values: dict[str, object] = {}
    if positions := _titled(own, contact):
        values["affiliations"] = (*positions, *given.affiliations)
    if about and about not in own.about:
        values["about"] = "\n\n".join(part for part in (own.about, about) if part)
    if values:
        change(recorder, core, key, values)


def _without_known_name(own: Contact, given: Contact) -> Contact:
    """« Claire » typed for Claire Dupont is no other name of hers."""
    if set(tokens(spoken_name(given))) <= set(tokens(spoken_name(own))):
        return replace(given, first_name="", last_name="")
    return given


def _new_positions(own: Contact, given: Contact) -> tuple[Affiliation, ...]:
    return tuple(
        position for position in given.affiliations if not any(_says_less(position, a) for a in own.affiliations)
    )


def _says_less(position: Affiliation, known: Affiliation) -> bool:
    """Tell whether a position adds no row beside a known one: same place, or no place, and no other role."""
    same_place = name_key(position.organisation) in {"", name_key(known.organisation)}
    same_role = not position.title or not known.title or name_key(position.title) == name_key(known.title)
    return same_place and same_role


def _titled(own: Contact, given: Contact) -> tuple[Affiliation, ...]:
    """Return the known positions with the roles that they lacked; () where they lacked none."""
    roles = {name_key(position.organisation): position.title for position in given.affiliations if position.title}
    found = tuple(
        replace(known, title=roles.get(name_key(known.organisation), "")) if not known.title else known
        for known in own.affiliations
    )
    return found if found != own.affiliations else ()
