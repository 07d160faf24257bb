"""Other names of organisations, and the indexes of what lists are sorted and narrowed by."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        connection.exec_driver_sql(statement.removesuffix(";\n"))
    # Where the planner was told of the other indexes, one that it knows nothing of would seem the best.
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").first() is not None:
        connection.exec_driver_sql("ANALYZE contact")
        connection.exec_driver_sql("ANALYZE contact_fact")
