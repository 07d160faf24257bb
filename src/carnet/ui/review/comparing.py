"""« Comparer »: another period and another model beside those of the page, in the same table."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.attribution import Model
from carnet.domain.review import Review
from carnet.journal import Journal
from carnet.ui.kit.choices import ChipButton, Combo
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import label
from carnet.ui.review.periods import Period, compared_with
from carnet.words import _
from carnet.words.reviews import mission_count, model_label

_NONE = ""


class Comparing(QWidget):
    """The switch, and what is compared with once it is on.

    Signals:
        asked: what is compared with changed.
    """

    asked = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._periods: dict[str, Period] = {}
        self.switch = ChipButton(_("Compare"), "arrow-down-up", removable=False)
        self.period = Combo(_("Compared with the period"), "calendar", small=True)
        self.model = Combo(_("Compared with the model"), "split", small=True)
        self.model.add(_("No other model"), _NONE)
        for model in Model:
            self.model.add(model_label(model), model.value)
        self.model.choose(Model.FIRST.value)
        self.word = label(_("compared with"), "secondary", "text2")
        flow = FlowLayout(self, 8)
        self.rests = label("", "secondary", "text2")
        for part in (self.switch, self.word, self.period, self.rests, self.model):
            flow.addWidget(part)
        self.switch.toggled.connect(self._on_toggled)
        self.period.currentIndexChanged.connect(self._on_chosen)
        self.model.currentIndexChanged.connect(self._on_chosen)
        self._show_choices()

    def toggle(self) -> None:
        """Compare, or no more."""
        self.switch.click()

    @property
    def is_on(self) -> bool:
        """Tell whether anything is compared."""
        return self.switch.isChecked()

    def offer(self, period: Period) -> None:
        """Offer the periods that one may be compared with; the one chosen stays where it is offered."""
        offered = compared_with(period, self._journal.clock.today(), self._journal.review.years())
        if [*self._periods.values()] == offered:
            return
        self._periods = {each.key: each for each in offered}
        chosen = self.period.currentData()
        blocked = self.period.blockSignals(True)
        self.period.clear()
        for each in offered:
            self.period.add(each.label, each.key)
        self.period.add(_("No other period"), _NONE)
        self.period.choose(chosen if chosen in self._periods or chosen == _NONE else next(iter(self._periods), _NONE))
        self.period.blockSignals(blocked)

    def chosen(self) -> tuple[Period | None, Model | None]:
        """Return the period and the model to compare with, None for none."""
        if not self.is_on:
            return None, None
        model = self.model.currentData()
        return self._periods.get(self.period.currentData() or _NONE), Model(model) if model else None

    def show_rests(self, period: Review | None) -> None:
        """Tell how many missions the other period rests on."""
        self.rests.set_text("" if period is None else mission_count(len(period.missions)))
        self.rests.setVisible(self.is_on and period is not None)

    def _show_choices(self) -> None:
        for part in (self.word, self.period, self.model, self.rests):
            part.setVisible(self.is_on)

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self._show_choices()
        self.asked.emit()

    @Slot(int)
    def _on_chosen(self, _at: int) -> None:
        self.asked.emit()
