"""From the bytes of a vCard file to its logical lines of text: encodings, line ends, folding, soft breaks.

All steps are linear in the size of the file.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from carnet.formats.code_pages import code_page

LONGEST_LINE = 10_000_000

_CHARSET = re.compile(rb"CHARSET=\"?([A-Za-z0-9_.-]{1,40})", re.IGNORECASE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+[ \t]*")
_INDENTS = (b" ", b"\t")
_LINE_ENDS = ((b"\r\r\n", b"\n"), (b"\r\n", b"\n"), (b"\r", b"\n"))
_BETWEEN_CARDS = re.compile(rb"(?<=[\r\n])END:VCARD[ \t]*[\r\n]+(?=BEGIN:VCARD)", re.IGNORECASE)
_CHANCES = re.compile(r"(?:[\0-\x7f]|[\u0180-\u07ff](?![^\0-\x7f]))*")
_PIECE = 400_000  # bytes, and up to the end of a card
_FIRST = 50_000  # of a longer file, so that who takes it need not wait long; each next one is twice as long


class Source(NamedTuple):
    """The logical lines of a file and the encoding they were written in."""

    lines: list[str]
    encoding: str


class Pieces:
    """A file piece by piece, each the logical lines of whole cards: of a crowd only a few stand in memory at a time.

    They are taken once; each is let go of with the next.

    Attributes:
        encoding: what it is written in.
    """

    def __init__(self, data: bytes) -> None:
        data, wide = _as_eight_bit(data)
        self._fallback = _fallback(data)
        self._left = list(pieces(data))
        self._left.reverse()
        self.encoding = self._fallback or ("utf-16" if wide else "utf-8")

    def __iter__(self) -> Iterator[list[str]]:
        while self._left:
            yield self._lines(self._left.pop())

    def holding(self, word: bytes) -> Iterator[list[str]]:
        """Yield the pieces still to be taken that hold a word in capitals or small letters, without taking them."""
        for piece in reversed(self._left):
            if word in piece.upper():
                yield self._lines(piece)

    def _lines(self, piece: bytes) -> list[str]:
        unfolded = _unfolded(piece)
        if self._fallback:
            return list(_decoded(unfolded.split(b"\n"), self._fallback))
        return unfolded.decode("utf-8").split("\n")


def logical_lines(data: bytes) -> Source:
    """Return the unfolded lines of a file, whatever its encoding; the bytes of a line are joined before decoding."""
    pieces = Pieces(data)
    return Source(list(chain.from_iterable(pieces)), pieces.encoding)


def pieces(data: bytes) -> Iterator[bytes]:
    """Yield a file in pieces that end where a card does and the next begins; one that shows no such place is whole."""
    start, size = 0, _PIECE if len(data) <= _PIECE else min(_FIRST, _PIECE)
    while start < len(data):
        found = _BETWEEN_CARDS.search(data, start + size)
        end = found.end() if found else len(data)
        yield data[start:end]
        start, size = end, min(2 * size, _PIECE)


def _fallback(data: bytes) -> str:
    """Return the code page of a file that is not UTF-8 once its lines are joined, "" for one that is."""
    if all(_is_utf8(piece) or _is_utf8(_unfolded(piece)) for piece in pieces(data)):
        return ""
    names = {name for piece in pieces(data) for name in _declared_code_pages(_unfolded(piece))}
    return next((name.lower() for name in sorted(names) if is_code_page(name)), "") or code_page(_foreign(data))


def _foreign(data: bytes) -> bytes:
    """Return the lines that are not UTF-8."""
    lines = chain.from_iterable(_unfolded(piece).split(b"\n") for piece in pieces(data))
    return b"".join(line for line in lines if not _is_utf8(line))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unfolded(data: bytes) -> bytes:
    """Return the logical lines of a piece, each ended by a line feed."""
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    for old, new in _LINE_ENDS if b"\r" in data else ():
        data = data.replace(old, new)
    upper = data.upper()
    needs_care = b"QUOTED-PRINTABLE" in upper or b"BASE64" in upper or b"ENCODING=B" in upper
    return b"\n".join(_unfold_with_care(data)) if needs_care else _unfold(data)


def _decoded(lines: list[bytes], fallback: str) -> Iterator[str]:
    """Yield the text of lines, some of which are not UTF-8; a card has lines of both at most where it says so."""
    starts = [at for at, line in enumerate(lines) if line[:11].upper() == b"BEGIN:VCARD"]
    for start, end in pairwise(sorted({0, *starts, len(lines)})):
        texts = [_as_utf8(line) for line in lines[start:end]]
        is_foreign = None in texts
        for line, text in zip(lines[start:end], texts, strict=True):
            yield _by_page(line, fallback) if text is None or (is_foreign and _is_by_chance(text)) else text


def decode(data: bytes, fallback: str = "cp1252") -> str:
    """Return the text of bytes whose declared encoding cannot be trusted: UTF-8, else the fallback."""
    text = _as_utf8(data)
    return _by_page(data, fallback) if text is None else text


def _by_page(data: bytes, fallback: str) -> str:
    """Return the text of bytes in a code page, whatever they are."""
    for encoding in (fallback, "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _as_utf8(data: bytes) -> str | None:
    """Return the text where most of it is UTF-8, some characters cut apart excepted; None where it is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - broken
    return text if broken <= whole and not _is_by_chance(text.replace("\ufffd", "")) else None


def _is_by_chance(text: str) -> bool:
    """Tell whether letters of a code page look like UTF-8: « CHARGÉ… » has two bytes that make one letter of none.

    No language writes such letters one by one among those of ASCII.
    """
    return not text.isascii() and _CHANCES.fullmatch(text) is not None


def is_code_page(name: str) -> bool:
    """Return whether a declared encoding is one that turns bytes into text, other than UTF-8."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        return False
    return info.name not in {"utf-8", "ascii"} and bool(getattr(info, "_is_text_encoding", True))


def _as_eight_bit(data: bytes) -> tuple[bytes, bool]:
    """Return the file in an encoding that has ASCII in it, and whether it was UTF-16."""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:], False
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace").encode("utf-8", errors="replace"), True
    for encoding in ("utf-16-le", "utf-16-be"):
        if data.startswith("BEGIN:".encode(encoding)):
            return data.decode(encoding, errors="replace").encode("utf-8", errors="replace"), True
    return data, False


def _declared_code_pages(data: bytes) -> set[str]:
    return {match[1].decode("ascii") for match in _CHARSET.finditer(data)}


def _unfold(data: bytes) -> bytes:
    data = data.replace(b"\n ", b"")
    return data.replace(b"\n\t", b"") if b"\t" in data else data


def _unfold_with_care(data: bytes) -> Iterator[bytes]:
    """Yield logical lines where quoted-printable or base64 values may run on without an indent."""
    pieces: list[bytes] = []
    quoted = binary = False
    for line in data.split(b"\n"):
        if pieces and quoted and _ends_softly(pieces[-1]) and line[:4].upper() != b"END:":
            pieces[-1] = pieces[-1].rstrip(b" \t")[:-1]
            pieces.append(line)
        elif pieces and line.startswith(_INDENTS):
            pieces.append(line[1:])
        elif pieces and binary and _BASE64.fullmatch(line):
            pieces.append(line)
        else:
            if pieces:
                yield b"".join(pieces)
            pieces = [line]
            quoted, binary = _value_encoding(line)
    yield b"".join(pieces)


def _ends_softly(piece: bytes) -> bool:
    return piece.endswith((b"=", b"= ", b"=\t"))


def _value_encoding(line: bytes) -> tuple[bool, bool]:
    """Return whether the value that a line begins is quoted-printable, and whether it is base64."""
    head = line[:1000].partition(b":")[0].upper()
    if b";" not in head:
        return False, False
    params = {param.strip().removeprefix(b"ENCODING=").strip(b'"') for param in head.split(b";")[1:]}
    return b"QUOTED-PRINTABLE" in params, not params.isdisjoint((b"BASE64", b"B"))
