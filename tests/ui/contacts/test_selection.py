"""Several people at once, by keyboard: the bar, the menu, and each gesture as one deed."""

import pytest
from contacts_desk import Desk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from carnet import paths
from carnet.domain.changes import Deed
from carnet.domain.contacts import Contact, ContactFilter, ContactStatus, Sphere
from carnet.journal import Journal
from carnet.ui.contacts.selection_menu import SelectionMenu
from carnet.ui.kit.theme import apply_theme

KEYS = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chosen(desk: Desk, qtbot: QtBot) -> list[int]:
    """Ids of the first three people of the list, selected by key."""
    table = desk.page.list.table
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, KEYS.Key_Home)
    for _turn in range(2):
        qtbot.keyClick(table, KEYS.Key_Down, SHIFT)
    ids = table.selected_ids()
    assert len(ids) == 3
    return ids


def _menu(desk: Desk, qtbot: QtBot) -> SelectionMenu:
    """Open the menu with the button of the bar."""
    bar = desk.page.list.selection
    bar.act.setFocus()
    qtbot.keyClick(bar.act, KEYS.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), SelectionMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, SelectionMenu)
    return menu


def _entry(menu: QMenu, *path: str) -> QAction:
    for text in path:
        action = next(each for each in menu.actions() if each.text() == text)
        if (inner := action.menu()) is None:
            return action
        assert isinstance(inner, QMenu)
        menu = inner
    raise AssertionError(path)


def _choose(desk: Desk, qtbot: QtBot, *path: str) -> None:
    """Walk to an entry of the menu with the arrows and press Enter."""
    menu: QMenu = _menu(desk, qtbot)
    for at, text in enumerate(path):
        action = next(each for each in menu.actions() if each.text() == text)
        menu.setActiveAction(action)
        if at + 1 < len(path):
            qtbot.keyClick(menu, KEYS.Key_Right)
            inner = action.menu()
            assert isinstance(inner, QMenu)
            qtbot.waitUntil(inner.isVisible)
            menu = inner
    qtbot.keyClick(menu, KEYS.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def _last(journal: Journal) -> tuple[Deed, str]:
    deed = journal.history.recent(1)[0]
    return deed.kind, deed.subject


def test_the_bar_shows_for_several_and_goes_with_one(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    pane = desk.page.list
    assert pane.selection.isVisible()
    assert pane.selection.count.text() == "3 personnes choisies"
    assert not pane.count.isVisible()

    qtbot.keyClick(pane.table, KEYS.Key_Down)

    assert not pane.selection.isVisible()
    assert pane.count.isVisible()


def test_the_cross_keeps_the_current_one_only(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    pane = desk.page.list
    pane.selection.clear.setFocus()
    qtbot.keyClick(pane.selection.clear, KEYS.Key_Space)
    assert pane.table.selected_ids() == [chosen[2]]
    assert pane.table.hasFocus()


def test_echap_keeps_the_current_one_only(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    qtbot.keyClick(desk.page.list.table, KEYS.Key_Escape)
    assert desk.page.list.table.selected_ids() == [chosen[2]]
    assert not desk.page.list.selection.isVisible()


def test_the_menu_key_opens_the_menu_of_the_selection(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    table = desk.page.list.table
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), table.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(table, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), SelectionMenu))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    assert table.selected_ids() == chosen


def test_a_new_tag_is_given_to_all_as_one_deed_and_the_selection_stays(
    desk: Desk, chosen: list[int], qtbot: QtBot
) -> None:
    desk.answers.text = "à revoir"
    _choose(desk, qtbot, "Ajouter une étiquette", "Nouvelle étiquette…")
    journal = desk.journal
    assert all("à revoir" in journal.contacts.get(key).tags for key in chosen)
    assert _last(journal) == (Deed.LABEL_CONTACTS, "à revoir")
    qtbot.waitUntil(lambda: desk.page.list.table.selected_ids() == chosen)
    assert desk.page.list.selection.isVisible()

    journal.history.undo()
    assert not any("à revoir" in journal.contacts.get(key).tags for key in chosen)


def test_a_known_tag_is_given_and_taken(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    journal = desk.journal
    journal.labels.label(chosen[:1], add_tags=["R&D"])
    _choose(desk, qtbot, "Ajouter une étiquette", "R&&D")
    assert all("R&D" in journal.contacts.get(key).tags for key in chosen)

    menu = _menu(desk, qtbot)
    adding = _entry(menu, "Ajouter une étiquette", "Nouvelle étiquette…").parent()
    assert isinstance(adding, QMenu)
    assert "R&&D" not in [each.text() for each in adding.actions()]
    menu.close()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)

    _choose(desk, qtbot, "Retirer une étiquette", "R&&D (3)")
    assert not any("R&D" in journal.contacts.get(key).tags for key in chosen)


def test_a_circle_is_joined_and_left(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    journal = desk.journal
    desk.answers.text = "Atelier du jeudi"
    _choose(desk, qtbot, "Ajouter à un cercle", "Nouveau cercle…")
    assert all("Atelier du jeudi" in journal.contacts.get(key).circles for key in chosen)
    _choose(desk, qtbot, "Retirer d’un cercle", "Atelier du jeudi (3)")
    assert not any("Atelier du jeudi" in journal.contacts.get(key).circles for key in chosen)


def test_giving_up_changes_nothing(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    before = desk.journal.history.recent(1)
    desk.answers.text = None
    for path in (
        ("Ajouter une étiquette", "Nouvelle étiquette…"),
        ("Cadence", "Autre cadence…"),
        ("Relancer", "Un autre jour…"),
    ):
        _choose(desk, qtbot, *path)
    assert desk.journal.history.recent(1) == before


def test_sphere_and_cadence_are_set_for_all(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    journal = desk.journal
    _choose(desk, qtbot, "Sphère", "Pro et perso")
    assert {journal.contacts.get(key).sphere for key in chosen} == {Sphere.BOTH}
    assert _last(journal) == (Deed.EDIT_CONTACTS, "3")
    _choose(desk, qtbot, "Cadence", "60\u00a0jours")
    assert {journal.contacts.get(key).cadence_days for key in chosen} == {60}
    desk.answers.text = "75"
    _choose(desk, qtbot, "Cadence", "Autre cadence…")
    assert {journal.contacts.get(key).cadence_days for key in chosen} == {75}
    desk.answers.text = "souvent"
    _choose(desk, qtbot, "Cadence", "Autre cadence…")
    assert len(desk.errors) == 1
    assert {journal.contacts.get(key).cadence_days for key in chosen} == {75}


def test_a_follow_up_is_planned_for_each(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    journal = desk.journal
    counts = [len(journal.follow_ups.for_contact(key)) for key in chosen]
    _choose(desk, qtbot, "Relancer", "Dans une semaine (ven. 27 nov.)")
    assert [len(journal.follow_ups.for_contact(key)) for key in chosen] == [each + 1 for each in counts]
    assert _last(journal) == (Deed.PLAN_FOLLOW_UPS, "3")
    desk.answers.text = "pas un jour"
    _choose(desk, qtbot, "Relancer", "Un autre jour…")
    assert len(desk.errors) == 1


def test_people_are_archived_and_taken_out_and_the_sheet_says_so(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    journal = desk.journal
    _choose(desk, qtbot, "Archiver")
    assert {journal.contacts.get(key).status for key in chosen} == {ContactStatus.ARCHIVED}
    qtbot.waitUntil(desk.page.sheet.header.badge.isVisible)
    _choose(desk, qtbot, "Sortir de l’archive")
    assert {journal.contacts.get(key).status for key in chosen} == {ContactStatus.ACTIVE}
    qtbot.waitUntil(lambda: not desk.page.sheet.header.badge.isVisible())


def test_one_person_is_archived_and_taken_out_from_her_sheet(desk: Desk, qtbot: QtBot) -> None:
    key = desk.contact("Hélène Vasseur")
    desk.open(key)
    for status in (ContactStatus.ARCHIVED, ContactStatus.ACTIVE):
        desk.page.sheet.act("archive")
        assert desk.journal.contacts.get(key).status is status
        archived = status is ContactStatus.ARCHIVED
        qtbot.waitUntil(lambda shown=archived: desk.page.sheet.header.badge.isVisible() == shown)


def test_favourites_are_set_for_all(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    _choose(desk, qtbot, "Ajouter aux favoris")
    assert all(desk.journal.contacts.get(key).starred for key in chosen)
    _choose(desk, qtbot, "Retirer des favoris")
    assert not any(desk.journal.contacts.get(key).starred for key in chosen)


def test_the_export_of_the_selection_is_asked_for_and_of_nobody_else(
    desk: Desk, chosen: list[int], qtbot: QtBot
) -> None:
    asked: list[list[int]] = []
    desk.signals.export_asked.connect(asked.append)
    _choose(desk, qtbot, "Exporter…")
    assert [sorted(ids) for ids in asked] == [sorted(chosen)]


def test_the_selection_goes_to_the_bin_and_comes_back_at_once(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    journal = desk.journal
    _choose(desk, qtbot, "Mettre à la corbeille")
    assert not any(journal.contacts.is_shown(key) for key in chosen)
    assert _last(journal) == (Deed.DELETE_CONTACTS, "3")
    qtbot.waitUntil(lambda: not desk.page.list.selection.isVisible())
    journal.history.undo()
    assert all(journal.contacts.is_shown(key) for key in chosen)


def test_a_refusal_is_presented(desk: Desk, chosen: list[int], qtbot: QtBot) -> None:
    desk.answers.text = "#"
    _choose(desk, qtbot, "Ajouter une étiquette", "Nouvelle étiquette…")
    assert desk.errors == []  # a tag without letters is none
    desk.page._selection.act(chosen, "cadence", 0)
    assert len(desk.errors) == 1


def test_many_people_are_changed_beside_the_window_and_stay_selected(desk: Desk, qtbot: QtBot) -> None:
    journal = desk.journal
    for number in range(150):
        journal.contacts.save(Contact(first_name=f"Personne {number}"))
    pane = desk.page.list
    total = len(journal.contacts.ids(ContactFilter()))
    qtbot.waitUntil(lambda: pane.model.rowCount() == total)
    pane.table.setFocus()
    qtbot.keyClick(pane.table, KEYS.Key_A, CTRL)
    qtbot.waitUntil(lambda: pane.selection.count.text() == f"{total} personnes choisies")
    desk.answers.text = "tous"
    _choose(desk, qtbot, "Ajouter une étiquette", "Nouvelle étiquette…")
    qtbot.waitUntil(lambda: any(tag.name == "tous" and tag.contacts == total for tag in journal.labels.tags()))
    qtbot.waitUntil(lambda: pane.model.rowCount() == total)
    qtbot.waitUntil(lambda: len(pane.table.selected_ids()) == total)


def test_the_bar_fits_large_text(desk: Desk, chosen: list[int], qapp: QApplication) -> None:
    apply_theme(qapp, "dark", paths.resources(), scale=2.0)
    assert not desk.page.grab().isNull()
