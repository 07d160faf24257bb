"""What a deed is called: in the history, in « Annuler … », and in the message after it."""

from collections.abc import Callable

from carnet.domain.changes import Deed
from carnet.words.catalogue import _, ngettext


def name(deed: Deed | str, subject: str = "") -> str:
    """Return what was done, as a noun phrase: "log an exchange (Hélène Vasseur)"."""
    text = _NAMES[Deed(deed)]()
    return f"{text} ({subject})" if subject else text


def undo_label(deed: Deed | str, subject: str = "") -> str:
    """Return the words of the undo command."""
    return _("Undo: {deed}").format(deed=name(deed, subject))


def redo_label(deed: Deed | str, subject: str = "") -> str:
    """Return the words of the redo command."""
    return _("Redo: {deed}").format(deed=name(deed, subject))


def message(deed: Deed | str, subject: str = "", day: str = "") -> str:
    """Return the sentence of the message after a deed, `day` that of its follow-up; "" where the page shows enough."""
    if deed == Deed.DELETE_CONTACTS:
        return ngettext("{n} person moved to bin.", "{n} people moved to bin.", int(subject)).format(n=subject)
    if deed == Deed.DELETE_EVENTS:
        return ngettext("{n} event moved to bin.", "{n} events moved to bin.", int(subject)).format(n=subject)
    if deed == Deed.EDIT_CONTACTS:
        return ngettext("{n} person changed.", "{n} people changed.", int(subject)).format(n=subject)
    if deed == Deed.PLAN_FOLLOW_UPS:
        return ngettext("{n} follow-up planned.", "{n} follow-ups planned.", int(subject)).format(n=subject)
    if deed == Deed.RESTORE_SEVERAL:
        return ngettext("{n} item restored.", "{n} items restored.", int(subject)).format(n=subject)
    if deed == Deed.SNOOZE_FOLLOW_UPS:
        many = ngettext("{n} follow-up put off to {day}.", "{n} follow-ups put off to {day}.", int(subject))
        return many.format(n=subject, day=day)
    if deed in _OF_PEOPLE and subject.isdigit():
        subject = ngettext("{n} person", "{n} people", int(subject)).format(n=subject)
    template = _MESSAGES.get(Deed(deed))
    return template().format(subject=subject or _("Done"), day=day) if template else ""


_OF_PEOPLE = frozenset({Deed.INFORM, Deed.SET_BASIS, Deed.OPPOSE, Deed.LIFT_OPPOSITION, Deed.ANONYMISE})

_NAMES: dict[Deed, Callable[[], str]] = {
    Deed.SAVE_CONTACT: lambda: _("edit a contact"),
    Deed.DELETE_CONTACT: lambda: _("move a contact to the bin"),
    Deed.DELETE_CONTACTS: lambda: _("move contacts to the bin"),
    Deed.RESTORE_CONTACT: lambda: _("restore a contact"),
    Deed.RESTORE: lambda: _("take out of the bin"),
    Deed.RESTORE_SEVERAL: lambda: _("take several out of the bin"),
    Deed.EDIT_CONTACTS: lambda: _("edit several contacts"),
    Deed.MERGE_CONTACTS: lambda: _("merge two contacts"),
    Deed.MARK_NOT_SAME: lambda: _("tell two contacts apart"),
    Deed.LABEL_CONTACTS: lambda: _("circles and tags"),
    Deed.SAVE_LABEL: lambda: _("edit a circle or tag"),
    Deed.DELETE_LABEL: lambda: _("delete a circle or tag"),
    Deed.SAVE_ORGANISATION: lambda: _("edit an organisation"),
    Deed.MERGE_ORGANISATIONS: lambda: _("merge two organisations"),
    Deed.DELETE_ORGANISATION: lambda: _("delete an organisation"),
    Deed.COMPARE_AGAIN: lambda: _("compare two people again"),
    Deed.LOG: lambda: _("log an exchange"),
    Deed.SAVE_INTERACTION: lambda: _("edit an exchange"),
    Deed.DELETE_INTERACTION: lambda: _("delete an exchange"),
    Deed.INTRODUCE: lambda: _("an introduction"),
    Deed.DELETE_INTRODUCTION: lambda: _("delete an introduction"),
    Deed.SAVE_EVENT: lambda: _("edit an event"),
    Deed.DELETE_EVENT: lambda: _("move an event to the bin"),
    Deed.DELETE_EVENTS: lambda: _("move events to the bin"),
    Deed.SKIP_EVENT: lambda: _("skip an occurrence"),
    Deed.SAVE_CALENDAR: lambda: _("follow a calendar"),
    Deed.DELETE_CALENDAR: lambda: _("follow a calendar no more"),
    Deed.EXPECT: lambda: _("people at an event"),
    Deed.CAPTURE: lambda: _("add a person"),
    Deed.CANCEL_DEBRIEF: lambda: _("cancel a debrief"),
    Deed.POSTPONE_DEBRIEF: lambda: _("put a debrief off"),
    Deed.FINISH_DEBRIEF: lambda: _("finish a debrief"),
    Deed.SAVE_FOLLOW_UP: lambda: _("a follow-up"),
    Deed.PLAN_FOLLOW_UPS: lambda: _("plan follow-ups"),
    Deed.FINISH_FOLLOW_UP: lambda: _("finish a follow-up"),
    Deed.SNOOZE_FOLLOW_UP: lambda: _("snooze a follow-up"),
    Deed.SNOOZE_FOLLOW_UPS: lambda: _("snooze all follow-ups"),
    Deed.DROP_FOLLOW_UP: lambda: _("drop a follow-up"),
    Deed.SAVE_MISSION: lambda: _("edit a mission"),
    Deed.MOVE_MISSION: lambda: _("move a mission"),
    Deed.DELETE_MISSION: lambda: _("move a mission to the bin"),
    Deed.SIGN_MISSION: lambda: _("sign a mission"),
    Deed.EDIT_PATH: lambda: _("edit the path of a mission"),
    Deed.IMPORT: lambda: _("an import"),
    Deed.BRING_BACK: lambda: _("bring a person back from a backup"),
    Deed.DEMO: lambda: _("the example"),
    Deed.SAVE_VIEW: lambda: _("edit a view"),
    Deed.DELETE_VIEW: lambda: _("delete a view"),
    Deed.SET_TARGET: lambda: _("set a target"),
    Deed.INFORM: lambda: _("note who was informed"),
    Deed.SET_BASIS: lambda: _("set a legal basis"),
    Deed.ASK_AGAIN: lambda: _("ask again whether to keep"),
    Deed.OPPOSE: lambda: _("note an objection"),
    Deed.LIFT_OPPOSITION: lambda: _("take off the opposition list"),
    Deed.ANONYMISE: lambda: _("anonymise"),
}

_MESSAGES: dict[Deed, Callable[[], str]] = {
    Deed.DELETE_CONTACT: lambda: _("“{subject}” moved to bin."),
    Deed.RESTORE_CONTACT: lambda: _("“{subject}” restored."),
    Deed.RESTORE: lambda: _("“{subject}” restored."),
    Deed.MERGE_CONTACTS: lambda: _("“{subject}” merged."),
    Deed.LABEL_CONTACTS: lambda: _("Circles and tags changed: {subject}."),
    Deed.MARK_NOT_SAME: lambda: _("Different people: remembered for good."),
    Deed.MERGE_ORGANISATIONS: lambda: _("“{subject}” merged."),
    Deed.DELETE_ORGANISATION: lambda: _("“{subject}” deleted; its people keep their positions without it."),
    Deed.COMPARE_AGAIN: lambda: _("{subject} may be compared again."),
    Deed.DELETE_LABEL: lambda: _("“{subject}” deleted."),
    Deed.LOG: lambda: _("Exchange logged: {subject}."),
    Deed.DELETE_INTERACTION: lambda: _("Exchange deleted."),
    Deed.INTRODUCE: lambda: _("Introduction noted: {subject}."),
    Deed.DELETE_INTRODUCTION: lambda: _("Introduction deleted."),
    Deed.DELETE_EVENT: lambda: _("“{subject}” moved to bin."),
    Deed.SKIP_EVENT: lambda: _("“{subject}” does not take place that day."),
    Deed.SAVE_CALENDAR: lambda: _("Calendar followed: {subject}."),
    Deed.DELETE_CALENDAR: lambda: _("Calendar followed no more: {subject}."),
    Deed.POSTPONE_DEBRIEF: lambda: _("Debrief put off to tomorrow: {subject}."),
    Deed.FINISH_DEBRIEF: lambda: _("Debrief finished: {subject}."),
    Deed.SAVE_FOLLOW_UP: lambda: _("Follow-up planned for {day}."),
    Deed.FINISH_FOLLOW_UP: lambda: _("Follow-up done: {subject}."),
    Deed.SNOOZE_FOLLOW_UP: lambda: _("Put off to {day}."),
    Deed.DROP_FOLLOW_UP: lambda: _("Follow-up dropped: {subject}."),
    Deed.MOVE_MISSION: lambda: _("Mission moved: {subject}."),
    Deed.DELETE_MISSION: lambda: _("“{subject}” moved to bin."),
    Deed.SIGN_MISSION: lambda: _("Mission signed: {subject}."),
    Deed.IMPORT: lambda: _("Import done: {subject}."),
    Deed.BRING_BACK: lambda: _("“{subject}” brought back."),
    Deed.SAVE_VIEW: lambda: _("View saved: {subject}."),
    Deed.DELETE_VIEW: lambda: _("View deleted: {subject}."),
    Deed.SET_TARGET: lambda: _("Target of {subject} noted."),
    Deed.INFORM: lambda: _("Information noted: {subject}."),
    Deed.SET_BASIS: lambda: _("Legal basis noted: {subject}."),
    Deed.ASK_AGAIN: lambda: _("An answer is waited for until {day}."),
    Deed.OPPOSE: lambda: _("Objection noted: {subject}."),
    Deed.LIFT_OPPOSITION: lambda: _("Taken off the opposition list: {subject}."),
    Deed.ANONYMISE: lambda: _("Anonymised: {subject}."),
}
