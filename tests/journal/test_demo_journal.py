from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from carnet.domain.attribution import Model
from carnet.domain.contacts import Sphere
from carnet.domain.missions import COUNTED, Stage
from carnet.domain.review import ReviewQuestion
from carnet.domain.zones import local_day
from carnet.errors import Refused
from carnet.journal import FixedClock, Journal, demo, files

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    path = tmp_path_factory.mktemp("example") / "exemple.carnet"
    demo.write(path, TODAY)
    opened = Journal(path, clock=FixedClock(day=TODAY))
    yield opened
    opened.close()


def count(journal: Journal, table: str, where: str = "1") -> int:
    with journal.core.reading() as connection:
        found = connection.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE {where}")
        return int(found.scalar_one())


def test_the_example_has_the_size_that_the_manual_tells(example: Journal):
    assert count(example, "contact") == 160
    assert count(example, "contact", "sphere = 'personal'") == 19
    assert count(example, "event") == 40
    assert count(example, "interaction") == 900
    assert count(example, "mission") == 25
    signed = [row for row in example.missions.rows() if row.stage in COUNTED]
    assert len(signed) >= 18
    assert {row.currency for row in example.missions.rows()} == {"EUR"}


def test_the_example_spans_three_years(example: Journal):
    with example.core.reading() as connection:
        first, last = connection.exec_driver_sql("SELECT min(occurred_on), max(occurred_on) FROM interaction").one()
    assert date.fromisoformat(first) < date(2024, 1, 1)
    assert last == "2026-11-19"


@pytest.mark.parametrize("model", list(Model))
def test_under_each_model_the_credit_is_spread(example: Journal, model: Model):
    review = example.review.ask(ReviewQuestion(model=model))
    credited = [row for row in review.rows if not row.is_special and row.credit_cents > 0]
    lost = sum(row.credit_cents for row in review.rows if row.key == "unattributed")
    personal = {record["id"] for record in example.exports.contact_records(with_personal=True)} - {
        record["id"] for record in example.exports.contact_records(with_personal=False)
    }
    assert len([row for row in credited if int(row.key) not in personal]) >= 12
    assert lost * 4 < review.total_cents
    assert sum(row.credit_cents for row in review.rows) == review.total_cents


def test_a_path_of_five_touches_has_a_key_encounter(example: Journal):
    row = example.missions.find("Architecture API clients")[0]
    path = example.missions.path(row.id)
    assert [touch.kind for touch in path.touches] == [
        "origin_meeting",
        "introduction",
        "introduction",
        "key_encounter",
        "converting",
    ]
    assert path.touches[3].event


def test_introductions_go_three_deep(example: Journal):
    row = example.missions.find("Dossier patient")[0]
    path = example.missions.path(row.id)
    assert [touch.kind for touch in path.touches].count("introduction") == 3


def test_there_are_a_renewal_a_tender_and_an_unanswered_mission(example: Journal):
    paths = [example.missions.path(row.id) for row in example.missions.rows() if row.stage in COUNTED]
    kinds = {(path.touches[0].kind, path.touches[0].channel) for path in paths}
    assert ("manual", "platform") in kinds
    assert ("none", "none") in kinds
    assert any(path.inherited_from for path in paths)


def test_missions_come_from_networks_breaks_and_events(example: Journal):
    rows = [row for row in example.missions.rows() if row.stage in COUNTED]
    roots = {example.missions.path(row.id).touches[0].channel for row in rows}
    assert {"event", "linkedin", "break", "former_colleague", "training"} <= roots


def test_the_day_asks_for_what_the_pictures_show(example: Journal):
    sheet = example.today.sheet()
    assert sheet.debrief is not None
    assert (sheet.debrief.title, sheet.debrief.people, sheet.debrief.goals) == ("Afterwork Portage", 6, 4)
    assert (sheet.follow_ups_total, sheet.late_total) == (5, 2)
    assert [line.contact for line in sheet.follow_ups][:2] == ["Olivier Pujol", "Inès Fabregas"]
    assert sheet.cooling
    assert next(line.contact for line in sheet.birthdays) == "Camille Sénéchal"
    assert sheet.birthdays[0].age == 43
    assert next(event.title for event in sheet.events) == "Déjeuner « Cadrage data »"
    running = {mission.title: (mission.days_worked_half, mission.days_sold_half) for mission in sheet.missions}
    assert running["Architecture API clients"] == (82, 110)


def test_a_club_comes_back_every_second_tuesday_and_was_gone_to(example: Journal):
    (key,) = [event.series_id for event in map(example.events.get, _rows(example)) if event.series_id][:1]
    sheet = example.events.series(key)
    assert sheet.event.rrule == "FREQ=MONTHLY;BYDAY=2TU"
    assert [at.recurrence_id.date() for at in sheet.to_come][:2] == [date(2026, 12, 8), date(2027, 1, 12)]
    assert [local_day(row.starts_at, row.tz).isoformat() for row in sheet.rows if row.starts_at] == [
        "2026-09-08",
        "2026-03-10",
        "2025-09-09",
        "2025-04-08",
        "2024-09-10",
    ]
    assert all(row.debriefed and row.people >= 2 for row in sheet.rows)


@pytest.mark.parametrize("day", [date(2026, 11, 10) + timedelta(days=number) for number in range(-8, 8, 3)])
def test_the_club_takes_no_place_of_what_the_day_shows(tmp_path: Path, day: date):
    path = tmp_path / "exemple.carnet"
    demo.write(path, day)
    journal = Journal(path, clock=FixedClock(day=day))
    sheet = journal.today.sheet()
    assert sheet.debrief is not None
    assert sheet.debrief.title == "Afterwork Portage"
    names = ("Cadrage data", "FinOps", "Club Numérique")
    assert all(name in event.title for name, event in zip(names, sheet.events, strict=False))
    journal.close()


def _rows(journal: Journal) -> list[int]:
    return [row.id for row in journal.events.past(80)]


def test_the_example_is_sound_and_has_nothing_to_undo(example: Journal):
    assert files.check(example) == ()
    assert example.history.next_undo() is None
    assert example.history.recent() == ()


def test_phones_and_addresses_belong_to_nobody(example: Journal):
    for record in example.exports.contact_records(with_personal=True):
        for point in record["contact_points"]:
            if point["kind"] == "phone":
                assert point["normalised"].startswith("+3363998")
            else:
                assert point["value"].endswith(".example")


def test_friends_are_personal_and_one_is_both(example: Journal):
    spheres = [record["sphere"] for record in example.exports.contact_records(with_personal=True)]
    assert spheres.count(Sphere.PERSONAL.value) == 19
    assert Sphere.BOTH.value in spheres


def test_won_missions_have_a_course(example: Journal):
    row = example.missions.find("Architecture API clients")[0]
    stages = example.missions.sheet(row.id).stages
    assert {entry.stage for entry in stages} == {Stage.LEAD, Stage.PROPOSAL, Stage.WON, Stage.RUNNING}


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2027, 3, 1), date(2025, 12, 31)])
def test_the_same_day_gives_the_same_bytes(tmp_path: Path, day: date):
    exports = []
    for name in ("a", "b"):
        demo.write(tmp_path / f"{name}.carnet", day)
        journal = Journal(tmp_path / f"{name}.carnet")
        exports.append(journal.exports.everything())
        journal.close()
    assert exports[0] == exports[1]
    assert day.isoformat().encode() in exports[0]


def test_nothing_is_overwritten(tmp_path: Path):
    path = tmp_path / "mine.carnet"
    path.write_bytes(b"precious")
    with pytest.raises(Refused) as refused:
        demo.write(path, TODAY)
    assert refused.value.reason == "exists"
    assert path.read_bytes() == b"precious"


@pytest.mark.parametrize("day", [demo.EARLIEST, demo.LATEST])
def test_the_example_can_be_told_from_the_first_day_to_the_last(tmp_path: Path, day: date):
    demo.write(tmp_path / "a.carnet", day)

    assert files.is_journal(tmp_path / "a.carnet")


@pytest.mark.parametrize("day", [date.min, date(1969, 12, 31), date(2200, 1, 1), date.max])
def test_a_day_too_far_away_is_refused_and_leaves_nothing(tmp_path: Path, day: date):
    with pytest.raises(Refused) as caught:
        demo.write(tmp_path / "a.carnet", day)

    assert caught.value.reason == "example_day"
    assert list(tmp_path.iterdir()) == []


def test_an_example_that_is_broken_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "_tell", stop)
    with pytest.raises(KeyboardInterrupt):
        demo.write(tmp_path / "a.carnet", TODAY)

    assert list(tmp_path.iterdir()) == []
