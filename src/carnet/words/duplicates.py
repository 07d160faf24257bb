"""How sure it is that two sheets are one person, and why, in words."""

from carnet.domain.duplicates import Clue, Evidence, Resemblance, Verdict
from carnet.words.catalogue import _


def verdict(value: Verdict) -> str:
    """Return the label of a verdict."""
    match value:
        case Verdict.CERTAIN:
            return _("Certain")
        case Verdict.VERY_PROBABLE:
            return _("Very probable")
        case Verdict.POSSIBLE:
            return _("Possible")


def reasons(found: Resemblance) -> str:
    """Return why two sheets look alike, in one sentence."""
    text = ", ".join(_clue(each) for each in found.clues)
    return text[:1].upper() + text[1:] + "."


def _clue(clue: Clue) -> str:
    match clue.evidence:
        case Evidence.SAME_PROFILE:
            return _("same LinkedIn profile")
        case Evidence.SAME_EMAIL:
            return _("same e-mail")
        case Evidence.SAME_PHONE:
            return _("same phone")
        case Evidence.SAME_BIRTHDAY:
            return _("same date of birth")
        case Evidence.OTHER_BIRTHDAY:
            return _("two dates of birth")
        case Evidence.SAME_NAME:
            return _("same name")
        case Evidence.SAME_NAME_BUT_SIGNS:
            return _("same name but for an accent or a sign")
        case Evidence.CLOSE_NAME:
            return _("names one letter apart")
        case Evidence.SHORTER_NAME:
            return _("one name shortens the other")
        case Evidence.OTHER_NAME:
            return _("under another name")
        case Evidence.SAME_ORGANISATION:
            return _("same organisation")
        case Evidence.CONTAINED_ORGANISATION:
            return _("“{short}” contained in “{full}”").format(short=clue.short, full=clue.full)
