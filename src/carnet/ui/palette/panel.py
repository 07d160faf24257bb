"""The palette as drawn: a field, grouped lines, keys at the foot."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from carnet.domain.search import Found
from carnet.domain.text import fold
from carnet.ui.kit.avatar import paint_avatar
from carnet.ui.kit.cards import Rule
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import IconLabel, KeyHint, label
from carnet.ui.kit.marked import draw_marked
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.painting import draw_ground, draw_keys, draw_text, keys_size, text_width
from carnet.ui.kit.theme import font, metric
from carnet.ui.palette.entries import Action, Entry, entries
from carnet.words import _

_ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
_SHOWN_ROWS = 12
_REST_MS = 200
_LEAST = 2
Index = QModelIndex | QPersistentModelIndex


class _Painter(QStyledItemDelegate):
    """Paints headings and lines."""

    def __init__(self, view: QListView, entry_at: Callable[[Index], Entry | None]) -> None:
        super().__init__(view)
        self._view = view
        self._entry_at = entry_at
        self.words: tuple[str, ...] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = self._entry_at(index) is None
        return QSize(metric(200), metric(30 if heading else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        area = QRectF(option.rect)
        entry = self._entry_at(index)
        if entry is None:
            heading = area.adjusted(metric(18), metric(8), 0, 0)
            draw_text(painter, heading, str(index.data()), "caption_strong", "text3")
        else:
            self._paint_entry(painter, area, entry, current=self._view.currentIndex() == index)
        painter.restore()

    def _paint_entry(self, painter: QPainter, area: QRectF, entry: Entry, *, current: bool) -> None:
        if current:
            ground = area.adjusted(metric(8), 1, -metric(8), -1)
            draw_ground(painter, ground, metric(7), "selected", "focus", width=2)
        mark = QRectF(area.left() + metric(18), area.top() + metric(7), metric(26), metric(26))
        if entry.icon:
            draw_icon(painter, mark.adjusted(metric(4), metric(4), -metric(4), -metric(4)), entry.icon, "text2")
        else:
            paint_avatar(painter, mark, entry.title, None, None)
        room = QRectF(mark.right() + metric(12), area.top(), area.right() - mark.right() - metric(30), area.height())
        if entry.keys:
            width, height = keys_size(entry.keys)
            draw_keys(painter, QPointF(room.right() - width, area.center().y() - height / 2), entry.keys)
            room.setRight(room.right() - width - metric(12))
        drawn = draw_marked(painter, room, entry.title, self.words, "body")
        room.setLeft(room.left() + drawn + metric(12))
        if room.width() > text_width("…", "secondary"):
            draw_marked(painter, room, entry.detail, self.words, "secondary")


class Palette(Overlay):
    """Ctrl+K: type, choose, Enter."""

    def __init__(
        self,
        parent: QWidget,
        find: Callable[[str], Sequence[Found]],
        similar: Callable[[str], Sequence[Found]],
        actions: Sequence[Action],
        open_found: Callable[[Found], None],
    ) -> None:
        super().__init__(parent, _("Search"), 640, top_px=84)
        self._window = parent
        self._find = find
        self._similar = similar
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self._offered = actions
        self._open_found = open_found
        self.field = QLineEdit()
        self.model = QStandardItemModel(self)
        self.view = QListView()
        self._listed: list[Entry] = []
        self._painter = _Painter(self.view, self._entry_at)
        self._compose()
        self.field.textChanged.connect(self._on_text)
        self.view.clicked.connect(self._on_clicked)
        self.field.installEventFilter(self)
        self._on_text("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the field keeps the cursor."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
            if event.key() in step:
                self._move(step[Qt.Key(event.key())])
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _compose(self) -> None:
        self.head.hide()
        self.field.setAccessibleName(_("Search people, events, missions and actions"))
        self.field.setPlaceholderText(_("A name, an event, an action…"))
        self.field.setFrame(False)
        self.field.setFont(font("section"))
        self.field.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 0; }")
        row = QHBoxLayout()
        row.setSpacing(metric(10))
        row.addWidget(IconLabel("search", 18))
        row.addWidget(self.field, 1)
        row.addWidget(KeyHint(_("Esc")))
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._painter)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(_("Results"))
        foot = QHBoxLayout()
        foot.setSpacing(metric(8))
        for keys, text in ((("↑", "↓"), _("browse")), ((_("Enter"),), _("open"))):
            foot.addWidget(KeyHint(*keys))
            foot.addWidget(label(text, "secondary", "text2"))
        foot.addStretch(1)
        for key, text in ((">", _("actions")), ("@", _("contacts"))):
            foot.addWidget(KeyHint(key))
            foot.addWidget(label(text, "secondary", "text2"))
        column = QVBoxLayout()
        column.setSpacing(metric(10))
        column.addLayout(row)
        column.addWidget(Rule())
        column.addWidget(self.view)
        column.addWidget(Rule())
        column.addLayout(foot)
        self.content.addLayout(column)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._show(entries(text, self._find, self._offered, self._open_found))
        self._rest.start()

    @Slot()
    def _on_rest(self) -> None:
        """Look for near spellings once the hands rest, where little was found."""
        text = self.field.text()
        if len(text.strip()) > _LEAST and not any(entry.group != _("Actions") for entry in self._listed):
            self._show(entries(text, self._similar, self._offered, self._open_found))

    def _show(self, listed: list[Entry]) -> None:
        text = self.field.text()
        self._listed = listed
        self.model.clear()
        group = ""
        for place, entry in enumerate(self._listed):
            if entry.group != group:
                group = entry.group
                heading = QStandardItem(group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.model.appendRow(heading)
            item = QStandardItem(f"{entry.title}, {entry.detail}" if entry.detail else entry.title)
            item.setData(place, _ENTRY_ROLE)
            self.model.appendRow(item)
        if not self._listed:
            nothing = QStandardItem(_("Nothing found."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.model.appendRow(nothing)
        self._painter.words = tuple(fold(text).split())
        self.view.setCurrentIndex(self.model.index(1, 0))
        heights = (self.view.sizeHintForRow(row) for row in range(self.model.rowCount()))
        self.view.setFixedHeight(min(sum(heights) + metric(4), self._room()))
        if self.isVisible():
            self._place()
        self.view.viewport().update()

    def _room(self) -> int:
        """Return the height that whole lines take, at most a dozen and no more than the window has."""
        room = min(metric(40) * _SHOWN_ROWS, self._window.height() - metric(84 + 150))
        return max(1, room // metric(40)) * metric(40)

    def _entry_at(self, index: Index) -> Entry | None:
        place = index.data(_ENTRY_ROLE)
        return None if place is None else self._listed[place]

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(index)

    def _move(self, step: int) -> None:
        rows = [row for row in range(self.model.rowCount()) if self.model.index(row, 0).data(_ENTRY_ROLE) is not None]
        if not rows:
            return
        here = self.view.currentIndex().row()
        place = rows.index(here) if here in rows else 0
        self.view.setCurrentIndex(self.model.index(rows[max(0, min(len(rows) - 1, place + step))], 0))
        self.view.viewport().update()

    def _run(self, index: QModelIndex) -> None:
        entry = self._entry_at(index)
        if entry is None:
            return
        self.close_overlay()
        # After this event, so that what opens finds the focus given back.
        QTimer.singleShot(0, self._window, entry.run)
