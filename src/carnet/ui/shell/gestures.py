"""Every command of the window, with the small gestures behind them: menu, palette, sheets of keys, text size, panes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from carnet.ui.shell.commands import Command, key_caps, letter_names, menu_names
from carnet.ui.shell.desk import Desk
from carnet.ui.shell.window import page_names
from carnet.words import _

if TYPE_CHECKING:
    from carnet.domain.search import Found
    from carnet.ui.palette import Action

# The second key of each is the same key on a French keyboard, where digits need Maj.
_PAGE_KEYS = (("1", "&"), ("2", "É"), ("3", '"'), ("4", "'"), ("5", "("))


class Gestures(QObject):
    """What the commands of the window do that is not the business of a page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def commands(self) -> list[Command]:
        """Return every command, in the order of the menus."""
        desk = self._desk
        file, edit, view, go, helping = menu_names()
        pages = [
            Command(key, go, name, symbol, (f"Ctrl+{place}", f"Ctrl+{azerty}"), self._going_to(key))
            for (place, azerty), (key, symbol, name) in zip(_PAGE_KEYS, page_names(), strict=True)
        ]
        return [
            Command("new", file, _("New journal…"), "file-text", (), desk.files.new_journal),
            Command("open", file, _("Open a journal…"), "folder-open", ("Ctrl+O",), desk.files.open_journal),
            Command("save_copy", file, _("Save a copy…"), "save", ("Ctrl+Shift+S",), desk.files.save_copy),
            Command("demo", file, _("Open the example"), "eye", (), desk.files.open_example),
            Command("import", file, _("Import a file…"), "import", ("Ctrl+Shift+I",), self._going_to("imports")),
            Command("export_here", file, _("Export this page…"), "download", ("Ctrl+E",), desk.files.export_here),
            Command("export", file, _("Export contacts…"), "users", (), desk.files.export_contacts),
            Command("export_events", file, _("Export events…"), "calendar-days", (), desk.files.export_events),
            Command("export_tasks", file, _("Export follow-ups…"), "list", (), desk.files.export_follow_ups),
            Command("calendars", file, _("Follow a calendar…"), "calendar-plus", (), self._show_calendars),
            Command("export_all", file, _("Export the whole journal…"), "archive", (), desk.files.export_journal),
            *(
                Command(what, file, text, symbol, keys, self._putting_on_paper(what))
                for what, text, symbol, keys in (
                    ("print_sheet", _("Print the sheet…"), "printer", ("Ctrl+P",)),
                    ("keep_sheet", _("Save the sheet as PDF…"), "file-text", ()),
                    ("hand_over", _("Hand over all that is known (PDF and JSON)…"), "shield-check", ()),
                    ("print_list", _("Print the list…"), "printer", ()),
                    ("keep_list", _("Save the list as PDF…"), "file-text", ()),
                )
            ),
            Command("lock", file, _("Lock"), "lock", (), self._lock),
            Command("quit", file, _("Quit"), "log-out", ("Ctrl+Q",), self._quit),
            Command("undo", edit, _("Undo"), "undo-2", ("Ctrl+Z",), desk.history.undo),
            Command("redo", edit, _("Redo"), "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y"), desk.history.redo),
            Command("history", edit, _("History"), "history", ("Ctrl+H",), self._going_to("history")),
            Command("trash", edit, _("Bin"), "trash-2", (), self._going_to("trash")),
            Command("quick_add", edit, _("Quick add"), "user-plus", ("Ctrl+Shift+A",), desk.quick_add),
            Command("paste", edit, _("Paste people…"), "clipboard-paste", ("Ctrl+V",), self._paste),
            Command("picture", edit, _("Read a business card or a QR code…"), "scan-text", (), self._read_picture),
            Command("new_item", edit, _("New item of this screen"), "plus", ("Ctrl+N",), self._new_item),
            Command("log", edit, _("Log an exchange"), "notebook-pen", ("Ctrl+J",), self._log_exchange),
            Command("write", edit, _("Write: blank message"), "mail", (), self._writing("")),
            *(
                Command(
                    f"write_{kind}", edit, _("Write: {letter}").format(letter=text), "mail", (), self._writing(kind)
                )
                for kind, text in letter_names()
            ),
            Command("duplicates", edit, _("Find duplicates"), "merge", (), self._find_duplicates),
            Command("apart", edit, _("Different people…"), "user-x", (), self._show_apart),
            Command("find", edit, _("Search here"), "search", ("Ctrl+F",), self._find_here),
            Command("palette", go, _("Search everywhere"), "search", ("Ctrl+K",), self.show_palette),
            *pages,
            Command("preferences", go, _("Settings"), "settings", ("Ctrl+,",), self._going_to("preferences")),
            Command("backups", go, _("Backups"), "archive", (), self._going_to("backups")),
            Command("backup_folder", go, _("Second folder for backups…"), "copy", (), self._choose_backup_folder),
            Command("privacy", go, _("Privacy"), "shield-check", (), self._going_to("privacy")),
            Command("letters", go, _("Letter templates…"), "mail", (), self._edit_letters),
            Command("my_card", go, _("My card"), "id-card", (), self._open_my_card),
            Command("my_code", go, _("My card as a QR code"), "qr-code", (), self._show_my_code),
            Command("back", go, _("Back"), "arrow-left", ("Alt+Left",), self._back),
            Command("forward", go, _("Forward"), "arrow-right", ("Alt+Right",), self._forward),
            Command("menu", go, _("Menu"), "menu", ("F10",), self.show_menu),
            Command("next_pane", go, _("Next pane"), "", ("F6",), self._next_pane),
            Command("previous_pane", go, _("Previous pane"), "", ("Shift+F6",), self._previous_pane),
            Command("rail", view, _("Fold the navigation"), "panel-left", ("Ctrl+B",), self._toggle_rail),
            Command("larger", view, _("Larger text"), "plus", ("Ctrl++", "Ctrl+="), self._larger),
            Command("smaller", view, _("Smaller text"), "minus", ("Ctrl+-",), self._smaller),
            Command("normal", view, _("Normal text size"), "", ("Ctrl+0",), self._normal),
            Command("small", view, _("Small quick-add window"), "picture-in-picture-2", (), desk.show_small_window),
            Command("dark", view, _("Light or dark"), "moon", (), self._toggle_dark),
            Command("work", view, _("Work mode on or off"), "eye-off", (), self._toggle_work_mode),
            Command("keys", helping, _("Keyboard shortcuts"), "keyboard", ("Ctrl+?", "F1"), self.show_keys),
            Command("promises", helping, _("What Carnet promises"), "shield-check", (), self.show_promises),
            Command("about", helping, _("About Carnet"), "info", (), self.show_about),
        ]

    def _lock(self) -> None:
        self._desk.locking.lock()

    def show_menu(self) -> None:
        """Open the menu of all commands."""
        menu = self._desk.commands.menu(self._desk.window, {menu_names()[0]: self._recent_menu()})
        corner = self._desk.window.rail.brand_corner()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner)

    def show_palette(self) -> None:
        """Open the command palette."""
        if self._desk.journal is None:
            return
        from carnet.ui.palette import Palette

        search = self._desk.journal.search
        quick = partial(search.find, tolerant=False)
        palette = Palette(self._desk.window, quick, search.similar, self._palette_actions(), self._open_found)
        palette.closed.connect(palette.deleteLater)
        palette.open()

    def _paste(self) -> None:
        self._desk.grabbing.paste()

    def _read_picture(self) -> None:
        self._desk.grabbing.open_picture()

    def _show_calendars(self) -> None:
        self._desk.calendars.show()

    def _choose_backup_folder(self) -> None:
        self._desk.backups.choose_folder()

    def _going_to(self, key: str) -> Callable[[], object]:
        def go() -> None:
            self._desk.window.go_to(key)

        return go

    def _recent_menu(self) -> QMenu:
        recent = QMenu(_("Recent journals"), self._desk.window)
        for name in self._desk.settings.recent:
            action = recent.addAction(name.replace("&", "&&"))
            action.setData(name)
            action.triggered.connect(self._on_recent)
        recent.setEnabled(bool(self._desk.settings.recent))
        return recent

    def _palette_actions(self) -> "list[Action]":
        from carnet.ui.palette import Action

        return [
            Action(command.text, command.icon, key_caps(command.shortcuts[0]) if command.shortcuts else (), command.run)
            for command in self._desk.commands.all
            if command.key != "palette"
        ]

    def _open_found(self, found: "Found") -> None:
        openers = {
            "contact": self._desk.open_contact,
            "interaction": self._desk.open_contact,
            "event": self._desk.open_event,
            "mission": self._desk.open_mission,
            "organisation": self._desk.open_organisation,
        }
        openers[found.kind](found.id)

    def _toggle_work_mode(self) -> None:
        settings = self._desk.settings
        self._desk.apply_settings(replace(settings, work_mode=not settings.work_mode))

    def _toggle_dark(self) -> None:
        from carnet.ui.kit.theme import is_dark

        self._desk.apply_settings(replace(self._desk.settings, theme="light" if is_dark() else "dark"))

    def _larger(self) -> None:
        self._step_text(1)

    def _smaller(self) -> None:
        self._step_text(-1)

    def _step_text(self, step: int) -> None:
        from carnet.ui.preferences.page import next_scale

        settings = self._desk.settings
        self._desk.apply_settings(replace(settings, text_scale=next_scale(settings.text_scale, step)))

    def _normal(self) -> None:
        self._desk.apply_settings(replace(self._desk.settings, text_scale=1.0))

    def show_keys(self) -> None:
        """Show the sheet of all shortcuts."""
        from carnet.ui.shell.keys import key_sheet

        sheet = key_sheet(self._desk.window, self._desk.commands.all)
        sheet.closed.connect(sheet.deleteLater)
        sheet.open()

    def show_promises(self) -> None:
        """Tell what Carnet promises about the journal."""
        from carnet.ui.shell.promises import promise_sheet

        sheet = promise_sheet(self._desk.window)
        sheet.closed.connect(sheet.deleteLater)
        sheet.open()

    def show_about(self) -> None:
        """Say what this program is."""
        from carnet.ui.kit.errors import about
        from carnet.ui.kit.labels import label
        from carnet.ui.kit.overlay import Overlay

        overlay = Overlay(self._desk.window, _("About Carnet"), 440)
        overlay.content.addWidget(label(_("The networking journal of the independent consultant."), wrap=True))
        overlay.content.addWidget(label(_("Everything stays on this computer"), "body", "text2", wrap=True))
        overlay.content.addWidget(label(about(), "secondary", "text3", wrap=True, selectable=True))
        overlay.closed.connect(overlay.deleteLater)
        overlay.open()

    def _new_item(self) -> None:
        page = self._desk.window.current_page()
        if page is not None:
            page.new_item()

    def _log_exchange(self) -> None:
        """Put the cursor into the composer of the person that the focus is on, else ask with whom in a panel."""
        shown = self._desk.window.current_page()
        contact = None if shown is None else shown.current_contact()
        if contact is None:
            self._open_log_panel()
            return
        from carnet.ui.contacts import ContactsPage

        page = shown if isinstance(shown, ContactsPage) else self._desk.window.show_page("contacts")
        if isinstance(page, ContactsPage):
            page.log_with(contact)

    def _open_log_panel(self) -> None:
        if self._desk.journal is None:
            return
        from carnet.ui.interactions.log_panel import LogPanel

        panel = LogPanel(self._desk.window, self._desk.journal, self._desk.present)
        panel.closed.connect(panel.deleteLater)
        panel.ask()

    def _putting_on_paper(self, what: str) -> Callable[[], object]:
        def put() -> None:
            self._put_on_paper(what)

        return put

    def _put_on_paper(self, what: str) -> None:
        """Print, or keep as a PDF, the sheet of the person of the page, the briefing of its event, or the list."""
        from carnet.ui.contacts import ContactsPage

        shown = self._desk.window.current_page()
        if self._desk.window.key == "events" and what.endswith("_sheet"):
            from carnet.ui.events import EventsPage

            if isinstance(shown, EventsPage):
                shown.put_on_paper(what)
            return
        person = None if shown is None else shown.current_contact()
        page = shown if isinstance(shown, ContactsPage) else self._desk.window.show_page("contacts")
        if isinstance(page, ContactsPage):
            if person is not None and (page is not shown or page.scope() != "people"):
                page.open_item(person)
            page.put_on_paper(what)

    def _writing(self, kind: str) -> Callable[[], object]:
        def write() -> None:
            self._write(kind)

        return write

    def _write(self, kind: str) -> None:
        """Write a letter to the person of the page; without one, ask whom first."""
        page, journal = self._desk.window.current_page(), self._desk.journal
        person = None if page is None else page.current_contact()
        if person is None or journal is None:
            self._ask_whom()
            return
        from carnet.domain.letters import LetterKind
        from carnet.ui.interactions.letters import Letters

        Letters(journal, self._desk.signals).write(person, LetterKind(kind) if kind else None)

    def _ask_whom(self) -> None:
        page = self._desk.window.show_page("contacts")
        if page is not None:
            page.focus_search()
            self._desk.window.toasts.show(_("Choose a person first."))

    def _edit_letters(self) -> None:
        from carnet.ui.preferences import PreferencesPage

        page = self._desk.window.show_page("preferences")
        if isinstance(page, PreferencesPage):
            page.focus_letters()

    def _open_my_card(self) -> None:
        """Show the user's own card; a first one asks for a name."""
        key = self._my_card()
        if key is not None:
            self._desk.open_contact(key)

    def _show_my_code(self) -> None:
        """Show the user's own card to be scanned; a first one asks for a name."""
        key, journal = self._my_card(), self._desk.journal
        if key is not None and journal is not None:
            from carnet.ui.contacts.code_panel import show_code

            show_code(self._desk.window, journal.contacts.get(key), _("My card"))

    def _my_card(self) -> int | None:
        journal = self._desk.journal
        if journal is None:
            return None
        key = journal.contacts.my_card()
        if key is not None:
            return key
        name = self._desk.prompts.ask_text(_("My card"), _("What is your name?"), _("Create"))
        return journal.contacts.make_my_card(name) if name else None

    def _find_duplicates(self) -> None:
        from carnet.ui.merge import MergePage

        page = self._desk.window.show_page("merge")
        if isinstance(page, MergePage):
            page.search()

    def _show_apart(self) -> None:
        from carnet.ui.merge import MergePage

        page = self._desk.window.show_page("merge")
        if isinstance(page, MergePage):
            page.show_apart()

    def _find_here(self) -> None:
        page = self._desk.window.current_page()
        if page is not None:
            page.focus_search()

    def _back(self) -> None:
        self._desk.window.go_back()

    def _forward(self) -> None:
        self._desk.window.go_forward()

    def _toggle_rail(self) -> None:
        self._desk.window.toggle_rail()

    def _next_pane(self) -> None:
        self._desk.window.step_pane(1)

    def _previous_pane(self) -> None:
        self._desk.window.step_pane(-1)

    def _quit(self) -> None:
        self._desk.window.stays = False
        self._desk.window.close()

    @Slot()
    def _on_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._desk.switch(Path(action.data()))
