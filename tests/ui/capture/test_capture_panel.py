"""The quick add by keyboard: enter, take back, correct, link, paste, and find again what a crash left."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from carnet.domain.capture_values import SpanKind
from carnet.domain.contacts import Channel, ContactFilter
from carnet.domain.events import NetworkingEvent, OccurrenceRef
from carnet.errors import Reason, Trouble
from carnet.journal import Journal
from carnet.ui.capture import CapturePanel, waiting_lines
from carnet.ui.capture.compare import Comparison
from carnet.ui.capture.reading import PartChip
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.signals import AppSignals
from carnet.words import _

Enter = Callable[[CapturePanel, str], None]
OpenPanel = Callable[..., CapturePanel]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NADIA = "Nadia Benali, DSI chez Aéro-Garonne, nadia@garonne.example, 06 39 98 12 40, #cloud > relancer mardi"


def names(panel: CapturePanel) -> list[str]:
    return [person.name for person in panel.added.people()]


def stored(journal: Journal) -> set[str]:
    return {row.name for row in journal.contacts.rows(journal.contacts.ids(ContactFilter())).values()}


def paste(panel: CapturePanel, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    panel.composer.insertFromMimeData(data)


def test_each_enter_commits_its_line_and_goes_to_the_next(panel: CapturePanel, journal: Journal, enter: Enter):
    enter(panel, NADIA)
    assert stored(journal) == {"Nadia Benali"}
    assert panel.composer.text() == ""
    assert panel.composer.hasFocus()
    enter(panel, "Luc Roy, architecte chez Beta")
    assert names(panel) == ["Nadia Benali", "Luc Roy"]
    assert len({person.deed_id for person in panel.added.people()}) == 2
    assert panel.added_title.text().endswith("2")
    assert panel.added.rows()[0].person.name == "Luc Roy"


def test_people_are_met_at_the_event_on_its_day(panel: CapturePanel, journal: Journal, afterwork: int, enter: Enter):
    enter(panel, "Luc Roy")
    meeting = journal.interactions.get(panel.added.people()[0].interaction_id)
    assert (meeting.event_id, meeting.occurred_on) == (afterwork, "2026-11-19")
    assert [who.name for who in journal.events.sheet(afterwork).attendees] == ["Luc Roy"]


def test_what_is_understood_shows_as_chips_while_typing(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, NADIA)
    assert [chip.span.kind for chip in panel.reading.chips()] == [
        SpanKind.NAME,
        SpanKind.TITLE,
        SpanKind.ORGANISATION,
        SpanKind.EMAIL,
        SpanKind.PHONE,
        SpanKind.TAG,
        SpanKind.FOLLOW_UP,
    ]
    assert "24" in panel.reading.chips()[-1].text()
    assert "Nadia Benali" in panel.reading.said()


def test_ctrl_z_takes_the_last_person_back_and_ctrl_shift_z_brings_her_again(
    panel: CapturePanel, journal: Journal, enter: Enter, qtbot: QtBot
):
    enter(panel, "Luc Roy")
    enter(panel, "Ana Silva")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL)
    assert names(panel) == ["Luc Roy"]
    assert stored(journal) == {"Luc Roy"}
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL | SHIFT)
    assert names(panel) == ["Luc Roy", "Ana Silva"]
    assert stored(journal) == {"Luc Roy", "Ana Silva"}
    for _turn in range(3):
        qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL)
    assert stored(journal) == set()


def test_ctrl_z_is_the_fields_own_while_something_is_typed(panel: CapturePanel, enter: Enter, qtbot: QtBot):
    enter(panel, "Luc Roy")
    type_text(panel.composer, "Ana")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL)
    assert panel.composer.text() == ""
    assert names(panel) == ["Luc Roy"]


def test_nothing_more_to_redo_is_told(panel: CapturePanel, qtbot: QtBot):
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL | SHIFT)
    assert panel.verdict.text()


def test_up_on_an_empty_line_takes_the_previous_line_back_into_the_field(
    panel: CapturePanel, journal: Journal, enter: Enter, qtbot: QtBot
):
    enter(panel, NADIA)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Up)
    assert panel.composer.text() == NADIA
    assert (names(panel), stored(journal)) == ([], set())
    qtbot.keyClick(panel.composer, Qt.Key.Key_Up)
    assert panel.composer.text() == NADIA


def test_up_with_nobody_added_does_nothing(panel: CapturePanel, qtbot: QtBot):
    qtbot.keyClick(panel.composer, Qt.Key.Key_Up)
    assert panel.composer.text() == ""


def test_a_person_changed_since_is_not_taken_back(panel: CapturePanel, journal: Journal, enter: Enter, qtbot: QtBot):
    enter(panel, "Luc Roy")
    journal.contacts.edit(panel.added.people()[0].contact_id, city="Toulouse")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Up)
    assert names(panel) == ["Luc Roy"]
    assert panel.verdict.text()


def test_the_whole_debriefing_can_be_cancelled_and_had_again(
    panel: CapturePanel, journal: Journal, enter: Enter, qtbot: QtBot
):
    enter(panel, "Claire Dupont, via Karim")
    enter(panel, "Karim Ouali, chez Beta")
    before = journal.exports.everything()
    panel.cancel_all.click()
    assert (names(panel), stored(journal)) == ([], set())
    assert panel.cancel_all.isHidden()
    assert "2" in panel.verdict.text()
    qtbot.keyClick(panel.verdict.answers()[0], Qt.Key.Key_Return)
    assert names(panel) == ["Claire Dupont", "Karim Ouali"]
    assert journal.exports.everything() == before
    assert panel.composer.hasFocus()


def test_what_changed_since_is_not_had_again(panel: CapturePanel, journal: Journal, enter: Enter):
    enter(panel, "Luc Roy, #data")
    panel.cancel_all.click()
    journal.history.redo()
    journal.contacts.edit(panel.added.people()[0].contact_id, city="Toulouse")
    panel.verdict.answers()[0].click()
    assert names(panel) == ["Luc Roy"]


def test_what_was_deleted_from_the_line_does_not_come_back_after_the_debriefing_is_cancelled(
    panel: CapturePanel, enter: Enter, qtbot: QtBot
):
    enter(panel, "Luc Roy")
    type_text(panel.composer, "Ana")
    for _letter in "Ana":
        qtbot.keyClick(panel.composer, Qt.Key.Key_Backspace)
    panel.cancel_all.click()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL)
    assert panel.composer.text() == ""


def test_after_a_person_is_taken_back_redo_brings_her_and_no_letters(
    panel: CapturePanel, journal: Journal, enter: Enter, qtbot: QtBot
):
    enter(panel, "Luc Roy")
    type_text(panel.composer, "Ana")
    for _turn in range(4):
        qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL)
        if not names(panel):
            break
    assert names(panel) == []
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL | SHIFT)
    assert (names(panel), panel.composer.text()) == (["Luc Roy"], "")


def test_a_possible_duplicate_had_again_can_still_be_compared(
    panel: CapturePanel, journal: Journal, julien: int, enter: Enter, qtbot: QtBot
):
    enter(panel, "Julien Castaing, #cloud")
    assert panel.added.rows()[0].compare is not None
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, CTRL | SHIFT)
    row = panel.added.rows()[0]
    assert [double.contact_id for double in row.person.doubles] == [julien]
    assert row.compare is not None


def test_a_line_without_anything_to_go_by_is_refused_and_stays(panel: CapturePanel, enter: Enter, qtbot: QtBot):
    enter(panel, "#data")
    assert panel.box.is_invalid()
    assert panel.verdict.text()
    assert panel.composer.text() == "#data"
    type_text(panel.composer, " Luc")
    assert not panel.box.is_invalid()


def test_enter_on_an_empty_line_adds_nobody(panel: CapturePanel, journal: Journal, qtbot: QtBot):
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert stored(journal) == set()


def test_shift_enter_makes_a_new_line(panel: CapturePanel, journal: Journal, qtbot: QtBot):
    type_text(panel.composer, "Luc Roy // parle d'un projet")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return, SHIFT)
    type_text(panel.composer, "et d'un autre")
    assert stored(journal) == set()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert "\n" in panel.added.people()[0].note


# -- people already there -----------------------------------------------------------------------------------------


@pytest.fixture
def julien(journal: Journal) -> int:
    return journal.capture.add("Julien Castaing, DSI chez Aéro-Garonne").contact_id


def test_tab_takes_the_person_suggested_and_the_line_completes_her_sheet(
    panel: CapturePanel, journal: Journal, julien: int, qtbot: QtBot
):
    type_text(panel.composer, "Jul")
    assert [row.name for row in panel.suggestions.people()] == ["Julien Castaing"]
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    assert panel.composer.text() == "Julien Castaing"
    assert panel.composer.hasFocus()
    type_text(panel.composer, ", julien@garonne.example")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    person = panel.added.people()[0]
    assert (person.contact_id, person.created) == (julien, False)
    assert stored(journal) == {"Julien Castaing"}


def test_arrows_move_among_suggestions_and_enter_takes_the_one_moved_to(
    panel: CapturePanel, journal: Journal, julien: int, qtbot: QtBot
):
    julie = journal.capture.add("Julie Petit").contact_id
    type_text(panel.composer, "Juli")
    offered = [row.id for row in panel.suggestions.people()]
    assert set(offered) == {julien, julie}
    qtbot.keyClick(panel.composer, Qt.Key.Key_Down)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Down)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Up)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Down)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people() == ()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].contact_id == offered[1]


def test_a_click_takes_a_suggestion(panel: CapturePanel, julien: int, qtbot: QtBot):
    type_text(panel.composer, "Jul")
    place = panel.suggestions.rect().center()
    qtbot.mouseMove(panel.suggestions, place)
    qtbot.mouseClick(panel.suggestions, Qt.MouseButton.LeftButton, pos=place)
    assert panel.composer.text() == "Julien Castaing"
    assert "Julien Castaing" in panel.verdict.text()


def test_the_arrow_highlights_the_only_suggestion_and_enter_takes_it(panel: CapturePanel, julien: int, qtbot: QtBot):
    type_text(panel.composer, "Jul")
    assert not panel.suggestions.steered
    qtbot.keyClick(panel.composer, Qt.Key.Key_Down)
    assert panel.suggestions.steered
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.composer.text() == "Julien Castaing"
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert (panel.added.people()[0].contact_id, panel.added.people()[0].created) == (julien, False)


def test_the_chips_of_the_line_stay_in_view_above_the_suggestions(panel: CapturePanel, julien: int, qtbot: QtBot):
    type_text(panel.composer, "Julien Castaing")
    assert panel.suggestions.isVisible()

    def apart() -> bool:
        chips = panel.reading.mapTo(panel, panel.reading.rect().bottomLeft()).y()
        return bool(panel.suggestions.y() >= chips - 8)  # the shadow may touch

    qtbot.waitUntil(apart)


def test_tab_links_the_line_to_the_one_sheet_of_that_name_wherever_the_cursor_is(
    panel: CapturePanel, journal: Journal, julien: int, qtbot: QtBot
):
    type_text(panel.composer, "Julien Castaing, chef de projet, #cloud")
    assert not panel.suggestions.isVisible()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    assert panel.composer.hasFocus()
    assert panel.composer.text() == "Julien Castaing, chef de projet, #cloud"
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].contact_id == julien
    assert stored(journal) == {"Julien Castaing"}


def test_tab_goes_to_the_chips_where_two_have_that_name(panel: CapturePanel, journal: Journal, qtbot: QtBot):
    for company in ("Acme", "Beta"):
        journal.capture.add(f"Luc Roy, chez {company}")
    type_text(panel.composer, "Luc Roy, #data")
    qtbot.waitUntil(lambda: len(panel.verdict.answers()) == 2)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.reading.chips()[0]
    panel.verdict.answers()[1].click()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert not panel.added.people()[0].created
    assert journal.contacts.total() == 2


def test_somebody_of_the_event_is_linked_by_name_alone(
    panel: CapturePanel, journal: Journal, afterwork: int, julien: int, qtbot: QtBot
):
    journal.events.expect(afterwork, [julien])
    type_text(panel.composer, "julien castaing, #cloud")
    qtbot.waitUntil(lambda: "Julien Castaing" in panel.verdict.text())
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    type_text(panel.composer, "Julien Castaing > relancer mardi")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert [person.contact_id for person in panel.added.people()] == [julien, julien]
    assert stored(journal) == {"Julien Castaing"}


def test_another_event_has_other_people_by_name_alone(
    panel: CapturePanel, journal: Journal, afterwork: int, julien: int, qtbot: QtBot
):
    journal.events.expect(afterwork, [julien])
    type_text(panel.composer, "Julien Castaing, #cloud")
    qtbot.waitUntil(lambda: bool(panel.verdict.text()))
    linked = panel.verdict.text()
    panel.bar.events.setCurrentIndex(0)
    qtbot.waitUntil(lambda: panel.verdict.text() not in {"", linked})
    assert panel.verdict.completion() is not None
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].created


def test_tab_takes_the_very_name_before_a_longer_one(panel: CapturePanel, journal: Journal, qtbot: QtBot):
    for name in ("Luc Roy Aubert", "Luc Roy", "Luc Royer"):
        journal.capture.add(f"{name}, chez {name}")
    type_text(panel.composer, "Luc Roy")
    wanted = panel.suggestions.current()
    assert wanted is not None
    assert wanted.name == "Luc Roy"
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].contact_id == wanted.id


def test_a_namesake_of_somebody_of_the_event_can_be_new(
    panel: CapturePanel, journal: Journal, afterwork: int, julien: int, qtbot: QtBot
):
    journal.events.expect(afterwork, [julien])
    type_text(panel.composer, "Julien Castaing, #cloud")
    qtbot.waitUntil(lambda: bool(panel.verdict.answers()))
    panel.verdict.answers()[0].click()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].created
    assert journal.contacts.total() == 2


def test_escape_hides_suggestions_first_and_closes_then(panel: CapturePanel, julien: int, qtbot: QtBot):
    type_text(panel.composer, "Jul")
    assert panel.suggestions.isVisible()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Escape)
    assert not panel.suggestions.isVisible()
    assert panel.isVisible()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_enter_without_choosing_adds_somebody_new(panel: CapturePanel, julien: int, enter: Enter):
    enter(panel, "Julia")
    assert panel.added.people()[0].created


def test_typing_another_name_drops_the_link(panel: CapturePanel, julien: int, qtbot: QtBot):
    type_text(panel.composer, "Jul")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    type_text(panel.composer, "s")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].created


def test_somebody_else_of_that_name_is_new(panel: CapturePanel, julien: int, qtbot: QtBot):
    type_text(panel.composer, "Jul")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    answer = panel.verdict.answers()[0]
    answer.click()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].contact_id != julien


def test_a_possible_duplicate_is_told_and_can_be_linked_before_entering(panel: CapturePanel, julien: int, qtbot: QtBot):
    type_text(panel.composer, "Julien Castaing, chez Aéro-Garonne")
    qtbot.waitUntil(lambda: bool(panel.verdict.answers()))
    assert "Julien Castaing" in panel.verdict.text()
    panel.verdict.answers()[0].click()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].contact_id == julien


def test_a_sure_match_is_told_and_linked(panel: CapturePanel, journal: Journal, qtbot: QtBot):
    known = journal.capture.add("Luc Roy, luc@roy.example").contact_id
    type_text(panel.composer, "Luc Roy, luc@roy.example")
    qtbot.waitUntil(lambda: "Luc Roy" in panel.verdict.text())
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].contact_id == known


def test_the_company_and_its_people_are_told(panel: CapturePanel, julien: int, qtbot: QtBot):
    type_text(panel.composer, "Nadia Benali, chez Aéro-Garonne")
    qtbot.waitUntil(lambda: "Julien Castaing" in panel.verdict.text())
    panel.composer.show_text("Nadia Benali")
    qtbot.waitUntil(lambda: "Julien" not in panel.verdict.text() and bool(panel.verdict.text()))


def test_a_doubtful_person_can_be_merged_from_her_line(
    panel: CapturePanel, journal: Journal, julien: int, enter: Enter, qtbot: QtBot
):
    enter(panel, "Julien Castaing, chez Aéro-Garonne, #cloud")
    row = panel.added.rows()[0]
    assert row.person.doubles
    row.compare.click()
    comparison = panel.findChild(Comparison)
    assert comparison is not None
    comparison.merge_button.click()
    assert stored(journal) == {"Julien Castaing"}
    assert journal.contacts.get(julien).tags == ("cloud",)
    assert panel.added.rows()[0].person.doubles == ()


def test_a_doubtful_person_can_be_kept_apart(panel: CapturePanel, journal: Journal, julien: int, enter: Enter):
    enter(panel, "Julien Castaing, chez Aéro-Garonne")
    panel.added.rows()[0].compare.click()
    comparison = panel.findChild(Comparison)
    assert comparison is not None
    comparison.keep_button.click()
    assert journal.contacts.total() == 2
    assert panel.added.rows()[0].person.doubles == ()
    new = journal.contacts.get(panel.added.people()[0].contact_id)
    assert journal.contacts.duplicates_of(new) == []


# -- via ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def karims(journal: Journal) -> tuple[int, int]:
    return journal.capture.add("Karim Ouali, DSI chez Acme").contact_id, journal.capture.add("Karim Said").contact_id


def test_a_via_that_several_may_be_is_asked_before_entering(
    panel: CapturePanel, journal: Journal, karims: tuple[int, int], enter: Enter, qtbot: QtBot
):
    enter(panel, "Claire Dupont, via Karim")
    assert panel.added.people() == ()
    answers = panel.verdict.answers()
    assert QApplication.focusWidget() is answers[0]
    assert [answer.text().split(",")[0] for answer in answers[:2]] == ["Karim Ouali", "Karim Said"]
    qtbot.keyClick(answers[1], Qt.Key.Key_Return)
    assert panel.composer.hasFocus()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    claire = panel.added.people()[0].contact_id
    assert journal.contacts.sheet(claire).introduced_by.id == karims[1]


def test_a_via_may_stay_in_the_note(
    panel: CapturePanel, journal: Journal, karims: tuple[int, int], enter: Enter, qtbot: QtBot
):
    enter(panel, "Claire Dupont, via Karim")
    panel.verdict.answers()[-1].click()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].note == "via Karim"
    assert stored(journal) == {"Karim Ouali", "Karim Said", "Claire Dupont"}


def test_people_are_suggested_after_via_too(
    panel: CapturePanel, journal: Journal, karims: tuple[int, int], qtbot: QtBot
):
    type_text(panel.composer, "Claire Dupont, via Karim S")
    assert panel.suggestions.people()[0].id == karims[1]
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    assert panel.composer.text() == "Claire Dupont, via Karim Said"
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    claire = panel.added.people()[0].contact_id
    assert journal.contacts.sheet(claire).introduced_by.id == karims[1]


# -- chips --------------------------------------------------------------------------------------------------------


def chip(panel: CapturePanel, kind: SpanKind) -> PartChip:
    return next(each for each in panel.reading.chips() if each.span.kind is kind)


def act(panel: CapturePanel, kind: SpanKind, word: str) -> None:
    menu = chip(panel, kind).menu_of_part()
    next(action for action in menu.actions() if action.text() == _(word)).trigger()


def test_a_chip_can_be_read_as_something_else(panel: CapturePanel, journal: Journal, qtbot: QtBot):
    type_text(panel.composer, "Claire Dupont, Acme")
    act(panel, SpanKind.TITLE, "Company")
    assert chip(panel, SpanKind.ORGANISATION).text() == "Acme"
    type_text(panel.composer, ", #data")
    assert chip(panel, SpanKind.ORGANISATION).text() == "Acme"
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].organisation == "Acme"


def test_a_chip_can_be_typed_again(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, "Claire Dupont, DSI chez Acme")
    act(panel, SpanKind.ORGANISATION, "Type it again")
    type_text(panel.composer, "Beta")
    assert panel.composer.text() == "Claire Dupont, DSI chez Beta"


def test_a_chip_can_be_taken_out(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, "Claire Dupont, DSI chez Acme, #data, #cloud")
    act(panel, SpanKind.TAG, "Remove it")
    assert panel.composer.text() == "Claire Dupont, DSI chez Acme, #cloud"


def test_enter_on_a_chip_opens_its_menu(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, "Claire Dupont")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.reading.chips()[0]
    qtbot.keyClick(panel.reading.chips()[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QApplication.activePopupWidget().close()


def test_a_misspelt_day_is_asked_and_mended(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, "Claire Dupont > relancer mardy")
    qtbot.waitUntil(lambda: bool(panel.verdict.answers()))
    panel.verdict.answers()[0].click()
    assert panel.composer.text() == "Claire Dupont > relancer mardi"
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.added.people()[0].follow_up_on == date(2026, 11, 24)


def test_an_impossible_day_is_told(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, "Claire Dupont > relancer 31/02")
    qtbot.waitUntil(lambda: "31/02" in panel.verdict.text())
    assert panel.verdict.answers() == ()


# -- drafts -------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_there_again_after_a_crash(
    panel: CapturePanel, journal: Journal, open_panel: OpenPanel, qtbot: QtBot
):
    type_text(panel.composer, "Claire Dup")
    qtbot.waitUntil(lambda: waiting_lines(journal) == 1, timeout=1_000)
    again = open_panel()
    assert again.composer.text() == "Claire Dup"
    assert again.verdict.text()


def test_corrections_of_a_line_are_there_again_after_a_crash(
    panel: CapturePanel, journal: Journal, open_panel: OpenPanel, qtbot: QtBot
):
    type_text(panel.composer, "Claire Dupont, Acme")
    qtbot.waitUntil(lambda: waiting_lines(journal) == 1, timeout=1_000)
    act(panel, SpanKind.TITLE, "Company")
    qtbot.waitUntil(lambda: "Acme" in journal.drafts.load("quick_add").partition("corrections")[2], timeout=1_000)
    again = open_panel()
    assert (again.line.draft.organisation, again.line.draft.title) == ("Acme", "")


@pytest.mark.usefixtures("karims", "julien")
def test_who_was_meant_is_there_again_after_a_crash(
    panel: CapturePanel, journal: Journal, open_panel: OpenPanel, qtbot: QtBot
):
    type_text(panel.composer, "Jul")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    type_text(panel.composer, ", via Karim S")
    qtbot.keyClick(panel.composer, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: '"via": [' in journal.drafts.load("quick_add"), timeout=1_000)
    again = open_panel()
    meant = [journal.contacts.find(name)[0].id for name in ("Julien Castaing", "Karim Said")]
    assert [again.line.contact_id, again.line.via_id] == meant


def test_pasted_lines_mean_the_same_after_a_crash(panel: CapturePanel, open_panel: OpenPanel, qtbot: QtBot):
    type_text(panel.composer, "Luc Roy")
    paste(panel, SIGNATURE)
    again = open_panel()
    qtbot.keyClick(again.composer, Qt.Key.Key_Return)
    assert again.line.draft.title == "Directrice générale adjointe aux achats"
    assert again.beside.text.toPlainText() == SIGNATURE


def test_several_lines_pasted_are_kept_at_once_and_entered_one_by_one(
    panel: CapturePanel, journal: Journal, open_panel: OpenPanel, qtbot: QtBot
):
    paste(panel, "- Claire Dupont\n- Luc Roy\n\n- Ana Silva\n")
    assert panel.composer.text() == "Claire Dupont"
    assert waiting_lines(journal) == 3
    assert "2" in panel.waiting.text()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.composer.text() == "Luc Roy"
    qtbot.waitUntil(lambda: waiting_lines(journal) == 2, timeout=1_000)
    again = open_panel()
    assert again.composer.text() == "Luc Roy"
    assert names(again) == ["Claire Dupont"]
    qtbot.keyClick(again.composer, Qt.Key.Key_Return)
    qtbot.keyClick(again.composer, Qt.Key.Key_Return)
    assert again.waiting.isHidden()
    assert stored(journal) == {"Claire Dupont", "Luc Roy", "Ana Silva"}


def test_lines_pasted_behind_a_line_being_typed_wait(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, "Claire Dupont")
    paste(panel, "Luc Roy\nAna Silva")
    assert panel.composer.text() == "Claire Dupont"
    assert "2" in panel.waiting.text()


def test_one_line_is_pasted_where_the_cursor_is(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, "Claire Dupont, ")
    QGuiApplication.clipboard().setText("claire@acme.example\n")
    panel.composer.paste()
    assert panel.composer.text() == "Claire Dupont, claire@acme.example"


def test_closing_keeps_the_line_and_an_empty_one_leaves_no_draft(
    panel: CapturePanel, journal: Journal, afterwork: int, enter: Enter, qtbot: QtBot
):
    type_text(panel.composer, "Claire Dup")
    panel.foot.done.click()
    assert not panel.isVisible()
    assert waiting_lines(journal) == 1
    panel.open_for(afterwork)
    assert panel.composer.text() == "Claire Dup"
    enter(panel, "ont")
    panel.close_overlay()
    assert waiting_lines(journal) == 0
    panel.open_for(afterwork)
    assert names(panel) == ["Claire Dupont"]


def test_a_draft_nobody_can_read_is_no_obstacle(journal: Journal, open_panel: OpenPanel):
    for text in ("{", "[]", '{"queue": 3, "event_id": "x", "lines": [], "origin": "moon", "text": "Luc"}', ODD):
        journal.drafts.save("quick_add", text)
        assert open_panel().isVisible()


def test_a_full_disk_is_told_and_the_line_stays(
    panel: CapturePanel, journal: Journal, signals: AppSignals, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    def full(*_args: object, **_kwargs: object) -> None:
        raise Trouble(Reason.DISK_FULL)

    type_text(panel.composer, "Claire Dupont")
    monkeypatch.setattr(type(journal.capture), "add", full)
    with qtbot.waitSignal(signals.error_raised):
        qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.composer.text() == "Claire Dupont"


# -- event and batch ----------------------------------------------------------------------------------------------


def test_the_event_just_over_is_preselected(journal: Journal, afterwork: int, open_panel: OpenPanel):
    assert open_panel().bar.events.currentData() == afterwork


def test_another_event_has_its_own_people(panel: CapturePanel, afterwork: int, enter: Enter, journal: Journal):
    enter(panel, "Luc Roy")
    panel.bar.events.setCurrentIndex(0)
    assert names(panel) == []
    enter(panel, "Ana Silva")
    assert panel.added.people()[0].interaction_id is None
    panel.bar.events.setCurrentIndex(panel.bar.events.findData(afterwork))
    assert names(panel) == ["Luc Roy"]


def test_ctrl_shift_v_chooses_the_event(panel: CapturePanel, qtbot: QtBot):
    qtbot.keyClick(panel.composer, Qt.Key.Key_V, CTRL | SHIFT)
    assert panel.bar.events.view().isVisible()
    qtbot.keyClick(panel.bar.events.view(), Qt.Key.Key_Escape)
    assert not panel.bar.events.view().isVisible()
    qtbot.waitUntil(panel.composer.hasFocus)
    assert panel.bar.events.currentData() is not None
    qtbot.keyClick(panel.composer, Qt.Key.Key_V, CTRL | SHIFT)
    qtbot.keyClick(panel.bar.events.view(), Qt.Key.Key_Home)
    qtbot.keyClick(panel.bar.events.view(), Qt.Key.Key_Return)
    assert panel.bar.events.currentData() is None
    qtbot.waitUntil(panel.composer.hasFocus)


def test_the_batch_gives_origin_day_and_tags(panel: CapturePanel, journal: Journal, enter: Enter, qtbot: QtBot):
    panel.batch.modify.click()
    panel.batch.origin.setCurrentIndex(panel.batch.origin.findData(Channel.LINKEDIN.value))
    panel.batch.day.line.selectAll()
    type_text(panel.batch.day.line, "18/11")
    qtbot.keyClick(panel.batch.day.line, Qt.Key.Key_Return)
    type_text(panel.batch.tags.line, "portage, #data")
    qtbot.keyClick(panel.batch.tags.line, Qt.Key.Key_Return)
    panel.batch.modify.click()
    enter(panel, "Luc Roy")
    person = panel.added.people()[0]
    assert person.tags == ("portage", "data")
    assert journal.interactions.get(person.interaction_id).occurred_on == "2026-11-18"
    assert journal.contacts.sheet(person.contact_id).origin is Channel.LINKEDIN


def test_an_emptied_day_is_the_events_again(panel: CapturePanel, qtbot: QtBot):
    panel.batch.modify.click()
    for text in ("18/11", ""):
        panel.batch.day.line.setText("")
        type_text(panel.batch.day.line, text)
        qtbot.keyClick(panel.batch.day.line, Qt.Key.Key_Return)
    assert panel.batch.defaults().day is None


def test_the_batch_chosen_is_there_again_with_the_draft(
    panel: CapturePanel, open_panel: OpenPanel, journal: Journal, qtbot: QtBot
):
    panel.batch.modify.click()
    type_text(panel.batch.tags.line, "portage")
    qtbot.keyClick(panel.batch.tags.line, Qt.Key.Key_Return)
    type_text(panel.composer, "Luc")
    panel.close_overlay()
    assert open_panel().batch.defaults().tags == ("portage",)


def test_tags_of_the_batch_are_in_the_draft_while_they_are_typed(panel: CapturePanel, journal: Journal, qtbot: QtBot):
    type_text(panel.composer, "Luc")
    panel.batch.modify.click()
    type_text(panel.batch.tags.line, "portage")
    qtbot.waitUntil(lambda: '"portage"' in journal.drafts.load("quick_add"), timeout=1_000)


# -- around -------------------------------------------------------------------------------------------------------


def test_f1_explains_the_grammar(panel: CapturePanel, qtbot: QtBot):
    qtbot.keyClick(panel.composer, Qt.Key.Key_F1)
    sheet = panel.findChild(Overlay)
    assert sheet is not None
    assert sheet.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert panel.isVisible()
    assert panel.composer.hasFocus()


def test_a_person_added_opens_her_sheet(panel: CapturePanel, signals: AppSignals, enter: Enter, qtbot: QtBot):
    enter(panel, "Luc Roy")
    row = panel.added.rows()[0]
    with qtbot.waitSignal(signals.contact_opened) as opened:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert opened.args == [row.person.contact_id]
    assert not panel.isVisible()


def test_what_another_process_takes_back_leaves_the_list(
    panel: CapturePanel, journal: Journal, enter: Enter, qtbot: QtBot
):
    enter(panel, "Luc Roy")
    other = Journal(journal.path, clock=journal.clock)
    other.history.undo()
    other.close()
    assert journal.poll()
    assert names(panel) == []


def test_a_line_that_tells_nothing_new_adds_no_row(panel: CapturePanel, journal: Journal, qtbot: QtBot, enter: Enter):
    panel.bar.events.setCurrentIndex(0)
    enter(panel, "Luc Roy, luc@roy.example")
    enter(panel, "Luc Roy, luc@roy.example")
    assert names(panel) == ["Luc Roy"]
    assert panel.verdict.text()


@pytest.mark.parametrize("size", [(1280, 800), (960, 600), (640, 480)])
def test_nothing_is_cut_off_at_any_size(
    panel: CapturePanel, window: QWidget, enter: Enter, size: tuple[int, int], qtbot: QtBot
):
    window.resize(*size)
    for number in range(8):
        enter(panel, f"Prénom{number} Nom{number}, Cheffe de projet chez Ville de Montclar, #finops > mardi")
    type_text(panel.composer, NADIA)
    qtbot.wait(20)
    inside = panel.rect()
    for part in (panel.bar, panel.box, panel.foot.done):
        corner = part.mapTo(panel, QPoint(0, 0))
        assert inside.contains(corner)
        assert inside.contains(corner + QPoint(part.width() - 1, part.height() - 1))
    assert panel.grab().size().width() == window.width()


def test_an_evening_of_a_series_is_preselected_and_gets_its_row_with_the_first_person(
    journal: Journal, open_panel: OpenPanel, enter: Enter
):
    start = datetime(2026, 11, 5, 17, 30, tzinfo=UTC)
    series = journal.events.save(
        NetworkingEvent(title="Club du jeudi", starts_at=start, ends_at=start + timedelta(hours=2), rrule="FREQ=WEEKLY")
    )
    panel = open_panel()
    assert panel.bar.events.currentText() == "Club du jeudi – 19 nov."
    assert journal.events.series(series).rows == ()

    enter(panel, "Luc Roy")
    enter(panel, "Ana Silva")
    (row,) = journal.events.series(series).rows
    assert row.people == 2

    panel.close_overlay()
    panel.open_for()
    assert panel.bar.events.currentData() == row.id
    assert sorted(names(panel)) == ["Ana Silva", "Luc Roy"]


def test_a_line_typed_for_an_evening_without_a_row_is_found_again(
    journal: Journal, open_panel: OpenPanel, qtbot: QtBot
):
    start = datetime(2026, 11, 5, 17, 30, tzinfo=UTC)
    series = journal.events.save(NetworkingEvent(title="Club du jeudi", starts_at=start, rrule="FREQ=WEEKLY"))
    panel = open_panel(OccurrenceRef(series, start))
    type_text(panel.composer, "Luc R")
    panel.close_overlay()

    again = open_panel()

    assert again.composer.text() == "Luc R"
    assert again.bar.events.currentText() == "Club du jeudi – 5 nov."


ODD = '{"text": "Luc", "clips": {"Luc": {"corrections": {"Luc": "moon"}, "source": 3}, "x": []}, "link": 4, "via": {}}'
SIGNATURE = "--\nClaire DUPONT\nDirectrice générale adjointe aux achats\nAcme\n06 39 98 12 40 | claire@acme.example"


def test_a_signature_pasted_into_the_line_is_one_person_with_its_text_beside(panel: CapturePanel, qtbot: QtBot):
    paste(panel, SIGNATURE)
    draft = panel.line.draft
    assert (draft.first_name, draft.last_name) == ("Claire", "DUPONT")
    # Too long a role for the grammar: said by a correction, as a chip would.
    assert (draft.title, draft.organisation) == ("Directrice générale adjointe aux achats", "Acme")
    assert panel.beside.isVisible()
    assert panel.beside.text.toPlainText() == SIGNATURE
    panel.composer.selectAll()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Delete)
    assert panel.beside.isHidden()


def test_a_signature_behind_a_line_being_typed_waits_and_keeps_what_it_means(panel: CapturePanel, qtbot: QtBot):
    type_text(panel.composer, "Luc Roy")
    paste(panel, SIGNATURE)
    assert panel.composer.text() == "Luc Roy"
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert panel.line.draft.title == "Directrice générale adjointe aux achats"
    assert panel.beside.isVisible()


def test_a_pasted_line_means_the_same_when_the_panel_is_opened_again(panel: CapturePanel, qtbot: QtBot):
    paste(panel, SIGNATURE)
    qtbot.keyClick(panel.composer, Qt.Key.Key_Escape)
    panel.open_for()
    assert panel.line.draft.title == "Directrice générale adjointe aux achats"
    assert panel.beside.isVisible()


def test_the_text_beside_is_reached_by_tab(panel: CapturePanel, qtbot: QtBot):
    paste(panel, SIGNATURE)
    panel.beside.text.setFocus()
    assert panel.beside.text.hasFocus()
    qtbot.keyClick(panel.beside.text, Qt.Key.Key_Tab)
    assert not panel.beside.text.hasFocus()


def test_cards_pasted_into_the_line_are_for_the_import(panel: CapturePanel, signals: AppSignals):
    asked: list[object] = []
    signals.grab_asked.connect(asked.append)
    paste(panel, "BEGIN:VCARD\nFN:Luc Roy\nEND:VCARD\nBEGIN:VCARD\nFN:Ana Silva\nEND:VCARD\n")
    assert len(asked) == 1
    assert panel.composer.text() == ""
