"""What is derived follows every write and equals a recomputation."""

from datetime import date

import pytest
import sqlalchemy as sa
from instants import NOW

from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.warmth import score
from carnet.store import derived
from carnet.store import tables as t
from carnet.store.database import Database
from carnet.store.recorder import Recorder


class World:
    """Writes rows and refreshes what follows, as the core does."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def write(self, *inserts: tuple[sa.Table, dict[str, object]]) -> list[int]:
        with self.database.writing() as connection:
            recorder = Recorder(connection)
            keys = [recorder.insert(table, **values) for table, values in inserts]
            derived.refresh(connection, recorder.changes())
        return keys

    def change(self, table: sa.Table, key: int, **values: object) -> None:
        with self.database.writing() as connection:
            recorder = Recorder(connection)
            recorder.update(table, key, **values) if values else recorder.delete(table, key)
            derived.refresh(connection, recorder.changes())

    def contact(self, first: str, last: str, **values: object) -> int:
        row = {"uid": f"{first}{last}", "first_name": first, "last_name": last, "created_at": NOW, "updated_at": NOW}
        return self.write((t.contact, row | values))[0]

    def meet(self, contact: int, day: str, kind: InteractionKind = InteractionKind.COFFEE, **values: object) -> int:
        (key,) = self.write(
            (t.interaction, {"uid": f"i{day}{contact}{kind}", "kind": kind, "occurred_on": PartialDate(day)} | values)
        )
        self.write((t.participation, {"interaction_id": key, "contact_id": contact}))
        return key

    def fact(self, contact: int) -> sa.RowMapping:
        with self.database.reading() as connection:
            row = connection.execute(sa.select(t.contact_fact).where(t.contact_fact.c.contact_id == contact))
            return row.mappings().one()

    def found(self, word: str) -> list[tuple[int, int]]:
        with self.database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT rowid FROM words WHERE words MATCH ?", (f'"{word}"*',)).scalars()
            return sorted(divmod(rowid, 8) for rowid in rows)


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


def test_the_name_shown_falls_back_to_what_is_known(world: World) -> None:
    named = world.contact("Hélène", "Vasseur")
    bare = world.contact("", "")
    world.write((t.contact_point, {"uid": "p", "contact_id": bare, "kind": "phone", "value": "06 39 98 41 07"}))

    assert world.fact(named)["display_name"] == "Hélène Vasseur"
    assert world.fact(bare)["display_name"] == "06 39 98 41 07"


def test_a_profile_alone_names_a_contact(world: World) -> None:
    bare = world.contact("", "")
    world.write((t.social_profile, {"uid": "s", "contact_id": bare, "network": "linkedin", "slug": "h-vasseur"}))

    assert world.fact(bare)["display_name"] == "h-vasseur"


def test_exchanges_make_last_due_and_warmth(world: World) -> None:
    claire = world.contact("Claire", "Dupont", cadence_days=60)
    world.meet(claire, "2026-10-01")
    world.meet(claire, "2026-08-01", InteractionKind.EMAIL, direction=Direction.OUTBOUND)
    world.meet(claire, "2026-11-01", InteractionKind.NOTE)

    fact = world.fact(claire)

    assert (fact["last_exchange_on"], fact["exchanges"]) == (date(2026, 10, 1), 2)
    assert fact["due_on"] == date(2026, 11, 30)
    days = [date(2026, 10, 1), date(2026, 8, 1)]
    for threshold, until in ((75, fact["hot_until"]), (50, fact["warm_until"]), (25, fact["cool_until"])):
        reached = score(until, days, days[:1], 60)
        assert reached is not None
        assert reached < threshold


def test_deleting_an_exchange_takes_its_warmth_back(world: World) -> None:
    claire = world.contact("Claire", "Dupont")
    key = world.meet(claire, "2026-10-01")
    world.change(t.interaction, key, deleted_at=NOW)

    assert world.fact(claire)["last_exchange_on"] is None
    assert world.fact(claire)["hot_until"] is None


def test_the_cadence_of_a_circle_serves_where_there_is_none(world: World) -> None:
    claire = world.contact("Claire", "Dupont")
    (near,) = world.write((t.circle, {"uid": "c", "name": "Proche", "default_cadence_days": 30}))
    world.write((t.contact_circle, {"contact_id": claire, "circle_id": near}))
    world.change(t.circle, near, default_cadence_days=45)

    assert world.fact(claire)["cadence_days"] == 45


def test_the_origin_follows_event_and_introduction(world: World) -> None:
    karim, claire = world.contact("Karim", "Ouali"), world.contact("Claire", "Dupont")
    (event,) = world.write((t.event, {"uid": "e", "title": "Afterwork", "kind": EventKind.AFTERWORK}))
    world.meet(karim, "2026-03-12", InteractionKind.ENCOUNTER, event_id=event)
    world.write(
        (
            t.introduction,
            {"uid": "x", "introducer_id": karim, "introduced_id": claire, "occurred_on": PartialDate("2026-05")},
        )
    )

    assert world.fact(karim)["origin"] == "event"
    assert (world.fact(claire)["origin"], world.fact(claire)["introduced_by_id"]) == ("introduction", karim)

    world.change(t.event, event, kind=EventKind.TRAINING)
    assert world.fact(karim)["origin"] == "training"


def test_missions_are_counted_for_those_credited(world: World) -> None:
    karim, claire = world.contact("Karim", "Ouali"), world.contact("Claire", "Dupont")
    (mission,) = world.write((t.mission, {"uid": "m", "title": "Cadrage", "stage": "won", "created_at": NOW}))
    touch = {"uid": "t", "mission_id": mission, "rank": 1, "kind": "introduction"}
    world.write((t.touch, touch | {"contact_id": claire, "introducer_id": karim}))

    assert (world.fact(karim)["missions"], world.fact(claire)["missions"]) == (1, 0)

    world.change(t.mission, mission, stage="lost")
    assert world.fact(karim)["missions"] == 0


def test_words_are_found_without_accents_and_gone_with_the_row(world: World) -> None:
    helene = world.contact("Hélène", "Vasseur-Œuvrard")
    (organisation,) = world.write((t.organisation, {"uid": "o", "name": "Mutuelle Alizé"}))
    world.write(
        (t.affiliation, {"uid": "a", "contact_id": helene, "organisation_id": organisation, "is_current": True})
    )

    assert (helene, 0) in world.found("oeuvrard")
    assert (helene, 0) in world.found("alize")

    world.change(t.organisation, organisation, name="Mistral")
    assert world.found("alize") == []
    assert (helene, 0) in world.found("mistral")

    world.change(t.contact, helene, deleted_at=NOW)
    assert world.found("vasseur") == []


def test_a_birthday_without_year_is_kept_by_its_day(world: World) -> None:
    assert world.fact(world.contact("A", "B", birthday=PartialDate("--11-21")))["birthday_md"] == "11-21"
    assert world.fact(world.contact("C", "D", birthday=PartialDate("1980")))["birthday_md"] is None


def test_rebuilding_gives_what_stood(world: World) -> None:
    claire = world.contact("Claire", "Dupont", met_on=PartialDate("2019"))
    world.meet(claire, "2026-10-01")
    world.write((t.event, {"uid": "e", "title": "Petit-déjeuner"}), (t.organisation, {"uid": "o", "name": "Acme"}))
    with world.database.writing() as connection:
        before = _derived(connection)
        derived.rebuild(connection)

        assert _derived(connection) == before


def _derived(connection: sa.Connection) -> list[object]:
    return [
        sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)
        for name in ("contact_fact", "name_token")
    ] + [connection.exec_driver_sql("SELECT rowid FROM words ORDER BY rowid").scalars().all()]
