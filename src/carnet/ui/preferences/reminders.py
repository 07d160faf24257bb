"""The settings of reminders: the digest of the morning, quiet hours, working days, and starting with the session."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carnet.settings import Settings
from carnet.ui.kit.choices import ChipButton, Combo
from carnet.ui.kit.labels import label
from carnet.ui.kit.painting import set_tip
from carnet.ui.kit.theme import metric
from carnet.ui.preferences.lines import SettingGroup
from carnet.words import _
from carnet.words.formats import time_of_day, weekday

_DIGESTS = ("07:00", "07:30", "08:00", "08:30", "08:45", "09:00", "09:30", "10:00", "11:00")
_HOURS = tuple(f"{hour:02}:00" for hour in range(24))
_MONDAY = date(2026, 1, 5)


class ReminderGroup(SettingGroup):
    """When one is reminded, and on which days follow-ups fall.

    Signals:
        changed: the settings changed, by their names.
    """

    changed = Signal(object)

    def __init__(self, settings: Settings, counts: Sequence[int]) -> None:
        super().__init__(_("Reminders"))
        never = [("", _("Never"))]
        self.digest = self._combo(never + times(_DIGESTS), settings.digest_at, "digest_at")
        self.add(_("A digest in the morning"), _("One notification for the whole day"), self.digest)
        self.quiet_from = self._combo(times(_HOURS), settings.quiet_from, "quiet_from")
        self.quiet_until = self._combo(times(_HOURS), settings.quiet_until, "quiet_until")
        self.add(_("Quiet hours"), _("Nothing is notified in between"), self._quiet())
        self.days = [WeekdayButton(number, str(number) in settings.weekdays) for number in range(1, 8)]
        self.add(_("Working days"), _("Follow-ups fall on these days"), self._week())
        self.holidays = self._combo(regions(), settings.holidays, "holidays")
        self.add(_("Public holidays"), _("No follow-up falls on them"), self.holidays)
        a_day = [(str(number), str(number)) for number in counts]
        self.a_day = self._combo(a_day, str(settings.follow_ups_a_day), "follow_ups_a_day", int)
        self.add(_("Follow-ups a day, at most"), _("Beyond it, they are spread over the days around"), self.a_day)

    def show_tray(self, sentence: str) -> None:
        """Say why no digest can be given here; "" where it can."""
        self.lines[0].set_hint(sentence or _("One notification for the whole day"))

    def _combo(
        self,
        options: Sequence[tuple[str, str]],
        current: str,
        name: str,
        read: Callable[[str], object] = str,
    ) -> Combo:
        combo = filled(options, current)
        combo.currentIndexChanged.connect(_Telling(self.changed.emit, combo, name, read))
        return combo

    def _quiet(self) -> QWidget:
        self.quiet_from.setAccessibleName(_("Quiet from"))
        self.quiet_until.setAccessibleName(_("Quiet until"))
        return _row(_("Quiet hours"), self.quiet_from, label(_("to"), "body", "text2"), self.quiet_until)

    def _week(self) -> QWidget:
        for button in self.days:
            button.clicked.connect(self._on_day)
        return _row(_("Working days"), *self.days)

    @Slot()
    def _on_day(self) -> None:
        """Take the days chosen; the last of them stays."""
        chosen = "".join(str(button.number) for button in self.days if button.isChecked())
        sender = self.sender()
        if chosen:
            self.changed.emit({"weekdays": chosen})
        elif isinstance(sender, WeekdayButton):
            sender.setChecked(True)


class WeekdayButton(ChipButton):
    """A day of the week, on or off; `number` is its ISO number."""

    def __init__(self, number: int, on: bool) -> None:
        name = weekday(_MONDAY.replace(day=_MONDAY.day + number - 1))
        super().__init__(name[0].upper(), removable=False)
        self.number = number
        self.setChecked(on)
        self.setAccessibleName(name)
        set_tip(self, name)


class _Telling:
    """Tells the value of a combo under the name of its setting."""

    def __init__(
        self, tell: Callable[[Mapping[str, object]], object], combo: Combo, name: str, read: Callable[[str], object]
    ) -> None:
        self._tell, self._combo, self._name, self._read = tell, combo, name, read

    def __call__(self, _place: int) -> None:
        self._tell({self._name: self._read(self._combo.currentData())})


def filled(options: Sequence[tuple[str, str]], current: str) -> Combo:
    """Return a combo of options by key, with the current one even where it is none of them."""
    combo = Combo()
    for key, text in options:
        combo.addItem(text, key)
    if combo.findData(current) < 0:
        combo.addItem(current, current)
    combo.setCurrentIndex(combo.findData(current))
    return combo


def times(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return times of day as options."""
    return [(text, time_of_day(time.fromisoformat(text))) for text in texts]


def regions() -> list[tuple[str, str]]:
    """Return where one may work, as options."""
    return [
        ("", _("None")),
        ("FR", "France"),
        ("FR-57", "Alsace-Moselle"),
        ("FR-971", "Guadeloupe"),
        ("FR-972", "Martinique"),
        ("FR-973", "Guyane"),
        ("FR-974", "La Réunion"),
        ("FR-976", "Mayotte"),
    ]


def _row(name: str, *parts: QWidget) -> QWidget:
    control = QWidget()
    control.setAccessibleName(name)
    row = QHBoxLayout(control)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(metric(4))
    for part in parts:
        row.addWidget(part)
    return control
