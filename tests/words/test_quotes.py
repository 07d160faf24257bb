"""Quotation marks inside quotation marks are those of the second rank."""

from collections.abc import Iterator

import pytest

from carnet import paths, words
from carnet.words.quotes import inside


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    before = words.current_language()
    words.install(paths.locale(), "fr")
    yield
    words.install(paths.locale(), before)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Webinaire « Facture électronique »", "Webinaire “Facture électronique”"),
        ("«\u202fFinOps\u202f» et “cloud”", "“FinOps” et “cloud”"),
        ("Afterwork", "Afterwork"),
        ("Une « seule", "Une « seule"),
    ],
)
def test_a_quoted_title_has_its_own_marks_turned(title: str, said: str) -> None:
    assert inside(title) == said
