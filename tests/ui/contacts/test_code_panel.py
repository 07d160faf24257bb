"""A person as a QR code on the screen: what a phone would read from it, whatever the theme and the size of the text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.app import Application, dress
from carnet.domain.contacts import Affiliation, Contact, ContactPoint, PointKind
from carnet.formats import vcard
from carnet.settings import Settings
from carnet.ui.contacts import ContactsPage
from carnet.ui.contacts.code_panel import CodePanel
from carnet.ui.kit import codes
from carnet.ui.kit.labels import Label

CLAIRE = Contact(
    first_name="Claire",
    last_name="Dupont",
    affiliations=(Affiliation(organisation="Acme", title="DSI"),),
    points=(ContactPoint(kind=PointKind.EMAIL, value="claire@acme.example", normalised="claire@acme.example"),),
)


@pytest.mark.parametrize(
    ("settings", "size"),
    [
        (Settings(theme="light"), (1280, 800)),
        (Settings(theme="dark"), (1280, 800)),
        (Settings(theme="light", text_scale=2.0), (960, 600)),
        (Settings(theme="dark"), (480, 400)),
    ],
)
def test_the_screen_is_read_as_the_card(
    qtbot: QtBot, qapp: QApplication, settings: Settings, size: tuple[int, int]
) -> None:
    dress(qapp, settings)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    panel = CodePanel(window, CLAIRE, "Claire Dupont")
    panel.open()

    assert panel.code is not None
    grabbed = panel.code.grab().toImage()
    (text,) = codes.texts_of(grabbed)
    (draft,) = vcard.read(text.encode()).drafts
    assert (draft.first_name, draft.title, draft.organisation) == ("Claire", "DSI", "Acme")
    assert draft.points[0].value == "claire@acme.example"
    # The quiet zone is white in the dark, too.
    assert grabbed.pixelColor(2, 2) == QColor("white")


def test_what_the_code_says_stands_beside_it_and_is_told_to_screen_readers(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    panel = CodePanel(window, CLAIRE, "Claire Dupont")

    assert panel.code is not None
    assert panel.code.accessibleName() == "Claire Dupont en QR code"
    assert panel.code.accessibleDescription() == "Claire Dupont, DSI, Acme, claire@acme.example"
    assert {"Claire Dupont", "DSI", "Acme", "claire@acme.example"} <= {
        each.text() for each in panel.findChildren(Label)
    }


def test_it_is_opened_from_the_menu_of_the_sheet_and_closed_by_escape(application: Application, qtbot: QtBot) -> None:
    assert application.journal is not None
    application.open_contact(application.journal.contacts.find("Hélène Vasseur")[0].id)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.sheet.act("code")
    (panel,) = application.window.findChildren(CodePanel)

    assert panel.code is not None
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_my_card_is_shown_by_a_command_that_first_asks_my_name(application: Application, answers: Answers) -> None:
    answers.text = "Inès Morel"
    application.commands.actions["my_code"].trigger()
    (panel,) = application.window.findChildren(CodePanel)

    assert panel.title.text() == "Ma carte en QR code"
    assert panel.code is not None
    assert "Inès Morel" in panel.code.accessibleDescription()
