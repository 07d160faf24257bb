"""The missions as a table: search, stage, order by head and by key, totals, columns kept."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from application_fixtures import take_turns
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import COUNTED, Stage
from carnet.journal import Journal
from carnet.ui.missions import MissionsPage


def listed(page: MissionsPage) -> MissionsPage:
    page.view.choose("list")
    page.view.chosen.emit("list")
    page.since.setCurrentIndex(2)
    return page


def totals(page: MissionsPage) -> str:
    """Return the sums, which come in the turn after the rows."""
    take_turns()
    return page.list.totals.text()


def shown(page: MissionsPage) -> list[str]:
    rows = [page.list.model.row_at(at) for at in range(page.list.model.rowCount())]
    return [row.title for row in rows if row is not None]


def test_typing_narrows_the_list_and_its_totals(page: MissionsPage) -> None:
    listed(page)
    everything = totals(page)
    page.focus_search()
    assert page.list.search.hasFocus()

    QTest.keyClicks(page.list.search, "CEVENOLE")

    assert sorted(shown(page)) == ["Audit sécurité", "Sécurisation des accès"]
    assert totals(page).startswith("2 missions")
    assert "pondérés" in totals(page)
    QTest.keyClick(page.list.search, Qt.Key.Key_Escape)
    assert totals(page) == everything


def test_a_stage_narrows_the_list_and_nothing_found_says_so(page: MissionsPage) -> None:
    listed(page)
    page.list.stage.setCurrentIndex(2)
    rows = [page.list.model.row_at(at) for at in range(page.list.model.rowCount())]
    assert {row.stage for row in rows} <= COUNTED
    page.list.search.setText("zzz")
    assert page.list.nothing.isVisible()

    page.list.nothing.action.click()

    assert page.list.table.isVisible()
    assert page.list.stage.currentData() is None
    assert page.list.search.hasFocus()


def test_a_head_sorts_and_turns_round(page: MissionsPage, journal: Journal) -> None:
    for title in ("Étude", "Zone", "eta"):
        journal.missions.save(Mission(title=title))
    listed(page)
    heads = page.list.table.heads
    heads.sort(0)
    found = shown(page)
    assert found.index("eta") < found.index("Étude") < found.index("Zone")
    heads.sort(0)
    assert shown(page)[0] == "Zone"
    assert "↓" in heads.titles()[0]


def test_shift_enter_sorts_by_the_column_of_the_keys(page: MissionsPage) -> None:
    listed(page)
    page.list.focus_rows()
    table = page.list.table
    value = next(at for at, column in enumerate(table.columns) if column.key == "value")
    table.setCurrentIndex(page.list.model.index(0, value))

    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    rows = [page.list.model.row_at(at) for at in range(page.list.model.rowCount())]
    values = [row.value_cents for row in rows]
    assert values == sorted(values, reverse=True)


def test_each_cell_is_said(page: MissionsPage) -> None:
    listed(page)
    model = page.list.model
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [model.data(model.index(0, at), role) for at in range(model.columnCount())]
    assert all(isinstance(text, str) for text in said)
    assert "Piste" in said


def test_order_and_columns_are_kept_from_run_to_run(page: MissionsPage, tmp_path: Path) -> None:
    state = QSettings(str(tmp_path / "state.ini"), QSettings.Format.IniFormat)
    page.use_state(state)
    listed(page)
    page.list.set_order("-client")
    heads = page.list.table.heads
    heads.change("show", len(page.list.table.columns) - 1)
    heads._on_keep()
    assert state.value("missions/order") == "-client"
    assert state.value("missions/columns") is not None

    page.use_state(state)

    assert not heads.isSectionHidden(len(page.list.table.columns) - 1)


def test_the_columns_are_offered_by_a_button(page: MissionsPage) -> None:
    listed(page)
    page.list.columns.click()
    menu = page.list.table.heads.findChild(QMenu)
    assert menu is not None
    assert menu.actions()[0].text() == "Mission"
    menu.close()


def test_the_times_in_each_stage_are_told_with_their_missions(page: MissionsPage) -> None:
    listed(page)
    take_turns()
    assert "Piste médiane" in page.list.times.text()
    assert page.board.columns[Stage.LEAD].time.text().endswith("missions")
    assert page.board.columns[Stage.LOST].time.text() == ""
    assert "sur" in page.figures[3].words.text()


def test_the_menu_of_a_row_moves_renews_and_deletes(page: MissionsPage, journal: Journal) -> None:
    key = next(int(row.id) for row in journal.missions.rows() if row.stage is Stage.LEAD)

    def choose(what: str, stage: str = "") -> None:
        page.list.menu_asked.emit(key, page.mapToGlobal(page.rect().center()))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        actions = [*menu.actions(), *(act for sub in menu.findChildren(QMenu) for act in sub.actions())]
        next(act for act in actions if act.data() and act.data()[0] == what and act.data()[2] == stage).trigger()
        menu.close()

    choose("open")
    assert page.sheet.isVisible()
    page.step_back()
    choose("move", "proposal")
    assert journal.missions.get(key).stage is Stage.PROPOSAL
    choose("renew")
    assert page.sheet.sheet is not None
    assert page.sheet.sheet.mission.renewal_of_id == key
    page.step_back()
    choose("delete")
    assert key not in {int(row.id) for row in journal.missions.rows()}


def test_the_cards_follow_what_the_list_was_filtered_by(page: MissionsPage) -> None:
    listed(page)
    page.since.setCurrentIndex(0)
    page.contact.setCurrentIndex(1)

    page.view.choose("board")
    page.view.chosen.emit("board")

    cards = {int(card.row.id) for column in page.board.columns.values() for card in column.cards}
    assert cards == set(page.list.model.ids())
