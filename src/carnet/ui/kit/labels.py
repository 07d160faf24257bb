"""Text on the page: labels that never guess rich text, links, key caps, badges, tags and chips."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import draw_ground, draw_keys, draw_text, keys_size, line_height, set_tip, text_width
from carnet.ui.kit.plain_button import LinkButton
from carnet.ui.kit.theme import color, font, metric, notifier, set_font, tabular

_WIDTHS = 16
TONES = {
    "plain": ("fill", "text2"),
    "ok": ("success-soft", "success"),
    "success": ("success-soft", "success"),
    "warn": ("warning-soft", "warning"),
    "warning": ("warning-soft", "warning"),
    "danger": ("danger-soft", "danger"),
    "info": ("info-soft", "info"),
    "accent": ("accent-soft", "accent-text"),
    "outline": ("surface", "text2"),
}


class Label(QLabel):
    """Plain text in a font role and a colour role."""

    def __init__(self, text: str = "", role: str = "body", tint: str = "text", *, digits: bool = False) -> None:
        super().__init__()
        self._role = role
        self._tint = tint
        self._digits = digits
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._restyle()
        notifier().changed.connect(self._restyle)

    def set_text(self, text: str) -> None:
        """Show a text."""
        self.setText(text)

    def set_color(self, tint: str) -> None:
        """Change the colour role."""
        self._tint = tint
        self._restyle()

    def set_role(self, role: str) -> None:
        """Change the font role."""
        self._role = role
        self._restyle()

    def _restyle(self) -> None:
        face = font(self._role)
        set_font(self, tabular(face) if self._digits else face)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, color(self._tint))
        self.setPalette(palette)


class Paragraph(Label):
    """Text in as many lines as it takes.

    Its height at a width is laid out once: Qt asks for that a dozen times a change of a page, also of hidden parts.
    """

    def __init__(self, text: str = "", role: str = "body", tint: str = "text", *, digits: bool = False) -> None:
        self._heights: dict[tuple[str, int], int] = {}
        super().__init__(text, role, tint, digits=digits)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        key = self.text(), width
        if key not in self._heights:
            if len(self._heights) >= _WIDTHS:
                self._heights.clear()
            self._heights[key] = super().heightForWidth(width)
        return self._heights[key]

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew in another font."""
        self._heights.clear()
        super().changeEvent(event)


def label(
    text: str = "",
    role: str = "body",
    color: str = "text",
    wrap: bool = False,
    selectable: bool = False,
    *,
    digits: bool = False,
) -> Label:
    """Return a plain-text label; `digits` aligns figures in columns."""
    made = (Paragraph if wrap else Label)(text, role, color, digits=digits)
    if selectable:
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        made.setTextInteractionFlags(flags)
    return made


class ElidedLabel(Label):
    """One line, elided at the right; the tool tip holds the whole text where it does not fit."""

    def __init__(self, text: str = "", role: str = "body", color: str = "text", *, digits: bool = False) -> None:
        super().__init__(text, role, color, digits=digits)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Shrink to a few letters."""
        return QSize(min(metric(24), self.sizeHint().width()), super().minimumSizeHint().height())

    def set_text(self, text: str) -> None:
        """Show a text."""
        self.setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the tool tip where the text does not fit."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text, elided."""
        painter = QPainter(self)
        align = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        draw_text(painter, self.contentsRect(), self.text(), self.font(), self._tint, align=align)
        painter.end()

    def _tell(self) -> None:
        fits = text_width(self.text(), self.font()) <= self.width() + 1
        set_tip(self, "" if fits else self.text())


class LinkLabel(LinkButton):
    """A link that acts.

    Signals:
        activated: the user followed it.
    """

    activated = Signal()

    def __init__(
        self, text: str, icon_name: str = "", role: str = "control", tint: str = "accent-text", after: bool = False
    ) -> None:
        super().__init__(text, icon_name, role, tint, after)
        self.clicked.connect(self.activated)


class _Painted(QWidget):
    """A small painted widget of the size of its text, said by its accessible name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        notifier().changed.connect(self._restyle)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class KeyHint(_Painted):
    """Key caps: `KeyHint("Ctrl", "K")`."""

    def __init__(self, *keys: str) -> None:
        super().__init__(" + ".join(keys))
        self._keys: Sequence[str] = keys

    def sizeHint(self) -> QSize:
        """Return the size of the caps."""
        return QSize(*keys_size(self._keys))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the caps."""
        painter = QPainter(self)
        draw_keys(painter, QPointF(0, 0), self._keys)
        painter.end()


class Chip(_Painted):
    """A rounded word with an icon, to read only; see `ChipButton` for one that acts."""

    def __init__(self, text: str, icon_name: str = "", tone: str = "plain", *, small: bool = False) -> None:
        super().__init__(text)
        self._text = text
        self._icon_name = icon_name
        self._tone = tone
        self._small = small

    def show_chip(self, text: str, tone: str = "", icon_name: str | None = None) -> None:
        """Change what the chip says."""
        self._text = text
        self._tone = tone or self._tone
        self._icon_name = self._icon_name if icon_name is None else icon_name
        self.setAccessibleName(text)
        self._restyle()

    def text(self) -> str:
        """Return the word shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return the size of icon and text."""
        return chip_size(self._text, self._icon_name, small=self._small)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and text."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._icon_name, self._tone, small=self._small)
        painter.end()


def chip_size(text: str, icon_name: str = "", *, small: bool = False) -> QSize:
    """Return the size of a chip, for delegates too."""
    side, gap, pad = (11, 4, 7) if small else (12, 5, 9)
    width = text_width(text, "caption_medium" if small else "secondary_medium") + 2 * metric(pad) + 1
    return QSize(width + (metric(side) + metric(gap) if icon_name else 0), metric(20 if small else 24))


def paint_chip(
    painter: QPainter, area: QRectF, text: str, icon_name: str = "", tone: str = "plain", *, small: bool = False
) -> None:
    """Paint a chip in `area`, for delegates too."""
    fill, ink = TONES[tone]
    draw_ground(painter, area, area.height() / 2, fill, "border-strong" if tone == "outline" else None)
    side, gap, pad = (11, 4, 7) if small else (12, 5, 9)
    x = area.left() + metric(pad)
    if icon_name:
        box = QRectF(x, area.center().y() - metric(side) / 2, metric(side), metric(side))
        draw_icon(painter, box, icon_name, ink)
        x += metric(side) + metric(gap)
    room = QRectF(x, area.top(), area.right() - x - metric(pad) + 2, area.height())
    draw_text(painter, room, text, "caption_medium" if small else "secondary_medium", ink)


class Badge(Chip):
    """A state in one word: tone "ok", "warn", "danger", "info", "accent" or "plain"."""

    def __init__(self, text: str, tone: str = "plain", icon: str = "") -> None:
        super().__init__(text, icon, tone)

    def show_badge(self, text: str, tone: str = "plain", icon: str = "") -> None:
        """Change what the badge says."""
        self.show_chip(text, tone, icon)


class TagLabel(_Painted):
    """A tag with its pale #."""

    def __init__(self, name: str) -> None:
        super().__init__(f"#{name}")
        self._name = name

    def sizeHint(self) -> QSize:
        """Return the size of # and name."""
        return tag_size(self._name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tag."""
        painter = QPainter(self)
        paint_tag(painter, QRectF(self.rect()), self._name)
        painter.end()


def tag_size(name: str) -> QSize:
    """Return the size of a tag, for delegates too."""
    return QSize(text_width("#" + name, "secondary_medium") + 2 * metric(7) + 2, metric(20))


def paint_tag(painter: QPainter, area: QRectF, name: str) -> None:
    """Paint a tag in `area`, for delegates too."""
    draw_ground(painter, area, metric(5), "fill")
    text = area.adjusted(metric(7), 0, -metric(5), 0)
    width = draw_text(painter, text, "#", "secondary_medium", "text3")
    draw_text(painter, text.adjusted(width + 1, 0, 0, 0), name, "secondary_medium", "text2")


class IconLabel(_Painted):
    """An icon alone; give it a name unless the text beside it says the same."""

    def __init__(self, icon_name: str, size: int = 16, role: str = "text2", name: str = "") -> None:
        super().__init__(name)
        self._icon_name = icon_name
        self._size = size
        self._role = role
        set_tip(self, name)

    def set_icon(self, icon_name: str, role: str = "") -> None:
        """Change the icon."""
        self._icon_name = icon_name
        self._role = role or self._role
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the icon."""
        return QSize(metric(self._size), metric(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        draw_icon(painter, self.rect(), self._icon_name, self._role)
        painter.end()


class Dot(_Painted):
    """A small round mark: filled, or a ring."""

    def __init__(self, role: str, *, ring: bool = False, size: int = 9) -> None:
        super().__init__("")
        self._role = role
        self._ring = ring
        self._size = size

    def sizeHint(self) -> QSize:
        """Return the size of a line of text."""
        return QSize(metric(self._size), line_height("body"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        side = metric(self._size)
        area = QRectF(0, (self.height() - side) / 2, side, side)
        fill, border = (None, self._role) if self._ring else (self._role, None)
        draw_ground(painter, area, side / 2, fill, border, width=2)
        painter.end()
