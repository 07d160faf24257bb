"""« Aujourd'hui »: what the day asks for, on one page."""

from carnet.ui.today.page import TodayPage

__all__ = ["TodayPage"]
