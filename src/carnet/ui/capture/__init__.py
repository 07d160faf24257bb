"""The quick add: one line of text per person, at an event or without one."""

from carnet.ui.capture.drafting import waiting_lines
from carnet.ui.capture.panel import CapturePanel

__all__ = ["CapturePanel", "waiting_lines"]
