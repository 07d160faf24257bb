"""The journal as a file: looking whether it is there, copying it, checking that it is sound."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from carnet.errors import Reason, Trouble
from carnet.journal.journal import Journal
from carnet.store import backup, derived, migrate, parts, spoilt
from carnet.store.database import APPLICATION_ID, Database, look, reason_of

if TYPE_CHECKING:
    import sqlalchemy as sa


class Finding(NamedTuple):
    """Something wrong with the file: a reason and where."""

    reason: str
    detail: str


def is_journal(path: Path) -> bool:
    """Tell whether there is a journal at `path`."""
    return look(path) in {"journal", "sealed"}


def is_missing(path: Path) -> bool:
    """Tell whether there is nothing at `path` yet, or an empty file."""
    return look(path) in {"missing", "empty"}


def make_by_revisions(path: Path) -> None:
    """Make an empty journal as an old one becomes a new one: revision by revision."""
    database = Database(path, foreign_keys=False)
    try:
        with database.writing() as connection:
            migrate.upgrade(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        database.close()


def save_copy(journal: Journal, target: Path) -> None:
    """Write a verified copy of an open journal to `target`.

    Raises:
        Trouble: the target is the journal itself, or the disk says no.
    """
    if target.resolve() == journal.path.resolve():
        raise Trouble(Reason.EXISTS, path=str(target))
    backup.copy(journal.core.database, target)


def write_private(path: Path, data: bytes) -> None:
    """Write an export, readable by its owner alone, whole or not at all.

    Raises:
        Trouble: the disk says no.
    """
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written into, never replaced
            path.write_bytes(data)
            return
        target = path.resolve()
        with parts.part_of(target) as part:
            part.write_bytes(data)
            parts.replace(part, target)
    except OSError as error:
        raise Trouble(reason_of(error), path=str(path), detail=str(error)) from error


def check(journal: Journal) -> tuple[Finding, ...]:
    """Return what is wrong: pages, references, index, and derived columns against a recomputation; writes nothing."""
    found: list[Finding] = []
    for look_at in (_pages, _references, _values, _derived):
        try:
            with journal.core.reading() as connection:
                found += look_at(connection)
        except Trouble as trouble:
            told = damage(trouble)
            found += [] if found else [told]  # what was found before is why
    return tuple(dict.fromkeys(found))


def check_pages(journal: Journal, *, quick: bool = False) -> None:
    """Read the whole file, as the window does once a week; or `quick`ly, its pages alone, as it does once it is open.

    Raises:
        Trouble: it is damaged.
    """
    with journal.core.database.apart() as connection:
        connection.execute("BEGIN")  # one state of the file: the window may write meanwhile
        found = next(iter(spoilt.pages(connection, "quick_check(1)")), "") if quick else spoilt.find(connection)
        if found:
            raise Trouble(Reason.CORRUPT, path=str(journal.path), detail=found)


def damage(trouble: Trouble) -> Finding:
    """Return what a journal is found to suffer from that cannot be read; any other trouble is raised again."""
    if trouble.reason != Reason.CORRUPT:
        raise trouble
    return Finding("integrity", str(trouble.data.get("detail", "")))


def _pages(connection: "sa.Connection") -> list[Finding]:
    return [Finding("integrity", line) for line in spoilt.pages(connection, "integrity_check")]


def _references(connection: "sa.Connection") -> list[Finding]:
    return [Finding("foreign_key", line) for line in spoilt.references(connection)]


def _values(connection: "sa.Connection") -> list[Finding]:
    raw: Any = connection.connection.driver_connection
    return [Finding("value", line) for line in spoilt.values(raw)]


_SHOWN = 20


def _derived(connection: "sa.Connection") -> list[Finding]:
    """Compare what is kept beside the rows with what follows from them, both ways."""
    found: list[Finding] = []
    with derived.recomputed(connection):
        for name in ("contact_fact", "name_token"):
            found += [Finding("derived", f"{name}: {row}") for row in _differing(connection, name, "*")]
        found += [Finding("index", str(key)) for (key,) in _differing(connection, "words", "rowid")]
    return found


def _differing(connection: "sa.Connection", name: str, columns: str) -> list[tuple[object, ...]]:
    kept, due = (f"SELECT {columns} FROM {schema}.{name}" for schema in ("main", "temp"))
    sql = f"SELECT * FROM ({kept} EXCEPT {due}) UNION SELECT * FROM ({due} EXCEPT {kept}) LIMIT {_SHOWN}"
    return sorted((tuple(row) for row in connection.exec_driver_sql(sql)), key=repr)
