"""« Organisateurs » and « Types » on Bilan: read, switched and opened by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from carnet.app import Application
from carnet.ui.review import ReviewPage
from carnet.ui.review.evenings import EveningsModel


@pytest.fixture
def page(application: Application, qtbot: QtBot) -> ReviewPage:
    found = application.window.show_page("review")
    assert isinstance(found, ReviewPage)
    found.show_view("table")
    qtbot.waitUntil(lambda: found.evenings.table.lines.rowCount() > 0)
    return found


def cells(page: ReviewPage) -> list[list[str]]:
    model = page.evenings.table.lines
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_organisers_then_kinds_with_the_missions_they_rest_on(page: ReviewPage, qtbot: QtBot) -> None:
    organisers = {line[0]: line for line in cells(page)}
    assert "Escale Portage" in organisers
    assert organisers["Escale Portage"][4].isdigit()

    page.evenings.by.focus_current()
    qtbot.keyClick(page.evenings.by.focusWidget() or page.evenings.by, Qt.Key.Key_Right)

    assert {"Afterwork", "Rencontre thématique"} <= {line[0] for line in cells(page)}


def test_it_follows_the_model(page: ReviewPage) -> None:
    before = cells(page)

    page.model.setCurrentIndex(page.model.findData("last"))

    assert page.evenings.model.text().startswith("Décisif")
    assert cells(page) != before


def test_enter_opens_the_organiser(application: Application, page: ReviewPage, qtbot: QtBot) -> None:
    table = page.evenings.table
    table.setCurrentIndex(table.lines.index(0, 0))

    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert application.window.current_page() is not page


def test_the_model_keeps_its_promises(page: ReviewPage) -> None:
    model = EveningsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = page._journal.review.evenings(page.question())

    model.show_rows(shown.kinds, "EUR")

    assert model.rowCount() == len(shown.kinds)
