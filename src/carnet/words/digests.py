"""What the digest of the morning says: one title and a few lines, however many people there are."""

from carnet.domain.events import Occurrence
from carnet.domain.today import Digest
from carnet.words.catalogue import _, ngettext
from carnet.words.formats import FIXED, clock_time

_NAMED = 3


def sentences(digest: Digest) -> tuple[str, str] | None:
    """Return title and text of the notification, None where the day asks for nothing."""
    if not digest.total and not digest.birthdays and not digest.events and not digest.tomorrow:
        return None
    lines = [*_events(digest), _follow_ups(digest), _birthdays(digest.birthdays)]
    return _title(digest), "\n".join(line for line in lines if line)


def _title(digest: Digest) -> str:
    if digest.only_person is not None:
        return _("Follow up with {name}").format(name=digest.first[0].contact)
    if not digest.total and (ahead := _ahead(digest)):
        return _event(*ahead[0])
    if not digest.total:
        return ngettext("{n} birthday today", "{n} birthdays today", len(digest.birthdays)).format(
            n=len(digest.birthdays)
        )
    text = ngettext("{n} follow-up", "{n} follow-ups", digest.total).format(n=digest.total)
    if digest.late:
        text += ngettext(", {n} overdue", ", {n} overdue", digest.late).format(n=digest.late)
    return text


def _follow_ups(digest: Digest) -> str:
    if digest.only_person is not None:
        line = digest.first[0]
        late = _("{n}{space}d overdue").format(n=line.days_late, space=FIXED) if line.days_late else ""
        said = _("“{note}”").format(note=line.last_note) if line.last_note else ""
        return " · ".join(part for part in (line.text or _("Get back in touch"), late, said) if part)
    return listed([line.contact for line in digest.first[:_NAMED]], digest.total)


def _ahead(digest: Digest) -> list[tuple[str, Occurrence]]:
    """Return the events with the words for their days."""
    return [(_("Today"), event) for event in digest.events] + [(_("Tomorrow"), event) for event in digest.tomorrow]


def _events(digest: Digest) -> list[str]:
    """Return a line for each event; the first one has only the rest where it is the title."""
    said = [f"{_event(day, event)} · {_people(event)}" for day, event in _ahead(digest)[:_NAMED]]
    if not digest.total and said:
        said[0] = _people(_ahead(digest)[0][1])
    return said


def _event(day: str, event: Occurrence) -> str:
    """Return "Today 18:30: Afterwork"."""
    when = day if event.all_day else f"{day} {clock_time(event.starts_at, event.tz)}"
    return _("{name}: {text}").format(name=when, text=event.title)


def _people(event: Occurrence) -> str:
    if event.expected:
        return ngettext("{n} person to meet", "{n} people to meet", event.expected).format(n=event.expected)
    return _("the briefing is ready to read")


def _birthdays(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    return ngettext("Birthday: {names}", "Birthdays: {names}", len(names)).format(
        names=listed(list(names[:_NAMED]), len(names))
    )


def listed(names: list[str], total: int) -> str:
    """Return "Olivier Pujol, Inès Fabregas and 3 others" of the first of so many."""
    others = total - len(names)
    if others > 0:
        rest = ngettext("{n} other", "{n} others", others).format(n=others)
        return _("{names} and {rest}").format(names=", ".join(names), rest=rest)
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {rest}").format(names=", ".join(names[:-1]), rest=names[-1])
