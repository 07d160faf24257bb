"""How the command line answers: documents as JSON, lines for people, errors on stderr or as a document."""

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from carnet.errors import CarnetError, Trouble, Unreadable
from carnet.words import errors as wording

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3


class Unwritten(Exception):
    """The answer could not be written; carries what the system said."""


def document(value: object) -> None:
    """Write the one JSON document of a command."""
    lines([json.dumps(value, ensure_ascii=False, indent=2)])


def lines(texts: Iterable[str]) -> None:
    """Write lines for people."""
    with _whole() as stdout:
        for text in texts:
            stdout.write(text + "\n")


def data(given: bytes) -> None:
    """Write bytes as they are."""
    with _whole() as stdout:
        stdout.flush()
        stdout.buffer.write(given)


def finish() -> None:
    """Write what somebody else has left to be written."""
    with _whole():
        pass


@contextmanager
def _whole() -> Iterator[Any]:
    """Yield stdout and write it to the last byte, so that no failure waits for the end of the interpreter."""
    try:
        if sys.stdout is None:  # closed by who started us
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go_of_stdout()
        raise Unwritten(error.strerror or str(error)) from error


def let_go_of_stdout() -> None:
    """Keep the interpreter from complaining again, at exit, of what cannot be written."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """Write a message on stderr, if anybody hears it."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(text.rstrip("\n") + "\n")
            sys.stderr.flush()


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
