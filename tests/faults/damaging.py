"""R3: a journal damaged in every way that can be thought of: told apart, opened from a backup or repaired, and kept."""

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import rewriting
import spoiling
from soundness import unsound
from trials import Trials, asked

from carnet.domain.contacts import ContactFilter
from carnet.errors import CarnetError, Reason, Trouble
from carnet.journal import Journal, Options, demo, files, rescue

TRIALS, LEAST = 2_000, 40
PAGE = 4096
TOLD = {
    Reason.CORRUPT,
    Reason.CUT_SHORT,
    Reason.EMPTIED,
    Reason.GONE,
    Reason.NEWER_FILE,
    Reason.NOT_A_JOURNAL,
    Reason.CANNOT_OPEN,
    Reason.IO_ERROR,
}
_PEOPLE = 160
Draw = random.Random


def _write(path: Path, at: int, data: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(data)


def _pages(path: Path) -> int:
    return path.stat().st_size // PAGE


def magic(path: Path, draw: Draw) -> None:
    _write(path, draw.randrange(16), draw.randbytes(16))


def header(path: Path, draw: Draw) -> None:
    _write(path, draw.randrange(16, 90), draw.randbytes(draw.randrange(1, 10)))


def first_page(path: Path, _draw: Draw) -> None:
    _write(path, 0, bytes(PAGE))


def cut(path: Path, draw: Draw) -> None:
    with path.open("rb+") as file:
        file.truncate(draw.randrange(1, path.stat().st_size))


def emptied(path: Path, _draw: Draw) -> None:
    path.write_bytes(b"")


def gone(path: Path, _draw: Draw) -> None:
    path.unlink()


def page(path: Path, draw: Draw) -> None:
    _write(path, draw.randrange(_pages(path)) * PAGE, draw.randbytes(PAGE))


def zeroed(path: Path, draw: Draw) -> None:
    for _each in range(draw.randrange(1, 8)):
        _write(path, draw.randrange(_pages(path)) * PAGE, bytes(PAGE))


def bits(path: Path, draw: Draw) -> None:
    data = bytearray(path.read_bytes())
    for _each in range(draw.choice((1, 1, 5, 20, 200))):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(data)


def shifted(path: Path, draw: Draw) -> None:
    data = path.read_bytes()
    at = draw.randrange(len(data))
    path.write_bytes(data[:at] + draw.randbytes(draw.randrange(1, 3_000)) + data[at:])


def another(path: Path, draw: Draw) -> None:
    # Bytes at random alone are what an encrypted journal is: nobody can tell them from one without the passphrase.
    png = b"\x89PNG\r\n\x1a\n"
    heads = (b"PK\x03\x04" + draw.randbytes(9_000), b"Bonjour " * 900, png + draw.randbytes(20_000))
    path.write_bytes(draw.choice(heads))


def newer(path: Path, _draw: Draw) -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


KINDS: tuple[Callable[[Path, Draw], object], ...] = (
    magic,
    header,
    first_page,
    cut,
    emptied,
    gone,
    page,
    page,
    zeroed,
    bits,
    spoiling.value,
    shifted,
    another,
    newer,
)


def run(trials: Trials) -> None:
    """Damage copies of one journal that has a backup."""
    trials.minimum = {"": LEAST}
    whole = trials.folder / "entier.carnet"
    asked(lambda: _make(whole))
    for number in range(TRIALS):
        if trials.is_over():
            return
        kind = KINDS[number % len(KINDS)]
        folder = trials.folder / str(number)
        folder.mkdir()
        path = folder / "carnet.carnet"
        shutil.copyfile(whole, path)
        backups = rescue.folder_of(path)
        backups.mkdir()
        shutil.copyfile(whole, backups / "carnet-20261120T080000Z-automatic.carnet")
        seed = trials.random.random()
        kind(path, Draw(seed))
        found = asked(lambda path=path, number=number: _wrong(path, repair=number // len(KINDS) % 2 == 0))
        trials.count(kind.__name__, *([str(found)] if isinstance(found, dict) else found))
        shutil.rmtree(folder, ignore_errors=True)
        if number % 4 == 0 and kind not in (newer, spoiling.value):
            rewriting.damage(trials, number, kind)


def _make(path: Path) -> None:
    demo.write(path, date(2026, 11, 20))


def _wrong(path: Path, *, repair: bool) -> list[str]:  # noqa: PLR0911  (one for each way out)
    """Return what is wrong with how Carnet takes a damaged journal."""
    before = path.read_bytes() if path.exists() else None
    if unread := _unread(path):
        return unread
    reason = _opening(path)
    if reason is not None and reason not in TOLD:
        return [f"told as {reason}"]
    if path.exists() and before is not None and reason is not None and path.read_bytes() != before:
        return ["the damaged file was changed by opening it"]
    if reason == Reason.NEWER_FILE:
        return []
    if reason is None:
        return []  # nothing in it is damaged, or nothing that any check can see
    good = rescue.last_good(path)
    if good is None:
        return ["the good backup was not found"]
    try:
        if repair and reason in rescue.REPAIRABLE:
            kept: Path | None = rescue.repair(path).kept
        else:
            kept = rescue.restore(path, rescue.folder_of(path) / good.name, Options())
    except Trouble as trouble:
        if not repair:
            return [f"the backup was not restored: {trouble}"]
        return [] if path.read_bytes() == before else ["a failed repair changed the file"]
    wrong = unsound(path)
    if before is not None and reason in rescue.DAMAGES and (kept is None or not kept.exists()):
        wrong.append("the damaged file was not kept")
    return wrong


def _unread(path: Path) -> list[str]:
    """Return what is wrong with how a copy of a damaged journal is read by everything that reads one."""
    if not path.exists():
        return []
    copy = path.with_name("lu.carnet")
    shutil.copyfile(path, copy)
    return spoiling.wrong(copy)


def _opening(path: Path) -> str | None:
    """Open a journal, read all of it; return the reason of the trouble, None where there is none."""
    try:
        journal = Journal(path)
    except Trouble as trouble:
        return rescue.told_apart(path, trouble).reason
    try:
        ids = journal.contacts.ids(ContactFilter())
        journal.contacts.rows(ids)
        journal.today.sheet()
        journal.search.find("cloud")
        for key in ids[:: max(1, len(ids) // 20)]:
            journal.contacts.sheet(key)
        files.check_pages(journal)
    except CarnetError as error:
        return error.reason
    finally:
        journal.close()
    return None
