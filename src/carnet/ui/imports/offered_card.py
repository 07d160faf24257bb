"""What else an archive of LinkedIn could bring: messages and invitations, as exchanges, only if asked for."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from carnet.domain.imports import ExchangeSource, Offered
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.labels import Label, label
from carnet.ui.kit.switches import Switch
from carnet.ui.kit.theme import metric
from carnet.words import _, imports


class OfferedCard(Card):
    """A switch for each kind of exchange that there is."""

    def __init__(self) -> None:
        super().__init__(16, 8)
        self.switches = {
            ExchangeSource.MESSAGES: Switch(_("Import the messages")),
            ExchangeSource.INVITATIONS: Switch(_("Import the invitations")),
        }
        self._rows: dict[ExchangeSource, tuple[QWidget, Label]] = {}
        self.body.addWidget(SectionHeader(_("Also in the archive")))
        for source, switch in self.switches.items():
            row, text = QWidget(), label("", "body", wrap=True)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(metric(10))
            line.addWidget(switch)
            line.addWidget(text, 1)
            self._rows[source] = row, text
            self.body.addWidget(row)
        told = _("One exchange a day and person, with people you know or import here; their words become its note.")
        self.body.addWidget(label(told, "secondary", "text2", wrap=True))

    def show_offered(self, offered: tuple[Offered, ...]) -> None:
        """Offer what there is, nothing switched on."""
        self.setVisible(bool(offered))
        found = {each.source: each for each in offered}
        for source, (row, text) in self._rows.items():
            self.switches[source].setChecked(False)
            row.setVisible(source in found)
            if source in found:
                text.set_text(imports.offered(found[source]))

    def asked(self) -> tuple[ExchangeSource, ...]:
        """Return what the user switched on."""
        return tuple(source for source, switch in self.switches.items() if switch.isChecked())
