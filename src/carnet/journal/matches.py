"""Why a person is found by words: what on the sheet, or in an exchange, holds those that the line does not show."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from carnet.domain.contacts import ContactRow
from carnet.domain.text import flatten, fold, tokens
from carnet.store import quick
from carnet.store.quick import Connected, chunks, marks

_AROUND = 28
_LONGEST = 72
_HELD = (
    "SELECT id, nickname FROM contact WHERE id IN ({0}) "
    "UNION ALL SELECT contact_id, name FROM alias WHERE contact_id IN ({0}) "
    "UNION ALL SELECT l.contact_id, '#' || x.name FROM contact_tag l JOIN tag x ON x.id = l.tag_id "
    "WHERE l.contact_id IN ({0}) "
    "UNION ALL SELECT contact_id, value FROM contact_point WHERE contact_id IN ({0}) "
    "UNION ALL SELECT a.contact_id, trim(a.title || ', ' || coalesce(o.name, ''), ', ') FROM affiliation a "
    "LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.contact_id IN ({0}) "
    "UNION ALL SELECT a.contact_id, x.name FROM affiliation a JOIN organisation_alias x "
    "ON x.organisation_id = a.organisation_id WHERE a.contact_id IN ({0}) "
    "UNION ALL SELECT id, middle_name FROM contact WHERE id IN ({0}) "
    "UNION ALL SELECT id, city FROM contact WHERE id IN ({0}) "
    "UNION ALL SELECT id, met_where FROM contact WHERE id IN ({0}) "
    "UNION ALL SELECT contact_id, value FROM custom_field WHERE contact_id IN ({0}) "
    "UNION ALL SELECT contact_id, slug FROM social_profile WHERE contact_id IN ({0}) "
    "UNION ALL SELECT id, about FROM contact WHERE id IN ({0})"
)
"""What is shown of a sheet, from what says most about the person to what says it at length."""
_SPOKEN = (
    "SELECT p.contact_id, i.id, trim(i.summary || ' ' || p.personal_note || ' ' || p.promised) FROM participation p "
    "JOIN interaction i ON i.id = p.interaction_id WHERE i.id IN ({})"
)


def matches(
    connection: Connected, rows: Mapping[int, ContactRow], text: str, told: Mapping[int, int]
) -> dict[int, str]:
    """Return, for those whose line does not hold all the words, a piece of text that holds one more.

    Args:
        connection: to the journal.
        rows: the lines.
        text: what was searched.
        told: which exchange speaks, for people found by one.
    """
    words, address = fold(text).split(), "@" in text
    missing = {key: left for key, row in rows.items() if (left := words if address else _unseen(row, words))}
    found: dict[int, str] = {}
    typed, digits = text.strip().lower(), "".join(filter(str.isdigit, text)).lstrip("0")
    for key, said in _held(connection, list(missing), told):
        if (
            key not in found
            and said
            and (
                typed in said.lower()
                or (not address and any(_holds(said, word) for word in missing[key]))
                or (len(digits) > 3 and digits in "".join(filter(str.isdigit, said)))
            )
        ):
            found[key] = _piece(said, missing[key])
    return found


def _held(connection: Connected, keys: Sequence[int], told: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    for run in chunks([key for key in keys if key not in told]):
        yield from quick.rows(connection, _HELD.format(marks(run)), run * _HELD.count("{0}"))
    spoken: defaultdict[int, list[int]] = defaultdict(list)
    for key in keys:
        if key in told:
            spoken[told[key]].append(key)
    for run in chunks(list(spoken)):
        for key, exchange, said in quick.rows(connection, _SPOKEN.format(marks(run)), run):
            if key in spoken[exchange]:
                yield key, said


def _unseen(row: ContactRow, words: Sequence[str]) -> list[str]:
    """Return the words that a line does not show."""
    shown = tokens(f"{row.name} {row.title} {row.organisation}")
    return [word for word in words if not any(token.startswith(word) for token in shown)]


def _holds(text: str, word: str) -> bool:
    return any(token.startswith(word) for token in tokens(text))


def _piece(text: str, words: Sequence[str]) -> str:
    """Return one line of a text around the first of the words."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    flat, places = flatten(line)
    at = min((places[place] for word in words if (place := flat.find(word)) >= 0), default=0)
    start, end = max(0, at - _AROUND), min(len(line), at + _LONGEST - _AROUND)
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"
