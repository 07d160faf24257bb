"""Who has waited longest for her cadence, in order."""

from alembic import op

from carnet.store import planner

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(
        "CREATE INDEX ix_contact_fact_cadence_days ON contact_fact (hidden, cadence_days, last_exchange_on, sort_key, "
        "contact_id, sphere, origin, hot_until, warm_until, cool_until)"
    )
    planner.tell(connection)
