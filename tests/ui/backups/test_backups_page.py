"""« Sauvegardes » by keyboard: made, looked into, restored, one person brought back; what failed is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, Launch, type_text
from carnet.app import Application
from carnet.domain.contacts import Contact
from carnet.journal import Journal, sealing
from carnet.settings import Settings
from carnet.store import keys
from carnet.ui.backups import BackupsPage
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Banner
from carnet.ui.palette import Palette
from carnet.ui.preferences.passphrase_form import PassphraseForm

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
THIN = "\u202f"


def _journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


def _toasts(application: Application) -> list[str]:
    return [toast.message.text() for toast in application.window.toasts.shown()]


def _show(application: Application, qtbot: QtBot) -> BackupsPage:
    qtbot.keyClick(application.window, KEYS.Key_K, CTRL)
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, ">sauvegardes")
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: application.window.key == "backups")
    page = application.window.current_page()
    assert isinstance(page, BackupsPage)
    return page


@pytest.fixture
def page(application: Application, qtbot: QtBot) -> BackupsPage:
    """The page with the backup of the day, made at the start."""
    shown = _show(application, qtbot)
    qtbot.waitUntil(lambda: shown.model.rowCount() == 1)
    shown.table.setFocus()
    return shown


def test_the_backup_of_the_day_is_there_once_the_window_is(page: BackupsPage, application: Application) -> None:
    row = page.current()
    assert row is not None
    assert row.contacts == _journal(application).contacts.total()
    said = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "quotidienne" in said
    assert said.endswith("sur cet ordinateur, vérifiée")
    assert page.standing.latest.title.text().startswith("Dernière aujourd’hui à")
    assert page.standing.latest.text.text().startswith("1 copie, ")
    assert page.standing.second.title.text() == "Pas de second dossier"


def test_the_model_is_sound(page: BackupsPage, qtbot: QtBot) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.reload()
    qtbot.wait(50)


def test_ctrl_s_makes_one(page: BackupsPage, application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, KEYS.Key_S, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert "Sauvegardé et vérifié." in _toasts(application)
    assert page.make.isEnabled()


def test_the_side_compares_with_today(page: BackupsPage, application: Application, qtbot: QtBot) -> None:
    _journal(application).contacts.save(Contact(first_name="Zoé", last_name="Nouvelle"))
    qtbot.waitUntil(lambda: page.chosen.figures[0].text() == "−1")
    assert page.chosen.figures[2].text() == "pareil"


def test_a_restore_asks_once_and_is_taken_back(
    page: BackupsPage, application: Application, answers: Answers, qtbot: QtBot
) -> None:
    journal = _journal(application)
    before = journal.contacts.total()
    journal.contacts.save(Contact(first_name="Zoé", last_name="Nouvelle"))
    answers.yes = False
    page.chosen.restore.setFocus()
    qtbot.keyClick(page.chosen.restore, KEYS.Key_Space)
    assert answers.questions[-1].startswith("Rendre au carnet son état du ")
    assert journal.contacts.total() == before + 1

    answers.yes = True
    qtbot.keyClick(page.chosen.restore, KEYS.Key_Space)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert journal.contacts.total() == before
    toast = next(each for each in application.window.toasts.shown() if "comme le" in each.message.text())
    button = next(each for each in toast.findChildren(QAbstractButton) if each.text() == "Annuler")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert journal.contacts.total() == before + 1


def test_a_person_is_brought_back_by_name(page: BackupsPage, application: Application, qtbot: QtBot) -> None:
    journal = _journal(application)
    karim = journal.contacts.find("Karim Ouali")[0].id
    journal.contacts.delete(karim)
    qtbot.keyClick(page.table, KEYS.Key_M)
    qtbot.waitUntil(page.people.search.hasFocus)
    type_text(page.people.search, "ouali")

    def offered() -> list[Button]:
        return [each for each in page.people.findChildren(Button) if each.text() == "Ramener"]

    qtbot.waitUntil(lambda: len(offered()) == 1)
    (button,) = offered()
    assert button.accessibleName() == "Ramener: Karim Ouali"
    qtbot.keyClick(button, KEYS.Key_Space)

    qtbot.waitUntil(lambda: f"«{THIN}Karim Ouali{THIN}» ramené au carnet." in _toasts(application))
    assert journal.contacts.name(karim) == "Karim Ouali"
    assert journal.trash.items() == ()
    qtbot.waitUntil(lambda: any("rien ne manque" in each.text() for each in page.people.findChildren(QLabel)))
    type_text(page.people.search, "zzz")
    qtbot.waitUntil(lambda: page.people.note.text() == "Personne de ce nom dans cette copie.")


def test_a_backup_is_looked_into_and_left(page: BackupsPage, application: Application, qtbot: QtBot) -> None:
    path = application.path
    _journal(application).contacts.save(Contact(first_name="Zoé", last_name="Nouvelle"))
    qtbot.keyClick(page.table, KEYS.Key_Return)
    qtbot.waitUntil(lambda: application.window.key == "today")
    looked = _journal(application)
    assert not looked.contacts.find("Zoé Nouvelle")
    banner = application.window.findChild(Banner)
    assert banner.title.text().startswith("Vous regardez la sauvegarde du ")
    contacts = application.window.show_page("contacts")
    assert contacts is not None
    application.open_contact(looked.contacts.find("Karim Ouali")[0].id)
    application.quick_add()
    assert application._panel is not None
    qtbot.keyClicks(application._panel.composer, "Paul Petit")
    qtbot.keyClick(application._panel.composer, KEYS.Key_Return)
    qtbot.keyClick(application._panel.composer, KEYS.Key_Return)
    application._panel.close_overlay()
    assert not looked.contacts.find("Paul Petit")

    back = next(each for each in banner.findChildren(Button) if each.text() == "Revenir au carnet")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: application.window.key == "backups")
    assert application.path == path
    assert _journal(application).contacts.find("Zoé Nouvelle")
    assert application.instance is not None


def test_a_spoilt_backup_can_neither_be_looked_into_nor_restored(
    page: BackupsPage, application: Application, qtbot: QtBot
) -> None:
    row = page.current()
    assert row is not None
    _journal(application).backups.find(row.name).write_bytes(b"x" * 9_000)
    page.reload()
    qtbot.waitUntil(lambda: not page.chosen.restore.isEnabled())
    assert page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("abîmée")


def test_a_missing_second_folder_is_told_once(
    application: Application, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = _journal(application).backups.folder
    qtbot.waitUntil(lambda: any(folder.glob("*.carnet")))
    application.tasks.wait()
    qtbot.wait(50)
    answers.path = tmp_path / "disque"
    application.backups.choose_folder()
    assert application.settings.backup_folder == str(tmp_path / "disque")
    told: list[BaseException] = []
    application.present = told.append  # type: ignore[method-assign]
    for path in folder.glob("*.carnet"):
        path.unlink()

    for _time in range(2):
        application.backups.start()
        application.tasks.wait()
        qtbot.wait(30)
        for path in folder.glob("*.carnet"):
            path.unlink()

    assert [getattr(error, "reason", "") for error in told] == ["no_backup_folder"]
    page = _show(application, qtbot)
    qtbot.waitUntil(lambda: page.standing.second.title.text() == "Second dossier absent")
    answers.choice = 0
    application.backups.choose_folder()
    assert application.settings.backup_folder == ""


def test_the_page_paints_itself_wide_narrow_and_empty(
    page: BackupsPage, application: Application, launch: Launch, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not page.grab().isNull()
    application.window.resize(480, 500)
    QApplication.processEvents()
    assert not page.grab().isNull()
    assert page.make in page.panes()


def test_settings_show_the_room_and_the_folder(application: Application) -> None:
    application.apply_settings(Settings(language="fr", theme="light", backup_folder="/mnt/disque"))
    page = application.window.show_page("preferences")
    hints = [label.text() for label in page.findChildren(QLabel)]
    assert "/mnt/disque" in hints
    page.backup_size.setCurrentIndex(0)
    assert application.settings.backup_megabytes == 100


def test_the_backup_of_a_large_file_waits_until_nothing_is_written(
    application: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = _journal(application)
    qtbot.waitUntil(lambda: any(journal.backups.folder.glob("*.carnet")))  # that of the start
    application.tasks.wait()
    for name in list(journal.backups.folder.iterdir()):
        name.unlink()
    monkeypatch.setattr("carnet.ui.shell.backups._LARGE", 0)
    monkeypatch.setattr("carnet.ui.shell.backups._REST_MS", 1_500)
    application.backups.start()

    for number in range(3):
        qtbot.wait(700)
        journal.capture.add(f"Zoé Lacroix{number}")
        assert not list(journal.backups.folder.iterdir())

    qtbot.waitUntil(lambda: bool(list(journal.backups.folder.iterdir())))


def test_a_backup_of_before_the_passphrase_was_changed_asks_for_the_one_of_then(
    page: BackupsPage, application: Application, answers: Answers, qtbot: QtBot
) -> None:
    """Looked into, one person brought back, and all of it restored, into a journal of another key, here of none."""
    row = page.current()
    assert row is not None
    path = _journal(application).backups.find(row.name)
    sealing.encrypt(path, "phrase d alors")
    keys.forget()
    page.reload()
    qtbot.waitUntil(lambda: not page.chosen.restore.isEnabled())
    assert page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("autre phrase")

    for phrase in ("faux", "phrase d alors"):
        page.table.setFocus()
        qtbot.keyClick(page.table, KEYS.Key_Return)
        (form,) = [each for each in application.window.findChildren(PassphraseForm) if each.isVisible()]
        assert any("celle d’alors" in each.text() for each in form.findChildren(QLabel))
        qtbot.keyClicks(form.fields["old"].line, phrase)
        qtbot.keyClick(form.act, KEYS.Key_Space)
        if phrase == "faux":
            qtbot.waitUntil(lambda: any("n’ouvre pas la sauvegarde" in told for told in _toasts(application)))
    qtbot.waitUntil(page.chosen.restore.isEnabled)
    assert page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("vérifiée")

    people = _journal(application).backups.people(path, "nadia")
    assert people
    for person in people:
        _journal(application).contacts.delete(_journal(application).contacts.find(person.name)[0].id)
    _journal(application).backups.bring_back(path, people[0].id)
    assert _journal(application).contacts.find(people[0].name)
    _journal(application).backups.restore(path)
    assert not _journal(application).is_sealed
    keys.forget()
