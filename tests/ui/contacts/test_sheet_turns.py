"""A sheet comes in two turns: head and timeline, then the facts; none of them ever stands under another's name."""

from contacts_desk import Desk, type_keys
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.ui.contacts.name_line import NameLine
from carnet.ui.contacts.points import PointsList
from carnet.ui.kit.editable import EditableLine
from carnet.ui.kit.theme import color

Key = Qt.Key
ANNA, BORIS = "anna@exemple.fr", "boris@exemple.fr"


def person(desk: Desk, first_name: str, value: str) -> int:
    point = ContactPoint(kind=PointKind.EMAIL, value=value)
    return int(
        desk.journal.contacts.save(Contact(first_name=first_name, points=(point,), about=f"Notes sur {first_name}"))
    )


def shown(desk: Desk) -> str:
    """Return the way to reach that the facts show, "" where they show nothing."""
    facts = desk.page.sheet.facts
    place = facts.points.lines()[0].mapTo(facts, QPoint(4, 4))
    assert facts.childAt(place) is not None
    seen = facts.points.isAncestorOf(facts.childAt(place))
    return str(facts.points.lines()[0].reach.value) if seen else ""  # type: ignore[union-attr]


def test_head_and_timeline_come_first_and_no_fact_stands_under_another_s_name(desk: Desk) -> None:
    anna, boris = person(desk, "Anna", ANNA), person(desk, "Boris", BORIS)
    QApplication.processEvents()
    desk.open(anna)
    assert shown(desk) == ANNA

    desk.page.open_item(boris)

    facts = desk.page.sheet.facts
    assert "Boris" in desk.page.sheet.header.name.focusProxy().accessibleName()
    assert shown(desk) == ""
    painted = facts.grab(QRect(0, 0, 200, 200)).toImage()
    assert {painted.pixel(x, y) for x in range(0, 200, 3) for y in range(0, 200, 3)} == {color("surface").rgb()}

    desk.wait_for_facts()
    assert shown(desk) == BORIS
    assert facts.notes.text() == "Notes sur Boris"


def test_of_sheets_opened_in_haste_only_the_last_one_s_facts_are_shown(qtbot: QtBot, desk: Desk) -> None:
    anna, boris = person(desk, "Anna", ANNA), person(desk, "Boris", BORIS)
    QApplication.processEvents()
    desk.open(anna)

    for key in (boris, anna, boris):
        desk.page.open_item(key)
        assert shown(desk) == ""

    desk.wait_for_facts()
    assert shown(desk) == BORIS


def test_a_line_typed_before_the_facts_are_there_stays_with_its_focus(qtbot: QtBot, desk: Desk) -> None:
    anna, boris = person(desk, "Anna", ANNA), person(desk, "Boris", BORIS)
    QApplication.processEvents()
    desk.open(anna)

    desk.page.open_item(boris)
    desk.page.focus_composer()
    line = desk.page.sheet.composer.line
    type_keys(line, "Appel, rend")
    QApplication.processEvents()
    type_keys(line, "ez-vous")

    assert line.hasFocus()
    assert desk.page.sheet.composer.text() == "Appel, rendez-vous"


def test_the_sheet_read_again_keeps_a_half_typed_edit_of_the_facts(qtbot: QtBot, desk: Desk) -> None:
    anna = person(desk, "Anna", ANNA)
    QApplication.processEvents()
    desk.open(anna)
    notes = desk.page.sheet.facts.notes
    notes.edit()
    type_keys(notes.area, "À ")

    desk.journal.contacts.edit(anna, city="Toulouse")
    QApplication.processEvents()

    assert notes.area.hasFocus()
    assert notes.text() == "À Notes sur Anna"
    assert desk.page.sheet.facts.city.text() == "Toulouse"


def test_the_sheet_read_again_keeps_a_way_to_reach_that_is_half_typed(qtbot: QtBot, desk: Desk) -> None:
    anna = person(desk, "Anna", ANNA)
    QApplication.processEvents()
    desk.open(anna)
    points = desk.page.sheet.facts.points
    points.add.setFocus()
    qtbot.keyClick(points.add, Key.Key_Space)
    editor = points.window().focusWidget()
    type_keys(editor, "06 39 98")

    desk.journal.contacts.edit(anna, city="Toulouse")
    QApplication.processEvents()

    assert editor.hasFocus()
    assert editor.property("text") == "06 39 98"


def test_who_is_among_the_facts_finds_those_of_the_next_person_at_once(qtbot: QtBot, desk: Desk) -> None:
    anna, boris = person(desk, "Anna", ANNA), person(desk, "Boris", BORIS)
    QApplication.processEvents()
    desk.open(anna)
    notes = desk.page.sheet.facts.notes
    notes.edit()

    desk.page.open_item(boris)

    assert notes.view.hasFocus()
    assert notes.text() == "Notes sur Boris"
    assert shown(desk) == BORIS


def in_place(desk: Desk) -> tuple[NameLine, PointsList, EditableLine]:
    facts = desk.page.sheet.facts
    return desk.page.sheet.header.name, facts.points, facts.city


def test_edits_taken_up_again_stay_while_one_of_them_is_saved(qtbot: QtBot, desk: Desk) -> None:
    anna = person(desk, "Anna", ANNA)
    QApplication.processEvents()
    desk.open(anna)
    name, points, city = in_place(desk)
    for line, text in ((name, "Anna Lind"), (points, f"{ANNA}\nanna@autre.fr"), (city, "Lille")):
        line.keep_typed(text)

    qtbot.keyClick(city._editor, Key.Key_Return)
    assert desk.journal.contacts.get(anna).city == "Lille"
    assert (name.unsaved(), points.unsaved()) == ("Anna Lind", f"{ANNA}\nanna@autre.fr")
    qtbot.keyClick(name._editor, Key.Key_Return)
    assert desk.journal.contacts.name(anna) == "Anna Lind"
    assert points.unsaved() == f"{ANNA}\nanna@autre.fr"
    qtbot.keyClick(points._editor, Key.Key_Return)
    assert [point.value for point in desk.journal.contacts.get(anna).points] == ["anna@autre.fr"]
    assert points.unsaved() is None


def test_a_way_changed_while_it_is_edited_is_still_the_one_that_is_replaced(qtbot: QtBot, desk: Desk) -> None:
    anna = person(desk, "Anna", ANNA)
    QApplication.processEvents()
    desk.open(anna)
    points = desk.page.sheet.facts.points
    points.keep_typed(f"{ANNA}\nanna@autre.fr")
    (point,) = desk.journal.contacts.get(anna).points
    desk.journal.contacts.edit(anna, points=(point._replace(label="work"),))

    qtbot.keyClick(points._editor, Key.Key_Return)

    assert [(each.value, each.label) for each in desk.journal.contacts.get(anna).points] == [("anna@autre.fr", "work")]


def test_what_is_typed_in_haste_waits_on_its_own_sheet_and_shows_on_no_other(qtbot: QtBot, desk: Desk) -> None:
    anna, boris = person(desk, "Anna", ANNA), person(desk, "Boris", BORIS)
    QApplication.processEvents()
    desk.open(anna)
    name, points, city = in_place(desk)
    points.keep_typed("\n06 39 98")
    name.edit()
    type_keys(name._editor, "Anna Lind")

    desk.page.open_item(boris)
    assert name.unsaved() is None
    desk.wait_for_facts()
    assert (name.unsaved(), points.unsaved(), city.unsaved()) == (None, None, None)
    desk.page.open_item(anna)
    desk.page.open_item(boris)
    desk.page.open_item(anna)
    assert name.unsaved() is None
    desk.wait_for_facts()

    assert (name.unsaved(), points.unsaved(), city.unsaved()) == ("Anna Lind", "\n06 39 98", None)
    qtbot.keyClick(points._editor, Key.Key_Escape)
    qtbot.keyClick(name._editor, Key.Key_Escape)
    desk.open(boris)
    desk.open(anna)
    assert (name.unsaved(), points.unsaved()) == (None, None)
