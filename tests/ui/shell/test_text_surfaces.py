"""Every place of the window that shows text, listed: what shows text from outside does so as it is written.

A place is a class or a function below `carnet.ui` that is a text widget of Qt's, or paints text. The list is complete: a
test fails when a new place comes, until it is put among those that show text from outside, with a scene in which it is
seen to, or among those that show Carnet's own words alone.
"""

import ast
import pkgutil
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

import carnet.ui
import hostile_journal
from application_fixtures import Launch, type_text
from carnet.app import Application
from carnet.ui.contacts import ContactsPage
from carnet.ui.interactions import timeline_delegate
from carnet.ui.kit import painting, paper
from carnet.ui.kit.choices import Combo
from carnet.ui.kit.markdown import Note
from carnet.ui.kit.overlay import Overlay
from carnet.ui.missions import card
from carnet.ui.review.look import Look
from screens import take

SOURCES = Path(carnet.__file__).parent
for found in pkgutil.walk_packages(carnet.ui.__path__, "carnet.ui."):
    import_module(found.name)  # before a test listens to what they paint with
LINE = "<b>Zoé Martin</b>, DSI chez <b>Acme, #<b>cloud"
TEXT_WIDGETS = {
    *("QLabel", "QTextBrowser", "QTextEdit", "QPlainTextEdit", "QLineEdit", "QTextDocument", "QPushButton"),
    *("QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QComboBox", "QStyledItemDelegate", "QHeaderView"),
    *("QAbstractButton", "QMenu", "QListWidget", "QTreeWidget", "QTableWidget", "QStatusBar", "QTabBar", "QCompleter"),
    *("QGraphicsTextItem", "QGraphicsSimpleTextItem", "QSystemTrayIcon", "QDialog", "QSplashScreen"),
}
PAINTS = {"draw_text", "drawText", "drawStaticText", "QTextLayout", "drawContents"}
NEVER = {"QMessageBox", "QErrorMessage", "QInputDialog", "QProgressDialog", "QWizardPage", "QWhatsThis"}
NEVER |= {"setHtml", "insertHtml", "appendHtml", "setDefaultStyleSheet", "setOpenExternalLinks"}
"""These take text for markup, or follow links, unless told otherwise."""

DOORS: dict[str, tuple[str, ...]] = {
    "QLabel": (),  # but for `kit.labels.Label`, a class of it
    "QTextBrowser": (),
    "QStaticText": ("kit.painting",),
    "setMarkdown": ("kit.markdown",),
    "openUrl": ("kit.outside", "backups.page"),  # of which the latter opens Carnet's own folder
}


# -- the scenes -----------------------------------------------------------------------------------------------------


def typed(application: Application) -> None:
    """Type a line, enter it, type another one."""
    application.quick_add()
    panel = application._panel
    assert panel is not None
    for last in (False, True):
        type_text(panel.composer, LINE)
        take.wait(50)
        if not last:
            panel.line.entered.emit()
            take.wait(50)


def pasted(application: Application) -> None:
    """Paste a signature."""
    assert application.journal is not None
    told = "<b>Zoé</b> <i>Martin\nDSI | <b>Acme\n12 rue des Lilas\n31000 Toulouse\nzoe@acme.example\n06 39 98 12 34\n"
    application.take_clip(application.journal.capture.understand(told))


def renamed(application: Application) -> None:
    """Edit the name on a sheet."""
    take.contact(application)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.sheet.header.name.edit()


def tabled(application: Application) -> None:
    """Look at a table to be imported, its heads and cells hostile."""
    assert application.journal is not None
    file = application.path.with_name("table.csv")
    file.write_text("<b>Nom,<b>Qui\n<b>Martin,<b>Zoé\n", encoding="utf-8")
    application.open_files([file])
    take.wait(300)


def conditions(application: Application) -> None:
    """Narrow the contacts by a tag."""
    page = application.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    page.list.search.setText('étiquette:"<b>cloud"')


def organised(application: Application) -> None:
    """Show the organisation that organises most evenings."""
    assert application.journal is not None
    rows = application.journal.organisations.rows()
    application.open_organisation(next(row.id for row in rows if "Escale Portage" in row.name))


def completed(application: Application) -> None:
    """Be offered what a text may go on with."""
    page = application.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    page.list.search.setFocus()
    type_text(page.list.search, "ville:")


def chosen(application: Application) -> None:
    """Open the choice of an organiser."""
    page = application.window.show_page("events")
    page.new_item()
    take.wait(50)
    next(combo for combo in application.window.findChildren(Combo) if combo.isVisible()).showPopup()


SCENES: dict[str, Callable[[Application], object]] = {
    **take.SCENES,
    "typed": typed,
    "pasted": pasted,
    "renamed": renamed,
    "tabled": tabled,
    "conditions": conditions,
    "organised": organised,
    "completed": completed,
    "chosen": chosen,
}

FROM_OUTSIDE: dict[str, tuple[str, ...]] = {
    "today": (
        "today.follow_ups._Painter",
        "today.side.BirthdayPainter",
        "today.side.EventPainter",
        "today.side.MissionPainter",
    ),
    "noter-noms": (
        "contacts.name_line._Name",
        "contacts.row_delegate.ContactDelegate",
        "interactions.timeline_delegate.TimelineDelegate",
        "interactions.timeline_delegate._draw_wrapped",
        "kit.buttons.Button",
        "kit.choices.Combo",
        "kit.delegates.RowDelegate",
        "kit.delegates.draw_lines",
        "kit.editable._Fact",
        "kit.labels.ElidedLabel",
        "kit.labels.Label",
        "kit.labels.paint_chip",
        "kit.labels.paint_tag",
        "kit.markdown.Note",
        "kit.painting.draw_text",
        "kit.plain_button.LinkButton",
        "kit.plain_button.PlainButton",
        "kit.suggestions.Suggestions",
        "shell.rail.NavButton",
    ),
    "recit": (
        "kit.chain.StepView",
        "review.figure_table.CellDelegate",
        "review.look.Look",
        "review.mission_list._Delegate",
        "review.ranking._CellDelegate",
    ),
    "organised": (
        "contacts.organisation_parts._EventDelegate",
        "contacts.organisation_parts._MissionDelegate",
        "contacts.organisation_parts._PersonDelegate",
        "contacts.organisation_row.OrganisationDelegate",
    ),
    "events": (
        "events.agenda._Painter",
        "events.band._Cell",
        "kit.fields._Plain",
    ),
    "missions": (
        "missions.card.MissionCard",
        "missions.card._line",
        "missions.card.title_lines",
    ),
    "typed": (
        "capture.added.AddedRow",
        "capture.composer.Composer",
        "capture.reading.PartChip",
    ),
    "contact-table": (
        "contacts.contact_columns.ContactCells",
        "kit.columns.Cells",
    ),
    "bilan-papier": (
        "kit.paper.draw_line",
        "kit.paper.wrapped",
    ),
    "palette": (
        "kit.marked.draw_marked",
        "palette.panel._Painter",
    ),
    "fusion": (
        "merge.table._Delegate",
        "merge.table._paint_side",
    ),
    "conditions": (
        "kit.choices.ChipButton",
        "kit.lines.LineEdit",
    ),
    "noter-partout": ("interactions.composer_line.ComposerLine",),
    "apres": ("kit.notes.NoteView",),
    "bilan-reseau": ("review.network_view._Delegate",),
    "personne-papier": ("contacts.paper_sheet.SheetContent",),
    "missions-liste": ("missions.mission_columns.MissionCells",),
    "historique": ("history.deed_delegate.DeedDelegate",),
    "corbeille": ("trash.item_delegate.ItemDelegate",),
    "confidentialite": ("privacy.register_delegate.RegisterDelegate",),
    "doublons": ("merge.pair_list._Delegate",),
    "personnes-distinctes": ("merge.apart_picker._Delegate",),
    "pasted": ("capture.beside._Source",),
    "renamed": ("contacts.name_line._Editor",),
    "tabled": ("imports.rows_card.ShownDelegate",),
    "completed": ("kit.completions.Completions",),
    "soirees": ("review.evenings._CellDelegate",),
}
"""By scene, the places that are seen to show hostile text in it."""
WITHOUT_A_SCENE: dict[str, str] = {
    "backups.row_delegate.BackupDelegate": "days, counts and sizes",
    "backups.row_delegate.BackupHead": "names of columns",
    "contacts.organisation_figures._Figure": "figures under Carnet’s own words",
    "contacts.organisation_row._paint_number": "a number",
    "contacts.selection_menu.SelectionMenu": "a menu, in which Qt knows no markup; “&” is doubled",
    "events.month.MonthGrid": "days and numbers",
    "events.zone_field._ZoneOffers": "zones that Carnet knows",
    "imports.steps.Steps": "names of steps",
    "interactions.timeline_delegate._layout": "as `_draw_wrapped`, of exchanges without marks",
    "kit.avatar._paint_face": "initials, two letters",
    "kit.chain.PathChain": "the sum of a chain; its steps are `StepView`",
    "kit.choices._Segment": "names of views",
    "kit.choices._ChoiceDelegate": "an item view, in which Qt knows no markup",
    "kit.choices.Disclosure": "names of parts",
    "kit.choices.Tick": "a box that Qt labels without markup",
    "kit.columns.ColumnHeads": "names of columns",
    "kit.painting.draw_keys": "names of keys",
    "kit.switches.Switch": "names of settings",
    "merge.table._paint_badge": "Carnet’s verdict",
    "privacy.choice_card.ChoiceCard": "the four choices",
    "privacy.standing_bar.StandingBar": "counts",
    "review.chart._SpotButton": "nothing; `Look.text` paints its name",
    "review.ranking._paint_share": "a percentage",
    "review.survey_card.TwinBars": "figures of a survey",
    "shell.rail.SearchButton": "its own name",
    "shell.rail.FootButton": "names of pages",
    "shell.rail.QuickAddButton": "its own name",
    "shell.rail.StatusLine": "when it was saved; the path is a plain tip",
    "today.asking.WhenMenu": "days",
    "today.cooling._Transition": "levels",
}
"""The places that show no text from outside, or cannot show it otherwise than as it is written, and why."""


# -- the list is complete -------------------------------------------------------------------------------------------


def name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules of the window, by the end of their names."""
    for path in sorted((SOURCES / "ui").rglob("*.py")):
        parts = path.relative_to(SOURCES / "ui").with_suffix("").parts
        yield ".".join(parts), ast.parse(path.read_text(encoding="utf-8"))


def places() -> Iterator[str]:
    for module, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                bases = {name_of(base) for base in getattr(node, "bases", ())}
                calls = {name_of(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
                if bases & TEXT_WIDGETS or calls & PAINTS:
                    yield f"{module}.{node.name}"


def test_every_place_that_shows_text_is_listed_once():
    listed = [place for shown in FROM_OUTSIDE.values() for place in shown] + list(WITHOUT_A_SCENE)
    assert sorted(listed) == sorted(places())


def test_nothing_is_used_that_takes_text_for_markup():
    found = [
        f"{module}:{node.lineno} {name}"
        for module, tree in modules()
        for node in ast.walk(tree)
        if (name := name_of(node)) in NEVER or _is_forbidden(module, node)
    ]
    assert found == []


def _is_forbidden(module: str, node: ast.AST) -> bool:
    """Tell whether a call lets Qt guess what a text is: labels and notes have one door each, tips are made plain."""
    if not isinstance(node, ast.Call):
        return False
    name, told = name_of(node.func), node.args[-2:-1] or node.args
    if name in {"setToolTip", "showText"}:
        return not (isinstance(told[0], ast.Constant) or name_of(getattr(told[0], "func", told[0])) == "plain_tip")
    if name == "setTextFormat":
        return ast.unparse(told[0]) != "Qt.TextFormat.PlainText"
    return name in DOORS and module not in DOORS[name]


# -- the scenes show hostile text as it is written --------------------------------------------------------------------


class Watch:
    """Notes which places a hostile text passes on its way to a painter."""

    paints = (
        *((painting, "draw_text"), (paper, "draw_line"), (paper, "wrapped"), (card, "title_lines")),
        *((timeline_delegate, "_layout"), (Look, "text"), (Note, "show_text")),
    )

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.seen: set[str] = set()
        for owner, name in self.paints:
            before = getattr(owner, name)
            heard = self._hearing(before)
            patch.setattr(owner, name, heard)
            for module in [each for key, each in sys.modules.items() if key.startswith("carnet.ui")]:
                if getattr(module, name, None) is before:
                    patch.setattr(module, name, heard)

    def _hearing(self, before: Callable[..., Any]) -> Callable[..., Any]:
        own = f"{before.__module__.removeprefix('carnet.ui.')}.{before.__qualname__.partition('.')[0]}"

        @wraps(before)
        def heard(*given: Any, **named: Any) -> Any:
            if any(isinstance(value, str) and "<b" in value for value in (*given, *named.values())):
                self.seen.add(own)
                self._note(sys._getframe(1))
            return before(*given, **named)

        return heard

    def _note(self, frame: FrameType | None) -> None:
        while frame is not None:
            if place := _place(frame):
                self.seen.add(place)
            frame = frame.f_back

    def look_at(self, widget: QWidget) -> None:
        """Note a widget of Qt's whose text is hostile, and those of ours that it is one of."""
        for attribute in ("text", "toPlainText", "currentText"):
            told = getattr(widget, attribute, None)
            if callable(told) and "<b" in str(told()):
                kinds = [kind for kind in type(widget).__mro__ if kind.__module__.startswith("carnet.ui.")]
                self.seen |= {f"{kind.__module__.removeprefix('carnet.ui.')}.{kind.__name__}" for kind in kinds}


def _place(frame: FrameType) -> str:
    module = str(frame.f_globals.get("__name__", ""))
    head = frame.f_code.co_qualname.partition(".")[0]
    return f"{module.removeprefix('carnet.ui.')}.{head}" if module.startswith("carnet.ui.") else ""


@pytest.fixture(scope="module")
def poisoned(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "exemple.carnet"
    shutil.copyfile(example, path)
    hostile_journal.poison(path)
    return path


def visible(application: Application) -> list[QWidget]:
    """Return the widgets that Qt writes into; not all there are, of which Qt makes and deletes some by itself."""
    kinds = (QLabel, QLineEdit, QTextEdit, QPlainTextEdit, QAbstractButton, QComboBox)
    found = [each for kind in kinds for each in application.window.findChildren(kind) if each.isVisible()]
    menu = QApplication.activePopupWidget()
    return found if menu is None else [*found, menu]


def wrong_with(widget: QWidget) -> list[str]:
    """Return what of a widget could be taken for markup."""
    tips = [widget.toolTip(), *(each.toolTip() for each in widget.actions() if isinstance(widget, QMenu))]
    found = [f"tip: {tip}" for tip in tips if "<b" in tip or "<img" in tip]
    if type(widget) is not QLabel and isinstance(widget, QLabel):  # the scenes' own hold pictures of papers
        found += [] if widget.textFormat() is Qt.TextFormat.PlainText else [f"rich: {widget.text()}"]
    return found


@pytest.mark.parametrize("scene", list(FROM_OUTSIDE))
def test_hostile_text_is_shown_as_it_is_written(
    scene: str, poisoned: Path, launch: Launch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "exemple.carnet"
    shutil.copyfile(poisoned, path)
    watch, found = Watch(monkeypatch), list[str]()
    application = launch(path)
    application.window.resize(1280, 2_400)  # all is in sight
    SCENES[scene](application)
    for _look in range(60):
        take.wait(100)
        application.window.update()  # with all that stands in it
        for widget in visible(application):
            watch.look_at(widget)
            found += wrong_with(widget)
        if set(FROM_OUTSIDE[scene]) <= watch.seen:
            break
    for panel in application.window.findChildren(Overlay):
        panel.close_overlay()
    assert found == []
    assert set(FROM_OUTSIDE[scene]) - watch.seen == set()
