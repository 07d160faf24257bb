"""The third step: what was brought in, and how to take it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.imports import ImportReport
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, IconTile
from carnet.ui.kit.labels import label
from carnet.ui.kit.theme import metric
from carnet.words import _, imports, ngettext


class Summary(QWidget):
    """The outcome of an import.

    Signals:
        undo_asked: take the import back.
        contacts_asked: show the contacts.
        another_asked: import another file.
    """

    undo_asked = Signal()
    contacts_asked = Signal()
    another_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.counts = label("", "body", "text2", wrap=True)
        self.undo = Button(_("Undo the import"), "undo-2")
        self.contacts = Button(_("See the contacts"), "users", "primary")
        self.another = Button(_("Import another file"), "import")
        self._build()
        self.undo.clicked.connect(self.undo_asked)
        self.contacts.clicked.connect(self.contacts_asked)
        self.another.clicked.connect(self.another_asked)

    def show_report(self, report: ImportReport, waiting: int) -> None:
        """Show what an import did; `waiting` files are still to come."""
        brought = report.created + report.merged
        self.title.set_text(imports.brought(report.format, brought, report.file))
        self.contacts.setText(_("See the events") if report.format == "ics" else _("See the contacts"))
        self.contacts.set_name(self.contacts.text())
        parts = (
            (report.created, ngettext("{n} new one", "{n} new ones", report.created)),
            (report.merged, ngettext("{n} filled in", "{n} filled in", report.merged)),
            (report.skipped, ngettext("{n} ignored", "{n} ignored", report.skipped)),
            (report.tasks, imports.tasks(report.tasks)),
            (report.rejected, ngettext("{units} left out", "{units} left out", report.rejected)),
        )
        units = imports.units(report.format, report.rejected)
        self.counts.set_text(", ".join(text.format(n=count, units=units) for count, text in parts if count))
        self.another.setText(_("Next file") if waiting else _("Import another file"))
        self.undo.setEnabled(True)

    def show_undone(self) -> None:
        """Say that the import was taken back."""
        self.title.set_text(_("Import undone"))
        self.counts.set_text(_("The journal is as it was before."))
        self.undo.setEnabled(False)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(24, 14)
        row = QHBoxLayout()
        row.setSpacing(metric(14))
        row.addWidget(IconTile("circle-check", "success", 44, "success-soft"))
        texts = QVBoxLayout()
        texts.setSpacing(metric(2))
        texts.addWidget(self.title)
        texts.addWidget(self.counts)
        row.addLayout(texts, 1)
        card.body.addLayout(row)
        buttons = QHBoxLayout()
        for button in (self.undo, self.another, self.contacts):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        column.addWidget(card)
        column.addStretch(1)
