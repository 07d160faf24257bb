"""Whether what was copied from a spreadsheet or a page is a table of people; the import reads it."""

import re
from collections.abc import Callable, Iterable, Sequence

from carnet.domain import emails, phones
from carnet.domain.text import fold

_HEADS = re.compile(
    r"(nom|prenom|name|first name|last name|nom complet|full name|contact|fonction|poste|titre|title|role|societe|"
    r"entreprise|organisation|company|e ?mail|courriel|telephone|tel|mobile|portable|phone|linkedin|ville|city)s?"
)
_FEWEST_KNOWN = 2


def is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are a table of people: two columns at least, known by its head or by an e-mail or a phone."""
    wide = [row for row in rows if len(row) > 1]
    if not wide or len(wide) * 2 < len(rows):
        return False
    if sum(_HEADS.fullmatch(fold(cell)) is not None for cell in rows[0]) >= min(_FEWEST_KNOWN, len(rows[0])):
        return True
    columns = ([row[at] for row in wide if at < len(row)] for at in range(len(wide[0])))
    return any(_mostly(column, emails.normalise) or _mostly(column, phones.normalise) for column in columns)


def rows_of(text: str) -> list[tuple[str, ...]]:
    """Return the cells of a text whose columns are apart by tabs; no rows where there are none."""
    lines = [line for line in text.splitlines() if line.strip()] if "\t" in text else []
    return [tuple(cell.strip() for cell in line.split("\t")) for line in lines]


def _mostly(cells: Iterable[str], reads: Callable[[str], str]) -> bool:
    told = [cell for cell in cells if cell]
    return sum(bool(reads(cell)) for cell in told) * 2 > len(told)
