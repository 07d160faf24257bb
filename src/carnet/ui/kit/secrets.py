"""A field for a passphrase: dots, a button that shows it, how strong a new one is, and whether Caps Lock is on."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.fields import TextField
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric
from carnet.words import _


class SecretField(TextField):
    """One line that is not shown unless asked; what is typed is kept as typed, spaces too.

    Args:
        rated: whether the strength is told below, as one types.
    """

    def __init__(self, title: str, *, rated: bool = False) -> None:
        super().__init__(title)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.line.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self.eye = Button(_("Show the passphrase"), "eye", "icon", small=True, parent=self.line)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_shown)
        self.capitals = label(_("Caps Lock is on."), "secondary", "warning")
        self.column.insertWidget(2, self.capitals)
        self.capitals.hide()
        self.strength = label("", "secondary", "text2")
        if rated:
            self.column.insertWidget(3, self.strength)
            self.typed.connect(self._rate)
        self.line.installEventFilter(self)

    def secret(self) -> str:
        """Return what was typed, to the last space."""
        return self.line.text()

    def forget(self) -> None:
        """Empty the field, and hide what is typed next."""
        self.line.clear()
        self.eye.setChecked(False)
        self.strength.set_text("")
        self.capitals.hide()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep the button at the right end, and look at what the keys make."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_at(event)
        elif event.type() == QEvent.Type.Resize:
            size = self.eye.sizeHint()
            self.eye.setGeometry(
                self.line.width() - size.width() - metric(3),
                (self.line.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )
        return False

    def _look_at(self, event: QKeyEvent) -> None:
        """Tell of Caps Lock, which Qt does not say, by a letter that is not as Shift would have it."""
        letter, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self.capitals.hide()  # until the next letter says how it stands
        elif len(letter) == 1 and letter.lower() != letter.upper():
            self.capitals.setVisible(letter.isupper() != shift)

    @Slot(bool)
    def _on_shown(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.setAccessibleName(_("Hide the passphrase") if shown else _("Show the passphrase"))

    @Slot(str)
    def _rate(self, text: str) -> None:
        from carnet.domain.passphrases import STRENGTHS, strength

        if not text:
            self.strength.set_text("")
            return
        score = strength(text)
        words = (_("very weak"), _("weak"), _("fair"), _("good"), _("very good"))
        bars = "●" * max(score, 1) + "○" * (STRENGTHS - max(score, 1))
        self.strength.set_text(_("{bars}  Strength: {word}").format(bars=bars, word=words[score]))
