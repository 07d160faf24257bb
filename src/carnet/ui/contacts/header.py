"""The head of the sheet: avatar, name, position, tags, and what one does with a person."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.domain.contacts import ContactSheet, ContactStatus
from carnet.ui.contacts.name_line import NameLine
from carnet.ui.contacts.photo_face import PhotoFace
from carnet.ui.kit.avatar import HeatBars
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import Badge, ElidedLabel, LinkLabel, TagLabel, label
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, contacts, pgettext


class SheetHeader(QWidget):
    """Who this is.

    Signals:
        write_asked, call_asked: a mail, a call.
        follow_up_asked: the ISO day chosen, or "other".
        name_edited: the name as typed.
        organisation_opened: the organisation of the position.
        menu_chosen: "edit", "introduce", "star", "me", "sleep", "archive", "merge", "code", "print_sheet",
            "keep_sheet", "hand_over", "delete" or "restore".
    """

    write_asked = Signal()
    call_asked = Signal()
    follow_up_asked = Signal(str)
    name_edited = Signal(str)
    organisation_opened = Signal()
    menu_chosen = Signal(str)

    def __init__(self, days: Callable[[], Iterable[tuple[str, date]]]) -> None:
        super().__init__()
        self._days = days
        self._sheet: ContactSheet | None = None
        self._wide = True
        self._below = False
        self.avatar = PhotoFace(62)
        self.name = NameLine()
        self.title = ElidedLabel("", "body", "text2")
        self.organisation = LinkLabel("", role="control")
        self.badge = Badge("", "warn")
        self.write = Button(_("Write"), "mail")
        self.call = Button(pgettext("button", "Call"), "phone")
        self.follow_up = Button(_("Follow up"), "alarm-clock")
        self.more = Button(_("More"), "ellipsis", "icon")
        self.bars = HeatBars()
        self.level = label("", "body", "text2")
        self._tags = QWidget()
        self._tag_flow = FlowLayout(self._tags, 6)
        self._build()
        self._restyle()

    def show_sheet(self, sheet: ContactSheet, photo: Callable[[], bytes | None]) -> None:
        """Show a person; `photo` reads the picture."""
        same = self._sheet is not None and self._sheet.contact.id == sheet.contact.id
        self._sheet = sheet
        self.avatar.show_person(sheet.name, sheet.warmth.score, sheet.warmth.level)
        self.avatar.show_photo_of(sheet.name, sheet.photo, photo)
        if not (same and self.name.is_editing()):
            self.name.show_name(sheet.name)
        both = bool(sheet.title and sheet.organisation)
        self.title.set_text(_("{title} at").format(title=sheet.title) if both else sheet.title)
        self.title.setVisible(bool(sheet.title))
        self.organisation.setText(sheet.organisation)
        self.organisation.setAccessibleName(_("Open {name}").format(name=sheet.organisation))
        self.organisation.setVisible(bool(sheet.organisation))
        for button in (self.write, self.call, self.follow_up):
            button.setVisible(not sheet.contact.is_me)
        self._show_badge(sheet)
        self._show_tags(sheet.contact.tags)
        self._name_actions(sheet.name)
        level = sheet.warmth.level
        self.bars.show_level(level or "cold")
        self.bars.setVisible(level is not None and self._below)
        self.level.set_text("" if sheet.contact.is_me else contacts.level(level))

    def set_shape(self, *, icons_only: bool, actions_below: bool) -> None:
        """Fold the actions into icons, or put them on a line of their own, as the width asks."""
        for button, text in (
            (self.write, _("Write")),
            (self.call, pgettext("button", "Call")),
            (self.follow_up, _("Follow up")),
        ):
            button.set_kind("icon" if icons_only else "secondary")
            button.setText("" if icons_only else text)
        self._below = actions_below
        (self._under if actions_below else self._right).insertWidget(0, self._actions)
        self._right_box.setVisible(not actions_below)
        self._under_box.setVisible(actions_below)
        self.avatar.setVisible(True)
        if self._sheet is not None:
            self._name_actions(self._sheet.name)
            self.bars.setVisible(actions_below and self._sheet.warmth.level is not None)

    def _build(self) -> None:
        self._position = QWidget()
        self._position_row = QHBoxLayout(self._position)
        self._position_row.setContentsMargins(0, 0, 0, 0)
        self._position_row.addWidget(self.title)
        self._position_row.addWidget(self.organisation)
        self._position_row.addWidget(self.badge)
        self._position_row.addStretch(1)
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.addWidget(self.name)
        texts.addWidget(self._position)
        texts.addWidget(self._tags)
        texts.addStretch(1)
        self._texts = texts
        self._actions = QWidget()
        self._actions_row = QHBoxLayout(self._actions)
        self._actions_row.setContentsMargins(0, 0, 0, 0)
        for button in (self.write, self.call, self.follow_up, self.more):
            self._actions_row.addWidget(button)
        self._right_box, self._right = _box()
        self._under_box, self._under = _box()
        self._right.addWidget(self._actions)
        self._under.addStretch(1)
        self._under.addWidget(self.bars)
        self._under.addWidget(self.level)
        self._row = QHBoxLayout()
        self._row.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self._right_box, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(self._under_box)
        self._under_box.hide()
        self.write.clicked.connect(self.write_asked)
        self.call.clicked.connect(self.call_asked)
        self.follow_up.clicked.connect(self._on_follow_up)
        self.more.clicked.connect(self._on_more)
        self.name.edited.connect(self.name_edited)
        self.organisation.activated.connect(self.organisation_opened)
        notifier().changed.connect(self._restyle)

    @Slot()
    def _restyle(self) -> None:
        self._row.setSpacing(metric(16))
        self._column.setSpacing(metric(12))
        self._texts.setSpacing(metric(2))
        self._position_row.setSpacing(metric(4))
        self._actions_row.setSpacing(metric(5))
        self._tag_flow.setContentsMargins(0, metric(4), 0, 0)

    def _show_badge(self, sheet: ContactSheet) -> None:
        text, tone = "", "plain"
        if sheet.deleted:
            text, tone = _("In the bin"), "danger"
        elif sheet.contact.is_me:
            text, tone = _("My card"), "accent"
        elif sheet.contact.to_complete:
            text, tone = _("to complete"), "warn"
        elif sheet.contact.status is not ContactStatus.ACTIVE:
            text = contacts.status(sheet.contact.status)
        self.badge.show_badge(text, tone)
        self.badge.setVisible(bool(text))

    def _show_tags(self, names: tuple[str, ...]) -> None:
        self._tag_flow.clear()
        for name in names:
            self._tag_flow.addWidget(TagLabel(name))
        self._tags.setVisible(bool(names))

    def _name_actions(self, name: str) -> None:
        self.write.set_name(_("Write to {name}").format(name=name))
        self.call.set_name(_("Call {name}").format(name=name))
        self.follow_up.set_name(_("Follow up with {name}").format(name=name))
        self.more.set_name(_("More on {name}").format(name=name))

    @Slot()
    def _on_follow_up(self) -> None:
        menu = self._menu()
        for text, day in self._days():
            menu.addAction(text).setData(day.isoformat())
        menu.addAction(_("Another day…")).setData("other")
        menu.triggered.connect(self._on_follow_up_chosen)
        menu.popup(self.follow_up.mapToGlobal(QPoint(0, self.follow_up.height())))

    @Slot(QAction)
    def _on_follow_up_chosen(self, action: QAction) -> None:
        self.follow_up_asked.emit(str(action.data()))

    @Slot()
    def _on_more(self) -> None:
        self.open_menu(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def open_menu(self, place: QPoint) -> None:
        """Show what else one does with a person."""
        sheet = self._sheet
        if sheet is None:
            return
        menu = self._menu()
        archived, asleep = (sheet.contact.status is each for each in (ContactStatus.ARCHIVED, ContactStatus.DORMANT))
        starred = _("Remove from favourites") if sheet.contact.starred else _("Add to favourites")
        entries = [
            ("edit", "pencil", _("Edit the sheet…")),
            ("introduce", "handshake", _("Introduce to somebody…")),
            ("star", "star", starred),
            ("me", "id-card", _("This is not me") if sheet.contact.is_me else _("This is me")),
            ("sleep", "moon", _("Wake up") if asleep else _("Let sleep: nothing is proposed")),
            ("archive", "archive", _("Take out of the archive") if archived else _("Archive")),
            ("merge", "merge", _("Merge…")),
            ("code", "qr-code", _("Show as a QR code…")),
            ("print_sheet", "printer", _("Print the sheet…")),
            ("keep_sheet", "file-text", _("Save the sheet as PDF…")),
            ("hand_over", "shield-check", _("Hand over all that is known (PDF and JSON)…")),
            ("restore", "undo-2", _("Take out of the bin"))
            if sheet.deleted
            else ("delete", "trash-2", _("Move to bin")),
        ]
        if sheet.contact.is_me:
            entries = [
                entry
                for entry in entries
                if entry[0] in {"edit", "me", "code", "print_sheet", "keep_sheet", "hand_over", "delete", "restore"}
            ]
        for key, icon_name, text in entries:
            menu.addAction(icon(icon_name), text).setData(key)
        menu.triggered.connect(self._on_menu_chosen)
        menu.popup(place)

    @Slot(QAction)
    def _on_menu_chosen(self, action: QAction) -> None:
        self.menu_chosen.emit(str(action.data()))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def _box() -> tuple[QWidget, QHBoxLayout]:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(metric(8))
    return box, row
