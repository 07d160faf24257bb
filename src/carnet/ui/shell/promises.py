"""The table of what Carnet promises about the journal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from carnet.ui.kit.cards import Rule
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.words import _, promises


def promise_sheet(parent: QWidget) -> Overlay:
    """Return the overlay that tells the promises, how each is tested, and what none covers."""
    overlay = Overlay(parent, _("What Carnet promises"), 860, scrolls=True)
    grid = QGridLayout()
    grid.setHorizontalSpacing(metric(18))
    grid.setVerticalSpacing(metric(8))
    for column, stretch in enumerate((4, 3, 3)):
        grid.setColumnStretch(column, stretch)
    for column, text in enumerate(promises.heads()):
        grid.addWidget(label(text, "secondary_strong", "text2"), 0, column)
    for row in promises.rows():
        _add(grid, row)
    overlay.content.addLayout(grid)
    return overlay


def _add(grid: QGridLayout, row: promises.Promise) -> None:
    line = grid.rowCount()
    grid.addWidget(Rule(), line, 0, 1, 3)
    looks = (("body", "text"), ("secondary", "text2"), ("secondary", "text2"))
    for column, (text, (role, tint)) in enumerate(zip(row, looks, strict=True)):
        grid.addWidget(label(text, role, tint, wrap=True), line + 1, column, Qt.AlignmentFlag.AlignTop)
