"""What is imported beside the window."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from carnet import app, paths
from carnet.settings import Settings
from carnet.words import install

def classes():
    made = {name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)}
    return made | {name for name in sys.modules if name.startswith("carnet.ui")}

made = []
preload = app._Preloading.__call__

def call(self, progress):
    before = classes()
    preload(self, progress)
    made.append(sorted(classes() - before))

app._Preloading.__call__ = call
path = Path(sys.argv[1])
install(paths.locale(), "fr")
qt = QApplication([])
chosen = Settings(language="fr", theme="light", reduce_motion=True)
app.dress(qt, chosen)
application = app.Application(qt, chosen, path, QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat))
application.show()
while not application.settled:
    loop = QEventLoop()
    QTimer.singleShot(10, loop.quit)
    loop.exec()
print(made)
application.window.close()
"""


def test_no_class_of_qt_is_made_or_derived_beside_the_window(home: Path, tmp_path: Path) -> None:
    """The window's thread may fall over it."""
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "carnet.carnet")]
    started = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert started.stdout == "[[]]\n", started.stderr
