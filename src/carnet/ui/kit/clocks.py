"""The machine's time zone by name, and how names of zones are written."""

from PySide6.QtCore import QTimeZone

from carnet.domain.zones import zone


def machine_zone() -> str:
    """Return the name in the tz database of the machine's zone, "" where it has none there."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    try:
        return zone(name).key if name else ""
    except ValueError:
        return ""


def spelt(name: str) -> str:
    """Return the name of a zone as people write it."""
    return name.replace("_", " ")
