"""Two hands on a keyboard and nothing else: Tab until the name wanted has the focus, arrows through menus, letters."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import take_turns, type_text
from carnet.app import Application

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_MOST_STOPS = 150


class Hands:
    """Presses keys where the focus is."""

    def __init__(self, application: Application, qtbot: QtBot) -> None:
        self._window = application.window
        self._qtbot = qtbot
        self._window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = _NONE, times: int = 1) -> None:
        """Press a key, and let what follows happen."""
        for _time in range(times):
            self._qtbot.keyClick(self.focus(), key, modifiers)
            take_turns()

    def type(self, text: str) -> None:
        """Type where the focus is."""
        type_text(self.focus(), text)
        take_turns()

    def write(self, text: str) -> None:
        """Put a text in the place of what stands in the field."""
        self.press(Key.Key_A, CTRL)
        self.press(Key.Key_Delete)
        self.type(text)

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Go on with Tab until something of this name, or whose name begins so, has the focus."""
        seen = []
        for _stop in range(_MOST_STOPS):
            seen.append(self.name())
            if seen[-1].startswith(name):
                return
            self.press(Key.Key_Backtab if back else Key.Key_Tab, SHIFT if back else _NONE)
        raise AssertionError(f"{name!r} is not among {list(dict.fromkeys(seen))}")

    def choose(self, *texts: str) -> None:
        """Go down the menu that is open to an entry, into its menu for more of them, and take it."""
        for place, text in enumerate(texts):
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu), "no menu is open"
            entries = [action.text().replace("&&", "&") for action in menu.actions()]
            for _step in entries:
                self.press(Key.Key_Down)
                active = menu.activeAction()
                if active is not None and active.text().replace("&&", "&").startswith(text):
                    break
            else:
                raise AssertionError(f"{text!r} is not among {entries}")
            self.press(Key.Key_Return if place == len(texts) - 1 else Key.Key_Right)

    def focus(self) -> QWidget:
        """Return who gets the keys."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window

    def name(self) -> str:
        """Return what a screen reader says of who has the focus."""
        widget: QWidget | None = QApplication.focusWidget()
        return "" if widget is None else widget.accessibleName() or str(getattr(widget, "text", str)() or "")
