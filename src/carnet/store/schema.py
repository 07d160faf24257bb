"""The statements that make an empty journal of the present schema."""

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from carnet.store import planner
from carnet.store.database import APPLICATION_ID
from carnet.store.tables import SEARCH_DDL, metadata


def statements() -> list[str]:
    """Return the DDL of the present schema, in an order in which it can run."""
    dialect = sqlite.dialect()
    tables = list(metadata.tables.values())
    ddl = [str(CreateTable(table).compile(dialect=dialect)).strip() for table in tables]
    for table in tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        ddl += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return [*ddl, *SEARCH_DDL]


def create(connection: sa.Connection, revision: str) -> None:
    """Make an empty journal in a file that holds nothing yet."""
    for statement in statements():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision,))
    planner.tell(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
