"""Real vCards of other programs, where the corpus is at hand."""

import os
import re
import sys
import time
from pathlib import Path

import pytest

from carnet.errors import Unreadable
from carnet.formats import vcard
from carnet.formats.drafts import ContactDraft, Reading

_FOLDER = os.environ.get("CARNET_CORPUS", "")
_FILES = sorted(path for path in Path(_FOLDER).rglob("*") if ".vcf" in path.name) if _FOLDER else []
_BEGIN = re.compile(rb"^\s*BEGIN:\s*VCARD", re.IGNORECASE | re.MULTILINE)

# A tracer (coverage) slows Python down several times.
SECONDS = 2 if sys.gettrace() is None else 20

pytestmark = pytest.mark.skipif(not _FILES, reason="CARNET_CORPUS names no folder with vCards")


def _names() -> list[str]:
    return [str(path.relative_to(_FOLDER)) for path in _FILES]


def _without_rows(drafts: tuple[ContactDraft, ...]) -> list[ContactDraft]:
    return [draft._replace(row=0) for draft in drafts]


def _drafts(name: str) -> tuple[ContactDraft, ...]:
    reading, _ = _read((Path(_FOLDER) / name).read_bytes())
    return reading.drafts if reading else ()


@pytest.mark.parametrize("name", _names())
def test_every_file_is_read_or_refused_within_two_seconds(name: str):
    data = (Path(_FOLDER) / name).read_bytes()
    before = time.process_time()
    reading, refusal = _read(data)
    assert time.process_time() - before < SECONDS
    if refusal:
        assert refusal == "no_card"
        assert not _BEGIN.search(data)
    elif reading:
        rows = {draft.row for draft in reading.drafts}
        left_out = {problem.row for problem in reading.problems} - rows
        assert reading.units_read == len(rows) + len(left_out)


def _read(data: bytes) -> tuple[Reading | None, str]:
    try:
        return vcard.read(data), ""
    except Unreadable as refusal:
        return None, refusal.reason


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("name", _names())
def test_what_is_read_comes_back_from_what_is_written(name: str, version: str):
    drafts = _drafts(name)
    if drafts:
        again = vcard.read(vcard.write(drafts, version))
        assert _without_rows(again.drafts) == _without_rows(drafts)


def test_99_of_100_cards_with_a_name_or_an_address_are_read():
    wanted = read = 0
    for name in _names():
        data = (Path(_FOLDER) / name).read_bytes()
        if "hostile" in name or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        cards = re.split(rb"(?im)^BEGIN:VCARD", data)[1:]
        wanted += sum(bool(re.search(rb"(?im)^(item\d\.)?(FN|N|EMAIL|ADR)\b[^:]*:[^\r\n;]*\w", card)) for card in cards)
        read += len(_drafts(name))
    assert wanted > 1000
    assert read >= 0.99 * wanted


def _one(fragment: str, row: int = 1) -> ContactDraft:
    name = next((name for name in _names() if name.endswith(fragment)), None)
    if name is None:
        pytest.skip(f"{fragment} is not in this corpus")
    return next(draft for draft in _drafts(name) if draft.row == row)


def test_android_cards_come_out_as_their_owner_wrote_them():
    third = _one("John_Doe_ANDROID.vcf", 3)
    assert third.last_name == "Ñ Ñ Ñ Ñ"
    assert third.points[0].value == "123456789"
    assert _one("John_Doe_ANDROID.vcf", 5).photo_type == "image/jpeg"


def test_google_and_outlook_cards_come_out_as_their_owner_wrote_them():
    google = _one("John_Doe_GMAIL.vcf")
    assert "http://www.ibm.com" in [point.value for point in google.points]
    assert "item1.X-ABDATE:1975-03-01" in google.foreign
    outlook = _one("outlook-2003.vcf")
    assert outlook.organisation == "Company, The"
    assert outlook.about == "This is the note field!!\nSecond line\n\nThird line is empty"
    assert [point.value for point in outlook.points[:4]] == [
        "BusinessPhone", "HomePhone", "MobilePhone", "BusinessFaxPhone",
    ]  # fmt: skip


def test_a_file_of_a_thousand_cards_gives_a_thousand_people():
    assert _one("LargeFile.vcf", 1000).row == 1000
