"""What a deed changed: the one announcement that pages listen to, and the record that undo replays."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Deed(StrEnum):
    """The kinds of deeds; worded in `carnet.words`."""

    SAVE_CONTACT = "save_contact"
    DELETE_CONTACT = "delete_contact"
    DELETE_CONTACTS = "delete_contacts"
    RESTORE_CONTACT = "restore_contact"
    RESTORE = "restore"
    RESTORE_SEVERAL = "restore_several"
    EDIT_CONTACTS = "edit_contacts"
    MERGE_CONTACTS = "merge_contacts"
    MARK_NOT_SAME = "mark_not_same"
    LABEL_CONTACTS = "label_contacts"
    SAVE_LABEL = "save_label"
    DELETE_LABEL = "delete_label"
    SAVE_ORGANISATION = "save_organisation"
    MERGE_ORGANISATIONS = "merge_organisations"
    DELETE_ORGANISATION = "delete_organisation"
    COMPARE_AGAIN = "compare_again"
    LOG = "log"
    SAVE_INTERACTION = "save_interaction"
    DELETE_INTERACTION = "delete_interaction"
    INTRODUCE = "introduce"
    DELETE_INTRODUCTION = "delete_introduction"
    SAVE_EVENT = "save_event"
    DELETE_EVENT = "delete_event"
    DELETE_EVENTS = "delete_events"
    SKIP_EVENT = "skip_event"
    SAVE_CALENDAR = "save_event_calendar"
    DELETE_CALENDAR = "delete_event_calendar"
    EXPECT = "expect"
    CAPTURE = "capture"
    CANCEL_DEBRIEF = "cancel_debrief"
    POSTPONE_DEBRIEF = "postpone_debrief"
    FINISH_DEBRIEF = "finish_debrief"
    SAVE_FOLLOW_UP = "save_follow_up"
    PLAN_FOLLOW_UPS = "plan_follow_ups"
    FINISH_FOLLOW_UP = "finish_follow_up"
    SNOOZE_FOLLOW_UP = "snooze_follow_up"
    SNOOZE_FOLLOW_UPS = "snooze_follow_ups"
    DROP_FOLLOW_UP = "drop_follow_up"
    SAVE_MISSION = "save_mission"
    MOVE_MISSION = "move_mission"
    DELETE_MISSION = "delete_mission"
    SIGN_MISSION = "sign_mission"
    EDIT_PATH = "edit_path"
    IMPORT = "import"
    BRING_BACK = "bring_back"
    DEMO = "demo"
    SAVE_VIEW = "save_view"
    DELETE_VIEW = "delete_view"
    SET_TARGET = "set_target"
    INFORM = "inform"
    SET_BASIS = "set_basis"
    ASK_AGAIN = "ask_again"
    OPPOSE = "oppose"
    LIFT_OPPOSITION = "lift_opposition"
    ANONYMISE = "anonymise"


class Cause(StrEnum):
    """How a deed came about."""

    USER = "user"
    IMPORT = "import"
    UNDO = "undo"
    REDO = "redo"
    SYNC = "sync"


Row = Mapping[str, object]


class RowChange(NamedTuple):
    """One row before and after; `before` None means created, `after` None means deleted."""

    table: str
    key: int
    before: Row | None
    after: Row | None


class Changes(NamedTuple):
    """One deed, as announced; `everything` is set when another process wrote.

    `came` names tables of which so many rows came that they are not told one by one.
    """

    deed: Deed | None
    cause: Cause
    rows: tuple[RowChange, ...] = ()
    deed_id: int | None = None
    everything: bool = False
    came: frozenset[str] = frozenset()

    @property
    def tables(self) -> frozenset[str]:
        """Names of the tables touched."""
        return self.came | {row.table for row in self.rows}
