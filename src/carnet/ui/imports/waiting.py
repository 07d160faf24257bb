"""The files that wait for their turn."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import IconLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _, ngettext

_SHOWN = 3


class Waiting(QWidget):
    """How many files wait and which come next; while nothing is looked at, the next one is a key away."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = label("", "body", "text2")
        self.following = Button(_("Next file"), "arrow-right", small=True)
        row = QHBoxLayout(self)
        row.setSpacing(metric(12))
        row.setContentsMargins(0, 0, 0, 0)
        for part in (IconLabel("list"), self.queue, self.following):
            row.addWidget(part)
        row.addStretch(1)

    def show_files(self, names: Sequence[str], *, idle: bool) -> None:
        """Show which files wait."""
        count = len(names)
        told = ", ".join(names[:_SHOWN]) + (", …" if count > _SHOWN else "")
        text = ngettext("{n} file is waiting: {names}", "{n} files are waiting: {names}", count)
        self.queue.set_text(text.format(n=count, names=told))
        self.setVisible(bool(count))
        self.following.setVisible(idle)
