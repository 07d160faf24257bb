"""What the journal knows for a letter: the person written to, the last exchange, and the card of who signs."""

from typing import Any

import sqlalchemy as sa

from carnet.domain.dates import PartialDate
from carnet.domain.interactions import InteractionKind
from carnet.domain.letters import Card, LetterFacts
from carnet.errors import Reason, Refused
from carnet.journal.core import Core

_PERSON = (
    "SELECT c.first_name, f.display_name, f.organisation, f.email FROM contact_fact f "
    "JOIN contact c ON c.id = f.contact_id WHERE f.contact_id = ?"
)
_LATEST = (
    "SELECT i.kind, i.occurred_on FROM participation p CROSS JOIN interaction i ON i.id = p.interaction_id "
    "WHERE p.contact_id = ? AND i.deleted_at IS NULL AND i.kind <> 'note' "
    "ORDER BY i.occurred_on DESC, i.id DESC LIMIT 1"
)
_EVENT = (
    "SELECT e.title FROM participation p CROSS JOIN interaction i ON i.id = p.interaction_id "
    "JOIN event e ON e.id = i.event_id WHERE p.contact_id = ? AND i.deleted_at IS NULL AND e.deleted_at IS NULL "
    "ORDER BY i.occurred_on DESC, i.id DESC LIMIT 1"
)
_CARD = (
    "SELECT f.display_name, f.title, f.organisation, "
    "coalesce((SELECT nullif(p.normalised, '') FROM contact_point p WHERE p.contact_id = f.contact_id "
    "AND p.kind = 'phone' ORDER BY p.is_primary DESC, p.id LIMIT 1), f.phone), f.email "
    "FROM contact c JOIN contact_fact f ON f.contact_id = c.id WHERE c.is_me = 1 AND c.deleted_at IS NULL"
)


class Letters:
    """Letters to people, which the user sends herself."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def facts(self, contact_id: int) -> LetterFacts:
        """Return what a letter to a person may say."""
        with self._core.reading() as connection:
            person = connection.exec_driver_sql(_PERSON, (contact_id,)).first()
            if person is None:
                raise Refused(Reason.NOT_FOUND, kind="contact", id=contact_id)
            latest = connection.exec_driver_sql(_LATEST, (contact_id,)).first()
            event = connection.exec_driver_sql(_EVENT, (contact_id,)).scalar()
            return LetterFacts(
                first_name=person[0],
                name=person[1],
                organisation=person[2],
                email=person[3],
                event=event or "",
                last_kind=None if latest is None else InteractionKind(latest[0]),
                last_on=None if latest is None or latest[1] is None else PartialDate(latest[1]),
                card=_card(connection),
            )


def _card(connection: sa.Connection) -> Card | None:
    row: Any = connection.exec_driver_sql(_CARD).first()
    return None if row is None else Card(*(text or "" for text in row))
