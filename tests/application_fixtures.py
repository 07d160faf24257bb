"""A whole application on the example, as the composition root builds it."""

import gc
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from carnet import paths
from carnet.app import Application, dress
from carnet.domain.exports import ExportFormat
from carnet.journal import demo
from carnet.settings import Settings
from carnet.ui.kit.turns import any_waiting
from carnet.ui.shell.export_panel import ExportPanel
from carnet.words import install


def take_turns() -> None:
    """Let all that was left to later turns of the event loop be done."""
    QApplication.processEvents()
    while any_waiting():
        QApplication.processEvents()


def type_text(widget: QWidget, text: str) -> None:
    """Type any text, key by key; QTest's own way knows Latin letters only."""
    for char in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(char.upper()) if char.isascii() else 0
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char))


class Answers:
    """Stands in for the dialogs: answers what the test said."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.yes = True
        self.choice: int | None = 0
        self.text: str | None = ""
        self.texts: list[str | None] = []
        self.questions: list[str] = []

    def open_file(self, title: str, filters: str = "") -> Path | None:
        return self.path

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        return self.path

    def open_folder(self, title: str) -> Path | None:
        return self.path

    def confirm(self, title: str, text: str, yes: str, no: str, danger: bool = False) -> bool:
        self.questions.append(f"{title} {text}")
        return self.yes

    def choose(self, title: str, text: str, options: Sequence[str]) -> int | None:
        return self.choice

    def ask_text(self, title: str, question: str, yes: str, text: str = "") -> str | None:
        self.questions.append(question)
        return self.texts.pop(0) if self.texts else self.text


def export_panel(application: Application) -> ExportPanel:
    """Return the panel that asks in which format people leave."""
    return next(panel for panel in application.window.findChildren(ExportPanel) if panel.isVisible())


def export_as(application: Application, wanted: ExportFormat, qtbot: QtBot) -> None:
    """Choose a format in that panel and go on."""
    panel = export_panel(application)
    panel.kind.setCurrentIndex(panel.kind.findData(wanted.value))
    qtbot.waitUntil(panel.go.isEnabled)
    panel.go.click()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "exemple.carnet"
    demo.write(path, datetime.now().astimezone().date())
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARNET_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "home"


Launch = Callable[[Path], Application]


@pytest.fixture
def launch(qapp: QApplication, qtbot: QtBot, home: Path, tmp_path: Path) -> Iterator[Launch]:
    """Return a function that opens a window on a journal and waits until it shows data."""
    opened: list[Application] = []

    def start(path: Path) -> Application:
        settings = Settings(language="fr", theme="light", reduce_motion=True)
        install(paths.locale(), settings.language)
        dress(qapp, settings)
        state = QSettings(str(tmp_path / "state.ini"), QSettings.Format.IniFormat)
        application = Application(qapp, settings, path, state)
        application.prompts = Answers()
        application.show()
        qtbot.waitUntil(
            lambda: application.journal is not None and application.window.key == "today" and application.settled
        )
        opened.append(application)
        return application

    yield start
    for application in opened:
        application.window.close()
        application.window.deleteLater()
        application.deleteLater()
    # At once: a collection that came before would empty objects that Qt still calls.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.unfreeze()  # what a window settled with may be garbage by now, as in one process only tests have so many of


@pytest.fixture
def application(launch: Launch, example: Path, tmp_path: Path) -> Application:
    """An application on a copy of the example."""
    path = tmp_path / "exemple.carnet"
    shutil.copyfile(example, path)
    return launch(path)


@pytest.fixture
def answers(application: Application) -> Answers:
    """The answers that the next dialogs get."""
    assert isinstance(application.prompts, Answers)
    return application.prompts
