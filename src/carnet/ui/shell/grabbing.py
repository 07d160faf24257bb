"""What is pasted into the window, or dropped on it: people for the quick add, files for the import, codes to read."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication, QImage

from carnet.domain.imports import Clipping
from carnet.ui.shell.desk import Desk
from carnet.words import _

if TYPE_CHECKING:
    from carnet.domain.clips import Clip

_LONG = 20_000
_CALENDAR = "text/calendar"
_CARDS = ("text/vcard", "text/x-vcard", "text/directory")


class GrabActions(QObject):
    """Understands what comes from outside, and takes it where it belongs; nothing is written, nothing fetched."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    @Slot()
    def paste(self) -> None:
        """Take what was copied."""
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None where nobody ever copied
        self.take(QMimeData() if copied is None else copied, _("What was pasted"))

    def open_picture(self) -> None:
        """Ask for a picture, and read the codes on it, else the words."""
        file = self._desk.prompts.open_file(_("Read a picture"), _("Pictures") + " (*.png *.jpg *.jpeg *.webp)")
        if file is not None and self._desk.journal is not None:
            self._read_picture(partial(_opened, file), file.name)

    @Slot(object)
    def take(self, source: QMimeData, name: str = "") -> None:
        """Take what another program hands over: files, then calendars, text, a picture."""
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        named = name or _("What was dropped")
        if self._desk.journal is None:
            self._desk.open_files([file for file in files if not is_picture(file)])
        elif files:
            self._take_files(files)
        elif source.hasFormat(_CALENDAR):
            self._desk.open_files([Clipping(named, bytes(source.data(_CALENDAR).data()))])
        elif text := text_of(source):
            self._take_text(text, source.html() if source.hasHtml() else "", named)
        elif source.hasImage():
            self._read_picture(partial(_shrunk, QImage(source.imageData())), named)
        else:
            self._say_nothing()

    def _take_text(self, text: str, html: str, name: str) -> None:
        """Understand a text, a long one beside the window, which answers meanwhile."""
        journal = self._desk.journal
        assert journal is not None
        if len(text) + len(html) < _LONG:
            self._take_clip(name, journal.capture.understand(text, html))
            return
        job = _Understanding(partial(journal.capture.understand, text, html))
        self._desk.tasks.run(job, partial(self._take_clip, name), self._desk.present)

    def _take_files(self, files: list[Path]) -> None:
        pictures = [file for file in files if is_picture(file)]
        others = [file for file in files if file not in pictures]
        if others:
            self._desk.open_files(others)
        for file in pictures:
            self._read_picture(partial(_opened, file), file.name)

    def _take_clip(self, name: str, clip: "Clip", picture: QImage | None = None) -> None:
        from carnet.domain.clips import ClipKind

        if clip.data:
            self._desk.come_forward()
            self._desk.open_files([Clipping(name, clip.data)])
        if clip.lines:
            self._desk.take_clip(clip, picture)
        elif clip.kind is ClipKind.WIFI:
            self._tell(_("This code opens a Wi-Fi network: it names nobody to add."))
        elif not clip.data:
            self._say_nothing()

    def _say_nothing(self) -> None:
        text = _("Nothing to paste here: copy a signature, a profile, a card, a table or a picture with a code.")
        self._tell(text)

    def _tell(self, text: str) -> None:
        if not self._desk.window.isVisible():  # asked from the small window
            self._desk.come_forward()
        self._desk.window.toasts.show(text)

    def _read_picture(self, picture: "partial[QImage]", name: str) -> None:
        """Look for codes beside the window, which answers meanwhile."""
        self._desk.tasks.run(_Codes(picture), partial(self._on_codes, name), self._desk.present)

    def _on_codes(self, name: str, found: tuple[QImage, list[str]]) -> None:
        picture, texts = found
        journal = self._desk.journal
        if journal is not None and texts:
            self._take_clip(name, journal.capture.understand_codes(texts), picture)
        elif journal is not None:
            self._read_card(picture)

    def _read_card(self, picture: QImage) -> None:
        """Look for words, where the extra is there that reads them."""
        from carnet.ui.kit import card_reader

        if card_reader.is_there():
            self._tell(_("Reading the business card…"))
            self._desk.tasks.run(_Words(picture), partial(self._on_words, picture), self._desk.present)
        else:
            how = _("There is no QR code on this picture; to read business cards, install Carnet with “{command}”.")
            self._tell(how.format(command='pip install "carnet[cards]"'))

    def _on_words(self, picture: QImage, text: str) -> None:
        journal = self._desk.journal
        if journal is not None and text:
            self._desk.take_clip(journal.capture.understand_card(text), picture)
        elif journal is not None:
            self._tell(_("Nothing could be read on this picture."))


class _Understanding:
    """What a text is, as a job."""

    def __init__(self, understand: "partial[Clip]") -> None:
        self._understand = understand

    def __call__(self, _progress: object) -> "Clip":
        return self._understand()


class _Codes:
    """The codes of a picture, as a job; returns it with them."""

    def __init__(self, picture: "partial[QImage]") -> None:
        self._picture = picture

    def __call__(self, _progress: object) -> tuple[QImage, list[str]]:
        from carnet.ui.kit import codes

        image = self._picture()
        return image, codes.texts_of(image)


class _Words:
    """The words on a picture, as a job."""

    def __init__(self, picture: QImage) -> None:
        self._picture = picture

    def __call__(self, _progress: object) -> str:
        from carnet.ui.kit import card_reader

        return card_reader.text_of(self._picture)


def _opened(file: Path) -> QImage:
    from carnet.ui.kit import codes, photos

    return photos.look_at(file, codes.SIDE_PX)


def _shrunk(image: QImage) -> QImage:
    from carnet.ui.kit import codes, photos

    return photos.smaller(image, codes.SIDE_PX)


def is_picture(file: Path) -> bool:
    """Tell whether a file is a picture, by its name."""
    from carnet.ui.kit.photos import SUFFIXES

    return file.suffix.lower() in SUFFIXES


def may_take(source: QMimeData) -> bool:
    """Tell, before it is let fall, whether there may be something in it."""
    files = any(url.isLocalFile() for url in source.urls())
    return files or source.hasFormat(_CALENDAR) or source.hasText() or source.hasImage() or bool(_card_of(source))


def text_of(source: QMimeData) -> str:
    """Return the card or the text handed over."""
    form = _card_of(source)
    if not form:
        return source.text().strip() and source.text()
    data = bytes(source.data(form).data())
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _card_of(source: QMimeData) -> str:
    return next((form for form in _CARDS if source.hasFormat(form)), "")
