"""What one does with a person from her sheet: each gesture one verb of the journal, each refusal presented."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QUrl

from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import Contact, ContactPoint, ContactSheet, PointKind, SocialProfile, TimelineItem
from carnet.domain.dates import PartialDate
from carnet.domain.days import read_day
from carnet.domain.followups import FollowUp, FollowUpReason
from carnet.domain.ids import ContactId
from carnet.domain.interactions import InteractionKind
from carnet.errors import CarnetError, Refused
from carnet.journal import Journal
from carnet.ui.contacts.points import first_of
from carnet.ui.kit import outside
from carnet.ui.kit.prompts import Prompts
from carnet.ui.kit.signals import AppSignals
from carnet.words import _

FieldError = Callable[[str, CarnetError], bool]
"""Says an error under the field of that name; tells whether there is one."""


def ask_day(when: str, today: date, prompts: Prompts, signals: AppSignals) -> date | None:
    """Return an ISO day, or for "other" the one that is asked for; None where the user gave up."""
    if when != "other":
        return date.fromisoformat(when)
    asked = prompts.ask_text(_("Follow up"), _("Which day?"), _("Plan"))
    day = read_day(asked, today) if asked else None
    if asked and day is None:
        signals.error_raised.emit(Refused("bad_date"))
    return day


class PersonVerbs:
    """The verbs of a sheet, with what they need of the world outside."""

    def __init__(
        self, journal: Journal, signals: AppSignals, prompts: Prompts, opener: outside.Opener, field_error: FieldError
    ) -> None:
        self._journal = journal
        self._signals = signals
        self._prompts = prompts
        self._outside = outside.Outside(signals, opener)
        self._field_error = field_error

    def attempt(self, verb: Callable[[], object], fields: Iterable[str] = ()) -> bool:
        """Do something; a refusal is said under its field, anything else presented. Tell whether it was done.

        What was typed stays in `fields`, which say that it is not saved.
        """
        try:
            verb()
        except CarnetError as error:
            told = isinstance(error, Refused) and bool(error.field) and self._field_error(error.field, error)
            if not told:
                for field in fields:
                    self._field_error(field, error)
                self._signals.error_raised.emit(error)
            return False
        return True

    def edit(self, contact_id: int, **fields: Any) -> bool:
        """Change single fields."""
        return self.attempt(partial(self._journal.contacts.edit, contact_id, **fields), fields)

    def rename(self, contact_id: int, text: str) -> bool:
        """Change the name, read as capture reads one."""
        from carnet.domain.capture import parse

        draft = parse(text.replace(",", " "), self._journal.clock.today())
        return self.edit(contact_id, first_name=draft.first_name, last_name=draft.last_name, to_complete=False)

    def log(self, contact_id: int, draft: ExchangeDraft) -> bool:
        """Log an exchange."""
        return self.attempt(partial(self._journal.interactions.log, [contact_id], draft))

    def trash(self, *contact_ids: int) -> bool:
        """Put contacts into the trash."""
        return self.attempt(partial(self._journal.contacts.delete, *contact_ids))

    def restore(self, contact_id: int) -> bool:
        """Take the contact out of the trash."""
        return self.attempt(partial(self._journal.contacts.restore, contact_id))

    def merge(self, contact_id: int, other: int) -> None:
        """Ask for both sheets side by side."""
        self._signals.merge_asked.emit(contact_id, other)

    def introduce(self, contact_id: int, other: int) -> bool:
        """Say that the user introduces the person to somebody today."""
        today = PartialDate.of(self._journal.clock.today())
        save = self._journal.introductions.save
        return self.attempt(partial(save, None, contact_id, beneficiary_id=other, occurred_on=today))

    def set_introducer(self, sheet: ContactSheet, introducer: int) -> bool:
        """Say who introduced the person; a new introduction dates from the first meeting."""
        verbs = self._journal.introductions
        known = next((line for line in sheet.introductions_received if line.introducer == sheet.introduced_by), None)
        if known is not None and sheet.introduced_by is not None:
            return self.attempt(partial(verbs.edit, known.id, introducer_id=introducer))
        key = int(sheet.contact.id or 0)
        return self.attempt(partial(verbs.save, introducer, key, occurred_on=sheet.first_met_on))

    def edit_introduction(self, introduction_id: int, fields: Mapping[str, Any]) -> bool:
        """Change an introduction."""
        return self.attempt(partial(self._journal.introductions.edit, introduction_id, **fields))

    def forget_introduction(self, introduction_id: int) -> bool:
        """Delete an introduction."""
        return self.attempt(partial(self._journal.introductions.delete, introduction_id))

    def delete_item(self, item: TimelineItem) -> bool:
        """Delete an exchange or an introduction of the timeline."""
        if item.what == "interaction":
            return self.attempt(partial(self._journal.interactions.delete, item.ref_id))
        if item.what == "introduction":
            return self.forget_introduction(item.ref_id)
        return False

    # -- follow-ups ---------------------------------------------------------------------------------------------

    def follow_up(self, contact_id: int, when: str) -> bool:
        """Plan a follow-up: on an ISO day, or on an "other", which is asked."""
        day = ask_day(when, self._journal.clock.today(), self._prompts, self._signals)
        if day is None:
            return False
        follow_up = FollowUp(contact_id=ContactId(contact_id), reason=FollowUpReason.PROMISE, due_on=day)
        return self.attempt(partial(self._journal.follow_ups.save, follow_up))

    def settle_follow_up(self, follow_up_id: int, what: str) -> bool:
        """Finish ("done") or "drop" a follow-up, or snooze it to an ISO day."""
        verbs = self._journal.follow_ups
        if what == "done":
            return self.attempt(partial(verbs.done, follow_up_id))
        if what == "drop":
            return self.attempt(partial(verbs.drop, follow_up_id))
        return self.attempt(partial(verbs.snooze, follow_up_id, date.fromisoformat(what)))

    # -- the world outside --------------------------------------------------------------------------------------

    def call(self, contact: Contact) -> InteractionKind | None:
        """Call; return the kind of exchange that begins, None where the person cannot be reached so."""
        point = first_of(contact, PointKind.PHONE)
        if point is not None:
            return self.open_reach(point)
        self._signals.toast_asked.emit(_("No phone number is known: add one under “Contact details”."), "")
        return None

    def open_reach(self, reach: ContactPoint | SocialProfile) -> InteractionKind | None:
        """Open a way to reach the person; return the kind of exchange that begins with it, None for none."""
        if isinstance(reach, ContactPoint) and reach.kind is PointKind.PHONE:
            called = self._outside.call(reach.normalised or reach.value, reach.value)
            return InteractionKind.CALL if called else None
        self._outside.page(reach.url if isinstance(reach, SocialProfile) else reach.value)
        return None

    def open_link(self, url: QUrl) -> None:
        """Open where a link in a note leads."""
        self._outside.link(url)
