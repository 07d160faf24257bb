"""The local log: a few rotating files in the state folder that name rows by id, never a person."""

import logging
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


logger = logging.getLogger("carnet")
logger.addHandler(logging.NullHandler())
logger.propagate = False


def path() -> Path:
    """Return the newest log file."""
    return paths.folders().state / FILE_NAME


def start(file: Path | None = None) -> None:
    """Write what is logged to a file from now on; a folder that cannot be written to is done without."""
    stop()
    target = file or path()
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _PrivateFile(target, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=False)
    except OSError:
        return
    handler.setFormatter(logging.Formatter(_FORMAT))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def stop() -> None:
    """Let go of the log file."""
    for handler in tuple(logger.handlers):
        if isinstance(handler, RotatingFileHandler):
            logger.removeHandler(handler)
            handler.close()
