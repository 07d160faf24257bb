"""Positions over time, birthdays and fields of one's own, edited on the sheet by key."""

from contacts_desk import Desk, type_keys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import Affiliation
from carnet.domain.dates import PartialDate
from carnet.ui.contacts.positions import PositionForm, in_order
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import LinkLabel

Key = Qt.Key


def opened(desk: Desk) -> int:
    key = desk.contact("Hélène Vasseur")
    desk.open(key)
    return key


def form_of(desk: Desk) -> PositionForm:
    return desk.page.findChildren(PositionForm)[-1]


def fill(field: QWidget, text: str) -> None:
    field.line.selectAll()
    type_keys(field.line, text)


def edit(qtbot: QtBot, line: QWidget, text: str) -> None:
    qtbot.keyClick(line.focusProxy(), Key.Key_F2)
    line._editor.selectAll()
    if text:
        type_keys(line._editor, text)
    else:
        qtbot.keyClick(line._editor, Key.Key_Delete)
    qtbot.keyClick(line._editor, Key.Key_Return)


def choose(desk: Desk, place: int, text: str) -> None:
    facts = desk.page.sheet.facts
    facts.positions.lines[place].findChildren(Button)[0].click()
    menu = next(menu for menu in facts.positions.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if text in action.text()).trigger()
    menu.close()


def told(desk: Desk) -> list[tuple[str, str, str | None, str | None, bool]]:
    found = desk.journal.contacts.get(desk.contact("Hélène Vasseur")).affiliations
    return [(one.title, one.organisation, one.starts_on, one.ends_on, one.is_current) for one in in_order(found)]


# -- positions ------------------------------------------------------------------------------------------------------


def test_positions_stand_by_date_with_those_of_today_first(desk: Desk) -> None:
    opened(desk)
    texts = [line.findChildren(LinkLabel)[0].accessibleName() for line in desk.page.sheet.facts.positions.lines]

    assert texts == ["Directrice des opérations chez Mutuelle Alizé", "Cheffe de projet chez Assurances Brocéliande"]


def test_a_past_position_is_added_with_its_dates_in_words_as_one_deed(qtbot: QtBot, desk: Desk) -> None:
    opened(desk)
    before = told(desk)
    deeds = len(desk.journal.history.recent())
    qtbot.keyClick(desk.page.sheet.facts.positions.add, Key.Key_Return)
    form = form_of(desk)
    fill(form.title_field, "Stagiaire")
    fill(form.organisation, "Aéro-Garonne")
    fill(form.start, "mars 2009")
    fill(form.end, "08/2009")
    qtbot.keyClick(form.end.line, Key.Key_Return)

    assert ("Stagiaire", "Aéro-Garonne", "2009-03", "2009-08", False) in told(desk)
    assert len(desk.journal.history.recent()) == deeds + 1
    desk.journal.history.undo()
    assert told(desk) == before


def test_a_position_is_edited_and_impossible_dates_are_told_under_the_field(qtbot: QtBot, desk: Desk) -> None:
    opened(desk)
    desk.page.sheet.facts.positions.lines[1].findChildren(LinkLabel)[0].click()
    form = form_of(desk)
    fill(form.start, "bientôt")
    qtbot.keyClick(form.start.line, Key.Key_Return)
    assert form.start.error.text()
    fill(form.start, "2020")
    fill(form.end, "mars 2019")
    qtbot.keyClick(form.end.line, Key.Key_Return)
    assert "précède le début" in form.end.error.text()
    assert form.isVisible()
    fill(form.end, "avril 2022")
    fill(form.title_field, "Directrice de projet")
    qtbot.keyClick(form.title_field.line, Key.Key_Return)

    assert ("Directrice de projet", "Assurances Brocéliande", "2020", "2022-04", False) in told(desk)


def test_a_position_without_a_word_is_asked_for_one(qtbot: QtBot, desk: Desk) -> None:
    opened(desk)
    before = told(desk)
    desk.page.sheet.facts.positions.add.click()
    form = form_of(desk)
    qtbot.keyClick(form.title_field.line, Key.Key_Return)

    assert form.title_field.error.text()
    qtbot.keyClick(form, Key.Key_Escape)
    assert told(desk) == before


def test_the_menu_ends_opens_and_removes_a_position(qtbot: QtBot, desk: Desk) -> None:
    opened(desk)
    choose(desk, 0, "terminé")
    assert ("Directrice des opérations", "Mutuelle Alizé", "2021", "2026-11", False) in told(desk)
    desk.journal.history.undo()

    choose(desk, 1, "Supprimer")
    assert len(told(desk)) == 1
    desk.journal.history.undo()

    choose(desk, 1, "Modifier")
    assert form_of(desk).isVisible()
    form_of(desk).close_overlay()
    choose(desk, 1, "Ouvrir Assurances Brocéliande")
    assert desk.page.scope() == "organisations"


def test_what_has_no_date_comes_last_of_its_kind() -> None:
    old = Affiliation(organisation="B", is_current=False)
    left = Affiliation(organisation="C", is_current=False, ends_on=PartialDate("2010"))
    here = Affiliation(organisation="A")

    assert in_order([old, here, left]) == (here, left, old)


# -- birthday -------------------------------------------------------------------------------------------------------


def test_a_birthday_is_kept_with_or_without_its_year(qtbot: QtBot, desk: Desk) -> None:
    key = opened(desk)
    line = desk.page.sheet.facts.birthday

    for text, kept in (("12 mars", "--03-12"), ("12/03/1980", "1980-03-12"), ("", None)):
        edit(qtbot, line, text)
        assert desk.journal.contacts.get(key).birthday == kept


def test_an_impossible_or_future_birthday_is_told_under_the_field(qtbot: QtBot, desk: Desk) -> None:
    key = opened(desk)
    before = desk.journal.contacts.get(key).birthday
    line = desk.page.sheet.facts.birthday

    for text in ("31/02", "mars 1980", "12/03/2090"):
        edit(qtbot, line, text)
        assert line._error.text()
        assert line.is_editing()
        qtbot.keyClick(line._editor, Key.Key_Escape)
    assert desk.journal.contacts.get(key).birthday == before


# -- fields of one's own --------------------------------------------------------------------------------------------


def test_fields_of_ones_own_are_added_changed_and_emptied_away(qtbot: QtBot, desk: Desk) -> None:
    key = opened(desk)
    custom = desk.page.sheet.facts.custom
    edit(qtbot, custom.new, "Chien : Rex")
    edit(qtbot, custom.new, "Site : https://rex.example")
    assert desk.journal.contacts.get(key).custom_fields == (("Chien", "Rex"), ("Site", "https://rex.example"))
    assert custom.new.text() == ""

    edit(qtbot, custom.lines[0], "Chien : Médor")
    assert ("Chien", "Médor") in desk.journal.contacts.get(key).custom_fields

    edit(qtbot, next(line for line in custom.lines if "Site" in line.text()), "")
    assert desk.journal.contacts.get(key).custom_fields == (("Chien", "Médor"),)
    desk.journal.history.undo()
    assert len(custom.lines) == 2


def test_a_field_without_its_colon_is_told_so_under_the_line(qtbot: QtBot, desk: Desk) -> None:
    key = opened(desk)
    custom = desk.page.sheet.facts.custom

    edit(qtbot, custom.new, "Chien Rex")

    assert "deux-points" in custom.new._error.text()
    assert desk.journal.contacts.get(key).custom_fields == ()
