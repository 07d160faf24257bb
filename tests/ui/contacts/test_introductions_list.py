"""Introductions on the sheet of a person: who owes whom, the chain drawn, and what is repaired."""

from typing import cast

import pytest
from contacts_desk import Desk, type_keys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import Contact
from carnet.domain.dates import PartialDate
from carnet.domain.introductions import Means
from carnet.ui.contacts.introduction_form import IntroductionForm
from carnet.ui.contacts.introductions import IntroductionsList, _Doubt, _Line
from carnet.ui.kit.labels import Label, LinkLabel
from carnet.ui.kit.page import tab_stops


def shown(desk: Desk, name: str) -> IntroductionsList:
    desk.open(desk.contact(name))
    return desk.page.sheet.facts.introductions


def lines(listed: IntroductionsList) -> list[_Line]:
    return [cast("_Line", each) for each in listed.lines() if isinstance(each, _Line)]


def texts(listed: IntroductionsList) -> list[str]:
    return [each.text() for each in listed.findChildren(Label) if each.isVisibleTo(listed)]


def test_what_was_received_and_given_stands_with_its_day_and_story(desk: Desk) -> None:
    listed = shown(desk, "Hélène Vasseur")

    assert [line.other.name for line in lines(listed)] == ["Marc Delcourt", "Pascaline Sabatier", "Bruno Alessandri"]
    told = texts(listed)
    assert "Vous lui devez 2 mises en relation." in told
    assert told.index("Présentation par") < told.index("A présenté")
    assert "8 février 2024" in told
    assert "Mise en relation chaleureuse." in told


def test_somebody_without_introductions_has_no_such_section(desk: Desk) -> None:
    desk.open(desk.journal.contacts.save(Contact(first_name="Zoé")))

    assert not desk.page.sheet.facts._introductions.isVisibleTo(desk.page.sheet.facts)


def test_the_chain_is_drawn_and_its_people_are_reached_by_keyboard(qtbot: QtBot, desk: Desk) -> None:
    listed = shown(desk, "Bruno Alessandri")
    steps = listed.chain.steps()

    assert [step.node.title for step in steps] == ["Marc Delcourt", "Hélène Vasseur", "Bruno Alessandri"]
    assert listed.chain.accessibleDescription() == listed.told.text()
    assert listed.told.text().startswith("Au départ\u202f: Marc Delcourt (")
    assert [step.focusPolicy() & Qt.FocusPolicy.TabFocus != Qt.FocusPolicy.NoFocus for step in steps] == [
        True,
        True,
        False,
    ]

    steps[0].setFocus()
    qtbot.keyClick(steps[0], Qt.Key.Key_Return)
    assert desk.page.sheet.contact_id() == desk.contact("Marc Delcourt")


def test_tab_goes_through_the_introductions_in_reading_order(qtbot: QtBot, desk: Desk) -> None:
    listed = shown(desk, "Hélène Vasseur")
    wanted = [stop for line in lines(listed) for stop in tab_stops(line)]
    wanted += [listed.chain.steps()[0]]
    wanted[0].setFocus()
    seen = []
    for _turn in wanted:
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)

    assert seen == wanted


@pytest.fixture
def early(desk: Desk) -> int:
    """A person whose introduction is dated before its introducer was met."""
    marc, karim = desk.contact("Marc Delcourt"), desk.contact("Karim Ouali")
    desk.journal.introductions.save(marc, karim, occurred_on=PartialDate("2001"))
    return karim


def test_an_impossible_date_is_repaired_by_keyboard(qtbot: QtBot, desk: Desk, early: int) -> None:
    listed = shown(desk, "Karim Ouali")
    doubt = next(each for each in listed.lines() if isinstance(each, _Doubt))
    assert "datée d’avant" in " ".join(texts(listed))

    repair = doubt.findChildren(LinkLabel)[0]
    repair.setFocus()
    qtbot.keyClick(repair, Qt.Key.Key_Return)
    form = desk.page.window().findChild(IntroductionForm)
    assert form is not None
    form.day.line.selectAll()
    type_keys(form.day.line, "12/03/2026")
    form.means.choose(Means.CALL.value)
    form.note.area.setPlainText("Par téléphone.")
    form._on_save()

    assert not [each for each in listed.lines() if isinstance(each, _Doubt)]
    told = desk.journal.contacts.sheet(early).introductions_received[-1]
    assert (told.occurred_on, told.note) == ("2026-03-12", "Par téléphone.")
    desk.journal.history.undo()
    assert [each for each in listed.lines() if isinstance(each, _Doubt)]


def test_an_introduction_is_forgotten_from_its_form(desk: Desk, early: int) -> None:
    listed = shown(desk, "Karim Ouali")
    before = len(lines(listed))
    lines(listed)[0]._on_edit()
    form = desk.page.window().findChild(IntroductionForm)
    assert form is not None
    form.remove.click()

    assert len(lines(listed)) == before - 1


def test_a_day_that_does_not_exist_is_told_under_its_field(desk: Desk) -> None:
    listed = shown(desk, "Hélène Vasseur")
    lines(listed)[0]._on_edit()
    form = desk.page.window().findChild(IntroductionForm)
    assert form is not None
    form.day.line.setText("31/02/2024")
    form._on_save()

    assert form.isVisible()
    assert form.day.error.text() == "Cette date n’existe pas."


def test_of_many_introductions_the_latest_are_shown_and_the_others_on_demand(qtbot: QtBot, desk: Desk) -> None:
    hub = int(desk.journal.contacts.save(Contact(first_name="Zoé")))
    for number in range(20):
        other = desk.journal.contacts.save(Contact(first_name=f"Personne {number:02}"))
        desk.journal.introductions.save(hub, other, occurred_on=PartialDate(f"2024-01-{number + 1:02}"))
    desk.open(hub)
    listed = desk.page.sheet.facts.introductions
    assert [line.other.name for line in lines(listed)] == [f"Personne {number:02}" for number in range(8, 20)]

    others = next(each for each in listed.lines() if isinstance(each, LinkLabel))
    assert others.text() == "Afficher les 8 plus anciennes"
    others.setFocus()
    qtbot.keyClick(others, Qt.Key.Key_Return)

    assert len(lines(listed)) == 20
    assert desk.page.sheet.facts.introductions.isAncestorOf(QApplication.focusWidget())
