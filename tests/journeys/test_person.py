"""A person, by keyboard alone: notes, introductions, one's own card, letters, paper, and ways to reach her."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, type_text
from carnet.app import Application
from carnet.domain.dates import PartialDate
from carnet.domain.interactions import InteractionKind
from carnet.journal import Journal
from carnet.ui.contacts import ContactsPage
from carnet.ui.contacts.introduction_form import IntroductionForm
from carnet.ui.palette import Palette
from carnet.ui.preferences.letter_form import LetterForm
from pdf_text import pages

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL = Modifier.ControlModifier
HELENE = "Hélène Vasseur"


class Programs(QObject):
    """Stands in for the programs of the system: takes what they are asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def programs() -> Iterator[Programs]:
    made = Programs()
    for scheme in ("mailto", "https"):
        QDesktopServices.setUrlHandler(scheme, made, "take")
    yield made
    for scheme in ("mailto", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


def journal_of(application: Application) -> Journal:
    assert application.journal is not None
    return application.journal


def press(qtbot: QtBot, key: Key, keys: Modifier = Modifier.NoModifier) -> None:
    """Press a key where the focus is."""
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, keys)
    QApplication.processEvents()


def type_here(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    type_text(focus, text)


def palette(application: Application, qtbot: QtBot, text: str) -> None:
    """Ask the palette for something and take its first answer."""
    qtbot.keyClick(application.window, Key.Key_K, CTRL)
    found = application.window.findChildren(Palette)[-1]
    type_text(found.field, text)
    qtbot.keyClick(found.field, Key.Key_Return)
    QApplication.processEvents()


def tab_to(qtbot: QtBot, wanted: QWidget) -> None:
    """Go to a control by Tab; it is found within a round."""
    for _turn in range(200):
        if QApplication.focusWidget() is wanted:
            return
        press(qtbot, Key.Key_Tab)
    raise AssertionError(wanted)


def opened(application: Application, qtbot: QtBot, name: str = HELENE) -> ContactsPage:
    palette(application, qtbot, f"@{name}")
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(page.sheet.header.name.isVisible)
    qtbot.waitUntil(lambda: not page.sheet._waiting)  # for the facts, which come in a turn of their own
    return page


def choose(menu: QMenu, qtbot: QtBot, text: str) -> None:
    """Walk down a menu to a line and press Enter."""
    for _turn in range(30):
        current = menu.activeAction()
        if current is not None and current.text() == text:
            qtbot.keyClick(menu, Key.Key_Return)
            QApplication.processEvents()
            return
        qtbot.keyClick(menu, Key.Key_Down)
    raise AssertionError(text)


def shown_menu(parent: QWidget) -> QMenu:
    return next(menu for menu in parent.findChildren(QMenu) if menu.isVisible())


def press_toast(application: Application, qtbot: QtBot) -> None:
    """Tab to the action of the last message and press it."""
    toast = application.window.toasts.shown()[-1]
    link = next(each for each in toast.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
    link.setFocus()
    press(qtbot, Key.Key_Space)


def test_notes_are_typed_plain_and_read_formatted(application: Application, qtbot: QtBot, programs: Programs) -> None:
    page = opened(application, qtbot)
    notes = page.sheet.facts.notes
    page.sheet.composer.line.setFocus()
    tab_to(qtbot, notes.area)
    type_here("Aime les **cartes**, voir https://alize.example/plan")
    press(qtbot, Key.Key_Escape)

    assert notes.view.toPlainText() == "Aime les cartes, voir https://alize.example/plan"
    assert QApplication.focusWidget() is notes.view
    press(qtbot, Key.Key_Tab)
    press(qtbot, Key.Key_Return)
    assert programs.opened == ["https://alize.example/plan"]

    press(qtbot, Key.Key_F2)
    assert notes.area.hasFocus()
    assert notes.area.toPlainText().startswith("Aime les **cartes**")
    press(qtbot, Key.Key_Escape)
    qtbot.keyClick(application.window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: journal_of(application).contacts.get(page.sheet.contact_id() or 0).about == "")


def test_a_chain_of_introductions_is_followed_and_a_date_is_repaired(application: Application, qtbot: QtBot) -> None:
    journal = journal_of(application)
    marc, helene = (int(journal.contacts.find(name)[0].id) for name in ("Marc Delcourt", HELENE))
    known = journal.contacts.sheet(helene).introductions_received[0]
    journal.introductions.edit(known.id, occurred_on=PartialDate("2001"))
    page = opened(application, qtbot)
    listed = page.sheet.facts.introductions
    assert listed.balance.text() == "Vous lui devez 2 mises en relation."

    page.sheet.composer.line.setFocus()
    repair = next(each for each in listed.findChildren(QWidget) if each.accessibleName().startswith("Corriger"))
    tab_to(qtbot, repair)
    press(qtbot, Key.Key_Return)
    form = application.window.findChild(IntroductionForm)
    assert form is not None
    tab_to(qtbot, form.day.line)
    qtbot.keyClick(form.day.line, Key.Key_A, CTRL)
    type_here("2024-02-08")
    tab_to(qtbot, form.note.area)
    type_here("Par un café.")
    tab_to(qtbot, form._buttons[-1])
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: journal.contacts.sheet(helene).doubts == ())
    assert journal.contacts.sheet(helene).introductions_received[0].note == "Par un café."
    qtbot.waitUntil(lambda: "Par un café." in [each.line.note for each in listed.lines() if hasattr(each, "line")])

    page.sheet.composer.line.setFocus()
    tab_to(qtbot, listed.chain.steps()[0])
    press(qtbot, Key.Key_Return)
    assert page.sheet.contact_id() == marc


def test_one_s_own_card_is_made_filled_and_kept_apart(application: Application, qtbot: QtBot, answers: Answers) -> None:
    journal = journal_of(application)
    before = journal.contacts.total()
    answers.text = "Camille Aubert"
    palette(application, qtbot, ">ma carte")
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    key = journal.contacts.my_card()
    assert page.sheet.contact_id() == key
    assert page.sheet.header.badge.text() == "Ma carte"
    assert not page.sheet.composer.isVisible()

    page.sheet.facts.points.add.setFocus()
    press(qtbot, Key.Key_Return)
    type_here("06 39 98 10 20")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(journal.contacts.get(key or 0).points))

    assert page.sheet.contact_id() == key
    assert journal.contacts.total() == before
    assert journal.search.find("Camille Aubert") == ()


def test_a_letter_is_written_logged_and_taken_back(
    application: Application, qtbot: QtBot, programs: Programs, answers: Answers
) -> None:
    journal = journal_of(application)
    journal.contacts.make_my_card("Camille Aubert")
    page = opened(application, qtbot)
    key = page.sheet.contact_id() or 0
    before = journal.contacts.sheet(key).timeline_total

    page.sheet.composer.line.setFocus()
    press(qtbot, Key.Key_E, CTRL | Modifier.ShiftModifier)
    choose(shown_menu(page.sheet), qtbot, "Reprise de contact")
    [url] = programs.opened
    body = parse_qs(urlsplit(url).query)["body"][0]
    assert url.startswith("mailto:h.vasseur@alize.example?subject=Des%20nouvelles&body=Bonjour%20H%C3%A9l%C3%A8ne")
    assert body.endswith("Camille Aubert")

    press_toast(application, qtbot)
    qtbot.waitUntil(lambda: journal.contacts.sheet(key).timeline_total == before + 1)
    assert journal.contacts.sheet(key).timeline[0].kind == InteractionKind.EMAIL
    qtbot.keyClick(application.window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: journal.contacts.sheet(key).timeline_total == before)


def test_the_palette_writes_to_the_person_shown(application: Application, qtbot: QtBot, programs: Programs) -> None:
    opened(application, qtbot)
    palette(application, qtbot, ">ecrire remerciement")
    assert programs.opened[0].startswith("mailto:h.vasseur@alize.example?subject=Merci")

    application.window.show_page("missions")
    palette(application, qtbot, ">ecrire message vide")
    assert application.window.key == "contacts"
    assert len(programs.opened) == 1


def test_a_follow_up_is_answered_by_its_letter_and_finished(
    application: Application, qtbot: QtBot, programs: Programs
) -> None:
    journal = journal_of(application)
    list_ = application.window.pages["today"].follow_ups
    list_.setFocus()
    line = next(each for each in journal.today.sheet().follow_ups if each.email)
    list_.select_id(line.id)

    press(qtbot, Key.Key_E)
    assert programs.opened[0].startswith(f"mailto:{line.email}?subject=")
    press_toast(application, qtbot)

    qtbot.waitUntil(lambda: journal.follow_ups.get(line.id).state == "done")
    assert journal.contacts.sheet(line.contact_id).timeline[0].kind == InteractionKind.EMAIL
    qtbot.keyClick(application.window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: journal.follow_ups.get(line.id).state != "done")


def test_a_template_is_written_and_an_unknown_field_is_told_in_place(
    application: Application, qtbot: QtBot, programs: Programs
) -> None:
    palette(application, qtbot, ">modeles de lettres")
    assert application.window.key == "preferences"
    press(qtbot, Key.Key_Space)
    form = application.window.findChild(LetterForm)
    assert form is not None
    assert QApplication.focusWidget() is form.subject.line
    qtbot.keyClick(form.subject.line, Key.Key_A, CTRL)
    type_here("Merci, {prenon}")
    assert form.subject.error.text() == "{prenon} n’est pas un champ."
    tab_to(qtbot, form._buttons[-1])
    press(qtbot, Key.Key_Return)
    assert form.isVisible()

    tab_to(qtbot, form.subject.line)
    press(qtbot, Key.Key_End)
    for _letter in "prenon}":
        press(qtbot, Key.Key_Backspace)
    type_here("prénom}")
    assert not form.subject.error.text()
    tab_to(qtbot, form._buttons[-1])
    press(qtbot, Key.Key_Return)
    assert application.settings.letters[0][:2] == ("thanks", "Merci, {prénom}")

    opened(application, qtbot)
    palette(application, qtbot, ">ecrire remerciement")
    assert "subject=Merci%2C%20H%C3%A9l%C3%A8ne" in programs.opened[0]


def test_a_sheet_and_a_list_are_kept_as_pdf(
    application: Application, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    opened(application, qtbot)
    answers.path = tmp_path / "fiche.pdf"
    palette(application, qtbot, ">fiche en pdf")
    assert HELENE in pages(answers.path.read_bytes())[0]

    answers.path = tmp_path / "liste.pdf"
    qtbot.keyClick(application.window, Key.Key_F, CTRL)
    type_here("étiquette:cloud")
    palette(application, qtbot, ">liste en pdf")
    qtbot.waitUntil(lambda: answers.path is not None and answers.path.exists())
    read = pages(answers.path.read_bytes())
    assert "étiquette:cloud" in read[0]
    assert HELENE in "\n".join(read)


def test_a_way_to_reach_somebody_is_labelled_and_put_first(application: Application, qtbot: QtBot) -> None:
    journal = journal_of(application)
    page = opened(application, qtbot)
    key, points = page.sheet.contact_id() or 0, page.sheet.facts.points
    page.sheet.composer.line.setFocus()
    tab_to(qtbot, points.add)
    press(qtbot, Key.Key_Return)
    type_here("helene@maison.example")
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: any(line._text == "helene@maison.example" for line in points.lines()))

    page.sheet.composer.line.setFocus()
    tab_to(qtbot, next(line for line in points.lines() if line._text == "helene@maison.example").more)
    press(qtbot, Key.Key_Space)
    line = next(line for line in points.lines() if line._text == "helene@maison.example")
    choose(shown_menu(line), qtbot, "Utiliser en premier")

    qtbot.waitUntil(lambda: points.lines()[0]._text == "helene@maison.example")
    point = next(each for each in journal.contacts.get(key).points if each.value == "helene@maison.example")
    assert point.is_primary
