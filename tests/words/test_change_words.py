"""What a deed changed, as a French reader sees it."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from carnet.domain.changes import Cause, Deed
from carnet.domain.contacts import OriginSource
from carnet.domain.dates import PartialDate
from carnet.domain.deed_sheets import ChangedRow, FieldChange, Obstacle, RowFate
from carnet.domain.followups import FollowUpReason, FollowUpState
from carnet.domain.missions import Stage, TouchKind
from carnet.store.tables import metadata
from carnet.words import changes, install

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def french() -> None:
    install(ROOT / "resources" / "locale", "fr")


def _lines(table: str, *fields: tuple[str, object, object], fate: RowFate = RowFate.CHANGED) -> list[str]:
    return changes.lines(ChangedRow(table, 1, "", fate, tuple(FieldChange(*field) for field in fields)))


def test_a_field_is_told_before_and_after() -> None:
    assert _lines("contact", ("city", "Nantes", "Lyon")) == ["Ville\u202f: Nantes → Lyon"]
    assert _lines("contact", ("city", "", "Lyon")) == ["Ville\u202f: vide → Lyon"]


@pytest.mark.parametrize(
    ("table", "column", "value", "told"),
    [
        ("event", "cost_cents", 1500, "15\u00a0€"),
        ("mission", "days_sold_half", 91, "45,5"),
        ("mission", "probability_bp", 4000, "40\u202f%"),
        ("event", "minutes_spent", 150, "2\u00a0h\u00a030"),
        ("contact", "cadence_days", 60, "60\u00a0jours"),
        ("contact", "starred", True, "oui"),
        ("contact", "birthday", PartialDate("--03-12"), "12 mars"),
        ("mission", "signed_on", date(2026, 7, 1), "1er juillet 2026"),
        ("mission", "stage", Stage.WON, "Gagnée"),
        ("import_batch", "created", 1200, "1\u202f200"),
    ],
)
def test_a_value_is_told_in_its_unit(table: str, column: str, value: object, told: str) -> None:
    (line,) = _lines(table, (column, None, value), fate=RowFate.ADDED)
    assert line.endswith(f": {told}")


def test_an_instant_is_told_as_day_and_hour() -> None:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    (line,) = _lines("event", ("starts_at", None, at), fate=RowFate.ADDED)
    assert "20 nov. 2026, " in line


def test_a_long_note_is_cut() -> None:
    (line,) = _lines("contact", ("about", "", "mot " * 100))
    assert line.endswith("…")
    assert len(line) < 200


def test_the_bin_is_told_in_words() -> None:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert _lines("contact", ("deleted_at", None, at)) == ["À la corbeille"]
    assert _lines("contact", ("deleted_at", at, None)) == ["Sortie de la corbeille"]


def test_a_row_that_went_says_what_it_held() -> None:
    assert _lines("tag", ("name", "cloud", None), fate=RowFate.REMOVED) == ["Nom\u202f: cloud"]


def test_what_is_kept_for_machines_is_left_out() -> None:
    row = ChangedRow("contact", 1, "Claire", RowFate.CHANGED, (FieldChange("updated_at", 1, 2),))
    assert not changes.tells(row)
    assert not changes.tells(row._replace(table="suppression", fate=RowFate.ADDED))
    assert changes.tells(row._replace(fate=RowFate.ADDED))


def test_a_heading_says_kind_name_and_fate() -> None:
    row = ChangedRow("contact_point", 1, "Claire Roy", RowFate.ADDED, ())
    assert changes.heading(row) == "Coordonnée · Claire Roy · ajout"
    assert changes.heading(row._replace(fate=RowFate.REMOVED, label="")) == "Coordonnée · suppression"


def test_a_label_is_told_in_the_heading_alone() -> None:
    fields = (FieldChange("contact_id", None, "Claire Roy"), FieldChange("tag_id", None, "cloud"))
    row = ChangedRow("contact_tag", 1, "Claire Roy", RowFate.ADDED, fields)
    assert changes.heading(row) == "Étiquette «\u202fcloud\u202f» · Claire Roy · ajout"
    assert changes.lines(row) == []


def test_a_name_is_not_told_twice() -> None:
    row = ChangedRow("tag", 1, "cloud", RowFate.ADDED, (FieldChange("name", None, "cloud"),))
    assert changes.heading(row) == "Étiquette · cloud · ajout"
    assert changes.lines(row) == []


def test_every_field_worded_is_a_column() -> None:
    for table, fields in changes._FIELDS.items():
        assert set(fields) <= set(metadata.tables[table].c.keys()), table
        assert all(word() for word in fields.values())
    assert set(changes._TABLES) <= set(metadata.tables)
    assert all(word() for word in changes._TABLES.values())


@pytest.mark.parametrize("members", [FollowUpReason, FollowUpState, TouchKind, OriginSource])
def test_every_choice_has_a_word(members: type[StrEnum]) -> None:
    for member in members:
        told = changes._value("kind", member)
        assert told
        assert told != member.value or told in {"promise", "cadence", "introduction"}


def test_every_kind_of_deed_stands_in_one_group() -> None:
    groups = [key for key, _text in changes.families() if key]
    kinds = [kind for group in groups for kind in changes.kinds_of(group) or ()]
    assert sorted(kinds) == sorted(Deed)
    assert changes.kinds_of("") is None
    assert changes.family(Deed.LABEL_CONTACTS) == "labels"
    assert changes.family(Deed.DELETE_CONTACTS) == "contacts"


def test_who_did_it_is_told() -> None:
    assert [changes.cause(each) for each in (Cause.USER, Cause.IMPORT, Cause.SYNC)] == [
        "vous",
        "import",
        "synchronisation",
    ]


def test_days_are_near_ones() -> None:
    assert changes.day(TODAY, TODAY) == "aujourd’hui"
    assert changes.day(date(2026, 11, 19), TODAY) == "hier"
    assert changes.day(date(2026, 11, 16), TODAY) == "lun. 16 nov."


def test_an_obstacle_names_the_deed_that_came_later() -> None:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    told = changes.obstacle(Obstacle("contact", 1, "Claire Roy", Deed.SAVE_CONTACT, "Claire Roy", at), TODAY)
    assert told.startswith("Contact · Claire Roy\u202f: modification d’un contact (Claire Roy), aujourd’hui à ")
    assert changes.obstacle(Obstacle("suppression", 1, ""), TODAY) == "Autre donnée"
