"""Missions: board, list, sheet, signature and path."""
