"""A window killed while one types: what was entered stands, and what was being typed is there again."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from soundness import unsound
from trials import Child, asked

from carnet.journal import Journal

_LONGEST_S = 1.2


def kill(folder: Path, seed: float) -> list[str]:
    """Kill a window while lines are typed into the quick add; return what is wrong."""
    path, draw = folder / "carnet.carnet", random.Random(seed)
    child = Child(lambda say: _type(path, seed, say))
    first = child.heard(60)
    if first != "ready":
        child.close()
        return [f"the window did not come: {first}"]
    time.sleep(draw.random() * _LONGEST_S)
    said = child.kill()
    found = asked(lambda: _wrong_after(path, said))
    return [str(found)] if isinstance(found, dict) else found


def _wrong_after(path: Path, said: list[Any]) -> list[str]:
    wrong = [f"died by itself: {each['died']}" for each in said if "died" in each]
    wrong += unsound(path)
    if wrong:
        return wrong
    journal = Journal(path)
    try:
        lost = [each["entered"] for each in said if "entered" in each and not journal.contacts.find(each["entered"])]
        kept = [each["draft"] for each in said if "draft" in each]
        draft = journal.drafts.load("quick_add")
        later = bool(kept) and bool(journal.contacts.find(kept[-1]))
        if kept and kept[-1] not in draft and not later:
            wrong.append(f"the line being typed is lost: {kept[-1]!r}, kept is {draft!r}")
        return [*wrong, *(f"lost: {name}" for name in lost)]
    finally:
        journal.close()


def _type(path: Path, seed: float, say: Callable[[Any], None]) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from windows import opened, until

    draw = random.Random(seed)
    application = opened(path)
    application.quick_add()
    panel = application._panel
    journal = application.journal
    assert panel is not None
    assert journal is not None
    say("ready")
    while True:
        name = "Zoe " + "".join(draw.choice("abcdefghij") for _each in range(8)).capitalize()
        QTest.keyClicks(panel.composer, name)
        until(lambda name=name: name in journal.drafts.load("quick_add"))
        say({"draft": name})
        QTest.keyClick(panel.composer, Qt.Key.Key_Return)
        until(lambda: not panel.composer.text())
        if journal.contacts.find(name):
            say({"entered": name})
