"""The small chips of exchanges: what was understood, each a button that corrects it or takes it out."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from carnet.domain.capture_values import Span, SpanKind
from carnet.domain.composer import ExchangeDraft
from carnet.domain.mentions import NEW_PERSON, Mention
from carnet.ui.kit.labels import chip_size, paint_chip
from carnet.ui.kit.painting import draw_ground
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import metric
from carnet.words import _

_REMOVE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


_PARTS = {
    SpanKind.PLACE: "map-pin",
    SpanKind.DURATION: "hourglass",
    SpanKind.EVENT: "ticket",
    SpanKind.MISSION: "briefcase",
}


class ChipAction(PlainButton):
    """A small chip that opens the correction of what it says.

    Signals:
        removed: Suppr was pressed.
    """

    removed = Signal()
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the part out with Suppr."""
        if event.key() in _REMOVE:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip, outlined under the pointer."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_chip(painter, area, self._text, self._icon_name, self._tone, small=True)
        if self.hovered():
            draw_ground(painter, area, area.height() / 2, None, "border-control")
        painter.end()


class PartChip(ChipAction):
    """A chip of a part of the line that only some lines have: somebody, a place, the time spent, an event, a mission.

    Attributes:
        span: where the part stands in the line.
        mention: who or what is named, None for place and time spent.
    """

    def __init__(self, span: Span, mention: Mention | None = None) -> None:
        self.span = span
        self.mention = mention
        super().__init__("")
        self.setAccessibleDescription(_("Enter corrects it"))

    def show_part(self, line: str) -> None:
        """Say what was understood."""
        self.show_chip(*_words_of(line, self.span, self.mention))


def parts_of(draft: ExchangeDraft) -> Iterator[tuple[Span, Mention | None]]:
    """Yield what a line names, in its order; somebody named twice has one chip."""
    mentions = {mention.span: mention for mention in (*draft.people, draft.event, draft.mission) if mention}
    seen: set[int] = set()
    for span in draft.spans:
        mention = mentions.get(span)
        key = mention.key if mention is not None and span.kind is SpanKind.PERSON else None
        if (mention is not None or span.kind in _PARTS) and not (key and key in seen):
            seen.update([key] if key else [])
            yield span, mention


def _words_of(line: str, span: Span, mention: Mention | None) -> tuple[str, str, str]:
    """Return text, icon and tone of the chip of a part."""
    if mention is None or span.kind is not SpanKind.PERSON:
        named = mention.meant[0].name if mention is not None and mention.meant else line[span.start : span.end]
        return named, _PARTS[span.kind], "plain"
    if len(mention.meant) > 1:
        return _("{name}: who is it?").format(name=mention.name), "triangle-alert", "warn"
    if mention.key is None:
        return _("{name}: create?").format(name=mention.name), "user-plus", "outline"
    told = [mention.personal_note, mention.promised and _("promised: {what}").format(what=mention.promised)]
    text = ", ".join(part for part in (mention.meant[0].name, *told) if part)
    if mention.key == NEW_PERSON:
        return _("{name} (new sheet)").format(name=text), "user-plus", "accent"
    return text, "user", "plain"


def answers_to(mention: Mention) -> Iterator[tuple[int | None, str, str]]:
    """Yield what may be answered to who somebody is: id, icon and words."""
    for meant in mention.meant:
        if meant.id != NEW_PERSON:
            yield meant.id, "user", f"{meant.name}, {meant.detail}" if meant.detail else meant.name
    if mention.key != NEW_PERSON:
        yield NEW_PERSON, "user-plus", _("Create a sheet for {name}").format(name=mention.name)
    yield None, "notebook-pen", _("Nobody: keep it in the note")
