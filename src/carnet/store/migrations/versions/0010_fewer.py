"""Indexes of what lists are sorted by hold only who has it, and that of contact points what is looked for."""

from pathlib import Path

from alembic import op

from carnet.store import planner

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        connection.exec_driver_sql(statement.removesuffix(";\n"))
    planner.tell(connection)
