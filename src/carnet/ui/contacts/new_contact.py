"""A new contact from one line of text, with what was understood shown under it, and who is there already."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from carnet.domain.captures import CapturePreview
from carnet.domain.contacts import PointKind
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.fields import TextField
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.labels import Chip, label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.words import _, errors, sheets

_POINT_ICONS = {PointKind.EMAIL: "mail", PointKind.PHONE: "phone"}


class NewContact(Overlay):
    """The panel of one line.

    Signals:
        created: id of the contact entered, or of the one who was there already.
    """

    created = Signal(int)

    def __init__(self, window: QWidget, journal: Journal, text: str = "") -> None:
        super().__init__(window, _("New contact"), 620)
        self._journal = journal
        self._preview: CapturePreview | None = None
        self.line = TextField(
            "", _("Claire Dupont, CIO at Acme, claire@acme.fr, 06 12 34 56 78"), name=_("New contact")
        )
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, 6)
        self._known = QWidget()
        self._known_column = QVBoxLayout(self._known)
        self._known_column.setContentsMargins(0, 0, 0, 0)
        self._known_column.setSpacing(metric(6))
        told = _("One line is enough: a name, then whatever you know, with commas.")
        hint = label(told, "secondary", "text2", wrap=True)
        for widget in (self.line, self._chips, self._known, hint):
            self.content.addWidget(widget)
        cancel = self.add_action(_("Cancel"))
        self.add = self.add_action(_("Add"), "primary")
        cancel.clicked.connect(self.close_overlay)
        self.add.clicked.connect(self._on_add)
        self.line.typed.connect(self._on_typed)
        self.line.submitted.connect(self._on_add)
        self.line.set_text(text)
        self._on_typed(text)
        KeptPanel(self, journal.drafts, "contact")

    def ask(self) -> None:
        """Open with the cursor in the line."""
        self.open()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.line.set_error("")
        self._preview = self._journal.capture.preview(text) if text.strip() else None
        self._flow.clear()
        while (item := self._known_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips.setVisible(self._preview is not None)
        if self._preview is not None:
            self._show_draft(self._preview)
            self._show_known(self._preview)

    def _show_draft(self, preview: CapturePreview) -> None:
        draft = preview.draft
        name = " ".join(part for part in (draft.first_name, draft.last_name) if part)
        parts = [(name, "user"), (draft.title, "briefcase"), (draft.organisation, "building-2")]
        parts += [(point.value, _POINT_ICONS.get(point.kind, "globe")) for point in draft.points]
        parts += [(profile.url, "link") for profile in draft.profiles]
        parts += [(f"#{tag}", "") for tag in draft.tags]
        parts += [(sheets.introduced_by(draft.via), "handshake")] if draft.via else []
        parts += [(draft.follow_up.text, "alarm-clock")] if draft.follow_up else []
        parts += [(draft.note, "notebook-pen")] if draft.note else []
        for text, icon_name in parts:
            if text:
                self._flow.addWidget(Chip(text, icon_name, small=True))

    def _show_known(self, preview: CapturePreview) -> None:
        for match in preview.matches[:3]:
            sure = match.verdict == "sure"
            words = _("{name} is there already: open") if sure else _("Possible duplicate: {name}. Open")
            button = Button(words.format(name=match.name), "user-check", "ghost", small=True)
            button.setProperty("contact", match.contact_id)
            button.clicked.connect(self._on_known)
            self._known_column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _on_known(self) -> None:
        key = int(self.sender().property("contact"))
        self.close_overlay()
        self.created.emit(key)

    @Slot()
    def _on_add(self) -> None:
        try:
            captured = self._journal.capture.add(self.line.text())
        except Refused as error:
            self.line.set_error(errors.sentence(error))
            return
        self.close_overlay()
        self.created.emit(captured.contact_id)
