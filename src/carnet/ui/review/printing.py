"""« Bilan réseau » of a year, kept as a PDF; read and drawn beside the window."""

from pathlib import Path

from carnet.domain.attribution import Model
from carnet.journal import Journal, files
from carnet.ui.kit import paper
from carnet.ui.kit.printing import ask_path, file_name
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.review import paper_review, year_review
from carnet.words import _


def pdf(told: year_review.YearReview) -> bytes:
    """Return the paper of a year."""
    return paper.pdf(paper_review.content(told), paper_review.title(told), paper_review.foot(told))


class YearPrinting:
    """Asks where, and keeps the paper of a year."""

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        self._journal, self._signals, self._prompts, self._tasks = journal, signals, prompts, tasks

    def keep(self, year: int, model: Model, currency: str, *, with_personal: bool) -> None:
        """Keep the paper of a year under a model, in a currency."""
        path = ask_path(self._prompts, file_name(_("Network review {year}").format(year=year)))
        if path is None:
            return

        def write(_progress: object) -> Path:
            told = year_review.read(self._journal, year, model, currency, with_personal=with_personal)
            files.write_private(path, pdf(told))
            return path

        self._tasks.run(write, self._on_done, self._signals.error_raised.emit)

    def _on_done(self, path: Path) -> None:
        self._signals.toast_asked.emit(_("Saved: {name}").format(name=path.name), "")
