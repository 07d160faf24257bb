"""The menu of several people: labels, sphere, cadence, follow-up, archive, export, merge, bin."""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.contacts import SelectionSummary, Sphere
from carnet.domain.text import fold
from carnet.ui.kit.icons import icon
from carnet.words import _, contacts

_CADENCES = (30, 60, 90, 180)
_Entry = tuple[str, object]


class SelectionMenu(QMenu):
    """What one does with several people.

    Signals:
        chosen: what to do, and with which value: ("add_tag", "cloud"), ("sphere", Sphere), ("delete", None)…
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        parent: QWidget,
        summary: SelectionSummary,
        tags: Iterable[str],
        circles: Iterable[str],
        days: Iterable[tuple[str, date]],
    ) -> None:
        super().__init__(parent)
        self._days = days
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._summary = summary
        self._add_labels("tag", "hash", tags, summary.tags)
        self._add_labels("circle", "users", circles, summary.circles)
        self._add_facts()
        self.addSeparator()
        starred = summary.starred == summary.people
        self._act(self, _("Remove from favourites") if starred else _("Add to favourites"), "star", not starred, "star")
        archived = summary.archived == summary.people
        words = _("Take out of the archive") if archived else _("Archive")
        self._act(self, words, "archive", not archived, "archive")
        self._act(self, _("Export…"), "export", None, "download")
        if summary.people == 2:
            self._act(self, _("Merge these two sheets…"), "merge", None, "merge")
        self.addSeparator()
        self._act(self, _("Move to bin"), "delete", None, "trash-2")
        self.triggered.connect(self._on_triggered)

    def _add_labels(self, what: str, icon_name: str, known: Iterable[str], worn: Mapping[str, int]) -> None:
        """Add the two submenus of a kind of label: those not worn by all, and those worn by somebody."""
        tag = what == "tag"
        adding = self._part(_("Add a tag") if tag else _("Add to a circle"), icon_name)
        for name in known:
            if worn.get(name, 0) < self._summary.people:
                self._act(adding, name, f"add_{what}", name)
        adding.addSeparator()
        self._act(adding, _("New tag…") if tag else _("New circle…"), f"add_{what}", "")
        if worn:
            removing = self._part(_("Remove a tag") if tag else _("Take out of a circle"), icon_name)
            for name in sorted(worn, key=fold):
                self._act(removing, f"{name} ({worn[name]})", f"remove_{what}", name)

    def _add_facts(self) -> None:
        spheres = self._part(_("Sphere"), "eye-off")
        for sphere in Sphere:
            action = self._act(spheres, contacts.sphere(sphere), "sphere", sphere)
            self._tick(action, self._summary.spheres == {sphere})
        cadences = self._part(_("Cadence"), "refresh-cw")
        for days in (None, *_CADENCES):
            action = self._act(cadences, contacts.cadence(days), "cadence", days)
            self._tick(action, self._summary.cadences == {days})
        self._act(cadences, _("Another cadence…"), "cadence", "other")
        planning = self._part(_("Follow up"), "alarm-clock")
        for text, day in self._days:
            self._act(planning, text, "follow_up", day.isoformat())
        self._act(planning, _("Another day…"), "follow_up", "other")

    def _part(self, text: str, icon_name: str) -> QMenu:
        part = self.addMenu(text)
        part.setIcon(icon(icon_name))
        return part

    def _act(self, menu: QMenu, text: str, what: str, value: object, icon_name: str = "") -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        if icon_name:
            action.setIcon(icon(icon_name))
        action.setData((what, value))
        return action

    def _tick(self, action: QAction, on: bool) -> None:
        action.setCheckable(True)
        action.setChecked(on)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        what, value = action.data()
        self.chosen.emit(what, value)
