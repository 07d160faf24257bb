"""A backup is a journal that opens, or it is not there."""

import stat
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from carnet.errors import Reason, Trouble
from carnet.store import backup
from carnet.store.database import Database


def test_a_backup_is_verified_private_and_whole(database: Database, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")

    backup.copy(database, tmp_path / "copy.carnet")

    copied = dbapi2.connect(str(tmp_path / "copy.carnet"))
    assert copied.execute("SELECT name FROM tag").fetchall() == [("cloud",)]
    copied.close()
    assert stat.S_IMODE((tmp_path / "copy.carnet").stat().st_mode) == 0o600


def test_a_backup_that_fails_leaves_no_file(database: Database, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO tag (uid, name, folded) VALUES ('u', 'cloud', 'cloud')")
    raw = dbapi2.connect(str(database.path))
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("INSERT INTO alias (contact_id, name) VALUES (99, 'nobody')")
    raw.commit()
    raw.close()

    with pytest.raises(Trouble) as caught:
        backup.copy(database, tmp_path / "copy.carnet")

    assert caught.value.reason == Reason.CORRUPT
    assert list(tmp_path.glob("copy*")) == []


def test_a_backup_into_no_folder_is_told(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(Trouble) as caught:
        backup.copy(database, tmp_path / "file" / "copy.carnet")

    assert caught.value.reason in {Reason.CANNOT_OPEN, Reason.IO_ERROR}
