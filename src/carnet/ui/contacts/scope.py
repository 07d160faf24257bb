"""The switch above both lists: people, or organisations."""

from carnet.ui.kit.choices import Segmented
from carnet.words import _


def scope_switch(current: str) -> Segmented:
    """Return the switch with "people" or "organisations" on."""
    options = [("people", _("People")), ("organisations", _("Organisations"))]
    return Segmented(options, current, _("What the list shows"))
