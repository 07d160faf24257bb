"""Reading a file to import: which format it is, and the people it tells of."""

from collections.abc import Callable
from pathlib import Path

from carnet.errors import Unreadable
from carnet.formats.drafts import Reading

VCARD = "vcard"
LINKEDIN = "linkedin"
FACEBOOK = "facebook"
MONICA = "monica"
CONTACTS = "contacts"
CARNET = "carnet"
ICS = "ics"
CSV = "csv"
XLSX = "xlsx"
FORMATS = (VCARD, LINKEDIN, CSV, XLSX, FACEBOOK, MONICA, CONTACTS, CARNET, ICS)
TABLES = frozenset({CSV, XLSX})


def recognise(data: bytes, name: str) -> str:
    """Return the format of a file.

    Raises:
        Unreadable: "no_rows" for an empty file, "unknown_format" for one that Carnet does not know.
    """
    from carnet.formats.detect import detect

    if not data.strip(b"\xef\xbb\xbf \r\n\t\0"):
        raise Unreadable("no_rows", path=name)
    found = detect(name, data)
    if found is None:
        raise Unreadable("unknown_format", path=name)
    return found


def needed(archive: Path) -> bytes:
    """Return of a large archive what is imported, as an archive of its own; films and photos are not read.

    Raises:
        Unreadable: "bad_archive", "too_large".
    """
    from carnet.formats import archives, facebook, linkedin, linkedin_exchanges

    return archives.needed(archive, linkedin.MEMBERS | linkedin_exchanges.MEMBERS | facebook.MEMBERS)


def read_drafts(data: bytes, kind: str, country: str, cancelled: Callable[[], bool], **how: object) -> Reading:
    """Return what a file of contacts holds; `how` is for tables alone.

    Raises:
        Unreadable: "no_rows" where it holds nobody, or what its format says.
    """
    try:
        reading = _reader(kind)(data, country=country, cancelled=cancelled, **how)
    except Unreadable as error:
        if error.reason == "no_card":
            raise Unreadable("no_rows") from error
        raise
    if not reading.units_read:
        raise Unreadable("no_rows", problems=reading.problems)
    return reading


def _reader(kind: str) -> Callable[..., Reading]:
    if kind == VCARD:
        from carnet.formats import vcard

        return vcard.read
    if kind == LINKEDIN:
        from carnet.formats import linkedin

        return linkedin.read
    if kind == FACEBOOK:
        from carnet.formats import facebook

        return facebook.read
    if kind == MONICA:
        from carnet.formats import monica

        return monica.read
    if kind == CONTACTS:
        from carnet.formats import contact_records

        return contact_records.read
    if kind in TABLES:
        from carnet.formats import table_files

        return table_files.read
    raise Unreadable("unknown_format", format=kind)
