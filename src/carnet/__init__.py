"""Carnet, the networking journal of the independent consultant."""

__version__ = "0.1.0"
