"""A club planned with the keyboard alone: its rule in words, a goal for one date, a date moved, one skipped, its end."""

from datetime import date, datetime, time, timedelta

from hands import CTRL, SHIFT, Hands, Key
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.domain.zones import instant_of, local_day
from carnet.ui.events import EventsPage
from carnet.ui.kit.prompts import DialogPrompts


def _second_tuesday(after: date) -> date:
    first = (after.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)


def _days(application: Application, series: int, first: date) -> list[date]:
    journal = application.journal
    assert journal is not None
    rows = journal.events.occurrences(first, first + timedelta(days=130))
    return [local_day(row.starts_at, row.tz) for row in rows if row.series_id == series]


def _answer(hands: Hands, key: Key, *others: Key) -> None:
    """Press keys once the question that the next key asks is shown."""
    for at, each in enumerate((key, *others)):
        QTimer.singleShot(200 + 100 * at, lambda each=each: hands.press(each))  # type: ignore[misc]


def test_a_club_is_planned_by_key(application: Application, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    hands, first = Hands(application, qtbot), _second_tuesday(journal.clock.today())
    hands.press(Key.Key_3, CTRL)
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    page._prompts = DialogPrompts(application.window)  # the real ones: the questions are answered by key, too

    hands.press(Key.Key_N, CTRL)
    hands.type("Club des indépendants")
    hands.tab_to("Jour")
    hands.type(f"{first:%d/%m/%Y}")
    hands.tab_to("De")
    hands.type("18:30")
    hands.tab_to("Fuseau horaire")
    hands.write("bruxelles")
    hands.press(Key.Key_Return)
    hands.tab_to("Se répète")
    hands.type("tous les 2e mardis du mois")
    hands.press(Key.Key_Return, CTRL)
    series = journal.events.find("Club des indépendants")[0].series_id
    assert series is not None
    days = _days(application, series, first)
    assert days[0] == first
    assert page.sheet.title.text() == "Club des indépendants"

    hands.tab_to("Nouvel objectif")
    hands.type("Trouver un binôme")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(journal.events.series(series).rows) == 1)
    hands.tab_to("Calendrier", back=True)
    _answer(hands, Key.Key_Return)  # « Cette date seule » has the focus
    hands.press(Key.Key_Right, CTRL)
    assert _days(application, series, first)[:2] == [first + timedelta(days=1), days[1]]

    hands.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: _days(application, series, first) == days)
    page.agenda.month.grid.choose(first)
    hands.tab_to("Calendrier", back=True)
    _answer(hands, Key.Key_Backtab, Key.Key_Return)
    hands.press(Key.Key_Right, CTRL)
    moved = _days(application, series, first)
    assert moved[0] == first + timedelta(days=1)
    assert {day.weekday() for day in moved} == {2}
    ref = journal.events.series(series).rows[0].id
    assert [goal.text for goal in journal.events.get(ref).goals] == ["Trouver un binôme"]

    hands.tab_to("Série")
    hands.press(Key.Key_Return)
    hands.tab_to("Sauter")
    hands.press(Key.Key_Return)
    assert _days(application, series, first) == moved[1:]
    hands.tab_to("Dernière date")
    hands.type(f"{moved[2]:%d/%m/%Y}")
    hands.press(Key.Key_Return)
    assert _days(application, series, first) == moved[1:3]
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Z, CTRL, times=2)
    qtbot.waitUntil(lambda: _days(application, series, first) == moved)
    hands.press(Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: _days(application, series, first) == moved[1:])
    at = instant_of(datetime.combine(moved[1], time(18, 30)), "Europe/Brussels")
    assert journal.events.series(series).to_come[0].recurrence_id == at
