"""The commands that change a journal: add, import, log, undo, demo."""

import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carnet.cli import output
from carnet.cli.opening import journal
from carnet.domain.imports import ImportReport, Verdict
from carnet.errors import CarnetError, Reason, Refused
from carnet.journal.import_reading import begun
from carnet.settings import Settings
from carnet.words import _, ngettext
from carnet.words import import_tables as tables
from carnet.words import imports as wording
from carnet.words.events import untitled

if TYPE_CHECKING:
    from carnet.domain.captures import Captured
    from carnet.domain.contacts import Person
    from carnet.domain.events import EventRef
    from carnet.domain.import_tables import TableSeen
    from carnet.domain.mentions import Mention
    from carnet.journal import Journal
    from carnet.journal.import_ahead import Ahead

_TOLD = 10  # rows left out, of a file, and as many to look at


def add(asked: Namespace, settings: Settings) -> int:
    """Add people, one line each."""
    lines = _given_lines(asked.lines)
    if not any(lines):
        raise Refused(Reason.EMPTY)
    with journal(asked.carnet, settings, create=True) as found:
        event_id = _event(found, asked.event) if asked.event else None
        captured = found.capture.add_all(lines, event_id=event_id)
    if asked.json:
        output.document([_captured(person) for person in captured])
    else:
        output.lines(_added(person) for person in captured)
    return output.DONE


def _given_lines(words: list[str]) -> list[str]:
    """Return the lines given as words, else those of stdin, as typed or pasted: with bullets, in any encoding."""
    from carnet.domain.capture import lines_of
    from carnet.formats.tables import decode

    if words and words != ["-"]:
        return lines_of("\n".join(words))
    text, _encoding = decode(b"" if sys.stdin is None else sys.stdin.buffer.read())
    return lines_of(text)


def _event(found: "Journal", text: str) -> "EventRef":
    """Return the one event of an id or title; of several of one title the latest that has begun."""
    rows = found.events.find(text)
    if not rows:
        raise Refused(Reason.NOT_FOUND, kind="event", text=text)
    if len(rows) > 1 and len({row.title for row in rows}) > 1:
        raise Refused(
            Reason.AMBIGUOUS, kind="event", found=[{"id": _row_id(row.ref), "title": row.title} for row in rows]
        )
    now = found.clock.now()
    begun = [row for row in rows if row.starts_at is not None and row.starts_at <= now]
    return max(begun or rows, key=_start).ref


def _row_id(ref: "EventRef") -> int | None:
    return ref if isinstance(ref, int) else None


def _start(row: Any) -> tuple[bool, Any]:
    return row.starts_at is not None, row.starts_at


def _captured(person: "Captured") -> dict[str, Any]:
    return {
        "contact_id": person.contact_id,
        "created": person.created,
        "understood": _plain(person.understood),
        "note": person.note,
        "ambiguous": [{"id": other.id, "name": other.name} for other in person.ambiguous],
    }


def _plain(value: Any) -> Any:
    """Return a value that JSON can tell."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _added(person: "Captured") -> str:
    pattern = _("{name}: added (no. {id})") if person.created else _("{name}: completed (no. {id})")
    return pattern.format(name=person.name, id=person.contact_id)


def import_files(asked: Namespace, settings: Settings) -> int:
    """Import files, each as one deed."""
    results: list[dict[str, Any]] = []
    worst = output.DONE
    first = begun(Path(asked.files[0]), asked.format, settings.country)
    with first as ahead, journal(asked.carnet, settings, create=not asked.dry_run) as found:
        if not asked.dry_run:
            _keep_before(found)
        for place, file in enumerate(asked.files):
            try:
                report = _import(found, Path(file), asked, None if place else ahead)
            except CarnetError as error:
                worst = max(worst, output.code_of(error))
                results.append(_not_imported(file, asked.format, error))
                output.complain(f"{file}: {results[-1]['error']['message']}")
            else:
                results.append(_imported(file, report, with_rows=asked.json))
                if not asked.json:
                    _tell_rows(file, report)
                if report.table is not None and not asked.json:
                    output.lines([f"{file}: {tables.told(report.table)}", tables.columns(report.table)])
    if asked.json:
        output.document(results[0] if len(results) == 1 else results)
    else:
        output.lines(wording.summary(result) for result in results if "error" not in result)
    return worst


def _tell_rows(file: str, report: ImportReport) -> None:
    """Tell on stderr why the first rows left out are, as whoever objected to being kept, and what else to look at."""
    if report.tasks:
        output.complain(f"{file}: {wording.tasks(report.tasks)}")
    left_out = [(row, [wording.reason(row.reason)]) for row in report.rows if row.verdict is Verdict.REJECTED]
    come_in = (row for row in report.rows if row.remarks and row.verdict is not Verdict.REJECTED)
    to_see = [(row, [wording.remark(each) for each in row.remarks]) for row in come_in]
    for row, said in (*left_out[:_TOLD], *to_see[:_TOLD]):
        place = wording.place(report, row.row)
        for each in said:
            output.complain(_("{file}, {place}: {reason}").format(file=file, place=place, reason=each))


def _keep_before(found: "Journal") -> None:
    """Keep what the journal is before an import; where that cannot be, it is told, and the import goes on."""
    from carnet.domain.backups import BackupKind

    try:
        made = found.backups.make_before(BackupKind.IMPORT)
    except CarnetError as error:
        output.complain(output.described(error)["message"])
    else:
        if made is not None and made.trouble is not None:
            output.complain(output.described(made.trouble)["message"])


def _import(found: "Journal", file: Path, asked: Namespace, ahead: "Ahead | None") -> ImportReport:
    verb = found.imports.dry_run if asked.dry_run else found.imports.run
    return verb(file, file_format=asked.format, untitled=untitled, ahead=ahead)


def _imported(file: str, report: ImportReport, *, with_rows: bool) -> dict[str, Any]:
    at = report.already_imported
    return {
        "file": file,
        "format": report.format,
        "read": report.read,
        "created": report.created,
        "merged": report.merged,
        "skipped": report.skipped,
        "rejected": report.rejected,
        "already_imported": None if at is None else _instant(at),
        **({} if report.table is None else {"table": _table(report.table)}),
        **({"tasks": report.tasks} if report.tasks else {}),
        "rows": [
            {
                "row": row.row,
                "verdict": row.verdict.value,
                "reason": row.reason,
                "contact_id": row.contact_id,
                "remarks": [remark._asdict() for remark in row.remarks],
            }
            for row in report.rows
            if with_rows
        ],
    }


def _table(found: "TableSeen") -> dict[str, Any]:
    return {
        "said_by": found.origin.value,
        "encoding": found.encoding or None,
        "delimiter": found.delimiter or None,
        "sheet": found.sheet or None,
        "columns": [{"name": column.name, "target": column.target.written()} for column in found.columns],
    }


def _not_imported(file: str, given: str, error: CarnetError) -> dict[str, Any]:
    counts = dict.fromkeys(("read", "created", "merged", "skipped", "rejected"), 0)
    return {
        "file": file,
        "format": given or None,
        **counts,
        "already_imported": None,
        "rows": [],
        "error": output.described(error),
    }


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def log(asked: Namespace, settings: Settings) -> int:
    """Log an exchange with one person, and with those whom its line names."""
    with journal(asked.carnet, settings, create=True) as found:
        person = _person(found, asked.contact)
        draft = found.interactions.read(" ".join(asked.text), person.id)
        if draft.is_empty:
            raise Refused(Reason.EMPTY)
        key = found.interactions.log([person.id], draft)
        deed = found.core.last_deed
        kept = found.interactions.get(key)
    result = {
        "interaction_id": key,
        "contact_id": person.id,
        "contact": person.name,
        "people": [{"id": part.contact_id, "name": part.name} for part in kept.participants],
        "ambiguous": [_unclear(mention) for mention in draft.open_mentions if mention.meant],
        "kind": draft.kind.value,
        "occurred_on": str(draft.occurred_on),
        "summary": kept.summary,
        "event_id": kept.event_id,
        "mission_id": kept.mission_id,
        "follow_up_on": None if draft.due_on is None else draft.due_on.isoformat(),
        "deed": deed,
    }
    if asked.json:
        output.document(result)
    else:
        names = ", ".join(part.name for part in kept.participants)
        output.lines([_("{name}: exchange logged (no. {id})").format(name=names, id=key)])
    return output.DONE


def _unclear(mention: "Mention") -> dict[str, Any]:
    """Return a name that several people have: it stays in the note, and links nobody."""
    return {"name": mention.name, "found": [{"id": meant.id, "name": meant.name} for meant in mention.meant]}


def _person(found: "Journal", text: str) -> "Person":
    people = found.contacts.find(text)
    if not people:
        raise Refused(Reason.NOT_FOUND, kind="contact", text=text)
    if len(people) > 1:
        raise Refused(Reason.AMBIGUOUS, kind="contact", found=[{"id": one.id, "name": one.name} for one in people])
    return people[0]


def undo(asked: Namespace, settings: Settings) -> int:
    """Take back one deed."""
    from carnet.words import deeds

    with journal(asked.carnet, settings, create=False) as found:
        changes = found.history.undo(asked.deed_id)
        deed = found.history.find(changes.deed_id)
        assert deed is not None
    if asked.json:
        output.document({"undone": deed.id, "deed": deed.kind.value, "at": _instant(deed.at)})
    else:
        output.lines([_("Undone: {deed}").format(deed=deeds.name(deed.kind, deed.subject))])
    return output.DONE


def demo(asked: Namespace, settings: Settings) -> int:
    """Write the example journal to a new file."""
    from carnet.journal import SystemClock
    from carnet.journal import demo as example

    path = Path(asked.file).expanduser().absolute()
    example.write(path, asked.date or SystemClock().today())
    with journal(str(path), settings, create=False) as found:
        people = found.contacts.total()
    if asked.json:
        output.document({"file": str(path), "contacts": people})
    else:
        text = ngettext("{path}: an example with {n} contact", "{path}: an example with {n} contacts", people)
        output.lines([text.format(path=path, n=people)])
    return output.DONE
