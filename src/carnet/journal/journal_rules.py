"""What the rows of an export may not say: rules that every verb obeys, and that an import must not get round.

Each problem names the record at fault; no rule here refuses what a journal can come to hold by its verbs.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from carnet.domain.missions import COUNTED
from carnet.errors import Problem

Row = Mapping[str, Any]
_COUNTED = {stage.value for stage in COUNTED}
_AMOUNTS = ("day_rate_cents", "days_sold_half", "days_worked_half")


def broken(content: Mapping[str, Sequence[Row]]) -> Iterator[Problem]:
    """Yield what breaks a rule, in the order of the rows."""
    yield from _people(content["contact"])
    yield from _missions(content["mission"])
    yield from _introductions(content["introduction"])


def _people(rows: Sequence[Row]) -> Iterator[Problem]:
    cards = [(number, row) for number, row in enumerate(rows, 1) if row["is_me"]]
    for number, row in cards[1:]:
        name = f"{row['first_name']} {row['last_name']}".strip() or row["nickname"]
        yield Problem(reason="two_own_cards", row=number, data={"table": "contact", "name": name})


def _missions(rows: Sequence[Row]) -> Iterator[Problem]:
    parents = {row["uid"]: row["renewal_of_id"] for row in rows}
    for number, row in enumerate(rows, 1):
        data = {"table": "mission", "name": row["title"]}
        if row["stage"] in _COUNTED and row["signed_on"] is None:
            yield Problem(reason="mission_without_signature", row=number, data=data)
        for name in _AMOUNTS:
            if (row[name] or 0) < 0:
                yield Problem(reason="mission_below_zero", row=number, data={**data, "column": name})
        if _renews_itself(row["uid"], parents):
            yield Problem(reason="mission_renews_itself", row=number, data=data)


def _renews_itself(uid: str, parents: dict[str, str | None]) -> bool:
    """Tell whether the chain of renewals from a mission comes back on itself; a chain walked once is cut short."""
    walked: dict[str, None] = {}
    here: str | None = uid
    while here is not None and here not in walked:
        walked[here] = None
        here = parents[here]
    if here is None:
        for passed in walked:
            parents[passed] = None
    return here is not None


def _introductions(rows: Sequence[Row]) -> Iterator[Problem]:
    for number, row in enumerate(rows, 1):
        ends = (row["introducer_id"], row["beneficiary_id"])
        if ends == (None, None):
            yield Problem(reason="introduction_of_nobody", row=number, data={"table": "introduction"})
        if row["introduced_id"] in ends:
            yield Problem(reason="introduction_of_oneself", row=number, data={"table": "introduction"})
