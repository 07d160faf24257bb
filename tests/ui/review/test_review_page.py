"""« Bilan » by keyboard: period, model, grouping, ranking, missions, path."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from carnet.domain.attribution import Model
from carnet.domain.comparisons import Comparison
from carnet.domain.contacts import Contact, Sphere
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.domain.review import Grouping, ReviewQuestion, ReviewRow, ReviewRows, RowDetail
from carnet.journal import FixedClock, Journal, Options
from carnet.journal import credits as credits_module
from carnet.journal.review import Reviews
from carnet.ui.kit.prompts import DialogPrompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import apply_theme, resources
from carnet.ui.review import ReviewPage
from carnet.ui.review.periods import months_before, periods
from carnet.ui.review.ranking import RankingTable
from carnet.ui.review.ranking_lines import Column, Lines
from carnet.ui.review.ranking_model import RankingModel

TODAY = date(2026, 11, 20)


def choose(page: ReviewPage, model: Model | None = None, by: Grouping | None = None) -> None:
    for combo, value in ((page.model, model), (page.by, by)):
        if value is not None:
            combo.setCurrentIndex(combo.findData(value.value))


def all_time(page: ReviewPage) -> None:
    page.period.choose("all")
    page.period.chosen.emit("all")


def shown(page: ReviewPage) -> dict[str, int]:
    tables = (page.ranking.table, page.ranking.pinned)
    lines = [table.lines.line(row) for table in tables for row in range(table.lines.rowCount())]
    return {line.key: line.credit_cents for line in lines if line is not None and line.key}


@pytest.mark.parametrize("model", list(Model))
@pytest.mark.parametrize("by", list(Grouping))
def test_the_page_shows_what_the_journal_answers(
    page: ReviewPage, journal: Journal, model: Model, by: Grouping
) -> None:
    all_time(page)
    choose(page, model, by)

    answer = journal.review.ask(ReviewQuestion(model=model, by=by))

    assert shown(page) == {row.key: row.credit_cents for row in answer.rows}
    assert sum(shown(page).values()) == answer.total_cents
    last = page.ranking.pinned.lines.line(page.ranking.pinned.lines.rowCount() - 1)
    assert last is not None
    assert last.credit_cents == answer.total_cents
    page.ranking.grab()


def test_special_rows_are_pinned_below_the_table(page: ReviewPage) -> None:
    all_time(page)
    keys = [page.ranking.pinned.lines.line(row).key for row in range(page.ranking.pinned.lines.rowCount())]
    assert "unattributed" in keys
    assert keys[-1] == ""
    assert page.ranking.pinned.isVisible()
    assert page.ranking.table.lines.row_of("unattributed") is None


def test_the_arrows_change_the_period(page: ReviewPage) -> None:
    before = page.question()
    page.period.setFocus()
    QTest.keyClick(page.period, Qt.Key.Key_Right)
    after = page.question()
    assert (before.start, after.start, after.end) == (date(2024, 11, 20), date(2026, 1, 1), date(2026, 12, 31))
    assert page.review is not None
    assert page.review.question == after


def test_the_figures_follow_the_answer(page: ReviewPage) -> None:
    review = page.review
    assert review is not None
    assert page.figures.missions.value.text() == str(len(review.missions))
    assert page.figures.origin.value.text() == str(review.origin_contacts)
    assert page.figures.signed.accessibleName()


def test_a_line_filters_the_missions_and_lets_go_of_them(page: ReviewPage) -> None:
    everything = page.missions.model.rowCount()
    table = page.ranking.table
    page.focus_search()
    assert table.hasFocus()
    table.choose(table.lines.line(0).key)
    line = page.ranking.chosen()
    assert line is not None
    assert list(page.missions.model.ids()) == [m.id for m in page.review.missions if m.id in set(line.mission_ids)]
    assert line.label in page.missions.only.text()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert page.ranking.chosen() != line
    page.missions.header.link.click()
    assert page.ranking.chosen() is None
    assert page.missions.model.rowCount() == everything


def test_echap_lets_go_of_the_line(page: ReviewPage) -> None:
    table = page.ranking.table
    table.choose(table.lines.line(0).key)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert page.ranking.chosen() is None


def test_a_special_line_filters_too_and_takes_the_choice_over(page: ReviewPage) -> None:
    all_time(page)
    page.ranking.table.choose(page.ranking.table.lines.line(0).key)
    page.ranking.pinned.choose("unattributed")
    assert page.ranking.table.current_key() is None
    assert page.ranking.chosen().key == "unattributed"
    page.ranking.table.choose(page.ranking.table.lines.line(1).key)
    assert page.ranking.pinned.current_key() is None


@pytest.mark.parametrize(
    ("by", "signal"),
    [
        (Grouping.CONTACT, "contact_opened"),
        (Grouping.EVENT, "event_opened"),
        (Grouping.ORGANISER, "organisation_opened"),
    ],
)
def test_enter_opens_what_the_line_stands_for(page: ReviewPage, signals: AppSignals, by: Grouping, signal: str) -> None:
    opened: list[int] = []
    getattr(signals, signal).connect(opened.append)
    all_time(page)
    choose(page, by=by)
    table = page.ranking.table
    table.choose(table.lines.line(0).key)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [int(table.lines.line(0).key)]


def test_a_channel_opens_nothing(page: ReviewPage, signals: AppSignals) -> None:
    opened: list[int] = []
    signals.contact_opened.connect(opened.append)
    choose(page, by=Grouping.CHANNEL)
    page.ranking.table.choose(page.ranking.table.lines.line(0).key)
    QTest.keyClick(page.ranking.table, Qt.Key.Key_Return)
    assert opened == []


@pytest.mark.parametrize("column", list(Column))
def test_a_head_sorts_the_table(page: ReviewPage, column: Column) -> None:
    all_time(page)
    page.comparing.toggle()
    table = page.ranking.table
    table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    up = [table.lines.line(row).key for row in range(table.lines.rowCount())]
    table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    down = [table.lines.line(row).key for row in range(table.lines.rowCount())]
    assert sorted(up) == sorted(down)
    assert up != down
    page.reload()
    assert [table.lines.line(row).key for row in range(table.lines.rowCount())] == down


def told(page: ReviewPage, column: Column) -> list[str]:
    lines = page.ranking.table.lines
    return [str(lines.index(row, column).data()) for row in range(lines.rowCount())]


def heads(page: ReviewPage) -> list[str]:
    table = page.ranking.table
    shown = (column for column in Column if not table.isColumnHidden(column))
    return [" ".join(str(table.lines.headerData(at, Qt.Orientation.Horizontal)).split()) for at in shown]


def year(page: ReviewPage) -> None:
    page.period.choose("year")
    page.period.chosen.emit("year")


def test_c_compares_two_years_and_two_models_in_place(page: ReviewPage, journal: Journal, qtbot: QtBot) -> None:
    year(page)
    page.ranking.table.setFocus()
    QTest.keyClicks(page.ranking.table, "c")

    qtbot.waitUntil(lambda: "Jours" in heads(page))
    assert heads(page)[3:8] == [
        "Équilibré 2026 ↓",
        "Équilibré 2025",
        "Écart",
        "Origine 2026",
        "Écart",
    ]
    before = journal.review.ask(page.question()._replace(start=date(2025, 1, 1), end=date(2025, 12, 31)))
    shown = [page.ranking.table.lines.line(row) for row in range(page.ranking.table.lines.rowCount())]
    assert {line.key for line in shown} >= {row.key for row in before.rows if not row.is_special}
    assert all(line.text(Column.PERIOD_CHANGE)[0] in "↑↓=" for line in shown)
    assert page.comparing.rests.text() == f"{len(before.missions)} missions"
    total = page.ranking.pinned.lines.line(page.ranking.pinned.lines.rowCount() - 1)
    assert total.beside.period_cents == before.total_cents
    assert total.beside.model_cents == page.review.total_cents
    assert total.text(Column.MODEL_CHANGE) == "="

    QTest.keyClicks(page.ranking.table, "c")
    assert not page.comparing.is_on
    assert "Écart" not in heads(page)


def test_the_table_is_copied_as_it_is_shown_and_nothing_in_it_is_a_formula(
    page: ReviewPage, journal: Journal, qtbot: QtBot
) -> None:
    first = next(row for row in page.review.rows if not row.is_special)
    journal.contacts.edit(int(first.key), first_name="=1+1", last_name="")
    qtbot.waitUntil(lambda: "=1+1" in told(page, Column.LABEL))
    page.ranking.table.setFocus()
    QTest.keyClick(page.ranking.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    head, *lines = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[:2] == ["Relation", "Missions"]
    assert {line.split("\t")[0] for line in lines} >= {"'=1+1"}
    assert len(lines) == page.ranking.table.lines.rowCount()
    assert not page.comparing.is_on


def test_c_within_a_name_being_typed_is_a_letter(page: ReviewPage) -> None:
    page.ranking.table.setFocus()
    QTest.keyClicks(page.ranking.table, "marc")
    assert not page.comparing.is_on


def test_each_model_and_period_can_be_compared_with(page: ReviewPage, journal: Journal) -> None:
    year(page)
    page.comparing.toggle()
    page.comparing.model.setCurrentIndex(page.comparing.model.findData("last"))
    page.comparing.period.setCurrentIndex(page.comparing.period.findData("y2024"))

    last = journal.review.ask(page.question()._replace(model=Model.LAST))
    then = journal.review.ask(page.question()._replace(start=date(2024, 1, 1), end=date(2024, 12, 31)))
    beside = {
        line.key: line.beside for line in map(page.ranking.table.lines.line, range(len(told(page, Column.LABEL))))
    }
    for row in last.rows:
        assert row.is_special or beside[row.key].model_cents == row.credit_cents
    for row in then.rows:
        assert row.is_special or beside[row.key].period_cents == row.credit_cents

    page.comparing.model.setCurrentIndex(page.comparing.model.findData(""))
    assert "Décisif 2026" not in heads(page)


def test_influence_last_exchange_and_years_come_once_the_lines_are_painted(
    page: ReviewPage, journal: Journal, qtbot: QtBot
) -> None:
    all_time(page)
    page.missions.hide()
    page.window().resize(1500, 900)
    lines = page.ranking.table.lines
    qtbot.waitUntil(lambda: bool(told(page, Column.YEARS)[0]))

    first = lines.line(0)
    values = {mission.id: mission.value_cents for mission in page.review.missions}
    assert first.detail.influence_cents == sum(values[key] for key in first.mission_ids)
    assert first.detail.influence_cents >= first.credit_cents
    assert first.detail.last_exchange_on is not None
    recent = [mission for mission in page.review.missions if mission.signed_on.year > TODAY.year - 5]
    pinned = page.ranking.pinned.lines
    qtbot.waitUntil(lambda: pinned.line(pinned.rowCount() - 1).detail is not None)
    assert sum(pinned.line(pinned.rowCount() - 1).detail.years) == sum(each.value_cents for each in recent)
    assert pinned.line(pinned.rowCount() - 1).text(Column.INFLUENCE) == "sans total"


def test_maj_enter_sorts_by_the_column_of_the_cell(page: ReviewPage) -> None:
    table = page.ranking.table
    table.setCurrentIndex(table.lines.index(0, Column.MISSIONS))
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.horizontalHeader().sortIndicatorSection() == Column.MISSIONS
    assert table.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert table.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.AscendingOrder


def test_a_mission_shows_its_path_and_opens_with_enter(page: ReviewPage, journal: Journal, signals: AppSignals) -> None:
    opened: list[int] = []
    signals.mission_opened.connect(opened.append)
    table = page.missions.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    key = page.missions.current()
    assert key is not None
    assert page.path.path == journal.missions.path(key)
    QTest.keyClick(table, Qt.Key.Key_Return)
    page.path.open.click()
    assert opened == [key, key]


def test_a_step_of_the_path_opens_its_contact(page: ReviewPage, signals: AppSignals) -> None:
    opened: list[int] = []
    signals.contact_opened.connect(opened.append)
    page.path.chain.steps()[0].click()
    assert opened == [page.path.path.touches[0].credited_contact_id]


def test_a_step_without_a_contact_opens_its_event_or_nothing(
    page: ReviewPage, journal: Journal, signals: AppSignals
) -> None:
    opened: list[int] = []
    signals.contact_opened.connect(opened.append)
    signals.event_opened.connect(opened.append)
    key = next(mission.id for mission in page.review.missions if journal.missions.path(mission.id).touches[0].event_id)
    touch = journal.missions.path(key).touches[0]
    journal.missions.set_touch(key, touch.id, contact_id=None)
    page.missions.table.select_id(key)
    page.path.show_path(journal.missions.path(key), "w")
    page.path.chain.steps()[0].click()
    assert opened == [touch.event_id]


def test_the_info_button_states_the_rule_of_the_model(page: ReviewPage) -> None:
    assert page.head.rule.isHidden()
    page.head.info.click()
    first = page.head.rule.text()
    assert page.head.rule.isVisible()
    choose(page, Model.LINEAR)
    assert page.head.rule.text() != first
    page.head.info.click()
    assert page.head.rule.isHidden()


def test_other_currencies_are_named_and_can_be_chosen(page: ReviewPage, journal: Journal) -> None:
    assert not page.head.currency.isVisible()
    key = journal.missions.save(Mission(title="Genève", currency="CHF", day_rate_cents=100_000, days_sold_half=4))
    journal.missions.sign(key, signed_on=TODAY)
    assert page.head.currency.isVisible()
    assert "2" in page.notes.text()
    page.head.currency.setCurrentIndex(page.head.currency.findData("CHF"))
    assert page.review.total_cents == 200_000
    assert page.empty.isVisible()
    assert not page.ranking.isVisible()
    assert page.missions.model.rowCount() == 1


def test_missions_without_shares_are_counted_under_manual(page: ReviewPage) -> None:
    choose(page, Model.MANUAL)
    assert str(page.review.fallback_missions) in page.notes.text()


def test_private_life_is_named_only_when_asked(page: ReviewPage, journal: Journal) -> None:
    paul = journal.contacts.save(Contact(first_name="Paul", last_name="Ami", sphere=Sphere.PERSONAL))
    key = journal.missions.save(Mission(title="Friend", day_rate_cents=100_000, days_sold_half=4))
    journal.missions.sign(key, contact_id=paul, signed_on=TODAY)
    assert "hidden" in shown(page)
    page.personal.click()
    assert shown(page)[str(paul)] == 200_000
    journal.options = Options(work_mode=True)
    page.reload()
    assert "hidden" in shown(page)
    assert not page.personal.isVisible()


def test_the_page_follows_the_journal(page: ReviewPage, journal: Journal) -> None:
    before = page.review.total_cents
    mission = page.review.missions[0]
    journal.missions.delete(mission.id)
    assert page.review.total_cents == before - mission.value_cents
    journal.history.undo()
    assert page.review.total_cents == before


def test_one_mission_is_not_enough_to_compare(qtbot: QtBot, tmp_path: Path) -> None:
    lonely = Journal(tmp_path / "lonely.carnet", clock=FixedClock(day=TODAY))
    made = ReviewPage(lonely, AppSignals(), DialogPrompts(QWidget()), Tasks())
    qtbot.addWidget(made)
    made.show()
    assert made.empty.sentence.text() == "Il faut deux missions signées pour comparer."
    assert made.path.isHidden()
    lonely.close()


@pytest.mark.parametrize(("width", "scale"), [(640, 1.0), (904, 1.0), (1224, 2.0), (1600, 1.25)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_lost_at_any_size(page: ReviewPage, width: int, scale: float, theme: str) -> None:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    apply_theme(found, theme, resources(), scale=scale)
    page.window().resize(width, 600)
    found.processEvents()
    assert page.grab().width() > 0
    assert not page.ranking.table.isColumnHidden(Column.CREDIT)
    assert page.ranking.table.columnWidth(Column.LABEL) >= 80
    for figure in page.figures.all:
        assert figure.geometry().right() <= page.figures.width()


def test_the_pointer_marks_a_row_and_opens_it(page: ReviewPage, signals: AppSignals) -> None:
    opened: list[int] = []
    signals.contact_opened.connect(opened.append)
    table = page.ranking.table
    place = table.visualRect(table.lines.index(1, 0)).center()
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        QPointF(place),
        QPointF(table.viewport().mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    table.mouseMoveEvent(move)
    assert table.hovered_row() == 1
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [int(table.lines.line(1).key)]


def test_the_model_of_the_table_is_a_good_one(journal: Journal) -> None:
    review = journal.review.ask(ReviewQuestion())
    model = RankingModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = Lines(Comparison(review), {}, range(2022, 2027), TODAY)

    def reading(keys: Sequence[str], done: Callable[[Mapping[str, RowDetail]], object]) -> None:
        done(journal.review.details(review.question, keys))

    model.show_rows(review.rows, shown, reading, with_total=True)
    model.sort(Column.INFLUENCE)
    model.sort(Column.LABEL)
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert model.data(model.index(-1, 0)) is None
    assert tester is not None


def test_lines_are_sorted_by_influence_once_it_is_read_and_the_chosen_one_stays_so(journal: Journal) -> None:
    review = journal.review.ask(ReviewQuestion())
    told = Lines(Comparison(review), {}, range(2022, 2027), TODAY)
    rows = ReviewRows.of(ReviewRow(key, key, 100, 1, 2, None, "", is_special=False) for key in ("1", "2", "3"))
    asked: list[Callable[[Mapping[str, RowDetail]], object]] = []
    table = RankingTable("Classement")
    table.show_rows(rows, told, lambda _keys, done: asked.append(done))
    table.choose("1")

    table.sortByColumn(Column.INFLUENCE, Qt.SortOrder.DescendingOrder)
    assert [table.lines.line(row).key for row in range(3)] == ["1", "2", "3"]
    asked.pop()({"1": RowDetail(1), "2": RowDetail(3), "3": RowDetail(2)})

    assert [table.lines.line(row).key for row in range(3)] == ["2", "3", "1"]
    assert table.current_key() == "1"


def test_what_was_read_for_an_answer_before_is_not_told_of_another(journal: Journal) -> None:
    review = journal.review.ask(ReviewQuestion())
    asked: list[Callable[[Mapping[str, RowDetail]], object]] = []
    model = RankingModel()
    for _answer in range(2):
        told = Lines(Comparison(review), {}, range(2022, 2027), TODAY)
        model.show_rows(review.rows, told, lambda _keys, done: asked.append(done))
        model.sort(Column.INFLUENCE)
    key = review.rows[0].key

    asked[0]({key: RowDetail(1)})
    assert all(model.line(row).detail is None for row in range(model.rowCount()))
    asked[1]({key: RowDetail(2)})

    assert {line.detail.influence_cents for row in range(model.rowCount()) if (line := model.line(row)).key == key} == {
        2
    }


def test_periods_end_today_and_years_are_whole() -> None:
    found = {period.key: period for period in periods(date(2024, 2, 29))}
    assert found["12"].start == date(2023, 2, 28)
    assert found["last"].end == date(2023, 12, 31)
    assert found["all"].words == ""
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)


def test_f6_steps_through_the_panes(page: ReviewPage) -> None:
    assert page.ranking.table in page.panes()


def test_only_whole_rows_stand_above_the_special_ones(page: ReviewPage, qtbot: QtBot) -> None:
    all_time(page)
    for height in (700, 751, 788, 823):
        page.window().resize(1104, height)
        qtbot.wait(10)
        table = page.ranking.table
        rows = table.viewport().height() / table.verticalHeader().defaultSectionSize()
        assert rows == round(rows)


def test_a_grouping_without_lines_says_so(page: ReviewPage) -> None:
    choose(page, by=Grouping.CONTACT)
    assert page.ranking.nothing.isHidden()

    choose(page, by=Grouping.SERIES)
    alone = page.ranking.table.lines.rowCount() == 0
    assert page.ranking.nothing.isHidden() is not alone


def test_a_great_many_missions_are_read_beside_the_window(
    qtbot: QtBot, page: ReviewPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_time(page)
    before = shown(page)
    monkeypatch.setattr("carnet.journal.mission_boards._MANY", 0)

    journal.missions.save(
        Mission(
            title="Audit",
            client="Alizé Conseil",
            stage=Stage.WON,
            signed_on=TODAY,
            day_rate_cents=60_000,
            days_sold_half=20,
        )
    )
    assert shown(page) == before

    qtbot.waitUntil(lambda: shown(page) != before)
    assert shown(page) == {row.key: row.credit_cents for row in journal.review.ask(page.question()).rows}


def test_of_a_great_many_missions_the_table_opens_before_what_stands_below_it(
    qtbot: QtBot, page: ReviewPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carnet.journal.mission_boards._MANY", 0)
    asked, read = Event(), Reviews.evenings
    monkeypatch.setattr(Reviews, "evenings", lambda *question: asked.wait(30) and read(*question))
    made = ReviewPage(journal, AppSignals(), DialogPrompts(QWidget()), Tasks())
    qtbot.addWidget(made)
    made.view.choose("table")
    made.hold()
    made.show()
    made.release()
    made.expect()
    made.reveal()
    qtbot.waitUntil(lambda: made.updatesEnabled() and shown(made) == shown(page))
    assert not made.is_answered

    asked.set()
    qtbot.waitUntil(lambda: made.is_answered)
    assert made.evenings.table.lines.rowCount() > 0


@pytest.fixture
def parts_read(page: ReviewPage, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each part read ahead whether it was the last, on a page that is not seen, in lulls that come at once."""
    monkeypatch.setattr("carnet.ui.kit.lull._LULL_MS", 20)
    monkeypatch.setattr("carnet.ui.kit.lull._BUSY", 1.0)
    monkeypatch.setattr("carnet.journal.mission_boards._MANY", 0)
    page.view.choose("drawing")
    page.hide()
    read, found = Reviews.read_ahead, []

    def noting(reviews: Reviews, question: ReviewQuestion, *, with_network: bool) -> bool:
        found.append(read(reviews, question, with_network=with_network))
        return found[-1]

    monkeypatch.setattr(Reviews, "read_ahead", noting)
    return found


def sign_something(journal: Journal) -> None:
    stage = {"stage": Stage.WON, "signed_on": TODAY}
    journal.missions.save(Mission(title="Audit", client="Alizé", day_rate_cents=60_000, days_sold_half=20, **stage))


@pytest.mark.parametrize("view", ["drawing", "network"])
def test_of_a_great_many_missions_what_the_page_opens_with_is_read_ahead(
    qtbot: QtBot,
    page: ReviewPage,
    parts_read: list[bool],
    monkeypatch: pytest.MonkeyPatch,
    view: str,
) -> None:
    page.view.choose(view)
    sign_something(page._journal)
    qtbot.waitUntil(lambda: bool(parts_read) and parts_read[-1])
    assert len(parts_read) > 1

    monkeypatch.setattr(credits_module, "_read", lambda *_asked: pytest.fail("the missions are read again"))
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.is_answered)
    monkeypatch.undo()

    assert page.review == Reviews(page._journal.core).ask(page.question())


def test_nothing_is_read_ahead_while_the_window_is_put_away(
    qtbot: QtBot, page: ReviewPage, journal: Journal, parts_read: list[bool]
) -> None:
    page.window().hide()
    sign_something(journal)

    qtbot.wait(200)

    assert parts_read == []
