"""Floor of S9: unfold, one regex a line, `executemany`, a words index; nothing understood, nothing matched."""

import re
import sys
from pathlib import Path

from sqlcipher3 import dbapi2

source, target = sys.argv[1:3]
text = re.sub(r"\r?\n[ \t]", "", Path(source).read_text(encoding="utf-8"))
line = re.compile(r"([A-Za-z0-9-]+)((?:;[^:\n]*)?):([^\r\n]*)")
people: list[tuple[int, str]] = []
points: list[tuple[int, str, str, str]] = []
bodies: list[tuple[int, str]] = []
for number, card in enumerate(text.split("BEGIN:VCARD")[1:], 1):
    found = line.findall(card)
    bodies.append((number, " ".join(value for _name, _head, value in found)))
    for name, head, value in found:
        if name == "FN":
            people.append((number, value))
        else:
            points.append((number, name, head, value))
file = dbapi2.connect(target)
file.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
file.execute("CREATE TABLE point (person INTEGER, kind TEXT, head TEXT, value TEXT)")
file.execute("CREATE INDEX ix_point ON point (kind, value)")
file.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
with file:
    file.executemany("INSERT INTO person VALUES (?, ?)", people)
    file.executemany("INSERT INTO point VALUES (?, ?, ?, ?)", points)
    file.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", bodies)
