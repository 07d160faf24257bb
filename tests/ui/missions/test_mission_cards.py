"""The cards of the sheet: a path changed step by step, documents, exchanges, renewals, stages; cards put in place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from carnet.domain.missions import Stage
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.ui.interactions.exchange_form import ExchangeForm
from carnet.ui.interactions.log_panel import LogPanel
from carnet.ui.kit.painting import text_width
from carnet.ui.kit.theme import metric
from carnet.ui.missions import MissionsPage
from carnet.ui.missions.card import MIME, faces_beside
from carnet.ui.missions.documents import document_url
from carnet.ui.missions.step_panel import StepPanel

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def key(page: MissionsPage, journal: Journal) -> int:
    """The mission with the longest path, its sheet open."""
    paths = {int(row.id): journal.missions.path(row.id) for row in journal.missions.rows() if row.signed_on}
    found = max(paths, key=lambda each: len(paths[each].touches))
    page.open_item(found)
    return found


def ids(journal: Journal, key: int) -> list[int]:
    return [touch.id for touch in journal.missions.path(key).touches]


def focused_rank(page: MissionsPage) -> int:
    return next(step.node.rank for step in page.sheet.path.chain.steps() if step.hasFocus())


def test_the_arrows_walk_the_path_and_ctrl_moves_a_step(page: MissionsPage, journal: Journal, key: int) -> None:
    chain = page.sheet.path.chain
    before = ids(journal, key)
    chain.focus_step(1)
    QTest.keyClick(chain.steps()[0], Qt.Key.Key_Right)
    QTest.keyClick(chain.steps()[1], Qt.Key.Key_Down)
    QTest.keyClick(chain.steps()[2], Qt.Key.Key_Up)
    assert focused_rank(page) == 2

    QTest.keyClick(chain.steps()[1], Qt.Key.Key_Right, CTRL)

    assert ids(journal, key) == [before[0], before[2], before[1], *before[3:]]
    assert focused_rank(page) == 3
    assert "un autre ordre" in page.sheet.path.trace.text()
    QTest.keyClick(chain.steps()[0], Qt.Key.Key_Left, CTRL)
    assert ids(journal, key)[0] == before[0]


def test_suppr_takes_a_step_out_and_undo_brings_it_back(page: MissionsPage, journal: Journal, key: int) -> None:
    chain = page.sheet.path.chain
    before = ids(journal, key)
    chain.focus_step(2)
    QTest.keyClick(chain.steps()[1], Qt.Key.Key_Delete)
    assert len(ids(journal, key)) == len(before) - 1
    assert focused_rank(page) == 2
    assert "en moins" in page.sheet.path.trace.text()
    journal.history.undo()
    assert ids(journal, key) == before
    assert page.sheet.path.trace.isHidden()


def test_a_step_is_added_where_it_was_forgotten(page: MissionsPage, journal: Journal, key: int) -> None:
    page.sheet.path.add.click()
    panel = page.window().findChild(StepPanel)
    assert panel is not None
    panel.save.click()
    assert panel.isVisible(), "nobody is named yet"
    karim, helene = (journal.contacts.suggest(name, 1)[0] for name in ("karim", "hélène"))
    panel.introducer.choose(karim.id, karim.name)
    panel.person.choose(karim.id, karim.name)
    panel.save.click()
    assert panel.isVisible(), "nobody introduces themselves"
    panel.person.choose(helene.id, helene.name)
    panel.day.set_text("who knows")
    panel.save.click()
    assert panel.day.error.text()
    panel.day.set_text("mars 2025")
    panel.place.choose(2)

    panel.save.click()

    touch = journal.missions.path(key).touches[1]
    assert (touch.contact_id, touch.introducer_id, touch.occurred_on) == (helene.id, karim.id, "2025-03")
    assert touch.source == "manual"
    assert "ajoutée à la main" in page.sheet.path.chain.steps()[1].accessibleName()
    assert focused_rank(page) == 2


def test_f2_edits_a_step_with_what_it_holds(page: MissionsPage, journal: Journal, key: int) -> None:
    before = journal.missions.path(key).touches[0]
    chain = page.sheet.path.chain
    chain.focus_step(1)
    QTest.keyClick(chain.steps()[0], Qt.Key.Key_F2)
    panel = page.window().findChild(StepPanel)
    assert panel is not None
    assert panel.person.contact_id() == before.contact_id
    panel.at_event.setCurrentIndex(0)
    assert panel.channel.isVisible()
    panel.channel.choose("linkedin")
    panel.day.set_text("2024")

    panel.save.click()

    after = journal.missions.path(key).touches[0]
    assert (after.contact_id, after.event_id, after.channel) == (before.contact_id, None, "linkedin")
    assert after.occurred_on == "2024"


def test_the_menu_of_a_step_moves_it_and_names_the_offer(page: MissionsPage, journal: Journal, key: int) -> None:
    before = ids(journal, key)
    last = journal.missions.path(key).touches[-1]

    def act(rank: int, what: str) -> None:
        menu = page.sheet.path.step_menu(journal.missions.path(key).touches[rank - 1])
        actions = [*menu.actions(), *(each for sub in menu.findChildren(QMenu) for each in sub.actions())]
        next(each for each in actions if each.data() and each.data()[0] == what and each.isEnabled()).trigger()

    act(2, "later")
    assert ids(journal, key)[2] == before[1]
    act(3, "earlier")
    assert ids(journal, key) == before
    act(len(before), "offer")
    assert journal.missions.path(key).touches[-1].interaction_id != last.interaction_id


def test_the_path_of_a_preview_is_not_edited(page: MissionsPage, journal: Journal) -> None:
    key = next(int(row.id) for row in journal.missions.rows() if row.stage is Stage.PROPOSAL)
    page.open_item(key)
    path = page.sheet.path
    assert path.add.isHidden()
    assert path.again.isHidden()
    for signal, values in (
        (path.chain.step_moved, (1, 1)),
        (path.chain.step_removed, (1,)),
        (path.chain.step_edited, (1,)),
    ):
        signal.emit(*values)
    assert not journal.missions.path(key).frozen


# -- documents ---------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(page: MissionsPage) -> list[QUrl]:
    found: list[QUrl] = []

    def opener(url: QUrl) -> bool:
        found.append(url)
        return True

    page.sheet.documents.opener = opener
    return found


def test_a_document_is_linked_by_its_address_and_opened_by_the_system(
    page: MissionsPage, journal: Journal, key: int, opened: list[QUrl], tmp_path: Path
) -> None:
    file = tmp_path / "Contrat signé.pdf"
    file.write_bytes(b"%PDF-1.7")
    card = page.sheet.documents
    QTest.keyClicks(card.address.line, str(tmp_path) + "/")
    card.address.set_text(str(file))
    QTest.keyClick(card.address.line, Qt.Key.Key_Return)
    assert card.address.text() == ""

    card.rows[0].name.click()

    assert opened == [QUrl.fromLocalFile(str(file))]
    assert file.read_bytes() == b"%PDF-1.7"
    assert card.error.isHidden()
    file.unlink()
    card.rows[0].name.click()
    assert "n’est plus là" in card.error.text()
    assert len(opened) == 1


def test_what_is_no_document_is_refused_in_words_and_stays_typed(
    page: MissionsPage, journal: Journal, key: int, opened: list[QUrl]
) -> None:
    card = page.sheet.documents
    card.address.set_text("javascript:alert(1)")
    card.add.click()
    assert "javascript:" in card.address.error.text()
    assert card.address.text() == "javascript:alert(1)"
    assert journal.missions.sheet(key).documents == ()
    page.open_item(next(int(row.id) for row in journal.missions.rows() if row.id != key))
    assert (card.address.text(), card.address.error.text()) == ("", "")


def test_a_file_is_chosen_renamed_and_removed(
    page: MissionsPage, journal: Journal, key: int, answers: Any, tmp_path: Path
) -> None:
    file = answers.path = tmp_path / "bon.pdf"
    file.write_text("x")
    card = page.sheet.documents
    card.choose.click()
    answers.text = "Bon de commande"
    card.rows[0].renamed.emit(card.rows[0].document)
    assert [each.name for each in journal.missions.sheet(key).documents] == ["Bon de commande"]
    card.rows[0].removed.emit(card.rows[0].document)
    assert journal.missions.sheet(key).documents == ()
    assert file.exists()


def test_no_program_for_a_document_is_told(page: MissionsPage, journal: Journal, key: int) -> None:
    journal.missions.add_document(key, "https://acme.example/bon.pdf")
    page.sheet.documents.opener = lambda _url: False
    page.sheet.documents.rows[0].name.click()
    assert "bon.pdf" in page.sheet.documents.error.text()


def _program(folder: Path) -> Path:
    path = folder / "outil"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def _link_to_program(folder: Path) -> Path:
    (folder / "lance.desktop").write_text("[Desktop Entry]")
    path = folder / "contrat.pdf"
    path.symlink_to(folder / "lance.desktop")
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: folder, "document_no_file"),
        (_program, "document_program"),
        (_link_to_program, "document_program"),
        (lambda folder: folder / "gone.pdf", "document_missing"),
    ],
)
def test_only_a_file_that_runs_nothing_is_handed_over(
    make: Callable[[Path], Path], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as caught:
        document_url(str(make(tmp_path)))
    assert caught.value.reason == reason


# -- exchanges, renewals, stages ---------------------------------------------------------------------------------


def test_an_exchange_is_linked_edited_and_let_go(page: MissionsPage, journal: Journal, key: int) -> None:
    card = page.sheet.exchanges
    card.link.click()
    menu = card.findChild(QMenu)
    assert menu is not None
    first = menu.actions()[0]
    first.trigger()
    menu.close()
    (linked,) = journal.missions.sheet(key).exchanges
    assert linked.id == first.data()
    card.rows[0].edited.emit(linked)
    form = page.window().findChild(ExchangeForm)
    assert form is not None
    assert form.for_mission.currentData() == key
    form.close_overlay()

    card.rows[0].let_go.emit(linked)

    assert journal.missions.sheet(key).exchanges == ()
    assert card.none.isVisible()


def test_an_exchange_logged_from_a_mission_belongs_to_it(page: MissionsPage, journal: Journal, key: int) -> None:
    page.sheet.exchanges.log.click()
    panel = page.window().findChild(LogPanel)
    assert panel is not None
    panel.composer.set_text("appel avec Karim Ouali, budget voté")
    panel.composer.line.submitted.emit()

    (linked,) = journal.missions.sheet(key).exchanges
    assert "Karim" in linked.people
    assert linked.summary == "budget voté"


def test_older_exchanges_come_on_demand(page: MissionsPage, journal: Journal, key: int) -> None:
    for exchange in journal.missions.linkable(key)[:7]:
        journal.missions.link_exchange(exchange.id, key)
    card = page.sheet.exchanges
    assert len(card.rows) == 5
    card.more.click()
    assert len(card.rows) == 7
    assert card.more.isHidden()


def test_a_mission_is_renewed_and_its_chain_walked(page: MissionsPage, journal: Journal, key: int) -> None:
    assert page.sheet.renewals.hint.isVisible()
    page.sheet.renewals.renew.click()
    made = page.sheet.sheet
    assert made is not None
    assert made.mission.renewal_of_id == key
    assert [row.link.id for row in page.sheet.renewals.rows] == [key, made.mission.id]
    assert page.sheet.renewals.total.isVisible()

    page.sheet.renewals.rows[0].opened.emit(key)

    assert page.sheet.sheet is not None
    assert page.sheet.sheet.mission.id == key


def test_the_day_of_a_stage_is_corrected_on_the_sheet(page: MissionsPage, journal: Journal, key: int) -> None:
    card = page.sheet.stages
    entry = next(each for each in journal.missions.sheet(key).stages if each.stage is Stage.LEAD)
    line = card.lines[entry.id]
    line.edited.emit("mardy")
    assert line.is_editing()
    line.edited.emit("02/01/2025")
    after = next(each for each in journal.missions.sheet(key).stages if each.id == entry.id)
    assert after.entered_on.isoformat() == "2025-01-02"
    assert all(each.stage is not Stage.WON or each.id not in card.lines for each in journal.missions.sheet(key).stages)


# -- places on the board -----------------------------------------------------------------------------------------


def leads(page: MissionsPage) -> list[int]:
    return [int(card.row.id) for card in page.board.columns[Stage.LEAD].cards]


def test_ctrl_down_and_up_put_a_card_in_its_place(page: MissionsPage) -> None:
    before = leads(page)
    card = page.board.columns[Stage.LEAD].cards[0]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Down, CTRL)
    assert leads(page) == [before[1], before[0], before[2]]
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, Qt.Key.Key_Up, CTRL)
    assert leads(page) == before
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up, CTRL)
    assert leads(page) == before


def test_a_card_dropped_in_its_own_column_takes_the_place_where_it_falls(page: MissionsPage) -> None:
    before = leads(page)
    column = page.board.columns[Stage.LEAD]
    mime = QMimeData()
    mime.setData(MIME, str(before[0]).encode())
    action, button, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    bottom = QPointF(5, column.height() - 5)

    # Held before the last card, the line is between it and the one above; over its own place there is none.
    last = column.cards[-1]
    above_last = QPointF(last.mapTo(column, last.rect().topLeft()))
    column.dragMoveEvent(QDragMoveEvent(above_last.toPoint(), action, mime, button, none))
    assert column.place.isVisible()
    assert column.cards[-2].geometry().bottom() < column.place.geometry().center().y() <= last.geometry().top()
    own = QPointF(column.cards[0].mapTo(column, column.cards[0].rect().center()))
    column.dragMoveEvent(QDragMoveEvent(own.toPoint(), action, mime, button, none))
    assert not column.place.isVisible()

    column.dragMoveEvent(QDragMoveEvent(bottom.toPoint(), action, mime, button, none))
    column.dropEvent(QDropEvent(bottom, action, mime, button, none))

    assert not column.place.isVisible()
    assert leads(page) == [*before[1:], before[0]]


def test_the_menu_key_opens_the_menu_of_a_card(page: MissionsPage) -> None:
    card = page.board.columns[Stage.LEAD].cards[0]
    card.menu_asked.emit(card.row.id, card.mapToGlobal(card.rect().center()))
    menu = page.findChild(QMenu)
    assert menu is not None
    assert {act.data()[0] for act in menu.actions() if act.data()} == {"open", "renew", "delete"}
    menu.close()


def test_what_comes_next_is_cut_for_no_face(qapp: QApplication) -> None:
    faces, words = ["Claire Dupont", "Karim Ouali", "Sophie Roux"], "41 sur 55 j"
    wide = text_width(words, "caption")
    shown = [len(faces_beside(faces, words, wide + room)) for room in (0, metric(28), metric(46), metric(200))]

    assert shown == [0, 1, 2, 3]
