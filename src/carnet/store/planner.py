"""What SQLite's planner is told of a journal: how many rows a table may have, and how many share a value of an index.

It is the same for each journal, so that each statement runs as it was measured, in a first week and after ten years.
`ANALYZE` would tell what a journal holds on one day, and its samples make SQLite prepare every statement anew each time
that it runs (https://sqlite.org/compile.html#enable_stat4): an index into ten rows then costs as much as the ten.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy as sa

STATISTICS = {
    "affiliation": {"ix_affiliation_contact_id": "100000 1", "ix_affiliation_organisation_id": "100000 20"},
    "contact": {
        "ix_contact_city": "100000 1000",
        "ix_contact_status": "1000 500",
        "sqlite_autoindex_contact_1": "100000 1",
    },
    "contact_circle": {
        "ix_contact_circle_circle_id": "25000 8000",
        "ix_contact_circle_contact_id": "25000 1",
        "sqlite_autoindex_contact_circle_1": "25000 1 1",
    },
    "contact_fact": {
        "ix_contact_fact_birthday_md": "100000 4500",
        "ix_contact_fact_cadence_days": "100000 100000 33333 100 1 1 1 1 1 1 1",
        "ix_contact_fact_cool_until": "100000 108",
        "ix_contact_fact_due_on": "100000 100000 183 1 1 1 1 1 1",
        "ix_contact_fact_first_met_on": "100000 100000 92 1 1 1 1 1 1 1",
        "ix_contact_fact_hot_until": "100000 124",
        "ix_contact_fact_last_exchange_on": "100000 100000 128 1 1 1 1 1 1",
        "ix_contact_fact_organisation_id": "100000 20",
        "ix_contact_fact_origin": "100000 100000 11112 5883",
        "ix_contact_fact_sort_key": "100000 100000 7 1 1 1 1 1 1 1 1 1",
        "ix_contact_fact_warm_until": "100000 119",
        "ix_contact_fact_warmth": "100000 100000 124 6 2 1 1 1",
    },
    "contact_point": {
        "ix_contact_point_contact_id": "200000 2",
        "ix_contact_point_lookup": "200000 100000 1",
        "sqlite_autoindex_contact_point_1": "200000 1",
    },
    "contact_tag": {
        "ix_contact_tag_contact_id": "33333 1",
        "ix_contact_tag_tag_id": "33333 3334",
        "sqlite_autoindex_contact_tag_1": "33333 1 1",
    },
    "event": {
        "ix_event_calendar_id": "2000 500",
        "ix_event_debrief": "28 2",
        "ix_event_ics_uid": "1000 1",
        "ix_event_organiser_id": "2000 167",
        "ix_event_rrule": "50 2",
        "ix_event_series_id": "2000 50",
        "ix_event_starts_at": "2000 2",
    },
    "follow_up": {
        "ix_follow_up_contact_id": "2000 1",
        "ix_follow_up_done_by_id": "2000 1",
        "ix_follow_up_due": "2000 5",
        "ix_follow_up_event_id": "2000 10",
        "ix_follow_up_mission_id": "2000 5",
    },
    "interaction": {
        "ix_interaction_event_id": "1000000 500",
        "ix_interaction_mission_id": "1000000 20",
        "ix_interaction_occurred_on": "1000000 353",
    },
    "introduction": {
        "ix_introduction_beneficiary_id": "8333 2",
        "ix_introduction_event_id": "8333 5",
        "ix_introduction_interaction_id": "8333 1",
        "ix_introduction_introduced_id": "8333 1",
        "ix_introduction_introducer_id": "8333 1",
    },
    "mission": {
        "ix_mission_client_id": "5000 2",
        "ix_mission_intermediary_id": "5000 5",
        "ix_mission_offer_interaction_id": "5000 1",
        "ix_mission_portage_company_id": "5000 500",
        "ix_mission_renewal_of_id": "5000 1",
        "ix_mission_signed_on": "5000 4",
        "ix_mission_signing_contact_id": "5000 2",
        "ix_mission_stage": "5000 834",
    },
    "mission_stage": {"ix_mission_stage_mission_id": "20000 4"},
    "name_token": {"ix_name_token_contact_id": "252971 3 1", "name_token": "252971 2582 6 1"},
    "organisation": {"ix_organisation_folded": "5000 1"},
    "participation": {
        "ix_participation_contact_id": "1000000 11",
        "ix_participation_interaction_id": "1000000 1",
        "sqlite_autoindex_participation_1": "1000000 1 1",
    },
    "touch": {
        "ix_touch_contact_id": "9346 1",
        "ix_touch_event_id": "9346 5",
        "ix_touch_interaction_id": "9346 1",
        "ix_touch_introducer_id": "9346 5",
        "ix_touch_introduction_id": "9346 1",
        "ix_touch_mission_id": "9346 3",
    },
}
"""By table and index: rows, then rows that share the first column, the first two, …

Of what is not here SQLite guesses, which does for the small tables. https://sqlite.org/fileformat2.html#stat1tab
"""


def tell(connection: "sa.Connection") -> None:
    """Write the statistics, in the place of any that are there; a connection heeds them once it is opened anew."""
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # makes the tables, which no CREATE may
    connection.exec_driver_sql("DROP TABLE IF EXISTS sqlite_stat4")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    rows = [(table, index, stat) for table, indexes in STATISTICS.items() for index, stat in indexes.items()]
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", rows)
