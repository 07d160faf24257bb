"""Backups in words: why each was made, what it holds, what differs from today."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from carnet.domain.backups import BackupKind, BackupPerson, BackupRow, Span, Stamp
from carnet.domain.places import Place, PlaceKind
from carnet.words import changes, formats
from carnet.words.catalogue import _, ngettext

_MEGA = 1_000_000


def size(count: int) -> str:
    """Return "6,3 Mo", "870 ko"."""
    if count < _MEGA:
        return _("{n} kB").format(n=formats.number(max(1, round(count / 1000))))
    decimals = 1 if count < 100 * _MEGA else 0
    return _("{n} MB").format(n=formats.number(count / _MEGA, decimals=decimals))


def reason(row: BackupRow) -> str:
    """Return why a backup was made; an automatic one by what it is kept as."""
    match row.kind:
        case BackupKind.ASKED:
            return _("asked for")
        case BackupKind.MIGRATION:
            return _("before an update")
        case BackupKind.IMPORT:
            return _("before an import")
        case BackupKind.RESTORE:
            return _("before a restore")
        case BackupKind.ENCRYPTION:
            return _("encryption changed")
        case BackupKind.AUTOMATIC:
            return {Span.DAY: _("daily"), Span.WEEK: _("weekly"), Span.MONTH: _("monthly")}[row.span]


def day(at: datetime, today: date) -> str:
    """Return "ven. 20 nov." of an instant, where the user is."""
    return formats.near_day(at.astimezone().date(), today)


def when(at: datetime, today: date) -> str:
    """Return "ven. 20 nov., 9 h 02"."""
    return f"{day(at, today)}, {formats.local_time(at)}"


def state(row: BackupRow) -> str:
    """Return whether a backup can be read."""
    if row.sealed:
        return _("other passphrase")
    return _("verified") if row.contacts is not None else _("damaged")


def places(row: BackupRow) -> str:
    """Return where a backup stands."""
    found = [_("on this computer")] if row.here else []
    return _(" and ").join([*found, *([_("in the second folder")] if row.elsewhere else [])])


def spoken(row: BackupRow) -> str:
    """Return a backup in one sentence, as a screen reader says it."""
    parts = [formats.long_day(row.at.astimezone().date()), formats.local_time(row.at), reason(row)]
    if row.contacts is not None:
        parts.append(ngettext("{n} contact", "{n} contacts", row.contacts).format(n=formats.number(row.contacts)))
        many = ngettext("{n} exchange", "{n} exchanges", row.interactions or 0)
        parts.append(many.format(n=formats.number(row.interactions or 0)))
    return ", ".join([*parts, size(row.size), places(row), state(row)])


def kept(rows: Sequence[BackupRow], most_bytes: int) -> str:
    """Return "14 copies, 87 Mo sur 500"."""
    here = [row for row in rows if row.here]
    count = ngettext("{n} copy", "{n} copies", len(here)).format(n=len(here))
    used = size(sum(row.size for row in here))
    return _("{copies}, {used} of {most}").format(copies=count, used=used, most=size(most_bytes))


def latest(rows: Sequence[BackupRow], today: date) -> str:
    """Return "Dernière aujourd’hui à 9 h 02"."""
    if not rows:
        return _("No backup yet")
    return _("Latest {when}").format(when=changes.moment(rows[0].at, today))


def difference(before: int | None, now: int) -> str:
    """Return "−4", "+2" or "pareil": what a backup has more or less than the journal."""
    if before is None:
        return "–"
    if before == now:
        return _("the same")
    return ("+" if before > now else "−") + formats.number(abs(before - now))


def rule() -> str:
    """Return which backups are kept."""
    return _("Kept: 7 days, 4 weeks, 12 months.")


def person(found: BackupPerson) -> str:
    """Return how somebody in a backup stands in the journal."""
    return {
        "absent": _("not in the journal today"),
        "bin": _("in the bin today"),
        "less": _("holds less today"),
        "same": _("nothing is missing"),
    }[found.state]


def restored(at: datetime, today: date) -> str:
    """Return the message after a whole backup was restored."""
    return _("The journal is as it was on {when}.").format(when=when(at, today))


def good(stamp: Stamp | None) -> str:
    """Return which backup of a damaged journal can be trusted."""
    if stamp is None:
        return _("There is no good backup of it in its folder.")
    at = stamp.at.astimezone()
    day_of = formats.short_day(at.date())
    return _("The backup of {day}, {time}, is whole.").format(day=day_of, time=formats.local_time(stamp.at))


def saved(rows: Mapping[str, int], lost: Sequence[str]) -> list[str]:
    """Return what was saved of a damaged journal, and whether anything is missing."""
    contacts, exchanges, missions = (rows.get(name, 0) for name in ("contact", "interaction", "mission"))
    counts = (
        ngettext("{n} contact", "{n} contacts", contacts).format(n=formats.number(contacts)),
        ngettext("{n} exchange", "{n} exchanges", exchanges).format(n=formats.number(exchanges)),
        ngettext("{n} mission", "{n} missions", missions).format(n=formats.number(missions)),
    )
    told = _("Saved: {what}.").format(what=", ".join(counts))
    if not lost:
        return [told, _("Every row could be read.")]
    return [told, _("Some rows could not be read. Compare with the latest backup, and bring people back from it.")]


def place(found: Place) -> str:
    """Return what to mind about where a journal lies."""
    match found.kind:
        case PlaceKind.SYNCED:
            return _(
                "This journal lies in a folder that {name} synchronises. Open it on one computer at a time, and quit "
                "Carnet before you go to another."
            ).format(name=found.name)
        case PlaceKind.NETWORK:
            return _(
                "This journal lies on a network drive ({name}). Open it on one computer at a time; a cut line may "
                "interrupt saving."
            ).format(name=found.name)
        case PlaceKind.REMOVABLE:
            return _("This journal lies on a removable disk ({name}). Quit Carnet before you take it out.").format(
                name=found.name
            )
