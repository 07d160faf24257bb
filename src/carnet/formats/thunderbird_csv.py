"""The columns of Thunderbird, in English and French: a birthday in three, towns of two addresses in one name."""

from collections.abc import Collection

from carnet.domain.import_tables import Field, Target

_HOME, _WORK = "home", "work"


def _address(field: Field) -> tuple[Target, Target]:
    """Return the two columns of a name that French has but once: the private address, then that of work."""
    return Target(field, _HOME, _HOME), Target(field, _WORK, _WORK)


_COLUMNS = {
    "first name": (Target(Field.FIRST_NAME),),
    "last name": (Target(Field.LAST_NAME),),
    "display name": (Target(Field.FULL_NAME),),
    "nickname": (Target(Field.NICKNAME),),
    "primary email": (Target(Field.EMAIL),),
    "secondary email": (Target(Field.EMAIL),),
    "screen name": (Target(Field.MESSAGING),),
    "work phone": (Target(Field.PHONE, _WORK),),
    "home phone": (Target(Field.PHONE, _HOME),),
    "fax number": (Target(Field.PHONE, "fax"),),
    "pager number": (Target(Field.PHONE, "pager"),),
    "mobile number": (Target(Field.PHONE, "cell"),),
    "home address": (Target(Field.STREET, _HOME, _HOME),),
    "home address 2": (Target(Field.STREET, _HOME, _HOME),),
    "home city": (Target(Field.TOWN, _HOME, _HOME),),
    "home state": (Target(Field.REGION, _HOME, _HOME),),
    "home zipcode": (Target(Field.POSTAL_CODE, _HOME, _HOME),),
    "home country": (Target(Field.COUNTRY, _HOME, _HOME),),
    "work address": (Target(Field.STREET, _WORK, _WORK),),
    "work address 2": (Target(Field.STREET, _WORK, _WORK),),
    "work city": (Target(Field.TOWN, _WORK, _WORK),),
    "work state": (Target(Field.REGION, _WORK, _WORK),),
    "work zipcode": (Target(Field.POSTAL_CODE, _WORK, _WORK),),
    "work country": (Target(Field.COUNTRY, _WORK, _WORK),),
    "job title": (Target(Field.TITLE),),
    "organization": (Target(Field.ORGANISATION),),
    "web page 1": (Target(Field.URL, _WORK),),
    "web page 2": (Target(Field.URL, _HOME),),
    "birth year": (Target(Field.BIRTH_YEAR),),
    "birth month": (Target(Field.BIRTH_MONTH),),
    "birth day": (Target(Field.BIRTH_DAY),),
    "notes": (Target(Field.NOTE),),
    "prenom": (Target(Field.FIRST_NAME),),
    "nom de famille": (Target(Field.LAST_NAME),),
    "nom": (Target(Field.LAST_NAME),),
    "nom a afficher": (Target(Field.FULL_NAME),),
    "surnom": (Target(Field.NICKNAME),),
    "adresse electronique principale": (Target(Field.EMAIL),),
    "premiere adresse electronique": (Target(Field.EMAIL),),
    "adresse electronique secondaire": (Target(Field.EMAIL),),
    "adresse electronique supplementaire": (Target(Field.EMAIL),),
    "pseudonyme": (Target(Field.MESSAGING),),
    "pseudo": (Target(Field.MESSAGING),),
    "tel professionnel": (Target(Field.PHONE, _WORK),),
    "telephone professionnel": (Target(Field.PHONE, _WORK),),
    "tel personnel": (Target(Field.PHONE, _HOME),),
    "telephone personnel": (Target(Field.PHONE, _HOME),),
    "fax": (Target(Field.PHONE, "fax"),),
    "telecopie": (Target(Field.PHONE, "fax"),),
    "pager": (Target(Field.PHONE, "pager"),),
    "portable": (Target(Field.PHONE, "cell"),),
    "adresse privee": (Target(Field.STREET, _HOME, _HOME),),
    "adresse privee 2": (Target(Field.STREET, _HOME, _HOME),),
    "adresse personnelle": (Target(Field.STREET, _HOME, _HOME),),
    "adresse personnelle 2": (Target(Field.STREET, _HOME, _HOME),),
    "adresse professionnelle": (Target(Field.STREET, _WORK, _WORK),),
    "adresse professionnelle 2": (Target(Field.STREET, _WORK, _WORK),),
    "ville": _address(Field.TOWN),
    "pays etat": _address(Field.REGION),
    "etat": _address(Field.REGION),
    "region": _address(Field.REGION),
    "code postal": _address(Field.POSTAL_CODE),
    "pays": _address(Field.COUNTRY),
    "profession": (Target(Field.TITLE),),
    "fonction": (Target(Field.TITLE),),
    "societe": (Target(Field.ORGANISATION),),
    "organisation": (Target(Field.ORGANISATION),),
    "site web 1": (Target(Field.URL, _WORK),),
    "site web 2": (Target(Field.URL, _HOME),),
    "page web 1": (Target(Field.URL, _WORK),),
    "page web 2": (Target(Field.URL, _HOME),),
    "annee de naissance": (Target(Field.BIRTH_YEAR),),
    "mois de naissance": (Target(Field.BIRTH_MONTH),),
    "jour de naissance": (Target(Field.BIRTH_DAY),),
    "mois": (Target(Field.BIRTH_MONTH),),
    "jour": (Target(Field.BIRTH_DAY),),
}
_SIGNS = frozenset({"primary email", "adresse electronique principale", "premiere adresse electronique"})


def is_header(names: Collection[str]) -> bool:
    """Return whether folded names are those of Thunderbird's columns."""
    return not _SIGNS.isdisjoint(names)


def target(name: str, occurrence: int) -> Target | None:
    """Return what the nth column of a folded name holds, from 0; None where Thunderbird has no such column."""
    targets = _COLUMNS.get(name)
    return targets[occurrence] if targets and occurrence < len(targets) else None
