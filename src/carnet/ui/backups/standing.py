"""The line above the list: the latest backup and the room they take, the second folder, each with what to do."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.backups import BackupRow
from carnet.ui.kit.cards import Card, IconTile, Rule
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric
from carnet.words import _, backups

_LATE = timedelta(days=3)
_TINTS = {"success": "check", "warning": "triangle-alert", "text2": "info"}


class _Cell(QWidget):
    """One of the things that are told: an icon, what it is, and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(metric(12))
        self._tile: IconTile | None = None
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self.title = label("", "emphasis", wrap=True)
        self.text = label("", "secondary", "text2", wrap=True)
        texts.addWidget(self.title)
        texts.addWidget(self.text)
        self._row.addLayout(texts, 1)

    def show_state(self, tint: str, title: str, text: str) -> None:
        """Say how it stands."""
        if self._tile is not None:
            self._tile.hide()
            self._tile.deleteLater()
        self._tile = IconTile(_TINTS[tint], tint, 32, "fill")
        self._row.insertWidget(0, self._tile)
        self.title.set_text(title)
        self.text.set_text(text)


class Standing(Card):
    """How the backups stand."""

    def __init__(self) -> None:
        super().__init__(pad=14)
        self.latest, self.second = _Cell(), _Cell()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(metric(16))
        self._row.addWidget(self.latest, 1)
        self._rule = Rule(vertical=True)
        self._row.addWidget(self._rule)
        self._row.addWidget(self.second, 1)
        self.body.addLayout(self._row)

    def adapt(self, *, wide: bool) -> None:
        """Put the things one under the other where there is no room."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        self._rule.setVisible(wide)

    def show_state(self, rows: Sequence[BackupRow], most_bytes: int, today: date) -> None:
        """Say when the latest was made, and how much room all take."""
        here = [row for row in rows if row.here]
        late = not here or today - here[0].at.astimezone().date() > _LATE
        tint = "warning" if late else "success"
        self.latest.show_state(tint, backups.latest(here, today), backups.kept(rows, most_bytes))

    def show_second(self, folder: str, is_there: bool, rows: Sequence[BackupRow], today: date) -> None:
        """Say how the second folder stands."""
        name = Path(folder).name
        if not folder:
            told = _("Choose a folder on another disk in the settings: it survives the loss of this one.")
            self.second.show_state("text2", _("No second folder"), told)
        elif not is_there:
            told = _("“{name}” is not there. Connect its disk, or choose another folder.").format(name=name)
            self.second.show_state("warning", _("Second folder missing"), told)
        else:
            told = backups.latest(rows, today)
            self.second.show_state("success", _("Second folder: {name}").format(name=name), told)
