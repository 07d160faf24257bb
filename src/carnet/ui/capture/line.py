"""The line being typed: how it is read, corrected, and to whom of the journal it is tied before it is entered."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from carnet.domain.capture import PersonDraft, Span, corrected, parse, respelt, span_text
from carnet.domain.capture_values import SpanKind
from carnet.domain.captures import CapturePreview
from carnet.domain.contacts import ContactRow
from carnet.domain.events import EventRef
from carnet.domain.text import fold
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.capture.composer import Composer, ComposerBox
from carnet.ui.capture.drafting import Choice
from carnet.ui.capture.reading import Reading
from carnet.ui.capture.verdict_line import VerdictLine
from carnet.ui.kit.announce import Announcer, announce
from carnet.ui.kit.suggestions import Suggestions
from carnet.words import _
from carnet.words.errors import sentence

_LOOK_MS = 150
_SUGGESTED = 5
_LEAST_LETTERS = 2


class Line(QObject):
    """The field and what stands under it: chips, suggestions, the sentence about duplicates.

    Attributes:
        event_id: event that the line will be entered for.
        group: key of its batch.
        corrections: what parts of the line are that the grammar reads otherwise.
        link: whom the user said that the line is about, None where nothing was said.
        via: whom « via » means, likewise.

    Signals:
        typed: the text changed, or what was said of it.
        entered: Entrée was pressed on a line that can be entered, or on an empty one.
    """

    typed = Signal()
    entered = Signal()

    def __init__(self, journal: Journal, panel: QWidget) -> None:
        super().__init__(panel)
        self.event_id: EventRef | None = None
        self.group = ""
        self._journal = journal
        self._panel = panel
        self._text = ""
        self._read = PersonDraft()
        self.corrections: dict[str, SpanKind] = {}
        self.link: Choice | None = None
        self.via: Choice | None = None
        self._announcer = Announcer(panel)
        self._look_timer = QTimer(self)
        self._look_timer.setSingleShot(True)
        self._look_timer.setInterval(_LOOK_MS)
        self.composer = Composer()
        self.box = ComposerBox(self.composer)
        self.reading = Reading()
        self.verdict = VerdictLine()
        self.suggestions = Suggestions(_("Tab"), panel)
        self.reading.before = self.verdict.before = self.composer
        self._connect()

    @property
    def text(self) -> str:
        """The text as typed."""
        return self._text

    @property
    def draft(self) -> PersonDraft:
        """The person described, corrections made."""
        return self._read

    @property
    def contact_id(self) -> int | None:
        """Whom the user said that the line is about, 0 for somebody new; None leaves it to the journal."""
        return None if self.link is None else self.link.contact_id

    @property
    def via_id(self) -> int | None:
        """Whom the user said that « via » means; None leaves it to the journal."""
        return self.via.contact_id if self.via is not None and self.via.contact_id else None

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: CarnetError) -> None:
        """Say under the field why the line cannot be entered."""
        self._look_timer.stop()
        self.box.mark_invalid(True)
        self.verdict.refuse(sentence(error))
        announce(self._panel, self.verdict.text())

    def _connect(self) -> None:
        self.composer.typed.connect(self._on_typed)
        self.composer.submitted.connect(self._on_submitted)
        self.composer.moved.connect(self.suggestions.move_by)
        self.composer.accept = self._accept
        self.composer.dismissed.connect(self.hide_suggestions)
        self.suggestions.chosen.connect(self._take)
        self.reading.corrected.connect(self._on_corrected)
        self.reading.retyped.connect(self._on_retyped)
        self.reading.removed.connect(self._on_removed)
        self.verdict.link_asked.connect(self._on_link_asked)
        self.verdict.unlinked.connect(self._on_unlinked)
        self.verdict.via_chosen.connect(self._on_via_chosen)
        self.verdict.respelt.connect(self._on_respelt)
        self._look_timer.timeout.connect(self._look)

    @Slot()
    def _on_submitted(self) -> None:
        row = self.suggestions.current()
        if row is not None and self.suggestions.steered:
            self._take(row)
            return
        self.hide_suggestions()
        if not self._read.is_empty and not self._read.has_identity:
            self.refuse(Refused("no_identity", field="first_name"))
        elif not self._asks_via():
            self.entered.emit()

    def _asks_via(self) -> bool:
        """Ask whom « via » means where several have that name; tell whether an answer is awaited."""
        if not self._read.via or self.via is not None:
            return False
        people = self._preview().via_matches
        if len(people) < 2:
            return False
        self._look_timer.stop()
        self.verdict.ask_via(self._read.via, people)
        answers = self.verdict.answers()
        answers[0].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._panel, self.verdict.text())
        return True

    def show(
        self,
        text: str,
        corrections: Mapping[str, SpanKind] = MappingProxyType({}),
        link: Choice | None = None,
        via: Choice | None = None,
    ) -> None:
        """Show another line, read afresh, with what was said of it before."""
        self.corrections, self.link, self.via = dict(corrections), link, via
        self.composer.show_text(text)
        self.verdict.clear()
        if text:
            self._look_timer.start()

    def look_again(self) -> None:
        """Say anew what the line meets, as when it is for another event."""
        self.verdict.clear()
        if not self._read.is_empty:
            self._look_timer.start()

    @Slot()
    def _on_typed(self) -> None:
        self._text = self.composer.text()
        self.box.mark_invalid(False)
        self._reread()
        self._offer_people()
        self.typed.emit()
        if self._read.is_empty:
            self.verdict.clear()
            self._look_timer.stop()
        else:
            self._look_timer.start()

    def _reread(self) -> None:
        options = self._journal.options
        draft = parse(self._text, self._journal.clock.today(), options.country)
        self._read = corrected(draft, self.corrections)
        if self.link is not None and not _is_named(self._read, self.link.name):
            self.link = None
        if self.via is not None and fold(self._read.via) != fold(self.via.name):
            self.via = None
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
        elif self.link is not None:
            self.verdict.tell_choice(self.link.name if self.link.contact_id else "")
        elif draft.has_identity:
            preview = self._preview()
            if len(preview.via_matches) > 1 and self.via is None:
                self.verdict.ask_via(draft.via, preview.via_matches)
            else:
                self.verdict.tell(preview)
        else:
            self.verdict.clear()
        self._announcer.say(", ".join(part for part in (self.reading.said(), self.verdict.text()) if part))

    def _preview(self) -> CapturePreview:
        return self._journal.capture.preview(self._read, event_id=self.event_id, group=self.group)

    @Slot(object, object)
    def _on_corrected(self, span: Span, kind: SpanKind) -> None:
        self.corrections[span_text(self._read, span)] = kind
        self._reread()
        self.typed.emit()
        self._look_timer.start()
        self.take_focus()

    @Slot(object)
    def _on_retyped(self, span: Span) -> None:
        self.composer.select(span.start, span.end)

    @Slot(object)
    def _on_removed(self, span: Span) -> None:
        text = self._text
        end = span.end + len(text[span.end :]) - len(text[span.end :].lstrip(" ,;"))
        self.composer.replace(span.start, end, "")
        self.take_focus()

    @Slot()
    def _on_respelt(self) -> None:
        self.composer.replace(0, len(self._text), respelt(self._read))
        self.take_focus()

    # -- people of that name ------------------------------------------------------------------------------------

    def _offer_people(self) -> None:
        rows: list[ContactRow] = []
        span = self._typed_span()
        if span is not None and self.composer.hasFocus():
            said = span_text(self._read, span)
            known = self.via if span.kind is SpanKind.VIA else self.link
            if len(fold(said)) >= _LEAST_LETTERS and known is None:
                found = self._journal.contacts.suggest(said, limit=_SUGGESTED)
                rows = sorted(found, key=partial(_is_other, fold(said)))  # Tab takes the very name first
        self.suggestions.offer(rows)
        self.composer.suggesting = bool(rows)
        self.place_suggestions()

    def place_suggestions(self) -> None:
        """Let the suggestions follow the field and its chips, which stay in view above them."""
        corner = self.box.mapTo(self._panel, self.box.rect().topLeft())
        anchor = QRectF(QPointF(corner), self.box.rect().size())
        if self.reading.isVisible():
            anchor.setBottom(self.reading.mapTo(self._panel, self.reading.rect().bottomLeft()).y())
        self.suggestions.place(anchor)

    def _typed_span(self) -> Span | None:
        """Return the name, or the name after « via », at whose end the cursor stands."""
        at = self.composer.textCursor().position()
        kinds = {SpanKind.NAME, SpanKind.VIA}
        return next((span for span in self._read.spans if span.kind in kinds and span.end == at), None)

    @Slot()
    def hide_suggestions(self) -> None:
        """Offer nobody until the next key."""
        self.suggestions.offer(())
        self.composer.suggesting = False

    def _accept(self) -> bool:
        """Take the first suggestion, else the sheet that the verdict offers; tell whether there was one."""
        row = self.suggestions.current()
        if row is not None:
            self._take(row)
            return True
        if self._look_timer.isActive():
            self._look_timer.stop()
            self._look()
        button = self.verdict.completion()
        if button is not None:
            button.click()
        return button is not None

    @Slot(object)
    def _take(self, row: ContactRow) -> None:
        span = self._typed_span()
        if span is None:
            return
        said = span_text(self._read, span)
        start = span.end - len(said) if self._text[span.start : span.end].endswith(said) else span.start
        self.composer.replace(start, span.end, row.name)
        choice = Choice(row.id, row.name)
        if span.kind is SpanKind.VIA:
            self.via = choice
        else:
            self.link = choice
        self.hide_suggestions()
        self.take_focus()
        self._look()

    @Slot(int, str)
    def _on_link_asked(self, contact_id: int, _name: str) -> None:
        self.link = Choice(contact_id, f"{self._read.first_name} {self._read.last_name}".strip())
        self.typed.emit()
        self._look()
        self.take_focus()

    @Slot()
    def _on_unlinked(self) -> None:
        self.link = Choice(0, f"{self._read.first_name} {self._read.last_name}".strip())
        self.typed.emit()
        self._look()
        self.take_focus()

    @Slot(int)
    def _on_via_chosen(self, contact_id: int) -> None:
        self.via = Choice(contact_id, self._read.via)
        self.typed.emit()
        self._look()
        self.take_focus()


def _is_other(name: str, row: ContactRow) -> bool:
    return fold(row.name) != name


def _is_named(draft: PersonDraft, name: str) -> bool:
    return fold(f"{draft.first_name} {draft.last_name}") == fold(name)
