"""Missions: board, list, sheet, signature and path."""

from carnet.ui.missions.page import MissionsPage

__all__ = ["MissionsPage"]
