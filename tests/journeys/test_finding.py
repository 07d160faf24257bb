"""Finding by keyboard: anyone by anything known of them, conditions, views, the table, the other name of a company."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.app import Application
from carnet.domain.contacts import Affiliation, Contact, ContactPoint, PointKind
from carnet.domain.interactions import Interaction, InteractionKind, Participation

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def type_text(widget: QWidget, text: str) -> None:
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


@pytest.fixture
def page(application: Application) -> Any:
    journal = application.journal
    assert journal is not None
    key = journal.contacts.save(
        Contact(
            first_name="Lætitia",
            last_name="O’Neil",
            nickname="Titi",
            aliases=("Laeti Martin",),
            tags=("Œnologie",),
            points=(
                ContactPoint(kind=PointKind.PHONE, value="06 39 98 77 66"),
                ContactPoint(kind=PointKind.EMAIL, value="l.oneil@bouquetin.example"),
            ),
            affiliations=(Affiliation(organisation="Bœuf & Fils", title="Cheffe d’équipe"),),
            about="Aime la spéléologie",
        )
    )
    spoken = Interaction(
        kind=InteractionKind.LUNCH, summary="Parlé du mascaret", participants=(Participation(contact_id=key),)
    )
    journal.interactions.save(spoken)
    page: Any = application.window.show_page("contacts")
    page.focus_search()
    page.key = key
    return page


@pytest.mark.parametrize(
    "typed",
    [
        "laetitia",
        "oneil",
        "o'neil laet",
        "titi",
        "martin laeti",
        "#oenologie",
        "+33 6 39 98 77 66",
        "06.39.98.77.66",
        "0033639987766",
        "bouquetin.example",
        "boeuf fils",
        "cheffe d'equipe",
        "SPELEO",
        "mascaret",
        "letitia oneill",
    ],
)
def test_anyone_is_found_by_anything_known_of_them(qtbot: QtBot, page: Any, typed: str) -> None:
    type_text(page.list.search, typed)

    qtbot.waitUntil(lambda: page.key in page.list.model.ids())
    qtbot.keyClick(page.list.search, Key.Key_Down)
    assert page.list.table.hasFocus()
    qtbot.waitUntil(lambda: page.sheet.contact_id() == page.list.table.current_id())


def test_conditions_are_completed_kept_as_a_view_and_opened_again(
    qtbot: QtBot, application: Application, page: Any, answers: Answers
) -> None:
    search = page.list.search
    before = set(application.window.rail.views)
    type_text(search, "chal")
    qtbot.keyClick(search, Key.Key_Tab)
    type_text(search, "ti")
    qtbot.keyClick(search, Key.Key_Tab)
    type_text(search, "chaleur:brûlante")
    assert page.list.mistake.isVisible()
    for _letter in "chaleur:brûlante":
        qtbot.keyClick(search, Key.Key_Backspace)
    assert not page.list.mistake.isVisible()
    assert search.text() == "chaleur:tiède "
    listed = list(page.list.model.ids())

    answers.text = "Tièdes"
    page.list.keep.setFocus()
    qtbot.keyClick(page.list.keep, Key.Key_Space)
    qtbot.waitUntil(lambda: set(application.window.rail.views) != before)
    (key,) = set(application.window.rail.views) - before
    application.window.show_page("today")
    view = application.window.rail.views[key]
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Return)

    assert search.text() == "chaleur:tiède "
    assert list(page.list.model.ids()) == listed
    assert len(listed) > 0


def test_the_table_is_sorted_by_key_and_the_archived_come_when_asked_for(
    qtbot: QtBot, application: Application, page: Any
) -> None:
    journal = application.journal
    assert journal is not None
    table = page.list.table
    table.setFocus()
    qtbot.keyClick(table, Key.Key_L, CTRL | SHIFT)
    qtbot.keyClick(table, Key.Key_Home)
    for _column in range(3):
        qtbot.keyClick(table, Key.Key_Right)
    qtbot.keyClick(table, Key.Key_Return, SHIFT)
    assert page.list.sorted_by == "warmth"
    qtbot.keyClick(table, Key.Key_Return, SHIFT)
    assert page.list.sorted_by == "-warmth"

    journal.contacts.edit(page.key, status="archived")
    page.focus_search()
    page.list.search.clear()
    qtbot.waitUntil(lambda: page.key not in page.list.model.ids())
    type_text(page.list.search, "état:archivé")

    assert list(page.list.model.ids()) == [page.key]


def test_a_company_merged_away_is_found_by_its_old_name(qtbot: QtBot, application: Application, page: Any) -> None:
    journal = application.journal
    assert journal is not None
    keep, other = journal.organisations.known("Mutuelle Alizé"), journal.organisations.known("Bœuf & Fils")
    assert keep is not None
    assert other is not None
    page.open_organisation(int(other))
    menu_of = page.organisations.sheet.more
    menu_of.setFocus()
    qtbot.keyClick(menu_of, Key.Key_Space)
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    next(action for action in menu.actions() if action.data() == "delete").trigger()
    menu.close()
    qtbot.waitUntil(lambda: journal.organisations.known("Bœuf & Fils") is None)
    journal.history.undo()
    journal.organisations.merge(int(keep), int(other))

    search = page.organisations.list.search
    search.setFocus()
    type_text(search, "boeuf")

    qtbot.waitUntil(lambda: list(page.organisations.list.model.ids()) == [keep])
    page.organisations.open(int(keep))
    assert "Bœuf & Fils" in page.organisations.sheet.aliases.text()
