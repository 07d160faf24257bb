"""The columns of Carnet's own tables of contacts: the CSV for programs, the workbook in French and in English."""

from collections.abc import Collection

from carnet.domain.contacts import Channel, Sphere
from carnet.domain.import_tables import Field, Target

_COLUMNS = {
    "id": Target(Field.IGNORED),
    "display name": Target(Field.FULL_NAME),
    "first name": Target(Field.FIRST_NAME),
    "last name": Target(Field.LAST_NAME),
    "organisation": Target(Field.ORGANISATION),
    "title": Target(Field.TITLE),
    "contact points": Target(Field.POINTS),
    "tags": Target(Field.TAGS),
    "circles": Target(Field.CIRCLES),
    "sphere": Target(Field.SPHERE),
    "origin channel": Target(Field.ORIGIN),
    "introduced by": Target(Field.INTRODUCED_BY),
    "middle name": Target(Field.MIDDLE_NAME),
    "nickname": Target(Field.NICKNAME),
    "prefix": Target(Field.PREFIX),
    "birthday": Target(Field.BIRTHDAY),
    "city": Target(Field.CITY),
    "met on": Target(Field.MET_ON),
    "profiles": Target(Field.POINTS),
    "about": Target(Field.NOTE),
    "uid": Target(Field.IGNORED),
}


_WORKBOOK = {
    Field.LAST_NAME: ("nom", "last name"),
    Field.FIRST_NAME: ("prenom", "first name"),
    Field.MIDDLE_NAME: ("deuxieme prenom", "middle name"),
    Field.NICKNAME: ("surnom", "nickname"),
    Field.PREFIX: ("civilite", "title mr ms"),
    Field.ORGANISATION: ("organisation",),
    Field.TITLE: ("poste", "role"),
    Field.POINTS: ("profils", "profiles"),
    Field.CITY: ("ville", "city"),
    Field.TAGS: ("etiquettes", "tags"),
    Field.CIRCLES: ("cercles", "circles"),
    Field.SPHERE: ("sphere",),
    Field.ORIGIN: ("origine", "origin"),
    Field.INTRODUCED_BY: ("presentation par", "introduced by"),
    Field.MET_ON: ("rencontre du", "met on"),
    Field.BIRTHDAY: ("anniversaire", "birthday"),
    Field.NOTE: ("notes",),
}
_POINTS = {
    Field.EMAIL: ("email", "e mail"),
    Field.PHONE: ("phone", "telephone"),
    Field.URL: ("url", "site web", "web site"),
    Field.MESSAGING: ("messaging", "messagerie"),
    Field.ADDRESS: ("address", "adresse"),
}
_PARTS = {
    Field.BOX: ("box", "boite postale"),
    Field.EXTENDED: ("extended", "complement", "second line"),
    Field.STREET: ("street", "rue"),
    Field.TOWN: ("town", "ville"),
    Field.REGION: ("region",),
    Field.POSTAL_CODE: ("postal code", "code postal"),
    Field.COUNTRY: ("country", "pays"),
}
_COLUMNS |= {name: Target(field) for field, names in _WORKBOOK.items() for name in names if name not in _COLUMNS}
_NUMBERED = {name: Target(field, "", field.value) for field, names in _POINTS.items() for name in names}
_NUMBERED |= {
    f"{name} {word}": Target(Field.LABEL, "", kind.group)
    for name, kind in _NUMBERED.items()
    for word in ("label", "libelle")
}
_NUMBERED |= {
    f"{name} {word}": Target(part, "", Field.ADDRESS.value)
    for name in _POINTS[Field.ADDRESS]
    for part, words in _PARTS.items()
    for word in words
}
"""Columns that stand once for each contact point of a kind, the later ones with their number."""
_LABELS = {
    "pro": "work",
    "work": "work",
    "perso": "home",
    "home": "home",
    "mobile": "cell",
    "fax": "fax",
    "standard": "main",
    "main line": "main",
}
"""Labels as the workbook words them."""
SPHERES = {
    "pro": Sphere.PROFESSIONAL,
    "work": Sphere.PROFESSIONAL,
    "perso": Sphere.PERSONAL,
    "private": Sphere.PERSONAL,
    "pro et perso": Sphere.BOTH,
    "work and private": Sphere.BOTH,
}
ORIGINS = {
    "evenement": Channel.EVENT,
    "event": Channel.EVENT,
    "formation": Channel.TRAINING,
    "training course": Channel.TRAINING,
    "mise en relation": Channel.INTRODUCTION,
    "introduction": Channel.INTRODUCTION,
    "copains d avant": Channel.COPAINS_DAVANT,
    "autre reseau social": Channel.OTHER_NETWORK,
    "other social network": Channel.OTHER_NETWORK,
    "pause machine a cafe repas": Channel.BREAK,
    "break coffee machine meal": Channel.BREAK,
    "ancien collegue": Channel.FORMER_COLLEAGUE,
    "former colleague": Channel.FORMER_COLLEAGUE,
    "chez un client": Channel.CLIENT_SITE,
    "at a client s": Channel.CLIENT_SITE,
    "demarchage": Channel.COLD,
    "cold approach": Channel.COLD,
    "plateforme appel d offres": Channel.PLATFORM,
    "platform tender": Channel.PLATFORM,
    "cercle personnel": Channel.PERSONAL,
    "private life": Channel.PERSONAL,
}
"""Words of the workbook in both languages, folded, where they are not the value itself."""


def is_header(names: Collection[str]) -> bool:
    """Return whether folded names are those of Carnet's columns."""
    found = set(names)
    in_words = ({"cercles", "sphere", "presentation par"}, {"circles", "sphere", "introduced by", "role"})
    for_programs = ({"display name", "contact points"}, {"display name", "origin channel"})
    return any(words <= found for words in (*for_programs, *in_words))


def target(name: str, _occurrence: int) -> Target | None:
    """Return what a column of a folded name holds; None where Carnet writes no such column."""
    if found := _COLUMNS.get(name) or _NUMBERED.get(name):
        return found
    name, _blank, number = name.rpartition(" ")
    found = _NUMBERED.get(name) if number.isdecimal() else None
    return found._replace(group=f"{found.group} {number}") if found else None


def label(text: str) -> str:
    """Return the label of a contact point as cards know it, of the workbook's words; the user's own as it is typed."""
    types = text.split(", ")
    return " ".join(_LABELS[each] for each in types) if _LABELS.keys() >= set(types) else text
