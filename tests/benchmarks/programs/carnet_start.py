"""Carnet as the entry starts it, up to the first paint of the frame (S1) or of « Aujourd'hui » with its data (S2).

Of an encrypted journal it says "asked" once the field for the passphrase is painted, and "given" when that is typed.
"""

import gc
import sys
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from signals import PASSPHRASE, PaintWatch, painted

gc.disable()

from carnet import app  # noqa: E402  (the entry does so before it imports the rest)

path, task = sys.argv[1:3]


def show_first(self: app.Application) -> None:
    """Show the day, and wait for its paint; or the page that asks for the passphrase, then answer."""
    _show_first(self)
    if self.journal is None:
        self.watch = PaintWatch(self.window.pages["start"].field, ask)  # type: ignore[attr-defined]
        QTimer.singleShot(TYPED_MS, partial(answer, self))
        return
    page = self.window.pages["today"]
    watched = getattr(page, "follow_ups", page)
    self.watch = PaintWatch(watched.viewport() if hasattr(watched, "viewport") else watched)  # type: ignore[attr-defined]
    watched.update()


def ask() -> None:
    """Tell that the passphrase is asked for."""
    sys.stdout.write("asked\n")
    sys.stdout.flush()


def answer(self: app.Application, place: int = 0) -> None:
    """Type the passphrase as quick hands do, and tell that it is given by the key that opens."""
    page = self.window.pages["start"]
    if place < len(PASSPHRASE):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            letter = PASSPHRASE[place]
            key = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(page.field.line, key)  # type: ignore[attr-defined]
        last = place + 1 == len(PASSPHRASE)
        QTimer.singleShot(RETURN_MS if last else KEY_MS, partial(answer, self, place + 1))
        return
    sys.stdout.write("given\n")
    sys.stdout.flush()
    page.open_button.click()  # type: ignore[attr-defined]


def leave(_self: app.Application) -> None:
    """Stop where the journal would be opened."""
    painted()


TYPED_MS, KEY_MS, RETURN_MS = 1_500, 110, 200
_show_first = app.Application._show_first
if task == "frame":
    app.Application._load_in_turns = leave  # type: ignore[method-assign]
else:
    app.Application._show_first = show_first  # type: ignore[method-assign]
sys.argv = sys.argv[:1]
app.run(path)
