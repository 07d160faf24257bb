"""The menus of the composer's chips: what a part of the line may be instead, each entry with the words that say so."""

from datetime import date, timedelta

from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.capture_values import SpanKind
from carnet.domain.interactions import InteractionKind
from carnet.domain.working_days import WorkingDays
from carnet.ui.interactions.chips import PartChip, answers_to
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.kit.icons import icon
from carnet.words import _, followups, interactions, sheets


def kinds(parent: QWidget) -> QMenu:
    """Return the kinds of exchanges."""
    menu = QMenu(parent)
    for kind in InteractionKind:
        menu.addAction(icon(kind_icon(kind)), interactions.kind(kind)).setData(interactions.kind(kind).lower())
    return menu


def days(parent: QWidget, today: date) -> QMenu:
    """Return the days of the last week."""
    menu = QMenu(parent)
    named = {0: _("today"), 1: _("yesterday")}
    for ago in range(7):
        day = today - timedelta(days=ago)
        menu.addAction(sheets.near(day, today)).setData(named.get(ago, day.strftime("%d/%m/%Y")))
    return menu


def follow_ups(parent: QWidget, today: date, working: WorkingDays) -> QMenu:
    """Return days for a follow-up, and none."""
    menu = QMenu(parent)
    for text, day in followups.choices(today, working):
        menu.addAction(text).setData(day.strftime("%d/%m/%Y"))
    menu.addAction(_("No follow-up")).setData("")
    return menu


def of_part(parent: QWidget, chip: PartChip) -> QMenu:
    """Return who may be meant by a name, and what may become of any part: its span to type it again, None to go."""
    menu = QMenu(parent)
    if chip.mention is not None and chip.span.kind is SpanKind.PERSON:
        for key, icon_name, text in answers_to(chip.mention):
            menu.addAction(icon(icon_name), text.replace("&", "&&")).setData((chip.mention.name, key))
        menu.addSeparator()
    menu.addAction(icon("pencil"), _("Type it again")).setData(chip.span)
    menu.addAction(icon("x"), _("Remove it")).setData(None)
    return menu
