"""Organisations on the page of contacts: the list beside that of people, the sheet, merging; driven by real keys."""

from pathlib import Path

import pytest
from contacts_desk import Desk, set_up, type_keys
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import Affiliation, OrganisationKind
from carnet.domain.organisations import OrganisationFilter
from carnet.domain.query import Field, Term
from carnet.journal import Journal
from carnet.ui.contacts.new_contact import NewContact
from carnet.ui.contacts.organisation_desk import OrganisationDesk
from carnet.ui.contacts.organisation_picker import OrganisationPicker
from carnet.ui.contacts.sheet_frame import Shape
from carnet.ui.events.form import EventForm
from carnet.ui.kit.theme import apply_theme
from carnet.ui.kit.values_popup import ValuesPopup

Key = Qt.Key
RESOURCES = Path(__file__).parents[3] / "resources"


def organisation(desk: Desk, name: str) -> int:
    return next(int(row.id) for row in desk.journal.organisations.rows() if row.name == name)


def opened(desk: Desk, name: str = "Escale Portage") -> OrganisationDesk:
    desk.page.open_organisation(organisation(desk, name))
    return desk.page.organisations


def choose(menu_of: QWidget, text: str) -> None:
    menu = next(menu for menu in menu_of.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if text in action.text()).trigger()
    menu.close()


def edit(qtbot: QtBot, line: QWidget, text: str) -> None:
    """Edit a fact as the keyboard does: F2, the text, Enter."""
    qtbot.keyClick(line.focusProxy(), Key.Key_F2)
    editor = line._editor
    editor.selectAll()
    if text:
        type_keys(editor, text)
    else:
        qtbot.keyClick(editor, Key.Key_Delete)
    qtbot.keyClick(editor, Key.Key_Return)


# -- the list -------------------------------------------------------------------------------------------------------


def test_the_switch_shows_organisations_and_each_side_keeps_search_and_selection(qtbot: QtBot, desk: Desk) -> None:
    desk.page.focus_search()
    type_keys(desk.page.list.search, "vasseur")
    qtbot.waitUntil(lambda: desk.page.sheet.contact_id() == desk.contact("Hélène Vasseur"))
    shown = desk.page.sheet.contact_id()

    qtbot.keyClick(desk.page.list.scope._segments[0], Key.Key_Right)

    other = desk.page.organisations
    assert other.list.isVisible()
    assert not desk.page.list.isVisible()
    assert other.list.scope._segments[1].hasFocus()
    assert list(other.list.model.ids()) == desk.journal.organisations.ids(OrganisationFilter())
    assert other.sheet.organisation_id() == other.list.first_id()
    desk.page.focus_search()
    type_keys(other.list.search, "escale")
    qtbot.waitUntil(lambda: other.sheet.organisation_id() == organisation(desk, "Escale Portage"))

    qtbot.keyClick(other.list.scope._segments[1], Key.Key_Left)

    assert desk.page.list.isVisible()
    assert desk.page.list.search.text() == "vasseur"
    assert desk.page.sheet.contact_id() == shown
    desk.page.show_scope("organisations")
    assert other.list.search.text() == "escale"
    assert other.list.counted().startswith("1 organisation sur ")


def test_the_model_of_organisations_keeps_the_rules_of_qt(desk: Desk) -> None:
    other = opened(desk)
    QAbstractItemModelTester(other.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    other.list.search.setText("port")
    other.list.search.clear()
    other.list.load()

    assert other.list.model.rowCount() == desk.journal.organisations.count()
    assert "Escale Portage" in str(other.list.model.data(other.list.table.currentIndex(), 11))


def test_a_long_list_shows_what_is_in_sight_first(qtbot: QtBot, desk: Desk) -> None:
    for number in range(130):
        desk.journal.organisations.add(f"Régie {number:03}")
    other = opened(desk)

    type_keys(other.list.search, "regie")

    assert other.list.model.rowCount() == 100
    qtbot.waitUntil(lambda: other.list.model.rowCount() == 131)


def test_chips_write_conditions_and_suppr_takes_them_away(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    kind, city, mission = other.list.chips.chips.values()
    qtbot.keyClick(desk.page, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert kind.hasFocus()
    qtbot.keyClick(kind, Key.Key_Return)
    popup = other.list.findChildren(ValuesPopup)[-1]
    next(box for box in popup.findChildren(QCheckBox) if "Société de portage" in box.text()).click()
    popup.close()
    assert other.list.search.text() == 'nature:"société de portage" '
    assert list(other.list.model.ids()) == [organisation(desk, "Escale Portage")]

    qtbot.keyClick(kind, Key.Key_Delete)
    assert other.list.search.text() == ""
    qtbot.keyClick(kind, Key.Key_Right)
    assert city.hasFocus()
    qtbot.keyClick(city, Key.Key_Space)
    popup = other.list.findChildren(ValuesPopup)[-1]
    for box in popup.findChildren(QCheckBox)[:3]:
        box.click()
    popup.close()
    assert 0 < other.list.model.rowCount() < desk.journal.organisations.count()
    assert city.text().endswith("+ 2")
    qtbot.keyClick(city, Key.Key_Delete)

    qtbot.keyClick(mission, Key.Key_Space)
    popup = other.list.findChildren(ValuesPopup)[-1]
    popup.findChildren(QCheckBox)[0].click()
    popup.close()
    assert other.list.search.text() == "mission:oui "
    with_mission = OrganisationFilter(terms=(Term(Field.MISSION, ("yes",)),))
    assert list(other.list.model.ids()) == desk.journal.organisations.ids(with_mission)
    qtbot.keyClick(mission, Key.Key_Delete)
    assert other.list.model.rowCount() == desk.journal.organisations.count()


def test_conditions_are_typed_completed_and_told_where_they_mean_nothing(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    type_keys(other.list.search, "nat")
    assert other.list.query.completions.rows == ("nature:",)
    qtbot.keyClick(other.list.search, Key.Key_Tab)
    type_keys(other.list.search, "soc")
    qtbot.keyClick(other.list.search, Key.Key_Tab)
    assert other.list.search.text() == 'nature:"société de portage" '
    assert list(other.list.model.ids()) == [organisation(desk, "Escale Portage")]
    assert other.list.chips.chips[Field.KIND].text() == "Société de portage"

    other.list.search.setText("-nature:xyz")
    assert other.list.mistake.text().startswith("«\u202fxyz\u202f» ")
    assert other.list.model.rowCount() == desk.journal.organisations.count()


def test_nothing_found_offers_to_clear_and_an_empty_journal_to_add(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    type_keys(other.list.search, "zzzzqqq")
    assert other.list.empty.isVisible()

    qtbot.mouseClick(other.list.empty.action, Qt.MouseButton.LeftButton)

    assert other.list.search.text() == ""
    assert other.list.table.isVisible()


def test_an_empty_journal_offers_a_first_organisation(qtbot: QtBot, empty_journal: Journal) -> None:
    desk = set_up(qtbot, empty_journal)
    desk.page.show_scope("organisations")
    desk.answers.text = "Acme"
    assert desk.page.organisations.sheet.empty.isVisible()

    qtbot.mouseClick(desk.page.organisations.list.empty.action, Qt.MouseButton.LeftButton)

    sheet = desk.page.organisations.sheet
    assert sheet.organisation_id() == organisation(desk, "Acme")
    assert sheet.nothing.isVisible()
    assert not sheet.figures.isVisible()
    assert not sheet.people.isVisible()


def test_the_list_sorts_by_people_and_letters_lead_to_a_name(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    other.list.order.click()
    choose(other.list, "Personnes")
    assert list(other.list.model.ids()) == desk.journal.organisations.ids(OrganisationFilter(order="people"))

    for letter in "mutu":
        other.list.table.keyboardSearch(letter)

    assert other.sheet.organisation_id() == organisation(desk, "Mutuelle Alizé")


def test_down_and_enter_lead_from_the_search_into_the_people(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk, "Mutuelle Alizé")
    desk.page.focus_search()
    type_keys(other.list.search, "escale")
    qtbot.keyClick(other.list.search, Key.Key_Down)
    assert other.list.table.hasFocus()

    qtbot.keyClick(other.list.table, Key.Key_Return)

    assert other.sheet.now.hasFocus()
    assert desk.page.panes()[0] is other.list.table
    qtbot.keyClick(other.sheet.now, Key.Key_Down)
    assert desk.page.current_contact() == other.sheet.now.current_id()


# -- the sheet ------------------------------------------------------------------------------------------------------


def test_the_sheet_shows_people_events_and_missions_and_leads_to_each(qtbot: QtBot, desk: Desk) -> None:
    seen: list[tuple[str, int]] = []
    desk.signals.event_opened.connect(lambda key: seen.append(("event", key)))
    desk.signals.mission_opened.connect(lambda key: seen.append(("mission", key)))
    desk.signals.events_asked.connect(lambda key: seen.append(("events", key)))
    desk.signals.missions_asked.connect(lambda key: seen.append(("missions", key)))
    other = opened(desk)
    key = organisation(desk, "Escale Portage")
    sheet = desk.journal.organisations.sheet(key)

    for rows in (other.sheet.event_rows, other.sheet.mission_rows):
        rows.setFocus()
        qtbot.keyClick(rows, Key.Key_Home)
        qtbot.keyClick(rows, Key.Key_Return)
    for button in (other.sheet.figures.events, other.sheet.figures.missions, other.sheet.events.link):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert seen == [
        ("event", sheet.events[0].id),
        ("mission", sheet.missions[0].id),
        ("events", key),
        ("missions", key),
        ("events", key),
    ]
    assert "frais de gestion" in other.sheet.role.text()
    assert "évènements" in other.sheet.role.text()


def test_a_click_on_a_person_opens_the_sheet_and_on_the_place_the_organisation(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    rows = other.sheet.before
    names = [one.name for one in desk.journal.organisations.sheet(organisation(desk, "Escale Portage")).people_before]
    place = rows.visualRect(rows.model().index(names.index("Gaëlle Kervadec"), 0))

    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.right() - 20, place.center().y()))
    assert other.sheet.organisation_id() == organisation(desk, "Kervadec Talents")

    opened(desk)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, place.center().y()))
    assert desk.page.scope() == "people"
    assert desk.page.sheet.contact_id() == desk.contact("Gaëlle Kervadec")


def test_the_menu_of_a_person_leads_to_both(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    key = desk.contact("Gaëlle Kervadec")

    other.sheet.before.menu_asked.emit(key, QPoint(10, 10))
    choose(other.sheet.before, "Kervadec Talents")
    assert other.sheet.organisation_id() == organisation(desk, "Kervadec Talents")

    opened(desk).sheet.before.menu_asked.emit(key, QPoint(10, 10))
    choose(other.sheet.before, "Ouvrir la fiche")
    assert desk.page.sheet.contact_id() == key


def test_name_city_website_and_kind_are_edited_in_place_each_one_deed(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    key = organisation(desk, "Escale Portage")
    deeds = len(desk.journal.history.recent())

    qtbot.keyClick(other.list.table, Key.Key_F2)
    editor = other.sheet.name._editor
    editor.selectAll()
    type_keys(editor, "Escale Portage Sud")
    qtbot.keyClick(editor, Key.Key_Return)
    edit(qtbot, other.sheet.city, "Blagnac")
    edit(qtbot, other.sheet.website, "escale.example")
    qtbot.mouseClick(other.sheet.kind, Qt.MouseButton.LeftButton)
    choose(other.sheet, "ESN")

    sheet = desk.journal.organisations.sheet(key)
    assert (sheet.name, sheet.city, sheet.website) == ("Escale Portage Sud", "Blagnac", "escale.example")
    assert sheet.kind is OrganisationKind.ESN
    assert len(desk.journal.history.recent()) == deeds + 4
    desk.journal.history.undo()
    assert desk.journal.organisations.sheet(key).kind is OrganisationKind.PORTAGE_COMPANY
    qtbot.mouseClick(other.sheet.open_website, Qt.MouseButton.LeftButton)
    assert desk.opened == ["https://escale.example"]
    desk.opens = False
    qtbot.mouseClick(other.sheet.open_website, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "escale.example"
    assert desk.toasts


def test_a_name_that_is_taken_is_told_under_the_field_and_merges_on_the_spot(qtbot: QtBot, desk: Desk) -> None:
    new = int(desk.journal.organisations.add("Escale P."))
    other = opened(desk, "Escale P.")
    other.sheet.edit_name()
    editor = other.sheet.name._editor
    editor.selectAll()
    type_keys(editor, "escale portage")
    qtbot.keyClick(editor, Key.Key_Return)
    assert "fusionnez" in other.sheet.name_error.text()
    assert other.sheet.name.is_editing()

    qtbot.mouseClick(other.sheet.merge_namesake, Qt.MouseButton.LeftButton)

    assert other.sheet.organisation_id() == organisation(desk, "Escale Portage")
    assert not other.sheet.merge_namesake.isVisible()
    assert new not in desk.journal.organisations.lines([new])


def test_a_half_typed_city_outlives_what_happens_meanwhile(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    qtbot.keyClick(other.sheet.city.focusProxy(), Key.Key_F2)
    type_keys(other.sheet.city._editor, "Blag")

    desk.journal.organisations.add("Tout autre")

    assert other.sheet.city.is_editing()
    assert other.sheet.city._editor.text() == "Blag"


def test_merging_asks_near_names_first_and_is_one_undo(qtbot: QtBot, desk: Desk) -> None:
    twin = int(desk.journal.organisations.add("Escale Portage SAS"))
    desk.journal.contacts.edit(
        desk.contact("Hélène Vasseur"), affiliations=(Affiliation(organisation="Escale Portage SAS"),)
    )
    other = opened(desk)
    qtbot.mouseClick(other.sheet.more, Qt.MouseButton.LeftButton)
    choose(other.sheet, "Fusionner")
    picker = desk.page.findChildren(OrganisationPicker)[-1]
    assert picker.model.id_at(0) == twin
    type_keys(picker.search, "escale")
    qtbot.keyClick(picker.search, Key.Key_Down)

    qtbot.keyClick(picker.table, Key.Key_Return)

    shown = desk.journal.organisations.sheet(organisation(desk, "Escale Portage"))
    assert desk.contact("Hélène Vasseur") in {one.id for one in shown.people_now}
    assert twin not in other.list.model.ids()
    desk.journal.history.undo()
    assert twin in other.list.model.ids()


def test_the_sheet_of_what_was_merged_away_gives_place_to_its_neighbour(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    key = other.sheet.organisation_id()
    assert key is not None

    desk.journal.organisations.merge(organisation(desk, "Mutuelle Alizé"), key)

    assert other.sheet.organisation_id() not in {key, None}
    desk.page.open_organisation(key)
    assert other.sheet.empty.isVisible()


def test_a_person_is_added_where_one_stands(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    qtbot.keyClick(desk.page, Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    panel = desk.page.findChildren(NewContact)[-1]
    type_keys(panel.line.line, "Zoé Nouvelle, juriste")
    qtbot.keyClick(panel.line.line, Key.Key_Return)

    zoe = desk.contact("Zoé Nouvelle")
    assert desk.page.scope() == "organisations"
    assert zoe in {one.id for one in desk.journal.organisations.sheet(other.sheet.organisation_id() or 0).people_now}


def test_a_name_with_a_comma_takes_the_person_too(qtbot: QtBot, desk: Desk) -> None:
    desk.journal.organisations.add("Conseil, Études & Fils")
    other = opened(desk, "Conseil, Études & Fils")
    qtbot.mouseClick(other.sheet.add_person, Qt.MouseButton.LeftButton)
    panel = desk.page.findChildren(NewContact)[-1]
    type_keys(panel.line.line, "Zoé Nouvelle")
    qtbot.keyClick(panel.line.line, Key.Key_Return)

    assert [one.name for one in desk.journal.organisations.sheet(other.sheet.organisation_id() or 0).people_now] == [
        "Zoé Nouvelle"
    ]


def test_an_event_is_added_with_its_organiser(qtbot: QtBot, desk: Desk) -> None:
    other = opened(desk)
    before = desk.journal.organisations.sheet(other.sheet.organisation_id() or 0).events_count
    qtbot.mouseClick(other.sheet.add_event, Qt.MouseButton.LeftButton)
    form = desk.page.findChildren(EventForm)[-1]
    type_keys(form.name.line, "Soirée")
    qtbot.keyClick(form.name.line, Key.Key_Return)

    assert desk.journal.organisations.sheet(other.sheet.organisation_id() or 0).events_count == before + 1


def test_a_new_organisation_is_asked_by_name_and_an_empty_one_refused(qtbot: QtBot, desk: Desk) -> None:
    opened(desk)
    desk.answers.text = None
    desk.page.new_item()
    desk.answers.text = " "
    desk.page.new_item()
    assert len(desk.errors) == 1
    desk.answers.text = "Nouvelle"

    desk.page.new_item()

    assert desk.page.organisations.sheet.organisation_id() == organisation(desk, "Nouvelle")


def test_keys_of_people_do_nothing_to_somebody_out_of_sight(qtbot: QtBot, desk: Desk) -> None:
    opened(desk)
    qtbot.keyClick(desk.page, Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.opened == []

    desk.page.focus_composer()

    assert desk.page.scope() == "people"
    assert desk.page.sheet.composer.line.hasFocus()


@pytest.mark.parametrize(("width", "shape"), [(1_240, Shape.WIDE), (980, Shape.TABS), (760, Shape.SINGLE)])
def test_the_sheet_fits_every_width(qtbot: QtBot, desk: Desk, width: int, shape: Shape) -> None:
    other = opened(desk)
    desk.page.resize(width, 600)
    assert desk.page.shape() is shape
    desk.page.open_organisation(organisation(desk, "Escale Portage"))

    assert other.sheet.isVisible()
    assert other.list.isVisible() is (shape is not Shape.SINGLE)
    assert other.sheet.add_person.text() == ("Personne" if shape is Shape.WIDE else "")
    if shape is Shape.SINGLE:
        qtbot.mouseClick(other.sheet.back, Qt.MouseButton.LeftButton)
        assert other.list.table.hasFocus()
        row = other.list.table.visualRect(other.list.model.index(0, 0))
        qtbot.mouseClick(other.list.table.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
        assert other.sheet.isVisible()
        assert other.sheet.organisation_id() == other.list.first_id()


def test_rows_follow_the_text_size(qtbot: QtBot, desk: Desk, qapp: QApplication) -> None:
    other = opened(desk)
    before = other.sheet.now.height()
    apply_theme(qapp, "dark", RESOURCES, scale=2.0)
    try:
        assert other.sheet.now.height() == 2 * before
        desk.page.grab()
    finally:
        apply_theme(qapp, "light", RESOURCES)


def test_the_row_one_walks_to_stays_in_sight(qtbot: QtBot, desk: Desk) -> None:
    desk.page.resize(1_280, 420)
    other = opened(desk)
    rows = other.sheet.mission_rows
    QApplication.processEvents()
    rows.setFocus()
    qtbot.keyClick(rows, Key.Key_End)

    place = rows.viewport().mapTo(other.sheet._scroll.viewport(), rows.visualRect(rows.currentIndex()).center())
    assert 0 <= place.y() <= other.sheet._scroll.viewport().height()
