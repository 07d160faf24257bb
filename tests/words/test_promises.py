"""README and the window promise the same, in the same words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from carnet import paths
from carnet.words import install, promises

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    install(paths.locale(), "en")
    yield
    install(paths.locale(), "fr")


def test_readme_holds_the_table_of_the_window() -> None:
    told = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    first = told.index("| " + " | ".join(promises.heads()) + " |")
    count = len(promises.rows())
    assert told[first + 1 : first + 1 + count] == ["| " + " | ".join(row) + " |" for row in promises.rows()]


def test_every_name_of_the_trials_is_promised_once_at_least() -> None:
    names = set(re.findall(r"\((R\d)\)", " ".join(row.tested for row in promises.rows())))
    assert names == {"R1", "R2", "R3", "R4", "R5", "R6"}
