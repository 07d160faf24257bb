"""« Ce que dit le réseau »: five sentences at most, each with its cases and a way to what it counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.findings import Finding
from carnet.ui.kit.cards import Card
from carnet.ui.kit.labels import IconLabel, LinkLabel, label
from carnet.ui.kit.theme import metric
from carnet.ui.review.listing import Listing
from carnet.words import _, findings


class _Line(QWidget):
    """One finding."""

    asked = Signal(object)

    def __init__(self, found: Finding) -> None:
        super().__init__()
        self._found = found
        said, sample = findings.sentence(found), findings.sample(found)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(10))
        row.addWidget(IconLabel(findings.icon(found), 16, "accent-text"), 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(metric(1))
        text.addWidget(label(said, wrap=True, selectable=True))
        text.addWidget(label(sample, "secondary", "text2"))
        row.addLayout(text, 1)
        self.link = LinkLabel(_("See"), role="secondary_medium")
        self.link.setAccessibleName(_("See: {sentence}").format(sentence=said))
        self.link.activated.connect(self._on_activated)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        self.link.setVisible(bool(found.event_id or found.mission_ids or any(who.id for who in found.people)))

    @Slot()
    def _on_activated(self) -> None:
        self.asked.emit(self._found)


class FindingsCard(Card):
    """The card of the sentences.

    Signals:
        asked: the finding whose cases are asked for.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(pad=16, spacing=8)
        self.title = label(_("What the network says"), "section")
        self.nothing = label(findings.nothing_yet(), "body", "text2", wrap=True)
        self.lines = Listing()
        for part in (self.title, self.nothing, self.lines):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show the sentences, or why there are none."""
        lines = [_Line(each) for each in found]
        for line in lines:
            line.asked.connect(self.asked)
        self.lines.show_lines(lines)
        self.nothing.setVisible(not found)
