"""What is done with missions on the page: created, moved, signed, lost, renewed, put in place, deleted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import COUNTED, Stage
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.missions.menu import mission_menu
from carnet.ui.missions.new_mission import NewMissionPanel
from carnet.ui.missions.signing import Answer, SigningPanel
from carnet.words import _


class MissionGestures(QObject):
    """Calls the verbs of missions; what has to be asked first is asked over the page.

    Signals:
        opened: id of a mission to show.
        left: id of a mission that goes.
        refrained: a question was left, so what is shown may tell of what was not done.
    """

    opened = Signal(int)
    left = Signal(int)
    refrained = Signal()

    def __init__(self, page: QWidget, journal: Journal, signals: AppSignals, prompts: Prompts) -> None:
        super().__init__(page)
        self._page = page
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._asked: tuple[int, Stage] | None = None
        self.panel: NewMissionPanel | SigningPanel | None = None

    @Slot()
    def create(self) -> None:
        """Ask for a new mission."""
        panel = NewMissionPanel(self._page.window(), self._journal.options.currency)
        KeptPanel(panel, self._journal.drafts, "mission")
        panel.answered.connect(self._on_created)
        self.panel = panel
        panel.open()

    @Slot(int, str)
    def move(self, key: int, stage_key: str) -> None:
        """Put a mission at another stage: a signature is asked for its date, a loss for its reason."""
        stage = Stage(stage_key)
        before = self._journal.missions.get(key).stage
        if stage is before:
            return
        if stage in COUNTED and before not in COUNTED:
            self._ask_signature(key, stage)
        elif stage is Stage.LOST:
            question = _("Why was it lost? (optional)")
            reason = self._prompts.ask_text(_("Lost mission"), question, _("Save"))
            if reason is None:
                self.refrained.emit()
            else:
                self._try(self._journal.missions.move, key, stage, lost_reason=reason)
        else:
            self._try(self._journal.missions.move, key, stage)

    @Slot(int)
    def answer(self, key: int) -> None:
        """Ask again who offered a mission."""
        self._ask_signature(key, self._journal.missions.get(key).stage)

    @Slot(object)
    def arrange(self, mission_ids: Sequence[int]) -> None:
        """Put cards in an order."""
        self._try(self._journal.missions.arrange, mission_ids)

    @Slot(int)
    def renew(self, key: int) -> None:
        """Renew a mission and show the new one."""
        made = self._try(self._journal.missions.renew, key)
        if isinstance(made, int):
            self.opened.emit(made)

    @Slot(int)
    def delete(self, key: int) -> None:
        """Put a mission in the trash."""
        self.left.emit(key)
        self._try(self._journal.missions.delete, key)

    @Slot(int, object)
    def open_menu(self, key: int, place: QPoint) -> None:
        """Offer what may be done with a mission."""
        menu = mission_menu(self._page, self._journal.missions.get(key))
        menu.triggered.connect(self._on_chosen)
        menu.popup(place)

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        what, key, stage = action.data()
        match what:
            case "open":
                self.opened.emit(key)
            case "renew":
                self.renew(key)
            case "delete":
                self.delete(key)
            case _:
                self.move(key, stage)

    def _ask_signature(self, key: int, stage: Stage) -> None:
        self._asked = (key, stage)
        mission = self._journal.missions.get(key)
        panel = SigningPanel(self._page.window(), self._journal, mission, signs=stage in COUNTED)
        KeptPanel(panel, self._journal.drafts, f"signing:{key}")
        panel.answered.connect(self._on_answered)
        panel.closed.connect(self.refrained)
        self.panel = panel
        panel.open()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if self._asked is None:
            return
        (key, stage), self._asked = self._asked, None
        missions = self._journal.missions
        if stage in COUNTED:
            given = {"contact_id": answer.contact_id, "channel": answer.channel, "signed_on": answer.signed_on}
            self._try(missions.sign, key, stage=stage, **given)
        else:
            self._try(missions.edit, key, signing_contact_id=answer.contact_id)

    @Slot(object)
    def _on_created(self, mission: Mission) -> None:
        key = self._try(self._journal.missions.save, mission)
        if isinstance(key, int):
            if self.panel is not None:
                self.panel.close_overlay()
            self.opened.emit(key)

    def _try(self, verb: Callable[..., object], *values: object, **named: object) -> object:
        """Call a verb and return what it returns; what goes wrong is told by the window."""
        try:
            return verb(*values, **named)
        except CarnetError as error:
            self._signals.error_raised.emit(error)
            return None
