"""The five figures at the head of « Bilan »."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from carnet.domain.review import Review
from carnet.ui.kit.cards import Card
from carnet.ui.kit.labels import ElidedLabel, Label, label
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, formats, ngettext
from carnet.words.reviews import delay

_LEAST_PX = 150


class Figure(QWidget):
    """One figure: its name above, the figure, what it rests on beside it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(metric(18), metric(8), metric(12), metric(8))
        column.setSpacing(0)
        column.addWidget(label(name, "secondary", "text2"))
        self.value: Label = label("", "figure", digits=True)
        self.note: Label = ElidedLabel("", "secondary", "text2")
        column.addWidget(self.value)
        column.addWidget(self.note)

    def show_figure(self, value: str, note: str) -> None:
        """Show a figure and its note."""
        self.value.set_text(value)
        self.note.set_text(note)
        self.setAccessibleName(f"{self._name}, {value} {note}".strip())


class Figures(Card):
    """The card of the figures; wraps 3 + 2 where there is no room for five."""

    def __init__(self) -> None:
        super().__init__(pad=0)
        self.signed = Figure(_("Turnover signed"))
        self.missions = Figure(_("Missions signed"))
        self.rate = Figure(_("Average day rate"))
        self.delay = Figure(_("Median delay"))
        self.origin = Figure(_("At the origin of a mission"))
        self.all = (self.signed, self.missions, self.rate, self.delay, self.origin)
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, metric(4), 0, metric(4))
        self.body.addLayout(self._grid)
        self._grid.setSpacing(0)
        self._arrange(5)
        notifier().changed.connect(self._fit)

    def show_review(self, review: Review) -> None:
        """Show the figures of an answer."""
        currency = review.question.currency
        share = "" if review.relations_bp is None else formats.percent_bp(round(review.relations_bp, -2))
        through = _("{share} through relations").format(share=share) if share else ""
        self.signed.show_figure(formats.money(round(review.total_cents, -2), currency), through)
        whole = -(-review.days_half // 2)
        days = ngettext("{n} day", "{n} days", whole).format(n=formats.days_half(review.days_half))
        self.missions.show_figure(formats.number(len(review.missions)), days)
        rate = review.average_rate_cents
        won = "" if review.win_rate_bp is None else formats.percent_bp(round(review.win_rate_bp, -2))
        note = _("{share} of proposals won").format(share=won) if won else ""
        self.rate.show_figure("–" if rate is None else formats.money(round(rate, -2), currency), note)
        counted = ngettext("on {n} mission", "on {n} missions", review.delays_counted).format(n=review.delays_counted)
        self.delay.show_figure(delay(review.median_delay_days) or "–", counted if review.delays_counted else "")
        of = ngettext("of {n} contact", "of {n} contacts", review.contacts_total)
        people = formats.number(review.contacts_total)
        self.origin.show_figure(formats.number(review.origin_contacts), of.format(n=people))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Leave the width to the page: the figures wrap."""
        return QSize(metric(_LEAST_PX), super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = self.width() // metric(_LEAST_PX + 20)
        self._arrange(5 if room >= 5 else 3 if room >= 3 else 2 if room == 2 else 1)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at, figure in enumerate(self.all):
            self._grid.addWidget(figure, at // across, at % across)
        for column in range(5):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
