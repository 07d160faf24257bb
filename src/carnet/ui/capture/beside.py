"""What a line was made of, beside it: the text that was pasted, or the picture of a card, to check against."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from carnet.ui.kit.cards import Card
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import line_height
from carnet.ui.kit.theme import font, metric, set_font
from carnet.words import _

_LINES_MOST = 10
_PICTURE_PX = 220


class Beside(Card):
    """The source of the line, for the eye and for copying; nothing of it is kept by itself."""

    def __init__(self) -> None:
        super().__init__(pad=10, spacing=4, ground="list")
        self.heading = label("", "caption", "text3")
        self.text = _Source()
        self.picture = _Picture()
        for part in (self.heading, self.text, self.picture):
            self.body.addWidget(part)
        self.hide()

    def show_source(self, text: str, picture: QImage | None = None) -> None:
        """Show the picture that was read, else the text that was pasted; hide where there is neither."""
        self.heading.set_text(_("What was pasted") if picture is None else _("The picture that was read"))
        self.text.setPlainText(text)
        self.text.setVisible(bool(text) and picture is None)
        self.text.updateGeometry()
        self.picture.show_image(picture)
        self.setVisible(bool(text) or picture is not None)


class _Source(QTextEdit):
    """Read, scrolled and copied by keys; as high as its lines, up to a few."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("What was pasted"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_font(self, font("secondary"))

    def sizeHint(self) -> QSize:
        """Return the height of the lines there are."""
        lines = min(_LINES_MOST, self.document().blockCount())
        return QSize(metric(200), lines * line_height("secondary") + metric(2))

    def minimumSizeHint(self) -> QSize:
        """Never clip the first lines."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin at the first line."""
        super().resizeEvent(event)
        self.verticalScrollBar().setValue(0)


class _Picture(QWidget):
    """A picture as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(_("The picture that was read"))
        self.hide()

    def show_image(self, image: QImage | None) -> None:
        """Show a picture, None for none."""
        self._image = QImage() if image is None else image
        self.setFixedHeight(metric(_PICTURE_PX))
        self.setVisible(image is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it whole, in the middle."""
        if self._image.isNull():
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = self.rect()
        area.setSize(size)
        area.moveCenter(self.rect().center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self._image)
        painter.end()
