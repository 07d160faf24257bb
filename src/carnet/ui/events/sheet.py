"""The sheet of an event: title, facts, before and after."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.debriefs import left
from carnet.domain.events import EventSheet, EventStatus, NetworkingEvent
from carnet.domain.zones import local_day
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.events.after import AfterPane
from carnet.ui.events.band import Band
from carnet.ui.events.before import BeforePane
from carnet.ui.events.form import EventForm
from carnet.ui.events.scope import lowered
from carnet.ui.events.when import ago, here, rhythm
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Banner, Ground, Rule
from carnet.ui.kit.choices import Disclosure
from carnet.ui.kit.labels import Badge, Chip, LinkLabel, label
from carnet.ui.kit.outside import Outside
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.words import _, debriefs, ngettext
from carnet.words.events import kind_label, status_label
from carnet.words.formats import near_day

_TWO_FROM = 600
_NAMED_FROM = 620


class _Section(QWidget):
    """A heading that folds what is under it, with a badge."""

    def __init__(self, title: str, content: QWidget) -> None:
        super().__init__()
        self.head = Disclosure(title, "section", open_=True)
        self.badge = Badge("", "plain")
        self.content = content
        line = QHBoxLayout()
        line.addWidget(self.head)
        line.addStretch(1)
        line.addWidget(self.badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(10))
        column.addLayout(line)
        column.addWidget(Rule())
        column.addWidget(content)
        column.addStretch(1)
        self.head.toggled.connect(content.setVisible)

    def fold(self, folded: bool) -> None:
        """Hide the content under the heading."""
        self.head.setChecked(not folded)
        self.content.setVisible(not folded)


class SheetPane(Ground):
    """Shows one event.

    Signals:
        edit_asked: key of the field to start with.
        export_asked: the `EventRef` of the event.
        briefing_asked: the briefing is wanted.
        series_asked: id of the series that the event is of.
        delete_asked: the event is to go.
    """

    edit_asked = Signal(str)
    export_asked = Signal(object)
    briefing_asked = Signal()
    series_asked = Signal(int)
    delete_asked = Signal()

    def __init__(
        self,
        journal: Journal,
        signals: AppSignals,
        prompts: Prompts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", parent)
        self._prompts = prompts
        self._journal = journal
        self._signals = signals
        self.sheet: EventSheet | None = None
        self.title = label("", "sheet_name", wrap=True, selectable=True)
        self.kind = Chip("", "ticket")
        self.subtitle = label("", "body", "text2", wrap=True)
        self.series = LinkLabel("", "repeat")
        self.briefing = Button(_("Briefing"), "book-open")
        self.add_people = Button(_("Add people"), "user-plus", "primary")
        self.more = Button(_("More actions"), "ellipsis", "icon")
        self.banner = Banner("", "", "accent", "notebook-pen")
        self.debrief = self.banner.add_action(_("Debrief now"))
        self.band = Band()
        self._build()

    def building(self) -> Iterator[None]:
        """Fill the frame with what comes before the event and what came of it."""
        self.before = BeforePane(self._journal, self._area)
        self._before = _Section(_("Before"), self.before)
        self._columns.addWidget(self._before, 1)
        yield
        self.after = AfterPane(self._journal, self._area)
        self._after = _Section(_("After"), self.after)
        self._columns.addWidget(self._after, 1)
        yield
        self._connect()
        notifier().changed.connect(self._restyle)
        self._restyle()

    def showing(self, sheet: EventSheet) -> Iterator[None]:
        """Show an event a part at a time, keeping what is folded where it is the same one."""
        before = self.sheet.event.ref if self.sheet is not None else None
        self.sheet = sheet
        event = sheet.event
        self.title.set_text(event.title)
        self.kind_text(kind_label(event.kind))
        status = status_label(event.status)
        elsewhere = here(event, self._journal.options.zone)
        self.subtitle.set_text(" · ".join(filter(None, (status[:1].upper() + status[1:], elsewhere))))
        self._show_series(event)
        self.band.show_sheet(sheet)
        over = self._is_over(sheet)
        yield
        self.before.show_sheet(sheet, over=over)
        yield
        self.after.show_sheet(sheet)
        today = self._journal.clock.today()
        self.banner.setVisible(sheet.needs_debrief)
        if sheet.needs_debrief and event.starts_at is not None:
            day = local_day(event.starts_at, event.tz)
            when = lowered(ago(day, today))
            title = _("To debrief: {event}, {when}").format(event=event.title, when=when)
            self.banner.show_message(title, debriefs.left(left(sheet, day, today)))
        prepared = (
            "" if event.prepared_on is None else _("prepared on {day}").format(day=near_day(event.prepared_on, today))
        )
        self._show_badge(self._before.badge, prepared, "plain")
        state = _("to finish") if sheet.needs_debrief else _("finished") if event.debriefed_at is not None else ""
        self._show_badge(self._after.badge, state, "accent" if sheet.needs_debrief else "ok")
        if before != event.ref:
            self._before.fold(False)
            self._after.fold(not over)
            self._area.verticalScrollBar().setValue(0)
        self._adapt()

    def kind_text(self, text: str) -> None:
        """Say the kind of event beside the title."""
        self._kind_row.removeWidget(self.kind)
        self.kind.deleteLater()
        self.kind = Chip(text, "ticket")
        self._kind_row.insertWidget(0, self.kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put before and after one under the other where there is no room."""
        super().resizeEvent(event)
        self._adapt()

    def edit(self, field: str = "") -> None:
        """Open the form."""
        if self.sheet is not None:
            # Read anew: what is shown follows a change only when the window is idle.
            told = self._journal.events.get(self.sheet.event.ref)
            form = EventForm(self._journal, self.window(), told, self._prompts)
            form.closed.connect(form.deleteLater)
            form.open()
            form.focus_field(field)

    def _build(self) -> None:
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        inner = QWidget()
        self._area.setWidget(inner)
        self._column = QVBoxLayout(inner)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(metric(4))
        words.addWidget(self.title)
        self._kind_row = QHBoxLayout()
        self._kind_row.addWidget(self.kind)
        self._kind_row.addWidget(self.subtitle, 1)
        words.addLayout(self._kind_row)
        words.addWidget(self.series, 0, Qt.AlignmentFlag.AlignLeft)
        head.addLayout(words, 1)
        for button in (self.briefing, self.add_people, self.more):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.band)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._column.addLayout(self._columns)
        self._column.addStretch(1)
        self._area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def _connect(self) -> None:
        self.band.edit_asked.connect(self.edit)
        self.add_people.clicked.connect(self._on_add_people)
        self.briefing.clicked.connect(self.briefing_asked)
        self.debrief.clicked.connect(self._on_add_people)
        self.more.clicked.connect(self._on_more)
        self.series.activated.connect(self._on_series)
        for pane in (self.before, self.after):
            pane.contact_opened.connect(self._signals.contact_opened)
        self.after.mission_opened.connect(self._signals.mission_opened)
        self.after.link_opened.connect(self._on_link)

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        Outside(self._signals).link(url)

    def _is_over(self, sheet: EventSheet) -> bool:
        event = sheet.event
        end = event.ends_at or event.starts_at
        return event.debriefed_at is not None or (end is not None and end <= self._journal.clock.now())

    def _show_badge(self, badge: Badge, text: str, tone: str) -> None:
        badge.show_badge(text, tone)
        badge.setVisible(bool(text))

    @Slot()
    def _on_add_people(self) -> None:
        if self.sheet is not None:
            self._signals.quick_add_asked.emit(self.sheet.event.ref)

    @Slot()
    def _on_take_back(self) -> None:
        """Take the whole débriefing back, people added and all."""
        if self.sheet is None or self.sheet.event.id is None:
            return
        try:
            count = self._journal.debriefs.take_back(self.sheet.event.id)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
            return
        text = ngettext("{n} change taken back.", "{n} changes taken back.", count).format(n=count)
        self._signals.toast_asked.emit(text, "")

    @Slot()
    def _on_more(self) -> None:
        self.open_menu(self.more.mapToGlobal(QPoint(0, self.more.height())))

    @Slot(QPoint)
    def open_menu(self, place: QPoint) -> None:
        """Open what one does with the event."""
        if self.sheet is None:
            return
        menu = QMenu(self)
        menu.addAction(_("Edit…")).triggered.connect(self._on_edit)
        if self.sheet.organiser_id is not None:
            text = _("Open {name}").format(name=self.sheet.event.organiser).replace("&", "&&")
            menu.addAction(text).triggered.connect(self._on_organiser)
        states = menu.addMenu(_("Status"))
        for status in EventStatus:
            action = states.addAction(status_label(status))
            action.setCheckable(True)
            action.setChecked(status is self.sheet.event.status)
            action.setData(status.value)
            action.triggered.connect(self._on_status)
        if self.sheet.event.id is not None and self._is_over(self.sheet):
            menu.addAction(_("Take the whole debrief back")).triggered.connect(self._on_take_back)
        if self.sheet.event.series_id is not None:
            menu.addAction(_("The series…")).triggered.connect(self._on_series)
        menu.addAction(_("Export the event…")).triggered.connect(self._on_export)
        menu.addSeparator()
        goes = _("Skip this date or end the series…") if self.sheet.event.series_id else _("Move to bin")
        menu.addAction(goes).triggered.connect(self.delete_asked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @Slot()
    def _on_edit(self) -> None:
        self.edit()

    @Slot()
    def _on_export(self) -> None:
        if self.sheet is not None:
            self.export_asked.emit(self.sheet.event.ref)

    def _show_series(self, event: NetworkingEvent) -> None:
        """Say what comes back, and when; a click opens the series."""
        self.series.setVisible(event.series_id is not None)
        if event.series_id is not None:
            whole = self._journal.events.get(event.series_id)
            text = rhythm(whole)
            self.series.setText(text)
            self.series.setAccessibleName(_("Series: {rhythm}").format(rhythm=text))

    @Slot()
    def _on_series(self) -> None:
        if self.sheet is not None and self.sheet.event.series_id is not None:
            self.series_asked.emit(self.sheet.event.series_id)

    @Slot()
    def _on_organiser(self) -> None:
        if self.sheet is not None and self.sheet.organiser_id is not None:
            self._signals.organisation_opened.emit(self.sheet.organiser_id)

    @Slot()
    def _on_status(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self.sheet is not None:
            self._journal.events.edit(self.sheet.event.ref, status=EventStatus(action.data()))

    def _adapt(self) -> None:
        self.briefing.set_kind("secondary" if self.width() / text_scale() >= _NAMED_FROM else "icon")
        self.briefing.set_name(_("Briefing"))
        side = metric(28 if self.width() / text_scale() >= 500 else 16)
        self._column.setContentsMargins(side, metric(22), side, metric(28))
        sections = (self._before, self._after)
        needed = sum(section.minimumSizeHint().width() for section in sections) + metric(24) + 2 * side
        wide = self.width() / text_scale() >= _TWO_FROM and self._area.viewport().width() >= needed
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(metric(18))
        self._columns.setSpacing(metric(24))
        self._adapt()
