"""The window as a whole: pages by key, undo, palette, settings, files, a second launch, another process."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, Launch, take_turns, type_text
from carnet import paths
from carnet.app import PAGES, Application
from carnet.domain.contacts import ContactFilter
from carnet.domain.letters import Letter, LetterKind
from carnet.domain.working_days import WorkingDays
from carnet.journal import Journal, files
from carnet.settings import Settings
from carnet.ui.interactions.log_panel import LogPanel
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.labels import Label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.plain_button import LinkButton
from carnet.ui.kit.style import RING_ROOM_PX
from carnet.ui.kit.theme import font, is_dark, text_scale
from carnet.ui.missions.new_mission import NewMissionPanel
from carnet.ui.palette import Palette
from carnet.ui.review.answering import Answer, Answering
from carnet.ui.shell.instance import Instance
from carnet.words import current_language, install

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _trigger(application: Application, key: str) -> None:
    application.commands.actions[key].trigger()


def _total(application: Application) -> int:
    assert application.journal is not None
    return application.journal.contacts.total()


def _delete_one(application: Application) -> int:
    assert application.journal is not None
    person = application.journal.contacts.find("Hélène Vasseur")[0]
    application.journal.contacts.delete(person.id)
    return person.id


@pytest.mark.parametrize("key", ["contacts", "events", "missions", "review", "imports", "preferences", "today"])
def test_every_page_opens(application: Application, key: str) -> None:
    page = application.window.show_page(key)

    assert page is not None
    assert application.window.stack.currentWidget() is page
    assert page.title
    assert page.title in application.window.windowTitle()


@pytest.fixture
def answered_late(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Missions are as many as are read beside the window, and their answer waits until the event is set."""
    may_go, answer = Event(), Answering.__call__

    def late(self: Answering) -> Answer | None:
        may_go.wait(10)
        return answer(self)

    monkeypatch.setattr("carnet.journal.mission_boards._MANY", 0)
    monkeypatch.setattr(Answering, "__call__", late)
    yield may_go
    may_go.set()


def test_a_great_bilan_is_first_seen_with_its_answer(
    application: Application, qtbot: QtBot, answered_late: Event
) -> None:
    page: Any = application.window.show_page("review")
    assert not page.updatesEnabled()  # the day is seen still

    answered_late.set()
    qtbot.waitUntil(lambda: page.is_answered)
    assert page.updatesEnabled()
    assert page.chart.spots()


def test_a_great_bilan_that_takes_long_is_seen_without_its_answer(
    application: Application, qtbot: QtBot, answered_late: Event
) -> None:
    page: Any = application.window.show_page("review")
    qtbot.waitUntil(page.updatesEnabled)
    assert not page.is_answered

    answered_late.set()
    qtbot.waitUntil(lambda: page.is_answered)


def test_the_way_back_and_forward(application: Application) -> None:
    for key in ("contacts", "missions"):
        application.window.show_page(key)

    _trigger(application, "back")
    assert application.window.key == "contacts"
    _trigger(application, "forward")
    assert application.window.key == "missions"
    _trigger(application, "forward")
    assert application.window.key == "missions"


def test_undo_and_redo_from_the_window(application: Application) -> None:
    before = _total(application)
    _delete_one(application)
    take_turns()
    assert "Hélène Vasseur" in application.commands.actions["undo"].text()

    _trigger(application, "undo")
    assert _total(application) == before
    _trigger(application, "redo")
    assert _total(application) == before - 1


def test_the_message_after_a_deed_undoes_it(application: Application) -> None:
    before = _total(application)
    _delete_one(application)
    QApplication.processEvents()
    toast = application.window.toasts.shown()[-1]
    assert "Hélène Vasseur" in toast.message.text()

    toast._on_action()

    assert _total(application) == before


def test_a_deed_on_many_people_is_undone_beside_the_window(application: Application, qtbot: QtBot) -> None:
    journal = application.journal
    assert journal is not None
    people = journal.contacts.ids(ContactFilter())[:120]
    there = journal.contacts.get(people[0]).tags
    journal.labels.label(people, add_tags=["nouvelle étiquette"])

    qtbot.keyClick(application.window, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: journal.contacts.get(people[0]).tags == there)
    qtbot.keyClick(application.window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "nouvelle étiquette" in journal.contacts.get(people[0]).tags)


class _Windows(QObject):
    """Notes which windows are shown besides the one."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_is_ever_a_window_of_its_own(application: Application, qapp: QApplication) -> None:
    journal = application.journal
    assert journal is not None
    watch = _Windows()
    qapp.installEventFilter(watch)
    for key in PAGES:
        application.window.show_page(key)
        QApplication.processEvents()
    for contact in journal.contacts.ids(ContactFilter())[:10]:
        application.open_contact(contact)
    for organisation in journal.organisations.rows():
        application.open_organisation(organisation.id)
    for mission in journal.missions.rows()[:10]:
        application.open_mission(mission.id)
    for event in journal.events.past(10):
        application.open_event(event.id)
    QApplication.processEvents()
    qapp.removeEventFilter(watch)

    assert watch.shown == []
    assert QApplication.focusWidget() is not None


def test_undoing_nothing_is_said(application: Application) -> None:
    application.history.undo()

    assert "annuler" in application.window.toasts.shown()[-1].message.text()


def test_a_field_takes_its_own_typing_back_first(application: Application, qtbot: QtBot) -> None:
    before = _total(application)
    _delete_one(application)
    field = QLineEdit(application.window)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "abc")

    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert _total(application) == before - 1
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert _total(application) == before


def test_the_palette_opens_a_person(application: Application, qtbot: QtBot) -> None:
    _trigger(application, "palette")
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, "helene vass")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: application.window.key == "contacts")


def test_the_palette_runs_an_action(application: Application, qtbot: QtBot) -> None:
    _trigger(application, "palette")
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, ">reglages")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: application.window.key == "preferences")


def test_the_palette_says_when_nothing_is_found(application: Application, qtbot: QtBot) -> None:
    _trigger(application, "palette")
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, "@zzzzzz")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    assert palette.model.item(0).text() == "Rien de trouvé."


def test_settings_apply_at_once_and_are_kept(application: Application, qtbot: QtBot) -> None:
    page: Any = application.window.show_page("preferences")
    page.theme._segments[2].click()
    page.larger.click()
    page.work_mode.click()

    assert is_dark()
    assert text_scale() > 1
    assert application.window.rail.work_mode.isChecked()
    assert application.journal is not None
    assert application.journal.options.work_mode
    from carnet import settings

    assert settings.load() == application.settings
    _trigger(application, "normal")
    _trigger(application, "dark")
    assert text_scale() == 1
    assert not is_dark()


def test_work_mode_hides_personal_contacts_everywhere(application: Application) -> None:
    before = _total(application)

    application.window.rail.work_mode.click()

    assert _total(application) < before


def test_every_choice_of_the_settings_is_taken(application: Application) -> None:
    page: Any = application.window.show_page("preferences")
    for combo, value in (
        (page.country, "BE"),
        (page.zone, "Indian/Reunion"),
        (page.currency, "CHF"),
        (page.model, "linear"),
        (page.half_life, "90"),
        (page.reminders.a_day, "10"),
        (page.reminders.digest, "09:30"),
        (page.reminders.quiet_from, "20:00"),
        (page.reminders.quiet_until, "07:00"),
        (page.reminders.holidays, "FR-57"),
    ):
        combo.setCurrentIndex(combo.findData(value))
    page.motion.toggle()
    page.reminders.days[5].click()

    found = application.settings
    assert found.zone == "Indian/Reunion"
    assert (found.country, found.currency, found.default_model) == ("BE", "CHF", "linear")
    assert (found.half_life_days, found.follow_ups_a_day, found.reduce_motion) == (90, 10, False)
    assert (found.digest_at, found.quiet_from, found.quiet_until) == ("09:30", "20:00", "07:00")
    assert (found.weekdays, found.holidays) == ("123456", "FR-57")
    assert application.journal is not None
    assert application.journal.options.working == WorkingDays(frozenset(range(6)), "FR-57")


def test_the_last_working_day_stays(application: Application) -> None:
    page: Any = application.window.show_page("preferences")
    for button in page.reminders.days:
        if button.isChecked():
            button.click()

    assert application.settings.weekdays == "5"
    assert page.reminders.days[4].isChecked()


def test_settings_are_searched(application: Application) -> None:
    page: Any = application.window.show_page("preferences")

    page._on_search("theme")
    shown = [line for group in page.groups for line in group.lines if line.isVisibleTo(page)]
    assert len(shown) == 1
    page._on_search("zzz")
    assert page._nothing.isVisibleTo(page)


def test_the_language_changes_at_once(application: Application, qtbot: QtBot) -> None:
    page: Any = application.window.show_page("preferences")
    page.language.setCurrentIndex(page.language.findData("en"))

    qtbot.waitUntil(lambda: current_language() == "en")
    qtbot.waitUntil(lambda: application.window.windowTitle().startswith("Settings"))
    assert application.commands.actions["quit"].text() == "Quit"
    install(paths.locale(), "fr")


def test_a_new_journal_is_opened_in_the_window(application: Application, tmp_path: Path) -> None:
    application.prompts.path = tmp_path / "neuf"

    _trigger(application, "new")

    assert application.path == tmp_path / "neuf.carnet"
    assert _total(application) == 0
    assert str(application.path) in application.settings.recent


def test_a_copy_is_saved_and_opened(application: Application, tmp_path: Path) -> None:
    application.prompts.path = tmp_path / "copie.carnet"
    before = _total(application)

    _trigger(application, "save_copy")
    _trigger(application, "open")

    assert application.path == tmp_path / "copie.carnet"
    assert _total(application) == before


def test_a_file_that_is_no_journal_is_told_and_nothing_is_lost(application: Application, tmp_path: Path) -> None:
    before = application.path
    letter = tmp_path / "lettre.carnet"
    letter.write_text("Chère Claire," * 20)
    application.prompts.path = letter

    _trigger(application, "open")

    assert application.path == before
    assert application.journal is not None
    assert letter.read_text().startswith("Chère")
    assert application.errors._open is not None
    application.errors._open.close_overlay()


def test_exports_write_what_they_say(application: Application, tmp_path: Path, qtbot: QtBot) -> None:
    for command, name, head in (
        ("export_events", "evenements.ics", b"BEGIN:VCALENDAR"),
        ("export_events", "evenements.csv", "\ufeff".encode()),
        ("export_tasks", "relances.ics", b"BEGIN:VCALENDAR"),
        ("export_all", "carnet.json", b"{"),
    ):
        application.prompts.path = tmp_path / name
        _trigger(application, command)

        qtbot.waitUntil((tmp_path / name).exists)
        assert (tmp_path / name).read_bytes().startswith(head)


def test_the_example_is_kept_apart(application: Application, home: Path) -> None:
    _trigger(application, "demo")

    assert application.path.parent == home / "data"
    assert _total(application) > 100


def test_dropped_files_go_to_the_import(application: Application, tmp_path: Path) -> None:
    card = tmp_path / "claire.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Claire Dupont\r\nN:Dupont;Claire;;;\r\nEND:VCARD\r\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(card))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )

    application.window.dropEvent(event)

    assert application.window.key == "imports"


def test_what_another_process_writes_is_shown_within_a_second(application: Application, qtbot: QtBot) -> None:
    application.window.show_page("contacts")
    told: list[object] = []
    application.signals.changed.connect(told.append)
    other = Journal(application.path)
    other.capture.add("Zoé Lacroix, DSI chez Nova")
    other.close()

    qtbot.waitUntil(lambda: bool(told), timeout=2_000)


def test_a_second_launch_hands_over_its_arguments(application: Application, qtbot: QtBot, home: Path) -> None:
    second = Instance(application.path, paths.folders().state)

    assert not second.claim()
    assert second.call(["--quick-add"])

    qtbot.waitUntil(lambda: application._panel is not None and application._panel.isVisible())


def test_only_whole_calls_of_now_are_heard(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = (Instance(tmp_path / "a.carnet", tmp_path) for _turn in range(2))
    heard: list[list[str]] = []
    first.called.connect(heard.append)
    assert first.claim()
    assert second.call(["of a window that is gone"])
    (note,) = tmp_path.glob("*.calls/*.json")
    os.utime(note, (0, 0))
    note.with_stem("0").write_text("[", encoding="utf-8")
    assert second.call(["before"])

    first.listen()
    assert second.call(["after"])

    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [["before"], ["after"]]
    assert list(tmp_path.glob("*.calls/*")) == []
    first.release()


def test_closing_frees_the_journal_for_the_next(application: Application, launch: Launch) -> None:
    application.window.close()

    again = launch(application.path)

    assert _total(again) > 100


def test_the_frame_adapts_to_its_width(application: Application, qtbot: QtBot) -> None:
    application.window.resize(1280, 800)
    assert application.window.rail.width() == 176
    application.window.resize(960, 600)
    assert application.window.rail.width() == 56
    application.window.resize(640, 600)
    assert application.window.topbar.isVisible()
    assert application.window.topbar._title.text() == ""  # it stands on the page, too
    application.window.show_page("contacts")
    assert application.window.topbar._title.text() == "Contacts"
    assert not application.window.rail.isVisible()
    application.window.topbar._menu.click()
    assert application.window.rail.isVisible()
    application.window.resize(1280, 800)
    _trigger(application, "rail")
    assert application.window.rail.width() == 56


def test_panes_are_stepped_through(application: Application) -> None:
    application.window.activateWindow()
    for _turn in range(4):
        _trigger(application, "next_pane")
    _trigger(application, "previous_pane")

    assert application.window.focusWidget() is not None


def test_the_sheet_of_keys_lists_every_command_that_has_some(application: Application) -> None:
    _trigger(application, "keys")
    _trigger(application, "about")

    assert application.commands.all


def test_a_bug_is_presented_and_never_closes_the_window(application: Application) -> None:
    name = "Claire Dupont"
    try:
        raise RuntimeError(name)
    except RuntimeError as error:
        application.on_uncaught(type(error), error, error.__traceback__)

    assert application.window.isVisible()
    kept = (paths.folders().state / "carnet.log").read_text()
    assert "RuntimeError" in kept
    assert name not in kept


def test_the_journal_is_sound_after_all(application: Application) -> None:
    assert application.journal is not None
    assert files.check(application.journal) == ()


def test_the_palette_forgives_a_misspelling_once_the_hands_rest(application: Application, qtbot: QtBot) -> None:
    _trigger(application, "palette")
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, "vasseurr")

    qtbot.waitUntil(lambda: any(entry.title == "Hélène Vasseur" for entry in palette._listed))


def test_the_palette_leaves_room_for_events(application: Application, qtbot: QtBot) -> None:
    _trigger(application, "palette")
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, "port")

    assert {"Contacts", "Évènements", "Actions"} <= {entry.group for entry in palette._listed}


def test_a_journal_that_cannot_be_opened_leaves_a_way_out(
    qapp: QApplication, qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "lettre.carnet"
    letter.write_text("Chère Claire," * 20)
    application = Application(qapp, Settings(language="fr", theme="light"), letter)
    application.prompts = Answers()
    application.show()
    qtbot.waitUntil(lambda: application.window.key == "start")
    application.prompts.path = tmp_path / "neuf.carnet"

    page: Any = application.window.pages["start"]
    page.doors["new"].click()

    qtbot.waitUntil(lambda: application.window.key == "today")
    assert letter.read_text().startswith("Chère")
    application.window.close()


def test_lines_that_were_not_entered_are_told_at_the_next_start(application: Application, launch: Launch) -> None:
    assert application.journal is not None
    application.journal.drafts.save("quick_add", '{"text": "Nora Lind"}')
    application.window.close()

    again = launch(application.path)

    assert any("1 ligne" in toast.message.text() for toast in again.window.toasts.shown())


def test_the_palette_lists_first_what_carries_the_words_in_its_title(application: Application, qtbot: QtBot) -> None:
    _trigger(application, "palette")
    palette = application.window.findChild(Palette)
    qtbot.keyClicks(palette.field, "reprise d'exploitation")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: application.window.key == "missions")


def test_a_page_asked_for_again_shows_its_front(application: Application) -> None:
    mission = application.journal.missions.rows()[0].id
    application.open_mission(mission)
    page = application.window.current_page()

    _trigger(application, "missions")

    assert not page.step_back()
    application.open_mission(mission)
    _trigger(application, "back")
    assert application.window.key == "missions"
    _trigger(application, "back")
    assert application.window.key == "today"


def test_an_exchange_is_logged_with_the_person_of_the_row(application: Application) -> None:
    today: Any = application.window.current_page()
    today.follow_ups.setFocus()
    today.follow_ups.select_id(list(today.follow_ups._lines)[-1])
    wanted = today.current_contact()

    _trigger(application, "log")

    page: Any = application.window.current_page()
    assert page.sheet.contact_id() == wanted


def test_with_whom_is_asked_where_no_row_tells(application: Application) -> None:
    today: Any = application.window.current_page()
    today.log.setFocus()

    today.log.click()

    panel = application.window.findChild(LogPanel)
    assert panel is not None
    assert panel.composer.line.hasFocus()


def test_the_message_goes_with_the_deed_that_it_told_of(application: Application) -> None:
    _delete_one(application)
    QApplication.processEvents()
    told = application.window.toasts.shown()[-1].message.text()

    _trigger(application, "undo")
    QApplication.processEvents()

    assert told not in [toast.message.text() for toast in application.window.toasts.shown()]


def test_a_panel_over_the_page_keeps_its_keys(application: Application, qtbot: QtBot) -> None:
    before = _total(application)
    _delete_one(application)
    QApplication.processEvents()
    application.window.show_page("events")
    application.window.activateWindow()
    _trigger(application, "new_item")
    form = application.window.findChildren(Overlay)[-1]
    field = QApplication.focusWidget()
    assert form.isAncestorOf(field)

    for key in (Qt.Key.Key_Z, Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_1):
        qtbot.keyClick(field, key, CTRL)

    assert _total(application) == before - 1
    assert application.window.key == "events"
    assert application.window.findChildren(Overlay)[-1] is form
    qtbot.keyClick(field, Qt.Key.Key_Plus, CTRL)
    assert application.settings.text_scale > 1
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(application.window, Qt.Key.Key_Z, CTRL)
    assert _total(application) == before


def test_undo_in_the_quick_add_takes_back_its_own_people_only(application: Application, qtbot: QtBot) -> None:
    before = _total(application)
    _delete_one(application)
    _trigger(application, "quick_add")
    composer = application._panel.composer
    type_text(composer, "Zelda Nouvelle")
    qtbot.keyClick(composer, Qt.Key.Key_Return)
    assert _total(application) == before

    qtbot.keyClick(composer, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(composer, Qt.Key.Key_Z, CTRL)

    assert _total(application) == before - 1


def test_every_text_grows_with_the_text_size_at_once(application: Application, qtbot: QtBot) -> None:
    application.window.resize(1280, 800)
    application.window.show_page("contacts")
    qtbot.waitUntil(lambda: application.window.current_page().sheet.contact_id() is not None)
    for _step in range(5):
        qtbot.keyClick(application.window, Qt.Key.Key_Plus, CTRL)
        QApplication.processEvents()
        small = {
            label.text()
            for label in application.window.findChildren(Label)
            if label.font().pixelSize() != font(label._role).pixelSize()
        }
        assert small == set()
    assert text_scale() == 2


def test_larger_text_and_many_views_leave_the_window_its_height(application: Application, qtbot: QtBot) -> None:
    application.window.rail.show_views([(key, "hash", f"Vue {key}") for key in range(1, 15)])
    application.window.resize(960, 600)
    qtbot.wait(50)
    assert application.window.height() == 600
    for _step in range(5):
        qtbot.keyClick(application.window, Qt.Key.Key_Plus, CTRL)
        qtbot.wait(50)
        assert application.window.height() == 600


def test_tab_scrolls_to_the_last_of_many_views(application: Application, qtbot: QtBot) -> None:
    rail = application.window.rail
    rail.show_views([(key, "hash", f"Vue {key}") for key in range(1, 15)])
    application.window.resize(960, 600)
    qtbot.wait(50)
    rail.views[1].setFocus()
    for _view in range(13):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    last = rail.views[14]
    assert last.hasFocus()
    assert not last.visibleRegion().isEmpty()
    assert last.mapTo(rail, last.rect().bottomLeft()).y() < rail.quick_add.y()


def test_the_sheet_is_as_before_once_the_text_size_is(application: Application, qtbot: QtBot) -> None:
    application.window.resize(1280, 800)
    page: Any = application.window.show_page("contacts")
    qtbot.waitUntil(page.sheet.facts.city.isVisible)
    line, facts = page.sheet.composer.line, page.sheet.facts
    before = facts.city.height(), facts.tags.height()
    for _step in range(5):
        qtbot.keyClick(application.window, Qt.Key.Key_Plus, CTRL)
        qtbot.wait(20)
        assert line.viewport().font().pixelSize() == font("body").pixelSize()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(line.isVisible)

    qtbot.keyClick(application.window, Qt.Key.Key_0, CTRL)

    qtbot.waitUntil(lambda: (facts.city.height(), facts.tags.height()) == before)
    assert line.viewport().font().pixelSize() == font("body").pixelSize()


def test_another_language_keeps_the_name_of_the_journal_and_when_it_was_saved(
    application: Application, qtbot: QtBot
) -> None:
    _delete_one(application)
    qtbot.waitUntil(lambda: application.window.rail.status.text().startswith("Enregistré à"))
    page: Any = application.window.show_page("preferences")
    page.language.setCurrentIndex(page.language.findData("en"))

    qtbot.waitUntil(lambda: application.window.windowTitle() == "Settings – exemple – Carnet")
    assert application.window.rail.status.text().startswith("Saved at")
    install(paths.locale(), "fr")


def test_an_empty_journal_begins_with_its_first_door(launch: Launch, qtbot: QtBot, tmp_path: Path) -> None:
    application = launch(tmp_path / "vide.carnet")
    application.window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Button))

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert application._panel is not None
    assert application._panel.isVisible()


def test_leaving_stands_last_in_its_menu(application: Application) -> None:
    recent = QMenu("Carnets récents", application.window)

    whole = application.commands.menu(application.window, {"Fichier": recent})

    file = next(action.menu() for action in whole.actions() if action.text() == "Fichier")
    assert [action.text() for action in file.actions()][-2:] == ["Carnets récents", "Quitter"]


def test_the_ring_of_the_work_mode_keeps_clear_of_its_neighbours(application: Application) -> None:
    rail = application.window.rail
    QApplication.processEvents()
    room = RING_ROOM_PX
    ring = rail._work_icon.geometry().adjusted(-room, -room, room, room)

    assert not ring.intersects(rail.work_mode.geometry())
    assert not ring.intersects(rail.quick_add.geometry())


def test_an_offer_does_what_it_says_once(application: Application) -> None:
    done: list[str] = []
    application.signals.offer_made.emit("E-mail ouvert.", "Noter", partial(done.append, "noté"))
    toast = application.window.toasts.shown()[-1]
    toast.findChild(LinkButton).click()

    assert toast.message.text() == "E-mail ouvert."
    assert done == ["noté"]


def test_my_card_asks_for_a_name_once(application: Application, answers: Answers) -> None:
    assert application.journal is not None
    answers.text = None
    _trigger(application, "my_card")
    assert application.journal.contacts.my_card() is None

    answers.text = "Camille Aubert"
    _trigger(application, "my_card")
    answers.text = "Une autre"
    _trigger(application, "my_card")

    key = application.journal.contacts.my_card()
    assert key is not None
    assert application.journal.contacts.name(key) == "Camille Aubert"
    page: Any = application.window.pages["contacts"]
    assert page.sheet.contact_id() == key
    application.journal.contacts.edit(key, city="Toulouse")
    QApplication.processEvents()
    assert page.sheet.contact_id() == key


def test_an_original_template_taken_back_is_kept_no_more(application: Application) -> None:
    page: Any = application.window.show_page("preferences")
    page._on_letter_saved(LetterKind.THANKS, Letter("Merci", "Bonjour"))
    assert application.settings.letters == (("thanks", "Merci", "Bonjour"),)
    page._on_letter_saved(LetterKind.THANKS, None)
    assert application.settings.letters == ()


def test_the_page_follows_again_after_the_quick_add_went_with_its_language(
    application: Application, qtbot: QtBot
) -> None:
    assert application.journal is not None
    application.quick_add()
    application.journal.capture.add("Zoé Lacroix")
    QApplication.processEvents()
    application.apply_settings(replace(application.settings, language="en"))
    qtbot.waitUntil(lambda: current_language() == "en" and application._panel is None)
    page: Any = application.window.show_page("history")
    assert page is not None
    before = page.model.rowCount()

    application.journal.capture.add("Nora Lind")

    qtbot.waitUntil(lambda: page.model.rowCount() > before)


def test_a_page_that_could_not_be_built_is_built_the_next_time(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("carnet.ui.missions.page.BoardView", None)
        with pytest.raises(TypeError):
            application.window.show_page("missions")

    assert application.window.show_page("missions") is not None


def test_a_key_pressed_while_a_page_comes_is_the_page_s(application: Application, qtbot: QtBot) -> None:
    qtbot.keyClick(application.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert "missions" not in application.window._pages  # a piece of it comes in each turn

    qtbot.keyClick(application.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    panel = next(each for each in application.window.findChildren(NewMissionPanel) if each.isVisible())
    assert panel.isAncestorOf(QApplication.focusWidget())
