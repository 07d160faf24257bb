"""Files that are larger than anything of their kind, or no files at all, are refused before they are read."""

import json
import os
from pathlib import Path

import pytest

from carnet.errors import Unreadable
from carnet.journal import Journal, journal_json

_HEAD = b'{"format": "carnet-journal", "version": 1, "contact": ['
_CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A B\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("bomb", "reason"),
    [
        (("nested.vcf", b"BEGIN:VCARD\r\n" * 120_001), "too_large"),
        (("crowd.vcf", _CARD * 120_001), "too_large"),
        (("lines.vcf", b"BEGIN:VCARD\r\n" + b"TEL:06\n" * 800_000), "too_large"),
        (
            ("Connections.csv", b"First Name,Last Name,URL,Email Address,Connected On\n" + b"A,B\n" * 80_000),
            "too_large",
        ),
        (("long.vcf", b"BEGIN:VCARD\r\nFN:" + b"x" * 40_000_000), "too_large"),
        (("long.json", _HEAD + b'{"about": "' + b"x" * 40_004_096 + b'"}]}'), "too_large"),
        (("wide.json", _HEAD + b"{}," * 200_000 + b"{}]}"), "damaged_export"),
        (("lists.json", _HEAD + b"[]," * 200_000 + b"[]]}"), "damaged_export"),
        (("zeros.json", _HEAD + b"0," * 200_000 + b"0]}"), "damaged_export"),
    ],
)
def test_a_bomb_is_refused_before_it_is_read(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bomb: tuple[str, bytes], reason: str
):
    def explode(*_args: object, **_named: object) -> None:
        raise AssertionError

    monkeypatch.setattr("carnet.journal.imports.parts", explode)
    monkeypatch.setattr("carnet.journal.journal_json.json.loads", explode)
    path = tmp_path / bomb[0]
    path.write_bytes(bomb[1])
    with pytest.raises(Unreadable) as refused:
        journal.imports.run(path)
    assert refused.value.reason == reason


def test_more_people_than_anybody_knows_are_refused(journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("carnet.journal.imports.MOST_PEOPLE", 2)
    path = tmp_path / "Connections.csv"
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    path.write_text(header + "".join(f"A{n},B,,,,,18 Jun 2025\n" for n in range(3)))
    for verb in (journal.imports.run, journal.imports.dry_run):
        with pytest.raises(Unreadable) as refused:
            verb(path)
        assert refused.value.reason == "too_large"


def test_a_device_or_a_pipe_is_not_imported(journal: Journal, tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.vcf")
    for path in (tmp_path / "pipe.vcf", Path(os.devnull), tmp_path):
        with pytest.raises(Unreadable) as refused:
            journal.imports.run(path)
        assert refused.value.reason == "cannot_read"


def test_a_damaged_export_is_told_by_its_first_problems_alone():
    rows = [{"uid": f"{number:040}", "about": "x" * 40, "nothing": 1} for number in range(1000)]
    data = json.dumps({"format": "carnet-journal", "version": 1, "contact": rows}).encode()
    with pytest.raises(Unreadable) as refused:
        journal_json.read(data)
    assert len(refused.value.problems) == 100
