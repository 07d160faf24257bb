"""The columns of Outlook and Outlook.com, in English and in French of both vintages; « Titre » stands there twice."""

import re
from collections.abc import Collection

from carnet.domain.import_tables import Field, Target

_ENGLISH = {
    "title": (Target(Field.PREFIX),),
    "first name": (Target(Field.FIRST_NAME),),
    "middle name": (Target(Field.MIDDLE_NAME),),
    "last name": (Target(Field.LAST_NAME),),
    "name": (Target(Field.FULL_NAME),),
    "suffix": (Target(Field.SUFFIX),),
    "nickname": (Target(Field.NICKNAME),),
    "company": (Target(Field.ORGANISATION),),
    "job title": (Target(Field.TITLE),),
    "profession": (Target(Field.TITLE),),
    "e mail address": (Target(Field.EMAIL),),
    "e mail 2 address": (Target(Field.EMAIL),),
    "e mail 3 address": (Target(Field.EMAIL),),
    "birthday": (Target(Field.BIRTHDAY),),
    "imaddress": (Target(Field.MESSAGING),),
    "categories": (Target(Field.TAGS),),
    "notes": (Target(Field.NOTE),),
    "referred by": (Target(Field.INTRODUCED_BY),),
    "web page": (Target(Field.URL),),
    "personal web page": (Target(Field.URL, "home"),),
    "business address": (Target(Field.ADDRESS, "work", "business"),),
    "home address": (Target(Field.ADDRESS, "home", "home"),),
    "other address": (Target(Field.ADDRESS, "other", "other"),),
    "business phone": (Target(Field.PHONE, "work"),),
    "business phone 2": (Target(Field.PHONE, "work"),),
    "company main phone": (Target(Field.PHONE, "main"),),
    "home phone": (Target(Field.PHONE, "home"),),
    "home phone 2": (Target(Field.PHONE, "home"),),
    "mobile phone": (Target(Field.PHONE, "cell"),),
    "primary phone": (Target(Field.PHONE, "main"),),
    "other phone": (Target(Field.PHONE, "other"),),
    "car phone": (Target(Field.PHONE, "car"),),
    "radio phone": (Target(Field.PHONE, "radio"),),
    "pager": (Target(Field.PHONE, "pager"),),
    "isdn": (Target(Field.PHONE, "isdn"),),
    "callback": (Target(Field.PHONE, "callback"),),
    "business fax": (Target(Field.PHONE, "work fax"),),
    "home fax": (Target(Field.PHONE, "home fax"),),
    "other fax": (Target(Field.PHONE, "fax"),),
}
_FRENCH = {
    "titre": (Target(Field.PREFIX), Target(Field.TITLE)),
    "prenom": (Target(Field.FIRST_NAME),),
    "deuxieme prenom": (Target(Field.MIDDLE_NAME),),
    "nom": (Target(Field.LAST_NAME),),
    "suffixe": (Target(Field.SUFFIX),),
    "surnom": (Target(Field.NICKNAME),),
    "societe": (Target(Field.ORGANISATION),),
    "profession": (Target(Field.TITLE),),
    "adresse de messagerie": (Target(Field.EMAIL),),
    "adresse de messagerie 2": (Target(Field.EMAIL),),
    "adresse de messagerie 3": (Target(Field.EMAIL),),
    "adresse e mail": (Target(Field.EMAIL),),
    "adresse e mail 2": (Target(Field.EMAIL),),
    "adresse e mail 3": (Target(Field.EMAIL),),
    "adresse de courrier": (Target(Field.EMAIL),),
    "adresse de courrier 2": (Target(Field.EMAIL),),
    "adresse de courrier 3": (Target(Field.EMAIL),),
    "anniversaire": (Target(Field.BIRTHDAY),),
    "categories": (Target(Field.TAGS),),
    "notes": (Target(Field.NOTE),),
    "recommande par": (Target(Field.INTRODUCED_BY),),
    "page web": (Target(Field.URL),),
    "page web personnelle": (Target(Field.URL, "home"),),
    "telephone bureau": (Target(Field.PHONE, "work"),),
    "telephone 2 bureau": (Target(Field.PHONE, "work"),),
    "telephone professionnel": (Target(Field.PHONE, "work"),),
    "telephone professionnel 2": (Target(Field.PHONE, "work"),),
    "telephone personnel": (Target(Field.PHONE, "home"),),
    "telephone personnel 2": (Target(Field.PHONE, "home"),),
    "fonction": (Target(Field.TITLE),),
    "remarques": (Target(Field.NOTE),),
    "telephone societe": (Target(Field.PHONE, "main"),),
    "telephone domicile": (Target(Field.PHONE, "home"),),
    "telephone 2 domicile": (Target(Field.PHONE, "home"),),
    "tel mobile": (Target(Field.PHONE, "cell"),),
    "telephone mobile": (Target(Field.PHONE, "cell"),),
    "telephone principal": (Target(Field.PHONE, "main"),),
    "telephone autre": (Target(Field.PHONE, "other"),),
    "telephone voiture": (Target(Field.PHONE, "car"),),
    "tel voiture": (Target(Field.PHONE, "car"),),
    "radiotelephone": (Target(Field.PHONE, "radio"),),
    "radio telephone": (Target(Field.PHONE, "radio"),),
    "recepteur de radiomessagerie": (Target(Field.PHONE, "pager"),),
    "rnis": (Target(Field.PHONE, "isdn"),),
    "rappel": (Target(Field.PHONE, "callback"),),
    "telecopie bureau": (Target(Field.PHONE, "work fax"),),
    "telecopie domicile": (Target(Field.PHONE, "home fax"),),
    "telecopie autre": (Target(Field.PHONE, "fax"),),
}
_ADDRESSES = (
    re.compile(
        r"(?P<place>business|home|other) "
        r"(?P<part>address po box|street(?: [23])?|city|state|postal code|country region|country)"
    ),
    re.compile(
        r"(?P<part>rue|ville|dep region|departement|code postal|pays region|pays) "
        r"(?P<place>bureau|domicile|autre)(?: [23])?"
    ),
    re.compile(r"(?P<part>b p|bp|boite postale)(?: de l adresse)? (?P<place>bureau|domicile|autre)"),
)
_PARTS = {
    "address po box": Field.BOX,
    "street": Field.STREET,
    "city": Field.TOWN,
    "state": Field.REGION,
    "postal code": Field.POSTAL_CODE,
    "country region": Field.COUNTRY,
    "country": Field.COUNTRY,
    "rue": Field.STREET,
    "ville": Field.TOWN,
    "dep region": Field.REGION,
    "departement": Field.REGION,
    "code postal": Field.POSTAL_CODE,
    "pays region": Field.COUNTRY,
    "pays": Field.COUNTRY,
}
_PLACES = {
    "business": "work",
    "bureau": "work",
    "home": "home",
    "domicile": "home",
    "other": "other",
    "autre": "other",
}


def is_header(names: Collection[str]) -> bool:
    """Return whether folded names are those of Outlook's columns, in English or French."""
    found = set(names)
    english = "e mail address" in found and not found.isdisjoint({"business phone", "mobile phone", "home street"})
    french = {"prenom", "nom"} <= found and not found.isdisjoint(
        {"adresse de messagerie", "adresse de courrier", "telephone bureau", "rue bureau"}
    )
    return english or french


def target(name: str, occurrence: int) -> Target | None:
    """Return what the nth column of a folded name holds, from 0; None where Outlook has no such column."""
    for address in _ADDRESSES:
        if found := address.fullmatch(name):
            field = _PARTS.get(found["part"].rstrip(" 23"), Field.BOX)
            return Target(field, _PLACES[found["place"]], found["place"])
    targets = _ENGLISH.get(name) or _FRENCH.get(name)
    return targets[occurrence] if targets and occurrence < len(targets) else None
