"""The filter chips of the list: each opens its values with their counts, Suppr takes it away."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.contacts import ORIGINS, Channel, ContactFilter, Sphere
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.choices import ChipButton
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import label
from carnet.ui.kit.lines import LineEdit
from carnet.ui.kit.origins import origin_mark
from carnet.ui.kit.painting import draw_ground, line_height
from carnet.ui.kit.theme import metric
from carnet.words import _, contacts, ngettext

_LEVELS = ("hot", "warm", "cool", "cold", "none")
_MOST_LINES = 12


class Value(NamedTuple):
    """One value that a filter may hold."""

    key: object
    text: str
    number: int
    icon_name: str = ""


class ValuesPopup(QFrame):
    """The values of one filter as boxes to tick, with their counts.

    Signals:
        picked: tuple of the keys of the ticked values, after each tick.
        named: a new value was typed; only where the popup was given words for that.
    """

    picked = Signal(object)  # not list: Qt would make plain texts of the enums in it
    named = Signal(str)

    def __init__(
        self, parent: QWidget, name: str, values: Sequence[Value], chosen: Iterable[object], *, new: str = ""
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        ticked = set(chosen)
        self._boxes: list[tuple[QCheckBox, object]] = []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(metric(10), metric(8), metric(10), metric(8))
        column.setSpacing(metric(2))
        for value in values:
            column.addLayout(self._line(value, ticked))
        if not values and not new:
            column.addWidget(label(_("Nothing to choose yet."), "secondary", "text2"))
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._scroll)
        self._new = LineEdit(new, new, 30)
        self._new.returnPressed.connect(self._on_named)
        outer.addWidget(self._new)
        self._new.setVisible(bool(new))
        lines = max(1, min(len(values), _MOST_LINES))
        hint = inner.sizeHint()
        height = min(hint.height() + 2, self._height(lines)) + (metric(34) if new else 0)
        self.resize(max(metric(220), hint.width() + metric(16)), height)

    def show_under(self, widget: QWidget) -> None:
        """Open below a widget, with the focus on the first value."""
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + metric(4))))
        self.show()
        if self._boxes:
            self._boxes[0][0].setFocus(Qt.FocusReason.PopupFocusReason)
        elif not self._new.isHidden():
            self._new.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; close with Enter and Échap."""
        places = [box for box, _key in self._boxes]
        at = next((n for n, box in enumerate(places) if box.hasFocus()), 0)
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up} and places:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            places[(at + step) % len(places)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        draw_ground(painter, self.rect(), 0, "surface", "border-strong")
        painter.end()

    def _line(self, value: Value, ticked: set[object]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(metric(16))
        box = QCheckBox(value.text.replace("&", "&&"))
        if value.icon_name:
            box.setIcon(icon(value.icon_name))
        box.setChecked(value.key in ticked)
        box.setMinimumHeight(metric(26))
        count = ngettext("{n} contact", "{n} contacts", value.number).format(n=value.number)
        box.setAccessibleName(f"{value.text}, {count}")
        box.toggled.connect(self._on_toggled)
        self._boxes.append((box, value.key))
        line.addWidget(box, 1)
        line.addWidget(label(str(value.number), "secondary", "text3", digits=True))
        return line

    def _height(self, lines: int) -> int:
        return lines * max(metric(28), line_height() + metric(10)) + metric(18)

    @Slot()
    def _on_named(self) -> None:
        text = self._new.text().strip()
        if text:
            self.named.emit(text)
            self.close()

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self.picked.emit(tuple(key for box, key in self._boxes if box.isChecked()))


class _Filter(NamedTuple):
    """One chip: the field of `ContactFilter` it fills, and where its values come from."""

    field: str
    name: str
    icon_name: str
    values: Callable[[], Sequence[Value]]


class FilterBar(QWidget):
    """The chips above the list.

    Signals:
        changed: the filter without its words, after each change.
    """

    changed = Signal(object)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._filter = ContactFilter()
        self._names: dict[tuple[str, object], str] = {}
        self._compact = False
        self._flow = FlowLayout(self, 6)
        self._filters = (
            _Filter("levels", _("Warmth"), "thermometer", self._levels),
            _Filter("tags", _("Tag"), "hash", self._tags),
            _Filter("circles", _("Circle"), "users", self._circles),
            _Filter("origins", _("Origin"), "waypoints", self._origins),
            _Filter("spheres", _("Sphere"), "eye-off", self._spheres),
        )
        self._chips: dict[str, ChipButton] = {}
        for each in self._filters:
            self._chips[each.field] = self._chip(each.field, each.name)
        self._chips["organisation_id"] = self._chip("organisation_id", _("Organisation"))
        self._chips["cooling"] = self._chip("cooling", _("Cooling off"))
        self._more = Button("", "ellipsis", small=True)
        self._more.clicked.connect(self._on_more)
        self._flow.addWidget(self._more)
        self._show()

    def chosen(self) -> ContactFilter:
        """Return the filter, without words and order."""
        return self._filter

    def choose(self, chosen: ContactFilter) -> None:
        """Show another filter without a signal, as when a view or an organisation is opened."""
        self._filter = chosen._replace(text="", terms=(), order="name")
        self._show()

    def clear(self) -> None:
        """Take every filter away."""
        self._set(ContactFilter())

    def set_compact(self, compact: bool) -> None:
        """Fold the filters that are off into one chip, where the list is narrow."""
        self._compact = compact
        self._show()

    def focus_first(self) -> None:
        """Put the focus on the first chip."""
        first = next((chip for chip in self.buttons() if chip.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def buttons(self) -> list[QWidget]:
        """Return the chips in order, the folding one last."""
        return [*self._chips.values(), self._more]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk among the chips with the arrows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            shown = [chip for chip in self.buttons() if chip.isVisible()]
            if step is not None and watched in shown:
                shown[(shown.index(watched) + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _chip(self, field: str, name: str) -> ChipButton:
        chip = ChipButton(name)
        chip.setProperty("field", field)
        chip.clicked.connect(self._on_chip)
        chip.removed.connect(self._on_removed)
        chip.installEventFilter(self)
        self._flow.addWidget(chip)
        return chip

    def _show(self) -> None:
        off = 0
        for each in self._filters:
            held = getattr(self._filter, each.field)
            chip = self._chips[each.field]
            chip.set_on(bool(held), self._worded(each, held) if held else each.name)
            chip.setVisible(bool(held) or not self._compact)
            off += not held
        organisation = self._filter.organisation_id
        chip = self._chips["organisation_id"]
        name = "" if organisation is None else self._journal.organisations.name(organisation)
        chip.set_on(organisation is not None, name)
        chip.setVisible(organisation is not None)
        self._chips["cooling"].set_on(self._filter.cooling)
        self._chips["cooling"].setVisible(self._filter.cooling)
        self._more.setText(ngettext("{n} filter", "{n} filters", off).format(n=off))
        self._more.setVisible(self._compact and off > 0)
        self._flow.invalidate()
        self.updateGeometry()

    def _worded(self, each: _Filter, held: Sequence[object]) -> str:
        missing = [key for key in held if (each.field, key) not in self._names]
        if missing:
            self._names.update({(each.field, value.key): value.text for value in each.values()})
        names = [self._names.get((each.field, key), "") for key in held]
        shown = [name for name in names if name]
        if len(shown) > 2:
            return _("{first} + {n}").format(first=shown[0], n=len(shown) - 1)
        lowered = [name if at == 0 or each.field == "tags" else name.lower() for at, name in enumerate(shown)]
        return _(" or ").join(lowered) or each.name

    def _set(self, chosen: ContactFilter) -> None:
        self._filter = chosen
        self._show()
        self.changed.emit(chosen)

    def _open(self, field: str, under: QWidget) -> None:
        each = next((each for each in self._filters if each.field == field), None)
        if each is None:
            return
        values = each.values()
        self._names.update({(field, value.key): value.text for value in values})
        popup = ValuesPopup(self, each.name, values, getattr(self._filter, field))
        popup.setProperty("field", field)
        popup.picked.connect(self._on_picked)
        popup.show_under(under)

    @Slot(object)
    def _on_picked(self, keys: tuple[object, ...]) -> None:
        field = str(self.sender().property("field"))
        values: dict[str, Any] = {field: keys}
        self._set(self._filter._replace(**values))

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChipButton):
            field = str(chip.property("field"))
            self._show()  # the click toggled it; what is on follows from the filter alone
            self._open(field, chip)

    @Slot()
    def _on_removed(self) -> None:
        field = str(self.sender().property("field"))
        values: dict[str, Any] = {field: getattr(ContactFilter(), field)}
        self._set(self._filter._replace(**values))

    @Slot()
    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self._filters:
            if not getattr(self._filter, each.field):
                action = menu.addAction(icon(each.icon_name), each.name)
                action.setData(each.field)
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    @Slot(object)
    def _on_more_chosen(self, action: object) -> None:
        field = getattr(action, "data", str)()
        self._open(str(field), self._more)

    def _levels(self) -> Sequence[Value]:
        counts = self._journal.contacts.level_counts()
        return [Value(key, contacts.level(key), counts.get(key, 0)) for key in _LEVELS]

    def _tags(self) -> Sequence[Value]:
        return [Value(tag.id, f"#{tag.name}", tag.contacts) for tag in self._journal.labels.tags()]

    def _circles(self) -> Sequence[Value]:
        return [Value(circle.id, circle.name, circle.contacts) for circle in self._journal.labels.circles()]

    def _origins(self) -> Sequence[Value]:
        counts = self._journal.contacts.origin_counts()
        return [_origin(channel, counts.get(channel, 0)) for channel in ORIGINS if counts.get(channel)]

    def _spheres(self) -> Sequence[Value]:
        counts = self._journal.contacts.sphere_counts()
        return [Value(each, contacts.sphere(each), counts.get(each, 0)) for each in Sphere]


def _origin(channel: Channel, count: int) -> Value:
    return Value(channel, contacts.channel(channel), count, origin_mark(channel)[0])
