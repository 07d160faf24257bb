"""The commands that only read: contacts, events, missions, search, path, review, export."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carnet.cli import output
from carnet.cli.arguments import EXPORT_FORMATS, UsageError
from carnet.cli.opening import journal
from carnet.errors import Reason, Refused
from carnet.settings import Settings
from carnet.words import _, formats

if TYPE_CHECKING:
    from carnet.domain.privacy import PrivacyRow
    from carnet.domain.review import MissionPath, Review, TouchLine
    from carnet.journal import Journal


def contacts(asked: Namespace, settings: Settings) -> int:
    """List contacts."""
    with journal(asked.carnet, settings, create=False) as found:
        records = found.exports.contact_records(with_personal=not settings.work_mode)
    return _list(asked, records, ("id", "display_name", "title", "organisation"))


def events(asked: Namespace, settings: Settings) -> int:
    """List what takes place."""
    with journal(asked.carnet, settings, create=False) as found:
        records = found.exports.event_records(asked.start, asked.end)
    return _list(asked, records, ("id", "starts_at", "title", "organiser"))


def missions(asked: Namespace, settings: Settings) -> int:
    """List missions."""
    with journal(asked.carnet, settings, create=False) as found:
        records = found.exports.mission_records(with_personal=not settings.work_mode)
    return _list(asked, records, ("id", "stage", "signed_on", "title", "client"))


def _list(asked: Namespace, records: list[dict[str, Any]], shown: tuple[str, ...]) -> int:
    if asked.json:
        output.document(records)
    else:
        output.lines(output.columns([record[name] for name in shown] for record in records))
    return output.DONE


def search(asked: Namespace, settings: Settings) -> int:
    """Search everything."""
    with journal(asked.carnet, settings, create=False) as found:
        answers = found.search.find(" ".join(asked.query), asked.limit)
    records = [answer._asdict() for answer in answers[: asked.limit]]
    return _list(asked, records, ("kind", "id", "title", "detail"))


def path(asked: Namespace, settings: Settings) -> int:
    """Tell the path of a mission."""
    from carnet.words import missions as wording

    with journal(asked.carnet, settings, create=False) as found:
        told = found.missions.path(asked.mission_id)
    sentence = wording.path_sentence(told)
    if asked.json:
        output.document(_path(told, sentence))
    else:
        output.lines([sentence])
    return output.DONE


def _path(told: "MissionPath", sentence: str) -> dict[str, Any]:
    return {
        "mission": told.mission,
        "sentence": sentence,
        "touches": [_touch(touch) for touch in told.touches],
    }


def _touch(touch: "TouchLine") -> dict[str, Any]:
    return {
        "rank": touch.rank,
        "kind": touch.kind,
        "occurred_on": touch.occurred_on,
        "channel": touch.channel,
        "contact_id": touch.contact_id,
        "contact": touch.contact or None,
        "event_id": touch.event_id,
        "event": touch.event or None,
        "introducer_id": touch.introducer_id,
        "introducer": touch.introducer or None,
        "is_decisive": touch.is_decisive,
        "credited_contact_id": touch.credited_contact_id,
        "weights": {name: weight for name, weight in touch.weights.items() if name != "manual"},
    }


def review(asked: Namespace, settings: Settings) -> int:
    """Tell where the turnover came from."""
    from carnet.domain.attribution import Model
    from carnet.domain.review import Grouping, ReviewQuestion

    question = ReviewQuestion(
        model=Model(asked.model or settings.default_model),
        by=Grouping(asked.by),
        start=asked.start,
        end=asked.end,
        currency=asked.currency or settings.currency,
        with_personal=asked.with_personal,
        half_life_days=settings.half_life_days,
    )
    with journal(asked.carnet, settings, create=False) as found:
        answer = found.review.ask(question)
        asked_for = {kind: file for kind in ("csv", "xlsx", "pdf", "png", "svg") if (file := getattr(asked, kind))}
        kept = _kept(found, answer, asked_for)
    if asked.json:
        written = {"files": [str(file) for file in kept]} if kept else {}
        output.document(_review(answer) | written)
    else:
        output.lines(_review_lines(answer))
    return output.DONE


def _kept(found: "Journal", answer: "Review", files: dict[str, str]) -> list[Path]:
    if not files:
        return []
    from carnet.cli import review_files

    return review_files.keep(found, answer, files)


def _review(answer: "Review") -> dict[str, Any]:
    from carnet.words import reviews as wording

    question = answer.question
    return {
        "model": question.model.value,
        "by": question.by.value,
        "currency": question.currency,
        "total_cents": answer.total_cents,
        "other_currencies": dict(answer.other_currencies),
        "fallback_missions": answer.fallback_missions,
        "rows": [
            {
                "key": row.key,
                "label": wording.row_label(row, question.by),
                "credit_cents": row.credit_cents,
                "missions": row.missions,
            }
            for row in wording.in_order(answer.rows, question.by)
        ],
    }


def _review_lines(answer: "Review") -> list[str]:
    from carnet.words import reviews as wording

    question = answer.question
    total = formats.money(answer.total_cents, question.currency, exact=True)
    head = _("{total} signed, model “{model}”").format(total=total, model=wording.model_label(question.model))
    rows = [
        (formats.money(row.credit_cents, question.currency, exact=True), wording.row_label(row, question.by))
        for row in wording.in_order(answer.rows, question.by)
    ]
    return [head, *output.columns(rows)]


def privacy(asked: Namespace, settings: Settings) -> int:
    """List those whose retention period is over, the longest over first; nobody of the personal sphere."""
    with journal(asked.carnet, settings, create=False) as found:
        records = [_due(row) for row in found.privacy.at_term()]
    return _list(asked, records, ("id", "term_on", "display_name", "organisation"))


def _due(row: "PrivacyRow") -> dict[str, Any]:
    from carnet.journal.records import day

    return {
        "id": row.id,
        "display_name": row.name,
        "organisation": row.organisation,
        "term_on": day(row.term_on),
        "collected_on": day(row.facts.collected_on),
        "last_inbound_on": day(row.facts.last_inbound_on),
        "source": row.source.value,
        "legal_basis": row.basis.value,
        "informed_on": day(row.informed_on),
        "opposed_on": day(row.opposed_on),
    }


def export(asked: Namespace, settings: Settings) -> int:
    """Export contacts, events, follow-ups, missions or everything."""
    wanted = asked.format or ("json" if asked.json else EXPORT_FORMATS[asked.what][0])
    if wanted not in EXPORT_FORMATS[asked.what]:
        known = ", ".join(EXPORT_FORMATS[asked.what])
        raise UsageError(_("carnet export {what}: choose one of {formats}").format(what=asked.what, formats=known))
    if asked.json and not asked.output and wanted != "json":
        raise UsageError(_("carnet export: --json needs -o FILE for this format"))
    if asked.view and asked.what != "contacts":
        raise UsageError(_("carnet export {what}: only contacts have views").format(what=asked.what))
    with journal(asked.carnet, settings, create=False) as found:
        data = _exported(found, asked, wanted)
    if not asked.output:
        output.data(data)
        return output.DONE
    from carnet.journal.files import write_private

    target = Path(asked.output).expanduser().absolute()
    write_private(target, data)
    if asked.json:
        output.document({"file": str(target), "format": wanted, "bytes": len(data)})
    return output.DONE


def _exported(found: "Journal", asked: Namespace, wanted: str) -> bytes:
    if asked.what == "contacts":
        return _contacts(found, asked, wanted)
    if asked.what == "events":
        return found.exports.events(wanted)
    if asked.what == "follow-ups":
        return found.exports.follow_ups(asked.task_kind, with_personal=asked.with_personal)
    if asked.what == "missions":
        return found.exports.missions(wanted, with_personal=asked.with_personal)
    return found.exports.everything()


def _contacts(found: "Journal", asked: Namespace, wanted: str) -> bytes:
    """Return contacts, of a view those that it lists; private ones where it, or the command, asks for them by name."""
    from carnet.domain.contacts import Sphere
    from carnet.domain.exports import ExportFormat
    from carnet.domain.query import Field, values_of
    from carnet.words import exports as wording

    kind = ExportFormat.VCARD4 if wanted == "vcard" and asked.vcard_version == "4.0" else ExportFormat(wanted)
    if not asked.view:
        return wording.write(found.exports, kind, None, with_personal=asked.with_personal)
    view = next((view for view in found.views.rows() if view.name == asked.view), None)
    if view is None:
        raise Refused(Reason.NOT_FOUND, kind="view", text=asked.view)
    personal = Sphere.PERSONAL.value in values_of(view.chosen.terms, Field.SPHERE)
    ids = found.contacts.ids(view.chosen)
    return wording.write(found.exports, kind, ids, with_personal=personal or asked.with_personal)
