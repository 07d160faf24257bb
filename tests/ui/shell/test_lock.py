"""A window on an encrypted journal: the passphrase is asked, turned on, changed and taken away, and the window locks."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.app import Application
from carnet.domain.contacts import ContactFilter
from carnet.journal import Journal, key_rings, sealing
from carnet.settings import Settings
from carnet.ui.backups import BackupsPage
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.overlay import Overlay
from carnet.ui.preferences import PreferencesPage
from carnet.ui.preferences.passphrase_form import PassphraseForm
from carnet.ui.shell import locking
from carnet.ui.shell.lock import LockPage
from carnet.ui.shell.working import WorkingPage
from pdf_text import pages
from session_bus import KeyRing, Logind, key_ring, needs_bus, session_bus

PASSPHRASE = "la cle sous le pot de thym"
OTHER = "un autre mot, plus long"
Open = Callable[..., Application]

__all__ = ["key_ring", "session_bus"]


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    yield
    sealing.lock()


@pytest.fixture
def plain(example: Path, home: Path, tmp_path: Path) -> Path:
    path = tmp_path / "x.carnet"
    shutil.copyfile(example, path)
    return path


@pytest.fixture
def sealed(plain: Path) -> Path:
    sealing.encrypt(plain, PASSPHRASE)
    sealing.lock()
    return plain


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    made: list[Application] = []

    def show(path: Path, key_ring: tuple[str, ...] = ()) -> Application:
        state = QSettings(str(tmp_path / "state.ini"), QSettings.Format.IniFormat)
        settings = Settings(language="fr", theme="light", reduce_motion=True, key_ring=key_ring)
        application = Application(qapp, settings, path, state)
        application.prompts = Answers()
        made.append(application)
        application.show()
        qtbot.waitUntil(lambda: application.settled, timeout=20_000)
        return application

    yield show
    for application in made:
        application.window.close()
        application.window.deleteLater()
        application.deleteLater()


def _type(page: LockPage, text: str, qtbot: QtBot) -> None:
    page.field.line.clear()
    qtbot.keyClicks(page.field.line, text)
    qtbot.keyClick(page.field.line, Qt.Key.Key_Return)


def _lock_page(application: Application) -> LockPage:
    page = application.window.current_page()
    assert isinstance(page, LockPage)
    return page


def _open_by(application: Application, passphrase: str, qtbot: QtBot) -> None:
    _type(_lock_page(application), passphrase, qtbot)
    qtbot.waitUntil(lambda: application.journal is not None and application.window.key == "today")


def test_the_passphrase_opens_and_another_is_refused_in_words(opened: Open, sealed: Path, qtbot: QtBot) -> None:
    application = opened(sealed)
    asked = []
    application.when_open(lambda: asked.append(True))
    page = _lock_page(application)
    assert page.field.line.echoMode() is QLineEdit.EchoMode.Password

    _type(page, "la cle", qtbot)
    qtbot.waitUntil(lambda: "n’ouvre pas" in page.field.error.text())
    assert application.journal is None

    _open_by(application, PASSPHRASE, qtbot)
    assert application.window.key == "today"
    assert application.journal is not None
    assert application.journal.is_sealed
    qtbot.waitUntil(lambda: asked == [True])


def test_what_is_typed_is_shown_when_asked(opened: Open, sealed: Path, qtbot: QtBot) -> None:
    page = _lock_page(opened(sealed))
    qtbot.keyClick(page.field.eye, Qt.Key.Key_Space)
    assert page.field.line.echoMode() is QLineEdit.EchoMode.Normal


def test_a_journal_is_encrypted_and_decrypted_from_the_settings(opened: Open, plain: Path, qtbot: QtBot) -> None:
    application = opened(plain)
    for what, words in (
        ("encrypt", {"new": PASSPHRASE, "again": PASSPHRASE}),
        ("rekey", {"old": PASSPHRASE, "new": "autre chose", "again": "autre chose"}),
        ("decrypt", {"old": "autre chose"}),
    ):
        page = application.window.show_page("preferences")
        assert isinstance(page, PreferencesPage)
        qtbot.keyClick(page.closing[what], Qt.Key.Key_Space)
        (form,) = [each for each in application.window.findChildren(PassphraseForm) if each.isVisible()]
        for key, text in words.items():
            qtbot.keyClicks(form.fields[key].line, text)
        qtbot.keyClick(form.act, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: application.journal is None)
        qtbot.waitUntil(lambda: application.journal is not None, timeout=20_000)
        assert application.journal is not None
        assert application.journal.is_sealed is (what != "decrypt")
        assert application.journal.contacts.total() > 50
    assert not sealing.is_sealed(plain)


def test_the_rewriting_shows_how_far_it_is_and_can_be_cancelled(
    opened: Open, plain: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carnet.store.sealing._STEPS", 200)
    application = opened(plain)
    application.locking.ask("encrypt")
    (form,) = application.window.findChildren(PassphraseForm)
    for key in ("new", "again"):
        qtbot.keyClicks(form.fields[key].line, PASSPHRASE)
    qtbot.keyClick(form.act, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(application.window.current_page(), WorkingPage))
    page = application.window.current_page()
    assert isinstance(page, WorkingPage)
    qtbot.waitUntil(lambda: page.share.text() not in {"0\u202f%", "100\u202f%"})
    qtbot.keyClick(page.cancel, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: application.journal is not None, timeout=20_000)
    assert not sealing.is_sealed(plain)
    assert isinstance(application.window.current_page(), PreferencesPage)
    assert "tel qu’il était" in application.window.toasts.shown()[-1].message.text()


def test_a_wrong_passphrase_changes_nothing(opened: Open, sealed: Path, qtbot: QtBot) -> None:
    application = opened(sealed)
    _open_by(application, PASSPHRASE, qtbot)
    application.locking.ask("decrypt")
    (form,) = application.window.findChildren(PassphraseForm)
    qtbot.keyClicks(form.fields["old"].line, "faux")
    qtbot.keyClick(form.act, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: application.journal is None)
    qtbot.waitUntil(lambda: application.journal is not None, timeout=20_000)
    assert sealing.is_sealed(sealed)
    (told,) = [each for each in application.window.findChildren(Overlay) if each.isVisible()]
    assert any("n’ouvre pas" in each.text() for each in told.findChildren(QLabel))
    told.close_overlay()


def test_two_passphrases_that_differ_are_told(opened: Open, plain: Path, qtbot: QtBot) -> None:
    application = opened(plain)
    application.locking.ask("encrypt")
    (form,) = application.window.findChildren(PassphraseForm)
    qtbot.keyClick(form.act, Qt.Key.Key_Space)
    assert form.fields["new"].error.text()
    qtbot.keyClicks(form.fields["new"].line, "azerty")
    assert "faible" in form.fields["new"].strength.text()
    qtbot.keyClicks(form.fields["new"].line, " herisson thym 7 falaise")
    assert "très bonne" in form.fields["new"].strength.text()
    qtbot.keyClicks(form.fields["again"].line, "autre")
    qtbot.keyClick(form.act, Qt.Key.Key_Space)
    assert "diffèrent" in form.fields["again"].error.text()
    assert not sealing.is_sealed(plain)
    form.close_overlay()


def test_nobody_there_locks_and_what_is_typed_stays(
    opened: Open, sealed: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = opened(sealed)
    _open_by(application, PASSPHRASE, qtbot)
    application.settings = replace(application.settings, lock_after_min=5)
    application.quick_add()
    panel = application._panel
    assert panel is not None
    qtbot.keyClicks(panel.composer, "Zoe Ba, DSI, Acme")
    qtbot.waitUntil(lambda: not application.tasks.busy)
    now = locking._now()
    monkeypatch.setattr(locking, "_now", lambda: now + 301)
    application.locking._on_tick()
    assert not application.window.isVisible()
    qtbot.waitUntil(lambda: application.journal is None)
    assert sealing.needs_passphrase(sealed)
    application.come_forward()
    assert not application.window.isVisible()

    page = application.locking.locked.page
    _type(page, "faux", qtbot)
    qtbot.waitUntil(lambda: "n’ouvre pas" in page.field.error.text())
    _type(page, PASSPHRASE, qtbot)
    qtbot.waitUntil(lambda: application.journal is not None)
    assert application.window.isVisible()
    assert panel.composer.text() == "Zoe Ba, DSI, Acme"
    assert application.journal is not None
    assert application.journal.contacts.total() > 50


def test_what_reads_beside_the_window_ends_before_the_journal_is_let_go(
    opened: Open, sealed: Path, qtbot: QtBot
) -> None:
    application = opened(sealed)
    _open_by(application, PASSPHRASE, qtbot)
    journal = application.journal
    assert journal is not None
    qtbot.waitUntil(lambda: not application.tasks.busy)
    found: list[object] = []
    failed: list[BaseException] = []

    def read() -> object:
        time.sleep(1.5)
        return journal.contacts.total()

    application.locking.lock()
    application.tasks.read(read, found.append, failed.append)
    qtbot.waitUntil(lambda: application.journal is None)

    qtbot.waitUntil(lambda: bool(found or failed))
    assert failed == []


def test_the_recovery_sheet_says_what_it_is_for(opened: Open, sealed: Path, qtbot: QtBot, tmp_path: Path) -> None:
    application = opened(sealed)
    _open_by(application, PASSPHRASE, qtbot)
    application.prompts.path = tmp_path / "fiche.pdf"
    page = application.window.show_page("preferences")
    assert isinstance(page, PreferencesPage)
    qtbot.keyClick(page.closing["sheet"], Qt.Key.Key_Space)
    data = (tmp_path / "fiche.pdf").read_bytes()
    (text,) = pages(data)
    assert "Ce journal est chiffré" in text
    assert "x.carnet" in text
    assert PASSPHRASE not in text


def test_nothing_of_the_journal_before_stands_beside_the_question(
    opened: Open, plain: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "autre.carnet"
    shutil.copyfile(plain, other)
    sealing.encrypt(other, PASSPHRASE)
    sealing.lock()
    application = opened(plain)
    rail = application.window.rail
    assert application.journal is not None
    application.journal.views.save("À revoir", ContactFilter(text="nadia"))
    qtbot.waitUntil(lambda: bool(rail.views))

    application.switch(other)

    assert isinstance(application.window.current_page(), LockPage)
    assert not rail.views


def test_a_plain_journal_is_not_locked(opened: Open, plain: Path, qtbot: QtBot) -> None:
    application = opened(plain)
    application.locking.lock()
    assert application.window.isVisible()
    assert application.journal is not None


def _ring(application: Application, qtbot: QtBot, passphrase: str = "") -> None:
    """Press the button of the key ring in the settings, and type what it asks for."""
    page = application.window.show_page("preferences")
    assert isinstance(page, PreferencesPage)
    qtbot.keyClick(page.closing["ring"], Qt.Key.Key_Space)
    if passphrase:
        (form,) = [each for each in application.window.findChildren(PassphraseForm) if each.isVisible()]
        qtbot.keyClicks(form.fields["old"].line, passphrase)
        qtbot.keyClick(form.act, Qt.Key.Key_Space)


def _told(application: Application) -> str:
    return " ".join(toast.message.text() for toast in application.window.toasts.shown())


@needs_bus
def test_the_key_ring_keeps_the_passphrase_of_who_wants_it(
    opened: Open, sealed: Path, qtbot: QtBot, key_ring: KeyRing
) -> None:
    application = opened(sealed)
    _open_by(application, PASSPHRASE, qtbot)
    assert key_ring.asked == 0

    _ring(application, qtbot, "faux")
    qtbot.waitUntil(lambda: "n’ouvre pas" in _told(application))
    assert not key_ring.secrets
    _ring(application, qtbot, PASSPHRASE)
    qtbot.waitUntil(lambda: application.settings.key_ring != ())
    assert [*key_ring.secrets.values()] == [PASSPHRASE.encode()]
    page = application.window.current_page()
    assert isinstance(page, PreferencesPage)
    assert page.closing["ring"].text() == "L’oublier"
    kept = application.settings.key_ring
    application.window.close()
    sealing.lock()

    again = opened(sealed, kept)
    qtbot.waitUntil(lambda: again.journal is not None)
    again.locking.lock()
    qtbot.waitUntil(lambda: again.journal is None)
    asked = key_ring.asked
    qtbot.wait(300)
    assert again.locking.locked is not None, "whoever is away is asked"
    assert key_ring.asked == asked
    _type(again.locking.locked.page, PASSPHRASE, qtbot)
    qtbot.waitUntil(lambda: again.journal is not None)
    _ring(again, qtbot)
    qtbot.waitUntil(lambda: again.settings.key_ring == ())
    assert not key_ring.secrets


@needs_bus
def test_another_passphrase_takes_the_place_of_the_old_one_in_the_key_ring(
    opened: Open, sealed: Path, qtbot: QtBot, key_ring: KeyRing
) -> None:
    application = opened(sealed)
    _open_by(application, PASSPHRASE, qtbot)
    _ring(application, qtbot, PASSPHRASE)
    qtbot.waitUntil(lambda: application.settings.key_ring != ())
    before = application.settings.key_ring
    application.locking.ask("rekey")
    (form,) = [each for each in application.window.findChildren(PassphraseForm) if each.isVisible()]
    for key, text in {"old": PASSPHRASE, "new": "autre chose", "again": "autre chose"}.items():
        qtbot.keyClicks(form.fields[key].line, text)
    qtbot.keyClick(form.act, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: application.settings.key_ring not in {before, ()}, timeout=20_000)
    assert [*key_ring.secrets.values()] == [b"autre chose"]


@needs_bus
def test_what_the_key_ring_does_not_say_is_typed(opened: Open, sealed: Path, qtbot: QtBot, session_bus: str) -> None:
    """Without a key ring, with a locked one, and with one that forgot."""
    name = key_rings.name_of(sealed)

    def refused_as(words: str) -> Application:
        application = opened(sealed, (name,))
        page = _lock_page(application)
        qtbot.waitUntil(lambda: words in page.field.error.text())
        return application

    refused_as("Aucun trousseau").window.close()
    ring = KeyRing(session_bus)
    try:
        refused_as("ne garde plus").window.close()
        key_rings.key_ring.keep(name, PASSPHRASE)
        ring.locked = ring.dismisses = True
        _open_by(refused_as("verrouillé"), PASSPHRASE, qtbot)
    finally:
        ring.close()


@needs_bus
def test_the_computer_sleeps_once_the_journal_is_locked(
    opened: Open, sealed: Path, qtbot: QtBot, session_bus: str
) -> None:
    from PySide6.QtDBus import QDBusConnection

    from carnet.ui.shell.sleeping import Sleep

    logind = Logind(session_bus)
    application = opened(sealed)
    application.locking.sleep = Sleep(QDBusConnection.connectToBus(session_bus, "logind"))
    application.locking.sleep.coming.connect(application.locking._on_sleep)
    _open_by(application, PASSPHRASE, qtbot)
    qtbot.waitUntil(lambda: not application.tasks.busy)
    logind.sleep()
    qtbot.waitUntil(lambda: application.locking.locked is not None)
    assert not logind.is_asleep()
    qtbot.waitUntil(logind.is_asleep)
    assert sealing.needs_passphrase(sealed)
    logind.close()
    QDBusConnection.disconnectFromBus("logind")


def test_caps_lock_is_told_as_one_types(opened: Open, sealed: Path, qtbot: QtBot) -> None:
    field = _lock_page(opened(sealed)).field
    qtbot.keyClicks(field.line, "la cle, 7 ")
    qtbot.keyClick(field.line, "E", Qt.KeyboardModifier.ShiftModifier)
    assert not field.capitals.isVisible()
    qtbot.keyClick(field.line, "L")
    assert field.capitals.isVisible()
    qtbot.keyClick(field.line, "7")
    assert field.capitals.isVisible(), "a figure says nothing"
    qtbot.keyClick(field.line, "a", Qt.KeyboardModifier.ShiftModifier)
    assert field.capitals.isVisible()
    qtbot.keyClick(field.line, Qt.Key.Key_CapsLock)
    qtbot.keyClicks(field.line, "a")
    assert not field.capitals.isVisible()


def test_a_backup_under_an_older_passphrase_is_used_and_looked_into_and_locked_there(
    sealed: Path, opened: Open, qtbot: QtBot
) -> None:
    """By keyboard: its passphrase, one person brought back, a look inside, the lock on it, and the way back."""
    sealing.unlock(sealed, PASSPHRASE)
    journal = Journal(sealed)
    made = journal.backups.make().path
    journal.close()
    old = made.read_bytes()
    sealing.rekey(sealed, PASSPHRASE, OTHER)
    made.write_bytes(old)
    sealing.lock()
    application = opened(sealed)
    page = application.window.current_page()
    assert isinstance(page, LockPage)
    _type(page, OTHER, qtbot)
    qtbot.waitUntil(lambda: application.journal is not None and application.settled, timeout=20_000)
    assert application.journal is not None
    (karim,) = application.journal.contacts.find("Karim Ouali")
    application.journal.contacts.delete(karim.id)
    backups = application.window.show_page("backups")
    assert isinstance(backups, BackupsPage)
    qtbot.waitUntil(lambda: any(row.sealed for row in backups._found.rows))
    application.window.activateWindow()
    qtbot.waitUntil(application.window.isActiveWindow)
    backups.table.setFocus()
    row = [row.name for row in backups._found.rows].index(made.name)
    for _step in range(row):
        qtbot.keyClick(backups.table, Qt.Key.Key_Down)
    qtbot.keyClick(backups.table, Qt.Key.Key_Return)
    (form,) = [each for each in application.window.findChildren(PassphraseForm) if each.isVisible()]
    qtbot.keyClicks(form.fields["old"].line, PASSPHRASE)
    qtbot.keyClick(form.fields["old"].line, Qt.Key.Key_Return)
    qtbot.waitUntil(backups.chosen.restore.isEnabled)

    qtbot.keyClick(backups.table, Qt.Key.Key_M)
    qtbot.waitUntil(backups.people.search.hasFocus)
    qtbot.keyClicks(backups.people.search, "ouali")
    qtbot.waitUntil(lambda: any(each.text() == "Ramener" for each in backups.people.findChildren(Button)))
    (back,) = [each for each in backups.people.findChildren(Button) if each.text() == "Ramener"]
    qtbot.keyClick(back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _journal(application).contacts.name(karim.id) == "Karim Ouali")
    qtbot.waitUntil(lambda: not application.tasks.busy)

    backups.table.setFocus()
    qtbot.keyClick(backups.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _journal(application).core.database.only_reads)
    qtbot.waitUntil(lambda: application.settled and not application.tasks.busy)
    application.locking.lock()
    qtbot.waitUntil(lambda: application.journal is None, timeout=5_000)
    locked = application.locking.locked
    assert locked is not None
    _type(locked.page, OTHER, qtbot)
    qtbot.waitUntil(lambda: application.locking.locked is None, timeout=5_000)
    qtbot.waitUntil(lambda: application.journal is not None)
    assert not _journal(
        application
    ).core.database.only_reads  # left with the lock, which asks for the passphrase of now
    assert application.path == sealed
    assert _journal(application).contacts.find("Karim Ouali")


def _journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal
