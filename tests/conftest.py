"""What all tests need: no screen, French, and folders of their own."""

import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "fr"
os.environ["CARNET_HOME"] = tempfile.mkdtemp(prefix="carnet-tests-")
os.environ.pop("CARNET_FILE", None)

pytest_plugins = ["application_fixtures"]


def pytest_sessionfinish() -> None:
    """Take the last windows apart before the interpreter does, as the program does at its end."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication

    from carnet.ui.kit.garbage import end_widgets

    application = QApplication.instance()
    if isinstance(application, QApplication):
        end_widgets(application)
