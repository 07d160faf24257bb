"""The window: reads values, calls verbs."""

import builtins

import PySide6.QtCore  # noqa: F401  (by which Qt for Python puts itself between the program and its imports)

# It reads the source of each module imported from then on, to see whether `__feature__` is used, which nothing here
# does: 60 to 90 ms until the day is painted, and 14 MB of lines that are kept. Imports are plain again from here on.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
