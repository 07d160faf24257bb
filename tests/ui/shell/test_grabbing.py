"""What is pasted into the window or dropped on it: shown as lines to correct, taken to the import, or told why not."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from application_fixtures import Answers, type_text
from carnet.app import Application
from carnet.domain.contacts import PointKind
from carnet.ui.capture import CapturePanel
from carnet.ui.imports import ImportsPage
from carnet.ui.kit import card_reader, codes

SIGNATURE = """--
Zoé LACROIX
Directrice générale adjointe aux achats
Nova Conseil
06 39 98 77 01 | zoe.lacroix@nova.example
Envoyé de mon iPhone"""
CARDS = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n" for name in ("Zoé Lacroix", "Luc Roy"))


def copied(text: str = "", html: str = "", image: QImage | None = None) -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    if image is not None:
        data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)


def press_paste(application: Application, qtbot: QtBot) -> None:
    application.window.activateWindow()
    qtbot.waitUntil(application.window.isActiveWindow)
    qtbot.keyClick(application.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def panels_seen(application: Application) -> list[CapturePanel]:
    return [panel for panel in application.window.findChildren(CapturePanel) if panel.isVisible()]


def panel_of(application: Application) -> CapturePanel:
    (panel,) = application.window.findChildren(CapturePanel)
    return panel


def code_of(*texts: str) -> QImage:
    page = QImage(300 * len(texts), 300, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    for at, text in enumerate(texts):
        code = codes.qr(text)
        painter.drawImage(300 * at + 40, 40, code.scaled(code.size() * 5))
    painter.end()
    return page


def total(application: Application) -> int:
    assert application.journal is not None
    return len(application.journal.contacts.find("Lacroix"))


def shown_toasts(application: Application) -> list[str]:
    return [toast.accessibleName() for toast in application.window.toasts.shown()]


def test_a_signature_pasted_by_key_is_a_line_to_correct_beside_it(application: Application, qtbot: QtBot) -> None:
    copied(SIGNATURE)
    press_paste(application, qtbot)
    panel = panel_of(application)

    assert panel.composer.hasFocus()
    assert panel.line.draft.title == "Directrice générale adjointe aux achats"
    assert panel.beside.text.toPlainText() == SIGNATURE
    assert total(application) == 0

    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    assert application.journal is not None
    zoe = application.journal.contacts.get(panel.added.people()[0].contact_id)
    assert (zoe.first_name, zoe.last_name) == ("Zoé", "LACROIX")
    assert {point.kind for point in zoe.points} == {PointKind.PHONE, PointKind.EMAIL}
    assert panel.beside.isHidden()
    qtbot.keyClick(panel.composer, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert total(application) == 0


def test_somebody_known_is_shown_as_the_quick_add_shows_duplicates(application: Application, qtbot: QtBot) -> None:
    assert application.journal is not None
    application.journal.capture.add("Zoé Lacroix, zoe.lacroix@nova.example")
    copied(SIGNATURE)
    press_paste(application, qtbot)

    qtbot.waitUntil(lambda: "Zoé Lacroix" in panel_of(application).verdict.text())


def test_a_text_field_keeps_its_own_paste(application: Application, qtbot: QtBot) -> None:
    page = application.window.show_page("contacts")
    assert page is not None
    page.focus_search()
    copied("Zoé Lacroix")
    focused = application.window.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert not panels_seen(application)


def test_several_cards_go_to_the_check_of_the_import(application: Application, qtbot: QtBot) -> None:
    copied(CARDS)
    press_paste(application, qtbot)

    page = application.window.current_page()
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(lambda: page.checking.coming() == 2)


def test_cards_pasted_into_the_line_leave_it_for_the_import(application: Application, qtbot: QtBot) -> None:
    application.quick_add()
    panel = panel_of(application)
    type_text(panel.composer, "Ana Sil")
    copied(CARDS)
    qtbot.keyClick(panel.composer, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    page = application.window.current_page()
    assert isinstance(page, ImportsPage)
    assert panel.isHidden()
    qtbot.waitUntil(lambda: page.checking.coming() == 2)
    application.quick_add()
    assert panel.composer.text() == "Ana Sil"


def test_a_table_of_a_page_goes_there_too_from_any_page(application: Application, qtbot: QtBot) -> None:
    application.window.show_page("imports")
    rows = "<tr><td>Zoé Lacroix</td><td>zoe@nova.example</td></tr><tr><td>Ugo Faure</td><td>ugo@nova.example</td></tr>"
    copied("Zoé Lacroix zoe@nova.example Ugo Faure ugo@nova.example", f"<table>{rows}</table>")
    press_paste(application, qtbot)

    page = application.window.current_page()
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(lambda: page.checking.coming() == 2)


def test_a_long_table_is_understood_beside_the_window(application: Application, qtbot: QtBot) -> None:
    copied("Nom\tE-mail\n" + "".join(f"Zoé Lacroix{at}\tzoe{at}@nova.example\n" for at in range(900)))
    press_paste(application, qtbot)

    qtbot.waitUntil(lambda: application.window.key == "imports")
    page = application.window.current_page()
    assert isinstance(page, ImportsPage)
    qtbot.waitUntil(lambda: page.checking.coming() == 900)


def test_a_picture_with_codes_gives_its_people_one_after_the_other(application: Application, qtbot: QtBot) -> None:
    copied(
        image=code_of("MECARD:N:Lacroix,Zoé;TEL:0639987701;;", "https://www.linkedin.com/in/ugo-faure", "WIFI:S:a;;")
    )
    press_paste(application, qtbot)
    qtbot.waitUntil(lambda: bool(panels_seen(application)))
    panel = panel_of(application)

    assert panel.beside.picture.isVisible()
    lines = [panel.composer.text()]
    qtbot.keyClick(panel.composer, Qt.Key.Key_Return)
    lines.append(panel.composer.text())
    assert sorted(lines) == [
        "Ugo Faure, https://www.linkedin.com/in/ugo-faure",
        "Zoé Lacroix, 0639987701",
    ]


@pytest.mark.parametrize(
    ("texts", "told"), [(["WIFI:T:WPA;S:Acme;P:x;;"], "Wi-Fi"), ([], "Aucun QR code sur cette image")]
)
def test_what_names_nobody_is_told(
    application: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, texts: list[str], told: str
) -> None:
    # As where the extra is not installed: Python finds no such package.
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    blank = QImage(200, 200, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    copied(image=code_of(*texts) if texts else blank)
    press_paste(application, qtbot)

    qtbot.waitUntil(lambda: any(told in text for text in shown_toasts(application)))
    assert not panels_seen(application)


@pytest.mark.skipif(not card_reader.is_there(), reason="the extra “cards” is not installed")
def test_a_business_card_is_read_beside_its_picture(
    application: Application, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    answers.path = tmp_path / "carte.png"
    card().save(str(answers.path))
    application.commands.actions["picture"].trigger()

    qtbot.waitUntil(lambda: bool(application.window.findChildren(CapturePanel)), timeout=60_000)
    panel = panel_of(application)
    draft = panel.line.draft
    assert (draft.first_name, draft.last_name, draft.organisation) == ("Ugo", "Faure", "Nova Conseil")
    assert {point.normalised for point in draft.points} == {"+33639987701", "ugo.faure@nova.example"}
    assert panel.beside.picture.isVisible()
    assert total(application) == 0


def card() -> QImage:
    drawn = QImage(1000, 560, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    for y, size, text in (
        (110, 40, "Nova Conseil"),
        (240, 52, "Ugo Faure"),
        (310, 32, "Directeur technique"),
        (420, 30, "06 39 98 77 01"),
        (480, 30, "ugo.faure@nova.example"),
    ):
        font = QFont("DejaVu Sans")
        font.setPixelSize(size)
        painter.setFont(font)
        painter.drawText(80, y, text)
    painter.end()
    return drawn


def test_an_empty_clipboard_is_told(application: Application, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    press_paste(application, qtbot)

    assert any(text.startswith("Rien à coller ici") for text in shown_toasts(application))


def test_a_text_may_be_dropped_and_a_picture_file_too(application: Application, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setText(SIGNATURE)
    drop(application, data)
    assert panel_of(application).line.draft.last_name == "LACROIX"
    panel_of(application).close_overlay()

    file = tmp_path / "badge.png"
    code_of("MECARD:N:Faure,Ugo;;").save(str(file))
    other = tmp_path / "autre.png"
    code_of("MECARD:N:Silva,Ana;;").save(str(other))
    pictures = QMimeData()
    pictures.setUrls([QUrl.fromLocalFile(str(each)) for each in (other, file)])
    drop(application, pictures)
    qtbot.waitUntil(lambda: panel_of(application).composer.text() == "Ugo Faure")
    # The person of the other picture, and the line that was there, wait.
    assert "2" in panel_of(application).waiting.text()
    assert "Ana Silva" in panel_of(application).waiting.text()


def test_a_broken_picture_is_refused_in_words(application: Application, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "badge.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop(application, data)

    qtbot.waitUntil(lambda: any(shown_toasts(application)))


def test_nothing_is_not_taken(application: Application) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    nothing = QMimeData()  # the event only points to it
    refused = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, nothing, buttons, keys)
    refused.ignore()
    application.window.dragEnterEvent(refused)

    assert not refused.isAccepted()


def drop(application: Application, data: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    application.window.dragEnterEvent(entering)
    assert entering.isAccepted()
    application.window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
