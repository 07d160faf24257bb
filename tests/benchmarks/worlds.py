"""The journals that are measured: generated from a seed, in French, cached outside the repository.

small: 200 contacts, 1,000 exchanges · events: the same with 2,000 events · ten_years: 5,000 / 50,000 · huge: 100,000 / 1,000,000, 2,000 events, 5,000 missions.
"""

import random
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from carnet.domain.text import fold
from carnet.store import derived, migrate
from carnet.store.database import Database

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHAPE = 2
"""Raise it when what is generated changes, so that older caches are left alone."""


class Size(NamedTuple):
    """How much there is of everything."""

    contacts: int
    exchanges: int
    events: int
    missions: int


SIZES = {
    "small": Size(200, 1_000, 40, 25),
    "ten_years": Size(5_000, 50_000, 300, 250),
    "events": Size(200, 1_000, 2_000, 25),
    "huge": Size(100_000, 1_000_000, 2_000, 5_000),
}

FIRST = [
    "Hélène",
    "Karim",
    "Sophie",
    "Claire",
    "Bruno",
    "Nadia",
    "Gaëlle",
    "Marc",
    "Yasmine",
    "Antoine",
    "Léa",
    "Damien",
    "Idriss",
    "Fatou",
    "Olivier",
    "Inès",
    "Julien",
    "Camille",
    "Paul-Henri",
    "Mai-Linh",
    "Éloïse",
    "Zoé",
    "François",
    "Noël",
    "Aïcha",
    "Loïc",
    "Anaïs",
    "Rémi",
    "Lætitia",
    "Jean-Baptiste",
    "Maëlys",
    "Øystein",
    "Chloé",
    "Théo",
    "Jérôme",
    "Véronique",
    "Stéphane",
    "Béatrice",
    "Grégoire",
    "Amélie",
]
LAST = [
    "Vasseur",
    "Ouali",
    "Dupont",
    "Alessandri",
    "Benali",
    "Kervadec",
    "Delcourt",
    "Chérif",
    "Bessières",
    "Montagnac",
    "Roussel",
    "Belkacem",
    "Mendy-Roche",
    "Pujol",
    "Fabregas",
    "Castaing",
    "Sénéchal",
    "Gaubert",
    "Tran",
    "O’Neil",
    "Lefèvre",
    "Le_Goff",
    "de_La_Tour",
    "D’Almeida",
    "Nuñez",
    "Müller",
    "Œuvrard",
    "Garcia",
    "Martin",
    "Bernard",
    "Petit",
    "Robert",
    "Richard",
    "Durand",
    "Leroy",
    "Moreau",
    "Simon",
    "Laurent",
    "Michel",
    "Fournier",
    "Girard",
    "Bonnet",
    "Lambert",
]
STEMS = [
    "Aéro",
    "Hydro",
    "Numéri",
    "Cap",
    "Éner",
    "Assur",
    "Logi",
    "Médi",
    "Trans",
    "Agri",
    "Géo",
    "Bio",
    "Info",
    "Data",
    "Sud",
    "Nord",
    "Alpes",
    "Garonne",
]
ENDINGS = ["plus", "tech", "nova", "lis", "conseil", "santé", "mobilité", "énergie", "sys", "groupe"]
TITLES = [
    "DSI",
    "RSSI",
    "Acheteuse",
    "Architecte",
    "Cheffe_de_projet",
    "Directeur_technique",
    "Responsable_data",
    "Consultant",
]
WORDS = [
    "budget",
    "audit",
    "migration",
    "cloud",
    "reprise",
    "de",
    "données",
    "paie",
    "architecture",
    "équipe",
    "besoin",
    "en",
    "septembre",
    "atelier",
    "devis",
    "proposition",
    "rappeler",
    "après",
    "les",
    "vacances",
    "réseau",
    "formation",
    "intégration",
    "continue",
    "sécurité",
    "accès",
    "contrat",
    "portage",
    "déjeuner",
    "salon",
    "projet",
    "recrutement",
    "plateforme",
    "client",
    "arbitrage",
    "cadrage",
    "finops",
    "supervision",
    "contraintes",
    "calendrier",
    "pilotage",
]
TAGS = ["cloud", "data", "finops", "portage", "assurance", "réseau", "binôme", "décideuse", "sécurité", "agile"]
KINDS = ["encounter", "coffee", "lunch", "call", "video", "email", "message", "note"]
EVENT_KINDS = ["themed_meeting", "afterwork", "club", "workshop", "breakfast", "trade_show", "training", "break"]


def world(name: str) -> Path:
    """Return the file of a world, generating it where it is not cached yet."""
    folder = Path(tempfile.gettempdir()) / "carnet-worlds"
    path = folder / f"{name}-{SHAPE}-{migrate.HEAD}.carnet"
    if not path.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        part = path.with_suffix(".part")
        for leftover in folder.glob(f"{part.name}*"):
            leftover.unlink()
        started = time.perf_counter()
        build(part, SIZES[name])
        part.rename(path)
        print(f"# world {name} generated in {time.perf_counter() - started:.0f} s")
    return path


def build(path: Path, size: Size) -> None:
    """Write a journal of a size."""
    database = Database(path)
    migrate.prepare(path, database, NOW)
    with database.writing() as connection:
        _Builder(connection, size).run()
        derived.rebuild(connection)
        connection.exec_driver_sql("INSERT INTO words(words) VALUES('optimize')")
    database.close()


class _Builder:
    """Draws rows and inserts them in sets."""

    def __init__(self, connection: sa.Connection, size: Size) -> None:
        self._connection = connection
        self._size = size
        self._random = random.Random(size.contacts)

    def run(self) -> None:
        """Insert everything, parents first."""
        self._organisations()
        self._labels()
        self._events()
        self._contacts()
        self._exchanges()
        self._introductions()
        self._missions()
        self._follow_ups()

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        for start in range(0, len(rows), 50_000):
            run = rows[start : start + 50_000]
            names = ", ".join(run[0])
            marks = ", ".join("?" * len(run[0]))
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            self._connection.exec_driver_sql(sql, [tuple(row.values()) for row in run])

    def _day(self, years: float = 3) -> str:
        return (TODAY - timedelta(days=int(self._random.random() ** 1.5 * 365 * years) + 1)).isoformat()

    def _organisations(self) -> None:
        count = max(20, self._size.contacts // 20)
        names = [f"{self._pick(STEMS)}-{self._pick(ENDINGS)} {number}" for number in range(count)]
        kinds = ["portage_company" if number < 3 else "end_client" for number in range(count)]
        self._insert(
            "organisation",
            [
                {"id": at + 1, "uid": f"o{at:07}", "name": name, "kind": kind, "folded": fold(name)}
                for at, (name, kind) in enumerate(zip(names, kinds, strict=True))
            ],
        )
        self._organisation_count = count

    def _labels(self) -> None:
        self._insert(
            "tag", [{"id": at + 1, "uid": f"t{at}", "name": name, "folded": fold(name)} for at, name in enumerate(TAGS)]
        )
        circles = (("Proche", 60), ("Clients", 90), ("Anciens collègues", None))
        self._insert(
            "circle",
            [
                {"id": at + 1, "uid": f"k{at}", "name": n, "default_cadence_days": d}
                for at, (n, d) in enumerate(circles)
            ],
        )

    def _events(self) -> None:
        rows = []
        for at in range(self._size.events):
            start = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(
                days=14 - at * 1095 // self._size.events, hours=18
            )
            stamp = start.isoformat(timespec="microseconds").replace("+00:00", "Z")
            end = (start + timedelta(hours=2)).isoformat(timespec="microseconds").replace("+00:00", "Z")
            past = start < NOW
            rows.append(
                {
                    "id": at + 1,
                    "uid": f"e{at:07}",
                    "title": f"{self._pick(('Afterwork', 'Rencontre', 'Club', 'Petit-déjeuner'))} {self._pick(WORDS)}",
                    "kind": self._pick(EVENT_KINDS),
                    "organiser_id": self._random.randint(1, 12),
                    "starts_at": stamp,
                    "ends_at": end,
                    "tz": "Europe/Paris",
                    "city": "Toulouse",
                    "status": "attended" if past else "planned",
                    "cost_cents": self._random.choice((0, 1_200, 1_500)),
                    "debriefed_at": end if past and at > 20 else None,
                }
            )
        self._insert("event", rows)

    def _contacts(self) -> None:
        contacts, points, affiliations, tags, circles = [], [], [], [], []
        for key in range(1, self._size.contacts + 1):
            first, last = self._pick(FIRST), self._pick(LAST).replace("_", " ")
            made = "2024-01-01T00:00:00.000000Z"
            contacts.append(
                {
                    "id": key,
                    "uid": f"c{key:07}",
                    "first_name": first,
                    "last_name": f"{last} {self._pick(LAST)}" if key % 7 == 0 else last,
                    "sphere": "personal" if key % 9 == 0 else "professional",
                    "birthday": f"{1960 + key % 40}-{1 + key % 12:02}-{1 + key % 28:02}" if key % 4 == 0 else None,
                    "city": "Toulouse",
                    "about": self._text(30) if key % 5 == 0 else "",
                    "origin_channel": self._pick(("linkedin", "viadeo", "former_colleague", "cold", "personal")),
                    "created_at": made,
                    "updated_at": made,
                }
            )
            mail = f"{fold(first).replace(' ', '')}.{key}@example.org"
            points.append({"uid": f"p{key}", "contact_id": key, "kind": "email", "value": mail, "normalised": mail})
            phone = f"+33639{key:06}"
            points.append({"uid": f"q{key}", "contact_id": key, "kind": "phone", "value": phone, "normalised": phone})
            organisation = self._random.randint(1, self._organisation_count)
            title = self._pick(TITLES).replace("_", " ")
            affiliations.append(
                {"uid": f"a{key}", "contact_id": key, "organisation_id": organisation, "title": title, "is_current": 1}
            )
            if key % 3 == 0:
                tags.append({"contact_id": key, "tag_id": self._random.randint(1, len(TAGS))})
            if key % 4 == 0:
                circles.append({"contact_id": key, "circle_id": self._random.randint(1, 3)})
        for table, rows in (
            ("contact", contacts),
            ("contact_point", points),
            ("affiliation", affiliations),
            ("contact_tag", tags),
            ("contact_circle", circles),
        ):
            self._insert(table, rows)

    def _exchanges(self) -> None:
        interactions, participations = [], []
        busy = min(5_000, self._size.exchanges // 20)
        for key in range(1, self._size.exchanges + 1):
            contact = 1 if key <= busy else self._random.randint(1, self._size.contacts)
            kind = self._pick(KINDS)
            interactions.append(
                {
                    "id": key,
                    "uid": f"i{key:08}",
                    "kind": kind,
                    "occurred_on": self._day(10 if key <= busy else 3),
                    "direction": self._pick(("inbound", "outbound", "mutual")),
                    "summary": self._text(8),
                    "event_id": self._random.randint(1, self._size.events) if kind == "encounter" else None,
                }
            )
            participations.append({"interaction_id": key, "contact_id": contact, "personal_note": ""})
        self._insert("interaction", interactions)
        self._insert("participation", participations)

    def _introductions(self) -> None:
        rows = []
        for key in range(10, self._size.contacts, 12):
            rows.append(
                {
                    "uid": f"x{key:07}",
                    "introducer_id": self._random.randint(1, key - 1),
                    "introduced_id": key,
                    "occurred_on": self._day(4),
                    "means": "email",
                }
            )
        self._insert("introduction", rows)

    def _missions(self) -> None:
        missions, touches, stages = [], [], []
        for key in range(1, self._size.missions + 1):
            stage = self._pick(("lead", "proposal", "won", "running", "completed", "completed", "completed", "lost"))
            signed = self._day(6) if stage in {"won", "running", "completed"} else None
            missions.append(
                {
                    "id": key,
                    "uid": f"m{key:06}",
                    "title": f"Mission {self._pick(WORDS)} {key}",
                    "client_id": self._random.randint(4, self._organisation_count),
                    "stage": stage,
                    "signed_on": signed,
                    "day_rate_cents": self._random.randint(500, 900) * 100,
                    "days_sold_half": self._random.randint(4, 200),
                    "created_at": "2024-01-01T00:00:00.000000Z",
                }
            )
            stages.append({"mission_id": key, "stage": stage, "entered_on": signed or "2026-01-01"})
            for rank in range(1, self._random.randint(1, 5) + 1) if signed else ():
                touches.append(self._touch(key, rank))
        self._insert("mission", missions)
        self._insert("mission_stage", stages)
        self._insert("touch", touches)

    def _touch(self, mission: int, rank: int) -> dict[str, Any]:
        kind = "origin_meeting" if rank == 1 else self._pick(("introduction", "converting", "key_encounter"))
        return {
            "uid": f"t{mission:06}{rank}",
            "mission_id": mission,
            "rank": rank,
            "kind": kind,
            "occurred_on": f"{2018 + rank}-0{rank}-12",
            "contact_id": self._random.randint(1, self._size.contacts),
            "introducer_id": self._random.randint(1, self._size.contacts) if kind == "introduction" else None,
            "event_id": self._random.randint(1, self._size.events) if rank % 2 else None,
            "channel": "event" if rank % 2 else "introduction" if kind == "introduction" else "direct",
        }

    def _follow_ups(self) -> None:
        count = min(self._size.contacts // 10, 2_000)
        self._insert(
            "follow_up",
            [
                {
                    "uid": f"f{at:06}",
                    "contact_id": 1 + at * 7 % self._size.contacts,
                    "reason": "promise",
                    "due_on": (TODAY + timedelta(days=at % 400 - 2)).isoformat(),
                    "scheduled_on": (TODAY + timedelta(days=at % 400 - 2)).isoformat(),
                    "text": self._text(4),
                }
                for at in range(count)
            ],
        )

    def _text(self, words: int) -> str:
        return " ".join(self._random.choices(WORDS, k=words))

    def _pick(self, options: Any) -> Any:
        return options[int(self._random.random() * len(options))]


if __name__ == "__main__":
    for wanted in SIZES:
        world(wanted)
