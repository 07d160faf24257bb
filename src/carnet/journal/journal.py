"""The facade: one object for one open journal, with a noun for everything one can do with it.

Each noun is imported when it is first asked for, so that the first page does not wait for the last one's code.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from carnet.domain.changes import Cause, Changes
from carnet.journal.core import Clock, Listener, Options, SystemClock, open_core

if TYPE_CHECKING:
    from carnet.journal.backups import Backups
    from carnet.journal.calendars import Calendars
    from carnet.journal.capture import Capture
    from carnet.journal.contacts import Contacts
    from carnet.journal.debriefs import Debriefs
    from carnet.journal.drafts import Drafts
    from carnet.journal.duplicates import Duplicates
    from carnet.journal.events import Events
    from carnet.journal.exports import Exports
    from carnet.journal.followups import FollowUps
    from carnet.journal.history import History
    from carnet.journal.imports import Imports
    from carnet.journal.interactions import Interactions
    from carnet.journal.introductions import Introductions
    from carnet.journal.labels import Labels
    from carnet.journal.letters import Letters
    from carnet.journal.missions import Missions
    from carnet.journal.organisations import Organisations
    from carnet.journal.privacy import Privacy
    from carnet.journal.review import Reviews
    from carnet.journal.search import Search
    from carnet.journal.selections import Selections
    from carnet.journal.targets import Targets
    from carnet.journal.today import Today
    from carnet.journal.trash import Trash
    from carnet.journal.views import Views


class Journal:
    """An open journal file.

    Attributes:
        path: the file.
    """

    def __init__(
        self, path: Path, *, clock: Clock | None = None, options: Options | None = None, only_reads: bool = False
    ) -> None:
        core = open_core(path, clock or SystemClock(), options or Options(), only_reads=only_reads)
        self.path = path
        self.core = core
        self._version = core.database.data_version()

    @cached_property
    def history(self) -> "History":
        """Undo and redo."""
        from carnet.journal.history import History

        return History(self.core)

    @cached_property
    def contacts(self) -> "Contacts":
        """The verbs on people: lists, sheets, edits, merges."""
        from carnet.journal.contacts import Contacts

        return Contacts(self.core)

    @cached_property
    def duplicates(self) -> "Duplicates":
        """The search for sheets that may be one person."""
        from carnet.journal.duplicates import Duplicates

        return Duplicates(self.core)

    @cached_property
    def labels(self) -> "Labels":
        """The verbs on circles and tags."""
        from carnet.journal.labels import Labels

        return Labels(self.core)

    @cached_property
    def letters(self) -> "Letters":
        """What letters to people may say."""
        from carnet.journal.letters import Letters

        return Letters(self.core)

    @cached_property
    def organisations(self) -> "Organisations":
        """The verbs on organisations."""
        from carnet.journal.organisations import Organisations

        return Organisations(self.core)

    @cached_property
    def search(self) -> "Search":
        """The verb of finding anything by its words."""
        from carnet.journal.search import Search

        return Search(self.core)

    @cached_property
    def interactions(self) -> "Interactions":
        """The verbs on exchanges."""
        from carnet.journal.interactions import Interactions

        return Interactions(self.core)

    @cached_property
    def introductions(self) -> "Introductions":
        """The verbs on who presented whom."""
        from carnet.journal.introductions import Introductions

        return Introductions(self.core)

    @cached_property
    def events(self) -> "Events":
        """The verbs on networking events."""
        from carnet.journal.events import Events

        return Events(self.core)

    @cached_property
    def debriefs(self) -> "Debriefs":
        """The verbs on what came of an event."""
        from carnet.journal.debriefs import Debriefs

        return Debriefs(self.core)

    @cached_property
    def calendars(self) -> "Calendars":
        """The verbs on calendars that are followed."""
        from carnet.journal.calendars import Calendars

        return Calendars(self.core)

    @cached_property
    def follow_ups(self) -> "FollowUps":
        """The verbs on what to do for whom, and when."""
        from carnet.journal.followups import FollowUps

        return FollowUps(self.core)

    @cached_property
    def capture(self) -> "Capture":
        """The verbs on one line, one person."""
        from carnet.journal.capture import Capture

        return Capture(self.core)

    @cached_property
    def drafts(self) -> "Drafts":
        """The verbs on what was typed and not yet entered."""
        from carnet.journal.drafts import Drafts

        return Drafts(self.core)

    @cached_property
    def today(self) -> "Today":
        """The verbs on what the day asks for."""
        from carnet.journal.today import Today

        return Today(self.core)

    @cached_property
    def views(self) -> "Views":
        """The verbs on saved views."""
        from carnet.journal.views import Views

        return Views(self.core)

    @cached_property
    def targets(self) -> "Targets":
        """The verb on what one wants to sign in a year."""
        from carnet.journal.targets import Targets

        return Targets(self.core)

    @cached_property
    def missions(self) -> "Missions":
        """The verbs on missions and their paths."""
        from carnet.journal.missions import Missions

        return Missions(self.core)

    @cached_property
    def review(self) -> "Reviews":
        """The verbs on what the turnover came from."""
        from carnet.journal.review import Reviews

        return Reviews(self.core)

    @cached_property
    def imports(self) -> "Imports":
        """The verbs on files coming in."""
        from carnet.journal.imports import Imports

        return Imports(self.core)

    @cached_property
    def exports(self) -> "Exports":
        """The verbs on files going out."""
        from carnet.journal.exports import Exports

        return Exports(self.core)

    @cached_property
    def selections(self) -> "Selections":
        """The verbs on several people at once."""
        from carnet.journal.selections import Selections

        return Selections(self.core)

    @cached_property
    def trash(self) -> "Trash":
        """The verbs on what was put into the trash."""
        from carnet.journal.trash import Trash

        return Trash(self.core)

    @cached_property
    def privacy(self) -> "Privacy":
        """The verbs on the rights of those kept."""
        from carnet.journal.privacy import Privacy

        return Privacy(self.core)

    @cached_property
    def backups(self) -> "Backups":
        """The verbs on verified copies of the file."""
        from carnet.journal.backups import Backups

        return Backups(self.core)

    @property
    def clock(self) -> Clock:
        """Where verbs ask for the time."""
        return self.core.clock

    @property
    def options(self) -> Options:
        """The settings that rules depend on."""
        return self.core.options

    @options.setter
    def options(self, options: Options) -> None:
        self.core.options = options

    def listen(self, listener: Listener) -> None:
        """Call `listener` after each commit."""
        self.core.listen(listener)

    def leave_folding(self) -> None:
        """Let no verb wait until the log of the file is folded into it: for who calls `fold_log` now and then."""
        self.core.database.leave_folding()

    def fold_log(self, _progress: object = None) -> None:
        """Fold the log of the file where it has become long, and read ahead; from any thread, once nobody writes."""
        self.core.database.fold_some()
        self.core.database.warm()

    def poll(self) -> bool:
        """Announce `Changes.everything` and return True where another process has written since the last call."""
        version = self.core.database.data_version()
        if version is None or version == self._version:
            return False
        self._version = version
        self.core.announce(Changes(None, Cause.SYNC, everything=True))
        return True

    def preload(self) -> None:
        """Work out what the first verb that schedules needs, and read ahead; from any thread."""
        from carnet.domain.public_holidays import public_holidays

        public_holidays(self.options.working.region, self.clock.today().year)
        self.core.database.warm()

    @property
    def key_name(self) -> str:
        """Under which name a key ring keeps the passphrase of the open file; "" for a plain one."""
        key = self.core.database.key
        return "" if key is None else key.salt.hex()

    @property
    def is_sealed(self) -> bool:
        """Tell whether the open file is encrypted."""
        return self.core.database.key is not None

    def close(self) -> None:
        """Let go of the file."""
        self.core.database.close()
