"""The text of a PDF that Qt wrote, page by page: glyphs back to letters by the fonts' own tables.

There is no PDF library among the tools of the tests; what Qt writes is plain enough to be read so.
"""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]+)> ?Tj|(\bET\b)|\[(.*?)\] ?TJ", re.DOTALL)


def pages(data: bytes) -> list[str]:
    """Return what is written on each page; runs that were drawn apart are apart."""
    objects = {int(key): body for key, body in _OBJECT.findall(data)}
    return [_page(objects, body) for body in objects.values() if re.search(rb"/Type /Page\b", body)]


def _page(objects: dict[int, bytes], page: bytes) -> str:
    resources = objects[_reference(page, b"Resources")]
    fonts = {
        name: _letters(_stream(objects[_reference(objects[int(key)], b"ToUnicode")]))
        for name, key in re.findall(rb"/(F\d+) (\d+) 0 R", resources)
    }
    runs: list[str] = []
    letters: dict[int, str] = {}
    for font, shown, end, several in _SHOWN.findall(_stream(objects[_reference(page, b"Contents")])):
        if font:
            letters = fonts[font]
        elif end:
            runs.append("\n")
        else:
            for code in [shown] if shown else re.findall(rb"<([0-9a-fA-F]+)>", several):
                runs += [letters.get(int(code[at : at + 4], 16), "\ufffd") for at in range(0, len(code), 4)]
    return "".join(runs).replace("\t", " ")  # Qt takes the glyph of the space for that of the tab


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None, name
    return int(found[1])


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _letters(table: bytes) -> dict[int, str]:
    """Return the letters of a ToUnicode table."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, start, several in re.findall(rb"<(\w+)> ?<(\w+)> ?(?:<(\w+)>|\[(.*?)\])", block, re.DOTALL):
            codes = range(int(first, 16), int(last, 16) + 1)
            values = re.findall(rb"<(\w+)>", several) if several else []
            for at, code in enumerate(codes):
                text = bytes.fromhex(values[at].decode()) if values else (int(start, 16) + at).to_bytes(2, "big")
                found[code] = text.decode("utf-16-be")
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, value in re.findall(rb"<(\w+)> ?<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(value.decode()).decode("utf-16-be")
    return found
