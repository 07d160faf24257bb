"""What is said of an export before it is written."""

from collections.abc import Iterator

import pytest

from carnet import paths, words
from carnet.domain.contacts import ORIGINS, Channel, PointKind, Sphere
from carnet.domain.exports import ExportFormat, Kept
from carnet.domain.text import fold
from carnet.formats import carnet_csv, point_columns
from carnet.words import contacts, exports

_ADDRESS = "B 7\nÉtage 2\n1 rue du Lac\n81000 Albi\nTarn\nFrance"
_POINTS = [
    {
        "kind": kind.value,
        "value": _ADDRESS,
        "normalised": "B 7;Étage 2;1 rue du Lac;Albi;Tarn;81000;France",
        "label": "x",
    }
    for kind in (*PointKind, *PointKind)
]


def _record(**said: object) -> dict[str, object]:
    """Return a record of somebody of whom no more is known."""
    texts = (
        "prefix",
        "first_name",
        "middle_name",
        "nickname",
        "last_name",
        "display_name",
        "organisation",
        "title",
        "city",
        "about",
    )
    lists = {name: [] for name in ("contact_points", "profiles", "tags", "circles")}
    none = dict.fromkeys(("introduced_by", "met_on", "birthday"))
    return {**dict.fromkeys(texts, ""), **lists, **none, "sphere": "professional", "origin_channel": "unknown", **said}


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
    heads = list(map(fold, exports.people([_record(contact_points=_POINTS)]).heads))
    assert carnet_csv.is_header(heads)
    targets = [carnet_csv.target(head, 0) for head in heads]
    assert None not in targets
    columns = point_columns.lay_out([_POINTS]).columns
    told = [target for target in targets if target and target.group]
    assert [target.field for target in told] == [column.field for column in columns]
    assert told == [carnet_csv.target(fold(column.name), 0) for column in columns]
    for label in ("work", "home", "cell", "fax", "main", "work fax", "Bureau", ""):
        assert carnet_csv.label(contacts.point_label(label)) == label
    for sphere in Sphere:
        assert carnet_csv.SPHERES.get(fold(contacts.sphere(sphere)), sphere) is sphere
    for origin in ORIGINS:
        word = fold(contacts.channel(origin))
        assert carnet_csv.ORIGINS.get(word, origin) is origin
        assert word in carnet_csv.ORIGINS or word == origin.value or origin is Channel.UNKNOWN


def test_a_workbook_gives_nobody_a_name_that_she_has_not() -> None:
    phone = {"kind": "phone", "value": "0639980001", "normalised": "", "label": ""}
    records = [
        _record(display_name="Coco"),
        _record(display_name="Coco", nickname="Coco"),
        _record(display_name="Boulangerie Paul", organisation="Boulangerie Paul"),
        _record(display_name="0639980001", contact_points=[phone]),
    ]

    assert [row[0] for row in exports.people(records).rows] == ["Coco", "", "", ""]
