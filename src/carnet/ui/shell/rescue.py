"""A damaged journal: what is wrong, said apart, and two ways out that the user agrees to: a backup, or what is left."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Slot

from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.shell.desk import Desk
from carnet.words import _

if TYPE_CHECKING:
    from carnet.domain.backups import Stamp
    from carnet.errors import Trouble
    from carnet.journal.rescue import Saved
    from carnet.ui.kit.tasks import Progress


class _Way(NamedTuple):
    """What is known of a damaged journal."""

    trouble: "Trouble"
    good: "Stamp | None"


class RescueActions(QObject):
    """Leads out of damage; nothing is done before the user says so, and the damaged file is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._overlay: Overlay | None = None
        self._path = Path()
        self._good: Stamp | None = None
        self._looking = False

    def offer(self, trouble: "Trouble") -> None:
        """Look beside the window for the latest good backup, then say what is wrong and what can be done."""
        if self._looking or self._overlay is not None:
            return
        self._looking, self._path = True, self._desk.path
        self._desk.tasks.run(partial(_look, self._path, trouble), self._on_looked, self._on_failed)

    def _on_looked(self, way: _Way) -> None:
        from carnet.journal import rescue
        from carnet.words import backups, errors

        self._looking = False
        self._good = way.good
        overlay = self._opened(_("The journal cannot be opened as it is"))
        overlay.content.addWidget(label(errors.sentence(way.trouble), wrap=True))
        overlay.content.addWidget(label(backups.good(way.good), "body", "text2", wrap=True))
        if way.trouble.reason in rescue.REPAIRABLE:
            text = _("Repairing saves what can still be read. The damaged file is kept beside it either way.")
            overlay.content.addWidget(label(text, "body", "text2", wrap=True))
        detail = str(way.trouble.data.get("detail", ""))
        if detail:
            overlay.content.addWidget(label(detail, "secondary", "text3", wrap=True, selectable=True))
        overlay.add_action(_("Not now"), "secondary").clicked.connect(overlay.close_overlay)
        if way.trouble.reason in rescue.REPAIRABLE:
            kind = "secondary" if way.good else "primary"
            overlay.add_action(_("Repair what is left"), kind).clicked.connect(self._on_repair)
        if way.good is not None:
            overlay.add_action(_("Restore this backup"), "primary").clicked.connect(self._on_restore)
        overlay.open()

    def _on_failed(self, error: BaseException) -> None:
        self._looking = False
        self._desk.present(error)

    @Slot()
    def _on_restore(self) -> None:
        if self._good is not None:
            self._begin()
            job = partial(_restore, self._path, self._good.name, self._desk.settings.options())
            self._desk.tasks.run(job, self._on_restored, self._on_failed)

    @Slot()
    def _on_repair(self) -> None:
        self._begin()
        self._desk.tasks.run(partial(_repair, self._path), self._on_repaired, self._on_failed)

    def _begin(self) -> None:
        if self._overlay is not None:
            self._overlay.close_overlay()
        self._desk.release()

    def _on_restored(self, kept: Path | None) -> None:
        self._desk.switch(self._path)
        text = _("The backup is restored.")
        if kept is not None:
            text += " " + _("The damaged file is kept: {name}").format(name=kept.name)
        self._desk.window.toasts.show(text)

    def _on_repaired(self, saved: "Saved") -> None:
        from carnet.words import backups

        self._desk.switch(self._path)
        overlay = self._opened(_("What was saved"))
        for line in backups.saved(saved.rows, saved.lost):
            overlay.content.addWidget(label(line, wrap=True))
        kept = _("The damaged file is kept: {name}").format(name=str(saved.kept))
        overlay.content.addWidget(label(kept, "secondary", "text2", wrap=True, selectable=True))
        overlay.add_action(_("Close"), "primary").clicked.connect(overlay.close_overlay)
        overlay.open()

    def _opened(self, title: str) -> Overlay:
        overlay = self._overlay = Overlay(self._desk.window, title, 520)
        overlay.closed.connect(self._on_closed)
        return overlay

    @Slot()
    def _on_closed(self) -> None:
        if self._overlay is not None:
            self._overlay.deleteLater()
            self._overlay = None


def _look(path: Path, trouble: "Trouble", _progress: "Progress") -> _Way:
    from carnet.journal import rescue

    return _Way(rescue.told_apart(path, trouble), rescue.last_good(path))


def _restore(path: Path, name: str, options: "object", _progress: "Progress") -> Path | None:
    from carnet.journal import rescue
    from carnet.journal.core import Options

    assert isinstance(options, Options)
    return rescue.restore(path, rescue.folder_of(path) / name, options)


def _repair(path: Path, _progress: "Progress") -> "Saved":
    from carnet.journal import rescue

    return rescue.repair(path)
