"""The follow-up at the end of a captured line: where it is cut, and the day that it names."""

import re
from datetime import date, timedelta

from carnet.domain.capture_values import FollowUpDraft
from carnet.domain.days import find_day, suggest_day

_USUAL_DELAY = timedelta(days=3)
_MARK = re.compile(r"(?<!\S)>(?!\S)")
_LIKE_A_DAY = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d\d-\d\d|\d{1,2}([.-])\d{1,2}\1\d{4})(?![\w/-])"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-])*")


def follow_up_mark(line: str) -> int:
    """Return where the ` > ` of a follow-up stands, the length of the line where there is none."""
    match = _MARK.search(line)
    return match.start() if match else len(line)


def read_follow_up(text: str, today: date) -> FollowUpDraft:
    """Return the follow-up of a text; what no day can be read from keeps its text."""
    found = find_day(text, today)
    if found:
        start, end, day = found
        return FollowUpDraft(text=text, due_on=day, day=text[start:end])
    unread, suggestion = _unread(text)
    return FollowUpDraft(text=text, unread=unread, suggestion=suggestion)


def usual_day(met_on: date, today: date) -> date:
    """Return when a follow-up is due that names no day: three days after the meeting, not before today."""
    return max(met_on + _USUAL_DELAY, today)


def _unread(text: str) -> tuple[str, str]:
    for match in _WORD.finditer(text):
        if suggestion := suggest_day(match[0]):
            return match[0], suggestion
    impossible = _LIKE_A_DAY.search(text)
    return (impossible[0], "") if impossible else ("", "")
