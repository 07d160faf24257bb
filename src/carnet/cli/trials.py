"""The commands that check: whether a journal is sound, and whether Carnet works on this machine."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from carnet.cli import output
from carnet.cli.opening import journal, thrown_away
from carnet.errors import Trouble
from carnet.settings import Settings
from carnet.words import _

if TYPE_CHECKING:
    from carnet.journal import Journal


def check(asked: Namespace, settings: Settings) -> int:
    """Tell what is wrong with a journal."""
    from carnet.journal import files

    try:
        with journal(asked.carnet, settings, create=False) as found:
            findings = files.check(found)
    except Trouble as trouble:
        findings = (files.damage(trouble),)
    if asked.json:
        problems = [{"reason": finding.reason, "detail": finding.detail} for finding in findings]
        output.document({"ok": not findings, "problems": problems})
    elif not findings:
        output.lines([_("The journal is sound.")])
    for finding in findings:
        output.complain(f"{finding.reason}: {finding.detail}")
    return output.TROUBLE if findings else output.DONE


def self_test(asked: Namespace, settings: Settings) -> int:
    """Try Carnet out on a journal that is thrown away."""
    steps: list[str] = []
    with thrown_away(settings) as found:
        steps.append("migrate")
        for name, step in _steps(found):
            if not step():
                raise Trouble("self_test_failed", step=name)
            steps.append(name)
    if asked.json:
        output.document({"ok": True, "steps": steps})
    else:
        output.lines([_("Everything works.")])
    return output.DONE


def _steps(found: "Journal") -> Iterator[tuple[str, Callable[[], bool]]]:
    today = found.clock.today()

    def capture() -> bool:
        captured = found.capture.add("Claire Dupont, DSI chez Acme, claire@acme.example, #data > demain")
        return captured.created and found.contacts.total() == 1

    def mission() -> bool:
        return _signs(found, today)

    def review() -> bool:
        from carnet.domain.review import ReviewQuestion

        return found.review.ask(ReviewQuestion(currency="EUR")).total_cents == 62_000 * 10

    def undo() -> bool:
        from carnet.domain.review import ReviewQuestion

        found.history.undo()
        return found.review.ask(ReviewQuestion(currency="EUR")).total_cents == 0

    def backup() -> bool:
        from carnet.journal import files

        copy = found.path.with_name("copy.carnet")
        files.save_copy(found, copy)
        return files.is_journal(copy) and not files.check(found)

    for step in (capture, mission, review, undo, backup):
        yield step.__name__, step


def _signs(found: "Journal", today: date) -> bool:
    from carnet.domain.mission_sheets import Mission

    person = found.contacts.find("Claire Dupont")[0]
    key = found.missions.save(Mission(title="Cadrage", client="Acme", day_rate_cents=62_000, days_sold_half=20))
    found.missions.sign(key, contact_id=person.id, signed_on=today - timedelta(days=1))
    return bool(found.missions.path(key).touches)
