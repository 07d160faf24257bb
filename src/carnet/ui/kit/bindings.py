"""What PySide makes only when it is first met, made ahead."""

from collections.abc import Iterator

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication

_AT_ONCE = 25


def introduced() -> Iterator[None]:
    """Make the kinds of objects that Qt has, some a step.

    The first object of a kind unknown to PySide (6.11.3) that comes by a filter has it make all of them, with their
    enumerations: 20 ms in the middle of a key.
    """
    names = dir(QtCore)
    for at in range(0, len(names), _AT_ONCE):
        for name in names[at : at + _AT_ONCE]:
            getattr(QtCore, name)
        yield
    application = QCoreApplication.instance()
    if application is not None:
        application.children()  # is of all kinds: those of the window's modules are made
    yield
