"""« Évènements »: month and agenda, and the sheet of an event before and after it."""

from carnet.ui.events.page import EventsPage

__all__ = ["EventsPage"]
