"""The small syntax inside vCard lines: heads with parameters, escapes, structured values, quoted-printable.

Sources: RFC 2425, RFC 2426, RFC 6350, RFC 6868 and the vCard 2.1 paper.
"""

import binascii
import re
from dataclasses import dataclass

from carnet.formats.vcard_lines import decode, is_code_page

# Letters, digits and hyphens by the standard; KDE writes a slash, other programs whole names in hexadecimal.
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_/+-]{0,199}")
_ESCAPE = re.compile(r"\\([\\;,:\"nN])")
_ESCAPE_IN_QUOTED = re.compile(r"\\([\\;,:])")
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_ENCODINGS = {"QUOTED-PRINTABLE": "Q", "BASE64": "B", "B": "B", "8BIT": "", "7BIT": ""}
# Types that say nothing to a person.
_NOISE = frozenset({"internet", "voice", "pref", "x400", "postal", "parcel", "dom", "intl", "text"})
_MOST_PARAMS = 100
_MOST_TYPES = 8


@dataclass(frozen=True, slots=True)
class Head:
    """All that stands before the colon of a line; no tuple, for a file asks the same few heads again and again.

    `label` are its meaningful types in lower case, `rank` its preference (0 none, 1 the highest), `encoding` is
    "Q", "B" or "", `foreign` the head as it is written back.
    """

    group: str
    name: str
    params: dict[str, str]
    label: str
    rank: int
    encoding: str
    foreign: str


def split_line(line: str) -> tuple[str, str] | None:
    """Return head and value of a line, minding colons inside quoted parameters; None where there is no value."""
    at = _colon(line) if '"' in line else line.find(":")
    return None if at < 0 else (line[:at], line[at + 1 :])


def _colon(line: str) -> int:
    """Return where the head ends; quotes that never close are taken as mere characters."""
    start = 0
    for index, piece in enumerate(line.split('"')):
        if index % 2 == 0 and ":" in piece:
            return start + piece.index(":")
        start += len(piece) + 1
    return line.find(":")


def parse_head(text: str) -> Head | None:
    """Return the parsed head of a line; None where it names no property."""
    name, *raw = _outside_quotes(text, ";")[:_MOST_PARAMS]
    group, _, name = name.strip().rpartition(".")
    if not _NAME.fullmatch(name) or (group and not _NAME.fullmatch(group)):
        return None
    params, types, encoding, odd = _params(raw)
    foreign = text if not odd else _foreign_head(group, name, params, types, encoding)
    return Head(group.lower(), name.upper(), params, _label(types), _rank(types, params), encoding, foreign)


def _params(raw: list[str]) -> tuple[dict[str, str], list[str], str, bool]:
    """Return parameters by name, types in their order, the encoding, and whether 3.0 would write them otherwise."""
    params: dict[str, str] = {}
    types: list[str] = []
    encoding = ""
    odd = False
    for part in raw:
        key, equals, value = part.partition("=")
        key = key.strip().upper()
        if not equals:
            odd = True
            if key in _ENCODINGS:
                encoding = _ENCODINGS[key]
            elif key:
                types.append(key)
        elif key == "TYPE":
            types += [_unquoted(item.rstrip("\\")) for item in _outside_quotes(_unquoted(value), ",")]
        elif key == "ENCODING":
            encoding = _ENCODINGS.get(_unquoted(value).upper(), "")
            odd = odd or encoding == "Q" or value.upper() == "BASE64"
        else:
            odd = odd or key == "CHARSET"
            params.setdefault(key, _unquoted(value))
    return params, types, encoding, odd


def _outside_quotes(text: str, separator: str) -> list[str]:
    pieces = text.split(separator)
    if '"' not in text:
        return pieces
    whole: list[str] = []
    held: list[str] = []
    quotes = 0
    for piece in pieces:
        held.append(piece)
        quotes += piece.count('"')
        if quotes % 2 == 0:
            whole.append(separator.join(held))
            held, quotes = [], 0
    return whole + held


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    return _CARET.sub(lambda match: _CARETS[match[1]], value) if "^" in value else value


def quoted(value: str) -> str:
    """Return a parameter value as it is written (RFC 6868)."""
    value = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{value}"' if any(char in value for char in ",;: ") else value


def _label(types: list[str]) -> str:
    words = dict.fromkeys(word for item in types[:_MOST_TYPES] for word in item.lower().split())
    return " ".join(word for word in words if word not in _NOISE)


def _rank(types: list[str], params: dict[str, str]) -> int:
    if any(item.lower() == "pref" for item in types):
        return 1
    digits = params.get("PREF", "")
    return min(max(int(digits), 1), 100) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _foreign_head(group: str, name: str, params: dict[str, str], types: list[str], encoding: str) -> str:
    kept = [f"{key}={quoted(value)}" for key, value in params.items() if key != "CHARSET"]
    kept += ["TYPE=" + ",".join(quoted(item) for item in types if item)] if any(types) else []
    kept += ["ENCODING=b"] if encoding == "B" else []
    return ";".join([f"{group}.{name}" if group else name, *kept])


def quoted_printable(value: str, charset: str) -> str:
    """Return the text of a quoted-printable value; the declared character set is believed only if UTF-8 fails."""
    raw = binascii.a2b_qp(value.encode("utf-8", errors="replace"))
    text = decode(raw, charset if charset and is_code_page(charset) else "cp1252")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def unescape(value: str, *, from_quoted: bool = False) -> str:
    """Return a value without its backslashes; a quoted-printable one (vCard 2.1) has real line ends already."""
    if "\\" not in value:
        return value
    if from_quoted:
        return _ESCAPE_IN_QUOTED.sub(r"\1", value)
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def escape(value: str) -> str:
    """Return a text as a value of vCard 3.0 and 4.0 holds it."""
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def split_escaped(value: str, separator: str) -> list[str]:
    """Return the parts of a structured value or list, still escaped."""
    pieces = value.split(separator)
    if "\\" not in value:
        return pieces
    whole: list[str] = []
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if (len(piece) - len(piece.rstrip("\\"))) % 2 == 0:
            whole.append(separator.join(held))
            held = []
    return [*whole, separator.join(held)] if held else whole
