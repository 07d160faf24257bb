"""The local log: a few rotating files in the state folder, of bugs alone, without the values of the user."""

import logging
import traceback
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from carnet import paths

FILE_NAME = "carnet.log"
_BYTES = 512 * 1024
_FILES = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class _PrivateFile(RotatingFileHandler):
    """A rotating file that its owner alone may read."""

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        with suppress(OSError):
            Path(self.baseFilename).chmod(0o600)
        return stream


def path() -> Path:
    """Return the newest log file."""
    return paths.folders().state / FILE_NAME


def report_of(error: BaseException, about: str = "") -> str:
    """Return what a developer needs: versions and the trace, in another process too, without the values of the user."""
    kind = type(error)
    trace = "".join((*traceback.format_tb(error.__traceback__), *getattr(error, "__notes__", ())))
    return f"{about}\n{trace}{kind.__module__}.{kind.__qualname__}".strip()


def keep(report: str) -> Path:
    """Write the report of a bug into the log, if it can be written, and return which file that is."""
    with suppress(OSError):
        path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _PrivateFile(path(), maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8")
        handler.setFormatter(logging.Formatter(_FORMAT))
        handler.emit(logging.LogRecord("carnet", logging.ERROR, "", 0, report, None, None))
        handler.close()
    return path()
