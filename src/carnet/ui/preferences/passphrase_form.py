"""Choosing a passphrase, changing it, or giving it once more to take the encryption away."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.secrets import SecretField
from carnet.words import _


class PassphraseForm(Overlay):
    """A panel with the passphrases that a change needs.

    Signals:
        chosen: the passphrase of now ("" where there is none), and the new one ("" for none).
    """

    chosen = Signal(str, str)

    def __init__(self, window: QWidget, what: str) -> None:
        titles = {
            "encrypt": _("Encrypt the journal"),
            "rekey": _("Change the passphrase"),
            "decrypt": _("Decrypt"),
            "ring": _("Keep it in the key ring"),
            "backup": _("Open the backup"),
        }
        super().__init__(window, titles[what], 520, scrolls=True)
        self.fields: dict[str, SecretField] = {}
        for text in _told(what):
            self.content.addWidget(label(text, "body", "text2", wrap=True))
        if what != "encrypt":
            self._add("old", _("Passphrase of then") if what == "backup" else _("Present passphrase"))
        if what in {"encrypt", "rekey"}:
            self._add("new", _("New passphrase"), rated=True)
            self._add("again", _("Once more"))
        self.add_action(_("Cancel")).clicked.connect(self.close_overlay)
        self.act = self.add_action(titles[what], "danger" if what == "decrypt" else "primary")
        self.act.clicked.connect(self._on_chosen)

    def open(self) -> None:
        """Show the panel with the cursor in the first field."""
        super().open()
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, key: str, title: str, *, rated: bool = False) -> None:
        field = self.fields[key] = SecretField(title, rated=rated)
        field.submitted.connect(self._on_chosen)
        self.content.addWidget(field)

    @Slot()
    def _on_chosen(self) -> None:
        texts = {key: field.secret() for key, field in self.fields.items()}
        for key, text in texts.items():
            if not text:
                self.fields[key].set_error(_("A passphrase is missing."))
                return
        if texts.get("new") != texts.get("again"):
            self.fields["again"].set_error(_("The two passphrases differ. Type them again."))
            return
        self.chosen.emit(texts.get("old", ""), texts.get("new", ""))
        self.close_overlay()


def _told(what: str) -> tuple[str, ...]:
    if what == "backup":
        return (_("This backup was made under another passphrase than the journal has now: type the one of then."),)
    if what == "ring":
        whose = _("Whoever uses your session can then open the journal; a stolen disk says as little as before.")
        return (whose, _("Locked by you, by time or by sleep, Carnet asks for the passphrase all the same."))
    copies = _("The backups of this journal go with it.")
    if what == "decrypt":
        return (_("Whoever has the file can read it then."), copies)
    kept = _("Without the passphrase, nobody can open the journal: keep it written down in a safe place.")
    if what == "rekey":
        return (kept, copies)
    old = _("The plain file is overwritten; a solid-state disk, a synchronised folder or a copy elsewhere may keep it.")
    new = _("Best done while the journal is new: what the disk let go of earlier is beyond reach.")
    return (f"{kept} {copies}", f"{old} {new}")
