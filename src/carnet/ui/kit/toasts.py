"""Short messages at the foot of the window, with one action, gone after 8 s."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from carnet.ui.kit.announce import announce
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import draw_ground, draw_shadow, text_width
from carnet.ui.kit.plain_button import LinkButton
from carnet.ui.kit.theme import metric
from carnet.words import _

_SHOWN_MS = 8_000
_MOST = 3
_SHADOW_PX = 8


class Toast(QWidget):
    """One message; the time stops while it is pointed at or holds the focus."""

    def __init__(self, parent: QWidget, text: str, action_text: str, action: Callable[[], object] | None) -> None:
        super().__init__(parent)
        self._action = action
        self.about: object = None
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.message = label(text, wrap=True)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(_SHOWN_MS)
        self.timer.timeout.connect(self.close)
        self._build(action_text)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self.timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stop the time."""
        self.timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let the time run."""
        self.timer.start()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shadow and surface."""
        painter = QPainter(self)
        spread = metric(_SHADOW_PX)
        area = QRectF(self.rect()).adjusted(spread, spread, -spread, -spread)
        draw_shadow(painter, area, metric(8), spread - 2)
        draw_ground(painter, area, metric(8), "surface", "border-strong")
        painter.end()

    def _build(self, action_text: str) -> None:
        row = QHBoxLayout(self)
        pad = metric(_SHADOW_PX)
        row.setContentsMargins(pad + metric(14), pad + metric(8), pad + metric(8), pad + metric(8))
        row.setSpacing(metric(14))
        self.message.setMinimumWidth(min(text_width(self.message.text()) + 2, metric(440)))
        row.addWidget(self.message)
        if action_text:
            link = LinkButton(action_text, role="emphasis")
            link.clicked.connect(self._on_action)
            row.addWidget(link)
        close = Button(_("Close"), "x", "bare", small=True)
        close.clicked.connect(self.close)
        row.addWidget(close)

    def _on_action(self) -> None:
        action, self._action = self._action, None
        self.close()
        if action is not None:
            action()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.timer.stop()
        elif not self.timer.isActive() and not self.underMouse():
            self.timer.start()


class Toasts(QObject):
    """Stacks messages at the bottom centre of a window, three at most, and no higher than a third of it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown: list[Toast] = []
        window.installEventFilter(self)

    def show(
        self, text: str, action_text: str = "", action: Callable[[], object] | None = None, *, about: object = None
    ) -> None:
        """Show a message, with an action that closes it; `about` is what `settle` knows it by."""
        while len(self._shown) >= _MOST:
            self._shown.pop(0).close()
        toast = Toast(self._window, text, action_text, action)
        toast.about = about
        toast.installEventFilter(self)
        self._shown.append(toast)
        self._leave_room()
        self._place()  # before it is seen, lest it open under the pointer
        toast.show()
        announce(toast, text)

    def settle(self, about: object) -> None:
        """Close the message about something that is not so any more."""
        for toast in self.shown():
            if toast.about is not None and toast.about == about:
                toast.close()

    def shown(self) -> list[Toast]:
        """Return the messages on the screen, oldest first."""
        return list(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window; forget a message that closes."""
        if event.type() is QEvent.Type.Resize and watched is self._window:
            self._place()
        elif event.type() is QEvent.Type.Close and watched in self._shown:
            self._shown = [toast for toast in self._shown if toast is not watched]
            QTimer.singleShot(0, self._place)
        return super().eventFilter(watched, event)

    def _leave_room(self) -> None:
        """Close the oldest where they would cover more than a third of the window, as with large text."""
        most = self._window.height() // 3
        while len(self._shown) > 1 and sum(toast.sizeHint().height() for toast in self._shown) > most:
            self._shown.pop(0).close()

    def _place(self) -> None:
        bottom = self._window.height() - metric(16) + metric(_SHADOW_PX)
        for toast in reversed(self._shown):
            toast.adjustSize()
            bottom -= toast.height()
            toast.move((self._window.width() - toast.width()) // 2, bottom)
            toast.raise_()
