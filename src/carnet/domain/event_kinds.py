"""What kind of event a title speaks of, in French or English: for invitations, which do not say it."""

import re

from carnet.domain.events import EventKind
from carnet.domain.text import fold

_WORDS: dict[EventKind, str] = {
    EventKind.WEBINAR: "webinaires? webinars? webconferences?",
    EventKind.BREAKFAST: "petits?.dejeuners? p.?tits?.dej breakfasts?",
    EventKind.AFTERWORK: "after.?works? aperos? aperitifs? happy.hours? drinks",
    EventKind.TRAINING: "formations? trainings? master.?class(es)? bootcamps?",
    EventKind.WORKSHOP: "ateliers? workshops? hackathons?",
    EventKind.TRADE_SHOW: "salons? foires? trade.?(shows?|fairs?) expos? congres conventions?",
    EventKind.CLUB: "clubs? cercles? circles?",
    EventKind.THEMED_MEETING: (
        "conferences? rencontres? tables?.rondes? colloques? seminaires? seminars? "
        "meet.?ups? round.?tables? talks? panels?"
    ),
    EventKind.BREAK: "pauses? cafes? coffees? dejeuners? lunch(es)? coffee.breaks?",
}
"""Of several, the first one holds: a lunch of a club is the club's. A dot is the space of a folded text."""
_PATTERNS = {
    kind: re.compile(rf"(?<!\w)(?:{'|'.join(words.split()).replace('.', ' ')})(?!\w)") for kind, words in _WORDS.items()
}


def guessed(title: str) -> EventKind:
    """Return the kind that the words of a title speak of, "other" where none does."""
    text = fold(title)
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(text)), EventKind.OTHER)
