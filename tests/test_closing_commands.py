"""Encrypted journals on the command line, each command a process of its own, as users and scripts run it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carnet.store import key_ring as store
from session_bus import KeyRing, key_ring, needs_bus, session_bus

__all__ = ["key_ring", "session_bus"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="descriptors and terminals of POSIX")

PASSPHRASE = "clé Óðinn «7» sous le thym"
OTHER = "un autre mot, plus long"
NAME = "Zébulonarde"


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """Runs commands for a user whose folders lie in one place."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.journal = home / "data" / "carnet.carnet"
        self.environ = {**os.environ, "CARNET_HOME": str(home), "LANGUAGE": "fr"}
        self.environ.pop("CARNET_FILE", None)

    def run(self, *words: str, passphrases: tuple[str, ...] = ()) -> Answer:
        """Run a command that finds passphrases, one a line, where a script puts them."""
        readable, writable = os.pipe()
        os.write(writable, "\n".join(passphrases).encode())
        os.close(writable)
        environ = {**self.environ, **({"CARNET_PASSPHRASE_FD": str(readable)} if passphrases else {})}
        done = subprocess.run(
            [sys.executable, "-m", "carnet", *words],
            env=environ,
            pass_fds=(readable,),
            capture_output=True,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        os.close(readable)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def begun(self, *words: str, passphrases: tuple[str, ...]) -> subprocess.Popen[bytes]:
        """Begin a command, to be killed."""
        readable, writable = os.pipe()
        os.write(writable, "\n".join(passphrases).encode())
        os.close(writable)
        environ = {**self.environ, "CARNET_PASSPHRASE_FD": str(readable)}
        command = [sys.executable, "-m", "carnet", *words]
        begun = subprocess.Popen(command, env=environ, pass_fds=(readable,), stdout=subprocess.DEVNULL)
        os.close(readable)
        return begun

    def typed(self, *words: str, lines: tuple[str, ...]) -> tuple[int, str]:
        """Run a command in a terminal in which somebody types when asked; return what is to be seen there."""
        import pty

        pid, terminal = pty.fork()
        if not pid:
            os.execve(sys.executable, [sys.executable, "-m", "carnet", *words], self.environ)
        seen, waiting = b"", list(lines)
        while True:
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                break
            seen += piece
            if piece.endswith(b": ") and waiting:
                os.write(terminal, waiting.pop(0).encode() + b"\n")
        _pid, status = os.waitpid(pid, 0)
        os.close(terminal)
        return os.waitstatus_to_exitcode(status), seen.decode()


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    made = Terminal(tmp_path / "home")
    assert made.run("add", f"Claire {NAME}, Acme").code == 0
    return made


def in_the_clear(folder: Path, word: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_an_encrypted_journal_asks_for_its_passphrase(terminal: Terminal) -> None:
    assert terminal.run("backup").code == 0
    done = terminal.run("encrypt", "--json", passphrases=(PASSPHRASE,))
    assert (done.code, done.document["copies"]) == (0, 1)
    assert in_the_clear(terminal.home, NAME) == []

    (person,) = terminal.run("contacts", "--json", passphrases=(PASSPHRASE,)).document
    assert NAME in person["display_name"]
    wrong = terminal.run("contacts", passphrases=("clé",))
    assert wrong.code == 3
    assert "Cette phrase secrète n’ouvre pas le journal" in wrong.err
    assert terminal.run("check", passphrases=(PASSPHRASE,)).code == 0
    nobody = terminal.run("contacts", "--json")
    assert (nobody.code, nobody.document["error"]["reason"]) == (1, "no_terminal")
    assert in_the_clear(terminal.home, NAME) == []


def test_the_passphrase_is_changed_and_taken_away(terminal: Terminal) -> None:
    terminal.run("backup")
    terminal.run("encrypt", passphrases=(PASSPHRASE,))
    assert terminal.run("rekey", passphrases=("faux", OTHER)).code == 3
    assert terminal.run("rekey", passphrases=(PASSPHRASE, OTHER)).code == 0
    assert terminal.run("contacts", passphrases=(PASSPHRASE,)).code == 3
    copies = sorted(terminal.journal.with_name("carnet.backups").iterdir())
    assert [copy.name.rpartition("-")[2] for copy in copies] == ["asked.carnet", *["encryption.carnet"] * 2]
    for kept in copies:
        assert terminal.run("contacts", "--carnet", str(kept), passphrases=(OTHER,)).code == 0
    assert terminal.run("restore", kept.name, passphrases=(OTHER,)).code == 0
    assert terminal.run("decrypt", passphrases=(OTHER,)).code == 0
    assert NAME in terminal.run("contacts").out
    refused = terminal.run("decrypt", "--json", passphrases=(OTHER,))
    assert (refused.code, refused.document["error"]["reason"]) == (1, "not_encrypted")


def test_an_older_backup_opens_by_the_passphrase_of_then(terminal: Terminal) -> None:
    terminal.run("encrypt", passphrases=(PASSPHRASE,))
    kept = terminal.home / "ancienne.carnet"
    assert terminal.run("backup", "-o", str(kept), passphrases=(PASSPHRASE,)).code == 0
    assert terminal.run("rekey", passphrases=(PASSPHRASE, OTHER)).code == 0
    terminal.run("add", "Quelqu’un d’autre", passphrases=(OTHER,))
    refused = terminal.run("restore", str(kept), passphrases=(OTHER, OTHER))
    assert refused.code == 3
    assert terminal.run("restore", str(kept), passphrases=(OTHER, PASSPHRASE)).code == 0
    (person,) = terminal.run("contacts", "--json", passphrases=(OTHER,)).document
    assert NAME in person["display_name"]
    assert in_the_clear(terminal.home, NAME) == []


def test_a_journal_is_encrypted_once(terminal: Terminal) -> None:
    terminal.run("encrypt", passphrases=(PASSPHRASE,))
    again = terminal.run("encrypt", "--json", passphrases=(PASSPHRASE,))
    assert (again.code, again.document["error"]["reason"]) == (1, "already_encrypted")
    empty = terminal.run("rekey", "--json", passphrases=(PASSPHRASE, ""))
    assert empty.document["error"]["reason"] == "no_passphrase"
    assert terminal.run("contacts", passphrases=(PASSPHRASE,)).code == 0


def test_what_is_typed_is_not_shown(terminal: Terminal) -> None:
    code, seen = terminal.typed("encrypt", lines=(PASSPHRASE, OTHER))
    assert code == 1
    assert "diffèrent" in seen
    code, seen = terminal.typed("encrypt", lines=(PASSPHRASE, PASSPHRASE))
    assert (code, PASSPHRASE in seen) == (0, False)
    assert "100\u202f% écrits et relus" in seen
    code, seen = terminal.typed("contacts", lines=(PASSPHRASE,))
    assert (code, NAME in seen, PASSPHRASE in seen) == (0, True, False)


def test_passphrases_are_in_no_file(terminal: Terminal) -> None:
    """Neither what was right nor what was wrong is written down, not even by what goes wrong."""
    odd = ("%s{0}\\x00«ß»", "' OR 1=1; --", "x'00'", PASSPHRASE)
    for phrase in odd:
        terminal.run("contacts", passphrases=(phrase,))
        assert terminal.run("encrypt", passphrases=(phrase,)).code == 0
        terminal.run("contacts", passphrases=(phrase + "?",))
        with terminal.journal.open("rb+") as file:
            file.seek(100)
            byte = file.read(1)
            file.seek(100)
            file.write(bytes([byte[0] ^ 1]))
        assert terminal.run("contacts", passphrases=(phrase,)).code == 3  # damaged: told as such, and not logged
        with terminal.journal.open("rb+") as file:
            file.seek(100)
            file.write(byte)
        assert terminal.run("decrypt", passphrases=(phrase,)).code == 0
        assert in_the_clear(terminal.home, phrase) == []


def test_an_encrypted_copy_is_restored_over_a_plain_journal_and_back(terminal: Terminal, tmp_path: Path) -> None:
    plain, closed = tmp_path / "plain.carnet", tmp_path / "closed.carnet"
    assert terminal.run("backup", "-o", str(plain)).code == 0
    assert terminal.run("add", "Nora Ourdour").code == 0
    assert terminal.run("encrypt", passphrases=(PASSPHRASE,)).code == 0
    assert terminal.run("backup", "-o", str(closed), passphrases=(PASSPHRASE,)).code == 0
    assert terminal.run("decrypt", passphrases=(PASSPHRASE,)).code == 0
    assert terminal.run("restore", str(plain)).code == 0
    assert "Ourdour" not in terminal.run("contacts").out

    before = terminal.journal.read_bytes()
    nobody = terminal.run("restore", str(closed))
    assert (nobody.code, terminal.journal.read_bytes() == before) == (1, True)
    assert "phrase secrète" in nobody.err
    wrong = terminal.run("restore", str(closed), passphrases=(OTHER,))
    assert (wrong.code, terminal.journal.read_bytes() == before) == (3, True)
    assert "Cette phrase secrète n’ouvre pas le journal" in wrong.err
    code, seen = terminal.typed("restore", str(closed), lines=(PASSPHRASE,))
    assert (code, "Phrase secrète de closed.carnet" in seen) == (0, True)
    assert "Ourdour" in terminal.run("contacts").out  # plain as it was, for it asks for nothing

    terminal.run("encrypt", passphrases=(PASSPHRASE,))
    assert terminal.run("restore", str(plain), passphrases=(PASSPHRASE,)).code == 0
    assert terminal.run("contacts").code == 1
    found = terminal.run("contacts", passphrases=(PASSPHRASE,)).out
    assert (NAME in found, "Ourdour" in found) == (True, False)
    assert terminal.run("check", passphrases=(PASSPHRASE,)).code == 0
    assert in_the_clear(terminal.home, NAME) == []


def test_a_copy_of_another_passphrase_is_restored_with_both(terminal: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copy.carnet"
    terminal.run("encrypt", passphrases=(OTHER,))
    assert terminal.run("backup", "-o", str(copy), passphrases=(OTHER,)).code == 0
    assert terminal.run("rekey", passphrases=(OTHER, PASSPHRASE)).code == 0
    assert terminal.run("add", "Nora Ourdour", passphrases=(PASSPHRASE,)).code == 0
    code, seen = terminal.typed("restore", str(copy), lines=(PASSPHRASE, OTHER))
    assert code == 0, seen
    assert seen.index("Phrase secrète de carnet.carnet") < seen.index("Phrase secrète de copy.carnet")
    assert terminal.run("contacts", passphrases=(OTHER,)).code == 3
    found = terminal.run("contacts", passphrases=(PASSPHRASE,)).out
    assert (NAME in found, "Ourdour" in found) == (True, False)


@needs_bus
def test_commands_ask_nobody_for_what_the_key_ring_keeps(key_ring: KeyRing, terminal: Terminal) -> None:
    terminal.run("encrypt", passphrases=(PASSPHRASE,))
    name = terminal.journal.read_bytes()[:16].hex()
    settings = terminal.home / "config" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"key_ring": [name]}))
    forgotten = terminal.run("contacts")
    assert forgotten.code == 1
    assert "ne garde plus" in forgotten.err
    terminal.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"
    assert "Aucun trousseau" in terminal.run("contacts").err
    terminal.environ["DBUS_SESSION_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    store.keep(name, PASSPHRASE)
    assert NAME in terminal.run("contacts").out
    asked = key_ring.asked
    assert terminal.run("contacts", passphrases=("faux",)).code == 3
    settings.write_text("{}")
    assert terminal.run("contacts").code == 1
    assert key_ring.asked == asked
