"""Which format a file is in, told by its content first and by its name last."""

import re
from collections.abc import Sequence

from carnet.formats.tables import decode, delimiter_of, encoding_of, find_header

FORMATS = ("vcard", "linkedin", "csv", "xlsx", "facebook", "monica", "contacts", "carnet", "ics")

_JSON = {
    "carnet": re.compile(rb'"format"\s*:\s*"carnet-journal"'),
    "facebook": re.compile(rb'"friends(?:_v2)?"\s*:\s*\['),
    "monica": re.compile(rb'"app_version"\s*:.*"account"\s*:\s*\{', re.DOTALL),
}
_RECORDS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[\s*\{\s*"id"\s*:\s*[0-9]+,\s*"display_name"\s*:')
_UNIT = re.compile(r"^[ \t]*begin:(vcard|vcalendar|vevent)\s*$", re.IGNORECASE | re.MULTILINE)
_ENDINGS = {"vcard": (".vcf", ".vcard"), "ics": (".ics", ".ical")}
_TABLES = (".csv", ".tsv", ".tab")
_ARCHIVE = b"PK\x03\x04"
_TOP = 200_000


def detect(name: str, data: bytes) -> str | None:
    """Return the format of a file, one of `FORMATS`; None where it is none of them."""
    if data.startswith(_ARCHIVE):
        return _archive(data)
    if _RECORDS.match(data):
        return "contacts"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return next((kind for kind, told in _JSON.items() if told.search(data)), None)
    top = data if len(data) <= _TOP else data[: max(data.rfind(b"\n", 0, _TOP), data.rfind(b"\r", 0, _TOP), 0)]
    text = decode(top)[0].replace("\r", "\n").lstrip("\ufeff\n ")
    # In what is called a table a card may stand in a cell, over several lines.
    if unit := _UNIT.match(text) if name.lower().endswith(_TABLES) else _UNIT.search(text):
        return "vcard" if unit[1].lower() == "vcard" else "ics"
    encoding = encoding_of(top)
    if find_header(top, encoding, _is_of_linkedin):
        return "linkedin"
    known = next((kind for kind, endings in _ENDINGS.items() if name.lower().endswith(endings)), None)
    return known or ("csv" if top and _is_table(name, top, encoding) else None)


def _is_of_linkedin(row: Sequence[str]) -> bool:
    from carnet.formats import linkedin, linkedin_exchanges

    return linkedin.is_header(row) or linkedin_exchanges.is_header(row)


def _archive(data: bytes) -> str | None:
    from carnet.formats import facebook, linkedin, linkedin_exchanges
    from carnet.formats.archives import has_member

    members = (("linkedin", linkedin.MEMBERS | linkedin_exchanges.MEMBERS), ("facebook", facebook.MEMBERS))
    if kind := next((kind for kind, names in members if has_member(data, names)), None):
        return kind
    from carnet.formats.workbooks import is_workbook

    return "xlsx" if is_workbook(data) else None


def _is_table(name: str, top: bytes, encoding: str) -> bool:
    """Return whether a file is called a table, has the columns of a known program, or tabs as a copied one does."""
    from carnet.formats.table_headers import known

    if name.lower().endswith(_TABLES) or delimiter_of(top, encoding) == "\t":
        return True
    return find_header(top, encoding, lambda row: known(row) is not None) is not None
