"""What is said of an export before it is written."""

from collections.abc import Iterator

import pytest

from carnet import paths, words
from carnet.domain.exports import ExportFormat, Kept
from carnet.words import exports


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    before = words.current_language()
    words.install(paths.locale(), "fr")
    yield
    words.install(paths.locale(), before)


def test_the_sentence_counts_what_stays() -> None:
    told = exports.left_behind(ExportFormat.VCARD, {Kept.EXCHANGE: 12, Kept.MISSION: 3})
    assert told == "12 échanges et 3 missions n’entrent pas dans une vCard."
    assert exports.left_behind(ExportFormat.JSON, {Kept.PHOTO: 1}) == "1 photo n’entre pas dans ce JSON."
    assert exports.left_behind(ExportFormat.JSON, {}) == ""
