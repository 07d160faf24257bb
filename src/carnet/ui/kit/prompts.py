"""Questions to the user behind one port, so that tests answer with their own."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEventLoop, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.fields import TextField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.words import _

if TYPE_CHECKING:
    from carnet.journal.drafts import Drafts  # brings SQLAlchemy, which the first window does without


class Prompts(Protocol):
    """What a page may ask; every answer may be "no answer"."""

    def open_file(self, title: str, filters: str = "") -> Path | None:
        """Return the file chosen to read; `filters` as in "vCard (*.vcf);;CSV (*.csv)"."""
        ...

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        """Return the file to write; `name` is proposed."""
        ...

    def open_folder(self, title: str) -> Path | None:
        """Return the folder chosen."""
        ...

    def confirm(self, title: str, text: str, yes: str, no: str, danger: bool = False) -> bool:
        """Ask before what cannot be undone; `yes` names the act."""
        ...

    def choose(self, title: str, text: str, options: Sequence[str]) -> int | None:
        """Return the position of the option chosen, None for none."""
        ...

    def ask_text(self, title: str, question: str, yes: str, text: str = "") -> str | None:
        """Return a line of text, None where the user gave up."""
        ...


class _Asked(QObject):
    """One question in an overlay; `wait` returns when it is answered."""

    def __init__(self, window: QWidget, title: str) -> None:
        super().__init__(window)
        self.overlay = Overlay(window, title, 460)
        self.answer: int | None = None
        self._loop = QEventLoop()
        self.overlay.closed.connect(self._loop.quit)

    def say(self, text: str) -> None:
        """Add a paragraph."""
        if text:
            self.overlay.content.addWidget(label(text, "body", "text2", wrap=True))

    def offer(self, text: str, answer: int | None, kind: str) -> Button:
        """Add a button that answers."""
        button = self.overlay.add_action(text, kind)
        button.setProperty("answer", -1 if answer is None else answer)
        button.clicked.connect(self.on_answered)
        return button

    def on_answered(self) -> None:
        """Take the answer of the button pressed, or the first where Enter was pressed in a field."""
        sender = self.sender()
        given = sender.property("answer") if isinstance(sender, Button) else 0
        self.answer = given if isinstance(given, int) and given >= 0 else None
        self.overlay.close_overlay()

    def wait(self, first: QWidget | None = None) -> int | None:
        """Show the question and return its answer."""
        self.overlay.open()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._loop.exec()
        self.overlay.deleteLater()
        self.deleteLater()
        return self.answer


def _chosen(dialog: QFileDialog) -> Path | None:
    """Ask, and return the file or folder chosen."""
    taken = dialog.exec() == QFileDialog.DialogCode.Accepted
    files = dialog.selectedFiles() if taken else []
    dialog.deleteLater()
    return Path(files[0]) if files else None


class DialogPrompts:
    """Asks with Qt's file dialogs and with overlays on the window.

    Args:
        window: the window to cover.
        drafts: returns where a line of text is kept while it is typed, None for nowhere.
    """

    def __init__(self, window: QWidget, drafts: Callable[[], "Drafts | None"] | None = None) -> None:
        self._window = window
        self._drafts = drafts

    def open_file(self, title: str, filters: str = "") -> Path | None:
        """Return the file chosen to read."""
        dialog = self._file_dialog(title, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return _chosen(dialog)

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        """Return the file to write."""
        dialog = self._file_dialog(title, filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        return _chosen(dialog)

    def open_folder(self, title: str) -> Path | None:
        """Return the folder chosen."""
        dialog = self._file_dialog(title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return _chosen(dialog)

    def _file_dialog(self, title: str, filters: str = "") -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(Path.home()), filters)
        # Qt's own French leaves these two in English.
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Look in:"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Files of type:"))
        return dialog

    def confirm(self, title: str, text: str, yes: str, no: str, danger: bool = False) -> bool:
        """Ask before what cannot be undone; the focus is on the harmless answer."""
        asked = _Asked(self._window, title)
        asked.say(text)
        harmless = asked.offer(no, None, "secondary")
        act = asked.offer(yes, 1, "danger" if danger else "primary")
        return asked.wait(harmless if danger else act) == 1

    def choose(self, title: str, text: str, options: Sequence[str]) -> int | None:
        """Return the position of the option chosen, None for Échap."""
        asked = _Asked(self._window, title)
        asked.say(text)
        last = len(options) - 1
        buttons = [
            asked.offer(option, at, "primary" if at == last else "secondary") for at, option in enumerate(options)
        ]
        return asked.wait(buttons[-1] if buttons else None)

    def ask_text(self, title: str, question: str, yes: str, text: str = "") -> str | None:
        """Return a line of text, None for Échap."""
        asked = _Asked(self._window, title)
        field = TextField(question, text=text)
        asked.overlay.content.addWidget(field)
        asked.offer(yes, 0, "primary")
        if self._drafts is not None and (drafts := self._drafts()) is not None:
            from carnet.ui.kit.kept import KeptPanel  # not for the frame, which has nothing to ask

            KeptPanel(asked.overlay, drafts, f"asked:{title}")
        field.submitted.connect(asked.on_answered)
        field.line.selectAll()
        return field.text() if asked.wait(field) == 0 else None
