"""Backups from the frame: the automatic one, what is told of one that failed, looking into one, the second folder."""

import time
import zlib
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Slot

from carnet.ui.shell.desk import Desk
from carnet.words import _

if TYPE_CHECKING:
    from carnet.journal import Journal
    from carnet.journal.backups import Made

_TOLD, _CHECKED, _PLACE = "backups/told", "checked", "place"
_WEEK = timedelta(days=7)
_LARGE = 50_000_000
_REST_MS = 30_000
_LATEST_S = 600


class BackupActions(QObject):
    """What the frame does with backups."""

    def __init__(self, desk: Desk, state: QSettings) -> None:
        super().__init__()
        self._desk = desk
        self._state = state
        self._until = 0.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.make_due)
        desk.signals.changed.connect(self._on_changed)

    def start(self) -> None:
        """Make the backup of the day beside the window; of a large file once nothing is written for a while.

        While the disk takes half a gigabyte each commit waits for it.
        """
        journal = self._desk.journal
        if journal is None or journal.core.database.only_reads:
            return
        self._tell_place(journal.path)
        if journal.path.stat().st_size < _LARGE:
            self.make_due()
        else:
            self._until = time.monotonic() + _LATEST_S
            self._rest.start(_REST_MS)

    def stop(self) -> None:
        """Make none; the journal is about to be closed."""
        self._rest.stop()

    @Slot()
    def _on_changed(self) -> None:
        if self._rest.isActive() and time.monotonic() < self._until:
            self._rest.start(_REST_MS)

    @Slot()
    def make_due(self) -> None:
        """Make the backup of the day where the latest is older, and the check of the week, else a quick one."""
        journal = self._desk.journal
        if journal is None:
            return
        self._desk.tasks.run(_Making(journal), self._on_made, self._tell)
        key, today = _key(_CHECKED, journal.path), journal.clock.today()
        checked = str(self._state.value(key, ""))
        if not (today - _WEEK).isoformat() < checked <= today.isoformat():  # a day to come was of a wrong clock
            self._desk.tasks.run(_Checking(journal), partial(self._state.setValue, key), self._desk.present)
        elif journal.path.stat().st_size < _LARGE:  # else it would read for seconds at every start
            self._desk.tasks.run(_Checking(journal, quick=True), _nothing, self._desk.present)

    def _tell_place(self, path: Path) -> None:
        """Say once what is special about where a journal lies."""
        from carnet import paths
        from carnet.domain.places import place_of
        from carnet.words import backups

        place, key = place_of(path.resolve(), paths.mounts()), _key(_PLACE, path)
        told = "" if place is None else f"{place.kind} {place.name}"
        if str(self._state.value(key, "")) != told:
            self._state.setValue(key, told)
            if place is not None:
                self._desk.window.toasts.show(backups.place(place))

    def choose_folder(self) -> None:
        """Ask for the second folder, or whether there shall be none."""
        desk, title = self._desk, _("Second folder for backups")
        if desk.settings.backup_folder:
            options = [_("Use none any more"), _("Choose another folder…")]
            asked = desk.prompts.choose(title, desk.settings.backup_folder, options)
            if asked is None:
                return
            if asked == 0:
                desk.apply_settings(replace(desk.settings, backup_folder=""))
                return
        chosen = desk.prompts.open_folder(title)
        if chosen is not None:
            desk.apply_settings(replace(desk.settings, backup_folder=str(chosen)))

    @Slot(object)
    def look_into(self, path: Path) -> None:
        """Show a backup in this window, read-only, under a banner that leads back."""
        from carnet.domain.backups import read_name
        from carnet.ui.kit.cards import Banner
        from carnet.words import backups

        if not self._desk.look_into(path):
            return
        stamp, journal = read_name(path.name, 0), self._desk.journal
        when = path.name if stamp is None or journal is None else backups.when(stamp.at, journal.clock.today())
        title = _("You are looking into the backup of {when}.").format(when=when)
        banner = Banner(title, _("Nothing is changed in it."), "info", "eye")
        banner.add_action(_("Back to the journal"), "primary").clicked.connect(self.leave)
        self._desk.window.show_banner(banner)

    @Slot()
    def leave(self) -> None:
        """Show the journal again."""
        self._desk.window.show_banner(None)
        self._desk.leave_backup()

    def _on_made(self, made: "Made | None") -> None:
        if made is not None and made.trouble is not None:
            self._tell(made.trouble)
        elif made is not None:
            self._state.remove(_TOLD)

    def _tell(self, error: BaseException) -> None:
        """Tell of a failure once; again only when it has worked in between, or for another reason."""
        reason = str(getattr(error, "reason", type(error).__name__))
        if self._state.value(_TOLD, "") != reason:
            self._state.setValue(_TOLD, reason)
            self._desk.present(error)


def _nothing(_day: str) -> None:
    """Note nothing."""


def _key(what: str, path: Path) -> str:
    """Return under what is noted of one journal: files of one name may lie in several folders."""
    return f"{what}/{path.stem}-{zlib.crc32(str(path.resolve()).encode()):08x}"


class _Making:
    """The backup of the day, as a job."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def __call__(self, _progress: object) -> "Made | None":
        return self._journal.backups.make_if_due()


class _Checking:
    """The check of the week or, `quick`, of each opening, as a job; returns the day of it."""

    def __init__(self, journal: "Journal", *, quick: bool = False) -> None:
        self._journal = journal
        self._quick = quick

    def __call__(self, _progress: object) -> str:
        from carnet.journal import files

        files.check_pages(self._journal, quick=self._quick)
        return self._journal.clock.today().isoformat()
