"""How a measured program opens the real window and drives it: keys, wheel, and the paint that follows."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QPixmapCache, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget
from script import KEYS, PEOPLE
from signals import settle

from carnet import app as root
from carnet import paths
from carnet.settings import Settings
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.rows_table import RowsTable
from carnet.words import install

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def begin(path: str) -> root.Application:
    """Return the application on a journal, its window not yet shown."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    settings = Settings(language="fr", theme="light", reduce_motion=True)
    install(paths.locale(), "fr")
    root.dress(qt, settings)
    QPixmapCache.setCacheLimit(root._PIXMAPS_KIB)
    application = root.Application(qt, settings, Path(path))
    application.window.resize(1280, 800)
    return application


def open_window(path: str) -> root.Application:
    """Return the application on a journal, loaded, with all done that waits for the first paint."""
    application = begin(path)
    application.window.show()
    settle(100)
    application.load()
    while not application.settled:
        settle(50)
    settle(300)
    return application


def press(widget: QWidget, char: str) -> None:
    """Send one key, as typed."""
    key = {"\b": Key.Key_Backspace, "\r": Key.Key_Return}.get(char, ord(char.upper()) if char.isascii() else 0)
    tap(widget, int(key), text="" if char in "\b\r" else char)


def tap(widget: QWidget, key: int, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> None:
    """Press and let go of a key."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, int(key), modifiers, text))


def focused() -> QWidget:
    """Return who gets the keys."""
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None
    return widget.focusWidget() or widget


def roll(view: QWidget, notches: int) -> None:
    """Turn the wheel over a view, away from the hand where positive."""
    middle = QPointF(view.rect().center())
    turn = QPoint(0, notches * 120)
    event = QWheelEvent(
        middle, QPointF(view.mapToGlobal(middle.toPoint())), QPoint(), turn, Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


class Paints(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.number = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let through."""
        self.number += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def flush() -> None:
    """Lay out and paint what is dirty, and only that, as the event loop would next."""
    for _round in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)


def frame(act: Callable[[], object]) -> float:
    """Return the milliseconds from an act until all that it made dirty is painted."""
    started = time.perf_counter()
    act()
    flush()
    return (time.perf_counter() - started) * 1000


def search_field(page: Any) -> SearchField:
    """Return the search field of the people."""
    found = page.list.search
    assert isinstance(found, SearchField)
    return found


def people(page: Any) -> RowsTable:
    """Return the list of people of the page of contacts, which holds that of organisations, too."""
    found = page.list.table
    assert isinstance(found, RowsTable)
    return found


class Bare(NamedTuple):
    """The floor of what is typed: a QLineEdit over a QListView."""

    window: QWidget
    field: QLineEdit
    view: QListView

    def typed(self, char: str) -> float:
        """Return the milliseconds from a key until it is painted."""
        return frame(lambda: press(self.field, char))


def bare(rows: int = 200) -> Bare:
    """Return the floor, shown; what is typed shortens the list."""
    window = QWidget()
    column = QVBoxLayout(window)
    field, view, model = QLineEdit(), QListView(), QStringListModel()
    model.setParent(window)
    view.setUniformItemSizes(True)
    view.setModel(model)
    column.addWidget(field)
    column.addWidget(view)
    names = ([f"{first} {last}" for first in PEOPLE for last in PEOPLE] * (rows // 400 + 1))[:rows]
    model.setStringList(names)
    field.textChanged.connect(lambda text: model.setStringList(names[len(text) :]))
    window.resize(344, 800)
    window.show()
    settle(100)
    return Bare(window, field, view)


def bare_keys() -> list[float]:
    """Return the frames of the script of keys on the floor."""
    floor = bare()
    times = []
    for char in KEYS:
        times.append(floor.typed(char))
        settle(5)
    floor.window.deleteLater()
    return times
