"""A table as it is copied from a spreadsheet or a page: rows of cells, with or without a head, to people."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from carnet.domain import emails, phones, profiles
from carnet.domain.capture_names import split_name
from carnet.domain.contacts import ContactPoint, PointKind
from carnet.domain.signatures import looks_like_name
from carnet.domain.text import fold
from carnet.formats.drafts import ContactDraft, has_identity

_HEADS = {
    "name": "nom complet|nom et prenom|prenom et nom|prenom nom|nom prenom|contact|personne|full name|name",
    "first": "prenom|prenoms|first name|given name|firstname",
    "last": "nom|nom de famille|last name|surname|family name|lastname",
    "title": "fonction|poste|titre|role|title|job title|position|intitule du poste|metier",
    "company": "societe|entreprise|organisation|organization|company|client|employeur|structure|raison sociale",
    "email": "email|e mail|mail|courriel|adresse e mail|adresse email|adresse mail|email address|e mail address|mel",
    "phone": "telephone|tel|mobile|portable|gsm|phone|phone number|fixe|telephone mobile|mobile phone|numero",
    "url": "url|linkedin|site|site web|web|profil|profile|website|lien",
    "city": "ville|city|localite|town",
    "note": "note|notes|commentaire|commentaires|remarque|remarques|comment|comments",
}
_ROLE_OF = {word: role for role, words in _HEADS.items() for word in words.split("|")}
_POINTS = {"email": PointKind.EMAIL, "phone": PointKind.PHONE, "url": PointKind.URL}
_FIELDS = {
    "first": "first_name",
    "last": "last_name",
    "title": "title",
    "company": "organisation",
    "city": "city",
}
_FEWEST_KNOWN = 2
_MOST_LOOKED_AT = 20


def is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are a table of people: two columns at least, known by its head or by an e-mail or a phone."""
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < 1 or len(wide) * 2 < len(rows):
        return False
    columns = ([row[at] for row in wide if at < len(row)] for at in range(len(wide[0])))
    return _has_head(rows[0]) or any(_kind_of(column, "FR") for column in columns)


def rows_of(text: str) -> list[tuple[str, ...]]:
    """Return the cells of a text whose columns are apart by tabs; no rows where there are none."""
    if "\t" not in text:
        return []
    lines = [line for line in text.splitlines() if line.strip()]
    return [tuple(cell.strip().strip('"') for cell in line.split("\t")) for line in lines]


def people(rows: Sequence[Sequence[str]], country: str = "FR") -> tuple[ContactDraft, ...]:
    """Return a draft for each row that names somebody; cells of columns that are not understood are in the note."""
    head = [_ROLE_OF.get(fold(cell), "") for cell in rows[0]] if rows and _has_head(rows[0]) else None
    names = list(rows[0]) if head is not None else []
    body = rows[1:] if head is not None else rows
    roles = _with_full_names(head) if head is not None else _guessed(body, country)
    drafts = (_draft(number, row, roles, names, country) for number, row in enumerate(body, 1))
    return tuple(draft for draft in drafts if has_identity(draft))


def _has_head(row: Sequence[str]) -> bool:
    return sum(fold(cell) in _ROLE_OF for cell in row) >= min(_FEWEST_KNOWN, len(row))


def _with_full_names(roles: list[str]) -> list[str]:
    """« Nom » alone, without « Prénom », holds whole names."""
    return roles if "first" in roles else ["name" if role == "last" else role for role in roles]


def _guessed(rows: Sequence[Sequence[str]], country: str) -> list[str]:
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows[:_MOST_LOOKED_AT] if at < len(row) and row[at]] for at in range(width)]
    roles = [_kind_of(column, country) for column in columns]
    free = [at for at, role in enumerate(roles) if not role and columns[at]]
    name = next((at for at in free if any(map(looks_like_name, columns[at]))), None)
    if name is not None:
        roles[name] = "name"
    elif len(free) > 1:
        roles[free[0]], roles[free[1]] = "first", "last"
    rest = [at for at in free if not roles[at]]
    for at, role in zip(rest, ("company", "title") if len(rest) == 1 else ("title", "company"), strict=False):
        roles[at] = role
    return roles


def _kind_of(cells: Iterable[str], country: str) -> str:
    """Return what most of the cells of a column are by themselves."""
    told = [cell for cell in cells if cell]
    for role, reads in (
        ("email", emails.normalise),
        ("phone", lambda cell: phones.normalise(cell, country)),
        ("url", lambda cell: cell.startswith(("http", "www.")) or profiles.recognise(cell)),
    ):
        if told and sum(bool(reads(cell)) for cell in told) * 2 > len(told):
            return role
    return ""


def _draft(number: int, row: Sequence[str], roles: Sequence[str], names: Sequence[str], country: str) -> ContactDraft:
    draft = ContactDraft(row=number)
    about: list[str] = []
    for at, cell in enumerate(row):
        role = roles[at] if at < len(roles) else ""
        if not role and cell:
            about.append(f"{names[at]} : {cell}" if at < len(names) and names[at] else cell)
        elif role == "note" and cell:
            about.append(cell)
        elif cell:
            draft = replace(draft, **_said(draft, role, cell, country))
    return replace(draft, about="\n".join(about))


def _said(draft: ContactDraft, role: str, cell: str, country: str) -> dict[str, Any]:
    """Return the fields of a draft that a cell sets."""
    if role == "name":
        first, last = split_name(cell)
        return {"first_name": first, "last_name": last}
    if role == "url" and (profile := profiles.recognise(cell)) is not None:
        return {"profiles": (*draft.profiles, profile)}
    if role in _POINTS:
        mail, phone = role == "email", role == "phone"
        normalised = emails.normalise(cell) if mail else phones.normalise(cell, country) if phone else ""
        point = ContactPoint(kind=_POINTS[role], value=cell, normalised=normalised)
        return {"points": (*draft.points, point)}
    return {_FIELDS[role]: cell}
