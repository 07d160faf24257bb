"""`carnet review --csv F --xlsx F --pdf F`: the ranking as CSV, all tables as a workbook, a year on paper."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carnet.domain.review import Review
    from carnet.journal import Journal


def keep(journal: "Journal", review: "Review", files: Mapping[str, str]) -> list[Path]:
    """Write "csv", "xlsx" and "pdf" where asked, each whole or not at all; return which files these are."""
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
    from carnet.cli.offscreen import painting

    question = review.question
    year = (question.end or journal.clock.today()).year
    with painting():
        from carnet.ui.review import printing, year_review

        told = year_review.read(journal, year, question.model, question.currency, with_personal=question.with_personal)
        return printing.pdf(told)


_MADE = {"csv": _csv, "xlsx": _xlsx, "pdf": _pdf}
