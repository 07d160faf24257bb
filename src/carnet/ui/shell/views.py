"""The saved views in the rail: shown with how many people each lists, opened, renamed, moved, forgotten."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from carnet.domain.contacts import ContactFilter
from carnet.domain.query import COOLING, Field
from carnet.errors import CarnetError
from carnet.ui.kit.page import Announced
from carnet.ui.kit.turns import Turn, turnful
from carnet.ui.shell.desk import Desk
from carnet.words import _, queries

if TYPE_CHECKING:
    from carnet.journal.views import View

_WATCHES = frozenset(
    {"saved_view", "contact", "contact_tag", "contact_circle", "affiliation", "interaction", "participation", "mission"}
    | {"introduction", "tag", "circle"}
)
_REST_MS = 400
_ICONS = {
    Field.TAG: "hash",
    Field.CIRCLE: "users",
    Field.ORGANISATION: "building-2",
    Field.WARMTH: "thermometer",
    Field.SEEN: "clock",
    Field.MISSION: "briefcase",
    Field.INTRODUCED_BY: "handshake",
    Field.CITY: "map-pin",
}


class ViewActions(QObject):
    """Keeps the views of the rail as the journal has them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._counting: Iterator[object] = iter(())
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._turn = Turn(self)
        self._rest.timeout.connect(self.show)
        self._turn.come.connect(self._count_next)

    @Slot()
    def show(self) -> None:
        """Show the views, and count whom they list in later turns."""
        journal, rail = self._desk.journal, self._desk.window.rail
        if journal is None:  # nothing of the one before stands beside the page that asks for a passphrase
            rail.show_views([])
            return
        views = journal.views.rows()
        if [(view.id, view.name) for view in views] != [(key, button.text()) for key, button in rail.views.items()]:
            rail.show_views([(view.id, _icon(view.chosen), view.name) for view in views])
        self._counting = self._count(views)
        self._turn.start()

    @Slot(object)
    def on_changed(self, changes: Announced) -> None:
        """Look again once the hands rest."""
        if changes.everything or changes.tables & _WATCHES:
            self._rest.start()

    def stop(self) -> None:
        """Count no further, as before the journal is closed."""
        self._rest.stop()
        self._turn.stop()
        self._counting = iter(())

    @Slot(object)
    def keep(self, chosen: ContactFilter) -> None:
        """Ask for a name and keep a list under it."""
        journal = self._desk.journal
        if journal is None:
            return
        question = _("What shall the view be called?")
        name = self._desk.prompts.ask_text(
            _("Save the view"), question, _("Save"), queries.say(chosen.text, chosen.terms)
        )
        if name:
            self._try(lambda: journal.views.save(name, chosen))

    @Slot(int)
    def open(self, view_id: int) -> None:
        """List the people of a view."""
        view = self._view(view_id)
        if view is not None:
            self._desk.open_people(view.chosen)

    @Slot(int, object)
    def show_menu(self, view_id: int, place: QPoint) -> None:
        """Offer what may be done with a view."""
        menu = QMenu(self._desk.window)
        for what, text in (
            ("rename", _("Rename…")),
            ("up", _("Move up")),
            ("down", _("Move down")),
            ("export", _("Export…")),
            ("delete", _("Delete")),
        ):
            action = menu.addAction(text)
            action.setData((what, view_id))
            action.triggered.connect(self._on_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @Slot()
    def _on_chosen(self) -> None:
        action, journal = self.sender(), self._desk.journal
        if not isinstance(action, QAction) or journal is None:
            return
        what, view_id = action.data()
        view = self._view(view_id)
        if what == "rename":
            self._rename(view_id)
        elif what == "export" and view is not None:
            self._desk.files.export_people(view.chosen, view.name)
        elif what == "delete":
            self._try(lambda: journal.views.delete(view_id))
        else:
            self._try(lambda: journal.views.move(view_id, -1 if what == "up" else 1))

    def _rename(self, view_id: int) -> None:
        view, journal = self._view(view_id), self._desk.journal
        if view is None or journal is None:
            return
        name = self._desk.prompts.ask_text(
            _("Rename the view"), _("What shall the view be called?"), _("Save"), view.name
        )
        if name:
            self._try(lambda: journal.views.rename(view_id, name))

    def _try(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except CarnetError as error:
            self._desk.present(error)
        self.show()

    def _view(self, view_id: int) -> "View | None":
        journal = self._desk.journal
        views = () if journal is None else journal.views.rows()
        return next((view for view in views if view.id == view_id), None)

    @Slot()
    def _count_next(self) -> None:
        if turnful(self._counting):
            self._turn.start()

    def _count(self, views: "Iterable[View]") -> Iterator[object]:
        """Count whom each view lists, a little more each time it is asked to go on."""
        for view in views:
            journal, count = self._desk.journal, 0
            if journal is None:
                return
            for count in journal.contacts.counting(view.chosen):
                yield count
            if (button := self._desk.window.rail.views.get(view.id)) is not None:
                button.set_count(count)


def _icon(chosen: ContactFilter) -> str:
    first = chosen.terms[0] if chosen.terms else None
    if first is None or first.field is None:
        return "search"
    return "snowflake" if COOLING in first.values else _ICONS.get(first.field, "filter")
