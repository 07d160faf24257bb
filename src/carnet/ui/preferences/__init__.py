"""« Réglages »: every setting, each effective at once."""

from carnet.ui.preferences.page import PreferencesPage

__all__ = ["PreferencesPage"]
