"""What is understood of the line: an avatar and one chip per part, each a button that corrects it."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from carnet.domain.capture import FIELD_KINDS, PersonDraft, Span, span_text
from carnet.domain.capture_values import SpanKind
from carnet.ui.capture.hues import hue_of, icon_of
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.cards import Card
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import draw_icon, icon
from carnet.ui.kit.painting import draw_ground, draw_text, set_tip, text_width
from carnet.ui.kit.plain_button import PlainButton
from carnet.ui.kit.theme import metric
from carnet.words import _, captures
from carnet.words.formats import near_day

_MOST_PX = 420


class PartChip(PlainButton):
    """One part as understood; Entrée, space or a click opens what may be done with it.

    Signals:
        corrected: the part is something else: its span and the new kind.
        retyped: the part is to be typed again.
        removed: the part is to go.
    """

    corrected = Signal(object, object)
    retyped = Signal(object)
    removed = Signal(object)
    ring_radius_px = 12

    def __init__(self, span: Span, text: str, *, doubtful: bool = False) -> None:
        self.span = span
        self._doubtful = doubtful
        super().__init__(text)
        self.setAccessibleName(f"{captures.part(span.kind)}, {text}")
        self.setAccessibleDescription(_("Enter corrects it"))
        set_tip(self, self.accessibleName())
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        """Return the size of icon and text."""
        width = text_width(self._text, "secondary_medium") + metric(13 + 6) + 2 * metric(10) + 1
        return QSize(min(width, metric(_MOST_PX)), metric(24))

    def minimumSizeHint(self) -> QSize:
        """Elide where there is no room."""
        return QSize(metric(48), metric(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and text."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        border = "warning" if self._doubtful else "border-control" if self.hovered() else "border-strong"
        draw_ground(painter, area, area.height() / 2, "warning-soft" if self._doubtful else "surface", border)
        side, x = metric(13), metric(10)
        box = QRectF(x, (area.height() - side) / 2, side, side)
        draw_icon(painter, box, icon_of(self.span.kind), hue_of(self.span.kind) or "text2")
        room = QRectF(x + side + metric(6), 0, area.width() - 2 * x - side - metric(6) + 2, area.height())
        draw_text(painter, room, self._text, "secondary_medium", "warning" if self._doubtful else "text")
        painter.end()

    def menu_of_part(self) -> QMenu:
        """Return what may be done with the part."""
        menu = QMenu(self)
        menu.addAction(icon("pencil"), _("Type it again")).triggered.connect(self._on_retype)
        menu.addAction(icon("x"), _("Remove it")).triggered.connect(self._on_remove)
        menu.addSeparator()
        for kind in FIELD_KINDS:
            if kind is not self.span.kind:
                action = menu.addAction(icon(icon_of(kind)), captures.part(kind))
                action.setData(kind)
        menu.triggered.connect(self._on_kind_chosen)
        return menu

    @Slot()
    def _on_clicked(self) -> None:
        menu = self.menu_of_part()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + metric(4))))
        menu.setActiveAction(menu.actions()[0])

    @Slot()
    def _on_retype(self) -> None:
        self.retyped.emit(self.span)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self.span)

    @Slot(QAction)
    def _on_kind_chosen(self, action: QAction) -> None:
        kind = action.data()
        if kind is not None:
            self.corrected.emit(self.span, SpanKind(kind))


class Reading(Card):
    """The strip of chips under the field.

    Attributes:
        before: the widget from which Tab comes to the first chip.

    Signals:
        corrected: span and new kind of a part.
        retyped: span of a part to type again.
        removed: span of a part to take out.
    """

    corrected = Signal(object, object)
    retyped = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__(pad=10, ground="list")
        self._shown: list[tuple[Span, str]] = []
        self._chips: list[PartChip] = []
        self.before: QWidget = self
        self.setAccessibleName(_("Understood"))
        row = QHBoxLayout()
        row.setSpacing(metric(12))
        self._avatar = Avatar(36)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        centred = QVBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._holder)
        centred.addStretch(1)
        row.addLayout(centred, 1)
        self.body.addLayout(row)
        self.hide()

    def show_draft(self, draft: PersonDraft) -> None:
        """Show the parts of a draft; chips that say the same stay, so that the focus does."""
        parts = [(span, _said(draft, span)) for span in _outer(draft.spans)]
        self.setVisible(bool(parts))
        self._avatar.show_person(f"{draft.first_name} {draft.last_name}".strip() or draft.organisation)
        doubtful = draft.follow_up is not None and bool(draft.follow_up.unread)
        if [(span.kind, text) for span, text in parts] == [(span.kind, text) for span, text in self._shown]:
            for chip, (span, _text) in zip(self._chips, parts, strict=True):
                chip.span = span
        else:
            self._replace(parts, doubtful=doubtful)
        self._shown = parts

    def chips(self) -> tuple[PartChip, ...]:
        """Return the chips in the order of the line."""
        return tuple(self._chips)

    def said(self) -> str:
        """Return the reading in words, for screen readers."""
        return ", ".join(chip.accessibleName() for chip in self._chips)

    def _replace(self, parts: Iterable[tuple[Span, str]], *, doubtful: bool) -> None:
        self._flow.clear()
        self._chips = []
        for span, text in parts:
            chip = PartChip(span, text, doubtful=doubtful and span.kind is SpanKind.FOLLOW_UP)
            chip.corrected.connect(self.corrected)
            chip.retyped.connect(self.retyped)
            chip.removed.connect(self.removed)
            self._flow.addWidget(chip)
            QWidget.setTabOrder(self._chips[-1] if self._chips else self.before, chip)
            chip.show()
            self._chips.append(chip)


def _outer(spans: tuple[Span, ...]) -> list[Span]:
    """Return the parts that there is something of to show."""
    return [span for span in spans if span.end > span.start]


def _said(draft: PersonDraft, span: Span) -> str:
    follow_up = draft.follow_up
    if span.kind is SpanKind.FOLLOW_UP and follow_up is not None and follow_up.due_on is not None:
        return _("follow up {day}").format(day=near_day(follow_up.due_on, draft.today))
    return " ".join(span_text(draft, span).split())
