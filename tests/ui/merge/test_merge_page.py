"""« Fusionner deux fiches », driven by keys: rows, preview, answers, the search, and the way from pair to pair."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactPoint,
    Network,
    PointKind,
    SocialProfile,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.merging import MergeField, Side
from carnet.errors import CarnetError, Refused
from carnet.journal import FixedClock, Journal
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.ui.kit.theme import apply_theme
from carnet.ui.merge import MergePage
from carnet.ui.merge.apart_picker import ApartPicker
from carnet.ui.merge.table import columns
from carnet.words import merges

Key = Qt.Key
RESOURCES = Path(__file__).parents[3] / "resources"


def point(kind: PointKind, value: str) -> ContactPoint:
    return ContactPoint(kind=kind, value=value)


@dataclass
class Desk:
    page: MergePage
    journal: Journal
    signals: AppSignals
    pair: tuple[int, int]
    opened: list[int] = field(default_factory=list)
    errors: list[object] = field(default_factory=list)

    @property
    def table(self) -> QWidget:
        return self.page.pair.table

    def said(self, name: MergeField) -> str:
        """Return what a screen reader says of a row."""
        table = self.page.pair.table
        model = table.rows_model()
        for at in range(model.rowCount()):
            line = model.row_at(at)
            if line is not None and line.row.field is name:
                return str(model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole))
        raise LookupError(name)

    def go_to(self, qtbot: QtBot, name: MergeField) -> None:
        """Walk to a row with the arrow keys."""
        table = self.page.pair.table
        qtbot.keyClick(table, Key.Key_Home)
        for _step in range(20):
            line = table.current_line()
            if line is not None and line.row.field is name:
                return
            qtbot.keyClick(table, Key.Key_Down)
        raise LookupError(name)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "carnet.carnet", clock=FixedClock(day=date(2026, 11, 20)))
    yield opened
    opened.close()


@pytest.fixture
def desk(qtbot: QtBot, journal: Journal) -> Desk:
    phone = point(PointKind.PHONE, "06 39 98 30 62")
    one = journal.contacts.save(
        Contact(
            first_name="Camille",
            last_name="Sénéchal",
            affiliations=(Affiliation(organisation="Groupe Saulnier", title="Responsable achats"),),
            points=(point(PointKind.EMAIL, "c.senechal@saulnier.example"), phone),
            birthday=PartialDate("1983-11-21"),
            origin_channel=Channel.LINKEDIN,
            met_on=PartialDate("2024-03-12"),
            tags=("achats", "data"),
            circles=("Proche",),
            cadence_days=90,
            about="Décide\nvite",
            created_at=datetime(2024, 3, 12, 9, tzinfo=UTC),
        )
    )
    other = journal.contacts.save(
        Contact(
            first_name="Camille",
            last_name="Senechal",
            sphere=Sphere.PERSONAL,
            city="Brest",
            affiliations=(Affiliation(organisation="Saulnier", title="Acheteuse IT"),),
            points=(
                point(PointKind.EMAIL, "camille.s@poste.example"),
                phone,
                point(PointKind.URL, "https://c.example"),
            ),
            profiles=(SocialProfile(network=Network.LINKEDIN, url="https://www.linkedin.com/in/camille-31"),),
            tags=("portage",),
            about="Croisée à un salon",
        )
    )
    signals = AppSignals()
    page = MergePage(journal, signals, None, Tasks())  # type: ignore[arg-type]
    found = Desk(page, journal, signals, (one, other))
    journal.listen(signals.changed.emit)
    signals.changed.connect(page.on_changed)
    signals.contact_opened.connect(found.opened.append)
    signals.error_raised.connect(found.errors.append)
    qtbot.addWidget(page)
    page.resize(1104, 800)
    page.show()
    qtbot.waitExposed(page)
    return found


def add_pairs(journal: Journal, count: int) -> None:
    for at in range(count):
        for _time in range(2):
            name = f"Paire{chr(97 + at)}"
            journal.contacts.save(
                Contact(first_name="Zoé", last_name=name, points=(point(PointKind.EMAIL, f"{name}@a.fr"),))
            )


def search(qtbot: QtBot, desk: Desk) -> None:
    desk.page.search()
    qtbot.waitUntil(lambda: desk.page._progress is None)


def test_focus_starts_at_the_first_doubt_and_each_row_speaks(desk: Desk) -> None:
    desk.page.open_pair(*desk.pair)

    assert desk.table.hasFocus()
    line = desk.page.pair.table.current_line()
    assert line is not None
    assert line.row.field is MergeField.TITLE
    assert desk.said(MergeField.TITLE) == (
        "Poste, à vérifier. Fiche A\u202f: Responsable achats, choisi. Fiche B\u202f: Acheteuse IT"
    )
    assert desk.said(MergeField.PHONES) == "Téléphone, identique. 06 39 98 30 62"
    assert desk.said(MergeField.CITY) == "Ville, complété. Fiche A\u202f: vide. Fiche B\u202f: Brest, choisi"
    assert "LinkedIn, 12 mars 2024" in desk.said(MergeField.ORIGIN)
    assert desk.page.pair.verdict.accessibleName() == "Très probable"
    assert desk.page.pair.reasons.text().startswith("Même téléphone, même nom à un accent")


def test_the_preview_follows_each_choice(qtbot: QtBot, desk: Desk) -> None:
    desk.page.open_pair(*desk.pair)
    preview = desk.page.pair.preview
    assert preview.said[:3] == ("Camille Sénéchal", "Responsable achats", "Groupe Saulnier")
    assert any("S’écrit aussi" in text for text in preview.said)

    qtbot.keyClick(desk.table, Key.Key_Right)
    assert preview.said[1] == "Acheteuse IT"
    assert "choisi" in desk.said(MergeField.TITLE).split(".")[0]
    qtbot.keyClick(desk.table, Key.Key_Left)
    assert preview.said[1] == "Responsable achats"

    desk.go_to(qtbot, MergeField.EMAILS)
    qtbot.keyClick(desk.table, Key.Key_Right)
    qtbot.keyClick(desk.table, Key.Key_Space)
    assert "camille.s@poste.example" not in preview.said
    qtbot.keyClick(desk.table, Key.Key_Left)
    qtbot.keyClick(desk.table, Key.Key_Space)
    assert "c.senechal@saulnier.example" in preview.said, "the last box ticked stays"
    qtbot.keyClick(desk.table, Key.Key_B)
    assert {"c.senechal@saulnier.example", "camille.s@poste.example"} <= set(preview.said)


def test_space_confirms_a_single_value_and_closed_rows_do_not_move(qtbot: QtBot, desk: Desk) -> None:
    desk.page.open_pair(*desk.pair)
    table = desk.page.pair.table
    qtbot.keyClick(desk.table, Key.Key_Space)
    assert table.choices() == {MergeField.TITLE: Side.A}
    qtbot.keyClick(desk.table, Key.Key_B)
    assert table.choices() == {MergeField.TITLE: Side.A}
    desk.go_to(qtbot, MergeField.BIRTHDAY)
    qtbot.keyClick(desk.table, Key.Key_Right)
    assert table.choices() == {MergeField.TITLE: Side.A}


def test_a_click_takes_a_side_or_ticks_a_box(qtbot: QtBot, desk: Desk) -> None:
    desk.page.open_pair(*desk.pair)
    table = desk.page.pair.table
    found = columns(table.viewport().width())

    def click(name: MergeField, x: float) -> None:
        desk.go_to(qtbot, name)
        place = QPoint(round(x) + 10, table.row_rect().center().y())
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(MergeField.NAME, found.b)
    click(MergeField.TAGS, found.a)
    assert table.choices() == {MergeField.NAME: Side.B, MergeField.TAGS: Side.B}
    place = QPoint(round(found.b) + 10, table.row_rect().center().y())
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    click(MergeField.TAGS, 2)
    assert table.choices()[MergeField.TAGS] is Side.B


def test_all_from_a_takes_every_row_of_the_older_sheet(qtbot: QtBot, desk: Desk) -> None:
    desk.page.open_pair(*desk.pair)
    link = desk.page.pair.card.all_of_a
    link.setFocus()
    qtbot.keyClick(link, Key.Key_Return)
    assert set(desk.page.pair.table.choices().values()) == {Side.A}
    assert "camille.s@poste.example" not in desk.page.pair.preview.said


def test_ctrl_enter_merges_as_chosen_and_one_undo_separates(qtbot: QtBot, desk: Desk) -> None:
    one, other = desk.pair
    before = desk.journal.contacts.get(one)
    desk.page.open_pair(other, one)
    qtbot.keyClick(desk.table, Key.Key_Right)
    qtbot.keyClick(desk.table, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    kept = desk.journal.contacts.get(one)
    assert kept.affiliations[0].title == "Acheteuse IT"
    assert not desk.journal.contacts.is_shown(other)
    qtbot.waitUntil(lambda: desk.opened == [one])
    desk.journal.history.undo()
    assert desk.journal.contacts.get(one) == before
    assert desk.journal.contacts.is_shown(other)


def test_different_people_are_remembered_and_later_keeps_the_pair(qtbot: QtBot, desk: Desk) -> None:
    desk.page.open_pair(*desk.pair)
    qtbot.keyClick(desk.table, Key.Key_P)
    qtbot.waitUntil(lambda: desk.opened == [desk.pair[0]])
    assert len(desk.journal.duplicates.find()) == 1

    desk.page.open_pair(*desk.pair)
    qtbot.keyClick(desk.table, Key.Key_N)
    assert desk.journal.duplicates.find() == ()
    qtbot.waitUntil(lambda: desk.opened == [desk.pair[0], desk.pair[0]])


def test_the_search_lists_pairs_and_enter_walks_through_them(qtbot: QtBot, desk: Desk) -> None:
    add_pairs(desk.journal, 2)
    search(qtbot, desk)
    page = desk.page
    assert page.heading.text() == "Doublons probables"
    assert page.place.text() == "3 paires"
    model = page.list.model
    spoken = [model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert spoken[0] == "Zoé Pairea, Certain. Même e-mail, même nom."
    assert spoken[2].startswith("Camille Sénéchal et Camille Senechal, Très probable")

    assert page.list.table.hasFocus()
    qtbot.keyClick(page.list.table, Key.Key_Return)
    assert page.place.text() == "1 sur 3"
    qtbot.keyClick(desk.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.place.text() == "2 sur 3"
    qtbot.keyClick(desk.table, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert not page.previous.isEnabled()

    qtbot.keyClick(desk.table, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.place.text() == "1 sur 2"
    qtbot.keyClick(desk.table, Key.Key_P)
    assert page.place.text() == "2 sur 2"
    qtbot.keyClick(desk.table, Key.Key_N)
    assert page.heading.text() == "Doublons probables"
    assert page.place.text() == "1 paire"
    assert desk.opened == []

    desk.journal.history.undo()
    assert page.place.text() == "2 paires"
    desk.journal.history.undo()
    assert page.place.text() == "3 paires"


def test_back_and_the_button_lead_from_a_pair_to_the_list(qtbot: QtBot, desk: Desk) -> None:
    search(qtbot, desk)
    page = desk.page
    qtbot.keyClick(page.list.table, Key.Key_Return)
    assert page.panes()[0] is desk.table
    assert page.step_back()
    assert not page.step_back()
    before = desk.journal.contacts.total()
    for key, held in (
        (Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    ):
        qtbot.keyClick(page.list.table, key, held)
    assert (page.heading.text(), desk.journal.contacts.total()) == ("Doublons probables", before)
    assert page.panes() == (page.list,)
    qtbot.keyClick(page.list.table, Key.Key_Return)
    qtbot.mouseClick(page.all, Qt.MouseButton.LeftButton)
    assert page.heading.text() == "Doublons probables"
    qtbot.keyClick(page.list.table, Key.Key_Return)
    qtbot.keyClick(desk.table, Key.Key_N)
    assert page.list.empty.sentence.text() == "Toutes les paires ont été vues."


def test_a_search_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, desk: Desk) -> None:
    page = desk.page
    page.search()
    page.search()
    assert page.list.cancel.hasFocus()
    page.list.show_progress(42, 100)
    assert page.list.percent.text() == "Recherche des doublons… 42\u202f%"
    qtbot.keyClick(page.list.cancel, Key.Key_Return)
    qtbot.waitUntil(lambda: page._progress is None)
    assert desk.errors == []
    if not page._pairs:
        assert page.list.empty.sentence.text() == "La recherche a été arrêtée."


def test_a_search_that_ends_out_of_sight_says_what_it_found(qtbot: QtBot, desk: Desk) -> None:
    told: list[str] = []
    desk.signals.toast_asked.connect(lambda text, _action: told.append(text))
    desk.page.hide()
    search(qtbot, desk)
    assert told == ["1 paire de doublons probables."]


def test_a_search_that_fails_presents_why(qtbot: QtBot, desk: Desk) -> None:
    desk.page._on_failed(Refused("not_found"))
    assert isinstance(desk.errors[0], Refused)
    assert desk.page.list.empty.sentence.text() == "La recherche a été arrêtée."


def test_people_told_apart_before_can_still_be_looked_at(desk: Desk) -> None:
    desk.journal.contacts.mark_not_same(*desk.pair)
    desk.page.open_pair(*desk.pair)
    desk.journal.contacts.edit(desk.pair[0], nickname="Cam")
    assert desk.page.heading.text() == "Fusionner deux fiches"
    assert "Cam" in desk.said(MergeField.NICKNAME)


def test_a_journal_without_duplicates_says_so(qtbot: QtBot, desk: Desk) -> None:
    desk.journal.contacts.delete(desk.pair[1])
    qtbot.mouseClick(desk.page.list.empty.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.page._progress is None)
    assert "Aucun doublon" in desk.page.list.empty.sentence.text()


def test_what_was_chosen_outlives_a_change_from_elsewhere(qtbot: QtBot, desk: Desk) -> None:
    desk.page.open_pair(*desk.pair)
    qtbot.keyClick(desk.table, Key.Key_Right)
    desk.journal.contacts.edit(desk.pair[1], city="Lorient")
    assert desk.page.pair.table.choices() == {MergeField.TITLE: Side.B}
    assert "Lorient" in desk.page.pair.preview.said
    desk.journal.contacts.delete(desk.pair[1])
    assert desk.page.heading.text() == "Doublons probables"


def test_two_people_with_nothing_in_common_can_be_merged_all_the_same(desk: Desk) -> None:
    other = desk.journal.contacts.save(Contact(first_name="Marc", last_name="Ouali"))
    desk.page.open_pair(desk.pair[0], other)
    assert desk.page.pair.reasons.text() == "Rien ne les rapproche, sinon votre choix."
    assert not desk.page.pair.verdict.isVisible()
    assert any("reste un autre nom" in text for text in desk.page.pair.preview.said)


def test_somebody_who_is_gone_is_told(desk: Desk) -> None:
    desk.page.open_pair(desk.pair[0], 9_999)
    assert isinstance(desk.errors[0], CarnetError)


@pytest.mark.parametrize(("width", "beside"), [(1104, True), (848, False), (520, False)])
def test_the_preview_goes_under_the_rows_where_there_is_no_room(
    qtbot: QtBot, desk: Desk, width: int, beside: bool
) -> None:
    desk.page.open_pair(*desk.pair)
    desk.page.resize(width, 560)
    pair = desk.page.pair
    qtbot.waitUntil(lambda: (pair.preview.x() > pair.card.x()) is beside)
    assert desk.page.width() == width


def test_large_text_keeps_the_current_row_in_sight(qtbot: QtBot, desk: Desk, qapp: object) -> None:
    apply_theme(qapp, "dark", RESOURCES, scale=2.0)  # type: ignore[arg-type]
    desk.page.resize(1280, 700)
    desk.page.open_pair(*desk.pair)
    for _step in range(12):
        qtbot.keyClick(desk.table, Key.Key_Down)
    area = desk.page.pair.area
    place = desk.page.pair.table.viewport().mapTo(area.viewport(), desk.page.pair.table.row_rect().center())
    assert 0 <= place.y() <= area.viewport().height()
    desk.page.grab()


def test_hovering_a_row_tells_both_values_in_full(desk: Desk) -> None:
    desk.page.open_pair(*desk.pair)
    table = desk.page.pair.table
    delegate = table.itemDelegate()
    line = table.current_line()
    assert delegate.tip(line) == "Responsable achats\nAcheteuse IT"
    assert delegate.tip(None) == ""
    assert merges.value(MergeField.NOTES, ("Décide\nvite",)) == "Décide vite"


def test_a_pair_told_apart_is_compared_again_by_key_and_back_at_once(qtbot: QtBot, desk: Desk) -> None:
    assert not desk.page.apart.isVisible()
    desk.journal.contacts.mark_not_same(*desk.pair)
    qtbot.waitUntil(desk.page.apart.isVisible)

    desk.page.apart.setFocus()
    qtbot.keyClick(desk.page.apart, Key.Key_Space)
    picker = next(each for each in desk.page.findChildren(ApartPicker) if each.isVisible())
    desk.page.resize(640, 340)  # as at 200 %
    qtbot.wait(1)
    foot = picker._buttons[-1]
    assert foot.mapTo(picker.panel, foot.rect().bottomLeft()).y() < picker.panel.height()
    qtbot.keyClicks(picker.search, "zzz")
    assert picker.model.rowCount() == 0
    picker.search.clear()
    qtbot.keyClick(picker.search, Key.Key_Return)

    assert desk.journal.duplicates.apart() == ()
    assert {desk.page.pair.sheet.a.contact.id, desk.page.pair.sheet.b.contact.id} == set(desk.pair)
    desk.journal.history.undo()
    assert [{pair.first, pair.second} for pair in desk.journal.duplicates.apart()] == [set(desk.pair)]
