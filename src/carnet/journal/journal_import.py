"""Bringing in a journal's JSON: restored as it was into an empty journal, else an import like another, uid first."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from carnet.domain.changes import Cause, Deed
from carnet.domain.imports import ImportReport, RowVerdict, Verdict
from carnet.domain.matching import Candidate, Likeness, Match
from carnet.domain.trash import TrashKind
from carnet.journal import erasing, import_people, import_plan, journal_json, opposition
from carnet.journal.core import Core
from carnet.journal.import_people import Directory, Known
from carnet.journal.import_reading import CARNET
from carnet.journal.journal_json import Content, Row
from carnet.journal.journal_merge import Merge
from carnet.store import tables as t
from carnet.store.recorder import Recorder


def is_empty(connection: sa.Connection) -> bool:
    """Tell whether a journal holds nothing that an export would tell."""
    return not any(connection.exec_driver_sql(f'SELECT 1 FROM "{table.name}" LIMIT 1').first() for table in t.ENTITIES)


def preview(connection: sa.Connection, data: bytes, name: str) -> ImportReport:
    """Return what bringing in an export would do."""
    verdicts, _matched = _verdicts(connection, journal_json.read(data))
    return _report(name, verdicts, None, dry_run=True)


def run(core: Core, data: bytes, name: str = "", sha256: str = "") -> ImportReport:
    """Bring in an export as one deed; into an empty journal without a batch, so that it is as it was.

    Raises:
        Unreadable: it is no export, or a damaged one.
    """
    content = journal_json.read(data)
    batch_id = None
    with core.writing(Deed.IMPORT, subject=name, cause=Cause.IMPORT) as recorder:
        empty = is_empty(recorder.connection)
        verdicts, matched = _verdicts(recorder.connection, content)
        merge = Merge(recorder, content, matched)
        merge.write()
        merge.fill(core)
        ids = merge.ids["contact"]
        rows = zip(content["contact"], verdicts, strict=True)
        verdicts = [verdict._replace(contact_id=ids[row["uid"]]) for row, verdict in rows]
        _empty_refused(recorder, core, verdicts)
        if not empty:
            batch_id = _batch(recorder, core, name, sha256, verdicts)
    return _report(name, verdicts, batch_id, dry_run=False)


def _empty_refused(recorder: Recorder, core: Core, verdicts: Sequence[RowVerdict]) -> None:
    """Leave an empty row of whoever objected, for the paths and events that name it, so that no total changes."""
    refused = [verdict.contact_id for verdict in verdicts if verdict.verdict is Verdict.REJECTED]
    keys = [key for key in refused if key is not None]
    for key in keys:
        recorder.update(t.contact, key, deleted_at=core.clock.now())
    erasing.erase(recorder, [(TrashKind.CONTACT, key) for key in keys], core.new_uid)


def _verdicts(connection: sa.Connection, content: Content) -> tuple[list[RowVerdict], dict[str, int]]:
    """Return a verdict per contact, and the contact of this journal that each uid stands for, where one does."""
    own: dict[str, int] = dict(connection.execute(sa.select(t.contact.c.uid, t.contact.c.id)).all())
    people = _candidates(content)
    known = Known(connection, import_people.reachable(connection, people) if own else [])
    directory = Directory()
    for key, draft in known.drafts.items():
        directory.add(key, import_people.candidate(draft, known.organisations[key]))
    matched: dict[str, int] = {}
    refuses = opposition.refuses(connection)
    verdicts = []
    for number, (row, person) in enumerate(zip(content["contact"], people, strict=True), 1):
        blank = RowVerdict(number, Verdict.CREATED, import_plan.NEW, None, _name(row), _detail(person))
        if row["uid"] in own:
            verdict = blank._replace(verdict=Verdict.MERGED, reason=import_plan.SAME_UID, contact_id=own[row["uid"]])
        elif row["deleted_at"] is not None:
            verdict = blank
        else:
            verdict = _matched(blank, directory.matches(person), known)
            if verdict.verdict is Verdict.CREATED and refuses(person):
                verdict = blank._replace(verdict=Verdict.REJECTED, reason=import_plan.OPPOSED)
        if verdict.verdict is Verdict.MERGED and verdict.contact_id is not None:
            matched[row["uid"]] = verdict.contact_id
        verdicts.append(verdict)
    return verdicts, matched


def _name(row: Row) -> str:
    return f"{row['first_name']} {row['last_name']}".strip() or str(row["nickname"])


def _detail(person: Candidate) -> str:
    return ", ".join(sorted(person.organisations))


def _matched(draft: RowVerdict, found: list[tuple[int, Match]], known: Known) -> RowVerdict:
    """Return the verdict of a row once it has been compared with the people of this journal."""
    if not found:
        return draft
    key, match = found[0]
    reason = match.reasons[0].value
    if match.likeness is Likeness.SURE:
        return draft._replace(verdict=Verdict.MERGED, reason=reason, contact_id=key)
    people = tuple((key, import_plan.name_of(known.drafts[key]), like.reasons[0].value) for key, like in found[:5])
    return draft._replace(reason=reason, suggestions=people)


def _candidates(content: Content) -> list[Candidate]:
    """Return what is compared of each contact of an export, in order."""
    organisations = {row["uid"]: row["name"] for row in content["organisation"]}
    points = _grouped(content["contact_point"])
    profiles = _grouped(content["social_profile"])
    aliases = _grouped(content["alias"])
    positions = _grouped(content["affiliation"])
    return [
        Candidate(
            first_name=row["first_name"],
            last_name=row["last_name"],
            nickname=row["nickname"],
            aliases=tuple(alias["name"] for alias in aliases[row["uid"]]),
            emails=_values(points[row["uid"]], "email"),
            phones=_values(points[row["uid"]], "phone"),
            linkedin=frozenset(p["slug"] for p in profiles[row["uid"]] if p["network"] == "linkedin" and p["slug"]),
            organisations=frozenset(organisations.get(p["organisation_id"], "") for p in positions[row["uid"]]) - {""},
        )
        for row in content["contact"]
    ]


def _grouped(rows: Sequence[Row]) -> defaultdict[Any, list[Row]]:
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["contact_id"]].append(row)
    return found


def _values(points: Sequence[Row], kind: str) -> frozenset[str]:
    return frozenset(point["normalised"] for point in points if point["kind"] == kind and point["normalised"])


def _batch(recorder: Recorder, core: Core, name: str, sha256: str, verdicts: list[RowVerdict]) -> int:
    batch_id = recorder.insert(
        t.import_batch,
        uid=core.new_uid(),
        source=CARNET,
        file_name=name,
        sha256=sha256,
        encoding="utf-8",
        imported_at=core.clock.now(),
        read=len(verdicts),
        **_counts(verdicts),
    )
    recorder.insert_many(t.import_row, [_row(batch_id, verdict) for verdict in verdicts])
    return batch_id


def _row(batch_id: int, verdict: RowVerdict) -> dict[str, Any]:
    values = {"row": verdict.row, "verdict": verdict.verdict.value, "reason": verdict.reason}
    return {"batch_id": batch_id, "contact_id": verdict.contact_id, **values}


def _counts(verdicts: list[RowVerdict]) -> dict[str, int]:
    return {kind.value: sum(verdict.verdict is kind for verdict in verdicts) for kind in Verdict}


def _report(name: str, verdicts: list[RowVerdict], batch_id: int | None, *, dry_run: bool) -> ImportReport:
    return ImportReport(
        file=name,
        format=CARNET,
        encoding="utf-8",
        read=len(verdicts),
        already_imported=None,
        rows=tuple(verdicts),
        batch_id=batch_id,
        dry_run=dry_run,
        guests=(),
        table=None,
        offered=(),
        sphere=None,
        **_counts(verdicts),
    )
