"""The sentence for every reason: what is wrong, and what to do."""

from collections.abc import Callable, Mapping

from carnet.errors import CarnetError, Problem
from carnet.words import import_reasons
from carnet.words.catalogue import _, ngettext

_LONGEST = 60


def sentence(error: CarnetError | Problem) -> str:
    """Return what to tell the user of an error or of one problem of an input."""
    numbered = error.reason == "ambiguous"
    first = error.data.get("first")
    data = _Known(
        error.data,
        names=_names(error.data.get("found"), numbered=numbered),
        row=getattr(error, "row", ""),
        first=sentence(first) if isinstance(first, Problem) else "",
    )
    template = (
        _specific(error.reason, data) or _TEMPLATES.get(error.reason) or import_reasons.TEMPLATES.get(error.reason)
    )
    if template is None:
        return _("This cannot be done ({reason}).").format(reason=error.reason)
    text = template().format_map(data)
    lines = error.data.get("lines")
    return _at_lines(lines, text) if isinstance(lines, Mapping) else text


def _at_lines(lines: Mapping[int, str], problem: str) -> str:
    """Say which of several lines are at fault, and that none was entered."""
    places = (_("line {number} (“{text}”)").format(number=number, text=_short(text)) for number, text in lines.items())
    return _("{problem} At fault: {where}. Nothing was added.").format(problem=problem, where=", ".join(places))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def _specific(reason: str, data: Mapping[str, object]) -> Callable[[], str] | None:
    """Return the sentence that says more, where the data of an error allow it."""
    if data["names"]:
        return _NAMING.get(reason)
    return _UNKNOWN.get(str(data.get("kind"))) if reason == "not_found" and data.get("text") else None


def _names(found: object, *, numbered: bool) -> str:
    """Return the names of what an error is about, the first few of many, with their numbers to choose one by."""
    if not isinstance(found, list):
        return ""
    names: dict[str, None] = {}
    for one in found:
        name = str(one.get("name") or one.get("title") or "")
        if name:
            names[_("{name} (no. {id})").format(name=name, id=one["id"]) if numbered else name] = None
    shown = list(names)
    return ", ".join(shown[:_SHOWN] + ["…"] * (len(shown) > _SHOWN))


class _Known(dict[str, object]):
    """Data of an error; what it lacks reads as nothing rather than failing while telling of a failure."""

    def __missing__(self, key: str) -> str:
        return ""


_SHOWN = 5
_NAMING: dict[str, Callable[[], str]] = {
    "ambiguous": lambda: _("Several match: {names}. Be more precise."),
    "changed_since": lambda: _("This cannot be undone: changed since ({names}). Undo the later changes first."),
}
_UNKNOWN: dict[str, Callable[[], str]] = {
    "contact": lambda: _("Nobody has this name or number: “{text}”."),
    "event": lambda: _("No event has this title or number: “{text}”."),
}
_TEMPLATES: dict[str, Callable[[], str]] = {
    "not_found": lambda: _("This no longer exists. It may have been deleted elsewhere."),
    "ambiguous": lambda: _("Several match. Be more precise."),
    "empty": lambda: _("There is nothing to add here. Type something first."),
    "opposed": lambda: _("This person objected to being kept: take them off the opposition list (Privacy) first."),
    "no_past_day": lambda: _("This is no day in the past. Write it as 31/12/2026."),
    "no_address": lambda: _("This is neither an e-mail nor a phone number. Check what you typed."),
    "no_identity": lambda: _("A name, an e-mail or a phone number is missing."),
    "changed_since": lambda: _("This cannot be undone: it has been changed since. Undo the later changes first."),
    "nothing_to_undo": lambda: _("There is nothing to undo."),
    "nothing_to_redo": lambda: _("There is nothing to redo."),
    "already_undone": lambda: _("This has already been undone."),
    "disk_full": lambda: _("Saving is impossible: the disk is full. Free some space, then try again."),
    "read_only": lambda: _("Saving is impossible: the file or its folder is read-only. Choose another place."),
    "locked": lambda: _("The journal is being used by another program. Try again in a moment."),
    "corrupt": lambda: _("This journal is damaged. Open a copy or a backup; the damaged file is kept."),
    "not_a_journal": lambda: _("{path} is not a Carnet journal. Choose another file."),
    "newer_file": lambda: _("{path} was written by a newer Carnet. Install the latest version to open it."),
    "sealed": lambda: _("{path} is encrypted: its passphrase is needed."),
    "wrong_passphrase": lambda: _("This passphrase does not open the journal. Check the keyboard, then try again."),
    "no_passphrase": lambda: _("A passphrase is missing."),
    "passphrases_differ": lambda: _("The two passphrases differ. Type them again."),
    "no_terminal": lambda: _(
        "The passphrase cannot be asked here: there is no terminal. Scripts give it by CARNET_PASSPHRASE_FD."
    ),
    "no_key_ring": lambda: _("No key ring runs in this session. Type the passphrase."),
    "key_ring_locked": lambda: _("The key ring is locked, and was not opened. Type the passphrase."),
    "key_ring_refused": lambda: _("The key ring does not answer as it should ({detail}). Type the passphrase."),
    "key_ring_forgot": lambda: _("The key ring does not keep this passphrase any more. Type it."),
    "rewriting_stopped": lambda: _("Stopped. The journal is as it was."),
    "already_encrypted": lambda: _("{path} is encrypted already."),
    "not_encrypted": lambda: _("{path} is not encrypted."),
    "cannot_open": lambda: _("{path} cannot be opened. Check that it exists and that you may read it."),
    "exists": lambda: _("{path} already exists. Choose another name."),
    "example_day": lambda: _("The example is of a day between {earliest} and {latest}."),
    "io_error": lambda: _("The disk reported an error while reading or writing. Check it, then try again."),
    "emptied": lambda: _("{path} is empty, though there are backups of it. Restore one, or open another journal."),
    "journal_gone": lambda: _("{path} is gone, though there are backups of it. Connect its disk, or restore one."),
    "replaced": lambda: _("Another program moved or replaced {path}. Nothing was saved in it; what was typed is kept."),
    "cut_short": lambda: _("{path} is cut short: its end is missing. Restore a backup; the damaged file is kept."),
    "only_looked_into": lambda: _("Nothing is changed in a backup that is looked into. Go back to the journal first."),
    "no_backup_folder": lambda: _(
        "The second folder for backups is missing ({path}). Connect its disk, or choose another folder in the settings."
    ),
    "person_is_here": lambda: _("Nothing is missing: the journal holds all that this backup knows of this person."),
    "organisation_exists": lambda: _("There is already an organisation of this name: merge the two."),
    "organisation_in_use": lambda: _("Missions or events refer to this organisation: merge it with another."),
    "photo_too_heavy": lambda: _("This picture is too heavy: choose one of less than 25 MB."),
    "photo_too_large_to_show": lambda: _("This picture has too many pixels: choose a smaller one."),
    "photo_unreadable": lambda: _("This is no picture that can be read: choose a JPEG, PNG or WebP."),
    "bad_email": lambda: _("Incomplete e-mail: complete it or clear it."),
    "bad_phone": lambda: _("This is not a phone number: correct it or clear it."),
    "bad_cadence": lambda: _("A cadence is a number of days, at least 1."),
    "bad_date": lambda: _("This date does not exist."),
    "introduction_of_oneself": lambda: _("Nobody introduces themselves: choose somebody else."),
    "introduction_of_nobody": lambda: _("An introduction needs somebody who introduces, or to whom."),
    "signed_on_required": lambda: _("A won mission needs its date of signature."),
    "bad_address": lambda: _("This is no address of a calendar: copy it whole, from https:// on."),
    "feed_insecure": lambda: _(
        "Carnet asks calendars over https only: this address would show what it says to others."
    ),
    "offline": lambda: _("{host} cannot be reached. Check the network, then try again; nothing was changed."),
    "feed_refused": lambda: _("{host} does not give this calendar to everybody: copy its private address."),
    "feed_gone": lambda: _("{host} no longer has a calendar at this address. Copy its address anew."),
    "feed_failed": lambda: _("{host} does not answer as it should. Try again later; nothing was changed."),
    "feed_untrusted": lambda: _("{host} cannot prove who it is. Nothing was fetched."),
    "feed_too_large": lambda: _("The calendar of {host} is too large: more than 10 MB."),
    "feed_too_slow": lambda: _("{host} takes too long to answer. Try again later; nothing was changed."),
    "event_is_a_series": lambda: _("This is a series: choose one of its dates."),
    "series_without_start": lambda: _("A series needs the day and hour of its first date."),
    "series_has_occurrences": lambda: _("Some dates of this series hold notes or people: end the series instead."),
    "rule_cannot_move": lambda: _("This rule has no like on another day: move this date alone, or change the rule."),
    "occurrence_repeats": lambda: _("One date of a series cannot be repeated by itself: change the series."),
    "ends_before_start": lambda: _("The end comes before the start."),
    "negative": lambda: _("This cannot be less than zero."),
    "renewal_of_itself": lambda: _("A mission cannot be a renewal of itself."),
    "document_address": lambda: _("This is no address: type https://… or the whole path of a file."),
    "document_scheme": lambda: _("“{scheme}:” is not opened from here: only https, http and files of this computer."),
    "document_elsewhere": lambda: _("This file is on another machine ({host}): link a copy on this computer."),
    "document_program": lambda: _("{name} is a program: Carnet opens documents only."),
    "document_missing": lambda: _("{name} is no longer there: it was moved or deleted. Link it again."),
    "document_no_file": lambda: _("{name} is not a file."),
    "document_locked": lambda: _("{name} cannot be read with your rights."),
    "mission_not_signed": lambda: _("Sign the mission first: its path is settled on that day."),
    "decisive_at_the_end": lambda: _("The first and the last step cannot be the decisive one."),
    "other_touches": lambda: _("The path has changed meanwhile. Try again."),
    "shares_not_whole": lambda: _("The shares must add up to 100%."),
    "export_against_rules": lambda: _("Nothing was imported: this export says what cannot be. {first}"),
    "two_own_cards": lambda: _("Row {row} of contact ({name}) is one more “my card”; there is one at most."),
    "mission_without_signature": lambda: _("Row {row} of mission ({name}) is won, without a date of signature."),
    "mission_below_zero": lambda: _("Row {row} of mission ({name}) has less than zero as “{column}”."),
    "mission_renews_itself": lambda: _("Row {row} of mission ({name}) comes to be a renewal of itself."),
    "not_a_key_encounter": lambda: _("Only an encounter between the origin and the offer can be marked."),
}


def counted(count: int) -> str:
    """Return "3 problems" in words."""
    return ngettext("{n} problem", "{n} problems", count).format(n=count)
