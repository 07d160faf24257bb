"""What Carnet writes down of itself, logs and the state of the window, says nothing of anybody."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

import hostile_journal
from application_fixtures import Launch, type_text
from carnet.app import PAGES, Application
from carnet.errors import Reason, Trouble

ODD = "Zébulôdde"


@pytest.fixture
def application(launch: Launch, example: Path, tmp_path: Path) -> Application:
    path = tmp_path / "exemple.carnet"
    shutil.copyfile(example, path)
    hostile_journal.poison(path, f"{ODD} ", "")
    return launch(path)


def told(folder: Path, *words: str) -> list[str]:
    """Return the files below a folder that hold one of the words, journals and their backups apart."""
    files = [each for each in folder.rglob("*") if each.is_file() and ".carnet" not in each.name]
    return [f"{file.name}: {word}" for file in files for word in words if word.encode() in file.read_bytes()]


def test_odd_names_everywhere_are_in_no_log(
    application: Application,
    home: Path,
    tmp_path: Path,
    qtbot: QtBot,
    capfd: pytest.CaptureFixture[str],
) -> None:
    journal = application.journal
    assert journal is not None
    for key in PAGES:
        application.window.show_page(key)
        qtbot.wait(20)
    for kind in ("contact", "event", "mission", "organisation"):
        getattr(application, f"open_{kind}")(1)
        qtbot.wait(20)
    application.quick_add()
    assert application._panel is not None
    type_text(application._panel.composer, f"{ODD} Martin, DSI chez {ODD}")
    qtbot.wait(300)
    for file, text in (("a.vcf", f"BEGIN:VCARD\nFN:{ODD}"), ("b.csv", f"Nom\n{ODD}\n"), ("c.json", f'{{"{ODD}": 1}}')):
        (tmp_path / file).write_text(text, encoding="utf-8")
        application.open_files([tmp_path / file])
        qtbot.wait(100)
    application.present(Trouble(Reason.DISK_FULL, path="/x", detail=f"of {ODD}"))
    try:
        {}[f"{ODD} Martin"]
    except KeyError as error:
        application.on_uncaught(type(error), error, error.__traceback__)
    qtbot.wait(50)

    state = application.window.parent() or application._state
    assert isinstance(state, QSettings)
    state.sync()
    assert (home / "state" / "carnet.log").is_file()
    written = [*told(home, ODD), *told(tmp_path / "config", ODD)]
    assert [each for each in written if not each.startswith(("a.vcf", "b.csv", "c.json"))] == []
    assert ODD.encode() not in Path(state.fileName()).read_bytes()
    assert ODD not in "".join(capfd.readouterr())


def test_nor_does_the_command_line_log_them(home: Path, tmp_path: Path) -> None:
    journal, card = tmp_path / "exemple.carnet", tmp_path / "a.vcf"
    card.write_text(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{ODD}\r\nTEL:{ODD}\r\nEND:VCARD\r\n", encoding="utf-8", newline=""
    )
    for words in (
        ["add", f"{ODD} Martin, Acme > relancer mardi"],
        ["import", str(card)],
        ["find", ODD],
        ["log", ODD, ODD],
    ):
        subprocess.run(
            [sys.executable, "-m", "carnet", "--carnet", str(journal), *words], capture_output=True, check=False
        )
    assert told(home, ODD) == []


def test_what_others_may_read_is_closed_when_the_window_opens(
    launch: Launch, example: Path, home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "exemple.carnet"
    shutil.copyfile(example, path)
    path.chmod(0o644)
    (home / "state").mkdir(mode=0o755, parents=True)
    (home / "state").chmod(0o755)
    launch(path)
    qtbot.waitUntil(lambda: path.stat().st_mode & 0o777 == 0o600)
    assert (home / "state").stat().st_mode & 0o777 == 0o700


def test_nothing_is_ever_written_into_the_folder_for_all(home: Path, tmp_path: Path) -> None:
    """What is unfinished stands beside what it will be; a file that came and went would have left its time."""
    journal, card, shared = tmp_path / "x.carnet", tmp_path / "a.vcf", tmp_path / "shared"
    shared.mkdir()
    os.utime(shared, (1, 1))
    environ = {**os.environ, "TMPDIR": str(shared), "SQLITE_TMPDIR": str(shared), "CARNET_HOME": str(home)}
    card.write_text("".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Carte {n}\nEND:VCARD\n" for n in range(2_000)))
    for words in (
        ["import", str(card)],
        ["backup", "-o", str(tmp_path / "copie.carnet")],
        ["export", "all", "-o", str(tmp_path / "tout.json")],
        ["export", "contacts", "--format", "xlsx", "-o", str(tmp_path / "tous.xlsx")],
        ["check"],
        ["undo"],
        ["restore", str(tmp_path / "copie.carnet")],
    ):
        command = [sys.executable, "-m", "carnet", "--carnet", str(journal), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
    assert shared.stat().st_mtime == 1
