"""The documents of a mission: addresses kept as links, opened by the system once they were looked at."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.documents import Address, read_address
from carnet.domain.mission_sheets import MissionDocument, MissionSheet
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card, SectionHeader
from carnet.ui.kit.fields import AddField
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import ElidedLabel, IconLabel, LinkLabel, label
from carnet.ui.kit.outside import Opener, system_opener
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.words import _
from carnet.words.errors import sentence


def document_url(text: str) -> QUrl:
    """Return what the system is to open: a page, or a file that is there, of the user, and runs nothing.

    Raises:
        Refused: the address is of another kind (a journal may come from anywhere), or the file is not such a one.
    """
    address = read_address(text)
    if not address.is_file:
        return QUrl(address.text, QUrl.ParsingMode.StrictMode)
    return QUrl.fromLocalFile(str(_whole_file(address)))


def _whole_file(address: Address) -> Path:
    """Return the file behind an address, links followed: what they lead to is looked at, too."""
    try:
        path = Path(address.text).resolve(strict=True)
        there = path.is_file()
    except (OSError, RuntimeError):
        raise Refused("document_missing", name=address.name, address=address.text) from None
    if not there:
        raise Refused("document_no_file", name=address.name)
    read_address(str(path))
    if not os.access(path, os.R_OK):
        raise Refused("document_locked", name=address.name)
    if not path.suffix and os.name == "posix" and os.access(path, os.X_OK):
        raise Refused("document_program", name=address.name)
    return path


class _Row(QWidget):
    """One document: its name as a link, its address, and two buttons.

    Signals:
        opened, renamed, removed: the document.
    """

    opened = Signal(object)
    renamed = Signal(object)
    removed = Signal(object)

    def __init__(self, document: MissionDocument) -> None:
        super().__init__()
        self.document = document
        web = document.address.startswith(("http://", "https://"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, metric(3), 0, metric(3))
        row.setSpacing(metric(8))
        row.addWidget(IconLabel("globe" if web else "file-text", 15, "text2"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self.name = LinkLabel(document.name)
        self.name.setAccessibleName(_("Open {name}").format(name=document.name))
        texts.addWidget(self.name)
        texts.addWidget(ElidedLabel(document.address, "secondary", "text2"))
        row.addLayout(texts, 1)
        rename = Button(_("Rename {name}").format(name=document.name), "pencil", "bare", small=True)
        remove = Button(_("Remove {name}").format(name=document.name), "x", "bare", small=True)
        row.addWidget(rename)
        row.addWidget(remove)
        self.name.activated.connect(self._on_opened)
        rename.clicked.connect(self._on_renamed)
        remove.clicked.connect(self._on_removed)

    def _on_opened(self) -> None:
        self.opened.emit(self.document)

    def _on_renamed(self) -> None:
        self.renamed.emit(self.document)

    def _on_removed(self) -> None:
        self.removed.emit(self.document)


class DocumentsCard(Card):
    """The card of the documents; `attempt` calls a verb, `opener` hands an address to the system."""

    def __init__(
        self,
        journal: Journal,
        signals: AppSignals,
        prompts: Prompts,
        attempt: Callable[..., None],
        opener: Opener = system_opener,
    ) -> None:
        super().__init__(pad=16, spacing=4)
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._attempt = attempt
        self.opener = opener
        self._mission_id = 0
        self._found: tuple[MissionDocument, ...] = ()
        self.rows: list[_Row] = []
        self.header = SectionHeader(_("Documents"))
        self.none = label(
            _("Links to the contract, the purchase order, the report: the files stay where they are."),
            "secondary",
            "text2",
            wrap=True,
        )
        self.address = AddField(_("https://… or the path of a file"), _("Address of a document"))
        self.error = label("", "secondary", "danger", wrap=True)
        self.add = Button(_("Add the address"), "link", "ghost", small=True)
        self.choose = Button(_("Choose a file…"), "folder-open", "ghost", small=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        acts = QWidget()
        flow = FlowLayout(acts, 6)
        flow.addWidget(self.add)
        flow.addWidget(self.choose)
        self.body.addWidget(self.header)
        self.body.addWidget(self.none)
        self.body.addLayout(self._list)
        for part in (self.error, self.address, acts):
            self.body.addWidget(part)
        self.error.hide()
        self.address.submitted.connect(self._on_add)
        self.add.clicked.connect(self._on_add)
        self.choose.clicked.connect(self._on_choose)

    def show_sheet(self, sheet: MissionSheet) -> None:
        """Show the documents of a mission; what is being typed stays on the same one."""
        key = int(sheet.mission.id or 0)
        if key != self._mission_id:
            self._mission_id = key
            self.address.set_text("")
            self.address.set_error("")
            self._tell("")
        elif sheet.documents == self._found:
            return
        self._found = sheet.documents
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [_Row(document) for document in self._found]
        for row in self.rows:
            self._list.addWidget(row)
            row.opened.connect(self._on_opened)
            row.renamed.connect(self._on_renamed)
            row.removed.connect(self._on_removed)
        self.header.set_count(len(self.rows) or None)
        self.none.setVisible(not self.rows)

    def _tell(self, text: str) -> None:
        self.error.set_text(text)
        self.error.setVisible(bool(text))

    def _keep(self, text: str) -> bool:
        try:
            address = read_address(text, str(Path.home()))
            self._journal.missions.add_document(self._mission_id, address.text)
        except CarnetError as error:
            self.address.set_error(sentence(error))
            return False
        return True

    @Slot()
    def _on_add(self) -> None:
        self.address.set_error("")
        if self._keep(self.address.text()):
            self.address.set_text("")

    @Slot()
    def _on_choose(self) -> None:
        path = self._prompts.open_file(_("Link a document"))
        if path is not None:
            self.address.set_error("")
            self._keep(str(path.absolute()))

    @Slot(object)
    def _on_opened(self, document: MissionDocument) -> None:
        """Open a document; why not, where it is refused, is said above the field until the next."""
        try:
            url = document_url(document.address)
        except Refused as refused:
            self._tell(sentence(refused))
            return
        self._tell("" if self.opener(url) else _("No program opens {name}.").format(name=document.name))

    @Slot(object)
    def _on_renamed(self, document: MissionDocument) -> None:
        name = self._prompts.ask_text(_("Rename the document"), _("Name"), _("Save"), document.name)
        if name is not None:
            self._attempt(self._journal.missions.rename_document, document.id, name)

    @Slot(object)
    def _on_removed(self, document: MissionDocument) -> None:
        self._tell("")
        self._attempt(self._journal.missions.remove_document, document.id)
