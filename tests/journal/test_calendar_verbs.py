"""Following a calendar: fetched when asked, changes taken over, failures told, secrets kept."""

import logging
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from undoing import Dump, proves_undo

from calendar_server import HEAD, TAIL, CalendarServer, event, served
from carnet.domain.calendars import address
from carnet.domain.events import EventStatus
from carnet.errors import CarnetError, Refused, Trouble, Unreadable
from carnet.journal import Journal, feeds
from carnet.words.errors import sentence

DAYS = (date(2026, 11, 1), date(2026, 12, 31))


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with served() as found:
        yield found


def follow(journal: Journal, server: CalendarServer) -> int:
    journal.imports.run(journal.calendars.fetch(server.url, "Escale Portage"))
    return journal.calendars.rows()[0].id


def titles(journal: Journal) -> list[str]:
    return [row.title for row in journal.events.occurrences(*DAYS)]


def test_nothing_is_fetched_before_it_is_asked_for(journal: Journal, server: CalendarServer):
    assert journal.calendars.rows() == journal.calendars.due() == ()
    clipping = journal.calendars.fetch(server.url, "Escale Portage")
    report = journal.imports.dry_run(clipping)
    assert (report.created, journal.calendars.rows()) == (1, ())
    assert len(server.asked) == 1


def test_following_a_calendar_brings_its_events_as_one_deed(journal: Journal, server: CalendarServer, dump: Dump):
    clipping = journal.calendars.fetch(server.url, "Escale Portage", 6)
    proves_undo(journal, dump, lambda: journal.imports.run(clipping))
    (row,) = journal.calendars.rows()
    assert (row.name, row.host, row.every_hours, row.events, row.failure) == ("Escale Portage", "127.0.0.1", 6, 1, "")
    assert row.fetched_at == journal.clock.now()


def test_a_refresh_takes_changes_over_and_leaves_no_trace_without(journal: Journal, server: CalendarServer):
    calendar = follow(journal, server)
    last = journal.core.last_deed
    assert journal.calendars.refresh(calendar) is None
    assert server.asked[-1]["if-none-match"] == '"1"'
    server.etag = '"2"'
    report = journal.calendars.refresh(calendar)
    assert report is not None
    assert (report.skipped, journal.core.last_deed) == (1, last)
    server.etag = '"3"'
    server.body = (HEAD + event("a", "Afterwork déplacé", "20261126") + event("b", "Club", "20261201") + TAIL).encode()
    report = journal.calendars.refresh(calendar)
    assert report is not None
    assert (report.merged, report.created) == (1, 1)
    assert titles(journal) == ["Afterwork déplacé", "Club"]
    journal.history.undo()
    assert titles(journal) == ["Afterwork"]


def test_what_stands_no_longer_in_it_is_cancelled(journal: Journal, server: CalendarServer):
    server.body = (HEAD + event("a", "Afterwork", "20261124") + event("b", "Club", "20261201") + TAIL).encode()
    calendar = follow(journal, server)
    server.etag = ""
    server.body = (HEAD + event("b", "Club", "20261201") + TAIL).encode()
    journal.calendars.refresh(calendar)
    assert [row.status for row in journal.events.occurrences(*DAYS)] == [EventStatus.CANCELLED, EventStatus.PLANNED]


def test_a_calendar_is_due_when_its_hours_are_over(journal: Journal, server: CalendarServer):
    calendar = follow(journal, server)
    assert journal.calendars.due() == ()
    uid = journal.calendars.rows()[0].uid
    journal.drafts.save(f"calendar:{uid}", '{"at": "2026-11-19T11:59:00+00:00"}')
    assert journal.calendars.due() == (calendar,)
    journal.calendars.edit(calendar, every_hours=0, name="Escale")
    assert journal.calendars.due() == ()
    assert journal.calendars.rows()[0].name == "Escale"


def test_unfollowing_keeps_the_events(journal: Journal, server: CalendarServer, dump: Dump):
    calendar = follow(journal, server)
    proves_undo(journal, dump, lambda: journal.calendars.unfollow(calendar))
    assert journal.calendars.rows() == ()
    assert titles(journal) == ["Afterwork"]


def test_a_state_that_is_spoilt_is_as_good_as_none(journal: Journal, server: CalendarServer):
    calendar = follow(journal, server)
    journal.drafts.save(f"calendar:{journal.calendars.rows()[0].uid}", "{")
    assert journal.calendars.due() == (calendar,)


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "feed_refused"), (404, "feed_gone"), (410, "feed_gone"), (500, "feed_failed")]
)
def test_a_failure_is_kept_with_the_calendar_and_loses_nothing(
    journal: Journal, server: CalendarServer, status: int, reason: str
):
    calendar = follow(journal, server)
    server.status, server.etag = status, ""
    with pytest.raises(Trouble, match=reason):
        journal.calendars.refresh(calendar)
    assert journal.calendars.rows()[0].failure == reason
    assert titles(journal) == ["Afterwork"]
    server.status = 200
    journal.calendars.refresh(calendar)
    assert journal.calendars.rows()[0].failure == ""


def test_what_is_no_calendar_is_refused(journal: Journal, server: CalendarServer):
    calendar = follow(journal, server)
    server.body, server.etag = b"<html>Bonjour</html>", ""
    with pytest.raises(Unreadable, match="no_event"):
        journal.calendars.refresh(calendar)
    assert journal.calendars.rows()[0].failure == "no_event"


def test_without_a_network_it_says_so(journal: Journal):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/agenda.ics"
    with pytest.raises(Trouble, match="offline"):
        journal.calendars.fetch(url)


def test_size_and_time_have_an_end(journal: Journal, server: CalendarServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feeds, "LARGEST", 100)
    with pytest.raises(Trouble, match="feed_too_large"):
        journal.calendars.fetch(server.url)
    monkeypatch.setattr(feeds, "LARGEST", 10_000)
    monkeypatch.setattr(feeds, "SECONDS", 0.2)
    server.seconds_between_bytes = 0.02
    with pytest.raises(Trouble, match="feed_too_slow"):
        journal.calendars.fetch(server.url)
    server.seconds_between_bytes = 2
    monkeypatch.setattr(feeds, "_SECONDS_OF_SILENCE", 0.3)
    with pytest.raises(Trouble, match="feed_too_slow"):
        journal.calendars.fetch(server.url)


def test_the_user_can_give_up(journal: Journal, server: CalendarServer):
    with pytest.raises(Refused, match="cancelled"):
        journal.calendars.fetch(server.url, cancelled=lambda: True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("webcal://escale.example/a.ics", "https://escale.example/a.ics"),
        (" https://escale.example ", "https://escale.example/"),
        ("HTTPS://escale.example/a?token=x#y", "https://escale.example/a?token=x"),
        ("http://localhost:8080/a", "http://localhost:8080/a"),
    ],
)
def test_an_address_is_kept_in_one_form(text: str, kept: str):
    assert address(text) == kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://escale.example/a.ics", "feed_insecure"),
        ("http://127.0.0.1.escale.example/a.ics", "feed_insecure"),
        ("file:///etc/passwd", "bad_address"),
        ("ftp://escale.example/a.ics", "bad_address"),
        ("escale.example/a.ics", "bad_address"),
        ("https://[escale", "bad_address"),
        ("https://escale.example:99999/", "bad_address"),
        ("https://escale.example/a b", "bad_address"),
        ("https://escale.example/" + "a" * 3000, "bad_address"),
        ("", "bad_address"),
    ],
)
def test_what_is_no_safe_address_is_refused(text: str, reason: str):
    with pytest.raises(Refused) as caught:
        address(text)
    assert caught.value.reason == reason


def test_an_answer_leads_no_further_than_an_address_may(journal: Journal, server: CalendarServer):
    server.location = "http://escale.example/there"
    with pytest.raises(Refused, match="feed_insecure"):
        journal.calendars.fetch(server.url)
    server.location = "file:///etc/passwd"
    with pytest.raises(Trouble, match="feed_failed"):
        journal.calendars.fetch(server.url)


def test_a_password_goes_to_its_host_alone_and_into_no_word(
    journal: Journal, server: CalendarServer, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    secret = server.url.replace("http://", "http://moi:p%40sse@").replace("agenda.ics", "jeton-secret/agenda.ics")
    server.location = server.url.replace("agenda.ics", "there")
    journal.imports.run(journal.calendars.fetch(secret, "Escale"))
    assert "authorization" in server.asked[0]
    assert "authorization" not in server.asked[1]
    server.location, server.status, server.etag = "", 404, ""
    calendar = journal.calendars.rows()[0]
    with pytest.raises(CarnetError) as caught:
        journal.calendars.refresh(calendar.id)
    told = f"{caught.value}{sentence(caught.value)}{caplog.text}{calendar}{journal.history.next_undo()}"
    assert "127.0.0.1" in told
    assert "sse" not in told.replace("Adresse", "").replace("adresse", "")
    assert "jeton" not in told


def test_a_calendar_stays_with_its_journal(journal: Journal, server: CalendarServer, tmp_path: Path):
    follow(journal, server)
    other = Journal(tmp_path / "other.carnet", clock=journal.clock)
    other.exports.restore(journal.exports.everything())
    assert [(row.name, row.events) for row in other.calendars.rows()] == [("Escale Portage", 1)]
    other.close()
