"""The personal sphere: out of every export unless it is asked for, and in work mode on no page."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QLineEdit, QWidget

import pdf_text
from carnet.app import PAGES, Application
from carnet.cli import review_files
from carnet.cli.arguments import EXPORT_FORMATS
from carnet.domain.attribution import Model
from carnet.domain.contacts import ContactFilter, Sphere
from carnet.domain.exports import ExportFormat
from carnet.domain.review import ReviewQuestion
from carnet.journal import Journal
from carnet.store import quick
from carnet.ui.kit import paper
from carnet.ui.privacy import PrivacyPage
from carnet.words import exports

_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def journal(application: Application) -> Journal:
    """The example, in which people of private life opened doors and are to be seen, met and written to."""
    assert application.journal is not None
    found = application.journal
    keys = [key for key in found.contacts.ids(ContactFilter()) if found.contacts.get(key).sphere is Sphere.PERSONAL]
    assert len(keys) > 5
    today = found.clock.today()
    found.contacts.edit(keys[0], cadence_days=1, birthday=f"1980-{today:%m-%d}")
    found.introductions.save(keys[0], 1)
    found.selections.plan(keys[:3], today)
    found.capture.add(found.contacts.name(keys[1]), event_id=2, contact_id=keys[1])
    with found.core.reading() as connection:
        ((signed,),) = quick.rows(connection, "SELECT max(id) FROM mission WHERE signed_on IS NOT NULL")
    found.missions.sign(signed, contact_id=keys[2], signed_on=found.missions.get(signed).signed_on)
    return found


@pytest.fixture
def private(journal: Journal) -> list[str]:
    """The family names that nobody shall read: those that nobody else bears."""
    with journal.core.reading() as connection:
        sql = "SELECT last_name FROM contact WHERE sphere {} 'personal' AND last_name <> ''"
        known, others = ({name for (name,) in quick.rows(connection, sql.format(sign))} for sign in ("=", "<>"))
    assert len(known - others) > 5
    return sorted(known - others)


def _named(private: Sequence[str], text: str) -> list[str]:
    return [name for name in private if re.search(rf"\b{name}\b", text)]


def _text(data: bytes) -> str:
    """Return what a file says, a workbook by its parts, the folded lines of a calendar or a card as one."""
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as book:
            return "\n".join(book.read(part).decode() for part in book.namelist())
    return data.decode().replace("\r\n ", "")


def _written(journal: Journal, *, with_personal: bool) -> Iterator[tuple[str, bytes]]:
    """Yield every export but that of the whole journal, by its name."""
    for form in ExportFormat:
        yield f"contacts.{form}", exports.write(journal.exports, form, None, with_personal=with_personal)
    for kind in EXPORT_FORMATS["events"]:
        yield f"events.{kind}", journal.exports.events(kind)
    for kind in ("todo", "event"):
        yield f"{kind}.ics", journal.exports.follow_ups(kind, with_personal=with_personal)
    for kind in EXPORT_FORMATS["missions"]:
        yield f"missions.{kind}", journal.exports.missions(kind, with_personal=with_personal)


def _papers(journal: Journal, folder: Path, *, with_personal: bool) -> Iterator[tuple[str, str]]:
    """Yield what the review hands out, as text."""
    question = ReviewQuestion(model=Model.LINEAR, with_personal=with_personal)
    made = {kind: str(folder / f"bilan.{kind}") for kind in ("csv", "xlsx", "pdf", "svg")}
    for file in review_files.keep(journal, journal.review.ask(question), made):
        data = file.read_bytes()
        yield file.name, "\n".join(pdf_text.pages(data)) if file.suffix == ".pdf" else _text(data)


def test_no_export_names_them_unless_asked(journal: Journal, private: list[str], tmp_path: Path) -> None:
    told = {name: _named(private, _text(data)) for name, data in _written(journal, with_personal=False)}
    told |= {name: _named(private, text) for name, text in _papers(journal, tmp_path, with_personal=False)}
    assert {name: found for name, found in told.items() if found} == {}
    assert set(EXPORT_FORMATS) == {"contacts", "events", "follow-ups", "missions", "all"}  # a new one belongs above


def test_an_export_that_asks_for_them_has_them(journal: Journal, private: list[str], tmp_path: Path) -> None:
    told = {name: _named(private, _text(data)) for name, data in _written(journal, with_personal=True)}
    assert all(found for name, found in told.items() if not name.startswith("events"))
    assert any(_named(private, text) for _name, text in _papers(journal, tmp_path, with_personal=True))


def _rows(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            for role in _ROLES:
                yield str(model.index(row, column).data(role) or "")


def _texts(window: QWidget) -> Iterator[str]:
    """Yield all that a window says, to eyes and to screen readers."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _rows(widget.model())


def _read(application: Application) -> str:
    QTest.qWait(400)  # what is read beside the window comes in turns of its own
    QApplication.processEvents()
    return "\n".join(_texts(application.window))


@pytest.mark.parametrize("key", PAGES)
def test_no_page_names_them_in_work_mode(
    journal: Journal, private: list[str], application: Application, key: str
) -> None:
    application._on_work_mode(True)
    page = application.window.show_page(key)
    assert _named(private, _read(application)) == []
    if isinstance(page, PrivacyPage):
        page.clear()
        assert _named(private, _read(application)) == []
        text = "\n".join(pdf_text.pages(paper.pdf(page.content(), "", "")))
        assert _named(private, text) == []


def test_pages_name_them_otherwise(journal: Journal, private: list[str], application: Application) -> None:
    application.window.show_page("contacts")
    assert _named(private, _read(application))


def test_no_sheet_names_them_in_work_mode(journal: Journal, private: list[str], application: Application) -> None:
    """Whom somebody private introduced, met at an event, or brought a mission."""
    with journal.core.reading() as connection:
        ((signed,),) = quick.rows(connection, "SELECT max(id) FROM mission WHERE signed_on IS NOT NULL")
    application._on_work_mode(True)
    for opened, key in ((application.open_contact, 1), (application.open_event, 2), (application.open_mission, signed)):
        opened(key)
        assert _named(private, _read(application)) == []
