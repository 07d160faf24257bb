"""Ways to reach a person: labels, the one used first, and what is on the sheet already; the two thresholds of a cadence."""

from dataclasses import replace
from datetime import timedelta

import pytest
from contacts_desk import TODAY, Desk, type_keys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.domain.dates import PartialDate
from carnet.domain.interactions import InteractionKind
from carnet.errors import Reason, Trouble
from carnet.ui.contacts.points import PointsList
from carnet.ui.kit.labels import Label

HELENE = "Hélène Vasseur"


@pytest.fixture
def points(desk: Desk) -> PointsList:
    desk.open(desk.contact(HELENE))
    return desk.page.sheet.facts.points


def add(qtbot: QtBot, points: PointsList, text: str) -> None:
    """Type a new way to reach the person and press Enter."""
    points.add.setFocus()
    qtbot.keyClick(points.add, Qt.Key.Key_Return)
    type_keys(points._editor, text)
    qtbot.keyClick(points._editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def stored(desk: Desk) -> Contact:
    return desk.journal.contacts.get(desk.contact(HELENE))


@pytest.mark.parametrize(
    "text",
    [
        "H.Vasseur@alize.example",
        "+33 6 39 98 41 07",
        "06.39.98.41.07",
        "https://fr.linkedin.com/in/helene-vasseur/?trk=abc",
        "linkedin.com/in/Helene-Vasseur",
    ],
)
def test_what_is_on_the_sheet_already_is_told_under_the_field(
    qtbot: QtBot, desk: Desk, points: PointsList, text: str
) -> None:
    before = stored(desk)
    add(qtbot, points, text)

    assert points._error.text() == "Déjà sur la fiche."
    assert points._editor.text() == text
    assert (stored(desk).points, stored(desk).profiles) == (before.points, before.profiles)


def test_a_pasted_profile_is_recognised_and_cleaned(qtbot: QtBot, desk: Desk, points: PointsList) -> None:
    add(qtbot, points, "https://www.facebook.com/helene.v?ref=bookmarks&__tn__=x")

    assert [profile.url for profile in stored(desk).profiles][-1] == "https://www.facebook.com/helene.v"


def test_an_incomplete_e_mail_is_told_under_the_field_and_stays(qtbot: QtBot, desk: Desk, points: PointsList) -> None:
    add(qtbot, points, "helene@")

    assert points._error.text() == "E-mail incomplet\u202f: complétez-le ou videz-le."
    assert points._editor.text() == "helene@"


def test_a_removal_that_the_disk_refuses_is_told_and_opens_no_empty_line(
    desk: Desk, points: PointsList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_fields: object) -> None:
        raise Trouble(Reason.DISK_FULL)

    monkeypatch.setattr(desk.journal.contacts, "edit", full)
    before = [line._text for line in points.lines()]
    points.lines()[0].removed.emit(points.lines()[0].reach)
    QApplication.processEvents()

    assert [line._text for line in points.lines()] == before
    assert points._error.text()
    assert points._editor.isHidden()


def test_a_number_is_shown_national_and_stored_for_the_country_chosen(
    qtbot: QtBot, desk: Desk, points: PointsList
) -> None:
    desk.journal.options = replace(desk.journal.options, country="BE")
    desk.page.sheet.refresh()
    add(qtbot, points, "0470 12 34 56")

    number = next(point for point in stored(desk).points if point.value == "0470 12 34 56")
    assert number.normalised == "+32470123456"
    assert "0470 12 34 56" in [line._text for line in points.lines()]
    assert "+33 6 39 98 41 07" in [line._text for line in points.lines()]


def test_a_label_is_chosen_by_keyboard_and_the_first_one_is_told(qtbot: QtBot, desk: Desk, points: PointsList) -> None:
    add(qtbot, points, "01 39 98 41 08")
    line = next(line for line in points.lines() if line._text == "01 39 98 41 08")
    line.more.setFocus()
    qtbot.keyClick(line.more, Qt.Key.Key_Space)
    menu = next(menu for menu in line.findChildren(QMenu) if menu.isVisible() and menu.parent() is line)
    labels = next(action.menu() for action in menu.actions() if action.menu())
    next(action for action in labels.actions() if action.text() == "pro").trigger()
    menu.close()
    QApplication.processEvents()

    line = next(line for line in points.lines() if line._text == "01 39 98 41 08")
    assert "pro" in [each.text() for each in line.findChildren(Label)]
    assert line.link.accessibleName() == f"Téléphone (pro) of {HELENE}: 01 39 98 41 08".replace(" of ", " de ").replace(
        ": ", "\u202f: "
    )

    line.preferred.emit(line.reach)
    QApplication.processEvents()
    first = next(line for line in points.lines() if line._text == "01 39 98 41 08")
    assert "pro, utilisé en premier" in [each.text() for each in first.findChildren(Label)]
    assert desk.journal.contacts.get(desk.contact(HELENE)).points[-1].label == "work"


def test_a_label_of_one_s_own_is_asked(desk: Desk, points: PointsList) -> None:
    desk.answers.text = "assistante"
    point = next(point for point in stored(desk).points if point.kind is PointKind.PHONE)
    points.label_asked.emit(point)

    assert next(each for each in stored(desk).points if each.kind is PointKind.PHONE).label == "assistante"


@pytest.mark.parametrize(
    ("days", "text", "tint"),
    [
        (20, "Prochain échange prévu le", "text2"),
        (31, "L’échange était prévu le", "warning"),
        (44, "L’échange était prévu le", "warning"),
        (45, "En retard\u202f: l’échange était prévu le", "danger"),
    ],
)
def test_a_cadence_has_two_thresholds(desk: Desk, days: int, text: str, tint: str) -> None:
    key = desk.journal.contacts.save(
        Contact(first_name="Zoé", cadence_days=30, points=(ContactPoint(kind=PointKind.EMAIL, value="zoe@a.example"),))
    )
    on = PartialDate.of(TODAY - timedelta(days=days))
    draft = ExchangeDraft(raw="x", occurred_on=on, kind=InteractionKind.CALL, summary="x")
    desk.journal.interactions.log([key], draft)
    desk.open(key)

    due = desk.page.sheet.facts.due
    assert due.text().startswith(text)
    assert due._tint == tint
