"""Every command of the window, once: its words, keys and icon; menus, palette and key sheet are made from it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from carnet.ui.kit.icons import icon
from carnet.words import _, current_language

# What may be done while a panel covers the page; the panel keeps all other keys.
_EVERYWHERE = frozenset({"quit", "larger", "smaller", "normal"})


class Command(NamedTuple):
    """One thing to do; `shortcuts` in Qt's portable spelling, the first is the one shown."""

    key: str
    menu: str
    text: str
    icon: str
    shortcuts: tuple[str, ...]
    run: Callable[[], object]


def key_caps(shortcut: str) -> tuple[str, ...]:
    """Return the words on the keys of a portable shortcut, in the user's language."""
    french = {"Shift": "Maj", "Del": "Suppr", "Esc": "Échap", "Return": "Entrée", "Space": "Espace", "Left": "←"}
    english = {"Return": "Enter", "Left": "←"}
    names = (french if current_language() == "fr" else english) | {"Right": "→", "Up": "↑", "Down": "↓"}
    parts = shortcut.replace("++", "+plus").split("+")
    return tuple(names.get(part, "+" if part == "plus" else part) for part in parts)


class Commands:
    """The commands as actions, for one window to take."""

    def __init__(self, window: QWidget, commands: Iterable[Command]) -> None:
        self.all = tuple(commands)
        self.actions: dict[str, QAction] = {}
        for command in self.all:
            action = QAction(command.text.replace("&", "&&"), window)
            action.setIcon(icon(command.icon)) if command.icon else None
            action.setShortcuts([QKeySequence(shortcut) for shortcut in command.shortcuts])
            action.triggered.connect(command.run)
            action.setProperty("everywhere", command.key in _EVERYWHERE)
            self.actions[command.key] = action

    def menu(self, parent: QWidget, submenus: dict[str, QMenu] | None = None) -> QMenu:
        """Return the whole menu; `submenus` stand before the last command of the menu of that name, which leaves."""
        whole = QMenu(parent)
        for name in dict.fromkeys(command.menu for command in self.all):
            part = whole.addMenu(name)
            for command in self.all:
                if command.menu == name:
                    part.addAction(self.actions[command.key])
            if submenus and name in submenus:
                part.insertMenu(part.actions()[-1], submenus[name])
        return whole

    def rename(self, key: str, text: str) -> None:
        """Change the words of a command, as undo does."""
        self.actions[key].setText(text.replace("&", "&&"))


def menu_names() -> tuple[str, str, str, str, str]:
    """Return the names of the menus, in order."""
    return _("File"), _("Edit"), _("View"), _("Go"), _("Help")


def letter_names() -> tuple[tuple[str, str], ...]:
    """Return the letters by their identifiers, with what they are called in a command."""
    return (
        ("thanks", _("thanks")),
        ("follow_up", _("follow-up")),
        ("reconnect", _("getting back in touch")),
        ("information", _("information on personal data")),
        ("ask_again", _("asking again whether to keep")),
    )
