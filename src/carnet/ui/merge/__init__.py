"""« Fusionner deux fiches »: the probable duplicates, and two sheets made one, row by row."""

from carnet.ui.merge.page import MergePage

__all__ = ["MergePage"]
