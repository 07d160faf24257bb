"""The head of the page: what is done, with which file, and which of the three steps one is at."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from carnet.ui.imports.steps import Steps
from carnet.ui.kit.labels import Chip, label
from carnet.ui.kit.theme import metric
from carnet.words import _

_LEAST_FILE_PX = 100


class Heading(QWidget):
    """Title, file and steps; where there is little room, steps but the present one are told by their number."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label(_("Import contacts"), "title")
        self.file = Chip("", "file-text", "outline")
        self.steps = Steps()
        self.title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.file.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(12))
        row.addWidget(self.title)
        row.addWidget(self.file)
        row.addStretch(1)
        row.addWidget(self.steps)

    def show_title(self, text: str) -> None:
        """Say what is done."""
        self.title.set_text(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell steps by their number where there is no room for their names."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.title.sizeHint().width() - metric(3 * 12)
        self.steps.show_names(everywhere=metric(_LEAST_FILE_PX) + self.steps.whole_width() <= room)
        # What the file is called gives way before what is done and where one is.
        left = room - self.steps.sizeHint().width()
        self.file.setMinimumWidth(max(1, min(metric(_LEAST_FILE_PX), left)))
