"""Carnet as the entry starts it, up to the first paint of the frame (S1) or of « Aujourd'hui » with its data (S2)."""

import gc
import sys

from signals import PaintWatch, painted, unlock

gc.disable()

from carnet import app  # noqa: E402  (the entry does so before it imports the rest)

path, task = sys.argv[1:3]


def show_first(self: app.Application) -> None:
    """Show the day, and wait for its paint."""
    _show_first(self)
    page = self.window.pages["today"]
    watched = getattr(page, "follow_ups", page)
    self.watch = PaintWatch(watched.viewport() if hasattr(watched, "viewport") else watched)  # type: ignore[attr-defined]
    watched.update()


def leave(_self: app.Application) -> None:
    """Stop where the journal would be opened."""
    painted()


_show_first = app.Application._show_first
if task == "frame":
    app.Application._load_in_turns = leave  # type: ignore[method-assign]
else:
    app.Application._show_first = show_first  # type: ignore[method-assign]
sys.argv = sys.argv[:1]
unlock(path)  # of an encrypted one: its passphrase typed in no time
app.run(path)
