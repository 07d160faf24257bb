"""« Sauvegardes »: the copies that Carnet keeps, looked into and brought back."""

from carnet.ui.backups.page import BackupsPage

__all__ = ["BackupsPage"]
