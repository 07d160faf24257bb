"""Takes a picture of every screen on the example: light and dark, French and English, narrow, and with large text.

    python tests/screens/take.py [--out DIR] [--only WORD …] [--readme]

`--readme` renews the picture that README shows.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from time import tzset
from typing import NamedTuple
from zipfile import ZipFile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Europe/Paris"
os.environ["CARNET_HOME"] = tempfile.mkdtemp(prefix="carnet-screens-")

from PySide6.QtCore import QEvent, QEventLoop, QSettings, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QLinearGradient, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from carnet import app as root
from carnet import paths
from carnet.app import Application
from carnet.domain.agenda import EventFilter
from carnet.domain.attribution import Model
from carnet.domain.backups import BackupKind
from carnet.domain.capture_values import SpanKind
from carnet.domain.changes import Deed
from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import Affiliation, Channel, Contact, ContactFilter, ContactPoint, PointKind, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventKind, NetworkingEvent
from carnet.domain.imports import Clipping, ExchangeSource
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.domain.privacy import Standing
from carnet.domain.zones import HOME, instant_of
from carnet.errors import Reason, Trouble
from carnet.journal import FixedClock, Journal, demo, sealing
from carnet.settings import Settings
from carnet.store import quick, tables
from carnet.ui.backups import BackupsPage
from carnet.ui.contacts import ContactsPage
from carnet.ui.events import EventsPage
from carnet.ui.events.form import EventForm
from carnet.ui.events.paper_briefing import BriefingContent
from carnet.ui.history import HistoryPage
from carnet.ui.imports import ImportsPage
from carnet.ui.interactions.log_panel import LogPanel
from carnet.ui.kit import paper, photos
from carnet.ui.kit.overlay import Overlay
from carnet.ui.missions import MissionsPage
from carnet.ui.preferences import PreferencesPage
from carnet.ui.preferences.letter_form import LetterForm
from carnet.ui.preferences.passphrase_form import PassphraseForm
from carnet.ui.privacy import PrivacyPage
from carnet.ui.review import ReviewPage
from carnet.ui.shell.export_panel import ExportPanel
from carnet.ui.shell.lock import LockPage
from carnet.ui.shell.working import WorkingPage
from carnet.ui.today import TodayPage
from carnet.words import _, current_language, install
from carnet.words.errors import sentence

ROOT = Path(__file__).parents[2]
PAGES = ("today", "contacts", "events", "missions", "review", "imports", "preferences")


class Look(NamedTuple):
    """How the window is set for a series of pictures."""

    name: str
    theme: str = "light"
    language: str = "fr"
    width: int = 1280
    height: int = 800
    scale: float = 1.0


LOOKS = (
    Look("clair"),
    Look("sombre", theme="dark"),
    Look("english", language="en"),
    Look("960", width=960, height=600),
    Look("960-sombre", theme="dark", width=960, height=600),
    Look("200", scale=2.0),
)


def main(arguments: list[str]) -> int:
    """Take the pictures asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "screens")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args(arguments)
    tzset()
    asked.out.mkdir(parents=True, exist_ok=True)
    qt = QApplication([])
    journal = example(Path(os.environ["CARNET_HOME"]) / "exemple.carnet")
    empty = Path(os.environ["CARNET_HOME"]) / "vide.carnet"
    if asked.readme:
        take(qt, Look("readme"), journal, {"aujourdhui": page("today")}, ROOT / "resources" / "help", bare=True)
        return 0
    for look in LOOKS:
        scenes = {name: run for name, run in SCENES.items() if _wanted(asked.only, f"{look.name}-{name}")}
        take(qt, look, journal, scenes, asked.out)
    if _wanted(asked.only, "clair-vide"):
        take(qt, Look("clair"), empty, {"vide": page("today")}, asked.out)
    return 0


def _wanted(only: list[str], name: str) -> bool:
    return not only or any(word in name for word in only)


def example(path: Path) -> Path:
    """Write the example as of today."""
    today: date = datetime.now().astimezone().date()
    demo.write(path, today)
    return path


def take(
    qt: QApplication,
    look: Look,
    journal: Path,
    scenes: dict[str, Callable[[Application], object]],
    out: Path,
    *,
    bare: bool = False,
) -> None:
    """Show each scene in a window of its own, on a copy of the journal, and save what it shows."""
    settings = Settings(theme=look.theme, language=look.language, text_scale=look.scale)
    for name, run in scenes.items():
        install(paths.locale(), look.language)
        root.dress(qt, settings)
        home = Path(tempfile.mkdtemp())
        state = QSettings(str(home / "state.ini"), QSettings.Format.IniFormat)
        fresh = home / journal.name
        if journal.exists():
            shutil.copyfile(journal, fresh)
        application = Application(qt, settings, fresh, state)
        application.window.resize(look.width, look.height)
        application.show()
        wait(200)
        application.load()
        wait(100)
        shown = run(application)
        target = out / (f"{name}.png" if bare else f"{look.name}-{name}.png")
        # In a timer: a question that awaits its answer would hold up what follows.
        window = shown if isinstance(shown, QWidget) and shown.isWindow() else application.window
        QTimer.singleShot(600, application.window, partial(keep, application, window, target))
        wait(750)
        application.window.close()
        application.window.deleteLater()
        wait(20)


def keep(application: Application, window: QWidget, target: Path) -> None:
    """Save what a window shows once all has come, however busy the machine is, and give up whatever it asks."""
    while application.window.is_coming or not application.settled:
        wait(20)
    wait(100)
    window.grab().save(str(target))
    print(target.name)
    for panel in window.findChildren(Overlay):
        panel.close_overlay()


def wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def page(key: str) -> Callable[[Application], object]:
    """Return the scene that shows a page."""

    def show(application: Application) -> None:
        application.window.show_page(key)

    return show


def contact(application: Application) -> None:
    """Show the sheet of the person with the richest story."""
    assert application.journal is not None
    application.open_contact(application.journal.contacts.find("Hélène Vasseur")[0].id)


def proposals(application: Application) -> None:
    """Show whom to see, with a mission that ends soon."""
    journal = application.journal
    assert journal is not None
    running = next(row for row in journal.missions.rows() if row.stage is Stage.RUNNING)
    ends_on = journal.clock.today() + timedelta(days=48)
    journal.missions.save(replace(journal.missions.get(running.id), ends_on=ends_on))
    page = application.window.show_page("today")
    assert isinstance(page, TodayPage)
    wait(400)
    page._area.ensureWidgetVisible(page.proposals.coffee, 0, 20)
    page.proposals.ending.people.setFocus()


def reminders(application: Application) -> None:
    """Show the settings of reminders."""
    page = application.window.show_page("preferences")
    assert isinstance(page, PreferencesPage)
    wait(50)
    page._area.ensureWidgetVisible(page.reminders)


def positions(application: Application) -> None:
    """Show the facts of a person down to positions and own fields."""
    assert application.journal is not None
    key = application.journal.contacts.find("Hélène Vasseur")[0].id
    application.journal.contacts.edit(key, custom_fields=(("Chien", "Rex"),))
    application.open_contact(key)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.sheet.tabs.choose("facts")
    page.sheet.tabs.chosen.emit("facts")
    wait(50)
    for area in (page.sheet._side, page.sheet._scroll):
        area.ensureWidgetVisible(page.sheet.facts.notes)


def photo(application: Application) -> None:
    """Show a person with a photo, in the list and on the sheet."""
    assert application.journal is not None
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ground = QLinearGradient(0, 0, 400, 400)
    ground.setColorAt(0, QColor("#c9d8e6"))
    ground.setColorAt(1, QColor("#6b8aa6"))
    painter.fillRect(image.rect(), ground)
    painter.setBrush(QColor("#f0d9c4"))
    painter.drawEllipse(130, 90, 140, 160)
    painter.setBrush(QColor("#34506b"))
    painter.drawEllipse(60, 270, 280, 260)
    painter.end()
    key = application.journal.contacts.find("Hélène Vasseur")[0].id
    application.journal.contacts.set_photo(key, *photos.keep(image))
    application.open_contact(key)


def introductions(application: Application) -> None:
    """Show the introductions of a person at the end of a chain, a circle and a date among them to repair."""
    journal = application.journal
    assert journal is not None
    people = [journal.contacts.find(name)[0].id for name in ("Marc Delcourt", "Hélène Vasseur", "Bruno Alessandri")]
    journal.introductions.save(
        people[2], people[1], occurred_on=PartialDate("2015-03"), note="Autour d’un café, à propos de la paie."
    )
    journal.introductions.save(None, people[2], beneficiary_id=people[0], occurred_on=PartialDate("2025-06-02"))
    application.open_contact(people[2])
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.sheet.tabs.choose("facts")
    page.sheet.tabs.chosen.emit("facts")
    wait(50)
    for area in (page.sheet._side, page.sheet._scroll):
        area.ensureWidgetVisible(page.sheet.facts.introductions.chain, 0, 40)


def notes(application: Application) -> None:
    """Show notes and an exchange set from Markdown."""
    journal = application.journal
    assert journal is not None
    key = journal.contacts.find("Hélène Vasseur")[0].id
    about = "## Projet\nAime les **cartes** *anciennes*.\n- budget `2027`\n- https://alize.example/plan\n> « Enfin ! »"
    journal.contacts.edit(key, about=about)
    today = PartialDate.of(journal.clock.today())
    summary = "**Budget voté.** Reste à faire :\n1. le cadrage\n2. la [note](https://alize.example)"
    draft = ExchangeDraft(raw=summary, occurred_on=today, kind=InteractionKind.CALL, summary=summary)
    journal.interactions.log([key], draft)
    application.open_contact(key)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    wait(50)
    page.sheet._side.ensureWidgetVisible(page.sheet.facts.notes)


def my_card(application: Application) -> None:
    """Show the user's own card."""
    assert application.journal is not None
    card = Contact(
        first_name="Camille",
        last_name="Aubert",
        is_me=True,
        points=(
            ContactPoint(kind=PointKind.EMAIL, value="camille@aubert.example"),
            ContactPoint(kind=PointKind.PHONE, value="06 39 98 10 20"),
        ),
        affiliations=(Affiliation(organisation="Escale Portage", title="Consultante data"),),
    )
    application.open_contact(application.journal.contacts.save(card))


def letter_menu(application: Application) -> None:
    """Show the letters that a person may get, and the offer to log one."""
    contact(application)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.sheet.open_letter_menu()
    application.signals.offer_made.emit(_("Mail to {name} opened.").format(name="Hélène"), _("Log the e-mail"), print)


def letter_form(application: Application) -> None:
    """Show a template with a field that does not exist."""
    page = application.window.show_page("preferences")
    assert isinstance(page, PreferencesPage)
    page.focus_letters()
    next(iter(page.letters.values())).click()
    form = application.window.findChildren(LetterForm)[-1]
    form.body.area.setPlainText(form.body.text().replace("{", "{X", 1))


def introduction_form(application: Application) -> None:
    """Show the form of an introduction."""
    introductions(application)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.sheet.facts.introduction_asked.emit(1)


def organisation(name: str) -> Callable[[Application], object]:
    """Return the scene that shows the sheet of an organisation."""

    def show(application: Application) -> None:
        assert application.journal is not None
        found = [row.id for row in application.journal.organisations.rows() if row.name == name]
        application.open_organisation(found[0])

    return show


def organisation_list(application: Application) -> None:
    """Show the list of organisations, where only one of list and sheet may fit."""
    page = application.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    page.show_scope("organisations")


def contact_table(application: Application) -> None:
    """Show the contacts in columns, by what they brought."""
    page = application.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    page.list.set_order("brought")
    if not page.list.rows_table.tabled:
        page.list.switch_dress()


def contact_found(application: Application) -> None:
    """Show whom words find, and what they were found in."""
    page = application.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    if page.list.rows_table.tabled:
        page.list.switch_dress()
    page.list.search.setText("budget")


def contact_filters(application: Application) -> None:
    """Show the contacts narrowed by conditions, the chips beside the text."""
    page = application.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    if page.list.rows_table.tabled:
        page.list.switch_dress()
    page.list.search.setText("chaleur:chaude,tiède -sphère:perso vu:<90j ")


def event(application: Application) -> None:
    """Show the event that waits for its debrief."""
    assert application.journal is not None
    waiting = application.journal.today.sheet().debrief
    if waiting is not None:
        application.open_event(waiting.event)


def club(application: Application) -> int:
    """Keep a club that meets every second Tuesday, one date of it attended, one left out; return its id."""
    journal = application.journal
    assert journal is not None
    today = journal.clock.today()
    first = instant_of(datetime.combine(today.replace(day=1) - timedelta(days=150), time(18, 30)), HOME)
    series_id = journal.events.save(
        NetworkingEvent(
            title="Club des indépendants",
            kind=EventKind.CLUB,
            organiser="Escale Portage",
            starts_at=first,
            ends_at=first + timedelta(hours=2),
            rrule="FREQ=MONTHLY;BYDAY=2TU",
            venue="La Verrière",
            city="Toulouse",
            cost_cents=800,
        )
    )
    past = [
        row.ref
        for row in journal.events.occurrences(today - timedelta(days=140), today - timedelta(days=1))
        if row.series_id == series_id
    ]
    people = journal.contacts.find("Nadia") + journal.contacts.find("Bruno")
    for ref in past[-2:]:
        for person in people[:2]:
            journal.debriefs.set_met(ref, person.id, True)
        journal.debriefs.finish(ref)
    journal.events.skip(journal.events.series(series_id).to_come[1])
    return series_id


def fair(application: Application, starts_in: int, days: int, title: str) -> int:
    """Keep what takes several days; return its id."""
    journal = application.journal
    assert journal is not None
    first = instant_of(datetime.combine(journal.clock.today() + timedelta(days=starts_in), time(9)), HOME)
    return journal.events.save(
        NetworkingEvent(
            title=title,
            kind=EventKind.TRADE_SHOW,
            organiser="Escale Portage",
            starts_at=first,
            ends_at=first + timedelta(days=days - 1, hours=9),
            city="Toulouse",
        )
    )


def several_days(application: Application) -> None:
    """Show the sheet and the briefing of a fair of five days."""
    application.open_event(fair(application, 3, 5, "Salon du freelance"))
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    page.sheet.briefing.click()


def agenda(application: Application) -> None:
    """Show month and agenda with a series and two fairs, narrowed to an organiser, on the next date of the series."""
    fair(application, 3, 5, "Salon du freelance")
    fair(application, -20, 3, "Journées du portage")
    application.open_event(club(application))
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    page.agenda.filters.choose(EventFilter(organisers=frozenset(["Escale Portage"])))
    page.reload()
    page.agenda.month.show_month(page.agenda.month.grid.today.replace(day=1))
    wait(50)
    for toast in application.window.toasts.shown():
        toast.close()


def events_selected(application: Application) -> None:
    """Select several events of the agenda."""
    agenda(application)
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    page.back.click()
    page.agenda.table.setFocus()
    for _turn in range(2):
        down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        QApplication.sendEvent(page.agenda.table, down)


def scope(application: Application) -> None:
    """Ask whether a date alone or its whole series is meant; the answer is awaited, so the question comes in a turn."""
    agenda(application)
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    QTimer.singleShot(0, page.sheet, page.sheet.delete_asked.emit)


def series(application: Application) -> None:
    """Show a series: its next dates, the one left out, what came of the past ones."""
    agenda(application)
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    page.sheet.series.activated.emit()


def event_rule(application: Application) -> None:
    """Show the form of an event abroad that comes back."""
    page = application.window.show_page("events")
    assert isinstance(page, EventsPage)
    page.new_item()
    form = application.window.findChildren(EventForm)[-1]
    form.name.set_text("Réseau des consultants de Montréal")
    form.day.set_text("mardi")
    form.start.set_text("18 h 30")
    form.end.set_text("20 h 30")
    form.zone.set_zone("America/Montreal")
    form.rule.set_text("tous les 2ᵉ mardis du mois" if current_language() == "fr" else "every 2nd Tuesday of the month")
    form.rule.typed.emit("")
    form.rule.setFocus()
    form.focus_field("")


def briefing(application: Application) -> None:
    """Show the briefing of the next event."""
    assert application.journal is not None
    application.open_event(application.journal.events.upcoming(1)[0].id)
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    page.sheet.briefing.click()


def briefing_on_paper(application: Application) -> None:
    """Show the page that is printed, in place of the window."""
    journal = application.journal
    assert journal is not None
    content = BriefingContent(journal.events.briefing(journal.events.upcoming(1)[0].id), journal.clock.today())
    show_paper(application, content, 0)


def person_on_paper(application: Application) -> None:
    """Show the first page of what is handed over to a person."""
    from carnet.words import dossiers

    page, journal = application.window.show_page("contacts"), application.journal
    assert journal is not None
    assert isinstance(page, ContactsPage)
    key = int(journal.contacts.find("Hélène Vasseur")[0].id)
    show_paper(application, page.printing.sheet(key, dossiers.sections(journal.exports.person(key))), 0)


def year_on_paper(page_number: int) -> Callable[[Application], object]:
    """Show a page of « Bilan réseau », in place of the window."""

    def show(application: Application) -> None:
        from carnet.ui.review import paper_review, year_review

        journal = application.journal
        assert journal is not None
        told = year_review.read(journal, journal.clock.today().year, Model.W, "EUR")
        show_paper(application, paper_review.content(told), page_number)

    return show


def show_paper(application: Application, content: paper.Content, page_number: int) -> None:
    """Show a page as it is printed, in place of the window."""
    sheet = QImage(1240, 1754, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.scale(150 / paper.DPI, 150 / paper.DPI)
    painter.translate(236, 319)
    content.lay(QSizeF(2008, 2905))
    content.paint(painter, page_number)
    painter.end()
    shown = QLabel(application.window)
    shown.setPixmap(QPixmap.fromImage(sheet))
    shown.resize(sheet.size())
    application.window.resize(sheet.size())
    shown.raise_()
    shown.show()


def after(application: Application) -> None:
    """Show what an event of long ago brought."""
    journal = application.journal
    assert journal is not None
    led = [row.id for row in journal.events.past(80) if len(journal.events.sheet(row.id).missions) > 1]
    application.open_event(led[0])
    page = application.window.current_page()
    assert isinstance(page, EventsPage)
    wait(50)
    page.sheet._area.ensureWidgetVisible(page.sheet.after.brought, 0, 60)


def evenings(application: Application) -> None:
    """Show what the evenings of each organiser brought."""
    page = application.window.show_page("review")
    assert isinstance(page, ReviewPage)
    page.show_view("table")
    wait(300)
    area = page.findChildren(QScrollArea)[0]
    area.ensureWidgetVisible(page.evenings, 0, 0)


def drawing(application: Application) -> None:
    """Show the drawing with what flows through one relation."""
    page = application.window.show_page("review")
    assert isinstance(page, ReviewPage)
    wait(300)
    spot = next(spot for spot in page.chart.spots() if "Vasseur" in spot.name)
    page.chart.focus_chart()
    button = page.chart.button(spot.key)
    assert button is not None
    button.setFocus()
    page.findChildren(QScrollArea)[0].ensureWidgetVisible(page.path, 0, 0)


def network(application: Application) -> None:
    """Show who brought whom, over all time."""
    page = application.window.show_page("review")
    assert isinstance(page, ReviewPage)
    page.period.choose("all")
    page.show_view("network")
    wait(300)
    page.findChildren(QScrollArea)[0].ensureWidgetVisible(page.network.card, 0, 0)


def comparison(application: Application) -> None:
    """Compare this year and the one before, under two models."""
    page = application.window.show_page("review")
    assert isinstance(page, ReviewPage)
    wait(300)
    page.show_view("table")
    page.period.choose("year")
    page.comparing.toggle()


def told(application: Application) -> None:
    """Show what the network says, the survey, reciprocity and the target of the year."""
    assert application.journal is not None
    application.journal.targets.set(application.journal.clock.today().year, 9_000_000, "EUR")
    page = application.window.show_page("review")
    assert isinstance(page, ReviewPage)
    wait(300)
    page.show_view("table")
    wait(300)
    area = page.findChildren(QScrollArea)[0]
    area.ensureWidgetVisible(page.story.target, 0, 0)
    wait(100)


def mission(application: Application) -> None:
    """Show a signed mission with its path."""
    assert application.journal is not None
    signed = [row for row in application.journal.missions.rows() if row.signed_on is not None]
    application.open_mission(signed[0].id)


def _missions_page(application: Application) -> MissionsPage:
    page = application.window.show_page("missions")
    assert isinstance(page, MissionsPage)
    return page


def mission_list(application: Application) -> None:
    """Show the missions as a table, by their value."""
    page = _missions_page(application)
    page.view.choose("list")
    page.view.chosen.emit("list")
    page.list.set_order("value")
    page.list.focus_rows()


def mission_search(application: Application) -> None:
    """Show the missions signed of one client, with what they come to."""
    mission_list(application)
    page = _missions_page(application)
    page.since.setCurrentIndex(2)
    page.list.search.setText("cevenole")
    page.list.search.setFocus()


def mission_full(application: Application) -> Mission:
    """Show a renewal with documents, linked exchanges, and a path changed by hand; return the mission."""
    journal = application.journal
    assert journal is not None
    missions = journal.missions
    paths = {row.id: missions.path(row.id) for row in missions.rows() if row.stage is Stage.COMPLETED}
    key = max(paths, key=lambda each: len(paths[each].touches))
    missions.add_document(key, "/home/camille/Documents/contrat-2026.pdf", "Contrat signé")
    missions.add_document(key, "https://alize.example/bons/BC-2026-118.pdf")
    for exchange in missions.linkable(key)[:3]:
        missions.link_exchange(exchange.id, key)
    missions.renew(key)
    touches = missions.path(key).touches
    missions.remove_touch(key, touches[1].id)
    application.open_mission(key)
    return missions.get(key)


def mission_down(application: Application) -> None:
    """Show the sheet of a mission further down: exchanges, documents, renewals, stages; one link refused."""
    mission_full(application)
    sheet = _missions_page(application).sheet
    wait(50)
    sheet.documents.rows[0].name.click()
    wait(50)
    sheet._scroll.ensureWidgetVisible(sheet.documents.choose, 0, 60)


def mission_repair(application: Application) -> None:
    """Show a path with links to mend, each with what mends it."""
    journal = application.journal
    assert journal is not None
    people = [Contact(first_name=first, last_name="Lacaze", sphere=Sphere.PROFESSIONAL) for first in ("Zoé", "Hector")]
    first, second = (journal.contacts.save(person) for person in people)
    journal.introductions.save(first, second)
    key = journal.missions.save(
        Mission(title="Cadrage du portail", client="Régie Eau & Ville", day_rate_cents=64_000, days_sold_half=36)
    )
    journal.missions.sign(key, contact_id=second, signed_on=journal.clock.today())
    application.open_mission(key)
    sheet = _missions_page(application).sheet
    wait(50)
    sheet._scroll.ensureWidgetVisible(sheet.gaps, 0, 20)


def mission_step(application: Application) -> None:
    """Show the panel that puts a step into a path."""
    mission_full(application)
    wait(100)
    _missions_page(application).sheet.path.add.click()


def mission_step_menu(application: Application) -> None:
    """Show what can be done with a step, the key in the middle of a path."""
    mission_full(application)
    sheet = _missions_page(application).sheet
    wait(50)
    sheet.path.chain.focus_step(2)
    sheet.path.chain.steps()[1].click()
    _with_popup(application)


def _with_popup(application: Application) -> None:
    """Draw an open menu over the window, where the platform gives it a window of its own."""
    menu = QApplication.activePopupWidget()
    assert menu is not None
    shown = QLabel(application.window)
    shown.setPixmap(menu.grab())
    shown.adjustSize()
    shown.move(application.window.mapFromGlobal(menu.pos()))
    shown.show()
    menu.close()


def signing(application: Application) -> None:
    """Show the question that a mission won asks."""
    journal = application.journal
    assert journal is not None
    key = next(row.id for row in journal.missions.rows() if row.stage is Stage.PROPOSAL)
    _missions_page(application).board.move_asked.emit(key, "won")


def quick_add(application: Application) -> None:
    """Show the quick add with a line being typed."""
    assert application.journal is not None
    application.quick_add()
    type_into_focus(
        application,
        "Nadia Benali, DSI chez Aéro-Garonne, nadia@garonne.example, 06 39 98 12 40, #cloud > relancer mardi",
    )


def type_into_focus(application: Application, text: str) -> None:
    """Type where the cursor is."""
    focus = application.window.focusWidget()
    for char in text if focus is not None else "":
        key = ord(char.upper()) if char.isascii() else 0
        QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, char))


SIGNATURE = """Bien cordialement,

--
Nadia BENALI
Directrice des systèmes d’information
Aéro-Garonne
12 allée des Ailes, 31700 Blagnac
Tél. : 05 61 00 00 00 | M : 06 39 98 12 40
nadia.benali@garonne.example

Ce message et toutes les pièces jointes sont confidentiels."""


def pasted_signature(application: Application) -> None:
    """Show what a signature that was pasted is read as."""
    assert application.journal is not None
    wait(300)
    application.take_clip(application.journal.capture.understand(SIGNATURE))


def card_read(application: Application) -> None:
    """Show a business card whose words were read, beside what they are read as."""
    assert application.journal is not None
    lines = ("Nova Conseil", "Ugo Faure", "Directeur technique", "06 39 98 77 01", "ugo.faure@nova.example")
    picture = QImage(1000, 560, QImage.Format.Format_RGB32)
    picture.fill(QColor("#f7f5ef"))
    painter = QPainter(picture)
    for at, line in enumerate(lines):
        font = QFont()
        font.setPixelSize(52 if at == 1 else 32)
        painter.setFont(font)
        painter.drawText(80, 110 + 90 * at, line)
    painter.end()
    application.take_clip(application.journal.capture.understand_card("\n".join(lines)), picture)


def small_window(application: Application) -> QWidget:
    """Show the small window with a line in it."""
    application.show_small_window()
    small = application._small
    assert small is not None
    small.panel.line.show("Nadia Benali, DSI chez Aéro-Garonne, 06 39 98 12 40 > relancer mardi")
    return small


def code(application: Application) -> None:
    """Show somebody as a code to be scanned."""
    contact(application)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    wait(200)
    page.sheet.act("code")


def palette(application: Application) -> None:
    """Show the palette with an answer."""
    application.gestures.show_palette()
    type_into_focus(application, "port")


def keys(application: Application) -> None:
    """Show the sheet of keys."""
    application.gestures.show_keys()


def promises(application: Application) -> None:
    """Show the table of what Carnet promises."""
    application.gestures.show_promises()


def deeds(application: Application) -> None:
    """Do a few things, undo one, and show the history of them."""
    assert application.journal is not None
    journal = application.journal
    people = [found.id for name in ("Hélène Vasseur", "Karim Ouali") for found in journal.contacts.find(name)]
    journal.contacts.edit(people[0], city="Lyon", cadence_days=45)
    journal.labels.label(people, add_tags=["cloud", "à revoir"])
    journal.contacts.edit(people[0], about="Aime les **cartes** anciennes.")
    journal.history.undo()
    journal.contacts.edit(people[-1], starred=True)
    application.window.show_page("history")


def deed(application: Application) -> None:
    """Show what a deed changed."""
    deeds(application)
    page = application.window.current_page()
    assert isinstance(page, HistoryPage)
    page.table.select_id(page.model.id_at(3))
    page.look.click()


def trash(application: Application) -> None:
    """Put a few things into the trash and show it."""
    assert application.journal is not None
    journal = application.journal
    journal.contacts.delete(*journal.contacts.ids(ContactFilter(), 4)[2:])
    journal.contacts.delete(journal.contacts.find("Hélène Vasseur")[0].id)
    journal.events.delete(2)
    journal.missions.delete(1)
    application.window.show_page("trash")


def backup_list(application: Application) -> BackupsPage:
    """Show a year of backups, the second folder among them."""
    assert application.journal is not None
    journal = application.journal
    second = Path(os.environ["CARNET_HOME"]) / "Cartable"
    second.mkdir(exist_ok=True)
    application.apply_settings(replace(application.settings, backup_folder=str(second)))
    today = journal.clock.today()
    for days, kind in ((400, BackupKind.AUTOMATIC), (45, BackupKind.AUTOMATIC), (12, BackupKind.AUTOMATIC)):
        _back_up_on(application, today - timedelta(days=days), kind)
    reasons = {3: BackupKind.IMPORT, 2: BackupKind.ENCRYPTION}
    for days in range(6, 0, -1):
        _back_up_on(application, today - timedelta(days=days), reasons.get(days, BackupKind.AUTOMATIC))
    journal.backups.make()
    journal.contacts.delete(journal.contacts.find("Yasmine Chérif")[0].id)
    page = application.window.show_page("backups")
    assert isinstance(page, BackupsPage)
    application.tasks.wait()
    wait(200)
    page.table.select_id(1)
    return page


def _back_up_on(application: Application, day: date, kind: BackupKind) -> None:
    journal = application.journal
    assert journal is not None
    real, journal.core.clock = journal.core.clock, FixedClock(day=day)
    journal.backups.make(kind)
    journal.core.clock = real


def backup_person(application: Application) -> None:
    """Look for somebody in a backup."""
    page = backup_list(application)
    page.people.search.setText("ya")
    wait(500)


def backup_inside(application: Application) -> None:
    """Look into a backup."""
    page = backup_list(application)
    page.chosen.look.click()
    application.window.show_page("contacts")


def damaged(application: Application) -> None:
    """Say that the journal is damaged, and what can be done."""
    backup_list(application)
    trouble = Trouble(Reason.CORRUPT, path=str(application.path), detail="database disk image is malformed")
    application.present(trouble)
    wait(400)


def lock_page(application: Application) -> None:
    """Ask for the passphrase of a journal, one try refused."""
    application.window.add_page("start", application.locking.page())
    page = application.window.show_page("start")
    assert isinstance(page, LockPage)
    page.field.line.setText("azerty")
    page.refuse(sentence(Trouble("wrong_passphrase")))
    page.field.capitals.show()


def encrypting(application: Application) -> None:
    """Choose a passphrase, its strength told."""
    application.window.show_page("preferences")
    application.locking.ask("encrypt")
    (form,) = application.window.findChildren(PassphraseForm)
    form.fields["new"].line.setText("hérisson thym 7 falaise")
    form.fields["new"].typed.emit("hérisson thym 7 falaise")


def encryption_settings(application: Application) -> None:
    """Show the settings of encryption, of an encrypted journal."""
    page = PreferencesPage(application.settings, application.path, "0" * 32)
    for _group in page.fill():
        pass
    application.window.add_page("sealed", page)
    application.window.show_page("sealed")
    page.search.setText("chiffrement" if current_language() == "fr" else "encryption")


def rewriting(application: Application) -> None:
    """Show how far a journal is that is being encrypted."""
    page = WorkingPage(_("The journal is written anew and read again. It is as it was until that is done."))
    page.show_progress(37, 100)
    application.window.add_page("start", page)
    application.window.show_page("start")


def keeping(application: Application) -> None:
    """Ask for the passphrase that the key ring is to keep."""
    encryption_settings(application)
    form = PassphraseForm(application.window, "ring")
    form.open()


def older_backup(application: Application) -> None:
    """Select a backup of before the passphrase was changed, and ask for the one of then."""
    journal = application.journal
    assert journal is not None
    sealing.encrypt(journal.backups.make().path, "phrase d’alors")
    sealing.lock()
    page = application.window.show_page("backups")
    page.reload()
    wait(600)
    application.locking.ask_for(journal.backups.folder)


def backup_settings(application: Application) -> None:
    """Show the settings of backups."""
    page = application.window.show_page("preferences")
    assert isinstance(page, PreferencesPage)
    page.search.setText("sauvegarde" if current_language() == "fr" else "backup")


def silent(application: Application) -> None:
    """Let some of the example have been silent for three years, and decide a few cases."""
    assert application.journal is not None
    journal = application.journal
    rows = [row for row in journal.privacy.register() if row.standing is Standing.CURRENT][:9]
    today = journal.clock.today()
    with journal.core.writing(Deed.IMPORT) as recorder:
        for place, row in enumerate(rows):
            for (key,) in quick.rows(
                recorder.connection, "SELECT interaction_id FROM participation WHERE contact_id = ?", (row.id,)
            ):
                recorder.delete(tables.interaction, key)
            then = datetime.combine(today - timedelta(days=1_096 + 40 - 14 * place), time(12), tzinfo=UTC)
            recorder.update(tables.contact, row.id, created_at=then, met_on=None)
    keys = [row.id for row in rows]
    mail = ExchangeDraft(
        raw="",
        occurred_on=PartialDate.of(today - timedelta(days=200)),
        kind=InteractionKind.EMAIL,
        direction=Direction.OUTBOUND,
        summary="Des nouvelles",
    )
    journal.interactions.log([keys[0]], mail)
    journal.privacy.inform([row.id for row in journal.privacy.register()][:-14], date(2026, 3, 4))
    journal.privacy.ask_again(keys[2:3])
    journal.privacy.refuse("06 12 34 56 78")
    journal.privacy.refuse("claude@exemple.example")


def due(application: Application) -> None:
    """Show who is at term."""
    silent(application)
    _show_register(application)


def _show_register(application: Application) -> PrivacyPage:
    """Show the page once the messages of what was done before are gone."""
    wait(50)
    for toast in application.window.toasts.shown():
        toast.close()
    page = application.window.show_page("privacy")
    assert isinstance(page, PrivacyPage)
    return page


def register(application: Application) -> None:
    """Show the whole register."""
    silent(application)
    page = _show_register(application)
    page.clear()


def nobody_due(application: Application) -> None:
    """Show the register while nobody is at term."""
    application.window.show_page("privacy")


def opposition(application: Application) -> None:
    """Show the list of oppositions."""
    due(application)
    page = application.window.current_page()
    assert isinstance(page, PrivacyPage)
    page.opposed.click()


def register_paper(application: Application) -> None:
    """Show the register of processing as it is printed."""
    silent(application)
    page = _show_register(application)
    show_paper(application, page.content(), 0)


def selection(application: Application) -> None:
    """Select several people and open what one does with them."""
    page = application.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    page.list.table.setFocus()
    for _turn in range(3):
        down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        QApplication.sendEvent(page.list.table, down)


def refusal(application: Application) -> None:
    """Show why a deed cannot be undone."""
    deeds(application)
    page = application.window.current_page()
    assert isinstance(page, HistoryPage)
    page.table.select_id(page.model.id_at(page.model.rowCount() - 1))
    page.switch.click()


def merge(application: Application) -> None:
    """Show two sheets of one person side by side."""
    journal = application.journal
    assert journal is not None
    first, second = doubles(journal)
    application.open_merge(first, second)


def calendar(application: Application) -> None:
    """Show what a calendar would bring."""
    journal = application.journal
    assert journal is not None
    page = application.window.show_page("imports")
    assert isinstance(page, ImportsPage)
    page.open_files([Clipping("escale-portage.ics", CALENDAR.encode())])
    wait(600)
    page.checking.guests.table.toggled.emit(1)


def columns(application: Application) -> None:
    """Show a table of columns that Carnet guesses."""
    _look_through(application, Clipping("adhérents.csv", TABLE.encode("cp1252")))


def outlook(application: Application) -> None:
    """Show a table of Outlook, its columns unfolded."""
    page = _look_through(application, Clipping("contacts-outlook.csv", OUTLOOK.encode()))
    page.checking.mapping.fold.click()


def archive(application: Application) -> None:
    """Show what else LinkedIn's archive could bring."""
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("Connections.csv", CONNECTIONS)
        packed.writestr("messages.csv", MESSAGES)
    page = _look_through(application, Clipping("Basic_LinkedInDataExport.zip", out.getvalue()))
    page.checking.offered.switches[ExchangeSource.MESSAGES].click()


CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Karim,Ouali,https://www.linkedin.com/in/karim-ouali,k.ouali@regie.example,Régie Eau & Ville,Resp. SI,12 Mar 2023
Élise,Brémond,https://www.linkedin.com/in/elise-bremond,,Mutuelle Alizé,Acheteuse,02 Jun 2025
"""

MESSAGES = """FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT
Moi,https://www.linkedin.com/in/moi,Karim Ouali,https://www.linkedin.com/in/karim-ouali,2026-03-12 09:00:00 UTC,Bonjour
Élise Brémond,https://www.linkedin.com/in/elise-bremond,Moi,https://www.linkedin.com/in/moi,2026-04-02 08:00:00 UTC,Merci
"""


def _look_through(application: Application, clipping: Clipping) -> ImportsPage:
    journal = application.journal
    assert journal is not None
    page = application.window.show_page("imports")
    assert isinstance(page, ImportsPage)
    page.open_files([clipping])
    wait(800)
    return page


TABLE = """NOM;Prénom;Entreprise;Fonction;Courriel;Tél. mobile;Rencontré le;Groupe;ID externe
Ouali;Karim;Régie Eau & Ville;Resp. SI;k.ouali@regie.example;06 39 98 22 15;03/04/2025;portage, cloud;80-1177
Sénéchal;Camille;Atelier Nord;Cheffe de projet;c.senechal@nord.example;;05/06/2025;cloud;80-1178
Roussel;Damien;Hélios;Architecte;d.roussel@helios;06 39 98 31 40;31 février 2026;;80-1179
;;;;;;;;80-1180
Brémond;Élise;Mutuelle Alizé;Acheteuse;e.bremond@alize.example;06 39 98 44 02;;achats;80-1181
"""

OUTLOOK = """Titre,Prénom,Nom,Société,Titre,Téléphone (bureau),Adresse de messagerie,Catégories,Recommandé par
Mme,Élise,Brémond,Mutuelle Alizé,Acheteuse,04 39 98 44 02,e.bremond@alize.example,Clients;Été,Hélène Vasseur
M.,Gaël,Le Goff,Régie Eau & Ville,Chef de projet,04 39 98 10 31,g.legoff@regie.example,,Un inconnu
"""


def calendars(application: Application) -> None:
    """Show the calendars followed, one of which cannot be reached."""
    journal = application.journal
    assert journal is not None
    for name, host in (("Escale Portage", "agenda.escale.example"), ("Club Numérique du Midi", "club.example")):
        journal.imports.run(Clipping(name, CALENDAR.encode(), f"https://{host}/public.ics", 24))
    journal.calendars.failed(journal.calendars.rows()[0].id, Trouble("offline"))
    application.commands.actions["calendars"].trigger()


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Afterwork des indépendants
DTSTART;TZID=Europe/Paris:20261126T183000
DTEND;TZID=Europe/Paris:20261126T203000
ATTENDEE;CN=Sophie Delmas:mailto:sophie.delmas@alize.example
ATTENDEE;CN="Vasseur, Hélène":mailto:h.vasseur@alize.example
ATTENDEE;CN=Karim Belkacem:mailto:karim@nova.example
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Club du mardi
DTSTART;TZID=Europe/Paris:20261208T183000
RRULE:FREQ=MONTHLY;BYDAY=2TU
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Petit-déjeuner de rentrée
STATUS:CANCELLED
DTSTART;TZID=Europe/Paris:20261210T083000
END:VEVENT
BEGIN:VEVENT
UID:4
SUMMARY:Salon du numérique
DTSTART;VALUE=DATE:20270114
RRULE:FREQ=HOURLY
END:VEVENT
BEGIN:VEVENT
DTSTART:bientôt
END:VEVENT
END:VCALENDAR
"""


def duplicates(application: Application) -> None:
    """Show the duplicates of the journal."""
    assert application.journal is not None
    doubles(application.journal)
    application.commands.actions["duplicates"].trigger()


def apart(application: Application) -> None:
    """Show the pairs of people told apart."""
    assert application.journal is not None
    journal = application.journal
    journal.contacts.mark_not_same(*doubles(journal))
    people = journal.contacts.ids(ContactFilter(), 6)
    for one, other in zip(people[::2], people[1::2], strict=True):
        journal.contacts.mark_not_same(one, other)
    wait(50)
    application.commands.actions["apart"].trigger()


def doubles(journal: Journal) -> tuple[int, int]:
    """Write a second sheet of Camille Sénéchal."""
    known = int(journal.contacts.find("Camille Sénéchal")[0].id)
    phones = (point for point in journal.contacts.get(known).points if point.kind is PointKind.PHONE)
    second = Contact(
        first_name="Camille",
        last_name="Senechal",
        affiliations=(Affiliation(organisation="Saulnier", title="Acheteuse IT"),),
        points=(
            ContactPoint(kind=PointKind.EMAIL, value="camille.s@poste.example"),
            *(ContactPoint(kind=PointKind.PHONE, value=point.value) for point in phones),
        ),
        origin_channel=Channel.OTHER_NETWORK,
        tags=("portage",),
        about="Croisée à un salon",
    )
    return known, int(journal.contacts.save(second))


LINES = {
    "fr": "déjeuner hier avec Karim (cherche un poste) et Inès Faure chez Luigi, 1 h 30, budget voté > relancer lundi",
    "en": "lunch yesterday with Karim (looks for a job) and Inès Faure at Luigi, 1 h 30, budget voted > call on Monday",
}


def composer(application: Application) -> None:
    """Type an exchange with several people on the sheet of one."""
    contact(application)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.focus_composer()
    page.sheet.composer.set_text(LINES[application.settings.language])


def names(application: Application) -> None:
    """Begin a name behind « avec »."""
    contact(application)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    application.window.activateWindow()
    page.focus_composer()
    type_into_focus(application, "café avec ma")


def log_anywhere(application: Application) -> None:
    """Log an exchange from the missions, attached to an event."""
    assert application.journal is not None
    application.window.show_page("missions")
    application.commands.actions["log"].trigger()
    title = application.journal.events.past(1)[0].title
    type_into_focus(application, LINES[application.settings.language])
    panel = application.window.findChild(LogPanel)
    assert panel is not None
    panel.composer._put(SpanKind.EVENT, _("event {title}").format(title=title))


def export(application: Application) -> None:
    """Ask in which format people leave."""
    application.window.show_page("contacts")
    application.commands.actions["export"].trigger()
    panel = application.window.findChild(ExportPanel)
    assert panel is not None
    wait(600)


def exchange(application: Application) -> None:
    """Edit an exchange with two people."""
    assert application.journal is not None
    journal = application.journal
    people = [found.id for name in ("Hélène Vasseur", "Karim Ouali") for found in journal.contacts.find(name)[:1]]
    line = "déjeuner hier avec Karim (cherche un poste), budget voté, cadrage en janvier"
    journal.interactions.log(people[:1], journal.interactions.read(line))
    wait(50)
    contact(application)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.sheet.timeline.select_first()
    page.sheet._on_item_opened(page.sheet.timeline.current_item())


def closing(application: Application) -> None:
    """Log an exchange with somebody who has a follow-up open."""
    assert application.journal is not None
    contact(application)
    page = application.window.current_page()
    assert isinstance(page, ContactsPage)
    page.focus_composer()
    page.sheet.composer.set_text("appel, budget voté")
    page.sheet.composer.line.submitted.emit()


SCENES: dict[str, Callable[[Application], object]] = {
    **{key: page(key) for key in PAGES},
    "propositions": proposals,
    "rappels": reminders,
    "fiche": contact,
    "noter": composer,
    "noter-noms": names,
    "noter-partout": log_anywhere,
    "echange": exchange,
    "exporter": export,
    "relance-a-clore": closing,
    "photo": photo,
    "presentations": introductions,
    "presentation": introduction_form,
    "notes": notes,
    "ma-carte": my_card,
    "ecrire": letter_menu,
    "lettre": letter_form,
    "postes": positions,
    "organisation": organisation("Escale Portage"),
    "organisation-client": organisation("Assurances Brocéliande"),
    "contact-table": contact_table,
    "contact-found": contact_found,
    "contact-filters": contact_filters,
    "organisations": organisation_list,
    "evenement": event,
    "apres": after,
    "bilan-dessin": drawing,
    "bilan-reseau": network,
    "soirees": evenings,
    "comparaison": comparison,
    "recit": told,
    "bilan-papier": year_on_paper(0),
    "bilan-papier-2": year_on_paper(1),
    "briefing": briefing,
    "briefing-papier": briefing_on_paper,
    "personne-papier": person_on_paper,
    "agenda-mois": agenda,
    "serie": series,
    "agenda-selection": events_selected,
    "serie-portee": scope,
    "plusieurs-jours": several_days,
    "evenement-regle": event_rule,
    "mission": mission,
    "missions-liste": mission_list,
    "missions-recherche": mission_search,
    "mission-complete": mission_full,
    "mission-suite": mission_down,
    "mission-reparer": mission_repair,
    "mission-etape": mission_step,
    "mission-menu": mission_step_menu,
    "mission-signer": signing,
    "ajout-rapide": quick_add,
    "ajout-colle": pasted_signature,
    "carte-lue": card_read,
    "code": code,
    "petite-fenetre": small_window,
    "palette": palette,
    "historique": deeds,
    "historique-refus": refusal,
    "corbeille": trash,
    "confidentialite": due,
    "confidentialite-registre": register,
    "confidentialite-personne": nobody_due,
    "confidentialite-opposition": opposition,
    "confidentialite-papier": register_paper,
    "sauvegardes": backup_list,
    "sauvegardes-personne": backup_person,
    "sauvegardes-dedans": backup_inside,
    "sauvegardes-reglages": backup_settings,
    "carnet-abime": damaged,
    "verrou": lock_page,
    "chiffrer": encrypting,
    "reglages-chiffrement": encryption_settings,
    "chiffrement-en-cours": rewriting,
    "trousseau": keeping,
    "sauvegarde-ancienne": older_backup,
    "selection": selection,
    "historique-geste": deed,
    "raccourcis": keys,
    "promesses": promises,
    "fusion": merge,
    "doublons": duplicates,
    "agenda-import": calendar,
    "colonnes": columns,
    "colonnes-outlook": outlook,
    "archive-linkedin": archive,
    "agendas-suivis": calendars,
    "personnes-distinctes": apart,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
