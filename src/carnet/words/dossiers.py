"""What the sheet of a person does not say and she may ask to know: sections of the document that is handed to her."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from carnet.domain.contacts import ContactStatus, Relationship, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.followups import FollowUpReason
from carnet.domain.imports import Verdict
from carnet.domain.missions import MissionRole, TouchKind
from carnet.words import contacts, followups, formats, imports, missions
from carnet.words.catalogue import _

Section = tuple[str, list[str]]
Known = Mapping[str, Any]


def sections(known: Known) -> list[Section]:
    """Return the sections, those without a line left out."""
    found = [
        (_("What Carnet notes of the person"), _held(known)),
        (_("Follow-ups"), [_follow_up(each) for each in known["follow_ups"]]),
        (_("Events"), [_event(each) for each in known["events"]]),
        (_("Part in missions"), [_mission(each) for each in known["missions"]]),
        (_("Files of these missions"), [_file(each) for mission in known["missions"] for each in mission["files"]]),
        (_("Noted for this person alone"), list(_personal(known["exchanges"]))),
        (_("Where it came from"), _sources(known)),
        (_("Kept as it came from other programs"), known["other_lines"]),
    ]
    return [(title, lines) for title, lines in found if lines]


def _held(known: Known) -> list[str]:
    told = known["contact"]
    pairs = [
        (_("Prefix"), told["prefix"]),
        (_("Middle name"), told["middle_name"]),
        (_("Nickname"), told["nickname"]),
        (_("Other names"), ", ".join(known["aliases"])),
        (_("Sphere"), contacts.sphere(Sphere(told["sphere"]))),
        (_("Relationship"), contacts.relationship(Relationship(told["relationship"]))),
        (_("Status"), contacts.status(ContactStatus(told["status"]))),
        (_("Cadence"), contacts.cadence(told["cadence_days"]) if told["cadence_days"] else ""),
        (_("Met on"), _partial(told["met_on"])),
        (_("Met at"), told["met_where"]),
        (_("Favourite"), _("yes") if told["starred"] else ""),
        (_("Photo"), _("yes, in the JSON file") if known["photo"] else ""),
        (_("Exchanges"), formats.number(len(known["exchanges"]))),
    ]
    return [_pair(name, text) for name, text in pairs if text]


def _follow_up(told: Known) -> str:
    states = {"open": _("to do"), "snoozed": _("to do"), "done": _("done"), "dropped": _("dropped")}
    day = told["scheduled_on"] or told["due_on"]
    when = formats.full_day(date.fromisoformat(day)) if day else ""
    reason = followups.reason(FollowUpReason(told["reason"]))
    return _joined(when, reason, told["text"], states.get(told["state"], ""))


def _event(told: Known) -> str:
    when = _instant(told["starts_at"]) if told["starts_at"] else ""
    there = _("met there") if told["met"] else _("expected") if told["expected"] else ""
    return _joined(told["title"], when, there, told["note"])


def _mission(told: Known) -> str:
    roles = [missions.role_label(MissionRole(role)).lower() for role in told["roles"]]
    signing = [_("proposed it")] if told["is_signing"] else []
    steps = [missions.step_kind_label(TouchKind(step["kind"])).lower() for step in told["steps"]]
    return _joined(told["title"], told["client"] or "", *dict.fromkeys((*signing, *roles, *steps)))


def _file(told: Known) -> str:
    return _joined(told["name"], formats.full_day(date.fromisoformat(told["added_on"])))


def _personal(exchanges: Iterable[Known]) -> Iterable[str]:
    for told in exchanges:
        when = _partial(told["occurred_on"])
        if told["personal_note"]:
            yield _pair(when or _("undated"), told["personal_note"])
        if told["promised"]:
            yield _pair(when or _("undated"), _("promised: {what}").format(what=told["promised"]))


def _sources(known: Known) -> list[str]:
    told = known["contact"]
    found = [
        _("{file} ({source}), imported on {day}: {verdict}").format(
            file=each["file_name"],
            source=each["source"],
            day=_instant(each["imported_at"]),
            verdict=imports.verdict(Verdict(each["verdict"])).lower(),
        )
        for each in known["imports"]
    ]
    if not found:
        found = [_("Entered by hand.")]
    dates = _("Noted on {created}, last changed on {updated}.")
    found.append(dates.format(created=_instant(told["created_at"]), updated=_instant(told["updated_at"])))
    for each in known["privacy"]:
        if each["informed_on"]:
            day = formats.full_day(date.fromisoformat(each["informed_on"]))
            found.append(_("Informed on {day}.").format(day=day))
    return found


def _instant(text: str) -> str:
    return formats.full_day(datetime.fromisoformat(text).astimezone().date())


def _partial(text: str | None) -> str:
    return formats.partial(PartialDate(text)) if text else ""


def _pair(name: str, text: str) -> str:
    return _("{name}: {text}").format(name=name, text=text)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
