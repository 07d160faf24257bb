"""The choice of what a timeline shows: one kind of exchange, introductions, missions, or everything."""

from collections import Counter
from collections.abc import Sequence

from carnet.domain.contacts import TimelineKey
from carnet.domain.interactions import InteractionKind
from carnet.ui.interactions.icons import kind_icon
from carnet.ui.kit.choices import Combo
from carnet.words import _, interactions

_FEWEST = 8
"""In a timeline shorter than that there is nothing to sift."""


class KindFilter(Combo):
    """Lists the kinds that a timeline has, with their counts."""

    def __init__(self) -> None:
        super().__init__(_("What the timeline shows"), "filter", small=True)
        self._contact_id = 0
        self._counts: Counter[str] = Counter()

    def show_keys(self, contact_id: int, keys: Sequence[TimelineKey]) -> None:
        """Offer the kinds of a person's timeline; what was chosen stays for as long as it is the same person."""
        counts = Counter(map(_group, keys))
        chosen = self.currentData() if contact_id == self._contact_id else None
        if counts != self._counts or contact_id != self._contact_id:
            self._fill(counts, len(keys))
        self._contact_id, self._counts = contact_id, counts
        self.choose(chosen if chosen in counts else None)
        self.setVisible(len(counts) > 1 and len(keys) >= _FEWEST)

    def kept(self, keys: Sequence[TimelineKey]) -> Sequence[TimelineKey]:
        """Return the keys of what is shown."""
        chosen = self.currentData()
        return keys if chosen is None else [key for key in keys if _group(key) == chosen]

    def _fill(self, counts: Counter[str], total: int) -> None:
        blocked = self.blockSignals(True)
        self.clear()
        self.add(_("Everything ({n})").format(n=total), None)
        for kind in InteractionKind:
            if counts[kind]:
                text = f"{interactions.kind(kind)} ({counts[kind]})"
                self.add(text, kind.value, kind_icon(kind))
        for what, text, icon_name in (
            ("introduction", _("Introductions"), "handshake"),
            ("mission", _("Missions"), "briefcase"),
        ):
            if counts[what]:
                self.add(f"{text} ({counts[what]})", what, icon_name)
        self.blockSignals(blocked)


def _group(key: TimelineKey) -> str:
    return key.kind if key.what == "interaction" else key.what
