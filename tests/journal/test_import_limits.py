"""Files that are larger than anything of their kind, or no files at all, are refused before they are read."""

import json
import os
import zipfile
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


def _large_archive(path: Path, *members: tuple[str, bytes], photos: int = 4) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for at in range(photos):
            archive.writestr(f"Complete/Media/{at}.jpg", os.urandom(20_000))
        for name, content in members:
            archive.writestr(f"Complete/{name}", content, zipfile.ZIP_DEFLATED)
    return path


_CONNECTIONS = ("Connections.csv", b"First Name,Last Name,URL,Connected On\nAna,Ruiz,,18 Jun 2025\n")


def test_of_a_large_archive_the_files_of_people_alone_are_read(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("carnet.journal.imports.LARGEST_FILE", 30_000)
    path = _large_archive(tmp_path / "Complete.zip", _CONNECTIONS)
    assert journal.imports.run(path).created == 1
    assert journal.imports.run(path).already_imported is not None
    later = _large_archive(tmp_path / "later.zip", _CONNECTIONS, photos=5)
    assert journal.imports.run(later).already_imported is not None


def test_a_large_archive_without_people_a_broken_one_and_a_bomb_are_refused(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("carnet.journal.imports.LARGEST_FILE", 30_000)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(_large_archive(tmp_path / "whole.zip", _CONNECTIONS).read_bytes()[:60_000])
    refused = []
    for path in (
        _large_archive(tmp_path / "films.zip"),
        _large_archive(tmp_path / "messages.zip", ("messages.csv", b"FROM,TO\n")),
        broken,
        _large_archive(tmp_path / "bomb.zip", ("Connections.csv", b"a" * 5_000_000)),
        _large_archive(tmp_path / "beyond.zip", *[(f"{at}/messages.csv", os.urandom(9_000_000)) for at in range(7)]),
    ):
        with pytest.raises(Unreadable) as refusal:
            journal.imports.run(path)
        refused.append(refusal.value.reason)
    assert refused == ["too_large", "no_connections", "bad_archive", "too_large", "too_large"]


def test_an_archive_with_a_list_of_members_beyond_measure_is_refused(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("carnet.formats.archives.LARGEST_DIRECTORY", 2_000)
    path = _large_archive(tmp_path / "list.zip", *[(f"{at}.csv", b"") for at in range(200)])
    with pytest.raises(Unreadable) as refusal:
        journal.imports.dry_run(path)
    assert refusal.value.reason == "too_large"
