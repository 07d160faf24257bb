"""« Aujourd'hui »: every gesture of the page, by key and by mouse."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, Launch
from carnet.app import Application
from carnet.domain.events import NetworkingEvent
from carnet.domain.today import FollowUpLine
from carnet.domain.working_days import WorkingDays
from carnet.journal import Journal
from carnet.ui.capture import CapturePanel
from carnet.ui.kit import outside
from carnet.ui.kit.theme import apply_theme
from carnet.ui.today.asking import WhenMenu
from carnet.ui.today.first_run import FirstRun
from carnet.ui.today.follow_ups import actions_of, circle_of
from carnet.ui.today.page import TodayPage, next_monday
from carnet.words.formats import named_day


@pytest.fixture
def page(application: Application) -> TodayPage:
    found = application.window.pages["today"]
    assert isinstance(found, TodayPage)
    return found


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would go to the programs of the system."""
    urls: list[str] = []

    def take(url: QUrl, _opener: object) -> bool:
        urls.append(url.scheme())
        return True

    monkeypatch.setattr(outside, "open_outside", take)
    return urls


def _due(page: TodayPage) -> dict[int, FollowUpLine]:
    return {line.id: line for line in page._journal.today.sheet().follow_ups}


def _on_one_with(page: TodayPage, address: str) -> FollowUpLine:
    line = next(line for line in _due(page).values() if getattr(line, address))
    page.follow_ups.select_id(line.id)
    return line


def _click(page: TodayPage, qtbot: QtBot, place: QRectF) -> None:
    qtbot.mouseClick(page.follow_ups.viewport(), Qt.MouseButton.LeftButton, pos=place.center().toPoint())


def _area(page: TodayPage) -> QRectF:
    return QRectF(page.follow_ups.visualRect(page.follow_ups.currentIndex()))


def test_a_click_on_the_circle_does_a_follow_up(page: TodayPage, qtbot: QtBot) -> None:
    key = next(iter(_due(page)))
    page.follow_ups.select_id(key)

    _click(page, qtbot, circle_of(_area(page)))

    assert key not in _due(page)


def test_a_row_is_ticked_first_and_leaves_a_moment_later(page: TodayPage, qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light", reduce_motion=False)
    key = next(iter(_due(page)))
    page.follow_ups.select_id(key)

    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Space)
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Space)
    page.grab()

    assert page.follow_ups.is_leaving(key)
    assert page.follow_ups.line(key) is not None
    # Written at once: closing the window now would lose nothing.
    assert key not in _due(page)
    qtbot.waitUntil(lambda: page.follow_ups.line(key) is None, timeout=2_000)


def test_taking_a_ticked_row_back_shows_it_again_unticked(
    page: TodayPage, application: Application, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, "light", reduce_motion=False)
    key = next(iter(_due(page)))
    page.follow_ups.select_id(key)
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Space)
    application.history.undo()

    assert key in _due(page)
    qtbot.waitUntil(lambda: not page.follow_ups.is_leaving(key), timeout=2_000)
    assert page.follow_ups.line(key) is not None


def test_delete_drops_a_follow_up(page: TodayPage, qtbot: QtBot) -> None:
    key = next(iter(_due(page)))
    page.follow_ups.select_id(key)

    qtbot.keyClick(page.follow_ups, Qt.Key.Key_Delete)

    assert key not in _due(page)


def test_letters_write_and_call(page: TodayPage, qtbot: QtBot, handed: list[str]) -> None:
    _on_one_with(page, "email")
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_E)
    line = _on_one_with(page, "phone")
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_A)
    _click(page, qtbot, actions_of(_area(page), line)["call"])

    assert handed == ["mailto", "tel", "tel"]


def test_without_a_program_the_address_is_copied(
    page: TodayPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "open_outside", lambda _url, _opener: False)
    line = _on_one_with(page, "email")
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_E)
    assert QApplication.clipboard().text() == line.email
    line = _on_one_with(page, "phone")
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_A)
    assert QApplication.clipboard().text() == line.phone


@pytest.mark.parametrize(("digit", "days"), [(0, 1), (1, None)])
def test_r_snoozes_to_tomorrow_or_monday(page: TodayPage, qtbot: QtBot, digit: int, days: int | None) -> None:
    key = next(iter(_due(page)))
    page.follow_ups.select_id(key)
    today = page._journal.clock.today()

    qtbot.keyClick(page.follow_ups, Qt.Key.Key_R)
    days_offered = page.snooze_menu.actions()[:-1]
    days_offered[min(digit, len(days_offered) - 1)].trigger()  # on a Friday both are Monday
    page.snooze_menu.close()

    asked = next_monday(today) if days is None else today + timedelta(days=days)
    assert page._journal.follow_ups.get(key).scheduled_on == WorkingDays().first_from(asked)


def test_a_friday_offers_monday_once(page: TodayPage) -> None:
    friday = date(2026, 11, 27)
    menu = WhenMenu(page, "", page._prompts, (friday, WorkingDays()), print)
    assert [action.text() for action in menu.actions()] == ["&1 Lundi", "&2 Une autre date…"]


def test_r_snoozes_to_a_day_that_is_typed(
    application: Application, answers: Answers, page: TodayPage, qtbot: QtBot
) -> None:
    page._prompts = answers
    key = next(iter(_due(page)))
    page.follow_ups.select_id(key)
    for said in ([None], ["mardy", None]):
        answers.texts = list(said)
        qtbot.keyClick(page.follow_ups, Qt.Key.Key_R)
        page.snooze_menu.actions()[-1].trigger()
        page.snooze_menu.close()
        assert key in _due(page)
    assert "mardy" in answers.questions[-1]
    assert "mardi" in answers.questions[-1]

    answers.text = "demain"
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_R)
    page.snooze_menu.actions()[-1].trigger()
    page.snooze_menu.close()
    assert key not in _due(page)


def test_n_logs_the_exchange_that_did_it(page: TodayPage, answers: Answers, qtbot: QtBot) -> None:
    page._prompts = answers
    line = next(iter(_due(page).values()))
    page.follow_ups.select_id(line.id)

    answers.text = None
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_N)
    assert line.id in _due(page)

    answers.text = "appel, elle rappelle > relancer mardi"
    qtbot.keyClick(page.follow_ups, Qt.Key.Key_N)
    assert line.id not in _due(page)
    said = page._journal.contacts.sheet(line.contact_id).timeline[0]
    assert (said.kind, said.text) == ("call", "elle rappelle")
    assert [one.due_on.weekday() for one in page._journal.follow_ups.for_contact(line.contact_id)][-1] == 1


def test_all_are_moved_to_monday(page: TodayPage, qtbot: QtBot) -> None:
    page._due.link_activated.emit()

    assert not _due(page)
    qtbot.waitUntil(lambda: page._all_clear.isVisibleTo(page))
    assert not page._list_card.isVisibleTo(page)


def test_enter_opens_the_person(page: TodayPage, qtbot: QtBot) -> None:
    line = _on_one_with(page, "contact")

    with qtbot.waitSignal(page._signals.contact_opened) as asked:
        qtbot.keyClick(page.follow_ups, Qt.Key.Key_Return)

    assert asked.args == [line.contact_id]


def test_a_cooling_relation_is_opened_called_and_put_off(page: TodayPage, qtbot: QtBot, handed: list[str]) -> None:
    card = page.cooling.cards[0]
    person = card.line.contact_id
    before = len(page._journal.follow_ups.for_contact(person))

    card._on_later()
    with qtbot.waitSignal(page._signals.contact_opened) as asked:
        card._on_opened()
    for gesture in ("call", "email", "coffee"):
        page._on_cooling_acted(gesture, person)

    assert asked.args == [person]
    assert handed or len(page._journal.follow_ups.for_contact(person)) > before + 1
    assert len(page._journal.follow_ups.for_contact(person)) > before


def test_the_button_of_a_cooling_relation_acts(page: TodayPage, handed: list[str]) -> None:
    card = page.cooling.cards[0]
    before = len(page._journal.follow_ups.for_contact(card.line.contact_id))

    card.propose.click()

    assert handed or len(page._journal.follow_ups.for_contact(card.line.contact_id)) == before + 1


def test_the_cards_at_right_open_what_they_show(page: TodayPage, qtbot: QtBot) -> None:
    signals = page._signals
    for card, signal in (
        (page.events, signals.event_opened),
        (page.birthdays, signals.contact_opened),
        (page.missions, signals.mission_opened),
    ):
        card.table.setCurrentIndex(card._model.index(0, 0))
        with qtbot.waitSignal(signal) as asked:
            qtbot.keyClick(card.table, Qt.Key.Key_Return)
        with qtbot.waitSignal(signal) as clicked:
            place = card.table.visualRect(card._model.index(0, 0)).center()
            qtbot.mouseClick(card.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert asked.args == clicked.args
        assert card._model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_debriefing_is_put_off_until_tomorrow(page: TodayPage, qtbot: QtBot) -> None:
    before = page._journal.today.sheet().debrief
    page.later.click()

    after = page._journal.today.sheet().debrief
    assert before is not None
    assert after is None or after.event_id != before.event_id


def test_the_banner_opens_the_quick_add_on_its_event(page: TodayPage, qtbot: QtBot) -> None:
    waiting = page._journal.today.sheet().debrief
    assert waiting is not None

    with qtbot.waitSignal(page._signals.quick_add_asked) as asked:
        page.debrief.click()

    assert asked.args == [waiting.event]


def test_links_lead_to_other_pages(page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page._signals.page_asked) as asked:
        page.log.click()
    assert asked.args == ["log"]
    with qtbot.waitSignal(page._signals.quick_add_asked):
        page.new_item()


def test_at_the_least_width_the_right_column_goes_under_the_left(application: Application, page: TodayPage) -> None:
    application.window.resize(960, 600)
    QApplication.processEvents()
    assert page._side.geometry().top() >= page._main.geometry().bottom()

    application.window.resize(1280, 800)
    QApplication.processEvents()
    assert page._side.geometry().left() >= page._main.geometry().right()


def test_an_empty_journal_shows_three_doors_until_there_is_somebody(
    launch: Launch, tmp_path: Path, qtbot: QtBot
) -> None:
    application = launch(tmp_path / "vide.carnet")
    page = application.window.pages["today"]
    assert isinstance(page, TodayPage)
    doors = page.findChild(FirstRun)
    assert doors is not None
    with qtbot.waitSignal(application.signals.page_asked) as asked:
        doors.doors[1].button.click()
    assert asked.args == ["imports"]
    application.window.show_page("today")
    with qtbot.waitSignal(application.signals.quick_add_asked):
        doors.doors[0].button.click()

    page._journal.capture.add("Zoé Lacroix")
    qtbot.keyClick(_panel(application).composer, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page._first_run is None)


def test_the_menu_of_a_row_does_what_its_keys_do(page: TodayPage, qtbot: QtBot) -> None:
    line = _on_one_with(page, "email")

    page.follow_ups.menu_asked.emit(line.id, QPoint(200, 200))
    menu = page.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if "Suppr" in action.text()).trigger()

    assert line.id not in _due(page)


def test_putting_everything_off_says_how_many_and_until_when(page: TodayPage, application: Application) -> None:
    count = len(_due(page))
    today = page._journal.clock.today()
    monday = page._journal.options.working.first_from(today + timedelta(days=7 - today.weekday()))

    page._due.link_activated.emit()
    QApplication.processEvents()

    told = application.window.toasts.shown()[-1].message.text()
    assert told == f"{count}\xa0relances reportées à {named_day(monday, today)}."


def test_snoozing_one_says_until_when(page: TodayPage, application: Application) -> None:
    today = page._journal.clock.today()
    day = page._journal.options.working.first_from(today + timedelta(days=10))
    page._journal.follow_ups.snooze(next(iter(_due(page))), day)
    QApplication.processEvents()

    assert application.window.toasts.shown()[-1].message.text() == f"Reporté à {named_day(day, today)}."


def test_a_debriefing_put_off_is_said_and_can_be_taken_back(
    page: TodayPage, application: Application, qtbot: QtBot
) -> None:
    assert page.banner.isVisible()

    page.later.click()
    qtbot.waitUntil(lambda: not page.banner.isVisible())
    assert "débriefing" in application.window.toasts.shown()[-1].message.text().lower()

    application.window.toasts.shown()[-1]._on_action()
    qtbot.waitUntil(page.banner.isVisible)


def test_tab_goes_down_the_left_column_first(page: TodayPage, qtbot: QtBot) -> None:
    stops = [card.propose for card in page.cooling.cards]
    assert stops
    seen: list[QWidget] = []
    widget = page.follow_ups
    while widget is not page.events.table:
        widget = widget.nextInFocusChain()
        seen.append(widget)

    assert [each for each in seen if each in stops] == stops


def test_all_cooling_relations_are_listed_on_demand(page: TodayPage, application: Application) -> None:
    total = page._journal.today.sheet().cooling_total
    shown = [card.line.contact_id for card in page.cooling.cards]

    page._cooling_head.link_activated.emit()

    contacts: Any = application.window.current_page()
    assert contacts.list.model.rowCount() == total
    assert list(contacts.list.model.ids())[: len(shown)] == shown
    assert contacts.list.order.text() == "Priorité"
    assert contacts.list.search.text() == 'chaleur:"en baisse" '

    contacts.list.search.clear()
    assert contacts.list.model.rowCount() == page._journal.contacts.total()


def test_dates_of_series_come_once_the_day_is_painted(
    launch: Launch, example: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "club.carnet"
    shutil.copyfile(example, path)
    now = datetime.now(UTC).replace(microsecond=0)
    start, end = now - timedelta(days=7, hours=3), now - timedelta(days=7, hours=1)
    written = Journal(path)
    series = written.events.save(
        NetworkingEvent(title="Club du soir", starts_at=start, ends_at=end, rrule="FREQ=WEEKLY")
    )
    written.close()

    application = launch(path)
    page = application.window.pages["today"]
    assert isinstance(page, TodayPage)

    qtbot.waitUntil(lambda: "Club du soir" in " ".join(label.text() for label in page.banner.findChildren(QLabel)))
    with qtbot.waitSignal(page._signals.quick_add_asked) as asked:
        page.debrief.click()
    assert asked.args[0].series_id == series
    qtbot.keyClick(_panel(application).composer, Qt.Key.Key_Escape)
    page.later.click()
    qtbot.waitUntil(lambda: "Club" not in " ".join(label.text() for label in page.banner.findChildren(QLabel)))


def _panel(application: Application) -> CapturePanel:
    (panel,) = application.window.findChildren(CapturePanel)
    return panel
