"""The sheet of all shortcuts (Ctrl+?)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from carnet.ui.kit.labels import KeyHint, label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.ui.shell.commands import Command, key_caps
from carnet.words import _


def key_sheet(parent: QWidget, commands: Sequence[Command]) -> Overlay:
    """Return the overlay that lists every command that has keys, and the keys of lists and of the quick add."""
    overlay = Overlay(parent, _("Keyboard shortcuts"), 640, scrolls=True)
    grid = QGridLayout()
    grid.setVerticalSpacing(metric(6))
    grid.setColumnStretch(0, 1)
    for command in commands:
        if command.shortcuts:
            _add(grid, command.text, key_caps(command.shortcuts[0]))
    for text, keys in _local_keys():
        _add(grid, text, keys)
    overlay.content.addLayout(grid)
    return overlay


def _add(grid: QGridLayout, text: str, keys: Sequence[str]) -> None:
    row = grid.rowCount()
    grid.addWidget(label(text), row, 0)
    grid.addWidget(KeyHint(*keys), row, 1)


def _local_keys() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (_("Open the current row"), key_caps("Return")),
        (_("Move the current row to the bin"), key_caps("Del")),
        (_("Select several rows"), (*key_caps("Shift"), "↑", "↓")),
        (_("Contacts: table or cards"), key_caps("Ctrl+Shift+L")),
        (_("Sort by the current column"), key_caps("Shift+Return")),
        (_("Menu of the row, or of those selected"), key_caps("Shift+F10")),
        (_("Undo a deed or do it again (History)"), key_caps("Space")),
        (_("Restore what is selected (Bin)"), key_caps("Return")),
        (_("Follow-up done (Today)"), key_caps("Space")),
        (_("Follow-up done, with the exchange (Today)"), ("N",)),
        (_("Write, call, snooze (Today)"), ("E", "A", "R")),
        (_("Whom to see: log, not this time (Today)"), (*key_caps("Space"), *key_caps("Del"))),
        (_("Write a letter to the person (Contacts)"), key_caps("Ctrl+Shift+E")),
        (_("Exchange: take the last one back (Contacts)"), ("↑",)),
        (_("Quick add: add and continue"), key_caps("Return")),
        (_("Quick add: take the previous one back"), ("↑",)),
        (_("Quick add: choose the event"), key_caps("Ctrl+Shift+V")),
        (_("Briefing of the event (Events)"), key_caps("Ctrl+Shift+B")),
        (_("Debrief of the event (Events)"), key_caps("Ctrl+D")),
        (_("Missions: move the card"), (*key_caps("Ctrl"), "←", "→")),
        (_("Missions: put the card in its place"), (*key_caps("Ctrl"), "↑", "↓")),
        (_("Missions: sort by the current column (list)"), key_caps("Shift+Return")),
        (
            _("Path of a mission: move the step, take it out, edit it"),
            (*key_caps("Ctrl"), "←", "→", *key_caps("Del"), "F2"),
        ),
        (_("Events: move the event of the day (calendar)"), (*key_caps("Ctrl"), "←", "→", "↑", "↓")),
        (_("Events: move a goal"), (*key_caps("Ctrl"), "↑", "↓")),
        (_("Review: from column to column, from node to node (drawing)"), ("←", "→", "↑", "↓")),
        (_("Review: drawing or table"), ("V",)),
        (_("Review: save the picture (drawing)"), key_caps("Ctrl+S")),
        (_("Review: compare two periods and two models (table)"), ("C",)),
        (_("Review: copy the table"), key_caps("Ctrl+C")),
        (_("Privacy: ask again, archive, anonymise, erase"), (_("R"), _("A"), _("N"), _("E"))),
        (_("Privacy: information, legal basis, objection"), (_("I"), _("B"), _("O"))),
        (_("Import: merge, keep both, skip"), ("F", "G", "I")),
    )
