"""What a copied piece of a page holds: its tables as rows of text and its links; nothing is ever fetched."""

from html.parser import HTMLParser
from typing import NamedTuple

_CELLS = frozenset({"td", "th"})
_MOST_CELLS = 200_000
_MOST_LINKS = 500


class PieceOfPage(NamedTuple):
    """Rows of the tables, cells without their form, and the addresses that links lead to."""

    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...]


def read(html: str) -> PieceOfPage:
    """Return the tables and links of a piece of a page; what is broken is read as far as it goes."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    rows = [tuple(" ".join(cell.split()) for cell in row) for row in parser.rows]
    return PieceOfPage(tuple(row for row in rows if any(row)), tuple(dict.fromkeys(parser.links)))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self._in_cell = False
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self._in_cell = False
        elif tag in _CELLS and self._count < _MOST_CELLS:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append("")
            self._in_cell, self._count = True, self._count + 1
        elif tag == "a" and len(self.links) < _MOST_LINKS:
            self.links += [value for name, value in attrs if name == "href" and value]
        elif tag in {"br", "p", "div"} and self._in_cell:
            self.rows[-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS or tag == "table":
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data
