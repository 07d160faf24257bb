"""The photo at the head of the sheet: dropped, pasted, chosen, removed; shown in the list too."""

from pathlib import Path

import pytest
from contacts_desk import Desk
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from carnet.errors import Refused
from carnet.ui.contacts.photo_face import PhotoFace

Key = Qt.Key


def red(width: int = 600, height: int = 600) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def face_of(desk: Desk) -> tuple[PhotoFace, int]:
    key = desk.contact("Hélène Vasseur")
    desk.open(key)
    return desk.page.sheet.header.avatar, key


def choose(face: PhotoFace, text: str) -> None:
    menu = next(menu for menu in face.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if text in action.text()).trigger()
    menu.close()


def drop(face: PhotoFace, data: QMimeData) -> bool:
    buttons, keys, copying = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(9, 9), copying, data, buttons, keys)
    QApplication.sendEvent(face, entering)
    if not entering.isAccepted():
        return False
    dropping = QDropEvent(QPointF(9, 9), copying, data, buttons, keys)
    QApplication.sendEvent(face, dropping)
    return dropping.isAccepted()


@pytest.fixture
def jpeg(tmp_path: Path) -> Path:
    path = tmp_path / "Portrait.JPG"
    assert red().save(str(path))
    return path


def test_a_file_dropped_on_the_face_becomes_the_photo_and_ctrl_z_takes_it_back(desk: Desk, jpeg: Path) -> None:
    face, key = face_of(desk)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(jpeg))])

    assert drop(face, data)

    assert desk.journal.contacts.photo(key) is not None
    assert face.accessibleName() == "Photo de Hélène Vasseur"
    assert face.grab().toImage().pixelColor(31, 31).red() > 200
    desk.journal.history.undo()
    assert desk.journal.contacts.photo(key) is None
    assert face.accessibleName().startswith("Ajouter une photo")


def test_the_list_shows_the_photo_too(desk: Desk) -> None:
    face, key = face_of(desk)
    face.image_given.emit(red())
    desk.page.list.show_filter(desk.page.list.filter())
    desk.page.list.select(key)
    row = desk.page.list.table.visualRect(desk.page.list.table.currentIndex())

    shown = desk.page.list.table.viewport().grab(row).toImage()

    assert shown.pixelColor(6 + 14 + 19, 32).red() > 200
    assert shown.pixelColor(6 + 14 + 19, 32).green() < 80


def test_what_is_no_picture_is_left_to_the_window(desk: Desk, tmp_path: Path) -> None:
    face, key = face_of(desk)
    card, web = QMimeData(), QMimeData()
    card.setUrls([QUrl.fromLocalFile(str(tmp_path / "all.vcf"))])
    web.setUrls([QUrl("https://example.org/portrait.jpg")])

    assert not drop(face, card)
    assert not drop(face, web)
    assert desk.journal.contacts.photo(key) is None


def test_a_picture_is_pasted_by_key_and_by_menu(qtbot: QtBot, desk: Desk) -> None:
    face, key = face_of(desk)
    QApplication.clipboard().clear()
    qtbot.keyClick(face, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.toasts == ["Il n’y a pas d’image à coller."]
    QApplication.clipboard().setImage(red())

    qtbot.keyClick(face, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.journal.contacts.photo(key) is not None

    qtbot.keyClick(face, Key.Key_Delete)
    assert desk.journal.contacts.photo(key) is None
    qtbot.keyClick(face, Key.Key_Return)
    choose(face, "Coller")
    assert desk.journal.contacts.photo(key) is not None


def test_a_file_is_chosen_and_the_photo_removed_from_the_menu(qtbot: QtBot, desk: Desk, jpeg: Path) -> None:
    face, key = face_of(desk)
    desk.answers.file = jpeg
    qtbot.mouseClick(face, Qt.MouseButton.LeftButton)
    choose(face, "Choisir")
    assert desk.journal.contacts.photo(key) is not None

    QApplication.sendEvent(face, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
    choose(face, "Retirer")

    assert desk.journal.contacts.photo(key) is None
    desk.answers.file = None
    face.file_asked.emit()
    assert desk.journal.contacts.photo(key) is None


def test_a_broken_file_is_told_of_and_nothing_changes(desk: Desk, tmp_path: Path) -> None:
    face, key = face_of(desk)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"nothing of the kind")

    face.file_given.emit(broken)

    assert [error.reason for error in desk.errors if isinstance(error, Refused)] == ["photo_unreadable"]
    assert desk.journal.contacts.photo(key) is None
