import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import workbooks
from carnet import settings
from carnet.__main__ import WindowWords, main, window_words
from carnet.cli import journeys, window_trial
from carnet.cli.arguments import COMMANDS, IMPORT_FORMATS, is_command_line
from carnet.domain.contacts import Channel, Contact, ContactFilter, Sphere
from carnet.domain.mission_sheets import Mission
from carnet.domain.query import Field, Term
from carnet.domain.text import sort_key
from carnet.journal import Journal
from carnet.journal.history import History
from carnet.settings import Settings
from carnet.ui.shell.window import page_names

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Claire Dupont\r\nN:Dupont;Claire;;;\r\nORG:Acme\r\n"
    "EMAIL:claire@acme.example\r\nEND:VCARD\r\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("CARNET_HOME", str(folder))
    monkeypatch.delenv("CARNET_FILE", raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setenv("LANGUAGE", "fr")
    return folder


@pytest.fixture
def default(home: Path) -> Path:
    return home / "data" / "carnet.carnet"


class Answer:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]
Typed = Callable[..., None]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):
    def call(*words: object) -> Answer:
        capfd.readouterr()
        code = main([str(word) for word in words])
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return Answer(code, out, err)

    return call


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    def give(text: str, encoding: str = "utf-8") -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode(encoding))))

    return give


@pytest.fixture
def vcf(tmp_path: Path) -> Path:
    path = tmp_path / "a.vcf"
    path.write_text(CARD)
    return path


def test_add_tells_what_was_understood(run: Run, default: Path):
    answer = run(
        "add", "Claire Dupont, DSI chez Acme, claire@acme.example, #data, a besoin d'aide > relancer mardi", "--json"
    )
    assert answer.code == 0
    (person,) = answer.document
    assert set(person) == {"contact_id", "created", "understood", "note", "ambiguous"}
    assert person["created"] is True
    assert person["note"] == "a besoin d'aide"
    assert default.exists()
    (record,) = run("contacts", "--json").document
    assert (record["id"], record["organisation"], record["title"], record["tags"]) == (
        person["contact_id"],
        "Acme",
        "DSI",
        ["data"],
    )


def test_lines_may_come_on_stdin(run: Run, typed: Typed):
    typed("Claire Dupont, Acme\n\nKarim Ouali, Régie\n")
    answer = run("add", "--json")
    assert [person["created"] for person in answer.document] == [True, True]
    typed("Paul Petit\n")
    assert "Paul Petit" in run("add", "-").out


def test_lines_of_one_command_are_one_batch(run: Run):
    run("add", "Claire Dupont, via Karim Ouali", "Karim Ouali, CTO chez Acme")
    claire, karim = sorted(run("contacts", "--json").document, key=lambda person: person["display_name"])
    assert (claire["introduced_by"], karim["display_name"]) == ("Karim Ouali", "Karim Ouali")
    assert (karim["title"], karim["organisation"]) == ("CTO", "Acme")


def test_a_line_that_cannot_be_entered_is_named_and_nothing_is_written(run: Run, typed: Typed):
    answer = run("add", "Paul Durand", "12345", "Marie Curie", "- #data " + "x" * 60, "--json")
    assert answer.code == 1
    assert answer.document["error"]["reason"] == "no_identity"
    assert run("contacts", "--json").document == []
    typed("Paul Durand\n\n12345\n")
    told = run("add").err
    assert ("ligne 3" in told, "12345" in told, "Paul" in told) == (True, True, False)
    assert run("add", "Paul Durand", "Marie Curie").code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_lines_on_stdin_are_read_in_their_encoding(run: Run, typed: Typed, encoding: str):
    typed("Zoé Lefèvre, DSI\rÉlodie Blum\r\nLuc Petit, un «ami»\n", encoding)
    assert run("add", "--json").code == 0
    assert {person["display_name"] for person in run("contacts", "--json").document} == {
        "Zoé Lefèvre",
        "Élodie Blum",
        "Luc Petit",
    }


def test_only_an_end_of_line_ends_a_line(run: Run, typed: Typed):
    typed("Zoé Lefèvre, un mot\u2028un autre, a\x0bb, c\x0cd, e\x85f\n")
    (person,) = run("add", "--json").document
    assert person["understood"]["title"].split() == ["un", "mot", "un", "autre"]
    assert person["note"].replace(",", " ").split() == ["a", "b", "c", "d", "e", "f"]


def test_bullets_and_numbers_of_a_list_are_no_names(run: Run, typed: Typed):
    typed("1. Zoé Lefèvre\n- Élodie Blum\n")
    people = [*run("add", "--json").document, *run("add", "2) Luc Petit", "• Ana Roy", "--json").document]
    assert [person["understood"]["first_name"] for person in people] == ["Zoé", "Élodie", "Luc", "Ana"]


def test_nothing_to_add_is_refused(run: Run, typed: Typed, default: Path):
    typed("\n")
    answer = run("add", "--json")
    assert answer.code == 1
    assert answer.document["error"]["reason"] == "empty"
    assert answer.err.strip()
    assert not default.exists()


def test_people_are_added_at_an_event(run: Run, tmp_path: Path):
    path = tmp_path / "d.carnet"
    run("demo", path, "--date", "2026-11-20")
    answer = run("--carnet", path, "add", "Claire Dupont chez Acme", "--event", "FinOps sans douleur", "--json")
    assert answer.code == 0
    assert (
        run("--carnet", path, "add", "X Y", "--event", "nulle part", "--json").document["error"]["reason"]
        == "not_found"
    )
    ambiguous = run("--carnet", path, "add", "X Y", "--event", "déjeuner", "--json")
    assert ambiguous.document["error"]["reason"] == "ambiguous"
    assert run("--carnet", path, "add", "X Y", "--event", "Afterwork Portage").code == 0


def test_import_tells_each_row(run: Run, vcf: Path):
    answer = run("import", vcf, "--json")
    assert answer.code == 0
    assert answer.document == {
        "file": str(vcf),
        "format": "vcard",
        "read": 1,
        "created": 1,
        "merged": 0,
        "skipped": 0,
        "rejected": 0,
        "already_imported": None,
        "rows": [{"row": 1, "verdict": "created", "reason": "new", "contact_id": 1, "remarks": []}],
    }
    again = run("import", vcf, "--json")
    assert again.code == 0
    assert (again.document["created"], again.document["rows"]) == (0, [])
    assert again.document["already_imported"].startswith("20")
    assert "a.vcf" in run("import", vcf).out


def test_a_dry_run_creates_nothing(run: Run, vcf: Path, home: Path):
    answer = run("import", vcf, "--dry-run", "--json")
    assert (answer.document["created"], answer.document["rows"][0]["contact_id"]) == (1, None)
    assert not (home / "data").exists()


def test_several_files_make_a_list_and_failures_stand_in_it(run: Run, vcf: Path, tmp_path: Path):
    empty = tmp_path / "b.vcf"
    empty.write_text("")
    answer = run("import", vcf, empty, tmp_path / "missing.vcf", "--json")
    assert answer.code == 1
    good, bad, missing = answer.document
    assert good["created"] == 1
    assert bad["error"]["reason"] == "no_rows"
    assert missing["error"]["reason"] == "cannot_read"
    assert (bad["read"], bad["rows"]) == (0, [])
    single = run("import", empty, "--json")
    assert single.document["error"]["reason"] == "no_rows"
    assert single.code == 1


def test_readers_create_nothing(run: Run, home: Path):
    for words in (["contacts"], ["events"], ["missions"], ["search", "x"], ["review"], ["check"], ["export", "all"]):
        assert run(*words, "--json").code == 0
    assert run("contacts", "--json").document == []
    assert run("path", 1, "--json").document["error"]["reason"] == "not_found"
    assert run("undo", "--json").document["error"]["reason"] == "nothing_to_undo"
    assert not (home / "data").exists()


def test_a_journal_asked_for_by_name_that_is_not_there_is_no_empty_one(run: Run, tmp_path: Path):
    for words in (["contacts"], ["review"], ["check"], ["export", "all"]):
        answer = run("--carnet", tmp_path / "jurnal.carnet", *words, "--json")
        assert answer.document["error"]["reason"] == "cannot_open"
        assert answer.code
    assert not list(tmp_path.glob("jurnal*"))


def test_contacts_hide_private_life_in_work_mode(run: Run, default: Path):
    journal = Journal(default)
    journal.contacts.save(Contact(first_name="Ana", sphere=Sphere.PERSONAL))
    key = journal.missions.save(Mission(title="M", client="C", day_rate_cents=100, days_sold_half=2))
    journal.missions.sign(key, contact_id=1, signed_on=date(2026, 1, 5))
    journal.close()
    assert len(run("contacts", "--json").document) == 1
    assert run("missions", "--json").document[0]["signing_contact"] == "Ana"
    assert run("path", key, "--json").document["touches"][0]["contact"] == "Ana"
    settings.save(Settings(work_mode=True))
    assert run("contacts", "--json").document == []
    assert run("missions", "--json").document[0]["signing_contact"] is None
    touch = run("path", key, "--json").document["touches"][0]
    assert (touch["contact"], touch["contact_id"]) == (None, None)
    assert run("search", "Ana", "--json").document == []


def test_review_sums_exactly(run: Run, tmp_path: Path):
    path = tmp_path / "d.carnet"
    run("demo", path, "--date", "2026-11-20")
    for by in ("contact", "event", "series", "organiser", "kind", "channel", "circle", "sphere", "month"):
        answer = run("--carnet", path, "review", "--by", by, "--model", "linear", "--json").document
        assert set(answer) == {
            "model",
            "by",
            "currency",
            "total_cents",
            "other_currencies",
            "fallback_missions",
            "rows",
        }
        assert sum(row["credit_cents"] for row in answer["rows"]) == answer["total_cents"] > 0
        assert all(isinstance(row["key"], str) and row["label"] for row in answer["rows"])
    dated = run("--carnet", path, "review", "--from", "2026-01-01", "--to", "2026-12-31", "--json").document
    assert 0 < dated["total_cents"] < answer["total_cents"]
    assert dated["model"] == "w"
    assert run("--carnet", path, "review", "--currency", "usd", "--json").document["other_currencies"]["EUR"] > 0
    assert "Hélène Vasseur" in run("--carnet", path, "review").out


def test_review_draws_where_the_missions_come_from(run: Run, tmp_path: Path):
    path = tmp_path / "exemple.carnet"
    run("demo", path, "--date", "2026-11-20")
    png, svg = tmp_path / "bilan.png", tmp_path / "bilan.svg"
    done = run("--carnet", path, "review", "--png", png, "--svg", svg, "--json")
    assert done.document["files"] == [str(png), str(svg)]
    assert png.read_bytes().startswith(b"\x89PNG")
    texts = svg.read_text(encoding="utf-8")
    assert "Hélène Vasseur" in texts
    assert "Équilibré 30-30-30-10 · " in texts
    assert stat.S_IMODE(svg.stat().st_mode) == 0o600

    nothing = run("--carnet", path, "review", "--svg", tmp_path / "rien.svg", "--from", "2099-01-01")
    assert nothing.code == 2
    assert "aucune mission" in nothing.err
    assert run("--carnet", path, "review", "--png", tmp_path / "nowhere" / "x.png").code == 3
    assert not (tmp_path / "rien.svg").exists()


def test_review_orders_the_same_credit_by_label(run: Run, default: Path):
    journal = Journal(default)
    for channel in (Channel.PLATFORM, Channel.COLD, Channel.LINKEDIN, None):
        key = journal.missions.save(Mission(title="M", client="X", day_rate_cents=10_000, days_sold_half=20))
        journal.missions.sign(key, channel=channel, signed_on=date(2026, 2, 1))
    for first_name in ("Zoé", "Élise", "Anne"):
        person = journal.contacts.save(Contact(first_name=first_name))
        key = journal.missions.save(Mission(title="M", client="X", day_rate_cents=10_000, days_sold_half=20))
        journal.missions.sign(key, contact_id=person, signed_on=date(2026, 2, 1))
    journal.close()
    for by in ("contact", "channel"):
        rows = run("review", "--by", by, "--json").document["rows"]
        labels = [row["label"] for row in rows if row["credit_cents"] == 100_000]
        assert labels == sorted(labels, key=sort_key)
        assert len(labels) >= 3


def test_path_tells_touches_weights_and_a_sentence(run: Run, tmp_path: Path):
    path = tmp_path / "d.carnet"
    run("demo", path, "--date", "2026-11-20")
    missions = run("--carnet", path, "missions", "--json").document
    key = next(row["id"] for row in missions if row["title"] == "Architecture API clients")
    answer = run("--carnet", path, "path", key, "--json").document
    assert set(answer) == {"mission", "sentence", "touches"}
    assert answer["mission"] == "Architecture API clients"
    assert "Marc Delcourt" in answer["sentence"]
    assert [touch["rank"] for touch in answer["touches"]] == [1, 2, 3, 4, 5]
    first = answer["touches"][0]
    assert set(first["weights"]) == {"first", "last", "linear", "position", "decay", "w"}
    for model in first["weights"]:
        assert sum(touch["weights"][model] for touch in answer["touches"]) == pytest.approx(1)
    assert answer["sentence"] in run("--carnet", path, "path", key).out


def test_log_and_undo(run: Run):
    run("add", "Claire Dupont")
    logged = run("log", "Claire", "appel,", "budget voté > relancer lundi", "--json")
    assert (logged.document["kind"], logged.document["contact"]) == ("call", "Claire Dupont")
    assert logged.document["follow_up_on"]
    undone = run("undo", "--json")
    assert undone.document["undone"] == logged.document["deed"]
    assert (undone.document["deed"], undone.document["at"][-1]) == ("log", "Z")
    assert run("log", "1", "café").code == 0
    assert run("undo", 1, "--json").code == 1
    assert run("undo").code == 0
    assert run("undo").out
    assert run("undo", "--json").document["error"]["reason"] == "nothing_to_undo"


def test_log_tells_the_day_of_the_follow_up_that_it_keeps(run: Run, default: Path):
    run("add", "Claire Dupont")
    logged = run("log", "Claire", "mail envoyé > envoyer le devis", "--json").document
    journal = Journal(default)
    (kept,) = journal.follow_ups.for_contact(1)
    today = journal.clock.today()
    journal.close()
    assert logged["follow_up_on"] == str(kept.due_on) == str(today + timedelta(days=3))
    assert run("log", "Claire", "appel", "--json").document["follow_up_on"] is None


def test_an_old_deed_is_taken_back_by_its_number(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(History, "recent", lambda _self, _limit=50: ())  # as after ten thousand later ones
    run("add", "Claire Dupont")
    assert run("undo", 1, "--json").document["undone"] == 1


def test_what_changed_since_is_told(run: Run):
    run("add", "Claire Dupont, DSI chez Acme")
    run("log", "Claire", "café")
    answer = run("undo", 1, "--json")
    assert answer.document["error"]["reason"] == "changed_since"
    assert answer.document["error"]["found"] == [{"table": "participation", "id": 1, "name": "Claire Dupont"}]
    assert "(Claire Dupont)" in answer.document["error"]["message"]


def test_who_is_meant_can_be_chosen_from_the_answer(run: Run, tmp_path: Path):
    run("add", "Claire Dupont", "Claire Martin")
    error = run("log", "Claire", "appel", "--json").document["error"]
    assert error["found"] == [{"id": 1, "name": "Claire Dupont"}, {"id": 2, "name": "Claire Martin"}]
    assert "Claire Dupont (n° 1), Claire Martin (n° 2)" in error["message"]
    path = tmp_path / "d.carnet"
    run("demo", path, "--date", "2026-11-20")
    error = run("--carnet", path, "add", "X Y", "--event", "déjeuner", "--json").document["error"]
    assert all(one["title"] in error["message"] for one in error["found"])


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "9" * 5000, "²", "0" * 25 + "9" * 25])
def test_a_number_that_no_row_has_is_refused(run: Run, number: str):
    run("add", "Claire Dupont")
    for words in (("log", number, "appel"), ("add", "Zoé", "--event", number)):
        answer = run(*words, "--json")
        assert (answer.code, answer.document["error"]["reason"]) == (1, "not_found")
        assert number in answer.document["error"]["message"]
    assert run("undo", number, "--json").code == 2


def test_help_is_french_to_the_last_line(run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        run("--help")
    assert "show program" not in capfd.readouterr().out


def test_log_asks_who_is_meant(run: Run):
    run("add", "Claire Dupont", "Claire Martin")
    answer = run("log", "Claire", "appel", "--json")
    assert (answer.code, answer.document["error"]["reason"]) == (1, "ambiguous")
    assert run("log", "Zoé", "appel", "--json").document["error"]["reason"] == "not_found"
    assert run("log", "Claire Martin", "appel").code == 0
    assert run("log", "Claire Martin", " ", "--json").document["error"]["reason"] == "empty"


def test_log_links_those_whom_the_line_names(run: Run, default: Path):
    run("add", "Claire Dupont", "Karim Ouali", "Sophie Marin", "Sophie Leroy")
    line = "déjeuner hier avec Karim (cherche un poste) et Claire, 1 h, avec Sophie, devis > rappeler Karim"

    logged = run("log", "Claire", line, "--json").document

    assert logged["people"] == [{"id": 1, "name": "Claire Dupont"}, {"id": 2, "name": "Karim Ouali"}]
    assert logged["ambiguous"] == [
        {"name": "Sophie", "found": [{"id": 4, "name": "Sophie Leroy"}, {"id": 3, "name": "Sophie Marin"}]}
    ]
    assert logged["summary"] == "1 h, avec Sophie, devis"
    assert (logged["event_id"], logged["mission_id"]) == (None, None)
    journal = Journal(default)
    assert [part.personal_note for part in journal.interactions.get(1).participants] == ["", "cherche un poste"]
    assert [len(journal.follow_ups.for_contact(key)) for key in (1, 2)] == [0, 1]
    journal.close()
    assert "Claire Dupont, Karim Ouali" in run("log", "1", "café avec Karim").out


def test_log_attaches_to_an_event_and_a_mission_by_name(run: Run, tmp_path: Path):
    path = tmp_path / "d.carnet"
    run("demo", path, "--date", "2026-11-20")
    event = run("--carnet", path, "events", "--json").document[0]
    mission = run("--carnet", path, "missions", "--json").document[0]

    line = f"appel, évènement {event['title']}, mission {mission['title']}"
    logged = run("--carnet", path, "log", "Hélène Vasseur", line, "--json").document

    assert logged["event_id"] in [row["id"] for row in run("--carnet", path, "events", "--json").document]
    assert logged["mission_id"] == mission["id"]


def test_a_calendar_comes_in_is_listed_and_goes_out(run: Run, tmp_path: Path):
    file = journeys.samples() / "imports" / "outlook.ics"
    report = run("import", file, "--json").document
    assert (report["format"], report["created"], report["rows"][0]["reason"]) == ("ics", 1, "new_event")
    assert run("import", file, "--json").document["already_imported"]
    listed = run("events", "--from", "2026-07-01", "--to", "2026-10-31", "--json").document
    assert [(event["starts_at"], event["ends_at"]) for event in listed] == [
        ("2026-07-14T18:30:00+02:00", "2026-07-14T20:30:00+02:00"),
        ("2026-09-08T18:30:00+02:00", "2026-09-08T20:30:00+02:00"),
        ("2026-10-13T18:30:00+02:00", "2026-10-13T20:30:00+02:00"),
    ]
    assert {(event["id"], event["series"], event["title"]) for event in listed} == {(None, 1, "Club du mardi")}
    assert run("events", "--from", "2026-07-01", "--to", "2026-07-31").out.count("\n") == 1
    met = run("add", "Claire Dupont", "--event", "club du mardi", "--json").document
    assert met[0]["created"]
    assert [event["id"] is None for event in run("events", "--json").document].count(False) == 1
    out = run("export", "events", "--format", "ics").out
    assert "RRULE:FREQ=MONTHLY;BYDAY=2TU" in out
    target = tmp_path / "relances.ics"
    run("export", "follow-ups", "--as", "event", "-o", target)
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert run("events", "--from", "hier").code == 2


def test_search_finds_people(run: Run):
    run("add", "Hélène Vasseur chez Alizé", "Karim Ouali")
    (found,) = run("search", "helene", "--json").document
    assert set(found) == {"kind", "id", "title", "detail"}
    assert found["title"] == "Hélène Vasseur"
    assert len(run("search", "e", "--limit", "1", "--json").document) <= 1


def test_export_writes_to_stdout_or_a_file(run: Run, tmp_path: Path):
    run("add", "Claire Dupont chez Acme")
    assert run("export", "contacts").out.startswith("BEGIN:VCARD")
    assert "VERSION:4.0" in run("export", "contacts", "--version", "4.0").out
    assert run("export", "contacts", "--json").document[0]["first_name"] == "Claire"
    assert run("export", "all", "--format", "json").document["format"] == "carnet-journal"
    assert run("export", "events", "--format", "csv").out.lstrip("\ufeff").startswith("id,title")
    assert run("export", "missions").document == []
    target = tmp_path / "out.vcf"
    answer = run("export", "contacts", "-o", target, "--json", "--format", "vcard")
    assert answer.document["bytes"] == len(target.read_bytes()) > 0
    assert run("export", "contacts", "-o", target).out == ""


def test_people_are_exported_in_every_format_all_of_them_or_those_of_a_view(run: Run, tmp_path: Path, default: Path):
    run("add", "Claire Dupont, DSI chez Acme, #cloud, 06 12 34 56 78", "Paul Petit")
    journal = Journal(default)
    journal.views.save("Nuage", ContactFilter(text="", terms=(Term(Field.TAG, ("cloud",)),)))
    journal.close()
    google = run("export", "contacts", "--format", "google").out
    assert google.lstrip("\ufeff").startswith("First Name,Middle Name,Last Name")
    assert "* myContacts ::: cloud" in google
    assert run("export", "contacts", "--view", "Nuage", "--format", "csv").out.count("\n") == 2
    book = tmp_path / "contacts.xlsx"
    assert run("export", "contacts", "--format", "xlsx", "--view", "Nuage", "-o", book).code == 0
    ((heads, claire),) = workbooks.sheets(book.read_bytes()).values()
    assert [cell.text for cell in heads[:3]] == ["Nom", "Prénom", "Deuxième prénom"]
    assert [cell.text for cell in claire[:7]] == ["Dupont", "Claire", "", "", "", "Acme", "DSI"]
    assert run("export", "contacts", "--view", "Rien").code == 1
    assert run("export", "events", "--view", "Nuage").code == 2


def test_export_and_import_of_everything_come_back_the_same(run: Run, tmp_path: Path):
    run("demo", tmp_path / "a.carnet", "--date", "2026-11-20")
    run("--carnet", tmp_path / "a.carnet", "export", "all", "-o", tmp_path / "a.json")
    report = run("--carnet", tmp_path / "b.carnet", "import", tmp_path / "a.json", "--json").document
    assert (report["format"], report["created"]) == ("carnet", 160)
    run("--carnet", tmp_path / "b.carnet", "export", "all", "-o", tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_an_import_says_whom_it_refuses_for_having_objected(run: Run, default: Path, tmp_path: Path):
    run("add", "Zora Quillemot, zora@quillemot.example")
    journal = Journal(default)
    journal.privacy.oppose([journal.contacts.find("Zora Quillemot")[0].id])
    journal.close()
    file = tmp_path / "z.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Zora Quillemot\nEMAIL:zora@quillemot.example\nEND:VCARD\n"
    file.write_text(card, encoding="utf-8")
    answer = run("import", file)
    assert (answer.code, answer.err.strip()) == (
        0,
        f"{file}, fiche 1\u202f: cette personne s’est opposée à figurer dans le carnet",
    )


def test_an_import_tells_the_line_of_the_file(run: Run, tmp_path: Path):
    file = tmp_path / "Connections.csv"
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    file.write_text(f"Notes:\n\n{head}\nClaire,Dupont,,,,,\n,,,,Acme,,\n", encoding="utf-8")

    assert run("import", file).err.splitlines()[0].startswith(f"{file}, ligne 5\u202f: ")


def test_an_import_tells_what_to_look_at(run: Run, tmp_path: Path):
    file = tmp_path / "agenda.ics"
    event = "BEGIN:VEVENT\nUID:1\nSUMMARY:Afterwork\nDTSTART:20250230T180000Z\nEND:VEVENT\n"
    file.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}END:VCALENDAR\n", encoding="utf-8")

    told = run("import", file, "--dry-run", "--json").document["rows"][0]["remarks"]
    answer = run("import", file)

    assert [remark["value"] for remark in told] == ["DTSTART:20250230T180000Z"]
    assert answer.err.strip() == f"{file}, évènement 1\u202f: Cette date n’existe pas\u202f: DTSTART:20250230T180000Z"


def test_an_import_tells_of_tasks_that_do_not_come_in(run: Run, tmp_path: Path):
    file = tmp_path / "agenda.ics"
    event, task = "BEGIN:VEVENT\nSUMMARY:Afterwork\nEND:VEVENT\n", "BEGIN:VTODO\nSUMMARY:Facture\nEND:VTODO\n"
    file.write_text(f"BEGIN:VCALENDAR\n{task}{event}{task}END:VCALENDAR\n", encoding="utf-8")

    assert run("import", file, "--dry-run", "--json").document["tasks"] == 2
    assert run("import", file).err.strip() == f"{file}: 2 tâches ne sont pas reprises"

    file.write_text(f"BEGIN:VCALENDAR\n{task}END:VCALENDAR\n", encoding="utf-8")
    answer = run("import", file)
    assert (answer.code, "Cet agenda ne contient que des tâches" in answer.err) == (1, True)


def test_an_event_without_title_is_called_by_its_day(run: Run, tmp_path: Path):
    file = tmp_path / "agenda.ics"
    first = "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Paris:20260312T183000\nEND:VEVENT\n"
    second = "BEGIN:VEVENT\nUID:2\nDTSTART;VALUE=DATE:20260401\nLOCATION:La Verrière\nEND:VEVENT\n"
    file.write_text(f"BEGIN:VCALENDAR\n{first}{second}END:VCALENDAR\n", encoding="utf-8")
    run("import", file)

    told = run("events", "--from", "2026-03-01", "--to", "2026-04-30", "--json").document

    assert [event["title"] for event in told] == ["Évènement du 12 mars 2026", "La Verrière"]
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert run("import", file, "--json").document["skipped"] == 2


def test_check_is_content_with_a_sound_journal_and_not_with_another(run: Run, default: Path):
    run("add", "Claire Dupont")
    assert run("check", "--json").document == {"ok": True, "problems": []}
    assert run("check").out.strip()
    journal = Journal(default)
    with journal.core.unrecorded() as connection:
        connection.exec_driver_sql("UPDATE contact_fact SET display_name = 'wrong'")
    journal.close()
    answer = run("check", "--json")
    assert answer.code == 3
    assert answer.document["ok"] is False
    assert answer.document["problems"]
    assert "Ouvrez" not in run("check").err  # what is derived is worked out anew

    with journal.core.unrecorded() as connection:
        connection.exec_driver_sql("UPDATE contact SET sphere = 'professiomal'")
    journal.close()
    told = run("check").err
    assert "professiomal" in told
    assert "Ouvrez le carnet dans la fenêtre" in told


def test_the_self_test_passes_and_leaves_nothing(home: Path):
    words = [sys.executable, "-m", "carnet", "self-test", "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    assert answer["ok"] is True
    assert {"revisions", "backup", "page today", "page review", "close"} <= set(answer["steps"])
    assert not home.exists()


def test_the_self_test_paints_every_page(tmp_path: Path):
    steps = {step.name for step in window_trial.steps(tmp_path)}
    assert {f"page {key}" for key, _icon, _name in page_names()} <= steps


def test_the_self_test_imports_each_format():
    samples = {path.name for path in (journeys.samples() / "imports").iterdir()}
    assert samples == set(journeys._FORMATS)
    assert {*journeys._FORMATS.values(), "carnet"} == set(IMPORT_FORMATS)


def test_the_self_test_tells_the_step_that_fails(run: Run, monkeypatch: pytest.MonkeyPatch):
    broken = journeys.Step("capture", lambda: "nobody was added")
    monkeypatch.setattr(journeys, "steps", lambda *_given: [broken])
    answer = run("self-test", "--json")
    assert answer.code == 3
    assert "capture: nobody was added" in answer.document["error"]["message"]


def test_a_file_that_is_no_journal_is_left_alone(run: Run, tmp_path: Path):
    path = tmp_path / "x.carnet"
    path.write_text("hello")
    answer = run("--carnet", path, "add", "Claire", "--json")
    assert answer.code == 3
    assert answer.document["error"]["reason"] == "not_a_journal"
    assert path.read_text() == "hello"
    assert run("demo", path, "--json").document["error"]["reason"] == "exists"


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["path", "x"],
        ["path"],
        ["review", "--from", "hier"],
        ["review", "--currency", "E"],
        ["search", "x", "--limit", "0"],
        ["export", "events", "--format", "vcard"],
        ["contacts", "--what"],
    ],
)
def test_wrong_words_are_usage(run: Run, words: list[str]):
    answer = run(*words)
    assert answer.code == 2
    assert answer.err.strip()
    assert answer.out == ""
    document = run(*words, "--json").document
    assert document["error"]["reason"] == "usage"


def test_a_document_is_one_document(run: Run):
    answer = run("export", "contacts", "--format", "vcard", "--json")
    assert (answer.code, answer.document["error"]["reason"]) == (2, "usage")


def test_environment_and_settings_choose_the_journal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings.save(Settings(journal=str(tmp_path / "chosen.carnet")))
    run("add", "Claire Dupont")
    assert (tmp_path / "chosen.carnet").exists()
    monkeypatch.setenv("CARNET_FILE", str(tmp_path / "env.carnet"))
    run("add", "Claire Dupont")
    run("add", "Karim Ouali", "--carnet", tmp_path / "given.carnet")
    assert (tmp_path / "env.carnet").exists()
    assert (tmp_path / "given.carnet").exists()


def test_messages_speak_the_language_of_the_settings(run: Run):
    settings.save(Settings(language="en"))
    english = run("undo").err
    settings.save(Settings(language="fr"))
    french = run("undo").err
    assert english.strip() == "There is nothing to undo."
    assert french != english


def test_a_bug_is_logged_and_told_without_names(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("carnet.journal.search.Search.find", None)
    answer = run("search", "Claire", "--json")
    assert answer.code == 3
    assert answer.document["error"]["reason"] == "unexpected"
    kept = (home / "state" / "carnet.log").read_text()
    assert "TypeError" in kept
    assert "Claire" not in kept


def test_an_interruption_changes_nothing(run: Run, monkeypatch: pytest.MonkeyPatch):
    def interrupt(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("carnet.journal.search.Search.find", interrupt)
    assert run("search", "x").code == 130


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], False),
        (["contacts"], True),
        (["--carnet", "contacts", "add"], True),
        (["--carnet", "x.carnet"], False),
        (["--help"], True),
        (["a.vcf"], False),
        (["contcts"], True),
        (["--quick-add"], False),
        (["--tray"], False),
        (["--json"], True),
    ],
)
def test_words_are_for_the_command_line_or_the_window(words: list[str], expected: bool):
    assert is_command_line(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], WindowWords()),
        (["--carnet", "a.carnet", "--quick-add"], WindowWords("a.carnet", quick_add=True)),
        (["--carnet=a.carnet", "b.vcf", "c.csv"], WindowWords("a.carnet", ("b.vcf", "c.csv"))),
        (["--carnet"], WindowWords()),
        (["--tray"], WindowWords(tray=True)),
    ],
)
def test_the_window_is_given_a_journal_and_files(words: list[str], expected: WindowWords):
    assert window_words(words) == expected


def test_an_unknown_option_opens_no_window(run: Run):
    assert run("--frobnicate").code == 2


def test_version_is_told_at_once(run: Run):
    assert run("--version").out.startswith("Carnet ")


def test_an_import_is_summed_up_in_words(run: Run, vcf: Path):
    told = run("import", vcf).out
    assert told.startswith(str(vcf))
    assert "1" in told
    assert run("import", vcf).out != told


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path):
    command("demo", tmp_path / "d.carnet")
    reading = [sys.executable, "-m", "carnet", "--carnet", str(tmp_path / "d.carnet"), "contacts", "--json"]
    with subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    ("words", "done"),
    [
        (("add", "Claire Dupont"), True),
        (("contacts",), False),
        (("contacts", "--json"), False),
        (("export", "all"), False),
        (("path", "99", "--json"), False),
        (("--help",), False),
        (("--version",), False),
    ],
)
def test_an_answer_that_cannot_be_written_is_told_and_a_deed_done_with_it(
    run: Run, default: Path, words: tuple[str, ...], done: bool
):
    run("add", "Karim Ouali")
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    program = [sys.executable, "-m", "carnet", *words]
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, env=environ, check=False)
    assert found.returncode == 3
    assert "Traceback" not in found.stderr
    assert "n’a pas pu être écrite" in found.stderr
    assert ("Ce qui était demandé est fait" in found.stderr) is done
    closed = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *program], stderr=subprocess.PIPE, text=True, env=environ, check=False
    )
    assert closed.returncode == 3
    assert "Traceback" not in closed.stderr


def test_an_export_goes_through_a_link_and_into_a_pipe(run: Run, tmp_path: Path):
    run("add", "Claire Dupont")
    far, link, pipe = tmp_path / "far.vcf", tmp_path / "link.vcf", tmp_path / "pipe"
    far.write_text("old")
    link.symlink_to(far)
    os.mkfifo(pipe)
    assert run("export", "contacts", "-o", link).code == 0
    assert link.is_symlink()
    assert "Claire" in far.read_text()
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert run("export", "contacts", "-o", pipe).code == 0
        assert reader.stdout is not None
        assert b"Claire" in reader.stdout.read()
    assert pipe.is_fifo()


_BLOCKED = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(name)
sys.meta_path.insert(0, Block())
from carnet.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def command(*words: object) -> "subprocess.CompletedProcess[str]":
    environ = {**os.environ, "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-c", _BLOCKED, *map(str, words)], capture_output=True, text=True, env=environ, check=False
    )


def test_no_command_needs_qt(tmp_path: Path, vcf: Path):
    calls = {
        "add": ["Claire Dupont chez Acme, claire@acme.example"],
        "import": [vcf],
        "export": ["contacts"],
        "search": ["claire"],
        "contacts": [],
        "events": [],
        "missions": [],
        "path": [1],
        "review": [],
        "privacy": [],
        "log": ["Claire", "appel"],
        "undo": [],
        "demo": [tmp_path / "d.carnet"],
        "backup": [],
        "restore": [tmp_path / "d.carnet"],
        "check": [],
    }
    closing = {"encrypt", "decrypt", "rekey"}  # ask for a passphrase: tests/test_closing_commands.py
    assert {*calls, *closing, "self-test"} == set(COMMANDS)  # the self-test opens the window
    for name, words in calls.items():
        done = command(name, *words, "--json") if name != "export" else command(name, *words)
        assert done.returncode == (1 if name == "path" else 0), (name, done.stderr)
        assert done.stdout


def test_help_and_version_need_nothing(tmp_path: Path):
    assert command("--version").stdout.startswith("Carnet ")
    told = command("--help")
    assert told.returncode == 0
    for name in COMMANDS:
        assert name in told.stdout
        assert command(name, "--help").returncode == 0


def test_a_command_has_the_collector_and_no_handlers_of_logging():
    script = (
        "import gc, sys; from carnet.__main__ import main; main(['contacts', '--json']);"
        "assert gc.isenabled(); assert 'logging.handlers' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr


def test_a_backup_is_made_and_restored(run: Run, default: Path, tmp_path: Path) -> None:
    run("add", "Claire Dupont, Acme")
    made = run("backup", "--json").document
    assert (made["contacts"], made["second_folder"]) == (1, None)
    assert Path(made["file"]).parent == default.with_name("carnet.backups")
    other = tmp_path / "ailleurs.carnet"
    assert run("backup", "-o", other).out == f"Sauvegardé et vérifié\u202f: {other}\n"
    run("add", "Karim Ouali")

    restored = run("restore", other, "--json").document

    assert restored["contacts"] == 1
    assert Path(restored["kept"]).is_file()
    assert run("restore", Path(restored["kept"]).name, "--json").document["contacts"] == 2
    assert run("check").code == 0


def test_what_is_no_backup_is_not_restored(run: Run, vcf: Path) -> None:
    run("add", "Claire Dupont, Acme")

    assert (run("restore", vcf).code, run("restore", "absent.carnet").code) == (3, 3)
    assert len(run("contacts", "--json").document) == 1


def test_a_missing_second_folder_is_told(run: Run, home: Path) -> None:
    settings.save(Settings(language="fr", backup_folder=str(home / "disque")))
    run("add", "Claire Dupont, Acme")

    answer = run("backup", "--json")

    assert answer.code == 3
    assert "Branchez" in answer.err
    assert Path(answer.document["file"]).is_file()
    assert answer.document["second_folder"]["reason"] == "no_backup_folder"


def test_an_import_is_preceded_by_a_backup(run: Run, vcf: Path, default: Path) -> None:
    run("import", vcf)
    folder = default.with_name("carnet.backups")
    assert not folder.exists()  # the journal was empty
    run("add", "Karim Ouali")
    vcf.write_text(CARD.replace("Claire", "Anne").replace("claire", "anne"))

    run("import", vcf)

    (kept,) = folder.iterdir()
    assert kept.name.endswith("-import.carnet")


def test_a_table_comes_in_with_its_columns_told(run: Run, tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text("Prénom;Nom;Courriel;Taille\nClaire;Dupont;c@a.example;42\n", encoding="cp1252")
    told = run("import", file, "--dry-run").out
    for words in ("colonnes devinées, Windows-1252, point-virgule", "Courriel → E-mail", "Taille → Champ à part"):
        assert words in told
    report = run("import", file, "--json").document
    assert (report["format"], report["created"]) == ("csv", 1)
    assert {**report["table"], "columns": report["table"]["columns"][:1]} == {
        "said_by": "guessed",
        "encoding": "cp1252",
        "delimiter": ";",
        "sheet": None,
        "columns": [{"name": "Prénom", "target": "first_name"}],
    }


def test_a_table_that_names_nobody_is_refused_in_words(run: Run, tmp_path: Path):
    file = tmp_path / "prix.csv"
    file.write_text("Produit,Prix\nVis,12\n", encoding="utf-8")
    answer = run("import", file)
    assert answer.code == 1
    assert "Aucune colonne" in answer.err
