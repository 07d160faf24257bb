"""What warmth needs to know of the last year beside each contact, and the words of the index in order."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        connection.exec_driver_sql(statement.removesuffix(";\n"))
    # What the planner was told of the table went with its old indexes.
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").first() is not None:
        connection.exec_driver_sql("ANALYZE contact_fact")
