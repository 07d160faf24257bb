"""Why to get back to someone, in words."""

from carnet.domain.followups import FollowUpReason
from carnet.words.catalogue import _


def reason(value: FollowUpReason) -> str:
    """Return the reason of a follow-up."""
    match value:
        case FollowUpReason.POST_EVENT:
            return _("after an event")
        case FollowUpReason.PROMISE:
            return _("promise")
        case FollowUpReason.CADENCE:
            return _("cadence")
        case FollowUpReason.OPPORTUNITY:
            return _("opportunity")
        case FollowUpReason.THANKS:
            return _("thanks")
        case FollowUpReason.MISSION_ENDING:
            return _("end of mission")
        case FollowUpReason.PRIVACY:
            return _("privacy")
