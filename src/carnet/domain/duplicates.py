"""Probable duplicates: what speaks for two sheets being one person, weighed to a verdict; finding them is not here."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from carnet.domain.ids import ContactId
from carnet.domain.matching import Candidate, names_agree, organisation_keys, spellings
from carnet.domain.text import fold
from carnet.domain.typos import slips


class Verdict(StrEnum):
    """How sure it is that two sheets are of one person."""

    CERTAIN = "certain"
    VERY_PROBABLE = "very_probable"
    POSSIBLE = "possible"


class Evidence(StrEnum):
    """What two sheets share, or do not."""

    SAME_PROFILE = "same_profile"
    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    SAME_BIRTHDAY = "same_birthday"
    OTHER_BIRTHDAY = "other_birthday"
    SAME_NAME = "same_name"
    SAME_NAME_BUT_SIGNS = "same_name_but_signs"
    CLOSE_NAME = "close_name"
    SHORTER_NAME = "shorter_name"
    OTHER_NAME = "other_name"
    SAME_ORGANISATION = "same_organisation"
    CONTAINED_ORGANISATION = "contained_organisation"


class Clue(NamedTuple):
    """One thing that counts; of organisations contained in one another the shorter name and the longer."""

    evidence: Evidence
    short: str = ""
    full: str = ""


class Resemblance(NamedTuple):
    """A verdict, the weight behind it, and the clues in the order in which they are told."""

    verdict: Verdict
    weight: int
    clues: tuple[Clue, ...]


class DuplicatePair(NamedTuple):
    """Two sheets that may be of one person, the older first."""

    first: ContactId
    second: ContactId
    first_name: str
    second_name: str
    resemblance: Resemblance


class ApartPair(NamedTuple):
    """Two sheets of which the user said that they are of two people."""

    id: int
    first: ContactId
    second: ContactId
    first_name: str
    second_name: str


_WEIGHTS = {
    Evidence.SAME_PROFILE: 105,
    Evidence.SAME_EMAIL: 60,
    Evidence.SAME_PHONE: 45,
    Evidence.SAME_BIRTHDAY: 40,
    Evidence.OTHER_BIRTHDAY: -40,
    Evidence.SAME_NAME: 40,
    Evidence.SAME_NAME_BUT_SIGNS: 40,
    Evidence.CLOSE_NAME: 25,
    Evidence.SHORTER_NAME: 25,
    Evidence.OTHER_NAME: -5,
    Evidence.SAME_ORGANISATION: 15,
    Evidence.CONTAINED_ORGANISATION: 10,
}
_CERTAIN, _VERY_PROBABLE, _POSSIBLE = 100, 70, 40
_SHARED = frozenset({Evidence.SAME_PROFILE, Evidence.SAME_EMAIL, Evidence.SAME_PHONE})
_SLIPS = 2


def resemblance(one: Candidate, other: Candidate) -> Resemblance | None:
    """Return how much two sheets look like one person, None where too little speaks for it."""
    clues = tuple(_clues(one, other))
    found = {clue.evidence for clue in clues}
    weight = sum(_WEIGHTS[evidence] for evidence in found)
    # A shared point is always worth a look, as it is to an import.
    if weight < _POSSIBLE and not found & _SHARED:
        return None
    verdict = Verdict.POSSIBLE
    # A shared phone or address under another name is a switchboard, however much is shared.
    if Evidence.SAME_PROFILE in found or Evidence.OTHER_NAME not in found:
        verdict = _verdict(weight)
    return Resemblance(verdict, weight, clues)


def _verdict(weight: int) -> Verdict:
    if weight >= _CERTAIN:
        return Verdict.CERTAIN
    return Verdict.VERY_PROBABLE if weight >= _VERY_PROBABLE else Verdict.POSSIBLE


def _clues(one: Candidate, other: Candidate) -> Iterator[Clue]:
    points = set(_points(one, other))
    yield from (Clue(evidence) for evidence in Evidence if evidence in points)
    name = _name(one, other)
    if one.birthday and other.birthday and name is not Evidence.OTHER_NAME:
        yield Clue(Evidence.SAME_BIRTHDAY if one.birthday == other.birthday else Evidence.OTHER_BIRTHDAY)
    # Where nothing else is shared, names that differ are no clue but the rule.
    if name is not None and (name is not Evidence.OTHER_NAME or points):
        yield Clue(name)
    if name is not Evidence.OTHER_NAME:
        yield from _organisation(one, other)


def _points(one: Candidate, other: Candidate) -> Iterator[Evidence]:
    if {slug.casefold() for slug in one.linkedin} & {slug.casefold() for slug in other.linkedin}:
        yield Evidence.SAME_PROFILE
    if one.emails & other.emails:
        yield Evidence.SAME_EMAIL
    if one.phones & other.phones:
        yield Evidence.SAME_PHONE


def _name(one: Candidate, other: Candidate) -> Evidence | None:
    """Return how the names stand to each other; None where one of the two sheets has none."""
    mine, theirs = spellings(one), spellings(other)
    if not mine or not theirs:
        return None
    if mine & theirs:
        signs = _written(one).casefold() != _written(other).casefold() and _folded(one) == _folded(other)
        return Evidence.SAME_NAME_BUT_SIGNS if signs else Evidence.SAME_NAME
    if names_agree(one, other):
        return Evidence.SHORTER_NAME
    return Evidence.CLOSE_NAME if _are_close(one, other) else Evidence.OTHER_NAME


def _written(person: Candidate) -> str:
    return " ".join(f"{person.first_name} {person.last_name}".split())


def _folded(person: Candidate) -> list[str]:
    return sorted(fold(_written(person)).split())


def _are_close(one: Candidate, other: Candidate) -> bool:
    """Tell whether two whole names differ by a slip of the pen: one letter in a word, two in all."""
    mine, theirs = _folded(one), _folded(other)
    complete = all((one.first_name, one.last_name, other.first_name, other.last_name))
    if not complete or len(mine) != len(theirs):
        return False
    found = [slips(a, b, most=1) for a, b in zip(mine, theirs, strict=True)]
    short = any(a != b and min(len(a), len(b)) < 4 for a, b in zip(mine, theirs, strict=True))
    return not short and max(found) <= 1 and sum(found) <= _SLIPS


def _organisation(one: Candidate, other: Candidate) -> Iterator[Clue]:
    mine, theirs = organisation_keys(one), organisation_keys(other)
    if mine.keys() & theirs.keys():
        yield Clue(Evidence.SAME_ORGANISATION)
        return
    pairs = ((a, b) for a in mine for b in theirs)
    found = next(((a, b) for a, b in pairs if _contained(a, b) or _contained(b, a)), None)
    if found is not None:
        names = (mine[found[0]], theirs[found[1]])
        yield Clue(Evidence.CONTAINED_ORGANISATION, *sorted(names, key=len))


def _contained(short: str, full: str) -> bool:
    """Tell whether the words of one name stand in the other, as « Saulnier » in « Groupe Saulnier »."""
    return len(short) > 3 and f" {short} " in f" {full} "
