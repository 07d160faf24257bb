"""Thanks after an event: within 72 hours, and what they become later."""

from datetime import date

from carnet.domain.debriefs import thanks
from carnet.domain.followups import FollowUpReason

MET = date(2026, 11, 19)


def test_thanks_are_due_two_days_after_and_within_seventy_two_hours() -> None:
    assert thanks(MET, MET) == (FollowUpReason.THANKS, date(2026, 11, 21))
    assert thanks(MET, date(2026, 11, 22)) == (FollowUpReason.THANKS, date(2026, 11, 22))


def test_later_they_are_a_follow_up_like_others() -> None:
    assert thanks(MET, date(2026, 11, 23)) == (FollowUpReason.POST_EVENT, date(2026, 11, 28))
