"""The small window: the quick add by itself, above other programs, for as long as one sits in the train home."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSettings, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from carnet.ui.capture import CapturePanel
from carnet.ui.kit.theme import color, metric
from carnet.words import _

if TYPE_CHECKING:
    from carnet.journal import Journal
    from carnet.ui.kit.signals import AppSignals

_GEOMETRY = "small/geometry"
_SIZE_PX = (480, 480)
_EDGE_PX = 24


class _Filling(CapturePanel):
    """The same panel, as large as its window, without a page to cover."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground behind the round corners."""
        painter = QPainter(self)
        painter.fillRect(QRectF(event.rect()), color("surface"))
        painter.end()

    def _picture_ground(self) -> None:
        """Keep no picture: nothing lies below."""

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            self.panel.setFixedSize(window.size())
            self.panel.move(0, 0)


class SmallWindow(QWidget):
    """Stays above other windows; Échap hides it, and it comes back where it was.

    Signals:
        left_for_sheet: somebody's sheet was asked for, which the main window shows.

    Attributes:
        panel: the quick add in it.
    """

    left_for_sheet = Signal()

    def __init__(self, journal: "Journal", signals: "AppSignals", state: QSettings) -> None:
        # A tool is in no list of windows and does not count as one that is left open.
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setWindowTitle(_("Quick add") + " – Carnet")
        self._state = state
        self.panel = _Filling(journal, signals, self)
        self.panel.closed.connect(self.hide)
        self.panel.added.opened.connect(self._on_opened)
        self._restore()

    def open(self) -> None:
        """Show it, with the cursor in the line."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.panel.open_for()

    def minimumSizeHint(self) -> QSize:
        """Stay wide enough for a line."""
        return QSize(metric(360), metric(300))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide, what is typed kept."""
        event.ignore()
        self.panel.close_overlay()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the place."""
        super().hideEvent(event)
        self._state.setValue(_GEOMETRY, self.saveGeometry())

    def _restore(self) -> None:
        self.setMinimumSize(self.minimumSizeHint())
        self.resize(metric(_SIZE_PX[0]), metric(_SIZE_PX[1]))
        kept = self._state.value(_GEOMETRY)
        if isinstance(kept, QByteArray) and self.restoreGeometry(kept):
            return
        free = QGuiApplication.primaryScreen().availableGeometry()
        self.move(free.right() - self.width() - metric(_EDGE_PX), free.bottom() - self.height() - metric(2 * _EDGE_PX))

    @Slot(int)
    def _on_opened(self, _contact_id: int) -> None:
        self.left_for_sheet.emit()
