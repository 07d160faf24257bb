"""The example: a believable journal of three years, the same one for the same day."""

import random
import uuid
from datetime import date
from pathlib import Path

from carnet.domain.changes import Deed
from carnet.domain.contacts import ContactFilter
from carnet.domain.query import COOLING, Field, Term
from carnet.errors import Reason, Refused
from carnet.journal import demo_exchanges, demo_missions, demo_people, demo_places
from carnet.journal.core import FixedClock
from carnet.journal.demo_exchanges import Exchanges
from carnet.journal.demo_teller import Teller
from carnet.journal.journal import Journal
from carnet.store.database import is_there, new_file

SEED = 20_131_206
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
_VIEWS = (
    ("À réchauffer", Term(Field.WARMTH, (COOLING,))),
    ("Clients", Term(Field.CIRCLE, ("Clients",))),
    ("cloud", Term(Field.TAG, ("cloud",))),
    ("portage", Term(Field.TAG, ("portage",))),
)


def write(path: Path, today: date) -> None:
    """Write the example as of a day to a new journal; it has nothing to undo.

    Raises:
        Refused: there is something at `path` already, or three years around the day are not all in the calendar.
    """
    if is_there(path):
        raise Refused(Reason.EXISTS, path=str(path))
    if not EARLIEST <= today <= LATEST:
        raise Refused("example_day", earliest=EARLIEST.isoformat(), latest=LATEST.isoformat())
    with new_file(path) as part:
        journal = Journal(part, clock=FixedClock(day=today))
        try:
            _tell(journal, today)
            journal.history.forget_all()
            journal.core.database.fold()
        finally:
            journal.close()


def _tell(journal: Journal, today: date) -> None:
    dice = random.Random(SEED)  # noqa: S311  (the same example each time, nothing secret)
    names = random.Random(SEED + 1)  # noqa: S311  (the same example each time, nothing secret)
    core = journal.core
    core.draw_uids_from(lambda: str(uuid.UUID(int=names.getrandbits(128), version=4)))
    with core.writing(Deed.DEMO) as recorder:
        teller = Teller(recorder, core, today, dice)
        arrivals = demo_people.tell(teller)
        demo_exchanges.tell_events(teller)
        exchanges = Exchanges(teller)
        demo_exchanges.tell_arrivals(teller, exchanges, arrivals)
        demo_exchanges.tell_evenings(teller, exchanges)
        offers = demo_missions.tell_offers(teller, exchanges)
        demo_exchanges.tell_rest(teller, exchanges)
        demo_exchanges.tell_gifts(teller)
        demo_exchanges.tell_follow_ups(teller)
        demo_missions.tell(teller, offers)
        demo_places.tell(teller)
    for name, term in _VIEWS:
        journal.views.save(name, ContactFilter(terms=(term,)))
