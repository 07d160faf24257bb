"""From the command, the sheet and the palette to the page of merges, in a whole window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.ui.contacts import ContactsPage
from carnet.ui.kit.buttons import Button
from carnet.ui.merge import MergePage
from carnet.ui.merge.apart_picker import ApartPicker
from carnet.ui.preferences import PreferencesPage

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def add_doubles(application: Application) -> tuple[int, int]:
    assert application.journal is not None
    mail = (ContactPoint(kind=PointKind.EMAIL, value="zoe@kervadec.example"),)
    save = application.journal.contacts.save
    one, other = (save(Contact(first_name="Zoé", last_name=last, points=mail)) for last in ("Kervadec", "Kervadek"))
    return int(one), int(other)


def page_of(application: Application) -> MergePage:
    page = application.window.current_page()
    assert isinstance(page, MergePage)
    return page


def test_the_command_finds_the_duplicates_and_one_undo_takes_a_merge_back(
    application: Application, qtbot: QtBot
) -> None:
    one, other = add_doubles(application)
    application.commands.actions["duplicates"].trigger()
    page = page_of(application)
    qtbot.waitUntil(lambda: page.list.model.rowCount() > 0)
    assert application.window.rail.buttons["contacts"].isChecked()
    assert page.list.table.hasFocus()

    qtbot.keyClick(page.list.table, Key.Key_Return)
    assert page.pair.table.hasFocus()
    qtbot.keyClick(page.pair.table, Key.Key_Return, CTRL)
    assert application.journal is not None
    assert not application.journal.contacts.is_shown(other)

    QApplication.processEvents()
    qtbot.keyClick(application.window, Key.Key_Z, CTRL)
    assert application.journal.contacts.is_shown(other)
    assert application.journal.contacts.is_shown(one)


def test_back_leads_from_a_pair_to_the_list_and_then_to_the_page_before(application: Application, qtbot: QtBot) -> None:
    add_doubles(application)
    application.window.show_page("missions")
    application.commands.actions["duplicates"].trigger()
    page = page_of(application)
    qtbot.waitUntil(lambda: page.list.model.rowCount() > 0)
    qtbot.keyClick(page.list.table, Key.Key_Return)
    application.window.go_back()
    assert page.heading.text() == "Doublons probables"
    application.window.go_back()
    assert application.window.key == "missions"


def test_two_people_chosen_on_the_page_of_contacts_stand_side_by_side(application: Application, qtbot: QtBot) -> None:
    one, other = add_doubles(application)
    application.open_contact(other)
    contacts = application.window.current_page()
    assert isinstance(contacts, ContactsPage)
    application.signals.merge_asked.emit(other, one)

    page = page_of(application)
    qtbot.keyClick(page.pair.table, Key.Key_Return, CTRL)

    qtbot.waitUntil(lambda: application.window.key == "contacts" and contacts.sheet.contact_id() == one)


def test_the_settings_list_the_pairs_told_apart(application: Application, qtbot: QtBot) -> None:
    one, other = add_doubles(application)
    application.window.show_page("preferences")
    page = application.window.current_page()
    assert isinstance(page, PreferencesPage)
    show = next(each for each in page.findChildren(Button) if each.property("command") == "apart")
    qtbot.keyClick(show, Key.Key_Space)
    assert "jusqu’ici" in application.window.toasts.shown()[-1].message.text()

    assert application.journal is not None
    application.journal.contacts.mark_not_same(one, other)
    application.window.show_page("preferences")
    qtbot.keyClick(show, Key.Key_Space)
    picker = next(each for each in application.window.findChildren(ApartPicker) if each.isVisible())
    qtbot.keyClick(picker.search, Key.Key_Return)
    assert {sheet.contact.id for sheet in page_of(application).pair.sheet[:2]} == {one, other}


def test_the_palette_knows_the_command(application: Application) -> None:
    names = [action.text for action in application.gestures._palette_actions()]
    assert "Chercher les doublons" in names
