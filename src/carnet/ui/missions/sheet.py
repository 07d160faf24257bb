"""The sheet of a mission: stage and value, and the cards of all that is known of it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.mission_sheets import Mission, MissionSheet
from carnet.domain.missions import Stage
from carnet.domain.path import GapReason
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.journal.drafts import form_of_panel
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Card
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.fields import TextArea
from carnet.ui.kit.kept import InPlace, KeptFacts, KeptText, Typed
from carnet.ui.kit.labels import label
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.kit.turns import through
from carnet.ui.missions.documents import DocumentsCard
from carnet.ui.missions.exchanges import ExchangesCard
from carnet.ui.missions.facts import FactsCard
from carnet.ui.missions.gaps import GapsCard, Repair
from carnet.ui.missions.path_card import PathCard
from carnet.ui.missions.people import PeopleCard
from carnet.ui.missions.renewals import RenewalsCard
from carnet.ui.missions.stage_dates import StagesCard
from carnet.words import _, formats
from carnet.words.errors import sentence
from carnet.words.missions import stage_label

_WIDE_PX = 860


class MissionSheetView(QWidget):
    """One mission.

    Signals:
        back_asked: back to the board.
        stage_asked: id of the mission and the stage chosen.
        answer_asked: id of the mission to sign, or whose answer is to change.
        delete_asked: id of the mission.
        renew_asked: id of the mission to renew.
        mission_asked: id of another mission to show.
    """

    back_asked = Signal()
    stage_asked = Signal(int, str)
    answer_asked = Signal(int)
    delete_asked = Signal(int)
    renew_asked = Signal(int)
    mission_asked = Signal(int)

    def __init__(self, journal: Journal, signals: AppSignals, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompts = prompts
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
        self._build()

    def building(self) -> Iterator[None]:
        """Fill the frame, at left, then at right."""
        journal, signals = self._journal, self._signals
        yield
        self.path = PathCard(journal, signals, self._try)
        self.gaps = GapsCard(journal)
        self.exchanges = ExchangesCard(journal, signals, self._try)
        self.documents = DocumentsCard(journal, signals, self._prompts, self._try)
        self.notes = TextArea(_("Notes"), lines=3)
        self._kept = KeptText(self.notes, journal.drafts)
        for part in (self.path, self.gaps, self.exchanges, self.documents, self._build_notes()):
            self._left.addWidget(part)
        self._left.addStretch(1)
        yield
        self.facts = FactsCard(journal.clock.today)
        yield
        self.people = PeopleCard(journal)
        self.renewals = RenewalsCard()
        self.stages = StagesCard(journal, self._try)
        for part in (self.facts, self.people, self.renewals, self.stages):
            self._right.addWidget(part)
        self._right.addStretch(1)
        typed: list[Typed] = [*self.facts.lines.values(), self.stages, self.documents.address, self.gaps]
        self._kept_facts = KeptFacts(self, journal.drafts, self._in_place, typed)
        self._connect()
        notifier().changed.connect(self._adapt)
        yield

    def showing(self, sheet: MissionSheet) -> Iterator[None]:
        """Show a mission a part at a time."""
        mission_id = int(sheet.mission.id or 0)
        same = self._key() == mission_id
        if not same:
            self._kept_facts.leave()
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
        yield
        if not (same and self.notes.area.hasFocus()):
            self._kept.show(form_of_panel(f"mission notes:{mission_id}"), mission.notes)
        self.path.show_sheet(sheet)
        self.gaps.show_path(sheet.path)
        yield
        self.exchanges.show_sheet(sheet)
        self.documents.show_sheet(sheet)
        self.renewals.show_sheet(sheet)
        self.stages.show_sheet(sheet)
        self._kept_facts.show(form_of_panel(f"mission facts:{mission_id}"))
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def panes(self) -> tuple[QWidget, ...]:
        """Return path, exchanges, documents, facts and people."""
        return (self.path.chain, self.exchanges, self.documents, self.facts, self.people)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the facts below where there is little room."""
        super().resizeEvent(event)
        self._adapt()

    def _in_place(self) -> list[InPlace]:
        return [*self.facts.lines.values(), *self.stages.lines.values(), self.documents.address, *self.gaps.in_place()]

    def _parent(self, mission: Mission) -> str:
        """Return the name of the mission that one renews, "" for none."""
        if mission.renewal_of_id is None:
            return ""
        parent = self._journal.missions.get(mission.renewal_of_id)
        return f"{parent.title}, {parent.client}"

    def _others(self, mission_id: int) -> list[tuple[int, str]]:
        others = self._journal.missions.renewable(mission_id)
        return [(int(key), f"{title}, {client}") for key, title, client in others]

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scroll)
        inner = QWidget()
        scroll.setWidget(inner)
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(metric(14))
        self._column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._build_head())
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(metric(16))
        self._column.addLayout(self._pair, 1)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for side, share in ((self._left, 5), (self._right, 3)):
            self._pair.addLayout(side, share)
            side.setSpacing(metric(16))
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

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

    def _build_notes(self) -> Card:
        card = Card(pad=16, spacing=10)
        card.body.addWidget(self.notes)
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
        self.renewals.renew_asked.connect(self._on_renew_asked)
        self.renewals.mission_asked.connect(self.mission_asked)
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
                through(self.showing(self._journal.missions.sheet(self._key())))
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
        self._try(self._note, self._key(), notes=text)

    def _note(self, key: int, *, notes: str) -> None:
        self._journal.missions.edit(key, notes=notes)
        self._kept.saved(notes)

    @Slot()
    def _on_renew_asked(self) -> None:
        self.renew_asked.emit(self._key())

    @Slot()
    def _on_answer_asked(self) -> None:
        self.answer_asked.emit(self._key())

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
