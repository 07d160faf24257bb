"""What missions, their stages, their people and the touches of their paths are called; the path in one sentence."""

from collections.abc import Mapping, Sequence

from carnet.domain.contacts import Channel
from carnet.domain.interactions import InteractionKind
from carnet.domain.missions import MissionRole, Stage, TouchKind
from carnet.domain.path import Difference, GapReason
from carnet.domain.review import GapLine, MissionPath, TouchLine
from carnet.domain.stages import StageTime
from carnet.domain.text import fold
from carnet.words import contacts, formats, interactions
from carnet.words.catalogue import _, ngettext, pgettext
from carnet.words.elisions import of

_NETWORKS = frozenset({Channel.LINKEDIN, Channel.VIADEO, Channel.FACEBOOK, Channel.COPAINS_DAVANT})


def stage_label(stage: Stage | str) -> str:
    """Return the name of a stage."""
    match Stage(stage):
        case Stage.LEAD:
            return _("Lead")
        case Stage.PROPOSAL:
            return _("Proposal")
        case Stage.WON:
            return _("Won")
        case Stage.RUNNING:
            return _("Running")
        case Stage.COMPLETED:
            return pgettext("stage of a mission", "Completed")
        case Stage.LOST:
            return _("Lost")


def time_words(time: StageTime) -> str:
    """Return the median time in a stage with the missions behind it, "" where none left it yet."""
    if time.median_days is None:
        return ""
    text = ngettext("median {days} d · {n} mission", "median {days} d · {n} missions", time.missions)
    return text.format(days=formats.number(time.median_days), n=formats.number(time.missions))


def stage_times_words(times: Mapping[Stage, StageTime]) -> str:
    """Return the median time in each stage that missions left, in one line."""
    said = [f"{stage_label(stage)} {days}" for stage, time in times.items() if (days := time_words(time))]
    return _("Time in each stage: {times}").format(times=", ".join(said)) if said else ""


def role_label(role: MissionRole | str) -> str:
    """Return what a person did for a mission."""
    match MissionRole(role):
        case MissionRole.INTRODUCER:
            return _("Referrer")
        case MissionRole.PRESCRIBER:
            return _("Prescriber")
        case MissionRole.DECISION_MAKER:
            return _("Decision maker")
        case MissionRole.BUYER:
            return _("Buyer")
        case MissionRole.USER:
            return _("User")


def channel_label(channel: Channel | str) -> str:
    """Return the name of the channel of a touch."""
    found = Channel(channel)
    return _("Unattributed") if found is Channel.NONE else contacts.channel(found)


def touch_label(touch: TouchLine) -> str:
    """Return what a touch was: the meeting, the introduction, the exchange of the offer."""
    exchange = interactions.kind(InteractionKind(touch.interaction_kind)) if touch.interaction_kind else ""
    match TouchKind(touch.kind):
        case TouchKind.ORIGIN_MEETING:
            return exchange or _("First contact")
        case TouchKind.INTRODUCTION:
            return _("Introduction")
        case TouchKind.KEY_ENCOUNTER:
            return exchange or _("Key encounter")
        case TouchKind.CONVERTING:
            return _("Offer, {exchange}").format(exchange=exchange.lower()) if exchange else _("Offer")
        case TouchKind.MANUAL:
            return channel_label(touch.channel)
        case TouchKind.NONE:
            return _("Unattributed")


def step_kind_label(kind: TouchKind | str) -> str:
    """Return what a kind of step is called where one is put in by hand."""
    match TouchKind(kind):
        case TouchKind.ORIGIN_MEETING:
            return _("First contact")
        case TouchKind.INTRODUCTION:
            return _("Introduction")
        case TouchKind.KEY_ENCOUNTER:
            return _("Key encounter")
        case TouchKind.CONVERTING:
            return _("Offer")
        case TouchKind.MANUAL:
            return _("Other channel")
        case TouchKind.NONE:
            return _("Unattributed")


def person_name(contact_id: int | None, name: str, *, hidden: bool = False) -> str:
    """Return how to name someone: by name, else as someone private or deleted; "" for nobody."""
    if hidden:
        return _("a personal relation")
    if name or contact_id is None:
        return name
    return _("Deleted contact no. {k}").format(k=contact_id)


def touch_people(touch: TouchLine) -> str:
    """Return who a touch is about: "Karim presents Claire", or the one name."""
    person = person_name(touch.contact_id, touch.contact, hidden=touch.contact_hidden)
    if touch.kind != TouchKind.INTRODUCTION:
        return person
    introducer = _introducer(touch)
    return _("{introducer} introduces {person}").format(introducer=introducer, person=person) if introducer else person


def path_sentence(path: MissionPath) -> str:
    """Return the path as one sentence."""
    touches = path.touches
    if not touches or touches[0].kind == TouchKind.NONE:
        return _("It is not known yet who brought this mission.")
    origin = next((touch for touch in touches if touch.kind == TouchKind.ORIGIN_MEETING), None)
    introductions = [touch for touch in touches if touch.kind == TouchKind.INTRODUCTION]
    if origin is not None:
        said, known = _beginning(origin), origin.contact_id
    elif introductions:
        first, introductions = introductions[0], introductions[1:]
        said, known = _first_introduction(first), first.contact_id
    else:
        return _brought(touches)
    said += _links(introductions, known)
    return _("{sentence}.").format(
        sentence=said + _offer(touches, [known, *(each.contact_id for each in introductions)])
    )


def _first_introduction(touch: TouchLine) -> str:
    introducer, person = _introducer(touch), _person(touch) or _("somebody")
    if not introducer:
        return _("Mission born of an introduction: you were introduced to {person}").format(person=person)
    template = _("Mission born of an introduction: {introducer} introduced you to {person}")
    return template.format(introducer=introducer, person=person)


def _brought(touches: Sequence[TouchLine]) -> str:
    touch = next((touch for touch in touches if _person(touch)), touches[0])
    if person := _person(touch):
        return _("Mission brought by {person}.").format(person=person)
    return _by_channel(Channel(touch.channel))


def _offer(touches: Sequence[TouchLine], named: Sequence[int | None]) -> str:
    """Return who offered the mission where it is somebody whom the sentence does not name yet."""
    offer = next((touch for touch in reversed(touches) if touch.kind == TouchKind.CONVERTING), None)
    if offer is None or offer.contact_id in named or not (person := _person(offer)):
        return ""
    return _(", then {person} offered you the mission").format(person=person)


def _by_channel(channel: Channel) -> str:
    match channel:
        case Channel.PLATFORM:
            return _("Mission found on a platform or through a tender.")
        case Channel.COLD:
            return _("Mission born of a cold approach.")
        case _:
            return _("Mission without a referrer, channel: {channel}.").format(channel=_in_a_sentence(channel))


def _in_a_sentence(channel: Channel) -> str:
    """Return a channel in small letters, but for the names of networks."""
    name = channel_label(channel)
    return name if channel in _NETWORKS else name.lower()


def _beginning(origin: TouchLine) -> str:
    person = _person(origin)
    if not person:
        return (
            _("Mission born {place}").format(place=_place(origin)) if origin.event_id is not None else _nameless(origin)
        )
    if origin.event_id is not None:
        return _("Mission born {place}, where you met {person}").format(place=_place(origin), person=person)
    match origin.interaction_kind:
        case InteractionKind.COFFEE:
            return _("Mission born over a coffee with {person}").format(person=person)
        case InteractionKind.LUNCH:
            return _("Mission born over a lunch with {person}").format(person=person)
        case InteractionKind.VIDEO:
            return _("Mission born of a video call with {person}").format(person=person)
        case "":
            return _without_exchange(Channel(origin.channel), person)
        case _:
            return _("Mission born of a meeting with {person}").format(person=person)


def _nameless(origin: TouchLine) -> str:
    if origin.event_id is not None:
        return _("Mission born {place}").format(place=_place(origin))
    return _("Mission born of a first contact (origin: {channel})").format(
        channel=_in_a_sentence(Channel(origin.channel))
    )


def _without_exchange(channel: Channel, person: str) -> str:
    match channel:
        case _ if channel in _NETWORKS:
            template = _("Mission born on {network}, where you are connected with {person}")
            return template.format(network=contacts.channel(channel), person=person)
        case Channel.UNKNOWN | Channel.NONE:
            return _("Mission born of your relation with {person}").format(person=person)
        case _:
            template = _("Mission born of your relation with {person} (origin: {channel})")
            return template.format(person=person, channel=_in_a_sentence(channel))


def _links(introductions: Sequence[TouchLine], known: int | None) -> str:
    """Chain the introductions; one that does not start from the person just named says by whom."""
    said = ""
    for touch in introductions:
        person, introducer = _person(touch) or _("somebody"), _introducer(touch)
        if not introducer:
            said += _(", then you were introduced to {person}").format(person=person)
        elif touch.introducer_id == known:
            said += _(", who introduced you to {person}").format(person=person)
        else:
            said += _(", then {introducer} introduced you to {person}").format(introducer=introducer, person=person)
        known = touch.contact_id
    return said


def _person(touch: TouchLine) -> str:
    return person_name(touch.contact_id, touch.contact, hidden=touch.contact_hidden)


def _introducer(touch: TouchLine) -> str:
    return person_name(touch.introducer_id, touch.introducer, hidden=touch.introducer_hidden)


def _place(touch: TouchLine) -> str:
    kind = _at_the(touch.event_kind)
    if next(iter(fold(touch.organiser).split()), "") == _SAME_WORD.get(touch.event_kind):
        return _("at the {name}").format(name=touch.organiser)
    if touch.organiser:
        return f"{kind} {of(touch.organiser)}"
    return _("{kind} “{title}”").format(kind=kind, title=touch.event) if touch.event else kind


_SAME_WORD = {"club": "club", "trade_show": "salon"}
"""The word that an organiser's name may begin with and that says what the event is: « au Club Data »."""


def _at_the(event_kind: str) -> str:
    places = {
        "themed_meeting": _("at the themed meeting"),
        "afterwork": _("at the afterwork"),
        "club": _("at the club"),
        "workshop": _("at the workshop"),
        "breakfast": _("at the breakfast"),
        "trade_show": _("at the trade show"),
        "training": _("at the training course"),
        "webinar": _("at the webinar"),
        "break": _("during the break"),
    }
    return places.get(event_kind) or _("at the event")


def gap_sentence(gap: GapLine) -> str:
    """Return what a path misses and what would mend it."""
    person = person_name(gap.contact_id, gap.contact) or _("this person")
    introducer = person_name(gap.introducer_id, gap.introducer) or _("somebody")
    return _gap_template(GapReason(gap.reason)).format(person=person, introducer=introducer)


def _gap_template(reason: GapReason) -> str:
    match reason:
        case GapReason.NO_ANSWER:
            return _("Who offered you the mission? Without an answer it stays unattributed.")
        case GapReason.ORIGIN_UNKNOWN:
            return _("How you came to know {person} is not known.")
        case GapReason.ORIGIN_DATE_ASSUMED:
            return _("When you met {person} is not known: the day of the sheet is used.")
        case GapReason.INTRODUCER_UNKNOWN:
            return _("{person} came by an introduction, but nobody is named for it.")
        case GapReason.CYCLE:
            return _("The introductions of {person} run in a circle.")
        case GapReason.INTRODUCTION_UNDATED:
            return _("The introduction of {person} by {introducer} has no date.")
        case GapReason.INTRODUCED_BEFORE_MET:
            return _("{introducer} introduced {person} before you met {introducer}: one of the dates is wrong.")
        case GapReason.OFFER_UNKNOWN:
            return _("No exchange with {person} before the signature: the offer is dated by the signature.")
        case GapReason.OFFER_ASSUMED:
            return _("The last exchange with {person} is taken for the offer. Was it another one?")


def gap_remedy(gap: GapLine) -> str:
    """Return what to do so that a link is missing no more."""
    person = person_name(gap.contact_id, gap.contact) or _("this person")
    introducer = person_name(gap.introducer_id, gap.introducer) or _("somebody")
    return _remedy(GapReason(gap.reason)).format(person=person, introducer=introducer)


def _remedy(reason: GapReason) -> str:
    match reason:
        case GapReason.NO_ANSWER:
            return _("Answer with a contact, or with “Nobody” and a channel: the path follows.")
        case GapReason.ORIGIN_UNKNOWN:
            return _("Choose how you came to know each other, or log your first meeting.")
        case GapReason.ORIGIN_DATE_ASSUMED:
            return _("Type the day, the month or the year: “March 2024” is enough.")
        case GapReason.INTRODUCER_UNKNOWN:
            return _("Name who introduced {person}: the path then goes through them.")
        case GapReason.CYCLE:
            return _("Open the sheet and take out the introduction that is wrong.")
        case GapReason.INTRODUCTION_UNDATED:
            return _("Type when it was: the delay from meeting to signature rests on it.")
        case GapReason.INTRODUCED_BEFORE_MET:
            return _("Open the sheet and correct the day of the introduction, or of your first meeting.")
        case GapReason.OFFER_UNKNOWN:
            return _("Open the sheet and log the exchange in which the mission was offered.")
        case GapReason.OFFER_ASSUMED:
            return _("Choose the exchange, or say that it is this one.")


def difference_words(found: Difference) -> str:
    """Return what sets a path apart from the one that would be derived today, "" where nothing does."""
    said = []
    if found.added:
        said.append(ngettext("{n} step more", "{n} steps more", found.added).format(n=found.added))
    if found.missing:
        said.append(ngettext("{n} step less", "{n} steps less", found.missing).format(n=found.missing))
    if found.moved:
        said.append(_("another order"))
    return _("Compared with what the journal would derive today: {said}.").format(said=", ".join(said)) if said else ""
