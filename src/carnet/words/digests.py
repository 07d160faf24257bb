"""What the digest of the morning says: one title and a few lines, however many people there are."""

from carnet.domain.today import Digest
from carnet.words.catalogue import _, ngettext
from carnet.words.formats import FIXED

_NAMED = 3


def sentences(digest: Digest) -> tuple[str, str] | None:
    """Return title and text of the notification, None where the day asks for nothing."""
    if not digest.total and not digest.birthdays:
        return None
    lines = [_follow_ups(digest), _birthdays(digest.birthdays)]
    return _title(digest), "\n".join(line for line in lines if line)


def _title(digest: Digest) -> str:
    if digest.only_person is not None:
        return _("Follow up with {name}").format(name=digest.first[0].contact)
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
