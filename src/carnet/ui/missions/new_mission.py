"""The form of a new mission: title or client is enough."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.domain.money import parse_amount
from carnet.ui.kit.choices import Segmented
from carnet.ui.kit.fields import Form, TextField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.words import _
from carnet.words.missions import stage_label


class NewMissionPanel(Overlay):
    """Asks for the first facts of a mission.

    Signals:
        answered: the `Mission` to save; the panel stays until it is closed.
    """

    answered = Signal(object)

    def __init__(self, window: QWidget, currency: str) -> None:
        super().__init__(window, _("New mission"), 520)
        self._currency = currency
        self.form = Form()
        self.title_field = TextField(_("Title"), _("What for"))
        self.client = TextField(_("Client"), _("Which company"))
        self.rate = TextField(_("Day rate"), "620")
        self.days = TextField(_("Days sold"), "40")
        self.form.add("title", self.title_field)
        self.form.add("client", self.client)
        self.form.add_line(("day_rate_cents", self.rate, ""), ("days_sold_half", self.days, ""))
        self.stage = Segmented(
            [(stage.value, stage_label(stage)) for stage in (Stage.LEAD, Stage.PROPOSAL)], name=_("Stage")
        )
        self.content.addWidget(self.form)
        self.content.addWidget(self.stage)
        self.content.addWidget(label(_("Everything else can be added on the sheet."), "secondary", "text2", wrap=True))
        cancel = self.add_action(_("Cancel"))
        self.create_button = self.add_action(_("Create the mission"), "primary")
        cancel.clicked.connect(self.close_overlay)
        self.create_button.clicked.connect(self._on_create)
        self.closed.connect(self.deleteLater)
        for field in (self.title_field, self.client, self.rate, self.days):
            field.submitted.connect(self._on_create)

    @Slot()
    def _on_create(self) -> None:
        self.form.clear_errors()
        rate = parse_amount(self.rate.text()) if self.rate.text() else 0
        days = parse_amount(self.days.text()) if self.days.text() else 0
        if not self.title_field.text() and not self.client.text():
            self.form.set_error("title", _("Give a title or a client."))
        elif rate is None:
            self.form.set_error("day_rate_cents", _("This is not an amount."))
        elif days is None or days % 50:
            self.form.set_error("days_sold_half", _("Days go by halves: 12 or 12.5."))
        else:
            self.answered.emit(
                Mission(
                    title=self.title_field.text(),
                    client=self.client.text(),
                    day_rate_cents=rate,
                    days_sold_half=days // 50,
                    stage=Stage(self.stage.current()),
                    currency=self._currency,
                )
            )
