"""The command palette: people, events, missions and actions, one key away."""

from carnet.ui.palette.entries import Action
from carnet.ui.palette.panel import Palette

__all__ = ["Action", "Palette"]
