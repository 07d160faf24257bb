"""The positions of a person over time: listed by date, added, edited, ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.domain.contacts import Affiliation
from carnet.domain.dates import PartialDate, Precision
from carnet.domain.partial_words import read_partial_date
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.fields import DateField, Form, TextField
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import ElidedLabel, LinkLabel
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.page import tab_before, tab_stops
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, formats, organisations, sheets


class PositionsList(QWidget):
    """Present positions, then past ones, the latest first.

    Signals:
        changed: all positions after a change.
        edit_asked: place of the position to edit, -1 for a new one.
        organisation_opened: id of the organisation of a position.
    """

    changed = Signal(object)
    edit_asked = Signal(int)
    organisation_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._positions: tuple[Affiliation, ...] = ()
        self._today = date.min
        self.lines: list[QWidget] = []
        self.add = LinkLabel(_("Add a position"), "plus", "secondary_medium")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.activated.connect(self._on_add)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def show_positions(self, positions: Sequence[Affiliation], today: date) -> None:
        """Show the positions of a person."""
        shown = in_order(positions)
        self._today = today
        if shown == self._positions:
            return
        self._positions = shown
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [self._line(at, position) for at, position in enumerate(shown)]
        for at, line in enumerate(self.lines):
            self._column.insertWidget(at, line)
            tab_before(self.add, tab_stops(line))

    def positions(self) -> tuple[Affiliation, ...]:
        """Return the positions in the order shown."""
        return self._positions

    def _line(self, at: int, position: Affiliation) -> QWidget:
        line = QWidget()
        name = sheets.position(position.title, position.organisation)
        title = position.title or position.organisation
        open_it = LinkLabel(title, role="body", tint="text" if position.is_current else "text2")
        open_it.setAccessibleName(name)
        open_it.setProperty("place", at)
        open_it.activated.connect(self._on_line)
        more = Button(_("More on {name}").format(name=name), "ellipsis", "bare", small=True)
        more.setProperty("place", at)
        more.clicked.connect(self._on_more)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(open_it)
        when = organisations.span(position.starts_on, position.ends_on, current=position.is_current)
        place = position.organisation if position.title else ""
        detail = ", ".join(part for part in (place, when) if part)
        if detail:
            texts.addWidget(ElidedLabel(detail, "secondary", "text2"))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(texts, 1)
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        return line

    @Slot()
    def _on_add(self) -> None:
        self.edit_asked.emit(-1)

    @Slot()
    def _on_line(self) -> None:
        self.edit_asked.emit(int(self.sender().property("place")))

    @Slot()
    def _on_more(self) -> None:
        button = self.sender()
        if not isinstance(button, Button):
            return
        at = int(button.property("place"))
        position = self._positions[at]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = [("edit", "pencil", _("Edit"))]
        if position.is_current:
            entries.append(("end", "calendar-check", _("It has ended")))
        if position.organisation_id is not None:
            entries.append(("open", "building-2", _("Open {name}").format(name=position.organisation)))
        entries.append(("remove", "trash-2", _("Delete")))
        for what, icon_name, text in entries:
            menu.addAction(icon(icon_name), text.replace("&", "&&")).setData((what, at))
        menu.triggered.connect(self._on_chosen)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        what, at = action.data()
        position = self._positions[at]
        others = self._positions[:at], self._positions[at + 1 :]
        match what:
            case "edit":
                self.edit_asked.emit(at)
            case "open":
                self.organisation_opened.emit(int(position.organisation_id or 0))
            case "end":
                ended = replace(position, is_current=False, ends_on=PartialDate(f"{self._today:%Y-%m}"))
                self.changed.emit((*others[0], ended, *others[1]))
            case _remove:
                self.changed.emit((*others[0], *others[1]))

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(metric(6))


def in_order(positions: Sequence[Affiliation]) -> tuple[Affiliation, ...]:
    """Return present positions before past ones, each the latest first; what has no date comes last."""
    return tuple(sorted(positions, key=_when, reverse=True))


def _when(position: Affiliation) -> tuple[bool, str, str]:
    return position.is_current, str(position.ends_on or ""), str(position.starts_on or "")


class PositionForm(Overlay):
    """Asks for a position.

    Signals:
        saved: the `Affiliation` typed; the caller closes the form, or says `set_error`.
    """

    saved = Signal(object)

    def __init__(self, window: QWidget, position: Affiliation | None) -> None:
        super().__init__(window, _("New position") if position is None else _("Edit the position"), 560)
        self._position = position or Affiliation(organisation="")
        known = self._position
        self.title_field = TextField(_("Position"), text=known.title)
        self.organisation = TextField(_("Organisation"), text=known.organisation)
        self.start = DateField(_("From"), _read, _say, _("2021, March 2021"))
        self.end = DateField(_("To"), _read, _say, _("2024, June 2024"))
        self.start.set_text(formats.partial(known.starts_on))
        self.end.set_text(formats.partial(known.ends_on))
        self.current = QCheckBox(_("Holds it today"))
        self.current.setChecked(known.is_current)
        self.form = Form()
        self.form.add_line(("title", self.title_field, ""), ("organisation", self.organisation, ""))
        self.form.add_line(("starts_on", self.start, ""), ("ends_on", self.end, ""))
        self.form.column.addWidget(self.current)
        self.content.addWidget(self.form)
        self.add_action(_("Cancel")).clicked.connect(self.close_overlay)
        self.add_action(_("Save"), "primary").clicked.connect(self._on_save)
        for field in (self.title_field, self.organisation, self.start, self.end):
            field.submitted.connect(self._on_save)
        self.end.typed.connect(self._on_end)  # Enter saves before the edit ends

    def set_error(self, text: str) -> None:
        """Say what the journal refused."""
        self.form.set_error("ends_on", text)

    @Slot(str)
    def _on_end(self, text: str) -> None:
        """What has an end is over, unless the user says otherwise."""
        if _read(text) is not None:
            self.current.setChecked(False)

    @Slot()
    def _on_save(self) -> None:
        self.form.clear_errors()
        if not (self.start.check() and self.end.check()):
            return
        start, end = _read(self.start.text()), _read(self.end.text())
        if not self.title_field.text() and not self.organisation.text():
            self.form.set_error("title", _("Write a position or an organisation."))
            return
        kept = self.organisation.text() == self._position.organisation
        self.saved.emit(
            replace(
                self._position,
                title=self.title_field.text(),
                organisation=self.organisation.text(),
                organisation_id=self._position.organisation_id if kept else None,
                starts_on=start,
                ends_on=end,
                is_current=self.current.isChecked(),
            )
        )


def _read(text: str) -> PartialDate | None:
    found = read_partial_date(text)
    return None if found is None or found.precision is Precision.MONTH_DAY else found


def _say(value: object) -> str:
    return formats.partial(value) if isinstance(value, PartialDate) else ""
