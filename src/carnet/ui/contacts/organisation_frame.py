"""The frame of the sheet of an organisation: head, figures, people, events, missions, laid out as the width allows."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from carnet.domain.contacts import OrganisationKind
from carnet.domain.organisations import OrganisationSheet
from carnet.ui.contacts.name_line import NameLine
from carnet.ui.contacts.organisation_figures import OrganisationFigures
from carnet.ui.contacts.organisation_parts import PeopleList, ShortList, events_list, missions_list
from carnet.ui.contacts.sheet_frame import Shape, scroll_area
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import EmptyState, Ground, SectionHeader, heading
from carnet.ui.kit.editable import EditableLine
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.lines import ErrorLine
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.words import _, contacts, organisations

_TWO_FROM = 600
_SHOWN_LINES = 5


class OrganisationFrame(Ground):
    """What is known of an organisation, without what its parts do."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("surface")
        self._sheet: OrganisationSheet | None = None
        self._shape = Shape.WIDE
        self.back = LinkLabel(_("Organisations"), "chevron-left", "control")
        self.back_count = label("", "body", "text2")
        self.tile = Avatar(62)
        self.name = NameLine()
        self.name_error = ErrorLine()
        self.merge_namesake = Button(_("Merge the two"), "merge", "secondary", small=True)
        self.kind = LinkLabel("", "chevron-down", "body", "text2", after=True)
        self.city = EditableLine("", _("City"), _("City"))
        self.aliases = label("", "secondary", "text2", wrap=True)
        self.website = EditableLine("", _("Website"), _("Website"))
        self.open_website = Button(_("Open the website"), "external-link", "bare", small=True)
        self.add_person = Button(_("Person"), "user-plus", name=_("Add a person here"))
        self.add_event = Button(_("Event"), "calendar-plus", name=_("Add an event organised here"))
        self.more = Button(_("More"), "ellipsis", "icon")
        self.figures = OrganisationFigures()
        self.people = SectionHeader(_("People"), link=_("See all"))
        self.now = PeopleList(_("People now"), today)
        self.before = PeopleList(_("People before"), today)
        self.events = SectionHeader(_("Events organised"), link=_("See all"))
        self.event_rows = events_list(today)
        self.missions = SectionHeader(_("Missions"), link=_("See all"))
        self.mission_rows = missions_list()
        self.role = label("", "secondary", "text2", wrap=True)
        self.nothing = label("", "body", "text2", wrap=True)
        self._build()
        notifier().changed.connect(self._restyle)
        self._restyle()

    def lists(self) -> tuple[ShortList, ...]:
        """Return the lists in the order of Tab."""
        return (self.now, self.before, self.event_rows, self.mission_rows)

    def set_shape(self, shape: Shape) -> None:
        """Lay the sheet out for a width."""
        self._shape = shape
        self._back_line.setVisible(shape in {Shape.SINGLE, Shape.NARROW})
        icons_only = shape is not Shape.WIDE
        for button, text in ((self.add_person, _("Person")), (self.add_event, _("Event"))):
            button.set_kind("icon" if icons_only else "secondary")
            button.setText("" if icons_only else text)
        self._name_actions()
        self._adapt()

    def set_back(self, text: str) -> None:
        """Say beside the way back what the list shows."""
        self.back_count.set_text(text)

    def _fill(self, sheet: OrganisationSheet, *, other: bool) -> None:
        """Show an organisation; what is being typed stays, unless it is another one."""
        self._sheet = sheet
        self.tile.show_organisation(sheet.name)
        if other or not self.name.is_editing():
            self.name.show_name(sheet.name)
            self._say_name_error("")
        self._show_facts(sheet, other=other)
        self.figures.show_sheet(sheet)
        self._show_people(sheet)
        self.event_rows.show_rows(sheet.events[:_SHOWN_LINES])
        self.mission_rows.show_rows(sheet.missions[:_SHOWN_LINES])
        for header, count in ((self.events, sheet.events_count), (self.missions, sheet.missions_count)):
            header.set_count(count)
            header.setVisible(count > 0)
            header.link.setVisible(count > _SHOWN_LINES)
        self.role.set_text(organisations.role_sentence(sheet))
        self.role.setVisible(bool(self.role.text()))
        known = sheet.now_count + sheet.before_count + sheet.events_count + sheet.missions_count
        self.nothing.set_text("" if known else _("Nobody, no event and no mission is noted here yet."))
        self.nothing.setVisible(not known)
        self._right.setVisible(sheet.events_count + sheet.missions_count > 0)
        self._left.setVisible(sheet.now_count + sheet.before_count > 0)
        self._name_actions()

    def _show_facts(self, sheet: OrganisationSheet, *, other: bool) -> None:
        self.kind.setText(contacts.organisation_kind(sheet.kind))
        self.kind.setAccessibleName(_("Kind: {kind}").format(kind=contacts.organisation_kind(sheet.kind)))
        self.aliases.set_text(organisations.also_known(sheet))
        self.aliases.setVisible(bool(sheet.aliases))
        for line, text in ((self.city, sheet.city), (self.website, sheet.website)):
            if other or not line.is_editing():
                line.set_text(text)
        self.open_website.setVisible(bool(sheet.website))

    def _show_people(self, sheet: OrganisationSheet) -> None:
        people = sheet.now_count + sheet.before_count
        self.people.set_count(people)
        self.people.link.setVisible(people > _SHOWN_LINES)
        self.now.show_rows(sheet.people_now)
        self.before.show_rows(sheet.people_before)
        self._now_title.setVisible(bool(sheet.people_now))
        self._before_title.setVisible(bool(sheet.people_before))

    def _say_name_error(self, text: str, namesake: int | None = None) -> None:
        self.name_error.say(text)
        self.merge_namesake.setVisible(namesake is not None)
        self.merge_namesake.setProperty("other", namesake)

    def _name_actions(self) -> None:
        name = "" if self._sheet is None else self._sheet.name
        self.add_person.set_name(_("Add a person to {name}").format(name=name))
        self.add_event.set_name(_("Add an event organised by {name}").format(name=name))
        self.more.set_name(_("More on {name}").format(name=name))
        for header, words in (
            (self.people, _("See all the people of {name}")),
            (self.events, _("See all the events of {name}")),
            (self.missions, _("See all the missions of {name}")),
        ):
            header.link.setAccessibleName(words.format(name=name))

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.empty = EmptyState(_("Choose an organisation to see who is there and what came of it."))
        inner = QWidget()
        self._scroll = scroll_area(inner)
        self._content = inner
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentWidget(self.empty)
        self._column = QVBoxLayout(inner)
        self._column.addWidget(self._build_back())
        self._column.addLayout(self._build_head())
        self._column.addWidget(self.figures)
        self._column.addWidget(self.nothing)
        self._column.addLayout(self._build_columns())
        self._column.addStretch(1)
        self.merge_namesake.hide()

    def _build_back(self) -> QWidget:
        self._back_line = QWidget()
        row = QHBoxLayout(self._back_line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back)
        row.addWidget(self.back_count)
        row.addStretch(1)
        return self._back_line

    def _build_head(self) -> QHBoxLayout:
        self._facts = QHBoxLayout()
        for part, share in ((self.kind, 0), (self.city, 2), (self.website, 3), (self.open_website, 0)):
            self._facts.addWidget(part, share)
        self._actions = QHBoxLayout()
        self._actions.addWidget(self.name, 1)
        for button in (self.add_person, self.add_event, self.more):
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._texts = QVBoxLayout()
        self._texts.addLayout(self._actions)
        self._texts.addWidget(self.name_error)
        self._texts.addWidget(self.merge_namesake, 0, Qt.AlignmentFlag.AlignLeft)
        self._texts.addWidget(self.aliases)
        self._texts.addLayout(self._facts)
        self._texts.addStretch(1)
        self._head = QHBoxLayout()
        self._head.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(self._texts, 1)
        return self._head

    def _build_columns(self) -> QBoxLayout:
        self._now_title, self._before_title = heading(_("Today")), heading(_("Before"))
        self._left, self._right = QWidget(), QWidget()
        left, right = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for column, parts in (
            (left, (self.people, self._now_title, self.now, self._before_title, self.before)),
            (right, (self.events, self.event_rows, self.missions, self.mission_rows, self.role)),
        ):
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part)
                if isinstance(part, SectionHeader):
                    part.row.setContentsMargins(0, 0, 0, 0)
            column.addStretch(1)
        self._sides = (left, right)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self._left, 1)
        self._columns.addWidget(self._right, 1)
        return self._columns

    @Slot()
    def _restyle(self) -> None:
        self._head.setSpacing(metric(16))
        self._texts.setSpacing(metric(2))
        self._facts.setSpacing(metric(6))
        self.city.setMaximumWidth(metric(170))
        self._actions.setSpacing(metric(5))
        for header in (self.people, self.events, self.missions):
            header.setMinimumHeight(metric(24))
        self._column.setSpacing(metric(16))
        self._columns.setSpacing(metric(28))
        for side in self._sides:
            side.setSpacing(metric(8))
        self._adapt()

    def _adapt(self) -> None:
        edge = metric(28 if self._shape is Shape.WIDE else 24)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._column.setContentsMargins(edge, metric(20), max(0, edge - bar), metric(20))
        wide = self.width() / text_scale() >= _TWO_FROM
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, contacts.organisation_kind(kind)) for kind in OrganisationKind]

    def _under(self, widget: QWidget) -> QPoint:
        return widget.mapToGlobal(QPoint(0, widget.height()))
