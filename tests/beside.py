"""What threads of tests ask for: none of them may take widgets apart."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject

from carnet.ui.kit.garbage import collect_here, let_go


@contextmanager
def threads() -> Iterator[None]:
    """Leave it to this thread alone to collect what refers to itself, a closed panel above all, while others run."""
    holder = QObject()
    collect_here(holder)
    try:
        yield
    finally:
        let_go(holder)
