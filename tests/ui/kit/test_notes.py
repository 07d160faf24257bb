"""Notes: shown formatted, edited plain, and never taken for more than text and links."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.ui.kit.markdown import Note, _parts
from carnet.ui.kit.notes import NoteArea

HOSTILE = [
    "<script>alert(1)</script>",
    "<b>gras</b> <img src='file:///etc/passwd'>",
    "<a href='https://a.example'>x</a>",
    "<!-- caché --> <style>p{}</style>",
    "&lt;b&gt;gras&lt;/b&gt; &copy;",
]


@pytest.fixture
def area(qtbot: QtBot) -> NoteArea:
    made = NoteArea("À retenir", name="Notes")
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


@pytest.mark.parametrize("text", HOSTILE)
def test_html_is_shown_as_it_is_written(qapp: QApplication, text: str) -> None:
    note = Note(text)

    assert note.toPlainText() == text
    assert note.links() == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[x](javascript:alert(1))", []),
        ("[x](JavaScript:alert(1)) [y](vbscript:x) [z](data:text/html,a)", []),
        ("[x](file:///etc/passwd) [y](/etc/passwd) [z](smb://a/b)", []),
        ("<javascript:alert(1)> <file:///etc/passwd>", []),
        (
            "[x](https://a.example) http://b.example www.c.example",
            ["https://a.example", "https://b.example", "https://www.c.example"],
        ),
        (
            "claire@acme.example [x](mailto:a@b.example?bcc=c@d.example)",
            ["mailto:claire@acme.example", "mailto:a@b.example"],
        ),
    ],
)
def test_only_mail_and_web_links_live(qapp: QApplication, text: str, links: list[str]) -> None:
    assert Note(text).links() == links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[le plan](https://a.example/x?y=1#z)", "le plan (a.example)"),
        ("[https://banque.example](https://a.example)", "https://banque.example (a.example)"),
        ("[a.example](https://a.example@b.example)", "a.example"),
        ("[**mon** banquier](mailto:a@b.example?bcc=c@d.example) !", "mon banquier (a@b.example) !"),
        ("[un](https://a.example)[deux](https://b.example)", "un (a.example)deux (b.example)"),
        ("[x](javascript:alert(1))", "x"),
        ("www.a.example/x, http://b.example/, c@d.example", "www.a.example/x, http://b.example/, c@d.example"),
        ("[a.example](https://a.example/)", "a.example"),
    ],
)
def test_a_link_says_where_it_leads(qapp: QApplication, text: str, shown: str) -> None:
    note = Note(text)

    assert note.toPlainText() == shown
    tips = [part.charFormat().toolTip() for _block, part in _parts(note) if part.charFormat().anchorHref()]
    assert all(tip.removeprefix("<qt>").startswith(("https://", "mailto:")) for tip in tips)


@pytest.mark.parametrize("where", ["file:///etc/passwd", "https://a.example/x.png", ":/icons/x.png", "x.png"])
def test_pictures_are_words_and_nothing_is_loaded(qapp: QApplication, where: str) -> None:
    note = Note(f"avant ![le plan]({where}) après")

    assert note.toPlainText() == "avant le plan après"
    assert note.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(where)) is None


def test_overrides_of_direction_are_taken_out(qapp: QApplication) -> None:
    assert Note("Zoé \u202enitraM\u202c").toPlainText() == "Zoé nitraM"


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from("ab é<>&/=\"'![]()*_`#-+>~|:.\n\\123\u202e"), max_size=60))
def test_no_text_becomes_html_a_picture_or_a_link_of_another_kind(text: str) -> None:
    note = Note(text)

    assert "\ufffc" not in note.toPlainText()
    assert all(re.match(r"https://|mailto:", link) for link in note.links())


def test_a_note_reads_formatted_and_is_typed_plain(qtbot: QtBot, area: NoteArea) -> None:
    area.set_text("# Projet\n**Budget** voté")
    assert area.view.isVisible()
    assert not area.area.isVisible()
    assert area.view.toPlainText() == "Projet\nBudget voté"

    area.view.setFocus()
    qtbot.keyClick(area.view, Qt.Key.Key_Return)
    assert area.area.isVisible()
    assert area.area.hasFocus()
    assert area.area.toPlainText() == "# Projet\n**Budget** voté"

    area.area.selectAll()
    with qtbot.waitSignal(area.edited) as said:
        qtbot.keyClicks(area.area, "*lundi*")
        qtbot.keyClick(area.area, Qt.Key.Key_Escape)
    assert said.args == ["*lundi*"]
    assert area.view.hasFocus()
    assert area.view.toPlainText() == "lundi"


def test_a_click_beside_a_link_edits_and_a_link_opens(qtbot: QtBot, area: NoteArea) -> None:
    area.set_text("[plan](https://a.example)")
    place = area.view.cursorRect().center()
    with qtbot.waitSignal(area.link_opened) as opened:
        qtbot.mouseClick(area.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [QUrl("https://a.example")]
    assert area.view.isVisible()

    far = area.view.viewport().rect().topRight()
    qtbot.mouseClick(area.view.viewport(), Qt.MouseButton.LeftButton, pos=far)
    assert area.area.isVisible()


def test_a_link_is_reached_and_opened_by_keyboard(qtbot: QtBot, area: NoteArea) -> None:
    area.set_text("avant [plan](https://a.example)")
    area.view.setFocus()
    qtbot.keyClick(area.view, Qt.Key.Key_Tab)
    with qtbot.waitSignal(area.link_opened) as opened:
        qtbot.keyClick(area.view, Qt.Key.Key_Return)
    assert opened.args == [QUrl("https://a.example")]


def test_an_empty_note_is_typed_at_once(qtbot: QtBot, area: NoteArea) -> None:
    area.set_text("")
    assert area.area.isVisible()
    assert not area.view.isVisible()


def test_what_could_not_be_saved_stays_in_the_editor(qtbot: QtBot, area: NoteArea) -> None:
    area.set_text("avant")
    area.edited.connect(lambda _text: area.keep_unsaved("Disque plein."))
    area.edit()
    area.area.setPlainText("après")
    qtbot.keyClick(area.area, Qt.Key.Key_Escape)

    assert area.area.isVisible()
    assert area.text() == "après"


def test_a_painted_note_shows_ink(qapp: QApplication) -> None:
    from PySide6.QtGui import QPainter

    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    Note("**Budget**", width=200).drawContents(painter)
    painter.end()
    assert len({image.pixel(x, y) for x in range(200) for y in range(60)}) > 1
