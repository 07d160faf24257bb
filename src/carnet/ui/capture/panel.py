"""The quick add: each Entrée commits one person as one deed and goes on; nothing typed is lost, not even by a crash."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.capture import PersonDraft, Span, corrected, parse, respelt, span_text
from carnet.domain.capture_values import SpanKind
from carnet.domain.captures import Captured, CaptureDefaults, CapturePreview
from carnet.domain.changes import Cause, Changes
from carnet.domain.contacts import Channel, ContactRow
from carnet.domain.events import local_day
from carnet.domain.text import fold
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.capture import drafting
from carnet.ui.capture.added import AddedList
from carnet.ui.capture.batch import Batch
from carnet.ui.capture.compare import Comparison
from carnet.ui.capture.composer import Composer, ComposerBox
from carnet.ui.capture.grammar import grammar_sheet
from carnet.ui.capture.head import Head
from carnet.ui.capture.layout import Foot, Middle, Top
from carnet.ui.capture.reading import Reading
from carnet.ui.capture.suggestions import Suggestions
from carnet.ui.capture.verdict_line import VerdictLine
from carnet.ui.kit.announce import Announcer, announce
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.words import _, captures, ngettext
from carnet.words.errors import sentence

_LOOK_MS = 150
_SAVE_MS = 250
_SUGGESTED = 5
_LEAST_LETTERS = 2


class _Choice(NamedTuple):
    """Somebody whom the user said that a name means; id 0 is nobody."""

    contact_id: int
    name: str


class CapturePanel(Overlay):
    """One line per person, over the window.

    Args:
        journal: what the people are added to.
        signals: `changed` is listened to; `contact_opened`, `toast_asked` and `error_raised` are sent.
        prompts: for what only a dialog can ask.
        window: the window to cover.
    """

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, window: QWidget) -> None:
        super().__init__(window, _("Quick add"), 760, top_px=64)
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._draft = drafting.QuickAddDraft()
        self._sessions: dict[int | None, drafting.QuickAddDraft] = {}
        self._read = PersonDraft()
        self._corrections: dict[str, SpanKind] = {}
        self._link: _Choice | None = None
        self._via: _Choice | None = None
        self._adding = False
        self._announcer = Announcer(self)
        self._look_timer = self._timer(_LOOK_MS)
        self._save_timer = self._timer(_SAVE_MS)
        self._build()
        self._connect()

    # -- opening and closing ------------------------------------------------------------------------------------

    def open_for(self, event_id: int | None = None) -> None:
        """Open the panel for an event, else for the one that a draft or the present hour names."""
        kept = self._draft if self.isVisible() else drafting.load(self._journal)
        recovered = kept.waits if self.isHidden() else 0
        chosen = event_id or (kept.event_id if kept.waits or self.isVisible() else self._likeliest())
        text, queue = kept.text, kept.queue
        if kept.group and kept.event_id == chosen:
            self._sessions[chosen] = kept
        self.bar.show_events(self._journal, chosen)
        self._show_session(chosen)
        self._draft.queue = queue
        self._show_line(text)
        self._show_queue()
        if recovered:
            found = ngettext("{n} line found again.", "{n} lines found again.", recovered)
            self.verdict.tell_found(found.format(n=recovered))
        self.open()
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_overlay(self) -> None:
        """Close; what is not entered is kept."""
        if self.isVisible():
            self.suggestions.offer((), QRectF())
            self._save()
        super().close_overlay()

    def _likeliest(self) -> int | None:
        row = self._journal.events.default_for_capture()
        return None if row is None else row.id

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.hide()
        self.bar = Head()
        self.batch = Batch(self._journal.clock.today())
        self.composer = Composer()
        self.box = ComposerBox(self.composer)
        self.waiting = label("", "secondary", "text2")
        self.reading = Reading()
        self.verdict = VerdictLine()
        self.added_title = label("", "secondary_strong", "text2")
        self.cancel_all = LinkLabel(_("Cancel the debriefing"), role="secondary_strong")
        self.added = AddedList(self._journal.clock.today())
        self.foot = Foot()
        self._top = Top()
        for part in (self.bar, self.batch, self.box):
            self._top.column.addWidget(part)
        self._middle = Middle()
        self._fill_middle()
        self._frame = QVBoxLayout()
        self._frame.addWidget(self._top)
        self.content.addLayout(self._frame)
        self.content.addWidget(self._middle, 1)
        self.content.addWidget(self.foot)
        self.suggestions = Suggestions(self)
        self.reading.before = self.verdict.before = self.composer
        self.added.before = self.cancel_all
        self.panel.installEventFilter(self)
        self._restyle()

    def _fill_middle(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.added_title)
        line.addStretch(1)
        line.addWidget(self.cancel_all)
        column = self._middle.column
        for part in (self.waiting, self.reading, self.verdict):
            column.addWidget(part)
        column.addLayout(line)
        column.addWidget(self.added)
        column.addStretch(1)

    def _connect(self) -> None:
        self.composer.typed.connect(self._on_typed)
        self.composer.submitted.connect(self._on_submitted)
        self.composer.previous_asked.connect(self._on_previous)
        self.composer.lines_pasted.connect(self._on_pasted)
        self.composer.moved.connect(self.suggestions.move_by)
        self.composer.accepted.connect(self._on_accepted)
        self.composer.dismissed.connect(self._hide_suggestions)
        self.suggestions.chosen.connect(self._take)
        self.reading.corrected.connect(self._on_corrected)
        self.reading.retyped.connect(self._on_retyped)
        self.reading.removed.connect(self._on_removed)
        self.verdict.link_asked.connect(self._on_link_asked)
        self.verdict.unlinked.connect(self._on_unlinked)
        self.verdict.via_chosen.connect(self._on_via_chosen)
        self.verdict.respelt.connect(self._on_respelt)
        self.added.opened.connect(self._on_opened)
        self.added.compare_asked.connect(self._on_compare)
        self.cancel_all.activated.connect(self._on_cancel_all)
        self.bar.event_chosen.connect(self._on_event_chosen)
        self.bar.closed.connect(self.close_overlay)
        self.foot.done.clicked.connect(self.close_overlay)
        self.batch.changed.connect(self._on_batch_changed)
        self._look_timer.timeout.connect(self._look)
        self._save_timer.timeout.connect(self._save)
        self._signals.changed.connect(self._on_changed)

    def _timer(self, wait_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        return timer

    def _restyle(self) -> None:
        super()._restyle()
        if not hasattr(self, "_frame"):
            return  # the first call comes from the overlay, before anything is built
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        # Inside the round corners, which stay the panel's to paint.
        self._frame.setContentsMargins(metric(12), metric(12), metric(12), 0)

    # -- the line -----------------------------------------------------------------------------------------------

    def _show_line(self, text: str) -> None:
        self._corrections.clear()
        self._link = self._via = None
        self.composer.show_text(text)
        self.verdict.clear()
        if text:
            self._look_timer.start()

    @Slot()
    def _on_typed(self) -> None:
        self._draft.text = self.composer.text()
        self.box.mark_invalid(False)
        self._reread()
        self._offer_people()
        self._save_timer.start()
        if self._read.is_empty:
            self.verdict.clear()
            self._look_timer.stop()
        else:
            self._look_timer.start()

    def _reread(self) -> None:
        options = self._journal.options
        draft = parse(self._draft.text, self._journal.clock.today(), options.country)
        self._read = corrected(draft, self._corrections)
        if self._link is not None and not _is_named(self._read, self._link.name):
            self._link = None
        if self._via is not None and fold(self._read.via) != fold(self._via.name):
            self._via = None
        self.composer.underline(self._read.spans)
        self.reading.show_draft(self._read)
        self.verdict.before = self.reading.chips()[-1] if self.reading.chips() else self.composer
        self._announcer.say(self.reading.said())

    @Slot()
    def _look(self) -> None:
        """Say what the line meets in the journal."""
        draft = self._read
        if draft.follow_up is not None and draft.follow_up.unread:
            self.verdict.ask_day(draft.follow_up.unread, draft.follow_up.suggestion)
        elif self._link is not None and self._link.contact_id:
            self.verdict.tell_linked(self._link.name)
        elif draft.has_identity:
            preview = self._preview()
            if len(preview.via_matches) > 1 and self._via is None:
                self.verdict.ask_via(draft.via, preview.via_matches)
            else:
                self.verdict.tell(preview)
        else:
            self.verdict.clear()
        self._announcer.say(", ".join(part for part in (self.reading.said(), self.verdict.text()) if part))

    def _preview(self) -> CapturePreview:
        return self._journal.capture.preview(self._read, event_id=self._draft.event_id, group=self._draft.group)

    @Slot(object, object)
    def _on_corrected(self, span: Span, kind: SpanKind) -> None:
        self._corrections[span_text(self._read, span)] = kind
        self._reread()
        self._look_timer.start()
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_retyped(self, span: Span) -> None:
        self.composer.select(span.start, span.end)

    @Slot(object)
    def _on_removed(self, span: Span) -> None:
        text = self._draft.text
        end = span.end + len(text[span.end :]) - len(text[span.end :].lstrip(" ,;"))
        self.composer.replace(span.start, end, "")
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_respelt(self) -> None:
        self.composer.replace(0, len(self._draft.text), respelt(self._read))
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- people of that name ------------------------------------------------------------------------------------

    def _offer_people(self) -> None:
        rows: list[ContactRow] = []
        span = self._typed_span()
        if span is not None and self.composer.hasFocus():
            said = span_text(self._read, span)
            known = self._via if span.kind is SpanKind.VIA else self._link
            if len(fold(said)) >= _LEAST_LETTERS and known is None:
                rows = self._journal.contacts.suggest(said, limit=_SUGGESTED)
        corner = self.box.mapTo(self, self.box.rect().topLeft())
        self.suggestions.offer(rows, QRectF(QPointF(corner), self.box.rect().size()))
        self.composer.suggesting = bool(rows)

    def _typed_span(self) -> Span | None:
        """Return the name, or the name after « via », at whose end the cursor stands."""
        at = self.composer.textCursor().position()
        kinds = {SpanKind.NAME, SpanKind.VIA}
        return next((span for span in self._read.spans if span.kind in kinds and span.end == at), None)

    @Slot()
    def _hide_suggestions(self) -> None:
        self.suggestions.offer((), QRectF())
        self.composer.suggesting = False

    @Slot()
    def _on_accepted(self) -> None:
        row = self.suggestions.current()
        if row is not None:
            self._take(row)

    @Slot(object)
    def _take(self, row: ContactRow) -> None:
        span = self._typed_span()
        if span is None:
            return
        said = span_text(self._read, span)
        start = span.end - len(said) if self._draft.text[span.start : span.end].endswith(said) else span.start
        self.composer.replace(start, span.end, row.name)
        choice = _Choice(row.id, row.name)
        if span.kind is SpanKind.VIA:
            self._via = choice
        else:
            self._link = choice
        self._hide_suggestions()
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    @Slot(int, str)
    def _on_link_asked(self, contact_id: int, _name: str) -> None:
        self._link = _Choice(contact_id, f"{self._read.first_name} {self._read.last_name}".strip())
        self._look()
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_unlinked(self) -> None:
        self._link = None
        self._look()
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_via_chosen(self, contact_id: int) -> None:
        self._via = _Choice(contact_id, self._read.via)
        self._look()
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- entering -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_submitted(self) -> None:
        row = self.suggestions.current()
        if row is not None and self.suggestions.steered:
            self._take(row)
            return
        self._hide_suggestions()
        if self._read.is_empty:
            self._next_line()
        elif not self._read.has_identity:
            self._refuse(Refused("no_identity", field="first_name"))
        elif not self._asks_via():
            self._enter()

    def _asks_via(self) -> bool:
        """Ask whom « via » means where several have that name; tell whether an answer is awaited."""
        if not self._read.via or self._via is not None:
            return False
        people = self._preview().via_matches
        if len(people) < 2:
            return False
        self._look_timer.stop()
        self.verdict.ask_via(self._read.via, people)
        answers = self.verdict.answers()
        answers[0].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.verdict.text())
        return True

    def _enter(self) -> None:
        line = self._draft.text
        self._adding = True
        try:
            person = self._journal.capture.add(
                self._read,
                event_id=self._draft.event_id,
                contact_id=None if self._link is None else self._link.contact_id,
                via_id=self._via.contact_id if self._via is not None and self._via.contact_id else None,
                group=self._draft.group,
                defaults=self.batch.defaults(),
            )
        except Refused as error:
            self._refuse(error)
            return
        except CarnetError as error:
            self._save()
            self._signals.error_raised.emit(error)
            return
        finally:
            self._adding = False
        self._next_line()
        self._show_entered(person, line)

    def _show_entered(self, person: Captured, line: str) -> None:
        if person.deed_id is None:
            self.verdict.tell_known(person.name)
            return
        self._draft.lines[str(person.deed_id)] = line
        self.added.put_in(person)
        self._count()
        announce(self, f"{person.name}, {captures.verdict(created=person.created, doubtful=bool(person.doubles))}")

    def _next_line(self) -> None:
        self._show_line(self._draft.queue.pop(0) if self._draft.queue else "")
        self._show_queue()

    def _refuse(self, error: CarnetError) -> None:
        self._look_timer.stop()
        self.box.mark_invalid(True)
        self.verdict.refuse(sentence(error))
        announce(self, self.verdict.text())

    @Slot(list)
    def _on_pasted(self, lines: list[str]) -> None:
        if self.composer.text().strip():
            self._draft.queue = [*lines, *self._draft.queue]
        else:
            self._draft.queue = [*lines[1:], *self._draft.queue]
            self._show_line(lines[0])
        self._show_queue()
        self._save()

    def _show_queue(self) -> None:
        count = len(self._draft.queue)
        text = ngettext("{n} line waiting; next: {line}", "{n} lines waiting; next: {line}", count)
        self.waiting.setVisible(bool(count))
        self.waiting.set_text(text.format(n=count, line=self._draft.queue[0][:60]) if count else "")

    # -- taking back --------------------------------------------------------------------------------------------

    @Slot()
    def _on_previous(self) -> None:
        people = self.added.people()
        if not people:
            return
        last = people[-1]
        if self._take_back(last):
            self._show_line(self._draft.lines.pop(str(last.deed_id), last.name))

    def _take_back(self, person: Captured) -> bool:
        try:
            self._journal.history.undo(person.deed_id)
        except Refused as error:
            self.verdict.refuse(sentence(error))
            return False
        self._refresh()
        return True

    @Slot()
    def _on_cancel_all(self) -> None:
        count = self._journal.capture.undo_session(self._draft.group)
        self._refresh()
        text = ngettext("{n} person taken back.", "{n} people taken back.", count).format(n=count)
        self._signals.toast_asked.emit(text, "")
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _redo(self) -> None:
        try:
            self._journal.history.redo()
        except Refused as error:
            self.verdict.refuse(sentence(error))
        self._refresh()

    # -- the batch ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_event_chosen(self, event_id: int | None) -> None:
        text, queue = self._draft.text, self._draft.queue
        self._show_session(event_id)
        self._draft.text, self._draft.queue = text, queue
        self._save_timer.start()
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_session(self, event_id: int | None) -> None:
        """Show the batch of an event, a new one where there is none yet."""
        found = self._sessions.get(event_id)
        if found is None:
            group = self._journal.capture.new_group(event_id)
            found = self._sessions[event_id] = drafting.QuickAddDraft(event_id=event_id, group=group)
        self._draft = found
        row = self.bar.row_of(event_id)
        day = None if row is None or row.starts_at is None else local_day(row.starts_at, row.tz)
        self.batch.show_batch(row, day, _chosen(found))
        self.added.show_people(self._journal.capture.session(found.group))
        self._count()

    @Slot()
    def _on_batch_changed(self) -> None:
        chosen = self.batch.defaults()
        self._draft.tags = list(chosen.tags)
        self._draft.origin = "" if chosen.origin is None else chosen.origin.value
        self._draft.day = "" if chosen.day is None else chosen.day.isoformat()
        self._save_timer.start()

    # -- the people added ---------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self.added.show_people(self._journal.capture.session(self._draft.group))
        self._count()

    def _count(self) -> None:
        count = len(self.added.rows())
        at_event = self._draft.event_id is not None
        title = _("Added at this event · {n}") if at_event else _("Added · {n}")
        self.added_title.set_text(title.format(n=count))
        self.added_title.setVisible(bool(count))
        self.cancel_all.setVisible(bool(count))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and not self._adding and (changes.everything or changes.cause is not Cause.USER):
            self._refresh()

    @Slot(int)
    def _on_opened(self, contact_id: int) -> None:
        self.close_overlay()
        self._signals.contact_opened.emit(contact_id)

    @Slot(object)
    def _on_compare(self, person: Captured) -> None:
        comparison = Comparison(self, self._journal, person)
        comparison.merged.connect(self._on_merged)
        comparison.kept.connect(self._on_kept)
        comparison.closed.connect(comparison.deleteLater)
        comparison.open()

    @Slot(int, int)
    def _on_merged(self, keep_id: int, other_id: int) -> None:
        self._journal.contacts.merge(keep_id, other_id)
        self._settle(other_id, keep_id)

    @Slot(int, int)
    def _on_kept(self, old_id: int, new_id: int) -> None:
        self._journal.contacts.mark_not_same(old_id, new_id)
        self._settle(new_id, new_id)

    def _settle(self, contact_id: int, now_id: int) -> None:
        """Show a person whose duplicate has been decided."""
        for person in self.added.people():
            if person.contact_id == contact_id:
                self.added.put_again(person._replace(contact_id=now_id, created=now_id == contact_id, doubles=()))
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something else in the window below."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the panel the height of what it holds: of a fixed size, it does not ask for another by itself."""
        if watched is self.panel and event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 explains, Ctrl+Maj+V chooses the event, Ctrl+Z takes the last person back."""
        if event.key() == Qt.Key.Key_F1:
            self._explain()
        elif _is_own(event):
            self.bar.events.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.bar.events.showPopup()
        elif event.matches(QKeySequence.StandardKey.Undo):
            people = self.added.people()
            if people:
                self._take_back(people[-1])
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._redo()
        else:
            super().keyPressEvent(event)

    def _explain(self) -> None:
        sheet = grammar_sheet(self)
        sheet.closed.connect(sheet.deleteLater)
        sheet.open()

    # -- the draft ----------------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        self._save_timer.stop()
        try:
            drafting.save(self._journal, self._draft)
        except CarnetError as error:
            self._signals.error_raised.emit(error)


def _is_own(event: QKeyEvent) -> bool:
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_F1 or (event.key() == Qt.Key.Key_V and event.modifiers() == wanted)


def _is_named(draft: PersonDraft, name: str) -> bool:
    return fold(f"{draft.first_name} {draft.last_name}") == fold(name)


def _chosen(draft: drafting.QuickAddDraft) -> CaptureDefaults:
    """Return what a draft says that each person receives; what cannot be read is left out."""
    try:
        origin = Channel(draft.origin) if draft.origin else None
        day = date.fromisoformat(draft.day) if draft.day else None
    except ValueError:
        origin, day = None, None
    return CaptureDefaults(tags=tuple(draft.tags), origin=origin, day=day)
