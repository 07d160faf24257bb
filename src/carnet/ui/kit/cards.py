"""Blocks of a page: grounds, cards, section headings, rules, empty states, banners, progress lines."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import IconLabel, KeyHint, Label, LinkLabel, label
from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.theme import color, metric, notifier


class Ground(QFrame):
    """A pane with a ground: "window", "list", "surface", "fill", "accent-soft"."""

    def __init__(self, ground: str = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", ground)


class _Edge(QWidget):
    """The border and the round corners of a card, above a list that fills it to the edge."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, radius = QRectF(self.rect()), metric(10)
        corners, inside = QPainterPath(), QPainterPath()
        corners.addRect(area)
        inside.addRoundedRect(area, radius, radius)
        painter.fillPath(corners.subtracted(inside), color(self._behind()))
        draw_ground(painter, area, radius, None, "border")
        painter.end()

    def _behind(self) -> str:
        """Return the ground that the card lies on."""
        widget = self._card.parentWidget()
        while widget is not None and widget.property("ground") is None:
            widget = widget.parentWidget()
        return "list" if widget is None else str(widget.property("ground"))


class Card(QFrame):
    """A bordered surface; put things into `body`, which without `pad` goes to the edge. No card inside a card."""

    def __init__(self, pad: int = 14, spacing: int = 8, ground: str = "") -> None:
        super().__init__()
        self._pad = pad
        if ground:
            self.setProperty("ground", ground)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(metric(spacing))
        self._edge = None if pad else _Edge(self)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the edge around and above everything."""
        super().resizeEvent(event)
        if self._edge is not None:
            self._edge.setGeometry(self.rect())
            self._edge.raise_()

    def _restyle(self) -> None:
        pad = metric(self._pad)
        self.body.setContentsMargins(pad, pad, pad, pad)


class Rule(QWidget):
    """A 1 px line."""

    def __init__(self, vertical: bool = False, role: str = "border") -> None:
        super().__init__()
        self._role = role
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, free)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(free, fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(self._role))
        painter.end()


class SectionHeader(QWidget):
    """A heading with a count and a link at right.

    Signals:
        link_activated: the user followed the link.
    """

    link_activated = Signal()

    def __init__(
        self,
        title: str,
        count: int | None = None,
        link: str = "",
        *,
        role: str = "section",
        color: str = "text",
        link_icon: str = "",
    ) -> None:
        super().__init__()
        self.title = label(title, role, color)
        self.count = label("", "body", "text3", digits=True)
        self.link = LinkLabel(link, link_icon, after=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(2, 0, 2, 0)
        self.row.setSpacing(metric(8))
        self.row.addWidget(self.title)
        self.row.addWidget(self.count)
        self.row.addStretch(1)
        self.row.addWidget(self.link)
        self.link.setVisible(bool(link))
        self.link.activated.connect(self.link_activated)
        self.set_count(count)

    def set_count(self, count: int | None, most: int | None = None) -> None:
        """Show a count, None for none; from `most` on it only says that there are at least so many."""
        text = "" if count is None else f"{most - 1}+" if most is not None and count >= most else str(count)
        self.count.set_text(text)
        self.count.setVisible(count is not None)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self.title.set_text(title)

    def set_link(self, text: str) -> None:
        """Change the link, "" for none."""
        self.link.setText(text)
        self.link.setVisible(bool(text))


class EmptyState(QWidget):
    """One sentence of benefit, one action, its key.

    Signals:
        acted: the user took the action.
    """

    acted = Signal()

    def __init__(self, sentence: str, action_text: str = "", key_hint: Sequence[str] = (), icon_name: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        pad = metric(20)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(metric(10))
        column.addStretch(1)
        self.sentence = label(sentence, "body", "text2", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        self.action = Button(action_text, icon_name, keys=key_hint)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        self.action.setVisible(bool(action_text))
        column.addStretch(1)
        self.action.clicked.connect(self._on_clicked)

    def show_state(self, sentence: str, action_text: str = "") -> None:
        """Change sentence and action."""
        self.sentence.set_text(sentence)
        self.action.setText(action_text)
        self.action.setVisible(bool(action_text))

    def _on_clicked(self) -> None:
        self.acted.emit()


class Banner(QFrame):
    """A message across the page: what happened, then what to do; buttons at right.

    Args:
        title: what happened, in strong text.
        text: second line.
        tone: "accent", "info", "warning", "danger" or "success".
        icon_name: icon at left.
    """

    def __init__(self, title: str, text: str = "", tone: str = "accent", icon_name: str = "") -> None:
        super().__init__()
        self.setProperty("tone", tone)
        self.setAccessibleName(title)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(metric(14), metric(10), metric(12), metric(10))
        self._row.setSpacing(metric(12))
        if icon_name:
            tint = "accent-text" if tone == "accent" else tone
            self._row.addWidget(IconTile(icon_name, tint, 32, "surface"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self.title = label(title, "emphasis", "text", wrap=True)
        self.text = label(text, "secondary", "text2", wrap=True)
        texts.addWidget(self.title)
        texts.addWidget(self.text)
        self._row.addLayout(texts, 1)
        self.text.setVisible(bool(text))

    def show_message(self, title: str, text: str = "") -> None:
        """Change what is said."""
        self.title.set_text(title)
        self.text.set_text(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(title)

    def add_action(self, text: str, kind: str = "secondary") -> Button:
        """Add a button at right and return it."""
        button = Button(text, "", kind, small=True)
        self._row.addWidget(button)
        return button


class IconTile(QWidget):
    """An icon on a rounded square ground."""

    def __init__(self, icon_name: str, role: str = "accent-text", size: int = 36, ground: str = "accent-soft") -> None:
        super().__init__()
        self._ground = ground
        self._size = size
        self._icon = IconLabel(icon_name, size // 2, role)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignCenter)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        draw_ground(painter, self.rect(), metric(8), self._ground)
        painter.end()

    def _restyle(self) -> None:
        self.setFixedSize(metric(self._size), metric(self._size))


class ProgressLine(QWidget):
    """A thin bar, `done` of `total`; the figures stand beside it in words."""

    def __init__(self, done: float = 0, total: float = 1, width: int = 0) -> None:
        super().__init__()
        self._done, self._total, self._width = done, total, width
        wide = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: float, total: float) -> None:
        """Show another progress."""
        self._done, self._total = done, total
        self.update()

    def sizeHint(self) -> QSize:
        """Return a 4 px bar."""
        return QSize(metric(self._width or 120), metric(4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track and bar."""
        painter = QPainter(self)
        paint_progress(painter, QRectF(self.rect()), self._done, self._total)
        painter.end()


def paint_progress(painter: QPainter, area: QRectF, done: float, total: float) -> None:
    """Paint a thin bar, for delegates too."""
    radius = area.height() / 2
    draw_ground(painter, area, radius, "fill")
    share = min(1.0, done / total) if total > 0 else 0.0
    if share > 0:
        draw_ground(painter, QRectF(area.left(), area.top(), area.width() * share, area.height()), radius, "accent")


def heading(text: str) -> Label:
    """Return the small grey heading of a group of facts."""
    return label(text, "secondary_strong", "text3")


def key_line(pairs: Sequence[tuple[Sequence[str], str]]) -> QWidget:
    """Return a line of keys with what they do, as at the foot of a panel."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(metric(6))
    for keys, text in pairs:
        row.addWidget(KeyHint(*keys))
        row.addWidget(label(text, "secondary", "text2"))
        row.addSpacing(metric(8))
    row.addStretch(1)
    return line
