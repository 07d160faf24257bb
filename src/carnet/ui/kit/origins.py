"""Icon and colour role of each origin, the same in lists, sheets and charts."""

from carnet.domain.contacts import Channel, ChannelGroup, group_of

_MARKS = {
    ChannelGroup.EVENT: ("ticket", "cat-event"),
    ChannelGroup.INTRODUCTION: ("handshake", "cat-reco"),
    ChannelGroup.NETWORK: ("share-2", "cat-social"),
    ChannelGroup.BREAK: ("coffee", "cat-pause"),
    ChannelGroup.FORMER: ("history", "cat-past"),
    ChannelGroup.PROSPECTING: ("send", "cat-cold"),
    ChannelGroup.OTHER: ("ellipsis", "cat-other"),
}


def origin_mark(channel: Channel) -> tuple[str, str]:
    """Return the icon of an origin and its colour, for the surface and the list only: on other grounds use text2."""
    return _MARKS[group_of(channel)]


def group_tint(group: str) -> str:
    """Return the colour of a group of origins."""
    return _MARKS[ChannelGroup(group)][1]
