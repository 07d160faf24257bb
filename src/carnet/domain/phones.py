"""Phone numbers: E.164 for matching, national form for reading; the one door to `phonenumbers`."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_FRENCH = re.compile(
    r"(?:(?:\+|00[ .]?)33[ .-]?(?:\(0\)[ .-]?|0)?|0)([1-9])((?:[ .-]?[0-9]){8}|(?: ?/ ?[0-9]{2}){4})", re.ASCII
)
_FRENCH_E164 = re.compile(r"\+33[1-79][0-9]{8}", re.ASCII)
_EXTENSION = re.compile(
    r"(?:[;,]\s*)?(?:\b(?:poste|ext(?:ension)?|p)\b|#|;ext=)\s*[.:]?\s*[0-9]{1,6}\s*$", re.IGNORECASE
)
_CANDIDATE = re.compile(r"(?<![\w+@/.-])(?:\+|\()?[0-9](?:[0-9 ./()\u00a0\u202f-]{0,40}[0-9])?(?![\w@])")
_DATE = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{2}|[0-9]{4})|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
_SEPARATORS = str.maketrans("", "", " .-/()")
_FINE_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2010": "-"})
_LONGEST = 60
_FEWEST_DIGITS = 7


def normalise(text: str, country: str = "FR") -> str:
    """Return the E.164 form of a number typed in `country` ("FR"), or "" where the text is no phone number.

    A number of the right length is enough: ranges that nobody has been given yet still match one another.
    """
    if len(text) > _LONGEST:
        return ""
    cleaned = text.strip() if text.isascii() else text.strip().translate(_FINE_SPACES)
    if country == "FR" and (french := _FRENCH.fullmatch(cleaned)):
        return _french(french)
    return _by_library(_EXTENSION.sub("", cleaned), country)


def national(e164: str, country: str = "FR") -> str:
    """Return how a number is read in `country`: "06 12 34 56 78" at home, "+41 22 …" abroad; other text as is."""
    if country == "FR" and _FRENCH_E164.fullmatch(e164):
        digits = "0" + e164[3:]
        return " ".join(digits[at : at + 2] for at in range(0, 10, 2))
    return _spelt_by_library(e164, country) if e164.startswith("+") else e164


def beginning(text: str, country: str = "FR") -> str:
    """Return how the E.164 forms begin of the numbers that start as typed ("06 12" gives "+33612")."""
    digits = "".join(char for char in text.replace("(0)", "") if char.isdigit() and char.isascii())
    if text.strip().startswith("+"):
        return "+" + digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    return _calling_code(country) + digits.removeprefix("0")


def find(text: str, country: str = "FR") -> list[tuple[int, int, str]]:
    """Return the phone numbers in a text as (start, end, E.164), from left to right."""
    found: list[tuple[int, int, str]] = []
    unsure = False
    for start, end in _candidates(text):
        candidate = text[start:end].translate(_FINE_SPACES)
        if country == "FR" and (french := _FRENCH.fullmatch(candidate)):
            found.append((start, end, _french(french)))
        elif not _DATE.fullmatch(candidate):
            unsure = True
    return sorted(found + _found_by_library(text, country, found)) if unsure else found


def _calling_code(country: str) -> str:
    if country == "FR":
        return "+33"
    import phonenumbers

    return f"+{phonenumbers.country_code_for_region(country)}"


def _french(match: re.Match[str]) -> str:
    return "+33" + match[1] + match[2].translate(_SEPARATORS)


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for match in _CANDIDATE.finditer(text):
        if sum(char.isdigit() for char in match[0]) >= _FEWEST_DIGITS:
            yield match.span()


def _by_library(text: str, country: str) -> str:
    if not any(char.isdigit() for char in text):
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return ""
    return _e164(number)


def _e164(number: "PhoneNumber") -> str:
    import phonenumbers

    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # Eight French digits after a 0 pass for a nine-digit number that starts with 0; there is none.
    return "" if written.startswith("+330") else written


def _spelt_by_library(e164: str, country: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    at_home = phonenumbers.country_code_for_region(country) == number.country_code
    shape = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, shape)


def _found_by_library(text: str, country: str, known: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    import phonenumbers

    found = []
    for match in phonenumbers.PhoneNumberMatcher(text, country, phonenumbers.Leniency.POSSIBLE):
        overlaps = any(match.start < end and start < match.end for start, end, _ in known)
        sure = match.raw_string.startswith(("+", "00")) or phonenumbers.is_valid_number(match.number)
        if sure and not overlaps and (written := _e164(match.number)):
            found.append((match.start, match.end, written))
    return found
