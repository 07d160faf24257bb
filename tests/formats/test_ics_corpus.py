"""Real calendars of other programs, where the corpus is at hand."""

import os
import re
import sys
import time
from pathlib import Path

import pytest

from carnet.errors import Unreadable
from carnet.formats import ics

_FOLDER = os.environ.get("CARNET_CORPUS", "")
_FILES = sorted(Path(_FOLDER).rglob("*.ics")) if _FOLDER else []
_BEGIN = re.compile(rb"^BEGIN:VEVENT", re.IGNORECASE | re.MULTILINE)

# A tracer (coverage) slows Python down several times.
SECONDS = 2 if sys.gettrace() is None else 20

pytestmark = pytest.mark.skipif(not _FILES, reason="CARNET_CORPUS names no folder with calendars")


@pytest.mark.parametrize("name", [str(path.relative_to(_FOLDER)) for path in _FILES])
def test_every_calendar_is_read_or_refused_within_two_seconds(name: str):
    data = (Path(_FOLDER) / name).read_bytes()
    before = time.process_time()
    if _BEGIN.search(data):
        reading = ics.read(data)
        rows = {draft.row for draft in reading.drafts}
        left_out = {problem.row for problem in reading.problems} - rows
        assert reading.units_read == len(rows) + len(left_out)
    else:
        with pytest.raises(Unreadable, match=r"no_event|tasks_alone"):
            ics.read(data)
    assert time.process_time() - before < SECONDS
