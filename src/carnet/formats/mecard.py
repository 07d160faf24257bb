"""MECARD and BIZCARD, the short cards of QR codes, as drafts."""

import re

from carnet.domain import emails, phones, profiles
from carnet.domain.contacts import ContactPoint, PointKind
from carnet.formats.drafts import ContactDraft, has_identity

_CARD = re.compile(r"\s*(mecard|bizcard):", re.IGNORECASE)
# A name is short, and a value ends at the latest where the text does: no text is gone through more than a few times.
_FIELD = re.compile(r"([A-Z-]{1,20}):((?:\\.|[^;\\])*)(?:;|\\?\Z)", re.IGNORECASE | re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NAMES = {"T": "TITLE", "C": "ORG", "A": "ADR", "E": "EMAIL", "B": "TEL", "M": "TEL", "F": "FAX"}
_KNOWN = {"N", "X", "NICKNAME", "ORG", "COMPANY", "TITLE", "TEL", "EMAIL", "URL", "ADR", "NOTE", "MEMO", "SOUND"}
_MOST = 100


def is_mecard(text: str) -> bool:
    """Tell whether a text is such a card."""
    return _CARD.match(text) is not None


def read(text: str, country: str = "FR") -> ContactDraft | None:
    """Return the person of a card, None where it names nobody."""
    start = _CARD.match(text)
    if start is None:
        return None
    old = start[1].lower() == "bizcard"
    fields: list[tuple[str, str]] = []
    for match in _FIELD.finditer(text, start.end()):
        name = match[1].upper()
        fields.append((_NAMES.get(name, name) if old else name, match[2]))
        if len(fields) == _MOST:
            break
    draft = _draft(fields, country, old=old)
    return draft if has_identity(draft) else None


def _draft(fields: list[tuple[str, str]], country: str, *, old: bool) -> ContactDraft:
    told: dict[str, list[str]] = {}
    for name, value in fields:
        told.setdefault(name, []).append(value)
    last, _, first = _first(told, "N").partition(",") if not old else (_first(told, "X"), "", _first(told, "N"))
    urls = [_plain(value) for value in told.get("URL", [])]
    social = [profile for url in urls if (profile := profiles.recognise(url))]
    return ContactDraft(
        first_name=_plain(first),
        last_name=_plain(last),
        nickname=_plain(_first(told, "NICKNAME")),
        organisation=_plain(_first(told, "ORG") or _first(told, "COMPANY")),
        title=_plain(_first(told, "TITLE")),
        points=(
            *(_point(PointKind.PHONE, value, country) for value in told.get("TEL", []) if _plain(value)),
            *(_point(PointKind.EMAIL, value, country) for value in told.get("EMAIL", []) if _plain(value)),
            *(_point(PointKind.URL, url, country) for url in urls if url and not profiles.recognise(url)),
            *(_point(PointKind.ADDRESS, value, country) for value in told.get("ADR", []) if _plain(value)),
        ),
        profiles=tuple(social),
        about="\n".join(_noted(told)),
    )


def _noted(told: dict[str, list[str]]) -> list[str]:
    """Return the notes, and what other fields say under their names."""
    notes = list(filter(None, map(_plain, told.get("NOTE", []) + told.get("MEMO", []))))
    others = [(name, _plain(value)) for name, values in told.items() if name not in _KNOWN for value in values]
    return notes + [f"{name.capitalize()} {value}" for name, value in others if value]


def _first(told: dict[str, list[str]], name: str) -> str:
    return next(iter(told.get(name, [])), "")


def _plain(value: str) -> str:
    return " ".join(_ESCAPED.sub(r"\1", value).split())


def _point(kind: PointKind, value: str, country: str) -> ContactPoint:
    text = _plain(value)
    normalised = ""
    if kind is PointKind.PHONE:
        normalised = phones.normalise(text, country)
    elif kind is PointKind.EMAIL:
        normalised = emails.normalise(text)
    return ContactPoint(kind=kind, value=text, normalised=normalised)
