"""A sheet or a list of people, printed or kept as a PDF."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ContactFilter
from carnet.errors import CarnetError
from carnet.journal import Journal, files
from carnet.ui.contacts.contact_list import order_names
from carnet.ui.contacts.paper_list import ListContent
from carnet.ui.contacts.paper_sheet import SheetContent
from carnet.ui.kit import paper
from carnet.ui.kit.printing import ask_path, ask_printer, file_name
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.words import _, dossiers, formats, ngettext, queries

_WHOLE_TIMELINE = 10_000
_MANY = 2_000


class Printing(QObject):
    """Puts people on paper; what work mode hides stays off it."""

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks
        self._parent = parent

    def keep_sheet(self, contact_id: int) -> None:
        """Ask where, and keep the sheet of a person as a PDF."""
        name = self._journal.contacts.name(contact_id)
        path = ask_path(self._prompts, file_name(name))
        if path is not None:
            # Here and now: a text document needs the timers of the window's thread.
            try:
                files.write_private(path, paper.pdf(self.sheet(contact_id), name, self._foot()))
            except CarnetError as error:
                self._signals.error_raised.emit(error)
            else:
                self._on_kept(path, True)

    def hand_over(self, contact_id: int) -> None:
        """Ask where, and write all that is known of a person: as a PDF, and beside it as JSON."""
        name = self._journal.contacts.name(contact_id)
        path = ask_path(self._prompts, file_name(_("Data on {name}").format(name=name)))
        if path is None or not self._may_write(beside := path.with_suffix(".json")):
            return
        try:
            known = self._journal.exports.person(contact_id)
            content = self.sheet(contact_id, dossiers.sections(known))
            title = _("All that Carnet knows of {name}").format(name=name)
            files.write_private(beside, (json.dumps(known, ensure_ascii=False, indent=2) + "\n").encode())
            files.write_private(path, paper.pdf(content, title, self._foot()))
        except CarnetError as error:
            self._signals.error_raised.emit(error)
        else:
            told = _("Saved: {name} and {other}").format(name=path.name, other=beside.name)
            self._signals.toast_asked.emit(told, "")

    def _may_write(self, path: Path) -> bool:
        """Tell whether a file that was not asked for by name may be written."""
        if not path.exists():
            return True
        told = _("The JSON file goes beside the PDF.")
        return self._prompts.confirm(_("Replace {name}?").format(name=path.name), told, _("Replace"), _("Cancel"))

    def keep_list(self, chosen: ContactFilter) -> None:
        """Ask where, and keep a list as a PDF, beside the window."""
        path = ask_path(self._prompts, _("Contacts {day}.pdf").format(day=self._journal.clock.today().isoformat()))
        if path is not None:
            job = _Keeping(partial(self.people, chosen), _("Contacts"), self._foot(), path)
            is_long = self._journal.contacts.count(chosen) > _MANY
            progress = self._tasks.run(job, partial(self._on_kept, path), self._signals.error_raised.emit)
            if is_long:
                self._signals.offer_made.emit(_("The PDF is being made…"), _("Cancel"), progress.cancel)

    def print_sheet(self, contact_id: int) -> None:
        """Print the sheet of a person."""
        self._print(partial(self.sheet, contact_id), self._journal.contacts.name(contact_id))

    def print_list(self, chosen: ContactFilter) -> None:
        """Print a list."""
        self._print(partial(self.people, chosen), _("Contacts"))

    # -- what is on the pages -----------------------------------------------------------------------------------

    def sheet(self, contact_id: int, more: Iterable[tuple[str, Iterable[str]]] = ()) -> paper.Content:
        """Return the sheet of a person, its whole timeline with it, and `more` sections."""
        sheet = self._journal.contacts.sheet(contact_id, timeline_limit=_WHOLE_TIMELINE)
        return SheetContent(sheet, self._journal.clock.today(), self._journal.options.country, more)

    def people(self, chosen: ContactFilter) -> paper.Content:
        """Return the list of a filter, in its order."""
        rows = self._journal.contacts.on_paper(chosen)
        count = ngettext("{n} contact", "{n} contacts", len(rows)).format(n=formats.number(len(rows)))
        conditions = queries.say(chosen.text, chosen.terms)
        said = _("by {order}, the other way round") if chosen.order.startswith("-") else _("by {order}")
        order = said.format(order=order_names()[chosen.order.removeprefix("-")].lower())
        if chosen.text.strip():
            order = _("best match first")
        subtitle = " · ".join(part for part in (count, conditions, order) if part)
        return ListContent(rows, _("Contacts"), subtitle)

    def _foot(self) -> str:
        return _("Printed on {day}").format(day=formats.full_day(self._journal.clock.today()))

    # -- where they go ------------------------------------------------------------------------------------------

    def _on_kept(self, path: Path, whole: bool) -> None:
        if whole:
            self._signals.toast_asked.emit(_("Saved: {name}").format(name=path.name), "")

    def _print(self, content: Callable[[], paper.Content], title: str) -> None:
        printer = ask_printer(self._parent)
        if isinstance(printer, str):
            self._signals.toast_asked.emit(printer, "")
        elif printer is not None and not paper.paint(printer, content(), title, self._foot()):
            self._signals.toast_asked.emit(_("The printer did not take it. Save a PDF instead."), "")


class _Keeping:
    """The PDF as a job; tells whether it was kept rather than cancelled."""

    def __init__(self, content: Callable[[], paper.Content], title: str, foot: str, path: Path) -> None:
        self._content = content
        self._title = title
        self._foot = foot
        self._path = path

    def __call__(self, progress: Progress) -> bool:
        def turned(page: int, count: int) -> bool:
            progress.report(page, count)
            return not progress.cancelled

        data = paper.pdf(self._content(), self._title, self._foot, turned)
        if not progress.cancelled:
            files.write_private(self._path, data)
        return not progress.cancelled
