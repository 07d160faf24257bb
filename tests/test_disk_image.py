"""What is left on a disk of an encrypted journal, byte for byte: a small file system of its own, read as raw blocks."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from test_closing_commands import OTHER, PASSPHRASE, Terminal

WORDS = ("Zébulonarde", "zebulonarde", "brouillamini")
_MIB = 48


def _may_mount() -> bool:
    tools = all(shutil.which(name) for name in ("mkfs.ext4", "mount", "umount", "filefrag"))
    return tools and hasattr(os, "geteuid") and os.geteuid() == 0


class Disk:
    """An ext4 file system in a file.

    Attributes:
        folder: where it is mounted.
    """

    def __init__(self, folder: Path) -> None:
        self._image, self.folder = folder / "image", folder / "disk"
        self.folder.mkdir()
        with self._image.open("wb") as file:
            file.truncate(_MIB << 20)
        subprocess.run(["mkfs.ext4", "-q", str(self._image)], check=True)

    @contextmanager
    def mounted(self) -> Iterator[Path]:
        done = subprocess.run(["mount", "-o", "loop", str(self._image), str(self.folder)], check=False)
        if done.returncode:
            pytest.skip("no file system can be mounted here")
        try:
            yield self.folder
        finally:
            subprocess.run(["umount", str(self.folder)], check=True)

    def said(self, places: list[range] | None = None) -> list[str]:
        """Return which words stand on the raw disk, or in some places of it, however they are spelt."""
        raw = self._image.read_bytes()
        if places is not None:
            raw = b"".join(raw[place.start : place.stop] for place in places)
        codings = ("utf-8", "utf-16-le", "utf-16-be")
        return [f"{word} {coding}" for word in WORDS for coding in codings if word.encode(coding) in raw]


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    if not _may_mount():
        pytest.skip("a file system can be mounted by root alone")
    return Disk(tmp_path)


def _work(terminal: Terminal, passphrase: tuple[str, ...], name: str) -> None:
    """Add, log, list, undo, make backups."""

    def run(*words: str) -> None:
        done = terminal.run(*words, passphrases=passphrase)
        assert done.code == 0, (words, done.err)

    run("add", f"{name} {WORDS[0]}, Acme, brouillamini > relancer mardi")
    run("log", f"{name} {WORDS[0]}", "appel, quel brouillamini")
    run("contacts")
    run("undo")
    run("backup")
    run("log", f"{name} {WORDS[0]}", "café, autre brouillamini")
    run("check")


def test_a_journal_that_was_encrypted_from_the_first_says_nothing_on_the_disk(disk: Disk) -> None:
    with disk.mounted() as folder:
        terminal = Terminal(folder / "home")
        assert terminal.run("add", "Personne").code == 0
        assert terminal.run("encrypt", passphrases=(PASSPHRASE,)).code == 0
        _work(terminal, (PASSPHRASE,), "Claire")
        assert terminal.run("rekey", passphrases=(PASSPHRASE, OTHER)).code == 0
        _work(terminal, (OTHER,), "Anne")
        _killed(terminal, OTHER)
    assert disk.said() == []


def _killed(terminal: Terminal, passphrase: str) -> None:
    """Kill a copy and a change of the passphrase while they are made, where a quick machine has not made them yet."""
    for words in (("backup", "-o", str(terminal.home / "autre.carnet")), ("rekey",)):
        with terminal.begun(*words, passphrases=(passphrase, PASSPHRASE)) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.5)
            process.kill()


def test_what_was_in_the_clear_is_overwritten_where_it_stood(disk: Disk) -> None:
    """The file and its backups are; what SQLite and the system let go of before that, nobody can reach any more."""
    with disk.mounted() as folder:
        terminal = Terminal(folder / "home")
        _work(terminal, (), "Claire")
        subprocess.run(["sync", "-f", str(folder)], check=True)
        blocks = [_blocks(path) for path in terminal.home.rglob("*.carnet")]
        assert len(blocks) == 2
    assert all(disk.said(places) for places in blocks)
    with disk.mounted():
        assert terminal.run("encrypt", passphrases=(PASSPHRASE,)).code == 0
    assert [disk.said(places) for places in blocks] == [[], []]


def _blocks(path: Path) -> list[range]:
    """Return where the bytes of a file stand on its disk."""
    told = subprocess.run(["filefrag", "-e", "-b1024", str(path)], check=True, capture_output=True, text=True).stdout
    found = re.findall(r"^ *\d+: +\d+\.\. *\d+: +(\d+)\.\. *(\d+):", told, re.MULTILINE)
    return [range(int(first) << 10, (int(last) + 1) << 10) for first, last in found]
