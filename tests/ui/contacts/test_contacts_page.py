"""The page of contacts as the keyboard meets it: list, filters, sheet, composer, facts, panels, widths."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from contacts_desk import Desk, set_up, type_keys
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import Channel, ContactFilter, PointKind, Sphere, TimelineKey
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId
from carnet.domain.interactions import Interaction, InteractionKind, Participation
from carnet.domain.query import Field, Term, values_of
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.contacts.identity_form import IdentityForm
from carnet.ui.contacts.new_contact import NewContact
from carnet.ui.contacts.person_picker import PersonPicker
from carnet.ui.contacts.sheet_frame import Shape
from carnet.ui.interactions.exchange_form import ExchangeForm
from carnet.ui.interactions.timeline_model import ITEM_ROLE
from carnet.ui.kit.labels import LinkLabel
from carnet.ui.kit.painting import text_width
from carnet.ui.kit.theme import apply_theme
from carnet.ui.kit.values_popup import ValuesPopup
from carnet.words import deeds
from carnet.words.contacts import channel

Key = Qt.Key


def where(field: Field, *values: str) -> ContactFilter:
    return ContactFilter(terms=(Term(field, values),))


def the(page: QWidget, kind: type) -> object:
    """Return the newest open panel of a kind."""
    return page.findChildren(kind)[-1]


def choose(menu_of: QWidget, text: str) -> None:
    """Choose an entry of the menu that is open."""
    menu = next(menu for menu in menu_of.findChildren(QMenu) if menu.isVisible())
    action = next(action for action in menu.actions() if text in action.text())
    action.trigger()
    menu.close()


def open_sheet(desk: Desk, name: str = "Hélène Vasseur") -> int:
    key = desk.contact(name)
    desk.open(key)
    return key


# -- the list -------------------------------------------------------------------------------------------------------


def test_the_list_opens_on_the_last_exchange_with_the_first_sheet(desk: Desk) -> None:
    ids = desk.journal.contacts.ids(ContactFilter(order="last_exchange"))

    assert list(desk.page.list.model.ids()) == ids
    assert desk.page.sheet.contact_id() == ids[0]
    assert desk.page.list.counted() == f"{len(ids)} contacts"


def test_the_model_of_the_list_keeps_the_rules_of_qt(desk: Desk) -> None:
    QAbstractItemModelTester(desk.page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.page.list.search.setText("ma")
    desk.page.list.search.clear()

    assert desk.page.list.model.rowCount() == desk.journal.contacts.total()


def test_typing_finds_at_each_key_and_says_how_many(qtbot: QtBot, desk: Desk) -> None:
    desk.page.focus_search()
    type_keys(desk.page.list.search, "HELENE va")

    found = desk.journal.contacts.ids(ContactFilter(text="helene va"))
    assert list(desk.page.list.model.ids()) == found
    total = desk.journal.contacts.total()
    assert desk.page.list.counted().startswith(f"{len(found)} ")
    assert str(total) in desk.page.list.counted()


def test_down_and_enter_lead_from_the_search_into_the_sheet(qtbot: QtBot, desk: Desk) -> None:
    desk.page.focus_search()
    type_keys(desk.page.list.search, "vasseur")
    qtbot.keyClick(desk.page.list.search, Key.Key_Down)
    assert desk.page.list.table.hasFocus()
    assert desk.page.sheet.contact_id() == desk.contact("Hélène Vasseur")

    qtbot.keyClick(desk.page.list.table, Key.Key_Return)

    assert desk.page.sheet.composer.line.hasFocus()


def test_a_slip_of_the_finger_is_forgiven_once_the_hands_rest(qtbot: QtBot, desk: Desk) -> None:
    desk.page.list.search.setText("vaseur")
    assert desk.page.list.model.rowCount() == 0

    key = desk.contact("Hélène Vasseur")
    qtbot.waitUntil(lambda: key in desk.page.list.model.ids())


def test_nothing_found_offers_to_clear_the_filters(qtbot: QtBot, desk: Desk) -> None:
    desk.page.list.search.setText("zzzzqqq")
    assert desk.page.list.empty.isVisible()

    qtbot.mouseClick(desk.page.list.empty.action, Qt.MouseButton.LeftButton)

    assert desk.page.list.search.text() == ""
    assert desk.page.list.table.isVisible()


def test_an_empty_journal_says_what_this_is_for(qtbot: QtBot, empty_journal: Journal) -> None:
    desk = set_up(qtbot, empty_journal)

    assert desk.page.list.empty.isVisible()
    assert desk.page.sheet.empty.isVisible()

    qtbot.mouseClick(desk.page.list.empty.action, Qt.MouseButton.LeftButton)
    assert the(desk.page, NewContact).isVisible()


def test_letters_typed_ahead_go_to_a_name(qtbot: QtBot, desk: Desk) -> None:
    desk.page.list.table.setFocus()
    type_keys(desk.page.list.table, "vas")

    assert desk.page.sheet.contact_id() == desk.contact("Hélène Vasseur")


def test_the_order_is_chosen_from_its_menu(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(desk.page.list.order, Qt.MouseButton.LeftButton)
    choose(desk.page.list, desk.page.list.order.text()[:0] or "N")

    assert list(desk.page.list.model.ids()) == desk.journal.contacts.ids(ContactFilter(order="name"))


def test_what_a_row_says_aloud_names_everything(desk: Desk) -> None:
    model = desk.page.list.model
    row = model.row_of(desk.contact("Hélène Vasseur"))
    assert row is not None

    said = model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)

    assert isinstance(said, str)
    assert said.startswith("Hélène Vasseur, ")
    assert "Mutuelle Alizé" in said


def test_suppr_moves_to_the_bin_and_undo_gives_back(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    row = desk.page.list.model.row_of(key)
    desk.page.list.table.setFocus()

    qtbot.keyClick(desk.page.list.table, Key.Key_Delete)

    assert key not in desk.page.list.model.ids()
    assert desk.page.sheet.contact_id() == desk.page.list.model.id_at(row)
    desk.journal.history.undo()
    assert desk.page.list.model.row_of(key) == row


def test_selection_and_scroll_survive_a_change(desk: Desk) -> None:
    table = desk.page.list.table
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    place = table.verticalScrollBar().value()
    middle = desk.page.list.model.id_at(table.rowAt(100))
    assert middle is not None
    table.select_id(middle, scroll=False)

    desk.journal.contacts.edit(middle, city="Ailleurs")

    assert table.verticalScrollBar().value() == place
    assert table.current_id() == middle
    assert desk.page.sheet.contact_id() == middle


def test_a_long_list_arrives_in_turns(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carnet.ui.contacts.contact_list.ContactList.first", 20)
    monkeypatch.setattr("carnet.ui.contacts.contact_list.ContactList.run", 30)
    total = desk.journal.contacts.total()

    desk.page.list.set_order("name")
    assert desk.page.list.model.rowCount() == 20

    qtbot.waitUntil(lambda: desk.page.list.model.rowCount() == total)
    assert list(desk.page.list.model.ids()) == desk.journal.contacts.ids(ContactFilter())


# -- filters --------------------------------------------------------------------------------------------------------


def test_a_filter_is_chosen_and_removed_by_key(qtbot: QtBot, desk: Desk) -> None:
    filters = desk.page.list.chips
    qtbot.keyClick(desk.page, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    chip = filters.buttons()[0]
    assert chip.hasFocus()

    qtbot.keyClick(chip, Key.Key_Space)
    popup = the(desk.page, ValuesPopup)
    boxes = popup.findChildren(QCheckBox)
    qtbot.keyClick(boxes[0], Key.Key_Space)
    qtbot.keyClick(boxes[0], Key.Key_Down)
    qtbot.keyClick(boxes[1], Key.Key_Space)
    qtbot.keyClick(popup, Key.Key_Return)

    assert desk.page.list.search.text() == "chaleur:chaude,tiède "
    wanted = desk.journal.contacts.ids(where(Field.WARMTH, "hot", "warm")._replace(order="last_exchange"))
    assert list(desk.page.list.model.ids()) == wanted

    qtbot.keyClick(chip, Key.Key_Delete)

    assert desk.page.list.search.text() == ""
    assert desk.page.list.model.rowCount() == desk.journal.contacts.total()


def test_arrows_walk_among_the_chips(qtbot: QtBot, desk: Desk) -> None:
    filters = desk.page.list.chips
    filters.focus_first()
    shown = [chip for chip in filters.buttons() if chip.isVisible()]

    qtbot.keyClick(shown[0], Key.Key_Right)
    assert shown[1].hasFocus()
    qtbot.keyClick(shown[1], Key.Key_Left)
    qtbot.keyClick(shown[0], Key.Key_Left)

    assert shown[-1].hasFocus()


@pytest.mark.parametrize(
    "field",
    [Field.TAG, Field.CIRCLE, Field.ORIGIN, Field.SPHERE, Field.WARMTH, Field.SEEN, Field.MISSION, Field.STATUS],
)
def test_every_filter_offers_its_values_with_counts(desk: Desk, field: Field) -> None:
    filters = desk.page.list.chips
    values = filters.values(field)

    assert values
    for value in values:
        assert desk.journal.contacts.count(where(field, str(value.key))) == value.number
        filters._set(field, (str(value.key),))
        assert filters.chips[field].isChecked()
        assert desk.page.list.filter().terms == where(field, str(value.key)).terms
        assert desk.page.list.model.rowCount() == min(value.number, 200)


def test_a_chip_writes_beside_what_is_typed_and_leaves_it(desk: Desk) -> None:
    search, filters = desk.page.list.search, desk.page.list.chips
    search.setText("dsi -sphère:perso étiquette:cloud")
    assert filters.chips[Field.TAG].text() == "#cloud"
    assert not filters.chips[Field.SPHERE].isChecked()

    filters._set(Field.WARMTH, ("hot",))
    assert search.text() == "dsi -sphère:perso étiquette:cloud chaleur:chaude "
    filters._set(Field.TAG, ())

    assert search.text() == "dsi -sphère:perso chaleur:chaude "


def test_a_condition_of_the_menu_is_begun_in_the_search_and_completed(qtbot: QtBot, desk: Desk) -> None:
    filters, search = desk.page.list.chips, desk.page.list.search
    qtbot.mouseClick(filters._more, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in filters.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.data() == Field.CITY.value).trigger()
    menu.close()
    assert search.hasFocus()

    type_keys(search, "toul")
    qtbot.keyClick(search, Key.Key_Tab)

    assert search.text() == "ville:toulouse "
    assert filters.chips[Field.CITY].text().lower() == "toulouse"
    assert 0 < desk.page.list.model.rowCount() < desk.journal.contacts.total()


def test_many_values_are_told_short(desk: Desk) -> None:
    filters = desk.page.list.chips

    filters._set(Field.TAG, [tag.name for tag in desk.journal.labels.tags()[:4]])

    assert filters.chips[Field.TAG].text().endswith("+ 3")


def test_the_organisation_of_a_sheet_leads_to_its_own_and_from_there_to_its_people(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)

    qtbot.mouseClick(desk.page.sheet.header.organisation, Qt.MouseButton.LeftButton)
    sheet = desk.page.organisations.sheet
    assert sheet.isVisible()
    qtbot.mouseClick(sheet.figures.people, Qt.MouseButton.LeftButton)

    assert desk.page.list.search.text() == 'société:"=Mutuelle Alizé" '
    people = {row.name for row in desk.journal.contacts.rows(desk.page.list.model.ids()).values()}
    assert "Hélène Vasseur" in people
    assert 0 < len(people) < desk.journal.contacts.total()
    assert desk.page.list.chips.chips[Field.ORGANISATION].text() == "Mutuelle Alizé"


def test_a_contact_filtered_out_is_shown_all_the_same(desk: Desk) -> None:
    desk.page.list.chips._set(Field.WARMTH, ("cold",))

    key = open_sheet(desk)

    assert desk.page.sheet.contact_id() == key
    assert desk.page.list.filter().terms == ()


# -- composer and timeline ------------------------------------------------------------------------------------------


def test_one_line_logs_a_call_and_plans_a_follow_up(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    composer = desk.page.sheet.composer
    desk.page.focus_composer()
    type_keys(composer.line, "appel hier, budget voté > relancer lundi")

    assert composer.kind_chip.isVisible()
    assert composer.follow_up_chip.isVisible()
    qtbot.keyClick(composer.line, Key.Key_Return)

    sheet = desk.journal.contacts.sheet(key)
    newest = sheet.timeline[0]
    assert (newest.kind, newest.occurred_on, newest.text) == ("call", PartialDate("2026-11-19"), "budget voté")
    assert date(2026, 11, 23) in [day for _id, _text, day in sheet.follow_ups]
    assert composer.text() == ""
    assert composer.line.hasFocus()
    assert desk.page.sheet.timeline.model().rowCount() > 1


def test_an_empty_line_logs_nothing(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    before = desk.journal.contacts.sheet(key).timeline_total

    qtbot.keyClick(desk.page.sheet.composer.line, Key.Key_Return)

    assert desk.journal.contacts.sheet(key).timeline_total == before


def test_a_line_not_entered_waits_for_its_sheet(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    type_keys(desk.page.sheet.composer.line, "déjeuner, à finir")
    qtbot.keyClick(desk.page.sheet.composer.line, Key.Key_Escape)
    assert desk.page.list.table.hasFocus()

    open_sheet(desk, "Karim Ouali")
    assert desk.page.sheet.composer.text() == ""
    open_sheet(desk)

    assert desk.page.sheet.composer.text() == "déjeuner, à finir"


def test_a_line_not_entered_is_there_again_after_a_crash(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    type_keys(desk.page.sheet.composer.line, "déjeuner, à finir")
    kept = f"log:{desk.journal.contacts.sheet(desk.contact('Hélène Vasseur')).contact.uid}"
    qtbot.waitUntil(lambda: desk.journal.drafts.load(kept) == "déjeuner, à finir", timeout=1_000)

    again = set_up(qtbot, desk.journal)
    open_sheet(again, "Karim Ouali")
    assert again.page.sheet.composer.text() == ""
    open_sheet(again)
    assert again.page.sheet.composer.text() == "déjeuner, à finir"

    qtbot.keyClick(again.page.sheet.composer.line, Key.Key_Return)
    assert desk.journal.drafts.load(kept) == ""


def test_a_line_that_cannot_be_kept_still_waits_for_its_sheet(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    type_keys(desk.page.sheet.composer.line, "déjeuner, à finir")
    with desk.journal.core.unrecorded() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )
    open_sheet(desk, "Karim Ouali")
    open_sheet(desk)

    assert desk.errors
    assert desk.page.sheet.composer.text() == "déjeuner, à finir"


def test_up_in_the_empty_line_takes_the_last_exchange_back(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    line = desk.page.sheet.composer.line
    before = desk.journal.contacts.sheet(key).timeline_total
    qtbot.keyClick(line, Key.Key_Up)
    assert desk.page.sheet.composer.text() == ""
    type_keys(line, "appel, budget voté")
    qtbot.keyClick(line, Key.Key_Return)
    assert desk.journal.contacts.sheet(key).timeline_total == before + 1
    open_sheet(desk, "Karim Ouali")
    qtbot.keyClick(line, Key.Key_Up)
    assert desk.page.sheet.composer.text() == ""

    open_sheet(desk)
    qtbot.keyClick(line, Key.Key_Up)

    assert desk.page.sheet.composer.text() == "appel, budget voté"
    assert desk.journal.contacts.sheet(key).timeline_total == before
    qtbot.keyClick(line, Key.Key_Return)
    desk.journal.history.undo()
    qtbot.keyClick(line, Key.Key_Up)
    assert desk.page.sheet.composer.text() == "appel, budget voté"
    assert desk.errors == []


def test_maj_enter_breaks_the_line_which_grows_to_four(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    line = desk.page.sheet.composer.line
    one = line.height()
    for _ in range(6):
        type_keys(line, "mot")
        qtbot.keyClick(line, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert line.toPlainText().count("\n") == 6
    assert one < line.height() < 5 * one


def test_chips_correct_the_line(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    composer = desk.page.sheet.composer
    composer.set_text("budget voté")
    assert composer.draft().kind is InteractionKind.NOTE

    qtbot.mouseClick(composer.kind_chip, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in composer.findChildren(QMenu) if menu.isVisible())
    menu.actions()[list(InteractionKind).index(InteractionKind.CALL)].trigger()
    menu.close()
    assert composer.draft().kind is InteractionKind.CALL
    assert composer.draft().summary == "budget voté"

    qtbot.mouseClick(composer.day_chip, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in composer.findChildren(QMenu) if menu.isVisible())
    menu.actions()[3].trigger()
    menu.close()
    assert composer.draft().occurred_on == PartialDate("2026-11-17")


def test_a_day_misspelt_is_mended_by_its_chip(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    composer = desk.page.sheet.composer
    composer.set_text("appel, devis > relancer mardy")
    assert "mardy" in composer.follow_up_chip.text()

    qtbot.mouseClick(composer.follow_up_chip, Qt.MouseButton.LeftButton)

    follow_up = composer.draft().follow_up
    assert follow_up is not None
    assert follow_up.due_on == date(2026, 11, 24)


def test_a_follow_up_is_moved_or_taken_away_by_its_chip(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    composer = desk.page.sheet.composer
    composer.set_text("appel reçu, devis > relancer lundi")
    assert composer.direction_chip.isVisible()

    qtbot.mouseClick(composer.follow_up_chip, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in composer.findChildren(QMenu) if menu.isVisible())
    assert menu.actions()[0].text() == "Lundi"
    menu.actions()[0].trigger()
    menu.close()
    follow_up = composer.draft().follow_up
    assert follow_up is not None
    assert follow_up.due_on == date(2026, 11, 23)

    qtbot.mouseClick(composer.follow_up_chip, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in composer.findChildren(QMenu) if menu.isVisible())
    menu.actions()[-1].trigger()
    menu.close()
    assert composer.draft().follow_up is None

    qtbot.mouseClick(composer.direction_chip, Qt.MouseButton.LeftButton)
    assert not composer.direction_chip.isVisible()


def test_arrows_walk_among_the_chips_of_the_line(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    composer = desk.page.sheet.composer
    composer.set_text("appel, devis > relancer lundi")
    composer.kind_chip.setFocus()

    qtbot.keyClick(composer.kind_chip, Key.Key_Right)
    assert composer.day_chip.hasFocus()
    qtbot.keyClick(composer.day_chip, Key.Key_Right)

    assert composer.follow_up_chip.hasFocus()


def test_the_frame_of_the_current_exchange_covers_no_letter_and_nothing_is_filled_beyond_it(desk: Desk) -> None:
    timeline = desk.page.sheet.timeline
    row = timeline.visualRect(timeline.model().index(1, 0))
    day = row.adjusted(row.width() // 2, 0, 0, -4)
    foot = row.adjusted(0, row.height() - 3, 0, 0)
    before = timeline.viewport().grab(day).toImage(), timeline.viewport().grab(foot).toImage()

    timeline.setFocus()
    timeline.select_first()

    ground = before[0].pixel(0, 0)
    after = timeline.viewport().grab(day).toImage()
    letters = [(x, y) for x in range(day.width()) for y in range(day.height()) if before[0].pixel(x, y) != ground]
    assert letters
    assert all(after.pixel(x, y) == before[0].pixel(x, y) for x, y in letters)
    assert timeline.viewport().grab(foot).toImage() == before[1]


def test_an_exchange_is_opened_edited_and_deleted_by_key(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    timeline = desk.page.sheet.timeline
    timeline.setFocus()
    timeline.select_first()
    item = timeline.current_item()
    assert item is not None
    assert item.what == "interaction"

    qtbot.keyClick(timeline, Key.Key_Return)
    form = the(desk.page, ExchangeForm)
    assert isinstance(form, ExchangeForm)
    form.summary.set_text("Corrigé")
    form.people.rows[0].note.set_text("à elle seule")
    form.day.set_text("2026-11")
    form._on_save()

    newest = next(each for each in desk.journal.contacts.sheet(key).timeline if each.ref_id == item.ref_id)
    assert (newest.text, newest.note, newest.occurred_on) == ("Corrigé", "à elle seule", PartialDate("2026-11"))

    total = desk.journal.contacts.sheet(key).timeline_total
    timeline.select_first()
    qtbot.keyClick(timeline, Key.Key_Delete)
    assert desk.journal.contacts.sheet(key).timeline_total == total - 1


def test_an_impossible_day_keeps_the_form_open(desk: Desk) -> None:
    open_sheet(desk)
    timeline = desk.page.sheet.timeline
    timeline.select_first()
    timeline.opened.emit(timeline.current_item())
    form = the(desk.page, ExchangeForm)
    assert isinstance(form, ExchangeForm)

    form.day.set_text("31/02/2026")
    form._on_save()

    assert form.isVisible()


def test_the_timeline_leads_to_missions_people_and_events(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    timeline = desk.page.sheet.timeline
    items = desk.journal.contacts.sheet(desk.contact("Hélène Vasseur")).timeline
    mission = next(item for item in items if item.what == "mission")
    introduction = next(item for item in items if item.what == "introduction")
    at_event = next(item for item in items if item.event_id is not None)

    with qtbot.waitSignal(desk.signals.mission_opened) as seen:
        timeline.opened.emit(mission)
    assert seen.args == [mission.ref_id]

    timeline.menu_asked.emit(at_event, QPoint(10, 10))
    with qtbot.waitSignal(desk.signals.event_opened) as seen:
        menu = next(menu for menu in desk.page.sheet.findChildren(QMenu) if menu.isVisible())
        menu.actions()[1].trigger()
        menu.close()
    assert seen.args == [at_event.event_id]

    timeline.opened.emit(introduction)
    others = [person.id for person in introduction.people if person.id != desk.contact("Hélène Vasseur")]
    assert desk.page.sheet.contact_id() == others[0]


def test_an_introduction_is_deleted_from_the_timeline(desk: Desk) -> None:
    key = open_sheet(desk)
    items = desk.journal.contacts.sheet(key).timeline
    introduction = next(item for item in items if item.what == "introduction")

    desk.page.sheet.timeline.delete_asked.emit(introduction)

    left = desk.journal.contacts.sheet(key).timeline
    assert introduction.ref_id not in [item.ref_id for item in left if item.what == "introduction"]


def test_a_long_timeline_is_whole_at_once_and_reached_by_key(qtbot: QtBot, desk: Desk) -> None:
    key = desk.contact("Hélène Vasseur")
    for number in range(400):
        day = PartialDate.of(date(2026, 11, 19) - timedelta(days=number))
        people = (Participation(contact_id=ContactId(key)),)
        desk.journal.interactions.save(
            Interaction(
                kind=InteractionKind.CALL,
                occurred_on=day,
                summary=f"appel {number} " + "dit " * (number % 40),
                participants=people,
            )
        )
    open_sheet(desk)
    sheet = desk.page.sheet
    timeline, bar = sheet.timeline, sheet._scroll.verticalScrollBar()
    total = desk.journal.contacts.sheet(key).timeline_total

    def shown() -> list[TimelineKey]:
        model = timeline.model()
        items = [model.index(row, 0).data(ITEM_ROLE) for row in range(model.rowCount())]
        return [item for item in items if not isinstance(item, str)]

    qtbot.waitUntil(lambda: len(shown()) == total and not timeline._turn.waiting)

    found = shown()
    assert [item.ref_id for item in found] == [each.ref_id for each in desk.journal.contacts.timeline_keys(key)]
    assert timeline.height() == sum(timeline.rowHeight(row) for row in range(timeline.model().rowCount()))

    timeline.setFocus()
    qtbot.keyClick(timeline, Key.Key_End)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert timeline.current_item() == found[-1]
    qtbot.keyClick(timeline, Key.Key_PageUp)
    assert timeline.current_item() != found[-1]
    current, place = timeline.current_item(), bar.value()
    desk.journal.contacts.edit(key, city="Lyon")
    QApplication.processEvents()
    assert timeline.current_item() == current
    assert bar.value() == place
    qtbot.keyClick(timeline, Key.Key_Home)
    assert timeline.current_item() == found[0]


def test_the_timeline_shows_one_kind_alone(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    kinds = desk.page.sheet.kinds
    assert kinds.isVisible()
    calls = [each for each in desk.journal.contacts.timeline_keys(key) if each.kind == "call"]

    kinds.setFocus()
    while kinds.currentData() != "call":
        qtbot.keyClick(kinds, Key.Key_Down)

    model = desk.page.sheet.timeline.model()
    items = [model.index(row, 0).data(ITEM_ROLE) for row in range(model.rowCount())]
    assert [item.ref_id for item in items if not isinstance(item, str)] == [each.ref_id for each in calls]
    assert f"({len(calls)})" in kinds.currentText()

    open_sheet(desk, "Karim Ouali")
    assert kinds.currentData() is None


def test_the_current_item_is_kept_in_sight(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    timeline = desk.page.sheet.timeline
    timeline.setFocus()
    timeline.select_first()
    for _ in range(40):
        qtbot.keyClick(timeline, Key.Key_Down)

    assert desk.page.sheet._scroll.verticalScrollBar().value() > 0
    QAbstractItemModelTester(timeline.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)


# -- what one does --------------------------------------------------------------------------------------------------


def test_calling_opens_the_phone_program_and_offers_to_log(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)

    qtbot.keyClick(desk.page, Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    assert desk.opened == ["tel:+33639984107"]
    assert desk.page.sheet.composer.draft().kind is InteractionKind.CALL
    assert desk.page.sheet.composer.line.hasFocus()


def test_calling_without_a_program_copies_the_number(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    desk.opens = False

    qtbot.keyClick(desk.page, Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    assert desk.opened[0].startswith("tel:+33")
    assert QGuiApplication.clipboard().text().startswith("06")
    assert len(desk.toasts) == 1


def test_without_a_number_one_is_told_where_to_add_it(desk: Desk) -> None:
    key = open_sheet(desk)
    desk.journal.contacts.edit(key, points=())

    desk.page.sheet.call()

    assert desk.opened == []
    assert len(desk.toasts) == 1


def test_who_sleeps_is_listed_and_no_more_proposed(qtbot: QtBot, desk: Desk) -> None:
    cooling = desk.journal.today.sheet().cooling
    key = open_sheet(desk, cooling[0].contact)
    sheet = desk.page.sheet

    sheet.header.more.click()
    menu = next(menu for menu in sheet.header.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text().startswith("Mettre en sommeil")).trigger()
    menu.close()

    qtbot.waitUntil(sheet.header.badge.isVisible)
    assert sheet.header.badge.accessibleName() == "En sommeil"
    assert key in desk.page.list.model.ids()
    assert key not in {line.contact_id for line in desk.journal.today.sheet().cooling}
    sheet.act("sleep")
    assert desk.journal.contacts.get(key).status == "active"


def test_following_up_plans_on_the_day_chosen(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk, "Karim Ouali")
    before = len(desk.journal.contacts.sheet(key).follow_ups)
    qtbot.keyClick(desk.page, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    menu = next(menu for menu in desk.page.sheet.header.findChildren(QMenu) if menu.isVisible())
    # On a Friday the next day is no working day: it is not called tomorrow.
    offered = [action.text() for action in menu.actions()]
    assert offered == ["Lundi", "Dans une semaine (ven. 27 nov.)", "Dans un mois (lun. 21 déc.)", "Un autre jour…"]
    menu.actions()[0].trigger()
    menu.close()

    days = [day for _id, _text, day in desk.journal.contacts.sheet(key).follow_ups]
    assert len(days) == before + 1
    assert date(2026, 11, 23) in days


@pytest.mark.parametrize(("text", "day"), [("mardi", date(2026, 11, 24)), ("n'importe", None), (None, None)])
def test_another_day_is_asked_and_understood(desk: Desk, text: str | None, day: date | None) -> None:
    key = open_sheet(desk, "Karim Ouali")
    before = desk.journal.contacts.sheet(key).follow_ups
    desk.answers.text = text

    desk.page.sheet._on_follow_up_asked("other")

    after = desk.journal.contacts.sheet(key).follow_ups
    assert len(desk.answers.asked) == 1
    assert (day in [each[2] for each in after]) == (day is not None)
    assert (after == before) == (day is None)
    assert len(desk.errors) == (1 if text == "n'importe" else 0)


@pytest.mark.parametrize("entry", [0, 1, 2, 3, 4])
def test_an_open_follow_up_is_settled_from_its_chip(qtbot: QtBot, desk: Desk, entry: int) -> None:
    key = open_sheet(desk)
    sheet = desk.journal.contacts.sheet(key)
    first = sheet.follow_ups[0]
    chip = desk.page.sheet._follow_up_flow.itemAt(0).widget()

    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in desk.page.sheet.findChildren(QMenu) if menu.isVisible())
    menu.actions()[entry].trigger()
    menu.close()

    left = {each[0]: each[2] for each in desk.journal.contacts.sheet(key).follow_ups}
    snoozed = {1: date(2026, 11, 23), 2: date(2026, 11, 27), 3: date(2026, 12, 21)}.get(entry)
    if snoozed is None:
        assert first[0] not in left
    else:
        assert left[first[0]] == snoozed


def test_the_menu_stars_and_marks_ones_own_card(desk: Desk) -> None:
    key = open_sheet(desk, "Karim Ouali")
    starred = desk.journal.contacts.get(key).starred

    desk.page.sheet.act("star")
    desk.page.sheet.act("me")

    contact = desk.journal.contacts.get(key)
    assert (contact.starred, contact.is_me) == (not starred, True)


def test_the_bin_is_left_again_from_the_sheet(desk: Desk) -> None:
    key = open_sheet(desk, "Karim Ouali")
    desk.journal.contacts.delete(key)
    desk.page.sheet.show_contact(key)
    assert desk.page.sheet.header.badge.isVisible()

    desk.page.sheet.act("restore")

    assert key in desk.page.list.model.ids()


def test_merging_takes_the_likely_twin_first(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    twin = desk.journal.contacts.save(replace(desk.journal.contacts.get(key), id=None, uid="", city="Lyon", points=()))
    desk.page.sheet.act("merge")
    picker = the(desk.page, PersonPicker)
    assert isinstance(picker, PersonPicker)
    assert picker.model.id_at(0) == twin

    asked: list[tuple[int, int]] = []
    desk.signals.merge_asked.connect(lambda one, other: asked.append((one, other)))

    type_keys(picker.search, "vasseur")
    qtbot.keyClick(picker.search, Key.Key_Return)

    assert asked == [(key, twin)]


def test_two_people_selected_are_merged_from_their_menu(qtbot: QtBot, desk: Desk) -> None:
    table = desk.page.list.table
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Home)
    qtbot.keyClick(table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    pair = table.selected_ids()
    asked: list[tuple[int, int]] = []
    desk.signals.merge_asked.connect(lambda one, other: asked.append((one, other)))
    opened = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(table, opened)
    choose(desk.page, "Fusionner ces deux fiches")

    assert asked == [tuple(pair)]
    QApplication.sendEvent(table, opened)
    choose(desk.page, "corbeille")
    assert not set(pair) & set(desk.page.list.model.ids())


def test_introducing_asks_to_whom(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    karim = desk.contact("Karim Ouali")
    desk.page.sheet.act("introduce")
    picker = the(desk.page, PersonPicker)
    assert isinstance(picker, PersonPicker)

    type_keys(picker.search, "karim ouali")
    qtbot.keyClick(picker.search, Key.Key_Return)

    newest = desk.journal.contacts.sheet(key).introductions_received[-1]
    assert newest.introducer is None
    assert newest.beneficiary is not None
    assert newest.beneficiary.id == karim


def test_who_introduced_is_chosen_and_changed(desk: Desk) -> None:
    key = open_sheet(desk)
    karim, bruno = desk.contact("Karim Ouali"), desk.contact("Bruno Alessandri")
    before = desk.journal.contacts.sheet(key)
    assert before.introduced_by is not None

    desk.page.sheet._on_introducer_asked()
    the(desk.page, PersonPicker)._on_opened(karim)
    after = desk.journal.contacts.sheet(key)
    assert after.introduced_by is not None
    assert after.introduced_by.id == karim
    assert len(after.introductions_received) == len(before.introductions_received)

    alone = desk.journal.contacts.ids(where(Field.ORIGIN, "event"))[0]
    desk.open(alone)
    desk.page.sheet._on_introducer_picked(bruno)
    assert desk.journal.contacts.sheet(alone).introduced_by is not None


# -- facts ----------------------------------------------------------------------------------------------------------


def test_the_name_is_edited_in_place(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    name = desk.page.sheet.header.name
    name.edit()
    type_keys(name._editor, "Hélène de La Tour")
    qtbot.keyClick(name._editor, Key.Key_Return)

    contact = desk.journal.contacts.get(key)
    assert (contact.first_name, contact.last_name) == ("Hélène", "de La Tour")

    name.edit()
    type_keys(name._editor, "Autre")
    qtbot.keyClick(name._editor, Key.Key_Escape)
    assert desk.journal.contacts.name(key) == "Hélène de La Tour"
    assert not name.is_editing()


def test_facts_are_edited_in_place(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    facts = desk.page.sheet.facts

    facts.city.edited.emit("Bordeaux")
    facts.birthday.edited.emit("--03-12")
    facts.tags.edited.emit("#cloud,neuf #deux_mots")
    facts.notes.area.setPlainText("Aime l’opéra")
    facts.notes._on_left()
    facts.cadence.setCurrentIndex(facts.cadence.findData(30))
    facts.cadence.activated.emit(facts.cadence.currentIndex())
    facts.sphere.choose(Sphere.BOTH.value)
    facts.sphere.activated.emit(0)
    facts.relationship.choose("peer")
    facts.relationship.activated.emit(0)
    qtbot.mouseClick(facts.change_origin, Qt.MouseButton.LeftButton)
    choose(facts, channel(Channel.COLD))

    contact = desk.journal.contacts.get(key)
    assert (contact.city, contact.birthday, contact.about) == ("Bordeaux", PartialDate("--03-12"), "Aime l’opéra")
    assert contact.tags == ("cloud", "deux mots", "neuf")
    assert (contact.cadence_days, contact.sphere, contact.relationship) == (30, Sphere.BOTH, "peer")
    assert desk.journal.contacts.sheet(key).origin is Channel.COLD

    qtbot.mouseClick(facts.change_origin, Qt.MouseButton.LeftButton)
    choose(facts, "D’après les échanges")
    assert desk.journal.contacts.sheet(key).origin is Channel.INTRODUCTION


def test_an_impossible_birthday_is_said_under_its_field(desk: Desk) -> None:
    key = open_sheet(desk)

    desk.page.sheet.facts.birthday.edited.emit("31/02")

    assert desk.journal.contacts.get(key).birthday is None
    assert desk.page.sheet.facts.birthday._error.isVisible()


def test_circles_are_ticked_and_named(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    before = desk.journal.contacts.get(key).circles
    desk.page.sheet.facts.circles.showPopup()
    popup = the(desk.page, ValuesPopup)
    assert isinstance(popup, ValuesPopup)
    ticked = [box for box in popup.findChildren(QCheckBox) if box.isChecked()]
    qtbot.keyClick(ticked[0], Key.Key_Space)
    assert len(desk.journal.contacts.get(key).circles) == len(before) - 1

    popup._new.setText("Escalade")
    qtbot.keyClick(popup._new, Key.Key_Return)

    assert "Escalade" in desk.journal.contacts.get(key).circles


def test_a_way_to_reach_is_added_edited_preferred_and_removed(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    points = desk.page.sheet.facts.points
    before = desk.journal.contacts.get(key)

    qtbot.mouseClick(points.add, Qt.MouseButton.LeftButton)
    type_keys(points._editor, "helene@perso.example")
    qtbot.keyClick(points._editor, Key.Key_Return)
    added = desk.journal.contacts.get(key).points[-1]
    assert (added.kind, added.value) == (PointKind.EMAIL, "helene@perso.example")

    points._on_preferred(added)
    assert desk.journal.contacts.get(key).points[-1].is_primary

    points._on_edit(desk.journal.contacts.get(key).points[-1])
    points._editor.setText("helene2@perso.example")
    points._on_finished()
    assert desk.journal.contacts.get(key).points[-1].value == "helene2@perso.example"

    points._on_removed(desk.journal.contacts.get(key).points[-1])
    assert [point.value for point in desk.journal.contacts.get(key).points] == [p.value for p in before.points]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("06 12 34 56 78", PointKind.PHONE),
        ("www.alize.example", PointKind.URL),
        ("12 rue des Lilas, Nantes", PointKind.ADDRESS),
    ],
)
def test_what_is_typed_decides_its_kind(desk: Desk, text: str, kind: PointKind) -> None:
    key = open_sheet(desk)
    points = desk.page.sheet.facts.points
    points._on_add()
    points._editor.setText(text)
    points._on_finished()

    assert desk.journal.contacts.get(key).points[-1].kind is kind


def test_a_profile_is_recognised_and_opened_securely(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    points = desk.page.sheet.facts.points
    points._on_add()
    points._editor.setText("http://www.xing.com/profile/Helene_Vasseur")
    points._on_finished()
    profile = desk.journal.contacts.get(key).profiles[-1]
    assert profile.network == "xing"

    line = points.lines()[-1]
    link = line.findChild(LinkLabel)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    assert desk.opened == ["https://www.xing.com/profile/Helene_Vasseur"]


def test_an_incomplete_email_is_said_under_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    before = desk.journal.contacts.get(key).points
    points = desk.page.sheet.facts.points
    points._on_add()
    points._editor.setText("helene@")
    points._on_finished()

    assert desk.journal.contacts.get(key).points == before
    assert points._editor.isVisible()
    assert points._editor.text() == "helene@"
    assert points._error.isVisible()

    qtbot.keyClick(points._editor, Key.Key_Escape)
    assert not points._editor.isVisible()


def test_a_value_is_copied_with_a_word(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    line = desk.page.sheet.facts.points.lines()[0]

    qtbot.mouseClick(line.copy, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "h.vasseur@alize.example"
    assert line.copy.icon_name() == "check"


def test_the_menu_of_a_way_to_reach(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    points = desk.page.sheet.facts.points
    line = points.lines()[0]
    qtbot.mouseClick(line.more, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in line.findChildren(QMenu) if menu.isVisible())
    menu.actions()[0].trigger()
    menu.close()

    assert points._editor.text() == "h.vasseur@alize.example"


def test_links_of_the_facts_lead_to_mission_event_and_person(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    sheet = desk.journal.contacts.sheet(desk.contact("Hélène Vasseur"))
    holder = desk.page.sheet.facts._mission_lines.itemAt(0).widget()
    with qtbot.waitSignal(desk.signals.mission_opened) as seen:
        qtbot.mouseClick(holder.findChild(LinkLabel), Qt.MouseButton.LeftButton)
    assert seen.args == [sheet.missions[0].mission_id]

    met = next(
        key
        for key in desk.journal.contacts.ids(where(Field.ORIGIN, "event"))
        if desk.journal.contacts.sheet(key).origin_event_id
    )
    desk.open(met)
    with qtbot.waitSignal(desk.signals.event_opened):
        qtbot.mouseClick(desk.page.sheet.facts.origin_link, Qt.MouseButton.LeftButton)

    open_sheet(desk)
    qtbot.mouseClick(desk.page.sheet.facts.introducer, Qt.MouseButton.LeftButton)
    assert sheet.introduced_by is not None
    assert desk.page.sheet.contact_id() == sheet.introduced_by.id


def test_the_form_of_identity_keeps_the_old_position(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    desk.page.sheet.act("edit")
    form = the(desk.page, IdentityForm)
    assert isinstance(form, IdentityForm)
    form.fields["organisation"].set_text("Nouvelle Maison")
    form.fields["title"].set_text("Directrice")
    form.fields["nickname"].set_text("Lena")
    form.fields["aliases"].set_text("Mme Vasseur, HV")
    form._on_save()

    contact = desk.journal.contacts.get(key)
    assert [(each.organisation, each.is_current) for each in contact.affiliations[:2]] == [
        ("Nouvelle Maison", True),
        ("Mutuelle Alizé", False),
    ]
    assert (contact.nickname, contact.aliases) == ("Lena", ("Mme Vasseur", "HV"))


def test_a_form_without_any_sign_says_so_under_the_first_name(desk: Desk, empty_journal: Journal, qtbot: QtBot) -> None:
    from carnet.domain.contacts import Contact

    other = set_up(qtbot, empty_journal)
    key = empty_journal.contacts.save(Contact(first_name="Zoé"))
    other.page.open_item(key)
    other.page.sheet.act("edit")
    form = the(other.page, IdentityForm)
    assert isinstance(form, IdentityForm)
    form.fields["first_name"].set_text("")
    form._on_save()

    assert form.isVisible()
    assert empty_journal.contacts.name(key) == "Zoé"


def test_a_refusal_without_a_field_here_is_presented(desk: Desk) -> None:
    open_sheet(desk)

    desk.page.sheet._edit(first_name="", last_name="", points=(), profiles=(), affiliations=(), nickname="")

    assert [type(error) for error in desk.errors] == [Refused]


# -- a new contact --------------------------------------------------------------------------------------------------


def test_a_new_contact_is_one_line(qtbot: QtBot, desk: Desk) -> None:
    desk.page.new_item()
    panel = the(desk.page, NewContact)
    assert isinstance(panel, NewContact)
    type_keys(panel.line.line, "Zoé Martinet, DSI chez Acme, zoe@acme.fr, #neuf > relancer mardi")
    assert panel._flow.count() >= 5

    qtbot.keyClick(panel.line.line, Key.Key_Return)

    key = desk.contact("Zoé Martinet")
    assert desk.page.sheet.contact_id() == key
    assert desk.page.list.table.current_id() == key
    assert desk.journal.contacts.get(key).tags == ("neuf",)


def test_somebody_who_is_there_already_is_opened_instead(qtbot: QtBot, desk: Desk) -> None:
    desk.page.new_item()
    panel = the(desk.page, NewContact)
    assert isinstance(panel, NewContact)
    type_keys(panel.line.line, "Hélène Vasseur, h.vasseur@alize.example")
    button = panel._known_column.itemAt(0).widget()
    total = desk.journal.contacts.total()

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert desk.page.sheet.contact_id() == desk.contact("Hélène Vasseur")
    assert desk.journal.contacts.total() == total


def test_a_line_without_anybody_in_it_is_refused_in_place(qtbot: QtBot, desk: Desk) -> None:
    desk.page.new_item()
    panel = the(desk.page, NewContact)
    assert isinstance(panel, NewContact)
    qtbot.keyClick(panel.line.line, Key.Key_Return)

    assert panel.isVisible()
    assert panel.line.error.isVisible()


# -- widths, themes, work mode --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "scale", "shape"),
    [(1280, 1.0, Shape.WIDE), (1000, 1.0, Shape.TABS), (800, 1.0, Shape.SINGLE), (1280, 2.0, Shape.NARROW)],
)
def test_the_page_fits_its_width(qtbot: QtBot, journal: Journal, width: int, scale: float, shape: Shape) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "dark", scale=scale)
    desk = set_up(qtbot, journal, width)
    desk.open(desk.contact("Hélène Vasseur"))

    assert desk.page.shape() is shape
    both = shape in {Shape.WIDE, Shape.TABS}
    assert desk.page.list.isVisible() == both
    assert desk.page.sheet.isVisible()
    assert desk.page.sheet.facts.isVisible() == (shape is Shape.WIDE)
    assert not desk.page.grab().isNull()
    QApplication.processEvents()
    if shape is not Shape.WIDE:
        desk.page.sheet.tabs.setFocus()
        segment = desk.page.sheet.tabs._segments[1]
        qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
        assert desk.page.sheet.facts.isVisible()
        assert not desk.page.sheet.timeline.isVisible()


def test_a_narrow_page_goes_from_the_list_to_the_sheet_and_back(qtbot: QtBot, journal: Journal) -> None:
    desk = set_up(qtbot, journal, 760)
    assert desk.page.list.isVisible()
    assert not desk.page.sheet.isVisible()
    desk.page.list.table.setFocus()

    qtbot.keyClick(desk.page.list.table, Key.Key_Return)
    assert desk.page.sheet.isVisible()
    assert desk.page.sheet.back_count.text() == desk.page.list.counted()
    QApplication.processEvents()

    qtbot.mouseClick(desk.page.sheet.back, Qt.MouseButton.LeftButton)
    assert desk.page.list.isVisible()
    desk.page.focus_composer()
    qtbot.keyClick(desk.page.sheet.composer.line, Key.Key_Escape)
    assert desk.page.list.isVisible()


def test_folded_filters_open_from_one_chip(qtbot: QtBot, journal: Journal) -> None:
    desk = set_up(qtbot, journal, 1000)
    filters = desk.page.list.chips
    assert [chip for chip in filters.buttons() if chip.isVisible()] == [filters._more]

    qtbot.mouseClick(filters._more, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in filters.findChildren(QMenu) if menu.isVisible())
    menu.actions()[0].trigger()
    menu.close()

    assert the(desk.page, ValuesPopup).isVisible()


def test_a_resize_lays_the_page_out_anew(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    desk.page.resize(700, 600)
    assert desk.page.shape() is Shape.SINGLE

    desk.page.resize(1280, 800)

    assert desk.page.shape() is Shape.WIDE
    assert desk.page.list.isVisible()
    assert desk.page.sheet.facts.isVisible()


def test_icon_buttons_say_verb_and_person(desk: Desk) -> None:
    open_sheet(desk)
    header = desk.page.sheet.header

    for button in (header.write, header.call, header.follow_up, header.more):
        assert "Hélène Vasseur" in button.accessibleName()
    assert all(pane.accessibleName() for pane in desk.page.panes())


def test_a_personal_contact_leaves_in_work_mode(desk: Desk) -> None:
    personal = desk.journal.contacts.ids(where(Field.SPHERE, "personal"))[0]
    desk.open(personal)

    desk.journal.options = replace(desk.journal.options, work_mode=True)
    desk.page.reload()

    assert personal not in desk.page.list.model.ids()
    assert desk.page.sheet.contact_id() != personal


def test_the_sheet_of_somebody_who_is_no_more_gives_way(desk: Desk) -> None:
    from carnet.domain.contacts import Contact

    key = desk.journal.contacts.save(Contact(first_name="Zoé", last_name="Passagère"))
    desk.open(key)

    desk.journal.history.undo()

    assert desk.page.sheet.contact_id() in desk.page.list.model.ids()


@pytest.mark.parametrize(
    ("field", "number"),
    [(Field.WARMTH, 2), (Field.TAG, 2), (Field.CIRCLE, 1), (Field.ORIGIN, 2), (Field.SPHERE, 1)],
)
def test_each_filter_is_ticked_by_key(qtbot: QtBot, desk: Desk, field: Field, number: int) -> None:
    filters = desk.page.list.chips
    qtbot.keyClick(filters.chips[field], Key.Key_Space)
    popup = the(desk.page, ValuesPopup)
    boxes = popup.findChildren(QCheckBox)
    for box in boxes[:number]:
        qtbot.keyClick(box, Key.Key_Space)
    qtbot.keyClick(popup, Key.Key_Return)

    chosen = desk.page.list.filter()
    assert len(values_of(chosen.terms, field)) == number
    assert list(desk.page.list.model.ids()) == desk.journal.contacts.ids(chosen)
    assert 0 < desk.page.list.model.rowCount() < desk.journal.contacts.total()


@pytest.mark.parametrize("typed", ["karim ouali", ""])
def test_down_then_enter_takes_one_person_and_the_picker_stays_closed(qtbot: QtBot, desk: Desk, typed: str) -> None:
    key = open_sheet(desk, "Ismaël Berkane")
    asking = desk.page.sheet.facts.choose_introducer
    asking.setFocus()
    qtbot.keyClick(asking, Key.Key_Return)
    picker = the(desk.page, PersonPicker)
    assert isinstance(picker, PersonPicker)
    type_keys(picker.search, typed)
    wanted = picker.model.id_at(0)

    qtbot.keyClick(picker.search, Key.Key_Down)
    assert picker.isVisible()
    assert picker.table.hasFocus()
    qtbot.keyClick(picker.table, Key.Key_Return)

    introducer = desk.journal.contacts.sheet(key).introduced_by
    assert introducer is not None
    assert introducer.id == wanted
    assert not any(panel.isVisible() for panel in desk.page.findChildren(PersonPicker))


def test_near_spellings_keep_to_the_filter(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    level = desk.journal.contacts.sheet(key).warmth.level
    other = next(each for each in ("hot", "warm", "cool", "cold") if each != level)
    filters = desk.page.list.chips
    filters._set(Field.WARMTH, (other,))

    type_keys(desk.page.list.search, "vaseur")
    qtbot.wait(500)

    assert key not in desk.page.list.model.ids()
    filters._set(Field.WARMTH, (str(level),))
    qtbot.waitUntil(lambda: key in desk.page.list.model.ids())


# -- the hands on the keys --------------------------------------------------------------------------------------------


def test_the_list_has_the_focus_when_the_page_is_shown(qtbot: QtBot, desk: Desk) -> None:
    desk.page.activateWindow()
    desk.page.setFocus()
    before = desk.page.sheet.contact_id()

    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    assert desk.page.sheet.contact_id() not in {before, None}
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert desk.page.sheet.composer.line.hasFocus()


def test_tab_goes_from_the_list_to_composer_journal_and_facts(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    desk.page.activateWindow()
    desk.page.list.table.setFocus()
    qtbot.waitUntil(desk.page.sheet.facts.points.lines()[0].isVisible)
    sheet = desk.page.sheet
    first, second = sheet.facts.points.lines()[:2]
    wanted = [
        sheet.composer.line,
        sheet._follow_up_flow.itemAt(0).widget(),
        sheet.kinds,
        sheet.timeline,
        first.link,
        first.copy,
        first.more,
        second.link,
    ]
    seen = []
    for _step in wanted:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        seen.append(QApplication.focusWidget())

    assert seen == wanted


def test_f2_in_the_list_edits_the_name(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    desk.page.list.table.setFocus()

    qtbot.keyClick(desk.page.list.table, Key.Key_F2)
    type_keys(QApplication.focusWidget(), "Hélène Vasseur-Lemaire")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)

    assert desk.journal.contacts.name(key) == "Hélène Vasseur-Lemaire"


def test_a_click_opens_the_sheet_where_the_list_fills_the_page(qtbot: QtBot, journal: Journal) -> None:
    desk = set_up(qtbot, journal, 800, 700)
    table = desk.page.list.table
    place = table.visualRect(desk.page.list.model.index(2, 0)).center()

    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert desk.page.sheet.isVisible()
    assert desk.page.sheet.contact_id() == desk.page.list.model.id_at(2)


def test_several_are_deleted_as_one_deed(qtbot: QtBot, desk: Desk) -> None:
    table, before = desk.page.list.table, desk.journal.contacts.total()
    table.setFocus()
    for _time in range(2):
        qtbot.keyClick(table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Key.Key_Delete)
    assert desk.journal.contacts.total() == before - 3
    deed = desk.journal.history.next_undo()
    assert deed is not None
    assert deeds.message(deed.kind, deed.subject) == "3 personnes mises à la corbeille."

    desk.journal.history.undo()

    assert desk.journal.contacts.total() == before


def test_who_is_worked_with_stays_in_the_list_though_the_filter_holds_them_no_more(qtbot: QtBot, desk: Desk) -> None:
    desk.page.list.chips._set(Field.WARMTH, ("cold",))
    table = desk.page.list.table
    key = desk.page.list.model.id_at(2)
    assert key is not None
    table.select_id(key)
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Return)
    type_keys(desk.page.sheet.composer.line, "appel, budget voté")

    qtbot.keyClick(desk.page.sheet.composer.line, Key.Key_Return)

    assert desk.journal.contacts.sheet(key).warmth.level != "cold"
    assert desk.page.sheet.contact_id() == key
    assert table.selected_ids() == [key]
    assert desk.page.list.model.row_of(key) == 2


def test_the_sheet_goes_with_the_list_once_the_hands_rest(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    type_keys(desk.page.list.search, "bessières")
    qtbot.waitUntil(lambda: desk.page.sheet.contact_id() == desk.contact("Antoine Bessières"))
    desk.page.list.search.setText("zzzzqqq")
    qtbot.waitUntil(desk.page.sheet.empty.isVisible)
    assert desk.page.list.counted().startswith("0 contact sur ")

    desk.page.list.search.setText("vasseur")

    qtbot.waitUntil(lambda: desk.page.sheet.contact_id() == key)
    assert desk.page.list.counted().startswith("1 contact sur ")


def test_without_a_mail_program_nothing_is_offered_to_log(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    desk.opens = False

    qtbot.mouseClick(desk.page.sheet.facts.points.lines()[0].link, Qt.MouseButton.LeftButton)

    assert len(desk.toasts) == 1
    assert desk.page.sheet.composer.text() == ""


def test_a_condition_typed_into_the_search_narrows_the_list(qtbot: QtBot, desk: Desk) -> None:
    search = desk.page.list.search
    search.setFocus()
    qtbot.keyClicks(search, "etiquette:cloud")

    assert set(desk.page.list.model.ids()) == set(desk.journal.contacts.ids(where(Field.TAG, "cloud")))
    assert desk.page.list.chips.chips[Field.TAG].isChecked()


def test_what_is_typed_is_completed_with_tab(qtbot: QtBot, desk: Desk) -> None:
    search = desk.page.list.search
    search.setFocus()
    qtbot.keyClicks(search, "chal")
    assert search.completions.rows == ("chaleur:",)
    qtbot.keyClick(search, Key.Key_Tab)
    assert search.text() == "chaleur:"
    qtbot.keyClicks(search, "ti")
    qtbot.keyClick(search, Key.Key_Tab)
    assert search.text() == "chaleur:tiède "
    assert search.completions.rows == ()

    wanted = desk.journal.contacts.ids(where(Field.WARMTH, "warm")._replace(order="last_exchange"))
    assert set(desk.page.list.model.ids()) == set(wanted)


def test_the_arrows_choose_among_the_completions_and_escape_puts_them_away(qtbot: QtBot, desk: Desk) -> None:
    search = desk.page.list.search
    search.setFocus()
    qtbot.keyClicks(search, "chaleur:")
    first, second = search.completions.rows[:2]
    assert search.completions.current() == first
    qtbot.keyClick(search, Key.Key_Down)
    assert search.completions.current() == second

    qtbot.keyClick(search, Key.Key_Escape)
    assert search.completions.rows == ()
    assert search.text() == "chaleur:"


def test_a_mistake_in_a_condition_is_told_under_the_field(qtbot: QtBot, desk: Desk) -> None:
    search, mistake = desk.page.list.search, desk.page.list.mistake
    search.setFocus()
    qtbot.keyClicks(search, "chaleur:torride")
    assert mistake.isVisible()
    assert "torride" in mistake.text()

    search.clear()
    assert not mistake.isVisible()


def test_a_list_shown_from_elsewhere_says_its_conditions_in_the_field(desk: Desk) -> None:
    terms = (Term(Field.WARMTH, ("hot",)), Term(Field.SEEN, (">90",)), Term(Field.SPHERE, ("personal",), negated=True))
    desk.page.open_filter(ContactFilter(text="dsi", terms=terms))

    text = desk.page.list.search.text()
    assert text == "dsi chaleur:chaude vu:>90j -sphère:perso "  # ready to be gone on with
    desk.page.list.search.searched.emit(text)
    assert desk.page.list.filter().terms == terms


# -- what is seen ---------------------------------------------------------------------------------------------------


def test_another_introducer_is_chosen_from_the_origin(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    facts = desk.page.sheet.facts
    assert not facts.choose_introducer.isVisible()

    qtbot.mouseClick(facts.change_origin, Qt.MouseButton.LeftButton)
    choose(facts, "Choisir une autre personne")

    assert the(desk.page, PersonPicker).isVisible()


def test_the_facts_are_seen_whole_down_to_the_missions(qtbot: QtBot, journal: Journal) -> None:
    desk = set_up(qtbot, journal, 1104, 800)  # the window of 1280 without its rail
    open_sheet(desk)
    sheet = desk.page.sheet
    sheet.set_shape(Shape.WIDE)
    qtbot.waitUntil(sheet.facts.model.isVisible)
    QApplication.processEvents()
    lines = [line.link for line in sheet.facts.points.lines()]
    assert all(link.width() >= link.sizeHint().width() for link in lines)
    assert sheet.facts.model.visibleRegion().boundingRect() == sheet.facts.model.rect()


def test_a_short_timeline_shows_no_scroll_bar(qtbot: QtBot, desk: Desk) -> None:
    bar = desk.page.sheet._scroll.verticalScrollBar()

    def shown() -> int:
        QApplication.processEvents()
        picture = bar.grab().toImage()
        return len({picture.pixel(bar.width() // 2, y) for y in range(picture.height())})

    open_sheet(desk)
    assert shown() > 1
    open_sheet(desk, "Ismaël Berkane")
    qtbot.waitUntil(lambda: shown() == 1)


def test_a_double_click_on_the_list_opens_no_exchange_of_the_sheet_that_takes_its_place(
    qtbot: QtBot, journal: Journal
) -> None:
    desk = set_up(qtbot, journal, 800, 700)
    table, timeline = desk.page.list.table, desk.page.sheet.timeline
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(desk.page.list.model.index(2, 0)).center()
    )
    qtbot.waitUntil(timeline.isVisible)
    place = timeline.visualRect(timeline.model().index(1, 0)).center()
    kind, left = QEvent.Type.MouseButtonDblClick, Qt.MouseButton.LeftButton
    where = QPointF(place), QPointF(timeline.viewport().mapToGlobal(place))

    QApplication.sendEvent(timeline.viewport(), QMouseEvent(kind, *where, left, left, Qt.KeyboardModifier.NoModifier))
    assert not desk.page.findChildren(ExchangeForm)

    qtbot.mouseDClick(timeline.viewport(), left, pos=place)
    assert the(desk.page, ExchangeForm).isVisible()


def test_the_choices_of_the_facts_are_read_whole(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk, "Ismaël Berkane")
    facts = desk.page.sheet.facts
    qtbot.waitUntil(facts.circles.isVisible)
    QApplication.processEvents()

    for combo, text in ((facts.circles, "Aucun cercle"), (facts.relationship, "Autre relation")):
        assert text in {combo.itemText(row) for row in range(combo.count())}
        assert text_width(text, "secondary") <= combo.width() - sum(combo._pads()) - 14


def test_where_tags_are_added_is_said_as_an_act(desk: Desk) -> None:
    key = open_sheet(desk)
    desk.journal.contacts.edit(key, tags=())

    assert "#" not in desk.page.sheet.facts.tags._editor.placeholderText()


def test_an_exchange_is_said_without_its_signs_and_its_links_open_from_its_menu(qtbot: QtBot, desk: Desk) -> None:
    key = open_sheet(desk)
    summary = "**Budget** voté, voir [le plan](https://alize.example/plan)"
    on = PartialDate("2026-11-20")
    draft = ExchangeDraft(raw="x", occurred_on=on, kind=InteractionKind.CALL, summary=summary)
    desk.journal.interactions.log([key], draft)
    timeline = desk.page.sheet.timeline
    timeline.select_first()

    said = timeline.model().data(timeline.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert "Budget voté, voir le plan" in said
    item = timeline.current_item()
    assert item is not None
    desk.page.sheet._on_item_menu(item, QPoint(0, 0))
    menu = next(menu for menu in desk.page.sheet.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if "alize.example/plan" in action.text()).trigger()
    menu.close()
    assert desk.opened == ["https://alize.example/plan"]


def test_a_fact_being_typed_stays_when_its_sheet_is_read_again(qtbot: QtBot, desk: Desk) -> None:
    open_sheet(desk)
    line = desk.page.sheet.facts.city
    line.edit()
    qtbot.keyClicks(line._editor, "Bord")
    desk.journal.contacts.edit(desk.contact("Hélène Vasseur"), starred=True)
    desk.page.reload()
    desk.wait_for_facts()

    assert line.is_editing()
    assert line.typed_text() == "Bord"
    qtbot.keyClicks(line._editor, "eaux")
    qtbot.keyClick(line._editor, Key.Key_Return)
    assert desk.journal.contacts.get(desk.contact("Hélène Vasseur")).city == "Bordeaux"
    assert not [form for form in desk.journal.drafts.everything() if form.startswith("form:facts")]
