"""The events, introductions, exchanges and follow-ups of the example."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from carnet.domain.contacts import Channel
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventGoal, EventKind, EventStatus, NetworkingEvent, Usefulness
from carnet.domain.followups import FollowUpReason, FollowUpState
from carnet.domain.ids import EventId
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.introductions import Means
from carnet.journal import event_writing, introductions
from carnet.journal.demo_events import (
    AGENDA,
    CLUB,
    CLUB_RULE,
    LAST_NIGHT,
    LAST_NIGHT_BRIEFING,
    LAST_NIGHT_EXPECTED,
    LAST_NIGHT_GOALS,
    LAST_NIGHT_MET,
    TO_COME,
    Meeting,
)
from carnet.journal.demo_people import NETWORKS, Arrival
from carnet.journal.demo_teller import Someone, Teller
from carnet.journal.demo_words import DEBRIEFS, PERSONAL_SENTENCES, SENTENCES
from carnet.store import tables as t

EXCHANGES = 900
_REST = 6
"""Days around that of the example on which the club leaves its date out: other events stand there."""
_KINDS = (
    (InteractionKind.CALL, 28),
    (InteractionKind.EMAIL, 26),
    (InteractionKind.MESSAGE, 14),
    (InteractionKind.COFFEE, 9),
    (InteractionKind.LUNCH, 7),
    (InteractionKind.VIDEO, 10),
    (InteractionKind.NOTE, 5),
    (InteractionKind.LETTER, 1),
)
_DUE = (
    ("Olivier Pujol", "Demander le retour sur l’audit de septembre", -3, FollowUpReason.PROMISE),
    ("Inès Fabregas", "Envoyer l’article sur l’intégration continue", -1, FollowUpReason.PROMISE),
    ("Hélène Vasseur", "L’appeler : arbitrage du budget 2027", 0, FollowUpReason.OPPORTUNITY),
    ("Gaëlle Kervadec", "La remercier pour la mise en relation avec la Régie", 0, FollowUpReason.THANKS),
    ("Antoine Bessières", "Lui présenter Mai-Linh Tran", 0, FollowUpReason.PROMISE),
    ("Nadia Benali", "Relancer sur l’hébergement", 4, FollowUpReason.POST_EVENT),
    ("Fatou Mendy-Roche", "Envoyer le plan d’atelier", 7, FollowUpReason.POST_EVENT),
    ("Karim Ouali", "Préparer le démarrage de la reprise", 10, FollowUpReason.OPPORTUNITY),
    ("Inès Fabregas", "Décision sur la migration", 9, FollowUpReason.OPPORTUNITY),
    ("Virginie Lestang", "Point annuel sur le portage", 18, FollowUpReason.CADENCE),
    ("Sabine Orhan", "Prendre des nouvelles du dossier patient", 25, FollowUpReason.CADENCE),
)


class Exchanges:
    """Collects exchanges and writes them in one go; each gets its id when it is added."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._rows: list[dict[str, Any]] = []
        self._parts: list[dict[str, Any]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(
        self,
        people: Iterable[Someone],
        day: PartialDate,
        kind: InteractionKind,
        text: str,
        *,
        event: str = "",
        direction: Direction = Direction.MUTUAL,
    ) -> int:
        """Add an exchange and return its id."""
        key = len(self._rows) + 1
        self._rows.append(
            {
                "id": key,
                "uid": self._teller.core.new_uid(),
                "kind": kind,
                "occurred_on": day,
                "direction": direction,
                "summary": text,
                "event_id": self._teller.events.get(event),
            }
        )
        self._parts += [{"interaction_id": key, "contact_id": someone.id} for someone in people]
        return key

    def write(self) -> None:
        """Write them all."""
        self._teller.recorder.insert_many(t.interaction, self._rows)
        self._teller.recorder.insert_many(t.participation, self._parts)


def tell_events(teller: Teller) -> None:
    """Write the agenda, the series of the club before its dates."""
    teller.events["club"] = event_writing.put(teller.recorder, teller.core, _club(teller))
    for meeting in AGENDA:
        teller.events[meeting.key] = event_writing.put(teller.recorder, teller.core, _event(teller, meeting))


def _club(teller: Teller) -> NetworkingEvent:
    """Return the club that meets every second Tuesday; near the day of the example it takes a rest."""
    first = next(meeting for meeting in AGENDA if meeting.key == CLUB[0])
    starts, ends = _hours(teller, first)
    near = {teller.club_day(days) for days in range(-_REST, _REST)}
    left_out = sorted(day for day in near if abs(day - teller.today) <= timedelta(days=_REST))
    return NetworkingEvent(
        title=first.title,
        kind=first.kind,
        organiser=first.organiser,
        starts_at=starts,
        ends_at=ends,
        rrule=CLUB_RULE,
        exdates=tuple(teller.at(day, first.hour, first.minute) for day in left_out),
        venue=first.venue,
        city="Toulouse",
        cost_cents=first.cost,
        travel_minutes=40,
    )


def _day_of(teller: Teller, meeting: Meeting) -> date:
    return teller.club_day(meeting.days) if meeting.key in CLUB else teller.meeting_day(meeting.days)


def _hours(teller: Teller, meeting: Meeting) -> tuple[datetime, datetime]:
    day = _day_of(teller, meeting)
    starts = teller.at(day, meeting.hour, meeting.minute)
    ends = teller.at(
        day,
        meeting.hour + (meeting.minute + meeting.minutes) // 60,
        (meeting.minute + meeting.minutes) % 60,
    )
    return starts, ends


def _event(teller: Teller, meeting: Meeting) -> NetworkingEvent:
    day = _day_of(teller, meeting)
    starts, ends = _hours(teller, meeting)
    of_club = meeting.key in CLUB
    past = meeting.days > 1 and meeting.status is EventStatus.ATTENDED
    last_night = meeting.key == LAST_NIGHT
    prepared = last_night or meeting.key == "dejeuner+4"
    goals = tuple(EventGoal(text=text, done=done) for text, done in LAST_NIGHT_GOALS) if last_night else ()
    return NetworkingEvent(
        title=meeting.title,
        kind=meeting.kind,
        organiser=meeting.organiser,
        starts_at=starts,
        ends_at=ends,
        series_id=EventId(teller.events["club"]) if of_club else None,
        recurrence_id=starts if of_club else None,
        venue=meeting.venue,
        city="Toulouse" if meeting.venue else "",
        status=meeting.status,
        cost_cents=meeting.cost,
        minutes_spent=meeting.minutes if past or last_night else None,
        travel_minutes=40 if past and meeting.venue else None,
        briefing=LAST_NIGHT_BRIEFING if last_night else "",
        prepared_on=teller.ago(max(meeting.days + 2, 0)) if prepared else None,
        usefulness=teller.dice.choice(tuple(Usefulness)) if past else None,
        debrief=teller.dice.choice(DEBRIEFS) if past and meeting.kind is not EventKind.BREAK else "",
        debriefed_at=teller.at(day + timedelta(days=1), 9, 0) if past else None,
        goals=goals,
    )


def tell_arrivals(teller: Teller, exchanges: Exchanges, arrivals: Iterable[Arrival]) -> None:
    """Write how everybody came: met at an event, presented by somebody, or by a channel."""
    for arrival in arrivals:
        someone = teller.people[arrival.name]
        if isinstance(arrival.how, Channel):
            _came_by(teller, exchanges, someone, arrival.how)
        elif arrival.how in teller.events:
            if arrival.how != LAST_NIGHT:
                _met(teller, exchanges, someone, arrival.how)
        else:
            _presented(teller, exchanges, someone, teller.people[arrival.how])


def _day(teller: Teller, days: int) -> PartialDate:
    return PartialDate.of(teller.workday(days))


def _met(teller: Teller, exchanges: Exchanges, someone: Someone, event: str, note: str = "") -> None:
    teller.recorder.insert(
        t.attendance, event_id=teller.events[event], contact_id=someone.id, met=True, expected=False, note=note
    )
    meeting = next(meeting for meeting in AGENDA if meeting.key == event)
    day = PartialDate.of(_day_of(teller, meeting))
    exchanges.add([someone], day, InteractionKind.ENCOUNTER, note, event=event)


def _presented(teller: Teller, exchanges: Exchanges, someone: Someone, by: Someone) -> None:
    means = teller.dice.choice((Means.EMAIL, Means.IN_PERSON, Means.CALL, Means.MESSAGE))
    introductions.put(
        teller.recorder,
        teller.core,
        by.id,
        someone.id,
        occurred_on=_day(teller, someone.since),
        means=means,
        note="Mise en relation chaleureuse." if teller.dice.random() < 0.3 else "",
    )
    after = max(someone.last, someone.since - teller.dice.randrange(4, 15))
    exchanges.add([someone], _day(teller, after), InteractionKind.COFFEE, "Premier café, présentations faites.")


def _came_by(teller: Teller, exchanges: Exchanges, someone: Someone, channel: Channel) -> None:
    if channel in NETWORKS:
        after = max(someone.last, someone.since - 12)
        exchanges.add([someone], _day(teller, after), InteractionKind.VIDEO, "Première visio, après un message.")
    elif channel is Channel.BREAK:
        exchanges.add([someone], _day(teller, someone.since), InteractionKind.COFFEE, "Rencontre à la machine à café.")
    elif channel is Channel.COLD:
        exchanges.add([someone], _day(teller, someone.since), InteractionKind.ENCOUNTER, "Visite après un démarchage.")
    else:
        exchanges.add([someone], _day(teller, someone.since), InteractionKind.ENCOUNTER, "")


def tell_evenings(teller: Teller, exchanges: Exchanges) -> None:
    """Write who came back to past events, last night's people, and who is expected at those to come."""
    for meeting in AGENDA:
        if meeting.days > 1 and meeting.status is EventStatus.ATTENDED and meeting.kind is not EventKind.BREAK:
            _regulars(teller, exchanges, meeting)
    _met(teller, exchanges, teller.people["Bruno Alessandri"], "rencontre-417", "Long échange sur ses API.")
    _last_night(teller, exchanges)
    for event, names in TO_COME.items():
        _expect(teller, event, names)


def _regulars(teller: Teller, exchanges: Exchanges, meeting: Meeting) -> None:
    fit = [
        someone
        for someone in teller.people.values()
        if someone.since > meeting.days + 15 and someone.last <= meeting.days and not someone.is_personal
        and someone.name != "Bruno Alessandri"
    ]  # fmt: skip
    for someone in teller.dice.sample(fit, min(len(fit), teller.dice.randrange(1, 4))):
        _met(teller, exchanges, someone, meeting.key)


def _last_night(teller: Teller, exchanges: Exchanges) -> None:
    _expect(teller, LAST_NIGHT, [name for name in LAST_NIGHT_EXPECTED if name not in dict(LAST_NIGHT_MET)])
    for name, note in LAST_NIGHT_MET:
        _met(teller, exchanges, teller.people[name], LAST_NIGHT, note)
    for name in LAST_NIGHT_EXPECTED:
        found = _attendance(teller, LAST_NIGHT, name)
        teller.recorder.update(t.attendance, found, expected=True)


def _attendance(teller: Teller, event: str, name: str) -> int:
    sql = "SELECT id FROM attendance WHERE event_id = ? AND contact_id = ?"
    found = teller.recorder.connection.exec_driver_sql(sql, (teller.events[event], teller.people[name].id))
    return int(found.scalar_one())


def _expect(teller: Teller, event: str, names: Iterable[str]) -> None:
    for name in names:
        teller.recorder.insert(
            t.attendance, event_id=teller.events[event], contact_id=teller.people[name].id, expected=True, met=False
        )


def tell_rest(teller: Teller, exchanges: Exchanges) -> None:
    """Write the exchanges between the first and the last, until there are enough of them."""
    for someone in teller.people.values():
        if someone.last > 1 and someone.since > someone.last:
            _exchange(teller, exchanges, someone, PartialDate.of(teller.ago(someone.last)), real=True)
    able = [someone for someone in teller.people.values() if someone.since - someone.last > 20]
    weights = [someone.weight * (someone.since - someone.last) ** 0.5 for someone in able]
    while len(exchanges) < EXCHANGES:
        someone = teller.dice.choices(able, weights)[0]
        days = teller.dice.randrange(someone.last + 1, someone.since - 16)
        day = PartialDate.of(teller.workday(days))
        _exchange(teller, exchanges, someone, day)
    exchanges.write()


def _exchange(teller: Teller, exchanges: Exchanges, someone: Someone, day: PartialDate, *, real: bool = False) -> None:
    sentences = PERSONAL_SENTENCES if someone.is_personal else SENTENCES
    kinds = [kind for kind, _weight in _KINDS if kind in sentences and not (real and kind is InteractionKind.NOTE)]
    kind = teller.dice.choices(kinds, [dict(_KINDS)[kind] for kind in kinds])[0]
    written = kind in {InteractionKind.EMAIL, InteractionKind.MESSAGE, InteractionKind.CALL}
    direction = teller.dice.choice(tuple(Direction)) if written else Direction.MUTUAL
    exchanges.add([someone], day, kind, teller.dice.choice(sentences[kind]), direction=direction)


def tell_follow_ups(teller: Teller) -> None:
    """Write what is due, what is to come, and what has been done."""
    rows: list[dict[str, Any]] = [
        _follow_up(teller, name, text, -days, reason=reason) for name, text, days, reason in _DUE
    ]
    names = [someone.name for someone in teller.people.values() if someone.since > 60 and not someone.is_personal]
    for _place in range(60):
        name = teller.dice.choice(names)
        days = teller.dice.randrange(12, min(700, teller.people[name].since - 20))
        rows.append(_follow_up(teller, name, "Prendre des nouvelles", days, state=FollowUpState.DONE))
    teller.recorder.insert_many(t.follow_up, rows)


def _follow_up(
    teller: Teller,
    name: str,
    text: str,
    days: int,
    *,
    reason: FollowUpReason = FollowUpReason.CADENCE,
    state: FollowUpState = FollowUpState.OPEN,
) -> dict[str, Any]:
    event = teller.events[LAST_NIGHT] if reason is FollowUpReason.POST_EVENT else None
    return {
        "uid": teller.core.new_uid(),
        "contact_id": teller.people[name].id,
        "reason": reason,
        "due_on": teller.ago(days),
        "scheduled_on": teller.ago(days),
        "text": text,
        "state": state,
        "event_id": event,
    }


def tell_gifts(teller: Teller) -> None:
    """Write the introductions that the user gave."""
    names = sorted(someone.name for someone in teller.people.values() if someone.since > 300 and someone.weight > 1)
    for _place in range(6):
        one, other = teller.dice.sample(names, 2)
        introductions.put(
            teller.recorder,
            teller.core,
            None,
            teller.people[one].id,
            beneficiary_id=teller.people[other].id,
            occurred_on=_day(teller, teller.dice.randrange(30, 280)),
            means=Means.EMAIL,
        )
