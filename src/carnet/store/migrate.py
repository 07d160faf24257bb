"""Making the file what this Carnet needs: a new one created, an older one migrated after a verified backup.

A new file is created from the tables in one transaction, without alembic (0.25 s to import); a test holds that schema
against the one that the revisions make. Migrations run on an engine of their own with foreign keys off: with them on,
an alembic batch change of a parent table silently deletes its children.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from carnet.errors import Reason, Trouble
from carnet.store import backup
from carnet.store.database import Database, look, make_private
from carnet.store.tables import APPLICATION_ID, SEARCH_DDL, metadata

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
"""The newest revision; a test holds it against alembic's own head."""


def prepare(path: Path, database: Database, now: datetime) -> None:
    """Create, migrate or refuse the file; afterwards it is at head."""
    found = look(path)
    if found == "foreign":
        raise Trouble(Reason.NOT_A_JOURNAL, path=str(path))
    if found in {"missing", "empty"}:
        make_private(path)
        with database.writing() as connection:
            create(connection)
        database.close()  # folds the log: another process tells a journal by the head of the file itself
        return
    revision = revision_of(database)
    if revision != HEAD:
        _upgrade(path, database, revision, now)


def revision_of(database: Database) -> str:
    """Return the revision that the file says it is at."""
    with database.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
        if tables.first() is None:
            raise Trouble(Reason.NOT_A_JOURNAL, path=str(database.path))
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def statements() -> list[str]:
    """Return the DDL of the present schema, in an order in which it can run."""
    dialect = sqlite.dialect()
    tables = list(metadata.tables.values())
    ddl = [str(CreateTable(table).compile(dialect=dialect)).strip() for table in tables]
    for table in tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        ddl += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return [*ddl, *SEARCH_DDL]


def create(connection: sa.Connection) -> None:
    """Make an empty journal in a file that holds nothing yet."""
    for statement in statements():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _upgrade(path: Path, database: Database, revision: str, now: datetime) -> None:
    from alembic.script import ScriptDirectory

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


def upgrade(connection: sa.Connection) -> None:
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
