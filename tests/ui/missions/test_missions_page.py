"""The missions page by keyboard: board, list, moves, signature, sheet, repairs."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import Channel, Contact
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import MissionRole, Stage
from carnet.domain.review import TouchLine
from carnet.journal import Journal, Options
from carnet.ui.kit.chain import PathChain
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import apply_theme, resources
from carnet.ui.missions import MissionsPage
from carnet.ui.missions.card import MIME, MissionCard
from carnet.ui.missions.chain import nodes_of
from carnet.ui.missions.gaps import GapRow, read_partial
from carnet.ui.missions.new_mission import NewMissionPanel
from carnet.ui.missions.shares import SharesPanel
from carnet.ui.missions.signing import SigningPanel
from carnet.words import contacts

CTRL = Qt.KeyboardModifier.ControlModifier


def cards(page: MissionsPage, stage: Stage) -> list[MissionCard]:
    return page.board.columns[stage].cards


def ids(journal: Journal, stage: Stage) -> list[int]:
    return [int(row.id) for row in journal.missions.rows() if row.stage is stage]


def application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def panel(page: MissionsPage) -> SigningPanel:
    found = page.gestures.panel
    assert isinstance(found, SigningPanel)
    return found


def test_the_board_shows_each_mission_under_its_stage(page: MissionsPage, journal: Journal) -> None:
    board = journal.missions.board()
    for stage in (Stage.LEAD, Stage.PROPOSAL, Stage.WON, Stage.RUNNING):
        assert [card.row.id for card in cards(page, stage)] == [row.id for row in board.rows if row.stage is stage]
    assert len(cards(page, Stage.COMPLETED)) == 4
    assert page.figures[0].amount.text()


def test_the_older_ones_come_on_demand(page: MissionsPage) -> None:
    column = page.board.columns[Stage.COMPLETED]
    column.more.click()
    assert len(column.cards) > 4
    assert column.more.isHidden()


def test_the_arrows_go_from_card_to_card(page: MissionsPage) -> None:
    page.focus_search()
    first = cards(page, Stage.LEAD)
    assert first[0].hasFocus()
    QTest.keyClick(first[0], Qt.Key.Key_Down)
    assert first[1].hasFocus()
    QTest.keyClick(first[1], Qt.Key.Key_Right)
    assert cards(page, Stage.PROPOSAL)[1].hasFocus()
    QTest.keyClick(cards(page, Stage.PROPOSAL)[1], Qt.Key.Key_Up)
    QTest.keyClick(cards(page, Stage.PROPOSAL)[0], Qt.Key.Key_Left)
    assert first[0].hasFocus()


def test_ctrl_right_moves_a_lead_to_the_proposals(page: MissionsPage, journal: Journal) -> None:
    card = cards(page, Stage.LEAD)[0]
    key = int(card.row.id)
    card.setFocus()

    QTest.keyClick(card, Qt.Key.Key_Right, CTRL)

    assert journal.missions.get(key).stage is Stage.PROPOSAL
    focused = QApplication.focusWidget()
    assert isinstance(focused, MissionCard)
    assert focused.row.id == key
    QTest.keyClick(focused, Qt.Key.Key_Left, CTRL)
    assert journal.missions.get(key).stage is Stage.LEAD


def test_a_first_column_has_nothing_at_its_left(page: MissionsPage, journal: Journal) -> None:
    card = cards(page, Stage.LEAD)[0]
    QTest.keyClick(card, Qt.Key.Key_Left, CTRL)
    assert journal.missions.get(int(card.row.id)).stage is Stage.LEAD


def test_winning_asks_for_the_signature_and_who_offered_it(page: MissionsPage, journal: Journal) -> None:
    card = cards(page, Stage.PROPOSAL)[0]
    key = int(card.row.id)
    QTest.keyClick(card, Qt.Key.Key_Right, CTRL)
    asked = panel(page)
    asked.day.line.clear()
    QTest.keyClicks(asked.day.line, "12/11/2026")
    QTest.keyClicks(asked.person.line, "karim")
    QTest.keyClick(asked.person.line, Qt.Key.Key_Return)
    assert asked.person.contact_id() is not None

    asked.sign.click()

    mission = journal.missions.get(key)
    assert (mission.stage, mission.signed_on) == (Stage.WON, date(2026, 11, 12))
    assert mission.signing_contact_id == asked.person.contact_id()
    assert journal.missions.path(key).frozen


def test_enter_signs_once_somebody_is_chosen(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.PROPOSAL)[0]
    page.board.move_asked.emit(key, "won")
    line = panel(page).person.line
    QTest.keyClicks(line, "karim")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert journal.missions.get(key).stage is Stage.WON


def test_who_offered_a_proposal_is_answered_without_signing_it(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.PROPOSAL)[0]
    karim = journal.contacts.suggest("karim", 1)[0].id
    journal.missions.edit(key, signing_contact_id=None, people=((karim, MissionRole.INTRODUCER),))
    page.open_item(key)
    page.sheet.answer_asked.emit(key)
    asked = panel(page)
    assert asked.person.contact_id() == karim
    assert asked.day.isHidden()

    asked.sign.click()

    mission = journal.missions.get(key)
    assert (mission.stage, mission.signing_contact_id, mission.signed_on) == (Stage.PROPOSAL, karim, None)


def test_nobody_as_answer_takes_its_channel(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.PROPOSAL)[0]
    page.board.move_asked.emit(key, "won")
    asked = panel(page)
    asked.kind.choose("nobody")
    asked.kind.chosen.emit("nobody")
    asked.channel.choose(Channel.COLD.value)

    asked.sign.click()

    (touch,) = journal.missions.path(key).touches
    assert (touch.kind, touch.channel) == ("manual", "cold")


def test_an_answer_can_wait(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.PROPOSAL)[0]
    page.board.move_asked.emit(key, "running")
    asked = panel(page)
    asked.kind.choose("later")
    asked.kind.chosen.emit("later")
    asked.sign.click()
    assert journal.missions.get(key).stage is Stage.RUNNING
    assert [touch.kind for touch in journal.missions.path(key).touches] == ["none"]


def test_a_signature_needs_a_date_and_a_person_in_the_list(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.PROPOSAL)[0]
    page.board.move_asked.emit(key, "won")
    asked = panel(page)
    asked.person.choose(None)
    asked.day.line.clear()
    asked.sign.click()
    assert asked.day.error.text()
    asked.day.set_text("mardy")
    asked.sign.click()
    assert asked.day.error.text()
    asked.day.set_text("12/11/2026")
    asked.sign.click()
    assert asked.isVisible()
    asked.cancel.click()
    assert journal.missions.get(key).stage is Stage.PROPOSAL


def test_losing_asks_for_a_reason_that_may_be_skipped(page: MissionsPage, journal: Journal, answers: Any) -> None:
    key, other = ids(journal, Stage.PROPOSAL)[:2]
    answers.text = "Budget"
    page.board.move_asked.emit(key, "lost")
    answers.text = None
    page.board.move_asked.emit(other, "lost")

    assert (journal.missions.get(key).stage, journal.missions.get(key).lost_reason) == (Stage.LOST, "Budget")
    assert journal.missions.get(other).stage is Stage.PROPOSAL
    assert len(answers.asked) == 2


def test_a_card_is_dropped_on_another_column(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.LEAD)[0]
    column = page.board.columns[Stage.PROPOSAL]
    mime = QMimeData()
    mime.setData(MIME, str(key).encode())
    action, button, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, none)
    column.dragEnterEvent(enter)
    column.grab()
    column.dragLeaveEvent(QDragLeaveEvent())
    column.dropEvent(QDropEvent(QPointF(5, 5), action, mime, button, none))

    assert enter.isAccepted()
    assert journal.missions.get(key).stage is Stage.PROPOSAL


def test_the_list_shows_the_same_missions_and_opens_with_enter(page: MissionsPage, journal: Journal) -> None:
    page.view.choose("list")
    page.view.chosen.emit("list")
    page.focus_search()
    table = page.list.table
    table.select_id(ids(journal, Stage.LEAD)[1])
    table.grab()

    QTest.keyClick(table, Qt.Key.Key_Return)

    assert page.sheet.sheet is not None
    assert page.sheet.sheet.mission.id == ids(journal, Stage.LEAD)[1]
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert table.current_id() == ids(journal, Stage.LEAD)[1]


def test_suppr_puts_a_mission_in_the_bin_and_undo_brings_it_back(page: MissionsPage, journal: Journal) -> None:
    card = cards(page, Stage.LEAD)[0]
    key = int(card.row.id)
    QTest.keyClick(card, Qt.Key.Key_Delete)
    assert key not in ids(journal, Stage.LEAD)
    journal.history.undo()
    assert key in [int(shown.row.id) for shown in cards(page, Stage.LEAD)]


def test_missions_are_filtered_by_contact_and_by_period(page: MissionsPage, journal: Journal) -> None:
    key = page.contact.itemData(1)
    page.contact.setCurrentIndex(1)
    shown = [int(card.row.id) for stage in Stage for card in cards(page, stage)]
    everything = page.contact.count()
    assert shown
    assert set(shown) <= {int(row.id) for row in journal.missions.board(contact_id=key).rows}
    assert page.contact.count() == everything
    page.contact.setCurrentIndex(0)
    page.since.setCurrentIndex(2)
    assert page.board.columns[Stage.COMPLETED].number.text() == str(len(ids(journal, Stage.COMPLETED)))


def test_a_new_mission_opens_its_sheet(page: MissionsPage, journal: Journal) -> None:
    page.new_item()
    asked = page.gestures.panel
    assert isinstance(asked, NewMissionPanel)
    asked.create_button.click()
    assert asked.title_field.error.text()
    QTest.keyClicks(asked.title_field.line, "Audit & conseil")
    asked.rate.set_text("much")
    asked.create_button.click()
    assert asked.rate.error.text()
    asked.rate.set_text("620")
    asked.days.set_text("1,3")
    asked.create_button.click()
    assert asked.days.error.text()
    asked.days.set_text("12,5")

    QTest.keyClick(asked.days.line, Qt.Key.Key_Return)

    assert not asked.isVisible()
    sheet = page.sheet.sheet
    assert sheet is not None
    assert (sheet.mission.title, sheet.value_cents) == ("Audit & conseil", 775_000)


def test_a_fact_is_edited_in_place(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.LEAD)[0]
    page.open_item(key)
    line = page.sheet.facts.lines["day_rate_cents"]
    line.edit()
    QTest.keyClicks(QApplication.focusWidget(), "650,50")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert journal.missions.get(key).day_rate_cents == 65_050


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("title", "Autre", "Autre"),
        ("client", "Acme", "Acme"),
        ("intermediary", "ESN", "ESN"),
        ("portage_company", "Escale", "Escale"),
        ("days_sold_half", "10,5", 21),
        ("starts_on", "1er mars 2027", date(2027, 3, 1)),
        ("ends_on", "", None),
        ("management_fee_bp", "7,5 %", 750),
        ("referral_commission_cents", "500", 50_000),
        ("probability_bp", "40", 4_000),
    ],
)
def test_each_fact_reads_what_is_typed(
    page: MissionsPage, journal: Journal, key: str, text: str, value: object
) -> None:
    mission = ids(journal, Stage.LEAD)[0]
    journal.missions.edit(mission, ends_on=date(2028, 1, 1))
    page.open_item(mission)
    page.sheet.facts.lines[key].edited.emit(text)
    assert getattr(journal.missions.get(mission), key) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [("day_rate_cents", "beaucoup"), ("days_sold_half", "1,3"), ("starts_on", "32/13"), ("management_fee_bp", "120")],
)
def test_what_cannot_be_read_is_told_under_its_field(page: MissionsPage, journal: Journal, key: str, text: str) -> None:
    page.open_item(ids(journal, Stage.LEAD)[0])
    line = page.sheet.facts.lines[key]
    line.edited.emit(text)
    assert line.is_editing()


def test_a_fact_half_typed_stays_on_its_own_mission(page: MissionsPage, journal: Journal) -> None:
    one, other = ids(journal, Stage.COMPLETED)[:2]
    page.open_item(one)
    line = page.sheet.facts.lines["day_rate_cents"]
    line.edit()
    QTest.keyClicks(line._editor, "61")
    journal.missions.edit(one, days_sold_half=50)
    assert line.is_editing()
    QTest.keyClicks(line._editor, "0")
    page.open_item(other)
    assert not line.is_editing()
    page.open_item(one)

    assert line.typed_text() == "610"
    QTest.keyClick(line._editor, Qt.Key.Key_Return)
    assert journal.missions.get(one).day_rate_cents == 61_000
    assert not [form for form in journal.drafts.everything() if form.startswith("form:mission facts")]


def test_a_refusal_is_told_under_its_field(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.COMPLETED)[0]
    page.open_item(key)
    page.sheet.facts.lines["signed_on"].edited.emit("")
    assert page.sheet.facts.lines["signed_on"].is_editing()
    assert journal.missions.get(key).signed_on is not None


def test_another_refusal_goes_to_the_window(page: MissionsPage, journal: Journal, signals: AppSignals) -> None:
    told: list[object] = []
    signals.error_raised.connect(told.append)
    key = ids(journal, Stage.COMPLETED)[0]
    page.open_item(key)
    page.sheet._try(journal.missions.mark_decisive, key, journal.missions.path(key).touches[0].id)
    assert len(told) == 1


def test_the_stage_is_changed_on_the_sheet(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.LEAD)[0]
    page.open_item(key)
    page.sheet.stage.setCurrentIndex(1)
    assert journal.missions.get(key).stage is Stage.PROPOSAL


def test_currency_renewal_and_notes_are_saved(qtbot: QtBot, page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.LEAD)[0]
    page.open_item(key)
    page.sheet.facts.currency.setCurrentIndex(1)
    page.sheet.facts.renewal.setFocus()
    qtbot.keyClick(page.sheet.facts.renewal, Qt.Key.Key_Down)
    page.sheet.notes.edited.emit("Two sites")
    mission = journal.missions.get(key)
    assert (mission.currency, mission.notes) == ("CHF", "Two sites")
    assert mission.renewal_of_id is not None
    page.open_item(ids(journal, Stage.LEAD)[1])
    page.open_item(key)
    assert page.sheet.facts.renewal.currentText().startswith(journal.missions.get(mission.renewal_of_id).title)


def test_people_come_and_go_with_their_roles(page: MissionsPage, journal: Journal) -> None:
    key = journal.missions.save(Mission(title="Alone"))
    page.open_item(int(key))
    people = page.sheet.people
    people.role.choose(MissionRole.BUYER.value)
    QTest.keyClicks(people.person.line, "kar")
    QTest.keyClick(people.person.line, Qt.Key.Key_Down)
    QTest.keyClick(people.person.list, Qt.Key.Key_Return)
    ((contact, role),) = journal.missions.get(key).people
    assert role is MissionRole.BUYER
    people._parts[0].removed.emit()
    assert journal.missions.get(key).people == ()
    assert contact


def test_the_path_is_told_as_a_chain_and_as_a_sentence(page: MissionsPage, journal: Journal) -> None:
    key = max(ids(journal, Stage.COMPLETED), key=lambda mission: len(journal.missions.path(mission).touches))
    path = journal.missions.path(key)
    page.open_item(key)

    assert len(page.sheet.path.chain.steps()) == len(path.touches) + 1
    assert page.sheet.path.sentence.text().startswith("Mission")
    assert all(step.accessibleName() for step in page.sheet.path.chain.steps())


def touch_menu(page: MissionsPage, touch: TouchLine) -> dict[str, object]:
    return {action.data()[0]: action for action in page.sheet.path.step_menu(touch).actions() if action.data()}


def test_a_step_opens_its_people_and_its_event(page: MissionsPage, journal: Journal, signals: AppSignals) -> None:
    opened: list[int] = []
    signals.contact_opened.connect(opened.append)
    signals.event_opened.connect(opened.append)
    key = next(key for key in ids(journal, Stage.COMPLETED) if journal.missions.path(key).touches[0].event_id)
    touch = journal.missions.path(key).touches[0]
    page.open_item(key)
    acts = touch_menu(page, touch)
    acts["contact"].trigger()
    acts["event"].trigger()
    assert opened == [touch.contact_id, touch.event_id]


def test_a_middle_step_becomes_decisive_or_goes(page: MissionsPage, journal: Journal) -> None:
    key = next(key for key in ids(journal, Stage.COMPLETED) if len(journal.missions.path(key).touches) > 3)
    page.open_item(key)
    before = journal.missions.path(key).touches
    touch_menu(page, before[1])["decisive"].trigger()
    assert journal.missions.path(key).touches[1].is_decisive
    touch_menu(page, journal.missions.path(key).touches[1])["decisive"].trigger()
    assert not journal.missions.path(key).touches[1].is_decisive
    touch_menu(page, before[1])["remove"].trigger()
    assert len(journal.missions.path(key).touches) == len(before) - 1
    assert "decisive" not in touch_menu(page, journal.missions.path(key).touches[0])
    page.sheet.path.again.click()
    assert len(journal.missions.path(key).touches) >= len(before) - 1


def test_choosing_a_step_pops_its_menu_up(page: MissionsPage, journal: Journal) -> None:
    page.open_item(ids(journal, Stage.COMPLETED)[0])
    page.sheet.path.chain.steps()[0].click()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_a_key_encounter_is_marked_with_its_box(page: MissionsPage, journal: Journal) -> None:
    key = next(key for key in ids(journal, Stage.COMPLETED) if journal.missions.key_candidates(key))
    page.open_item(key)
    before = [touch.kind for touch in journal.missions.path(key).touches].count("key_encounter")
    box = next(box for box in page.sheet.path._key_boxes if not box.isChecked())
    box.click()
    after = [touch.kind for touch in journal.missions.path(key).touches].count("key_encounter")
    assert after == before + 1


def test_manual_shares_are_typed_and_must_make_a_whole(page: MissionsPage, journal: Journal) -> None:
    key = next(key for key in ids(journal, Stage.COMPLETED) if len(journal.missions.path(key).touches) == 2)
    page.open_item(key)
    page.sheet.path.shares.click()
    asked = page.window().findChild(SharesPanel)
    first, second = asked.fields.values()
    first.set_text("30")
    asked.save.click()
    assert asked.isVisible()
    second.set_text("70 %")
    asked.save.click()
    assert [touch.manual_share_bp for touch in journal.missions.path(key).touches] == [3_000, 7_000]
    page.sheet.path.shares.click()
    page.window().findChildren(SharesPanel)[-1].clear.click()
    assert [touch.manual_share_bp for touch in journal.missions.path(key).touches] == [None, None]


def test_shares_being_typed_outlive_their_panel_unless_it_is_closed(
    page: MissionsPage, journal: Journal, qtbot: QtBot
) -> None:
    key = next(key for key in ids(journal, Stage.COMPLETED) if len(journal.missions.path(key).touches) == 2)
    page.open_item(key)
    page.sheet.path.shares.click()
    (asked,) = page.window().findChildren(SharesPanel)
    QTest.keyClicks(next(iter(asked.fields.values())).line, "30")
    qtbot.waitUntil(lambda: "30" in journal.drafts.load(f"form:shares:{key}"))
    asked.hide()  # as it goes with its process
    asked.deleteLater()

    page.sheet.path.shares.click()
    asked = page.window().findChildren(SharesPanel)[-1]
    assert [field.text() for field in asked.fields.values()] == ["30", ""]
    assert "30" in asked.total.text()
    asked.close_overlay()
    assert not journal.drafts.load(f"form:shares:{key}")


def gap_row(page: MissionsPage, reason: str) -> GapRow:
    return next(row for row in page.sheet.gaps.rows if row.gap.reason == reason)


def test_an_unknown_origin_is_repaired_on_the_spot(page: MissionsPage, journal: Journal) -> None:
    claire = journal.contacts.save(Contact(first_name="Claire", last_name="Nouvelle"))
    key = journal.missions.save(Mission(title="New"))
    journal.missions.sign(key, contact_id=claire, signed_on=date(2026, 11, 20))
    page.open_item(int(key))
    row = gap_row(page, "origin_unknown")
    row.field.choose(Channel.INTRODUCTION.value)
    row.act.click()
    assert journal.missions.path(key).touches[0].channel == "introduction"
    dated = gap_row(page, "origin_date_assumed")
    dated.field.set_text("someday")
    dated.act.click()
    dated.field.set_text("mars 2024")
    dated.act.click()
    assert journal.missions.path(key).touches[0].occurred_on == "2024-03"
    asked = gap_row(page, "introducer_unknown")
    asked.act.click()
    QTest.keyClicks(asked.field.line, "karim")
    QTest.keyClick(asked.field.line, Qt.Key.Key_Return)
    asked.act.click()
    assert "introduction" in [touch.kind for touch in journal.missions.path(key).touches]
    undated = gap_row(page, "introduction_undated")
    undated.field.set_text("2025")
    undated.act.click()
    assert "introduction_undated" not in [gap.reason for gap in journal.missions.path(key).gaps]


def test_the_offer_is_named_on_the_spot(page: MissionsPage, journal: Journal) -> None:
    karim = int(journal.contacts.find("Karim Ouali")[0].id)
    key = int(journal.missions.save(Mission(title="Offered")))
    journal.missions.sign(key, contact_id=karim, signed_on=date(2026, 11, 20))
    page.open_item(key)
    gap_row(page, "offer_assumed").act.click()
    assert "offer_assumed" not in [gap.reason for gap in journal.missions.path(key).gaps]


def test_an_offer_without_exchange_leads_to_the_contact(
    page: MissionsPage, journal: Journal, signals: AppSignals
) -> None:
    claire = journal.contacts.save(Contact(first_name="Claire", last_name="Nouvelle"))
    key = journal.missions.save(Mission(title="New"))
    journal.missions.sign(key, contact_id=claire, signed_on=date(2026, 11, 20))
    opened: list[int] = []
    signals.contact_opened.connect(opened.append)
    page.open_item(int(key))
    gap_row(page, "offer_unknown").act.click()
    assert opened == [claire]


def test_a_mission_without_an_answer_asks_for_it(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.LEAD)[0]
    page.open_item(key)
    gap_row(page, "no_answer").act.click()
    assert panel(page).isVisible()


def test_a_renewal_is_offered_the_later_path_of_its_parent(page: MissionsPage, journal: Journal) -> None:
    parent = next(key for key in ids(journal, Stage.COMPLETED) if len(journal.missions.path(key).touches) > 3)
    renewal = journal.missions.save(Mission(title="Again", renewal_of_id=parent))
    journal.missions.sign(renewal, signed_on=date(2026, 11, 1))
    page.open_item(int(renewal))
    assert page.sheet.path.parent_banner.isHidden()
    journal.missions.mark_decisive(parent, journal.missions.path(parent).touches[1].id)
    assert not page.sheet.path.parent_banner.isHidden()
    page.sheet.path.take_parent.click()
    assert page.sheet.path.parent_banner.isHidden()


def test_a_sheet_whose_mission_goes_gives_way_to_the_board(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.LEAD)[0]
    page.open_item(key)
    page.sheet.delete.click()
    assert not page.sheet.isVisible()
    assert page.board.isVisible()
    page.open_item(999)
    assert not page.sheet.isVisible()


def test_an_empty_journal_says_what_missions_are_for(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, signals: AppSignals, answers: Any
) -> None:
    empty = Journal(tmp_path_factory.mktemp("empty") / "empty.carnet")
    made = MissionsPage(empty, signals, answers, Tasks())
    qtbot.addWidget(made)
    made.show()
    assert made.empty.isVisible()
    made.empty.action.click()
    assert isinstance(made.gestures.panel, NewMissionPanel)
    empty.close()


@pytest.mark.parametrize(("width", "scale"), [(640, 1.0), (904, 1.0), (1224, 2.0), (1600, 1.0)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_holds_at_every_size(
    page: MissionsPage, journal: Journal, width: int, scale: float, theme: str
) -> None:
    qapp = application()
    apply_theme(qapp, theme, resources(), scale=scale)
    page.window().resize(width, 600)
    qapp.processEvents()
    assert page.grab().width() > 0
    folded = width / scale < 1000
    column = page.board.columns[Stage.LOST]
    assert column.unfold.isVisible() is folded
    if folded:
        column.unfold.click()
        assert column.name.isVisible()
    page.open_item(ids(journal, Stage.RUNNING)[0])
    qapp.processEvents()
    assert page.grab().height() > 0


def test_work_mode_names_nobody_personal(page: MissionsPage, journal: Journal) -> None:
    journal.options = Options(work_mode=True)
    page.reload()
    for key in ids(journal, Stage.COMPLETED):
        nodes = nodes_of(journal.missions.path(key), "w")
        assert nodes[-1].rank == 0


def test_a_chain_stands_upright_where_there_is_no_room(qtbot: QtBot, journal: Journal) -> None:
    chain = PathChain()
    qtbot.addWidget(chain)
    chain.show_nodes(nodes_of(journal.missions.path(ids(journal, Stage.COMPLETED)[0]), "linear"))
    chain.resize(1200, 100)
    chain.show()
    assert chain.is_wide()
    chosen: list[int] = []
    chain.step_chosen.connect(chosen.append)
    chain.steps()[0].click()
    chain.steps()[-1].click()
    assert chosen == [1]
    chain.resize(200, 100)
    chain.grab()
    assert not chain.is_wide()
    assert chain.height() > 150


@pytest.mark.parametrize(
    ("text", "value"),
    [("2019", "2019"), ("mars 2024", "2024-03"), ("12/03/2025", "2025-03-12"), ("who knows", None)],
)
def test_a_partial_date_is_read_as_typed(text: str, value: str | None) -> None:
    assert read_partial(text, date(2026, 11, 20)) == value


def test_nobody_as_answer_is_said_with_its_channel(page: MissionsPage, journal: Journal) -> None:
    key = ids(journal, Stage.PROPOSAL)[0]
    journal.missions.sign(key, channel=Channel.PLATFORM, signed_on=date(2026, 11, 12))
    page.open_item(key)

    assert contacts.channel(Channel.PLATFORM) in page.sheet.people.signer.text()


def test_the_sheet_is_left_for_the_board_before_the_page_is(page: MissionsPage, journal: Journal) -> None:
    page.open_item(ids(journal, Stage.LEAD)[0])

    assert page.step_back()
    assert page.board.isVisible()
    assert not page.step_back()


def test_the_page_gives_the_focus_to_its_first_mission(page: MissionsPage) -> None:
    page.setFocus()

    assert cards(page, Stage.LEAD)[0].hasFocus()


def test_the_arrows_enter_the_lost_ones_where_they_are_folded(page: MissionsPage, qtbot: QtBot) -> None:
    page.window().resize(900, 600)
    qtbot.wait(20)
    last = cards(page, Stage.COMPLETED)[0]
    last.setFocus()

    QTest.keyClick(last, Qt.Key.Key_Right)

    assert cards(page, Stage.LOST)[0].hasFocus()


def test_the_list_opens_at_its_head(page: MissionsPage) -> None:
    page.view.choose("list")
    page.view.chosen.emit("list")

    assert page.list.table.current_id() == page.list.model.id_at(0)
    assert page.list.table.verticalScrollBar().value() == 0
