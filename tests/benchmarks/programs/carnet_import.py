"""Imports LinkedIn's connections into a journal, and reads the same file and writes its rows raw, in turn."""

import csv
import json
import os
import random
import sys
import time
import uuid
from pathlib import Path

import sqlcipher3

from carnet.domain.text import fold
from carnet.journal import Journal

ROWS = 30_000
KNOWN_EVERY = 5
HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_CONTACT = (
    "INSERT INTO contact (uid, first_name, last_name, sphere, created_at, updated_at, origin_channel) "
    "VALUES (?, ?, ?, 'professional', ?, ?, 'linkedin')"
)
_PROFILE = (
    "INSERT INTO social_profile (uid, contact_id, network, url, slug, connected_on) VALUES (?, ?, 'linkedin', ?, ?, ?)"
)
_ORGANISATION = "INSERT INTO organisation (uid, name, folded) VALUES (?, ?, ?)"
_POSITION = "INSERT INTO affiliation (uid, contact_id, organisation_id, title, is_current) VALUES (?, ?, ?, ?, 1)"


def main(journal_path: Path, runs: int) -> None:
    """Take both times, `runs` times after once that does not count."""
    ours, floor = [], []
    for run in range(runs + 1):
        path = journal_path.with_name(f"Connections-{run}.csv")
        write(path, journal_path, run)
        floor.append(raw(journal_path, path))
        ours.append(imported(journal_path, path))
        path.unlink()
    print(json.dumps({"ours": ours[1:], "floor": floor[1:]}), flush=True)
    os._exit(0)


def write(path: Path, journal_path: Path, seed: int) -> None:
    """Write connections as LinkedIn does: one in five is somebody of the journal, by name and company."""
    chance = random.Random(seed)
    connection = sqlcipher3.connect(str(journal_path))
    known = connection.execute(
        "SELECT c.first_name, c.last_name, o.name FROM contact c JOIN affiliation a ON a.contact_id = c.id "
        "JOIN organisation o ON o.id = a.organisation_id WHERE c.id % 7 = ? LIMIT ?",
        (seed % 7, ROWS // KNOWN_EVERY),
    ).fetchall()
    companies = [name for (name,) in connection.execute("SELECT name FROM organisation LIMIT 2000")]
    connection.close()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write('Notes:\n"When exporting your connection data, some e-mails are missing."\n\n')
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in range(ROWS):
            first, last, company = (
                known[row // KNOWN_EVERY % len(known)]
                if row % KNOWN_EVERY == 0 and known
                else (f"Prénom{chance.randrange(3000)}", f"Nom{seed}x{row}", chance.choice(companies))
            )
            url = "https://www.linkedin.com/in/" + fold(f"{first} {last} {seed} {row}").replace(" ", "-")
            day = f"{1 + row % 28:02} {('Jan', 'Mar', 'Jun', 'Nov')[row % 4]} {2015 + row % 10}"
            writer.writerow((first, last, url, "", company, "Consultant, données", day))


def imported(journal_path: Path, path: Path) -> float:
    """Return the seconds that the import takes, in a journal that is open."""
    journal = Journal(journal_path)
    journal.contacts.total()
    started = time.perf_counter()
    report = journal.imports.run(path)
    took = time.perf_counter() - started
    assert report.read == ROWS
    journal.close()
    return took


def raw(journal_path: Path, path: Path) -> float:
    """Return the seconds for csv alone and the rows alone, one commit; take them out again."""
    connection = sqlcipher3.connect(str(journal_path), isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    last = {
        table: connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
        for table in ("affiliation", "social_profile", "contact", "organisation")
    }
    started = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[3:]
    now = "2026-11-20 12:00:00"
    at = last["contact"] + 1
    names = {row[4]: last["organisation"] + 1 + place for place, row in enumerate({r[4]: r for r in rows}.values())}
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(_ORGANISATION, [(uuid.uuid4().hex, f"{name} ?", f"{name} ?") for name in names])
    connection.executemany(_CONTACT, [(uuid.uuid4().hex, row[0], row[1], now, now) for row in rows])
    profiles = [(uuid.uuid4().hex, at + n, row[2], row[2][28:], "2020-01-01") for n, row in enumerate(rows)]
    connection.executemany(_PROFILE, profiles)
    positions = [(uuid.uuid4().hex, at + n, names[row[4]], row[5]) for n, row in enumerate(rows)]
    connection.executemany(_POSITION, positions)
    connection.execute("COMMIT")
    took = time.perf_counter() - started
    for table, most in last.items():
        connection.execute(f"DELETE FROM {table} WHERE id > ?", (most,))
    connection.close()
    return took


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
