"""What is typed and not yet entered: kept at once and outside the history, so that a crash loses nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from carnet.domain.events import EventRef, OccurrenceRef
from carnet.journal.core import Core
from carnet.store import quick
from carnet.store import tables as t


def form_of_line(uid: str) -> str:
    """Return the form under which the line is kept that is typed on the sheet of a contact."""
    return f"log:{uid}"


def form_of_note(event: EventRef) -> str:
    """Return the form under which the note of a débriefing is kept that is typed on the sheet of an event."""
    if isinstance(event, OccurrenceRef):
        return f"debrief:{event.series_id}@{event.recurrence_id.isoformat()}"
    return f"debrief:{event}"


def form_of_panel(name: str) -> str:
    """Return the form under which is kept what is typed into a panel, or into a field of a sheet: "event:12"."""
    return f"form:{name}"


class Drafts:
    """One text per form; what the disk refuses is held here, for as long as the journal is open."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._refused: dict[str, str] = {}

    def save(self, form: str, text: str) -> None:
        """Keep the text of a form, durably when this returns; an empty one clears it, and a backup keeps none."""
        if self._core.database.only_reads:
            return
        if not text:
            self.clear(form)
            return
        values = {"text": text, "at": self._core.clock.now()}
        with self._held(form, text), self._core.unrecorded() as connection:
            statement = insert(t.draft).values(form=form, **values)
            connection.execute(statement.on_conflict_do_update(index_elements=["form"], set_=values))

    def load(self, form: str) -> str:
        """Return the text kept for a form, "" where there is none."""
        if form in self._refused:
            return self._refused[form]
        with self._core.glancing() as connection:
            found = quick.first(connection, "SELECT text FROM draft WHERE form = ?", (form,))
        return "" if found is None else str(found[0])

    def everything(self) -> dict[str, str]:
        """Return the texts kept, by form."""
        with self._core.reading() as connection:
            found = dict(connection.execute(sa.select(t.draft.c.form, t.draft.c.text)).all())
        return {form: text for form, text in (found | self._refused).items() if text}

    def held(self) -> dict[str, str]:
        """Return the texts that the file did not take, by form."""
        return dict(self._refused)

    def add(self, drafts: Mapping[str, str]) -> None:
        """Keep texts of forms that have none."""
        known = self.everything()
        for form, text in drafts.items():
            if form not in known:
                self.save(form, text)

    def clear(self, form: str) -> None:
        """Forget the text of a form."""
        if self._core.database.only_reads:
            return
        with self._held(form, ""), self._core.unrecorded() as connection:
            connection.execute(sa.delete(t.draft).where(t.draft.c.form == form))

    @contextmanager
    def _held(self, form: str, text: str) -> Iterator[None]:
        """Hold a text that the file does not take."""
        self._refused[form] = text
        yield
        del self._refused[form]
