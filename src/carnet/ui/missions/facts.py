"""The facts of a mission, each edited in place: organisations, price, days, dates, fees."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from carnet.domain.days import read_day
from carnet.domain.ids import MissionId
from carnet.domain.mission_sheets import Mission, MissionSheet
from carnet.domain.missions import Stage
from carnet.domain.money import parse_amount
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import EditableLine
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric
from carnet.words import _, formats

Show = Callable[[Mission], str]
Parse = Callable[[str], Any]
_ORGANISATIONS = frozenset({"client", "intermediary", "portage_company"})
Others = Callable[[], Sequence[tuple[int, str]]]
CURRENCIES = ("EUR", "CHF", "GBP", "USD", "CAD")


class Fact(NamedTuple):
    """A field: its name in `Mission`, its label, how it is shown and read; `when` tells the stages it is for."""

    key: str
    label: str
    show: Show
    parse: Parse
    when: frozenset[Stage] = frozenset(Stage)


class _Renewals(Combo):
    """Which mission another renews; the others, thousands after some years, are read when the list is gone to."""

    def __init__(self, name: str) -> None:
        super().__init__(name, small=True)
        self._others: Others = tuple

    def show_parent(self, key: int | None, name: str, others: Others) -> None:
        """Show the mission that one renews, None for none of them."""
        self._others = others
        self._fill([] if key is None else [(key, name)], key)
        if self.hasFocus():
            self._read()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Read the others, which the arrows go through."""
        self._read()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        """Read the others, and show them."""
        self._read()
        super().showPopup()

    def _read(self) -> None:
        self._fill(self._others(), self.currentData())

    def _fill(self, missions: Sequence[tuple[int, str]], chosen: int | None) -> None:
        blocked = self.blockSignals(True)
        self.clear()
        self.add(_("None of them"), None)
        for key, name in missions:
            self.addItem(name, key)
        self.blockSignals(blocked)
        self.choose(chosen)


class FactsCard(Card):
    """The card of the facts.

    Signals:
        edited: name of the field of `Mission` and its new value.
        organisation_asked: name of an organisation to open.
    """

    edited = Signal(str, object)
    organisation_asked = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(pad=16, spacing=6)
        self._today = today
        self._mission_id: MissionId | None = None
        self._facts = {fact.key: fact for fact in self._all()}
        self.lines: dict[str, EditableLine] = {}
        self._names: dict[str, QWidget] = {}
        self.links: dict[str, Button] = {}
        self.body.addWidget(SectionHeader(_("Mission sheet")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(metric(12))
        grid.setVerticalSpacing(metric(4))
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        for row, fact in enumerate(self._facts.values()):
            self._add(grid, row, fact)
        self.currency = Combo(_("Currency"), small=True)
        for code in CURRENCIES:
            self.currency.add(code, code)
        self.renewal = _Renewals(_("Renewal of"))
        self._add_widget(grid, len(self._facts), _("Currency"), self.currency)
        self._add_widget(grid, len(self._facts) + 1, _("Renewal of"), self.renewal)
        self.currency.currentIndexChanged.connect(self._on_currency)
        self.renewal.currentIndexChanged.connect(self._on_renewal)

    def show_sheet(self, sheet: MissionSheet, parent: str, others: Others) -> None:
        """Show the facts of a mission: `parent` names the one that it renews, `others` reads those that it may.

        What is being typed stays, unless it is another one.
        """
        mission = sheet.mission
        same, self._mission_id = self._mission_id == mission.id, mission.id
        for key, fact in self._facts.items():
            line = self.lines[key]
            (line.set_known if same else line.set_text)(fact.show(mission))
            if key in self.links:
                self.links[key].set_name(_("Open {name}").format(name=fact.show(mission)))
                self.links[key].setVisible(bool(fact.show(mission)))
            shown = mission.stage in fact.when
            line.setVisible(shown)
            self._names[key].setVisible(shown)
        self.currency.choose(mission.currency)
        self.renewal.show_parent(mission.renewal_of_id, parent, others)

    def set_error(self, key: str, text: str) -> bool:
        """Say what is wrong with a field; tell whether it is shown here."""
        line = self.lines.get(key)
        if line is not None:
            line.set_error(text)
        return line is not None

    def _add(self, grid: QGridLayout, row: int, fact: Fact) -> None:
        line = EditableLine("", fact.label, "–")
        line.setObjectName(fact.key)
        line.edited.connect(self._on_edited)
        self.lines[fact.key] = line
        self._names[fact.key] = self._add_widget(grid, row, fact.label, line)
        if fact.key in _ORGANISATIONS:
            link = self.links[fact.key] = Button("", "building-2", "bare", small=True)
            link.setObjectName(fact.key)
            link.clicked.connect(self._on_link)
            grid.addWidget(link, row, 2)

    def _add_widget(self, grid: QGridLayout, row: int, name: str, widget: QWidget) -> QWidget:
        title = label(name, "secondary", "text2", wrap=True)
        title.setMinimumWidth(metric(104))
        grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        title.setContentsMargins(0, metric(5), 0, 0)
        grid.addWidget(widget, row, 1)
        return title

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        line = self.sender()
        if not isinstance(line, EditableLine):
            return
        fact = self._facts[line.objectName()]
        try:
            value = fact.parse(text)
        except ValueError as error:
            line.set_error(str(error))
        else:
            self.edited.emit(fact.key, value)

    @Slot()
    def _on_link(self) -> None:
        self.organisation_asked.emit(self.lines[self.sender().objectName()].text())

    @Slot()
    def _on_currency(self) -> None:
        self.edited.emit("currency", self.currency.currentData())

    @Slot()
    def _on_renewal(self) -> None:
        self.edited.emit("renewal_of_id", self.renewal.currentData())

    def _all(self) -> tuple[Fact, ...]:
        open_stages = frozenset({Stage.LEAD, Stage.PROPOSAL})
        return (
            Fact("title", _("Title"), _title, _text),
            Fact("client", _("Client"), _client, _text),
            Fact("intermediary", _("Intermediary"), _intermediary, _text),
            Fact("portage_company", _("Portage company"), _portage, _text),
            Fact("day_rate_cents", _("Day rate"), _rate, _amount),
            Fact("days_sold_half", _("Days sold"), _sold, _halves),
            Fact("days_worked_half", _("Days worked"), _worked, _halves_or_none, frozenset(Stage) - open_stages),
            Fact("signed_on", _("Signed on"), _signed, self._day),
            Fact("starts_on", _("Starts on"), _starts, self._day),
            Fact("ends_on", _("Ends on"), _ends, self._day),
            Fact("management_fee_bp", _("Management fees"), _fee, _percent),
            Fact("referral_commission_cents", _("Referral fee"), _commission, _amount_or_none),
            Fact("probability_bp", _("Probability"), _probability, _percent, open_stages),
            Fact("lost_reason", _("Reason lost"), _lost, _text, frozenset({Stage.LOST})),
        )

    def _day(self, text: str) -> date | None:
        if not text:
            return None
        day = read_day(text, self._today())
        if day is None:
            raise ValueError(_("This date does not exist."))
        return day


def _title(mission: Mission) -> str:
    return mission.title


def _client(mission: Mission) -> str:
    return mission.client


def _intermediary(mission: Mission) -> str:
    return mission.intermediary


def _portage(mission: Mission) -> str:
    return mission.portage_company


def _rate(mission: Mission) -> str:
    return formats.money(mission.day_rate_cents, mission.currency)


def _sold(mission: Mission) -> str:
    return formats.days_half(mission.days_sold_half)


def _worked(mission: Mission) -> str:
    return "" if mission.days_worked_half is None else formats.days_half(mission.days_worked_half)


def _signed(mission: Mission) -> str:
    return _day_words(mission.signed_on)


def _starts(mission: Mission) -> str:
    return _day_words(mission.starts_on)


def _ends(mission: Mission) -> str:
    return _day_words(mission.ends_on)


def _fee(mission: Mission) -> str:
    return "" if mission.management_fee_bp is None else formats.percent_bp(mission.management_fee_bp)


def _commission(mission: Mission) -> str:
    cents = mission.referral_commission_cents
    return "" if cents is None else formats.money(cents, mission.currency)


def _probability(mission: Mission) -> str:
    return "" if mission.probability_bp is None else formats.percent_bp(mission.probability_bp)


def _lost(mission: Mission) -> str:
    return mission.lost_reason


def _day_words(day: date | None) -> str:
    return "" if day is None else formats.full_day(day)


def _text(text: str) -> str:
    return text


def _amount(text: str) -> int:
    cents = parse_amount(text) if text else 0
    if cents is None:
        raise ValueError(_("This is not an amount."))
    return cents


def _amount_or_none(text: str) -> int | None:
    return _amount(text) if text else None


def _halves(text: str) -> int:
    hundredths = parse_amount(text) if text else 0
    if hundredths is None or hundredths % 50:
        raise ValueError(_("Days go by halves: 12 or 12.5."))
    return hundredths // 50


def _halves_or_none(text: str) -> int | None:
    return _halves(text) if text else None


def _percent(text: str) -> int | None:
    bare = text.replace("%", "").strip()
    if not bare:
        return None
    found = parse_amount(bare)
    if found is None or found > 10_000:
        raise ValueError(_("This is not a percentage."))
    return found
