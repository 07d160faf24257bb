"""« Réciprocité »: who introduced whom to whom, whom to thank, and what is owed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carnet.domain.findings import Balance
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.labels import Chip, LinkLabel, label
from carnet.ui.kit.theme import metric
from carnet.ui.review.listing import Listing
from carnet.words import _, findings

_FEW, _MANY = 5, 200


class _Line(QWidget):
    """What one person and the user did for each other."""

    opened = Signal(int)

    def __init__(self, found: Balance) -> None:
        super().__init__()
        self._key = found.person.id or 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(10))
        said, due = findings.balance(found), findings.due(found)
        link = LinkLabel(found.person.name, role="body")
        link.setAccessibleName(", ".join(part for part in (found.person.name, said, due) if part))
        link.activated.connect(self._on_activated)
        row.addWidget(link)
        row.addWidget(label(said, "secondary", "text2"))
        row.addStretch(1)
        if due:
            row.addWidget(
                Chip(due, "gift" if found.to_thank else "", "accent" if found.to_thank else "plain", small=True)
            )

    @Slot()
    def _on_activated(self) -> None:
        self.opened.emit(self._key)


class ReciprocityCard(Card):
    """The card of introductions received and given.

    Signals:
        contact_opened: id of the person whose name was followed.
    """

    contact_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(pad=16, spacing=8)
        self._balances: Sequence[Balance] = ()
        self.header = SectionHeader(_("Introductions received and given"))
        self.note = label(
            _("To thank: an introduction led to a mission of the period, and you have not spoken since."),
            "secondary",
            "text2",
            wrap=True,
        )
        self.nothing = label(
            _("No introduction yet. Note who presents whom: it is the first thing this page counts."),
            "body",
            "text2",
            wrap=True,
        )
        self.lines = Listing()
        for part in (self.header, self.note, self.nothing, self.lines):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.header.link_activated.connect(self._on_all)

    def show_balances(self, balances: Sequence[Balance]) -> None:
        """Show whom to thank and whom most is owed to; all others when they are asked for."""
        self._balances = balances
        self.header.set_count(len(balances) if balances else None)
        self.nothing.setVisible(not balances)
        self.note.setVisible(any(each.to_thank for each in balances))
        self._fill(_FEW)

    def _fill(self, most: int) -> None:
        lines = [_Line(each) for each in self._balances[:most]]
        for line in lines:
            line.opened.connect(self.contact_opened)
        self.lines.show_lines(lines)
        self.header.set_link(_("Show all") if len(self._balances) > most else "")

    @Slot()
    def _on_all(self) -> None:
        self._fill(_MANY)
