"""The panels of one deed: what it changed, and what stands in the way of taking it back."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from carnet.domain.deed_sheets import DeedSheet, Obstacle
from carnet.journal.history import DeedRow
from carnet.ui.history.deed_delegate import capital
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.words import _, changes, deeds, ngettext

_WIDTH_PX, _MOST_PX = 560, 440


class _DeedPanel(Overlay):
    """A panel whose list is as tall as it needs to be, up to a height from which on it scrolls."""

    def __init__(self, window: QWidget, title: str) -> None:
        super().__init__(window, title, _WIDTH_PX, scrolls=True)
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        """Show the panel; what wraps is measured at the width it gets."""
        area = self.panel.findChild(QScrollArea)
        if area is not None:
            width = min(metric(_WIDTH_PX), self.window().width() - 2 * metric(16)) - area.verticalScrollBar().width()
            # The area gives its content what that asks for without a width, if it is more.
            wanted = max(self.content.totalHeightForWidth(width), self.content.totalMinimumSize().height())
            area.setMinimumHeight(min(wanted, metric(_MOST_PX), self.window().height() // 2))
        super().open()


class ChangesPanel(_DeedPanel):
    """What a deed changed.

    Signals:
        switched: the deed is to be undone, or done again.
    """

    switched = Signal()

    def __init__(self, window: QWidget, row: DeedRow, sheet: DeedSheet, today: date) -> None:
        super().__init__(window, capital(deeds.name(row.kind, row.subject)))
        when = f"{capital(changes.moment(row.at, today))} · {changes.cause(row.cause)}"
        self.content.addWidget(label(when, "secondary", "text2"))
        self._add_rows(sheet)
        self.content.addStretch(1)
        close = self.add_action(_("Close"))
        close.clicked.connect(self.close_overlay)
        self.act = self.add_action(_("Do again") if row.undone else _("Undo this deed"), "primary")
        self.act.clicked.connect(self._on_act)

    def _add_rows(self, sheet: DeedSheet) -> None:
        told = [row for row in sheet.rows if changes.tells(row)]
        for row in told:
            self.content.addWidget(label(changes.heading(row), "emphasis", wrap=True))
            text = "\n".join(changes.lines(row))
            if text:
                self.content.addWidget(label(text, "body", "text2", wrap=True))
        if not told:
            self.content.addWidget(label(_("Only what is worked out changed."), "body", "text2", wrap=True))
        left = sheet.total - len(sheet.rows)
        if left > 0:
            text = ngettext("and {n} more row", "and {n} more rows", left).format(n=left)
            self.content.addWidget(label(text, "secondary", "text3"))

    @Slot()
    def _on_act(self) -> None:
        self.close_overlay()
        self.switched.emit()

    def open(self) -> None:
        """Show the panel with the focus on what one does."""
        super().open()
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)


class ObstaclesPanel(_DeedPanel):
    """Why a deed cannot be taken back: the rows that changed since, each with the deed that changed it."""

    def __init__(self, window: QWidget, row: DeedRow, found: Sequence[Obstacle], total: int, today: date) -> None:
        title = _("This deed cannot be done again") if row.undone else _("This deed cannot be undone")
        super().__init__(window, title)
        text = _("{deed}: what follows has changed since. Undo the later changes first.")
        self.content.addWidget(label(text.format(deed=capital(deeds.name(row.kind, row.subject))), "body", wrap=True))
        for obstacle in found:
            line = changes.obstacle(obstacle, today)
            self.content.addWidget(label(f"• {line}", "body", "text2", wrap=True))
        left = total - len(found)
        if left > 0:
            more = ngettext("and {n} more row", "and {n} more rows", left).format(n=left)
            self.content.addWidget(label(more, "secondary", "text3"))
        self.content.addStretch(1)
        self.shut = self.add_action(_("Close"), "primary")
        self.shut.clicked.connect(self.close_overlay)

    def open(self) -> None:
        """Show the panel with the focus on its one button."""
        super().open()
        self.shut.setFocus(Qt.FocusReason.OtherFocusReason)
