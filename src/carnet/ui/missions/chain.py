"""The steps of the path of a mission: event, contact, introduction, offer, signature (rank 0, which is no touch)."""

from carnet.domain.dates import PartialDate
from carnet.domain.interactions import InteractionKind
from carnet.domain.missions import TouchKind, TouchSource
from carnet.domain.review import MissionPath, TouchLine
from carnet.ui.kit.chain import Node
from carnet.words import _, formats
from carnet.words.missions import touch_label, touch_people

_ICONS = {
    InteractionKind.ENCOUNTER: "users",
    InteractionKind.COFFEE: "coffee",
    InteractionKind.LUNCH: "utensils",
    InteractionKind.CALL: "phone",
    InteractionKind.VIDEO: "video",
    InteractionKind.EMAIL: "mail",
    InteractionKind.MESSAGE: "message-circle",
    InteractionKind.LETTER: "mail",
}


def node_of(touch: TouchLine, model: str) -> Node:
    """Return what a touch shows under a model."""
    on = PartialDate(touch.occurred_on) if touch.occurred_on else None
    share = formats.percent_bp(round(touch.weights.get(model, 0.0) * 100) * 100)
    who = touch_people(touch)
    traced = _("put in by hand") if touch.source == TouchSource.MANUAL and touch.contact_id else ""
    lines = tuple(line for line in (who, touch.event, formats.partial(on), traced) if line)
    tone = "accent" if touch.weights.get(model, 0.0) > 0 else "fill"
    title = touch_label(touch)
    if touch.is_decisive:
        title = _("{step}, decisive").format(step=title)
    return Node(touch.rank, _icon(touch), title, share, lines, None if on is None else on.first_day, tone)


def _icon(touch: TouchLine) -> str:
    if touch.kind == TouchKind.INTRODUCTION:
        return "handshake"
    if touch.kind == TouchKind.NONE:
        return "circle-help"
    if touch.interaction_kind and not touch.event_id:
        return _ICONS.get(InteractionKind(touch.interaction_kind), "users")
    return "ticket" if touch.event_id else "send" if touch.kind == TouchKind.CONVERTING else "user"


def nodes_of(path: MissionPath, model: str) -> tuple[Node, ...]:
    """Return the steps of a path, the signature last."""
    found = [node_of(touch, model) for touch in path.touches]
    if path.signed_on is not None:
        lines = (formats.money(path.value_cents, path.currency), formats.full_day(path.signed_on))
        found.append(Node(0, "check", _("Signature"), "", lines, path.signed_on, "success"))
    return tuple(found)
