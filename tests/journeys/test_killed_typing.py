"""A process killed in the middle of typing into a template or a fact: the text is there again, and is said to be."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Launch
from carnet.ui.contacts import ContactsPage
from carnet.ui.preferences import PreferencesPage
from carnet.ui.preferences.letter_form import LetterForm

BACK = "avant que Carnet ne s’arrête"
PROGRAM = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from carnet import paths
from carnet.app import Application, dress
from carnet.settings import Settings
from carnet.words import install

def until(done):
    while not done():
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()

path, what, typed = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
settings = Settings(language="fr", theme="light", reduce_motion=True)
install(paths.locale(), settings.language)
qt = QApplication([])
dress(qt, settings)
application = Application(qt, settings, path, QSettings(str(path.parent / "killed.ini"), QSettings.Format.IniFormat))
application.show()
until(lambda: application.settled)
application.window.activateWindow()
journal = application.journal
if what == "letter":
    next(iter(application.window.show_page("preferences").letters.values())).click()
else:
    application.open_contact(journal.contacts.find("Karim Ouali")[0].id)
    sheet = application.window.current_page().sheet
    until(lambda: not sheet._waiting)
    getattr(sheet.facts, what).edit() if what != "field" else sheet.facts.custom.new.edit()
until(lambda: QApplication.focusWidget() is not None)
QTest.keyClicks(QApplication.focusWidget(), typed)
until(lambda: any(typed in text for text in journal.drafts.everything().values()))
print("typed", flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def killed(example: Path, home: Path, tmp_path: Path) -> Callable[[str, str], Path]:
    """Returns a journal whose window was killed once it kept what was typed."""

    def kill(what: str, typed: str) -> Path:
        path = tmp_path / "coupe.carnet"
        shutil.copyfile(example, path)
        command = [sys.executable, "-c", PROGRAM, str(path), what, typed]
        ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
        assert (ended.returncode, ended.stdout) == (-9, "typed\n"), ended.stderr
        return path

    return kill


def _says(widget: QWidget) -> bool:
    return any(BACK in each.text() and each.isVisible() for each in widget.findChildren(QLabel))


def test_the_template_of_a_letter_is_there_again(
    launch: Launch, killed: Callable[[str, str], Path], qtbot: QtBot
) -> None:
    application = launch(killed("letter", "Un mot de "))
    page = application.window.show_page("preferences")
    assert isinstance(page, PreferencesPage)

    button = next(iter(page.letters.values()))
    button.click()
    (form,) = [each for each in application.window.findChildren(LetterForm) if each.isVisible()]
    assert "Un mot de " in form.subject.line.text()
    assert _says(form)

    qtbot.keyClick(form, Qt.Key.Key_Escape)
    button.click()
    (form,) = [each for each in application.window.findChildren(LetterForm) if each.isVisible()]
    assert "Un mot de" not in form.subject.text()
    assert not _says(form)
    form.close_overlay()


@pytest.mark.parametrize("what", ["city", "tags", "field"])
def test_a_fact_is_there_again_on_the_sheet_it_was_typed_on(
    launch: Launch, killed: Callable[[str, str], Path], qtbot: QtBot, what: str
) -> None:
    application = launch(killed(what, "Marque : Vel"))
    journal = application.journal
    assert journal is not None
    karim = journal.contacts.find("Karim Ouali")[0].id
    other = journal.contacts.find("Hélène Vasseur")[0].id

    def line_of(key: int) -> Any:
        application.open_contact(key)
        page = application.window.current_page()
        assert isinstance(page, ContactsPage)
        qtbot.waitUntil(lambda: page.current_contact() == key and not page.sheet._waiting)
        return page.sheet.facts.custom.new if what == "field" else getattr(page.sheet.facts, what)

    assert not line_of(other).is_editing()
    line = line_of(karim)
    assert line.is_editing()
    assert line.typed_text() == "Marque : Vel"
    assert _says(line)

    qtbot.keyClick(line._editor, Qt.Key.Key_Escape)
    assert not line.is_editing()
    assert not [form for form in journal.drafts.everything() if form.startswith("form:")]
    line_of(other)
    assert not line_of(karim).is_editing()
