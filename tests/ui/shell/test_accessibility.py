"""What a screen reader is told of every page, and what stays behind when pages and sheets come and go."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from carnet.app import PAGES, Application

_ROLES = QAccessible.Role
CONTROLS = frozenset(
    {
        _ROLES.PushButton,
        _ROLES.CheckBox,
        _ROLES.RadioButton,
        _ROLES.EditableText,
        _ROLES.ComboBox,
        _ROLES.ButtonMenu,
        _ROLES.SpinBox,
        _ROLES.List,
        _ROLES.Table,
        _ROLES.Link,
    }
)


def _controls(parent: QAccessibleInterface) -> list[tuple[str, str]]:
    """Return name and role of every control that can be seen."""
    found = []
    for at in range(parent.childCount()):
        child = parent.child(at)
        if not child.isValid():
            continue
        if child.role() in CONTROLS and not child.state().invisible:
            found.append((child.text(QAccessible.Text.Name).strip(), child.role().name))
        found += _controls(child)
    return found


def _shown(application: Application) -> list[tuple[str, str]]:
    page: Any = application.window.current_page()
    while getattr(getattr(page, "sheet", None), "_waiting", False):  # for the facts of a person, a turn later
        QTest.qWait(10)
    QApplication.processEvents()
    return _controls(QAccessible.queryAccessibleInterface(application.window))


@pytest.mark.parametrize("key", PAGES)
def test_every_control_of_a_page_has_a_name(application: Application, key: str) -> None:
    application.window.show_page(key)
    controls = _shown(application)
    assert len(controls) > 5
    assert [role for name, role in controls if not name] == []


@pytest.mark.parametrize("kind", ["contact", "event", "mission"])
def test_every_control_of_a_sheet_has_a_name(application: Application, kind: str) -> None:
    getattr(application, f"open_{kind}")(1)
    controls = _shown(application)
    assert len(controls) > 10
    assert [role for name, role in controls if not name] == []


def test_every_control_of_a_merge_has_a_name(application: Application) -> None:
    application.open_merge(1, 2)
    controls = _shown(application)
    assert len(controls) > 10
    assert [role for name, role in controls if not name] == []


def test_every_control_of_the_quick_add_has_a_name(application: Application) -> None:
    application.quick_add()
    controls = _shown(application)
    assert len(controls) > 10
    assert [role for name, role in controls if not name] == []


def test_pages_and_sheets_leave_no_widget_behind(application: Application) -> None:
    def wander() -> int:
        for turn in range(100):
            application.window.show_page(PAGES[turn % len(PAGES)])
        for person in range(1, 26):
            application.open_contact(person)
            QApplication.processEvents()
        for person in range(2, 8):
            application.open_merge(1, person)
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(QApplication.allWidgets())

    wander()  # builds the pages
    before = wander()
    assert wander() == before


def test_f10_opens_the_menu(application: Application, qtbot: QtBot) -> None:
    action = application.commands.actions["menu"]
    assert action.shortcut().toString() == "F10"
    action.trigger()
    qtbot.waitUntil(_menu_is_open)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert application.commands.actions["quit"] in [
        each for part in menu.findChildren(QMenu) for each in part.actions()
    ]
    menu.close()


def _menu_is_open() -> bool:
    return isinstance(QApplication.activePopupWidget(), QMenu)
