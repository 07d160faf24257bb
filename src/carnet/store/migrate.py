"""Making the file what this Carnet needs: a new one created, an older one migrated after a verified backup.

A new file is created from the tables in one transaction, without alembic (0.25 s to import); a test holds that schema
against the one that the revisions make. Migrations run on an engine of their own with foreign keys off: with them on,
an alembic batch change of a parent table silently deletes its children.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.errors import Reason, Trouble
from carnet.store import quick
from carnet.store.database import APPLICATION_ID, Database, composed, look, new_file

if TYPE_CHECKING:
    import sqlalchemy as sa
    from alembic.config import Config

HEAD = "0010"
"""The newest revision; a test holds it against alembic's own head."""


def prepare(path: Path, database: Database, now: datetime) -> None:
    """Create, migrate or refuse the file; afterwards it is at head."""
    found = look(path)
    if found in {"missing", "empty"}:
        from carnet.store import shelf

        if shelf.stamps(shelf.folder_of(path)):  # never a new journal in the place of one that is lost
            raise Trouble(Reason.GONE if found == "missing" else Reason.EMPTIED, path=str(path))
        _create(path)
    elif found == "sealed":
        from carnet.store import shelf

        for folder in (path.resolve().parent, shelf.folder_of(path)):
            shelf.sweep(folder)  # a kill may have left what it was before it was encrypted
    if is_older(path, database):
        _upgrade(path, database, now)


def is_older(path: Path, database: Database) -> bool:
    """Tell whether a file has to be migrated.

    Raises:
        Trouble: it is no journal, or one of a newer Carnet.
    """
    if look(path) not in {"journal", "sealed"}:
        raise Trouble(Reason.CORRUPT if was_journal(path) else Reason.NOT_A_JOURNAL, path=str(path))
    revision = revision_of(database)
    if revision == HEAD:
        return False
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision not in known:
        raise Trouble(Reason.NEWER_FILE, path=str(path), revision=revision)
    return True


def was_journal(path: Path) -> bool:
    """Tell whether a file that is no journal was one: its head says so still, or there are backups of it."""
    from carnet.store import shelf

    with path.open("rb") as file:
        head = file.read(100)
    return head[68:72] == APPLICATION_ID.to_bytes(4, "big") or bool(shelf.stamps(shelf.folder_of(path)))


def _create(path: Path) -> None:
    """Create an empty journal, whole from the first moment that it has its name; another may have been quicker."""
    from carnet.store.schema import create

    with new_file(path) as part:
        made = Database(part)
        try:
            with made.writing() as connection:
                create(connection, HEAD)
            made.fold()
        finally:
            made.close()


def revision_of(database: Database) -> str:
    """Return the revision that the file says it is at."""
    with database.glancing() as connection:
        if quick.first(connection, "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'") is None:
            raise Trouble(Reason.NOT_A_JOURNAL, path=str(database.path))
        ((revision,),) = quick.rows(connection, "SELECT version_num FROM alembic_version")
    return str(revision)


def _upgrade(path: Path, database: Database, now: datetime) -> None:
    from carnet.domain.backups import BackupKind
    from carnet.store import backup, shelf

    backup.copy(database, shelf.new_name(shelf.folder_of(path), path.stem, now, BackupKind.MIGRATION))
    database.close()
    upgrade_file(path)


def upgrade_file(path: Path) -> None:
    """Bring a file of an older Carnet up to date, all or nothing."""
    unguarded = Database(path, foreign_keys=False)
    try:
        with unguarded.writing() as connection:
            upgrade(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise Trouble(Reason.CORRUPT, path=str(path), table=str(broken[0]))
    finally:
        unguarded.close()


def upgrade(connection: "sa.Connection") -> None:
    """Run the revisions up to head inside the given transaction."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = composed(connection)
    command.upgrade(config, "head")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    return config
