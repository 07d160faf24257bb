"""« Évènements »: agenda, month, sheet and form, by key and by mouse."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, type_text
from carnet.app import Application
from carnet.domain.contacts import Contact
from carnet.domain.events import (
    EventGoal,
    EventKind,
    EventRef,
    EventSheet,
    EventStatus,
    NetworkingEvent,
    OccurrenceRef,
    Usefulness,
)
from carnet.domain.zones import HOME, instant_of, local_day
from carnet.ui.events.agenda import _FURTHER, state_of
from carnet.ui.events.before import GoalLine, PersonLine
from carnet.ui.events.form import EventForm, new_event
from carnet.ui.events.month import month_after, month_before
from carnet.ui.events.page import EventsPage
from carnet.ui.events.series import SeriesPanel
from carnet.ui.events.when import read_time
from carnet.ui.kit import outside
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import LinkLabel
from carnet.ui.kit.painting import text_width
from carnet.ui.kit.theme import metric
from carnet.ui.kit.values_popup import ValuesPopup
from carnet.words.formats import long_day


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


def test_the_page_built_in_pieces_is_the_page(application: Application, qtbot: QtBot) -> None:
    assert application.journal is not None
    parts = (application.journal, application.signals, application.prompts, application.tasks)
    *earlier, page = EventsPage.in_pieces(*parts)
    assert len(earlier) > 1
    assert not any(earlier)
    assert isinstance(page, EventsPage)
    application.window.add_page("events", page)
    application.window.show_page("events")
    assert page.sheet.title.text() == _sheet(page).event.title
    qtbot.keyClick(page.agenda.table, Qt.Key.Key_Down)
    assert page.sheet.title.text() == _sheet(page).event.title


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


def test_a_goal_half_typed_waits_on_its_own_event_until_it_is_emptied(page: EventsPage, qtbot: QtBot) -> None:
    field = page.sheet.before.new_goal
    shown = _sheet(page).event.ref
    other = next(row.id for row in page._journal.events.past() if row.id != shown)
    type_text(field.line, "Trouver")
    page.open_item(other)
    qtbot.waitUntil(lambda: _sheet(page).event.ref == other)
    assert field.text() == ""

    page.open_item(shown)
    qtbot.waitUntil(lambda: field.text() == "Trouver")
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert _sheet(page).event.ref == shown
    assert not [form for form in page._journal.drafts.everything() if form.startswith("form:before")]


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
    page._show_current()
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


def test_a_half_typed_event_is_there_again_after_a_crash(
    application: Application, page: EventsPage, qtbot: QtBot
) -> None:
    drafts = page._journal.drafts
    page.new_item()
    form = _form(application)
    form.name.line.setText("Salon du conseil")
    form.day.line.setText("12/12")
    qtbot.waitUntil(lambda: "12/12" in str(drafts.everything()))
    form.hide()  # as its process goes: nobody closes it
    form.deleteLater()
    QApplication.sendPostedEvents(form, QEvent.Type.DeferredDelete)

    page.new_item()

    again = _form(application)
    assert (again.name.text(), again.day.text()) == ("Salon du conseil", "12/12")
    again._on_save()
    assert _sheet(page).event.title == "Salon du conseil"
    assert not [form for form in drafts.everything() if form.startswith("form:")]


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
    page._show_current()
    qtbot.wait(20)
    cell = page.sheet.band.cells[2]
    assert cell.width() >= cell.sizeHint().width() > page.sheet.band.width() // 4


def test_a_large_cost_stays_to_the_cent_when_the_form_is_saved_again(
    application: Application, page: EventsPage
) -> None:
    assert page._current is not None
    page._journal.events.edit(page._current, cost_cents=1_234_567)
    page._show_current()

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


def test_an_event_is_exported_from_its_menu(page: EventsPage, answers: Answers, tmp_path: Path, qtbot: QtBot) -> None:
    page.sheet.more.click()
    (menu,) = page.sheet.findChildren(QMenu)[:1]
    answers.path = tmp_path / "soiree.ics"

    next(action for action in menu.actions() if action.text() == "Exporter l’évènement…").trigger()
    menu.close()

    qtbot.waitUntil(answers.path.exists)
    assert f"SUMMARY:{_sheet(page).event.title}".encode() in answers.path.read_bytes()
    answers.path = tmp_path / "nowhere" / "soiree.ics"
    failed: list[object] = []
    page._signals.error_raised.connect(failed.append)
    page.sheet.export_asked.emit(page._current)
    qtbot.waitUntil(lambda: bool(failed))
    assert not answers.path.exists()


def _select_three(page: EventsPage, qtbot: QtBot) -> list[EventRef]:
    """Select three events with the keys, over the headings between what is to come and what is past."""
    table, model = page.agenda.table, page.agenda._model
    further = model.row_of(_FURTHER)
    assert further is not None
    table.select_id(model.id_at(further - 1))
    table.setFocus()
    for _step in range(4):  # two headings, two events
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    return page.agenda.selected()


def _menu_of_selection(page: EventsPage, qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_events_selected_by_key_are_exported_and_no_others(
    page: EventsPage, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    chosen = _select_three(page, qtbot)
    assert len(chosen) == 3
    assert page.agenda.selection.count.text() == "3 évènements choisis"
    answers.path = tmp_path / "trois.ics"

    place = QPoint(5, 5)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, page.agenda.table.mapToGlobal(place))
    QApplication.sendEvent(page.agenda.table, asked)
    menu = _menu_of_selection(page, qtbot)
    next(action for action in menu.actions() if action.text() == "Exporter en .ics…").trigger()
    menu.close()

    qtbot.waitUntil(answers.path.exists)
    text = answers.path.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 3
    assert all(f"SUMMARY:{page._journal.events.get(ref).title}" in text for ref in chosen)
    qtbot.keyClick(page.agenda.table, Qt.Key.Key_Escape)
    assert not page.agenda.selection.isVisible()


def test_events_selected_go_to_the_bin_as_one_deed_and_others_stay_selected(page: EventsPage, qtbot: QtBot) -> None:
    journal, chosen = page._journal, _select_three(page, qtbot)
    journal.contacts.save(Contact(first_name="Ana"))
    journal.events.edit(chosen[1], venue="Le Quai")
    before = journal.events.agenda(page.agenda.filters.chosen, *page.agenda._reach)
    qtbot.waitUntil(lambda: len(page.agenda.selected()) == 3)
    qtbot.wait(50)
    assert len(page.agenda.selected()) == 3

    page.agenda.selection.act.click()
    menu = _menu_of_selection(page, qtbot)
    next(action for action in menu.actions() if action.text() == "Mettre à la corbeille").trigger()
    menu.close()

    qtbot.waitUntil(lambda: not page.agenda.selection.isVisible())
    after = journal.events.agenda(page.agenda.filters.chosen, *page.agenda._reach)
    assert len(after.coming) + len(after.past) == len(before.coming) + len(before.past) - 3
    journal.history.undo()
    assert journal.events.agenda(page.agenda.filters.chosen, *page.agenda._reach) == before


def test_the_menu_key_on_one_event_opens_what_one_does_with_it(page: EventsPage, qtbot: QtBot) -> None:
    page.agenda.table.setFocus()
    place = QPoint(5, 5)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, page.agenda.table.mapToGlobal(place))
    QApplication.sendEvent(page.agenda.table, asked)
    menu = _menu_of_selection(page, qtbot)
    assert "Exporter l’évènement…" in [action.text() for action in menu.actions()]
    menu.close()


# -- series -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def club(page: EventsPage) -> int:
    """Return the id of a club that meets every Tuesday from two weeks ago on, whose next date is shown."""
    today = page._journal.clock.today()
    first = today - timedelta(days=14 + (today.weekday() - 1) % 7)
    start = instant_of(datetime.combine(first, time(18, 30)), HOME)
    series = page._journal.events.save(
        NetworkingEvent(
            title="Club du mardi", starts_at=start, ends_at=start + timedelta(hours=2), rrule="FREQ=WEEKLY;BYDAY=TU"
        )
    )
    page.open_event(series)
    return series


class Said:
    """Answers each question with the option that begins so."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def choose(self, title: str, text: str, options: Sequence[str]) -> int | None:
        """Return the place of the next answer, None for none of them."""
        self.asked.append(title)
        answer = self._answers.pop(0)
        return next((at for at, option in enumerate(options) if answer and option.startswith(answer)), None)


def _starts(page: EventsPage, series: int) -> list[date]:
    today = page._journal.clock.today()
    rows = page._journal.events.occurrences(today, today + timedelta(days=27))
    return [local_day(row.starts_at, row.tz) for row in rows if row.series_id == series]


def _next(page: EventsPage, series: int) -> OccurrenceRef:
    return page._journal.events.series(series).to_come[0]


def test_a_date_of_a_series_is_listed_and_shown_and_writes_nothing(page: EventsPage, club: int) -> None:
    assert page._current == _next(page, club)
    assert page.sheet.title.text() == "Club du mardi"
    assert page.sheet.series.text() == "Chaque semaine le mardi"
    assert page._journal.events.series(club).rows == ()


def test_a_goal_gives_a_date_its_row_and_undo_takes_it_back_while_it_stays_shown(
    page: EventsPage, club: int, qtbot: QtBot
) -> None:
    field = page.sheet.before.new_goal.line
    type_text(field, "Trouver un binôme")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(_goal_lines(page)) == 1)
    assert len(page._journal.events.series(club).rows) == 1

    page._journal.history.undo()

    qtbot.waitUntil(lambda: not _goal_lines(page))
    assert page._current == _next(page, club)
    assert page.sheet.isVisible()


def test_ctrl_and_an_arrow_moves_an_event_with_one_undo(page: EventsPage, qtbot: QtBot) -> None:
    assert page._current is not None
    before = _sheet(page).event
    assert before.starts_at is not None
    grid = page.agenda.month.grid

    qtbot.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)

    moved = _sheet(page).event
    assert moved.starts_at == before.starts_at - timedelta(days=1)
    assert moved.ends_at == (before.ends_at or before.starts_at) - timedelta(days=1)
    assert grid.current == local_day(moved.starts_at, HOME)
    page._journal.history.undo()
    assert _sheet(page).event.starts_at == before.starts_at


def test_an_event_is_dragged_to_another_day(page: EventsPage, qtbot: QtBot) -> None:
    before = _sheet(page).event
    assert before.starts_at is not None
    grid = page.agenda.month.grid
    day = local_day(before.starts_at, HOME)
    row, column = next((at, week.index(day)) for at, week in enumerate(grid.weeks()) if day in week)
    other = column - 1 if column else column + 1
    start, end = (grid.cell_of(row, at).center().toPoint() for at in (column, other))

    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(grid, end)
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)

    assert _sheet(page).event.starts_at == before.starts_at + timedelta(days=other - column)


def test_a_date_is_moved_alone_or_with_its_series_as_the_user_says(
    page: EventsPage, club: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Said("", "Cette date", "Toute la série")
    monkeypatch.setattr(page, "_prompts", answers)
    grid = page.agenda.month.grid
    days = _starts(page, club)

    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert _starts(page, club) == days

    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert _starts(page, club) == [days[0] + timedelta(days=1), *days[1:]]
    page._journal.history.undo()
    grid.choose(days[0])

    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert _starts(page, club)[:3] == [day + timedelta(days=1) for day in days[:3]]
    assert answers.asked == ["Déplacer cette date seule ou toute la série\u202f?"] * 3


def test_delete_skips_a_date_alone_or_the_series(
    page: EventsPage, club: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_prompts", Said("Cette date", "Toute la série"))
    days = _starts(page, club)
    qtbot.keyClick(page.agenda.table, Qt.Key.Key_Delete)
    assert _starts(page, club) == days[1:]

    page.open_event(club)
    qtbot.keyClick(page.agenda.table, Qt.Key.Key_Delete)
    assert _starts(page, club) == []


def _panel(page: EventsPage) -> SeriesPanel:
    page.sheet.series.activated.emit()
    return page.window().findChildren(SeriesPanel)[-1]


def test_the_series_shows_its_dates_skips_one_and_takes_it_back(page: EventsPage, club: int, qtbot: QtBot) -> None:
    journal, days = page._journal, _starts(page, club)
    over = journal.events.series(club).event.starts_at
    assert over is not None
    journal.debriefs.set_met(OccurrenceRef(club, over), journal.contacts.find("Nadia")[0].id, True)
    panel = _panel(page)
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert "1 personne rencontrée" in said

    buttons = [button for button in panel.findChildren(Button) if button.accessibleName().startswith("Sauter")]
    assert len(buttons) == 5
    buttons[0].click()
    assert _starts(page, club) == days[1:]
    back = next(button for button in panel.findChildren(Button) if button.accessibleName().startswith("Rétablir"))
    back.click()
    assert _starts(page, club) == days

    link = next(link for link in panel.findChildren(LinkLabel) if long_day(days[1]) == link.text())
    link.click()
    assert page.sheet.sheet is not None
    assert page.sheet.sheet.event.starts_at == journal.events.series(club).to_come[1].recurrence_id


def test_a_series_ends_with_a_day_said_wrong_first(page: EventsPage, club: int, qtbot: QtBot) -> None:
    days = _starts(page, club)
    panel = _panel(page)
    type_text(panel.last.line, "le 31 février")
    qtbot.keyClick(panel.last.line, Qt.Key.Key_Return)
    assert panel.last.error.text() == "Cette date n’existe pas."
    panel.last.set_text(f"{days[0]:%d/%m/%Y}")
    panel.end.click()
    assert _starts(page, club) == days[:1]
    panel.close_overlay()


def test_the_rule_is_written_in_words_and_read_back_as_it_is_typed(
    application: Application, page: EventsPage, qtbot: QtBot
) -> None:
    page.new_item()
    form = _form(application)
    form.name.set_text("Réseau")
    form.day.set_text("12/01/2027")
    form.start.set_text("18:30")
    type_text(form.rule.line, "chaque pleine lune")
    form._on_save()
    assert "tous les 2ᵉ mardis du mois" in form.rule.error.text()
    form.rule.line.clear()
    type_text(form.rule.line, "tous les 2e mardis du mois")
    assert "12 janv. 2027, 9 févr. 2027, 9 mars 2027, 13 avr. 2027, 11 mai 2027" in form.reading.text()
    form._on_save()

    assert page.sheet.title.text() == "Réseau"
    assert page.sheet.series.text() == "Tous les 2ᵉ mardis du mois"


def test_a_zone_is_found_by_typing_and_told_beside_the_clock_here(
    application: Application, page: EventsPage, qtbot: QtBot
) -> None:
    page.new_item()
    form = _form(application)
    form.name.set_text("Réseau de Montréal")
    form.day.set_text("12/01/2027")
    form.start.set_text("18:30")
    form.zone.line.clear()
    type_text(form.zone.line, "nulle part")
    form._on_save()
    assert form.zone.error.text().startswith("Aucun fuseau")
    form.zone.line.clear()
    type_text(form.zone.line, "montré")
    qtbot.keyClick(form.zone.line, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.zone.text() == "America/Montreal"
    here = datetime(2027, 1, 12, 23, 30, tzinfo=UTC).astimezone()
    if here.hour != 18:
        assert "à votre horloge" in form.reading.text()
    form._on_save()
    assert _sheet(page).event.starts_at == datetime(2027, 1, 12, 23, 30, tzinfo=UTC)


def test_a_field_of_one_date_is_asked_for_once_and_its_status_never(
    application: Application, page: EventsPage, club: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Said("", "Toute la série")
    monkeypatch.setattr(page.sheet, "_prompts", answers)
    page.sheet.edit()
    form = _form(application)
    form.status.choose(EventStatus.REGISTERED.value)
    form._on_save()
    assert answers.asked == []
    assert page._journal.events.get(_next_row(page)).status is EventStatus.REGISTERED

    page.sheet.edit()
    form = _form(application)
    form.venue.set_text("Le Quai")
    form._on_save()
    assert form.isVisible()
    form._on_save()
    assert not form.isVisible()
    assert (page._journal.events.get(club).venue, _sheet(page).event.venue) == ("Le Quai", "Le Quai")


def _next_row(page: EventsPage) -> OccurrenceRef:
    assert isinstance(page._current, OccurrenceRef)
    return page._current


def test_goals_change_places_by_key(page: EventsPage, qtbot: QtBot) -> None:
    assert page._current is not None
    page._journal.events.edit(page._current, goals=(EventGoal(text="un"), EventGoal(text="deux")))
    page._show_current()
    box = _goal_lines(page)[0].box
    box.setFocus()

    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)

    assert [goal.text for goal in _sheet(page).event.goals] == ["deux", "un"]
    qtbot.waitUntil(lambda: _goal_lines(page)[1].text.text() == "un")
    assert page.window().focusWidget() is _goal_lines(page)[1].box
    qtbot.keyClick(_goal_lines(page)[1].box, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert [goal.text for goal in _sheet(page).event.goals] == ["deux", "un"]


def test_filters_narrow_agenda_and_month_and_stay(page: EventsPage, application: Application, qtbot: QtBot) -> None:
    chip = page.agenda.filters.chips["kinds"]
    chip.click()
    popup = page.findChildren(ValuesPopup)[-1]
    box = next(box for box in popup.findChildren(QCheckBox) if box.text() == "Salon")
    box.click()
    popup.close()

    assert chip.text() == "Salon"
    rows = page._journal.events.rows([key for key in page.agenda.table.rows_model().ids() if key > 0])
    assert {row.kind for row in rows.values()} == {EventKind.TRADE_SHOW}
    assert {row.kind for day in page.agenda._days.values() for row in day} <= {EventKind.TRADE_SHOW}
    application.window.show_page("today")
    application.window.show_page("events")
    assert chip.isChecked()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert not chip.isChecked()
    assert len(page.agenda.table.rows_model().ids()) > len(rows) + 2


def test_dates_of_series_past_the_reach_are_read_on_demand(page: EventsPage, club: int, qtbot: QtBot) -> None:
    ids = page.agenda.table.rows_model().ids()
    page.agenda.table.select_id(_FURTHER)
    qtbot.keyClick(page.agenda.table, Qt.Key.Key_Return)
    assert len(page.agenda.table.rows_model().ids()) >= len(ids) + 52


# -- events of several days -------------------------------------------------------------------------------------------


@pytest.fixture
def fair(page: EventsPage) -> date:
    """Return the first day, a Wednesday of next month, of a trade fair of three days."""
    first = month_after(page._journal.clock.today())
    first += timedelta(days=7 + (2 - first.weekday()) % 7)
    start = instant_of(datetime.combine(first, time(9)), HOME)
    key = page._journal.events.save(
        NetworkingEvent(title="Salon du freelance", starts_at=start, ends_at=start + timedelta(days=2, hours=8))
    )
    page.open_event(key)
    return first


def _cell(page: EventsPage, day: date) -> QPoint:
    grid = page.agenda.month.grid
    row, column = next((at, week.index(day)) for at, week in enumerate(grid.weeks()) if day in week)
    return grid.cell_of(row, column).center().toPoint()


def test_an_event_of_several_days_is_on_each_of_them_by_mouse_and_key(
    page: EventsPage, fair: date, qtbot: QtBot
) -> None:
    grid = page.agenda.month.grid
    second, day_before = fair + timedelta(days=1), fair - timedelta(days=1)
    page.open_item(page._journal.today.sheet().debrief.event)
    grid.choose(day_before)

    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=_cell(page, second))

    assert _sheet(page).event.title == "Salon du freelance"
    assert grid.current == second
    assert grid.accessibleName().endswith("Salon du freelance, jour 2 sur 3")
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleName().endswith("Salon du freelance, jour 3 sur 3")
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert "Salon" not in grid.accessibleName()


def test_an_event_of_several_days_is_moved_from_any_of_them(page: EventsPage, fair: date, qtbot: QtBot) -> None:
    grid = page.agenda.month.grid
    grid.choose(fair + timedelta(days=2))

    qtbot.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)

    moved = _sheet(page).event
    assert moved.starts_at is not None
    assert local_day(moved.starts_at, HOME) == fair - timedelta(days=1)
    assert grid.current == fair + timedelta(days=1)
    qtbot.waitUntil(lambda: grid.accessibleName().endswith("jour 3 sur 3"))


def test_the_bar_of_an_event_of_several_days_goes_through_from_cell_to_cell(page: EventsPage, fair: date) -> None:
    grid = page.agenda.month.grid
    grid.choose(fair + timedelta(days=8))
    row = next(at for at, week in enumerate(grid.weeks()) if fair in week)
    drawn = grid.grab().toImage()

    def marked(day: date) -> bool:
        """Tell whether something is drawn low on the line between a day and the next."""
        cell = grid.cell_of(row, day.weekday())
        low = int(cell.bottom() - metric(7))
        return any(drawn.pixelColor(int(cell.right()), y).lightness() < 150 for y in (low - 1, low, low + 1))

    assert [marked(fair + timedelta(days=number)) for number in (-1, 0, 1, 2)] == [False, True, True, False]


def test_an_evening_that_ends_after_midnight_is_of_its_day(page: EventsPage, fair: date) -> None:
    start = instant_of(datetime.combine(fair - timedelta(days=2), time(22)), HOME)
    page.open_event(
        page._journal.events.save(NetworkingEvent(title="Nuit", starts_at=start, ends_at=start + timedelta(hours=4)))
    )
    page.agenda.month.grid.choose(fair - timedelta(days=1))
    assert "Nuit" not in page.agenda.month.grid.accessibleName()
