"""Text from outside never speaks as Carnet: it is shown as it is written, everywhere."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from carnet.app import PAGES, Application

PERSON = 1
MARKUP = '<b>Zoé</b><img src="file:///etc/passwd">&Co'
HOSTILE = {
    "markup": MARKUP,
    "bidi": "Zoé \u202enitraM\u202c",
    "control": "Zoé\x00\tMartin\nligne",
    "long": "Zoé" * 3_333,
    "emoji": "Zoé 👩🏽‍💻🇫🇷",
}


def _rich(application: Application) -> list[str]:
    """Return the labels that would render markup."""
    QApplication.processEvents()
    labels = application.window.findChildren(QLabel)
    return [each.text() for each in labels if each.textFormat() is not Qt.TextFormat.PlainText]


def _live_tips(application: Application) -> list[str]:
    """Return the tips in which a markup was left unescaped."""
    tips = [each.toolTip() for each in application.window.findChildren(QWidget)]
    return [tip for tip in tips if "<b>" in tip or "<img" in tip]


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def hostile(request: pytest.FixtureRequest, application: Application) -> Application:
    """An application whose first person, event and mission hold a hostile text."""
    text: str = request.param
    journal = application.journal
    assert journal is not None
    journal.contacts.edit(PERSON, last_name=text, city=text, about=text, tags=(text[:60],))
    journal.events.edit(1, title=text, briefing=text, debrief=text)
    journal.missions.edit(1, title=text, notes=text)
    return application


def test_no_label_of_any_page_renders_markup(hostile: Application) -> None:
    width = hostile.window.minimumSizeHint().width()
    for key in PAGES:
        hostile.window.show_page(key)
        assert _rich(hostile) == []
        assert _live_tips(hostile) == []
    for kind in ("contact", "event", "mission"):
        getattr(hostile, f"open_{kind}")(1)
        assert _rich(hostile) == []
        assert _live_tips(hostile) == []
    hostile.open_merge(PERSON, 2)
    assert _rich(hostile) == []
    assert _live_tips(hostile) == []
    assert hostile.window.minimumSizeHint().width() <= max(width, 960)


def test_a_message_shows_markup_as_written(application: Application) -> None:
    application.window.toasts.show(MARKUP, "Annuler")
    toast = application.window.toasts.shown()[-1]
    assert toast.message.text() == MARKUP
    assert _rich(application) == []


def test_an_ampersand_in_a_recent_journal_is_no_shortcut(application: Application) -> None:
    application.settings = replace(application.settings, recent=("/a/R&D.carnet",))
    assert application.gestures._recent_menu().actions()[0].text() == "/a/R&&D.carnet"
