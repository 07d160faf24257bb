"""What is typed into a panel and not yet saved: there again after a crash, gone once the panel is closed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from carnet.journal import Journal
from carnet.ui.kit.choices import Combo, Segmented
from carnet.ui.kit.fields import TextArea, TextField
from carnet.ui.kit.kept import KeptPanel, KeptText
from carnet.ui.kit.overlay import Overlay


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "carnet.carnet")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    return window


class _Panel(Overlay):
    """A field of each kind, two of one name."""

    def __init__(self, window: QWidget, journal: Journal) -> None:
        super().__init__(window, "Essai")
        self.name = TextField("Nom", text="connu")
        self.first, self.second = TextArea("Note"), TextArea("Note")
        self.kind = Combo("Nature")
        for key in ("a", "b"):
            self.kind.add(key.upper(), key)
        self.day = QCheckBox("Journée")
        self.stage = Segmented([("x", "X"), ("y", "Y")], "x", "Étape")
        for part in (self.name, self.first, self.second, self.kind, self.day, self.stage):
            self.content.addWidget(part)
        KeptPanel(self, journal.drafts, "essai")
        self.open()


def crash(panel: Overlay) -> None:
    """Let a panel go as it goes with its process: nobody closes it."""
    panel.hide()
    panel.deleteLater()
    QApplication.processEvents()


def kept(journal: Journal) -> dict[str, str]:
    return {form: text for form, text in journal.drafts.everything().items() if form.startswith("form:")}


def test_every_kind_of_field_is_there_again_until_the_panel_is_closed(
    window: QWidget, journal: Journal, qtbot: QtBot
) -> None:
    panel = _Panel(window, journal)
    qtbot.wait(500)
    assert kept(journal) == {}  # nothing was typed
    qtbot.keyClicks(panel.name.line, " mieux")
    qtbot.keyClicks(panel.second.area, "promis hier")
    panel.kind.choose("b")
    panel.day.click()
    panel.stage.choose("y")
    qtbot.waitUntil(lambda: '"Y"' in str(kept(journal)) or '"y"' in str(kept(journal)))
    crash(panel)

    again = _Panel(window, journal)

    assert again.name.text() == "connu mieux"
    assert (again.first.text(), again.second.text()) == ("", "promis hier")
    assert again.kind.currentData() == "b"
    assert again.day.isChecked()
    assert again.stage.current() == "y"
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    assert kept(journal) == {}
    last = _Panel(window, journal)
    assert last.name.text() == "connu"
    last.close_overlay()


def test_a_text_typed_back_to_what_is_saved_leaves_no_draft(window: QWidget, journal: Journal, qtbot: QtBot) -> None:
    area = TextArea("Note")
    area.setParent(window)
    area.show()
    text = KeptText(area, journal.drafts)
    text.show("form:note", "su")
    area.area.setFocus()
    qtbot.keyClick(area.area, Qt.Key.Key_End)
    qtbot.keyClicks(area.area, "r")
    qtbot.waitUntil(lambda: kept(journal) == {"form:note": "sur"})
    text.show("form:other", "")
    text.show("form:note", "su")
    assert area.text() == "sur"

    area.area.setFocus()
    qtbot.keyClick(area.area, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(area.area, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: kept(journal) == {})
