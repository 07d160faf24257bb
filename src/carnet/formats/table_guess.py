"""What the columns of a table hold that no known program wrote: told by their names, then by what stands in them."""

import re
from collections.abc import Mapping, Sequence

from carnet.domain import emails
from carnet.domain.import_tables import NAMING, Field, Target
from carnet.domain.text import fold
from carnet.formats.table_dates import DateReader
from carnet.formats.vcard_dates import read_date

_MOST = 0.6
_PHONE = re.compile(r"'?\+?[0-9(][0-9 ().\-/]{6,24}")
_URL = re.compile(r"(https?://|www\.)\S+|\S+\.(com|fr|org|net|eu|io)/\S*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d@/]{1,40}")

# What the name of a whole column is.
_WHOLE = {"first": Field.FIRST_NAME, "middle": Field.MIDDLE_NAME, "last": Field.LAST_NAME}
# The first line of which a word, or a run of words, stands in the name of the column tells what it holds.
_WORDS: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (Field.FULL_NAME, ("nom complet", "nom et prenom", "nom prenom", "prenom nom", "prenom et nom", "full name")),
    (Field.FULL_NAME, ("display name", "nom a afficher")),
    # Whose it is in a program of sales, what that program calls it, and where it stands there.
    (Field.OTHER, ("owner", "proprietaire", "id", "identifiant", "created by", "cree par", "modified by", "status")),
    (Field.OTHER, ("statut",)),
    (Field.INTRODUCED_BY, ("presente par", "recommande par", "introduced by", "referred by", "apporteur", "parrain")),
    (Field.MET_ON, ("rencontre le", "date de rencontre", "premiere rencontre", "met on", "date met")),
    (
        Field.BIRTHDAY,
        ("anniversaire", "naissance", "ne le", "nee le", "birthday", "birth date", "date of birth", "dob"),
    ),
    (Field.EMAIL, ("mail", "e mail", "email", "emails", "mails", "courriel", "messagerie", "correo")),
    (Field.URL, ("linkedin", "viadeo", "xing", "facebook", "site", "site web", "web", "website", "url", "profil")),
    (Field.PHONE, ("tel", "telephone", "phone", "phones", "mobile", "portable", "gsm", "cell", "fax", "telecopie")),
    (Field.PHONE, ("telefon", "telefono", "mobil", "movil")),
    (Field.MIDDLE_NAME, ("middle name", "additional name", "deuxieme prenom", "second prenom", "autres prenoms")),
    (Field.SUFFIX, ("suffix", "suffixe")),
    (Field.FIRST_NAME, ("prenom", "prenoms", "first name", "firstname", "given name", "forename", "vorname", "nombre")),
    (Field.LAST_NAME, ("nom de famille", "last name", "lastname", "surname", "family name", "nachname", "apellidos")),
    (Field.NICKNAME, ("surnom", "nickname", "pseudo")),
    (Field.PREFIX, ("civilite", "salutation", "prefix", "mr mme")),
    (Field.ORGANISATION, ("account name", "nom du compte", "company name", "firma", "unternehmen", "empresa")),
    (Field.TITLE, ("job title", "intitule du poste", "intitule de poste", "cargo")),
    (Field.TITLE, ("fonction", "poste", "position", "job", "job title", "role", "titre", "title", "metier")),
    (
        Field.ORGANISATION,
        (
            "entreprise",
            "societe",
            "organisation",
            "organization",
            "company",
            "employeur",
            "structure",
            "raison sociale",
        ),
    ),
    (Field.POSTAL_CODE, ("code postal", "cp", "zip", "zip code", "postal code", "postcode", "plz")),
    (Field.TOWN, ("ville", "city", "town", "localite", "commune", "ort", "stadt", "ciudad")),
    (Field.STREET, ("adresse", "address", "rue", "street", "strasse", "direccion")),
    (Field.COUNTRY, ("pays", "country", "land", "pais")),
    (
        Field.TAGS,
        ("etiquette", "etiquettes", "tag", "tags", "mots cles", "categorie", "categories", "labels", "libelles"),
    ),
    (Field.TAGS, ("groupe", "groupes", "group", "groups", "keywords", "segment")),
    (Field.CIRCLES, ("cercle", "cercles", "circle", "circles")),
    (Field.NOTE, ("note", "notes", "commentaire", "commentaires", "remarque", "remarques", "comment", "comments")),
    (Field.NOTE, ("observations", "description", "memo")),
    (Field.FULL_NAME, ("name", "contact", "display name", "nom", "noms")),
)
_LABELS = (
    ("cell", ("mobile", "portable", "gsm", "cell", "mobil", "movil")),
    ("fax", ("fax", "telecopie")),
    ("work", ("pro", "professionnel", "bureau", "work", "travail", "business", "direct", "geschaftlich")),
    ("home", ("perso", "personnel", "domicile", "home", "prive", "fixe")),
)
_OF_ANOTHER = tuple(f" {word} {end} " for word in "0123456789" for end in ("label", "libelle", "type"))
"""So ends the name of a column that says of which kind another one is: « E-mail 1 - Libellé »."""
_JOBS = frozenset({"job title", "fonction", "poste", "intitule du poste", "intitule de poste"})
_OF_ADDRESS = frozenset({Field.STREET, Field.POSTAL_CODE, Field.COUNTRY, Field.TOWN})
_SEVERAL = frozenset({Field.EMAIL, Field.PHONE, Field.URL, Field.TAGS, Field.CIRCLES, Field.NOTE, Field.OTHER})


def by_name(name: str) -> Target | None:
    """Return what the name of a column says that it holds; None where it says nothing."""
    folded = f" {fold(name)} "
    if whole := _WHOLE.get(folded.strip()):
        return Target(whole)
    if folded.endswith(_OF_ANOTHER):
        return Target(Field.OTHER)
    for field, words in _WORDS:
        if any(f" {word} " in folded for word in words):
            return Target(field, _label(folded) if field in {Field.PHONE, Field.EMAIL} else "")
    return None


def _label(folded: str) -> str:
    return next((label for label, words in _LABELS if any(f" {word} " in folded for word in words)), "")


def by_values(values: Sequence[str]) -> Target | None:
    """Return what the values of a column look like; None where they are but words."""
    if not values:
        return None
    least = _MOST * len(values)
    if sum(bool(emails.normalise(value)) for value in values) >= least:
        return Target(Field.EMAIL)
    if sum(bool(_URL.fullmatch(value)) for value in values) >= least:
        return Target(Field.URL)
    if sum(is_date(value) for value in values) >= least:
        return Target(Field.OTHER)
    if sum(bool(_PHONE.fullmatch(value)) and _digits(value) for value in values) >= least:
        return Target(Field.PHONE)
    return None


def _digits(value: str) -> bool:
    return 8 <= sum(char.isdecimal() for char in value) <= 15


def is_date(value: str) -> bool:
    """Return whether a value is a day."""
    return DateReader((value,), day_first=True).read(value) is not None or (
        len(value) > 4 and read_date(value) is not None
    )


def is_value(cell: str) -> bool:
    """Return whether a cell tells of somebody rather than names a column."""
    return by_values((cell.strip(),)) is not None or cell.strip().isdecimal()


def targets(names: Sequence[str], values: Mapping[int, Sequence[str]]) -> tuple[Target, ...]:
    """Return what each column of a table holds; what cannot be told is kept as it is."""
    found = [by_name(name) or by_values(values.get(at, ())) or Target(Field.OTHER) for at, name in enumerate(names)]
    fields = {target.field for target in found}
    if {Field.FIRST_NAME, Field.LAST_NAME} <= fields:
        vague = [_is_vague(name, target) for name, target in zip(names, found, strict=True)]
        found = [Target(Field.OTHER) if is_vague else each for is_vague, each in zip(vague, found, strict=True)]
    _prefer_job_titles(found, names)
    if Field.LAST_NAME not in fields and Field.FULL_NAME in fields:
        at = next(at for at, target in enumerate(found) if target.field is Field.FULL_NAME)
        if Field.FIRST_NAME in fields or (fold(names[at]) == "nom" and _is_one_word(values.get(at, ()))):
            found[at] = Target(Field.LAST_NAME)
    if fields.isdisjoint(NAMING - {Field.EMAIL, Field.PHONE}):
        _name_somebody(found, values)
    _gather_address(found, fields)
    taken: set[Field] = set()
    for at, target in enumerate(found):
        if target.field in taken and target.field not in _SEVERAL:
            found[at] = Target(Field.OTHER)
        taken.add(target.field)
    return tuple(found)


def _is_vague(name: str, target: Target) -> bool:
    """Tell whether a column is called a name in passing, where others hold first and last names."""
    return target.field is Field.FULL_NAME and not any(words in fold(name) for words in (*_WORDS[0][1], *_WORDS[1][1]))


def _prefer_job_titles(found: list[Target], names: Sequence[str]) -> None:
    """Take « Title » for Mr and Mrs where another column says that it is that of a job, as Outlook has it."""
    titles = [at for at, target in enumerate(found) if target.field is Field.TITLE]
    jobs = [at for at in titles if fold(names[at]) in _JOBS]
    for at in titles if jobs and Field.PREFIX not in {target.field for target in found} else ():
        if fold(names[at]) in {"title", "titre"}:
            found[at] = Target(Field.PREFIX)


def _is_one_word(values: Sequence[str]) -> bool:
    return sum(" " not in value for value in values) >= _MOST * len(values)


def _name_somebody(found: list[Target], values: Mapping[int, Sequence[str]]) -> None:
    """Take the first column of two words each for names, where nothing else is."""
    for at, target in enumerate(found):
        given = values.get(at, ())
        names = sum(bool(_NAME.fullmatch(value)) and 2 <= len(value.split()) <= 4 for value in given)
        if target.field is Field.OTHER and given and names >= _MOST * len(given):
            found[at] = Target(Field.FULL_NAME)
            return


def _gather_address(found: list[Target], fields: set[Field]) -> None:
    """Put the parts of an address together; a town alone is where somebody is."""
    alone = fields.isdisjoint(_OF_ADDRESS - {Field.TOWN, Field.COUNTRY})
    for at, target in enumerate(found):
        if target.field is Field.TOWN and alone:
            found[at] = Target(Field.CITY)
        elif target.field is Field.COUNTRY and alone:
            found[at] = Target(Field.OTHER)
        elif target.field in _OF_ADDRESS:
            found[at] = Target(target.field, "", "address")
