"""Every enum, reason, label and sentence in the user's language; no Qt, so window and command line share it."""

from carnet.words.catalogue import _, current_language, install, ngettext, pgettext

__all__ = ["_", "current_language", "install", "ngettext", "pgettext"]
