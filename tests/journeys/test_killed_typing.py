"""A process killed in the middle of typing into a template or a fact: the text is there again, and is said to be."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from killed_window import kill_in, line_named
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Launch, take_turns
from carnet.domain.contacts import Channel, Contact
from carnet.domain.mission_sheets import Mission
from carnet.domain.organisations import OrganisationFilter
from carnet.journal import Journal
from carnet.ui.interactions.exchange_form import ExchangeForm
from carnet.ui.kit.fields import AddField
from carnet.ui.kit.prompts import DialogPrompts
from carnet.ui.preferences import PreferencesPage
from carnet.ui.preferences.letter_form import LetterForm

BACK = "avant que Carnet ne s’arrête"
TEMPLATE = """
next(iter(window.show_page("preferences").letters.values())).click()
"""
FACT = """
from carnet.ui.kit.turns import any_waiting
kind, key, name, at = sys.argv[3:]
getattr(application, f"open_{kind}")(int(key))
until(lambda: not any_waiting())
line = line_named(window.current_page(), name)
if hasattr(line, "edit"):
    line.edit()
elif at:
    line.lines()[int(at)].edit_asked.emit(line.lines()[int(at)].reach)
elif hasattr(line, "add"):
    line.add.activated.emit()
else:
    line.setFocus()
"""
TYPED = """
from PySide6.QtWidgets import QApplication
until(lambda: QApplication.focusWidget() is not None)
QTest.keyClicks(QApplication.focusWidget(), sys.argv[2])
until(lambda: any(sys.argv[2] in text for text in journal.drafts.everything().values()))
"""
REACH = "E-mail, téléphone, site ou profil"


@pytest.fixture
def path(example: Path, home: Path, tmp_path: Path) -> Path:
    """Returns a journal of its own, of the example."""
    return Path(shutil.copyfile(example, tmp_path / "coupe.carnet"))


def _two(path: Path, kind: str) -> tuple[int, int]:
    """Return two that have a sheet each."""
    journal = Journal(path)
    keys: dict[str, Callable[[], list[Any]]] = {
        "contact": lambda: [journal.contacts.find(name)[0].id for name in ("Karim Ouali", "Hélène Vasseur")],
        "mission": lambda: [row.id for row in journal.missions.board().rows],
        "event": lambda: [row.id for row in journal.events.past()],
        "organisation": lambda: journal.organisations.ids(OrganisationFilter()),
    }
    one, other = keys[kind]()[:2]
    journal.close()
    return int(one), int(other)


def _says(widget: QWidget) -> bool:
    return any(BACK in each.text() and each.isVisible() for each in widget.findChildren(QLabel))


def test_the_template_of_a_letter_is_there_again(launch: Launch, path: Path, qtbot: QtBot) -> None:
    kill_in(TEMPLATE + TYPED, path, "Un mot de ")
    application = launch(path)
    page = application.window.show_page("preferences")
    assert isinstance(page, PreferencesPage)

    button = next(iter(page.letters.values()))
    button.click()
    (form,) = [each for each in application.window.findChildren(LetterForm) if each.isVisible()]
    assert "Un mot de " in form.subject.line.text()
    assert _says(form)

    qtbot.keyClick(form, Qt.Key.Key_Escape)
    button.click()
    (form,) = [each for each in application.window.findChildren(LetterForm) if each.isVisible()]
    assert "Un mot de" not in form.subject.text()
    assert not _says(form)
    form.close_overlay()


@pytest.mark.parametrize(
    "fact",
    [
        ("contact", "Nom", ""),
        ("contact", "Ville", ""),
        ("contact", "Étiquettes", ""),
        ("contact", "Nouveau champ", ""),
        ("contact", REACH, ""),
        ("contact", REACH, "0"),
        ("mission", "TJM", ""),
        ("mission", "Piste depuis", ""),
        ("mission", "Adresse d’un document", ""),
        ("event", "Nouvel objectif", ""),
        ("event", "Ajouter une suite", ""),
        ("organisation", "Nom", ""),
        ("organisation", "Site web", ""),
    ],
)
def test_a_fact_is_there_again_on_the_sheet_it_was_typed_on(
    launch: Launch, path: Path, qtbot: QtBot, fact: tuple[str, str, str]
) -> None:
    kind, name, at = fact
    one, other = _two(path, kind)
    kill_in(FACT + TYPED, path, "Marque : Vel", kind, str(one), name, at)
    application = launch(path)
    journal = application.journal
    assert journal is not None

    def line_of(key: int) -> Any:
        getattr(application, f"open_{kind}")(key)
        take_turns()
        QApplication.processEvents()  # lines made in the last turn are shown
        return line_named(application.window.current_page(), name)

    assert line_of(other).unsaved() is None
    line = line_of(one)
    editor = line.line if isinstance(line, AddField) else line._editor
    assert editor.isVisible()
    assert editor.text() == "Marque : Vel"
    assert _says(line)

    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert line.unsaved() is None
    assert not _says(line)
    assert not [form for form in journal.drafts.everything() if form.startswith("form:")]
    line_of(other)
    assert line_of(one).unsaved() is None


def test_the_date_that_a_path_misses_is_there_again_until_it_is_saved(launch: Launch, path: Path, qtbot: QtBot) -> None:
    # given a mission offered by somebody met nobody knows when, and that date half typed
    journal = Journal(path)
    claire = journal.contacts.save(Contact(first_name="Claire", last_name="Nouvelle"))
    key = int(journal.missions.save(Mission(title="Reprise")))
    journal.missions.sign(key, contact_id=claire, signed_on=journal.clock.today())
    journal.missions.repair_origin(key, claire, channel=Channel.LINKEDIN)
    journal.close()
    kill_in(FACT + TYPED, path, "mars 2024", "mission", str(key), "Date", "")
    # when the sheet is opened again
    application = launch(path)
    assert application.journal is not None
    application.open_mission(key)
    take_turns()
    QApplication.processEvents()
    line = line_named(application.window.current_page(), "Date")
    assert line.text() == "mars 2024"
    assert _says(line)
    # and what is shown beside is written anew
    application.journal.missions.edit(key, notes="Au téléphone")
    take_turns()
    assert line_named(application.window.current_page(), "Date").text() == "mars 2024"
    # then Entrée saves it, and nothing of it is left
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    take_turns()
    assert application.journal.missions.path(key).touches[0].occurred_on == "2024-03"
    assert not [form for form in application.journal.drafts.everything() if form.startswith("form:")]


ASKED = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
page = window.show_page("today")
page.follow_ups.setFocus()
def type_and_die():
    QTest.keyClicks(QApplication.focusWidget(), sys.argv[2])
    until(lambda: any(sys.argv[2] in text for text in journal.drafts.everything().values()))
    print("typed", flush=True)
    os.kill(os.getpid(), 9)
QTimer.singleShot(500, type_and_die)
QTest.keyClick(page.follow_ups, Qt.Key.Key_N)
"""


def test_the_answer_to_a_question_is_there_again_where_it_is_asked_again(
    launch: Launch, path: Path, qtbot: QtBot
) -> None:
    kill_in(ASKED, path, "appel, budget en")
    application = launch(path)
    application.prompts = DialogPrompts(application.window, lambda: application.journal and application.journal.drafts)
    page: Any = application.window.show_page("today")
    page._prompts = application.prompts
    seen: list[tuple[str, bool]] = []

    def look() -> None:
        field: Any = QApplication.focusWidget()
        seen.append((field.text(), _says(application.window)))
        qtbot.keyClick(field, Qt.Key.Key_Escape)

    for _time in range(2):
        QTimer.singleShot(300, look)
        qtbot.keyClick(page.follow_ups, Qt.Key.Key_N)
    assert seen == [("appel, budget en", True), ("", False)]


ADDED = """
from carnet.ui.interactions.exchange_form import ExchangeForm
from carnet.ui.kit.turns import any_waiting
application.open_contact(int(sys.argv[3]))
until(lambda: not any_waiting())
sheet = window.current_page().sheet
sheet.timeline.select_first()
sheet.timeline.opened.emit(sheet.timeline.current_item())
form = next(each for each in window.findChildren(ExchangeForm) if each.isVisible())
form.people.add.picked.emit(int(sys.argv[4]))
form.people.rows[-1].note.area.setFocus()
"""


def test_a_note_on_somebody_just_added_to_an_exchange_is_there_again(launch: Launch, path: Path) -> None:
    one, other = _two(path, "contact")
    kill_in(ADDED + TYPED, path, "cherche un DSI", str(one), str(other))
    application = launch(path)
    assert application.journal is not None
    application.open_contact(one)
    take_turns()
    page: Any = application.window.current_page()
    page.sheet.timeline.select_first()
    page.sheet.timeline.opened.emit(page.sheet.timeline.current_item())
    form = next(each for each in application.window.findChildren(ExchangeForm) if each.isVisible())
    row = form.people.rows[-1]
    assert (row.part.contact_id, row.note.text()) == (other, "cherche un DSI")
    assert _says(form)
    form.close_overlay()
    assert not [form for form in application.journal.drafts.everything() if form.startswith("form:")]
