"""Exchanges by keyboard: logged in a line from anywhere, with several people, changed, moved, taken back."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Launch, type_text
from carnet.app import Application
from carnet.domain.contacts import Contact
from carnet.domain.followups import FollowUp
from carnet.domain.ids import ContactId
from carnet.domain.interactions import Interaction, InteractionKind
from carnet.journal import Journal
from carnet.ui.contacts.person_picker import PersonPicker
from carnet.ui.interactions.exchange_form import ExchangeForm
from carnet.ui.interactions.log_panel import LogPanel
from carnet.ui.kit.plain_button import LinkButton
from carnet.ui.kit.toasts import Toast

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HELENE, KARIM = "Hélène Vasseur", "Karim Ouali"


class World(NamedTuple):
    application: Application
    journal: Journal
    bot: QtBot

    def person(self, name: str) -> int:
        return int(self.journal.contacts.find(name)[0].id)

    def sheet(self, name: str = HELENE) -> Any:
        """Open the sheet of a person."""
        self.application.open_contact(self.person(name))
        page: Any = self.application.window.current_page()
        self.rest()  # the facts come in turns of their own
        return page.sheet

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is, in the menu that is open if there is one."""
        for key in keys:
            self.bot.keyClick(self.focus(), key, modifier)

    def focus(self) -> QWidget:
        menus = [menu for menu in self.application.window.findChildren(QMenu) if menu.isVisible()]
        window = self.application.window
        if not menus and not window.isActiveWindow():
            window.activateWindow()  # the offscreen platform gives the focus back to nobody when a menu closes
            QApplication.processEvents()
        return menus[-1] if menus else window.focusWidget() or window

    def type(self, text: str) -> None:
        type_text(self.focus(), text)

    def log(self, line: str) -> None:
        """Ctrl+J, the line, Enter."""
        self.press(Key.Key_J, modifier=CTRL)
        self.type(line)
        self.press(Key.Key_Return)

    def newest(self, name: str = HELENE) -> Interaction:
        keys = self.journal.contacts.timeline_keys(self.person(name))
        return self.journal.interactions.get(max(key.ref_id for key in keys if key.what == "interaction"))

    def rest(self) -> None:
        """Let the turns pass in which the page in front is read again, list and sheet."""
        QApplication.processEvents()
        while self.application._turns.waiting or self.application.window.is_coming:
            QApplication.processEvents()

    def undo(self) -> None:
        self.press(Key.Key_Z, modifier=CTRL)
        self.rest()


@pytest.fixture
def world(application: Application, qtbot: QtBot) -> World:
    assert application.journal is not None
    application.window.activateWindow()
    return World(application, application.journal, qtbot)


def names(exchange: Interaction) -> set[str]:
    return {part.name for part in exchange.participants}


# -- the line -------------------------------------------------------------------------------------------------------


def test_one_line_tells_who_when_where_how_long_and_what_comes_next(world: World) -> None:
    sheet = world.sheet()
    before = len(world.journal.follow_ups.for_contact(world.person(KARIM)))

    world.press(Key.Key_J, modifier=CTRL)
    world.type("déjeuner hier avec Karim (cherche un poste), chez Luigi, 1 h 30, budget voté > rappeler Karim lundi")
    said = [chip.text() for chip in sheet.composer.chips()]
    world.press(Key.Key_Return)

    assert said[:5] == ["Déjeuner", "hier", "Karim Ouali, cherche un poste", "chez Luigi", "1 h 30"]
    logged = world.newest()
    yesterday = world.journal.clock.today() - timedelta(days=1)
    assert (logged.kind, logged.occurred_on) == (InteractionKind.LUNCH, yesterday.isoformat())
    assert logged.summary == "chez Luigi, 1 h 30, budget voté"
    assert names(logged) == {HELENE, KARIM}
    assert {part.personal_note for part in logged.participants} == {"", "cherche un poste"}
    assert len(world.journal.follow_ups.for_contact(world.person(KARIM))) == before + 1
    world.undo()
    assert len(world.journal.follow_ups.for_contact(world.person(KARIM))) == before
    assert world.newest().id != logged.id


def test_of_several_of_one_name_it_is_asked_who(world: World) -> None:
    for name in ("Sophie Marin", "Sophie Leroy"):
        first, last = name.split()
        world.journal.contacts.save(Contact(first_name=first, last_name=last))
    sheet = world.sheet()
    before = world.newest().id

    world.log("café avec Sophie Leroy et Sophie, devis")
    assert world.newest().id == before
    assert any("qui est-ce" in chip.text() for chip in sheet.composer.chips())
    asked = world.focus()
    assert isinstance(asked, QMenu)
    wanted = next(action for action in asked.actions() if "Sophie Marin" in action.text())
    while asked.activeAction() is not wanted:
        world.press(Key.Key_Down)
    world.press(Key.Key_Return)
    world.press(Key.Key_Return)

    assert names(world.newest()) == {HELENE, "Sophie Leroy", "Sophie Marin"}
    assert world.newest().summary == "devis"


def test_a_name_is_completed_by_key(world: World) -> None:
    for last in ("Marin", "Leroy"):
        world.journal.contacts.save(Contact(first_name="Sophie", last_name=last))
    composer = world.sheet().composer
    world.press(Key.Key_J, modifier=CTRL)
    world.type("café avec kari")
    assert composer.offers.list is not None
    assert composer.offers.list.isVisible()
    world.press(Key.Key_Tab)
    assert composer.text() == "café avec Karim Ouali"
    assert world.focus() is composer.line
    assert not composer.offers.list.isVisible()

    world.type(" et soph")
    wanted = next(at for at, row in enumerate(composer.offers.list.rows) if row.name == "Sophie Marin")
    for _step in range(wanted + 1):
        world.press(Key.Key_Down)
    world.press(Key.Key_Return)
    world.type(", dev")
    assert not composer.offers.list.isVisible()
    world.press(Key.Key_Escape)
    assert world.focus() is not composer.line
    composer.focus_line()
    world.type("is")
    world.press(Key.Key_Return)

    assert names(world.newest()) == {HELENE, KARIM, "Sophie Marin"}
    assert world.newest().summary == "devis"


def test_somebody_unknown_is_created_with_the_exchange_and_taken_back_with_it(world: World) -> None:
    sheet = world.sheet()
    world.press(Key.Key_J, modifier=CTRL)
    world.type("visio avec Inès Faure, besoin data")
    chip = next(chip for chip in sheet.composer.chips() if "Inès Faure" in chip.text())
    assert "créer" in chip.text()

    while world.focus() is not chip:
        world.press(Key.Key_Tab)
    world.press(Key.Key_Return)
    world.press(Key.Key_Return)
    assert "nouvelle fiche" in chip.text()
    world.press(Key.Key_Return)

    assert names(world.newest()) == {HELENE, "Inès Faure"}
    key = world.person("Inès Faure")
    assert world.journal.contacts.get(key).to_complete
    world.undo()
    assert not world.journal.contacts.is_shown(key)


def test_a_name_that_is_nobody_stays_in_the_note(world: World) -> None:
    world.sheet()
    world.log("visio avec Inès Faure, besoin data")

    assert names(world.newest()) == {HELENE}
    assert world.newest().summary == "avec Inès Faure, besoin data"


def test_suppr_takes_a_part_out_of_the_line(world: World) -> None:
    sheet = world.sheet()
    sheet.composer.set_text("déjeuner avec Karim et Nadia Benali chez Luigi, budget")

    for name, left in (
        ("Karim", "déjeuner avec Nadia Benali chez Luigi, budget"),
        ("Luigi", "déjeuner avec Nadia Benali, budget"),
        ("Nadia", "déjeuner, budget"),
        ("Déjeuner", "budget"),
    ):
        next(chip for chip in sheet.composer.chips() if name in chip.text()).setFocus()
        world.press(Key.Key_Delete)
        assert sheet.composer.text() == left
        assert world.focus() is sheet.composer.line


def test_a_part_is_typed_again_whatever_stands_before_it(world: World) -> None:
    sheet = world.sheet()
    sheet.composer.set_text("déjeuner, 🎉 fêté, avec Karim")
    next(chip for chip in sheet.composer.chips() if "Karim" in chip.text()).setFocus()
    world.press(Key.Key_Return)
    menu = world.focus()
    assert isinstance(menu, QMenu)
    again = next(action for action in menu.actions() if action.text() == "Retaper")
    while menu.activeAction() is not again:
        world.press(Key.Key_Down)
    world.press(Key.Key_Return)
    assert sheet.composer.line.textCursor().selectedText() == "avec Karim"
    world.type("avec Nadia Benali")
    world.press(Key.Key_Return)

    assert names(world.newest()) == {HELENE, "Nadia Benali"}
    assert world.newest().summary == "🎉 fêté, avec Nadia Benali"


@pytest.mark.parametrize("line", ["budget voté, hier", "hier, budget voté", "> relancer lundi", "café avec Karim"])
def test_what_is_attached_is_read_wherever_the_line_takes_it(world: World, line: str) -> None:
    composer = world.sheet().composer
    composer.set_text(line)
    composer.line.setFocus()
    world.press(Key.Key_V, modifier=CTRL | SHIFT)
    world.press(Key.Key_Return)

    assert composer.draft().event is not None
    if "hier" in line:
        assert composer.text().count("/") == 0


def test_an_exchange_is_attached_to_an_event_and_a_mission_by_key(world: World) -> None:
    sheet = world.sheet()
    world.press(Key.Key_J, modifier=CTRL)
    world.type("rencontre, besoin data")
    world.press(Key.Key_V, modifier=CTRL | SHIFT)
    menu = world.focus()
    assert isinstance(menu, QMenu)
    event, mission = (
        next(action for action in menu.actions() if action.data()[0].value == kind) for kind in ("event", "mission")
    )
    while menu.activeAction() is not event:
        world.press(Key.Key_Down)
    world.press(Key.Key_Return)
    world.press(Key.Key_V, modifier=CTRL | SHIFT)
    menu = world.focus()
    assert isinstance(menu, QMenu)
    while menu.activeAction() is None or menu.activeAction().text() != mission.text():
        world.press(Key.Key_Down)
    world.press(Key.Key_Return)
    assert world.focus() is sheet.composer.line
    world.press(Key.Key_Return)

    logged = world.newest()
    assert logged.summary == "besoin data"
    assert logged.event_id is not None
    assert logged.mission_id is not None
    world.rest()
    item = next(each for each in sheet._sheet.timeline if each.ref_id == logged.id)
    assert item.mission == world.journal.missions.get(logged.mission_id).title
    row = world.journal.events.rows([logged.event_id])[logged.event_id]
    assert row.starts_at is not None
    assert str(logged.occurred_on) == str(row.starts_at.astimezone().date())


# -- from anywhere --------------------------------------------------------------------------------------------------


def panel_of(world: World) -> LogPanel:
    panels = [panel for panel in world.application.window.findChildren(LogPanel) if panel.isVisible()]
    assert len(panels) == 1
    return panels[0]


def test_with_nobody_open_a_panel_asks_and_keeps_what_is_typed(world: World, launch: Launch) -> None:
    world.application.window.show_page("missions")
    before = world.newest(KARIM).id

    world.press(Key.Key_J, modifier=CTRL)
    world.type("café, devis envoyé")
    world.press(Key.Key_Return)
    panel = panel_of(world)
    assert panel.composer.error.text().startswith("Avec qui")
    world.press(Key.Key_Escape)
    assert not panel.isVisible()
    assert world.application.window.key == "missions"

    world.press(Key.Key_J, modifier=CTRL)
    assert panel_of(world).composer.text() == "café, devis envoyé"
    world.type(", avec Karim")
    journal = world.journal
    world.bot.waitUntil(lambda: "Karim" in journal.drafts.load("log"))
    world.press(Key.Key_Return)

    logged = world.newest(KARIM)
    assert logged.id != before
    assert (logged.summary, names(logged)) == ("devis envoyé, avec Karim", {KARIM})
    assert journal.drafts.load("log") == ""
    assert not [panel for panel in world.application.window.findChildren(LogPanel) if panel.isVisible()]
    world.undo()
    assert world.newest(KARIM).id == before


def test_the_palette_opens_the_panel(world: World) -> None:
    world.application.window.show_page("review")
    world.press(Key.Key_K, modifier=CTRL)
    world.type(">noter un échange")
    world.press(Key.Key_Return)
    world.rest()

    assert world.focus() is panel_of(world).composer.line


def test_the_panel_asks_who_somebody_unknown_is(world: World) -> None:
    world.application.window.show_page("missions")
    world.log("café avec Inès Faure, besoin data")
    assert isinstance(world.focus(), QMenu)

    world.press(Key.Key_Return)
    world.press(Key.Key_Return)

    assert names(world.newest("Inès Faure")) == {"Inès Faure"}


# -- afterwards -----------------------------------------------------------------------------------------------------


def form_of(world: World) -> ExchangeForm:
    form = world.application.window.findChildren(ExchangeForm)[-1]
    assert form.isVisible()
    return form


def test_each_person_of_an_exchange_has_a_note_and_a_promise(world: World) -> None:
    sheet = world.sheet()
    world.log("déjeuner avec Karim, budget voté")
    world.rest()
    sheet.timeline.setFocus()
    sheet.timeline.select_first()
    world.press(Key.Key_Return)
    form = form_of(world)
    assert [row.part.name for row in form.people.rows] == [HELENE, KARIM]

    for row, note, promise in zip(form.people.rows, ("pressée", ""), ("le devis", "une intro"), strict=True):
        row.note.area.setFocus()
        world.type(note)
        row.promised.area.setFocus()
        world.type(promise)
    form.people.add.line.setFocus()
    world.type("Nadia Benali")
    world.press(Key.Key_Return)
    save = form._buttons[-1]
    save.setFocus()
    world.press(Key.Key_Space)

    kept = {part.name: (part.personal_note, part.promised) for part in world.newest().participants}
    assert kept == {HELENE: ("pressée", "le devis"), KARIM: ("", "une intro"), "Nadia Benali": ("", "")}
    world.undo()
    assert names(world.newest()) == {HELENE, KARIM}


def test_an_exchange_without_anybody_is_refused_by_its_form(world: World) -> None:
    sheet = world.sheet()
    sheet.timeline.setFocus()
    sheet.timeline.select_first()
    world.press(Key.Key_Return)
    form = form_of(world)
    form.summary.area.setFocus()
    world.type("Ajouté : ")
    for row in list(form.people.rows):
        row.remove.setFocus()
        world.press(Key.Key_Space)
    form._buttons[-1].setFocus()
    world.press(Key.Key_Space)

    assert form.isVisible()
    assert form.people.error.text()
    assert form.summary.text().startswith("Ajouté")


def test_an_exchange_is_moved_to_somebody_else_and_back(world: World) -> None:
    sheet = world.sheet()
    world.log("appel, budget voté")
    logged = world.newest().id
    world.rest()
    sheet.timeline.setFocus()
    sheet.timeline.select_first()
    sheet.timeline.menu_asked.emit(sheet.timeline.current_item(), sheet.mapToGlobal(sheet.rect().center()))
    menu = world.focus()
    assert isinstance(menu, QMenu)
    wanted = next(action for action in menu.actions() if "quelqu’un d’autre" in action.text())
    while menu.activeAction() is not wanted:
        world.press(Key.Key_Down)
    world.press(Key.Key_Return)
    assert world.application.window.findChildren(PersonPicker)[-1].isVisible()
    world.type("Karim Ouali")
    world.press(Key.Key_Return)

    assert world.newest(KARIM).id == logged
    assert names(world.newest(KARIM)) == {KARIM}
    world.undo()
    assert names(world.newest()) == {HELENE}
    world.rest()
    sheet.timeline.setFocus()
    sheet.timeline.select_first()
    world.press(Key.Key_Delete)
    assert world.newest().id != logged
    world.undo()
    assert world.newest().id == logged


def test_an_open_follow_up_is_offered_to_be_closed(world: World) -> None:
    key = world.person(HELENE)
    for old in world.journal.follow_ups.for_contact(key):
        world.journal.follow_ups.done(int(old.id or 0))
    today = world.journal.clock.today()
    wanted = world.journal.follow_ups.save(FollowUp(contact_id=ContactId(key), text="le devis", due_on=today))
    world.sheet()

    world.log("appel, budget voté > rappeler dans un mois")
    world.rest()
    offers = [toast for toast in world.application.window.findChildren(Toast) if "le devis" in toast.message.text()]
    assert len(offers) == 1
    link = offers[0].findChildren(LinkButton)[0]
    link.setFocus()
    world.press(Key.Key_Return)

    open_now = world.journal.follow_ups.for_contact(key)
    assert wanted not in [each.id for each in open_now]
    assert [each.text for each in open_now] == ["rappeler dans un mois"]


def test_a_note_offers_to_close_nothing(world: World) -> None:
    key = world.person(HELENE)
    today = world.journal.clock.today()
    world.journal.follow_ups.save(FollowUp(contact_id=ContactId(key), text="le devis", due_on=today))
    world.sheet()

    world.log("penser à son anniversaire")
    world.rest()

    assert not [each for each in world.application.window.findChildren(Toast) if "le devis" in each.message.text()]


# -- beside another process -----------------------------------------------------------------------------------------


def carnet(path: Path, *words: str) -> None:
    """Run the command line on a journal, as another process."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command: Sequence[str] = (sys.executable, "-m", "carnet", "--carnet", str(path), *words)
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)


def test_the_command_line_beside_an_open_sheet_loses_nothing_half_typed(world: World) -> None:
    sheet = world.sheet()
    key = world.person(HELENE)
    sheet.composer.set_text("déjeuner, à fi")
    notes = sheet.facts.notes.area
    notes.setFocus()
    kept = notes.toPlainText()
    world.type("À demi ")
    typed = notes.toPlainText()
    assert typed != kept
    today: date = world.journal.clock.today()

    carnet(world.application.path, "log", HELENE, "appel, budget voté")
    carnet(world.application.path, "add", "Zoé Ménard, DSI chez Acme")
    page: Any = world.application.window.current_page()
    world.bot.waitUntil(lambda: page.list.model.rowCount() == world.journal.contacts.total(), timeout=10_000)
    world.bot.waitUntil(lambda: sheet._sheet.timeline[0].text == "budget voté", timeout=10_000)

    assert world.focus() is notes
    assert notes.toPlainText() == typed
    assert sheet.composer.text() == "déjeuner, à fi"
    sheet.composer.focus_line()
    world.type("nir")
    world.press(Key.Key_Return)
    assert world.journal.contacts.get(key).about == typed.strip()
    assert world.newest().summary == "à finir"
    texts = [item.text for item in world.journal.contacts.sheet(key).timeline if item.occurred_on == str(today)]
    assert {"à finir", "budget voté"} <= set(texts)
    assert world.journal.contacts.find("Zoé Ménard")
