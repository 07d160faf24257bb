"""How a table is read: its encoding, its delimiter, its sheet, and for each column the field that it goes into."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.import_tables import (
    DELIMITERS,
    ENCODINGS,
    Field,
    Origin,
    Seen,
    TableChoice,
    TableSeen,
    Target,
    target,
)
from carnet.ui.kit.cards import Card, Rule, SectionHeader
from carnet.ui.kit.choices import Combo, Disclosure
from carnet.ui.kit.labels import ElidedLabel, Label, LinkLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _, pgettext
from carnet.words import import_tables as words

MOST_SHOWN = 40
_OF_ADDRESS = "address"
_OFFERED = (
    Target(Field.IGNORED),
    Target(Field.OTHER),
    *map(Target, (Field.FULL_NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.MIDDLE_NAME, Field.NICKNAME, Field.PREFIX)),
    *map(Target, (Field.ORGANISATION, Field.TITLE, Field.EMAIL, Field.PHONE)),
    Target(Field.PHONE, "cell"),
    Target(Field.PHONE, "work"),
    Target(Field.PHONE, "home"),
    *map(Target, (Field.URL, Field.MESSAGING, Field.CITY)),
    Target(Field.ADDRESS, "", _OF_ADDRESS),
    Target(Field.STREET, "", _OF_ADDRESS),
    Target(Field.POSTAL_CODE, "", _OF_ADDRESS),
    Target(Field.TOWN, "", _OF_ADDRESS),
    Target(Field.COUNTRY, "", _OF_ADDRESS),
    *map(Target, (Field.BIRTHDAY, Field.TAGS, Field.CIRCLES, Field.MET_ON, Field.INTRODUCED_BY, Field.NOTE)),
)
_SETTLED = frozenset({Origin.LINKEDIN})
"""Programs whose columns are what they are: how the text is read is all that there is to choose."""
_GUESSED = frozenset({Origin.GUESSED, Origin.REMEMBERED, Origin.CHOSEN})


class MappingCard(Card):
    """The columns of a table, each with where it goes.

    Signals:
        changed: the user wants the table read otherwise, as this `TableChoice` says.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__(16, 8)
        self._table: TableSeen | None = None
        self._day_first: bool | None = None
        self._remembered = True
        self.header = SectionHeader(_("Columns"), link=_("Guess again"), link_icon="rotate-ccw")
        self.told = label("", "secondary", "text2", wrap=True)
        self.encoding = Combo(_("Encoding"), small=True)
        self.delimiter = Combo(_("Delimiter"), small=True)
        self.sheet = Combo(pgettext("workbook", "Sheet"), small=True)
        self.day = label("", "secondary", "text2")
        self.turn = LinkLabel("")
        self.wrong = label("", "secondary_strong", "danger", wrap=True)
        self.fold = Disclosure(_("Where each column goes"))
        self.more = label("", "secondary", "text2", wrap=True)
        self.combos: dict[int, Combo] = {}
        self._grid: QWidget | None = None
        self._build()
        self.header.link_activated.connect(self._on_reset)
        self.turn.activated.connect(self._on_turn)
        self.fold.toggled.connect(self._show_grid)
        for combo in (self.encoding, self.delimiter, self.sheet):
            combo.activated.connect(self._on_read_otherwise)

    def show_table(self, table: TableSeen | None, *, again: bool = False) -> None:
        """Show how a table was read; None hides the card. Read again, it keeps what stands where, and the focus."""
        self.setVisible(table is not None)
        before, self._table = self._table, table
        if table is None:
            return
        if not again:
            self._day_first, self._remembered = None, True
            self.fold.setChecked(table.origin in _GUESSED)
        self.fold.setVisible(table.origin not in _SETTLED)
        self._show_reading(table)
        self.show_wrong("" if table.names_somebody else _("Say which column holds the names, or the e-mails."))
        same = before is not None and again and [c.name for c in before.columns] == [c.name for c in table.columns]
        if same and self.combos:
            for at, combo in self.combos.items():
                _offer(combo, table.columns[at].target)
        else:
            self._show_grid(self.fold.isChecked())

    def show_wrong(self, sentence: str) -> None:
        """Say why the table cannot be read so; "" for nothing."""
        self.wrong.set_text(sentence)
        self.wrong.setVisible(bool(sentence))

    def choice(self, *, resets: bool = False) -> TableChoice:
        """Return how the user wants the table read; columns are hers unless she reads others, or `resets` them."""
        table = self._table
        assert table is not None
        how = (self.encoding.currentData(), self.delimiter.currentData(), self.sheet.currentData())
        encoding, delimiter, sheet = (value if isinstance(value, str) else "" for value in how)
        chosen = TableChoice(encoding, delimiter, sheet, None, self._day_first, self._remembered)
        if resets or (encoding, delimiter, sheet) != (table.encoding, table.delimiter, table.sheet):
            return chosen
        targets = list(table.targets)
        for at, combo in self.combos.items():
            targets[at] = target(str(combo.currentData()))
        return chosen._replace(targets=tuple(targets))

    def stop(self) -> QWidget:
        """Return where the focus belongs: the first column, else what unfolds them, else how the text is read."""
        return next(iter(self.combos.values()), self.encoding if self.fold.isHidden() else self.fold)

    def _build(self) -> None:
        self.body.addWidget(self.header)
        self.body.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(metric(8))
        self._named: dict[Combo, Label] = {}
        for name, combo in (
            (_("Encoding"), self.encoding),
            (_("Delimiter"), self.delimiter),
            (pgettext("workbook", "Sheet"), self.sheet),
        ):
            self._named[combo] = label(name, "secondary_medium", "text2")
            row.addWidget(self._named[combo])
            row.addWidget(combo)
        row.addStretch(1)
        self.body.addLayout(row)
        days = QHBoxLayout()
        days.setSpacing(metric(6))
        days.addWidget(self.day)
        days.addWidget(self.turn)
        days.addStretch(1)
        self.body.addLayout(days)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._inside = QVBoxLayout()
        self.body.addLayout(self._inside)
        self.body.addWidget(self.more)

    def _show_reading(self, table: TableSeen) -> None:
        text = words.origin(table.origin)
        self.told.set_text(text[:1].upper() + text[1:])
        self.header.link.setVisible(table.origin in {Origin.REMEMBERED, Origin.CHOSEN})
        is_text = bool(table.encoding)
        signs = dict.fromkeys((*DELIMITERS, table.delimiter))
        self._show_choices(self.encoding, table.encoding, [(words.encoding(name), name) for name in ENCODINGS], is_text)
        self._show_choices(self.delimiter, table.delimiter, [(words.delimiter(sign), sign) for sign in signs], is_text)
        sheets = [(name, name) for name in table.sheets]
        self._show_choices(self.sheet, table.sheet, sheets, len(sheets) > 1)
        for part in (self.day, self.turn):
            part.setVisible(table.day_first is not None)
        if table.day_first is not None:
            self.day.set_text(words.day_note(table.unclear, day_first=table.day_first))
            self.turn.setText(words.other_days(day_first=table.day_first))

    def _show_choices(self, combo: Combo, current: str, choices: Sequence[tuple[str, str]], shown: bool) -> None:
        combo.setVisible(shown)
        self._named[combo].setVisible(shown)
        if [combo.itemData(at) for at in range(combo.count())] != [data for _text, data in choices]:
            combo.fill(choices)
        combo.choose(current)

    @Slot(bool)
    def _show_grid(self, shown: bool) -> None:
        """Lay out the columns that hold something; there may be a hundred, so only once they are asked for."""
        if self._grid is not None:
            self._inside.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
            self._grid, self.combos = None, {}
        self.more.hide()
        if not shown or self._table is None:
            return
        filled = [(at, column) for at, column in enumerate(self._table.columns) if column.values]
        self._grid = QWidget()
        self._inside.addWidget(self._grid)
        self._fill_grid(filled[:MOST_SHOWN])
        self.more.setVisible(len(filled) > MOST_SHOWN)
        self.more.set_text(words.more(len(filled) - MOST_SHOWN))

    def _fill_grid(self, columns: Iterable[tuple[int, Seen]]) -> None:
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(metric(12))
        grid.setVerticalSpacing(metric(5))
        for place, name in enumerate((_("Column"), _("First line"), _("Field of Carnet"))):
            grid.addWidget(label(name, "caption_medium", "text2"), 0, place)
            grid.setColumnStretch(place, (4, 4, 5)[place])
        for row, (at, column) in enumerate(columns, start=1):
            grid.addWidget(Rule(), 2 * row - 1, 0, 1, 3)
            grid.addWidget(ElidedLabel(column.name, "emphasis"), 2 * row, 0)
            grid.addWidget(ElidedLabel(" ".join(column.values[0].split()), "secondary", "text2"), 2 * row, 1)
            combo = self.combos[at] = Combo(_("Field for {column}").format(column=column.name), small=True)
            _offer(combo, column.target)
            combo.activated.connect(self._on_chosen)
            grid.addWidget(combo, 2 * row, 2)

    @Slot()
    def _on_chosen(self) -> None:
        self.changed.emit(self.choice())

    @Slot()
    def _on_read_otherwise(self) -> None:
        self.changed.emit(self.choice())

    @Slot()
    def _on_turn(self) -> None:
        if self._table is not None and self._table.day_first is not None:
            self._day_first = not self._table.day_first
            self.changed.emit(self.choice())

    @Slot()
    def _on_reset(self) -> None:
        self._remembered = False
        self.changed.emit(self.choice(resets=True))


def _offer(combo: Combo, current: Target) -> None:
    """Offer the fields, and where the column goes now if that is none of them."""
    offered = _OFFERED if current in _OFFERED else (current, *_OFFERED)
    if combo.count() != len(offered) or current.written() not in map(combo.itemData, range(combo.count())):
        combo.fill((words.target(each), each.written()) for each in offered)
    combo.choose(current.written())
