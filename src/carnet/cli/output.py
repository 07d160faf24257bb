"""How the command line answers: documents as JSON, lines for people, errors on stderr or as a document."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from carnet.errors import CarnetError, Trouble, Unreadable
from carnet.words import errors as wording

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3


def document(value: object) -> None:
    """Write the one JSON document of a command."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def lines(texts: Iterable[str]) -> None:
    """Write lines for people."""
    for text in texts:
        sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """Write a message on stderr."""
    sys.stderr.write(text.rstrip("\n") + "\n")


def columns(rows: Iterable[Iterable[object]]) -> Iterable[str]:
    """Yield rows as tab-separated lines."""
    for row in rows:
        yield "\t".join("" if cell is None else str(cell).replace("\n", " ").replace("\t", " ") for cell in row)


def described(error: CarnetError) -> dict[str, Any]:
    """Return an error as documents tell it."""
    found: dict[str, Any] = {"reason": error.reason, "message": wording.sentence(error)}
    if "found" in error.data:
        found["found"] = error.data["found"]
    if isinstance(error, Unreadable) and error.problems:
        found["problems"] = [
            {"reason": problem.reason, "row": problem.row, "message": wording.sentence(problem)}
            for problem in error.problems
        ]
    return found


def code_of(error: CarnetError) -> int:
    """Return the exit code of an error."""
    return TROUBLE if isinstance(error, Trouble) else REFUSED


def failed(error: Mapping[str, Any], *, as_json: bool) -> None:
    """Tell of a failure: as the one document with `--json`, on stderr always."""
    if as_json:
        document({"error": dict(error)})
    complain(str(error["message"]))
