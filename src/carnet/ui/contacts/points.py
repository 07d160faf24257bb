"""The ways to reach a person: opened, copied, edited in place, added and removed."""

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.domain import emails, phones, profiles
from carnet.domain.contacts import Contact, ContactPoint, Network, PointKind, SocialProfile
from carnet.ui.kit.announce import announce
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.editable import BackNote
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import IconLabel, Label, LinkLabel, label
from carnet.ui.kit.lines import ErrorLine, LineEdit, mark_invalid
from carnet.ui.kit.page import tab_before, tab_stops
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, contacts

_ICONS = {
    PointKind.EMAIL: "mail",
    PointKind.PHONE: "phone",
    PointKind.URL: "globe",
    PointKind.MESSAGING: "message-circle",
    PointKind.ADDRESS: "map-pin",
}
_COPIED_MS = 1_500

Reach = ContactPoint | SocialProfile


def read_reach(text: str, country: str) -> Reach:
    """Return what a text typed as a new way to reach somebody is: profile, e-mail, phone, site, or an address."""
    typed = text.strip()
    profile = profiles.recognise(typed)
    if profile is not None:
        return profiles.tidied(profile)
    if "@" in typed or emails.normalise(typed):
        return ContactPoint(kind=PointKind.EMAIL, value=typed)
    if phones.normalise(typed, country):
        return ContactPoint(kind=PointKind.PHONE, value=typed)
    is_site = typed.lower().startswith(("http://", "https://", "www.")) or ("." in typed and " " not in typed)
    return ContactPoint(kind=PointKind.URL if is_site else PointKind.ADDRESS, value=typed)


class _Editor(LineEdit):
    """The line in which one way is typed."""

    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class _ReachLine(QWidget):
    """One way to reach a person."""

    opened = Signal(object)
    edit_asked = Signal(object)
    removed = Signal(object)
    preferred = Signal(object)
    labelled = Signal(object, str)
    label_asked = Signal(object)

    def __init__(self, reach: Reach, caption: str) -> None:
        super().__init__()
        self.reach = reach
        self.shape = _shape(reach, caption)
        self._text = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        column.addLayout(row)
        if caption:
            under = label(caption, "caption", "text3")
            under.setIndent(metric(21))
            column.addWidget(under)
        row.addWidget(IconLabel(_icon_of(reach), 15, "text2", _kind_name(reach)))
        row.addSpacing(metric(6))
        self.link: LinkLabel | Label
        if _opens(reach):
            self.link = LinkLabel("", role="body")
            self.link.activated.connect(self._on_opened)
            row.addWidget(self.link)
            row.addStretch(1)
        else:
            self.link = label("", "body", "text", wrap=True, selectable=True)
            row.addWidget(self.link, 1)
        self.copy = Button("", "copy", "bare", small=True)
        self.more = Button("", "ellipsis", "bare", small=True)
        for button in (self.copy, self.more):  # their icons stand in room enough of their own
            row.addWidget(button)
        row.setSpacing(0)
        self.copy.clicked.connect(self._on_copy)
        self.more.clicked.connect(self._on_more)

    def show_reach(self, reach: Reach, person: str, country: str) -> None:
        """Show a way of this shape, of this person or of another."""
        for menu in self.findChildren(QMenu):  # which was about the one before
            menu.close()
        self.reach, self._text = reach, _shown(reach, country)
        if isinstance(self.link, LinkLabel):
            name = _("{kind} of {name}: {value}").format(kind=_kind_name(reach), name=person, value=self._text)
            self.link.setText(self._text)
            self.link.setAccessibleName(name)
        else:
            self.link.set_text(self._text)
        self.copy.set_icon("copy")
        self.copy.set_name(_("Copy {value}").format(value=self._text))
        self.more.set_name(_("Edit {value}").format(value=self._text))

    @Slot()
    def _on_opened(self) -> None:
        self.opened.emit(self.reach)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(_value(self.reach))
        self.copy.set_icon("check")
        announce(self, _("Copied"))
        QTimer.singleShot(_COPIED_MS, self, self._on_copied)

    @Slot()
    def _on_copied(self) -> None:
        self.copy.set_icon("copy")

    @Slot()
    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("pencil"), _("Edit")).setData("edit")
        if isinstance(self.reach, ContactPoint) and not self.reach.is_primary:
            menu.addAction(icon("star"), _("Use first")).setData("prefer")
        if isinstance(self.reach, ContactPoint):
            self._add_labels(menu, self.reach)
        menu.addAction(icon("trash-2"), _("Remove")).setData("remove")
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _add_labels(self, menu: QMenu, point: ContactPoint) -> None:
        labels = menu.addMenu(icon("tag"), _("Label"))
        for value in ("", *contacts.POINT_LABELS):
            action = labels.addAction(contacts.point_label(value) or _("No label"))
            action.setData(("label", value))
            action.setCheckable(True)
            action.setChecked(value == point.label)
        labels.addAction(_("Another…")).setData(("label", None))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        match action.data():
            case "edit":
                self.edit_asked.emit(self.reach)
            case "prefer":
                self.preferred.emit(self.reach)
            case "remove":
                self.removed.emit(self.reach)
            case ("label", None):
                self.label_asked.emit(self.reach)
            case ("label", text):
                self.labelled.emit(self.reach, text)


class PointsList(QWidget):
    """All ways to reach a person.

    Signals:
        opened: the `ContactPoint` or `SocialProfile` to open.
        changed: the points and profiles after a change by the user.
        label_asked: the `ContactPoint` for which a label is to be typed.
        typed: at each key.
        closed: the edit is over, saved or given up; or what it said was refused, and it is open again.
    """

    opened = Signal(object)
    changed = Signal(object, object)
    label_asked = Signal(object)
    typed = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._contact = Contact()
        self._name = ""
        self._country = "FR"
        self._edited: Reach | None = None
        self._lines: list[_ReachLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._editor = _Editor(_("E-mail, phone, site or profile"), _("E-mail, phone, site or profile"), 30)
        self._error = ErrorLine()
        self.add = LinkLabel(_("Add a way to reach"), "plus", "secondary_medium")
        self._back = BackNote(self._column, self.add)
        for widget in (self._editor, self._error):
            self._column.addWidget(widget)
            widget.hide()
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.activated.connect(self._on_add)
        self._editor.editingFinished.connect(self._on_finished)
        self._editor.cancelled.connect(self._on_cancelled)
        self._editor.textEdited.connect(self.typed)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def show_contact(self, contact: Contact, name: str, country: str) -> None:
        """Show the points and profiles of a person."""
        before = self._shown()
        other = contact.id != self._contact.id
        self._contact, self._name, self._country = contact, name, country
        same = before == self._shown()
        if other:  # else what is being typed stays
            self._close_editor()
        elif self._edited is not None:
            self._edited = self._reach(_value(self._edited))
        if not same or not self._lines:
            self._rebuild()

    def say_error(self, text: str) -> None:
        """Say why a change was not made; what was typed for it stays."""
        self._error.say(text)
        if self._editor.text():
            self._editor.show()
            mark_invalid(self._editor, bool(text))
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def name(self) -> str:
        """Return what the line is called into which a way is typed."""
        return self._editor.accessibleName()

    def unsaved(self) -> str | None:
        """Return the way being edited, "" for a new one, and what is typed, each on a line; None for nothing."""
        before = "" if self._edited is None else _value(self._edited)
        typed = self._editor.text()
        return None if self._editor.isHidden() or typed == before else f"{before}\n{typed}"

    def keep_typed(self, text: str) -> None:
        """Open the edit with what was typed and not saved before Carnet ended, and say so; the focus stays."""
        before, _line, typed = text.partition("\n")
        self._show_editor(self._reach(before), typed)
        self._back.say()

    def lines(self) -> list[_ReachLine]:
        """Return the lines shown."""
        return self._lines

    @Slot()
    def _on_add(self) -> None:
        self._open_editor(None)

    def _shown(self) -> tuple[object, ...]:
        return self._contact.id, self._contact.points, self._contact.profiles, self._name, self._country

    def _rebuild(self) -> None:
        """Show each way in a line; the lines there stay where they are of the same shapes, as from sheet to sheet."""
        kinds = Counter(point.kind for point in self._contact.points)
        reaches: list[Reach] = [*_primary_first(self._contact.points), *self._contact.profiles]
        captions = [_caption(each, only=isinstance(each, ContactPoint) and kinds[each.kind] == 1) for each in reaches]
        if [line.shape for line in self._lines] != [*map(_shape, reaches, captions)]:
            self._build_lines(reaches, captions)
        for line, reach in zip(self._lines, reaches, strict=True):
            line.show_reach(reach, self._name, self._country)

    def _build_lines(self, reaches: list[Reach], captions: list[str]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [*map(_ReachLine, reaches, captions)]
        for at, line in enumerate(self._lines):
            line.opened.connect(self.opened)
            line.edit_asked.connect(self._on_edit)
            line.removed.connect(self._on_removed)
            line.preferred.connect(self._on_preferred)
            line.labelled.connect(self.set_label)
            line.label_asked.connect(self.label_asked)
            self._column.insertWidget(at, line)
            tab_before(self._editor, tab_stops(line))

    def _reach(self, value: str) -> Reach | None:
        """Return the way of the person that has a value, None where there is none."""
        reaches: tuple[Reach, ...] = (*self._contact.points, *self._contact.profiles)
        return next((each for each in reaches if _value(each) == value), None)

    def _open_editor(self, reach: Reach | None) -> None:
        self._show_editor(reach, "" if reach is None else _value(reach))
        self._editor.selectAll()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_editor(self, reach: Reach | None, text: str) -> None:
        self._edited = reach
        self._editor.setText(text)
        self._error.say("")
        mark_invalid(self._editor, False)
        self._editor.show()

    def _hide_editor(self) -> None:
        self._editor.blockSignals(True)  # hiding it takes its focus, which would save
        self._editor.hide()
        self._editor.blockSignals(False)
        self._error.say("")
        self._back.hide()

    def _close_editor(self) -> None:
        self._hide_editor()
        self._editor.clear()
        self._edited = None
        self.closed.emit()

    @Slot(object)
    def _on_edit(self, reach: Reach) -> None:
        self._open_editor(reach)

    @Slot()
    def _on_cancelled(self) -> None:
        self._close_editor()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_finished(self) -> None:
        if self._editor.isHidden():
            return
        text = self._editor.text().strip()
        before = self._edited
        if not text or (before is not None and text == _value(before)):
            self._close_editor()
            return
        found = read_reach(text, self._country)
        points, profiles_ = self._without(before)
        others: tuple[Reach, ...] = (*points, *profiles_)
        if _key(found, self._country) in {_key(other, self._country) for other in others}:
            self.say_error(_("This is on the sheet already."))
            return
        self._hide_editor()  # what is refused shows it again
        if isinstance(found, SocialProfile):
            kept = before.connected_on if isinstance(before, SocialProfile) else None
            self.changed.emit(points, (*profiles_, replace(found, connected_on=kept)))
        else:
            self.changed.emit((*points, self._renewed(found, before)), profiles_)
        if self._editor.isHidden():
            self._close_editor()
        else:
            self.closed.emit()

    def _renewed(self, found: ContactPoint, before: Reach | None) -> ContactPoint:
        if not isinstance(before, ContactPoint):
            return found
        # What was a site, a handle or an address stays one, whatever it now looks like.
        kind = found.kind if before.kind in {PointKind.EMAIL, PointKind.PHONE} else before.kind
        return before._replace(kind=kind, value=found.value, normalised="")

    def _without(self, reach: Reach | None) -> tuple[tuple[ContactPoint, ...], tuple[SocialProfile, ...]]:
        points = tuple(point for point in self._contact.points if point != reach)
        return points, tuple(profile for profile in self._contact.profiles if profile != reach)

    @Slot(object)
    def _on_removed(self, reach: Reach) -> None:
        self.changed.emit(*self._without(reach))

    @Slot(object, str)
    def set_label(self, point: ContactPoint, text: str) -> None:
        """Give a point a label, "" for none."""
        points = tuple(each._replace(label=text) if each == point else each for each in self._contact.points)
        self.changed.emit(points, self._contact.profiles)

    @Slot(object)
    def _on_preferred(self, reach: Reach) -> None:
        if isinstance(reach, ContactPoint):
            points = tuple(
                point._replace(is_primary=point == reach) if point.kind is reach.kind else point
                for point in self._contact.points
            )
            self.changed.emit(points, self._contact.profiles)

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(metric(2))


def first_of(contact: Contact, kind: PointKind) -> ContactPoint | None:
    """Return the point of a kind that is used first."""
    return next((point for point in _primary_first(contact.points) if point.kind is kind), None)


def _primary_first(points: tuple[ContactPoint, ...]) -> list[ContactPoint]:
    order = list(PointKind)
    return sorted(points, key=lambda point: (order.index(point.kind), not point.is_primary))


def _shown(reach: Reach, country: str) -> str:
    if isinstance(reach, SocialProfile):
        return _("{network} profile").format(network=contacts.network(reach.network))
    if reach.kind is PointKind.PHONE and reach.normalised:
        return phones.national(reach.normalised, country)
    return reach.value


def _value(reach: Reach) -> str:
    return (reach.url or reach.slug) if isinstance(reach, SocialProfile) else reach.value


def _kind_name(reach: Reach) -> str:
    if isinstance(reach, SocialProfile):
        return contacts.network(reach.network)
    kind = contacts.point_kind(reach.kind)
    return f"{kind} ({contacts.point_label(reach.label)})" if reach.label else kind


def _shape(reach: Reach, caption: str) -> tuple[object, ...]:
    """Return what a line is built for, whatever its value."""
    return _icon_of(reach), _kind_name(reach), _opens(reach), caption


def _caption(reach: Reach, *, only: bool) -> str:
    """Return what stands under a point: its label, and that it is used first where there are others."""
    if isinstance(reach, SocialProfile):
        return ""
    first = _("used first") if reach.is_primary and not only else ""
    return ", ".join(part for part in (contacts.point_label(reach.label), first) if part)


def _key(reach: Reach, country: str) -> tuple[str, str]:
    """Return what tells ways to reach somebody apart, however they are typed."""
    if isinstance(reach, SocialProfile):
        return reach.network.value, reach.slug or reach.url
    match reach.kind:
        case PointKind.EMAIL:
            return reach.kind.value, emails.normalise(reach.value) or reach.value
        case PointKind.PHONE:
            return reach.kind.value, phones.normalise(reach.value, country) or reach.value
        case _other:
            return reach.kind.value, reach.value.strip().lower().rstrip("/")


def _icon_of(reach: Reach) -> str:
    return "link" if isinstance(reach, SocialProfile) else _ICONS[reach.kind]


def _opens(reach: Reach) -> bool:
    if isinstance(reach, SocialProfile):
        return reach.network is not Network.OTHER or bool(reach.url)
    return reach.kind in {PointKind.EMAIL, PointKind.PHONE, PointKind.URL}
