"""R4: what each reader makes of files that were mutated, and of bombs: a refusal or a result, soon, in little memory.

A reader that comes with a new format is one line in `READERS`.
"""

import os
import random
import resource
import signal
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from trials import Child, Trials, asked

from carnet.errors import CarnetError
from carnet.journal import Journal

MUTANTS, LEAST = 100_000, 2_000
HANG_S = 10
MOST_BYTES = 300 * 1024 * 1024
_GUARD = 3 * 1024**3  # of address space: what goes beyond it is a violation, and spares the machine
_BATCH = 250
_LARGEST_SEED = 24_000
SAMPLES = Path(__file__).parents[2] / "resources" / "trials" / "imports"


class Reader(NamedTuple):
    """A reader, what it is seeded with, and what it is made to choke on.

    Attributes:
        read: reads bytes; a `CarnetError` is a clear refusal.
        endings: of the files of the corpus that it reads.
        seeds: samples of our own.
    """

    read: Callable[[bytes], object]
    endings: tuple[str, ...]
    seeds: Callable[[], Iterable[bytes]]


def _never() -> bool:
    return False


def _cards(data: bytes) -> object:
    from carnet.journal.import_reading import VCARD, parts

    return list(parts(data, VCARD, "FR", _never))


def _events(data: bytes) -> object:
    from carnet.journal import event_import

    return event_import.read(data, _never, str)


def _linkedin(data: bytes) -> object:
    from carnet.journal.import_reading import LINKEDIN, parts

    return list(parts(data, LINKEDIN, "FR", _never))


def _table(data: bytes) -> object:
    from carnet.journal.import_reading import CSV, parts

    return list(parts(data, CSV, "FR", _never))


def _workbook(data: bytes) -> object:
    from carnet.journal.import_reading import XLSX, parts

    return list(parts(data, XLSX, "FR", _never))


def _friends(data: bytes) -> object:
    from carnet.journal.import_reading import FACEBOOK, parts

    return list(parts(data, FACEBOOK, "FR", _never))


def _monica(data: bytes) -> object:
    from carnet.journal.import_reading import MONICA, parts

    return list(parts(data, MONICA, "FR", _never))


def _contacts(data: bytes) -> object:
    from carnet.journal.import_reading import CONTACTS, parts

    return list(parts(data, CONTACTS, "FR", _never))


def _pasted(data: bytes) -> object:
    from carnet.formats import clips

    text = data.decode("utf-8", "replace")
    return clips.understand(text, text if "<" in text else "", date(2026, 11, 20), "FR")


def _workbook_seeds() -> Iterable[bytes]:
    import xlsxwriter

    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(_CSV.decode().splitlines()[3:]):
            sheet.write_row(row, 0, line.split(","))
    yield made.getvalue()


def _journal(data: bytes) -> object:
    from carnet.journal import journal_json

    return journal_json.read(data)


def _recognised(data: bytes) -> object:
    from carnet.journal.import_reading import recognise

    return [recognise(data, name) for name in ("a.vcf", "a.csv", "a.zip", "a")]


_CSV = (
    b'Notes:\n"When exporting"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
    b'Claire,Dupont,https://www.linkedin.com/in/claire,claire@acme.example,"Acme, SA",DSI,03 Mar 2024\n'
    b"Karim,Ouali,https://www.linkedin.com/in/karim,,R\xc3\xa9gie,CTO,12 Jan 2023\n"
)


def _zip_seeds() -> Iterable[bytes]:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        made = BytesIO()
        with zipfile.ZipFile(made, "w", method) as archive:
            archive.writestr("Connections.csv", _CSV)
            archive.writestr("Profile.csv", b"First Name,Last Name\nMoi,Meme\n")
        yield made.getvalue()


def _journal_seeds() -> Iterable[bytes]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "a.carnet")
        journal.capture.add_all(["Claire Dupont, DSI chez Acme, claire@acme.example, #cloud > relancer mardi"])
        journal.capture.add_all(["Karim Ouali, via Claire Dupont"])
        yield journal.exports.everything()
        journal.close()


def _sample(name: str) -> Callable[[], Iterable[bytes]]:
    return lambda: [(SAMPLES / name).read_bytes()]


def _friends_seeds() -> Iterable[bytes]:
    friends = (SAMPLES / "facebook.json").read_bytes()
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("connections/friends/your_friends.json", friends)
    return friends, made.getvalue()


def _pasted_seeds() -> Iterable[bytes]:
    yield "Claire Dupont\nDSI | Acme\n12 rue des Lilas, 31000 Toulouse\nclaire@acme.example · 06 39 98 12 34\n".encode()
    yield b"MECARD:N:Dupont,Claire;TEL:+33639981234;EMAIL:claire@acme.example;;"
    yield "<p><b>Karim Ouali</b><br>CTO chez <a href='mailto:k@regie.example'>Régie</a></p>".encode()
    yield "Nom\tPrénom\tTéléphone\nDupont\tClaire\t0639981234\n".encode()
    yield "Zoé Kervadec, DSI chez Acme, via Karim Ouali // note > relancer mardi\nNora Lind\n".encode()


def _none() -> Iterable[bytes]:
    return ()


def _csv_seeds() -> Iterable[bytes]:
    return (_CSV,)


READERS: dict[str, Reader] = {
    "vcard": Reader(_cards, (".vcf",), _none),
    "icalendar": Reader(_events, (".ics",), _none),
    "linkedin csv": Reader(_linkedin, (".csv",), _csv_seeds),
    "linkedin zip": Reader(_linkedin, (), _zip_seeds),
    "table csv": Reader(_table, (".csv",), _csv_seeds),
    "table xlsx": Reader(_workbook, (".xlsx",), _workbook_seeds),
    "carnet json": Reader(_journal, (), _journal_seeds),
    "contacts json": Reader(_contacts, (), _sample("contacts.json")),
    "facebook json": Reader(_friends, (), _friends_seeds),
    "monica json": Reader(_monica, (), _sample("monica.json")),
    "pasted": Reader(_pasted, (".vcf",), _pasted_seeds),
    "recognised": Reader(_recognised, (".vcf", ".ics", ".csv"), _zip_seeds),
}
_TOKENS = (
    b"BEGIN:VCARD\r\n",
    b"END:VCARD\r\n",
    b"BEGIN:VEVENT\r\n",
    b"RRULE:FREQ=DAILY;COUNT=99999999\r\n",
    b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n",
    b"DTSTART;TZID=Nulle/Part:99991231T235959\r\n",
    b";ENCODING=QUOTED-PRINTABLE:=\r\n",
    b";CHARSET=UTF-16:",
    b'"',
    b"\x00",
    b"\r\n ",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"[" * 500,
    b'{"a":' * 300,
    b"9" * 400,
    b"1e999999",
    b"\\ud800",
    b",,,,,,,,",
    b"=" * 300,
    b"\xe2\x80\xae<b>",
    b"A" * 20_000,
)


def run(trials: Trials) -> None:
    """Feed mutants to every reader, in turns, then the bombs to an import."""
    trials.minimum = dict.fromkeys(READERS, LEAST) | {"bomb": len(BOMBS)}
    seeds = {name: _seeds(reader) for name, reader in READERS.items()}
    done = dict.fromkeys(READERS, 0)
    while not trials.is_over() and min(done.values()) < MUTANTS:
        for name, reader in READERS.items():
            _batch(trials, name, reader, seeds[name], done[name])
            done[name] += _BATCH
            if trials.is_over() and min(done.values()) >= LEAST:
                break
    for name in BOMBS:
        _bomb(trials, name)


def _seeds(reader: Reader) -> list[bytes]:
    """Return our own samples and what the corpus has of the format, the small ones."""
    found = list(reader.seeds())
    roots = [SAMPLES, *([Path(os.environ["CARNET_CORPUS"])] if os.environ.get("CARNET_CORPUS") else [])]
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.suffix.lower() in reader.endings and path.is_file() and 0 < path.stat().st_size < _LARGEST_SEED:
                found.append(path.read_bytes())
    return found


def mutant(seeds: Sequence[bytes], draw: random.Random) -> bytes:
    """Return one of the seeds, changed in a few places."""
    data = bytearray(draw.choice(seeds))
    for _change in range(draw.choice((1, 1, 2, 3, 8))):
        at = draw.randrange(len(data) + 1)
        way = draw.randrange(8)
        if way == 0 and data:
            data[at % len(data)] ^= 1 << draw.randrange(8)
        elif way == 1:
            del data[at : at + draw.choice((1, 2, 10, 200))]
        elif way == 2:
            data[at:at] = draw.choice(_TOKENS)
        elif way == 3:
            piece = bytes(data[at : at + draw.choice((4, 40, 400))])
            data[at:at] = piece * draw.choice((1, 2, 30))
        elif way == 4:
            other = draw.choice(seeds)
            start = draw.randrange(len(other) + 1)
            data[at:at] = other[start : start + draw.choice((20, 300))]
        elif way == 5:
            del data[at:]
        elif way == 6:
            data[at:at] = draw.randbytes(draw.choice((1, 4, 60)))
        else:
            lines = bytes(data).split(b"\n")
            draw.shuffle(lines)
            data = bytearray(b"\n".join(lines))
    return bytes(data)


def _batch(trials: Trials, name: str, reader: Reader, seeds: Sequence[bytes], first: int) -> None:
    """Read mutants in one child; whatever ends it is told with the number that makes it again."""
    place = 0
    while place < _BATCH:
        start = place

        def work(say: Callable[[Any], None], start: int = start) -> None:
            for number in range(start, _BATCH):
                say({"at": number})
                wrong = _read(reader, mutant(seeds, random.Random(f"{trials.name} {name} {first + number}")))
                if wrong:
                    say({"wrong": wrong})
            say({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024})

        child = Child(work, memory=_GUARD)
        place = _follow(trials, name, first, child, start)
        child.close()


def _follow(trials: Trials, name: str, first: int, child: Child, place: int) -> int:
    """Count what a child reads; return where to go on."""
    while True:
        heard = child.heard(HANG_S + 5)
        if heard is None or "died" in heard:
            told = "no answer in time" if heard is None else heard["died"]
            trials.count(name, f"mutant {first + place}: {told}")
            return place + 1
        if "at" in heard:
            place = heard["at"]
            trials.count(name)
        elif "wrong" in heard:
            trials.violations.append(f"{name}: mutant {first + place}: {heard['wrong']}")
        else:
            if heard["peak"] > MOST_BYTES:
                trials.violations.append(f"{name}: mutants from {first} on took {heard['peak'] >> 20} MiB")
            return _BATCH


def _read(reader: Reader, data: bytes) -> str:
    """Return what is wrong with how a reader takes some bytes, "" where nothing is."""
    signal.alarm(HANG_S)  # without a handler it ends the child, which the parent tells
    started = time.monotonic()
    try:
        with suppress(CarnetError):
            reader.read(data)
    except Exception as error:  # noqa: BLE001  (what is no refusal is what is sought)
        import traceback

        return f"{type(error).__name__}: {error}: {traceback.extract_tb(error.__traceback__)[-1]}"[:400]
    finally:
        signal.alarm(0)
    took = time.monotonic() - started
    return f"took {took:.1f} s" if took > HANG_S / 2 else ""


# -- bombs, as files that an import is given -----------------------------------------------------------------------

_HEAD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Claire Dupont\r\n"
_FOOT = b"END:VCARD\r\n"
_EVENT = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Bombe\r\nDTSTART:20260101T100000Z\r\n"
_EVENT_END = b"END:VEVENT\r\nEND:VCALENDAR\r\n"
_MIB = 1024 * 1024


def _sparse(head: bytes, size: int, foot: bytes = b"") -> Callable[[Path], None]:
    """Return what writes a file that says to be very long: one line of it, or nothing but noughts."""

    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(head)
            file.truncate(size)
            file.seek(size)
            file.write(foot)

    return write


def _long(head: bytes, piece: bytes, times: int, foot: bytes = b"") -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(head)
            for _block in range(16):
                file.write(piece * (times // 16))
            file.write(foot)

    return write


def _zip_of(name: str, size: int) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open(name, "w", force_zip64=True) as file,
        ):
            file.write(_CSV)
            for _block in range(size // _MIB):
                file.write(b"A,B\n" * (_MIB // 4))

    return write


def _friends_zip(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("connections/friends/your_friends.json", "w", force_zip64=True) as file,
    ):
        file.write(b'{"friends_v2": [')
        for _block in range(4_096):
            file.write(b'{"name":"A"},   ' * (_MIB // 16))


def _workbook_of(head: bytes, data: bytes, times: int, foot: bytes = b"") -> Callable[[Path], None]:
    """Return what writes a workbook whose sheet holds so many times the same between head and foot."""

    def write(path: Path) -> None:
        (honest,) = _workbook_seeds()
        with zipfile.ZipFile(BytesIO(honest)) as book, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for member in book.infolist():
                if member.filename != "xl/worksheets/sheet1.xml":
                    made.writestr(member.filename, book.read(member))
            with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
                sheet.write(head)
                for _block in range(16):
                    sheet.write(data * (times // 16))
                sheet.write(foot + b"</sheetData></worksheet>")

    return write


def _nested_zip(path: Path) -> None:
    inner = b"x" * 1_000_000
    for _level in range(40):
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Connections.csv.zip", inner)
        inner = made.getvalue()
    path.write_bytes(inner)


BOMBS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "1 GB of one line": ("a.vcf", _sparse(_HEAD + b"NOTE:", 1024 * _MIB, b"\r\n" + _FOOT)),
    "1 GB of one line in a calendar": ("a.ics", _sparse(_EVENT + b"DESCRIPTION:", 1024 * _MIB, _EVENT_END)),
    "1 GB of one line in a CSV": ("Connections.csv", _sparse(_CSV, 1024 * _MIB)),
    "1 GB of JSON": (
        "a.json",
        _sparse(b'{"format": "carnet-journal", "version": 1, "contact": [{"about": "', 1024 * _MIB),
    ),
    "a photo of 1 GB": ("a.vcf", _long(_HEAD + b"PHOTO;ENCODING=b:", b"A" * 65_536, 16_384, b"\r\n" + _FOOT)),
    "a photo of 30 MB": ("a.vcf", _long(_HEAD + b"PHOTO;ENCODING=b:", b"A" * 4_096, 7_680, b"\r\n" + _FOOT)),
    "a million columns": ("Connections.csv", _long(_CSV, b"x,", 1_000_000, b"\n")),
    "a million columns of a head": ("Connections.csv", _long(b"First Name,Last Name,", b"URL,", 1_000_000, b"\nA,B\n")),
    "deep JSON": ("a.json", _long(b'{"format": "carnet-journal", "version": 1, "contact": ', b"[", 4_000_000)),
    "deep JSON of contacts": ("a.json", _long(b'[{"id": 1, "display_name": ', b"[", 399_984)),
    "deep JSON of friends": ("a.json", _long(b'{"friends_v2": [', b'{"name":', 399_984)),
    "deep JSON of Monica": ("a.json", _long(b'{"app_version": "4", "account": {"data": ', b"[", 399_984)),
    "1 GB of JSON of Monica": ("a.json", _sparse(b'{"app_version": "4", "account": {"data": "', 1024 * _MIB)),
    "a million friends": ("a.json", _long(b'{"friends_v2": [', b'{"name":"A"},', 1_000_000, b"{}]}")),
    "a photo of 30 MB in JSON": (
        "a.json",
        _long(b'{"format": "carnet-journal", "version": 1, "contact": [{"photo": "', b"A" * 4_096, 7_680, b'"}]}'),
    ),
    "deep cards": ("a.vcf", _long(b"", b"BEGIN:VCARD\r\n", 32_000)),
    "deep calendars": ("a.ics", _long(b"", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", 32_000)),
    "a rule without end": ("a.ics", _long(_EVENT, b"RRULE:FREQ=DAILY;INTERVAL=1\r\n", 16, _EVENT_END)),
    "a rule of each second": ("a.ics", _long(_EVENT, b"RRULE:FREQ=SECONDLY;COUNT=99999999\r\n", 16, _EVENT_END)),
    "a rule of no day": ("a.ics", _long(_EVENT, b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n", 16, _EVENT_END)),
    "a zip of 4 GB": ("a.zip", _zip_of("Connections.csv", 4_096)),
    "a zip of 4 GB of friends": ("a.zip", _friends_zip),
    "a workbook of 4 GB": ("a.xlsx", _workbook_of(b"", b"<row><c><v>1</v></c></row>" * 10_000, 16_384)),
    "a workbook of a million columns": ("a.xlsx", _workbook_of(b"<row>", b"<c><v>1</v></c>", 1_000_000, b"</row>")),
    "a workbook without rows": ("a.xlsx", _workbook_of(b"", b"<c><v>1</v></c>", 1_000_000)),
    "zips in zips": ("a.zip", _nested_zip),
}


def _bomb(trials: Trials, name: str) -> None:
    """Give a bomb to an import of a journal that holds something, and to the run of it where it is taken."""
    file, write = BOMBS[name]
    folder = trials.folder / "bombs"
    folder.mkdir(exist_ok=True)
    path = folder / file
    write(path)

    def take() -> list[Any]:
        signal.alarm(HANG_S * 4)
        journal = Journal(folder / "carnet.carnet")
        started, told = time.monotonic(), "taken"
        try:
            report = journal.imports.dry_run(path)
            told = f"{report.read} read"
        except CarnetError as error:
            told = error.reason
        took = time.monotonic() - started
        journal.close()
        return [told, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]

    found = asked(take, HANG_S * 5)
    path.unlink(missing_ok=True)
    if isinstance(found, dict):
        trials.count("bomb", f"{name}: {found}")
        return
    told, took, peak = found
    wrong = [f"{name}: took {took:.1f} s ({told})"] if took > HANG_S else []
    wrong += [f"{name}: took {peak >> 20} MiB ({told})"] if peak > MOST_BYTES else []
    trials.count("bomb", *wrong)
