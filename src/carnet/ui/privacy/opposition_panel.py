"""The list of those who objected, as fingerprints; an address is added, an entry taken off."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from carnet.domain.privacy import Opposition
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.fields import TextField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.words import _, formats, ngettext, privacy
from carnet.words.errors import sentence

_SHOWN, _FITS = 100, 8


class OppositionPanel(Overlay):
    """Neither name nor address stands here."""

    def __init__(self, window: QWidget, journal: Journal, signals: AppSignals) -> None:
        super().__init__(window, _("Opposition list"), 560, scrolls=len(journal.privacy.oppositions()) > _FITS)
        self._journal, self._signals = journal, signals
        told = _(
            "Neither name nor address here, only fingerprints: the next import will refuse these people and say why."
        )
        self.content.addWidget(label(told, "secondary", "text2", wrap=True))
        self.field = TextField(_("E-mail or phone of somebody who objected"))
        self.add = Button(_("Add"), "plus")
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        self.content.addLayout(row)
        self.trouble = label("", "secondary", "danger", wrap=True)
        self.trouble.hide()
        self.content.addWidget(self.trouble)
        self._holder = QWidget()
        self.content.addWidget(self._holder)
        self.removes: list[Button] = []
        self.field.submitted.connect(self._on_add)
        self.add.clicked.connect(self._on_add)
        self._show()

    def _show(self) -> None:
        entries = self._journal.privacy.oppositions()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(metric(4))
        grid.setColumnStretch(0, 1)
        self.removes = [self._line(grid, at, entry) for at, entry in enumerate(entries[:_SHOWN])]
        more = len(entries) - _SHOWN
        if not entries or more > 0:
            left = ngettext("… and {n} more", "… and {n} more", more).format(n=more)
            grid.addWidget(label(left if entries else _("Nobody objected."), "secondary", "text3"), len(entries), 0)
        self.content.replaceWidget(self._holder, holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = holder

    def _line(self, grid: QGridLayout, at: int, entry: Opposition) -> Button:
        text = privacy.opposition(entry)
        grid.addWidget(label(text), at, 0)
        since = formats.plain_day(entry.since) if entry.since is not None else ""
        grid.addWidget(label(since, "secondary", "text2"), at, 1)
        remove = Button(_("Take off"), small=True, name=_("Take off: {entry}").format(entry=text))
        remove.clicked.connect(partial(self._on_remove, entry.id))
        grid.addWidget(remove, at, 2)
        return remove

    @Slot()
    def _on_add(self) -> None:
        try:
            self._journal.privacy.refuse(self.field.text())
        except CarnetError as error:
            self.trouble.set_text(sentence(error))
            self.trouble.show()
            return
        self.trouble.hide()
        self.field.set_text("")
        self._show()

    def _on_remove(self, key: int) -> None:
        self._journal.privacy.strike_off([key])
        self._show()
        self.field.setFocus()
