"""« Réseau » by key: the two lists, the drawing, what each opens, and the picture of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from application_fixtures import Answers
from carnet.domain.network import Network, is_named
from carnet.domain.review import ReviewQuestion
from carnet.journal import Journal
from carnet.ui.kit.signals import AppSignals
from carnet.ui.review import ReviewPage

Key = Qt.Key


@pytest.fixture(autouse=True)
def all_time(page: ReviewPage) -> None:
    page.period.choose("all")
    page.show_view("network")


def network(journal: Journal) -> Network:
    return journal.review.network(ReviewQuestion())


def rows(page: ReviewPage, kind: str) -> list[tuple[str, ...]]:
    listed = getattr(page.network, kind).model
    return [tuple(listed.row_at(at)) for at in range(listed.rowCount())]


def test_who_opened_doors_stands_first_with_what_it_rests_on(page: ReviewPage, journal: Journal) -> None:
    found = network(journal)
    first = rows(page, "doors")[0]
    assert first[0] == found.names[found.doors[0].key]
    assert f"{len(found.doors[0].missions)} mission" in first[1]
    assert "Équilibré 30-30-30-10" in page.network.doors.note.text()
    assert f"{found.missions} missions" in page.network.doors.note.text()
    assert page.network.doors.table.hasFocus()
    assert not page.front.isVisible()
    model = page.network.doors.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(part in spoken for part in first)


def test_chains_are_told_in_words_and_drawn(page: ReviewPage, journal: Journal) -> None:
    found = network(journal)
    names = [found.names[key] for key in found.chains[0].people if is_named(key)]
    assert all(name in rows(page, "chains")[0][0] for name in names)
    spoken = [spot.name for spot in page.network.chart.spots()]
    assert all(any(name in said for said in spoken) for name in names)
    assert found.names[found.doors[0].key] in page.network.chart.accessibleDescription()


def test_enter_opens_the_person_and_the_mission(page: ReviewPage, journal: Journal, signals: AppSignals) -> None:
    people: list[int] = []
    missions: list[int] = []
    signals.contact_opened.connect(people.append)
    signals.mission_opened.connect(missions.append)
    found = network(journal)
    QTest.keyClick(page.network.doors.table, Key.Key_Home)
    QTest.keyClick(page.network.doors.table, Key.Key_Return)
    page.network.chains.table.setFocus()
    QTest.keyClick(page.network.chains.table, Key.Key_Home)
    QTest.keyClick(page.network.chains.table, Key.Key_Return)
    assert people == [int(found.doors[0].key)]
    assert missions == [found.chains[0].missions[0]]


def test_a_chain_loads_the_path_of_its_mission_from_list_and_drawing(page: ReviewPage, journal: Journal) -> None:
    found = network(journal)
    page.network.chains.table.setFocus()
    QTest.keyClick(page.network.chains.table, Key.Key_Home)
    assert page.path.path == journal.missions.path(found.chains[0].missions[0])
    assert page.network.chart.chosen() == found.chains[0]

    button = page.network.chart.button(found.chains[1])
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Key.Key_Return)
    assert page.network.chains.table.current_id() == 2
    assert page.path.path == journal.missions.path(found.chains[1].missions[0])


def test_arrows_walk_the_drawing_and_v_goes_to_the_chains(page: ReviewPage, journal: Journal) -> None:
    found = network(journal)
    page.network.chart.focus_chart()
    assert page.network.card.told.text().count(" · ") >= 1
    for _layer in page.network.chart.drawing.layers:
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Right)
    at = page.network.chart.focused_key()
    assert at in found.chains
    QTest.keyClick(QApplication.focusWidget(), Key.Key_V)
    assert page.network.chains.table.hasFocus()


def test_more_chains_than_a_dozen_fold(page: ReviewPage, journal: Journal) -> None:
    view = page.network
    view.chart._most = 2
    view.chart._fold()
    view._show_fold(view.card.told.text())
    folded = len(network(journal).chains) - 2
    assert str(folded) in view.more.text()
    assert len(view.chart.drawing.chains) == 2
    view.more.click()
    assert len(view.chart.drawing.chains) == min(14, folded + 2)


def test_the_network_is_kept_as_a_picture(page: ReviewPage, answers: Answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "reseau.svg"
    page.network.card.keep.click()
    assert "Qui a amené qui" in answers.path.read_text(encoding="utf-8")


def test_a_period_without_introductions_says_so(page: ReviewPage, journal: Journal) -> None:
    for mission in journal.review.ask(ReviewQuestion()).missions:
        if any(touch.kind == "introduction" for touch in journal.missions.path(mission.id).touches):
            journal.missions.delete(mission.id)
    page.reload()
    assert page.network.card.empty.isVisible()
    assert not page.network.chart.isVisible()
    assert not page.network.doors.isVisible()
    assert page.network.chart.picture() is None


def test_another_model_changes_the_credits(page: ReviewPage) -> None:
    before = rows(page, "doors")
    page.model.setCurrentIndex(page.model.findData("linear"))
    assert rows(page, "doors") != before
    assert "Égal" in page.network.doors.note.text()
