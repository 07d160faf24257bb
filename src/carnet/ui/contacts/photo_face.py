"""The face at the head of the sheet: a photo is dropped or pasted on it, chosen or removed from its menu."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu

from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.icons import icon
from carnet.ui.kit.painting import set_tip
from carnet.ui.kit.photos import SUFFIXES
from carnet.words import _

_OPENERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2})


class PhotoFace(Avatar):
    """A face that takes a photo.

    Signals:
        file_given: path of a picture dropped or pasted.
        image_given: a `QImage` dropped or pasted.
        file_asked: a file is to be chosen.
        removed: the photo is to go.
        nothing_to_paste: the clipboard holds no picture.
    """

    file_given = Signal(object)
    image_given = Signal(object)
    file_asked = Signal()
    removed = Signal()
    nothing_to_paste = Signal()
    ring_radius_px = 31

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._has_photo = False
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_photo_of(self, name: str, photo: str, load: Callable[[], bytes | None]) -> None:
        """Show the photo of a person, or initials where there is none ("")."""
        self._has_photo = bool(photo)
        self.show_photo(photo, load)
        said = _("Photo of {name}") if photo else _("Add a photo of {name}")
        self.setAccessibleName(said.format(name=name))
        set_tip(self, said.format(name=name))

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+V for a picture; anything else that was copied is the window's to understand."""
        pressed = event if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride else None
        if pressed is not None and pressed.matches(QKeySequence.StandardKey.Paste):
            copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
            if copied is not None and _has_picture(copied):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with Ctrl+V, remove with Suppr, open the menu with Enter."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() == Qt.Key.Key_Delete and self._has_photo:
            self.removed.emit()
        elif event.key() in _OPENERS and not event.modifiers():
            self.open_menu(self.mapToGlobal(QPoint(0, self.height())))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the menu."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open_menu(self.mapToGlobal(QPoint(0, self.height())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu where it was asked for."""
        self.open_menu(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures; everything else is the window's."""
        if _has_picture(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the picture dropped."""
        if self._take(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def open_menu(self, place: QPoint) -> None:
        """Offer what one does with a photo."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = [
            ("file", "folder-open", _("Choose a photo…")),
            ("paste", "copy", _("Paste a picture")),
            *([("remove", "trash-2", _("Remove the photo"))] if self._has_photo else []),
        ]
        for key, icon_name, text in entries:
            menu.addAction(icon(icon_name), text).setData(key)
        menu.triggered.connect(self._on_chosen)
        menu.popup(place)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        match action.data():
            case "file":
                self.file_asked.emit()
            case "paste":
                self._paste()
            case _remove:
                self.removed.emit()

    def _paste(self) -> None:
        if not self._take(QGuiApplication.clipboard().mimeData()):
            self.nothing_to_paste.emit()

    def _take(self, data: QMimeData | None) -> bool:
        if data is None:  # an empty clipboard, whatever the stubs say
            return False
        path = _picture_file(data)
        if path is not None:
            self.file_given.emit(path)
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.image_given.emit(image)
            return True
        return False


def _has_picture(data: QMimeData) -> bool:
    return data.hasImage() or _picture_file(data) is not None


def _picture_file(data: QMimeData) -> Path | None:
    """Return the first picture among files of this computer; an address of the web is never fetched."""
    files = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return next((file for file in files if file.suffix.lower() in SUFFIXES), None)
