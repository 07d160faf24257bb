"""Making the file what this Carnet needs: a new one created, an older one migrated after a verified backup.

A new file is created from the tables in one transaction, without alembic (0.25 s to import); a test holds that schema
against the one that the revisions make. Migrations run on an engine of their own with foreign keys off: with them on,
an alembic batch change of a parent table silently deletes its children.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.errors import Reason, Trouble
from carnet.store import parts, quick
from carnet.store.database import APPLICATION_ID, Database, look, new_file

if TYPE_CHECKING:
    import sqlalchemy as sa
    from alembic.config import Config

HEAD = "0006"
"""The newest revision; a test holds it against alembic's own head."""


def prepare(path: Path, database: Database, now: datetime) -> None:
    """Create, migrate or refuse the file; afterwards it is at head."""
    found = look(path)
    if found in {"missing", "empty"}:
        _create(path)
        found = look(path)
    if found == "sealed":
        _check_sealed(path, database)
    elif found != "journal":
        raise Trouble(Reason.NOT_A_JOURNAL, path=str(path))
    revision = revision_of(database)
    if revision != HEAD:
        _upgrade(path, database, revision, now)


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


def _check_sealed(path: Path, database: Database) -> None:
    """See that an encrypted file is a journal, and that nothing of what it was before is left beside it."""
    with database.glancing() as connection:
        ((application,),) = quick.rows(connection, "PRAGMA application_id")
    if application != APPLICATION_ID:
        raise Trouble(Reason.NOT_A_JOURNAL, path=str(path))
    with suppress(OSError):
        parts.sweep(path.resolve().parent)


def revision_of(database: Database) -> str:
    """Return the revision that the file says it is at."""
    with database.glancing() as connection:
        if quick.first(connection, "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'") is None:
            raise Trouble(Reason.NOT_A_JOURNAL, path=str(database.path))
        ((revision,),) = quick.rows(connection, "SELECT version_num FROM alembic_version")
    return str(revision)


def _upgrade(path: Path, database: Database, revision: str, now: datetime) -> None:
    from alembic.script import ScriptDirectory

    from carnet.store import backup

    scripts = ScriptDirectory.from_config(_config())
    known = {script.revision for script in scripts.walk_revisions()}
    if revision not in known:
        raise Trouble(Reason.NEWER_FILE, path=str(path), revision=revision)
    backup.copy(database, path.with_name(f"{path.stem}.before-{HEAD}-{now:%Y%m%dT%H%M%S}{path.suffix}"))
    database.close()
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
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    return config
