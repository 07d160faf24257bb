"""The head of « Bilan »: what applies to the whole page, and how it is shown."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.attribution import Model
from carnet.ui.kit.announce import announce
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.choices import Combo, Segmented
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric
from carnet.ui.review.exporting import ExportButton
from carnet.ui.review.periods import Period, periods
from carnet.words import _
from carnet.words.reviews import model_label, model_rule

DRAWING, TABLE, NETWORK = "drawing", "table", "network"


class Head(QWidget):
    """View, period, model with its rule, currency, and what can be exported.

    Signals:
        asked: period, model or currency changed.
        view_chosen: key of the view to show.
    """

    asked = Signal()
    view_chosen = Signal(str)

    def __init__(self, today: date, model: str) -> None:
        super().__init__()
        self._periods = {period.key: period for period in periods(today)}
        views = [(DRAWING, _("Drawing")), (TABLE, _("Table")), (NETWORK, _("Network"))]
        self.view = Segmented(views, DRAWING, _("View"))
        self.period = Segmented([(each.key, each.label) for each in self._periods.values()], "24", _("Period"))
        self.model = Combo(_("Attribution"), "split", small=True)
        for each in Model:
            self.model.add(model_label(each), each.value)
        self.model.choose(model)
        self.info = Button(_("Explain the attribution"), "info", "bare", small=True)
        self.currency = Combo(_("Currency"), "euro")
        self.rule = label("", "secondary", "text2", wrap=True)
        self.rule.hide()
        self.export = ExportButton()
        self._build()
        self.view.chosen.connect(self.view_chosen)
        self.period.chosen.connect(self.asked)
        self.model.currentIndexChanged.connect(self.asked)
        self.currency.currentIndexChanged.connect(self.asked)
        self.info.clicked.connect(self._on_info)

    def chosen_period(self) -> Period:
        """Return the period chosen."""
        return self._periods[self.period.current()]

    def show_rule(self, model: Model, half_life_days: int) -> None:
        """Say the rule of the model in force, to who asked for it."""
        self.rule.set_text(model_rule(model, half_life_days))

    def offer_currencies(self, known: Sequence[str], usual: str) -> None:
        """Offer the currencies of the missions; the one chosen stays where it is one of them."""
        if [self.currency.itemData(at) for at in range(self.currency.count())] != list(known):
            chosen = self.currency.currentData()
            blocked = self.currency.blockSignals(True)
            self.currency.clear()
            for code in known:
                self.currency.add(code, code)
            self.currency.choose(chosen if chosen in known else usual)
            self.currency.blockSignals(blocked)
        self.currency.setVisible(len(known) > 1)

    def _build(self) -> None:
        attribution = QWidget()
        row = QHBoxLayout(attribution)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(6))
        row.addWidget(self.model)
        row.addWidget(self.info)
        controls = QWidget()
        flow = FlowLayout(controls, 16)
        for part in (label(_("Review"), "title"), self.view, self.period, attribution, self.currency, self.export):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(8))
        column.addWidget(controls)
        column.addWidget(self.rule)

    @Slot()
    def _on_info(self) -> None:
        self.rule.setVisible(self.rule.isHidden())
        if self.rule.isVisible():
            announce(self, self.rule.text())
