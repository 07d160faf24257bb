"""R1: a process killed at random moments while it adds, debriefs, imports, merges, undoes, migrates, backs up, restores.

What it had acknowledged before is there afterwards, nothing is half done, and every backup that has a name is whole.
"""

import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from soundness import deeds, unsound
from trials import Child, Trials, asked

from carnet import paths
from carnet.domain.contacts import Contact
from carnet.domain.events import NetworkingEvent, Usefulness
from carnet.errors import CarnetError, Reason, Refused
from carnet.journal import Journal, rescue
from carnet.store import backup

KILLS, LEAST = 1_000, 50
_WINDOW_EVERY, _MIGRATION_EVERY, _REWRITING_EVERY = 3, 7, 13
_LONGEST_S = 0.5
Say = Callable[[Any], None]
Hear = Callable[[str, list[Any]], None]
CARDS = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name} Import\r\nEMAIL:{name}@essai.example\r\nEND:VCARD\r\n"


def run(trials: Trials) -> None:
    """Kill until there were enough."""
    import killing_window
    import rewriting

    trials.minimum = {"": LEAST}
    _preload()
    windows = cycle(killing_window.KINDS)
    for number in range(KILLS):
        if trials.is_over():
            return
        folder = trials.folder / str(number)
        folder.mkdir()
        seed = trials.random.random()
        if number % _WINDOW_EVERY == _WINDOW_EVERY - 1:
            kind = next(windows)
            trials.count(f"window, {kind}", *killing_window.kill(folder, seed, kind, _wrong_after, trials.hear))
        elif number % _REWRITING_EVERY == _REWRITING_EVERY - 1:
            kind, wrong = rewriting.kill(folder, seed, trials.hear)
            trials.count(kind, *wrong)
        elif number % _MIGRATION_EVERY == _MIGRATION_EVERY - 1:
            trials.count("migrating", *_kill_migrating(folder, seed, trials.hear))
        else:
            trials.count("verbs", *_kill_verbs(folder, seed, trials.hear))
        shutil.rmtree(folder, ignore_errors=True)


def _preload() -> bool:
    """Import what the children need, so that they begin at once."""
    import importlib

    for name in (
        "backups",
        "capture",
        "debriefs",
        "events",
        "privacy",
        "contacts",
        "history",
        "imports",
        "interactions",
        "merging",
        "rescue",
    ):
        importlib.import_module(f"carnet.journal.{name}")
    for name in ("sqlalchemy.dialects.sqlite", "alembic.command", "carnet.journal.files", "carnet.formats.vcard"):
        importlib.import_module(name)
    return True


def _kill_verbs(folder: Path, seed: float, hear: Hear) -> list[str]:
    """Kill a process that takes verbs at random."""
    path, draw = folder / "carnet.carnet", random.Random(seed)
    child = Child(lambda say: _take_verbs(path, seed, say))
    if child.heard(20) != "ready":
        child.close()
        return ["the process did not begin"]
    time.sleep(draw.random() * _LONGEST_S)
    said = child.kill()
    hear("verbs", said)
    found = asked(lambda: _wrong_after(path, said))
    return [str(found)] if isinstance(found, dict) else found


def _wrong_after(path: Path, said: list[Any]) -> list[str]:
    """Return what is wrong with a journal after its process was killed, given what that had said."""
    wrong = [f"died by itself: {each['died']}" for each in said if "died" in each]
    wrong += unsound(path)
    if wrong:
        return wrong
    known = deeds(path)
    # A restore makes the history that of the backup: what was said before it stands in the backup of then.
    last = max((place for place, each in enumerate(said) if "restoring" in each), default=-1)
    done = last < 0 or any("restored" in each for each in said[last:])
    for each in said[last + 1 :] if done else []:
        if "deed" in each and known.get(each["deed"], ("", False))[0] != each["kind"]:
            wrong.append(f"lost: deed {each}")
    for key, undone in _standing(said[last + 1 :] if done else []).items():
        if key in known and known[key][1] != undone:
            wrong.append(f"deed {key} is undone: {known[key][1]}, acknowledged was {undone}")
    for file in rescue.folder_of(path).glob("*.carnet"):
        with suppress(FileNotFoundError):
            try:
                backup.verify(file)
            except CarnetError as error:
                wrong.append(f"a backup is not whole: {error}")
    wrong += [
        f"no backup of that name: {each}" for each in said if "backup" in each and not Path(each["backup"]).exists()
    ]
    return wrong


def _standing(said: list[Any]) -> dict[int, bool]:
    """Return which deeds were acknowledged to be undone; not the last one said of, which may be on its way back."""
    told = [(int(each[word]), word == "undone") for each in said for word in ("undone", "redone") if word in each]
    found = dict(told)
    if told:
        found.pop(told[-1][0])
    return found


def _take_verbs(path: Path, seed: float, say: Say) -> None:
    """Take verbs at random, each acknowledged once it returned, until killed."""
    draw = random.Random(seed)
    journal = Journal(path)
    journal.capture.add_all([f"Zoé{number} Premier, Acme" for number in range(5)])
    backups = [journal.backups.make().path]
    card = path.with_name("cartes.vcf")
    say("ready")

    def some() -> int:
        with journal.core.reading() as connection:
            found = connection.exec_driver_sql("SELECT id FROM contact WHERE deleted_at IS NULL").scalars().all()
        if not found:
            raise Refused(Reason.NOT_FOUND)
        return int(draw.choice(found))

    def add() -> object:
        name = f"Anne{draw.randrange(10**6)}"
        return journal.capture.add_all(
            [f"{name} Ajout, DSI chez Acme, #cloud, note > relancer mardi", f"{name} Bis, via {name} Ajout"]
        )

    def edit() -> object:
        key = some()
        return journal.contacts.save(
            Contact(id=journal.contacts.get(key).id, first_name="Léa", city=str(draw.random()))
        )

    def log() -> object:
        key = some()
        return journal.interactions.log([key], journal.interactions.read("appel, budget voté > relancer lundi", key))

    def bring_in() -> object:
        names = [f"carte{draw.randrange(10**6)}" for _each in range(draw.randrange(1, 400))]
        card.write_text("".join(CARDS.format(name=name) for name in names), newline="")
        return journal.imports.run(card)

    def merge() -> object:
        one, other = some(), some()
        return journal.contacts.merge(one, other) if one != other else None

    now = datetime.now(UTC)
    event = journal.events.save(
        NetworkingEvent(title="Afterwork", starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))
    )

    def debrief() -> object:
        way = draw.randrange(5)
        if way == 0:
            return journal.debriefs.set_met(event, some(), bool(draw.randrange(2)))
        if way == 1:
            return journal.debriefs.thank(event, [some(), some()])
        if way == 2:
            return journal.debriefs.finish(event, usefulness=Usefulness.HIGH, debrief=str(draw.random()))
        if way == 3:
            return journal.debriefs.take_back(event)
        name = f"Anne{draw.randrange(10**6)}"
        return journal.capture.add_all([f"{name} Soir, Acme > relancer mardi"], event_id=event)

    def erase() -> None:
        say({"restoring": True})  # the history forgets what it knew of the person
        journal.privacy.erase([some()])
        say({"restored": True})

    def make_backup() -> None:
        backups.append(journal.backups.make().path)
        say({"backup": str(backups[-1])})

    def restore() -> None:
        say({"restoring": True})
        journal.backups.restore(draw.choice([each for each in backups if each.exists()]))
        say({"restored": True})

    verbs = (
        add,
        add,
        edit,
        debrief,
        debrief,
        log,
        log,
        bring_in,
        erase,
        merge,
        journal.history.undo,
        journal.history.redo,
        make_backup,
        restore,
    )
    while True:
        verb = draw.choice(verbs)
        before = journal.core.last_deed
        say({"doing": verb.__name__})
        with suppress(CarnetError):
            verb()
            say({"done": True, "kind": verb.__name__})
            if verb not in {make_backup, restore, erase} and journal.core.last_deed not in {None, before}:
                deed = journal.history.find(journal.core.last_deed)
                if deed is not None:
                    say({"deed": deed.id, "kind": deed.kind.value})


def _kill_migrating(folder: Path, seed: float, hear: Hear) -> list[str]:
    """Kill a process that brings an old journal up to date; afterwards it opens with every person it had."""
    draw = random.Random(seed)
    samples = sorted((paths.resources() / "trials").glob("revision-*.carnet"))[:-1]
    path, sample = folder / "carnet.carnet", draw.choice(samples)
    shutil.copyfile(sample, path)
    before = asked(lambda: _people(path))

    def migrate(say: Say) -> None:
        say("ready")
        say({"doing": sample.stem})
        Journal(path).close()
        say({"migrated": sample.stem})

    child = Child(migrate)
    child.heard(20)
    time.sleep(draw.random() * 0.25)
    said = child.kill()
    hear("migrating", said)
    found = asked(lambda: unsound(path))
    wrong = [str(found)] if isinstance(found, dict) else list(found)
    after = asked(lambda: _people(path))
    if after != before:
        wrong.append(f"{before} people before, {after} after ({said})")
    return wrong


def _people(path: Path) -> int:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path))
    try:
        return int(connection.execute("SELECT count(*) FROM contact").fetchone()[0])
    finally:
        connection.close()
