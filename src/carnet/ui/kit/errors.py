"""The one presenter of errors: toast for a refusal, dialog for a trouble, report for a bug."""

from pathlib import Path

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from carnet import __version__
from carnet.errors import CarnetError, Reason, Trouble, Unreadable
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.ui.kit.toasts import Toasts
from carnet.words import _

_PASSING = {Reason.DISK_FULL, Reason.LOCKED, Reason.READ_ONLY, Reason.CANNOT_OPEN, Reason.IO_ERROR}


def passes(error: CarnetError) -> bool:
    """Tell whether what keeps a text from being kept may pass, so that a sentence beside it is enough for who types.

    A dialog would take the keys; what is left, a file damaged or replaced, asks for an answer.
    """
    is_gone = error.reason == Reason.REPLACED and not Path(str(error.data.get("path"))).exists()
    return is_gone or error.reason in _PASSING


class Errors(QObject):
    """Shows an error where it belongs.

    Args:
        window: window that the dialogs cover.
        toasts: where refusals are told.
        about: version, system and versions of libraries, for the report of a bug.
    """

    def __init__(self, window: QWidget, toasts: Toasts, about: str = "") -> None:
        super().__init__(window)
        self._window = window
        self._toasts = toasts
        self._about = about
        self._open: Overlay | None = None

    def present(self, error: BaseException, sentence: str = "") -> None:
        """Tell of an error; `sentence` is its wording, unused for a bug."""
        if not isinstance(error, CarnetError):
            self._show_bug(error)
        elif isinstance(error, Trouble | Unreadable):
            self._show_trouble(sentence or str(error), str(error))
        else:
            self._toasts.show(sentence or str(error))

    def _show_trouble(self, sentence: str, details: str) -> None:
        overlay = self._overlay(_("This could not be done"), 480)
        overlay.content.addWidget(label(sentence, wrap=True))
        if details != sentence:
            overlay.content.addWidget(label(details, "secondary", "text3", wrap=True, selectable=True))
        overlay.add_action(_("Close"), "primary").clicked.connect(overlay.close_overlay)
        overlay.open()

    def _show_bug(self, error: BaseException) -> None:
        overlay = self._overlay(_("Carnet met an error"), 640)
        sentence = _("What was saved stays saved. Copying this report helps to mend the fault; it holds no contact.")
        overlay.content.addWidget(label(sentence, "body", "text2", wrap=True))
        from carnet.log import report_of  # the handlers of logging ask for much

        report = QPlainTextEdit(report_of(error, self._about))
        report.setReadOnly(True)
        report.setTabChangesFocus(True)
        report.setAccessibleName(_("Report"))
        report.setMinimumHeight(metric(200))
        overlay.content.addWidget(report)
        copy = overlay.add_action(_("Copy the report"), "secondary", "copy")
        copy.setProperty("report", report.toPlainText())
        copy.clicked.connect(self._on_copy)
        overlay.add_action(_("Close"), "primary").clicked.connect(overlay.close_overlay)
        overlay.open()

    def _overlay(self, title: str, width_px: int) -> Overlay:
        """Return a new dialog in the place of the one before: errors never pile up."""
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass  # a popover or menu is a window of its own, and would lie over the dialog
        if self._open is not None:
            self._open.close_overlay()
        self._open = Overlay(self._window, title, width_px)
        self._open.closed.connect(self._on_closed)
        return self._open

    def _on_closed(self) -> None:
        if self._open is not None:
            self._open.deleteLater()
            self._open = None

    def _on_copy(self) -> None:
        sender = self.sender()
        if sender is not None:
            QGuiApplication.clipboard().setText(str(sender.property("report")))
            self._toasts.show(_("Copied"))


def about() -> str:
    """Return the versions that a report needs."""
    import platform  # 2 ms, for a report

    return f"Carnet {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}"
