"""Sheets and lists on paper: what stands on the pages, read back out of the PDF."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from contacts_desk import Desk, set_up
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carnet.domain.contacts import Contact, ContactFilter, Sphere
from carnet.journal import Journal
from carnet.ui.contacts import printing
from carnet.ui.contacts.paper_list import ListContent
from carnet.ui.kit import paper
from carnet.ui.kit.theme import apply_theme
from pdf_text import pages

HELENE = "Hélène Vasseur"


def kept(qtbot: QtBot, desk: Desk, what: str, path: Path) -> list[str]:
    desk.answers.file = path
    desk.page.put_on_paper(what)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: len(desk.toasts) == 1)
    return pages(path.read_bytes())


@pytest.fixture
def saving(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose dialog for saving answers."""
    monkeypatch.setattr(type(desk.answers), "save_file", lambda self, _title, _name, _filters="": self.file)
    return desk


def test_a_sheet_says_what_is_known_and_what_was_said(qtbot: QtBot, saving: Desk, tmp_path: Path) -> None:
    key = saving.contact(HELENE)
    saving.journal.contacts.edit(key, about="# Projet\nAime les **cartes** & <b>l’opéra</b>")
    saving.page.open_item(key)

    read = kept(qtbot, saving, "keep_sheet", tmp_path / "helene.pdf")

    whole = "\n".join(read)
    for said in (
        HELENE,
        "Directrice des opérations chez Mutuelle Alizé",
        "h.vasseur@alize.example",
        "06 39 98 41 07",
        "Vous lui devez 2 mises en relation.",
        "Au départ\u202f: Marc Delcourt",
        "Projet",
        "& <b>l’opéra</b>",
        "Mission signée\u202f: Architecture API clients",
    ):
        assert said in whole
    assert "**" not in whole
    for number, page in enumerate(read, 1):
        assert f"Page {number} sur {len(read)}" in page
        assert "Imprimé le 20 novembre 2026" in page
        assert page.startswith(f"Carnet\n{HELENE}")


@pytest.mark.parametrize(("order", "said"), [("name", "par nom"), ("-last_exchange", "par dernier échange, à rebours")])
def test_a_list_holds_everybody_of_its_query_in_its_order(
    qtbot: QtBot, saving: Desk, tmp_path: Path, order: str, said: str
) -> None:
    chosen = ContactFilter(terms=saving.journal.views.rows()[1].chosen.terms)
    saving.page.open_filter(chosen)
    saving.page.list.set_order(order)
    rows = saving.journal.contacts.on_paper(saving.page.list.filter())

    read = kept(qtbot, saving, "keep_list", tmp_path / "liste.pdf")

    whole = "\n".join(read)
    assert f"{len(rows)} contacts" in whole
    assert said in whole
    places = [whole.index(f"\n{row.name}\n") for row in rows]
    assert places == sorted(places)
    assert len(rows) < saving.journal.contacts.total()


def test_the_columns_are_named_on_each_page_and_nobody_is_lost(
    qapp: QApplication, journal: Journal, desk: Desk
) -> None:
    read = pages(paper.pdf(desk.page.printing.people(ContactFilter()), "Contacts", ""))

    assert len(read) > 1
    assert all("Dernier échange" in page for page in read)
    names = {row.name for row in journal.contacts.on_paper(ContactFilter())}
    assert names <= {line for page in read for line in page.split("\n")}


def test_work_mode_keeps_private_life_off_the_paper(qtbot: QtBot, journal: Journal) -> None:
    journal.contacts.save(Contact(first_name="Zoé", last_name="Intime", sphere=Sphere.PERSONAL))
    desk = set_up(qtbot, journal)
    seen = "\n".join(pages(paper.pdf(desk.page.printing.people(ContactFilter()), "", "")))
    journal.options = replace(journal.options, work_mode=True)
    hidden = "\n".join(pages(paper.pdf(desk.page.printing.people(ContactFilter()), "", "")))

    assert "Zoé Intime" in seen
    assert "Zoé Intime" not in hidden


@pytest.mark.parametrize("text", ["<b>Zoé</b> & <img src='file:///etc/passwd'>", "A\x00B", "Z" * 400])
def test_hostile_names_are_text(qtbot: QtBot, desk: Desk, text: str) -> None:
    key = int(desk.journal.contacts.save(Contact(first_name=text, last_name="Test", city=text, about=text)))

    sheet = "".join(pages(paper.pdf(desk.page.printing.sheet(key), "t", ""))).replace("\n", "")
    people = "".join(pages(paper.pdf(desk.page.printing.people(ContactFilter()), "t", "")))

    start = text.replace("\x00", "")[:12]
    assert start in sheet
    assert start in people


def test_an_empty_list_is_a_page(qapp: QApplication) -> None:
    content = ListContent([], "Contacts", "0 contact")

    read = pages(paper.pdf(content, "Contacts", ""))

    assert len(read) == 1
    assert "0 contact" in read[0]


def test_paper_is_white_whatever_the_theme(qapp: QApplication, desk: Desk) -> None:
    apply_theme(qapp, "dark")
    data = paper.pdf(desk.page.printing.sheet(desk.contact(HELENE)), "t", "")
    apply_theme(qapp, "light")
    same = paper.pdf(desk.page.printing.sheet(desk.contact(HELENE)), "t", "")

    assert paper.ink("text").lightness() < 100
    assert len(data) == pytest.approx(len(same), rel=0.02)


def test_no_heading_is_left_alone_at_the_foot_of_a_page(qapp: QApplication, desk: Desk) -> None:
    content = desk.page.printing.sheet(desk.contact(HELENE))
    for height in range(1_000, 1_700, 50):
        read = pages(_squeezed(content, height))
        for page in read[:-1]:
            assert page.split("\n")[-1] not in {"Journal", "Notes", "Postes", "Origine", "Coordonnées"}
        content = desk.page.printing.sheet(desk.contact(HELENE))


def _squeezed(content: paper.Content, height: int) -> bytes:
    """Return the content on pages of another height, without head and foot."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QPainter, QPdfWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(paper.DPI)
    paper.settle(writer)
    painter = QPainter(writer)
    for page in range(content.lay(QSizeF(1_900, height))):
        if page:
            writer.newPage()
        painter.save()
        content.paint(painter, page)
        painter.restore()
    painter.end()
    return bytes(buffer.data().data())


def test_without_a_printer_one_is_told_and_the_pdf_still_works(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    desk.open(desk.contact(HELENE))

    desk.page.put_on_paper("print_sheet")

    assert desk.toasts == ["Aucune imprimante n’est installée. Enregistrez plutôt un PDF."]


def test_without_print_support_one_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "PySide6.QtPrintSupport", None)

    assert printing.ask_printer(desk.page) == "Impossible d’imprimer ici. Enregistrez plutôt un PDF."


def test_a_printer_gets_the_same_pages(qapp: QApplication, desk: Desk, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "imprimante.pdf"))
    paper.settle(printer)

    paper.paint(printer, desk.page.printing.sheet(desk.contact(HELENE)), HELENE, "")

    printed = pages((tmp_path / "imprimante.pdf").read_bytes())
    drawn = pages(paper.pdf(desk.page.printing.sheet(desk.contact(HELENE)), HELENE, ""))
    assert [re.sub(r"\s+", " ", page) for page in printed] == [re.sub(r"\s+", " ", page) for page in drawn]


def test_a_picture_of_a_page_shows_ink_within_the_margins(qapp: QApplication, desk: Desk) -> None:
    from PySide6.QtGui import QPainter

    content = desk.page.printing.people(ContactFilter())
    content.lay(QSizeF(2_000, 2_800))
    image = QImage(2_200, 3_000, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    content.paint(painter, 0)
    painter.end()
    inked = {
        x // 100 for x in range(0, 2_200, 4) for y in range(0, 3_000, 8) if image.pixelColor(x, y).lightness() < 128
    }
    assert max(inked) <= 20
    assert len(inked) > 8


def test_the_file_of_a_person_has_a_name_that_all_systems_take() -> None:
    assert printing.file_name('A/B: "C"?') == "A B C.pdf"
    assert printing.file_name("../..") == "Contact.pdf"


def test_the_menu_of_the_sheet_offers_paper(qtbot: QtBot, saving: Desk, tmp_path: Path) -> None:
    saving.answers.file = tmp_path / "menu"
    saving.page.open_item(saving.contact(HELENE))
    saving.page.sheet.act("keep_sheet")
    qtbot.waitUntil((tmp_path / "menu.pdf").exists)


def test_a_long_list_says_that_it_is_being_made_and_can_be_stopped(
    qtbot: QtBot, saving: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "_MANY", 10)
    offers: list[object] = []
    saving.signals.offer_made.connect(lambda text, action, stop: offers.extend((text, action, stop())))
    saving.answers.file = tmp_path / "liste.pdf"

    saving.page.put_on_paper("keep_list")
    saving.page._tasks.wait()
    QApplication.processEvents()

    assert offers[:2] == ["Le PDF se prépare…", "Annuler"]
    assert saving.toasts == []
    assert not saving.answers.file.exists()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "x.pdf"))
    monkeypatch.setattr(printing, "ask_printer", lambda _parent: printer)
    desk.open(desk.contact(HELENE))

    desk.page.put_on_paper("print_sheet")

    assert desk.toasts == ["L’imprimante n’a rien pris. Enregistrez plutôt un PDF."]


def test_all_that_is_known_is_handed_over_as_pages_and_for_programs(
    qtbot: QtBot, saving: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = saving.contact(HELENE)
    saving.journal.contacts.edit(key, met_where="Salon Data", custom_fields=(("Sport", "<b>voile</b>"),))
    saving.page.open_item(key)
    beside = tmp_path / "helene.json"

    whole = "\n".join(kept(qtbot, saving, "hand_over", tmp_path / "helene.pdf"))

    for said in (
        HELENE,
        "Tout ce que Carnet sait",
        "Lieu de rencontre\u202f: Salon Data",
        "<b>voile</b>",
        "Provenance",
        "Saisi",
    ):
        assert said in whole
    assert json.loads(beside.read_text("utf-8"))["contact"]["met_where"] == "Salon Data"

    beside.write_text("à moi")
    asked: list[str] = []
    monkeypatch.setattr(type(saving.answers), "confirm", lambda _self, title, *_rest: asked.append(title))
    saving.page.put_on_paper("hand_over")
    assert asked == ["Remplacer helene.json\u202f?"]
    assert beside.read_text() == "à moi"
