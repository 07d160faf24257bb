"""What the planner of statements is told of a journal."""

from alembic import op

from carnet.store import planner

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    planner.tell(op.get_bind())
