"""An hour elsewhere, told by the clock of the user: by the zone chosen in the settings, else by the machine's."""

from datetime import UTC, datetime

import pytest

from carnet.domain.events import NetworkingEvent
from carnet.domain.zones import zone
from carnet.ui.events.when import here
from carnet.ui.kit.clocks import machine_zone


@pytest.mark.parametrize(
    ("starts_at", "told"),
    [
        (datetime(2027, 1, 12, 23, 30, tzinfo=UTC), "0 h 30 à votre horloge, mer. 13 janv. 2027"),
        (datetime(2027, 3, 20, 22, 30, tzinfo=UTC), "23 h 30 à votre horloge"),  # summer there, winter here
        (datetime(2027, 7, 13, 14, 0, tzinfo=UTC), "16 h à votre horloge"),
    ],
)
def test_the_zone_chosen_tells_the_hour_over_nights_that_change(starts_at: datetime, told: str) -> None:
    event = NetworkingEvent(title="Réseau", starts_at=starts_at, tz="America/Montreal")
    assert here(event, "Europe/Paris").replace("\u00a0", " ") == told


def test_nothing_is_said_where_the_clock_is_the_same() -> None:
    event = NetworkingEvent(title="Réseau", starts_at=datetime(2027, 1, 12, 17, tzinfo=UTC), tz="Europe/Brussels")
    assert here(event, "Europe/Paris") == ""


def test_the_machine_has_a_zone_of_the_database_or_none_is_named() -> None:
    found = machine_zone()
    assert found == "" or zone(found).key == found
    here(NetworkingEvent(title="Réseau", starts_at=datetime(2027, 1, 12, 17, tzinfo=UTC), tz="Asia/Tokyo"), "")
