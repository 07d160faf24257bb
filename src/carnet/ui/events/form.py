"""The form of an event, a series or one date of it, new or known: a title alone is enough."""

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from carnet.domain.events import OF_ONE_DATE, EventKind, EventRef, EventStatus, NetworkingEvent, OccurrenceRef
from carnet.domain.money import parse_amount
from carnet.domain.recurrence_words import read
from carnet.domain.zones import HOME, instant_of, local_day
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.events.reading import Reading
from carnet.ui.events.scope import ask_scope, lowered
from carnet.ui.events.when import instant, last_day, read_date, read_time, rhythm
from carnet.ui.events.zone_field import ZoneField
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import DateField, Form, TextField
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.prompts import Prompts
from carnet.words import _, pgettext
from carnet.words.errors import sentence
from carnet.words.events import kind_label, status_label
from carnet.words.formats import clock_time, short_day

_FIELD_OF = {"ends_at": "last", "tz": "zone", "starts_at": "day", "rrule": "rule"}


class EventForm(Overlay):
    """Asks for an event.

    Signals:
        saved: the `EventRef` of the event.
    """

    saved = Signal(object)

    def __init__(self, journal: Journal, window: QWidget, event: NetworkingEvent, prompts: Prompts) -> None:
        known = event.id is not None or event.series_id is not None
        title = _("Edit the series") if event.rrule else _("Edit the event") if known else _("New event")
        super().__init__(window, title, 620, scrolls=True)
        self._journal = journal
        self._prompts = prompts
        self._event = event
        self._series = None if event.series_id is None else journal.events.get(event.series_id)
        self._today = journal.clock.today()
        self._build()
        self._fill()
        self._told = self._values()
        self._show_reading()
        KeptPanel(self, journal.drafts, f"event:{event.id}:{event.series_id}:{event.recurrence_id}")
        self.add_action(_("Cancel")).clicked.connect(self.close_overlay)
        save = self.add_action(_("Save") if known else _("Add"), "primary")
        save.clicked.connect(self._on_save)
        for field in self.form.findChildren(TextField):
            field.submitted.connect(self._on_save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_save)

    def focus_field(self, key: str) -> None:
        """Put the cursor in a field, its text ready to be typed over."""
        fields: dict[str, TextField] = {
            "when": self.day,
            "where": self.venue,
            "organiser": self.organiser,
            "cost": self.cost,
        }
        field = fields.get(key, self.name)
        field.setFocus()
        field.line.selectAll()

    def _build(self) -> None:
        self.form = Form()
        self.name = TextField(_("Title"), _("Afterwork, lunch, club…"))
        self.kind, self.status, self.zone = Combo(), Combo(), ZoneField(_("Time zone"))
        for kind in EventKind:
            self.kind.add(kind_label(kind), kind.value)
        for status in EventStatus:
            self.status.add(status_label(status), status.value)
        self.day = DateField(_("Day"), self._day, self._said, _("tomorrow, 12/12"))
        self.start = TextField(_("From"), "18:30")
        self.end = TextField(_("To"), "21:00")
        self.last = DateField(_("Last day"), self._day, self._said, _("if it lasts several days"))
        self.all_day = QCheckBox(_("All day"))
        self.organiser = TextField(_("Organiser"))
        self.venue, self.city = TextField(_("Place")), TextField(_("City"))
        self.url = TextField(_("Web page"), "https://")
        self.cost = TextField(_("Cost (€)"))
        self.spent = TextField(_("Minutes spent"))
        self.travel = TextField(_("Minutes of travel"))
        self.form.add("title", self.name)
        self.form.add_line(("kind", self.kind, pgettext("event", "Kind")), ("status", self.status, _("Status")))
        self.form.add_line(("day", self.day, ""), ("start", self.start, ""), ("end", self.end, ""))
        self.form.add_line(("last", self.last, ""), ("zone", self.zone, ""))
        self.form.column.addWidget(self.all_day)
        self._add_rule()
        self.form.column.addWidget(self.reading)
        self.form.add("organiser", self.organiser)
        self.form.add_line(("venue", self.venue, ""), ("city", self.city, ""))
        self.form.add("url", self.url)
        self.form.add_line(("cost", self.cost, ""), ("spent", self.spent, ""), ("travel", self.travel, ""))
        self.content.addWidget(self.form)
        self.all_day.toggled.connect(self._on_all_day)
        for field in (self.day, self.start, self.end, self.last, self.zone, self.rule):
            field.typed.connect(self._show_reading)
            field.edited.connect(self._show_reading)

    def _add_rule(self) -> None:
        """Ask how it comes back, in words; one date of a series tells of it."""
        self.rule = TextField(_("Comes back"), _("every 2nd Tuesday of the month"))
        self.reading = Reading(self._journal)
        if self._series is None:
            self.form.add("rule", self.rule)
        else:
            text = _("One date of a series: {rhythm}.").format(rhythm=lowered(rhythm(self._series)))
            self.form.column.addWidget(label(text, "secondary", "text2", wrap=True))

    def _day(self, text: str) -> date | None:
        return read_date(text, self._today)

    def _said(self, day: object) -> str:
        assert isinstance(day, date)
        return short_day(day)

    def _fill(self) -> None:
        event = self._event
        self.name.set_text(event.title)
        self.kind.choose(event.kind.value)
        self.status.choose(event.status.value)
        self.zone.set_zone(event.tz)
        self.rule.set_text(lowered(rhythm(event)) if event.rrule else "")
        self._rule_text = self.rule.text()
        self.all_day.setChecked(event.all_day)
        if event.starts_at is not None:
            first = local_day(event.starts_at, event.tz)
            self.day.set_text(short_day(first))
            if not event.all_day:
                self.start.set_text(clock_time(event.starts_at, event.tz))
            self._fill_end(event, first)
        for field, text in (
            (self.organiser, event.organiser),
            (self.venue, event.venue),
            (self.city, event.city),
            (self.url, event.url),
            (self.cost, _amount(event.cost_cents)),
            (self.spent, _number(event.minutes_spent)),
            (self.travel, _number(event.travel_minutes)),
        ):
            field.set_text(text)
        self._on_all_day(event.all_day)

    def _fill_end(self, event: NetworkingEvent, first: date) -> None:
        if event.ends_at is None:
            return
        last = last_day(event) if event.all_day else local_day(event.ends_at, event.tz)
        if not event.all_day:
            self.end.set_text(clock_time(event.ends_at, event.tz))
        if last is not None and last > first:
            self.last.set_text(short_day(last))

    @Slot(bool)
    def _on_all_day(self, on: bool) -> None:
        self.start.setVisible(not on)
        self.end.setVisible(not on)
        self._show_reading()

    @Slot()
    def _show_reading(self) -> None:
        """Say as it is typed when it takes place, by which clocks, and the next dates of a rule."""
        tz = self.zone.zone()
        starts_at, ends_at = (None, None) if tz is None else self._span(tz)
        told = replace(
            self._event, starts_at=starts_at, ends_at=ends_at, tz=tz or HOME, all_day=self.all_day.isChecked()
        )
        self.reading.show_event(replace(told, rrule=self._rule() or "", series_id=None, recurrence_id=None))

    def _rule(self) -> str | None:
        """Return the rule typed, as it was where its words are; "" for none, None for words that say none."""
        if not self.rule.text():
            return ""
        if self.rule.text() == self._rule_text:
            return self._event.rrule
        return read(self.rule.text(), self._today)

    @Slot()
    def _on_save(self) -> None:
        self.form.clear_errors()
        event = self._read()
        if event is None:
            return
        try:
            saved = self._save(event)
        except Refused as error:
            text = _("Give it a title.") if error.field == "title" else sentence(error)
            if not self.form.set_error(_FIELD_OF.get(error.field, error.field), text):
                raise
            return
        if saved:
            self.close_overlay()
            self.saved.emit(self._ref)

    def _save(self, event: NetworkingEvent) -> bool:
        """Write the event, its date alone or its whole series as the user says; tell whether she said."""
        changed = {name: value for name, value in self._values(event).items() if value != self._told[name]}
        if self._series is None or not changed.keys() - OF_ONE_DATE:
            key = self._journal.events.save(event)
            self._ref: EventRef = key if event.series_id is None else event.ref
            return True
        assert isinstance(event.ref, OccurrenceRef)
        asked = _("Change this date alone, or the whole series?")
        whole = ask_scope(self._prompts, self._series, asked, _("The whole series"), _("This date alone"))
        if whole:
            self._ref = self._journal.events.edit_series(event.ref, **changed)
        elif whole is False:
            self._journal.events.save(event)
            self._ref = event.ref
        return whole is not None

    def _values(self, event: NetworkingEvent | None = None) -> dict[str, object]:
        event = event or self._event
        return {field.name: getattr(event, field.name) for field in fields(event)}

    def _read(self) -> NetworkingEvent | None:
        """Return the event typed, or None after saying under each field what is wrong."""
        valid = self.day.check() and self.last.check()
        tz, rule = self.zone.zone(), self._rule()
        if tz is None:
            valid = not self.form.set_error("zone", _("No time zone has this name: write that of a large city."))
        if rule is None:
            text = _("Write it like “every 2nd Tuesday of the month” or “every 2 weeks on Monday”.")
            valid = not self.form.set_error("rule", text)
        for key, field in (("start", self.start), ("end", self.end)):
            if field.text() and read_time(field.text()) is None:
                valid = not self.form.set_error(key, _("Write an hour, such as 18:30."))
        cost = parse_amount(self.cost.text()) if self.cost.text() else 0
        if cost is None:
            valid = not self.form.set_error("cost", _("Write an amount, such as 12 or 12.50."))
        for key, field in (("spent", self.spent), ("travel", self.travel)):
            if field.text() and not field.text().isdecimal():
                valid = not self.form.set_error(key, _("Write a number of minutes."))
        if not valid or cost is None or tz is None or rule is None:
            return None
        starts_at, ends_at = self._span(tz)
        return replace(
            self._event,
            title=self.name.text(),
            kind=EventKind(self.kind.currentData()),
            status=EventStatus(self.status.currentData()),
            tz=tz,
            rrule=rule,
            starts_at=starts_at,
            ends_at=ends_at,
            all_day=self.all_day.isChecked() and starts_at is not None,
            organiser=self.organiser.text(),
            venue=self.venue.text(),
            city=self.city.text(),
            url=self.url.text(),
            cost_cents=cost,
            minutes_spent=int(self.spent.text()) if self.spent.text() else None,
            travel_minutes=int(self.travel.text()) if self.travel.text() else None,
        )

    def _span(self, tz: str) -> tuple[datetime | None, datetime | None]:
        """Return start and end; an end before the start is meant for the next day."""
        first, last = self.day.value(), self.last.value()
        if not isinstance(first, date):
            return None, None
        end_day = last if isinstance(last, date) else first
        midnight = datetime.min.time()
        if self.all_day.isChecked():
            return instant(first, midnight, tz), instant(end_day + timedelta(days=1), midnight, tz)
        start, end = read_time(self.start.text()), read_time(self.end.text())
        starts_at = instant(first, start or midnight, tz)
        if end is None:
            return starts_at, None if end_day == first else instant(end_day, midnight, tz)
        ends_at = instant(end_day, end, tz)
        if ends_at < starts_at and end_day == first:
            ends_at = instant(first + timedelta(days=1), end, tz)
        return starts_at, ends_at


def new_event(day: date | None, today: date, tz: str = HOME) -> NetworkingEvent:
    """Return the event that an empty form starts from: an evening of the day asked."""
    if day is None:
        return NetworkingEvent(kind=EventKind.AFTERWORK, tz=tz)
    starts_at = instant_of(datetime.combine(day, time(18, 30)), tz)
    status = EventStatus.PLANNED if day >= today else EventStatus.ATTENDED
    return NetworkingEvent(kind=EventKind.AFTERWORK, starts_at=starts_at, tz=tz, status=status)


def _amount(cents: int) -> str:
    return "" if not cents else f"{cents / 100:.2f}".removesuffix(".00")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
