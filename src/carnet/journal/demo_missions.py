"""The missions of the example: their stages, who proposed them, and the paths that follow from it."""

from datetime import date

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, InteractionId, MissionId
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import COUNTED, MissionRole, Stage
from carnet.journal import missions, path_edits
from carnet.journal.core import FixedClock
from carnet.journal.demo_cast import MISSIONS, Story
from carnet.journal.demo_exchanges import Exchanges
from carnet.journal.demo_teller import Teller
from carnet.store import tables as t

_OFFER = "Propose la mission « {title} »."


def tell_offers(teller: Teller, exchanges: Exchanges) -> dict[str, int]:
    """Add the exchange in which each signed mission was offered; return them by title."""
    offers = {}
    for story in MISSIONS:
        if story.signed and isinstance(story.by, str) and not isinstance(story.by, Channel):
            kind = InteractionKind.LUNCH if story.by == "Mai-Linh Tran" else InteractionKind.CALL
            offers[story.title] = exchanges.add(
                [teller.people[story.by]],
                PartialDate.of(teller.workday(story.signed + 5)),
                kind,
                _OFFER.format(title=story.title),
                direction=Direction.INBOUND,
            )
    return offers


def tell(teller: Teller, offers: dict[str, int]) -> None:
    """Write every mission, the earliest signed first, so that a renewal finds its parent."""
    keys: dict[str, int] = {}
    for story in sorted(MISSIONS, key=_earliest_first):
        keys[story.title] = _mission(teller, story, keys.get(story.renewal_of), offers.get(story.title))


def _earliest_first(story: Story) -> tuple[int, str]:
    return -max(story.signed, story.entered), story.title


def _mission(teller: Teller, story: Story, parent: int | None, offer: int | None) -> int:
    core, today = teller.core, teller.today
    person = teller.people[story.by].id if story.by in teller.people else None
    channel = story.by if isinstance(story.by, Channel) else None
    signed = story.stage in COUNTED
    mission = Mission(
        title=story.title,
        client=story.client,
        intermediary=story.intermediary,
        portage_company="Escale Portage",
        stage=story.stage,
        signed_on=teller.workday(story.signed) if signed else None,
        starts_on=teller.workday(story.starts) if signed else None,
        ends_on=teller.workday(story.ends) if signed else None,
        day_rate_cents=story.rate * 100,
        days_sold_half=story.days * 2,
        days_worked_half=None if story.worked is None else int(story.worked * 2),
        management_fee_bp=700,
        probability_bp=story.chance * 100 if story.chance else None,
        lost_reason=story.lost,
        renewal_of_id=None if parent is None else MissionId(parent),
        signing_contact_id=ContactId(person) if person is not None and signed else None,
        offer_interaction_id=None if offer is None else InteractionId(offer),
        people=((ContactId(person), MissionRole.INTRODUCER),) if person is not None else (),
    )
    core.clock = FixedClock(day=teller.ago(max(story.signed + 40, story.entered)))
    key = missions.put(teller.recorder, core, mission, on=_entered(teller, story), freeze=False)
    core.clock = FixedClock(day=today)
    _stages(teller, story, key)
    if signed:
        path_edits.derive_path(teller.recorder, core, key, nobody_by=channel)
        _mark_key(teller, story, key)
    return key


def _entered(teller: Teller, story: Story) -> date:
    days = {Stage.WON: story.signed, Stage.RUNNING: story.starts, Stage.COMPLETED: story.ends}
    return teller.workday(days.get(story.stage, story.entered))


def _stages(teller: Teller, story: Story, key: int) -> None:
    """Write the stages gone through before the present one."""
    before: list[tuple[Stage, int]] = []
    if story.stage in COUNTED:
        before = [(Stage.LEAD, story.signed + 40), (Stage.PROPOSAL, story.signed + 15)]
        if story.stage is not Stage.WON:
            before.append((Stage.WON, story.signed))
        if story.stage is Stage.COMPLETED:
            before.append((Stage.RUNNING, story.starts))
    elif story.stage is not Stage.LEAD:
        before = [(Stage.LEAD, story.entered + 30)]
        if story.stage is Stage.LOST:
            before.append((Stage.PROPOSAL, story.entered + 12))
    for stage, days in before:
        teller.recorder.insert(t.mission_stage, mission_id=key, stage=stage, entered_on=teller.workday(days))


def _mark_key(teller: Teller, story: Story, key: int) -> None:
    if not story.key or story.by is None:
        return
    sql = (
        "SELECT i.id FROM interaction i JOIN participation p ON p.interaction_id = i.id "
        "WHERE p.contact_id = ? AND i.event_id = ?"
    )
    person, event = teller.people[story.by].id, teller.events[story.key]
    found = teller.recorder.connection.exec_driver_sql(sql, (person, event)).scalar_one()
    path_edits.mark_key(teller.recorder, teller.core, key, InteractionId(found), marked=True)
