"""The page of settings: two columns of cards, a search, no OK button."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.attribution import Model
from carnet.domain.letters import Letter, LetterKind
from carnet.domain.text import fold
from carnet.domain.zones import names
from carnet.journal.drafts import Drafts
from carnet.settings import Settings
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.choices import Combo, Segmented
from carnet.ui.kit.clocks import machine_zone, spelt
from carnet.ui.kit.fields import SearchField
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.labels import label
from carnet.ui.kit.page import Page
from carnet.ui.kit.switches import Switch
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.preferences.letter_form import LetterForm
from carnet.ui.preferences.lines import SettingGroup
from carnet.ui.preferences.reminders import ReminderGroup, filled
from carnet.words import _, backups, letters
from carnet.words.formats import percent_bp
from carnet.words.reviews import model_label

SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
COUNTRIES = ("FR", "BE", "CH", "LU", "CA", "DE", "ES", "GB", "IT", "US")
BACKUP_SIZES = (100, 250, 500, 1_000, 2_000, 5_000)
CURRENCIES = ("EUR", "CHF", "GBP", "USD", "CAD")

_LEFT = 3
"""So many groups stand in the left column."""


class PreferencesPage(Page):
    """Every setting; each change applies at once and can be undone by choosing again.

    Signals:
        changed: the new settings.
        seen: the page came to the front, and shows how the desktop stands.
        passphrase_asked: "encrypt", "rekey", "decrypt", the recovery "sheet", or the key "ring".
        session_switched: whether Carnet shall start with the session.
        command_asked: key of a command of the window (open a journal, save a copy…).
    """

    changed = Signal(object)
    session_switched = Signal(bool)
    passphrase_asked = Signal(str)
    seen = Signal()
    command_asked = Signal(str)

    def __init__(self, settings: Settings, journal: Path, key_name: str = "", drafts: Drafts | None = None) -> None:
        super().__init__(_("Settings"))
        self.settings = settings
        self._journal = journal
        self._key_name = key_name  # "" for a plain journal
        self._drafts = drafts
        self.search = SearchField(_("Find a setting"))
        self.groups: list[SettingGroup] = []
        self._build()

    def fill(self) -> Iterator[None]:
        """Build the page a group at a time."""
        parts = (
            self._general,
            self._looks,
            self._letters,
            self._reminding,
            self._work,
            self._file,
            self._closing,
            self._backups,
        )
        for at, build in enumerate(parts):
            self.groups.append(build())
            part = self._parts[at >= _LEFT]
            part.insertWidget(part.count() - 1, self.groups[-1])  # above the stretch
            yield
        self.search.searched.connect(self._on_search)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def show_settings(self, settings: Settings) -> None:
        """Show settings that were changed elsewhere: the switch in the rail, Ctrl++."""
        self.settings = settings
        self.work_mode.blockSignals(True)
        self.work_mode.setChecked(settings.work_mode)
        self.work_mode.blockSignals(False)
        self._show_scale()
        self._show_ring()
        self._show_backup_folder(self.groups[-1])

    def show_session(self, *, starts: bool, no_tray: str) -> None:
        """Show whether Carnet starts with the session, and in one sentence why it cannot do so hidden."""
        self.session.blockSignals(True)
        self.session.setChecked(starts)
        self.session.blockSignals(False)
        self.session.setEnabled(starts or not no_tray)
        self.session.setAccessibleDescription(no_tray)
        self.tray.setEnabled(self.tray.isChecked() or not no_tray)
        self.tray.setAccessibleDescription(no_tray)
        self.groups[0].lines[-1].set_hint(no_tray or _("In the notification area"))
        self.reminders.show_tray(no_tray)

    def activating(self) -> Iterator[None]:
        """Ask how the desktop stands, which may change while the page is hidden."""
        yield from super().activating()
        self.seen.emit()

    def focus_search(self) -> None:
        """Put the cursor in the search."""
        self.search.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns one under the other where there is no room."""
        super().resizeEvent(event)
        self._adapt()

    def _general(self) -> SettingGroup:
        group = SettingGroup(_("General"))
        languages = (("", _("As the system")), ("fr", "Français"), ("en", "English"))
        self.language = self._combo(languages, self.settings.language, self._on_language)
        group.add(_("Language"), "", self.language)
        machine = machine_zone()
        here = _("{zone} (system)").format(zone=spelt(machine)) if machine else _("As the system")
        zones = [("", here), *((name, spelt(name)) for name in names())]
        self.zone = self._combo(zones, self.settings.zone, self._on_zone)
        self.zone.setMaximumWidth(metric(240))
        group.add(_("Time zone"), _("Hours elsewhere are told by your clock, too"), self.zone)
        self.country = self._combo([(code, code) for code in COUNTRIES], self.settings.country, self._on_country)
        group.add(_("Country of phone numbers"), _("How numbers without a prefix are read"), self.country)
        self.currency = self._combo([(code, code) for code in CURRENCIES], self.settings.currency, self._on_currency)
        group.add(_("Currency"), _("The one that totals are given in"), self.currency)
        models = [(model.value, model_label(model)) for model in Model]
        self.model = self._combo(models, self.settings.default_model, self._on_model)
        group.add(_("Attribution"), _("The model shown first on the Review"), self.model)
        days = [(str(number), _("{n} days").format(n=number)) for number in (90, 180, 365)]
        self.half_life = self._combo(days, str(self.settings.half_life_days), self._on_half_life)
        group.add(_("Half-life of the Recency model"), "", self.half_life)
        apart = Button(_("Show…"), small=True)
        apart.setAccessibleName(_("Show the pairs of people told apart"))
        apart.setProperty("command", "apart")
        apart.clicked.connect(self._on_command)
        group.add(_("Different people"), _("Never proposed as duplicates again"), apart)
        self.tray = Switch(_("Icon in the notification area"))
        self.tray.setChecked(self.settings.tray)
        self.tray.toggled.connect(self._on_tray)
        group.add(_("Icon in the notification area"), _("The quick add a click away, in a small window"), self.tray)
        self.session = Switch(_("Start with the session"))
        self.session.toggled.connect(self.session_switched)
        group.add(_("Start with the session"), _("In the notification area"), self.session)
        return group

    def _looks(self) -> SettingGroup:
        group = SettingGroup(_("Appearance"))
        themes = (("system", _("System")), ("light", _("Light")), ("dark", _("Dark")))
        self.theme = Segmented(themes, self.settings.theme, _("Theme"))
        self.theme.chosen.connect(self._on_theme)
        group.add(_("Theme"), "", self.theme)
        group.add(_("Text size"), "", self._scale_control())
        self.motion = Switch(_("Reduce motion"))
        self.motion.setChecked(self.settings.reduce_motion)
        self.motion.toggled.connect(self._on_motion)
        group.add(_("Reduce motion"), "", self.motion)
        return group

    def _letters(self) -> SettingGroup:
        group = SettingGroup(_("Letters"))
        card = Button(_("Open"), small=True)
        card.setProperty("command", "my_card")
        card.clicked.connect(self._on_command)
        group.add(_("My card"), _("Signs what you write, and is in no list"), card)
        self.letters: dict[LetterKind, Button] = {}
        for kind in LetterKind:
            button = Button(_("Edit…"), small=True)
            button.setAccessibleName(_("Edit the letter: {kind}").format(kind=letters.kind(kind)))
            button.setProperty("letter", kind.value)
            button.clicked.connect(self._on_letter)
            self.letters[kind] = button
            group.add(letters.kind(kind), self._letter(kind).subject, button)
        return group

    def _letter(self, kind: LetterKind) -> Letter:
        own = (Letter(subject, body) for which, subject, body in self.settings.letters if which == kind)
        return next(own, None) or letters.template(kind)

    def focus_letters(self) -> None:
        """Put the focus on the first template."""
        first = next(iter(self.letters.values()))
        self._area.ensureWidgetVisible(first)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reminding(self) -> SettingGroup:
        self.reminders = ReminderGroup(self.settings, (3, 5, 8, 10, 20))
        self.reminders.changed.connect(self._on_reminders)
        return self.reminders

    def _work(self) -> SettingGroup:
        group = SettingGroup(_("Work mode"))
        self.work_mode = Switch(_("Hide personal everywhere"))
        self.work_mode.setChecked(self.settings.work_mode)
        self.work_mode.toggled.connect(self._on_work_mode)
        group.add(
            _("Hide personal everywhere"), _("Contacts of the personal sphere and their exchanges"), self.work_mode
        )
        register = Button(_("Open"), small=True, name=_("Open the privacy register"))
        register.setProperty("command", "privacy")
        register.clicked.connect(self._on_command)
        group.add(_("Privacy"), _("Who is kept, how long, on what ground; objections"), register)
        return group

    def _closing(self) -> SettingGroup:
        group = SettingGroup(_("Encryption"))
        ways = [("encrypt", _("Encrypt…"), _("The journal is a plain file"), _("Whoever has the file can read it"))]
        if self._key_name:
            state = _("With its backups; without the passphrase nobody can open it")
            ways = [
                ("rekey", _("Change…"), _("The journal is encrypted"), state),
                ("sheet", _("Save as PDF…"), _("Recovery sheet"), _("To print, and to keep with your papers")),
                ("ring", "", _("Passphrase in the key ring"), " "),
                ("decrypt", _("Decrypt…"), _("Make it a plain file again"), _("With its backups")),
            ]
        self.closing: dict[str, Button] = {}
        for key, text, name, hint in ways:
            button = Button(text, small=True)
            button.setProperty("change", key)
            button.clicked.connect(self._on_passphrase)
            self.closing[key] = button
            group.add(name, hint, button)
        self._closing_group = group
        self._show_ring()
        if self._key_name:
            times = [("0", _("Never")), *((str(n), _("{n} minutes").format(n=n)) for n in (5, 10, 30, 60))]
            self.lock_after = self._combo(times, str(self.settings.lock_after_min), self._on_lock_after)
            group.add(_("Lock without a key or a click for"), _("And when the computer sleeps"), self.lock_after)
        return group

    def _show_ring(self) -> None:
        """Say whether the key ring keeps the passphrase."""
        if "ring" not in self.closing:
            return
        kept = self._key_name in self.settings.key_ring
        self.closing["ring"].setText(_("Forget it") if kept else _("Keep it…"))
        hint = _("Kept: whoever has your session opens the journal; once locked, it is asked")
        free = _("Opening asks nobody then; once locked, the passphrase is asked all the same")
        line = next(each for each in self._closing_group.lines if each.control is self.closing["ring"])
        line.set_hint(hint if kept else free)

    @Slot()
    def _on_passphrase(self) -> None:
        self.passphrase_asked.emit(str(self.sender().property("change")))

    @Slot()
    def _on_lock_after(self) -> None:
        self._apply(lock_after_min=int(self.lock_after.currentData()))

    def _file(self) -> SettingGroup:
        group = SettingGroup(_("Journal file"))
        folder = str(self._journal.parent)
        for key, text, name, hint in (
            ("open", _("Open…"), self._journal.name, folder),
            ("new", _("New…"), _("Another journal"), _("Journals are files, kept apart")),
            ("save_copy", _("Save a copy…"), _("A copy"), _("Verified before it gets its name")),
        ):
            button = Button(text, small=True)
            button.setProperty("command", key)
            button.clicked.connect(self._on_command)
            group.add(name, hint, button)
        return group

    def _backups(self) -> SettingGroup:
        group = SettingGroup(_("Backups"))
        page = Button(_("Open"), small=True, name=_("Open the backups"))
        page.setProperty("command", "backups")
        page.clicked.connect(self._on_command)
        group.add(_("Backups"), _("One a day by itself, verified; 7 days, 4 weeks, 12 months are kept"), page)
        chosen = self.settings.backup_megabytes
        sizes = [(str(number), backups.size(number * 1_000_000)) for number in sorted({*BACKUP_SIZES, chosen})]
        self.backup_size = self._combo(sizes, str(chosen), self._on_backup_size)
        group.add(_("Room for backups"), _("Beyond it, the oldest go"), self.backup_size)
        self.backup_folder = Button(_("Choose…"), small=True, name=_("Choose the second folder for backups"))
        self.backup_folder.setProperty("command", "backup_folder")
        self.backup_folder.clicked.connect(self._on_command)
        group.add(_("Second folder"), "", self.backup_folder)
        self._show_backup_folder(group)
        return group

    def _show_backup_folder(self, group: SettingGroup) -> None:
        none = _("On another disk, it survives the loss of this one")
        group.lines[-1].set_hint(self.settings.backup_folder or none)

    def _combo(self, options: Sequence[tuple[str, str]], current: str, changed: Callable[[], object]) -> Combo:
        combo = filled(options, current)
        combo.currentIndexChanged.connect(changed)
        return combo

    def _scale_control(self) -> QWidget:
        control = QWidget()
        control.setAccessibleName(_("Text size"))
        row = QHBoxLayout(control)
        row.setContentsMargins(0, 0, 0, 0)
        self.smaller = Button(_("Smaller text"), "minus", "icon", small=True)
        self.larger = Button(_("Larger text"), "plus", "icon", small=True)
        self._scale = label("", "emphasis", digits=True)
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        for widget in (self.smaller, self._scale, self.larger):
            row.addWidget(widget)
        self._show_scale()
        return control

    def _show_scale(self) -> None:
        scale = self.settings.text_scale
        self._scale.set_text(percent_bp(round(scale * 100) * 100))
        self.smaller.setEnabled(scale > SCALES[0])
        self.larger.setEnabled(scale < SCALES[-1])

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._head = QHBoxLayout()
        self._head.addWidget(label(_("Settings"), "title"), 1)
        self._head.addWidget(self.search)
        column.addLayout(self._head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        inner = QWidget()
        self._area.setWidget(inner)
        self._parts: list[QVBoxLayout] = []
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        for _side in range(2):
            part = QVBoxLayout()
            self._columns.addLayout(part, 1)
            part.addStretch(1)
            self._parts.append(part)
        self._nothing = label(_("No setting of that name."), "body", "text3")
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        self._nothing.hide()

    def _adapt(self) -> None:
        narrow = self.width() / text_scale() < 760
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)

    def _apply(self, **changes: Any) -> None:
        self.settings = replace(self.settings, **changes)
        self.changed.emit(self.settings)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        for group in self.groups:
            group.filter(fold(text))
        self._nothing.setVisible(not any(group.isVisibleTo(self) for group in self.groups))

    @Slot()
    def _on_language(self) -> None:
        self._apply(language=self.language.currentData())

    @Slot()
    def _on_zone(self) -> None:
        self._apply(zone=self.zone.currentData())

    @Slot()
    def _on_country(self) -> None:
        self._apply(country=self.country.currentData())

    @Slot()
    def _on_currency(self) -> None:
        self._apply(currency=self.currency.currentData())

    @Slot()
    def _on_model(self) -> None:
        self._apply(default_model=self.model.currentData())

    @Slot()
    def _on_half_life(self) -> None:
        self._apply(half_life_days=int(self.half_life.currentData()))

    @Slot(str)
    def _on_theme(self, key: str) -> None:
        self._apply(theme=key)

    @Slot(bool)
    def _on_motion(self, on: bool) -> None:
        self._apply(reduce_motion=on)

    @Slot(bool)
    def _on_tray(self, on: bool) -> None:
        self._apply(tray=on)

    @Slot(object)
    def _on_reminders(self, changes: dict[str, object]) -> None:
        self._apply(**changes)

    @Slot()
    def _on_letter(self) -> None:
        kind = LetterKind(self.sender().property("letter"))
        form = LetterForm(self.window(), kind, self._letter(kind))
        if self._drafts is not None:
            KeptPanel(form, self._drafts, f"letter:{kind}")
        form.saved.connect(self._on_letter_saved)
        form.closed.connect(form.deleteLater)
        form.open()

    @Slot(object, object)
    def _on_letter_saved(self, kind: LetterKind, text: Letter | None) -> None:
        others = tuple(each for each in self.settings.letters if each[0] != kind)
        self._apply(letters=others if text is None else (*others, (kind.value, *text)))

    @Slot()
    def _on_backup_size(self) -> None:
        self._apply(backup_megabytes=int(self.backup_size.currentData()))

    @Slot(bool)
    def _on_work_mode(self, on: bool) -> None:
        self._apply(work_mode=on)

    @Slot()
    def _on_smaller(self) -> None:
        self._apply(text_scale=next_scale(self.settings.text_scale, -1))
        self._show_scale()

    @Slot()
    def _on_larger(self) -> None:
        self._apply(text_scale=next_scale(self.settings.text_scale, 1))
        self._show_scale()

    @Slot()
    def _on_command(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.command_asked.emit(str(sender.property("command")))

    @Slot()
    def _restyle(self) -> None:
        self.search.setMinimumWidth(metric(240))
        side = metric(28)
        self._head.setContentsMargins(side, metric(20), side, metric(12))
        self._columns.setContentsMargins(side, 0, side, side)
        self._columns.setSpacing(metric(16))
        for part in self._parts:
            part.setSpacing(metric(14))
        self._adapt()


def next_scale(scale: float, step: int) -> float:
    """Return the text scale one step larger or smaller."""
    nearest = min(range(len(SCALES)), key=_distance_to(scale))
    return SCALES[max(0, min(len(SCALES) - 1, nearest + step))]


def _distance_to(scale: float) -> Callable[[int], float]:
    def distance(place: int) -> float:
        return abs(SCALES[place] - scale)

    return distance
