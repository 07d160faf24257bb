"""« Exporter »: the tables as CSV or XLSX, the year as a PDF; written beside the window, whole or not at all."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from carnet.domain.comparisons import Comparison
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.icons import icon
from carnet.ui.kit.printing import file_name
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.words import _
from carnet.words.charts import period

_TABLE_FILTERS = "CSV (*.csv);;XLSX (*.xlsx)"
_BOOK_FILTERS = "XLSX (*.xlsx)"
_YEARS = 3


class ExportButton(QWidget):
    """The button and its menu.

    Signals:
        table_asked: which table is to be written, "" for all of them in one workbook.
        year_asked: the year of which the PDF is to be made.
    """

    table_asked = Signal(str)
    year_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.button = Button(_("Export"), "download")
        self.button.setAccessibleName(_("Export tables and the review of the year"))
        self.button.clicked.connect(self.open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self.menu = QMenu(self)
        self.menu.triggered.connect(self._on_triggered)
        self._years: tuple[int, ...] = ()

    def offer(self, years: tuple[int, ...]) -> None:
        """Offer the PDF of these years, the latest ones."""
        self._years = years[:_YEARS]

    @Slot()
    def open_menu(self) -> None:
        """Show what can be exported."""
        self.menu.clear()
        for year in self._years:
            self._add("file-text", _("Review of {year} as PDF…").format(year=year), year)
        self.menu.addSeparator()
        self._add("file-spreadsheet", _("All tables in one workbook…"), "")
        for kind, text in _names().items():
            self._add("table-2", text, kind)
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _add(self, icon_name: str, text: str, what: object) -> None:
        action = self.menu.addAction(icon(icon_name), text)
        action.setData(what)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        what = action.data()
        if isinstance(what, int):
            self.year_asked.emit(what)
        else:
            self.table_asked.emit(str(what))


def _names() -> dict[str, str]:
    return {
        "ranking": _("Ranking…"),
        "missions": _("Missions…"),
        "organisers": _("Evenings by organiser…"),
        "kinds": _("Evenings by kind…"),
        "introductions": _("Introductions…"),
        "sentences": _("What the network says…"),
    }


class TableWriter:
    """Asks where, and writes one table, or all of them in a workbook."""

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        self._journal, self._signals, self._prompts, self._tasks = journal, signals, prompts, tasks

    def write(self, kind: str, comparison: Comparison) -> None:
        """Write the table of a kind, "" for all."""
        title = _names()[kind].removesuffix("…") if kind else _("Review")
        suffix, filters = ("csv", _TABLE_FILTERS) if kind else ("xlsx", _BOOK_FILTERS)
        name = " ".join(part for part in (title, period(comparison.review.question)) if part)
        path = self._prompts.save_file(_("Export"), f"{file_name(name).removesuffix('.pdf')}.{suffix}", filters)
        if path is not None:
            target = path if path.suffix else path.with_suffix(f".{suffix}")
            job = _Writing(target, partial(self._data, kind, comparison, target))
            self._tasks.run(job, self._on_done, self._signals.error_raised.emit)

    def _data(self, kind: str, comparison: Comparison, path: Path) -> bytes:
        from carnet.words import tables

        reading = self._journal.review
        if path.suffix.lower() == ".xlsx" or not kind:
            from carnet.formats import xlsx_write

            found = [tables.table(kind, reading, comparison)] if kind else tables.book(reading, comparison)
            return xlsx_write.write(found)
        from carnet.formats import sheets

        return sheets.csv(tables.table(kind, reading, comparison))

    def _on_done(self, path: Path) -> None:
        self._signals.toast_asked.emit(_("Exported: {name}").format(name=path.name), "")


class _Writing:
    """An export as a job."""

    def __init__(self, path: Path, data: Callable[[], bytes]) -> None:
        self._path = path
        self._data = data

    def __call__(self, _progress: object) -> Path:
        from carnet.journal import files

        files.write_private(self._path, self._data())
        return self._path
