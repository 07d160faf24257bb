"""Amounts, days and numbers as each language writes them."""

import pytest

from carnet.paths import locale
from carnet.words import install
from carnet.words.formats import ordinal


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (1, "1er", "1st"),
        (2, "2e", "2nd"),
        (3, "3e", "3rd"),
        (11, "11e", "11th"),
        (16, "16e", "16th"),
        (22, "22e", "22nd"),
    ],
)
def test_ordinals_end_as_each_language_has_them(value: int, french: str, english: str) -> None:
    install(locale(), "en")
    assert ordinal(value) == english
    install(locale(), "fr")
    assert ordinal(value) == french
