"""The bar under the check: what can be undone, and the buttons that go on, back, or give up."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Ground, Rule
from carnet.ui.kit.labels import IconLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _


class Bar(Ground):
    """Its sentence takes the room that the buttons leave, in as many lines as it needs."""

    def __init__(self) -> None:
        super().__init__("surface")
        self.cancel = Button(_("Cancel"), name=_("Give up this file"))
        self.back = Button(_("Back"), name=_("Choose another file"))
        self.go = Button("", "import", "primary", keys=("Ctrl", _("Enter")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        row = QHBoxLayout()
        row.setContentsMargins(metric(28), metric(12), metric(28), metric(12))
        row.setSpacing(metric(8))
        row.addWidget(IconLabel("undo-2"))
        told = label(_("The whole import can be undone for 30 days."), "body", "text2", wrap=True)
        policy = told.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        told.setSizePolicy(policy)
        row.addWidget(told, 1)
        for button in (self.cancel, self.back, self.go):
            row.addWidget(button)
        column.addLayout(row)
