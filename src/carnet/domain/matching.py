"""Same person: whether two sheets are surely, possibly or not of one person, and names that are spelt alike."""

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import NamedTuple

from carnet.domain.nicknames import beginnings, is_short_for
from carnet.domain.text import fold
from carnet.domain.typos import Key, most_alike

_LEGAL_FORMS = frozenset(
    {"sa", "sas", "sasu", "sarl", "eurl", "sci", "scop", "snc", "gie"}
    | {"inc", "ltd", "llc", "llp", "plc", "gmbh", "ag", "bv", "nv", "spa", "srl"}
)


class Likeness(IntEnum):
    """How sure it is that two sheets are of one person."""

    NONE = 0
    POSSIBLE = 1
    SURE = 2


class MatchReason(StrEnum):
    """What two sheets share; a point of contact under another name is only a hint (a switchboard)."""

    SAME_LINKEDIN = "same_linkedin"
    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    SAME_EMAIL_OTHER_NAME = "same_email_other_name"
    SAME_PHONE_OTHER_NAME = "same_phone_other_name"
    SAME_NAME_ORGANISATION = "same_name_organisation"


_SURE = frozenset({MatchReason.SAME_LINKEDIN, MatchReason.SAME_EMAIL, MatchReason.SAME_PHONE})


class Candidate(NamedTuple):
    """What is compared of a person: points normalised, names as written, aliases whole, a birthday with its year."""

    first_name: str = ""
    last_name: str = ""
    nickname: str = ""
    aliases: tuple[str, ...] = ()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    linkedin: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    birthday: str = ""


class Match(NamedTuple):
    """A verdict with its reasons, the surest first."""

    likeness: Likeness
    reasons: tuple[MatchReason, ...] = ()


def compare(one: Candidate, other: Candidate) -> Match:
    """Return whether two sheets are of one person; pairs that the user said differ are the caller's to leave out."""
    reasons = tuple(_reasons(one, other))
    if not reasons:
        return Match(Likeness.NONE)
    sure = tuple(reason for reason in reasons if reason in _SURE)
    hints = tuple(reason for reason in reasons if reason not in _SURE)
    return Match(Likeness.SURE if sure else Likeness.POSSIBLE, sure + hints)


def names_agree(one: Candidate, other: Candidate) -> bool:
    """Tell whether two names do not contradict each other: equal folded, one empty, a nickname or an initial."""
    mine, theirs = spellings(one), spellings(other)
    if not mine or not theirs or mine & theirs:
        return True
    if _is_one_word_of(mine, theirs) or _is_one_word_of(theirs, mine):
        return True
    return _last_names_agree(fold(one.last_name), fold(other.last_name)) and _first_names_agree(one, other)


def spellings(person: Candidate) -> set[tuple[str, ...]]:
    """Return the whole names of a person as sorted words, so that their order does not matter."""
    names = (f"{person.first_name} {person.last_name}", person.nickname, *person.aliases)
    return {words for name in names if name and (words := _words(name))}


@lru_cache(maxsize=8_192)  # the same name is looked up, compared and kept
def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).split()))


def organisation_keys(person: Candidate) -> dict[str, str]:
    """Return the names of a person's organisations by what tells them apart, the legal form left out."""
    return {key: name for name in sorted(person.organisations) if (key := organisation_key(name))}


def keys(person: Candidate) -> list[str]:
    """Return texts of which two sheets that match share at least one, to index many people by."""
    first, last, nick, aliases, emails, phones, linkedin, organisations, _birthday = person
    found = [f"email:{email}" for email in emails]
    if phones:
        found += [f"phone:{phone}" for phone in phones]
    if linkedin:
        found += [f"linkedin:{slug.casefold()}" for slug in linkedin]
    if organisations:
        names: Sequence[str] = _names(first, last, nick)
        if aliases:
            names = [*names, *(f"name:{' '.join(words)}" for name in aliases if (words := _words(name)))]
        for firm in dict.fromkeys(map(organisation_key, organisations)):
            if firm:
                found += [f"{name}@{firm}" for name in names]
    return found


@lru_cache(maxsize=8_192)  # the same name is looked up, compared and kept
def _names(first: str, last: str, nick: str) -> tuple[str, ...]:
    """Return texts of which two names that may be of one person share at least one.

    That is the whole name, the nickname, or the last name with how a first name begins that one may go by.
    """
    found = [f"name:{' '.join(words)}" for name in (f"{first} {last}", nick) if (words := _words(name))]
    if first and last:
        letters = beginnings(fold(first)) | (beginnings(fold(nick)) if nick else set())
        found += [f"last:{letter} {fold(last)}" for letter in sorted(letters)]
    return tuple(found)


def similar(query: str, names: Mapping[Key, str], limit: int = 5, *, cutoff: int = 75) -> tuple[tuple[Key, int], ...]:
    """Return the keys of the folded names spelt most like a query, best first, each with a likeness up to 100."""
    return most_alike(fold(query), names, limit, cutoff=cutoff)


def _reasons(one: Candidate, other: Candidate) -> Iterator[MatchReason]:
    if _slugs(one) & _slugs(other):
        yield MatchReason.SAME_LINKEDIN
    email, phone = one.emails & other.emails, one.phones & other.phones
    if email or phone:
        agree = names_agree(one, other)
        if email:
            yield MatchReason.SAME_EMAIL if agree else MatchReason.SAME_EMAIL_OTHER_NAME
        if phone:
            yield MatchReason.SAME_PHONE if agree else MatchReason.SAME_PHONE_OTHER_NAME
    if _same_name(one, other) and _organisations(one) & _organisations(other):
        yield MatchReason.SAME_NAME_ORGANISATION


def _slugs(person: Candidate) -> set[str]:
    return {slug.casefold() for slug in person.linkedin if slug}


def _is_one_word_of(few: set[tuple[str, ...]], many: set[tuple[str, ...]]) -> bool:
    return any(len(words) == 1 and words[0] in whole for words in few for whole in many)


def _last_names_agree(one: str, other: str) -> bool:
    return not one or not other or one == other or _is_initial(one, other)


def _first_names_agree(one: Candidate, other: Candidate) -> bool:
    mine = {fold(one.first_name), fold(one.nickname)} - {""}
    theirs = {fold(other.first_name), fold(other.nickname)} - {""}
    if not mine or not theirs or not fold(one.first_name) or not fold(other.first_name):
        return True
    return any(_same_first_name(a, b) for a in mine for b in theirs)


def _same_first_name(one: str, other: str) -> bool:
    return one == other or is_short_for(one, other) or _is_initial(one, other)


def _is_initial(one: str, other: str) -> bool:
    """Tell whether one name is written as the initials of the other: "c", "j p" or "jp" for "jean pierre"."""
    return _initials_of(one, other) or _initials_of(other, one)


def _initials_of(short: str, full: str) -> bool:
    letters = short.replace(" ", "")
    words = full.split()
    spaced = all(len(word) == 1 for word in short.split())
    if not spaced and len(letters) != len(words):
        return False
    return bool(letters) and letters == "".join(word[0] for word in words)[: len(letters)]


def _same_name(one: Candidate, other: Candidate) -> bool:
    if spellings(one) & spellings(other):
        return True
    complete = all((fold(one.first_name), one.last_name, fold(other.first_name), other.last_name))
    return complete and fold(one.last_name) == fold(other.last_name) and _first_names_agree(one, other)


def _organisations(person: Candidate) -> set[str]:
    return set(organisation_keys(person))


@lru_cache(maxsize=8_192)  # colleagues name the same one again and again
def organisation_key(name: str) -> str:
    """Return the folded name of an organisation without its legal form."""
    words = fold(name).split()
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or " ".join(words)
