"""The composer: one line logs an exchange, with what was understood shown as chips that correct the line."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from carnet.domain.capture_values import Span, SpanKind
from carnet.domain.composer import ExchangeDraft, parse
from carnet.domain.interactions import Direction, InteractionKind
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.kit.announce import announce
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import icon
from carnet.ui.kit.labels import IconLabel, KeyHint, chip_size, paint_chip
from carnet.ui.kit.painting import draw_ground, line_height
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import color, font, metric, notifier, set_font
from carnet.words import _, interactions, sheets

_MOST_LINES = 4


class ChipAction(PlainButton):
    """A small chip that opens the correction of what it says."""

    ring_radius_px = 10

    def __init__(self, text: str, icon_name: str = "", tone: str = "plain") -> None:
        self._icon_name = icon_name
        self._tone = tone
        super().__init__(text)

    def show_chip(self, text: str, icon_name: str, tone: str = "plain") -> None:
        """Change what the chip says."""
        self._icon_name = icon_name
        self._tone = tone
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of icon and text."""
        return chip_size(self._text, self._icon_name, small=True)

    def minimumSizeHint(self) -> QSize:
        """Elide a long sentence where the line is narrow."""
        return QSize(metric(40), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip, outlined under the pointer."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_chip(painter, area, self._text, self._icon_name, self._tone, small=True)
        if self.hovered():
            draw_ground(painter, area, area.height() / 2, None, "border-control")
        painter.end()


class _Line(QPlainTextEdit):
    """The line typed: Enter submits, Maj+Enter breaks it, Échap leaves it; it grows to four lines."""

    submitted = Signal()
    left = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setStyleSheet("QPlainTextEdit { border: none; background: transparent; padding: 0; }")
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    @Slot()
    def fit(self) -> None:
        lines = max(1, min(_MOST_LINES, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2)


class _Highlighter(QSyntaxHighlighter):
    """Sets off what was understood in the line."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._spans: tuple[Span, ...] = ()

    def show_spans(self, spans: tuple[Span, ...]) -> None:
        """Set off other parts."""
        if spans != self._spans:
            self._spans = spans
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Set off the parts that stand in one paragraph; Qt calls it."""
        start = self.currentBlock().position()
        for span in self._spans:
            face = self._face(span.kind)
            if face is not None and span.end > start and span.start < start + len(text):
                self.setFormat(
                    max(0, span.start - start), min(span.end, start + len(text)) - max(span.start, start), face
                )

    def _face(self, kind: SpanKind) -> QTextCharFormat | None:
        if kind is SpanKind.SUMMARY:
            return None
        face = QTextCharFormat()
        if kind is SpanKind.FOLLOW_UP:
            face.setForeground(color("accent-text"))
            face.setFontWeight(font("control").weight())
        else:
            face.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            face.setUnderlineColor(color("cat-other"))
        return face


class Composer(QWidget):
    """Logs an exchange in one line.

    Signals:
        submitted: the `ExchangeDraft` of the line, where there is anything in it.
        left: Échap was pressed; the line is kept.
    """

    submitted = Signal(object)
    left = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._draft = parse("", today())
        self._focused = False
        self.line = _Line()
        self._marks = _Highlighter(self.line.document())
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, 6)
        self.kind_chip = ChipAction("")
        self.day_chip = ChipAction("")
        self.direction_chip = ChipAction("")
        self.follow_up_chip = ChipAction("")
        self._build()
        self._restyle()
        self._show()

    def text(self) -> str:
        """Return the line as typed."""
        return self.line.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a line in, with the cursor at its end."""
        self.line.setPlainText(text)
        cursor = self.line.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.line.setTextCursor(cursor)

    def set_subject(self, name: str) -> None:
        """Say with whom the exchange was."""
        self.line.setAccessibleName(_("Log an exchange with {name}").format(name=name))

    def focus_line(self) -> None:
        """Put the cursor into the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def draft(self) -> ExchangeDraft:
        """Return what the line says so far."""
        return self._draft

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field: its border, or the focus ring."""
        painter = QPainter(self)
        if self._focused:
            draw_ground(painter, QRectF(self.rect()), metric(10), "surface", "focus", width=2)
        else:
            draw_ground(painter, QRectF(self.rect()), metric(10), "surface", "border-control")
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk among the chips with the arrows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            shown = [chip for chip in self._all_chips() if chip.isVisible()]
            if step is not None and watched in shown:
                shown[(shown.index(watched) + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _all_chips(self) -> tuple[ChipAction, ...]:
        return (self.kind_chip, self.day_chip, self.direction_chip, self.follow_up_chip)

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
        for chip, slot in (
            (self.kind_chip, self._on_kind),
            (self.day_chip, self._on_day),
            (self.direction_chip, self._on_direction),
            (self.follow_up_chip, self._on_follow_up),
        ):
            self._flow.addWidget(chip)
            chip.installEventFilter(self)
            chip.clicked.connect(slot)
        self.line.textChanged.connect(self._on_typed)
        self.line.submitted.connect(self._on_submitted)
        self.line.left.connect(self.left)
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
        self.update()

    @Slot()
    def _on_typed(self) -> None:
        draft = parse(self.line.toPlainText(), self._today())
        if draft != self._draft:
            self._draft = draft
            self._show()

    def _show(self) -> None:
        draft = self._draft
        filled = not draft.is_empty
        self._marks.show_spans(draft.spans)
        self._chips.setVisible(filled)
        self._hint.setVisible(filled)
        if not filled:
            return
        self.kind_chip.show_chip(interactions.kind(draft.kind), kind_icon(draft.kind))
        day = draft.occurred_on.first_day or self._today()
        self.day_chip.show_chip(sheets.near(day, self._today()), "calendar")
        mutual = draft.direction is Direction.MUTUAL
        self.direction_chip.setVisible(not mutual)
        self.direction_chip.show_chip(interactions.direction(draft.direction), "arrow-down-up")
        self._show_follow_up()
        self._flow.invalidate()

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
            announce(self, asked)
        elif (due_on := self._draft.due_on) is not None:
            day = sheets.follow_up_day(due_on, self._today())
            self.follow_up_chip.show_chip(_("follow up {day}").format(day=day), "alarm-clock", "accent")

    @Slot()
    def _on_submitted(self) -> None:
        if not self._draft.is_empty:
            self.submitted.emit(self._draft)

    # -- corrections --------------------------------------------------------------------------------------------

    @Slot()
    def _on_kind(self) -> None:
        menu = self._menu()
        for kind in InteractionKind:
            menu.addAction(icon(kind_icon(kind)), interactions.kind(kind)).setData(interactions.kind(kind).lower())
        menu.triggered.connect(self._on_kind_chosen)
        self._drop(menu, self.kind_chip)

    @Slot(QAction)
    def _on_kind_chosen(self, action: QAction) -> None:
        self._put(SpanKind.KIND, str(action.data()))

    @Slot()
    def _on_day(self) -> None:
        menu = self._menu()
        for days in range(7):
            day = self._today() - timedelta(days=days)
            menu.addAction(sheets.near(day, self._today())).setData(day.strftime("%d/%m/%Y") if days > 1 else days)
        menu.triggered.connect(self._on_day_chosen)
        self._drop(menu, self.day_chip)

    @Slot(QAction)
    def _on_day_chosen(self, action: QAction) -> None:
        words = {0: _("today"), 1: _("yesterday")}
        data = action.data()
        self._put(SpanKind.DAY, words[data] if isinstance(data, int) else str(data))

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
        menu = self._menu()
        for days, words in ((1, _("tomorrow")), (3, _("in 3 days")), (7, _("in a week")), (30, _("in a month"))):
            day = self._today() + timedelta(days=days)
            action = menu.addAction(f"{words} ({sheets.follow_up_day(day, self._today())})")
            action.setData(day.strftime("%d/%m/%Y"))
        menu.addAction(_("No follow-up")).setData("")
        menu.triggered.connect(self._on_follow_up_chosen)
        self._drop(menu, self.follow_up_chip)

    @Slot(QAction)
    def _on_follow_up_chosen(self, action: QAction) -> None:
        follow_up, day = self._draft.follow_up, str(action.data())
        if not day or follow_up is None:
            self._put(SpanKind.FOLLOW_UP, "")
            return
        told = follow_up.text.replace(follow_up.day, "").strip() if follow_up.day else follow_up.text
        self._put_follow_up(f"{told} {day}".strip())

    def _put_follow_up(self, text: str) -> None:
        self._put(SpanKind.FOLLOW_UP, f"> {text}")

    def _put(self, kind: SpanKind, words: str) -> None:
        """Put words in the place of a part of the line, at its start where it has no such part."""
        text = self.line.toPlainText()
        span = next((span for span in self._draft.spans if span.kind is kind), None)
        if span is not None:
            text = text[: span.start] + words + text[span.end :]
        elif kind is SpanKind.DAY:
            place = next((span.end for span in self._draft.spans if span.kind is SpanKind.KIND), 0)
            text = f"{text[:place]} {words}{text[place:]}" if place else f"{words}, {text}"
        else:
            text = f"{words}, {text}"
        self.set_text(text.strip())
        self.focus_line()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _drop(self, menu: QMenu, under: QWidget) -> None:
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))
