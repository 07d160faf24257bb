"""The page under all pages: which tables it watches, when it reads again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from carnet.ui.kit.turns import through

if TYPE_CHECKING:
    from carnet.domain.contacts import ContactFilter


def tab_stops(part: QWidget) -> list[QWidget]:
    """Return the widgets of a part that Tab stops at, in the order they were made."""
    return [child for child in part.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]


def tab_after(place: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab go from a widget to others, one after the other."""
    for widget in widgets:
        owner = widget.parentWidget()
        if owner is not None and owner.focusProxy() is widget:
            # Who gives its focus away goes right before who takes it: left behind, it would lead Tab back.
            owner.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs do not know that it may be none
            QWidget.setTabOrder(place, owner)
            QWidget.setTabOrder(owner, widget)
            owner.setFocusProxy(widget)
        else:
            QWidget.setTabOrder(place, widget)
        place = widget


def tab_before(place: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab go over widgets before a widget; new ones otherwise come after all that is in the window."""
    before = place.previousInFocusChain()
    while before is not None and before is not place and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    if before is not None:
        tab_after(before, widgets)


class Announced(Protocol):
    """What a page needs of `carnet.domain.changes.Changes`."""

    @property
    def everything(self) -> bool:
        """Tell whether anything may have changed."""
        ...

    @property
    def tables(self) -> frozenset[str]:
        """Return the names of the tables touched."""
        ...


class Page(QWidget):
    """One screen; `reload` is called when it is seen and something it watches changed.

    A page that takes long to read does it in `reloading`, too, a part at a time.

    Attributes:
        watches: names of the tables whose rows it shows.
        has_heading: whether its name stands on it, too.
        title: name of the page in the window title and in the palette.
    """

    watches: ClassVar[frozenset[str]] = frozenset()
    has_heading: ClassVar[bool] = True

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._stale = True
        self._held = False
        self.setAccessibleName(title)
        # Never hold the window wide: each page lays itself out anew where there is little room.
        self.setMinimumSize(320, 240)

    @classmethod
    def in_pieces(cls, *desk: Any) -> "Iterator[Page | None]":
        """Build the page a part at a time, for who has other things to do between; the page comes last."""
        yield cls(*desk)

    def activate(self) -> None:
        """Read again if anything changed since; called when the page comes to the front."""
        through(self.activating())

    def activating(self) -> Iterator[None]:
        """Do so a part at a time, for who has other things to do between."""
        if self._stale and not self._held:
            self._stale = False
            yield from self.reloading()

    def build_ahead(self) -> None:
        """Build what the page shows only when it is asked for, while nobody waits for it."""

    def expect(self) -> None:
        """Begin, beside the window, what takes long: the page is about to come to the front."""

    def hold(self) -> None:
        """Come to the front without being read or painted yet."""
        self._held = True
        self.setUpdatesEnabled(False)

    def release(self) -> None:
        """Be read from now on."""
        self._held = False

    def reveal(self) -> None:
        """Be painted from now on; until then the page before is seen."""
        self.setUpdatesEnabled(True)

    def on_changed(self, changes: Announced) -> None:
        """Read again now if the page is seen, else when it next is."""
        if self.outdated_by(changes):
            self.activate()

    def outdated_by(self, changes: Announced) -> bool:
        """Remember to read again what changed; tell whether to do it now, as the page is seen."""
        if changes.everything or changes.tables & self.watches:
            self._stale = True
            return self.isVisible()
        return False

    def reload(self) -> None:
        """Read what the page shows; each page has its own."""

    def reloading(self) -> Iterator[None]:
        """Read what the page shows a part at a time."""
        self.reload()
        yield from ()

    def use_state(self, state: QSettings) -> None:
        """Take how the page was left from what is kept of the window, and keep it there."""

    def focus_search(self) -> None:
        """Put the cursor in the search field of the page, where it has one."""

    def new_item(self) -> None:
        """Start a new item of the page, where it makes sense."""

    def open_item(self, item_id: int) -> None:
        """Show one item of the page, where it has items."""

    def open_organisation(self, organisation_id: int) -> None:
        """Show what the page holds of an organisation, where it holds any."""

    def home(self) -> None:
        """Show the front of the page, as when it is asked for while it is shown."""

    def step_back(self) -> bool:
        """Close what is open on the page; tell whether something was."""
        return False

    def current_contact(self) -> int | None:
        """Return the person that the focus is on, None for nobody."""
        return None

    def people_listed(self) -> "ContactFilter | None":
        """Return whom the page lists, None where it lists nobody in particular."""
        return None

    def panes(self) -> Sequence[QWidget]:
        """Return the panes that F6 steps through, in reading order."""
        return (self,)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was hidden."""
        super().showEvent(event)
        self.activate()


class PartedPage(Page):
    """A page that is built a part at a time, from the frame in.

    What is moved to another parent is styled again with all that it holds: 10 ms for three hundred widgets, at each
    level. So the frame comes first, and `building` fills it.
    """

    @classmethod
    def in_pieces(cls, *desk: Any) -> Iterator[Page | None]:
        """Build the page, which comes last."""
        begin: Callable[..., PartedPage] = cls  # each has arguments of its own, and `at_once`
        page = begin(*desk, at_once=False)
        try:
            yield None
            for _part in page.building():
                yield None
        except GeneratorExit:  # nobody wants it any more: taken apart at once, while all that Qt calls is there
            delete(page)
            raise
        yield page

    def building(self) -> Iterator[None]:
        """Fill the frame, a part at a time."""
        yield from ()
