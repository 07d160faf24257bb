"""The chain of renewals that a mission belongs to, and the next of it."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.mission_sheets import ChainLink, MissionSheet
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.labels import ElidedLabel, LinkLabel, label
from carnet.ui.kit.theme import metric
from carnet.ui.missions.stages import stage_dot
from carnet.words import _, formats, ngettext
from carnet.words.missions import stage_label


class _Row(QWidget):
    """One mission of the chain; the one that is open is no link.

    Signals:
        opened: id of the mission.
    """

    opened = Signal(int)

    def __init__(self, link: ChainLink, *, here: bool) -> None:
        super().__init__()
        self.link = link
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(metric(8))
        line.addWidget(stage_dot(link.stage))
        if here:
            line.addWidget(ElidedLabel(link.title, "emphasis"), 1)
        else:
            name = LinkLabel(link.title)
            name.setAccessibleName(_("Open {name}").format(name=link.title))
            name.activated.connect(self._on_opened)
            line.addWidget(name)
            line.addStretch(1)
        line.addWidget(label(formats.money(link.value_cents, link.currency), "secondary", "text2", digits=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, metric(3), 0, metric(3))
        column.setSpacing(0)
        column.addLayout(line)
        when = stage_label(link.stage)
        if link.signed_on is not None:
            when = _("{stage}, signed on {day}").format(stage=when, day=formats.full_day(link.signed_on))
        said = ElidedLabel(when, "secondary", "text2")
        said.setContentsMargins(metric(17), 0, 0, 0)
        column.addWidget(said)

    def _on_opened(self) -> None:
        self.opened.emit(self.link.id)


class RenewalsCard(Card):
    """The card of the chain.

    Signals:
        renew_asked: the next mission is wanted.
        mission_asked: id of another mission of the chain.
    """

    renew_asked = Signal()
    mission_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(pad=16, spacing=4)
        self.rows: list[_Row] = []
        self.header = SectionHeader(_("Renewals"))
        self.hint = label(
            _("A renewal takes over client, price, people and, when it is signed, the path."),
            "secondary",
            "text2",
            wrap=True,
        )
        self.total = label("", "secondary", "text2", wrap=True, digits=True)
        self.renew = Button(_("Renew the mission"), "refresh-cw", "ghost", small=True)
        self._list = QVBoxLayout()
        self.body.addWidget(self.header)
        self.body.addWidget(self.hint)
        self.body.addLayout(self._list)
        self.body.addWidget(self.total)
        line = QHBoxLayout()
        line.addWidget(self.renew)
        line.addStretch(1)
        self.body.addLayout(line)
        self.renew.clicked.connect(self.renew_asked)

    def show_sheet(self, sheet: MissionSheet) -> None:
        """Show the chain that a mission belongs to."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [_Row(link, here=link.id == sheet.mission.id) for link in sheet.chain]
        for row in self.rows:
            self._list.addWidget(row)
            row.opened.connect(self.mission_asked)
        self.header.set_count(len(self.rows) or None)
        self.hint.setVisible(not self.rows)
        self.total.set_text(_total(sheet))
        self.total.setVisible(bool(self.rows))


def _total(sheet: MissionSheet) -> str:
    """Return what the signed missions of a chain come to, each currency apart."""
    signed = [link for link in sheet.chain if link.signed_on is not None]
    amounts: Counter[str] = Counter()
    for link in signed:
        amounts[link.currency] += link.value_cents
    said = ", ".join(formats.money(cents, code) for code, cents in amounts.items())
    text = ngettext("{amount} signed over {n} mission", "{amount} signed over {n} missions", len(signed))
    return text.format(amount=said or formats.money(0, sheet.mission.currency), n=len(signed))
