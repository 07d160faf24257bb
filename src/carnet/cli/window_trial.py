"""What the self-test does with the real window, on the offscreen platform: opens it and paints every page."""

import os
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from carnet import paths
from carnet.cli import output
from carnet.cli.journeys import Step, samples
from carnet.settings import Settings
from carnet.words import install

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QApplication

    from carnet.app import Application

_PATIENCE_S = 60.0
_FEWEST_COLOURS = 12
# Said of the offscreen platform, and of an empty environment, where Qt helps itself.
_TOLERATED = ("This plugin does not support", "Detected locale")


def steps(folder: Path) -> Iterable[Step]:
    """Return the steps in order; they share one window."""
    trial = _Trial(folder)
    yield Step("window", trial.open)
    from carnet.app import PAGES

    for key in PAGES:
        yield Step(f"page {key}", partial(trial.paint, key))
    for key in ("contact", "organisation", "event", "mission"):
        yield Step(f"sheet {key}", partial(trial.paint_sheet, key))
    yield Step("quick add", trial.quick_add)
    yield Step("pdf", trial.keep_pdf)
    yield Step("close", trial.close)


class _Trial:
    """A window on a sample journal, and whatever Qt or a slot complained of meanwhile."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._complaints: list[str] = []
        self._qt: QApplication | None = None
        self._window: Application | None = None

    def open(self) -> str:
        """Open the window and wait until it shows data."""
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtCore import QSettings, qInstallMessageHandler
        from PySide6.QtWidgets import QApplication

        from carnet.app import Application, dress

        qInstallMessageHandler(self._on_message)
        sys.excepthook = self._on_uncaught
        settings = Settings(language="fr", theme="light", reduce_motion=True)
        install(paths.locale(), settings.language)
        self._qt = QApplication([])
        missing = _missing()
        if missing:
            return missing
        dress(self._qt, settings)
        journal = self._folder / "window.carnet"
        journal.write_bytes(max(samples().glob("revision-*.carnet")).read_bytes())
        state = QSettings(str(self._folder / "window.ini"), QSettings.Format.IniFormat)
        self._window = Application(self._qt, settings, journal, state)
        self._window.show()
        return self._waited(self._is_ready) or self._complained()

    def paint(self, key: str) -> str:
        """Bring a page to the front and look at what it painted."""
        assert self._window is not None
        self._window.window.show_page(key)
        return self._looked()

    def paint_sheet(self, kind: str) -> str:
        """Open the first person, organisation, event or mission."""
        assert self._window is not None
        opener: Callable[[int], object] = getattr(self._window, f"open_{kind}")
        opener(1)
        return self._looked()

    def quick_add(self) -> str:
        """Open the quick add over the page."""
        assert self._window is not None
        self._window.quick_add()
        return self._looked()

    def keep_pdf(self) -> str:
        """Put the first person on paper, the letters of the font with her; what prints must be there, too."""
        from PySide6 import QtPrintSupport

        from carnet.ui.contacts import ContactsPage
        from carnet.ui.kit import paper

        assert self._window is not None
        page = self._window.window.show_page("contacts")
        assert isinstance(page, ContactsPage)
        data = paper.pdf(page.printing.sheet(1), "self-test", "")
        wanted = {"a PDF": data.startswith(b"%PDF"), "its font": b"/FontFile" in data}
        wanted["a printer class"] = hasattr(QtPrintSupport, "QPrinter")
        missing = ", ".join(f"{name} is missing" for name, there in wanted.items() if not there)
        return self._complained() or missing

    def close(self) -> str:
        """Close the window, which lets go of the journal, and take it down while Qt is whole: no loop runs to do so."""
        from PySide6.QtCore import QCoreApplication, QEvent

        assert self._window is not None
        self._window.window.close()
        told = self._waited(self._is_closed) or self._complained()
        self._window.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._window = None
        return told or self._complained()

    def _is_ready(self) -> bool:
        window = self._window
        return window is not None and window.journal is not None and window.settled

    def _is_closed(self) -> bool:
        return self._window is not None and self._window.journal is None

    def _looked(self) -> str:
        """Return what is wrong with the picture: a page that painted nothing is of few colours."""
        assert self._window is not None
        self._live(0.1)
        image = self._window.window.grab().toImage()
        points = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
        colours = {image.pixel(x, y) for x, y in points}
        return self._complained() or ("" if len(colours) >= _FEWEST_COLOURS else f"{len(colours)} colours")

    def _waited(self, done: Callable[[], bool]) -> str:
        end = time.monotonic() + _PATIENCE_S
        while not done():
            if time.monotonic() > end:
                return "; ".join(["nothing came", *self._complaints])
            self._live(0.02)
        return ""

    def _live(self, seconds: float) -> None:
        """Let the window live for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self._qt is not None
            self._qt.processEvents()
            time.sleep(0.005)

    def _complained(self) -> str:
        return "; ".join(self._complaints)

    def _on_message(self, _kind: "QtMsgType", _context: "QMessageLogContext", text: str) -> None:
        if not text.startswith(_TOLERATED):
            self._complain(text)

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self._complain(f"{kind.__name__}: {error}")

    def _complain(self, text: str) -> None:
        output.complain(text)  # at once: Qt may not live to the end of the step
        self._complaints.append(text)


def _missing() -> str:
    """Tell what an installer forgot that Qt would do without in silence."""
    from PySide6.QtCore import QLibraryInfo
    from PySide6.QtGui import QFontDatabase, QImageReader

    formats = {bytes(kind.data()).decode() for kind in QImageReader.supportedImageFormats()}
    wanted = [f"pictures in {kind}" for kind in ("jpeg", "png", "svg", "webp") if kind not in formats]
    translations = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if not (translations / "qtbase_fr.qm").is_file():
        wanted.append("Qt in French")
    if not QFontDatabase.families():
        wanted.append("a font")
    return ", ".join(f"{name} is missing" for name in wanted)
