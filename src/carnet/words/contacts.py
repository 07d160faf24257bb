"""What people and relations are called: origins, spheres, relationships, warmth, contact points, networks, cadences."""

from carnet.domain.contacts import (
    Channel,
    ChannelGroup,
    ContactStatus,
    Network,
    OrganisationKind,
    PointKind,
    Relationship,
    Sphere,
)
from carnet.words.catalogue import _, ngettext


def channel(value: Channel) -> str:
    """Return the name of an origin, or of the channel of a touch."""
    match value:
        case Channel.EVENT:
            return _("Event")
        case Channel.TRAINING:
            return _("Training course")
        case Channel.INTRODUCTION:
            return _("Introduction")
        case Channel.LINKEDIN | Channel.VIADEO | Channel.FACEBOOK | Channel.COPAINS_DAVANT:
            return network(Network(value.value))
        case Channel.OTHER_NETWORK:
            return _("Other social network")
        case Channel.BREAK:
            return _("Break (coffee machine, meal)")
        case Channel.FORMER_COLLEAGUE:
            return _("Former colleague")
        case Channel.CLIENT_SITE:
            return _("At a client’s")
        case Channel.COLD:
            return _("Cold approach")
        case Channel.PLATFORM:
            return _("Platform, tender")
        case Channel.PERSONAL:
            return _("Private life")
        case Channel.UNKNOWN:
            return _("Unknown")
        case Channel.DIRECT:
            return _("Direct exchange")
        case Channel.NONE:
            return _("None")


def channel_group(value: ChannelGroup) -> str:
    """Return the name of a group of origins."""
    match value:
        case ChannelGroup.EVENT:
            return _("Event")
        case ChannelGroup.INTRODUCTION:
            return _("Introduction")
        case ChannelGroup.NETWORK:
            return _("Social network")
        case ChannelGroup.BREAK:
            return _("Break")
        case ChannelGroup.FORMER:
            return _("Former mission")
        case ChannelGroup.PROSPECTING:
            return _("Prospecting")
        case ChannelGroup.OTHER:
            return _("Other")


def sphere(value: Sphere) -> str:
    """Return the name of a sphere."""
    match value:
        case Sphere.PROFESSIONAL:
            return _("Work")
        case Sphere.PERSONAL:
            return _("Private")
        case Sphere.BOTH:
            return _("Work and private")


def relationship(value: Relationship) -> str:
    """Return what a person is to the user."""
    match value:
        case Relationship.PEER:
            return _("Peer")
        case Relationship.CLIENT:
            return _("Client")
        case Relationship.PROSPECT:
            return _("Prospect")
        case Relationship.PORTAGE_ADVISER:
            return _("Portage adviser")
        case Relationship.FORMER_COLLEAGUE:
            return _("Former colleague")
        case Relationship.FRIEND:
            return _("Friend")
        case Relationship.OTHER:
            return _("Other relationship")


def status(value: ContactStatus) -> str:
    """Return where a sheet stands in its life."""
    match value:
        case ContactStatus.ACTIVE:
            return _("Active")
        case ContactStatus.DORMANT:
            return _("Dormant")
        case ContactStatus.ARCHIVED:
            return _("Archived")
        case ContactStatus.ANONYMISED:
            return _("Anonymised")


def level(value: str | None) -> str:
    """Return the name of a level of warmth; None is a relation without an exchange."""
    match value:
        case "hot":
            return _("Hot")
        case "warm":
            return _("Lukewarm")
        case "cool":
            return _("Cool")
        case "cold":
            return _("Cold")
        case _other:
            return _("No exchange")


def point_kind(value: PointKind) -> str:
    """Return the name of a kind of contact point."""
    match value:
        case PointKind.EMAIL:
            return _("E-mail")
        case PointKind.PHONE:
            return _("Phone")
        case PointKind.URL:
            return _("Web site")
        case PointKind.MESSAGING:
            return _("Messaging")
        case PointKind.ADDRESS:
            return _("Address")


POINT_LABELS = ("work", "home", "cell")
"""The labels that cards know by a word of their own."""


def point_label(value: str) -> str:
    """Return how a label of a contact point reads: the types of cards in words, the user's own as it is typed."""
    known = {"work": _("work"), "home": _("home"), "cell": _("mobile"), "fax": _("fax"), "main": _("main line")}
    types = value.split()
    return ", ".join(known[each] for each in types) if known.keys() >= set(types) else value


def network(value: Network) -> str:
    """Return the name of a social network."""
    match value:
        case Network.LINKEDIN:
            return "LinkedIn"
        case Network.VIADEO:
            return "Viadeo"
        case Network.FACEBOOK:
            return "Facebook"
        case Network.COPAINS_DAVANT:
            return "Copains d’avant"
        case Network.XING:
            return "XING"
        case Network.MASTODON:
            return "Mastodon"
        case Network.OTHER:
            return _("Other network")


def organisation_kind(value: OrganisationKind) -> str:
    """Return what an organisation is."""
    match value:
        case OrganisationKind.END_CLIENT:
            return _("End client")
        case OrganisationKind.PORTAGE_COMPANY:
            return _("Portage company")
        case OrganisationKind.ESN:
            return _("IT services company")
        case OrganisationKind.PLATFORM:
            return _("Platform")
        case OrganisationKind.ASSOCIATION:
            return _("Association")
        case OrganisationKind.CLUB:
            return _("Club")
        case OrganisationKind.SCHOOL:
            return _("School")
        case OrganisationKind.OTHER:
            return _("Other organisation")


def cadence(days: int | None) -> str:
    """Return a cadence: "60 days", "None"."""
    if days is None:
        return _("No cadence")
    return ngettext("{n} day", "{n} days", days).format(n=days)
