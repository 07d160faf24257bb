"""The worked example of the rule book: people, exchanges and the path that they make."""

from datetime import date
from typing import Any

from carnet.domain.contacts import Channel, OriginSource
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind
from carnet.domain.ids import ContactId, EventId, InteractionId, IntroductionId
from carnet.domain.interactions import InteractionKind
from carnet.domain.origin import Meeting, PersonFacts, ReceivedIntroduction
from carnet.domain.path import Answer, derive

SOPHIE, KARIM, CLAIRE = ContactId(1), ContactId(2), ContactId(3)
E1, E2 = EventId(11), EventId(12)
SIGNED = date(2026, 7, 1)
VALUE = 5_580_000


def meeting(number: int, day: str | None, kind: InteractionKind = InteractionKind.ENCOUNTER, **more: Any) -> Meeting:
    occurred = None if day is None else PartialDate(day)
    return Meeting(InteractionId(number), occurred, kind, **{"uid": f"m{number:03}"} | more)


def received(number: int, introducer: ContactId, day: str | None, **more: Any) -> ReceivedIntroduction:
    occurred = None if day is None else PartialDate(day)
    return ReceivedIntroduction(IntroductionId(number), introducer, occurred, **{"uid": f"i{number:03}"} | more)


def chosen(channel: Channel, **more: Any) -> PersonFacts:
    return PersonFacts(origin_channel=channel, origin_source=OriginSource.USER, **more)


PEOPLE = {
    SOPHIE: PersonFacts(meetings=(meeting(1, "2026-03-12", event_id=E1, event_kind=EventKind.AFTERWORK),)),
    KARIM: PersonFacts(
        meetings=(meeting(2, "2026-04-03", InteractionKind.LUNCH),), introductions=(received(1, SOPHIE, "2026-04-03"),)
    ),
    CLAIRE: PersonFacts(
        meetings=(
            meeting(3, "2026-05-28", event_id=E2, event_kind=EventKind.THEMED_MEETING),
            meeting(4, "2026-06-15", InteractionKind.CALL),
            meeting(5, "2026-07-09", InteractionKind.COFFEE),
        ),
        introductions=(received(2, KARIM, "2026-05-20"),),
    ),
}
ANSWER = Answer(signing_contact=CLAIRE, key_encounters=frozenset({InteractionId(3)}))
TOUCHES = derive(ANSWER, PEOPLE, SIGNED)
