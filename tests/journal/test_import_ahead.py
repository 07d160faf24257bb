"""Cards that another process reads come in as those that this one reads; nothing comes in where one of them is ended."""

import json
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from test_bulk_import import cards, content

from carnet.journal import Journal, files

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process reads for itself")

_SCRIPT = """
import os, signal, sys
from carnet.formats import vcard, vcard_lines
from carnet.journal import import_ahead, imports
import_ahead._MANY = 0
vcard_lines._PIECE = 5_000
mine = os.getpid()
{change}
from carnet.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
_HERE = "import_ahead.is_possible = lambda: False"
_CROWD = "import_ahead.are_too_many = lambda data: True"
_GONE = """
def gone(path, kind, country, going, over=import_ahead._hand_over):
    over(path.with_name("gone"), kind, country, going)
import_ahead._hand_over = gone
"""
_SAID = """
say = import_ahead._say
def said(file, what, parts=[]):
    parts.append(what)
    if len(parts) == 4:
        {then}
    say(file, what)
import_ahead._say = said
"""


def _started(journal: Path, file: Path, change: str = "") -> "subprocess.Popen[str]":
    words = ("--carnet", str(journal), "import", str(file), "--json")
    program = [sys.executable, "-c", _SCRIPT.format(change=change), *words]
    return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _imported(journal: Path, file: Path, change: str = "") -> tuple[int, Any]:
    with _started(journal, file, change) as process:
        out, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors
    return process.returncode, json.loads(out)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.vcf"
    path.write_bytes(cards(3, 400).encode())
    return path


def _is_empty(path: Path) -> bool:
    with closing(Journal(path)) as found:
        return not found.contacts.total() and not found.imports.batches() and files.check(found) == ()


def test_another_process_reads_what_this_one_would(tmp_path: Path, file: Path):
    here, ahead = tmp_path / "here.carnet", tmp_path / "ahead.carnet"
    wanted = _imported(here, file, _HERE)
    copied = "fork = os.fork\ndef copied():\n    (sys.stderr.write('copied'))\n    return fork()\nos.fork = copied"
    with _started(ahead, file, copied) as process:
        out, errors = process.communicate(timeout=60)
    assert errors == "copied"
    assert (process.returncode, json.loads(out)) == wanted
    with closing(Journal(here)) as one, closing(Journal(ahead)) as other:
        assert content(one) == content(other)
        assert files.check(other) == ()


def test_without_leave_for_a_second_process_the_first_one_reads(tmp_path: Path, file: Path):
    refused = "def refused():\n    raise BlockingIOError(11, 'Resource temporarily unavailable')\nos.fork = refused"
    assert _imported(tmp_path / "a.carnet", file, refused) == _imported(tmp_path / "b.carnet", file, _HERE)


@pytest.mark.parametrize("change", [_CROWD, _GONE], ids=["a crowd", "gone"])
def test_what_another_process_cannot_read_this_one_does(tmp_path: Path, file: Path, change: str):
    assert _imported(tmp_path / "a.carnet", file, change) == _imported(tmp_path / "b.carnet", file, _HERE)


def test_what_is_but_called_cards_is_read_for_what_it_is(tmp_path: Path):
    path = tmp_path / "a.vcf"
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    path.write_text(f"{head}\nHélène,Gal,,helene@example.org,Escale,DSI,12 Mar 2026\n", encoding="utf-8")
    code, told = _imported(tmp_path / "a.carnet", path)
    assert (code, told["format"], told["created"]) == (0, "linkedin", 1)


def test_a_file_that_goes_meanwhile_comes_in_as_it_was(tmp_path: Path, file: Path):
    wanted = _imported(tmp_path / "a.carnet", file, _HERE)
    going = f"def going(*words):\n    os.unlink({str(file)!r})\n    return batch(*words)\nbatch = imports._batch\nimports._batch = going"
    assert _imported(tmp_path / "b.carnet", file, going) == wanted
    assert not file.exists()


def test_nothing_comes_in_where_the_reading_is_ended(tmp_path: Path, file: Path):
    path = tmp_path / "a.carnet"
    code, told = _imported(path, file, _SAID.format(then="os.kill(os.getpid(), signal.SIGKILL)"))
    assert code == 3
    assert told["error"]["reason"] == "reading_stopped"
    assert _is_empty(path)


def test_what_goes_wrong_in_the_reading_is_reported_with_its_place(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CARNET_HOME", str(tmp_path / "home"))
    path = tmp_path / "a.carnet"
    failing = "def failing(frame, country):\n    raise LookupError('of a card')\nvcard.read_card = failing"
    with _started(path, file, failing) as process:
        out, _errors = process.communicate(timeout=60)
    assert process.returncode == 3
    assert json.loads(out)["error"]["reason"] == "unexpected"
    log = next((tmp_path / "home").rglob("*.log")).read_text(encoding="utf-8")
    assert "in failing" in log
    assert "LookupError" in log
    assert "of a card" not in log
    assert _is_empty(path)


def test_a_file_without_cards_is_refused_as_ever(tmp_path: Path):
    path = tmp_path / "a.vcf"
    path.write_text("BEGIN:VCALENDAR\nSUMMARY:rien\n" * 100, encoding="utf-8")
    told = []
    for name, change in (("a", ""), ("b", _HERE)):
        words = ("--carnet", str(tmp_path / f"{name}.carnet"), "import", "--format", "vcard", str(path), "--json")
        program = [sys.executable, "-c", _SCRIPT.format(change=change), *words]
        done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=60)
        told.append((done.returncode, json.loads(done.stdout)["error"]["reason"]))
    assert told == [(1, "no_rows"), (1, "no_rows")]


def test_the_reading_ends_with_who_asked_for_it(tmp_path: Path, file: Path):
    killed = (
        "def killed(recorder, core, source):\n"
        "    os.kill(mine, signal.SIGKILL)\n"
        "imports._batch = killed\n"
        "fork = os.fork\n"
        "def copied():\n"
        "    process = fork()\n"
        "    if process:\n"
        "        sys.stdout.write(f'{process}\\n'); sys.stdout.flush()\n"
        "    return process\n"
        "os.fork = copied\n"
    )
    path = tmp_path / "a.carnet"
    with _started(path, file, killed) as process:
        assert process.stdout is not None
        reading = int(process.stdout.readline())
    assert process.returncode == -signal.SIGKILL
    limit = time.monotonic() + 20
    while Path(f"/proc/{reading}").exists() and time.monotonic() < limit:
        time.sleep(0.05)
    assert not Path(f"/proc/{reading}").exists()
    assert _is_empty(path)


def test_who_stops_an_import_stops_its_reading(tmp_path: Path, file: Path):
    stopped = (
        "def stopped(recorder, core, source):\n"
        "    os.killpg(0, signal.SIGINT)\n"
        "    signal.pause()\n"
        "imports._batch = stopped\n"
        "os.setpgid(0, 0)\n"
    )
    path = tmp_path / "a.carnet"
    with _started(path, file, stopped) as process:
        _out, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert len(errors.splitlines()) == 1
    assert _is_empty(path)
