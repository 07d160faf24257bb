"""The key ring of the system: opening by what it keeps, keeping a passphrase there, and forgetting it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from carnet.errors import CarnetError
from carnet.journal import key_rings
from carnet.ui.shell.desk import Desk
from carnet.words import _
from carnet.words.errors import sentence

if TYPE_CHECKING:
    from carnet.ui.shell.lock import LockPage


class RingActions(QObject):
    """Asks the key ring beside the window, since it may wait for the user; what it refuses is said in words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._before = ""  # the name of what is being rewritten

    def open_by(self, page: "LockPage", opened: Callable[[object], object]) -> None:
        """Open the journal without asking for what the key ring keeps; the field of the page stays usable meanwhile."""
        path = self._desk.path
        if key_rings.name_of(path) in self._desk.settings.key_ring:
            page.field.set_error(_("The key ring is asked…"))
            done = partial(self._on_opened, page, opened)
            self._desk.tasks.read(partial(key_rings.unlock, path), done, partial(self._on_not_opened, page))

    def _on_opened(self, page: "LockPage", opened: Callable[[object], object], _nothing: object) -> None:
        if self._desk.journal is None and isValid(page):  # else the passphrase was typed meanwhile
            opened(None)

    def _on_not_opened(self, page: "LockPage", error: BaseException) -> None:
        if not isinstance(error, CarnetError):
            self._desk.present(error)
        elif self._desk.journal is None and isValid(page):
            page.field.set_error(sentence(error))

    def switch(self) -> None:
        """Keep the passphrase of the open journal, which is asked for it; or forget it."""
        journal = self._desk.journal
        if journal is None:
            return
        if (name := journal.key_name) in self._desk.settings.key_ring:
            self._run(partial(key_rings.forget, name), partial(self._on_forgotten, name))
            return
        from carnet.ui.preferences.passphrase_form import PassphraseForm

        form = PassphraseForm(self._desk.window, "ring")
        form.chosen.connect(self._on_chosen)
        form.closed.connect(form.deleteLater)
        form.open()

    def _on_chosen(self, passphrase: str, _new: str) -> None:
        if (journal := self._desk.journal) is not None:
            self._run(partial(key_rings.keep, journal, passphrase), self._on_kept)

    def _on_kept(self, name: str) -> None:
        others = (each for each in self._desk.settings.key_ring if each != name)
        self._desk.apply_settings(replace(self._desk.settings, key_ring=(*others, name)))
        self._desk.window.toasts.show(_("The key ring keeps the passphrase."))

    def _on_forgotten(self, name: str, _nothing: object = None) -> None:
        self._drop(name)
        self._desk.window.toasts.show(_("The key ring has forgotten the passphrase."))

    def _drop(self, name: str) -> None:
        kept = tuple(each for each in self._desk.settings.key_ring if each != name)
        self._desk.apply_settings(replace(self._desk.settings, key_ring=kept))

    def leave(self) -> None:
        """Note what is open, before it is rewritten with another key."""
        self._before = self._desk.journal.key_name if self._desk.journal is not None else ""

    def follow(self, passphrase: str) -> None:
        """Keep the new passphrase of what was rewritten in the place of the old one, "" for none."""
        name, journal = self._before, self._desk.journal
        if name not in self._desk.settings.key_ring or journal is None or journal.key_name == name:
            return
        self._drop(name)
        self._run(partial(key_rings.forget, name), _nothing)
        if passphrase:
            self._run(partial(key_rings.keep, journal, passphrase), self._on_kept)

    def _run(self, job: Callable[[], object], done: Callable[..., object]) -> None:
        self._desk.tasks.read(job, done, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, CarnetError):
            self._desk.window.toasts.show(sentence(error))
        else:
            self._desk.present(error)


def _nothing(_result: object) -> None:
    """Take what nobody waits for."""
