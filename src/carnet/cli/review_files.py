"""`carnet review --csv F --xlsx F --pdf F --png F --svg F`: ranking, all tables, a year on paper, the drawing."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.cli.arguments import UsageError
from carnet.cli.offscreen import painting
from carnet.words import _

if TYPE_CHECKING:
    from carnet.domain.review import Review
    from carnet.journal import Journal


def keep(journal: "Journal", review: "Review", files: Mapping[str, str]) -> list[Path]:
    """Write what is asked for by kind, each file whole or not at all; return which files these are.

    Raises:
        UsageError: there is nothing to draw.
        Trouble: the disk says no.
    """
    from carnet.journal.files import write_private

    found = []
    for kind, file in files.items():
        target = Path(file).expanduser().absolute()
        write_private(target, _MADE[kind](journal, review))
        found.append(target)
    return found


def _csv(journal: "Journal", review: "Review") -> bytes:
    from carnet.domain.comparisons import Comparison
    from carnet.formats import sheets
    from carnet.words import tables

    return sheets.csv(tables.table("ranking", journal.review, Comparison(review)))


def _xlsx(journal: "Journal", review: "Review") -> bytes:
    from carnet.domain.comparisons import Comparison
    from carnet.formats import xlsx_write
    from carnet.words import tables

    return xlsx_write.write(tables.book(journal.review, Comparison(review)))


def _pdf(journal: "Journal", review: "Review") -> bytes:
    """Return the paper of the year in which the period ends, this year's where it does not."""
    question = review.question
    year = (question.end or journal.clock.today()).year
    with painting():
        from carnet.ui.review import printing, year_review

        told = year_review.read(journal, year, question.model, question.currency, with_personal=question.with_personal)
        return printing.pdf(told)


def _picture(journal: "Journal", review: "Review", kind: str) -> bytes:
    flows = journal.review.flows(review.question)
    if not flows.bands:
        raise UsageError(_("carnet review: no signed mission to draw in this period"))
    with painting():
        from carnet.domain.flows import diagram
        from carnet.ui.review import pictures

        picture = pictures.FlowPicture(flows, review, diagram(flows.bands))
        return pictures.svg(picture) if kind == "svg" else pictures.png(picture)


_MADE: Mapping[str, Callable[["Journal", "Review"], bytes]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "pdf": _pdf,
    "png": partial(_picture, kind="png"),
    "svg": partial(_picture, kind="svg"),
}
