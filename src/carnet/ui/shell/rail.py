"""The navigation rail: search, pages with their counts, quick add, work mode, settings, and when was saved last."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import label
from carnet.ui.kit.mark import Mark
from carnet.ui.kit.painting import RIGHT, draw_ground, draw_keys, draw_text, keys_size, set_tip, text_width
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.switches import Switch
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _

WIDE_PX = 176
NARROW_PX = 56


class _RailButton(PlainButton):
    """What all painted entries of the rail share: whether only the icon is shown."""

    height_px = 34

    def __init__(self, text: str) -> None:
        self.narrow = False
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, the text as a tip."""
        self.narrow = narrow
        set_tip(self, self._text if narrow else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of an entry; the rail gives the width."""
        return QSize(metric(32), metric(self.height_px))

    def _paint_icon(self, painter: QPainter, name: str, ink: str) -> None:
        side = metric(18)
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(self.rect()).center())
        if not self.narrow:
            area.moveLeft(metric(9))
        draw_icon(painter, area, name, ink)


class NavButton(_RailButton):
    """One page: icon, name, count; the chosen one on selected ground with an accent bar."""

    def __init__(self, key: str, icon_name: str, text: str) -> None:
        self.key = key
        self._icon_name = icon_name
        self._count = 0
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def set_count(self, count: int) -> None:
        """Show how many wait there; 0 shows nothing."""
        self._count = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, bar, icon, name and count."""
        painter = QPainter(self)
        on = self.isChecked()
        area = QRectF(self.rect())
        if on or self.hovered():
            draw_ground(painter, area, metric(7), "selected" if on else "fill")
        if on:
            bar = QRectF(0, metric(8), 3, area.height() - metric(16))
            draw_ground(painter, bar, 1.5, "accent")
        ink = "accent-text" if on else "text2"
        self._paint_icon(painter, self._icon_name, ink)
        if not self.narrow:
            room = area.adjusted(metric(36), 0, -metric(9), 0)
            draw_text(painter, room, self._text, "emphasis" if on else "control", ink)
        if self._count:
            self._paint_count(painter, area, on=on)
        painter.end()

    def _paint_count(self, painter: QPainter, area: QRectF, *, on: bool) -> None:
        if self.narrow:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent"))
            painter.drawEllipse(QRectF(area.right() - metric(10), metric(5), metric(7), metric(7)))
            return
        room = area.adjusted(0, 0, -metric(9), 0)
        face = "caption_strong" if on else "caption_medium"
        draw_text(painter, room, str(self._count), face, "accent-text" if on else "text3", align=RIGHT)


class ViewButton(NavButton):
    """One saved view: icon, name, how many it lists; Menu and Alt+↑ ↓ act on it."""

    height_px = 28

    def __init__(self, view_id: int, icon_name: str, text: str) -> None:
        super().__init__(str(view_id), icon_name, text)
        self.view_id = view_id
        self.setAutoExclusive(False)
        self.setCheckable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)


class SearchButton(_RailButton):
    """Looks like a field, opens the palette."""

    height_px = 32

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a field with its hint and keys."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        draw_ground(painter, area, metric(7), "surface", "border-control")
        side = metric(16)
        glass = QRectF(metric(8), (area.height() - side) / 2, side, side)
        if self.narrow:
            glass.moveCenter(area.center())
        draw_icon(painter, glass, "search", "text3")
        if not self.narrow:
            keys = ("Ctrl", "K")
            width, height = keys_size(keys)
            room = area.adjusted(metric(30), 0, -width - metric(12), 0)
            draw_text(painter, room, self._text, "secondary", "text3")
            corner = QPointF(area.right() - width - metric(6), (area.height() - height) / 2)
            draw_keys(painter, corner, keys)
        painter.end()


class FootButton(_RailButton):
    """A quiet entry at the foot."""

    height_px = 30

    def __init__(self, icon_name: str, text: str) -> None:
        self._icon_name = icon_name
        super().__init__(text)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon and text, on selected ground while its page is shown."""
        painter = QPainter(self)
        on = self.isChecked()
        if on or self.hovered():
            draw_ground(painter, self.rect(), metric(7), "selected" if on else "fill")
        ink = "accent-text" if on else "text2"
        self._paint_icon(painter, self._icon_name, ink)
        if not self.narrow:
            room = QRectF(self.rect()).adjusted(metric(36), 0, -metric(4), 0)
            draw_text(painter, room, self._text, "emphasis" if on else "control", ink)
        painter.end()


class QuickAddButton(_RailButton):
    """The one filled button of the rail."""

    height_px = 36

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the accent ground, the icon and the text."""
        painter = QPainter(self)
        fill = "accent-press" if self.isDown() else "accent-hover" if self.hovered() else "accent"
        draw_ground(painter, self.rect(), metric(7), fill)
        side, gap = metric(16), metric(7)
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(self.rect()).center())
        if not self.narrow:
            width = side + gap + text_width(self._text, "emphasis")
            area.moveLeft(max(metric(8), (self.width() - width) / 2))
            room = QRectF(area.right() + gap, 0, self.width() - area.right() - gap - metric(4), self.height())
            draw_text(painter, room, self._text, "emphasis", "on-accent")
        draw_icon(painter, area, "user-plus", "on-accent")
        painter.end()


class StatusLine(_RailButton):
    """Where the journal lives and when it was last saved; a click tells the whole path."""

    height_px = 24

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a small disk and the sentence."""
        painter = QPainter(self)
        side = metric(13)
        area = QRectF(metric(11), (self.height() - side) / 2, side, side)
        if self.narrow:
            area.moveCenter(QRectF(self.rect()).center())
        draw_icon(painter, area, "hard-drive", "text3")
        if not self.narrow:
            room = QRectF(self.rect()).adjusted(metric(31), 0, 0, 0)
            draw_text(painter, room, self._text, "caption", "text3")
        painter.end()


class _Views(QScrollArea):
    """The saved views, of which there may be more than the window has room for: they scroll."""

    def take(self, column: QVBoxLayout) -> None:
        """Show what a column holds, at the top."""
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(column)
        whole.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """Leave the room to what stands around."""
        return QSize(0, 0)


class Rail(QWidget):
    """The rail itself.

    Signals:
        page_chosen: key of the page asked for.
        search_asked: the palette is wanted.
        quick_add_asked: the quick add is wanted.
        menu_asked: the menu of all commands is wanted.
        work_mode_switched: whether personal contacts are to be hidden.
        view_chosen: id of the saved view asked for.
        view_menu_asked: id of a saved view, and where its menu opens on the screen.
    """

    page_chosen = Signal(str)
    search_asked = Signal()
    quick_add_asked = Signal()
    menu_asked = Signal()
    work_mode_switched = Signal(bool)
    view_chosen = Signal(int)
    view_menu_asked = Signal(int, object)

    def __init__(self, pages: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__()
        self.setAccessibleName(_("Navigation"))
        self._column = QVBoxLayout(self)
        self._brand = Mark()
        self._name = label("Carnet", "section")
        self.menu = Button(_("Menu"), "menu", "bare", small=True)
        self.search = SearchButton(_("Search"))
        self.buttons = {key: NavButton(key, icon, text) for key, icon, text in pages}
        self.views: dict[int, ViewButton] = {}
        self._views_title = label(_("Views"), "caption_strong", "text3")
        self._views_area, self._views_column = _Views(), QVBoxLayout()
        self._views_head = QHBoxLayout()  # has the margins: a label that comes into an area loses its own
        self.quick_add = QuickAddButton(_("Quick add"))
        self._work_icon = FootButton("eye-off", _("Work mode"))
        self.work_mode = Switch(_("Work mode"), small=True)
        self.settings = FootButton("settings", _("Settings"))
        self.status = StatusLine(_("On this computer"))
        self._build()
        self._connect()
        notifier().changed.connect(self._restyle)
        self._narrow = False
        self._restyle()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone."""
        self._narrow = narrow
        self._restyle()

    def brand_corner(self) -> QPoint:
        """Return where the menu opens, on the screen."""
        return self.menu.mapToGlobal(QPoint(0, self.menu.height()))

    def set_page(self, key: str) -> None:
        """Mark the page shown."""
        self.settings.setChecked(key == "preferences")
        for button in self.buttons.values():
            button.setAutoExclusive(False)
            button.setChecked(button.key == key)
            button.setAutoExclusive(True)

    def set_work_mode(self, on: bool) -> None:
        """Show whether personal contacts are hidden."""
        self.work_mode.blockSignals(True)
        self.work_mode.setChecked(on)
        self.work_mode.blockSignals(False)
        self._work_icon.setChecked(on)

    def show_views(self, views: Sequence[tuple[int, str, str]]) -> None:
        """Show saved views: id, icon and name of each, in order."""
        held = next((key for key, button in self.views.items() if button.hasFocus()), None)
        for button in self.views.values():
            self._views_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.views = {key: ViewButton(key, icon, name) for key, icon, name in views}
        before: QWidget = list(self.buttons.values())[-1]
        for button in self.views.values():
            button.clicked.connect(self._on_view)
            button.customContextMenuRequested.connect(self._on_view_menu)
            button.set_narrow(self._narrow)
            self._views_column.addWidget(button)
            self.setTabOrder(before, button)
            before = button
        if held in self.views:
            self.views[held].setFocus()
        self._show_views_title()

    def _show_views_title(self) -> None:
        shown = bool(self.views) and not self._narrow
        self._views_title.setVisible(shown)
        self._views_head.setContentsMargins(*((metric(9), metric(16), 0, metric(4)) if shown else (0, 0, 0, 0)))

    @Slot()
    def _on_view(self) -> None:
        button = self.sender()
        if isinstance(button, ViewButton):
            self.view_chosen.emit(button.view_id)

    @Slot(QPoint)
    def _on_view_menu(self, place: QPoint) -> None:
        button = self.sender()
        if isinstance(button, ViewButton):
            self.view_menu_asked.emit(button.view_id, button.mapToGlobal(place))

    def set_status(self, text: str, tip: str) -> None:
        """Say when was saved last; the tip names the file."""
        self.status.setText(text)
        set_tip(self.status, f"{text}\n{tip}" if self._narrow else tip)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the rule at the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("window"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), color("border"))
        painter.end()

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._brand)
        self._head.addWidget(self._name)
        self._head.addStretch(1)
        self._head.addWidget(self.menu)
        self._column.addLayout(self._head)
        self._column.addWidget(self.search)
        self._column.addSpacing(metric(8))
        for button in self.buttons.values():
            self._column.addWidget(button)
        self._views_head.addWidget(self._views_title)
        self._views_column.addLayout(self._views_head)
        self._views_area.take(self._views_column)
        self._column.addWidget(self._views_area, 1)
        self._column.addWidget(self.quick_add)
        self._column.addSpacing(metric(6))
        self._work_row = QHBoxLayout()
        self._work_row.addWidget(self._work_icon, 1)
        self._work_row.addWidget(self.work_mode)
        self._column.addLayout(self._work_row)
        self._column.addWidget(self.settings)
        self._column.addWidget(self.status)

    def _connect(self) -> None:
        for button in self.buttons.values():
            button.clicked.connect(self._on_page)
        self.settings.clicked.connect(self._on_settings)
        self.search.clicked.connect(self.search_asked)
        self.menu.clicked.connect(self.menu_asked)
        self.quick_add.clicked.connect(self.quick_add_asked)
        self.work_mode.toggled.connect(self.work_mode_switched)
        self._work_icon.clicked.connect(self._on_work_icon)

    @Slot()
    def _on_page(self) -> None:
        sender = next(button for button in self.buttons.values() if button.isChecked())
        self.page_chosen.emit(sender.key)

    @Slot()
    def _on_settings(self) -> None:
        self.page_chosen.emit("preferences")

    @Slot()
    def _on_work_icon(self) -> None:
        self.work_mode.toggle()

    @Slot()
    def _restyle(self) -> None:
        narrow = self._narrow
        side = metric(10 if narrow else 12)
        self.setFixedWidth(metric(NARROW_PX if narrow else WIDE_PX))
        self._column.setContentsMargins(side, metric(16), side + 1, metric(12))
        self._column.setSpacing(metric(2))
        self._head.setContentsMargins(metric(6), 0, 0, metric(10))
        self._head.setSpacing(metric(8))
        self._work_row.setSpacing(metric(6))  # the ring of the one keeps clear of the other
        self._name.setVisible(not narrow)
        self._brand.setVisible(not narrow)
        self.work_mode.setVisible(not narrow)
        self._views_column.setSpacing(metric(2))
        bar = Qt.ScrollBarPolicy
        # Beside icons alone it would hide their dots; the one cut short tells that there are more.
        self._views_area.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if narrow else bar.ScrollBarAsNeeded)
        self._show_views_title()
        foot = (self.quick_add, self._work_icon, self.settings, self.status)
        for button in (self.search, *self.buttons.values(), *self.views.values(), *foot):
            button.set_narrow(narrow)
