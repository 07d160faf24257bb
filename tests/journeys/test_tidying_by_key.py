"""An afternoon of tidying by keyboard alone: organisations, doubles, several people at once, the bin and the history."""

import pytest
from hands import ALT, CTRL, SHIFT, Hands, Key
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.journal import Journal
from carnet.ui.contacts import ContactsPage
from carnet.ui.merge import MergePage


@pytest.fixture
def hands(application: Application, qtbot: QtBot) -> Hands:
    return Hands(application, qtbot)


@pytest.fixture
def journal(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


def contacts(application: Application) -> ContactsPage:
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    return page


# -- organisations --------------------------------------------------------------------------------------------------


def test_an_organisation_is_found_renamed_and_merged_and_one_undo_parts_them(
    application: Application, hands: Hands, journal: Journal, qtbot: QtBot
) -> None:
    double = journal.organisations.add("Mutuelle Alise")
    there = journal.organisations.known("Mutuelle Alizé")
    assert there is not None
    hands.press(Key.Key_K, CTRL)
    hands.type("Mutuelle Alise")
    hands.press(Key.Key_Return)
    page = contacts(application)
    assert page.scope() == "organisations"
    assert page.organisations.sheet.organisation_id() == double

    hands.tab_to("Ville")
    hands.press(Key.Key_F2)
    hands.write("Bordeaux")
    hands.press(Key.Key_Return)
    assert journal.organisations.sheet(double).city == "Bordeaux"

    hands.tab_to("Autres actions pour Mutuelle Alise")
    hands.press(Key.Key_Space)
    hands.choose("Fusionner avec une autre organisation")
    hands.type("Mutuelle Alizé")
    qtbot.wait(50)
    hands.press(Key.Key_Return)
    names = {row.name for row in journal.organisations.rows()}
    assert len(names & {"Mutuelle Alise", "Mutuelle Alizé"}) == 1

    hands.press(Key.Key_Z, CTRL)
    names = {row.name for row in journal.organisations.rows()}
    assert names >= {"Mutuelle Alise", "Mutuelle Alizé"}


def test_tab_goes_round_the_sheet_of_an_organisation_and_back_to_its_list(
    application: Application, hands: Hands, journal: Journal
) -> None:
    for name in ("Mutuelle Alizé", "Passagère"):
        application.open_organisation(journal.organisations.add(name))
        hands.tab_to("Ville")
        hands.tab_to("Réglages")
        hands.tab_to("Organisations")
        hands.tab_to("Nom")
        hands.tab_to("Réglages", back=True)


# -- doubles --------------------------------------------------------------------------------------------------------


@pytest.fixture
def doubles(journal: Journal) -> tuple[int, int, int]:
    """Zoé twice, by one e-mail; and her brother at the same switchboard."""
    mail = (ContactPoint(kind=PointKind.EMAIL, value="zoe@kervadec.example"),)
    phone = (ContactPoint(kind=PointKind.PHONE, value="06 39 98 77 01"),)
    save = journal.contacts.save
    zoe = save(Contact(first_name="Zoé", last_name="Kervadec", points=(*mail, *phone)))
    other = save(Contact(first_name="Zoé", last_name="Kervadek", points=mail))
    return int(zoe), int(other), int(save(Contact(first_name="Yann", last_name="Kervadec", points=phone)))


def test_doubles_are_found_one_merged_one_told_apart_and_both_taken_back(
    application: Application, hands: Hands, journal: Journal, doubles: tuple[int, int, int], qtbot: QtBot
) -> None:
    zoe, other, brother = doubles
    before = journal.exports.everything()
    hands.press(Key.Key_K, CTRL)
    hands.type("Chercher les doublons")
    hands.press(Key.Key_Return)
    page = application.window.current_page()
    assert isinstance(page, MergePage)
    qtbot.waitUntil(lambda: page.list.model.rowCount() > 0)

    for _pair in range(page.list.model.rowCount()):
        if page.stack.currentWidget() is not page.pair:
            hands.press(Key.Key_Return)
        if page._current in {(zoe, other), (other, zoe)}:
            hands.press(Key.Key_Return, CTRL)
        elif page._current is not None and brother in page._current:
            hands.tab_to("Ce ne sont pas les mêmes")
            hands.press(Key.Key_Space)
        else:
            hands.press(Key.Key_Down, ALT)
    assert sum(journal.contacts.is_shown(key) for key in (zoe, other)) == 1
    kept = zoe if journal.contacts.is_shown(zoe) else other
    assert (min(kept, brother), max(kept, brother)) not in journal.duplicates.standing([(kept, brother)])

    hands.press(Key.Key_Z, CTRL, times=2)
    assert journal.exports.everything() == before


# -- several people at once -----------------------------------------------------------------------------------------


def test_several_people_are_tagged_planned_and_put_into_the_bin_each_one_undo(
    application: Application, hands: Hands, journal: Journal, qtbot: QtBot
) -> None:
    hands.press(Key.Key_2, CTRL)
    page = contacts(application)
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Down, SHIFT, times=3)
    people = page.list.table.selected_ids()
    assert len(people) == 4
    tags = [journal.contacts.get(key).tags for key in people]

    hands.tab_to("Agir sur la sélection", back=True)
    hands.press(Key.Key_Space)
    hands.choose("Ajouter une étiquette", "finops")
    assert all("finops" in journal.contacts.get(key).tags for key in people)
    qtbot.waitUntil(lambda: page.list.table.selected_ids() == people)

    hands.tab_to("Agir sur la sélection", back=True)
    hands.press(Key.Key_Space)
    hands.choose("Relancer", "Dans une semaine")
    assert all(journal.follow_ups.for_contact(key) for key in people)

    hands.tab_to("Contacts")
    hands.press(Key.Key_Delete)
    assert not any(journal.contacts.is_shown(key) for key in people)

    hands.press(Key.Key_Z, CTRL)
    assert all(journal.contacts.is_shown(key) for key in people)
    hands.press(Key.Key_Z, CTRL, times=2)
    assert [journal.contacts.get(key).tags for key in people] == tags


# -- the bin and the history ----------------------------------------------------------------------------------------


def test_two_people_come_back_from_the_bin_as_one_deed(
    application: Application, hands: Hands, journal: Journal
) -> None:
    marc, karim = (int(journal.contacts.find(name)[0].id) for name in ("Marc Delcourt", "Karim Ouali"))
    journal.contacts.delete(marc)
    journal.contacts.delete(karim)
    hands.press(Key.Key_K, CTRL)
    hands.type("Corbeille")
    hands.press(Key.Key_Return)
    assert application.window.key == "trash"
    hands.tab_to("À la corbeille")
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Return)
    assert journal.contacts.is_shown(marc)
    assert journal.contacts.is_shown(karim)

    hands.press(Key.Key_Z, CTRL)
    assert not journal.contacts.is_shown(marc)
    assert not journal.contacts.is_shown(karim)


def test_an_older_deed_is_found_in_the_history_looked_into_and_taken_back_alone(
    application: Application, hands: Hands, journal: Journal
) -> None:
    helene = int(journal.contacts.find("Hélène Vasseur")[0].id)
    city = journal.contacts.get(helene).city
    journal.contacts.edit(helene, city="Bayonne")
    journal.labels.save_circle("Escalade")
    hands.press(Key.Key_H, CTRL)
    assert application.window.key == "history"
    hands.press(Key.Key_F, CTRL)
    hands.type("Vasseur")
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    hands.tab_to("Gestes")
    hands.press(Key.Key_Space)

    assert journal.contacts.get(helene).city == city
    assert "Escalade" in {circle.name for circle in journal.labels.circles()}
    hands.press(Key.Key_Space)
    assert journal.contacts.get(helene).city == "Bayonne"
