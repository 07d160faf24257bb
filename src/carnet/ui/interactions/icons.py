"""Icon of each kind of exchange."""

from carnet.domain.interactions import InteractionKind

_ICONS = {
    InteractionKind.ENCOUNTER: "users",
    InteractionKind.COFFEE: "coffee",
    InteractionKind.LUNCH: "utensils",
    InteractionKind.CALL: "phone",
    InteractionKind.VIDEO: "video",
    InteractionKind.EMAIL: "mail",
    InteractionKind.MESSAGE: "message-circle",
    InteractionKind.LETTER: "send",
    InteractionKind.NOTE: "notebook-pen",
}


def kind_icon(kind: InteractionKind) -> str:
    """Return the icon of a kind of exchange."""
    return _ICONS[kind]
