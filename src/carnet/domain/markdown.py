"""The little Markdown that notes may hold: what is given to the renderer, and one line of it without its signs.

Emphasis, headings, lists, quotations, code and links. A line typed is a line shown; HTML, entities, pictures,
reference definitions and « + » as a bullet are no part of it and stay as typed.
"""

import re
from collections.abc import Iterator

from carnet.domain.text import clean

_FENCE = re.compile(r" {0,3}(```|~~~)")
_RULE = re.compile(r" {0,3}([-*_])( *\1){2,} *$")
_MARKER = re.compile(r"^ *(#{1,6}(\s|$)|>|[-*](\s|$)|\d{1,9}[.)](\s|$))")
_HEADING = re.compile(r" {0,3}#{1,6}(\s|$)")
_LITERAL = re.compile(r"^( *)(\+|\[[^\]]*\]:|=+ *$|-+ *$)")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_SPANS = (
    (re.compile(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>"), r"\1"),
    (re.compile(r"(\*{1,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_SIGNS = re.compile(r"[*_`#>\[\]<~\\]|://|@|www\.|^ *(-|\d+[.)])\s", re.MULTILINE)
LINE = "\u2028"
"""Parts the lines of one paragraph."""


def is_marked(text: str) -> bool:
    """Tell whether a text may hold any Markdown; most do not, and are shown as they are."""
    return bool(_SIGNS.search(text))


def prepare(text: str) -> str:
    """Return the text for a CommonMark reader: lines kept apart, and what is no part of the dialect escaped."""
    lines: list[str] = []
    fenced = open_paragraph = False
    for line in clean(text).split("\n"):
        fence = bool(_FENCE.match(line))
        if fence or fenced:
            fenced ^= fence
            lines.append(line)
            open_paragraph = False
        elif _RULE.match(line):
            lines += ["", line]
            open_paragraph = False
        else:
            plain = bool(line.strip()) and not _MARKER.match(line)
            if plain and open_paragraph:
                lines[-1] += LINE + _escaped(line.strip())
            else:
                lines.append(_escaped(line))
            open_paragraph = bool(line.strip()) and not _HEADING.match(line)
    return "\n".join(lines)


def _escaped(line: str) -> str:
    literal = _LITERAL.sub(r"\1\\\2", line)
    parts, at = [], 0
    for code in _CODE.finditer(literal):
        parts += [literal[at : code.start()].replace("&", r"\&"), code.group()]
        at = code.end()
    return "".join([*parts, literal[at:].replace("&", r"\&")])


def first_line(text: str) -> str:
    """Return the first line that says something, without the signs of Markdown; "" where none does."""
    return next(plain_lines(text), "")


def plain_lines(text: str) -> Iterator[str]:
    """Yield the lines that say something, without the signs of Markdown."""
    for line in clean(text).split("\n"):
        bare = not (_FENCE.match(line) or _RULE.match(line))
        if bare and (said := _plain(_MARKER.sub("", line, count=1))):
            yield said


def _plain(line: str) -> str:
    for pattern, kept in _SPANS:
        line = pattern.sub(kept, line)
    return " ".join(line.split())
