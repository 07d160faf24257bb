"""What PySide makes only when it is first met, made ahead."""

from PySide6.QtCore import QCoreApplication


def introduce_kinds() -> None:
    """Make all kinds of objects that Qt has.

    The first object of a kind unknown to PySide (6.11.3) that comes by a filter has it make all of them, with their
    enumerations: 20 ms in the middle of a key.
    """
    application = QCoreApplication.instance()
    if application is not None:
        application.children()  # some of them are of kinds unknown
