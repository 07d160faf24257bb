"""The verbs: all that the window and the command line call."""

from carnet.journal.core import FixedClock, Options, SystemClock
from carnet.journal.journal import Journal

__all__ = ["FixedClock", "Journal", "Options", "SystemClock"]
