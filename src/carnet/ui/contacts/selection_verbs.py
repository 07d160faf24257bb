"""What one does with several people: each gesture one verb of the journal and one deed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from carnet.domain.contacts import ContactStatus
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.contacts.selection_menu import SelectionMenu
from carnet.ui.contacts.verbs import ask_day
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.words import _, followups

_BESIDE_FROM = 200
"""From so many people on a verb takes long enough to be run beside the window."""


class SelectionVerbs:
    """The verbs of a selection, with what they need of the world outside."""

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, tasks: Tasks) -> None:
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._tasks = tasks

    def menu(self, parent: QWidget, contact_ids: Sequence[int]) -> SelectionMenu:
        """Return the menu of these people."""
        labels = self._journal.labels
        tags, circles = [tag.name for tag in labels.tags()], [circle.name for circle in labels.circles()]
        days = followups.choices(self._journal.clock.today(), self._journal.options.working)
        return SelectionMenu(parent, self._journal.selections.summary(contact_ids), tags, circles, days)

    def act(self, contact_ids: Sequence[int], what: str, value: object) -> None:
        """Do what the menu says, asking for what it leaves open."""
        verb = self._verb(list(contact_ids), what, value)
        if verb is None:
            return
        if len(contact_ids) >= _BESIDE_FROM:
            self._tasks.run(_Running(verb), _nothing, self._signals.error_raised.emit)
            return
        try:
            verb()
        except CarnetError as error:
            self._signals.error_raised.emit(error)

    def _verb(self, ids: list[int], what: str, value: object) -> Callable[[], object] | None:
        """Return the verb with its values, None where the user gave up."""
        asking = {"cadence": self._cadence, "follow_up": self._follow_up}
        if what in asking:
            return asking[what](ids, value)
        if what in {"add_tag", "remove_tag", "add_circle", "remove_circle"}:
            name = str(value) or self._ask_label(what)
            return partial(self._journal.labels.label, ids, **{f"{what}s": [name]}) if name else None
        if what == "export":
            self._signals.export_asked.emit(ids)
            return None
        edit = self._journal.selections.edit
        plain: dict[str, Callable[[], object]] = {
            "sphere": partial(edit, ids, sphere=value),
            "star": partial(edit, ids, starred=value),
            "archive": partial(edit, ids, status=ContactStatus.ARCHIVED if value else ContactStatus.ACTIVE),
            "merge": partial(self._signals.merge_asked.emit, *ids),
            "delete": partial(self._journal.contacts.delete, *ids),
        }
        return plain[what]

    def _follow_up(self, ids: list[int], value: object) -> Callable[[], object] | None:
        day = ask_day(str(value), self._journal.clock.today(), self._prompts, self._signals)
        return None if day is None else partial(self._journal.selections.plan, ids, day)

    def _ask_label(self, what: str) -> str:
        tag = what == "add_tag"
        title = _("Add a tag") if tag else _("Add to a circle")
        return (self._prompts.ask_text(title, _("Its name?"), _("Add")) or "").strip()

    def _cadence(self, ids: list[int], value: object) -> Callable[[], object] | None:
        days = value
        if value == "other":
            asked = self._prompts.ask_text(_("Cadence"), _("How many days?"), _("Change"))
            if not asked:
                return None
            if not asked.strip().isdecimal() or not int(asked):
                self._signals.error_raised.emit(Refused("bad_cadence"))
                return None
            days = int(asked)
        return partial(self._journal.selections.edit, ids, cadence_days=days)


class _Running:
    """A verb as a job."""

    def __init__(self, verb: Callable[[], object]) -> None:
        self._verb = verb

    def __call__(self, _progress: object) -> None:
        self._verb()


def _nothing(_result: object) -> None:
    """Leave the telling to the window, which hears of every change."""
