"""Files that get their name only once they are whole: written under a private temporary name beside it."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".carnet-"
_SUFFIX = ".part"
_OLD = ".old"
_CHUNK = 1 << 20
_LONGEST_S = 2 * 86_400
_LOGS = ("-journal", "-wal", "-shm")


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """Yield an empty file of mode 0600 beside `target`, under a name of its own; nothing of it is left at the end.

    Raises:
        OSError: the folder says no.
    """
    sweep(target.parent)
    part = target.with_name(_own_name())
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, stat.S_IRUSR | stat.S_IWUSR))
        yield part
    finally:
        _remove(part)


def name(part: Path, target: Path) -> bool:
    """Give a whole file its name; return False where another file has taken it meanwhile. An empty one has not."""
    _flush(part)
    _clear(target)
    try:
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError:  # no second names on this file system
        if target.exists():
            return False
        part.rename(target)
    _flush_folder(target.parent)
    return True


def replace(part: Path, target: Path) -> None:
    """Give a whole file its name, in the place of what may have it."""
    _flush(part)
    part.replace(target)
    _flush_folder(target.parent)


def supersede(part: Path, target: Path) -> None:
    """Give a whole file its name, and overwrite the file that had it, of which nobody may read any more."""
    with second_name(target) as old:
        replace(part, target)
        if old is not None:
            shred(old)


@contextmanager
def second_name(path: Path) -> Iterator[Path | None]:
    """Yield another name of a file, which goes in the end; None where there is no file, or no second names.

    It says that the file may be overwritten once it has no other name, whoever then finds it left behind by a kill.
    """
    second = path.with_name(_own_name()).with_suffix(_OLD)
    try:
        os.link(path, second)
    except OSError:
        yield None
        return
    try:
        yield second
    finally:
        second.unlink(missing_ok=True)


def shred(old: Path) -> None:
    """Overwrite a file that has lost its first name; a file that has another name is left as it is."""
    with suppress(OSError):
        with old.open("rb+") as file:
            if os.fstat(file.fileno()).st_nlink == 1:
                for start in range(0, old.stat().st_size, _CHUNK):
                    file.write(bytes(min(_CHUNK, old.stat().st_size - start)))
                file.flush()
                os.fsync(file.fileno())
        old.unlink(missing_ok=True)


def set_aside(path: Path, kept: Path) -> None:
    """Give a file a second name, its logs another one; the file itself keeps its name until another takes it."""
    try:
        os.link(path, kept)
    except OSError:  # no second names on this file system
        import shutil

        shutil.copy2(path, kept)
        _flush(kept)
    for log, aside in zip(beside(path), beside(kept), strict=True):
        with suppress(FileNotFoundError):
            log.rename(aside)
    _flush_folder(path.parent)


def _own_name() -> str:
    """Return a name that tells whose it is and is nobody else's; `secrets` would cost the first paint 5 ms."""
    return f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}{_SUFFIX}"


def _clear(target: Path) -> None:
    """Take away what stands in the way of a new file: an empty one, and the logs of one that is gone."""
    stale = [path for path in beside(target) if path.exists()]
    if target.is_file() and not target.stat().st_size:
        aside = target.with_name(_own_name())
        with suppress(OSError):  # another process has it open, or was quicker
            target.rename(aside)
        if aside.exists() and aside.stat().st_size:  # another was quicker, and this is its journal
            aside.rename(target)
        aside.unlink(missing_ok=True)
    if stale and not target.exists():  # SQLite would play a log that is there into the new file
        for path in stale:
            path.unlink(missing_ok=True)


def beside(path: Path) -> list[Path]:
    """Return the names of the logs that SQLite keeps beside a file."""
    return [path.with_name(path.name + suffix) for suffix in _LOGS]


def sweep(folder: Path) -> None:
    """Remove what processes that were killed left behind."""
    for suffix, remove in ((_SUFFIX, _remove), (_OLD, shred)):
        for left in folder.glob(f"{_PREFIX}*{suffix}"):
            if not _is_running(left.name.removeprefix(_PREFIX).partition("-")[0]) or _is_stale(left):
                remove(left)


def _is_stale(left: Path) -> bool:
    """Tell whether a file has lain there for longer than any work takes: its process has its number by chance."""
    with suppress(OSError):
        return os.name != "nt" and time.time() - left.stat().st_ctime > _LONGEST_S
    return False


def _is_running(process: str) -> bool:
    if os.name == "nt":  # where a file in use cannot be removed anyway, and signal 0 kills
        return process == str(os.getpid())
    try:
        os.kill(int(process), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _remove(part: Path) -> None:
    for path in (part, *beside(part)):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make a name outlast a power cut, where the system lets one."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
