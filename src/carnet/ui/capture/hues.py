"""The icon and the colour role under which each part of a line is shown."""

from carnet.domain.capture_values import SpanKind

_LOOKS = {
    SpanKind.NAME: ("user", "cat-event"),
    SpanKind.TITLE: ("id-card", "cat-pause"),
    SpanKind.ORGANISATION: ("building-2", "cat-past"),
    SpanKind.EMAIL: ("mail", "cat-cold"),
    SpanKind.PHONE: ("phone", "cat-cold"),
    SpanKind.URL: ("globe", "cat-cold"),
    SpanKind.TAG: ("hash", "cat-social"),
    SpanKind.VIA: ("handshake", "cat-reco"),
    SpanKind.FOLLOW_UP: ("alarm-clock", "danger"),
}


def icon_of(kind: SpanKind) -> str:
    """Return the icon of a part."""
    return _LOOKS.get(kind, ("notebook-pen", ""))[0]


def hue_of(kind: SpanKind) -> str:
    """Return the colour role of a part, "" for the note, which is plain text."""
    return _LOOKS.get(kind, ("", ""))[1]
