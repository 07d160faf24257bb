"""From a signature in a mail to a person in the journal, and from a person to a phone, by keyboard alone."""

import pytest
from hands import CTRL, Hands, Key
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.domain.contacts import PointKind
from carnet.formats import vcard
from carnet.ui.contacts.code_panel import CodePanel
from carnet.ui.kit import codes

SIGNATURE = """Cordialement,

Zoé LACROIX
Cheffe de projet
Nova
Programme Horizon
06 39 98 77 01
zoe.lacroix@nova.example

Envoyé de mon iPhone"""


@pytest.fixture
def hands(application: Application, qtbot: QtBot) -> Hands:
    return Hands(application, qtbot)


def test_a_signature_is_pasted_corrected_added_and_taken_back(application: Application, hands: Hands) -> None:
    journal = application.journal
    assert journal is not None
    QGuiApplication.clipboard().setText(SIGNATURE)
    hands.press(Key.Key_V, CTRL)
    assert hands.name() == "Une personne par ligne"

    # The programme is no note but what she works for: the chip says so.
    hands.tab_to("Note, Programme Horizon")
    hands.press(Key.Key_Return)
    hands.choose("Société")
    hands.press(Key.Key_Return)
    (zoe,) = journal.contacts.find("Zoé Lacroix")
    sheet = journal.contacts.sheet(zoe.id)
    assert (sheet.title, sheet.organisation) == ("Cheffe de projet", "Programme Horizon")
    assert {point.kind for point in sheet.contact.points} == {PointKind.PHONE, PointKind.EMAIL}

    hands.press(Key.Key_Z, CTRL)
    assert not journal.contacts.find("Zoé Lacroix")
    hands.press(Key.Key_Escape)
    assert hands.name() != "Une personne par ligne"


def test_what_was_pasted_is_reached_by_tab_and_copied_from(application: Application, hands: Hands) -> None:
    QGuiApplication.clipboard().setText(SIGNATURE)
    hands.press(Key.Key_V, CTRL)
    hands.tab_to("Ce qui a été collé")
    hands.press(Key.Key_A, CTRL)
    hands.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == SIGNATURE


def test_my_card_is_held_out_to_a_phone(application: Application, hands: Hands, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    journal.contacts.make_my_card("Inès Morel")
    hands.press(Key.Key_K, CTRL)
    hands.type("ma carte en qr")
    hands.press(Key.Key_Return)

    panel = application.window.findChild(CodePanel)
    assert panel is not None
    assert panel.code is not None
    (text,) = codes.texts_of(panel.code.grab().toImage())
    assert vcard.read(text.encode()).drafts[0].last_name == "Morel"
    hands.press(Key.Key_Escape)
    assert QApplication.focusWidget() is not None
    assert panel.isHidden()
