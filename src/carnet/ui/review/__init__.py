"""« Bilan »: what the turnover of a period came from."""

from carnet.ui.review.page import ReviewPage

__all__ = ["ReviewPage"]
