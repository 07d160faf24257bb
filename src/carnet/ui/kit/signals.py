"""The signals by which the parts of the window speak to each other."""

from PySide6.QtCore import QObject, Signal


class AppSignals(QObject):
    """Given to every page by the composition root.

    Signals:
        changed: `Changes` announced by the journal.
        contact_opened: id of the contact to show.
        event_opened: the `EventRef` of the event to show.
        mission_opened: id of the mission to show.
        merge_asked: ids of the two contacts to merge.
        export_asked: ids of the people to export.
        people_asked: the `ContactFilter` of the people to list.
        view_asked: the `ContactFilter` to keep as a view.
        organisation_opened: id of the organisation to show.
        missions_asked: id of the organisation whose missions are to be listed.
        events_asked: id of the organisation whose events are to be listed.
        page_asked: key of the page to show.
        toast_asked: text, then the text of its action ("" for none; the action is undo).
        offer_made: text, the text of its action, and what the action does.
        quick_add_asked: what the quick add starts with (an `EventRef`), or None.
        grab_asked: a `QMimeData` that was pasted or dropped, to be understood.
        backup_asked: path of the backup to look into.
        backup_unlock_asked: path of the backup whose passphrase is to be asked for.
        error_raised: the exception to present.
    """

    changed = Signal(object)
    contact_opened = Signal(int)
    event_opened = Signal(object)
    mission_opened = Signal(int)
    organisation_opened = Signal(int)
    merge_asked = Signal(int, int)
    export_asked = Signal(object)
    people_asked = Signal(object)
    view_asked = Signal(object)
    missions_asked = Signal(int)
    events_asked = Signal(int)
    page_asked = Signal(str)
    toast_asked = Signal(str, str)
    offer_made = Signal(str, str, object)
    quick_add_asked = Signal(object)
    grab_asked = Signal(object)
    backup_asked = Signal(object)
    backup_unlock_asked = Signal(object)
    error_raised = Signal(object)
