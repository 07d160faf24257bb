"""The main window: rail or top bar, the stack of pages, and the way back."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from carnet.ui.kit.page import Page
from carnet.ui.kit.theme import metric, notifier, text_scale
from carnet.ui.kit.turns import Unhurried, through
from carnet.ui.shell.rail import Rail
from carnet.words import _

if TYPE_CHECKING:
    from carnet.ui.kit.toasts import Toasts
    from carnet.ui.shell.topbar import TopBar

WIDE_FROM = 1200
NARROW_BELOW = 700
_STEPS_KEPT = 50


def page_names() -> tuple[tuple[str, str, str], ...]:
    """Return key, icon and name of the pages in the rail, in order."""
    return (
        ("today", "sun", _("Today")),
        ("contacts", "users", _("Contacts")),
        ("events", "calendar-days", _("Events")),
        ("missions", "briefcase", _("Missions")),
        ("review", "waypoints", _("Review")),
    )


def _nothing(_key: str) -> Iterator[object]:
    return iter(())


class MainWindow(QMainWindow):
    """The frame that holds the pages; what they do is none of its business.

    Signals:
        dropped: a `QMimeData` let fall on the window.
        search_asked: the palette is wanted.
        quick_add_asked: the quick add is wanted.
        activated: the window got the focus.
        closing: the window is about to go.
        first_painted: the frame is on the screen.

    Attributes:
        stays: whether closing only hides the window, as Carnet goes on in the tray.
    """

    dropped = Signal(object)
    search_asked = Signal()
    quick_add_asked = Signal()
    activated = Signal()
    closing = Signal()
    first_painted = Signal()

    def __init__(self, state: QSettings, pieces_of: Callable[[str], Iterator[object]] = _nothing) -> None:
        super().__init__()
        self._state = state
        self._pieces_of = pieces_of
        self._coming = Unhurried(self)
        self.setAcceptDrops(True)
        self.rail = Rail(page_names())
        self.stack = QStackedWidget()
        self._pages: dict[str, Page] = {}
        self._names = {key: name for key, _icon, name in page_names()}
        self._back: list[str] = []
        self._forward: list[str] = []
        self.key = ""
        self.stays = False
        self._journal_name = ""
        self._rail_folded = False
        self._has_bar = False
        self._banner: QWidget | None = None
        self._build()
        self._restyle()
        self._restore()

    @cached_property
    def toasts(self) -> "Toasts":
        """The messages at the foot; built when the first is shown, as the first paint needs none."""
        from carnet.ui.kit.toasts import Toasts

        return Toasts(self)

    @cached_property
    def topbar(self) -> "TopBar":
        """The bar of a narrow window, built when there is one."""
        from carnet.ui.shell.topbar import TopBar

        bar = TopBar()
        self._whole.insertWidget(0, bar)
        bar.menu_asked.connect(self._on_menu)
        bar.search_asked.connect(self.search_asked)
        bar.quick_add_asked.connect(self.quick_add_asked)
        return bar

    def show_page(self, key: str) -> Page | None:
        """Bring a page to the front, built where it is not yet."""
        self._coming.finish()
        self._leave_for(key)
        return self._show(key)

    def page(self, key: str) -> Page | None:
        """Return a page, built where it is not yet; it need not be shown."""
        if key not in self._pages:
            through(self._pieces_of(key))
        return self._pages.get(key)

    def add_page(self, key: str, page: Page) -> None:
        """Take a page in."""
        self._pages[key] = page
        page.hold()  # until it is shown: the first of a stack would be at once
        self._names.setdefault(key, page.title)
        self.stack.addWidget(page)

    def drop_pages(self) -> None:
        """Let go of every page, as when another journal is opened."""
        self._coming.finish()
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._back.clear()
        self._forward.clear()
        self.key = ""

    @Slot(str)
    def go_to(self, key: str) -> None:
        """Show a page that was asked for by name, a piece a turn: the front of it where it is shown already."""
        self._coming.finish()
        page = self.current_page()
        if key == self.key and page is not None:
            page.home()
        else:
            self._leave_for(key)
            self._coming.begin(self.bringing(key))

    def come_to(self, key: str, opening: Callable[[Page], Iterator[object] | None]) -> None:
        """Show a page a piece a turn and open something of it, a piece a turn too where there are several."""
        self._coming.finish()
        self._leave_for(key)
        self._coming.begin(self.bringing(key, opening))

    def once_there(self, act: Callable[[], object]) -> None:
        """Do something as soon as the page that is coming is there, before it is painted; at once where none is."""
        self._coming.then(act)

    @property
    def is_coming(self) -> bool:
        """Tell whether a page is coming to the front."""
        return self._coming.waiting

    def read(self, page: Page) -> None:
        """Read the page in front again, a part a turn."""
        self._coming.begin(page.activating())

    @Slot()
    def go_back(self) -> None:
        """Close what is open on the page, else show the page before."""
        self._coming.finish()
        page = self.current_page()
        if page is not None and page.step_back():
            return
        if self._back:
            self._forward.append(self.key)
            self._show(self._back.pop())

    @Slot()
    def go_forward(self) -> None:
        """Show the page that was left by going back."""
        self._coming.finish()
        if self._forward:
            self._back.append(self.key)
            self._show(self._forward.pop())

    @property
    def built(self) -> Mapping[str, Page]:
        """The pages built so far, by key; one that is coming goes on coming."""
        return self._pages

    @property
    def pages(self) -> Mapping[str, Page]:
        """The pages built, by key; the one that is coming is shown first."""
        self._coming.finish()
        return self._pages

    def current_page(self) -> Page | None:
        """Return the page in front."""
        return self.pages.get(self.key)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many wait on each page."""
        for key, count in counts.items():
            self.rail.buttons[key].set_count(count)

    def set_journal_name(self, name: str) -> None:
        """Name the journal in the title."""
        self._journal_name = name
        self._entitle()

    def show_banner(self, banner: QWidget | None) -> None:
        """Lay a banner over the pages, in the place of the one before; None for none."""
        if self._banner is not None:
            self._beside_rail.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = banner
        if banner is not None:
            self._beside_rail.insertWidget(0, banner)

    @Slot()
    def toggle_rail(self) -> None:
        """Fold the rail to its icons, or unfold it."""
        self._rail_folded = not self._rail_folded
        self._adapt()

    def effective_width(self) -> float:
        """Return the width over the text scale, on which the layout depends."""
        return self.width() / text_scale()

    def step_pane(self, step: int) -> None:
        """Move the focus between rail and the panes of the page (F6)."""
        page = self.current_page()
        panes: list[QWidget] = [self.rail, *(page.panes() if page is not None else ())]
        focus: QWidget | None = self.focusWidget()
        here = next((at for at, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), 0)
        _focus_into(panes[(here + step) % len(panes)])

    def event(self, event: QEvent) -> bool:
        """Tell of the focus."""
        if event.type() is QEvent.Type.WindowActivate:
            self.activated.emit()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell once that the frame is painted."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.first_painted.emit)
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Stay usable at 960×600 and below: pages scroll."""
        return QSize(480, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose rail, folded rail or top bar."""
        super().resizeEvent(event)
        self._adapt()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was; hide it where Carnet stays."""
        self._state.setValue("window/geometry", self.saveGeometry())
        self._state.setValue("window/rail_folded", self._rail_folded)
        if self.stays:
            event.ignore()
            self.hide()
            return
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, texts and pictures."""
        from carnet.ui.shell.grabbing import may_take

        if may_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was let fall."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _leave_for(self, key: str) -> None:
        """Remember the page in front as the one to go back to."""
        if self.key and key != self.key:
            self._back = [*self._back[-_STEPS_KEPT:], self.key]
            self._forward.clear()

    def _show(self, key: str) -> Page | None:
        through(self.bringing(key))
        return self._pages.get(key)

    def bringing(self, key: str, opening: Callable[[Page], Iterator[object] | None] | None = None) -> Iterator[object]:
        """Bring a page to the front: built, laid out, then read; the one before is seen until it is painted."""
        self.key = key
        self.rail.set_page("contacts" if key == "merge" else key)
        self.rail_panel_closed()
        if key not in self._pages:
            yield from self._pieces_of(key)
        page = self._pages.get(key)
        if page is not None:
            page.expect()
        self._entitle()
        if page is not None:
            if page is not self.stack.currentWidget():
                page.hold()
                self.stack.setCurrentWidget(page)
                yield None
            page.release()
            if opening is None:
                yield from page.activating()  # first: what takes the focus may come with it
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            if opening is not None:
                yield from opening(page) or ()
                yield from page.activating()
            if not page.updatesEnabled():
                yield None  # it is painted at once then
                page.reveal()

    def rail_panel_closed(self) -> None:
        """Put the rail away where it only opens as a panel."""
        if self._has_bar:
            self.rail.hide()

    @Slot()
    def _on_menu(self) -> None:
        self.rail.setVisible(not self.rail.isVisible())

    def _build(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        self._beside_rail = QVBoxLayout()
        self._beside_rail.setSpacing(0)
        self._beside_rail.addWidget(self.stack, 1)
        row.addLayout(self._beside_rail, 1)
        whole = QWidget()
        self._whole = QVBoxLayout(whole)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(body, 1)
        self.setCentralWidget(whole)
        whole.installEventFilter(self)
        self.rail.page_chosen.connect(self.go_to)
        self.rail.search_asked.connect(self.search_asked)
        self.rail.quick_add_asked.connect(self.quick_add_asked)
        notifier().changed.connect(self._restyle)

    def _adapt(self) -> None:
        width = self.effective_width()
        bar = width < NARROW_BELOW
        if bar != self._has_bar:
            self._has_bar = bar
            # The one goes before the other comes: the window would grow to have room for both, and stay so.
            goes, comes = (self.rail, self.topbar) if bar else (self.topbar, self.rail)
            goes.hide()
            comes.show()
            self._entitle()
        self.rail.set_narrow(not bar and (self._rail_folded or width < WIDE_FROM))

    def _restyle(self) -> None:
        self.stack.setMinimumWidth(metric(1))
        self._adapt()

    def _entitle(self) -> None:
        parts = [self._names.get(self.key, ""), self._journal_name, "Carnet"]
        self.setWindowTitle(" – ".join(part for part in parts if part))
        if self._has_bar:
            page = self.current_page()
            self.topbar.set_title("" if page is not None and page.has_heading else parts[0])

    def _restore(self) -> None:
        self.resize(1280, 800)
        geometry = self._state.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._rail_folded = self._state.value("window/rail_folded", defaultValue=False, type=bool) is True
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)


def _focus_into(pane: QWidget) -> None:
    """Give the focus to the pane, or to the first widget in it that takes it."""
    takers = [child for child in pane.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for widget in [pane, *takers]:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
