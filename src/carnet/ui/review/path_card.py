"""« Chemin »: the path of one mission, as a chain and as a sentence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from carnet.domain.review import MissionPath
from carnet.ui.kit.cards import Card
from carnet.ui.kit.chain import PathChain
from carnet.ui.kit.labels import ElidedLabel, LinkLabel, label
from carnet.ui.kit.theme import metric
from carnet.ui.missions.chain import nodes_of
from carnet.words import _, ngettext
from carnet.words.missions import path_sentence
from carnet.words.reviews import model_label


class PathCard(Card):
    """The card of the path.

    Signals:
        mission_opened: id of the mission to open.
        step_chosen: rank of the touch chosen.
    """

    mission_opened = Signal(int)
    step_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(pad=16, spacing=8)
        self.path: MissionPath | None = None
        self.title = label(_("Path"), "section")
        self.mission = ElidedLabel("", "body", "text2")
        self.open = LinkLabel(_("Open the mission"))
        self.delay = label("", "secondary", "text2")
        row = QHBoxLayout()
        row.setSpacing(metric(10))
        row.addWidget(self.title)
        row.addWidget(self.mission, 1)
        row.addWidget(self.delay)
        row.addWidget(self.open)
        self.body.addLayout(row)
        self.sentence = label("", "body", "text", wrap=True)
        self.body.addWidget(self.sentence)
        self.chain = PathChain()
        self.body.addWidget(self.chain)
        self.note = label("", "secondary", "text2", wrap=True)
        self.body.addWidget(self.note)
        self.chain.step_chosen.connect(self.step_chosen)
        self.open.activated.connect(self._on_open)

    def show_path(self, path: MissionPath, model: str) -> None:
        """Show a path with its shares under a model."""
        self.path = path
        name = ", ".join(part for part in (path.mission, path.client) if part)
        self.mission.set_text(name)
        self.open.setAccessibleName(_("Open the mission {name}").format(name=name))
        self.sentence.set_text(path_sentence(path))
        self.chain.show_nodes(nodes_of(path, model))
        days = path.delay_days
        text = ngettext("{n} day from meeting to signature", "{n} days from meeting to signature", days or 0)
        self.delay.set_text("" if days is None else text.format(n=days))
        note = _("The percentages are the part of the turnover credited to each step under “{model}”.")
        self.note.set_text(note.format(model=model_label(model)))

    def _on_open(self) -> None:
        if self.path is not None:
            self.mission_opened.emit(self.path.mission_id)
