"""The right pane: who a person is, the composer, the timeline, and the facts; laid out as the width allows."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import ContactPoint, ContactSheet, PointKind, SocialProfile, TimelineItem
from carnet.domain.days import read_day
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.interactions import InteractionKind
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.contacts import outside
from carnet.ui.contacts.facts import FactsColumn
from carnet.ui.contacts.filters import Value, ValuesPopup
from carnet.ui.contacts.header import SheetHeader
from carnet.ui.contacts.identity_form import IdentityForm
from carnet.ui.contacts.person_picker import PersonPicker
from carnet.ui.contacts.points import first_of
from carnet.ui.interactions.composer import ChipAction, Composer
from carnet.ui.interactions.exchange_form import ExchangeForm, read_partial
from carnet.ui.interactions.timeline import TimelineView
from carnet.ui.kit.avatar import HeatBars
from carnet.ui.kit.buttons import Button, Segmented
from carnet.ui.kit.cards import EmptyState, Ground
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, errors, interactions, ngettext, reviews, sheets

_TIMELINE = 200
_MORE = 1_000


class Shape(StrEnum):
    """How the sheet is laid out."""

    WIDE = "wide"
    TABS = "tabs"
    SINGLE = "single"
    NARROW = "narrow"


class SheetPane(Ground):
    """The sheet of one person.

    Signals:
        back_asked: the list is wanted, where only one of both is shown.
        organisation_chosen: id of an organisation whose people are wanted.
        person_opened: id of another person.
    """

    back_asked = Signal()
    organisation_chosen = Signal(int)
    person_opened = Signal(int)

    def __init__(
        self, journal: Journal, signals: AppSignals, prompts: Prompts, opener: outside.Opener = outside.system_opener
    ) -> None:
        super().__init__("surface")
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._opener = opener
        self._sheet: ContactSheet | None = None
        self._limit = _TIMELINE
        self._lines: dict[int, str] = {}
        self._shape: Shape | None = None
        self.header = SheetHeader()
        self.composer = Composer(journal.clock.today)
        self.timeline = TimelineView(journal.clock.today())
        self.facts = FactsColumn()
        self.tabs = Segmented([("journal", _("Timeline")), ("facts", _("Sheet"))], name=_("Part of the sheet"))
        self.back = LinkLabel(_("Contacts"), "chevron-left", "control")
        self.back_count = label("", "body", "text2")
        self._build()
        self._connect()
        self.set_shape(Shape.WIDE)

    def contact_id(self) -> int | None:
        """Return who is shown."""
        return None if self._sheet is None or self._sheet.contact.id is None else int(self._sheet.contact.id)

    def show_contact(self, contact_id: int | None) -> None:
        """Show a person, from the top where it is another one; None shows nobody."""
        before = self.contact_id()
        if contact_id != before:
            self._keep_line(before)
            self._limit = _TIMELINE
        sheet = self._read(contact_id)
        self._sheet = sheet
        self._stack.setCurrentIndex(0 if sheet is not None else 1)
        if sheet is None:
            return
        self._fill(sheet)
        if contact_id != before:
            self.composer.set_text(self._lines.pop(int(contact_id or 0), ""))
            for area in (self._scroll, self._side):
                area.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Read the person shown again; scroll and what is being typed stay."""
        self.show_contact(self.contact_id())

    def set_shape(self, shape: Shape) -> None:
        """Lay the sheet out for a width."""
        if shape is not self._shape:
            self._shape = shape
            self._arrange(shape)

    def set_back(self, text: str) -> None:
        """Say beside the way back what the list shows."""
        self.back_count.set_text(text)

    def focus_composer(self) -> None:
        """Put the cursor into the composer."""
        self.composer.focus_line()

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.empty = EmptyState(_("Choose a contact to see what was said, and what came of it."))
        self._body = QWidget()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.empty)
        self._follow_ups = QWidget()
        self._follow_up_flow = FlowLayout(self._follow_ups, 6)
        self._tab_line = QWidget()
        self._tab_row = QHBoxLayout(self._tab_line)
        self._tab_row.setContentsMargins(0, 0, 0, 0)
        self._tab_bars = HeatBars()
        self._tab_level = label("", "secondary", "text2")
        self._tab_row.addWidget(self.tabs)
        self._tab_row.addStretch(1)
        self._tab_row.addWidget(self._tab_bars)
        self._tab_row.addWidget(self._tab_level)
        self._back_line = QWidget()
        back_row = QHBoxLayout(self._back_line)
        back_row.setContentsMargins(0, 0, 0, 0)
        back_row.addWidget(self.back)
        back_row.addWidget(self.back_count)
        back_row.addStretch(1)
        self._nothing = label(_("Nothing yet. Log the first exchange above."), "body", "text2", wrap=True)
        self._older = Button("", "chevron-down", "ghost")
        self._journal_part = QWidget()
        part = QVBoxLayout(self._journal_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.addWidget(self._nothing)
        part.addWidget(self.timeline)
        part.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeft)
        part.addStretch(1)
        self._work = QWidget()
        self._work_column = QVBoxLayout(self._work)
        for widget in (self.composer, self._follow_ups, self._tab_line):
            self._work_column.addWidget(widget)
        self._build_frame()

    def _build_frame(self) -> None:
        self._root = QVBoxLayout(self._body)
        self._columns = QHBoxLayout()
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        flow = QWidget()
        self._content = flow
        self._flow = QVBoxLayout(flow)
        self._scroll = _scroll(flow)
        side = QWidget()
        self._side_body = QVBoxLayout(side)
        self._side = _scroll(side)
        self._left.addWidget(self._scroll, 1)
        self._columns.addWidget(left, 1)
        self._columns.addWidget(self._side)
        self._root.addLayout(self._columns, 1)
        notifier().changed.connect(self._restyle)

    def _connect(self) -> None:
        self.back.activated.connect(self.back_asked)
        self.tabs.chosen.connect(self._on_tab)
        self.header.write_asked.connect(self.write)
        self.header.call_asked.connect(self.call)
        self.header.follow_up_asked.connect(self._on_follow_up_asked)
        self.header.name_edited.connect(self._on_name)
        self.header.organisation_opened.connect(self._on_organisation)
        self.header.menu_chosen.connect(self.act)
        self.composer.submitted.connect(self._on_submitted)
        self.timeline.opened.connect(self._on_item_opened)
        self.timeline.delete_asked.connect(self._on_item_delete)
        self.timeline.menu_asked.connect(self._on_item_menu)
        self.timeline.moved.connect(self._on_item_moved)
        self._older.clicked.connect(self._on_older)
        self.facts.edited.connect(self._on_edited)
        self.facts.reach_opened.connect(self._on_reach)
        self.facts.points_changed.connect(self._on_points)
        self.facts.person_opened.connect(self.person_opened)
        self.facts.introducer_asked.connect(self._on_introducer_asked)
        self.facts.circles_asked.connect(self._on_circles_asked)
        self.facts.mission_opened.connect(self._signals.mission_opened)
        self.facts.event_opened.connect(self._signals.event_opened)

    # -- layout -------------------------------------------------------------------------------------------------

    def _arrange(self, shape: Shape) -> None:
        narrow = shape is Shape.NARROW
        wide = shape is Shape.WIDE
        for at, widget in enumerate((self._back_line, self.header)):
            (self._flow if narrow else self._root).insertWidget(at, widget)
        if narrow:
            self._flow.insertWidget(2, self._work)
        else:
            self._left.insertWidget(0, self._work)
        self._flow.addWidget(self._journal_part, 1)
        (self._side_body if wide else self._flow).addWidget(self.facts, 0 if wide else 1)
        self._side.setVisible(wide)
        self._tab_line.setVisible(not wide)
        self._back_line.setVisible(shape in {Shape.SINGLE, Shape.NARROW})
        self.header.set_shape(icons_only=shape in {Shape.TABS, Shape.SINGLE}, actions_below=narrow)
        self._show_level()
        self._show_tab()
        self._restyle()

    @Slot()
    def _restyle(self) -> None:
        shape = self._shape or Shape.WIDE
        narrow, wide = shape is Shape.NARROW, shape is Shape.WIDE
        edge, bar = metric(28 if wide else 24), metric(12)
        self._root.setContentsMargins(0 if narrow else edge, 0 if narrow else metric(20), 0, 0)
        self._root.setSpacing(metric(14))
        self._columns.setSpacing(metric(28) - bar)
        room = (bar if wide else edge) - self._scroll.verticalScrollBar().sizeHint().width()
        self._flow.setContentsMargins(edge if narrow else 0, metric(12) if narrow else 0, max(0, room), bar)
        self._flow.setSpacing(metric(12))
        self._side_body.setContentsMargins(0, 0, edge - self._side.verticalScrollBar().sizeHint().width(), metric(20))
        self._side.setFixedWidth(metric(230) + edge)
        self._left.setSpacing(metric(12))
        self._work_column.setSpacing(metric(10))
        # The timeline under the composer has its scroll bar at right: the composer keeps clear of it too.
        self._work_column.setContentsMargins(0, 0, 0 if narrow else bar if wide else edge, 0)
        self.header.setContentsMargins(0, 0, 0 if narrow else edge, 0)

    def _show_level(self) -> None:
        if self._sheet is None:
            return
        level = self._sheet.warmth.level
        narrow = self._shape is Shape.NARROW
        self._tab_bars.show_level(level or "cold")
        self._tab_bars.setVisible(level is not None and not narrow)
        self._tab_level.set_text(sheets.warmth_until(self._sheet.warmth, self._journal.clock.today()))
        self._tab_level.setVisible(not narrow)

    def _show_tab(self) -> None:
        facts = self.tabs.current() == "facts"
        self._journal_part.setVisible(self._shape is Shape.WIDE or not facts)
        self.facts.setVisible(self._shape is Shape.WIDE or facts)

    # -- filling ------------------------------------------------------------------------------------------------

    def _read(self, contact_id: int | None) -> ContactSheet | None:
        if contact_id is None:
            return None
        try:
            return self._journal.contacts.sheet(contact_id, timeline_limit=self._limit)
        except Refused:
            return None  # merged away or its creation undone: there is nobody to show

    def _fill(self, sheet: ContactSheet) -> None:
        today, options = self._journal.clock.today(), self._journal.options
        self.header.show_sheet(sheet)
        self.composer.set_subject(sheet.name)
        self.facts.show_sheet(sheet, today, options.country, reviews.model_label(options.default_model))
        self.timeline.show_items(int(sheet.contact.id or 0), sheet.timeline)
        self._nothing.setVisible(not sheet.timeline)
        self.timeline.setVisible(bool(sheet.timeline))
        older = sheet.timeline_total - len(sheet.timeline)
        self._older.setText(ngettext("Show the older one", "Show the {n} older ones", older).format(n=older))
        self._older.setVisible(older > 0)
        self._show_follow_ups(sheet, today)
        self._show_level()

    def _show_follow_ups(self, sheet: ContactSheet, today: date) -> None:
        self._follow_up_flow.clear()
        for key, text, day in sheet.follow_ups:
            words = _("follow up {day}").format(day=sheets.follow_up_day(day, today))
            shown = _("{follow_up}: {text}").format(follow_up=words, text=text) if text else words
            chip = ChipAction(shown, "alarm-clock", "danger" if day < today else "accent")
            chip.setProperty("follow_up", key)
            chip.clicked.connect(self._on_follow_up_menu)
            self._follow_up_flow.addWidget(chip)
        self._follow_ups.setVisible(bool(sheet.follow_ups))

    def _keep_line(self, contact_id: int | None) -> None:
        """Keep the line being typed, for when the sheet is opened again."""
        if contact_id is not None and self.composer.text().strip():
            self._lines[contact_id] = self.composer.text()

    def _try(self, verb: Callable[[], object]) -> bool:
        """Do something; a refusal is presented. Tell whether it was done."""
        try:
            verb()
        except CarnetError as error:
            field = error.field if isinstance(error, Refused) else ""
            if not field or not self.facts.say_error(field, errors.sentence(error)):
                self._signals.error_raised.emit(error)
            return False
        return True

    def _edit(self, **fields: Any) -> bool:
        key = self.contact_id()
        return key is not None and self._try(partial(self._journal.contacts.edit, key, **fields))

    # -- what one does ------------------------------------------------------------------------------------------

    @Slot()
    def write(self) -> None:
        """Write a mail."""
        self._reach(PointKind.EMAIL, _("No e-mail is known: add one under “Contact details”."))

    @Slot()
    def call(self) -> None:
        """Call."""
        self._reach(PointKind.PHONE, _("No phone number is known: add one under “Contact details”."))

    def _reach(self, kind: PointKind, missing: str) -> None:
        point = None if self._sheet is None else first_of(self._sheet.contact, kind)
        if point is None:
            self._signals.toast_asked.emit(missing, "")
        else:
            self._on_reach(point)

    @Slot(object)
    def _on_reach(self, reach: ContactPoint | SocialProfile) -> None:
        if isinstance(reach, ContactPoint) and reach.kind is PointKind.EMAIL:
            self._open(outside.mail_url(reach.value), reach.value, _("No mail program. The address is copied."))
            self._offer(InteractionKind.EMAIL)
        elif isinstance(reach, ContactPoint) and reach.kind is PointKind.PHONE:
            number = reach.normalised or reach.value
            self._open(outside.call_url(number), reach.value, _("No program for calls. The number is copied."))
            self._offer(InteractionKind.CALL)
        else:
            address = reach.url if isinstance(reach, SocialProfile) else reach.value
            self._open(outside.web_url(address), address, _("This address cannot be opened. It is copied."))

    def _open(self, url: Any, value: str, failed: str) -> None:
        from PySide6.QtGui import QGuiApplication

        if not outside.open_outside(url, self._opener):
            QGuiApplication.clipboard().setText(value)
            self._signals.toast_asked.emit(failed, "")

    def _offer(self, kind: InteractionKind) -> None:
        """Offer to log the exchange that begins: its first word stands in the composer."""
        if not self.composer.text().strip():
            self.composer.set_text(interactions.kind(kind).lower() + ", ")
        self.focus_composer()

    @Slot(object)
    def _on_submitted(self, draft: ExchangeDraft) -> None:
        key = self.contact_id()
        if key is not None and self._try(partial(self._journal.interactions.log, [key], draft)):
            self.composer.set_text("")
            self.composer.focus_line()

    @Slot(str)
    def _on_follow_up_asked(self, when: str) -> None:
        today = self._journal.clock.today()
        day: date | None = None
        if when == "other":
            asked = self._prompts.ask_text(_("Follow up"), _("Which day?"), _("Plan"))
            if not asked:
                return
            day = read_day(asked, today)
            if day is None:
                self._signals.error_raised.emit(Refused("bad_date"))
                return
        else:
            day = _next_monday(today) if when == "monday" else today + timedelta(days=int(when))
        self.plan_follow_up(day)

    def plan_follow_up(self, day: date) -> None:
        """Plan a follow-up with this person."""
        key = self.contact_id()
        if key is not None:
            follow_up = FollowUp(contact_id=ContactId(key), reason=FollowUpReason.PROMISE, due_on=day)
            self._try(partial(self._journal.follow_ups.save, follow_up))

    def open_follow_up_menu(self) -> None:
        """Ask when to follow up."""
        self.header.follow_up.click()

    @Slot()
    def _on_follow_up_menu(self) -> None:
        chip = self.sender()
        if not isinstance(chip, ChipAction):
            return
        menu = self._menu()
        key = int(chip.property("follow_up"))
        for what, icon_name, text in (
            ("done", "check", _("Done")),
            ("1", "alarm-clock", _("Snooze until tomorrow")),
            ("7", "alarm-clock", _("Snooze for a week")),
            ("drop", "x", _("Drop")),
        ):
            menu.addAction(icon(icon_name), text).setData((key, what))
        menu.triggered.connect(self._on_follow_up_chosen)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))

    @Slot(QAction)
    def _on_follow_up_chosen(self, action: QAction) -> None:
        key, what = action.data()
        verbs = self._journal.follow_ups
        match what:
            case "done":
                self._try(partial(verbs.done, key))
            case "drop":
                self._try(partial(verbs.drop, key))
            case _days:
                until = self._journal.clock.today() + timedelta(days=int(what))
                self._try(partial(verbs.snooze, key, until))

    @Slot(str)
    def act(self, what: str) -> None:
        """Do what the menu says: "edit", "introduce", "star", "me", "merge", "delete" or "restore"."""
        sheet, key = self._sheet, self.contact_id()
        if sheet is None or key is None:
            return
        match what:
            case "edit":
                self.edit_identity()
            case "introduce":
                self._pick(_("Introduce {name} to…").format(name=sheet.name), "", self._on_introduced_to)
            case "star":
                self._edit(starred=not sheet.contact.starred)
            case "me":
                self._edit(is_me=not sheet.contact.is_me)
            case "merge":
                told = _("The other sheet goes into this one. A single Ctrl+Z separates them again.")
                self._pick(_("Merge {name} with…").format(name=sheet.name), told, self._on_merged_with)
            case "delete":
                self._try(partial(self._journal.contacts.delete, key))
            case _restore:
                self._try(partial(self._journal.contacts.restore, key))

    def edit_identity(self) -> None:
        """Open the form of names and position."""
        if self._sheet is not None:
            form = IdentityForm(self.window(), self._journal, self._sheet.contact)
            form.closed.connect(form.deleteLater)
            form.open()

    def _pick(self, title: str, text: str, taken: Callable[[int], None]) -> None:
        key = self.contact_id()
        picker = PersonPicker(self.window(), self._journal, title, text, without=frozenset({key or 0}))
        picker.picked.connect(taken)
        picker.closed.connect(picker.deleteLater)
        picker.ask()

    @Slot(int)
    def _on_introduced_to(self, other: int) -> None:
        key = self.contact_id()
        if key is not None:
            today = read_partial(self._journal.clock.today().isoformat(), self._journal.clock.today())
            save = partial(self._journal.introductions.save, None, key, beneficiary_id=other, occurred_on=today)
            self._try(save)

    @Slot(int)
    def _on_merged_with(self, other: int) -> None:
        key = self.contact_id()
        if key is not None:
            self._try(partial(self._journal.contacts.merge, key, other))

    @Slot()
    def _on_introducer_asked(self) -> None:
        if self._sheet is not None:
            self._pick(_("Who introduced {name}?").format(name=self._sheet.name), "", self._on_introducer_picked)

    @Slot(int)
    def _on_introducer_picked(self, introducer: int) -> None:
        sheet, key = self._sheet, self.contact_id()
        if sheet is None or key is None:
            return
        known = next((line for line in sheet.introductions_received if line.introducer == sheet.introduced_by), None)
        if known is not None and sheet.introduced_by is not None:
            self._try(partial(self._journal.introductions.edit, known.id, introducer_id=introducer))
        else:
            met = sheet.first_met_on
            self._try(partial(self._journal.introductions.save, introducer, key, occurred_on=met))

    @Slot(object)
    def _on_circles_asked(self, under: QWidget) -> None:
        if self._sheet is None:
            return
        circles = self._journal.labels.circles()
        values = [Value(circle.name, circle.name, circle.contacts) for circle in circles]
        chosen = self._sheet.contact.circles
        popup = ValuesPopup(self, _("Circles"), values, chosen, new=_("New circle"))
        popup.picked.connect(self._on_circles_picked)
        popup.named.connect(self._on_circle_named)
        popup.show_under(under)

    @Slot(list)
    def _on_circles_picked(self, names: list[object]) -> None:
        self._edit(circles=tuple(str(name) for name in names))

    @Slot(str)
    def _on_circle_named(self, name: str) -> None:
        if self._sheet is not None:
            self._edit(circles=(*self._sheet.contact.circles, name))

    @Slot(str, object)
    def _on_edited(self, field: str, value: object) -> None:
        if field == "birthday" and isinstance(value, str) and value:
            found = read_partial(value, self._journal.clock.today())
            if found is None:
                self.facts.say_error("birthday", errors.sentence(Refused("bad_date")))
                return
            value = found
        self._edit(**{field: value})

    @Slot(object, object)
    def _on_points(self, points: tuple[ContactPoint, ...], profiles: tuple[SocialProfile, ...]) -> None:
        self._edit(points=points, profiles=profiles)

    @Slot(str)
    def _on_name(self, text: str) -> None:
        from carnet.domain.capture import parse

        draft = parse(text.replace(",", " "), self._journal.clock.today())
        self._edit(first_name=draft.first_name, last_name=draft.last_name, to_complete=False)

    @Slot()
    def _on_organisation(self) -> None:
        if self._sheet is not None and self._sheet.organisation_id is not None:
            self.organisation_chosen.emit(int(self._sheet.organisation_id))

    # -- timeline -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_item_opened(self, item: TimelineItem) -> None:
        key = self.contact_id()
        if item.what == "mission":
            self._signals.mission_opened.emit(item.ref_id)
        elif item.what == "introduction":
            other = next((person.id for person in item.people if person.id != key), None)
            if other is not None:
                self.person_opened.emit(int(other))
        elif key is not None:
            form = ExchangeForm(self.window(), self._journal, item.ref_id, key)
            form.closed.connect(form.deleteLater)
            form.open()

    @Slot(object)
    def _on_item_delete(self, item: TimelineItem) -> None:
        if item.what == "interaction":
            self._try(partial(self._journal.interactions.delete, item.ref_id))
        elif item.what == "introduction":
            self._try(partial(self._journal.introductions.delete, item.ref_id))

    @Slot(object, object)
    def _on_item_menu(self, item: TimelineItem, place: QPoint) -> None:
        menu = self._menu()
        entries = [
            ("open", "pencil", _("Edit")) if item.what == "interaction" else ("open", "external-link", _("Open"))
        ]
        if item.event_id is not None:
            entries.append(("event", "ticket", _("Open the event")))
        if item.what != "mission":
            entries.append(("delete", "trash-2", _("Delete")))
        for what, icon_name, text in entries:
            menu.addAction(icon(icon_name), text).setData((what, item))
        menu.triggered.connect(self._on_item_chosen)
        menu.popup(place)

    @Slot(QAction)
    def _on_item_chosen(self, action: QAction) -> None:
        what, item = action.data()
        if what == "event":
            self._signals.event_opened.emit(item.event_id)
        elif what == "delete":
            self._on_item_delete(item)
        else:
            self._on_item_opened(item)

    @Slot(QRect)
    def _on_item_moved(self, place: QRect) -> None:
        """Keep the current item in sight of the pane that scrolls."""
        corner = self._content.mapFrom(self.timeline, place.topLeft())
        half = place.height() // 2
        self._scroll.ensureVisible(corner.x(), corner.y() + half, 0, half + metric(20))

    @Slot()
    def _on_older(self) -> None:
        self._limit += _MORE
        self.refresh()

    @Slot(str)
    def _on_tab(self, _key: str) -> None:
        self._show_tab()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def _scroll(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # Its room is always kept, so that the text does not jump from one person to the next.
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # The pane's own ground shows through.
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())
