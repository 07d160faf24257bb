from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from carnet import paths
from carnet.app import Application
from carnet.ui.imports import ImportsPage

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


def test_the_import_page_is_reached_by_key_with_the_focus_on_its_button(qtbot: QtBot, application: Application):
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(application.window, Qt.Key.Key_I, modifiers)
    page = application.window.current_page()
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(page.choosing.choose.hasFocus)


def test_files_given_to_the_window_go_to_the_import_page(qtbot: QtBot, application: Application, tmp_path: Path):
    file = tmp_path / "a.vcf"
    file.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoé Petit\r\nN:Petit;Zoé;;;\r\nEND:VCARD\r\n")
    before = application.journal.contacts.total() if application.journal else 0
    changes: list[object] = []
    application.signals.changed.connect(changes.append)
    application.open_files([file])
    page = application.window.show_page("imports")
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(page.checking.isVisible, timeout=10_000)
    page.go.click()
    qtbot.waitUntil(page.summary.isVisible, timeout=10_000)
    assert application.journal is not None
    assert application.journal.contacts.total() == before + 1
    qtbot.waitUntil(lambda: len(changes) == 1)
    page.summary.undo.click()
    qtbot.waitUntil(lambda: len(changes) == 2, timeout=10_000)
    assert application.journal.contacts.total() == before


def test_a_calendar_opened_by_a_double_click_is_looked_through(qtbot: QtBot, application: Application, tmp_path: Path):
    file = tmp_path / "invitation.ics"
    file.write_bytes((paths.resources() / "trials" / "imports" / "outlook.ics").read_bytes())
    application._on_called([str(file)])
    page = application.window.current_page()
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(page.checking.isVisible, timeout=10_000)
    assert page.heading.text() == "Importer un agenda"
    assert "tous les 2ᵉ mardis du mois" in str(page.checking.rows.model.index(0, 0).data(ACCESSIBLE))
    page.go.click()
    qtbot.waitUntil(page.summary.isVisible, timeout=10_000)
    page.summary.contacts.click()
    assert application.window.key == "events"
