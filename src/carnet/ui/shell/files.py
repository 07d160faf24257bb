"""The journal as a file: new, open, copy, example, exports."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from carnet import paths
from carnet.ui.shell.desk import Desk
from carnet.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carnet.domain.contacts import ContactFilter

_FILTER = "Carnet (*.carnet)"


class FileActions:
    """What the menu « Fichier » does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new_journal(self) -> None:
        """Ask where, and open an empty journal there."""
        chosen = self._desk.prompts.save_file(_("New journal"), paths.JOURNAL_NAME, _FILTER)
        if chosen is not None:
            self._desk.switch(_with_suffix(chosen))

    def open_journal(self) -> None:
        """Ask for a journal and open it."""
        chosen = self._desk.prompts.open_file(_("Open a journal"), _FILTER)
        if chosen is not None:
            self._desk.switch(chosen)

    def save_copy(self) -> None:
        """Ask where, and write a verified copy there."""
        journal = self._desk.journal
        if journal is None:
            return
        from carnet.journal import files

        name = f"{self._desk.path.stem} {journal.clock.today().isoformat()}{paths.JOURNAL_SUFFIX}"
        chosen = self._desk.prompts.save_file(_("Save a copy"), name, _FILTER)
        if chosen is not None:
            files.save_copy(journal, _with_suffix(chosen))
            self._desk.window.toasts.show(_("Copy saved: {name}").format(name=chosen.name))

    def open_example(self) -> None:
        """Write the example beside the user's journals, kept apart, and open it."""
        from datetime import datetime

        from carnet.journal import demo

        name = _("example")
        path = paths.folders().data / f"{name}{paths.JOURNAL_SUFFIX}"
        if self._desk.journal is not None and path == self._desk.path:
            self._desk.window.show_page("today")
            return
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            demo.write(path, datetime.now().astimezone().date())
        self._desk.switch(path)

    def export_contacts(self) -> None:
        """Ask how and where, and write the contacts that the page lists, else all."""
        page = self._desk.window.current_page()
        listed = None if page is None else page.people_listed()
        self.export_people(listed or everybody())

    def export_here(self) -> None:
        """Export what the page is about: events on theirs, else contacts."""
        if self._desk.window.key == "events":
            self.export_events()
        else:
            self.export_contacts()

    def export_people(self, chosen: "ContactFilter | Sequence[int]", name: str = "contacts") -> None:
        """Ask how and where, and write the people of a filter, or those chosen one by one."""
        if self._desk.journal is None:
            return
        from carnet.domain.contacts import ContactFilter
        from carnet.ui.shell.exporting import of_filter, of_people

        if isinstance(chosen, ContactFilter):
            of_filter(self._desk, self._desk.journal, chosen, name).ask()
        else:
            of_people(self._desk, self._desk.journal, chosen).ask()

    def export_events(self) -> None:
        """Ask where, and write every event as a calendar or a table."""
        filters = "iCalendar (*.ics);;CSV (*.csv)"
        chosen = self._desk.prompts.save_file(_("Export events"), _("events") + ".ics", filters)
        if chosen is not None and self._desk.journal is not None:
            kind = "csv" if chosen.suffix.lower() == ".csv" else "ics"
            self._write_beside(chosen, partial(self._desk.journal.exports.events, kind))

    def export_follow_ups(self) -> None:
        """Ask as what and where, and write what is to do as a calendar; of private life nothing."""
        kinds = (("todo", _("Tasks")), ("event", _("Days with a reminder at 9:00")))
        text = _("Calendars without tasks, as Google’s, take days.")
        asked = self._desk.prompts.choose(_("Export follow-ups"), text, [name for _kind, name in kinds])
        if asked is None or self._desk.journal is None:
            return
        chosen = self._desk.prompts.save_file(_("Export follow-ups"), _("follow-ups") + ".ics", "iCalendar (*.ics)")
        if chosen is not None:
            self._write_beside(chosen, partial(self._desk.journal.exports.follow_ups, kinds[asked][0]))

    def export_journal(self) -> None:
        """Ask where, and write the whole journal as JSON."""
        chosen = self._desk.prompts.save_file(_("Export the whole journal"), "carnet.json", "JSON (*.json)")
        if chosen is not None and self._desk.journal is not None:
            self._write(chosen, self._desk.journal.exports.everything())

    def _write_beside(self, path: Path, export: "Callable[[], bytes]") -> None:
        """Write an export beside the window, which answers meanwhile."""
        self._desk.tasks.run(_Export(path, export), self._on_written, self._desk.present)

    def _on_written(self, path: Path) -> None:
        self._desk.window.toasts.show(_("Exported: {name}").format(name=path.name))

    def _write(self, path: Path, data: bytes) -> None:
        from carnet.journal import files

        files.write_private(path, data)
        self._desk.window.toasts.show(_("Exported: {name}").format(name=path.name))


class _Export:
    """An export as a job; returns where it went."""

    def __init__(self, path: Path, export: "Callable[[], bytes]") -> None:
        self._path = path
        self._export = export

    def __call__(self, _progress: object) -> Path:
        from carnet.journal import files

        files.write_private(self._path, self._export())
        return self._path


def everybody() -> "ContactFilter":
    """Return the filter of everybody by name, the archived among them."""
    from carnet.domain.contacts import ContactFilter, ContactStatus
    from carnet.domain.query import Field, Term

    return ContactFilter(terms=(Term(Field.STATUS, tuple(status.value for status in ContactStatus)),))


def _with_suffix(path: Path) -> Path:
    return path if path.suffix else path.with_suffix(paths.JOURNAL_SUFFIX)
