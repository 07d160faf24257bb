"""The introductions of a person: who owes whom, received and given, the chain drawn, what to repair."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.contacts import ChainStep, ContactSheet, IntroductionDoubt, IntroductionLine, Person
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import heading
from carnet.ui.kit.chain import Node, PathChain
from carnet.ui.kit.labels import IconLabel, LinkLabel, label
from carnet.ui.kit.origins import origin_mark
from carnet.ui.kit.page import tab_before, tab_stops
from carnet.ui.kit.theme import metric, notifier
from carnet.words import _, formats, introductions, ngettext

_FEW = 12


class _Line(QWidget):
    """One introduction: the other person, the day, the event and the story."""

    person_opened = Signal(int)
    event_opened = Signal(object)
    edit_asked = Signal(int)

    def __init__(self, line: IntroductionLine, other: Person) -> None:
        super().__init__()
        self.line = line
        self.other = other
        whom = "" if other == line.beneficiary else introductions.with_whom(line)
        detail = ", ".join(part for part in (whom, formats.partial(line.occurred_on)) if part)
        link = LinkLabel(other.name, role="body")
        link.setAccessibleName(", ".join(part for part in (other.name, detail) if part))
        link.activated.connect(self._on_person)
        edit = Button(_("Edit the introduction"), "pencil", "bare", small=True)
        edit.clicked.connect(self._on_edit)
        top = QHBoxLayout()
        top.addWidget(link)
        top.addStretch(1)
        top.addWidget(edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        for text, tint in ((detail, "text3"), (line.note, "text2")):
            if text:
                column.addWidget(label(text, "secondary", tint, wrap=True))
        if line.event:
            event = LinkLabel(line.event, "ticket", "secondary_medium")
            event.activated.connect(self._on_event)
            column.addWidget(event, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _on_person(self) -> None:
        self.person_opened.emit(int(self.other.id))

    @Slot()
    def _on_event(self) -> None:
        self.event_opened.emit(self.line.event_id or 0)

    @Slot()
    def _on_edit(self) -> None:
        self.edit_asked.emit(self.line.id)


class _Doubt(QWidget):
    """What may be wrong, with its repair."""

    edit_asked = Signal(int)

    def __init__(self, doubt: IntroductionDoubt) -> None:
        super().__init__()
        self._doubt = doubt
        repair = LinkLabel(_("Repair"), "", "secondary_medium")
        repair.setAccessibleName(_("Repair: {doubt}").format(doubt=introductions.doubt(doubt)))
        repair.activated.connect(self._on_repair)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metric(6))
        row.addWidget(IconLabel("triangle-alert", 14, "warning"), 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(label(introductions.doubt(doubt), "secondary", "warning", wrap=True))
        text.addWidget(repair, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(text, 1)

    @Slot()
    def _on_repair(self) -> None:
        self.edit_asked.emit(self._doubt.introduction_id)


_Group = tuple[str, tuple[tuple[IntroductionLine, Person], ...]]


class IntroductionsList(QWidget):
    """All introductions that a person had a part in.

    Signals:
        person_opened: id of a person named.
        event_opened: id of the event of an introduction.
        edit_asked: id of an introduction to change.
    """

    person_opened = Signal(int)
    event_opened = Signal(object)
    edit_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._groups: tuple[_Group, ...] = ()
        self._doubts: tuple[IntroductionDoubt, ...] = ()
        self._steps: tuple[ChainStep, ...] = ()
        self.balance = label("", "emphasis", wrap=True)
        self.told = label("", "secondary", "text2", wrap=True)
        self.chain = PathChain()
        self._lines = QWidget()
        self._list = QVBoxLayout(self._lines)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._end = QWidget()  # Tab comes to what is made later before these parts
        for part in (self.balance, self._lines, self.told, self.chain, self._end):
            self._column.addWidget(part)
        self.chain.step_chosen.connect(self._on_step)
        notifier().changed.connect(self._restyle)
        self._restyle()

    def show_sheet(self, sheet: ContactSheet) -> bool:
        """Show the introductions of a person; tell whether there are any."""
        groups = _groups(sheet)
        shown = (sheet.name, groups, sheet.doubts, sheet.chain, sheet.reciprocity)
        if shown != self._shown:
            self._shown = shown
            self._groups, self._doubts = groups, sheet.doubts
            self._fill(_FEW)
            self._show_chain(sheet.chain)
            balance = introductions.reciprocity(sheet.reciprocity, sheet.contact.first_name or sheet.name)
            self.balance.set_text(balance)
            self.balance.setVisible(bool(balance))
        return bool(groups)

    def lines(self) -> list[QWidget]:
        """Return the introductions and doubts shown, in order."""
        items = (self._list.itemAt(at) for at in range(self._list.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _fill(self, most: int | None) -> None:
        """Show the introductions, so many of each kind and the others when they are asked for."""
        for old in self.lines():
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        for doubt in self._doubts[:most]:
            self._add(_Doubt(doubt))
        for title, pairs in self._groups:
            head = heading(title)
            head.setContentsMargins(0, metric(4), 0, 0)
            self._list.addWidget(head)
            for line, other in pairs[-most:] if most else pairs:
                self._add(_Line(line, other))
        hidden = 0 if most is None else sum(max(0, len(pairs) - most) for _title, pairs in self._groups)
        if hidden:
            self._offer_others(hidden)

    def _offer_others(self, hidden: int) -> None:
        text = ngettext("Show the older one", "Show the {n} older ones", hidden).format(n=hidden)
        link = LinkLabel(text, "chevron-down", "secondary_medium")
        link.activated.connect(self._on_others)
        self._list.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        tab_before(self.told, [link])

    @Slot()
    def _on_others(self) -> None:
        self._fill(None)
        if stops := tab_stops(self._lines):
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, widget: _Line | _Doubt) -> None:
        widget.edit_asked.connect(self.edit_asked)
        if isinstance(widget, _Line):
            widget.person_opened.connect(self.person_opened)
            widget.event_opened.connect(self.event_opened)
        self._list.addWidget(widget)
        tab_before(self.told, tab_stops(widget))

    def _show_chain(self, steps: tuple[ChainStep, ...]) -> None:
        self._steps = steps
        self.told.set_text(introductions.chain(steps))
        self.told.setVisible(bool(steps))
        self.chain.setVisible(bool(steps))
        self.chain.show_nodes([_node(step, at, len(steps)) for at, step in enumerate(steps)])
        self.chain.setAccessibleName(_("Chain of introductions"))
        self.chain.setAccessibleDescription(introductions.chain(steps))
        tab_before(self._end, self.chain.steps())

    @Slot(int)
    def _on_step(self, rank: int) -> None:
        person = self._steps[rank - 1].person
        if person is not None:
            self.person_opened.emit(int(person.id))

    @Slot()
    def _restyle(self) -> None:
        self._column.setSpacing(metric(8))
        self._list.setSpacing(metric(5))


def _groups(sheet: ContactSheet) -> tuple[_Group, ...]:
    """Return the introductions under their headings, each with the other person it is about."""
    by, own = [], []
    for line in (*sheet.introductions_received, *sheet.introductions_to):
        if line.introducer is not None:
            by.append((line, line.introducer if line in sheet.introductions_received else line.introduced))
        elif (other := line.beneficiary if line in sheet.introductions_received else line.introduced) is not None:
            own.append((line, other))
    given = [(line, line.introduced) for line in sheet.introductions_given]
    titles = ((_("Introduced by"), by), (_("Has introduced"), given), (_("You put in touch with"), own))
    return tuple((title, tuple(pairs)) for title, pairs in titles if pairs)


def _node(step: ChainStep, at: int, count: int) -> Node:
    last = at == count - 1
    symbol = origin_mark(step.origin)[0] if at == 0 else "handshake"
    # The person shown and those who are not to be seen lead nowhere.
    rank = 0 if last or step.person is None else at + 1
    lines = tuple(line for line in introductions.step_detail(step).split(", ") if line)
    day = None if step.occurred_on is None else step.occurred_on.first_day
    return Node(rank, symbol, introductions.step_name(step), "", lines, day, "fill" if last else "accent")
