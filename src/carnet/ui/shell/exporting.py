"""People written into a file that the user chooses, in the format she chooses."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Slot

from carnet.domain.contacts import ContactFilter, Sphere
from carnet.domain.exports import ExportFormat, Weighed
from carnet.domain.query import Field, values_of
from carnet.journal import Journal
from carnet.ui.shell.desk import Desk
from carnet.ui.shell.export_panel import ExportPanel
from carnet.words import _, ngettext
from carnet.words import exports as wording

_ENDINGS = {
    ExportFormat.VCARD: ("vcf", "vCard (*.vcf)"),
    ExportFormat.VCARD4: ("vcf", "vCard (*.vcf)"),
    ExportFormat.GOOGLE: ("csv", "CSV (*.csv)"),
    ExportFormat.CSV: ("csv", "CSV (*.csv)"),
    ExportFormat.XLSX: ("xlsx", "XLSX (*.xlsx)"),
    ExportFormat.JSON: ("json", "JSON (*.json)"),
}

Find = Callable[[], Sequence[int]]


class _Found(NamedTuple):
    """Who is to be exported, and what is kept of them."""

    ids: Sequence[int]
    weighed: Weighed


class PeopleExport(QObject):
    """One export, from the question to the file; what takes time is done beside the window.

    Args:
        desk: the window with its journal.
        find: returns the people; asked beside the window.
        name: what the file is called at first.
        with_personal: whether those of private life are meant unless she says otherwise.
    """

    def __init__(self, desk: Desk, journal: Journal, find: Find, name: str, *, with_personal: bool) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._journal = journal
        self._find = find
        self._name = "".join(char for char in name if char.isalnum() or char in " -_").strip() or "contacts"
        self._ids: Sequence[int] = ()
        self.panel = ExportPanel(desk.window, with_personal=with_personal)
        self.panel.chosen.connect(self._on_chosen)
        self.panel.closed.connect(self.panel.deleteLater)

    def ask(self) -> None:
        """Open the panel; what is kept of the people is counted meanwhile."""
        self.panel.open()
        self._desk.tasks.run(self._weigh, self._on_weighed, self._desk.present)

    def _weigh(self, _progress: object) -> _Found:
        ids = self._find()
        return _Found(ids, self._journal.exports.weigh(ids))

    def _on_weighed(self, found: _Found) -> None:
        self._ids = found.ids
        if not self.panel.isHidden():
            self.panel.show_weighed(found.weighed)

    @Slot(object, bool)
    def _on_chosen(self, wanted: ExportFormat, with_personal: bool) -> None:
        ending, filters = _ENDINGS[wanted]
        path = self._desk.prompts.save_file(_("Export contacts"), f"{self._name}.{ending}", filters)
        if path is not None:
            job = _Writing(self._journal, path, wanted, self._ids, with_personal=with_personal)
            self._desk.tasks.run(job, self._on_written, self._desk.present)

    def _on_written(self, told: str) -> None:
        self._desk.window.toasts.show(told)
        self.deleteLater()


class _Writing:
    """The writing as a job; returns the sentence that tells of it."""

    def __init__(
        self, journal: Journal, path: Path, wanted: ExportFormat, ids: Sequence[int], *, with_personal: bool
    ) -> None:
        self._journal = journal
        self._path = path
        self._wanted = wanted
        self._ids = ids
        self._with_personal = with_personal

    def __call__(self, _progress: object) -> str:
        from carnet.journal import files

        exports = self._journal.exports
        data = wording.write(exports, self._wanted, self._ids, with_personal=self._with_personal)
        files.write_private(self._path, data)
        left = 0 if self._with_personal else exports.personal_among(self._ids)
        text = _("Exported: {name}").format(name=self._path.name)
        if not left:
            return text
        private = ngettext("{n} private contact left out", "{n} private contacts left out", left).format(n=left)
        return f"{text} ({private})"


def of_filter(desk: Desk, journal: Journal, chosen: ContactFilter, name: str) -> PeopleExport:
    """Return the export of a filter; those of private life are meant where it asks for them by name."""
    personal = Sphere.PERSONAL.value in values_of(chosen.terms, Field.SPHERE)
    return PeopleExport(desk, journal, lambda: journal.contacts.ids(chosen), name, with_personal=personal)


def of_people(desk: Desk, journal: Journal, ids: Sequence[int]) -> PeopleExport:
    """Return the export of people chosen one by one."""
    return PeopleExport(desk, journal, lambda: ids, "contacts", with_personal=False)
