"""Telling the format of a file."""

import io
import zipfile

import pytest

from carnet.formats.detect import FORMATS, detect

LINKEDIN = "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def _zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, LINKEDIN)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("x.bin", b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", "vcard"),
        ("x.txt", b"\xef\xbb\xbfbegin:vcard\nend:vcard\n", "vcard"),
        ("x.txt", "BEGIN:VCARD\nEND:VCARD\n".encode("utf-16"), "vcard"),
        ("x.csv", LINKEDIN.encode(), "linkedin"),
        ("x.csv", ("é" * 300_000 + "\n").encode(), None),
        ("x.csv", (LINKEDIN + "é,b\n" * 100_000).encode(), "linkedin"),
        ("x.zip", _zip("export/Connections.csv"), "linkedin"),
        ("x.zip", _zip("messages.csv"), "linkedin"),
        ("x", b"BEGIN:VCALENDAR\rBEGIN:VEVENT\rEND:VEVENT\r", "ics"),
        ("x.csv", b'First Name,Note\r\nClaire,"a card:\nBEGIN:VCARD\nEND:VCARD"\r\n', "csv"),
        ("x.csv", b"\n\nBEGIN:VCARD\nEND:VCARD\n", "vcard"),
        ("x", b"BEGIN:VCARD\rFN:A\r" + b"NOTE:x\r" * 40_000, "vcard"),
        ("x.zip", _zip("notes.csv"), None),
        ("x.zip", _zip("connections/friends/your_friends.json"), "facebook"),
        ("x.json", b'[\n  {\n    "id": 3,\n    "display_name": "Claire"}]', "contacts"),
        ("x.json", b'[{"id": 3, "name": "Claire"}]', None),
        ("x.json", b'{"friends_v2": [{"name": "Claire"}]}', "facebook"),
        ("x.json", b'{"version": "1.0", "app_version": "4.1.2",\n"account": {"uuid": "a"}}', "monica"),
        ("x.zip", b"PK\x03\x04broken", None),
        (
            "x.zip",
            _zip("a").replace(b"PK\x01\x02\x14", b"PK\x01\x02\xff").replace(b"\x14\x00\x00\x00", b"\xff\x00\x00\x00"),
            None,
        ),
        ("x.vcf", b'{"format": "carnet-journal"}', "carnet"),
        ("x.json", b' {"a": 1, "format" :\n "carnet-journal"}', "carnet"),
        ("x.json", b'{"format": "other"}', None),
        ("card.VCF", b"VERSION:3.0\nFN:Claire\n", "vcard"),
        ("x.csv", b"a,b\n1,2\n", "csv"),
        ("x.txt", b"a,b\n1,2\n", None),
        ("x.txt", b"Nom\tVille\nClaire\tAlbi\n", "csv"),
        ("x.txt", b"Primary Email,Last Name\nc@acme.example,Dupont\n", "csv"),
        ("x.zip", _zip("xl/workbook.xml"), "xlsx"),
        ("x", b"", None),
    ],
)
def test_content_tells_the_format_before_the_name_does(name: str, data: bytes, expected: str | None):
    assert detect(name, data) == expected
    assert expected is None or expected in FORMATS
