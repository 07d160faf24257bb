"""Calendars written: read back they say the same, and the library of others understands them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.domain.events import EventKind
from carnet.domain.text import clean
from carnet.domain.zones import HOME, midnight
from carnet.formats import ics, ics_write
from carnet.formats.event_drafts import EventDraft
from carnet.formats.ics_times import Moment
from carnet.formats.ics_write import Task, TaskKind
from carnet.formats.ics_zone_write import zone_lines

STAMP = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
_ZONES = (HOME, "America/Montreal", "UTC", "Asia/Kolkata", "Australia/Sydney", "America/Nuuk", "Africa/Casablanca")
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=90)
_LINE = _TEXT.map(lambda text: " ".join(clean(text).split())).filter(lambda text: text == text.strip())
_PROSE = st.lists(_LINE, max_size=3).map("\n".join).map(str.strip)


@st.composite
def drafts(draw: st.DrawFn) -> EventDraft:
    tz, all_day = draw(st.sampled_from(_ZONES)), draw(st.booleans())
    nights = st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1), date(2027, 3, 14)])
    day = draw(st.one_of(nights, st.dates(date(1990, 1, 1), date(2040, 1, 1))))
    if all_day:
        at, ends = midnight(day, tz), midnight(day + timedelta(days=draw(st.integers(1, 4))), tz)
    else:
        # An hour that comes twice is told in UTC, and keeps its zone by a property of ours.
        at = midnight(day, tz) + timedelta(minutes=draw(st.one_of(st.integers(0, 240), st.integers(0, 1439))))
        ends = at + timedelta(minutes=draw(st.integers(0, 3000)))
    repeats = draw(st.booleans())
    moved = (
        [at + timedelta(days=7 * n) for n in draw(st.lists(st.integers(1, 20), max_size=3, unique=True))]
        if repeats
        else []
    )
    rule = draw(st.sampled_from(["FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY;COUNT=7"])) if repeats else ""
    return EventDraft(
        row=1,
        uid=draw(st.uuids()).hex,
        sequence=draw(st.integers(0, 50)),
        title=draw(_LINE.filter(bool)),
        starts=Moment(at, tz, all_day),
        ends=draw(st.sampled_from([None, Moment(ends, tz, all_day)])) if not all_day else Moment(ends, tz, all_day),
        venue=draw(_LINE.filter(lambda text: "," not in text)),
        city=draw(_LINE.filter(lambda text: "," not in text)),
        kind=draw(st.sampled_from(EventKind)),
        organisation=draw(_LINE),
        description=draw(_PROSE),
        url=draw(st.sampled_from(["", "https://escale.example/club?a=1,2;b"])),
        is_cancelled=draw(st.booleans()),
        rrule=rule,
        rdates=tuple(Moment(one, tz, False) for one in moved) if not all_day else (),
        exdates=tuple(Moment(one, tz, False) for one in moved[:1]) if not all_day else (),
    )


@settings(deadline=None)
@given(draft=drafts())
def test_what_is_written_is_read_back(draft: EventDraft):
    (read,) = ics.read(ics_write.write([draft], STAMP)).drafts
    assert read == draft


def _is_kept_by_the_library(draft: EventDraft) -> bool:
    """The library writes a backslash before an N as it writes the end of a line, and reads its own file otherwise."""
    return all(
        "\\N" not in text for text in (draft.title, draft.venue, draft.city, draft.organisation, draft.description)
    )


@settings(deadline=None)
@given(draft=drafts().filter(_is_kept_by_the_library))
def test_the_library_reads_the_same(draft: EventDraft):
    data = ics_write.write([draft], STAMP)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == (draft.uid, draft.sequence, draft.title)
    assert event["DTSTAMP"].dt == STAMP
    assert draft.starts is not None
    start = event["DTSTART"].dt
    if draft.starts.all_day:
        assert start == draft.starts.local().date()
    else:
        assert start.astimezone(UTC) == draft.starts.at
    assert str(event.get("DESCRIPTION", "")) == draft.description
    assert ("RRULE" in event) == bool(draft.rrule)
    assert icalendar.Calendar.from_ical(calendar.to_ical()) == calendar


def test_the_end_of_a_rule_is_told_in_utc_and_read_back_as_a_day():
    from carnet.domain.recurrence import checked

    at = datetime(2026, 1, 13, 17, 30, tzinfo=UTC)
    draft = EventDraft(uid="club", title="Club", starts=Moment(at, HOME, False), rrule="FREQ=WEEKLY;UNTIL=20261231")
    data = ics_write.write([draft], STAMP)
    assert b"RRULE:FREQ=WEEKLY;UNTIL=20261231T225959Z\r\n" in data
    (read,) = ics.read(data).drafts
    assert checked(read.rrule, at, HOME) == "FREQ=WEEKLY;UNTIL=20261231"


def test_nobody_is_invited():
    draft = EventDraft(uid="a", title="Afterwork", starts=Moment(STAMP, HOME, False), organisation="Escale Portage")
    data = ics_write.write([draft], STAMP)
    assert b"ATTENDEE" not in data
    assert b"ORGANIZER" not in data
    assert b"X-CARNET-ORGANISER:Escale Portage\r\n" in data


@pytest.mark.parametrize("name", _ZONES)
def test_the_zone_told_changes_when_the_zone_does(name: str):
    lines = "\r\n".join(("BEGIN:VCALENDAR", *zone_lines(name), "END:VCALENDAR", ""))
    (told,) = icalendar.Calendar.from_ical(lines).walk("VTIMEZONE")
    mine = told.to_tz(lookup_tzid=False)
    zone = ZoneInfo(name)
    for day in range(0, 730, 5):
        at = datetime(2026, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001  (noon on the wall)
        if name != "Africa/Casablanca":  # each Ramadan is listed by itself, past the rule
            assert at.replace(tzinfo=mine).utcoffset() == at.replace(tzinfo=zone).utcoffset(), at


@pytest.mark.parametrize("kind", TaskKind)
def test_what_is_to_do_is_a_task_or_a_day_with_a_reminder(kind: TaskKind):
    task = Task("u1", date(2026, 11, 26), "Hélène Vasseur, rappeler; budget")
    calendar = icalendar.Calendar.from_ical(ics_write.write_tasks([task], STAMP, kind))
    (found,) = calendar.walk("VTODO" if kind is TaskKind.TODO else "VEVENT")
    assert (found["UID"], found["SUMMARY"]) == ("u1", "Hélène Vasseur, rappeler; budget")
    assert found["DUE" if kind is TaskKind.TODO else "DTSTART"].dt == date(2026, 11, 26)
    assert len(calendar.walk("VALARM")) == (kind is TaskKind.EVENT)
