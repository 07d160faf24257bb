"""Undo and redo from the window: the words of the commands, the messages, the counts and the status after each deed."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from carnet.errors import CarnetError
from carnet.ui.kit.turns import Turn
from carnet.ui.shell.desk import Desk
from carnet.words import _

if TYPE_CHECKING:
    from carnet.domain.changes import Changes
    from carnet.journal.history import DeedRow


class HistoryActions(QObject):
    """Follows the history of the open journal.

    Attributes:
        saved_at: when this window saved last in the journal, None where it has not.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.saved_at: datetime | None = None
        self._showing = Turn(self)
        self._showing.come.connect(self.show)

    @Slot()
    def undo(self) -> None:
        """Take back the latest deed."""
        journal = self._desk.journal
        if journal is not None:
            self._play(_id_of(journal.history.next_undo()), undo=True)

    @Slot()
    def redo(self) -> None:
        """Do the deed again that was undone."""
        journal = self._desk.journal
        if journal is not None:
            self._play(_id_of(journal.history.next_redo()), undo=False)

    def undo_deed(self, deed_id: int) -> None:
        """Take back one deed, as the link of its message asks."""
        if self._desk.journal is not None:
            self._play(deed_id, undo=True)

    def redo_deed(self, deed_id: int) -> None:
        """Do one deed again that was undone, whichever came after it."""
        if self._desk.journal is not None:
            self._play(deed_id, undo=False)

    @Slot()
    def show(self) -> None:
        """Say in the commands what undo and redo would do, and in the rail how much waits."""
        journal = self._desk.journal
        if journal is None:
            return
        from carnet.words import deeds

        undoable, redoable = journal.history.next_undo(), journal.history.next_redo()
        text = deeds.undo_label(undoable.kind, undoable.subject) if undoable else _("Undo")
        self._desk.commands.rename("undo", text)
        text = deeds.redo_label(redoable.kind, redoable.subject) if redoable else _("Redo")
        self._desk.commands.rename("redo", text)
        self.show_counts()

    def show_counts(self) -> None:
        """Say in the rail how much waits."""
        journal, counts = self._desk.journal, {"today": 0, "events": 0}
        if journal is not None:
            found = journal.today.counts()
            counts = {"today": found.follow_ups, "events": found.debriefs}
        self._desk.window.set_counts(counts)

    def show_status(self) -> None:
        """Say in the rail when was saved last, and where."""
        text = _("On this computer")
        if self.saved_at is not None:
            from carnet.words.formats import local_time

            text = _("Saved at {time}").format(time=local_time(self.saved_at))
        self._desk.window.rail.set_status(text, str(self._desk.path))

    @Slot(object)
    def on_changed(self, changes: "Changes") -> None:
        """Tell what was done, with the way back."""
        from carnet.domain.changes import Cause

        journal = self._desk.journal
        if journal is None:
            return
        self._showing.start()  # once what was done is painted
        if changes.cause is Cause.SYNC or changes.deed is None:
            return
        self.saved_at = journal.clock.now()
        self.show_status()
        deed = journal.history.find(changes.deed_id)
        if deed is not None:
            self._tell(changes, deed)

    def _tell(self, changes: "Changes", deed: "DeedRow") -> None:
        from carnet.domain.changes import Cause
        from carnet.words import deeds

        toasts = self._desk.window.toasts
        toasts.settle(deed.id)
        if changes.cause is Cause.UNDO:
            undone = _("Undone: {deed}").format(deed=deeds.name(deed.kind, deed.subject))
            toasts.show(undone, _("Redo"), _Switching(self.redo_deed, deed.id), about=deed.id)
            return
        text = deeds.message(deed.kind, deed.subject, self._day_of(changes))
        if text and changes.cause in {Cause.USER, Cause.IMPORT}:
            toasts.show(text, _("Undo"), _Switching(self.undo_deed, deed.id), about=deed.id)
            self._offer_to_close(changes)

    def _day_of(self, changes: "Changes") -> str:
        """Return the day that a deed put a follow-up on, in words."""
        from datetime import date

        from carnet.words.formats import named_day

        journal = self._desk.journal
        rows = (row.after for row in changes.rows if row.table == "follow_up" and row.after)
        day = next((str(row["scheduled_on"]) for row in rows if row["scheduled_on"]), "")
        return named_day(date.fromisoformat(day), journal.clock.today()) if day and journal is not None else ""

    def _offer_to_close(self, changes: "Changes") -> None:
        """Offer to mark the follow-up done that an exchange just logged may have been for."""
        from carnet.domain.changes import Deed
        from carnet.domain.interactions import InteractionKind
        from carnet.words import sheets

        journal = self._desk.journal
        if journal is None or changes.deed is not Deed.LOG:
            return
        new = {table: [row.key for row in changes.rows if row.table == table] for table in changes.tables}
        try:
            exchange = journal.interactions.get(new["interaction"][0])
        except CarnetError:
            return  # undone meanwhile
        waiting = [
            follow_up
            for part in exchange.participants
            for follow_up in journal.follow_ups.for_contact(part.contact_id)
            if follow_up.id not in new.get("follow_up", ())
        ]
        if exchange.kind is InteractionKind.NOTE or not waiting or exchange.id is None:
            return
        text = sheets.offer_to_close(waiting[0], journal.contacts.name(waiting[0].contact_id), journal.clock.today())
        closing = _Closing(self._desk, int(waiting[0].id or 0), int(exchange.id))
        self._desk.window.toasts.show(text, _("Done"), closing, about=changes.deed_id)

    def _play(self, deed_id: int | None, *, undo: bool) -> None:
        journal = self._desk.journal
        assert journal is not None
        play = journal.history.undo if undo else journal.history.redo
        if deed_id is not None and journal.history.is_long(deed_id):
            # Beside the window, which must not freeze.
            self._desk.tasks.run(_Playing(play, deed_id), _nothing, self._desk.present)
            return
        try:
            play(deed_id)
        except CarnetError as error:
            self._desk.present(error)


class _Playing:
    """The undo or redo of one deed, as a job."""

    def __init__(self, play: "Callable[[int | None], Changes]", deed_id: int | None) -> None:
        self._play = play
        self._deed_id = deed_id

    def __call__(self, _progress: object) -> object:
        return self._play(self._deed_id)


class _Closing:
    """Marks a follow-up done by an exchange when called, as the link of a toast does."""

    def __init__(self, desk: Desk, follow_up_id: int, exchange_id: int) -> None:
        self._desk = desk
        self._follow_up_id = follow_up_id
        self._exchange_id = exchange_id

    def __call__(self) -> None:
        if self._desk.journal is None:
            return
        try:
            self._desk.journal.follow_ups.done(self._follow_up_id, by=self._exchange_id)
        except CarnetError as error:
            self._desk.present(error)


class _Switching:
    """Takes one deed back, or does it again, when called, as the link of a toast does."""

    def __init__(self, switch: Callable[[int], None], deed_id: int) -> None:
        self._switch = switch
        self._deed_id = deed_id

    def __call__(self) -> None:
        self._switch(self._deed_id)


def _id_of(deed: "DeedRow | None") -> int | None:
    return None if deed is None else deed.id


def _nothing(_changes: object) -> None:
    """Leave the telling to `on_changed`."""
