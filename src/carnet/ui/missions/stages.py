"""How stages look: a dot or a ring in a colour, always with the name of the stage beside it."""

from carnet.domain.missions import Stage
from carnet.ui.kit.labels import Dot

MARKS: dict[Stage, tuple[str, bool]] = {
    Stage.LEAD: ("text3", True),
    Stage.PROPOSAL: ("warning", True),
    Stage.WON: ("success", False),
    Stage.RUNNING: ("info", False),
    Stage.COMPLETED: ("text3", False),
    Stage.LOST: ("danger", True),
}
"""Colour role of a stage, and whether it is a ring: an open end, or a mission that came to nothing."""


def stage_dot(stage: Stage) -> Dot:
    """Return the mark of a stage."""
    role, ring = MARKS[stage]
    return Dot(role, ring=ring)
