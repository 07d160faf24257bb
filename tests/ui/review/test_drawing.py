"""The drawing of « Bilan » by key and by mouse: what it says, follows, opens, and keeps as a picture."""

import stat
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QMouseEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet import paths
from carnet.domain.attribution import Model
from carnet.domain.flows import REST, Column, Flows, diagram
from carnet.domain.review import Grouping
from carnet.journal import Journal
from carnet.ui.kit import theme
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.turns import through
from carnet.ui.review import ReviewPage
from carnet.ui.review.chart import Spot
from carnet.ui.review.look import on_screen

Key = Qt.Key


@pytest.fixture(autouse=True)
def drawing(page: ReviewPage) -> None:
    page.show_view("drawing")


def focused(page: ReviewPage) -> Spot:
    key = page.chart.focused_key()
    return next(spot for spot in page.chart.spots() if spot.key == key)


def press(page: ReviewPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def spots(page: ReviewPage, column: Column) -> list[Spot]:
    return [spot for spot in page.chart.spots() if spot.column == column]


def go(page: ReviewPage, key: object) -> None:
    button = page.chart.button(key)
    assert button is not None
    button.setFocus()


def test_the_drawing_is_what_one_sees_first(page: ReviewPage) -> None:
    assert page.chart.isVisible()
    assert page.ranking.isVisible()
    assert not page.missions.isVisible()
    page.flows.keep.setFocus()
    assert page.flows.told.text().startswith("Équilibré 30-30-30-10 · ")
    assert f"{len(page.review.missions)} missions" in page.flows.told.text()


def test_nodes_say_their_figures_as_a_button_does(page: ReviewPage, journal: Journal) -> None:
    rows = {row.key: row for row in page.review.rows}
    for spot in spots(page, Column.CONTACT):
        _column, key = spot.key
        if key in rows:
            assert rows[key].label in spot.name or rows[key].is_special
            assert ", relation, " in spot.name
            assert f"{rows[key].missions} mission" in spot.name
    assert page.chart.accessibleName()
    assert "Équilibré 30-30-30-10" in page.chart.accessibleDescription()


def test_arrows_walk_the_nodes_and_tell_figures_model_and_missions(page: ReviewPage) -> None:
    first = focused(page)
    assert first.column == Column.ORIGIN
    press(page, Key.Key_Right)
    assert focused(page).column == Column.CONTACT
    press(page, Key.Key_Home)
    top = focused(page)
    press(page, Key.Key_Down)
    assert focused(page) == spots(page, Column.CONTACT)[1]
    assert "Équilibré 30-30-30-10" in page.flows.told.text()
    assert "mission" in page.flows.told.text()
    assert focused(page).name.split(", relation")[0] in page.flows.told.text()
    press(page, Key.Key_Up)
    assert focused(page) == top
    press(page, Key.Key_Up)
    assert focused(page) == top
    press(page, Key.Key_End)
    assert focused(page) == spots(page, Column.CONTACT)[-1]
    press(page, Key.Key_Left)
    assert focused(page).column == Column.ORIGIN


def test_tab_comes_in_once_and_leaves(page: ReviewPage) -> None:
    page.flows.keep.setFocus()
    press(page, Key.Key_Tab)
    assert page.chart.focused_key() is not None
    press(page, Key.Key_Right)
    within = page.chart.focused_key()
    press(page, Key.Key_Tab)
    assert page.chart.focused_key() is None
    assert page.flows.told.text().startswith("Équilibré")
    press(page, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.chart.focused_key() == within


def test_a_mission_loads_its_path_and_a_relation_filters(page: ReviewPage, journal: Journal) -> None:
    mission = next(spot for spot in spots(page, Column.MISSION)[2:] if spot.key[1] != REST)
    go(page, mission.key)
    press(page, Key.Key_Return)
    assert page.path.path == journal.missions.path(int(mission.key[1]))
    assert page.chart.chosen() == mission.key

    person = next(spot for spot in spots(page, Column.CONTACT) if spot.key[1].isdigit())
    go(page, person.key)
    press(page, Key.Key_Return)
    row = next(row for row in page.review.rows if row.key == person.key[1])
    assert page.ranking.chosen().key == row.key
    assert set(page.missions.model.ids()) == set(row.mission_ids)
    assert page.path.path.mission_id in row.mission_ids

    press(page, Key.Key_Escape)
    assert page.ranking.chosen() is None
    assert page.chart.chosen() is None
    assert page.missions.model.rowCount() == len(page.review.missions)


def test_an_origin_filters_the_missions_too(page: ReviewPage) -> None:
    origin = spots(page, Column.ORIGIN)[0]
    go(page, origin.key)
    press(page, Key.Key_Space)
    assert set(page.missions.model.ids()) == page.chart.missions_of(origin.key)
    press(page, Key.Key_Space)
    assert page.missions.model.rowCount() == len(page.review.missions)


def test_a_line_of_the_ranking_lights_up_its_bands(page: ReviewPage) -> None:
    person = next(spot for spot in spots(page, Column.CONTACT) if spot.key[1].isdigit())
    page.ranking.table.choose(person.key[1])
    assert page.chart.chosen() == person.key
    page.by.setCurrentIndex(page.by.findData(Grouping.CHANNEL.value))
    page.ranking.table.choose(page.ranking.table.lines.line(0).key)
    assert page.chart.chosen() is None


def test_what_is_folded_opens_and_folds_back(page: ReviewPage) -> None:
    rest = (Column.CONTACT, REST)
    folded = next(spot for spot in page.chart.spots() if spot.key == rest)
    assert "à ouvrir" in folded.name
    before, height = len(spots(page, Column.CONTACT)), page.chart.minimumHeight()
    go(page, rest)
    press(page, Key.Key_Return)
    assert len(spots(page, Column.CONTACT)) > before
    assert page.chart.minimumHeight() > height
    assert page.chart.focused_key() is not None
    assert page.chart.chosen() != rest
    page.chart.choose(None)
    press(page, Key.Key_Escape)
    assert len(spots(page, Column.CONTACT)) == before


def test_a_drawing_that_comes_is_seen_as_it_was_until_it_is_whole(page: ReviewPage) -> None:
    page.chart.choose(None)
    page.flows.keep.setFocus()
    before = page.chart.grab().toImage()
    coming = page.chart.showing(page.chart._flows._replace(bands={}), page.review, diagram({}))
    next(coming)
    next(coming)
    assert page.chart.grab().toImage() == before
    through(coming)
    assert page.chart.grab().toImage() != before


def test_a_drawing_resized_while_it_comes_has_the_room_it_has_now(page: ReviewPage, qtbot: QtBot) -> None:
    chart = page.chart
    few = dict(list(chart._flows.bands.items())[:3])
    coming = chart.showing(chart._flows._replace(bands=few), page.review, diagram(few))
    next(coming)
    next(coming)
    page.resize(page.width() + 200, page.height())
    qtbot.wait(50)
    through(coming)
    kept, places = chart.grab().toImage(), [spot.area for spot in chart.spots()]
    chart.refresh()
    assert places == [spot.area for spot in chart.spots()]
    assert kept == chart.grab().toImage()


def test_what_no_drawing_could_hold_is_for_the_table(page: ReviewPage) -> None:
    many = {("event", str(key)): {key: 100_000 + key} for key in range(1, 101)}
    template = page.review.missions[0]
    missions = tuple(template._replace(id=key, value_cents=100_000 + key) for key in range(1, 101))
    through(
        page.chart.showing(Flows(page.question(), many, {}), page.review._replace(missions=missions), diagram(many))
    )
    rest = (Column.CONTACT, REST)
    for _opening in range(4):
        page.chart.button(rest).click()
    assert len(spots(page, Column.CONTACT)) == 60
    page.chart.button(rest).click()
    assert page.view.current() == "table"


def test_v_goes_to_the_table_and_back(page: ReviewPage) -> None:
    press(page, Key.Key_V)
    assert page.view.current() == "table"
    assert page.ranking.table.hasFocus()
    assert page.missions.isVisible()
    press(page, Key.Key_V)
    assert page.view.current() == "drawing"
    assert page.chart.focused_key() is not None


def test_the_model_changes_the_bands_and_keeps_the_focus(page: ReviewPage) -> None:
    press(page, Key.Key_Right)
    key = page.chart.focused_key()
    before = {spot.key: spot.name for spot in page.chart.spots()}
    page.model.setCurrentIndex(page.model.findData("last"))
    assert {spot.key: spot.name for spot in page.chart.spots()} != before
    assert page.flows.told.text()
    page.model.setCurrentIndex(page.model.findData("w"))
    assert {spot.key: spot.name for spot in page.chart.spots()} == before
    assert page.chart.focused_key() is not None
    assert key in before


def move(page: ReviewPage, place: QPointF) -> None:
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        place,
        page.chart.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page.chart, event)


def test_the_pointer_tells_nodes_and_ribbons(page: ReviewPage) -> None:
    page.flows.keep.setFocus()
    node = page.chart._laid.nodes[spots(page, Column.ORIGIN)[0].key]
    quiet = page.chart.grab().toImage()
    move(page, QPointF(node.right() + 6, node.top() + 4))
    assert " → " in page.flows.told.text()
    assert "Équilibré 30-30-30-10" in page.flows.told.text()
    assert page.chart.grab().toImage() != quiet
    move(page, QPointF(2, 2))
    assert page.flows.told.text().endswith("2026")
    assert page.chart.grab().toImage() == quiet


def test_the_picture_is_kept_as_png_and_as_svg(
    page: ReviewPage, answers: Answers, signals: AppSignals, tmp_path: Path
) -> None:
    told: list[str] = []
    signals.toast_asked.connect(lambda text, _action: told.append(text))
    answers.path = tmp_path / "bilan.png"
    press(page, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    image = QImage(str(answers.path))
    assert image.width() >= 1_900
    assert image.pixelColor(1, 1) == theme.load_theme("light", theme.resources()).colors["surface"]
    assert "modèle" in image.text("Description")
    assert stat.S_IMODE(answers.path.stat().st_mode) == 0o600

    answers.path = tmp_path / "bilan.svg"
    page.flows.keep.click()
    root = ET.parse(answers.path).getroot()
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "D’où viennent les missions" in texts
    names = [row.label for row in page.review.rows if not row.is_special][:5]
    assert set(names) <= set(texts)
    assert any(text and text.startswith("Équilibré 30-30-30-10 · ") for text in texts)
    assert told == ["Enregistré\u202f: bilan.png", "Enregistré\u202f: bilan.svg"]

    answers.path = tmp_path / "sans suffixe"
    page.flows.keep.click()
    assert (tmp_path / "sans suffixe.png").exists()


def test_a_picture_that_cannot_be_written_is_told_and_leaves_nothing(
    page: ReviewPage, answers: Answers, signals: AppSignals, tmp_path: Path
) -> None:
    failed: list[object] = []
    signals.error_raised.connect(failed.append)
    answers.path = tmp_path / "nowhere" / "bilan.png"
    page.flows.keep.click()
    assert len(failed) == 1
    assert not list(tmp_path.rglob("*.png"))
    answers.path = None
    page.flows.keep.click()
    assert len(failed) == 1


def test_the_menu_offers_what_the_keys_do(page: ReviewPage, answers: Answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "bilan.png"
    button = page.chart.button(page.chart.focused_key())
    assert button is not None
    place = button.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, button.mapToGlobal(place))
    QApplication.sendEvent(button, event)  # what the Menu key and Maj+F10 send on a desktop
    menu = next(menu for menu in page.chart.findChildren(QMenu) if menu.isVisible())
    save, table = menu.actions()
    assert table.text().endswith("\tV")
    save.trigger()
    menu.close()
    assert answers.path.exists()


def test_high_contrast_draws_patterns_and_outlines_and_no_colour_of_ours(
    page: ReviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.white)
    system.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    plain = theme.high_contrast(theme.current(), system)
    monkeypatch.setattr(theme._State, "theme", plain)
    assert on_screen().plain
    page.flows.keep.setFocus()
    page.chart.choose(None)
    page.chart.refresh()
    image = page.chart.grab().toImage()
    step = 3
    colours = {image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)}
    parts = [QColor(colour).getRgb()[:3] for colour in colours]
    assert all(max(rgb) - min(rgb) < 10 for rgb in parts)
    assert len({QColor(colour).lightness() // 32 for colour in colours}) > 2


def test_one_mission_is_not_drawn(page: ReviewPage, journal: Journal) -> None:
    for mission in page.review.missions[1:]:
        journal.missions.delete(mission.id)
    page.reload()
    assert len(page.review.missions) == 1
    assert not page.chart.isVisible()
    assert page.flows.empty.isVisible()
    assert page.flows.empty.sentence.text() == "Il faut deux missions signées pour comparer."


def coming(page: ReviewPage, model: str, steps: int) -> Iterator[None]:
    """Ask by another model and stop after some steps of the drawing, as where keys and paint come between."""
    question = page.question()._replace(model=Model(model))
    review, flows = page._journal.review.ask(question), page._journal.review.flows(question)
    values = {mission.id: mission.value_cents for mission in review.missions if mission.value_cents}
    drawn = page.chart.showing(flows, review, diagram(flows.bands, values=values))
    for _step in range(steps):
        next(drawn)
    return drawn


@pytest.mark.parametrize("steps", [1, 2])
def test_a_drawing_given_up_for_another_question_is_drawn_when_that_has_the_same_bands(
    page: ReviewPage, steps: int
) -> None:
    before = {spot.key: spot.name for spot in page.chart.spots()}
    coming(page, "last", steps).close()  # another grouping is asked
    through(coming(page, "last", 0))
    after = {spot.key: spot.name for spot in page.chart.spots()}
    assert after != before
    seen = page.chart.grab().toImage()
    page.chart.refresh()
    assert page.chart.grab().toImage() == seen


def test_a_theme_put_on_while_a_drawing_comes_leaves_nothing_of_the_one_before(
    page: ReviewPage, qapp: QApplication
) -> None:
    drawn = coming(page, "last", 2)
    theme.apply_theme(qapp, "dark", paths.resources())
    try:
        through(drawn)
        seen = page.chart.grab().toImage()
        page.chart.refresh()
        assert page.chart.grab().toImage() == seen
    finally:
        theme.apply_theme(qapp, "light", paths.resources())


@pytest.mark.parametrize("steps", [1, 2])
def test_what_is_folded_may_be_opened_while_another_drawing_comes(page: ReviewPage, steps: int) -> None:
    drawn = coming(page, "first", steps)
    folded = next(key for key in (spot.key for spot in page.chart.spots()) if key[1] == REST)
    button = page.chart.button(folded)
    assert button is not None
    button.click()
    through(drawn)
    placed = page.chart.spots()
    page.chart.refresh()
    assert page.chart.spots() == placed


@pytest.mark.parametrize("steps", [1, 2])
def test_a_node_that_is_no_more_can_be_clicked_while_the_drawing_without_it_comes(page: ReviewPage, steps: int) -> None:
    drawn = coming(page, "last", steps)
    there = {node.key for column in page.chart._diagram.columns for node in column}
    gone = page.chart.button(next(spot.key for spot in page.chart.spots() if spot.key not in there))
    assert gone is not None
    gone.click()
    assert not page.chart.grab().isNull()
    through(drawn)
    assert page.chart.chosen() in {None, *there}


def test_what_is_told_of_the_node_with_the_focus_follows_the_figures(page: ReviewPage) -> None:
    press(page, Key.Key_Right)
    before = page.flows.told.text()
    page.model.setCurrentIndex(page.model.findData("first"))
    assert page.chart.focused_key() is not None
    assert page.flows.told.text() == page.chart.figures_of(page.chart.focused_key()) != before


def is_in_sight(page: ReviewPage) -> bool:
    button, pane = QApplication.focusWidget(), page.findChild(QScrollArea).viewport()
    return button is not None and pane.rect().contains(button.rect().translated(button.mapTo(pane, QPoint())))


def test_the_page_follows_the_keys_to_nodes_out_of_sight(page: ReviewPage, qtbot: QtBot) -> None:
    page.window().resize(900, 600)
    page.focus_search()
    page.show_view("drawing")
    qtbot.waitUntil(lambda: is_in_sight(page))
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_End):
        press(page, key)
        qtbot.waitUntil(lambda: is_in_sight(page))
    page.show_view("network")
    page.findChild(QScrollArea).verticalScrollBar().setValue(9999)
    page.show_view("drawing")
    qtbot.waitUntil(lambda: is_in_sight(page))
