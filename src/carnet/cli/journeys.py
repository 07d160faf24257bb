"""What the self-test does without a window: each step returns what is wrong, empty where nothing is."""

import shutil
import zipfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carnet import paths
from carnet.cli.opening import opened
from carnet.settings import Settings

if TYPE_CHECKING:
    from carnet.journal import Journal


class Step(NamedTuple):
    """A step by its name; called, it returns what is wrong."""

    name: str
    run: Callable[[], str]


_FORMATS = {
    "vcard-2.1.vcf": "vcard",
    "vcard-3.0.vcf": "vcard",
    "vcard-4.0.vcf": "vcard",
    "linkedin.csv": "linkedin",
    "facebook.json": "facebook",
    "monica.json": "monica",
    "contacts.json": "contacts",
    "outlook.csv": "csv",
    "table.xlsx": "xlsx",
    "outlook.ics": "ics",
}
_TURNOVER_CENTS = 62_000 * 10


def samples() -> Path:
    """Return the folder of journals of older versions, and of files to import."""
    return paths.resources() / "trials"


def steps(folder: Path, settings: Settings) -> Iterable[Step]:
    """Return the steps in order; they share one journal in `folder`."""
    trip = _Journey(folder, settings)
    yield Step("revisions", trip.revisions)
    for sample in sorted(samples().glob("revision-*.carnet")):
        yield Step(f"migrate {sample.stem}", _Migration(trip, sample))
    yield Step("capture", trip.capture)
    yield Step("mission", trip.mission)
    yield Step("review", trip.review)
    yield Step("workbook", trip.workbook)
    yield Step("undo", trip.undo)
    for name in _FORMATS:
        yield Step(f"import {name}", _Import(trip, samples() / "imports" / name))
    yield Step("import linkedin.zip", trip.import_archive)
    yield Step("import carnet.json", trip.import_journal)
    yield Step("export", trip.export)
    yield Step("backup", trip.backup)


class _Journey:
    """A journal in a folder, and what one does with it."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.path = folder / "journey.carnet"

    def revisions(self) -> str:
        """Let the revisions alone make a journal: the tool that runs them is used by nothing else here."""
        from carnet.journal import files

        path = self.folder / "revisions.carnet"
        files.make_by_revisions(path)
        with opened(path, self.settings) as found:
            return _unsound(found)

    def capture(self) -> str:
        """Take one line in."""
        with opened(self.path, self.settings) as found:
            captured = found.capture.add("Claire Dupont, DSI chez Acme, claire@acme.example, #data > demain")
            return "" if captured.created and found.contacts.total() == 1 else "nobody was added"

    def mission(self) -> str:
        """Sign a mission that somebody brought."""
        from carnet.domain.mission_sheets import Mission

        with opened(self.path, self.settings) as found:
            person = found.contacts.find("Claire Dupont")[0]
            key = found.missions.save(Mission(title="Cadrage", client="Acme", day_rate_cents=62_000, days_sold_half=20))
            signed_on = found.clock.today() - timedelta(days=1)
            found.missions.sign(key, contact_id=person.id, signed_on=signed_on)
            return "" if found.missions.path(key).touches else "the path is empty"

    def review(self) -> str:
        """Ask where the turnover came from."""
        return self._turnover(_TURNOVER_CENTS)

    def workbook(self) -> str:
        """Write all tables of the turnover as a workbook."""
        from carnet.domain.comparisons import Comparison
        from carnet.domain.review import ReviewQuestion
        from carnet.formats import xlsx_write
        from carnet.words import tables

        with opened(self.path, self.settings) as found:
            book = tables.book(found.review, Comparison(found.review.ask(ReviewQuestion(currency="EUR"))))
        return "" if xlsx_write.write(book).startswith(b"PK") else "no workbook"

    def undo(self) -> str:
        """Take the signature back."""
        with opened(self.path, self.settings) as found:
            found.history.undo()
        return self._turnover(0)

    def _turnover(self, expected_cents: int) -> str:
        from carnet.domain.review import ReviewQuestion

        with opened(self.path, self.settings) as found:
            total = found.review.ask(ReviewQuestion(currency="EUR")).total_cents
        return "" if total == expected_cents else f"{total} cents rather than {expected_cents}"

    def import_archive(self) -> str:
        """Import the archive that LinkedIn sends; it holds one person more than the file alone."""
        archive = self.folder / "linkedin.zip"
        text = (samples() / "imports" / "linkedin.csv").read_bytes()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("Connections.csv", text.replace(b"Zo\xc3\xab", b"Luc").replace(b"zoe", b"luc"))
        return self.imported(archive, "linkedin")

    def import_journal(self) -> str:
        """Bring the whole journal into an empty one."""
        exported = self.folder / "whole.json"
        with opened(self.path, self.settings) as found:
            exported.write_bytes(found.exports.everything())
            people = found.contacts.total()
        with opened(self.folder / "restored.carnet", self.settings) as restored:
            restored.imports.run(exported)
            return "" if restored.contacts.total() == people else f"{restored.contacts.total()} people of {people}"

    def imported(self, path: Path, expected: str) -> str:
        """Import a file that must add somebody."""
        with opened(self.path, self.settings) as found:
            report = found.imports.run(path)
        if (report.format, bool(report.created), report.rejected) == (expected, True, 0):
            return ""
        return f"{report.format}, {report.created} added, {report.rejected} rejected"

    def export(self) -> str:
        """Write contacts in each format."""
        kinds = ("vcard", "csv", "google", "json")
        with opened(self.path, self.settings) as found:
            written = [found.exports.contacts(kind, with_personal=True) for kind in kinds]
        return "" if all(b"Dupont" in data for data in written) else "somebody is missing"

    def backup(self) -> str:
        """Copy the journal, and check the copy."""
        from carnet.journal import files

        copy = self.folder / "copy.carnet"
        with opened(self.path, self.settings) as found:
            files.save_copy(found, copy)
        with opened(copy, self.settings) as found:
            return _unsound(found)


class _Migration:
    """The step that opens a journal of an older version."""

    def __init__(self, trip: _Journey, sample: Path) -> None:
        self._trip = trip
        self._sample = sample

    def __call__(self) -> str:
        path = self._trip.folder / self._sample.name
        shutil.copyfile(self._sample, path)
        with opened(path, self._trip.settings) as found:
            return _unsound(found) if found.contacts.total() else "nobody is left"


class _Import:
    """The step that imports a file."""

    def __init__(self, trip: _Journey, path: Path) -> None:
        self._trip = trip
        self._path = path

    def __call__(self) -> str:
        return self._trip.imported(self._path, _FORMATS[self._path.name])


def _unsound(found: "Journal") -> str:
    from carnet.journal import files

    return ", ".join(f"{finding.reason} {finding.detail}" for finding in files.check(found))
