"""Whom the events of a calendar name: those known, and those who may become contacts, unless asked for none does."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from carnet.domain.imports import Guest
from carnet.ui.imports.decisions import Decisions
from carnet.ui.imports.rows_card import ROW_PX, Shown, ShownDelegate, TogglingTable, framed
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.labels import label
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.theme import metric
from carnet.words import _, ngettext


class GuestsCard(Card):
    """The people named, and a way to take all of them or none."""

    def __init__(self) -> None:
        super().__init__(0, 0)
        self._decisions: Decisions | None = None
        self.header = SectionHeader(_("People named"))
        self.every = Button(_("Add them all"), "user-plus", small=True)
        self.none = Button(_("Add nobody"), small=True)
        self.model = RowsModel(self._fetch, _spoken, self)
        self.table = TogglingTable(_("People named"))
        self._delegate = ShownDelegate()
        self.table.setItemDelegate(self._delegate)
        self.table.setModel(self.model)
        self._build()
        self.table.toggled.connect(self._on_toggled)
        self.every.clicked.connect(self._on_every)
        self.none.clicked.connect(self._on_none)

    def show_decisions(self, decisions: Decisions) -> None:
        """Show the people of another file."""
        self._decisions = decisions
        guests = decisions.report.guests
        self.setVisible(bool(guests))
        self.header.set_count(len(guests))
        unknown = any(guest.contact_id is None for guest in guests)
        self.every.setVisible(unknown)
        self.none.setVisible(unknown)
        self.model.set_ids(range(len(guests)))
        self.table.setCurrentIndex(self.model.index(0, 0))

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(metric(16), metric(12), metric(16), metric(8))
        top.setSpacing(metric(8))
        top.addWidget(self.header)
        text = _("Those you know are noted as people to meet. Of the others, add whom you want with the space bar.")
        top.addWidget(label(text, "secondary", "text2", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.every)
        row.addWidget(self.none)
        row.addStretch(1)
        top.addLayout(row)
        self.body.addLayout(top)
        self.table.setMinimumHeight(metric(3 * ROW_PX))
        self.body.addLayout(framed(self.table), 1)

    def _fetch(self, places: list[int]) -> Mapping[int, object]:
        decisions = self._decisions
        if decisions is None:
            return {}
        return {at: _shown(decisions.report.guests[at], decisions) for at in places}

    @Slot(int)
    def _on_toggled(self, at: int) -> None:
        if self._decisions is not None:
            self._decisions.toggle_guest(self._decisions.report.guests[at].key)
            self.model.refresh([at])

    @Slot()
    def _on_every(self) -> None:
        self._invite(True)

    @Slot()
    def _on_none(self) -> None:
        self._invite(False)

    def _invite(self, everybody: bool) -> None:
        if self._decisions is not None:
            self._decisions.invite(everybody)
            self.model.refresh(list(range(len(self._decisions.report.guests))))


def _shown(guest: Guest, decisions: Decisions) -> Shown:
    count = len(guest.rows)
    times = ngettext("{n} event", "{n} events", count).format(n=count)
    detail = ", ".join(part for part in (guest.email if guest.email != guest.name else "", times) if part)
    if guest.contact_id is not None:
        return Shown(guest.name, detail, _("Known"), "info", "user", True)
    if guest.key in decisions.invited:
        return Shown(guest.name, detail, _("New contact"), "ok", "user-plus", True)
    return Shown(guest.name, detail, _("Not added"), "plain", "circle", True)


def _spoken(row: object) -> str:
    return f"{row.title}, {row.detail}, {row.chip}" if isinstance(row, Shown) else ""
