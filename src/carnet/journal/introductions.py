"""Verbs of introductions: who presented whom to whom, and what may be wrong with that."""

from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, IntroductionId
from carnet.domain.introductions import Edge, Introduction, IntroductionWarning, Means, fault, warnings
from carnet.domain.origin import known_since
from carnet.domain.text import clean
from carnet.errors import Reason, Refused
from carnet.journal.core import Core
from carnet.journal.introduction_sheets import edges_after
from carnet.journal.people import name_of
from carnet.store import facts
from carnet.store import tables as t
from carnet.store.recorder import Recorder

_PEOPLE = ("introducer_id", "introduced_id", "beneficiary_id")
_TEXTS = ("note", "outcome")


def put(
    recorder: Recorder,
    core: Core,
    introducer_id: int | None,
    introduced_id: int,
    *,
    beneficiary_id: int | None = None,
    event_id: int | None = None,
    interaction_id: int | None = None,
    occurred_on: PartialDate | None = None,
    means: Means = Means.OTHER,
    note: str = "",
) -> IntroductionId:
    """Write an introduction inside a verb; None as introducer or beneficiary is the user."""
    _check(introducer_id, introduced_id, beneficiary_id)
    key = recorder.insert(
        t.introduction,
        uid=core.new_uid(),
        introducer_id=introducer_id,
        introduced_id=introduced_id,
        beneficiary_id=beneficiary_id,
        event_id=event_id,
        interaction_id=interaction_id,
        occurred_on=occurred_on,
        means=means,
        note=clean(note),
    )
    return IntroductionId(key)


class Introductions:
    """Introductions received and given."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, introduction_id: int) -> Introduction:
        """Return one introduction."""
        query = sa.select(t.introduction).where(t.introduction.c.id == introduction_id)
        with self._core.reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise Refused(Reason.NOT_FOUND, kind="introduction", id=introduction_id)
        return Introduction(**row)

    def save(
        self,
        introducer_id: int | None,
        introduced_id: int,
        *,
        beneficiary_id: int | None = None,
        event_id: int | None = None,
        interaction_id: int | None = None,
        occurred_on: PartialDate | None = None,
        means: Means = Means.OTHER,
        note: str = "",
    ) -> IntroductionId:
        """Note that somebody presented somebody; None as introducer or beneficiary is the user."""
        with self._core.writing(Deed.INTRODUCE, subject=self._name_of(introduced_id)) as recorder:
            return put(
                recorder,
                self._core,
                introducer_id,
                introduced_id,
                beneficiary_id=beneficiary_id,
                event_id=event_id,
                interaction_id=interaction_id,
                occurred_on=occurred_on,
                means=means,
                note=note,
            )

    def edit(self, introduction_id: int, **fields: Any) -> None:
        """Change fields of an introduction."""
        was = self.get(introduction_id)
        people = {name: fields.get(name, getattr(was, name)) for name in _PEOPLE}
        _check(people["introducer_id"], people["introduced_id"], people["beneficiary_id"])
        values = {name: clean(value) if name in _TEXTS else value for name, value in fields.items()}
        with self._core.writing(Deed.INTRODUCE, subject=self._name_of(people["introduced_id"])) as recorder:
            recorder.update(t.introduction, introduction_id, **values)

    def delete(self, introduction_id: int) -> None:
        """Forget an introduction; the history brings it back."""
        subject = self._name_of(self.get(introduction_id).introduced_id)
        with self._core.writing(Deed.DELETE_INTRODUCTION, subject=subject) as recorder:
            recorder.delete(t.introduction, introduction_id)

    def _name_of(self, contact_id: int) -> str:
        with self._core.reading() as connection:
            return name_of(connection, contact_id)

    def warnings(self, introduction_id: int) -> tuple[IntroductionWarning, ...]:
        """Return what deserves a second look in an introduction received: a circle, or a date before the meeting."""
        subject = self.get(introduction_id)
        if subject.introducer_id is None or subject.beneficiary_id is not None:
            return ()
        edge = Edge(subject.introducer_id, subject.introduced_id, subject.occurred_on)
        with self._core.reading() as connection:
            after = edges_after(connection, subject.introduced_id)
            person = facts.people(connection, [subject.introducer_id])[subject.introducer_id]
        others = (other for key, other in after.items() if key != introduction_id)
        return warnings(edge, others, known_since(person.facts))


def _check(introducer_id: int | None, introduced_id: int, beneficiary_id: int | None) -> None:
    reason = fault(
        None if introducer_id is None else ContactId(introducer_id),
        ContactId(introduced_id),
        None if beneficiary_id is None else ContactId(beneficiary_id),
    )
    if reason is not None:
        raise Refused(reason)
