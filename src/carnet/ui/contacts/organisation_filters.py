"""The chips of the list of organisations: kind, city, with a mission."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import OrganisationKind
from carnet.domain.organisations import OrganisationFilter
from carnet.journal import Journal
from carnet.ui.kit.choices import ChipButton
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.values_popup import Value, ValuesPopup
from carnet.words import _, contacts, pgettext


class OrganisationFilters(QWidget):
    """Chips that narrow the list.

    Signals:
        changed: the `OrganisationFilter` chosen.
    """

    changed = Signal(object)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._filter = OrganisationFilter()
        self._flow = FlowLayout(self, 6)
        self.kind = self._chip(pgettext("organisation", "Kind"))
        self.city = self._chip(_("City"))
        self.with_mission = self._chip(_("With a mission"))
        self.kind.clicked.connect(self._on_kind)
        self.city.clicked.connect(self._on_city)
        self.with_mission.clicked.connect(self._on_mission)

    def choose(self, chosen: OrganisationFilter) -> None:
        """Show a filter without a signal."""
        self._filter = chosen
        self._show()

    def clear(self) -> None:
        """Take all filters away."""
        self._set(OrganisationFilter())

    def focus_first(self) -> None:
        """Put the focus on the first chip."""
        self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk among the chips with the arrows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            chips = (self.kind, self.city, self.with_mission)
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            if step is not None and watched in chips:
                chips[(chips.index(watched) + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _chip(self, name: str) -> ChipButton:
        chip = ChipButton(name)
        chip.removed.connect(self._on_removed)
        chip.installEventFilter(self)
        self._flow.addWidget(chip)
        return chip

    def _show(self) -> None:
        kinds = [contacts.organisation_kind(kind) for kind in self._filter.kinds]
        self.kind.set_on(bool(kinds), _or(kinds) or pgettext("organisation", "Kind"))
        self.city.set_on(bool(self._filter.cities), _or(list(self._filter.cities)) or _("City"))
        self.with_mission.set_on(self._filter.with_mission)
        self._flow.invalidate()
        self.updateGeometry()

    def _set(self, chosen: OrganisationFilter) -> None:
        self._filter = chosen
        self._show()
        self.changed.emit(chosen)

    def _open(self, name: str, values: list[Value], chosen: tuple[object, ...], under: ChipButton) -> ValuesPopup:
        self._show()  # the click toggled it; what is on follows from the filter alone
        popup = ValuesPopup(self, name, values, chosen)
        popup.show_under(under)
        return popup

    @Slot()
    def _on_kind(self) -> None:
        values = [Value(kind, contacts.organisation_kind(kind), n) for kind, n in self._journal.organisations.kinds()]
        self._open(pgettext("organisation", "Kind"), values, self._filter.kinds, self.kind).picked.connect(
            self._on_kinds_picked
        )

    @Slot(object)
    def _on_kinds_picked(self, keys: tuple[OrganisationKind, ...]) -> None:
        self._set(self._filter._replace(kinds=tuple(OrganisationKind(key) for key in keys)))

    @Slot()
    def _on_city(self) -> None:
        values = [Value(city, city, n) for city, n in self._journal.organisations.cities()]
        self._open(_("City"), values, self._filter.cities, self.city).picked.connect(self._on_cities_picked)

    @Slot(object)
    def _on_cities_picked(self, keys: tuple[str, ...]) -> None:
        self._set(self._filter._replace(cities=tuple(str(key) for key in keys)))

    @Slot()
    def _on_mission(self) -> None:
        self._set(self._filter._replace(with_mission=not self._filter.with_mission))

    @Slot()
    def _on_removed(self) -> None:
        chip = self.sender()
        if chip is self.kind:
            self._set(self._filter._replace(kinds=()))
        elif chip is self.city:
            self._set(self._filter._replace(cities=()))
        else:
            self._set(self._filter._replace(with_mission=False))


def _or(names: list[str]) -> str:
    if len(names) > 2:
        return _("{first} + {n}").format(first=names[0], n=len(names) - 1)
    return _(" or ").join(names)
