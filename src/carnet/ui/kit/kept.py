"""What is being typed and not yet saved, kept a moment after each key so that a crash loses nothing."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from carnet.errors import CarnetError
from carnet.journal.drafts import Drafts, form_of_panel
from carnet.ui.kit.choices import Segmented
from carnet.ui.kit.fields import TextArea
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.words import _

_SAVE_MS = 400


class KeptText(QObject):
    """Keeps one text after the other as drafts; leaving the field saves it and clears the draft."""

    def __init__(self, area: TextArea, drafts: Drafts) -> None:
        super().__init__(area)
        self._area = area
        self._drafts = drafts
        self._form = ""
        self._saved = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self._save)
        area.area.textChanged.connect(self._on_typed)

    def show(self, form: str, saved: str) -> None:
        """Show the text of a form, with what was typed and not saved before Carnet ended."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()
        self._form, self._saved = form, saved
        self._area.set_text(saved)
        kept = self._drafts.load(form)
        if kept and kept != saved:
            self._area.keep_typed(kept)
        self._timer.stop()

    def saved(self, text: str) -> None:
        """Forget the draft of a text that is saved."""
        self._timer.stop()
        self._saved = text
        if self._form:
            self._drafts.clear(self._form)

    @Slot()
    def _on_typed(self) -> None:
        if self._area.area.hasFocus():
            self._timer.start()

    @Slot()
    def _save(self) -> None:
        text = self._area.text()
        try:
            if self._form:
                self._drafts.save(self._form, "" if text == self._saved else text)
        except CarnetError:
            return  # leaving the field saves the text itself, and says why where it cannot


class InPlace(Protocol):
    """What is edited in place, as an `EditableLine` is."""

    def name(self) -> str:
        """Return what it is called."""

    def unsaved(self) -> str | None:
        """Return what is typed and not saved, None for nothing."""

    def keep_typed(self, text: str) -> None:
        """Open the edit with what was so, and say that it is back; the focus stays."""


class Typed(Protocol):
    """What is edited in place, or holds what is."""

    @property
    def typed(self) -> SignalInstance:
        """Tells of each key."""

    @property
    def closed(self) -> SignalInstance:
        """Tells that an edit is over."""


class KeptFacts(QObject):
    """Keeps what is typed into the facts of a sheet; shown again after a crash, their edits are open and say so.

    Args:
        sheet: with all its lines.
        drafts: where it is kept, one text for what is shown.
        lines: returns what can be edited in place now, always in the same order.
        typed: where it is typed.
    """

    def __init__(
        self, sheet: QWidget, drafts: Drafts, lines: Callable[[], Iterable[InPlace]], typed: Iterable[Typed]
    ) -> None:
        super().__init__(sheet)
        self._lines = lines
        self._drafts = drafts
        self._form = ""
        self._kept: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self._save)
        for each in typed:
            each.typed.connect(self._on_typed)
            each.closed.connect(self._save)

    def leave(self) -> None:
        """Keep what was typed last, before the first line of others is shown."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()
        self._form = ""

    def show(self, form: str) -> None:
        """Take up the edits of a form, all of whose facts are shown; nothing where it is shown already."""
        if form == self._form:
            return
        self._form = form
        try:
            kept = json.loads(self._drafts.load(form) or "{}")
        except (ValueError, CarnetError):
            kept = {}
        self._kept = kept if isinstance(kept, dict) else {}
        for key, line in self._named().items() if self._kept else ():
            if key in self._kept and line.unsaved() is None:
                line.keep_typed(str(self._kept[key]))

    @Slot()
    def _on_typed(self) -> None:
        self._timer.start()

    @Slot()
    def _save(self) -> None:
        self._timer.stop()
        typed = {key: text for key, line in self._named().items() if (text := line.unsaved()) is not None}
        if typed == self._kept or not self._form:
            return
        try:
            self._drafts.save(self._form, json.dumps(typed) if typed else "")
            self._kept = typed
        except CarnetError:
            return  # leaving the line saves it, and says why where it cannot

    def _named(self) -> dict[str, InPlace]:
        """Return the lines by their names, those of one name in order."""
        found: dict[str, InPlace] = {}
        for line in self._lines():
            same = sum(key.startswith(f"{line.name()} ") for key in found)
            found[f"{line.name()} {same}"] = line
        return found


class KeptPanel(QObject):
    """Keeps what is typed into the fields of a panel; at its next opening it is there again.

    What closes the panel forgets it, saved or given up; Carnet's end does not.

    Args:
        panel: with all its fields, which show what is known.
        drafts: where it is kept.
        name: of what is edited in it.
    """

    def __init__(self, panel: Overlay, drafts: Drafts, name: str) -> None:
        super().__init__(panel)
        self._panel = panel
        self._drafts = drafts
        self._form = form_of_panel(name)
        self._known = self._values()
        self._kept: dict[str, Any] = {}
        self._put_back()
        self._timer = QTimer(self)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        panel.closed.connect(self._forget)

    def _put_back(self) -> None:
        try:
            kept = json.loads(self._drafts.load(self._form) or "{}")
        except (ValueError, CarnetError):
            return
        if not isinstance(kept, dict):
            return
        # What is put into one field may bring others.
        while kept and (come := {key: field for key, field in self._fields().items() if key in kept}):
            for key, field in come.items():
                self._kept[key] = kept.pop(key)
                _write(field, self._kept[key])
        if self._kept:
            text = _("What you had typed before Carnet ended is back. “Cancel” forgets it.")
            self._panel.content.insertWidget(0, label(text, "secondary", "text2", wrap=True))

    @Slot()
    def _look(self) -> None:
        """Keep what differs from what is known, where that has changed; fields come and go."""
        typed = {key: value for key, value in self._values().items() if value != self._known.get(key, "")}
        if typed == self._kept or self._panel.isHidden():
            return
        try:
            self._drafts.save(self._form, json.dumps(typed) if typed else "")
            self._kept = typed
        except CarnetError:
            return  # saving the form says why where it cannot

    @Slot()
    def _forget(self) -> None:
        self._timer.stop()
        try:
            if self._kept:
                self._drafts.clear(self._form)
        except CarnetError:
            return  # it will be there again, which loses nothing

    def _values(self) -> dict[str, Any]:
        return {key: _read(field) for key, field in self._fields().items()}

    def _fields(self) -> dict[str, QWidget]:
        """Return the fields of the panel by their names, those of one name in order."""
        found: dict[str, QWidget] = {}
        for kind in _KINDS:
            for field in self._panel.panel.findChildren(kind):
                if not (isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal):
                    name = f"{kind.__name__} {field.accessibleName()}"
                    same = sum(key.startswith(f"{name} ") for key in found)
                    found[f"{name} {same}"] = field
        return found


_KINDS: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, Segmented)


def _read(field: QWidget) -> str | bool:
    match field:
        case QLineEdit():
            return field.text()
        case QPlainTextEdit():
            return field.toPlainText()
        case QComboBox():
            return field.currentText()
        case QCheckBox():
            return field.isChecked()
        case Segmented():
            return field.current()
    raise TypeError(field)


def _write(field: QWidget, value: object) -> None:
    """Put a value in as the user would, so that the panel follows."""
    match field:
        case QLineEdit():
            field.setText(str(value))
            field.textEdited.emit(str(value))
        case QPlainTextEdit():
            field.setPlainText(str(value))
        case QComboBox():
            field.setCurrentIndex(max(field.findText(str(value)), 0))
        case QCheckBox():
            field.setChecked(bool(value))
        case Segmented():
            field.choose(str(value))
            field.chosen.emit(str(value))
