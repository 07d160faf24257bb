"""Identifiers of stored rows; they mean something inside one journal file only."""

from typing import NewType

ContactId = NewType("ContactId", int)
OrganisationId = NewType("OrganisationId", int)
EventId = NewType("EventId", int)
InteractionId = NewType("InteractionId", int)
IntroductionId = NewType("IntroductionId", int)
FollowUpId = NewType("FollowUpId", int)
MissionId = NewType("MissionId", int)
TouchId = NewType("TouchId", int)
CircleId = NewType("CircleId", int)
TagId = NewType("TagId", int)
BatchId = NewType("BatchId", int)
DeedId = NewType("DeedId", int)
