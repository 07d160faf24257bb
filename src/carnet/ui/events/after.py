"""« Après »: was it worthwhile, whom one met, what follows, what to remember."""

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.capture import parse
from carnet.domain.capture_follow_ups import usual_day
from carnet.domain.debriefs import left, thanks
from carnet.domain.events import EventFollowUp, EventRef, EventSheet, Usefulness
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.zones import local_day
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.journal.drafts import form_of_note, form_of_panel
from carnet.ui.events.before import PersonLine, _empty
from carnet.ui.kit.avatar import AvatarStack
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import SectionHeader, heading
from carnet.ui.kit.choices import Segmented
from carnet.ui.kit.fields import AddField
from carnet.ui.kit.kept import KeptFacts, KeptText
from carnet.ui.kit.labels import IconLabel, LinkLabel, label
from carnet.ui.kit.notes import NoteArea
from carnet.ui.kit.theme import metric
from carnet.words import _, debriefs, ngettext, returns
from carnet.words.errors import sentence
from carnet.words.events import usefulness_label
from carnet.words.formats import money, near_day


class FollowUpLine(QWidget):
    """One thing that follows; a click opens the person.

    Signals:
        opened: id of the contact.
        mission_opened: id of the mission, where it is one.
    """

    opened = Signal(int)

    def __init__(self, follow_up: EventFollowUp, when: str) -> None:
        super().__init__()
        self._contact_id = follow_up.contact_id
        text = follow_up.text or _("Get back in touch")
        link = LinkLabel(_("{name}: {text}").format(name=follow_up.contact, text=text), role="body", tint="text")
        link.activated.connect(self._on_opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, metric(2), 0, metric(2))
        row.addWidget(IconLabel("check" if follow_up.done else "alarm-clock", 15))
        row.addWidget(link, 1, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(label(_("done") if follow_up.done else when, "secondary", "text2"))

    @Slot()
    def _on_opened(self) -> None:
        self.opened.emit(self._contact_id)


class MissionLine(QWidget):
    """A mission to which the event led.

    Signals:
        opened: id of the mission.
    """

    opened = Signal(int)

    def __init__(self, mission_id: int, title: str, share: str) -> None:
        super().__init__()
        self._mission_id = mission_id
        link = LinkLabel(title, role="body", tint="text")
        link.activated.connect(self._on_opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, metric(2), 0, metric(2))
        row.addWidget(IconLabel("briefcase", 15))
        row.addWidget(link, 1, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(label(share, "secondary", "text2", digits=True))

    @Slot()
    def _on_opened(self) -> None:
        self.opened.emit(self._mission_id)


class AfterPane(QWidget):
    """What came of an event.

    Signals:
        contact_opened: id of a contact.
        mission_opened: id of a mission.
        link_opened: where a link in what to remember leads.
    """

    contact_opened = Signal(int)
    mission_opened = Signal(int)
    link_opened = Signal(QUrl)

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._sheet: EventSheet | None = None
        self._all = False
        self._unthanked: tuple[int, ...] = ()
        options = [(value.value, usefulness_label(value)) for value in Usefulness]
        self.usefulness = Segmented(options, "", _("Was it worthwhile?"))
        self.usefulness.spread()
        self._met_head = SectionHeader(_("People added"), role="secondary_strong", color="text3")
        self.faces = AvatarStack([], 28)
        self._met_text = label("", "secondary", "text2")
        self._met_list = QVBoxLayout()
        self._follow_ups = QVBoxLayout()
        self._brought_head = heading(_("What it brought"))
        self._missions = QVBoxLayout()
        self.brought = label("", "secondary", "text2", wrap=True, selectable=True)
        self.thank = Button("", "handshake", small=True)
        self.new_follow_up = AddField(_("Nadia > call her on Tuesday"), _("Add a follow-up"))
        self.debrief = NoteArea(_("What to remember for the next time"), name=_("To remember"), most=10)
        self._note = KeptText(self.debrief, journal.drafts)
        added = (self.new_follow_up,)
        self._kept_added = KeptFacts(self, journal.drafts, lambda: added, added)
        self._cost = label("", "secondary", "text2", wrap=True)
        self.finish = Button(_("Finish debrief"), "check")
        self._build()
        self.usefulness.chosen.connect(self._on_usefulness)
        self._met_head.link_activated.connect(self._on_see_all)
        self.thank.clicked.connect(self._on_thank)
        self.new_follow_up.submitted.connect(self._on_new_follow_up)
        self.debrief.edited.connect(self._on_debrief)
        self.debrief.link_opened.connect(self.link_opened)
        self.finish.clicked.connect(self._on_finish)

    def show_sheet(self, sheet: EventSheet) -> None:
        """Show what came of an event."""
        same = self._sheet is not None and self._sheet.event.ref == sheet.event.ref
        self._sheet = sheet
        if not same:
            self._kept_added.leave()
        self._all = self._all and same
        self.usefulness.choose("" if sheet.event.usefulness is None else sheet.event.usefulness.value)
        self._show_met(sheet)
        self._show_follow_ups(sheet)
        self._show_brought(sheet)
        if not same or not self.debrief.area.hasFocus():
            self._note.show(form_of_note(sheet.event.ref), sheet.event.debrief)
        if not same:
            self.new_follow_up.set_text("")
            self.new_follow_up.set_error("")
        self._kept_added.show(form_of_panel(f"after:{sheet.event.ref}"))
        met = sum(person.met for person in sheet.attendees)
        cost = sheet.event.cost_cents
        each = money(round(cost / met / 100) * 100) if met and cost else ""
        self._cost.set_text(_("Cost per person added: {amount}").format(amount=each) if each else "")
        self.finish.setEnabled(sheet.event.debriefed_at is None)
        self.finish.setVisible(sheet.event.debriefed_at is None)  # the heading says that it is finished

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metric(8))
        column.addWidget(heading(_("Was it worthwhile?")))
        column.addWidget(self.usefulness)
        column.addSpacing(metric(8))
        column.addWidget(self._met_head)
        line = QHBoxLayout()
        line.addWidget(self.faces)
        line.addWidget(self._met_text, 1)
        column.addLayout(line)
        column.addLayout(self._met_list)
        column.addSpacing(metric(8))
        column.addWidget(heading(_("What follows")))
        column.addLayout(self._follow_ups)
        column.addWidget(self.thank, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.new_follow_up)
        column.addSpacing(metric(8))
        column.addWidget(self._brought_head)
        column.addLayout(self._missions)
        column.addWidget(self.brought)
        column.addSpacing(metric(8))
        column.addWidget(heading(_("To remember")))
        column.addWidget(self.debrief)
        foot = QHBoxLayout()
        foot.addWidget(self._cost, 1)
        foot.addWidget(self.finish)
        column.addLayout(foot)

    def _show_met(self, sheet: EventSheet) -> None:
        met = [person for person in sheet.attendees if person.met]
        self.faces.show_people([person.name for person in met[:8]])
        self.faces.setVisible(bool(met))
        new = sum(person.created_here for person in met)
        parts = [
            ngettext("{n} new", "{n} new", new).format(n=new) if new else "",
            ngettext("{n} completed", "{n} completed", len(met) - new).format(n=len(met) - new)
            if len(met) > new
            else "",
        ]
        self._met_text.set_text(", ".join(part for part in parts if part) or _("Nobody yet."))
        see = ngettext("See the {n}", "See all {n}", len(met)).format(n=len(met))
        self._met_head.set_link("" if not met else _("Fold") if self._all else see)
        _empty(self._met_list)
        for person in met if self._all else ():
            shown = PersonLine(person, over=True)
            shown.opened.connect(self.contact_opened)
            shown.met_changed.connect(self._on_met)
            self._met_list.addWidget(shown)

    def _show_follow_ups(self, sheet: EventSheet) -> None:
        _empty(self._follow_ups)
        today = self._journal.clock.today()
        for follow_up in sheet.follow_ups:
            when = "" if follow_up.scheduled_on is None else near_day(follow_up.scheduled_on, today)
            line = FollowUpLine(follow_up, when)
            line.opened.connect(self.contact_opened)
            self._follow_ups.addWidget(line)
        day = None if sheet.event.starts_at is None else local_day(sheet.event.starts_at, sheet.event.tz)
        self._unthanked = left(sheet, day, today).unthanked
        self.thank.setVisible(bool(self._unthanked))
        if self._unthanked and day is not None:
            in_time = thanks(day, today)[0] is FollowUpReason.THANKS
            text = debriefs.thank_them(len(self._unthanked), in_time=in_time)
            self.thank.setText(text)
            self.thank.set_name(text)
            self.thank.updateGeometry()

    def _show_brought(self, sheet: EventSheet) -> None:
        """Show the missions, each with its share under the model, and what that is for the time and the money."""
        _empty(self._missions)
        brought = sheet.brought
        shares = {} if brought is None else {each.id: each for each in brought.shares}
        for mission_id, title in sorted(sheet.missions, key=lambda each: each[0] not in shares):
            told = returns.share(shares[mission_id]) if mission_id in shares else ""
            mission = MissionLine(mission_id, title, told)
            mission.opened.connect(self.mission_opened)
            self._missions.addWidget(mission)
        self._brought_head.setVisible(bool(sheet.missions))
        self.brought.set_text("" if brought is None or not brought.total.missions else returns.total(brought))
        self.brought.setVisible(bool(self.brought.text()))

    def _event(self) -> EventRef:
        assert self._sheet is not None
        return self._sheet.event.ref

    @Slot(str)
    def _on_usefulness(self, key: str) -> None:
        self._journal.events.edit(self._event(), usefulness=Usefulness(key))

    @Slot()
    def _on_see_all(self) -> None:
        self._all = not self._all
        if self._sheet is not None:
            self._show_met(self._sheet)

    @Slot(int, bool)
    def _on_met(self, contact_id: int, met: bool) -> None:
        self._journal.debriefs.set_met(self._event(), contact_id, met)

    @Slot()
    def _on_new_follow_up(self) -> None:
        """Plan "NAME > what, when" for someone of the event, or for anyone known."""
        text = self.new_follow_up.text()
        if not text:
            return
        today = self._journal.clock.today()
        draft = parse(text, today, self._journal.options.country)
        name = " ".join(part for part in (draft.first_name, draft.last_name) if part)
        contact_id = self._person_named(name)
        if contact_id is None or draft.follow_up is None:
            self.new_follow_up.set_error(_("Write a name, > and what to do: Nadia > call her on Tuesday."))
            return
        wanted = FollowUp(
            contact_id=ContactId(contact_id),
            reason=FollowUpReason.POST_EVENT,
            due_on=draft.follow_up.due_on or usual_day(today, today),
            text=draft.follow_up.text,
        )
        self._journal.debriefs.plan(self._event(), wanted)
        self.new_follow_up.set_text("")

    def _person_named(self, name: str) -> int | None:
        from carnet.domain.text import fold

        wanted = fold(name)
        if not wanted or self._sheet is None:
            return None
        here = [person.contact_id for person in self._sheet.attendees if fold(person.name).startswith(wanted)]
        if len(here) == 1:
            return here[0]
        found = self._journal.contacts.find(name)
        return found[0].id if len(found) == 1 else None

    @Slot()
    def _on_thank(self) -> None:
        self._journal.debriefs.thank(self._event(), self._unthanked, debriefs.thanks_text())

    @Slot(str)
    def _on_debrief(self, text: str) -> None:
        try:
            self._journal.events.edit(self._event(), debrief=text)
            self._note.saved(text)
        except CarnetError as error:
            self.debrief.keep_unsaved(sentence(error))
            raise

    @Slot()
    def _on_finish(self) -> None:
        text = self.debrief.text()
        self._journal.debriefs.finish(self._event(), debrief=text)
        self._note.saved(text)
