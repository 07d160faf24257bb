"""What the composer offers to attach an exchange to."""

from datetime import timedelta

from contacts_desk import Desk
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from carnet.domain.events import NetworkingEvent, OccurrenceRef
from carnet.ui.interactions.attaching import EventCombo, attach_menu


def test_a_date_of_a_series_is_offered_and_said_in_the_line(desk: Desk, qtbot: QtBot) -> None:
    journal = desk.journal
    start = journal.clock.now() - timedelta(days=8)
    series = journal.events.save(NetworkingEvent(title="Club des échecs", starts_at=start, rrule="FREQ=WEEKLY"))
    key = desk.contact("Hélène Vasseur")
    above = QWidget()
    qtbot.addWidget(above)

    menu = attach_menu(above, journal, journal.interactions.read("café", key))

    kind, words, day = next(a.data() for a in menu.actions() if a.text().startswith("Club des échecs"))
    line = journal.interactions.read(f"café le {day}, {words}, il cherche un second", key)
    assert kind == "event"
    assert line.event is not None
    assert line.event.event == OccurrenceRef(series, start + timedelta(days=7))


def test_the_form_of_an_exchange_offers_it_too(desk: Desk, qtbot: QtBot) -> None:
    start = desk.journal.clock.now() - timedelta(days=8)
    series = desk.journal.events.save(NetworkingEvent(title="Club des échecs", starts_at=start, rrule="FREQ=WEEKLY"))

    combo = EventCombo(desk.journal, None, None)
    qtbot.addWidget(combo)
    at = next(at for at in range(combo.count()) if combo.itemText(at).startswith("Club des échecs"))
    combo.setCurrentIndex(at)

    assert combo.chosen() == OccurrenceRef(series, start + timedelta(days=7))
