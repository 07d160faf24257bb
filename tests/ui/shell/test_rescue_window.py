"""A window on a damaged journal: it says what is wrong, and leads out by a backup or by what can still be read."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

from application_fixtures import Answers
from carnet.app import Application
from carnet.journal import Journal
from carnet.settings import Settings
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.overlay import Overlay

Open = Callable[[Path], Application]


@pytest.fixture
def spoilt(example: Path, home: Path, tmp_path: Path) -> Path:
    """A journal with a backup whose head is gone."""
    path = tmp_path / "abime.carnet"
    shutil.copyfile(example, path)
    journal = Journal(path)
    journal.backups.make()
    journal.close()
    with path.open("rb+") as file:
        file.write(b"\0" * 16)
    return path


def test_what_nobody_reads_is_found_by_the_check_of_the_week(
    example: Path, home: Path, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    """One letter of a date in the history: no page shows it, no check of SQLite's sees it."""
    path = tmp_path / "rouille.carnet"
    shutil.copyfile(example, path)
    journal = Journal(path)
    journal.backups.make()
    with journal.core.unrecorded() as connection:
        connection.exec_driver_sql("UPDATE mission SET created_at = '2o' || substr(created_at, 3) WHERE id = 1")
    today = journal.clock.today()
    journal.close()
    state = QSettings(str(tmp_path / "state.ini"), QSettings.Format.IniFormat)

    def opened() -> Application:
        application = Application(qapp, Settings(language="fr", theme="light", reduce_motion=True), path, state)
        application.prompts = Answers()
        application.show()
        qtbot.waitUntil(lambda: application.settled)
        return application

    application = opened()
    qtbot.waitUntil(lambda: _overlay(application) is not None)
    assert "endommagé" in _said(application)
    assert "mission.created_at" in _said(application)
    _press(application, "Restaurer cette sauvegarde", qtbot)
    qtbot.waitUntil(lambda: application.journal is not None and application.window.key == "today")
    qtbot.waitUntil(lambda: today.isoformat() in [state.value(key) for key in state.allKeys()])  # checked, and whole
    assert _overlay(application) is None
    application.window.close()
    application.window.deleteLater()
    application.deleteLater()
    with path.open("rb+") as file:  # a page that nobody reads; the quick check of each opening does
        file.seek(4096 * _root_of(path, "import_row"))
        file.write(bytes(4096))

    application = opened()
    qtbot.waitUntil(lambda: _overlay(application) is not None)
    assert "endommagé" in _said(application)
    application.window.close()
    application.window.deleteLater()
    application.deleteLater()


def _root_of(path: Path, table: str) -> int:
    connection = dbapi2.connect(str(path))
    (found,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    return int(found) - 1


@pytest.fixture
def application(spoilt: Path, qapp: QApplication, qtbot: QtBot, tmp_path: Path):
    state = QSettings(str(tmp_path / "state.ini"), QSettings.Format.IniFormat)
    application = Application(qapp, Settings(language="fr", theme="light", reduce_motion=True), spoilt, state)
    application.prompts = Answers()
    application.show()
    qtbot.waitUntil(lambda: application.settled and _overlay(application) is not None)
    yield application
    application.window.close()
    application.window.deleteLater()
    application.deleteLater()


def _overlay(application: Application) -> Overlay | None:
    return next((each for each in application.window.findChildren(Overlay) if each.isVisible()), None)


def _press(application: Application, text: str, qtbot: QtBot) -> None:
    overlay = _overlay(application)
    assert overlay is not None
    button, *_close = [each for each in overlay.findChildren(Button) if each.text() == text]
    qtbot.keyClick(button, Qt.Key.Key_Space)


def _said(application: Application) -> str:
    overlay = _overlay(application)
    return "" if overlay is None else " ".join(each.text() for each in overlay.findChildren(QLabel))


def test_the_window_says_what_is_wrong_and_changes_nothing(
    application: Application, spoilt: Path, qtbot: QtBot
) -> None:
    before = spoilt.read_bytes()
    assert "endommagé" in _said(application)
    assert "est intacte" in _said(application)
    assert application.window.key == "start"

    _press(application, "Pas maintenant", qtbot)

    assert _overlay(application) is None
    assert application.journal is None
    assert spoilt.read_bytes() == before


def test_the_backup_takes_its_place_and_the_window_goes_on(
    application: Application, spoilt: Path, qtbot: QtBot
) -> None:
    _press(application, "Restaurer cette sauvegarde", qtbot)

    qtbot.waitUntil(lambda: application.journal is not None and application.window.key == "today")
    assert application.journal is not None
    assert application.journal.contacts.total() > 100
    assert list(spoilt.parent.glob("abime.damaged-*.carnet"))
    assert any("est gardé" in toast.message.text() for toast in application.window.toasts.shown())


def test_what_is_left_is_saved_and_told(application: Application, qtbot: QtBot) -> None:
    _press(application, "Réparer ce qui reste", qtbot)

    qtbot.waitUntil(lambda: application.journal is not None and "Sauvés" in _said(application))
    assert "160 contacts" in _said(application)
    assert "Tout a pu être lu." in _said(application)
    _press(application, "Fermer", qtbot)
    assert application.window.key == "today"
