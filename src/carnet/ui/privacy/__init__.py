"""« Confidentialité »: who is kept, on what ground, for how long, and what is done for their rights."""

from carnet.ui.privacy.page import PrivacyPage

__all__ = ["PrivacyPage"]
