"""The search field of contacts and of organisations: words and conditions, completed as they are typed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from carnet.domain.query import ORGANISATIONS, Field, token_before
from carnet.journal import Journal
from carnet.ui.kit.completions import Completions
from carnet.ui.kit.fields import SearchField
from carnet.words import queries

_MOST = 6


class QueryField(SearchField):
    """A search field with the ways to go on under it, drawn on what `draw_on` is given; `among` are its fields."""

    def __init__(self, journal: Journal, name: str, among: tuple[Field, ...]) -> None:
        super().__init__(name, height_px=34)
        self._journal = journal
        self._among = among
        self.completions = Completions(self)
        self.completions.chosen.connect(self._take)
        self.textEdited.connect(self._on_edited)

    def draw_on(self, canvas: QWidget) -> None:
        """Show the ways to go on over a widget that this field is in."""
        self.completions.setParent(canvas)

    def event(self, event: QEvent) -> bool:
        """Take the completion with Tab, which Qt would use to go on."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and (text := self.completions.current()) is not None
        ):
            self._take(text)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the completions, put them away with Échap."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if self.completions.rows and step is not None:
            self.completions.move_by(step)
        elif self.completions.rows and event.key() == Qt.Key.Key_Escape:
            self._offer([])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the completions away."""
        self._offer([])
        super().focusOutEvent(event)

    @Slot(object)
    def begin(self, field: Field) -> None:
        """Begin a condition at the end and offer its values."""
        before = self.text().rstrip()
        self.setText(f"{before} {queries.field_name(field)}:".lstrip())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        begun = token_before(self.text(), self.cursorPosition())
        self._offer([] if begun is None else queries.completions(begun, self._known, _MOST, self._among))

    def _offer(self, texts: Sequence[str]) -> None:
        self.completions.offer(texts)
        corner = self.mapTo(self.completions.parentWidget() or self, self.rect().topLeft())
        self.completions.place(QRectF(QPointF(corner), self.size().toSizeF()))

    def _known(self, field: Field, typed: str) -> Sequence[str]:
        match field:
            case Field.TAG:
                return [tag.name for tag in self._journal.labels.tags()]
            case Field.CIRCLE:
                return [circle.name for circle in self._journal.labels.circles()]
            case Field.ORGANISATION:
                return self._journal.organisations.suggest(typed, _MOST)
            case Field.INTRODUCED_BY:
                return [row.name for row in self._journal.contacts.suggest(typed, _MOST)]
            case Field.CITY:
                return self._cities(typed)
            case _:
                return []

    def _cities(self, typed: str) -> Sequence[str]:
        if self._among is ORGANISATIONS:
            return [city for city, _number in self._journal.organisations.cities()]
        return self._journal.contacts.cities(typed, _MOST)

    @Slot(str)
    def _take(self, text: str) -> None:
        cursor = self.cursorPosition()
        begun = token_before(self.text(), cursor)
        if begun is None:
            return
        more = "" if text.endswith(":") else " "
        after = self.text()[cursor:]
        self.setText(f"{self.text()[: begun.start]}{text}{more}{after}")
        self.setCursorPosition(begun.start + len(text) + len(more))
        self._on_edited()
