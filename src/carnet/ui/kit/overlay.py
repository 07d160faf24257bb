"""A panel over the window: scrim, focus kept inside, Échap closes, focus goes back to the opener."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import draw_ground, draw_shadow
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _

_RADIUS_PX = 12
_KEEPERS = frozenset({"xcb", "wayland", "windows", "offscreen"})
_MARGIN_PX = 20


class _Area(QScrollArea):
    """Wants the room of all it holds: Qt's own stops at some 24 lines."""

    def sizeHint(self) -> QSize:
        inner = self.widget()
        frame = 2 * self.frameWidth()
        return super().sizeHint() if inner is None else inner.sizeHint() + QSize(frame, frame)


class _Panel(QFrame):
    """The floating surface."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_ground(painter, self.rect(), metric(_RADIUS_PX), "surface", "border-strong")
        painter.end()


class Overlay(QWidget):
    """A child of the window that covers it; `content` takes the widgets, `add_action` the buttons.

    Args:
        parent: window (or its central widget) to cover.
        title: heading; "" leaves the head out, for panels that have their own.
        width_px: width at 100 %, less where the window is narrow.
        top_px: distance from the top; None centres.

    Signals:
        closed: the panel went, by Échap, ✕ or `close_overlay`.
    """

    closed = Signal()

    def __init__(
        self, parent: QWidget, title: str = "", width_px: int = 560, *, top_px: int | None = None, scrolls: bool = False
    ) -> None:
        super().__init__(parent)
        self._width_px = width_px
        self._top_px = top_px
        self._opener: QWidget | None = None
        self._ground = QPixmap()
        self._pictured: list[QObject] = []
        self._buttons: list[Button] = []
        self.setAccessibleName(title)
        self.panel = _Panel(self)
        self.panel.setAccessibleName(title)
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.title = label(title, "section")
        self.head = self._build_head()
        self.head.setVisible(bool(title))
        self.content = QVBoxLayout()
        self._add_content(scrolls=scrolls)
        self._actions = QHBoxLayout()
        self._foot = self._build_foot()
        self._restyle()
        self.hide()
        parent.installEventFilter(self)
        self.panel.installEventFilter(self)
        notifier().changed.connect(self._restyle)

    def add_action(self, text: str, kind: str = "secondary", icon_name: str = "") -> Button:
        """Add a button at the bottom right, the primary one last, and return it."""
        button = Button(text, icon_name, kind)
        self._actions.addWidget(button)
        self._buttons.append(button)
        self._foot.show()
        return button

    def add_foot(self, widget: QWidget) -> None:
        """Put a widget at the bottom left."""
        self._actions.insertWidget(0, widget)
        self._foot.show()

    def open(self) -> None:
        """Show the panel and put the focus inside."""
        self._opener = QApplication.focusWidget()
        self._place()
        if self.isHidden():
            self._picture_ground()
        self.show()
        self.raise_()
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            self._focus_first()

    def close_overlay(self) -> None:
        """Hide the panel and give the focus back to where it was."""
        if self.isHidden():
            return
        # Before it is hidden: Qt would look for whom to give the focus to, along a chain of thousands.
        if self._opener is not None and isValid(self._opener) and self._opener.isVisible():
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
        self._opener = None
        self.hide()
        self._forget_ground()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Échap; keep other keys from the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep clicks from the page below."""
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the panel."""
        stops = list(self._stops())
        if not stops:
            return False
        focused = QApplication.focusWidget()
        at = stops.index(focused) if focused in stops else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window as it is resized; follow the content, which a panel of fixed size tells nobody else."""
        if event.type() is QEvent.Type.Hide and watched in self._pictured:
            self._forget_ground()
        grown = watched is self.panel and event.type() is QEvent.Type.LayoutRequest
        if (grown or (event.type() is QEvent.Type.Resize and watched is not self.panel)) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Follow the content as it grows; claim the keys that would act on the window below."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and not self._passes(event):
            event.accept()
            return True
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint scrim and shadow."""
        painter = QPainter(self)
        if self._ground.isNull():
            painter.fillRect(self.rect(), color("scrim"))
        else:
            painter.drawPixmap(0, 0, self._ground)
        draw_shadow(painter, QRectF(self.panel.geometry()), metric(_RADIUS_PX), metric(14))
        painter.end()

    def _picture_ground(self) -> None:
        """Keep a picture of what lies below, so that it need not be painted anew for every key typed above it."""
        parent = self.parentWidget()
        assert parent is not None
        self._ground = _seen(parent)
        painter = QPainter(self._ground)
        painter.fillRect(parent.rect(), color("scrim"))
        painter.end()
        self._pictured = [child for child in parent.children() if isinstance(child, QWidget) and child.isVisible()]
        for child in self._pictured:
            child.installEventFilter(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _forget_ground(self) -> None:
        """Let what lies below be seen as it is: it was resized, dressed anew, or something of it is gone."""
        if not self._ground.isNull():
            for child in filter(isValid, self._pictured):
                child.removeEventFilter(self)
            self._ground, self._pictured = QPixmap(), []
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)
            self.update()

    def _passes(self, event: QKeyEvent) -> bool:
        """Tell whether the keys are the panel's own, or those of a command of the window that acts everywhere."""
        ways = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier  # to one sign, by keyboard
        typed = QKeyCombination(event.modifiers() & ~ways, Qt.Key(event.key()))
        everywhere = (action for action in self.window().actions() if action.property("everywhere"))
        shortcuts = self.findChildren(QShortcut)
        own = [key for shortcut in shortcuts for key in QShortcut.keys(shortcut)]
        return QKeySequence(typed) in own or any(QKeySequence(typed) in action.shortcuts() for action in everywhere)

    def _build_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.addWidget(self.title)
        row.addStretch(1)
        close = Button(_("Close"), "x", "bare")
        close.clicked.connect(self.close_overlay)
        row.addWidget(close)
        self._column.addWidget(head)
        return head

    def _add_content(self, *, scrolls: bool) -> None:
        if not scrolls:
            self._column.addLayout(self.content, 1)
            return
        inner = QWidget()
        inner.setLayout(self.content)
        area = _Area()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._column.addWidget(area, 1)

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setLayout(self._actions)
        self._actions.addStretch(1)
        self._column.addWidget(foot)
        foot.hide()
        return foot

    def _stops(self) -> Iterator[QWidget]:
        """Yield the widgets that Tab stops at, in order; they stand at the head of a chain of thousands."""
        widget = self.panel.nextInFocusChain()
        while widget is not None and widget is not self.panel:
            # First whether it is inside: most of the chain is the page below, and flags are slow to compare.
            inside = self.panel.isAncestorOf(widget) and widget.isEnabled() and widget.isVisibleTo(self)
            if inside and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            widget = widget.nextInFocusChain()

    def _focus_first(self) -> None:
        stops = (stop for stop in self._stops() if not (isinstance(stop, Button) and self.head.isAncestorOf(stop)))
        if (first := next(stops, None)) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus()

    def fit(self) -> None:
        """Adapt the content to the window, whose size the overlay has; a panel may have something to shrink."""

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        if parent.size() != self.size():
            self._forget_ground()
        self.setGeometry(parent.rect())
        self.fit()
        width = self._width()
        self.panel.setFixedWidth(width)
        height = min(self._wanted_height(), self.height() - 2 * metric(16))
        top = metric(self._top_px) if self._top_px is not None else (self.height() - height) // 2
        top = max(metric(16), min(top, self.height() - height - metric(16)))
        before = self.panel.geometry()
        self.panel.setFixedHeight(height)
        self.panel.move(QPoint((self.width() - width) // 2, top))
        if self.panel.geometry() != before:
            self.update()  # the shadow is painted here, around the panel

    def _width(self) -> int:
        return min(metric(self._width_px), self.width() - 2 * metric(16))

    def _wanted_height(self) -> int:
        layout: QLayout = self._column
        wanted = layout.heightForWidth(self._width()) if layout.hasHeightForWidth() else self.panel.sizeHint().height()
        return max(wanted, layout.minimumSize().height())

    def _restyle(self) -> None:
        side = metric(_MARGIN_PX)
        head = self.head.layout()
        if head is not None:
            head.setContentsMargins(side, metric(14), metric(12), metric(6))
        self.content.setContentsMargins(side, metric(8), side, metric(16))
        self.content.setSpacing(metric(10))
        self._actions.setContentsMargins(side, metric(4), side, metric(16))
        self._actions.setSpacing(metric(8))
        self._forget_ground()
        if self.isVisible():
            self._place()
        self.update()


def _seen(window: QWidget) -> QPixmap:
    """Return what a window shows: what it painted last, which costs a copy, where its platform keeps that whole."""
    store = window.backingStore() if window.isWindow() and QGuiApplication.platformName() in _KEEPERS else None
    if store is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
        painted = store.paintDevice()
        if isinstance(painted, QImage) and painted.size() == window.size() * window.devicePixelRatioF():
            return QPixmap.fromImage(painted)
    return window.grab()
