"""« Évènements »: agenda, month, sheet and form, by key and by mouse."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from application_fixtures import type_text
from carnet.app import Application
from carnet.domain.events import (
    EventGoal,
    EventSheet,
    EventStatus,
    Usefulness,
)
from carnet.ui.events.agenda import state_of
from carnet.ui.events.before import GoalLine, PersonLine
from carnet.ui.events.form import EventForm, new_event
from carnet.ui.events.month import month_after, month_before
from carnet.ui.events.page import EventsPage
from carnet.ui.events.when import read_time
from carnet.ui.kit import outside
from carnet.ui.kit.painting import text_width
from carnet.ui.kit.theme import metric


@pytest.fixture
def page(application: Application, qtbot: QtBot) -> EventsPage:
    """The page on the event that waits for its debriefing."""
    found = application.window.show_page("events")
    assert isinstance(found, EventsPage)
    waiting = found._journal.today.sheet().debrief
    assert waiting is not None
    found.open_item(waiting.event)
    return found


def _sheet(page: EventsPage) -> EventSheet:
    assert page._current is not None
    return page._journal.events.sheet(page._current)


def _form(application: Application) -> EventForm:
    return application.window.findChildren(EventForm)[-1]


def test_the_agenda_leads_from_event_to_event(page: EventsPage, qtbot: QtBot) -> None:
    before = page._current

    qtbot.keyClick(page.agenda.table, Qt.Key.Key_Down)

    assert page._current != before
    assert page.sheet.title.text() == _sheet(page).event.title


def test_delete_bins_the_event_and_shows_another(page: EventsPage, qtbot: QtBot) -> None:
    before = page._current

    qtbot.keyClick(page.agenda.table, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: page._current not in {before, None})


def test_enter_goes_to_the_sheet_and_f2_to_the_form(application: Application, page: EventsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.agenda.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.agenda.table, Qt.Key.Key_F2)

    form = _form(application)
    assert form.name.text() == _sheet(page).event.title
    form.name.set_text("Afterwork renommé")
    form._on_save()
    assert _sheet(page).event.title == "Afterwork renommé"


def test_the_keys_of_the_calendar(page: EventsPage, qtbot: QtBot) -> None:
    grid = page.agenda.month.grid
    today = page._journal.clock.today()
    qtbot.keyClick(grid, Qt.Key.Key_T)
    assert grid.current == today
    for key, days in ((Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Up, -7), (Qt.Key.Key_Down, 7)):
        grid.choose(today)
        qtbot.keyClick(grid, key)
        assert grid.current == today + timedelta(days=days)
    grid.choose(today)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.shown.month == month_after(today).month
    grid.choose(today)
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    assert grid.shown.month == month_before(today).month


def test_the_month_turns_and_comes_back(page: EventsPage, qtbot: QtBot) -> None:
    month = page.agenda.month
    month.back_to_today.click()
    shown = month.grid.shown
    month.after.click()
    month.before.click()
    month.before.click()
    assert month.grid.shown == month_before(shown)
    month.back_to_today.click()
    assert (month.grid.shown.year, month.grid.shown.month) == (shown.year, shown.month)


def test_a_day_of_the_calendar_is_clicked_and_opened(application: Application, page: EventsPage, qtbot: QtBot) -> None:
    grid = page.agenda.month.grid
    cell = grid.cell_of(1, 2).center().toPoint()
    day = grid.day_at(QPointF(cell))
    assert day is not None
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=cell)
    assert grid.current == day or day in page.agenda._days
    qtbot.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=cell)
    form = _form(application)
    assert form.day.value() == day
    form.close_overlay()


def test_goals_are_added_ticked_and_removed(page: EventsPage, qtbot: QtBot) -> None:
    before = len(_sheet(page).event.goals)
    field = page.sheet.before.new_goal.line
    type_text(field, "Trouver un binôme")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(_goal_lines(page)) == before + 1)
    _goal_lines(page)[-1].findChild(QCheckBox).toggle()
    assert _sheet(page).event.goals[-1].done

    qtbot.waitUntil(lambda: _goal_lines(page)[-1].box.isChecked() is True)
    _goal_lines(page)[-1].remove.click()
    assert len(_sheet(page).event.goals) == before


def _goal_lines(page: EventsPage) -> list[GoalLine]:
    layout = page.sheet.before._goals
    return [w for at in range(layout.count()) if isinstance(w := layout.itemAt(at).widget(), GoalLine)]


def test_a_long_goal_is_read_whole_and_ticked_by_a_click_on_it(page: EventsPage, qtbot: QtBot) -> None:
    assert page._current is not None
    goal = "Trouver un binôme pour les formations " * 6
    page._journal.events.edit(page._current, goals=(EventGoal(text=goal),))
    page.sheet.show_event(page._current)
    qtbot.wait(50)
    line = _goal_lines(page)[0]
    inner = page.sheet._area.widget()
    assert inner.width() <= page.sheet._area.viewport().width()
    assert line.height() > 2 * line.text.fontMetrics().height()

    qtbot.mouseClick(line.text, Qt.MouseButton.LeftButton)
    assert _sheet(page).event.goals[0].done


def test_a_name_that_several_bear_is_asked_for(page: EventsPage, application: Application, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    twins = [journal.capture.add(f"Ariane Toulet, chez {name}").contact_id for name in ("Nova", "Cap Sud")]
    before = page.sheet.before
    type_text(before.new_person.line, "Ariane Toulet")
    qtbot.keyClick(before.new_person.line, Qt.Key.Key_Return)
    assert not {person.contact_id for person in _sheet(page).attendees} & set(twins)

    second = next(action for action in before.who_menu.actions() if action.data() == twins[1])
    second.trigger()

    assert {person.contact_id for person in _sheet(page).attendees} & set(twins) == {twins[1]}


def test_a_first_name_alone_is_nobody_in_particular(page: EventsPage, application: Application, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    total = journal.contacts.total()
    before = page.sheet.before
    type_text(before.new_person.line, "Hélène")
    qtbot.keyClick(before.new_person.line, Qt.Key.Key_Return)

    before.who_menu.actions()[-1].trigger()

    assert journal.contacts.total() == total + 1
    assert any(person.name == "Hélène" and person.expected for person in _sheet(page).attendees)


def test_someone_unknown_is_expected_then_met(page: EventsPage, qtbot: QtBot) -> None:
    field = page.sheet.before.new_person.line
    type_text(field, "Zoé Lacroix")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    zoe = next(person for person in _sheet(page).attendees if person.name == "Zoé Lacroix")
    assert zoe.expected

    page.sheet.before._on_met(zoe.contact_id, True)
    assert next(p for p in _sheet(page).attendees if p.contact_id == zoe.contact_id).met
    page.sheet.before._on_met(zoe.contact_id, False)
    page.sheet.before._on_person_removed(zoe.contact_id)
    assert zoe.contact_id not in {p.contact_id for p in _sheet(page).attendees if p.expected}


def test_a_person_to_meet_opens_her_sheet(page: EventsPage, qtbot: QtBot) -> None:
    layout = page.sheet.before._people
    line = layout.itemAt(0).widget()
    assert isinstance(line, PersonLine)
    with qtbot.waitSignal(page._signals.contact_opened) as asked:
        line._on_opened()
    assert asked.args == [line._person.contact_id]


def test_what_an_evening_was_worth(page: EventsPage, qtbot: QtBot) -> None:
    page.sheet.after.usefulness.chosen.emit(Usefulness.HIGH.value)

    assert _sheet(page).event.usefulness is Usefulness.HIGH


def test_a_follow_up_needs_a_name_and_a_thing_to_do(page: EventsPage, qtbot: QtBot) -> None:
    before = len(_sheet(page).follow_ups)
    met = next(person for person in _sheet(page).attendees if person.met)
    field = page.sheet.after.new_follow_up.line
    qtbot.keyClick(field, Qt.Key.Key_Return)
    type_text(field, "Inconnue")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(_sheet(page).follow_ups) == before
    field.clear()
    type_text(field, f"{met.name} > envoyer le plan demain")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert len(_sheet(page).follow_ups) == before + 1


def test_those_met_unfold(page: EventsPage) -> None:
    after = page.sheet.after
    met = sum(person.met for person in _sheet(page).attendees)
    after._met_head.link_activated.emit()
    assert after._met_list.count() == met
    after._met_head.link_activated.emit()
    assert after._met_list.count() == 0


def test_the_debriefing_is_finished_with_what_to_remember(page: EventsPage, qtbot: QtBot) -> None:
    page.sheet.after.debrief.set_text("Bon format")
    page.sheet.after.finish.click()

    event = _sheet(page).event
    assert event.debriefed_at is not None
    assert event.debrief == "Bon format"
    qtbot.waitUntil(lambda: not page.sheet.after.finish.isEnabled())
    assert not page.sheet.after.finish.isVisible()


def test_the_briefing_is_kept(page: EventsPage) -> None:
    page.sheet.before.briefing.edited.emit("Écouter avant de proposer")

    assert _sheet(page).event.briefing == "Écouter avant de proposer"
    assert _sheet(page).event.prepared_on == page._journal.clock.today()


def test_ctrl_d_opens_the_quick_add_on_the_event(page: EventsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page._signals.quick_add_asked) as asked:
        qtbot.keyClick(page.agenda.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert asked.args == [page._current]


def test_each_fact_opens_the_form_at_its_place(application: Application, page: EventsPage) -> None:
    for cell in page.sheet.band.cells:
        assert cell.accessibleName()
        cell.click()
        _form(application).close_overlay()
        QApplication.processEvents()


def test_a_new_event_is_asked_for_and_shown(application: Application, page: EventsPage, qtbot: QtBot) -> None:
    page.new_item()
    form = _form(application)
    form._on_save()
    assert form.isVisible()
    form.name.set_text("Atelier d’essai")
    form.day.set_text("12/12/2026")
    form.start.set_text("25 h")
    form.cost.set_text("douze")
    form.spent.set_text("²")
    form._on_save()
    assert form.isVisible()
    form.start.set_text("22 h")
    form.end.set_text("1 h")
    form.cost.set_text("12345,67")
    form.spent.set_text("150")
    form._on_save()

    event = _sheet(page).event
    assert event.title == "Atelier d’essai"
    assert event.starts_at is not None
    assert event.ends_at is not None
    assert event.ends_at - event.starts_at == timedelta(hours=3)
    assert (event.cost_cents, event.minutes_spent) == (1_234_567, 150)


def test_enter_in_any_line_of_the_form_adds_the_event_and_without_a_date_it_is_to_come(
    application: Application, page: EventsPage, qtbot: QtBot
) -> None:
    page.new_item()
    form = _form(application)
    type_text(form.name.line, "Un jour peut-être")
    qtbot.keyClick(form.city.line, Qt.Key.Key_Return)

    event = _sheet(page).event
    assert (event.title, event.starts_at) == ("Un jour peut-être", None)
    row = page._journal.events.rows([page._current or 0])[page._current or 0]
    assert state_of(row, page._journal.clock.today()) == state_of(
        row._replace(starts_at=datetime.now(UTC) + timedelta(days=3)), page._journal.clock.today()
    )
    page.agenda.reload()
    assert page.agenda.first() != page._current


def test_ctrl_enter_saves_the_form_from_a_list_too(application: Application, page: EventsPage, qtbot: QtBot) -> None:
    page.new_item()
    form = _form(application)
    type_text(form.name.line, "Atelier au clavier")
    form.kind.setFocus()
    qtbot.keyClick(form.kind, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert _sheet(page).event.title == "Atelier au clavier"


def test_the_day_of_an_event_is_typed_over_when_the_form_opens_on_it(
    application: Application, page: EventsPage, qtbot: QtBot
) -> None:
    page.sheet.band.cells[0].click()
    form = _form(application)
    assert form.day.line.selectedText() == form.day.line.text() != ""
    type_text(form.day.line, "12/12/2026")
    qtbot.keyClick(form.day.line, Qt.Key.Key_Return)

    starts_at = _sheet(page).event.starts_at
    assert starts_at is not None
    assert starts_at.date() == date(2026, 12, 12)


def test_the_hint_of_the_day_is_read_whole(application: Application, page: EventsPage, qtbot: QtBot) -> None:
    page.new_item()
    line = _form(application).day.line
    qtbot.wait(20)
    margins = line.textMargins()
    assert text_width(line.placeholderText()) <= line.width() - margins.left() - margins.right() - 2 * metric(8)


def test_a_long_organiser_takes_the_room_that_an_empty_fact_leaves(page: EventsPage, qtbot: QtBot) -> None:
    assert page._current is not None
    page._journal.events.edit(page._current, organiser="Cercle des DSI de Garonne et d’ailleurs", venue="", city="")
    page.sheet.show_event(page._current)
    qtbot.wait(20)
    cell = page.sheet.band.cells[2]
    assert cell.width() >= cell.sizeHint().width() > page.sheet.band.width() // 4


def test_a_large_cost_stays_to_the_cent_when_the_form_is_saved_again(
    application: Application, page: EventsPage
) -> None:
    assert page._current is not None
    page._journal.events.edit(page._current, cost_cents=1_234_567)
    page.sheet.show_event(page._current)

    page.sheet.edit("cost")
    _form(application)._on_save()

    assert _sheet(page).event.cost_cents == 1_234_567


def test_an_event_of_whole_days_keeps_its_last_day(application: Application, page: EventsPage) -> None:
    page.sheet.edit("when")
    form = _form(application)
    form.day.set_text("10/12/2026")
    form.last.set_text("12/12/2026")
    form.all_day.setChecked(True)
    form._on_save()
    page.sheet.edit("where")

    assert _form(application).last.value() == date(2026, 12, 12)
    _form(application).close_overlay()


def test_the_menu_of_the_sheet_changes_status_and_bins(page: EventsPage, qtbot: QtBot) -> None:
    page.sheet._on_more()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    states = next(action.menu() for action in menu.actions() if action.menu() is not None)
    next(action for action in states.actions() if action.data() == EventStatus.CANCELLED.value).trigger()
    assert _sheet(page).event.status is EventStatus.CANCELLED
    before = page._current
    menu.actions()[-1].trigger()
    menu.close()

    qtbot.waitUntil(lambda: page._current != before)


def test_one_pane_at_a_time_where_the_window_is_narrow(application: Application, page: EventsPage) -> None:
    application.window.resize(640, 600)
    QApplication.processEvents()
    assert page.agenda.month.grid.weeks()
    page.open_item(page._current or 0)
    assert not page.agenda.isVisibleTo(page)
    QApplication.processEvents()
    assert page.back.mapTo(page, QPoint(0, 0)).x() >= metric(16)
    assert page.back.mapTo(page, QPoint(0, 0)).y() >= metric(8)
    page.back.click()
    assert page.agenda.isVisibleTo(page)
    application.window.resize(1280, 800)


def test_hours_are_read_as_people_write_them() -> None:
    assert read_time("18 h 30") == time(18, 30)
    assert read_time("18:30") == time(18, 30)
    assert read_time("18h") == time(18)
    assert read_time("25 h") is None
    assert read_time("tard") is None


def test_a_new_event_on_a_day_that_is_over_was_attended() -> None:
    today = date(2026, 11, 20)
    assert new_event(today - timedelta(days=1), today).status is EventStatus.ATTENDED
    assert new_event(today, today).status is EventStatus.PLANNED
    assert new_event(None, today).starts_at is None


def test_reading_again_moves_neither_the_list_nor_the_month(page: EventsPage) -> None:
    bar = page.agenda.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.agenda.month.before.click()
    before = bar.value(), page.agenda.month.grid.shown, page._current
    assert bar.value() > 0

    page.reload()

    assert (bar.value(), page.agenda.month.grid.shown, page._current) == before


def test_a_person_to_meet_is_highlighted_and_taken_then_the_next_is_typed_in_an_empty_field(
    application: Application, page: EventsPage, qtbot: QtBot
) -> None:
    journal = application.journal
    assert journal is not None
    known = journal.capture.add("Zélie Montclar, DSI chez Aéro-Garonne").contact_id
    field = page.sheet.before.new_person.line
    field.setFocus()
    type_text(field, "Zélie M")
    assert page.sheet.before.suggestions.isVisible()

    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.wait(50)
    assert field.text() == ""
    assert not page.sheet.before.suggestions.isVisible()
    type_text(field, "Inconnu Total")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    expected = {person.name: person.contact_id for person in _sheet(page).attendees if person.expected}
    assert expected["Zélie Montclar"] == known
    assert "Inconnu Total" in expected
    assert not [name for name in expected if "MontclarInconnu" in name]


def test_suggested_people_to_meet_go_with_escape_and_with_the_focus(
    application: Application, page: EventsPage, qtbot: QtBot
) -> None:
    before = page.sheet.before
    before.new_person.line.setFocus()
    type_text(before.new_person.line, "Hélène V")
    qtbot.keyClick(before.new_person.line, Qt.Key.Key_Escape)
    assert not before.suggestions.isVisible()
    type_text(before.new_person.line, "a")
    assert before.suggestions.isVisible()
    qtbot.keyClick(before.new_person.line, Qt.Key.Key_Tab)
    assert not before.suggestions.isVisible()
    assert before.new_person.text() == "Hélène Va"


def test_a_click_puts_a_suggested_person_on_the_list(page: EventsPage, qtbot: QtBot) -> None:
    before = page.sheet.before
    before.new_person.line.setFocus()
    type_text(before.new_person.line, "Hélène V")
    wanted = before.suggestions.people()[0].id
    qtbot.wait(20)
    qtbot.mouseClick(before.suggestions, Qt.MouseButton.LeftButton, pos=before.suggestions.rect().center())
    assert wanted in {person.contact_id for person in _sheet(page).attendees if person.expected}
    assert before.new_person.text() == ""


def test_what_to_remember_reads_formatted_and_its_links_open(
    page: EventsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(outside, "open_outside", lambda url, _opener: opened.append(url.toString()) or True)
    debrief = page.sheet.after.debrief
    debrief.edit()
    type_text(debrief.area, "**Bon** format, https://club.example")
    qtbot.keyClick(debrief.area, Qt.Key.Key_Escape)

    assert _sheet(page).event.debrief == "**Bon** format, https://club.example"
    assert debrief.view.toPlainText() == "Bon format, https://club.example"
    qtbot.keyClick(debrief.view, Qt.Key.Key_Tab)
    qtbot.keyClick(debrief.view, Qt.Key.Key_Return)
    assert opened == ["https://club.example"]
