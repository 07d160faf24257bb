"""Push buttons of every kind, painted from the theme."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.painting import draw_ground, draw_keys, draw_text, keys_size, set_tip, text_width
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import metric

ICON_KINDS = frozenset({"icon", "bare"})
_FACES = {"primary": "emphasis", "danger": "emphasis"}
_INKS = {"primary": "on-accent", "danger": "surface", "ghost": "accent-text", "bare": "text2"}


class Button(PlainButton):
    """A button: "primary", "secondary", "ghost", "danger", or "icon" and "bare" (icon alone, text as name and tip)."""

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        kind: str = "secondary",
        small: bool = False,
        *,
        name: str = "",
        keys: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._icon_name = icon_name
        self._kind = kind
        self._small = small
        self._keys = tuple(keys)
        super().__init__(text, parent)
        self.ring_radius_px = 6 if small else 7
        self.set_name(name or text)

    def set_name(self, name: str) -> None:
        """Say what the button does, "verb + object"; the tip of an icon-only button too."""
        self.setAccessibleName(name)
        if self._kind in ICON_KINDS:
            set_tip(self, name)

    def set_icon(self, icon_name: str) -> None:
        """Change the icon."""
        self._icon_name = icon_name
        self._restyle()

    def set_kind(self, kind: str) -> None:
        """Change the kind."""
        self._kind = kind
        self._restyle()

    def icon_name(self) -> str:
        """Return the name of the icon shown."""
        return self._icon_name

    def sizeHint(self) -> QSize:
        """Return the size from the text, the icon and the keys."""
        height = metric(26 if self._small else 32)
        if self._kind in ICON_KINDS:
            return QSize(height, height)
        return QSize(self._content_width() + 2 * self._pad(), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon, text and keys."""
        painter = QPainter(self)
        self._paint_ground(painter)
        ink = self._ink()
        if self._kind in ICON_KINDS:
            side = metric(15 if self._small else 16)
            area = QRectF(0, 0, side, side)
            area.moveCenter(QRectF(self.rect()).center())
            draw_icon(painter, area, self._icon_name, ink)
        else:
            self._paint_content(painter, ink)
        painter.end()

    def _pad(self) -> int:
        if self._kind == "ghost":
            return metric(8)
        return metric(9 if self._small else 12)

    def _gap(self) -> int:
        return metric(5 if self._small else 7)

    def _face(self) -> str:
        if self._small:
            return "secondary_strong" if self._kind == "primary" else "secondary_medium"
        return _FACES.get(self._kind, "control")

    def _icon_side(self) -> int:
        return metric(14 if self._small else 16)

    def _content_width(self) -> int:
        parts = [text_width(self._text, self._face())] if self._text else []
        if self._icon_name:
            parts.append(self._icon_side())
        if self._keys:
            parts.append(keys_size(self._keys)[0])
        return sum(parts) + self._gap() * (len(parts) - 1) + 1

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text3"
        if self._kind == "bare" and self.hovered():
            return "text"
        return _INKS.get(self._kind, "text")

    def _paint_ground(self, painter: QPainter) -> None:
        fill, border = self._ground()
        if fill or border:
            draw_ground(painter, self.rect(), metric(self.ring_radius_px), fill, border)

    def _ground(self) -> tuple[str | None, str | None]:
        down = self.isDown() or self.isChecked()
        flat = self._kind in {"ghost", "bare"}
        if not self.isEnabled():
            return (None, None) if flat else ("fill", "border")
        if self._kind == "primary":
            return "accent-press" if down else "accent-hover" if self.hovered() else "accent", None
        if self._kind == "danger":
            return "danger", None
        if flat:
            return "fill" if down else "hover" if self.hovered() else None, None
        return "fill" if down else "surface", "border-control" if self.hovered() else "border-strong"

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        area = QRectF(self.rect())
        room = area.width() - 2 * metric(4)
        x = (area.width() - min(self._content_width(), room)) / 2
        if self._icon_name:
            side = self._icon_side()
            draw_icon(painter, QRectF(x, (area.height() - side) / 2, side, side), self._icon_name, ink)
            x += side + self._gap()
        keys_width, keys_height = keys_size(self._keys) if self._keys else (0, 0)
        text_room = area.width() - x - metric(4) - (keys_width + self._gap() if keys_width else 0)
        x += draw_text(painter, QRectF(x, 0, text_room, area.height()), self._text, self._face(), ink) + self._gap()
        if keys_width:
            corner = QPointF(x, round((area.height() - keys_height) / 2))
            outlined = self._kind == "primary"
            draw_keys(painter, corner, self._keys, ink if outlined else "text3", outlined)
