"""« Écrire »: a letter is filled, handed over and logged; the templates are the user's."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from contacts_desk import Desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import Contact, ContactPoint, PointKind
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.letters import LONGEST_ADDRESS, LetterKind

HELENE = "Hélène Vasseur"
Offer = tuple[str, str, Callable[[], object]]


@pytest.fixture
def offers(desk: Desk) -> list[Offer]:
    """What was offered after a mail was opened."""
    made: list[Offer] = []
    desk.signals.offer_made.connect(lambda text, action, run: made.append((text, action, run)))
    desk.journal.contacts.save(
        Contact(
            first_name="Camille",
            last_name="Aubert",
            is_me=True,
            points=(ContactPoint(kind=PointKind.PHONE, value="06 39 98 10 20"),),
        )
    )
    desk.open(desk.contact(HELENE))
    return made


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def choose(desk: Desk, qtbot: QtBot, place: int) -> None:
    """Open the menu of letters and choose by keyboard."""
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(desk.page, Qt.Key.Key_E, keys)
    menu = next(menu for menu in desk.page.sheet.findChildren(QMenu) if menu.isVisible())
    for _turn in range(place):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_a_letter_is_filled_for_the_person_and_signed(qtbot: QtBot, desk: Desk, offers: list[Offer]) -> None:
    choose(desk, qtbot, 0)

    [url] = desk.opened
    assert url.startswith("mailto:h.vasseur@alize.example?subject=Merci&body=Bonjour")
    body = asked(url)["body"]
    assert body.startswith("Bonjour Hélène,\r\n\r\nMerci pour notre déjeuner du 16 novembre 2026.")
    assert body.endswith("Camille Aubert\r\n06 39 98 10 20")
    assert offers[0][:2] == (f"E-mail ouvert pour {HELENE}.", "Noter l’e-mail")


def test_logging_it_is_one_gesture_and_one_undo(qtbot: QtBot, desk: Desk, offers: list[Offer]) -> None:
    key = desk.contact(HELENE)
    before = desk.journal.contacts.sheet(key).timeline_total
    choose(desk, qtbot, 1)

    offers[0][2]()

    latest = desk.journal.contacts.sheet(key).timeline[0]
    exchange = desk.journal.interactions.get(latest.ref_id)
    assert (exchange.kind, exchange.direction) == (InteractionKind.EMAIL, Direction.OUTBOUND)
    assert exchange.summary == "Suite à notre échange"
    assert desk.journal.contacts.sheet(key).timeline_total == before + 1
    desk.journal.history.undo()
    assert desk.journal.contacts.sheet(key).timeline_total == before


def test_a_blank_message_is_an_address_alone(qtbot: QtBot, desk: Desk, offers: list[Offer]) -> None:
    choose(desk, qtbot, 3)

    assert desk.opened == ["mailto:h.vasseur@alize.example"]
    assert len(offers) == 1


def test_the_link_of_an_address_writes_to_that_address(desk: Desk, offers: list[Offer]) -> None:
    other = ContactPoint(kind=PointKind.EMAIL, value="helene@maison.example")
    key = desk.contact(HELENE)
    desk.journal.contacts.edit(key, points=(*desk.journal.contacts.get(key).points, other))

    desk.page.sheet.facts.reach_opened.emit(other)

    assert desk.opened == ["mailto:helene@maison.example"]
    assert len(offers) == 1


def test_what_is_not_known_is_told(qtbot: QtBot, desk: Desk, offers: list[Offer]) -> None:
    key = desk.journal.contacts.save(
        Contact(first_name="Zoé", points=(ContactPoint(kind=PointKind.EMAIL, value="zoe@a.example"),))
    )
    desk.open(key)
    choose(desk, qtbot, 0)

    assert "Merci pour …." in asked(desk.opened[0])["body"]
    assert offers[0][0] == "E-mail ouvert pour Zoé. À compléter à la place de «\u202f…\u202f»\u202f: dernier échange."


def test_a_text_too_long_to_hand_over_is_copied(qtbot: QtBot, desk: Desk, offers: list[Offer]) -> None:
    long = "é" * 1_000
    desk.journal.options = replace(desk.journal.options, letters=(("thanks", "Objet", f"{{prénom}} {long}"),))
    choose(desk, qtbot, 0)

    assert desk.opened == ["mailto:h.vasseur@alize.example?subject=Objet"]
    assert len(desk.opened[0]) <= LONGEST_ADDRESS
    assert QGuiApplication.clipboard().text() == f"Hélène {long}"
    assert "trop long" in offers[0][0]


def test_without_a_mail_program_the_address_is_copied_and_nothing_is_logged(
    qtbot: QtBot, desk: Desk, offers: list[Offer]
) -> None:
    desk.opens = False
    choose(desk, qtbot, 0)

    assert QGuiApplication.clipboard().text() == "h.vasseur@alize.example"
    assert offers == []
    assert len(desk.toasts) == 1


def test_without_an_address_one_is_told_where_to_add_it(qtbot: QtBot, desk: Desk, offers: list[Offer]) -> None:
    desk.journal.contacts.edit(desk.contact(HELENE), points=())
    choose(desk, qtbot, 0)

    assert desk.opened == []
    assert offers == []
    assert len(desk.toasts) == 1


def test_a_hostile_name_stays_inside_its_part(qtbot: QtBot, desk: Desk, offers: list[Offer]) -> None:
    desk.journal.contacts.edit(desk.contact(HELENE), first_name="Zoé&cc=x@y.example\r\nBcc: z")
    choose(desk, qtbot, 0)

    assert set(asked(desk.opened[0])) == {"subject", "body"}


def test_the_user_s_own_template_is_used(desk: Desk, offers: list[Offer], qapp: QApplication) -> None:
    desk.journal.options = replace(desk.journal.options, letters=(("reconnect", "{Prenom}", "{nom}, {mon nom}"),))
    desk.page.sheet._letters.write(desk.contact(HELENE), LetterKind.RECONNECT)

    assert asked(desk.opened[0]) == {"subject": "Hélène", "body": f"{HELENE}, Camille Aubert"}
