"""The list of missions over rows already read: searched, sorted as French does, summed."""

from datetime import date
from typing import Any

from carnet.domain.ids import MissionId
from carnet.domain.mission_boards import ORDERS, BoardFilter, Sum, arranged, board, searched, summed
from carnet.domain.mission_sheets import MissionRow
from carnet.domain.missions import COUNTED, Stage
from carnet.domain.text import fold, sort_key


def row(key: int, title: str, stage: Stage = Stage.LEAD, **fields: Any) -> MissionRow:
    values: dict[str, Any] = {
        "id": MissionId(key),
        "title": title,
        "client": "Acme",
        "stage": stage,
        "value_cents": key * 1_000_00,
        "currency": "EUR",
        "day_rate_cents": 600_00,
        "days_sold_half": 20,
        "days_worked_half": None,
        "signed_on": None,
        "starts_on": None,
        "ends_on": None,
        "stage_since": None,
        "probability_bp": 2_000,
        "lost_reason": "",
        "faces": (),
        "next_follow_up": None,
        "renewal_of_id": None,
        "counted_half": 20,
        "weighted_cents": key * 200_00,
        "place": 0,
        "organisation_ids": (),
        "contact_ids": frozenset(),
        "stays": (),
        "title_key": sort_key(title),
        "client_key": sort_key("Acme"),
        "people_key": "",
        "folded": fold(title),
    }
    return MissionRow(**{**values, **fields})


def titles(rows: list[MissionRow]) -> list[str]:
    return [each.title for each in rows]


def test_titles_stand_as_in_a_french_directory() -> None:
    rows = [row(key, title) for key, title in enumerate(("Zone", "Étude", "Eta", "étage", "Œuvre", "Offre"), 1)]
    assert titles(arranged(rows, "title")) == ["Eta", "étage", "Étude", "Œuvre", "Offre", "Zone"]
    assert titles(arranged(rows, "-title"))[0] == "Zone"


def test_the_largest_comes_first_and_what_is_empty_last_either_way() -> None:
    rows = [row(1, "A", signed_on=date(2026, 1, 1)), row(2, "B"), row(3, "C", signed_on=date(2026, 5, 1))]
    assert titles(arranged(rows, "value")) == ["C", "B", "A"]
    assert titles(arranged(rows, "signed")) == ["C", "A", "B"]
    assert titles(arranged(rows, "-signed")) == ["A", "C", "B"]


def test_every_order_keeps_every_mission() -> None:
    rows = [row(key, f"Mission {key}", stage) for key, stage in enumerate(Stage, 1)]
    for order in ORDERS:
        for asked in (order, f"-{order}"):
            assert {each.id for each in arranged(rows, asked)} == {each.id for each in rows}


def test_words_are_found_without_accents_and_stages_narrow_them() -> None:
    rows = [row(1, "Étude d’œuvre"), row(2, "Étude", Stage.WON), row(3, "Audit")]
    assert titles(searched(rows, "ETUDE oeuvre")) == ["Étude d’œuvre"]
    assert titles(searched(rows, "etude", COUNTED)) == ["Étude"]
    assert searched(rows, " ") == rows


def test_a_list_comes_to_its_days_and_amounts_each_currency_apart() -> None:
    rows = [row(1, "A"), row(2, "B"), row(3, "C", currency="CHF")]
    assert summed(rows) == Sum(3, 60, (("CHF", 300_000), ("EUR", 300_000)), (("CHF", 60_000), ("EUR", 60_000)))


def test_won_is_counted_by_the_day_of_the_signature() -> None:
    rows = [
        row(1, "Old, still running", Stage.RUNNING, signed_on=date(2024, 1, 1)),
        row(2, "New", Stage.WON, signed_on=date(2026, 2, 1)),
        row(3, "Lost", Stage.LOST, stage_since=date(2026, 3, 1)),
        row(4, "Lost long ago", Stage.LOST, stage_since=date(2023, 3, 1)),
    ]
    found = board(rows, BoardFilter(since=date(2026, 1, 1)), "EUR")
    assert (found.win_rate_bp, found.decided) == (5_000, 2)
    assert titles(list(found.rows)) == ["New", "Old, still running", "Lost"]


def test_cards_put_in_place_by_hand_come_before_the_others() -> None:
    rows = [
        row(1, "By date", next_follow_up=date(2026, 1, 1)),
        row(2, "Second", place=2),
        row(3, "First", place=1),
        row(4, "Without a date"),
    ]
    assert titles(list(board(rows, BoardFilter(), "EUR").rows)) == ["First", "Second", "By date", "Without a date"]


def test_a_filter_leaves_the_missions_of_a_person_and_of_an_organisation() -> None:
    rows = [row(1, "Hers", contact_ids=frozenset({7})), row(2, "Theirs", organisation_ids=(9,)), row(3, "Other")]
    assert titles(list(board(rows, BoardFilter(contact_id=7), "EUR").rows)) == ["Hers"]
    assert titles(list(board(rows, BoardFilter(organisation_id=9), "EUR").rows)) == ["Theirs"]


def test_other_currencies_are_named_and_never_added() -> None:
    rows = [row(1, "A", Stage.WON), row(2, "B", Stage.WON, currency="CHF"), row(3, "C", currency="GBP")]
    found = board(rows, BoardFilter(), "EUR")
    assert (found.signed_cents, found.others) == (100_000, (("CHF", 200_000),))
