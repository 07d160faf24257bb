"""Overlay, toasts, prompts, tasks, errors and pages."""

from threading import get_ident

import pytest
from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QPoint, QPointF, Qt, QTimer, QTranslator
from PySide6.QtGui import QColor, QEnterEvent, QGuiApplication, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from carnet.domain.changes import Cause, Changes, RowChange
from carnet.errors import Refused, Trouble
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card
from carnet.ui.kit.errors import Errors
from carnet.ui.kit.fields import TextField
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.page import Page
from carnet.ui.kit.plain_button import LinkButton
from carnet.ui.kit.prompts import DialogPrompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.style import install_style
from carnet.ui.kit.tasks import Progress, Tasks
from carnet.ui.kit.theme import color
from carnet.ui.kit.toasts import Toasts
from carnet.words import _


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.opener = TextField("Derrière")
    window.opener.setParent(window)
    window.resize(800, 600)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.opener.setFocus()
    return window


class Painted(QObject):
    """Adds up what a widget paints again from now on."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def texts(parent: QWidget) -> set[str]:
    return {child.text() for child in parent.findChildren(Button) if child.isVisible()}


def press(parent: QWidget, text: str) -> None:
    next(
        button for button in parent.findChildren(Button) if button.text() in {text, _(text)} and button.isVisible()
    ).click()


def test_the_focus_stays_inside_an_overlay_and_goes_back(window: QWidget, qtbot: QtBot):
    overlay = Overlay(window, "Ajout rapide")
    field = TextField("Nom")
    overlay.content.addWidget(field)
    overlay.add_action("Annuler")
    overlay.add_action("Ajouter", "primary")
    overlay.open()
    assert QApplication.focusWidget() is field.line

    seen = []
    for _turn in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert all(overlay.isAncestorOf(widget) for widget in seen)
    assert seen[-1] is field.line
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert overlay.isAncestorOf(QApplication.focusWidget())

    with qtbot.waitSignal(overlay.closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert overlay.isHidden()
    assert QApplication.focusWidget() is window.opener.line


def test_an_overlay_follows_its_window(window: QWidget, qapp: QApplication):
    overlay = Overlay(window, "Ajout rapide", 560, top_px=64, scrolls=True)
    overlay.content.addWidget(TextField("Nom"))
    overlay.open()

    window.resize(500, 400)
    qapp.processEvents()

    assert overlay.geometry() == window.rect()
    assert window.rect().contains(overlay.panel.geometry())


def test_an_overlay_without_a_control_still_closes_with_escape(window: QWidget, qtbot: QtBot):
    overlay = Overlay(window)
    overlay.open()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert overlay.isHidden()


def test_a_toast_acts_once_and_goes(window: QWidget, qapp: QApplication):
    toasts, heard = Toasts(window), []
    toasts.show("Nadia Benali ajoutée.", "Annuler", lambda: heard.append("undone"))

    toasts.shown()[0].findChild(LinkButton).click()

    assert heard == ["undone"]
    assert toasts.shown() == []


def test_toasts_are_never_stacked_over_three(window: QWidget, qapp: QApplication):
    toasts = Toasts(window)
    for number in range(5):
        toasts.show(f"Message {number}")
    window.resize(700, 500)
    qapp.processEvents()

    assert [toast.message.text() for toast in toasts.shown()] == ["Message 2", "Message 3", "Message 4"]
    tops = [toast.y() for toast in toasts.shown()]
    assert tops == sorted(tops)
    assert toasts.shown()[-1].geometry().bottom() <= window.height()


def test_toasts_leave_two_thirds_of_a_low_window_free(window: QWidget, qapp: QApplication):
    toasts = Toasts(window)
    window.resize(700, 200)
    for number in range(3):
        toasts.show(f"Message {number}")
    qapp.processEvents()

    assert toasts.shown()[-1].message.text() == "Message 2"
    assert sum(toast.height() for toast in toasts.shown()) <= window.height() / 3


def test_a_toast_waits_while_it_is_pointed_at_or_focused(window: QWidget, qapp: QApplication):
    toasts = Toasts(window)
    toasts.show("Copié", "Annuler", None)
    toast = toasts.shown()[0]
    assert toast.timer.isActive()

    qapp.sendEvent(toast, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    assert not toast.timer.isActive()
    qapp.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.timer.isActive()

    toast.findChild(LinkButton).setFocus()
    assert not toast.timer.isActive()
    window.opener.setFocus()
    assert toast.timer.isActive()


def test_a_confirmation_answers_by_the_button_pressed(window: QWidget, qtbot: QtBot):
    prompts = DialogPrompts(window)
    QTimer.singleShot(0, lambda: press(window, "Effacer"))
    assert prompts.confirm("Effacer ?", "Rien ne restera.", "Effacer", "Garder", danger=True)

    QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return))
    assert not prompts.confirm("Effacer ?", "Rien ne restera.", "Effacer", "Garder", danger=True)

    QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape))
    assert not prompts.confirm("Effacer ?", "Rien ne restera.", "Effacer", "Garder")


def test_choosing_gives_the_place_of_the_option(window: QWidget, qtbot: QtBot):
    prompts = DialogPrompts(window)
    QTimer.singleShot(0, lambda: press(window, "vCard"))
    assert prompts.choose("Exporter", "", ["CSV", "vCard", "Tout"]) == 1

    QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape))
    assert prompts.choose("Exporter", "", ["CSV", "vCard"]) is None


def test_asking_for_a_line_gives_what_was_typed(window: QWidget, qtbot: QtBot):
    def answer() -> None:
        qtbot.keyClicks(QApplication.focusWidget(), "À relancer")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    prompts = DialogPrompts(window)
    QTimer.singleShot(0, answer)
    assert prompts.ask_text("Nouvelle vue", "Nom", "Créer") == "À relancer"

    QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape))
    assert prompts.ask_text("Nouvelle vue", "Nom", "Créer", "Vue 1") is None


def test_a_job_runs_elsewhere_and_comes_back_here(qtbot: QtBot, qapp: QApplication):
    tasks, done, steps = Tasks(), [], []

    def job(progress: Progress) -> int:
        progress.report(1, 2)
        return get_ident()

    tasks.run(job, lambda ident: done.append((ident, get_ident())), pytest.fail, lambda at, of: steps.append((at, of)))
    qtbot.waitUntil(lambda: bool(done))
    tasks.wait()

    worker, here = done[0]
    assert worker != here == get_ident()
    assert steps == [(1, 2)]


def test_a_job_that_fails_tells_its_error(qtbot: QtBot, qapp: QApplication):
    tasks, failed = Tasks(), []

    def job(_progress: Progress) -> int:
        raise Refused("empty")

    tasks.run(job, pytest.fail, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    tasks.wait()

    assert isinstance(failed[0], Refused)


def test_a_job_sees_that_it_is_cancelled(qtbot: QtBot, qapp: QApplication):
    tasks, done = Tasks(), []

    def job(progress: Progress) -> str:
        while not progress.cancelled:
            pass
        return "stopped"

    tasks.run(job, done.append, pytest.fail).cancel()
    qtbot.waitUntil(lambda: bool(done))
    tasks.wait()

    assert done == ["stopped"]


def test_a_refusal_is_a_toast(window: QWidget):
    toasts = Toasts(window)
    Errors(window, toasts).present(Refused("empty"), "Il manque un nom.")

    assert [toast.message.text() for toast in toasts.shown()] == ["Il manque un nom."]


def test_a_trouble_is_a_dialog_that_replaces_the_one_before(window: QWidget, qapp: QApplication):
    errors = Errors(window, Toasts(window))
    errors.present(Trouble("disk_full"), "Le disque est plein.")
    errors.present(Trouble("disk_full"), "Le disque est plein.")
    qapp.processEvents()

    assert len([overlay for overlay in window.findChildren(Overlay) if overlay.isVisible()]) == 1
    press(window, "Close")
    assert not [overlay for overlay in window.findChildren(Overlay) if overlay.isVisible()]


def test_a_bug_gives_a_report_to_copy_without_the_values(window: QWidget):
    errors = Errors(window, Toasts(window), "Carnet 1")
    name = "Hélène Vasseur"
    try:
        raise ValueError(name)
    except ValueError as error:
        errors.present(error)

    report = window.findChild(QPlainTextEdit).toPlainText()
    assert "Carnet 1" in report
    assert "ValueError" in report
    assert "Hélène" not in report
    press(window, "Copy the report")
    assert QGuiApplication.clipboard().text() == report


class People(Page):
    watches = frozenset({"contact"})

    def __init__(self) -> None:
        super().__init__("Contacts")
        self.reads = 0

    def reload(self) -> None:
        self.reads += 1


def changed(table: str) -> Changes:
    return Changes(None, Cause.USER, (RowChange(table, 1, None, {}),))


def test_a_page_reads_when_it_is_first_shown_and_when_what_it_watches_changes(qtbot: QtBot):
    page, signals = People(), AppSignals()
    qtbot.addWidget(page)
    signals.changed.connect(page.on_changed)
    page.show()
    assert page.reads == 1

    signals.changed.emit(changed("event"))
    assert page.reads == 1
    signals.changed.emit(changed("contact"))
    assert page.reads == 2
    signals.changed.emit(Changes(None, Cause.SYNC, everything=True))
    assert page.reads == 3


def test_a_hidden_page_reads_when_it_is_next_seen(qtbot: QtBot):
    page = People()
    qtbot.addWidget(page)
    page.show()
    page.hide()

    page.on_changed(changed("contact"))
    page.on_changed(changed("contact"))
    assert page.reads == 1

    page.show()
    assert page.reads == 2


def test_an_overlay_that_shrinks_leaves_no_shadow_behind(window: QWidget, qtbot: QtBot, qapp: QApplication):
    overlay = Overlay(window, "Ajout rapide", 400)
    lines = QWidget()
    lines.setMinimumHeight(300)
    overlay.content.addWidget(lines)
    overlay.open()
    qapp.processEvents()
    drawn = Painted(overlay)
    below = overlay.panel.geometry().bottomLeft() + QPoint(20, 8)

    lines.setMinimumHeight(50)
    qtbot.waitUntil(lambda: overlay.panel.geometry().bottom() < below.y() - 100)
    qapp.processEvents()

    assert drawn.region.contains(below)


def test_an_error_is_never_told_under_a_popover(window: QWidget, qapp: QApplication):
    menu = QMenu(window)
    menu.addAction("Tiède")
    menu.popup(window.mapToGlobal(QPoint(10, 10)))
    assert menu.isVisible()

    Errors(window, Toasts(window)).present(ValueError("x"))

    assert not menu.isVisible()
    assert window.findChild(Overlay).isVisible()


@pytest.mark.parametrize("left", [0, 30])
def test_the_focus_ring_is_whole_beside_the_edge_of_a_pane(window: QWidget, qapp: QApplication, left: int):
    install_style(qapp)
    area, inner = QScrollArea(window), QWidget()
    area.setGeometry(0, 100, 300, 200)
    button = Button("Ajouter", parent=inner)
    inner.resize(290, 190)
    area.setWidget(inner)
    area.show()
    button.setGeometry(left, 50, 120, 32)
    button.setFocus()
    qapp.processEvents()

    picture = area.viewport().grab().toImage()
    middle = button.geometry().center()

    def ringed(points: list[QPoint]) -> bool:
        return any(picture.pixelColor(point) == color("focus") for point in points)

    assert ringed([QPoint(x, middle.y()) for x in range(max(0, left - 5), left + 3)])
    assert ringed([QPoint(x, middle.y()) for x in range(left + 119, left + 125)])


def test_a_list_leaves_the_corners_of_its_card_round(window: QWidget, qapp: QApplication):
    card, filled = Card(pad=0), QWidget()
    filled.setStyleSheet("background: red")
    card.setParent(window)
    card.body.addWidget(filled)
    card.setGeometry(10, 10, 200, 120)
    card.show()
    qapp.processEvents()

    picture = card.grab().toImage()

    for corner in (QPoint(1, 1), QPoint(198, 1), QPoint(1, 118), QPoint(198, 118)):
        assert picture.pixelColor(corner) == color("list")
    assert picture.pixelColor(100, 119) == color("border")
    assert picture.pixelColor(100, 60) == QColor("red")


def test_a_file_dialog_speaks_french_only(window: QWidget, qtbot: QtBot, qapp: QApplication):
    translator = QTranslator(qapp)
    assert translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qapp.installTranslator(translator)
    seen: list[str] = []

    def look() -> None:
        dialog = window.findChild(QFileDialog)
        seen.extend(each.text() for each in dialog.findChildren(QLabel) if each.text())
        dialog.reject()

    for ask in ("open_file", "save_file"):
        QTimer.singleShot(0, look)
        answer = getattr(DialogPrompts(window), ask)("Carnet", "Carnet (*.carnet)")
        assert answer is None
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.removeTranslator(translator)

    told = {text.replace("&", "").rstrip(": \u00a0\u202f") for text in seen}
    assert told == {"Regarder dans", "Nom de fichier", "Type de fichier"}
