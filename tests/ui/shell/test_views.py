"""Saved views in the rail: kept from the list, opened, counted, renamed, moved, forgotten and taken back."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, export_as
from carnet.app import Application
from carnet.domain.contacts import Sphere
from carnet.domain.exports import ExportFormat
from carnet.journal import Journal
from carnet.ui.kit.theme import metric
from carnet.ui.shell.rail import ViewButton


@pytest.fixture
def kept(application: Application, answers: Answers, qtbot: QtBot) -> ViewButton:
    """A view kept from the list, as the rail shows it."""
    before = set(application.window.rail.views)
    page: Any = application.window.show_page("contacts")
    page.list.search.setText("etiquette:cloud")
    answers.text = "Mon cloud"
    page.list.keep.click()
    qtbot.waitUntil(lambda: set(application.window.rail.views) != before)
    (key,) = set(application.window.rail.views) - before
    return application.window.rail.views[key]


def choose(application: Application, button: ViewButton, word: str) -> None:
    application.window.rail.view_menu_asked.emit(button.view_id, QPoint(50, 50))
    menu = application.window.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text().startswith(word)).trigger()
    menu.close()


def names(application: Application) -> list[str]:
    return [button.text() for button in application.window.rail.views.values()]


def test_a_list_is_kept_as_a_view_with_its_count(application: Application, kept: ViewButton, qtbot: QtBot) -> None:
    assert kept.text() == "Mon cloud"
    page: Any = application.window.current_page()
    listed = page.list.model.rowCount()

    qtbot.waitUntil(lambda: kept.accessibleDescription() == str(listed))


def test_the_title_of_the_views_stands_clear_of_the_pages(
    application: Application, kept: ViewButton, qtbot: QtBot
) -> None:
    application.window.resize(1280, 800)
    rail, title = application.window.rail, application.window.rail._views_title
    qtbot.waitUntil(title.isVisible)
    letters = title.mapTo(rail, title.contentsRect().topLeft())
    last = list(rail.buttons.values())[-1].geometry()

    assert letters.y() >= last.bottom() + metric(16)
    assert letters.x() == last.left() + metric(9)


def test_a_view_opens_its_list_by_key(application: Application, kept: ViewButton, qtbot: QtBot) -> None:
    application.window.show_page("today")
    kept.setFocus()

    qtbot.keyClick(kept, Qt.Key.Key_Return)

    page: Any = application.window.current_page()
    assert page.list.search.text() == "étiquette:cloud "
    assert 0 < page.list.model.rowCount() < application.journal.contacts.total()


def test_a_view_is_renamed_moved_and_forgotten_from_its_menu(
    application: Application, kept: ViewButton, answers: Answers
) -> None:
    answers.text = "Nuage"
    choose(application, kept, "Renommer")
    assert names(application)[-1] == "Nuage"

    choose(application, kept, "Monter")
    assert names(application).index("Nuage") == max(0, len(names(application)) - 2)

    choose(application, kept, "Supprimer")
    assert "Nuage" not in names(application)


def test_a_view_forgotten_comes_back_with_undo(application: Application, kept: ViewButton, qtbot: QtBot) -> None:
    choose(application, kept, "Supprimer")
    QApplication.processEvents()

    application.history.undo()

    qtbot.waitUntil(lambda: "Mon cloud" in names(application))


def test_the_folded_rail_keeps_the_icons_of_the_views(application: Application, kept: ViewButton) -> None:
    application.window.resize(960, 600)
    QApplication.processEvents()
    rail = application.window.rail

    assert rail.views[kept.view_id].narrow
    assert not rail._views_title.isVisible()


def test_a_view_is_exported_from_its_menu_and_the_list_by_key_private_life_apart(
    application: Application, kept: ViewButton, qtbot: QtBot, tmp_path: Path
) -> None:
    journal = application.journal
    assert journal is not None
    page: Any = application.window.current_page()
    first, *others = page.list.model.ids()
    journal.contacts.edit(first, sphere=Sphere.PERSONAL, last_name="=Formule()")
    journal.contacts.edit(others[0], last_name="=Formule()")

    application.prompts.path = tmp_path / "cloud.csv"
    choose(application, kept, "Exporter")
    export_as(application, ExportFormat.CSV, qtbot)
    qtbot.waitUntil((tmp_path / "cloud.csv").exists)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "cloud.csv").read_text("utf-8-sig"))))
    assert {int(row["id"]) for row in rows} == set(others)
    assert "'=Formule()" in {row["last_name"] for row in rows}

    page.list.search.setText("etiquette:cloud sphere:perso")
    application.prompts.path = tmp_path / "perso.vcf"
    application.commands.actions["export_here"].trigger()
    export_as(application, ExportFormat.VCARD, qtbot)
    qtbot.waitUntil((tmp_path / "perso.vcf").exists)
    assert (tmp_path / "perso.vcf").read_text("utf-8").count("BEGIN:VCARD") == 1


def test_views_travel_with_the_journal(application: Application, kept: ViewButton, tmp_path: Path) -> None:
    assert application.journal is not None
    names_kept = [view.name for view in application.journal.views.rows()]

    copy = Journal(tmp_path / "copie.carnet")
    copy.exports.restore(application.journal.exports.everything())

    assert [view.name for view in copy.views.rows()] == names_kept
    copy.close()
