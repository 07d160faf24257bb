"""R2: the disk is full, slow, read-only or gone, the file is held or replaced, at each kind of write in the window.

What happened is said, what was typed is still there, the window answers, the journal is whole, and once the cause is
gone the same gesture works in the same window. Needs the right to mount a small file system, else a limit of the
process on its files stands in for a full disk.
"""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import rewriting
from slowing import can_slow, slow
from soundness import unsound
from trials import Trials, asked

from carnet.journal import Journal, demo

if TYPE_CHECKING:
    from carnet.app import Application

LEAST = 20
_SIZE = "12m"
_CARDS = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Carte{n} Import\r\nEND:VCARD\r\n" for n in range(60))


class Fault(NamedTuple):
    """Something that happens to the file; `begin` returns what ends it; `is_first` before the window opens it."""

    name: str
    begin: Callable[[Path], Callable[[], object]]
    is_first: bool = False


def run(trials: Trials) -> None:
    """Let each fault happen at each kind of write."""
    import carnet.app
    import carnet.journal.imports
    import carnet.ui.capture
    import carnet.ui.contacts  # noqa: F401  (so that the children begin at once)

    trials.minimum = {"": LEAST} if trials.seconds else {"": len(FAULTS) * (len(GESTURES) - 1)}
    whole = trials.folder / "entier.carnet"
    asked(lambda: demo.write(whole, date(2026, 11, 20)))
    (trials.folder / "cartes.vcf").write_text(_CARDS, newline="")
    rewriting.fill(trials, _small_disk, _full)
    for fault in FAULTS:
        for write, gesture in GESTURES.items():
            if trials.is_over():
                return
            if fault.is_first and write == "undo":
                continue  # there is nothing to undo yet
            with _small_disk(trials.folder) as disk:
                if fault.is_first and not os.path.ismount(disk):
                    continue  # nothing to make read-only
                path = disk / "carnet.carnet"
                shutil.copyfile(whole, path)
                os.sync()
                found = asked(lambda fault=fault, gesture=gesture, path=path: _wrong(fault, gesture, path), 120)
                told = [str(found)] if isinstance(found, dict) else found
                with suppress(OSError):
                    told += asked(lambda path=path: unsound(path)) if path.exists() else ["the journal is not there"]
                trials.count(f"{fault.name} / {write}", *told)


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """Yield a folder on a small file system of its own, where that may be; else a plain one."""
    disk = folder / "disque"
    disk.mkdir(exist_ok=True)
    mounted = not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(disk)], capture_output=True, check=False
    ).returncode
    try:
        yield disk
    finally:
        if mounted:
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], capture_output=True, check=False)
            subprocess.run(["umount", "-l", str(disk)], capture_output=True, check=False)
        shutil.rmtree(disk, ignore_errors=True)


def _is_mounted(path: Path) -> bool:
    return os.path.ismount(path.parent)


def _full(path: Path) -> Callable[[], object]:
    if not os.path.ismount(path.parent):
        return _quota(path)
    filler = path.with_name("rempli")
    opened = os.open(filler, os.O_CREAT | os.O_WRONLY, 0o600)
    with suppress(OSError):
        while True:
            os.write(opened, b"x" * 4_096)
    os.close(opened)
    return filler.unlink


def _quota(_path: Path) -> Callable[[], object]:
    """Let no file of this process grow, as where a quota is used up."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, before[1]))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _read_only(path: Path) -> Callable[[], object]:
    """Make the file system read-only before the window opens: with a file open for writing the system refuses."""
    _remount(path, "ro")
    return lambda: _remount(path, "rw")


def _remount(path: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(path.parent)], capture_output=True, check=False)


def _replaced(path: Path) -> Callable[[], object]:
    """Put another journal in the place of the open one, as a program that synchronises does."""
    other = path.with_name("autre")
    shutil.copyfile(path, other)
    other.replace(path)
    return lambda: None


def _gone(path: Path) -> Callable[[], object]:
    """Take the files away, as when a stick is pulled out and put in again."""
    away = path.with_name("ailleurs")
    away.mkdir()
    names = [each for each in path.parent.iterdir() if each.name.startswith(path.name)]
    for each in names:
        each.rename(away / each.name)
    return lambda: [(away / each.name).replace(each) for each in names if (away / each.name).exists()]


def _held(path: Path) -> Callable[[], object]:
    from sqlcipher3 import dbapi2

    other = dbapi2.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return lambda: (other.execute("ROLLBACK"), other.close())


FAULTS = (
    Fault("full", _full),
    Fault("quota", _quota),
    Fault("read-only", _read_only, is_first=True),
    Fault("gone", _gone),
    Fault("held", _held),
    Fault("replaced", _replaced),
    *((Fault("slow", slow),) if can_slow() else ()),
)


class Gesture(NamedTuple):
    """A kind of write in the window.

    Attributes:
        prepare: brings the window to it, before the fault.
        do: what the hands do.
        is_done: whether it is in the journal.
        is_kept: whether what was typed is still there.
    """

    prepare: Callable[["Application", Path], object]
    do: Callable[["Application", object], object]
    is_done: Callable[[Journal], object]
    is_kept: Callable[["Application", object], object]


def _wrong(fault: Fault, gesture: Gesture, path: Path) -> list[str]:
    """Return what is wrong with how the window takes a fault."""
    from windows import breathe, opened, until

    end = fault.begin(path) if fault.is_first else None
    application = opened(path)
    until(lambda: not application.tasks.busy)
    for dialog in _dialogs(application):  # the backup of the day could not be made, which is told
        dialog.close_overlay()
    told: list[BaseException] = []
    present = application.present
    application.present = lambda error: (told.append(error), present(error))  # type: ignore[method-assign,func-returns-value]
    application.signals.error_raised.connect(told.append)
    journal = application.journal
    assert journal is not None
    place = gesture.prepare(application, path)
    breathe(50)
    end = end or fault.begin(path)
    gesture.do(application, place)
    until(lambda: told or _said(application, place) or _safely(gesture.is_done, journal), 8)
    wrong = []
    if not told and not _said(application, place) and not gesture.is_done(journal):
        wrong.append("nothing was said")
    bugs = [error for error in told if type(error).__module__ != "carnet.errors"]
    wrong += [f"a bug is shown: {error!r}" for error in bugs]
    done_already = _safely(gesture.is_done, journal)
    if not done_already and application.journal is journal and not gesture.is_kept(application, place):
        wrong.append("what was typed is gone")
    breathe(20)
    end()
    for dialog in _dialogs(application):
        dialog.close_overlay()  # type: ignore[attr-defined]
    if not done_already:
        now = application.journal
        assert now is not None
        if now is not journal:  # another file is open by now
            place = gesture.prepare(application, path)
            breathe(50)
        gesture.do(application, place)
        if not until(lambda: _safely(gesture.is_done, now), 10):
            wrong.append(f"it does not work once the cause is gone ({[str(each) for each in told][-2:]})")
    application.window.close()
    return wrong


def _safely(look: Callable[[Journal], object], journal: Journal) -> bool:
    from carnet.errors import CarnetError

    try:
        return bool(look(journal))
    except CarnetError:
        return False


def _dialogs(application: "Application") -> list[Any]:
    """Return the dialogs that tell of something; the quick add and a form are such, too, and stay."""
    from carnet.ui.capture import CapturePanel
    from carnet.ui.events.form import EventForm
    from carnet.ui.kit.overlay import Overlay

    found = application.window.findChildren(Overlay)
    return [each for each in found if each.isVisible() and not isinstance(each, CapturePanel | EventForm)]


def _said(application: "Application", place: object) -> bool:
    """Tell whether a sentence is shown: a dialog, a message, or a line under the field."""
    from carnet.ui.kit.lines import ErrorLine

    lines = [each for each in application.window.findChildren(ErrorLine) if each.isVisible() and each.text()]
    heard = getattr(place, "said", None)
    return bool(_dialogs(application) or lines or (heard is not None and heard()))


# -- the gestures -----------------------------------------------------------------------------------------------------


def _quick_add(application: "Application", _path: Path) -> object:
    from PySide6.QtTest import QTest

    application.quick_add()
    panel = application._panel
    assert panel is not None
    QTest.keyClicks(panel.composer, "Nora Lind")
    return panel


def _enter_line(application: "Application", panel: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    if not panel.composer.text():
        QTest.keyClicks(panel.composer, "Nora Lind")
    QTest.keyClick(panel.composer, Qt.Key.Key_Escape)
    if not panel.isVisible():
        application.quick_add()
    QTest.keyClick(panel.composer, Qt.Key.Key_Return)


def _sheet(application: "Application", _path: Path) -> object:
    from windows import until

    journal = application.journal
    assert journal is not None
    application.open_contact(journal.contacts.find("Karim Ouali")[0].id)
    page: Any = application.window.current_page()
    page.log_with(journal.contacts.find("Karim Ouali")[0].id)
    until(page.sheet.isVisible, 5)
    return page


def _log(application: "Application", page: Any) -> None:  # the line that a sheet keeps comes back with it
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from windows import breathe

    field: Any = QApplication.focusWidget()
    if "budget inoui" not in _typed(field):
        page.log_with(application.journal.contacts.find("Karim Ouali")[0].id)  # type: ignore[union-attr]
        breathe(20)
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "appel, budget inoui")
    QTest.keyClick(field, Qt.Key.Key_Return)


def _typed(field: Any) -> str:
    return str(field.toPlainText() if hasattr(field, "toPlainText") else field.text() if hasattr(field, "text") else "")


def _line_is_kept(application: "Application", page: Any) -> bool:
    return any("budget inoui" in _typed(each) for each in application.window.findChildren(type(_composer(page))))


def _composer(page: Any) -> Any:
    from carnet.ui.interactions.composer_line import ComposerLine

    return page.findChild(ComposerLine)


def _logged(journal: Journal) -> bool:
    return bool(journal.search.find("inoui"))


def _imports(application: "Application", path: Path) -> object:
    from windows import until

    page: Any = application.window.show_page("imports")
    page.card = path.parent.parent / "cartes.vcf"
    page.open_files([page.card])
    until(lambda: page.stack.currentIndex() == 1, 10)
    return page


def _import(_application: "Application", page: Any) -> None:
    from windows import until

    if page.stack.currentIndex() != 1:
        page.open_files([page.card])
        until(lambda: page.stack.currentIndex() == 1, 10)
    page.run_import()
    until(lambda: page._progress is None, 10)


def _backups(application: "Application", _path: Path) -> object:
    from windows import until

    page: Any = application.window.show_page("backups")
    until(lambda: page.model.rowCount() > 0, 5)
    page.before = page.model.rowCount()
    return page


def _back_up(_application: "Application", page: Any) -> None:
    from windows import until

    until(page.make.isEnabled, 10)
    page.make.click()


def _nothing_typed(_application: "Application", _place: object) -> bool:
    return True


_passengers: list[str] = []


def _undoing(application: "Application", _path: Path) -> object:
    from carnet.domain.contacts import Contact

    assert application.journal is not None
    _passengers.append(f"Passager{len(_passengers)}")
    application.journal.contacts.save(Contact(first_name=_passengers[-1], last_name="Provisoire"))
    return None


def _is_taken_back(journal: Journal) -> bool:
    return not journal.contacts.find(f"{_passengers[-1]} Provisoire")


def _undo(application: "Application", _place: object) -> None:
    from carnet.errors import CarnetError

    try:
        application.history.undo()
    except CarnetError as error:  # of the gesture itself, which Qt hands to the window
        application.present(error)


def _city(application: "Application", _path: Path) -> object:
    from windows import breathe, until

    from carnet.ui.kit.editable import EditableLine

    assert application.journal is not None
    application.open_contact(application.journal.contacts.find("Karim Ouali")[0].id)
    page: Any = application.window.current_page()
    until(page.sheet.isVisible, 5)
    city = next(each for each in page.sheet.findChildren(EditableLine) if each._fact.accessibleName() == "Ville")
    until(lambda: city.isVisible() and city.text(), 5)  # the facts come a turn after the sheet
    breathe(300)
    return city


def _move_house(application: "Application", line: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    if not line.is_editing():
        line.edit()
    line._editor.setText("")
    QTest.keyClicks(line._editor, "Montinoui")
    QTest.keyClick(line._editor, Qt.Key.Key_Return)


def _lives(journal: Journal, key: int) -> bool:
    return journal.contacts.get(key).city == "Montinoui"


def _pair(application: "Application", _path: Path) -> object:
    from windows import until

    journal = application.journal
    assert journal is not None
    both = [int(journal.contacts.find(name)[0].id) for name in ("Karim Ouali", "Marc Delcourt")]
    application.open_merge(*both)
    page: Any = application.window.show_page("merge")
    until(page.pair.isVisible, 5)
    return page


def _merge(_application: "Application", page: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    page.pair.setFocus()
    QTest.keyClick(page.pair, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _merged(journal: Journal) -> bool:
    return sum(bool(journal.contacts.find(name)) for name in ("Karim Ouali", "Marc Delcourt")) == 1 or (
        [row.id for row in journal.contacts.find("Karim Ouali")]
        == [row.id for row in journal.contacts.find("Marc Delcourt")]
    )


def _event_form(application: "Application", _path: Path) -> object:
    from carnet.ui.events.form import EventForm

    application.window.show_page("events").new_item()
    form = application.window.findChildren(EventForm)[-1]
    form.name.set_text("Afterwork inoui")
    form.day.set_text("demain")
    return form


def _save_event(_application: "Application", form: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    form.name.setFocus()
    QTest.keyClick(form.name.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _debrief(application: "Application", _path: Path) -> object:
    from PySide6.QtTest import QTest
    from windows import breathe

    journal = application.journal
    assert journal is not None
    application.open_event(journal.events.past(1)[0].id)
    page: Any = application.window.current_page()
    breathe(50)
    page.sheet.after.debrief.edit()
    QTest.keyClicks(page.sheet.after.debrief.area, "Retenir inoui")
    breathe(400)  # kept as a draft
    return page


def _finish(_application: "Application", page: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    page.sheet.after.finish.setFocus()
    QTest.keyClick(page.sheet.after.finish, Qt.Key.Key_Space)


GESTURES = {
    "quick add": Gesture(
        _quick_add,
        _enter_line,
        lambda journal: journal.contacts.find("Nora Lind"),
        lambda _application, panel: panel.composer.text() == "Nora Lind",  # type: ignore[attr-defined]
    ),
    "exchange": Gesture(_sheet, _log, _logged, _line_is_kept),
    "field": Gesture(
        _city,
        _move_house,
        lambda journal: any(row for row in journal.contacts.find("Karim Ouali") if _lives(journal, row.id)),
        lambda _application, line: "Montinoui" in (line._editor.text(), line.text()),  # type: ignore[attr-defined]
    ),
    "merge": Gesture(_pair, _merge, _merged, _nothing_typed),
    "event form": Gesture(
        _event_form,
        _save_event,
        lambda journal: journal.events.find("Afterwork inoui"),
        lambda _application, form: form.isVisible() and form.name.text() == "Afterwork inoui",  # type: ignore[attr-defined]
    ),
    "debrief": Gesture(
        _debrief,
        _finish,
        lambda journal: "Retenir inoui" in journal.events.get(journal.events.past(1)[0].id).debrief,
        lambda _application, page: "Retenir inoui" in page.sheet.after.debrief.text(),  # type: ignore[attr-defined]
    ),
    "import": Gesture(_imports, _import, lambda journal: journal.contacts.find("Carte3 Import"), _nothing_typed),
    "backup": Gesture(
        _backups,
        _back_up,
        lambda journal: len([1 for each in journal.backups.folder.glob("*-asked.carnet") if each.stat().st_size]),
        _nothing_typed,
    ),
    "undo": Gesture(_undoing, _undo, _is_taken_back, _nothing_typed),
}
