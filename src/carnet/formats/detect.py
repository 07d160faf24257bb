"""Which format a file is in, told by its content first and by its name last."""

import re

from carnet.formats import facebook, linkedin
from carnet.formats.archives import has_member, is_archive
from carnet.formats.tables import decode, find_header

FORMATS = ("vcard", "linkedin", "facebook", "monica", "contacts", "carnet", "ics")

_JSON = {
    "carnet": re.compile(rb'"format"\s*:\s*"carnet-journal"'),
    "facebook": re.compile(rb'"friends(?:_v2)?"\s*:\s*\['),
    "monica": re.compile(rb'"app_version"\s*:.*"account"\s*:\s*\{', re.DOTALL),
}
_RECORDS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[\s*\{\s*"id"\s*:\s*[0-9]+,\s*"display_name"\s*:')
_UNIT = re.compile(r"^[ \t]*begin:(vcard|vcalendar|vevent)\s*$", re.IGNORECASE | re.MULTILINE)
_ENDINGS = {"vcard": (".vcf", ".vcard"), "ics": (".ics", ".ical")}
_TOP = 200_000


def detect(name: str, data: bytes) -> str | None:
    """Return the format of a file, one of `FORMATS`; None where it is none of them."""
    if is_archive(data):
        members = (("linkedin", linkedin.MEMBERS), ("facebook", facebook.MEMBERS))
        return next((kind for kind, names in members if has_member(data, names)), None)
    if _RECORDS.match(data):
        return "contacts"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return next((kind for kind, told in _JSON.items() if told.search(data)), None)
    top, _ = decode(data[:_TOP].rpartition(b"\n")[0] if len(data) > _TOP else data)
    if unit := _UNIT.search(top):
        return "vcard" if unit[1].lower() == "vcard" else "ics"
    if find_header(top, linkedin.is_header):
        return "linkedin"
    return next((kind for kind, endings in _ENDINGS.items() if name.lower().endswith(endings)), None)
