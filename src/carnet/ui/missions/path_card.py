"""The path of a mission: its sentence, its steps, what may be done with them by key and mouse, and what was changed."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QMenu, QVBoxLayout, QWidget

from carnet.domain.mission_sheets import MissionSheet
from carnet.domain.missions import Touch, TouchKind
from carnet.domain.review import MissionPath, TouchLine
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Banner, Card, SectionHeader
from carnet.ui.kit.chain import PathChain
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import icon
from carnet.ui.kit.kept import KeptPanel
from carnet.ui.kit.labels import label
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric
from carnet.ui.missions.chain import nodes_of
from carnet.ui.missions.shares import SharesPanel
from carnet.ui.missions.step_panel import StepPanel
from carnet.words import _, formats, interactions, ngettext
from carnet.words.missions import difference_words, path_sentence
from carnet.words.reviews import model_label

_MOST_OFFERS = 12
_CHANGED = (
    "kind",
    "occurred_on",
    "contact_id",
    "introducer_id",
    "event_id",
    "channel",
)


class PathCard(Card):
    """The path; `attempt` calls a verb and tells what goes wrong."""

    def __init__(self, journal: Journal, signals: AppSignals, attempt: Callable[..., None]) -> None:
        super().__init__(pad=16, spacing=8)
        self._journal = journal
        self._signals = signals
        self._attempt = attempt
        self._path: MissionPath | None = None
        self._edited: TouchLine | None = None
        self._focus_rank = 0
        self.chain = PathChain()
        self.sentence = label("", "body", "text", wrap=True, selectable=True)
        self.about = label("", "secondary", "text2", wrap=True)
        self.trace = label("", "secondary", "text2", wrap=True)
        self.parent_banner = Banner(_("The path of the renewed mission has changed since."), "", "info", "refresh-cw")
        self.take_parent = self.parent_banner.add_action(_("Take it over"))
        self.add = Button(_("Add a step"), "plus", "ghost", small=True)
        self.again = Button(_("Derive again"), "refresh-cw", "ghost", small=True)
        self.shares = Button(_("Manual shares"), "sliders-horizontal", "ghost", small=True)
        self._keys = QVBoxLayout()
        self._key_boxes: list[QWidget] = []
        self._build()
        self.chain.step_chosen.connect(self._on_step_chosen)
        self.chain.step_moved.connect(self._on_step_moved)
        self.chain.step_removed.connect(self._on_step_removed)
        self.chain.step_edited.connect(self._on_step_edited)
        self.take_parent.clicked.connect(self._on_derive_again)
        self.add.clicked.connect(self._on_add)
        self.again.clicked.connect(self._on_derive_again)
        self.shares.clicked.connect(self._on_shares)

    def show_sheet(self, sheet: MissionSheet) -> None:
        """Show the path of a mission."""
        path = self._path = sheet.path
        model = self._journal.options.default_model
        self.sentence.set_text(path_sentence(path))
        self.chain.show_nodes(nodes_of(path, model), self._focus_rank)
        self._focus_rank = 0
        self.parent_banner.setVisible(path.parent_differs)
        for part in (self.add, self.again, self.shares):
            part.setVisible(path.frozen)
        self.about.set_text(self._about(sheet))
        self.trace.set_text("" if path.parent_differs else difference_words(path.difference))
        self.trace.setVisible(bool(self.trace.text()))
        self._show_keys(path)

    def _about(self, sheet: MissionSheet) -> str:
        path = sheet.path
        if not path.frozen:
            return _("A preview: the path is settled when the mission is signed.")
        said = []
        if path.delay_days is not None:
            text = ngettext("{n} day from meeting to signature", "{n} days from meeting to signature", path.delay_days)
            said.append(text.format(n=formats.number(path.delay_days)))
        said.append(_("Shares under “{model}”").format(model=model_label(self._journal.options.default_model)))
        parent = next((link.title for link in sheet.chain if link.id == path.inherited_from), "")
        if parent:
            said.append(_("Inherited from “{title}”").format(title=parent))
        return " · ".join(said)

    def _show_keys(self, path: MissionPath) -> None:
        for box in self._key_boxes:
            box.hide()
            box.deleteLater()
        self._key_boxes = []
        if not path.frozen:
            return
        marked = {touch.interaction_id for touch in path.touches if touch.kind == TouchKind.KEY_ENCOUNTER}
        for meeting in self._journal.missions.key_candidates(path.mission_id):
            text = _("Key encounter: {kind}, {day}").format(
                kind=interactions.kind(meeting.kind), day=formats.partial(meeting.occurred_on)
            )
            box = QCheckBox(text.replace("&", "&&"))
            box.setProperty("interaction", int(meeting.interaction_id))
            box.setChecked(meeting.interaction_id in marked)
            box.toggled.connect(self._on_key_toggled)
            self._keys.addWidget(box)
            self._key_boxes.append(box)

    def _build(self) -> None:
        acts = QWidget()
        flow = FlowLayout(acts, 6)
        for button in (self.add, self.again, self.shares):
            flow.addWidget(button)
        head = SectionHeader(_("Path"))
        for part in (head, self.parent_banner, self.sentence, self.chain, self.about, self.trace):
            self.body.addWidget(part)
        self._keys.setSpacing(metric(4))
        self.body.addLayout(self._keys)
        self.body.addWidget(acts)

    # -- steps --------------------------------------------------------------------------------------------------

    def step_menu(self, touch: TouchLine) -> QMenu:
        """Return what can be done with a step."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, name in ((touch.contact_id, touch.contact), (touch.introducer_id, touch.introducer)):
            if key is not None and name:
                self._act(menu, _("Open {name}").format(name=name), "user", "contact", key)
        if touch.event_id is not None:
            self._act(menu, _("Open the event {title}").format(title=touch.event), "ticket", "event", touch.event_id)
        if self._path is not None and self._path.frozen:
            menu.addSeparator()
            self._add_edits(menu, touch, len(self._path.touches))
        return menu

    def _add_edits(self, menu: QMenu, touch: TouchLine, steps: int) -> None:
        if touch.kind == TouchKind.NONE:
            return
        if 1 < touch.rank < steps:
            text = _("No longer decisive") if touch.is_decisive else _("Mark as decisive")
            self._act(menu, text, "star", "decisive", 0 if touch.is_decisive else touch.id)
        self._act(menu, _("Edit the step…"), "pencil", "edit", touch.rank)
        if touch.rank > 1:
            self._act(menu, _("Earlier in the path"), "arrow-left", "earlier", touch.rank)
        if touch.rank < steps:
            self._act(menu, _("Later in the path"), "arrow-right", "later", touch.rank)
        if touch.kind == TouchKind.CONVERTING:
            self._add_offers(menu, touch)
        self._act(menu, _("Take this step out"), "x", "remove", touch.id)

    def _add_offers(self, menu: QMenu, touch: TouchLine) -> None:
        assert self._path is not None
        found = self._journal.missions.offer_candidates(self._path.mission_id)
        if not found:
            return
        offers = menu.addMenu(icon("send"), _("Offered in"))
        for meeting in found[:_MOST_OFFERS]:
            when = formats.partial(meeting.occurred_on)
            self._act(offers, f"{interactions.kind(meeting.kind)}, {when}", "", "offer", int(meeting.interaction_id))
            offers.actions()[-1].setEnabled(meeting.interaction_id != touch.interaction_id)

    def _act(self, menu: QMenu, text: str, symbol: str, what: str, key: int) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        if symbol:
            action.setIcon(icon(symbol))
        action.setData((what, key))
        action.triggered.connect(self._on_act)

    def _call(self, verb: Callable[..., object], *values: object, **named: object) -> None:
        assert self._path is not None
        self._attempt(verb, self._path.mission_id, *values, **named)

    @Slot()
    def _on_act(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        what, key = action.data()
        missions = self._journal.missions
        match what:
            case "contact":
                self._signals.contact_opened.emit(key)
            case "event":
                self._signals.event_opened.emit(key)
            case "decisive":
                self._call(missions.mark_decisive, key or None)
            case "edit":
                self._on_step_edited(key)
            case "earlier" | "later":
                self._on_step_moved(key, -1 if what == "earlier" else 1)
            case "offer":
                self._call(missions.name_offer, key)
            case _:
                self._call(missions.remove_touch, key)

    @Slot(int)
    def _on_step_chosen(self, rank: int) -> None:
        if self._path is not None:
            menu = self.step_menu(self._path.touches[rank - 1])
            step = self.chain.steps()[rank - 1]
            menu.popup(step.mapToGlobal(QPoint(0, step.height())))

    @Slot(int, int)
    def _on_step_moved(self, rank: int, way: int) -> None:
        path, target = self._path, rank + way
        if path is None or not path.frozen or not 1 <= target <= len(path.touches):
            return
        ids = [touch.id for touch in path.touches]
        ids.insert(target - 1, ids.pop(rank - 1))
        self._focus_rank = target
        self._call(self._journal.missions.reorder, ids)

    @Slot(int)
    def _on_step_removed(self, rank: int) -> None:
        path = self._path
        if path is not None and path.frozen and path.touches[rank - 1].kind != TouchKind.NONE:
            self._focus_rank = rank
            self._call(self._journal.missions.remove_touch, path.touches[rank - 1].id)

    @Slot(int)
    def _on_step_edited(self, rank: int) -> None:
        if self._path is not None and self._path.frozen:
            self._ask(self._path.touches[rank - 1])

    @Slot()
    def _on_add(self) -> None:
        self._ask(None)

    def _ask(self, touch: TouchLine | None) -> None:
        if self._path is not None:
            self._edited = touch
            panel = StepPanel(self.window(), self._journal, self._path, touch)
            panel.answered.connect(self._on_answered)
            panel.open()

    @Slot(object)
    def _on_answered(self, touch: Touch) -> None:
        self._focus_rank = touch.rank
        if self._edited is None:
            self._call(self._journal.missions.add_touch, touch)
        else:
            changes = {name: getattr(touch, name) for name in _CHANGED}
            self._call(self._journal.missions.set_touch, self._edited.id, **changes)

    # -- the whole path -----------------------------------------------------------------------------------------

    @Slot()
    def _on_derive_again(self) -> None:
        self._call(self._journal.missions.derive_again)

    @Slot(bool)
    def _on_key_toggled(self, marked: bool) -> None:
        box = self.sender()
        if isinstance(box, QCheckBox):
            self._call(self._journal.missions.mark_key, int(box.property("interaction")), marked=marked)

    @Slot()
    def _on_shares(self) -> None:
        if self._path is not None:
            panel = SharesPanel(self.window(), self._path)
            KeptPanel(panel, self._journal.drafts, f"shares:{self._path.mission_id}")
            panel.answered.connect(self._on_shares_answered)
            panel.open()

    @Slot(object)
    def _on_shares_answered(self, shares: object) -> None:
        self._call(self._journal.missions.set_manual_shares, shares)
