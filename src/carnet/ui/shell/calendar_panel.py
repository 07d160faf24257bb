"""The calendars that are followed: each with when it was read and what failed, and the address of another one."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.calendars import CalendarRow, address
from carnet.errors import Refused, Trouble
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Rule
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import Form, TextField
from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.words import _, errors, formats, ngettext

_HOURS = (0, 1, 6, 24, 168)
_USUAL = 24


class CalendarPanel(Overlay):
    """Lists calendars, and takes the address of a new one.

    Signals:
        follow_asked: address, name and hours between two readings.
        refresh_asked: id of the calendar to read again.
        unfollow_asked: id of the calendar to follow no more.
    """

    follow_asked = Signal(str, str, int)
    refresh_asked = Signal(int)
    unfollow_asked = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Calendars followed"), 620, scrolls=True)
        self._list = QVBoxLayout()
        self._lines: list[CalendarLine] = []
        self.url = TextField(_("Address of a calendar"), "https://…/agenda.ics")
        self.name = TextField(_("Name"), _("Escale Portage"))
        self.hours = Combo(_("Read again"))
        for hours in _HOURS:
            self.hours.add(every(hours), str(hours))
        self.hours.choose(str(_USUAL))
        self.form = Form()
        self.working = label("", "body", "text2", wrap=True)
        self.stop = Button(_("Cancel"), name=_("Stop reading"), small=True)
        self._build()
        self.add_action(_("Close")).clicked.connect(self.close_overlay)
        self.follow = self.add_action(_("Look at the calendar"), "primary")
        self.show_working("")
        self.follow.clicked.connect(self._on_follow)
        self.url.submitted.connect(self._on_follow)
        self.name.submitted.connect(self._on_follow)

    def show_calendars(self, rows: tuple[CalendarRow, ...], now_on: "Callable[[CalendarRow], str]") -> None:
        """Show the calendars; `now_on` says when one was read."""
        for line in self._lines:
            self._list.removeWidget(line)
            line.deleteLater()
        self._lines = [CalendarLine(row, now_on(row)) for row in rows]
        for line in self._lines:
            self._list.addWidget(line)
            line.refresh_asked.connect(self.refresh_asked)
            line.unfollow_asked.connect(self.unfollow_asked)

    def show_working(self, text: str) -> None:
        """Say what is being read; "" for nothing."""
        self.working.set_text(text)
        self.working.setVisible(bool(text))
        self.stop.setVisible(bool(text))
        self.follow.setEnabled(not text)

    def show_error(self, text: str) -> None:
        """Say under the address why it cannot be read."""
        self.show_working("")
        self.form.set_error("url", text)

    def _build(self) -> None:
        self.content.addLayout(self._list)
        self.form.add("url", self.url)
        self.form.add_line(("name", self.name, ""), ("hours", self.hours, _("Read again")))
        self.content.addWidget(self.form)
        text = _("Carnet asks this address now, then as often as you choose, and no other. Nothing of yours is sent.")
        self.content.addWidget(label(text, "secondary", "text3", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.working, 1)
        row.addWidget(self.stop)
        self.content.addLayout(row)

    @Slot()
    def _on_follow(self) -> None:
        self.form.clear_errors()
        try:
            wanted = address(self.url.text())
        except Refused as error:
            self.form.set_error("url", errors.sentence(error))
            return
        self.follow_asked.emit(wanted, self.name.text().strip(), int(str(self.hours.currentData())))


class CalendarLine(QWidget):
    """A calendar: its name, what is known of it, and what one can do.

    Signals:
        refresh_asked: its id.
        unfollow_asked: its id.
    """

    refresh_asked = Signal(int)
    unfollow_asked = Signal(int)

    def __init__(self, row: CalendarRow, read: str) -> None:
        super().__init__()
        self._id = int(row.id)
        self.refresh = Button(_("Refresh"), "refresh-cw", small=True, name=_("Refresh {name}").format(name=row.name))
        self.unfollow = Button(_("Unfollow"), small=True, name=_("Unfollow {name}").format(name=row.name))
        self.state = label(told(row, read), "secondary", "danger" if row.failure else "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, metric(6))
        line = QHBoxLayout()
        line.setSpacing(metric(8))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(row.name, "emphasis", wrap=True))
        texts.addWidget(self.state)
        line.addLayout(texts, 1)
        line.addWidget(self.refresh)
        line.addWidget(self.unfollow)
        column.addLayout(line)
        column.addWidget(Rule())
        self.refresh.clicked.connect(self._on_refresh)
        self.unfollow.clicked.connect(self._on_unfollow)

    @Slot()
    def _on_refresh(self) -> None:
        self.refresh_asked.emit(self._id)

    @Slot()
    def _on_unfollow(self) -> None:
        self.unfollow_asked.emit(self._id)


def every(hours: int) -> str:
    """Return how often a calendar is read."""
    if not hours:
        return _("when I ask for it")
    if hours % 24:
        return ngettext("every hour", "every {n} hours", hours).format(n=hours)
    return ngettext("every day", "every {n} days", hours // 24).format(n=hours // 24)


def told(row: CalendarRow, read: str) -> str:
    """Return what is known of a calendar: where, how much, when, and what failed."""
    if row.failure:
        failure = errors.sentence(Trouble(row.failure, host=row.host))
        return " · ".join(part for part in (failure, read) if part)
    events = ngettext("{n} event", "{n} events", row.events).format(n=formats.number(row.events))
    return " · ".join(part for part in (row.host, events, every(row.every_hours), read) if part)
