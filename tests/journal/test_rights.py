"""What Carnet keeps is for its owner alone."""

import os
from pathlib import Path

import pytest

from carnet.journal import Journal, rights

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_files_and_folders_open_to_others_are_closed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    journal = Journal(folder / "x.carnet")
    journal.capture.add_all(["Ana Ruiz, Acme"])
    kept = journal.backups.make().path
    journal.close()
    for path, open_to_all in ((folder, 0o755), (kept.parent, 0o755), (folder / "x.carnet", 0o644), (kept, 0o640)):
        path.chmod(open_to_all)
    tmp_path.chmod(0o755)

    assert rights.mend(folder / "x.carnet", [folder, tmp_path / "absent"]) == ()

    assert [mode(path) for path in (folder, kept.parent)] == [0o700, 0o700]
    assert [mode(path) for path in (folder / "x.carnet", kept)] == [0o600, 0o600]
    assert mode(tmp_path) == 0o755


def test_what_others_keep_is_returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a stick whose file system knows no rights."""
    path = tmp_path / "x.carnet"
    Journal(path).close()
    path.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", lambda *_given: None)
    assert rights.mend(path, []) == (path,)
