"""The panel that asks in which format people leave, and says first what that format has no place for."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from carnet.domain.exports import ExportFormat, Weighed, left_behind
from carnet.ui.kit.cards import Banner
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.words import _, exports, formats, ngettext


class ExportPanel(Overlay):
    """Asks for a format; private people stay out unless the switch is on.

    Signals:
        chosen: the `ExportFormat`, and whether those of private life go too.
    """

    chosen = Signal(object, bool)

    def __init__(self, window: QWidget, *, with_personal: bool) -> None:
        super().__init__(window, _("Export contacts"), 520)
        self._weighed: Weighed | None = None
        self._with_personal = with_personal
        self.kind = Combo(_("Format"))
        for wanted in ExportFormat:
            self.kind.add(exports.name(wanted), wanted.value)
        self.count = label("", "body", "text2")
        self.left = Banner("", _("“Export the whole journal” keeps everything."), "warning", "triangle-alert")
        self.personal = QCheckBox()
        self._build()
        self.kind.currentIndexChanged.connect(self._on_changed)
        self.personal.toggled.connect(self._on_changed)
        self.go.clicked.connect(self._on_go)
        self._cancel.clicked.connect(self.close_overlay)

    def show_weighed(self, weighed: Weighed) -> None:
        """Say how many there are and what is kept of them; from now on one may go on."""
        self._weighed = weighed
        private = ngettext(
            "Also {n} contact of private life", "Also the {n} contacts of private life", weighed.personal
        )
        self.personal.setText(private.format(n=formats.number(weighed.personal)))
        self.personal.setVisible(bool(weighed.personal))
        self.personal.setChecked(self._with_personal)
        self._on_changed()

    def wanted(self) -> ExportFormat:
        """Return the format chosen."""
        return ExportFormat(str(self.kind.currentData()))

    def _build(self) -> None:
        self.content.addWidget(self.count)
        self.content.addWidget(self.kind)
        self.content.addWidget(self.personal)
        self.content.addWidget(self.left)
        self.personal.hide()
        self.left.hide()
        self.count.set_text(_("Counting…"))
        self._cancel = self.add_action(_("Cancel"))
        self.go = self.add_action(_("Choose the file…"), "primary", "download")
        self.go.setEnabled(False)

    @Slot()
    def _on_changed(self) -> None:
        weighed = self._weighed
        if weighed is None:
            return
        everybody = self.personal.isChecked()
        people = weighed.people if everybody else weighed.people - weighed.personal
        text = ngettext("{n} contact leaves in this format:", "{n} contacts leave in this format:", people)
        self.count.set_text(text.format(n=formats.number(people)))
        counts = weighed.with_personal if everybody else weighed.without_personal
        told = exports.left_behind(self.wanted(), left_behind(self.wanted(), counts))
        self.left.show_message(told, _("“Export the whole journal” keeps everything."))
        self.left.setVisible(bool(told))
        self.go.setEnabled(bool(people))

    @Slot()
    def _on_go(self) -> None:
        wanted, everybody = self.wanted(), self.personal.isChecked()
        self.close_overlay()
        self.chosen.emit(wanted, everybody)
