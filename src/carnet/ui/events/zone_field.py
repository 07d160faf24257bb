"""The zone of an event: a part of its name is typed, the list under the field completes it."""

from typing import final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from carnet.domain import zones
from carnet.domain.text import fold
from carnet.ui.kit.clocks import spelt
from carnet.ui.kit.fields import TextField
from carnet.ui.kit.offers import Offers, draw_cap
from carnet.ui.kit.painting import draw_ground, draw_text
from carnet.ui.kit.theme import metric
from carnet.words import _

_OFFERED = 6
_ALSO = {
    "londres": "Europe/London",
    "bruxelles": "Europe/Brussels",
    "lisbonne": "Europe/Lisbon",
    "geneve": "Europe/Zurich",
    "copenhague": "Europe/Copenhagen",
    "varsovie": "Europe/Warsaw",
    "le caire": "Africa/Cairo",
    "alger": "Africa/Algiers",
    "singapour": "Asia/Singapore",
    "quebec": "America/Toronto",
    "washington": "America/New_York",
}
"""Cities that French names otherwise than the tz database, or that it does not have."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@final
class _ZoneOffers(Offers[str]):
    """Names of zones; Entrée takes the one highlighted."""

    def paint_row(self, painter: QPainter, area: QRectF, row: str, *, current: bool) -> None:
        """Paint the name of a zone."""
        room = area.adjusted(metric(10), 0, -metric(8), 0)
        if current:
            draw_ground(painter, area, metric(6), "selected")
            room = draw_cap(painter, room, _("Enter"))
        draw_text(painter, room, spelt(row))

    def spoken(self, row: str) -> str:
        """Return the name of a zone and what takes it."""
        return _("{zone}. Enter takes it.").format(zone=spelt(row))


class ZoneField(TextField):
    """Asks for a zone of the tz database."""

    def __init__(self, title: str) -> None:
        super().__init__(title, _("Montreal, London…"))
        self.offers = _ZoneOffers(_("Time zones"))
        self.column.insertWidget(2, self.offers)
        self.offers.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.typed.connect(self._on_typed)
        self.offers.chosen.connect(self._take)

    def set_zone(self, name: str) -> None:
        """Show a zone."""
        self.set_text(spelt(name))
        self.offers.offer(())

    def zone(self) -> str | None:
        """Return the zone whose name stands in the field, None where it is none."""
        wanted = fold(self.text())
        return next((name for name in zones.names() if fold(spelt(name)) == wanted), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let ↑, ↓, Entrée and Échap of the field steer the names; they go when the focus does."""
        if self.offers.isHidden():
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusOut:
            self._leave()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._steer(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _steer(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self.offers.move_by(_STEPS[key])
        elif key in _ENTER and self.offers.current() is not None:
            self._take(self.offers.current() or "")
        elif key == Qt.Key.Key_Escape:
            self.offers.offer(())
        else:
            return False
        return True

    def _leave(self) -> None:
        """Take the one name that is left; others are asked for when the form is saved."""
        if len(self.offers.rows) == 1:
            self._take(self.offers.rows[0])
        self.offers.offer(())

    def _take(self, name: str) -> None:
        self.set_zone(name)
        self.typed.emit(self.text())
        self.offers.offer(())

    def _on_typed(self, text: str) -> None:
        wanted = fold(text)
        self.offers.offer([] if self.zone() or not wanted else _found(wanted)[:_OFFERED])


def _found(wanted: str) -> list[str]:
    """Return the zones of a name, those whose city begins so first."""
    begun = [zone for city, zone in _ALSO.items() if city.startswith(wanted)]
    found = [name for name in zones.names() if wanted in fold(spelt(name))]
    first = [name for name in found if fold(spelt(name.rpartition("/")[2])).startswith(wanted)]
    return list(dict.fromkeys((*begun, *first, *found)))
