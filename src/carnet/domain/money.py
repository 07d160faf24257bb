"""Money in integer cents: rounding, and reading an amount as people type it."""

import re

_NOISE = re.compile(r"(?:€|\beuros?\b|\beur\b|[\s'’_])", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,](\d{1,2}))?")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d{0,2}))?")


def half_up(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest integer, halves upwards; `denominator` is positive."""
    return (2 * numerator + denominator) // (2 * denominator)


def parse_amount(text: str) -> int | None:
    """Return the cents of an amount ("620", "620,50", "1 200 €", "1.234,56"), or None where it is not one."""
    bare = _NOISE.sub("", text)
    if grouped := _GROUPED.fullmatch(bare):
        decimals = grouped[2] or ""
        whole = re.sub(r"\D", "", bare[: len(bare) - len(decimals)])
        return _cents(whole, decimals)
    if plain := _PLAIN.fullmatch(bare):
        return _cents(plain[1], plain[2] or "")
    return None


def _cents(whole: str, decimals: str) -> int:
    return int(whole) * 100 + int(decimals.ljust(2, "0"))
