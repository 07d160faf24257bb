"""« Historique »: the deeds of thirty days, each undoable."""

from carnet.ui.history.page import HistoryPage

__all__ = ["HistoryPage"]
