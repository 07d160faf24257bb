"""This date alone, or the whole series: asked once, before what can be meant for either."""

from carnet.domain.events import NetworkingEvent
from carnet.ui.events.when import rhythm
from carnet.ui.kit.prompts import Prompts
from carnet.words import _


def ask_scope(prompts: Prompts, series: NetworkingEvent, title: str, whole: str, alone: str) -> bool | None:
    """Return True for the whole series, False for the date alone, None for neither."""
    text = _("“{title}” comes back: {rhythm}.").format(title=series.title, rhythm=lowered(rhythm(series)))
    answer = prompts.choose(title, text, (whole, alone))
    return None if answer is None else answer == 0


def lowered(text: str) -> str:
    """Return a sentence as it stands within another."""
    return text[:1].lower() + text[1:]
