"""What is left of what was typed where the journal or the disk says no: all of it, and the window with it."""

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any, TypeVar

import pytest
import sqlcipher3
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.exceptions import capture_exceptions

from application_fixtures import Answers
from carnet.app import Application
from carnet.journal.drafts import form_of_line
from carnet.ui.contacts.name_line import NameLine
from carnet.ui.interactions.composer import Composer
from carnet.ui.interactions.exchange_form import ExchangeForm
from carnet.ui.interactions.log_panel import LogPanel
from carnet.ui.kit.editable import EditableLine
from carnet.ui.kit.fields import TextArea

Fault = Callable[[Application], AbstractContextManager[None]]
Kind = TypeVar("Kind", bound=QWidget)
PERSON = 1


@contextmanager
def held(application: Application) -> Iterator[None]:
    """Let another connection hold the journal."""
    other = sqlcipher3.connect(str(application.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(application: Application) -> Iterator[None]:
    """Let no file grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(params=[held, full])
def fault(request: pytest.FixtureRequest) -> Fault:
    chosen: Fault = request.param
    return chosen


def _shown(application: Application, kind: type[Kind], name: str = "") -> Kind:
    found = [each for each in application.window.findChildren(kind) if each.isVisible()]
    return next(each for each in found if not name or _name(each) == name)


def _name(widget: QWidget) -> str:
    return (widget.focusProxy() or widget).accessibleName()


def _line(widget: QWidget) -> QLineEdit:
    return next(each for each in widget.findChildren(QLineEdit) if each.isVisible())


def _told(application: Application) -> str:
    """Return what the dialog says, and close it."""
    QApplication.processEvents()
    overlay = application.errors._open
    assert overlay is not None
    texts = [each.text() for each in overlay.findChildren(QLabel)]
    overlay.close_overlay()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return " ".join(texts)


def _open_person(application: Application) -> None:
    application.open_contact(PERSON)
    page: Any = application.window.current_page()
    while page.sheet._waiting:  # for the facts, which come in a turn of their own
        QTest.qWait(10)


def _city(application: Application) -> str:
    assert application.journal is not None
    return application.journal.contacts.sheet(PERSON).contact.city


def _full_name(application: Application) -> str:
    assert application.journal is not None
    return application.journal.contacts.sheet(PERSON).name


def test_a_fact_that_is_not_saved_is_not_shown_as_saved(application: Application, fault: Fault) -> None:
    # given the sheet of a person whose city is being edited
    _open_person(application)
    city = _shown(application, EditableLine, "Ville")
    before = _city(application)
    city.edit()
    line = _line(city)
    line.setText("Quimper")
    # when the journal cannot be written to
    with fault(application):
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert "Cela n’a pas pu être fait" in _told(application)
    # then what was typed is still being edited, the fact is the one that is kept
    assert city.is_editing()
    assert line.text() == "Quimper"
    assert city.text() == before == _city(application)
    # and Entrée saves it as it stands, once that is possible
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert _city(application) == "Quimper"
    assert not city.is_editing()


def test_a_name_that_is_not_saved_stays_in_its_field(application: Application, fault: Fault) -> None:
    # given
    _open_person(application)
    name = _shown(application, NameLine)
    before = _full_name(application)
    name.edit()
    line = _line(name)
    line.setText("Yannick Le Goff")
    # when
    with fault(application):
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert "Cela n’a pas pu être fait" in _told(application)
    # then
    assert name.is_editing()
    assert line.text() == "Yannick Le Goff"
    assert _full_name(application) == before
    # and
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert _full_name(application) == "Yannick Le Goff"


def test_a_note_that_is_not_saved_is_saved_when_its_field_is_left_again(application: Application, fault: Fault) -> None:
    # given
    assert application.journal is not None
    _open_person(application)
    notes = next(each for each in application.window.findChildren(TextArea) if _name(each) == "Notes")
    notes.area.setPlainText("a besoin d’aide en septembre")
    # when
    with fault(application):
        notes.area.left.emit()
        assert "Cela n’a pas pu être fait" in _told(application)
    assert application.journal.contacts.sheet(PERSON).contact.about != "a besoin d’aide en septembre"
    assert notes.error.text()
    # then
    notes.area.left.emit()
    assert application.journal.contacts.sheet(PERSON).contact.about == "a besoin d’aide en septembre"
    assert not notes.error.text()


def test_an_exchange_that_is_not_logged_stays_in_the_composer(application: Application, fault: Fault) -> None:
    # given
    _open_person(application)
    composer = _shown(application, Composer)
    text = "appel, budget voté > relancer lundi"
    composer.set_text(text)
    # when
    with fault(application):
        composer.line.submitted.emit()
        assert "Cela n’a pas pu être fait" in _told(application)
    # then
    assert composer.text() == text
    composer.line.submitted.emit()
    assert composer.text() == ""


def test_a_line_of_the_panel_that_is_not_logged_stays(application: Application, fault: Fault) -> None:
    # given
    application.window.show_page("missions")
    application.commands.actions["log"].trigger()
    panel = _shown(application, LogPanel)
    text = "appel avec Karim Ouali, budget voté"
    panel.composer.set_text(text)
    # when
    with fault(application):
        panel.composer.line.submitted.emit()
        assert "Cela n’a pas pu être fait" in _told(application)
    # then
    assert panel.isVisible()
    assert panel.composer.text() == text
    panel.composer.line.submitted.emit()
    assert not panel.isVisible()


def test_an_exchange_that_is_not_saved_stays_in_its_form(application: Application, fault: Fault) -> None:
    # given
    _open_person(application)
    page: Any = application.window.current_page()
    page.sheet.timeline.select_first()
    page.sheet.timeline.opened.emit(page.sheet.timeline.current_item())
    form = _shown(application, ExchangeForm)
    form.summary.set_text("Corrigé")
    # when
    with fault(application):
        form._on_save()
        assert "Cela n’a pas pu être fait" in _told(application)
    # then
    assert form.isVisible()
    form._on_save()
    assert not form.isVisible()


def test_a_line_of_the_quick_add_that_is_not_entered_stays(application: Application, fault: Fault) -> None:
    # given
    assert application.journal is not None
    before = application.journal.contacts.total()
    application.quick_add()
    panel = application._panel
    assert panel is not None
    panel.line.show("Zoé Martin, DSI chez Nova")
    panel.line.typed.emit()
    # when
    with fault(application):
        panel.line.entered.emit()
        assert "Cela n’a pas pu être fait" in _told(application)
    # then
    assert panel.line.text == "Zoé Martin, DSI chez Nova"
    assert application.journal.contacts.total() == before
    panel.line.entered.emit()
    assert application.journal.contacts.total() == before + 1


def test_undo_is_told_where_it_cannot_be_done(application: Application, fault: Fault) -> None:
    assert application.journal is not None
    application.journal.contacts.edit(PERSON, city="Quimper")
    with fault(application), capture_exceptions() as uncaught:
        application.commands.actions["undo"].trigger()
        assert "Cela n’a pas pu être fait" in _told(application)
    assert not uncaught
    assert _city(application) == "Quimper"


def test_settings_that_cannot_be_written_hold_for_the_window(application: Application) -> None:
    with full(application):
        application.apply_settings(replace(application.settings, work_mode=True))
        assert "Cela n’a pas pu être fait" in _told(application)
    assert application.settings.work_mode
    assert application.journal is not None
    assert application.journal.options.work_mode


@pytest.mark.parametrize("where", ["quick add", "log", "sheet"])
def test_who_types_on_while_nothing_can_be_kept_is_not_interrupted(application: Application, where: str) -> None:
    # given a line that is being typed
    if where == "quick add":
        application.quick_add()
    elif where == "log":
        application.commands.actions["log"].trigger()
    else:
        _open_person(application)
        _shown(application, Composer).focus_line()
    line: Any = QApplication.focusWidget()
    # when its draft cannot be kept in a pause between two words
    with full(application):
        QTest.keyClicks(line, "Zoe")
        QTest.qWait(500)
        # then that is said, and the keys still go into the line
        told = [each.text() for each in application.window.findChildren(QLabel) if each.isVisible()]
        assert any("puis réessayez" in text for text in told), told
        assert QApplication.focusWidget() is line
        QTest.keyClicks(line, " Martin")
        assert line.toPlainText() == "Zoe Martin"
    # and it is kept once that is possible
    QTest.keyClicks(line, ".")
    QTest.qWait(500)
    assert application.journal is not None
    assert any("Zoe Martin." in text for text in application.journal.drafts.everything().values())


def test_who_types_an_exchange_goes_on_in_its_line_where_another_program_replaced_the_journal(
    application: Application,
) -> None:
    # given a line half typed on the sheet of a person, of which the other file knows less
    assert application.journal is not None
    uid = application.journal.contacts.get(PERSON).uid
    application.journal.drafts.save(form_of_line(uid), "app")
    _open_person(application)
    _shown(application, Composer).focus_line()
    other = application.path.with_name("autre.carnet")
    shutil.copyfile(application.path, other)
    finished = application.journal.follow_ups.due()
    # when another program puts its file in the place of the journal, and the keys go on
    other.replace(application.path)
    QTest.keyClicks(QApplication.focusWidget(), "el,")
    QTest.qWait(1_000)
    QTest.keyClicks(QApplication.focusWidget(), " budget en avance")
    # then all of it stands in the line of that person, and nothing was done by it elsewhere
    assert application.window.key == "contacts"
    assert _shown(application, Composer).text() == "appel, budget en avance"
    assert application.journal.follow_ups.due() == finished


def test_what_was_said_is_asked_for_again_with_its_words_where_it_could_not_be_logged(
    application: Application, fault: Fault
) -> None:
    # given somebody who is about to say what came of a follow-up
    class Twice(Answers):
        said = "appel, budget inouï"

        def ask_text(self, title: str, question: str, yes: str, text: str = "") -> str | None:
            super().ask_text(title, question, yes, text)
            self.texts.append(text)
            return None if text else self.said

    asked = Twice()
    page: Any = application.window.show_page("today")
    page._prompts = asked
    # when it cannot be written
    with fault(application):
        QTest.keyClick(page.follow_ups, Qt.Key.Key_N)
    # then the question comes again with what was said, and tells why
    first, again = asked.questions
    assert again != first
    assert asked.texts[-1] == asked.said
