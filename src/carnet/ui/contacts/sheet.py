"""The right pane: the sheet of one person, filled from the journal, and what each gesture on it does."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import (
    Affiliation,
    ContactPoint,
    ContactSheet,
    ContactStatus,
    PointKind,
    SocialProfile,
    TimelineItem,
    TimelineKey,
)
from carnet.domain.interactions import InteractionKind
from carnet.domain.partial_words import read_birthday
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.journal.drafts import form_of_line
from carnet.ui.contacts.identity_form import IdentityForm
from carnet.ui.contacts.introduction_form import edit_introduction
from carnet.ui.contacts.person_picker import PersonPicker
from carnet.ui.contacts.positions import PositionForm
from carnet.ui.contacts.sheet_frame import SheetFrame
from carnet.ui.contacts.verbs import PersonVerbs
from carnet.ui.interactions.chips import ChipAction
from carnet.ui.interactions.exchange_form import ExchangeForm
from carnet.ui.interactions.kept_line import KeptLine
from carnet.ui.interactions.letters import Letters
from carnet.ui.kit import outside, photos
from carnet.ui.kit.icons import icon
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.markdown import Note
from carnet.ui.kit.page import tab_before
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.ui.kit.turns import Turns
from carnet.ui.kit.values_popup import Value, ValuesPopup
from carnet.words import _, errors, interactions, reviews, sheets

_TIMELINE = 20
"""How many entries of the timeline are read with the sheet: a screenful; it reads the others itself."""


class SheetPane(SheetFrame):
    """The sheet of one person.

    Signals:
        back_asked: the list is wanted, where only one of both is shown.
        organisation_chosen: id of an organisation to show.
        person_opened: id of another person.
        paper_asked: "print_sheet", "keep_sheet" or "hand_over".
        settled: all of another person is shown.
    """

    back_asked = Signal()
    organisation_chosen = Signal(int)
    person_opened = Signal(int)
    paper_asked = Signal(str)
    settled = Signal()

    def __init__(
        self,
        journal: Journal,
        signals: AppSignals,
        prompts: Prompts,
        opener: outside.Opener = outside.system_opener,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(journal, parent)
        self._signals = signals
        self._verbs = PersonVerbs(journal, signals, prompts, opener, self._say_error)
        self._letters = Letters(journal, signals, opener)
        self._prompts = prompts
        self._keys: tuple[TimelineKey, ...] = ()
        self._later = Turns(self)
        self._waiting = False  # for a turn in which the facts are shown
        self._facts: tuple[ContactSheet, str] | None = None

    def building(self) -> Iterator[None]:
        """Fill the frame, and let its parts be heard."""
        yield from super().building()
        self._kept = KeptLine(self.composer, self._journal, self._signals.error_raised.emit)
        self._connect()

    def contact_id(self) -> int | None:
        """Return who is shown."""
        return None if self._sheet is None or self._sheet.contact.id is None else int(self._sheet.contact.id)

    def show_contact(self, contact_id: int | None) -> None:
        """Show a person, from the top where it is another one; None shows nobody."""
        before = self.contact_id()
        if contact_id != before:
            self.facts.leave()
        sheet = self._read(contact_id)
        self._sheet, self._facts = sheet, None
        self._stack.setCurrentIndex(0 if sheet is not None else 1)
        if sheet is None:
            return
        self._later.clear()
        # Of another person the facts come once head and timeline are painted; who is among them waits for nothing.
        apart = contact_id != before and not self.facts.has_focus()
        self._fill(sheet, apart=apart)
        if contact_id != before:
            self._kept.open(form_of_line(sheet.contact.uid))
            for area in (self._scroll, self._side):
                area.verticalScrollBar().setValue(0)

    def expect(self, contact_id: int) -> None:
        """Read who will probably be shown next."""
        self._journal.contacts.expect(contact_id, timeline_limit=_TIMELINE)

    def refresh(self) -> None:
        """Read the person shown again; scroll and what is being typed stay."""
        self.show_contact(self.contact_id())

    def trash(self, ids: Sequence[int]) -> None:
        """Put contacts into the trash."""
        self._verbs.trash(*ids)

    def edit_name(self) -> None:
        """Edit the name in the heading."""
        if self._sheet is not None:
            self.header.name.edit()

    def focus_composer(self) -> None:
        """Put the cursor into the composer."""
        self.composer.focus_line()

    def _connect(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.back.activated.connect(self.back_asked)
        self.header.write_asked.connect(self.open_letter_menu)
        self.header.call_asked.connect(self.call)
        self.header.follow_up_asked.connect(self._on_follow_up_asked)
        self.header.name_edited.connect(self._on_name)
        self.header.organisation_opened.connect(self._on_organisation)
        self.header.menu_chosen.connect(self.act)
        self.header.avatar.file_given.connect(self._on_photo_file)
        self.header.avatar.image_given.connect(self._on_photo_image)
        self.header.avatar.file_asked.connect(self._on_photo_asked)
        self.header.avatar.removed.connect(self._on_photo_removed)
        self.header.avatar.nothing_to_paste.connect(self._on_nothing_to_paste)
        self.composer.submitted.connect(self._on_submitted)
        self.timeline.opened.connect(self._on_item_opened)
        self.timeline.delete_asked.connect(self._on_item_delete)
        self.timeline.menu_asked.connect(self._on_item_menu)
        self.timeline.moved.connect(self._on_item_moved)
        self.timeline.grown_above.connect(self._on_grown_above)
        self.kinds.currentIndexChanged.connect(self._show_timeline)
        self.facts.keep(self._journal.drafts, self.header.name)
        self.facts.edited.connect(self._on_edited)
        self.facts.reach_opened.connect(self._on_reach)
        self.facts.points_changed.connect(self._on_points)
        self.facts.points.label_asked.connect(self._on_label_asked)
        self.facts.positions.changed.connect(self._on_positions)
        self.facts.positions.edit_asked.connect(self._on_position_asked)
        self.facts.positions.organisation_opened.connect(self.organisation_chosen)
        self.facts.person_opened.connect(self.person_opened)
        self.facts.introducer_asked.connect(self._on_introducer_asked)
        self.facts.circles_asked.connect(self._on_circles_asked)
        self.facts.mission_opened.connect(self._signals.mission_opened)
        self.facts.event_opened.connect(self._signals.event_opened)
        self.facts.link_opened.connect(self._verbs.open_link)
        self.facts.introduction_asked.connect(self._on_introduction_asked)

    # -- filling ------------------------------------------------------------------------------------------------

    def _read(self, contact_id: int | None) -> ContactSheet | None:
        if contact_id is None:
            return None
        try:
            return self._journal.contacts.begun(contact_id, timeline_limit=_TIMELINE)
        except Refused:
            return None  # merged away or its creation undone: there is nobody to show

    def _fill(self, sheet: ContactSheet, *, apart: bool) -> None:
        """Show a person, the facts in a turn of their own where they are to come `apart`."""
        today = self._journal.clock.today()
        self.header.show_sheet(sheet, partial(self._journal.contacts.photo, int(sheet.contact.id or 0)))
        self.composer.set_subject(sheet.name, int(sheet.contact.id or 0))
        self._waiting = apart
        if apart:
            self.facts.cover()
            self._later.add(self._read_facts)
            self._later.add(self._show_waiting)
            self._later.add(self.settled.emit)
        else:
            self._show_facts()
        self._nothing.setVisible(not sheet.timeline)
        if not sheet.contact.is_me:
            self._read_keys(sheet)
        self._show_follow_ups(sheet, today)
        self._show_level()
        self.set_mine(sheet.contact.is_me)

    def _show_waiting(self) -> None:
        if self._waiting:
            self._show_facts()

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Show the facts to who comes among them before their turn: what is typed there stays."""
        if self._waiting and new is not None and self.facts.isAncestorOf(new):
            self._show_facts()

    def _read_facts(self) -> None:
        if self._sheet is not None and self._facts is None:
            try:
                read = self._journal.contacts.completed(self._sheet)
            except Refused:
                return  # gone since, as by a merge: the page shows another
            self._facts = read, self._privacy(int(read.contact.id or 0), self._journal.clock.today())

    def _show_facts(self) -> None:
        self._waiting = False
        self._read_facts()
        if self._facts is not None:
            today, options = self._journal.clock.today(), self._journal.options
            sheet, privacy = self._facts
            self.facts.show_sheet(sheet, today, options.country, reviews.model_label(options.default_model))
            self.facts.show_privacy(privacy)

    def _show_follow_ups(self, sheet: ContactSheet, today: date) -> None:
        self._follow_up_flow.clear()
        for key, text, day in sheet.follow_ups:
            words = _("follow up {day}").format(day=sheets.follow_up_day(day, today))
            shown = _("{follow_up}: {text}").format(follow_up=words, text=text) if text else words
            chip = ChipAction(shown, "alarm-clock", "danger" if day < today else "accent")
            chip.setProperty("follow_up", key)
            chip.clicked.connect(self._on_follow_up_menu)
            self._follow_up_flow.addWidget(chip)
            tab_before(self.kinds, [chip])
        self._follow_ups.setVisible(bool(sheet.follow_ups))

    def _edit(self, **fields: object) -> bool:
        key = self.contact_id()
        return key is not None and self._verbs.edit(key, **fields)

    def _privacy(self, contact_id: int, today: date) -> str:
        from carnet.words import privacy  # with the first sheet, not with the window

        rows = self._journal.privacy.register([contact_id])
        return privacy.on_sheet(rows[0], today) if rows else ""

    def _say_error(self, field: str, error: CarnetError) -> bool:
        if field == "first_name":
            self.header.name.keep_unsaved()
            return False
        return self.facts.say_error(field, errors.sentence(error))

    # -- what one does ------------------------------------------------------------------------------------------

    @Slot()
    def open_letter_menu(self) -> None:
        """Offer the letters to the person."""
        key, under = self.contact_id(), self.header.write
        if key is not None:
            self._letters.menu(self, key, under.mapToGlobal(QPoint(0, under.height())))

    @Slot()
    def call(self) -> None:
        """Call."""
        if self._sheet is not None:
            self._offer(self._verbs.call(self._sheet.contact))

    @Slot(object)
    def _on_reach(self, reach: ContactPoint | SocialProfile) -> None:
        key = self.contact_id()
        if key is not None and isinstance(reach, ContactPoint) and reach.kind is PointKind.EMAIL:
            self._letters.write(key, None, address=reach.value)
        else:
            self._offer(self._verbs.open_reach(reach))

    def _offer(self, kind: InteractionKind | None) -> None:
        """Offer to log the exchange that begins: its first word stands in the composer."""
        if kind is not None:
            if not self.composer.text().strip():
                self.composer.set_text(interactions.kind(kind).lower() + ", ")
            self.focus_composer()

    @Slot(object)
    def _on_submitted(self, draft: ExchangeDraft) -> None:
        key = self.contact_id()
        if key is not None and self._verbs.log(key, draft):
            self._kept.logged()
            self.composer.focus_line()

    @Slot(str)
    def _on_follow_up_asked(self, when: str) -> None:
        key = self.contact_id()
        if key is not None:
            self._verbs.follow_up(key, when)

    @Slot()
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
        menu.addAction(icon("check"), _("Done")).setData((key, "done"))
        for text, day in self._days_ahead():
            menu.addAction(icon("alarm-clock"), _("Snooze: {day}").format(day=text)).setData((key, day.isoformat()))
        menu.addAction(icon("x"), _("Drop")).setData((key, "drop"))
        menu.triggered.connect(self._on_follow_up_chosen)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))

    @Slot(QAction)
    def _on_follow_up_chosen(self, action: QAction) -> None:
        key, what = action.data()
        self._verbs.settle_follow_up(key, what)

    @Slot(str)
    def act(self, what: str) -> None:
        """Do what the menu says, one of the words of `SheetHeader.menu_chosen`."""
        sheet, key = self._sheet, self.contact_id()
        if sheet is None or key is None:
            return
        match what:
            case "edit":
                self.edit_identity()
            case "introduce":
                self._pick(_("Introduce {name} to…").format(name=sheet.name), "", self._on_introduced_to)
            case "star":
                self._verbs.edit(key, starred=not sheet.contact.starred)
            case "me":
                self._verbs.edit(key, is_me=not sheet.contact.is_me)
            case "sleep" | "archive":
                status = ContactStatus.DORMANT if what == "sleep" else ContactStatus.ARCHIVED
                self._verbs.edit(key, status=ContactStatus.ACTIVE if sheet.contact.status is status else status)
            case "merge":
                told = _("Both sheets are then shown side by side: you choose line by line what is kept.")
                likely = [int(other) for other, _verdict, _why in self._journal.contacts.duplicates_of(sheet.contact)]
                self._pick(_("Merge {name} with…").format(name=sheet.name), told, self._on_merged_with, likely)
            case "code":
                self._show_code(sheet)
            case "print_sheet" | "keep_sheet" | "hand_over":
                self.paper_asked.emit(what)
            case "delete":
                self._verbs.trash(key)
            case _restore:
                self._verbs.restore(key)

    def _show_code(self, sheet: ContactSheet) -> None:
        from carnet.ui.contacts.code_panel import show_code  # with its library only when it is asked for

        show_code(self.window(), sheet.contact, sheet.name)

    def edit_identity(self) -> None:
        """Open the form of names and position."""
        if self._sheet is not None:
            form = IdentityForm(self.window(), self._journal, self._sheet.contact)
            form.closed.connect(form.deleteLater)
            form.open()

    def _pick(self, title: str, text: str, taken: Callable[[int], None], likely: Sequence[int] = ()) -> None:
        key = self.contact_id()
        picker = PersonPicker(self.window(), self._journal, title, text, without=frozenset({key or 0}), likely=likely)
        picker.picked.connect(taken)
        picker.closed.connect(picker.deleteLater)
        picker.ask()

    @Slot(int)
    def _on_introduced_to(self, other: int) -> None:
        key = self.contact_id()
        if key is not None:
            self._verbs.introduce(key, other)

    @Slot(int)
    def _on_merged_with(self, other: int) -> None:
        key = self.contact_id()
        if key is not None:
            self._verbs.merge(key, other)

    @Slot()
    def _on_introducer_asked(self) -> None:
        if self._sheet is not None:
            self._pick(_("Who introduced {name}?").format(name=self._sheet.name), "", self._on_introducer_picked)

    @Slot(int)
    def _on_introducer_picked(self, introducer: int) -> None:
        if self._sheet is not None:
            self._verbs.set_introducer(self._sheet, introducer)

    @Slot(int)
    def _on_introduction_asked(self, key: int) -> None:
        edit_introduction(self.window(), self._journal, self._verbs, key)

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

    @Slot(object)
    def _on_circles_picked(self, names: tuple[object, ...]) -> None:
        self._edit(circles=tuple(str(name) for name in names))

    @Slot(str)
    def _on_circle_named(self, name: str) -> None:
        if self._sheet is not None:
            self._edit(circles=(*self._sheet.contact.circles, name))

    @Slot(str, object)
    def _on_edited(self, field: str, value: object) -> None:
        if field == "birthday" and isinstance(value, str) and value:
            found = read_birthday(value)
            if found is None or (found.first_day or date.min) > self._journal.clock.today():
                self.facts.say_error("birthday", errors.sentence(Refused("bad_date")))
                return
            value = found
        if self._edit(**{field: value}) and field == "about":
            self.facts.noted(str(value))

    @Slot(object, object)
    def _on_points(self, points: tuple[ContactPoint, ...], profiles: tuple[SocialProfile, ...]) -> None:
        self._edit(points=points, profiles=profiles)

    @Slot(object)
    def _on_label_asked(self, point: ContactPoint) -> None:
        text = self._prompts.ask_text(_("Label"), _("Its label? (assistant, switchboard…)"), _("Save"), point.label)
        if text is not None:
            self.facts.points.set_label(point, text)

    @Slot(str)
    def _on_name(self, text: str) -> None:
        key = self.contact_id()
        if key is not None:
            self._verbs.rename(key, text)

    @Slot()
    def _on_organisation(self) -> None:
        if self._sheet is not None and self._sheet.organisation_id is not None:
            self.organisation_chosen.emit(int(self._sheet.organisation_id))

    # -- positions ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_positions(self, positions: tuple[Affiliation, ...]) -> None:
        self._edit(affiliations=positions)

    @Slot(int)
    def _on_position_asked(self, place: int) -> None:
        known = self.facts.positions.positions()
        form = PositionForm(self.window(), known[place] if place >= 0 else None)
        form.setProperty("place", place)
        KeptPanel(form, self._journal.drafts, f"position:{self.contact_id()}:{place}")
        form.saved.connect(self._on_position_saved)
        form.closed.connect(form.deleteLater)
        form.open()

    @Slot(object)
    def _on_position_saved(self, position: Affiliation) -> None:
        form, key = self.sender(), self.contact_id()
        if not isinstance(form, PositionForm) or key is None:
            return
        place, known = int(form.property("place")), self.facts.positions.positions()
        positions = (*known, position) if place < 0 else (*known[:place], position, *known[place + 1 :])
        try:
            self._journal.contacts.edit(key, affiliations=positions)
        except Refused as error:
            form.set_error(errors.sentence(error))
        except CarnetError as error:
            self._signals.error_raised.emit(error)
        else:
            form.close_overlay()

    # -- photo --------------------------------------------------------------------------------------------------

    @Slot()
    def _on_photo_asked(self) -> None:
        path = self._prompts.open_file(_("Choose a photo…"), _("Pictures") + " (*.jpg *.jpeg *.png *.webp)")
        if path is not None:
            self._on_photo_file(path)

    @Slot(object)
    def _on_photo_file(self, path: Path) -> None:
        self._set_photo(partial(photos.read_file, path))

    @Slot(object)
    def _on_photo_image(self, image: QImage) -> None:
        self._set_photo(partial(photos.keep, image))

    @Slot()
    def _on_photo_removed(self) -> None:
        key = self.contact_id()
        if key is not None:
            self._verbs.attempt(partial(self._journal.contacts.set_photo, key, None))

    @Slot()
    def _on_nothing_to_paste(self) -> None:
        self._signals.toast_asked.emit(_("There is no picture to paste."), "")

    def _set_photo(self, read: Callable[[], tuple[bytes, str]]) -> None:
        key = self.contact_id()
        if key is not None:
            self._verbs.attempt(partial(self._take_photo, key, read))

    def _take_photo(self, key: int, read: Callable[[], tuple[bytes, str]]) -> None:
        self._journal.contacts.set_photo(key, *read())

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
            present = self._signals.error_raised.emit
            form = ExchangeForm(self.window(), self._journal, item.ref_id, key, present)
            form.closed.connect(form.deleteLater)
            form.open()

    def _move_item(self, item: TimelineItem) -> None:
        """Ask who the exchange was with instead."""
        if self._sheet is not None:
            told = _("What was noted of {name} goes with it.").format(name=self._sheet.name)
            self._pick(_("With whom was it?"), told, partial(self._on_moved_to, item.ref_id))

    def _on_moved_to(self, interaction_id: int, other: int) -> None:
        key = self.contact_id()
        if key is not None:
            self._verbs.attempt(partial(self._journal.interactions.move, interaction_id, key, other))

    @Slot(object)
    def _on_item_delete(self, item: TimelineItem) -> None:
        self._verbs.delete_item(item)

    @Slot(object, object)
    def _on_item_menu(self, item: TimelineItem, place: QPoint) -> None:
        menu = self._menu()
        entries = [
            ("open", "pencil", _("Edit")) if item.what == "interaction" else ("open", "external-link", _("Open"))
        ]
        if item.event_id is not None:
            entries.append(("event", "ticket", _("Open the event")))
        links = Note(sheets.item_text(item)).links()
        named = _("Open {address}")
        entries += [(link, "external-link", named.format(address=link.removeprefix("mailto:"))) for link in links]
        if item.mission_id is not None:
            entries.append(("mission", "briefcase", _("Open the mission")))
        if item.what == "interaction":
            entries.append(("move", "users", _("Move to another person…")))
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
        elif what == "mission":
            self._signals.mission_opened.emit(item.mission_id)
        elif what == "delete":
            self._on_item_delete(item)
        elif what == "move":
            self._move_item(item)
        elif what == "open":
            self._on_item_opened(item)
        else:
            self._verbs.open_link(QUrl(what))

    @Slot(QRect)
    def _on_item_moved(self, place: QRect) -> None:
        """Keep the current item in sight of the pane that scrolls."""
        corner = self.timeline.mapTo(self._content, place.topLeft())
        half = place.height() // 2
        self._scroll.ensureVisible(corner.x(), corner.y() + half, 0, half + metric(20))

    def _read_keys(self, sheet: ContactSheet) -> None:
        """Show the timeline; of a long one its beginning, until the sheet is painted."""
        key = int(sheet.contact.id or 0)
        is_long = sheet.timeline_total > len(sheet.timeline)
        if is_long and key == self.timeline.contact_id():
            self._read_all()
            self._show_all()
            return
        self._keys = tuple(item.key for item in sheet.timeline)
        self.kinds.show_keys(key, () if is_long else self._keys)
        self._show_timeline()
        if is_long:
            self._later.add(self._read_all)
            self._later.add(self._show_all)

    def _read_all(self) -> None:
        """List the whole of a long timeline."""
        if (key := self.contact_id()) is not None:
            self._keys = self._journal.contacts.timeline_keys(key)

    def _show_all(self) -> None:
        if (key := self.contact_id()) is not None:
            self.kinds.show_keys(key, self._keys)
            self._show_timeline()

    @Slot()
    def _show_timeline(self) -> None:
        if self._sheet is None:
            return
        keys = self.kinds.kept(self._keys)
        self.timeline.show_items(int(self._sheet.contact.id or 0), keys, self._sheet.timeline)
        self.timeline.setVisible(bool(keys))

    @Slot(int)
    def _on_grown_above(self, pixels: int) -> None:
        """Leave what is seen where it stands while lines above it find their height."""
        bar = self._scroll.verticalScrollBar()
        bar.setMaximum(max(bar.maximum(), bar.maximum() + pixels))
        bar.setValue(bar.value() + pixels)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu
