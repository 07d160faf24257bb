"""« Importer »: a file is chosen, looked through, brought in as one deed, and summed up."""

from carnet.ui.imports.page import ImportsPage

__all__ = ["ImportsPage"]
