"""The composer: one line logs an exchange, with what was understood shown as chips that correct the line."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.domain.capture_values import Span, SpanKind
from carnet.domain.composer import ExchangeDraft, parse
from carnet.domain.contacts import ContactRow
from carnet.domain.interactions import Direction
from carnet.domain.mentions import Answered, Mention
from carnet.domain.text import fold
from carnet.journal import Journal
from carnet.ui.interactions import menus
from carnet.ui.interactions.attaching import attach_menu
from carnet.ui.interactions.chips import ChipAction, PartChip, parts_of
from carnet.ui.interactions.composer_line import ComposerLine, Marks
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.interactions.name_offers import NameOffers
from carnet.ui.kit.announce import Announcer
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import IconLabel, KeyHint
from carnet.ui.kit.lines import ErrorLine
from carnet.ui.kit.painting import draw_ground, line_height
from carnet.ui.kit.theme import font, metric, notifier, set_font
from carnet.words import _, interactions, sheets


class Composer(QWidget):
    """Logs an exchange in one line.

    Signals:
        typed: the line is another one.
        submitted: the `ExchangeDraft` of the line, where there is anything in it and it is clear who is meant.
        left: Échap was pressed; the line is kept.
        previous_asked: ↑ was pressed in the empty line.
    """

    typed = Signal()
    submitted = Signal(object)
    left = Signal()
    previous_asked = Signal()

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._today = journal.clock.today
        self._known: Answered | None = None
        self._subject: int | None = None
        self._draft = parse("", self._today())
        self._focused = False
        self.line = ComposerLine()
        self.offers = self.line.offers = NameOffers(journal, self)
        self._marks = Marks(self.line.document())
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, 6)
        self.kind_chip = ChipAction("")
        self.day_chip = ChipAction("")
        self.direction_chip = ChipAction("")
        self.follow_up_chip = ChipAction("")
        self.attach_chip = ChipAction(_("Attach…"), "link", "outline")
        self.error = ErrorLine()
        self._parts: list[PartChip] = []
        self._asked: PartChip | None = None
        self._announcer = Announcer(self)
        self._build()
        self._restyle()
        self._show()

    def text(self) -> str:
        """Return the line as typed."""
        return self.line.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a line in, with the cursor at its end; what was said of names before is forgotten with it."""
        if not text:
            self._known = None
        if text or self.text():
            self.line.put(text)

    def set_subject(self, name: str, contact_id: int | None = None) -> None:
        """Say with whom the exchange was: her name in the line means nobody else."""
        self.line.setAccessibleName(_("Log an exchange with {name}").format(name=name))
        if contact_id != self._subject:
            self._subject, self._known = contact_id, None
            if self.text():
                self._read()

    def focus_line(self) -> None:
        """Put the cursor into the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draft(self) -> ExchangeDraft:
        """Return what the line says so far."""
        return self._draft

    def chips(self) -> list[ChipAction]:
        """Return the chips that are shown, in order."""
        return [chip for chip in self._all_chips() if chip.isVisibleTo(self)]

    def say(self, text: str) -> None:
        """Say under the line why it cannot be logged; it stays, and says nothing once it is another one."""
        self.error.say(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field: its border, or the focus ring."""
        painter = QPainter(self)
        if self._focused:
            draw_ground(painter, QRectF(self.rect()), metric(10), "surface", "focus", width=2)
        else:
            draw_ground(painter, QRectF(self.rect()), metric(10), "surface", "border-control")
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk among the chips with the arrows; from a chip Échap goes back to the line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            shown: list[QObject] = [*self.chips()]
            if step is not None and watched in shown:
                self.chips()[(shown.index(watched) + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.focus_line()
                return True
        return super().eventFilter(watched, event)

    def _all_chips(self) -> Iterator[ChipAction]:
        yield from (self.kind_chip, self.day_chip, self.direction_chip, *self._parts)
        yield from (self.follow_up_chip, self.attach_chip)

    def _build(self) -> None:
        self.line.setPlaceholderText(_("call, budget approved > follow up Monday"))
        self._hint = KeyHint(_("Enter"))
        self._row = QHBoxLayout()
        self._row.addWidget(IconLabel("notebook-pen", 18, "accent-text"), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._row)
        self._column.addWidget(self._chips)
        self._column.addWidget(self.error)
        for chip, slot, removed in (
            (self.kind_chip, self._on_kind, self._on_kind_removed),
            (self.day_chip, self._on_day, self._on_day_removed),
            (self.direction_chip, self._on_direction, self._on_direction),
            (self.follow_up_chip, self._on_follow_up, self._on_follow_up_removed),
            (self.attach_chip, self._on_attach, self.focus_line),
        ):
            self._flow.addWidget(chip)
            chip.installEventFilter(self)
            chip.clicked.connect(slot)
            chip.removed.connect(removed)
        self.line.textChanged.connect(self._on_typed)
        self.line.submitted.connect(self._on_submitted)
        self.line.attach_asked.connect(self._on_attach)
        self.line.left.connect(self.left)
        self.line.previous_asked.connect(self.previous_asked)
        self.offers.taken.connect(self._on_person_taken)
        self.line.focused.connect(self._on_focused)
        notifier().changed.connect(self._restyle)

    @Slot()
    def _restyle(self) -> None:
        set_font(self.line, font("body"))
        self.line.fit()
        self._column.setContentsMargins(metric(14), metric(10), metric(12), metric(10))
        self._column.setSpacing(metric(8))
        self._row.setSpacing(metric(9))
        self._chips.setContentsMargins(0, 0, 0, 0)
        self.line.setMinimumHeight(line_height())
        self._marks.rehighlight()

    @Slot(bool)
    def _on_focused(self, focused: bool) -> None:
        self._focused = focused
        if not focused:
            self.offers.hide()
        self.update()

    @Slot()
    def _on_typed(self) -> None:
        if self.line.toPlainText() != self._draft.raw:
            self.error.say("")
            self._read()
            if self._focused:
                self.offers.look(self.text(), self.line.place())
            self.typed.emit()

    def _read(self) -> None:
        text = self.line.toPlainText()
        if self._known is None and text:
            self._known = Answered(self._journal.interactions.known)
            self._known.subject = self._subject
        self._draft = parse(text, self._today()) if self._known is None else parse(text, self._today(), self._known)
        self._show()

    # -- what was understood --------------------------------------------------------------------------------------

    def _show(self) -> None:
        draft = self._draft
        filled = not draft.is_empty
        self._marks.show_spans(draft.raw, draft.spans)
        self._chips.setVisible(filled)
        self._hint.setVisible(filled)
        if not filled:
            return
        self.kind_chip.show_chip(interactions.kind(draft.kind), kind_icon(draft.kind))
        day = draft.occurred_on.first_day or self._today()
        self.day_chip.show_chip(sheets.near(day, self._today()), "calendar")
        self.direction_chip.setVisible(draft.direction is not Direction.MUTUAL)
        self.direction_chip.show_chip(interactions.direction(draft.direction), "arrow-down-up")
        self._show_parts()
        self._show_follow_up()
        self._flow.set_widgets(self._all_chips())
        self._announcer.say(", ".join(chip.text() for chip in self.chips() if chip is not self.attach_chip))

    def _show_parts(self) -> None:
        """Show a chip for each thing named; those that are still there stay, so that the focus does."""
        wanted = list(parts_of(self._draft))
        while len(self._parts) > len(wanted):
            gone = self._parts.pop()
            if gone.hasFocus():
                self.focus_line()
            gone.hide()
            gone.deleteLater()
        while len(self._parts) < len(wanted):
            chip = PartChip(*wanted[len(self._parts)])
            chip.installEventFilter(self)
            chip.clicked.connect(self._on_part)
            chip.removed.connect(self._on_part_removed)
            chip.setParent(self._chips)
            self.setTabOrder(self._parts[-1] if self._parts else self.direction_chip, chip)
            chip.show()
            self._parts.append(chip)
        for chip, (span, mention) in zip(self._parts, wanted, strict=True):
            chip.span, chip.mention = span, mention
            chip.show_part(self._draft.raw)

    def _show_follow_up(self) -> None:
        follow_up = self._draft.follow_up
        self.follow_up_chip.setVisible(follow_up is not None)
        if follow_up is None:
            return
        if follow_up.unread:
            asked = _("“{word}” is not a date.").format(word=follow_up.unread)
            if follow_up.suggestion:
                asked += " " + _("Did you mean {day}?").format(day=follow_up.suggestion)
            self.follow_up_chip.show_chip(asked, "triangle-alert", "warn")
        elif (due_on := self._draft.due_on) is not None:
            day = sheets.follow_up_day(due_on, self._today())
            self.follow_up_chip.show_chip(_("follow up {day}").format(day=day), "alarm-clock", "accent")

    @Slot(int, int, object)
    def _on_person_taken(self, start: int, end: int, row: ContactRow) -> None:
        """Put the name of the person offered in the place of what was typed of it: nobody else is meant."""
        text = self.text()
        if self._known is not None:
            self._known.answers[fold(row.name)] = int(row.id)
        self.line.put(text[:start] + row.name + text[end:])
        self.offers.hide()

    @Slot()
    def _on_submitted(self) -> None:
        self.offers.hide()
        self._read()  # somebody may have come or gone since the last key
        unclear = next((chip for chip in self._parts if chip.mention and len(chip.mention.meant) > 1), None)
        if unclear is not None:
            unclear.click()
        elif not self._draft.is_empty:
            self.submitted.emit(self._draft)

    def ask_who(self) -> bool:
        """Ask who the first person is whom the journal does not know; tell whether there is one."""
        unknown = next((chip for chip in self._parts if chip.mention and chip.mention.key is None), None)
        if unknown is not None:
            unknown.click()
        return unknown is not None

    # -- corrections --------------------------------------------------------------------------------------------

    @Slot()
    def _on_kind(self) -> None:
        self._ask(menus.kinds(self), self._on_kind_chosen, self.kind_chip)

    @Slot(QAction)
    def _on_kind_chosen(self, action: QAction) -> None:
        self._put(SpanKind.KIND, str(action.data()))

    @Slot()
    def _on_kind_removed(self) -> None:
        self._put(SpanKind.KIND, "")

    @Slot()
    def _on_day(self) -> None:
        self._ask(menus.days(self, self._today()), self._on_day_chosen, self.day_chip)

    @Slot(QAction)
    def _on_day_chosen(self, action: QAction) -> None:
        self._put(SpanKind.DAY, str(action.data()))

    @Slot()
    def _on_day_removed(self) -> None:
        self._put(SpanKind.DAY, "")

    @Slot()
    def _on_direction(self) -> None:
        """Take the direction away: the exchange went both ways."""
        self._put(SpanKind.DIRECTION, "")

    @Slot()
    def _on_follow_up(self) -> None:
        follow_up = self._draft.follow_up
        if follow_up is not None and follow_up.unread and follow_up.suggestion:
            self._put_follow_up(follow_up.text.replace(follow_up.unread, follow_up.suggestion))
            return
        menu = menus.follow_ups(self, self._today(), self._journal.options.working)
        self._ask(menu, self._on_follow_up_chosen, self.follow_up_chip)

    @Slot(QAction)
    def _on_follow_up_chosen(self, action: QAction) -> None:
        follow_up, day = self._draft.follow_up, str(action.data())
        if not day or follow_up is None:
            self._on_follow_up_removed()
            return
        told = follow_up.text.replace(follow_up.day, "").strip() if follow_up.day else follow_up.text
        self._put_follow_up(f"{told} {day}".strip())

    @Slot()
    def _on_follow_up_removed(self) -> None:
        self._put(SpanKind.FOLLOW_UP, "")

    def _put_follow_up(self, text: str) -> None:
        self._put(SpanKind.FOLLOW_UP, f"> {text}")

    @Slot()
    def _on_part(self) -> None:
        """Ask who is meant, or what is to become of the part."""
        chip = self.sender()
        if not isinstance(chip, PartChip):
            return
        self._asked = chip
        self._ask(menus.of_part(self, chip), self._on_part_chosen, chip)

    @Slot(QAction)
    def _on_part_chosen(self, action: QAction) -> None:
        data = action.data()
        if data is None and self._asked is not None:
            self._remove(self._asked)
        elif isinstance(data, Span):
            self.focus_line()
            self.line.mark(data.start, data.end)
        elif data is not None and self._known is not None:
            self._known.answers[fold(data[0])] = data[1]
            self._read()
            self.focus_line()

    @Slot()
    def _on_part_removed(self) -> None:
        chip = self.sender()
        if isinstance(chip, PartChip):
            self._remove(chip)

    def _remove(self, chip: PartChip) -> None:
        """Take the words of a part out of the line."""
        start, end = chip.span.start, chip.span.end
        others = [each for each in self._draft.people if each.span.start == end or self._goes_on(end, each)]
        if chip.mention is not None and chip.span.kind is SpanKind.PERSON and others:
            # « avec Karim et Sophie » without Karim is « avec Sophie ».
            start = self._draft.raw.index(chip.mention.name, start)
            end = self._draft.raw.index(others[0].name, end)
        self._replace(start, end, "")

    def _goes_on(self, end: int, other: Mention) -> bool:
        return other.span.start > end and not self._draft.raw[end : other.span.start].strip(" ,")

    @Slot()
    def _on_attach(self) -> None:
        if self._draft.is_empty:
            return
        self._ask(attach_menu(self, self._journal, self._draft), self._on_attached, self.attach_chip)

    @Slot(QAction)
    def _on_attached(self, action: QAction) -> None:
        """Name the event or the mission in the line; an event says the day where the line does not."""
        kind, words, day = action.data()
        if day and not any(span.kind is SpanKind.DAY for span in self._draft.spans):
            self._put(SpanKind.DAY, day)
        self._put(kind, words)

    def _put(self, kind: SpanKind, words: str) -> None:
        """Put words in the place of a part of the line; behind the kind, or at its start, where it has no such part."""
        text = self.line.toPlainText()
        span = next((span for span in self._draft.spans if span.kind is kind), None)
        if span is not None:
            self._replace(span.start, span.end, words)
        elif words:
            spans = self._draft.spans
            told = next((span.start for span in spans if span.kind is SpanKind.SUMMARY), len(text))
            head = [span.end for span in spans if span.kind in {SpanKind.KIND, SpanKind.DAY} and span.end <= told]
            place = 0 if kind is SpanKind.KIND else min(head, default=0)
            joined = f"{text[:place]} {words}{text[place:]}" if place else f"{words}, {text}"
            self.line.put(joined.strip())
        self.focus_line()

    def _replace(self, start: int, end: int, words: str) -> None:
        text = self.line.toPlainText()
        before, after = text[:start], text[end:]
        if not words and not before.strip():
            after = after.lstrip(" ,;:")
        elif not words and not after.strip():
            before = before.rstrip(" ,;:")
        elif not words and after[0] in " ,;:":
            before = before.rstrip()
        self.line.put((before + words + after).strip())
        self.focus_line()

    def _ask(self, menu: QMenu, chosen: Callable[[QAction], None], under: QWidget) -> None:
        """Open a menu under a chip, its first entry current."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(chosen)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))
        menu.setActiveAction(menu.actions()[0])
