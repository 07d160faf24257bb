"""The file of S9: vCards 3.0 of twelve properties each, generated from a seed, one phone a card."""

import random
from pathlib import Path

import worlds

COUNT = 10_000


def write(path: Path, count: int = COUNT) -> Path:
    """Write a file of cards, none of them like another."""
    rng = random.Random(9)
    path.write_text("".join(_card(rng, number) for number in range(count)), encoding="utf-8", newline="")
    return path


def _card(rng: random.Random, number: int) -> str:
    first, last, company = (
        rng.choice(worlds.FIRST),
        rng.choice(worlds.LAST),
        f"{rng.choice(worlds.STEMS)} {rng.choice(worlds.ENDINGS)}",
    )
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{first} {last}",
        f"N:{last};{first};;;",
        f"ORG:{company}",
        f"TITLE:{rng.choice(worlds.TITLES)}",
        f"EMAIL;TYPE=work:personne{number}@exemple{number % 700}.example",
        f"TEL;TYPE=cell:{_phone(number)}",
        f"ADR;TYPE=work:;;{number % 200} rue de la République;{rng.choice(worlds.STEMS)};;{10_000 + number % 80_000};France",
        f"URL:https://exemple{number % 700}.example/equipe/{number}",
        f"BDAY:19{number % 50 + 50}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        f"CATEGORIES:{rng.choice(worlds.TAGS)}",
        f"NOTE:{' '.join(rng.choice(worlds.WORDS) for _word in range(14))}",
        "END:VCARD",
    )
    return "".join(f"{line}\r\n" for line in map(_folded, lines))


def _phone(number: int) -> str:
    digits = f"{number:08}"
    return f"+33 6 {digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}"


def _folded(line: str) -> str:
    """Return a line folded at 60 letters, as phones write it."""
    return "\r\n ".join(line[at : at + 60] for at in range(0, len(line), 60))
