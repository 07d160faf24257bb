"""Opening an encrypted journal, locking it while nobody is there, and turning encryption on and off."""

import sys
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from carnet.errors import CarnetError
from carnet.ui.shell.desk import Desk
from carnet.ui.shell.lock import LockPage, LockWindow
from carnet.ui.shell.working import WorkingPage
from carnet.words import _
from carnet.words.errors import sentence

if TYPE_CHECKING:
    from carnet.journal.sealing import Rewritten
    from carnet.ui.kit.tasks import Progress
    from carnet.ui.shell.ringing import RingActions
    from carnet.ui.shell.sleeping import Sleep

_TICK_MS = 10_000
_ASLEEP_S = 40  # between two ticks: the machine slept, or its clock was set
_LAST_WORDS_MS = 800  # for what was typed last to be kept
_SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class LockActions(QObject):
    """Keeps those out who do not know the passphrase.

    Attributes:
        locked: the window that stands before the locked one; None while it is open.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: LockPage | None = None
        self._new = ""
        self._foresees, self._typed = False, ""
        self.locked: LockWindow | None = None
        self._seen = self._ticked = _now()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def page(self) -> LockPage:
        """Return the page that asks for the passphrase of the journal, before it is open."""
        page = self._page = LockPage(self._desk.path.name)
        page.unlock_asked.connect(self._on_unlock_asked)
        page.hesitated.connect(self._on_hesitated)
        page.other_asked.connect(self._on_other_asked)
        if self._desk.settings.key_ring:
            self.ring.open_by(page, self._on_unlocked)
        return page

    @cached_property
    def ring(self) -> "RingActions":
        """The key ring of the system."""
        from carnet.ui.shell.ringing import RingActions

        return RingActions(self._desk)

    def watch(self) -> None:
        """Look from now on whether anybody is there, where the journal is encrypted."""
        self._seen = self._ticked = _now()
        if self._desk.journal is not None and self._desk.journal.is_sealed:
            self._timer.start()
            self._heed_sleep()
        else:
            self._timer.stop()

    def _heed_sleep(self) -> None:
        """Have the computer wait with its sleep until the journal is locked, where that is chosen."""
        if self._desk.settings.lock_after_min and self.sleep is not None:
            self.sleep.hold()

    @cached_property
    def sleep(self) -> "Sleep | None":
        """What tells that the computer is about to sleep; elsewhere than on Linux only a jump of the clock does."""
        if sys.platform != "linux":
            return None
        from carnet.ui.shell.sleeping import Sleep

        sleep = Sleep()
        sleep.coming.connect(self._on_sleep)
        return sleep

    @Slot()
    def _on_sleep(self) -> None:
        if self._desk.settings.lock_after_min:
            self.lock()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in _SIGNS:
            self._seen = _now()
        return False

    @Slot()
    def lock(self) -> None:
        """Put the window away, and let go of the journal and its key; what is typed stays where it is."""
        if self._desk.journal is not None and self._desk.journal.core.database.only_reads:
            self._desk.backups.leave()  # else the passphrase of that backup would be asked for, or none
        journal = self._desk.journal
        if journal is None or self.locked is not None:
            return
        if not journal.is_sealed:
            self._desk.window.toasts.show(_("The journal is not encrypted: without a passphrase nothing locks it."))
            return
        if self._desk.tasks.busy:
            QTimer.singleShot(_LAST_WORDS_MS, self, self.lock)
            return
        self._timer.stop()
        window = self.locked = LockWindow(self._desk.path.name)
        window.page.unlock_asked.connect(self._on_unlock_asked)
        window.page.hesitated.connect(self._on_hesitated)
        window.closing.connect(self._desk.window.close)
        window.setGeometry(self._desk.window.geometry())
        window.page.wait()
        window.show()
        self._desk.window.hide()  # what is being typed is kept as it loses the focus
        QTimer.singleShot(_LAST_WORDS_MS, self, self._let_go)

    def _let_go(self) -> None:
        if self.locked is not None:
            self._desk.put_away()
            if self.sleep is not None:
                self.sleep.ready()
            self.locked.page.refuse("")
            self.locked.page.field.setFocus()

    @Slot()
    def _on_tick(self) -> None:
        slept = _now() - self._ticked > _ASLEEP_S
        self._ticked = _now()
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
        self._heed_sleep()
        minutes = self._desk.settings.lock_after_min
        if minutes and (slept or _now() - self._seen >= minutes * 60):
            self.lock()

    @Slot(str)
    def _on_unlock_asked(self, passphrase: str) -> None:
        page, self._typed = self._asking(), ""
        if page is not None:
            page.wait()
            job = partial(_unlock, self._desk.path, passphrase)
            self._desk.tasks.run(job, self._on_unlocked, self._on_refused)

    @Slot(str)
    def _on_hesitated(self, passphrase: str) -> None:
        """Work out the key of what is typed so far, the longest part of opening: it may be all there is to type."""
        if self._foresees:
            self._typed = passphrase
            return
        self._foresees, self._typed = True, ""
        self._desk.tasks.read(partial(_foresee, self._desk.path, passphrase), self._on_foreseen, self._on_foreseen)

    def _on_foreseen(self, _nothing: object) -> None:
        self._foresees = False
        if self._typed:
            self._on_hesitated(self._typed)

    def _asking(self) -> LockPage | None:
        return self._page if self.locked is None else self.locked.page

    def _on_unlocked(self, _nothing: object) -> None:
        page = self._asking()
        if page is not None:
            page.field.forget()
        if self.locked is not None:
            window, self.locked = self.locked, None
            self._desk.take_back()
            window.hide()
            window.deleteLater()
            self.watch()
        else:
            self._page = None
            self._desk.open_unlocked()  # who then watches once the day is painted

    def _on_refused(self, error: BaseException) -> None:
        page = self._asking()
        words = sentence(error) if isinstance(error, CarnetError) and error.reason != "corrupt" else ""
        if page is not None:
            page.refuse(words)
        if not words:
            self._desk.present(error)

    @Slot()
    def _on_other_asked(self) -> None:
        self._desk.files.open_journal()

    # -- turning it on and off -----------------------------------------------------------------------------------

    @Slot(str)
    def ask(self, what: str) -> None:
        """Ask for the passphrases that "encrypt", "rekey" or "decrypt" needs, then do it; or keep "sheet" or "ring"."""
        if what in {"sheet", "ring"}:
            self._keep_sheet() if what == "sheet" else self.ring.switch()
            return
        from carnet.ui.preferences.passphrase_form import PassphraseForm

        form = PassphraseForm(self._desk.window, what)
        form.chosen.connect(partial(self._on_chosen, what))
        form.closed.connect(form.deleteLater)
        form.open()

    def ask_for(self, backup: Path) -> None:
        """Ask for the passphrase of a backup that was made under another one."""
        from carnet.ui.preferences.passphrase_form import PassphraseForm

        form = PassphraseForm(self._desk.window, "backup")
        form.chosen.connect(partial(self._on_backup_given, backup))
        form.closed.connect(form.deleteLater)
        form.open()

    def _on_backup_given(self, backup: Path, passphrase: str, _new: str) -> None:
        self._desk.tasks.run(partial(_unlock, backup, passphrase), self._on_backup_unlocked, self._on_backup_left)

    def _on_backup_unlocked(self, _nothing: object) -> None:
        if (page := self._desk.window.pages.get("backups")) is not None:
            page.reload()

    def _on_backup_left(self, error: BaseException) -> None:
        if isinstance(error, CarnetError) and error.reason == "wrong_passphrase":
            self._desk.window.toasts.show(_("This passphrase does not open the backup. Try again."))
        else:
            self._desk.present(error)

    def _keep_sheet(self) -> None:
        from carnet.journal import files
        from carnet.ui.kit.printing import ask_path, file_name
        from carnet.ui.preferences import recovery_sheet
        from carnet.words import formats

        path, journal = ask_path(self._desk.prompts, file_name(_("Recovery sheet"))), self._desk.journal
        if path is None or journal is None:
            return
        day = formats.full_day(journal.clock.today())
        try:
            files.write_private(path, recovery_sheet.pdf(journal.path.name, str(journal.path.parent), day))
        except CarnetError as error:
            self._desk.present(error)
        else:
            self._desk.window.toasts.show(_("Saved: {name}").format(name=path.name))

    def _on_chosen(self, what: str, old: str, new: str) -> None:
        path, second = self._desk.path, self._desk.settings.backup_folder
        self._new = new
        self.ring.leave()
        page = WorkingPage(_("The journal is written anew and read again. It is as it was until that is done."))
        self._desk.release(page)
        job = partial(_rewrite, what, path, [word for word in (old, new) if word], second)
        progress = self._desk.tasks.run(job, partial(self._on_rewritten, what), self._on_left, page.show_progress)
        page.cancel_asked.connect(progress.cancel)

    def _on_rewritten(self, what: str, done: "Rewritten") -> None:
        self._reopen()
        self.ring.follow(self._new)
        self._new = ""
        texts = {
            "encrypt": _("The journal is encrypted. Write the passphrase down, and keep it in a safe place."),
            "rekey": _("The passphrase is changed."),
            "decrypt": _("The journal is a plain file again."),
        }
        text = texts[what]
        if done.left:
            names = ", ".join(path.name for path in done.left)
            text += " " + _("These copies are as they were: {names}.").format(names=names)
        self._desk.window.toasts.show(text)

    def _on_left(self, error: BaseException) -> None:
        self._reopen()
        if isinstance(error, CarnetError) and error.reason == "rewriting_stopped":
            self._desk.window.toasts.show(sentence(error))
        else:
            self._desk.present(error)

    def _reopen(self) -> None:
        self._desk.switch(self._desk.path)
        if self._desk.journal is not None:
            self._desk.window.show_page("preferences")


def _now() -> int:
    return int(QDateTime.currentSecsSinceEpoch())


def _foresee(path: Path, passphrase: str) -> None:
    from carnet.journal import sealing

    sealing.foresee(path, passphrase)


def _unlock(path: Path, passphrase: str, _progress: "Progress") -> None:
    from carnet.journal import sealing

    sealing.unlock(path, passphrase)


def _rewrite(what: str, path: Path, words: list[str], second: str, progress: "Progress") -> "Rewritten":
    from carnet.journal import sealing

    verbs: dict[str, Callable[..., Rewritten]]
    verbs = {"encrypt": sealing.encrypt, "rekey": sealing.rekey, "decrypt": sealing.decrypt}
    return verbs[what](path, *words, second, progress=progress.report, cancelled=lambda: progress.cancelled)
