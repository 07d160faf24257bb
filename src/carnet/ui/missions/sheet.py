"""The sheet of a mission: stage and value, the path with its repairs, facts edited in place, people, notes."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.mission_sheets import Mission, MissionSheet
from carnet.domain.missions import Stage
from carnet.domain.path import GapReason
from carnet.domain.review import TouchLine
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Banner, Card, SectionHeader
from carnet.ui.kit.chain import PathChain
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import TextArea
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import label
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.missions.chain import nodes_of
from carnet.ui.missions.facts import FactsCard
from carnet.ui.missions.gaps import GapsCard, Repair
from carnet.ui.missions.people import PeopleCard
from carnet.ui.missions.shares import SharesPanel
from carnet.words import _, formats, interactions, ngettext
from carnet.words.errors import sentence
from carnet.words.missions import path_sentence, stage_label
from carnet.words.reviews import model_label

_WIDE_PX = 860


class MissionSheetView(QWidget):
    """One mission.

    Signals:
        back_asked: back to the board.
        stage_asked: id of the mission and the stage chosen.
        answer_asked: id of the mission to sign, or whose answer is to change.
        delete_asked: id of the mission.
    """

    back_asked = Signal()
    stage_asked = Signal(int, str)
    answer_asked = Signal(int)
    delete_asked = Signal(int)

    def __init__(self, journal: Journal, signals: AppSignals) -> None:
        super().__init__()
        self._journal = journal
        self._signals = signals
        self.sheet: MissionSheet | None = None
        self.back = Button(_("Missions"), "arrow-left", "ghost", small=True, name=_("Back to the missions"))
        self.title = label("", "sheet_name", wrap=True)
        self.subtitle = label("", "body", "text2", wrap=True)
        self.stage = Combo(_("Stage"), "briefcase")
        for stage in Stage:
            self.stage.add(stage_label(stage), stage.value)
        self.delete = Button(_("Delete the mission"), "trash-2", "icon")
        self.facts = FactsCard(journal.clock.today)
        self.people = PeopleCard(journal)
        self.gaps = GapsCard(journal)
        self.chain = PathChain()
        self.sentence = label("", "body", "text", wrap=True, selectable=True)
        self.about = label("", "secondary", "text2", wrap=True)
        self.parent_banner = Banner(_("The path of the renewed mission has changed since."), "", "info", "refresh-cw")
        self.take_parent = self.parent_banner.add_action(_("Take it over"))
        self.again = Button(_("Derive again"), "refresh-cw", "ghost", small=True)
        self.shares = Button(_("Manual shares"), "sliders-horizontal", "ghost", small=True)
        self.notes = TextArea(_("Notes"), lines=3)
        self.history = label("", "secondary", "text2", wrap=True)
        self._keys = QVBoxLayout()
        self._key_boxes: list[QWidget] = []
        self._build()
        self._connect()
        notifier().changed.connect(self._adapt)

    def show_mission(self, mission_id: int) -> None:
        """Read a mission and show it."""
        sheet = self._journal.missions.sheet(mission_id)
        same = self._key() == mission_id
        self.sheet = sheet
        mission = sheet.mission
        self.title.set_text(mission.title or mission.client)
        value = formats.money(sheet.value_cents, mission.currency)
        net = ""
        if sheet.net_cents is not None:
            net = _("{amount} net of fees").format(amount=formats.money(sheet.net_cents, mission.currency))
        self.subtitle.set_text(" · ".join(part for part in (mission.client, value, net) if part))
        self.stage.choose(mission.stage.value)
        self.facts.show_sheet(sheet, self._parent(mission), partial(self._others, mission_id))
        self.people.show_sheet(sheet)
        if not (same and self.notes.area.hasFocus()):
            self.notes.set_text(mission.notes)
        self._show_path(sheet)
        self._show_history(sheet)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def panes(self) -> tuple[QWidget, ...]:
        """Return path, facts and people."""
        return (self.chain, self.facts, self.people)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the facts below where there is little room."""
        super().resizeEvent(event)
        self._adapt()

    def _parent(self, mission: Mission) -> str:
        """Return the name of the mission that one renews, "" for none."""
        if mission.renewal_of_id is None:
            return ""
        parent = self._journal.missions.get(mission.renewal_of_id)
        return f"{parent.title}, {parent.client}"

    def _others(self, mission_id: int) -> list[tuple[int, str]]:
        others = self._journal.missions.renewable(mission_id)
        return [(int(key), f"{title}, {client}") for key, title, client in others]

    def _show_path(self, sheet: MissionSheet) -> None:
        path = sheet.path
        model = self._journal.options.default_model
        self.sentence.set_text(path_sentence(path))
        self.chain.show_nodes(nodes_of(path, model))
        self.gaps.show_path(path)
        self.parent_banner.setVisible(path.parent_differs)
        self.again.setVisible(path.frozen)
        self.shares.setVisible(path.frozen)
        if path.frozen:
            days = path.delay_days or 0
            text = ngettext("{n} day from meeting to signature", "{n} days from meeting to signature", days)
            said = [] if path.delay_days is None else [text.format(n=days)]
            said.append(_("Shares under “{model}”").format(model=model_label(model)))
            self.about.set_text(" · ".join(said))
        else:
            self.about.set_text(_("A preview: the path is settled when the mission is signed."))
        self._show_keys(sheet)

    def _show_keys(self, sheet: MissionSheet) -> None:
        for box in self._key_boxes:
            box.hide()
            box.deleteLater()
        self._key_boxes = []
        if not sheet.path.frozen:
            return
        marked = {touch.interaction_id for touch in sheet.path.touches if touch.kind == "key_encounter"}
        for meeting in self._journal.missions.key_candidates(sheet.path.mission_id):
            text = _("Key encounter: {kind}, {day}").format(
                kind=interactions.kind(meeting.kind), day=formats.partial(meeting.occurred_on)
            )
            box = QCheckBox(text.replace("&", "&&"))
            box.setProperty("interaction", int(meeting.interaction_id))
            box.setChecked(meeting.interaction_id in marked)
            box.toggled.connect(self._on_key_toggled)
            self._keys.addWidget(box)
            self._key_boxes.append(box)

    def _show_history(self, sheet: MissionSheet) -> None:
        said = [
            _("{stage} since {day}").format(stage=stage_label(stage), day=formats.full_day(on))
            for stage, on in sheet.stages
        ]
        if sheet.renewal_of:
            said.append(_("Renewal of {title}").format(title=sheet.renewal_of))
        said += [_("Renewed by {title}").format(title=title) for _key, title in sheet.renewals]
        self.history.set_text("\n".join(said))

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(metric(14))
        self._column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._build_head())
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(metric(16))
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(metric(16))
        for part in (self.parent_banner, self._build_path(), self.gaps, self._build_notes()):
            left.addWidget(part)
        left.addStretch(1)
        right.addWidget(self.facts)
        right.addWidget(self.people)
        right.addStretch(1)
        self._pair.addLayout(left, 5)
        self._pair.addLayout(right, 3)
        self._column.addLayout(self._pair, 1)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        outer.addWidget(scroll)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(metric(10))
        texts = QVBoxLayout()
        texts.setSpacing(metric(2))
        texts.addWidget(self.title)
        texts.addWidget(self.subtitle)
        head.addLayout(texts, 1)
        head.addWidget(self.stage, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _build_path(self) -> Card:
        card = Card(pad=16, spacing=8)
        card.body.addWidget(SectionHeader(_("Path")))
        card.body.addWidget(self.sentence)
        card.body.addWidget(self.chain)
        card.body.addWidget(self.about)
        self._keys.setSpacing(metric(4))
        card.body.addLayout(self._keys)
        acts = QWidget()
        flow = FlowLayout(acts, 6)
        flow.addWidget(self.again)
        flow.addWidget(self.shares)
        card.body.addWidget(acts)
        return card

    def _build_notes(self) -> Card:
        card = Card(pad=16, spacing=10)
        card.body.addWidget(self.notes)
        card.body.addWidget(self.history)
        return card

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self.stage.currentIndexChanged.connect(self._on_stage)
        self.delete.clicked.connect(self._on_delete)
        self.facts.edited.connect(self._on_fact_edited)
        self.facts.organisation_asked.connect(self._on_organisation_asked)
        self.people.edited.connect(self._on_people_edited)
        self.people.contact_opened.connect(self._signals.contact_opened)
        self.people.answer_asked.connect(self._on_answer_asked)
        self.gaps.repaired.connect(self._on_repaired)
        self.chain.step_chosen.connect(self._on_step_chosen)
        self.take_parent.clicked.connect(self._on_derive_again)
        self.again.clicked.connect(self._on_derive_again)
        self.shares.clicked.connect(self._on_shares)
        self.notes.edited.connect(self._on_notes_edited)

    @Slot(str)
    def _on_organisation_asked(self, name: str) -> None:
        key = self._journal.organisations.known(name)
        if key is not None:
            self._signals.organisation_opened.emit(int(key))

    def _adapt(self) -> None:
        margin = metric(28) if self.width() >= metric(700) else metric(16)
        self._column.setContentsMargins(margin, metric(14), margin, metric(20))
        wide = self.width() / text_scale() >= _WIDE_PX
        directions = QBoxLayout.Direction
        self._pair.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _key(self) -> int:
        return int(self.sheet.mission.id or 0) if self.sheet is not None else 0

    def _try(self, verb: Callable[..., object], *values: object, **named: object) -> None:
        """Call a verb; a refused field is told under it, anything else by the window."""
        try:
            verb(*values, **named)
        except CarnetError as error:
            if error.field and self.facts.set_error(error.field, sentence(error)):
                return
            if not self._keep_unsaved(named, sentence(error)):
                self.show_mission(self._key())
            self._signals.error_raised.emit(error)

    def _keep_unsaved(self, fields: Iterable[str], text: str) -> bool:
        """Leave what was typed in its field, which says that it is not saved; tell whether there is one."""
        for field in fields:
            if field == "notes":
                self.notes.keep_unsaved(text)
                return True
            if self.facts.set_error(field, text):
                return True
        return False

    @Slot()
    def _on_stage(self) -> None:
        if self.sheet is not None and self.stage.currentData() != self.sheet.mission.stage.value:
            self.stage_asked.emit(self._key(), str(self.stage.currentData()))

    @Slot()
    def _on_delete(self) -> None:
        self.delete_asked.emit(self._key())

    @Slot(str, object)
    def _on_fact_edited(self, key: str, value: object) -> None:
        self._try(self._journal.missions.edit, self._key(), **{key: value})

    @Slot(object)
    def _on_people_edited(self, people: object) -> None:
        self._try(self._journal.missions.edit, self._key(), people=people)

    @Slot(str)
    def _on_notes_edited(self, text: str) -> None:
        self._try(self._journal.missions.edit, self._key(), notes=text)

    @Slot()
    def _on_answer_asked(self) -> None:
        self.answer_asked.emit(self._key())

    @Slot()
    def _on_derive_again(self) -> None:
        self._try(self._journal.missions.derive_again, self._key())

    @Slot(bool)
    def _on_key_toggled(self, marked: bool) -> None:
        box = self.sender()
        if isinstance(box, QCheckBox):
            self._try(self._journal.missions.mark_key, self._key(), int(box.property("interaction")), marked=marked)

    @Slot()
    def _on_shares(self) -> None:
        if self.sheet is not None:
            panel = SharesPanel(self.window(), self.sheet.path)
            panel.answered.connect(self._on_shares_answered)
            panel.open()

    @Slot(object)
    def _on_shares_answered(self, shares: object) -> None:
        self._try(self._journal.missions.set_manual_shares, self._key(), shares)

    @Slot(object)
    def _on_repaired(self, repair: Repair) -> None:
        gap, value, missions = repair.gap, repair.value, self._journal.missions
        match GapReason(gap.reason):
            case GapReason.NO_ANSWER:
                self.answer_asked.emit(self._key())
            case GapReason.ORIGIN_UNKNOWN:
                self._try(missions.repair_origin, self._key(), gap.contact_id, channel=Channel(str(value)))
            case GapReason.ORIGIN_DATE_ASSUMED if isinstance(value, PartialDate):
                self._try(missions.repair_origin, self._key(), gap.contact_id, met_on=value)
            case GapReason.INTRODUCER_UNKNOWN:
                self._try(missions.repair_introducer, self._key(), gap.contact_id, value)
            case GapReason.INTRODUCTION_UNDATED:
                self._try(missions.repair_introduction, self._key(), gap.introduction_id, value)
            case GapReason.OFFER_ASSUMED:
                self._try(missions.name_offer, self._key(), value)
            case _ if gap.contact_id is not None:
                self._signals.contact_opened.emit(gap.contact_id)

    @Slot(int)
    def _on_step_chosen(self, rank: int) -> None:
        if self.sheet is None:
            return
        touch = self.sheet.path.touches[rank - 1]
        menu = self.step_menu(touch)
        step = self.chain.steps()[rank - 1]
        menu.popup(step.mapToGlobal(QPoint(0, step.height())))

    def step_menu(self, touch: TouchLine) -> QMenu:
        """Return what can be done with a step."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, name in ((touch.contact_id, touch.contact), (touch.introducer_id, touch.introducer)):
            if key is not None and name:
                self._add_act(menu, _("Open {name}").format(name=name), "contact", key)
        if touch.event_id is not None:
            self._add_act(menu, _("Open the event {title}").format(title=touch.event), "event", touch.event_id)
        path = self.sheet.path if self.sheet is not None else None
        if path is not None and path.frozen:
            if 1 < touch.rank < len(path.touches):
                text = _("No longer decisive") if touch.is_decisive else _("Mark as decisive")
                self._add_act(menu, text, "decisive", 0 if touch.is_decisive else touch.id)
            self._add_act(menu, _("Take this step out"), "remove", touch.id)
        return menu

    def _add_act(self, menu: QMenu, text: str, what: str, key: int) -> None:
        action = QAction(text.replace("&", "&&"), menu)
        action.setData((what, key))
        action.triggered.connect(self._on_act)
        menu.addAction(action)

    @Slot()
    def _on_act(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        what, key = action.data()
        if what == "contact":
            self._signals.contact_opened.emit(key)
        elif what == "event":
            self._signals.event_opened.emit(key)
        elif what == "decisive":
            self._try(self._journal.missions.mark_decisive, self._key(), key or None)
        else:
            self._try(self._journal.missions.remove_touch, self._key(), key)
