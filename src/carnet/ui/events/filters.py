"""The chips above the agenda: kind, organiser, status, place; kept as long as the window is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carnet.domain.agenda import EventFilter
from carnet.domain.events import EventKind, EventStatus
from carnet.domain.text import fold
from carnet.ui.kit.choices import ChipButton
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.values_popup import Value, ValuesPopup
from carnet.words import _, ngettext, pgettext
from carnet.words.events import kind_label, status_label

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class EventFilters(QWidget):
    """Chips that narrow agenda and month; each opens its values, Suppr takes it away.

    Args:
        values: returns what each field of an `EventFilter` may hold, with how many events have each value.

    Signals:
        changed: the user chose other values.
    """

    changed = Signal()

    def __init__(self, values: Callable[[], Mapping[str, Mapping[str, int]]]) -> None:
        super().__init__()
        self._values = values
        self.chosen = EventFilter()
        self._flow = FlowLayout(self, 6)
        self.chips = {field: self._chip(field) for field in EventFilter._fields}
        self._show()

    def choose(self, chosen: EventFilter) -> None:
        """Show a filter without a signal."""
        self.chosen = chosen
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk among the chips with the arrows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step, chips = _STEPS.get(Qt.Key(event.key())), list(self.chips.values())
            if step is not None and isinstance(watched, ChipButton):
                chips[(chips.index(watched) + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _chip(self, field: str) -> ChipButton:
        chip = ChipButton(_title(field))
        chip.setProperty("field", field)
        chip.clicked.connect(self._on_chip)
        chip.removed.connect(self._on_removed)
        chip.installEventFilter(self)
        self._flow.addWidget(chip)
        return chip

    def _show(self) -> None:
        for field, chip in self.chips.items():
            held = sorted(getattr(self.chosen, field), key=fold)
            more = f" + {len(held) - 1}" if len(held) > 1 else ""
            chip.set_on(bool(held), worded(field, held[0]) + more if held else _title(field))
            chip.setAccessibleName(f"{_title(field)} : {chip.text()}" if held else _title(field))
        self._flow.invalidate()
        self.updateGeometry()

    def _set(self, field: str, values: frozenset[str]) -> None:
        self.choose(self.chosen._replace(**{field: values}))
        self.changed.emit()

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if not isinstance(chip, ChipButton):
            return
        self._show()  # the click toggled it; what is on follows from the filter alone
        field = str(chip.property("field"))
        held: frozenset[str] = getattr(self.chosen, field)
        found = {**dict.fromkeys(held, 0), **self._values()[field]}
        values = [Value(key, worded(field, key), number) for key, number in found.items()]
        values.sort(key=_by_number)
        popup = ValuesPopup(self, _title(field), values, held, counted=_counted)
        popup.setProperty("field", field)
        popup.picked.connect(self._on_picked)
        popup.show_under(chip)

    @Slot(object)
    def _on_picked(self, keys: tuple[str, ...]) -> None:
        self._set(str(self.sender().property("field")), frozenset(keys))

    @Slot()
    def _on_removed(self) -> None:
        self._set(str(self.sender().property("field")), frozenset())


def _by_number(value: Value) -> tuple[int, str]:
    return -value.number, fold(value.text)


def _counted(number: int) -> str:
    return ngettext("{n} event", "{n} events", number).format(n=number)


def _title(field: str) -> str:
    return {
        "kinds": pgettext("event", "Kind"),
        "organisers": _("Organiser"),
        "statuses": _("Status"),
        "places": _("Place"),
    }[field]


def worded(field: str, key: str) -> str:
    """Return a value as the user says it."""
    if field == "kinds":
        return kind_label(EventKind(key))
    if field == "statuses":
        return status_label(EventStatus(key))
    return key or (_("without organiser") if field == "organisers" else _("without a place"))
