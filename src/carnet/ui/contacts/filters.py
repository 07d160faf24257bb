"""The filter chips of the list: each opens its values with their counts, Suppr takes it away."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.contacts import Channel
from carnet.domain.query import Field, Term, values_of, with_values
from carnet.domain.text import fold
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.choices import ChipButton
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import icon
from carnet.ui.kit.origins import origin_mark
from carnet.ui.kit.values_popup import Value, ValuesPopup
from carnet.words import _, ngettext
from carnet.words.queries import field_title, value_text

_LISTED = (Field.WARMTH, Field.ORIGIN, Field.SPHERE, Field.SEEN, Field.MISSION, Field.STATUS, Field.KIND)


class FilterBar(QWidget):
    """The chips above a list: they show the conditions of its search, and write into it.

    Args:
        values: returns the values that a field offers, with how many of the list each has.
        icons: the fields there are chips of, each with its icon.
        always: those whose chips are shown even where they are off.
        typed: those whose values are typed, since there are too many to choose from.

    Signals:
        changed: the conditions, after each change.
        field_asked: a condition of this field is to be typed.
    """

    changed = Signal(object)
    field_asked = Signal(object)

    def __init__(
        self,
        values: Callable[[Field], Sequence[Value]],
        icons: Mapping[Field, str],
        always: Sequence[Field],
        typed: Sequence[Field] = (),
    ) -> None:
        super().__init__()
        self.values = values
        self._icons, self._always, self._typed_fields = icons, always, typed
        self._terms: tuple[Term, ...] = ()
        self._compact = False
        self._flow = FlowLayout(self, 6)
        self.chips = {field: self._chip(field) for field in icons}
        self._more = Button("", "ellipsis", small=True)
        self._more.clicked.connect(self._on_more)
        self._flow.addWidget(self._more)
        self._show()

    def show_terms(self, terms: tuple[Term, ...]) -> None:
        """Show these conditions."""
        if terms != self._terms:
            self._terms = terms
            self._show()

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
        return [*self.chips.values(), self._more]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk among the chips with the arrows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            shown = [chip for chip in self.buttons() if chip.isVisible()]
            if step is not None and watched in shown:
                shown[(shown.index(watched) + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _chip(self, field: Field) -> ChipButton:
        chip = ChipButton(field_title(field))
        chip.setProperty("field", field.value)
        chip.clicked.connect(self._on_chip)
        chip.removed.connect(self._on_removed)
        chip.installEventFilter(self)
        self._flow.addWidget(chip)
        return chip

    def _show(self) -> None:
        for field, chip in self.chips.items():
            held = values_of(self._terms, field)
            chip.set_on(bool(held), _worded(field, held) if held else field_title(field))
            chip.setVisible(bool(held) or (field in self._always and not self._compact))
        off = sum(chip.isHidden() for chip in self.chips.values())
        self._more.setText(ngettext("{n} filter", "{n} filters", off).format(n=off) if self._compact else "")
        self._more.set_name(self._more.text() or _("More filters"))
        self._more.setVisible(off > 0)
        self._flow.invalidate()
        self.updateGeometry()

    def _set(self, field: Field, values: Iterable[str]) -> None:
        self.changed.emit(with_values(self._terms, field, values))

    def _open(self, field: Field, under: QWidget) -> None:
        if field in self._typed_fields:
            self.field_asked.emit(field)
            return
        values, held = self.values(field), set(map(fold, values_of(self._terms, field)))
        ticked = [value.key for value in values if fold(str(value.key)) in held]
        popup = ValuesPopup(self, field_title(field), values, ticked)
        popup.setProperty("field", field.value)
        popup.setProperty("others", [key for key in values_of(self._terms, field) if fold(key) not in _keys(values)])
        popup.picked.connect(self._on_picked)
        popup.show_under(under)

    @Slot(object)
    def _on_picked(self, keys: tuple[str, ...]) -> None:
        popup = self.sender()
        self._set(Field(popup.property("field")), [*popup.property("others"), *keys])

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChipButton):
            self._show()  # the click toggled it; what is on follows from the conditions alone
            self._open(Field(chip.property("field")), chip)

    @Slot()
    def _on_removed(self) -> None:
        self._set(Field(self.sender().property("field")), ())

    @Slot()
    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for field, chip in self.chips.items():
            if chip.isHidden():
                menu.addAction(icon(self._icons[field]), field_title(field)).setData(field.value)
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    @Slot(QAction)
    def _on_more_chosen(self, action: QAction) -> None:
        self._open(Field(action.data()), self._more)


def value_of(field: Field, key: str, number: int) -> Value:
    """Return a value of a field with how many have it."""
    mark = origin_mark(Channel(key))[0] if field is Field.ORIGIN and not key.endswith("*") else ""
    return Value(key, value_text(field, key), number, mark)


def _keys(values: Iterable[Value]) -> set[str]:
    return {fold(str(value.key)) for value in values}


def _worded(field: Field, held: Sequence[str]) -> str:
    shown = [value_text(field, value) for value in held]
    if len(shown) > 2:
        return _("{first} + {n}").format(first=shown[0], n=len(shown) - 1)
    lowered = [name if at == 0 or field not in _LISTED else name.lower() for at, name in enumerate(shown)]
    return _(" or ").join(lowered)
