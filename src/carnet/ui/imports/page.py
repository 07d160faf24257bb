"""The page « Importer »: one file after the other through its three steps; long work runs beside the window."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from carnet.domain.backups import BackupKind
from carnet.domain.import_tables import TableChoice
from carnet.domain.imports import Clipping, ImportReport
from carnet.errors import CarnetError, Trouble
from carnet.journal import Journal
from carnet.ui.imports.bar import Bar
from carnet.ui.imports.checking import Checking
from carnet.ui.imports.choosing import Choosing
from carnet.ui.imports.heading import Heading
from carnet.ui.imports.summary import Summary
from carnet.ui.imports.waiting import Waiting
from carnet.ui.kit.page import PartedPage
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.ui.kit.theme import metric
from carnet.ui.kit.turns import through
from carnet.words import _, errors, formats, imports
from carnet.words.events import untitled

_WIDE_PX = 860
_CHOOSE, _CHECK, _SUM_UP = range(3)


class ImportsPage(PartedPage):
    """Brings files in."""

    watches: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self,
        journal: Journal,
        signals: AppSignals,
        prompts: Prompts,
        tasks: Tasks,
        *,
        at_once: bool = True,
    ) -> None:
        super().__init__(_("Import contacts"))
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._waiting: list[Path | Clipping] = []
        self._file: Path | Clipping | None = None
        self._again = False
        self._table = TableChoice()
        self._wanted: TableChoice | None = None
        self._progress: Progress | None = None
        self._deed: int | None = None
        self._imported = ""
        self._seen = False
        self._head, self._queued, self._bar = Heading(), Waiting(), Bar()
        self.heading, self.file, self.steps = self._head.title, self._head.file, self._head.steps
        self.queue, self.following = self._queued.queue, self._queued.following
        self.cancel, self.back, self.go = self._bar.cancel, self._bar.back, self._bar.go
        self._build()
        if at_once:
            through(self.building())

    def building(self) -> Iterator[None]:
        """Build the three steps."""
        self.choosing, self.summary = Choosing(), Summary()
        self.stack.addWidget(self.choosing)
        yield
        self.checking = Checking(self._journal)
        yield
        self.stack.addWidget(self.checking)
        self.stack.addWidget(self.summary)
        self._connect()
        self._show(_CHOOSE)

    def open_files(self, files: Sequence[Path | Clipping]) -> None:
        """Look through files, one after the other; those already waiting come first."""
        self._waiting += files
        if self._progress is None and self.stack.currentIndex() != _CHECK:
            self.next_file()
        else:
            self._show_queue()

    @Slot()
    def next_file(self) -> None:
        """Look through the next file that waits, or ask for one."""
        if self._waiting:
            self.look_through(self._waiting.pop(0))
        else:
            self._file = None
            self._head.show_title(_("Import contacts"))
            self.choosing.show_idle()
            self._show(_CHOOSE)

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and look through it."""
        filters = _("Contacts, calendars and journals") + " (*.vcf *.vcard *.ics *.csv *.tsv *.xlsx *.zip *.json)"
        file = self._prompts.open_file(_("Import contacts"), filters)
        if file is not None:
            self.open_files([file])

    def look_through(self, file: Path | Clipping, *, again: bool = False) -> None:
        """Say what a file would bring."""
        self._file, self._again, self._table = file, again, TableChoice()
        self._work(
            _("Reading {file}…").format(file=file.name),
            partial(self._dry_run, file, again, self._table),
            self._on_looked,
            self._on_failed,
        )

    @Slot(object)
    def look_again(self, asked: TableChoice) -> None:
        """Read the table as the user wants it, beside what is shown."""
        if self._file is None:
            return
        if self._progress is not None:
            self._wanted = asked
            return
        self._wanted = None
        self.go.setEnabled(False)
        job = partial(self._dry_run, self._file, True, asked)
        self._progress = self._tasks.run(job, partial(self._on_looked_again, asked), self._on_misread)

    @Slot()
    def run_import(self) -> None:
        """Bring the file in."""
        if self._file is not None and self._progress is None:
            text = _("Importing {file}…").format(file=self._file.name)
            self._work(text, self._import_job(self._file), self._on_imported, self._on_not_imported)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with the next file, or ask for one, when the last summary has been read and left."""
        super().showEvent(event)
        if self._seen and not event.spontaneous():
            self.next_file()

    def hideEvent(self, event: QHideEvent) -> None:
        """Note that a summary has been read."""
        super().hideEvent(event)
        self._seen = self.stack.currentIndex() == _SUM_UP and not event.spontaneous()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the columns of a table, the lists of the check, and its bar."""
        mapping = self.checking.mapping
        columns = (mapping.stop(),) if mapping.isVisibleTo(self) else ()
        return (*columns, self.checking.rows.table, self.checking.duplicates.table, self.go)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is little room."""
        super().resizeEvent(event)
        self.checking.resize_columns(wide=self.width() >= metric(_WIDE_PX))

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(metric(28), metric(20), metric(28), metric(16))
        inside.setSpacing(metric(14))
        inside.addWidget(self._head)
        inside.addWidget(self._queued)
        self.stack = QStackedWidget()
        inside.addWidget(self.stack, 1)
        outer.addLayout(inside, 1)
        outer.addWidget(self._bar)

    def _connect(self) -> None:
        self.choosing.file_asked.connect(self.choose_file)
        self.choosing.cancel_asked.connect(self._on_cancel)
        self.choosing.again_asked.connect(self._on_again)
        self.choosing.resume_asked.connect(self._on_resume)
        self.following.clicked.connect(self.next_file)
        self.checking.changed.connect(self._show_go)
        self.checking.mapping.changed.connect(self.look_again)
        self.cancel.clicked.connect(self.next_file)
        self.back.clicked.connect(self._on_back)
        self.go.clicked.connect(self.run_import)
        self.summary.undo_asked.connect(self._on_undo)
        self.summary.contacts_asked.connect(self._on_contacts)
        self.summary.another_asked.connect(self.next_file)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_import_key)

    def _show(self, step: int) -> None:
        self._seen = False
        self.stack.setCurrentIndex(step)
        self.steps.show_step(step)
        self._bar.setVisible(step == _CHECK)
        self.file.setVisible(step != _CHOOSE and self._file is not None)
        self._show_queue()
        self.setFocusProxy(self._stop(step))
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self, step: int) -> QWidget:
        """Return where the focus belongs at a step."""
        if step == _CHECK:
            mapping = self.checking.mapping
            if mapping.isVisibleTo(self) and not self.go.isEnabled():
                return mapping.stop()
            doubts = self.checking.duplicates
            return doubts.table if doubts.isVisibleTo(self) else self.go
        if step == _SUM_UP:
            return self.summary.another if self._waiting else self.summary.contacts
        paused = self.choosing.stop is self.choosing.resume
        return self.following if self.following.isVisibleTo(self) and not paused else self.choosing.stop

    def _show_queue(self) -> None:
        """Say which files wait."""
        idle = self.stack.currentIndex() == _CHOOSE and self._progress is None
        self._queued.show_files([file.name for file in self._waiting], idle=idle)

    def _work(
        self,
        text: str,
        job: Callable[[Progress], ImportReport],
        done: Callable[[ImportReport], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self.choosing.show_working(text)
        self._progress = self._tasks.run(job, done, failed, self.choosing.show_progress)
        self._show(_CHOOSE)

    def _dry_run(self, file: Path | Clipping, again: bool, table: TableChoice, progress: Progress) -> ImportReport:
        asked = partial(_is_cancelled, progress)
        return self._journal.imports.dry_run(
            file, progress=progress.report, cancelled=asked, again=again, table=table, untitled=untitled
        )

    def _import_job(self, file: Path | Clipping) -> Callable[[Progress], ImportReport]:
        given = self.checking.assigned.given()
        found = self.checking.decisions
        decisions, invited = (found.made(), tuple(found.invited)) if found else ({}, ())
        again, table, exchanges = self._again, self._table, self.checking.offered.asked()
        imports = self._journal.imports

        def job(progress: Progress) -> ImportReport:
            self._keep_before()
            return imports.run(
                file,
                decisions=decisions,
                tags=given.tags,
                circles=given.circles,
                sphere=given.sphere,
                event_id=given.event_id,
                people=invited,
                progress=progress.report,
                cancelled=partial(_is_cancelled, progress),
                again=again,
                table=table,
                exchanges=exchanges,
                untitled=untitled,
            )

        return job

    def _keep_before(self) -> None:
        """Keep what the journal is as a backup; where that cannot be, it is told, and the import goes on."""
        try:
            made = self._journal.backups.make_before(BackupKind.IMPORT)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
        else:
            if made is not None and made.trouble is not None:
                self._signals.error_raised.emit(made.trouble)

    def _on_looked(self, report: ImportReport) -> None:
        self._progress = None
        if report.already_imported is not None:
            day = formats.long_day(report.already_imported.astimezone().date())
            title = _("{file} was already imported on {day}").format(file=report.file, day=day)
            text = _("Nothing was changed. Importing it anyway fills gaps only.")
            self.choosing.show_known(title, text)
            self._show(_CHOOSE)
            return
        self._head.show_title(_("Import a calendar") if report.format == "ics" else _("Import contacts"))
        self.checking.show_report(report)
        self.file.show_chip(f"{report.file}, {imports.units(report.format, report.read)}")
        self._show_go()
        self._show(_CHECK)

    def _on_looked_again(self, asked: TableChoice, report: ImportReport) -> None:
        self._progress, self._table = None, asked
        self.checking.show_report(report, again=True)
        self.file.show_chip(f"{report.file}, {imports.units(report.format, report.read)}")
        self._show_go()
        self._look_once_more()

    def _on_misread(self, error: BaseException) -> None:
        """Say that the table cannot be read so, and show it as it was read before."""
        self._progress = None
        found = self.checking.decisions
        if not isinstance(error, CarnetError) or isinstance(error, Trouble):
            self._signals.error_raised.emit(error)
        elif found is not None:
            self.checking.mapping.show_table(found.report.table, again=True)
            self.checking.mapping.show_wrong(errors.sentence(error))
        self._show_go()
        self._look_once_more()

    def _look_once_more(self) -> None:
        """Read the table as the user wanted it meanwhile."""
        if self._wanted is not None:
            self.look_again(self._wanted)

    def _on_imported(self, report: ImportReport) -> None:
        self._progress = None
        self._deed = self._journal.core.last_deed
        self._imported = report.format
        self.checking.assigned.forget()
        self.summary.show_report(report, len(self._waiting))
        self._show(_SUM_UP)

    def _on_not_imported(self, error: BaseException) -> None:
        """Show the check again with all that was decided, unless the file is at fault: it can be tried once more."""
        if isinstance(error, CarnetError) and not isinstance(error, Trouble):
            self._on_failed(error)
            return
        self._progress = None
        self.choosing.show_idle()
        self._show(_CHECK)
        self._signals.error_raised.emit(error)

    def _on_failed(self, error: BaseException) -> None:
        self._progress = None
        if not isinstance(error, CarnetError):
            self.choosing.show_idle()
            self._signals.error_raised.emit(error)
        elif error.reason == "cancelled":
            self.choosing.show_idle()
            self._signals.toast_asked.emit(errors.sentence(error), "")
        elif isinstance(error, Trouble):
            self.choosing.show_idle()
            self._signals.error_raised.emit(error)
        else:
            name = self._file.name if self._file else ""
            self.choosing.show_error(_("{file} cannot be imported").format(file=name), errors.sentence(error))
        self._show(_CHOOSE)

    @Slot()
    def _show_go(self) -> None:
        count = self.checking.coming()
        found = self.checking.decisions
        self.go.setText(imports.go(found.report.format if found else "", count))
        self.go.set_name(self.go.text())
        self.go.setEnabled(count > 0)

    @Slot()
    def _on_cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self.choosing.show_stopping()

    @Slot()
    def _on_again(self) -> None:
        if self._file is not None:
            self.look_through(self._file, again=True)

    @Slot()
    def _on_back(self) -> None:
        name = self._file.name if self._file else ""
        self.choosing.show_paused(_("The check of {file} is not finished").format(file=name))
        self._show(_CHOOSE)

    @Slot()
    def _on_resume(self) -> None:
        self._show(_CHECK)

    @Slot()
    def _on_import_key(self) -> None:
        if self.stack.currentIndex() == _CHECK and self.go.isEnabled() and self._progress is None:
            self.run_import()

    @Slot()
    def _on_undo(self) -> None:
        self.summary.undo.setEnabled(False)
        history, deed = self._journal.history, self._deed

        def job(_progress: Progress) -> object:
            return history.undo(deed)

        self._tasks.run(job, self._on_undone, self._signals.error_raised.emit)

    def _on_undone(self, _changes: object) -> None:
        self.summary.show_undone()

    @Slot()
    def _on_contacts(self) -> None:
        self._signals.page_asked.emit("events" if self._imported == "ics" else "contacts")


def _is_cancelled(progress: Progress) -> bool:
    return progress.cancelled
