"""People written into a file that the user chooses: as vCards, or as a table."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from carnet.domain.contacts import ContactFilter, Sphere
from carnet.domain.query import Field, values_of
from carnet.journal import Journal
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.tasks import Tasks
from carnet.words import _, ngettext

FILTERS = "vCard (*.vcf);;CSV (*.csv)"


class Exported(NamedTuple):
    """What came of an export."""

    path: Path
    left_out: int

    def told(self) -> str:
        """Return the sentence that tells of it."""
        text = _("Exported: {name}").format(name=self.path.name)
        if not self.left_out:
            return text
        private = ngettext("{n} private contact left out", "{n} private contacts left out", self.left_out)
        return f"{text} ({private.format(n=self.left_out)})"


class _Export:
    """An export as a job."""

    def __init__(self, journal: Journal, path: Path, find: Callable[[], Sequence[int]], *, with_personal: bool) -> None:
        self._journal = journal
        self._path = path
        self._find = find
        self._with_personal = with_personal

    def __call__(self, _progress: object) -> Exported:
        from carnet.journal import files

        ids, exports = self._find(), self._journal.exports
        kind = "csv" if self._path.suffix.lower() == ".csv" else "vcard"
        files.write_private(self._path, exports.contacts(kind, ids=ids, with_personal=self._with_personal))
        return Exported(self._path, 0 if self._with_personal else exports.personal_among(ids))


class Exporter:
    """Asks where, and writes people there beside the window.

    Args:
        prompts: asks for the file.
        tasks: does the work.
        told: takes the sentence that tells of it.
        failed: takes what went wrong.
    """

    def __init__(
        self,
        prompts: Prompts,
        tasks: Tasks,
        told: Callable[[str], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        self._prompts = prompts
        self._tasks = tasks
        self._told = told
        self._failed = failed

    def export_filter(self, journal: Journal, chosen: ContactFilter, name: str = "contacts") -> None:
        """Write the people of a filter; those of private life only where it asks for them by name."""
        personal = Sphere.PERSONAL.value in values_of(chosen.terms, Field.SPHERE)
        self._export(journal, lambda: journal.contacts.ids(chosen), name, with_personal=personal)

    def export_people(self, journal: Journal, ids: Sequence[int]) -> None:
        """Write people chosen one by one: those of private life are meant too."""
        self._export(journal, lambda: ids, "contacts", with_personal=True)

    def _export(self, journal: Journal, find: Callable[[], Sequence[int]], name: str, *, with_personal: bool) -> None:
        bare = "".join(char for char in name if char.isalnum() or char in " -_").strip() or "contacts"
        path = self._prompts.save_file(_("Export contacts"), f"{bare}.vcf", FILTERS)
        if path is not None:
            self._tasks.run(_Export(journal, path, find, with_personal=with_personal), self._on_done, self._failed)

    def _on_done(self, exported: Exported) -> None:
        self._told(exported.told())
