"""What a journal must be after anything: whole, its history true to its rows, and all there that was acknowledged."""

import json
from pathlib import Path
from typing import Any

from carnet.errors import CarnetError
from carnet.journal import Journal, files


def unsound(path: Path) -> list[str]:
    """Return what is wrong with a journal; opens it as anybody would."""
    try:
        journal = Journal(path)
    except CarnetError as error:
        return [f"does not open: {error}"]
    try:
        return [*(str(finding) for finding in files.check(journal)), *_untrue(journal)]
    finally:
        journal.close()


def _untrue(journal: Journal) -> list[str]:
    """Return the rows that are not what the last deed that stands made of them."""
    expected: dict[tuple[str, int], Any] = {}
    undone: dict[tuple[str, int], Any] = {}
    wrong: list[str] = []
    with journal.core.reading() as connection:
        rows = connection.exec_driver_sql(
            'SELECT r.table_name, r.row_id, r."before", r."after", d.undone_at FROM deed_row r '
            "JOIN deed d ON d.id = r.deed_id ORDER BY d.id, r.id"
        )
        for table, key, before, after, undone_at in rows:
            if undone_at is None:
                expected[table, key] = after
            else:
                undone.setdefault((table, key), before)
        spans = connection.exec_driver_sql("SELECT table_name, first_id, last_id FROM deed_span").all()
        for table, first, last in spans:  # of deeds that stand, whose rows are what they made of them wherever they are
            there = connection.exec_driver_sql(f'SELECT id FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last))
            keys = set(there.scalars())
            wrong += [f"{table} {key} came and is gone" for key in range(first, last + 1) if key not in keys]
            undone = {place: image for place, image in undone.items() if place[0] != table or place[1] not in keys}
        for place, image in {**undone, **expected}.items():
            table, key = place
            found = connection.exec_driver_sql(f'SELECT * FROM "{table}" WHERE id = ?', (key,)).mappings().first()
            due = None if image is None else json.loads(image)
            if due is not None and any(isinstance(value, dict) for value in due.values()):
                continue  # a photo
            now = None if found is None or due is None else {name: found[name] for name in due}
            if now != due or (due is None and found is not None):  # columns may have come since
                wrong.append(f"{table} {key} is not what its last deed made of it: {_differing(due, now)}")
    return wrong[:3]


def _differing(due: Any, now: Any) -> Any:
    if not (due and now):
        return due, now
    return {name: (due[name], now[name]) for name in due if due[name] != now[name]}


def deeds(path: Path) -> dict[int, tuple[str, bool]]:
    """Return the deeds of a journal, with their kinds and whether they are undone."""
    journal = Journal(path)
    try:
        with journal.core.reading() as connection:
            rows = connection.exec_driver_sql("SELECT id, kind, undone_at IS NOT NULL FROM deed")
            return {int(key): (str(kind), bool(undone)) for key, kind, undone in rows}
    finally:
        journal.close()
