"""What a copied piece of a page holds: its tables as rows of text, its links, its words; nothing is ever fetched."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

_CELLS = frozenset({"td", "th"})
_MOST_CELLS = 200_000
_MOST_LINKS = 500
_BREAKS = frozenset({"br", "br/", "ul", "ol", "table", "/p", "/div", "/li", "/tr", "/h1", "/h2", "/h3", "/h4"})
_MARKED_UP = re.compile(r"<br\s*/?>|</(?:p|a|b|i|u|div|li|span|strong|em|html)>", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n{3,}")


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


def is_marked_up(text: str) -> bool:
    """Tell whether a text is a piece of a page rather than words."""
    return _MARKED_UP.search(text) is not None


def words(html: str) -> str:
    """Return the words of a piece of a page, line by line, each link with its address behind it."""
    first, *pieces = html.split("<")
    parts, address, since = [first], "", 0
    for piece in pieces:
        tag, closed, rest = piece.partition(">")
        name = tag.split(maxsplit=1)[0].lower() if tag.strip() else ""
        if not closed:
            rest = f"<{piece}"
        elif name == "a":
            address, since = _address(tag), len(parts)
        elif name == "/a" and address:
            parts.append("" if address in "".join(parts[since:]) else f" {address}")
            address = ""
        elif name in _BREAKS:
            parts.append("\n")
        parts.append(rest)
    text = unescape("".join(parts)).replace("\xa0", " ")
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def _address(tag: str) -> str:
    _before, _href, value = tag.partition("href=")
    return value[1:].partition(value[0])[0].strip() if value[:1] in {'"', "'"} else value.partition(" ")[0]


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
