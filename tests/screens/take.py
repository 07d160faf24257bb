"""Takes a picture of every screen on the example: light and dark, French and English, narrow, and with large text.

    python tests/screens/take.py [--out DIR] [--only WORD …] [--readme]

`--readme` renews the picture that README shows.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CARNET_HOME"] = tempfile.mkdtemp(prefix="carnet-screens-")

from PySide6.QtCore import QEvent, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from carnet import app as root
from carnet import paths
from carnet.app import Application
from carnet.journal import demo
from carnet.settings import Settings
from carnet.words import install

ROOT = Path(__file__).parents[2]
PAGES = ("today", "contacts", "events", "missions", "review", "imports", "preferences")


class Look(NamedTuple):
    """How the window is set for a series of pictures."""

    name: str
    theme: str = "light"
    language: str = "fr"
    width: int = 1280
    height: int = 800
    scale: float = 1.0


LOOKS = (
    Look("clair"),
    Look("sombre", theme="dark"),
    Look("english", language="en"),
    Look("960", width=960, height=600),
    Look("960-sombre", theme="dark", width=960, height=600),
    Look("200", scale=2.0),
)


def main(arguments: list[str]) -> int:
    """Take the pictures asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "screens")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    qt = QApplication([])
    journal = example(Path(os.environ["CARNET_HOME"]) / "exemple.carnet")
    empty = Path(os.environ["CARNET_HOME"]) / "vide.carnet"
    if asked.readme:
        take(qt, Look("readme"), journal, {"aujourdhui": page("today")}, ROOT / "resources" / "help", bare=True)
        return 0
    for look in LOOKS:
        scenes = {name: run for name, run in SCENES.items() if _wanted(asked.only, f"{look.name}-{name}")}
        take(qt, look, journal, scenes, asked.out)
    if _wanted(asked.only, "clair-vide"):
        take(qt, Look("clair"), empty, {"vide": page("today")}, asked.out)
    return 0


def _wanted(only: list[str], name: str) -> bool:
    return not only or any(word in name for word in only)


def example(path: Path) -> Path:
    """Write the example as of today."""
    today: date = datetime.now().astimezone().date()
    demo.write(path, today)
    return path


def take(
    qt: QApplication,
    look: Look,
    journal: Path,
    scenes: dict[str, Callable[[Application], object]],
    out: Path,
    *,
    bare: bool = False,
) -> None:
    """Show each scene in a window of its own and save what it shows."""
    settings = Settings(theme=look.theme, language=look.language, text_scale=look.scale)
    for name, run in scenes.items():
        install(paths.locale(), look.language)
        root.dress(qt, settings)
        state = QSettings(str(Path(tempfile.mkdtemp()) / "state.ini"), QSettings.Format.IniFormat)
        application = Application(qt, settings, journal, state)
        application.window.resize(look.width, look.height)
        application.show()
        wait(200)
        application.load()
        wait(100)
        run(application)
        wait(700)
        target = out / (f"{name}.png" if bare else f"{look.name}-{name}.png")
        application.window.grab().save(str(target))
        print(target.name)
        application.window.close()
        application.window.deleteLater()
        wait(20)


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def page(key: str) -> Callable[[Application], object]:
    """Return the scene that shows a page."""

    def show(application: Application) -> None:
        application.window.show_page(key)

    return show


def contact(application: Application) -> None:
    """Show the sheet of the person with the richest story."""
    assert application.journal is not None
    application.open_contact(application.journal.contacts.find("Hélène Vasseur")[0].id)


def positions(application: Application) -> None:
    """Show the facts of a person down to positions and own fields."""
    from carnet.ui.contacts import ContactsPage

    assert application.journal is not None
    key = application.journal.contacts.find("Hélène Vasseur")[0].id
    application.journal.contacts.edit(key, custom_fields=(("Chien", "Rex"),))
    application.open_contact(key)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.sheet.tabs.choose("facts")
    page.sheet.tabs.chosen.emit("facts")
    wait(50)
    for area in (page.sheet._side, page.sheet._scroll):
        area.ensureWidgetVisible(page.sheet.facts.notes)


def photo(application: Application) -> None:
    """Show a person with a photo, in the list and on the sheet."""
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

    from carnet.ui.kit import photos

    assert application.journal is not None
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ground = QLinearGradient(0, 0, 400, 400)
    ground.setColorAt(0, QColor("#c9d8e6"))
    ground.setColorAt(1, QColor("#6b8aa6"))
    painter.fillRect(image.rect(), ground)
    painter.setBrush(QColor("#f0d9c4"))
    painter.drawEllipse(130, 90, 140, 160)
    painter.setBrush(QColor("#34506b"))
    painter.drawEllipse(60, 270, 280, 260)
    painter.end()
    key = application.journal.contacts.find("Hélène Vasseur")[0].id
    application.journal.contacts.set_photo(key, *photos.keep(image))
    application.open_contact(key)


def organisation(name: str) -> Callable[[Application], object]:
    """Return the scene that shows the sheet of an organisation."""

    def show(application: Application) -> None:
        assert application.journal is not None
        found = [row.id for row in application.journal.organisations.rows() if row.name == name]
        application.open_organisation(found[0])

    return show


def organisation_list(application: Application) -> None:
    """Show the list of organisations, where only one of list and sheet may fit."""
    from carnet.ui.contacts import ContactsPage

    page = application.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    page.show_scope("organisations")


def event(application: Application) -> None:
    """Show the event that waits for its debrief."""
    assert application.journal is not None
    waiting = application.journal.today.sheet().debrief
    if waiting is not None:
        application.open_event(waiting.event_id)


def mission(application: Application) -> None:
    """Show a signed mission with its path."""
    assert application.journal is not None
    signed = [row for row in application.journal.missions.rows() if row.signed_on is not None]
    application.open_mission(signed[0].id)


def quick_add(application: Application) -> None:
    """Show the quick add with a line being typed."""
    assert application.journal is not None
    application.journal.drafts.clear("quick_add")
    application.quick_add()
    type_into_focus(
        application,
        "Nadia Benali, DSI chez Aéro-Garonne, nadia@garonne.example, 06 39 98 12 40, #cloud > relancer mardi",
    )


def type_into_focus(application: Application, text: str) -> None:
    """Type where the cursor is."""
    focus = application.window.focusWidget()
    for char in text if focus is not None else "":
        key = ord(char.upper()) if char.isascii() else 0
        QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, char))


def palette(application: Application) -> None:
    """Show the palette with an answer."""
    application.gestures.show_palette()
    type_into_focus(application, "port")


def keys(application: Application) -> None:
    """Show the sheet of keys."""
    application.gestures.show_keys()


SCENES: dict[str, Callable[[Application], object]] = {
    **{key: page(key) for key in PAGES},
    "fiche": contact,
    "photo": photo,
    "postes": positions,
    "organisation": organisation("Escale Portage"),
    "organisation-client": organisation("Assurances Brocéliande"),
    "organisations": organisation_list,
    "evenement": event,
    "mission": mission,
    "ajout-rapide": quick_add,
    "palette": palette,
    "raccourcis": keys,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
