"""A person as a QR code to be scanned by a phone, with what it says beside it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from carnet.domain.contacts import Contact
from carnet.formats import short_card
from carnet.ui.kit import codes
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.words import _

QUIET_MODULES = 4
_SIDE_PX = 340
_LEAST_PX = 180
_NARROW_PX = 480


def show_code(window: QWidget, contact: Contact, name: str) -> None:
    """Show somebody's card over a window, to be scanned."""
    panel = CodePanel(window, contact, name)
    panel.closed.connect(panel.deleteLater)
    panel.open()


class CodeImage(QWidget):
    """Black on white in every theme, as readers want it, with its quiet zone; modules of whole pixels."""

    def __init__(self, code: QImage, name: str, said: str) -> None:
        super().__init__()
        self._code = code
        self._side_px = _SIDE_PX
        self.setAccessibleName(name)
        self.setAccessibleDescription(said)

    def sizeHint(self) -> QSize:
        """Return a square of whole modules."""
        side = self._module() * (self._code.width() + 2 * QUIET_MODULES)
        return QSize(side, side)

    def fit(self, side_px: int) -> None:
        """Be as large as there is room, and no larger than is good to hold a phone before."""
        self._side_px = side_px
        self.setFixedSize(self.sizeHint())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        side, edge = self._module() * self._code.width(), self._module() * QUIET_MODULES
        painter.drawImage(QRect(edge, edge, side, side), self._code)
        painter.end()

    def _module(self) -> int:
        return max(1, self._side_px // (self._code.width() + 2 * QUIET_MODULES))


class CodePanel(Overlay):
    """The code of somebody's card."""

    def __init__(self, parent: QWidget, contact: Contact, name: str) -> None:
        title = _("My card as a QR code") if contact.is_me else _("{name} as a QR code").format(name=name)
        super().__init__(parent, title, 640, scrolls=True)
        card = short_card.write(contact)
        self.code = CodeImage(codes.qr(card.text), title, ", ".join(card.lines)) if card.text else None
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(metric(20))
        if self.code is None:
            self.content.addWidget(label(_("There is nothing here that a code can hold."), wrap=True))
            return
        self._row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._row.addLayout(_told(card.lines), 1)
        self.content.addLayout(self._row)
        self.add_action(_("Close"), "primary").clicked.connect(self.close_overlay)

    def fit(self) -> None:
        """Leave room for head and foot; in a narrow window the words stand below."""
        if self.code is None:
            return
        narrow = self._width() < metric(_NARROW_PX)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        room = min(self.height() - metric(170), self._width() - metric(56))
        self.code.fit(max(_LEAST_PX, min(metric(_SIDE_PX), room)))


def _told(lines: tuple[str, ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(metric(6))
    column.addWidget(label(_("Scan it with the camera of a phone: it then offers to keep the contact."), wrap=True))
    column.addSpacing(metric(6))
    for place, line in enumerate(lines):
        role = "emphasis" if place == 0 else "secondary"
        column.addWidget(label(line, role, "text" if place == 0 else "text2", wrap=True, selectable=True))
    column.addStretch(1)
    return column
