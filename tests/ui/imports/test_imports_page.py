from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from carnet import paths
from carnet.domain.contacts import Contact, ContactPoint, PointKind, Sphere
from carnet.domain.events import NetworkingEvent, OccurrenceRef
from carnet.domain.imports import Choice
from carnet.errors import Reason, Trouble
from carnet.journal import FixedClock, Journal
from carnet.ui.imports import ImportsPage
from carnet.ui.imports.rows_card import Shown
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.signals import AppSignals
from carnet.ui.kit.tasks import Tasks
from carnet.words import imports

TODAY = date(2026, 11, 20)
CHOOSE, CHECK, SUM_UP = range(3)


class Chooser:
    """Answers the one question that the page asks."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def open_file(self, title: str, filters: str = "") -> Path | None:
        assert title
        assert "*.vcf" in filters
        return self.path


def card(name: str, *lines: str) -> str:
    first, _space, last = name.partition(" ")
    inside = "\r\n".join((f"FN:{name}", f"N:{last};{first};;;", *lines))
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\n{inside}\r\nEND:VCARD\r\n"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "carnet.carnet", clock=FixedClock(day=TODAY))
    points = (
        ContactPoint(kind=PointKind.EMAIL, value="k.ouali@regie.example"),
        ContactPoint(kind=PointKind.PHONE, value="06 39 98 22 15"),
    )
    opened.contacts.save(Contact(first_name="Karim", last_name="Ouali", points=points, city="Albi"))
    opened.labels.save_circle("Clients")
    opened.events.save(NetworkingEvent(title="Salon", starts_at=datetime(2026, 11, 18, 9, tzinfo=UTC)))
    opened.events.save(NetworkingEvent(title="Un jour"))
    yield opened
    opened.close()


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


@pytest.fixture
def signals() -> AppSignals:
    return AppSignals()


@pytest.fixture
def page(qtbot: QtBot, journal: Journal, chooser: Chooser, signals: AppSignals) -> Iterator[ImportsPage]:
    tasks = Tasks()
    made = ImportsPage(journal, signals, chooser, tasks)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    yield made
    tasks.wait()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "réseau.vcf"
    path.write_text(
        card("Karim Ouali", "EMAIL:k.ouali@regie.example", "TITLE:Responsable SI", "ORG:Régie", "CATEGORIES:eau")
        + card("Damien Roussel", "TEL:06 39 98 22 15")
        + "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"
        + card("Ana Ruiz", "EMAIL:ana@x.example")
    )
    return path


Reach = Callable[[int], None]


@pytest.fixture
def reach(qtbot: QtBot, page: ImportsPage) -> Reach:
    def wait(step: int) -> None:
        qtbot.waitUntil(lambda: page.stack.currentIndex() == step, timeout=10_000)

    return wait


def test_a_file_is_looked_through_before_anything_happens(
    page: ImportsPage, file: Path, reach: Reach, journal: Journal
):
    page.open_files([file])
    reach(CHECK)
    assert page.steps.step() == 1
    assert "4" in page.file.text()
    checking = page.checking
    assert [chip.isVisible() for chip in (checking.created, checking.merged, checking.doubtful)] == [True] * 3
    assert checking.rejected.isVisible()
    assert not checking.skipped.isVisible()
    assert not checking.clear.isVisible()
    assert checking.coming() == 3
    assert "3" in page.go.text()
    assert journal.contacts.total() == 1


def test_unsure_people_come_first_and_are_kept_apart(page: ImportsPage, file: Path, reach: Reach):
    page.open_files([file])
    reach(CHECK)
    duplicates = page.checking.duplicates
    assert list(duplicates.model.ids()) == [2, 1]
    assert duplicates.current_row() == 2
    assert duplicates.name.text() == "Damien Roussel"
    assert duplicates.choice.current() == Choice.KEEP_BOTH.value
    duplicates.table.select_id(1)
    assert duplicates.choice.current() == Choice.MERGE.value
    texts = [cell.text() for cell in duplicates._cells]
    assert "Responsable SI" in texts
    assert "Albi" in texts


def test_keys_decide_and_go_on(qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach, journal: Journal):
    page.open_files([file])
    reach(CHECK)
    duplicates = page.checking.duplicates
    letters = {choice: key for key, choice in duplicates.table._keys.items()}
    qtbot.keyClicks(duplicates.table, letters[Choice.MERGE].lower())
    assert duplicates.current_row() == 1
    qtbot.keyClicks(duplicates.table, letters[Choice.SKIP])
    assert page.checking.skipped.isVisible()
    assert page.checking.coming() == 2
    page.go.click()
    reach(SUM_UP)
    names = {record["display_name"] for record in journal.exports.contact_records(with_personal=True)}
    assert names == {"Karim Ouali", "Ana Ruiz"}
    assert journal.contacts.get(1).aliases == ("Damien Roussel",)
    assert journal.contacts.get(1).affiliations == ()


def test_other_keys_move_in_the_list(qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach):
    page.open_files([file])
    reach(CHECK)
    qtbot.keyClick(page.checking.duplicates.table, Qt.Key.Key_Down)
    assert page.checking.duplicates.current_row() == 1


def test_the_segments_decide_too(page: ImportsPage, file: Path, reach: Reach, journal: Journal):
    page.open_files([file])
    reach(CHECK)
    page.checking.duplicates.decide(Choice.MERGE.value)
    assert page.checking.duplicates.current_row() == 2
    assert page.checking.decisions is not None
    assert set(page.checking.decisions.made()) == {2}
    page.checking.duplicates.decide(Choice.KEEP_BOTH.value)
    assert page.checking.decisions.made() == {}


def test_the_import_is_summed_up_and_can_be_undone(
    qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach, journal: Journal
):
    page.open_files([file])
    reach(CHECK)
    page.go.click()
    reach(SUM_UP)
    assert page.steps.step() == 2
    assert "3" in page.summary.title.text()
    assert journal.contacts.total() == 3
    title = page.summary.title.text()
    page.summary.undo.click()
    qtbot.waitUntil(lambda: page.summary.title.text() != title, timeout=10_000)
    assert journal.contacts.total() == 1
    assert not page.summary.undo.isEnabled()


def test_undoing_twice_says_so(qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach, signals: AppSignals):
    told: list[object] = []
    signals.error_raised.connect(told.append)
    page.open_files([file])
    reach(CHECK)
    page.go.click()
    reach(SUM_UP)
    page._journal.history.undo()
    page.summary.undo.click()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert [getattr(error, "reason", "") for error in told] == [Reason.ALREADY_UNDONE]


def test_everybody_is_given_what_was_chosen(page: ImportsPage, file: Path, reach: Reach, journal: Journal):
    page.open_files([file])
    reach(CHECK)
    given = page.checking.assigned
    given.circle.choose("Clients")
    given.sphere.choose(Sphere.BOTH.value)
    given.tags.set_text("salon, #réseau, ")
    given.meeting.choose(1)
    page.go.click()
    reach(SUM_UP)
    ana = journal.contacts.get(journal.contacts.find("Ana Ruiz")[0].id)
    assert (ana.circles, ana.sphere) == (("Clients",), Sphere.BOTH)
    assert set(ana.tags) == {"réseau", "salon"}
    assert len(journal.events.sheet(1).attendees) == 3


def test_tags_typed_before_a_crash_are_there_when_the_file_is_checked_again(
    qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach, journal: Journal
):
    page.open_files([file])
    reach(CHECK)
    qtbot.keyClicks(page.checking.assigned.tags.line, "salon, eau")
    qtbot.waitUntil(lambda: "salon, eau" in journal.drafts.everything().values())

    assert page.checking.assigned.back.isHidden()
    page.checking.assigned.reload(file.name)  # as by a window that starts anew
    assert page.checking.assigned.tags.text() == "salon, eau"
    assert page.checking.assigned.back.isVisible()
    page.go.click()
    reach(SUM_UP)
    assert set(journal.contacts.get(journal.contacts.find("Ana Ruiz")[0].id).tags) == {"salon", "eau"}
    assert not journal.drafts.everything()


def test_people_may_be_met_on_a_date_of_a_series(page: ImportsPage, file: Path, reach: Reach, journal: Journal):
    first = datetime(2026, 11, 3, 17, 30, tzinfo=UTC)
    club = journal.events.save(NetworkingEvent(title="Club", starts_at=first, rrule="FREQ=WEEKLY;COUNT=2"))
    page.open_files([file])
    reach(CHECK)
    meeting = page.checking.assigned.meeting
    assert [meeting.itemText(at) for at in range(1, meeting.count())] == [
        "Un jour",
        "Salon, mer. 18 nov. 2026",
        "Club, mar. 10 nov. 2026",
        "Club, mar. 3 nov. 2026",
    ]
    meeting.setCurrentIndex(3)
    page.go.click()
    reach(SUM_UP)
    assert len(journal.events.sheet(OccurrenceRef(club, first + timedelta(days=7))).attendees) == 3


def test_a_file_imported_already_is_told_and_may_come_again(page: ImportsPage, qtbot: QtBot, file: Path, reach: Reach):
    page.open_files([file])
    reach(CHECK)
    page.go.click()
    reach(SUM_UP)
    page.open_files([file])
    qtbot.waitUntil(page.choosing.known.isVisible, timeout=10_000)
    assert "réseau.vcf" in page.choosing.known.title.text()
    page.choosing.again.click()
    reach(CHECK)
    page.go.click()
    reach(SUM_UP)


def test_a_file_that_cannot_be_imported_says_why(qtbot: QtBot, page: ImportsPage, tmp_path: Path):
    page.open_files([tmp_path / "missing.vcf"])
    qtbot.waitUntil(page.choosing.message.isVisible, timeout=10_000)
    assert "missing.vcf" in page.choosing.message.title.text()
    assert page.stack.currentIndex() == CHOOSE


def test_several_files_follow_each_other(page: ImportsPage, file: Path, tmp_path: Path, reach: Reach, journal: Journal):
    other = tmp_path / "b.vcf"
    other.write_text(card("Zoé Petit"))
    page.open_files([file, other])
    reach(CHECK)
    page.go.click()
    reach(SUM_UP)
    page.summary.another.click()
    reach(CHECK)
    assert "b.vcf" in page.file.text()
    assert page.checking.clear.isVisible()
    assert not page.checking.duplicates.isVisible()
    page.go.click()
    reach(SUM_UP)
    assert journal.contacts.total() == 4


def test_an_unreadable_file_lets_the_files_behind_it_through(
    qtbot: QtBot, page: ImportsPage, tmp_path: Path, file: Path, reach: Reach
):
    page.open_files([tmp_path / "missing.vcf", file])
    qtbot.waitUntil(page.choosing.message.isVisible, timeout=10_000)
    assert "réseau.vcf" in page.queue.text()
    qtbot.waitUntil(page.following.hasFocus)
    qtbot.keyClick(page.following, Qt.Key.Key_Return)
    reach(CHECK)
    assert "réseau.vcf" in page.file.text()
    assert not page.queue.isVisible()


def test_a_file_imported_already_lets_the_files_behind_it_through(
    qtbot: QtBot, page: ImportsPage, tmp_path: Path, file: Path, reach: Reach
):
    other = tmp_path / "b.vcf"
    other.write_text(card("Zoé Petit"))
    page.open_files([file])
    reach(CHECK)
    page.go.click()
    reach(SUM_UP)
    page.open_files([file, other])
    qtbot.waitUntil(page.choosing.known.isVisible, timeout=10_000)
    assert page.following.isVisible()
    page.following.click()
    reach(CHECK)
    assert "b.vcf" in page.file.text()


def test_the_check_and_the_summary_say_that_another_file_waits(
    qtbot: QtBot, page: ImportsPage, tmp_path: Path, file: Path, reach: Reach
):
    other = tmp_path / "b.vcf"
    other.write_text(card("Zoé Petit"))
    page.open_files([file, other])
    reach(CHECK)
    assert page.queue.isVisible()
    assert "b.vcf" in page.queue.text()
    page.go.click()
    reach(SUM_UP)
    qtbot.waitUntil(page.summary.another.hasFocus)


def test_a_summary_that_was_left_makes_room_for_the_next_file(
    qtbot: QtBot, page: ImportsPage, tmp_path: Path, file: Path, reach: Reach
):
    other = tmp_path / "b.vcf"
    other.write_text(card("Zoé Petit"))
    page.open_files([file, other])
    reach(CHECK)
    page.go.click()
    reach(SUM_UP)
    page.hide()
    page.show()
    reach(CHECK)
    assert "b.vcf" in page.file.text()
    page.go.click()
    reach(SUM_UP)
    page.hide()
    page.show()
    assert page.stack.currentIndex() == CHOOSE
    qtbot.waitUntil(lambda: page.focusWidget() is page.choosing.choose)


def test_ctrl_enter_imports_wherever_the_focus_is(
    qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach, journal: Journal
):
    page.open_files([file])
    reach(CHECK)
    letters = {choice: key for key, choice in page.checking.duplicates.table._keys.items()}
    qtbot.keyClicks(page.checking.duplicates.table, letters[Choice.MERGE])
    page.back.setFocus()
    qtbot.keyClick(page.back, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    reach(SUM_UP)
    assert journal.contacts.total() == 2


def test_back_keeps_the_decisions(qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach):
    page.open_files([file])
    reach(CHECK)
    letters = {choice: key for key, choice in page.checking.duplicates.table._keys.items()}
    qtbot.keyClicks(page.checking.duplicates.table, letters[Choice.MERGE])
    page.back.setFocus()
    qtbot.keyClick(page.back, Qt.Key.Key_Return)
    assert page.stack.currentIndex() == CHOOSE
    assert "réseau.vcf" in page.choosing.paused.title.text()
    qtbot.waitUntil(page.choosing.resume.hasFocus)
    qtbot.keyClick(page.choosing.resume, Qt.Key.Key_Return)
    assert page.stack.currentIndex() == CHECK
    assert page.checking.decisions is not None
    assert page.checking.decisions.choice(2) is Choice.MERGE


def test_a_card_is_called_a_card_and_a_line_a_line(page: ImportsPage, file: Path, tmp_path: Path, reach: Reach):
    page.open_files([file])
    reach(CHECK)
    assert imports.place(page.checking.decisions.report, 1) in page.checking.rows._delegate.tip(
        page.checking.rows.model.row_at(0)
    )
    page.cancel.click()
    table = tmp_path / "Connections.csv"
    table.write_text("First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAna,Ruiz,,,,,01 Apr 2024\n")
    page.open_files([table])
    reach(CHECK)
    assert imports.place(page.checking.decisions.report, 1) in page.checking.rows._delegate.tip(
        page.checking.rows.model.row_at(0)
    )


def test_wrong_values_are_said_in_their_line_before_anything_is_imported(
    page: ImportsPage, tmp_path: Path, reach: Reach
):
    table = tmp_path / "Connections.csv"
    table.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Paul,Grand,,paul.g@,,,31 Feb 2024\nAna,Ruiz,,ana@x.example,,,01 Apr 2024\n"
    )
    page.open_files([table])
    reach(CHECK)
    rows = page.checking.rows
    shown = rows.model.row_at(0)
    assert "paul.g@" in rows._delegate.tip(shown)
    assert "31 Feb 2024" in rows._delegate.tip(shown)
    assert isinstance(shown, Shown)
    assert shown.tone == "warn"
    assert "1" in page.checking.remarked.text()
    assert page.checking.remarked.isVisible()
    assert not page.checking.rejected.isVisible()


def test_a_file_dropped_during_a_check_waits(page: ImportsPage, file: Path, tmp_path: Path, reach: Reach):
    other = tmp_path / "b.vcf"
    other.write_text(card("Zoé Petit"))
    page.open_files([file])
    reach(CHECK)
    page.open_files([other])
    assert "réseau.vcf" in page.file.text()
    page.cancel.click()
    reach(CHECK)
    assert "b.vcf" in page.file.text()
    page.back.click()
    assert page.stack.currentIndex() == CHOOSE


def test_the_chooser_brings_a_file(page: ImportsPage, file: Path, reach: Reach, chooser: Chooser):
    page.choosing.choose.click()
    assert page.stack.currentIndex() == CHOOSE
    chooser.path = file
    page.choosing.choose.click()
    reach(CHECK)


def test_a_reading_can_be_stopped(
    qtbot: QtBot, page: ImportsPage, tmp_path: Path, signals: AppSignals, journal: Journal
):
    told: list[str] = []
    signals.toast_asked.connect(lambda text, _action: told.append(text))
    big = tmp_path / "big.vcf"
    big.write_text("".join(card(f"Ana Nom{n}", f"EMAIL:p{n}@x.example") for n in range(3_000)))
    page.open_files([big])
    assert page.choosing.cancel.isVisible()
    page.choosing.cancel.click()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert page.stack.currentIndex() == CHOOSE
    assert page.choosing.choose.isVisible()
    assert journal.contacts.total() == 1


def test_trouble_and_bugs_go_to_the_presenter(page: ImportsPage, signals: AppSignals):
    told: list[object] = []
    signals.error_raised.connect(told.append)
    for error in (Trouble(Reason.DISK_FULL), ZeroDivisionError()):
        page._on_failed(error)
    assert [type(error) for error in told] == [Trouble, ZeroDivisionError]


def test_what_was_decided_is_there_where_the_import_could_not_be_written(
    page: ImportsPage, file: Path, reach: Reach, journal: Journal, monkeypatch: pytest.MonkeyPatch
):
    def full(*_args: object, **_named: object) -> None:
        raise Trouble(Reason.DISK_FULL)

    told: list[object] = []
    page._signals.error_raised.connect(told.append)
    page.open_files([file])
    reach(CHECK)
    page.checking.assigned.tags.set_text("salon")
    with monkeypatch.context() as patched:
        patched.setattr(type(journal.imports), "run", full)
        page.go.click()
        assert page.stack.currentIndex() == CHOOSE
        reach(CHECK)
    assert [type(error) for error in told] == [Trouble]
    assert page.checking.assigned.tags.text() == "salon"
    page.go.click()
    reach(SUM_UP)
    assert journal.contacts.find("Ana")


def test_a_whole_journal_takes_no_decisions(page: ImportsPage, tmp_path: Path, reach: Reach, journal: Journal):
    data = journal.exports.everything()
    path = tmp_path / "journal.json"
    path.write_bytes(data)
    page.open_files([path])
    reach(CHECK)
    assert not page.checking.assigned.isVisible()
    assert not page.checking.duplicates.choice.isEnabled()
    page.go.click()
    reach(SUM_UP)


def test_a_contact_gone_or_hidden_leaves_its_place_empty(page: ImportsPage, file: Path, reach: Reach, journal: Journal):
    page.open_files([file])
    reach(CHECK)
    assert page.checking._look_up(99) is None
    journal.contacts.edit(1, sphere=Sphere.PERSONAL)
    assert page.checking._look_up(1) is not None
    journal.options = replace(journal.options, work_mode=True)
    assert page.checking._look_up(1) is None


def test_contacts_are_shown_on_demand(qtbot: QtBot, page: ImportsPage, signals: AppSignals):
    with qtbot.waitSignal(signals.page_asked) as asked:
        page.summary.contacts.click()
    assert asked.args == ["contacts"]


def test_little_room_puts_the_columns_below_each_other(qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach):
    page.open_files([file])
    reach(CHECK)
    page.resize(820, 700)
    rows, duplicates = page.checking.rows, page.checking.duplicates

    def below() -> bool:
        top = duplicates.mapTo(page, duplicates.rect().topLeft()).y()
        return top > rows.mapTo(page, rows.rect().bottomLeft()).y()

    qtbot.waitUntil(below)


def test_each_row_is_said_and_painted(qtbot: QtBot, page: ImportsPage, file: Path, reach: Reach):
    page.open_files([file])
    reach(CHECK)
    for table in (page.checking.rows.table, page.checking.duplicates.table, page.checking.wrong.table):
        model = table.rows_model()
        for at in range(model.rowCount()):
            spoken = model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole)
            assert isinstance(spoken, str)
            assert spoken
    assert not page.grab().isNull()
    assert page.checking.rows._delegate.tip(object()) == ""
    assert page.checking.rows._delegate.tip(page.checking.rows.model.row_at(0))
    assert len(page.panes()) == 3


CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Afterwork\r\nDTSTART;TZID=Europe/Paris:20261124T183000\r\n"
    "ATTENDEE;CN=Karim Ouali:mailto:k.ouali@regie.example\r\nATTENDEE;CN=Hélène Vasseur:mailto:h@alize.example\r\n"
    "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Réunion de service\r\nDTSTART;VALUE=DATE:20261125\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)


def test_a_calendar_is_checked_by_key_and_its_guests_are_offered(
    page: ImportsPage, journal: Journal, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "agenda.ics"
    file.write_text(CALENDAR, encoding="utf-8")
    page.open_files([file])
    qtbot.waitUntil(lambda: page.stack.currentIndex() == CHECK)
    assert page.go.text() == "Importer 2 évènements"
    assert not page.checking.assigned.isVisible()
    rows, guests = page.checking.rows, page.checking.guests
    assert [shown(rows.model, at).detail for at in (0, 1)] == [
        "mar. 24 nov. 2026, 18 h 30, Afterwork, évènement 1".replace(" h ", "\u00a0h\u00a0"),
        "mer. 25 nov. 2026, évènement 2",
    ]
    rows.table.select_id(2)
    qtbot.keyClick(rows.table, Qt.Key.Key_Space)
    assert (page.go.text(), shown(rows.model, 1).chip) == ("Importer 1 évènement", "Ignoré")
    assert [shown(guests.model, at).chip for at in (0, 1)] == ["Déjà connu", "Pas ajouté"]
    guests.table.select_id(1)
    qtbot.keyClick(guests.table, Qt.Key.Key_Space)
    assert shown(guests.model, 1).chip == "Nouveau contact"
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == SUM_UP)
    assert page.summary.title.text() == "1 évènement importé de agenda.ics"
    (event,) = journal.events.between(date(2026, 11, 24), date(2026, 11, 25))
    assert [one.name for one in journal.events.sheet(event.id).attendees] == ["Karim Ouali", "Hélène Vasseur"]
    page.summary.undo.click()
    qtbot.waitUntil(lambda: journal.events.between(date(2026, 11, 24), date(2026, 11, 25)) == ())


def test_tasks_of_a_calendar_are_told_of(page: ImportsPage, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "agenda.ics"
    task = "BEGIN:VTODO\r\nSUMMARY:Facture\r\nEND:VTODO\r\n"
    file.write_text(CALENDAR.replace("END:VCALENDAR", f"{task}END:VCALENDAR"), encoding="utf-8")
    page.open_files([file])
    qtbot.waitUntil(lambda: page.stack.currentIndex() == CHECK)
    assert page.checking.tasks.isVisibleTo(page)
    assert page.checking.tasks.text() == "1 tâche n’est pas reprise"
    page.go.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == SUM_UP)
    assert page.summary.counts.text() == "2 nouveaux, 1 tâche n’est pas reprise"


def shown(model: RowsModel, at: int) -> Shown:
    row = model.row_at(at)
    assert isinstance(row, Shown)
    return row


def test_friends_of_facebook_are_of_private_life_unless_told_otherwise(page: ImportsPage, reach: Reach) -> None:
    samples = paths.resources() / "trials" / "imports"
    page.open_files([samples / "facebook.json"])
    reach(CHECK)
    assert page.checking.assigned.given().sphere is Sphere.PERSONAL
    page.cancel.click()
    page.open_files([samples / "monica.json"])
    reach(CHECK)
    assert page.checking.assigned.given().sphere is Sphere.PROFESSIONAL


def test_with_large_text_the_title_is_whole_and_other_steps_are_numbers(
    page: ImportsPage, qtbot: QtBot, file: Path, reach: Reach
):
    page.resize(1100, 800)
    page.open_files([file])
    reach(CHECK)
    wide = page.steps.width()
    page.resize(640, 400)
    qtbot.waitUntil(lambda: page.steps.width() < wide, timeout=5_000)
    qtbot.waitUntil(lambda: page.heading.width() >= page.heading.sizeHint().width(), timeout=5_000)
    assert page.steps.width() >= page.steps.sizeHint().width()
