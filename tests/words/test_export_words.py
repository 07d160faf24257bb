"""What is said of an export before it is written."""

from collections.abc import Iterator

import pytest

from carnet import paths, words
from carnet.domain.contacts import ORIGINS, Channel, Sphere
from carnet.domain.exports import ExportFormat, Kept
from carnet.domain.text import fold
from carnet.formats import carnet_csv
from carnet.words import contacts, exports


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
    told = exports.left_behind(ExportFormat.XLSX, {Kept.LONG_NOTE: 1})
    assert told == "La fin de 1 très longue note n’entre pas dans ce tableau."
    assert exports.left_behind(ExportFormat.JSON, {}) == ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_words_of_the_workbook_are_read_again(language: str) -> None:
    words.install(paths.locale(), language)
    heads = list(map(fold, exports.people([]).heads))
    assert carnet_csv.is_header(heads)
    assert all(carnet_csv.target(head, 0) for head in heads)
    for sphere in Sphere:
        assert carnet_csv.SPHERES.get(fold(contacts.sphere(sphere)), sphere) is sphere
    for origin in ORIGINS:
        word = fold(contacts.channel(origin))
        assert carnet_csv.ORIGINS.get(word, origin) is origin
        assert word in carnet_csv.ORIGINS or word == origin.value or origin is Channel.UNKNOWN


def test_a_workbook_gives_nobody_a_name_that_she_has_not() -> None:
    texts = dict.fromkeys(
        ("prefix", "first_name", "middle_name", "last_name", "organisation", "title", "city", "about"), ""
    )
    none = dict.fromkeys(("introduced_by", "met_on", "birthday"))
    lists = {name: [] for name in ("contact_points", "profiles", "tags", "circles")}
    nobody = {**texts, **none, **lists, "sphere": "professional", "origin_channel": "unknown"}
    phone = {"kind": "phone", "value": "0639980001"}
    records = [
        {**nobody, "display_name": "Coco"},
        {**nobody, "display_name": "Boulangerie Paul", "organisation": "Boulangerie Paul"},
        {**nobody, "display_name": "0639980001", "contact_points": [phone]},
    ]

    assert [row[0] for row in exports.people(records).rows] == ["Coco", "", ""]
