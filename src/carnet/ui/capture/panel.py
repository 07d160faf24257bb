"""The quick add: each Entrée commits one person as one deed and goes on; nothing typed is lost, not even by a crash."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.captures import Captured, CaptureDefaults
from carnet.domain.changes import Cause, Changes
from carnet.domain.clips import Clip, ClipKind, ClipLine
from carnet.domain.contacts import Channel
from carnet.domain.events import EventRef
from carnet.domain.zones import local_day
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.capture import drafting
from carnet.ui.capture.added import AddedList
from carnet.ui.capture.batch import Batch
from carnet.ui.capture.beside import Beside
from carnet.ui.capture.compare import Comparison
from carnet.ui.capture.drafting import Choice
from carnet.ui.capture.grammar import grammar_sheet
from carnet.ui.capture.head import Head
from carnet.ui.capture.layout import Foot, Middle, Top
from carnet.ui.capture.line import Line
from carnet.ui.kit.announce import announce
from carnet.ui.kit.errors import passes
from carnet.ui.kit.labels import LinkLabel, label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.words import _, captures, ngettext
from carnet.words.errors import sentence

_SAVE_MS = 250
_SETTLE_MS = 40
_LONG = 20_000


class CapturePanel(Overlay):
    """One line per person, over the window.

    Args:
        journal: what the people are added to.
        signals: `changed` is listened to; `contact_opened` and `error_raised` are sent.
        window: the window to cover.
    """

    def __init__(self, journal: Journal, signals: AppSignals, window: QWidget) -> None:
        super().__init__(window, _("Quick add"), 760, top_px=64)
        self._journal = journal
        self._signals = signals
        self._draft = drafting.QuickAddDraft()
        self._sessions: dict[EventRef | None, drafting.QuickAddDraft] = {}
        self._adding = False
        self._unsaved = False
        self._cancelled: list[int] = []
        self._clips: dict[str, ClipLine] = {}
        self._source = ""
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._build()
        self._connect()

    # -- opening and closing ------------------------------------------------------------------------------------

    def open_for(self, event_id: EventRef | None = None) -> None:
        """Open the panel for an event, else for the one that a draft or the present hour names."""
        kept = self._gathered() if self.isVisible() or self._unsaved else drafting.load(self._journal)
        recovered = kept.waits if self.isHidden() else 0
        kept.event_id = self._known(kept.event_id)
        chosen = self._known(event_id or (kept.event_id if kept.waits or self.isVisible() else self._likeliest()))
        text, queue = kept.text, kept.queue
        if kept.group and kept.event_id == chosen:
            self._sessions[chosen] = kept
        self.bar.show_events(self._journal, chosen)
        self._show_session(chosen)
        self._draft.queue = queue
        self._clips |= kept.clips
        self._show_line(text, link=kept.link, via=kept.via)
        self._show_queue()
        if recovered:
            found = ngettext("{n} line found again.", "{n} lines found again.", recovered)
            self.verdict.tell_found(found.format(n=recovered))
        self.open()
        self.line.take_focus()

    def close_overlay(self) -> None:
        """Close; what is not entered is kept."""
        if self.isVisible():
            self.line.hide_suggestions()
            self._save()
        super().close_overlay()

    def _known(self, event: EventRef | None) -> EventRef | None:
        """Return an event by its row, with its batch, once it has one; None for one that takes place no more."""
        if event is None:
            return None
        try:
            told = self._journal.events.get(event)
        except Refused:
            return None
        if told.id is None:
            return event
        if told.ref != told.id and told.ref in self._sessions:
            self._sessions[told.id] = self._sessions.pop(told.ref)
            self._sessions[told.id].event_id = told.id
        return told.id

    def _likeliest(self) -> EventRef | None:
        row = self._journal.events.default_for_capture()
        return None if row is None else row.ref

    # -- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head.hide()
        self.bar = Head()
        self.batch = Batch(self._journal.clock.today())
        self.line = Line(self._journal, self)
        self.composer, self.box = self.line.composer, self.line.box
        self.reading, self.verdict, self.suggestions = self.line.reading, self.line.verdict, self.line.suggestions
        self.waiting = label("", "secondary", "text2")
        self.beside = Beside()
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
        self.suggestions.raise_()
        self.added.before = self.cancel_all
        self.panel.installEventFilter(self)
        self._restyle()

    def _fill_middle(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.added_title)
        line.addStretch(1)
        line.addWidget(self.cancel_all)
        column = self._middle.column
        for part in (self.waiting, self.reading, self.verdict, self.beside):
            column.addWidget(part)
        column.addLayout(line)
        column.addWidget(self.added)
        column.addStretch(1)

    def _connect(self) -> None:
        self.line.typed.connect(self._on_typed)
        self.line.entered.connect(self._on_entered)
        self.composer.previous_asked.connect(self._on_previous)
        self.composer.pasted.connect(self._on_pasted)
        self.added.opened.connect(self._on_opened)
        self.added.compare_asked.connect(self._on_compare)
        self.cancel_all.activated.connect(self._on_cancel_all)
        self.verdict.restore_asked.connect(self._on_restore)
        self.bar.events_left.connect(self.line.take_focus)
        self.bar.event_chosen.connect(self._on_event_chosen)
        self.bar.closed.connect(self.close_overlay)
        self.foot.done.clicked.connect(self.close_overlay)
        self.batch.changed.connect(self._on_batch_changed)
        self._save_timer.timeout.connect(self._on_paused)
        self._signals.changed.connect(self._on_changed)

    def _restyle(self) -> None:
        super()._restyle()
        if not hasattr(self, "_frame"):
            return  # the first call comes from the overlay, before anything is built
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        # Inside the round corners, which stay the panel's to paint.
        self._frame.setContentsMargins(metric(12), metric(12), metric(12), 0)

    # -- entering -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_typed(self) -> None:
        self._draft.text = self.line.text
        if not self._draft.text.strip():
            self.beside.hide()
            self._source = ""
        self._save_timer.start(_SAVE_MS)

    @Slot()
    def _on_entered(self) -> None:
        if self.line.draft.is_empty:
            self._next_line()
        else:
            self._enter()

    def _enter(self) -> None:
        line = self._draft.text
        self._adding = True
        try:
            person = self._journal.capture.add(
                self.line.draft,
                event_id=self._draft.event_id,
                contact_id=self.line.contact_id,
                via_id=self.line.via_id,
                group=self._draft.group,
                defaults=self.batch.defaults(),
            )
        except Refused as error:
            self.line.refuse(error)
            return
        except CarnetError as error:
            self._save()
            self._signals.error_raised.emit(error)
            return
        finally:
            self._adding = False
        self._next_line()
        self._show_entered(person, line)
        # Soon, once painted: a crash shall not offer again what has been entered.
        self._save_timer.start(_SETTLE_MS)

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

    def _show_line(
        self, text: str, picture: QImage | None = None, link: Choice | None = None, via: Choice | None = None
    ) -> None:
        """Show a line, with what was said of it, and what it was made of where that was pasted."""
        clip = self._clips.get(text, ClipLine(text))
        self._source = clip.source
        self.line.show(text, clip.corrections, link, via)
        self.beside.show_source(clip.source, picture)

    @Slot(object)
    def _on_pasted(self, source: QMimeData) -> None:
        clip = Clip(ClipKind.NOTHING)
        if len(source.text()) < _LONG and not any(url.isLocalFile() for url in source.urls()):
            clip = self._journal.capture.understand(source.text(), source.html())
        if clip.kind is not ClipKind.PEOPLE:
            self._signals.grab_asked.emit(source)
        elif self.composer.text().strip():
            self._queue(clip.lines)
        else:
            self.take(clip)

    def take(self, clip: Clip, picture: QImage | None = None) -> None:
        """Show the first person of what was pasted, and let the others, and a line being typed, wait."""
        first, *others = clip.lines
        typed = [self.composer.text()] if self.composer.text().strip() else []
        self._draft.queue = [*typed, *self._draft.queue]
        self._clips[first.text] = first
        self._show_line(first.text, picture)
        self._queue(others)
        self.line.take_focus()

    def _queue(self, lines: Sequence[ClipLine]) -> None:
        self._clips |= {line.text: line for line in lines}
        self._draft.queue = [*(line.text for line in lines), *self._draft.queue]
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
        self.composer.forget()
        return True

    @Slot()
    def _on_cancel_all(self) -> None:
        self._cancelled = [person.deed_id for person in self.added.people() if person.deed_id is not None]
        count = self._journal.capture.undo_session(self._draft.group)
        self.composer.forget()
        text = ngettext("{n} person taken back.", "{n} people taken back.", count).format(n=count)
        self.verdict.tell_taken_back(text)
        announce(self, text)
        self.line.take_focus()

    @Slot()
    def _on_restore(self) -> None:
        try:
            self._journal.history.redo_all(self._cancelled)
        except Refused as error:
            self.verdict.refuse(sentence(error))
        else:
            self.verdict.clear()
        self.line.take_focus()

    def _redo(self) -> None:
        try:
            self._journal.history.redo()
        except Refused as error:
            self.verdict.refuse(sentence(error))

    # -- the batch ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_event_chosen(self, event_id: EventRef | None) -> None:
        text, queue = self._draft.text, self._draft.queue
        self._show_session(event_id)
        self._draft.text, self._draft.queue = text, queue
        self._save_timer.start(_SAVE_MS)
        self.line.look_again()
        self.line.take_focus()

    def _show_session(self, event_id: EventRef | None) -> None:
        """Show the batch of an event, a new one where there is none yet."""
        found = self._sessions.get(event_id)
        if found is None:
            group = self._journal.capture.new_group(event_id)
            found = self._sessions[event_id] = drafting.QuickAddDraft(event_id=event_id, group=group)
        self._draft = found
        self.line.event_id, self.line.group = event_id, found.group
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
        self._save_timer.start(_SAVE_MS)

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
        self.line.take_focus()

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
            self.line.place_suggestions()
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
    def _on_paused(self) -> None:
        """Keep the draft of somebody who types on, whom no dialog may interrupt."""
        self._save(typing=True)

    def _save(self, *, typing: bool = False) -> None:
        self._save_timer.stop()
        try:
            drafting.save(self._journal, self._gathered())
        except CarnetError as error:
            told, self._unsaved = self._unsaved, True  # it is kept here, then, until it can be
            if not (typing and passes(error)):
                self._signals.error_raised.emit(error)
            elif not told:  # once: it would come again in every pause
                self._signals.toast_asked.emit(sentence(error), "")
        else:
            self._unsaved = False

    def unsaved(self) -> drafting.QuickAddDraft | None:
        """Return what is typed and could not be kept, None where all is."""
        return self._gathered() if self._unsaved else None

    def _gathered(self) -> drafting.QuickAddDraft:
        """Return the draft with what was said of its lines."""
        draft, line = self._draft, self.line
        draft.clips = {text: self._clips[text] for text in draft.queue if text in self._clips}
        draft.link, draft.via = line.link, line.via
        if line.corrections or self._source:
            draft.clips[draft.text] = ClipLine(draft.text, line.corrections, self._source)
        return draft


def _is_own(event: QKeyEvent) -> bool:
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_F1 or (event.key() == Qt.Key.Key_V and event.modifiers() == wanted)


def _chosen(draft: drafting.QuickAddDraft) -> CaptureDefaults:
    """Return what a draft says that each person receives; what cannot be read is left out."""
    try:
        origin = Channel(draft.origin) if draft.origin else None
        day = date.fromisoformat(draft.day) if draft.day else None
    except ValueError:
        origin, day = None, None
    return CaptureDefaults(tags=tuple(draft.tags), origin=origin, day=day)
