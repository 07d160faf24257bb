"""One event of a calendar file to a draft."""

from datetime import datetime, timedelta
from urllib.parse import unquote

from carnet.domain.events import EventKind
from carnet.domain.text import clean
from carnet.formats import html_text
from carnet.formats.event_drafts import EventDraft, Going, Invited
from carnet.formats.ics_frames import Component, Property
from carnet.formats.ics_times import Moment, Times, duration, of_wall
from carnet.formats.ics_zones import zone_name
from carnet.formats.vcard_text import quoted_printable, split_escaped, unescape

_MOST_ATTENDEES = 500
_MOST_DATES = 5_000
_MEETINGS = ("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK")
_GOING = {
    "ACCEPTED": Going.ACCEPTED,
    "DECLINED": Going.DECLINED,
    "TENTATIVE": Going.TENTATIVE,
}


def read_event(found: Component, times: Times) -> EventDraft | None:
    """Return the draft of an event; None, and a problem on the component, where it cannot be one."""
    home = zone_name(found.value("X-CARNET-TZID")) or times.home_of(found.calendar)
    starts = _moment(found, "DTSTART", times, home)
    title = _text(found, "SUMMARY")
    method = found.calendar.value("METHOD").strip().upper() if found.calendar else ""
    status = found.value("STATUS").strip().upper()
    uid = _text(found, "UID")
    is_cancelled = status == "CANCELLED" or method == "CANCEL"
    told = found.first("RECURRENCE-ID")
    if told is not None and "RANGE" in told[0].params:
        found.remark("range_ignored")
    if starts is None and not title and not (is_cancelled and uid):
        found.remark("event_without_title_and_day")
        return None
    return EventDraft(
        row=found.row,
        uid=uid,
        sequence=_number(found.value("SEQUENCE")),
        recurrence_id=_moment(found, "RECURRENCE-ID", times, home),
        title=" ".join(title.split()),
        starts=starts,
        ends=_end(found, starts, times, home),
        venue=_venue(found),
        city=_text(found, "X-CARNET-CITY"),
        kind=_kind(found.value("X-CARNET-KIND").strip()),
        organisation=_text(found, "X-CARNET-ORGANISER"),
        description=_description(found),
        url=_address(found),
        is_cancelled=is_cancelled,
        is_tentative=status == "TENTATIVE",
        organiser=_invited(found.first("ORGANIZER")),
        attendees=tuple(_attendees(found)),
        rrule=found.value("RRULE").strip().rstrip(";"),
        rdates=_dates(found, "RDATE", times, home),
        exdates=tuple(_at_the_hour(moment, starts) for moment in _dates(found, "EXDATE", times, home)),
        categories=_categories(found),
    )


def _moment(found: Component, name: str, times: Times, home: str) -> Moment | None:
    told = found.first(name)
    if told is None or not told[1].strip():
        return None
    moment = times.moment(told, home)
    tzid = told[0].params.get("TZID", "")
    if tzid and not times.knows(tzid):
        found.remark("zone_unknown", zone=tzid[:60])
    if moment is None:
        found.remark("bad_date", line=f"{name}:{told[1][:60]}")
    return moment


def _end(found: Component, starts: Moment | None, times: Times, home: str) -> Moment | None:
    """Return when it ends: as told, else by its duration, else of a whole day the next midnight."""
    if starts is None:
        return None
    ends = _moment(found, "DTEND", times, home)
    if ends is not None and ends.at >= starts.at:
        if starts.all_day and ends.at == starts.at:
            return starts.shifted(timedelta(days=1))
        return ends
    if ends is not None:
        found.remark("event_ends_before_start")
    length = duration(found.value("DURATION"))
    if length is not None and length > timedelta():
        return starts.shifted(length)
    return starts.shifted(timedelta(days=1)) if starts.all_day else None


def _plain(told: Property) -> str:
    head, value = told
    if head.encoding == "Q":
        return clean(unescape(quoted_printable(value, head.params.get("CHARSET", "")), from_quoted=True)).strip()
    return clean(unescape(value)).strip()


def _text(found: Component, name: str) -> str:
    told = found.first(name)
    return "" if told is None else _plain(told)


def _venue(found: Component) -> str:
    """Return the place, without the city that Carnet tells apart."""
    place, city = ", ".join(_text(found, "LOCATION").splitlines()), _text(found, "X-CARNET-CITY")
    return "" if place == city else place.removesuffix(f", {city}") if city else place


def _address(found: Component) -> str:
    """Return the page of an event, else where one joins it from afar."""
    told = (found.value(name).strip() for name in ("URL", "CONFERENCE", *_MEETINGS))
    return next(filter(None, told), "")


def _kind(text: str) -> EventKind | None:
    return EventKind(text) if text in set(EventKind) else None


def _description(found: Component) -> str:
    """Return the description as words, though it be a page, as Google writes it; what Carnet wrote stays as it is."""
    text = _text(found, "DESCRIPTION") or _text(found, "X-ALT-DESC")
    is_ours = found.calendar is not None and "//Carnet//" in found.calendar.value("PRODID")
    return html_text.words(text) if not is_ours and html_text.is_marked_up(text) else text


def _number(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _attendees(found: Component) -> list[Invited]:
    people = (_invited(told) for told in found.every("ATTENDEE")[:_MOST_ATTENDEES])
    return [person for person in people if person is not None]


def _invited(told: Property | None) -> Invited | None:
    """Return whom a line names; rooms and other things are nobody."""
    if told is None or told[0].params.get("CUTYPE", "").upper() in {"ROOM", "RESOURCE"}:
        return None
    params = told[0].params
    scheme, _, rest = told[1].strip().partition(":")
    address = unquote(rest).partition("?")[0] if scheme.lower() == "mailto" else told[1].strip()
    email = address.strip() if "@" in address and " " not in address.strip() else params.get("EMAIL", "").strip()
    name = clean(params.get("CN", "")).strip().strip("'\"")
    if not name and not email:
        return None
    going = _GOING.get(params.get("PARTSTAT", "").upper(), Going.UNSAID)
    return Invited(name="" if name.lower() == email.lower() else name, email=email, going=going)


def _dates(found: Component, name: str, times: Times, home: str) -> tuple[Moment, ...]:
    dates: dict[Moment, None] = {}
    for told in found.every(name):
        dates.update(dict.fromkeys(times.moments(told, home)))
        if len(dates) > _MOST_DATES:
            break
    return tuple(dates)[:_MOST_DATES]


def _at_the_hour(moment: Moment, starts: Moment | None) -> Moment:
    """Return a date left out as that of the event: some programs tell the day alone."""
    if starts is None or starts.all_day or not moment.all_day:
        return moment
    return of_wall(datetime.combine(moment.local().date(), starts.local().time()), starts.tz)


def _categories(found: Component) -> tuple[str, ...]:
    words = (
        clean(unescape(word)).strip() for told in found.every("CATEGORIES") for word in split_escaped(told[1], ",")
    )
    return tuple(dict.fromkeys(word for word in words if word))
