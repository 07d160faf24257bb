"""The facts column of the sheet: warmth, ways to reach, origin, cadence, labels, missions brought, notes."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.domain.cadence import Punctuality, stands_on
from carnet.domain.contacts import ORIGINS, Channel, Contact, ContactSheet, MissionCredit, Relationship, Sphere
from carnet.journal.drafts import Drafts, form_of_panel
from carnet.ui.contacts.custom_fields import CustomFields
from carnet.ui.contacts.introductions import IntroductionsList
from carnet.ui.contacts.name_line import NameLine
from carnet.ui.contacts.points import PointsList
from carnet.ui.contacts.positions import PositionsList
from carnet.ui.kit.avatar import Avatar, WarmthGauge
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Rule, heading
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.editable import EditableLine
from carnet.ui.kit.icons import icon
from carnet.ui.kit.kept import InPlace, KeptFacts, KeptText
from carnet.ui.kit.labels import ElidedLabel, IconLabel, LinkLabel, label
from carnet.ui.kit.notes import NoteArea
from carnet.ui.kit.origins import origin_mark
from carnet.ui.kit.page import tab_before, tab_stops
from carnet.ui.kit.painting import set_tip
from carnet.ui.kit.theme import color, metric, notifier
from carnet.words import _, contacts, formats, sheets

_TONES = {Punctuality.DUE: "warning", Punctuality.LATE: "danger"}
_CADENCES = (7, 15, 30, 45, 60, 90, 120, 180, 365)


class _Picker(Combo):
    """A combo box whose list is somebody else's.

    Signals:
        asked: the list is wanted.
    """

    asked = Signal()

    def show_text(self, text: str) -> None:
        """Show what is chosen."""
        self.clear()
        self.add(text, None)
        set_tip(self, text)

    def showPopup(self) -> None:
        """Ask for the list."""
        self.asked.emit()


class _Section(QWidget):
    """A part of the column under its heading, after a rule."""

    def __init__(self, title: str, *, rule: bool = True) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        if rule:
            self.body.addWidget(Rule())
        self.head = QHBoxLayout()
        self.title = heading(title)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        self._spacing_px = 8
        notifier().changed.connect(self._restyle)
        self._restyle()

    def set_spacing(self, spacing_px: int) -> None:
        """Change the room between the lines."""
        self._spacing_px = spacing_px
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        spacing = self._spacing_px
        self.body.setSpacing(metric(spacing))
        self.head.setContentsMargins(0, metric(8 - spacing), 0, metric(max(0, 4 - spacing)))


class _Cover(QWidget):
    """The ground of the pane, over what is not to be seen; opaque, so that Qt does not paint what lies under it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), color("surface"))
        painter.end()


class FactsColumn(QWidget):
    """What is known of a person; everything is edited in place.

    Signals:
        edited: name of a field of `Contact`, and its new value.
        reach_opened: the `ContactPoint` or `SocialProfile` to open.
        points_changed: points and profiles after a change.
        person_opened: id of a person named here.
        introducer_asked: somebody is to be chosen as who introduced this person.
        circles_asked: the circles are to be chosen, under this widget.
        mission_opened: id of a mission brought.
        event_opened: id of the event of the origin.
        introduction_asked: id of an introduction to change.
        link_opened: where a link in the notes leads.
    """

    edited = Signal(str, object)
    reach_opened = Signal(object)
    points_changed = Signal(object, object)
    person_opened = Signal(int)
    introducer_asked = Signal()
    circles_asked = Signal(object)
    mission_opened = Signal(int)
    event_opened = Signal(object)
    introduction_asked = Signal(int)
    link_opened = Signal(QUrl)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: ContactSheet | None = None
        self._kept: KeptText | None = None
        self._kept_facts: KeptFacts | None = None
        self.points = PointsList()
        self.positions = PositionsList()
        self.custom = CustomFields()
        self._of_others: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build_warmth()
        self._build_reach()
        self._build_origin()
        self._build_bonds()
        self._build_missions()
        self._build_introductions()
        self._build_labels()
        self._build_positions()
        self._build_custom()
        self._build_notes()
        self.privacy = label("", "secondary", "text3", wrap=True)
        self._column.addWidget(self.privacy)
        self._column.addStretch(1)
        self._cover = _Cover(self)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def keep(self, drafts: Drafts, name: NameLine) -> None:
        """Keep the notes as they are typed, and what is edited in place, the name in the heading too."""
        self._kept = KeptText(self.notes, drafts)
        lines = (name, self.points, self.city, self.birthday, self.tags)

        def in_place() -> tuple[InPlace, ...]:
            return (*lines, *self.custom.lines, self.custom.new)

        self._kept_facts = KeptFacts(self, drafts, in_place, (*lines, self.custom))

    def leave(self) -> None:
        """Keep what was typed last, before anything of another person is shown."""
        if self._kept_facts is not None:
            self._kept_facts.leave()

    def has_focus(self) -> bool:
        """Tell whether the focus is among the facts."""
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def cover(self) -> None:
        """Show nothing until the facts of the next person are shown: none stands under another's name."""
        self._cover.setGeometry(self.rect())
        self._cover.raise_()
        self._cover.show()

    def show_sheet(self, sheet: ContactSheet, today: date, country: str, model: str) -> None:
        """Show a person; `model` words the attribution model that the credits follow."""
        same = self._sheet is not None and self._sheet.contact.id == sheet.contact.id
        self._sheet = sheet
        contact = sheet.contact
        self._cover.hide()
        self.level.set_text(contacts.level(sheet.warmth.level))
        self.gauge.show_score(sheet.warmth.score)
        self.gauge.setAccessibleName(contacts.level(sheet.warmth.level))
        self.reason.set_text(sheets.warmth(sheet.warmth, today))
        self.points.show_contact(contact, sheet.name, country)
        tags = " ".join(f"#{name.replace(' ', '_')}" for name in contact.tags)
        for line, text in (
            (self.city, contact.city),
            (self.birthday, formats.partial(contact.birthday)),
            (self.tags, tags),
        ):
            (line.set_known if same else line.set_text)(text)
        self.positions.show_positions(contact.affiliations, today)
        self.custom.show_fields(contact.custom_fields)
        self._show_origin(sheet)
        self._show_bonds(sheet, today)
        self._show_aliases(contact)
        self._show_missions(sheet.missions, sheet, model)
        self._introductions.setVisible(self.introductions.show_sheet(sheet))
        for section in self._of_others:  # what is about others, and not about the user
            section.setVisible(not contact.is_me)
        if not (same and self.notes.area.hasFocus()):
            self._show_notes(contact)
        if self._kept_facts is not None:
            self._kept_facts.show(form_of_panel(f"facts:{contact.id}"))

    def _show_notes(self, contact: Contact) -> None:
        if self._kept is None:
            self.notes.set_text(contact.about)
        else:
            self._kept.show(form_of_panel(f"notes:{contact.id}"), contact.about)

    def noted(self, text: str) -> None:
        """Forget what was kept of notes that are saved."""
        if self._kept is not None:
            self._kept.saved(text)

    def show_privacy(self, text: str) -> None:
        """Say at the end what the register of privacy holds of the person, "" for somebody outside it."""
        self.privacy.set_text(text)
        self.privacy.setVisible(bool(text))

    def say_error(self, field: str, text: str) -> bool:
        """Say under a field what is wrong with it; tell whether the field is here."""
        if field == "points":
            self.points.say_error(text)
            return True
        if field == "about":
            self.notes.keep_unsaved(text)
            return True
        line = {"birthday": self.birthday, "city": self.city, "tags": self.tags}.get(field)
        if line is not None:
            line.set_error(text)
        return line is not None

    # -- building -----------------------------------------------------------------------------------------------

    def _build_warmth(self) -> None:
        self._warmth = _Section(_("Warmth"), rule=False)
        self.level = label("", "emphasis")
        self.gauge = WarmthGauge()
        self.reason = label("", "secondary", "text2", wrap=True)
        self._warmth.head.addWidget(self.level)
        self._warmth.body.addWidget(self.gauge)
        self._warmth.body.addWidget(self.reason)
        self._of_others.append(self._warmth)
        self._column.addWidget(self._warmth)

    def _build_reach(self) -> None:
        section = _Section(_("Contact details"))
        section.set_spacing(2)
        section.body.addWidget(self.points)
        self.city = self._line(section, "map-pin", _("City"), "city")
        self.birthday = self._line(section, "cake", _("Birthday"), "birthday")
        self.points.opened.connect(self.reach_opened)
        self.points.changed.connect(self.points_changed)
        self._column.addWidget(section)

    def _build_positions(self) -> None:
        section = _Section(_("Positions"))
        section.set_spacing(4)
        section.body.addWidget(self.positions)
        self._column.addWidget(section)

    def _build_custom(self) -> None:
        section = _Section(_("Other fields"))
        section.set_spacing(2)
        section.body.addWidget(self.custom)
        self.custom.changed.connect(self._on_custom)
        self._column.addWidget(section)

    def _line(self, section: _Section, icon_name: str, name: str, field: str) -> EditableLine:
        line = EditableLine("", name, name)
        line.setProperty("field", field)
        line.edited.connect(self._on_line)
        row = QHBoxLayout()
        row.setSpacing(metric(6))
        row.addWidget(IconLabel(icon_name, 15), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(line, 1)
        section.body.addLayout(row)
        return line

    def _build_origin(self) -> None:
        section = _Section(_("Origin"))
        self.origin_icon = IconLabel("ellipsis", 15)
        self.origin = ElidedLabel("", "body")
        self.origin_link = LinkLabel("", role="body")
        row = QHBoxLayout()
        row.setSpacing(metric(8))
        for widget in (self.origin_icon, self.origin):
            row.addWidget(widget)
        row.addWidget(self.origin_link, 1)
        row.addStretch()
        section.body.addLayout(row)
        self.introducer_face = Avatar(20)
        self.introducer = LinkLabel("", role="body")
        self.introducer_row = QHBoxLayout()
        self.introducer_row.setSpacing(metric(6))
        self.introducer_row.addWidget(self.introducer_face)
        self.introducer_row.addWidget(self.introducer, 1)
        self.introducer_row.addStretch()
        section.body.addLayout(self.introducer_row)
        self.choose_introducer = LinkLabel(_("Say who introduced them"), "handshake", "secondary_medium")
        section.body.addWidget(self.choose_introducer, 0, Qt.AlignmentFlag.AlignLeft)
        self.change_origin = Button(_("Change the origin"), "pencil", "bare", small=True)
        section.head.addWidget(self.change_origin)
        section.set_spacing(4)
        self.origin_link.activated.connect(self._on_origin_event)
        self.introducer.activated.connect(self._on_introducer)
        self.choose_introducer.activated.connect(self.introducer_asked)
        self.change_origin.clicked.connect(self._on_change_origin)
        self._of_others.append(section)
        self._column.addWidget(section)

    def _build_bonds(self) -> None:
        section = _Section("")
        section.title.hide()
        self.cadence = Combo(_("Cadence"), small=True)
        self.circles = _Picker(_("Circle"), small=True)
        self.sphere = Combo(_("Sphere"), small=True)
        self.relationship = Combo(_("Relationship"), small=True)
        for sphere in Sphere:
            self.sphere.add(contacts.sphere(sphere), sphere.value)
        for relationship in Relationship:
            self.relationship.add(contacts.relationship(relationship), relationship.value)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(metric(10))
        grid.setVerticalSpacing(metric(6))
        places = (
            (self.cadence, _("Cadence")),
            (self.circles, _("Circle")),
            (self.sphere, _("Sphere")),
            (self.relationship, _("Relationship")),
        )
        for at, (widget, title) in enumerate(places):
            row, side = divmod(at, 2)
            grid.addWidget(heading(title), row * 2, side)
            grid.addWidget(widget, row * 2 + 1, side)
            grid.setColumnStretch(side, 1)
        section.body.addLayout(grid)
        self.due = label("", "secondary", "text2", wrap=True)
        section.body.addWidget(self.due)
        self.cadence.activated.connect(self._on_cadence)
        self.circles.asked.connect(self._on_circles)
        self.sphere.activated.connect(self._on_sphere)
        self.relationship.activated.connect(self._on_relationship)
        self._of_others.append(section)
        self._column.addWidget(section)

    def _build_labels(self) -> None:
        section = _Section(_("Tags"))
        self.tags = EditableLine("", _("Tags"), _("Add a tag"))
        self.tags.edited.connect(self._on_tags)
        section.body.addWidget(self.tags)
        self.aliases = label("", "secondary", "text2", wrap=True)
        section.body.addWidget(self.aliases)
        self._of_others.append(section)
        self._column.addWidget(section)

    def _build_missions(self) -> None:
        self._missions = _Section(_("Missions brought"))
        self.missions_total = label("", "emphasis", digits=True)
        self._missions.head.addWidget(self.missions_total)
        self._mission_lines = QVBoxLayout()
        self._mission_lines.setSpacing(metric(4))
        self._missions.body.addLayout(self._mission_lines)
        self.model = label("", "secondary", "text2", wrap=True)
        self._missions.body.addWidget(self.model)
        self._column.addWidget(self._missions)

    def _build_introductions(self) -> None:
        self._introductions = _Section(_("Introductions"))
        self.introductions = IntroductionsList()
        self.introductions.person_opened.connect(self.person_opened)
        self.introductions.event_opened.connect(self.event_opened)
        self.introductions.edit_asked.connect(self.introduction_asked)
        self._introductions.body.addWidget(self.introductions)
        self._column.addWidget(self._introductions)

    def _build_notes(self) -> None:
        section = _Section(_("Notes"))
        self.notes = NoteArea(_("What is worth remembering"), name=_("Notes"))
        self.notes.edited.connect(self._on_notes)
        self.notes.link_opened.connect(self.link_opened)
        section.body.addWidget(self.notes)
        self._column.addWidget(section)

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(metric(11))

    # -- showing ------------------------------------------------------------------------------------------------

    def _show_origin(self, sheet: ContactSheet) -> None:
        icon_name, tint = origin_mark(sheet.origin)
        self.origin_icon.set_icon(icon_name, tint)
        linked = sheet.origin_event_id is not None and bool(sheet.origin_event)
        for widget in (self.origin, self.origin_link):
            widget.setVisible((widget is self.origin_link) == linked)
        self.origin.set_text(sheets.origin(sheet))
        self.origin_link.setText(sheets.origin(sheet))
        person = sheet.introduced_by
        for part in (self.introducer_face, self.introducer):
            part.setVisible(person is not None)
        if person is not None:
            self.introducer_face.show_person(person.name)
            self.introducer.setText(sheets.introduced_by(person.name))
        self.choose_introducer.setVisible(person is None)

    def _show_bonds(self, sheet: ContactSheet, today: date) -> None:
        own = sheet.contact.cadence_days
        days = sorted({*_CADENCES, *([own] if own else [])})
        inherited = contacts.cadence(None)
        if sheet.cadence_from and sheet.cadence_days:
            inherited = _("{cadence} (circle)").format(cadence=contacts.cadence(sheet.cadence_days))
        self.cadence.clear()
        self.cadence.add(inherited, None)
        for each in days:
            self.cadence.add(contacts.cadence(each), each)
        self.cadence.choose(own)
        self.circles.show_text(", ".join(sheet.contact.circles) or _("No circle"))
        self.sphere.choose(sheet.contact.sphere.value)
        self.relationship.choose(sheet.contact.relationship.value)
        self.due.setVisible(sheet.due_on is not None)
        if sheet.due_on is not None:
            stands = stands_on(today, sheet.due_on, sheet.cadence_days)
            self.due.set_text(sheets.due(sheet.due_on, stands, today))
            self.due.set_color(_TONES.get(stands, "text2"))

    def _show_aliases(self, contact: Contact) -> None:
        names = [*([contact.nickname] if contact.nickname else []), *contact.aliases]
        self.aliases.set_text(_("Also known as {names}").format(names=", ".join(names)))
        self.aliases.setVisible(bool(names))

    def _show_missions(self, missions: Sequence[MissionCredit], sheet: ContactSheet, model: str) -> None:
        self._missions.setVisible(bool(missions))
        while (item := self._mission_lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not missions:
            return
        currency = missions[0].currency
        self.missions_total.set_text(formats.money(sheet.missions_total_cents, currency))
        for mission in missions:
            line = self._mission_line(mission)
            self._mission_lines.addWidget(line)
            tab_before(self.introductions, tab_stops(line))
        self.model.set_text(_("Share credited, model {model}.").format(model=model))

    def _mission_line(self, mission: MissionCredit) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(8))
        link = LinkLabel(mission.title, role="body", tint="text")
        amount = formats.money(mission.credit_cents, mission.currency)
        link.setAccessibleName(f"{mission.title}, {mission.client}, {amount}")
        link.setProperty("mission", mission.mission_id)
        link.activated.connect(self._on_mission)
        row.addWidget(link)
        row.addStretch(1)
        row.addWidget(label(amount, "body", "text2", digits=True))
        return holder

    # -- gestures -----------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_line(self, text: str) -> None:
        self.edited.emit(str(self.sender().property("field")), text)

    @Slot(str)
    def _on_tags(self, text: str) -> None:
        words = text.replace("#", " #").replace(",", " ").split()
        self.edited.emit("tags", tuple(name for word in words if (name := word.lstrip("#").replace("_", " ").strip())))

    @Slot(object)
    def _on_custom(self, pairs: object) -> None:
        self.edited.emit("custom_fields", pairs)

    @Slot(str)
    def _on_notes(self, text: str) -> None:
        self.edited.emit("about", text)

    @Slot()
    def _on_change_origin(self) -> None:
        """Offer the origins, and to say who introduced the person."""
        sheet = self._sheet
        if sheet is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = sheet.origin if sheet.contact.origin_source == "user" else None
        told = menu.addAction(icon("refresh-cw"), _("As the exchanges tell"))
        told.setData("")
        for each in ORIGINS:
            menu.addAction(icon(origin_mark(each)[0]), contacts.channel(each)).setData(each.value)
        for action in menu.actions():
            action.setCheckable(True)
            action.setChecked(action.data() == (chosen or ""))
        menu.addSeparator()
        text = _("Say who introduced them") if sheet.introduced_by is None else _("Choose another introducer")
        menu.addAction(icon("handshake"), text).triggered.connect(self.introducer_asked)
        menu.triggered.connect(self._on_origin_chosen)
        menu.popup(self.change_origin.mapToGlobal(QPoint(0, self.change_origin.height())))

    @Slot(QAction)
    def _on_origin_chosen(self, action: QAction) -> None:
        value = action.data()
        if value is not None:
            self.edited.emit("origin_channel", Channel(value) if value else None)

    @Slot(int)
    def _on_cadence(self, _at: int) -> None:
        self.edited.emit("cadence_days", self.cadence.currentData())

    @Slot(int)
    def _on_sphere(self, _at: int) -> None:
        self.edited.emit("sphere", Sphere(self.sphere.currentData()))

    @Slot(int)
    def _on_relationship(self, _at: int) -> None:
        self.edited.emit("relationship", Relationship(self.relationship.currentData()))

    @Slot()
    def _on_circles(self) -> None:
        self.circles_asked.emit(self.circles)

    @Slot()
    def _on_introducer(self) -> None:
        if self._sheet is not None and self._sheet.introduced_by is not None:
            self.person_opened.emit(self._sheet.introduced_by.id)

    @Slot()
    def _on_origin_event(self) -> None:
        if self._sheet is not None and self._sheet.origin_event_id is not None:
            self.event_opened.emit(self._sheet.origin_event_id)

    @Slot()
    def _on_mission(self) -> None:
        self.mission_opened.emit(int(self.sender().property("mission")))
