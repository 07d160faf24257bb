"""The values of the domain and the columns of the schema say the same of each noun."""

from typing import Any

import pytest
import sqlalchemy as sa

from carnet.domain.contacts import Affiliation, Contact, ContactPoint, SocialProfile
from carnet.domain.events import EventGoal, NetworkingEvent
from carnet.domain.followups import FollowUp
from carnet.domain.interactions import Interaction, Participation
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Touch
from carnet.store import tables as t

# What a value holds by name or as its children, and the columns that only a later issue or the store itself uses.
CASES: list[tuple[Any, sa.Table, set[str], set[str]]] = [
    (
        Contact,
        t.contact,
        {"points", "profiles", "affiliations", "tags", "circles", "aliases", "custom_fields"},
        {"deleted_at"},
    ),
    (ContactPoint, t.contact_point, set(), {"uid", "contact_id"}),
    (SocialProfile, t.social_profile, set(), {"uid", "contact_id"}),
    (Affiliation, t.affiliation, {"organisation"}, {"uid", "contact_id"}),
    (
        NetworkingEvent,
        t.event,
        {"organiser", "goals"},
        {
            "organiser_id",
            "debrief_later_on",
            "ics_digest",
            "deleted_at",
        },
    ),
    (EventGoal, t.event_goal, set(), {"uid", "event_id", "position"}),
    (Interaction, t.interaction, {"participants"}, {"deleted_at"}),
    (Participation, t.participation, {"name"}, {"id", "interaction_id"}),
    (FollowUp, t.follow_up, set(), {"done_by_id"}),
    (
        Mission,
        t.mission,
        {"client", "intermediary", "portage_company", "people"},
        {"client_id", "intermediary_id", "portage_company_id", "created_at", "deleted_at"},
    ),
    (Touch, t.touch, set(), {"id", "uid", "mission_id"}),
]


@pytest.mark.parametrize(("value", "table", "told_otherwise", "kept_besides"), CASES)
def test_fields_and_columns_agree(
    value: Any, table: sa.Table, told_otherwise: set[str], kept_besides: set[str]
) -> None:
    named = set(value.__annotations__) - told_otherwise
    columns = set(table.c.keys()) - kept_besides

    assert named == columns
