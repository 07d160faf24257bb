"""The commands that check: whether a journal is sound, and whether Carnet works on this machine."""

from argparse import Namespace

from carnet.cli import output
from carnet.cli.opening import journal, own_folders
from carnet.errors import CarnetError, Trouble
from carnet.settings import Settings
from carnet.words import _

_DERIVED = {"derived", "index"}  # what follows from the rows, which are whole


def check(asked: Namespace, settings: Settings) -> int:
    """Tell what is wrong with a journal, and what leads out of damage."""
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
    if {finding.reason for finding in findings} - _DERIVED and not asked.json:
        output.complain(
            _("Open the journal in the window: it offers the latest good backup, or to repair what is left.")
            + " "
            + _("Or give a backup to “carnet restore”. The damaged file is kept.")
        )
    return output.TROUBLE if findings else output.DONE


def self_test(asked: Namespace, settings: Settings) -> int:
    """Try Carnet out on journals and folders that are thrown away; its last part is the window, on no screen."""
    from carnet.cli import journeys, window_trial

    done: list[str] = []
    with own_folders() as folder:
        for name, step in (*journeys.steps(folder, settings), *window_trial.steps(folder)):
            try:
                told = step()
            except (CarnetError, ImportError, OSError) as error:  # what an installer forgot is one of the last two
                told = f"{type(error).__name__} {error}"
            if told:
                raise Trouble("self_test_failed", step=f"{name}: {told}")
            done.append(name)
    if asked.json:
        output.document({"ok": True, "steps": done})
    else:
        output.lines([_("Everything works.")])
    return output.DONE
