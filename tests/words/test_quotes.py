"""Quotation marks inside quotation marks are those of the second rank."""

import pytest

from carnet.words.quotes import inside


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
