"""The template of one letter: subject, text, and the fields that it may name."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.letters import Field, Letter, LetterKind, unknown_fields
from carnet.ui.kit.fields import Form, TextArea, TextField
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.overlay import Overlay
from carnet.words import _, letters, ngettext


class LetterForm(Overlay):
    """A panel that edits a template.

    Signals:
        saved: the letter and its template; None for the one that comes with Carnet.
    """

    saved = Signal(object, object)

    def __init__(self, window: QWidget, kind: LetterKind, text: Letter) -> None:
        super().__init__(window, _("Letter: {kind}").format(kind=letters.kind(kind)), 560, scrolls=True)
        self._kind = kind
        self.subject = TextField(_("Subject"))
        self.body = TextArea(_("Text"), lines=6, most=10)
        form = Form()
        form.add("subject", self.subject)
        form.add("body", self.body)
        self.content.addWidget(form)
        self.content.addWidget(label(_("Fields, filled for each person:"), "secondary", "text2"))
        self.content.addWidget(self._fields())
        self.restore = LinkLabel(_("Take the original back"), "undo-2", "secondary_medium")
        self.restore.activated.connect(self._on_restore)
        self.add_foot(self.restore)
        self.add_action(_("Cancel")).clicked.connect(self.close_overlay)
        self.add_action(_("Save"), "primary").clicked.connect(self._on_save)
        self._show(text)
        self.subject.typed.connect(self._check)
        self.body.area.textChanged.connect(self._check)

    def open(self) -> None:
        """Show the panel with the cursor in the subject."""
        super().open()
        self.subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fields(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, 10)
        for field in Field:
            link = LinkLabel(f"{{{letters.field(field)}}}", role="secondary_medium")
            link.setAccessibleName(_("Insert {field}").format(field=letters.field(field)))
            link.activated.connect(self._on_field)
            flow.addWidget(link)
        return holder

    def _show(self, text: Letter) -> None:
        self.subject.set_text(text.subject)
        self.body.set_text(text.body)

    @Slot()
    def _on_field(self) -> None:
        """Put a field where the cursor of the text stands."""
        link = self.sender()
        if isinstance(link, LinkLabel):
            self.body.area.insertPlainText(link.text())
            self.body.area.setFocus()

    @Slot()
    def _check(self) -> bool:
        """Say under each part which fields do not exist; tell whether all do."""
        texts = ((self.subject, self.subject.text()), (self.body, self.body.text()))
        return not [part for part, text in texts if self._complain(part, unknown_fields(text))]

    def _complain(self, part: TextField | TextArea, names: tuple[str, ...]) -> bool:
        told = ngettext("{fields} is no field.", "{fields} are no fields.", len(names))
        part.error.say(told.format(fields=", ".join(f"{{{name}}}" for name in names)) if names else "")
        return bool(names)

    @Slot()
    def _on_restore(self) -> None:
        self._show(letters.template(self._kind))
        self._check()

    @Slot()
    def _on_save(self) -> None:
        if self._check():
            text = Letter(self.subject.text(), self.body.text())
            self.saved.emit(self._kind, None if text == letters.template(self._kind) else text)
            self.close_overlay()
