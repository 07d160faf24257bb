"""« Bilan réseau » on paper: what stands on its pages, that nothing is split, and that the ink is where it should be."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from carnet.domain.attribution import Model
from carnet.domain.contacts import Contact, Sphere
from carnet.domain.mission_sheets import Mission
from carnet.domain.review import Grouping
from carnet.journal import FixedClock, Journal
from carnet.ui.kit import paper
from carnet.ui.kit.theme import apply_theme, resources
from carnet.ui.review import paper_blocks, paper_review, printing, year_review
from carnet.ui.review.paper_blocks import Block
from carnet.words import install
from carnet.words.reviews import model_rule
from pdf_text import pages

ROOM = QSizeF(2008, 2905)


def told(journal: Journal, year: int = 2026, model: Model = Model.W) -> year_review.YearReview:
    return year_review.read(journal, year, model, "EUR")


def plain(data: bytes) -> list[str]:
    return [page.replace("\u202f", " ").replace("\u00a0", " ") for page in pages(data)]


def test_the_cover_names_the_year_the_model_and_the_missions(journal: Journal) -> None:
    found = told(journal)
    first = plain(printing.pdf(found))[0]

    assert f"attribution Équilibré 30-30-30-10 · {len(found.review.missions)} missions" in first
    assert f"{round(found.review.total_cents / 100):,}".replace(",", " ") in first
    assert "2025 :" in first
    assert "Ce que dit le réseau" in first
    assert "Montants hors taxes. Sphère personnelle exclue, 141 contacts." in first


def test_every_table_sums_to_the_turnover(journal: Journal) -> None:
    found = told(journal)

    assert found.tables
    for table in found.tables:
        assert sum(row.credit_cents for row in table.rows) + table.folded_cents == found.review.total_cents
        beside = table.comparison.beside
        if table.comparison.period is None:
            assert table.comparison.review.question.by is Grouping.MONTH
            continue
        before = sum(beside[row.key].period_cents or 0 for row in table.rows)
        assert before + table.folded_before_cents == found.before.total_cents


def test_tables_sentences_reciprocity_and_method_follow(journal: Journal) -> None:
    text = "\n".join(plain(printing.pdf(told(journal, model=Model.LINEAR))))

    for said in (
        "D’où viennent les missions",
        "Par relation",
        "Par canal",
        "Par organisateur",
        "Modèle « Égal », 5 missions",
        "Mises en relation reçues et données",
        "Vous et les salariés français",
        "Comment c’est compté",
        f"Égal : {model_rule(Model.LINEAR)}",
    ):
        assert said in text


def test_a_target_stands_on_the_cover(journal: Journal) -> None:
    journal.targets.set(2026, 9_000_000, "EUR")
    assert "sur 90 000 €" in plain(printing.pdf(told(journal)))[0]


def test_private_life_is_not_named_unless_asked(journal: Journal) -> None:
    paul = journal.contacts.save(Contact(first_name="Paul", last_name="Intime", sphere=Sphere.PERSONAL))
    key = journal.missions.save(Mission(title="Ami", day_rate_cents=100_000, days_sold_half=4))
    journal.missions.sign(key, contact_id=paul, signed_on=date(2026, 11, 3))

    assert "Intime" not in "".join(plain(printing.pdf(told(journal))))
    named = year_review.read(journal, 2026, Model.W, "EUR", with_personal=True)
    assert "Paul Intime" in "".join(plain(printing.pdf(named)))


def test_a_year_without_missions_is_one_honest_page(tmp_path: Path) -> None:
    empty = Journal(tmp_path / "empty.carnet", clock=FixedClock(day=date(2026, 11, 20)))
    (page,) = plain(printing.pdf(told(empty)))
    empty.close()

    assert "Encore trop peu de missions" in page
    assert "D’où viennent les missions" not in page


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_are_white_whatever_the_theme_and_nothing_leaves_them(
    journal: Journal, qapp: QApplication, theme: str, language: str
) -> None:
    apply_theme(qapp, theme, resources())
    install(resources() / "locale", language)
    content = paper_review.content(told(journal))
    for page in range(content.lay(ROOM)):
        sheet = QImage(620, 877, QImage.Format.Format_RGB32)
        sheet.fill(QColor("white"))
        painter = QPainter(sheet)
        painter.scale(75 / paper.DPI, 75 / paper.DPI)
        painter.translate(236, 319)
        content.paint(painter, page)
        painter.end()
        dark = {(x, y) for x in range(0, 620, 2) for y in range(0, 877, 2) if sheet.pixelColor(x, y).lightness() < 200}
        assert dark
        assert all(58 <= x <= 562 and 78 <= y <= 808 for x, y in dark)
        assert len(dark) < 620 * 877 / 4 * 0.3  # a page, not a ground


def test_no_block_is_split_and_a_head_comes_again() -> None:
    def nothing(_painter: QPainter, _y: float, _width: float) -> None:
        return

    head = Block(10, nothing)
    blocks = [
        Block(30, nothing, keeps=True),
        head._replace(keeps=True),
        *(Block(20, nothing, head=head) for _ in range(9)),
    ]

    found = paper_blocks.pages(blocks, QSizeF(100, 100))

    assert [len(page) for page in found] == [5, 5, 3]
    assert all(placed.y + placed.block.height <= 100 for page in found for placed in page)
    assert all(page[0].block is head for page in found[1:])


def test_a_heading_goes_with_what_follows() -> None:
    def nothing(_painter: QPainter, _y: float, _width: float) -> None:
        return

    blocks = [Block(80, nothing), Block(15, nothing, keeps=True), Block(20, nothing)]

    assert [len(page) for page in paper_blocks.pages(blocks, QSizeF(100, 100))] == [1, 2]
