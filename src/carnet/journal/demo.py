"""The example: a believable journal of three years, the same one for the same day."""

import random
import uuid
from datetime import date
from pathlib import Path

from carnet.domain.changes import Deed
from carnet.errors import Reason, Refused
from carnet.journal import demo_exchanges, demo_missions, demo_people, demo_places
from carnet.journal.core import FixedClock
from carnet.journal.demo_exchanges import Exchanges
from carnet.journal.demo_teller import Teller
from carnet.journal.journal import Journal

SEED = 20_131_206


def write(path: Path, today: date) -> None:
    """Write the example as of a day to a new journal; it has nothing to undo.

    Raises:
        Refused: there is something at `path` already.
    """
    if path.exists():
        raise Refused(Reason.EXISTS, path=str(path))
    journal = Journal(path, clock=FixedClock(day=today))
    try:
        _tell(journal, today)
        journal.history.forget_all()
    finally:
        journal.close()


def _tell(journal: Journal, today: date) -> None:
    dice = random.Random(SEED)  # noqa: S311
    names = random.Random(SEED + 1)  # noqa: S311
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
