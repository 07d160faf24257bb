"""Exporting people from the window: the format is asked, and what it has no place for said before."""

import csv
import io
import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, export_as, export_panel
from carnet.app import Application
from carnet.domain.contacts import Contact, Sphere
from carnet.domain.exports import ExportFormat
from carnet.journal import Journal


@pytest.fixture
def journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


def _trigger(application: Application, command: str) -> None:
    application.commands.actions[command].trigger()


HEADS = {
    ExportFormat.VCARD: b"BEGIN:VCARD\r\nVERSION:3.0",
    ExportFormat.VCARD4: b"BEGIN:VCARD\r\nVERSION:4.0",
    ExportFormat.GOOGLE: "\ufeffFirst Name,".encode(),
    ExportFormat.CSV: "\ufeffid,".encode(),
    ExportFormat.XLSX: b"PK",
    ExportFormat.JSON: b"[",
}


def test_people_are_written_in_the_format_chosen(
    application: Application, qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    for wanted, head in HEADS.items():
        path = answers.path = tmp_path / wanted.value
        _trigger(application, "export")
        export_as(application, wanted, qtbot)
        qtbot.waitUntil(path.exists)
        assert path.read_bytes().startswith(head)


def test_what_a_format_has_no_place_for_is_said_before_anything_is_written(
    application: Application, journal: Journal, qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    answers.path = tmp_path / "a.vcf"
    _trigger(application, "export")
    panel = export_panel(application)
    assert not panel.go.isEnabled()
    qtbot.waitUntil(panel.left.isVisible)
    told = panel.left.title.text()
    assert "échanges" in told
    assert "missions" in told
    assert "n’entrent pas dans une vCard" in told
    panel.kind.setCurrentIndex(panel.kind.findData(ExportFormat.GOOGLE.value))
    assert "n’entrent pas dans les colonnes de Google" in panel.left.title.text()
    assert not answers.path.exists()


def test_private_people_stay_out_unless_ticked(
    application: Application, journal: Journal, qtbot: QtBot, tmp_path: Path, answers: Answers
) -> None:
    key = journal.contacts.save(Contact(first_name="Ana", last_name="Amie", sphere=Sphere.PERSONAL))
    other = journal.contacts.save(Contact(first_name="Paul", last_name="Petit"))
    for ticked, found in ((False, {other}), (True, {key, other})):
        answers.path = tmp_path / f"{ticked}.json"
        application.signals.export_asked.emit([key, other])
        panel = export_panel(application)
        qtbot.waitUntil(panel.personal.isVisible)
        panel.personal.setChecked(ticked)
        export_as(application, ExportFormat.JSON, qtbot)
        qtbot.waitUntil(answers.path.exists)
        assert {record["id"] for record in json.loads(answers.path.read_text())} == found


def test_nobody_but_private_people_cannot_be_exported_without_the_tick(
    application: Application, journal: Journal, qtbot: QtBot
) -> None:
    key = journal.contacts.save(Contact(first_name="Ana", last_name="Amie", sphere=Sphere.PERSONAL))
    application.signals.export_asked.emit([key])
    panel = export_panel(application)
    qtbot.waitUntil(panel.personal.isVisible)
    assert not panel.go.isEnabled()
    panel.personal.setChecked(True)
    assert panel.go.isEnabled()


def test_the_key_exports_events_where_one_looks_at_events(
    application: Application, tmp_path: Path, qtbot: QtBot, answers: Answers
) -> None:
    answers.path = tmp_path / "evenements.csv"
    application.window.go_to("events")
    _trigger(application, "export_here")
    qtbot.waitUntil(answers.path.exists)
    assert "recurrence_id" in next(csv.reader(io.StringIO(answers.path.read_text("utf-8-sig"))))
