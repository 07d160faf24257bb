"""The user's own shares of a mission, for the model « Manuel »."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.attribution import WHOLE_BP
from carnet.domain.money import parse_amount
from carnet.domain.review import MissionPath
from carnet.ui.kit.fields import TextField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.words import _, formats
from carnet.words.missions import touch_label, touch_people


class SharesPanel(Overlay):
    """Asks for the share of each step.

    Signals:
        answered: shares in basis points by id of touch; empty takes them away.
    """

    answered = Signal(object)

    def __init__(self, window: QWidget, path: MissionPath) -> None:
        super().__init__(window, _("Manual shares"), 460, scrolls=True)
        self.fields: dict[int, TextField] = {}
        for touch in path.touches:
            name = " · ".join(part for part in (touch_label(touch), touch_people(touch)) if part)
            field = TextField(name, "0 %")
            if touch.manual_share_bp is not None:
                field.set_text(formats.percent_bp(touch.manual_share_bp))
            field.typed.connect(self._on_typed)
            self.fields[touch.id] = field
            self.content.addWidget(field)
        self.total = label("", "secondary", "text2", wrap=True)
        self.content.addWidget(self.total)
        self.clear = self.add_action(_("Take the shares away"))
        self.save = self.add_action(_("Save"), "primary")
        self.clear.clicked.connect(self._on_clear)
        self.save.clicked.connect(self._on_save)
        self.closed.connect(self.deleteLater)
        self._on_typed()

    def shares_bp(self) -> dict[int, int]:
        """Return the shares typed; what is no number counts as nothing."""
        texts = {key: field.text().replace("%", "").strip() for key, field in self.fields.items()}
        return {key: (parse_amount(text) or 0) if text else 0 for key, text in texts.items()}

    @Slot()
    def _on_typed(self) -> None:
        total = sum(self.shares_bp().values())
        said = _("Total: {total}").format(total=formats.percent_bp(total))
        self.total.set_text(said)
        self.total.set_color("text2" if total == WHOLE_BP else "danger")

    @Slot()
    def _on_clear(self) -> None:
        self.close_overlay()
        self.answered.emit({})

    @Slot()
    def _on_save(self) -> None:
        found = self.shares_bp()
        if sum(found.values()) != WHOLE_BP:
            self.total.set_text(_("The shares must add up to 100%."))
            return
        self.close_overlay()
        self.answered.emit(found)
