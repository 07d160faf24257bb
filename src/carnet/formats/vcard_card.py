"""What has been understood of one card so far, and the draft that comes of it."""

import re
from collections.abc import Sequence

from carnet.domain.contacts import Channel, ContactPoint, PointKind, SocialProfile
from carnet.domain.dates import PartialDate
from carnet.formats.drafts import ContactDraft
from carnet.formats.names import split_name
from carnet.formats.vcard_frames import Frame, Property
from carnet.formats.vcard_photo import Photo
from carnet.formats.vcard_text import Head, quoted_printable, unescape

SUFFIX = "X-CARNET-NAME-SUFFIX"

_LARGEST_FOREIGN = 1_000_000
_WORDS = re.compile(r"\w+")


class Card:
    """What has been understood of a card so far."""

    uid = formatted = nickname = organisation = title = introduced_by = city = ""
    names: Sequence[str] = ("", "", "", "")
    stated_city: str | None = None
    birthday: PartialDate | None = None
    met_on: PartialDate | None = None
    origin: Channel | None = None
    photo: Photo | None = None
    is_group = False

    def __init__(self, frame: Frame, country: str) -> None:
        self.frame = frame
        self.country = country
        self.about: list[str] = []
        self.points: list[ContactPoint] = []
        self.unsettled: list[tuple[int, Head]] = []
        self.profiles: list[SocialProfile] = []
        self.tags: list[str] = []
        self.circles: list[str] = []
        self.aliases: list[str] = []
        self.foreign: list[tuple[str, str, str]] = []
        self.members: list[str] = []
        self.labels: dict[str, str] = {}
        self.groups: set[str] = set()

    def keep_foreign(self, item: Property) -> None:
        """Keep a line to be written back as it came, quoted-printable and bare parameters excepted."""
        head, value = item
        if head.encoding == "Q":
            text = quoted_printable(value, head.params.get("CHARSET", "")).rstrip("\n")
            value = text.replace("\n", "\\n")
        elif head.encoding == "B":
            value = "".join(value.split())
        line = f"{head.foreign}:{value}"
        if len(line) > _LARGEST_FOREIGN:
            self.frame.remark("line_too_long", line=line[:80])
        else:
            self.foreign.append((head.group, head.name, line))

    def draft(self) -> ContactDraft:
        """Return what was understood, after the lines that depend on one another are settled."""
        self._settle_title()
        self._settle_label_address()
        prefix, first, middle, last = self._settle_names()
        photo = self.photo
        return ContactDraft(
            row=self.frame.row,
            uid=self.uid,
            prefix=prefix,
            first_name=first,
            middle_name=middle,
            last_name=last,
            nickname=self.nickname,
            birthday=self.birthday,
            city=self.city if self.stated_city is None else self.stated_city,
            about="\n\n".join(self.about),
            organisation=self.organisation,
            title=self.title,
            points=self._points(),
            profiles=tuple(self.profiles),
            tags=tuple(dict.fromkeys(self.tags)) if self.tags else (),
            circles=tuple(dict.fromkeys(self.circles)) if self.circles else (),
            aliases=tuple(dict.fromkeys(self.aliases)) if self.aliases else (),
            photo=photo.data if photo else None,
            photo_type=photo.type if photo else "",
            foreign=self._foreign() if self.foreign else (),
            introduced_by=self.introduced_by,
            origin_channel=self.origin,
            met_on=self.met_on,
        )

    def add_point(self, head: Head, kind: PointKind, value: str, normalised: str = "", label: str = "") -> None:
        """Keep a contact point; its label may still come from its group, its primacy depends on its rivals."""
        if head.group or head.rank:
            self.unsettled.append((len(self.points), head))
            self.groups.add(head.group)
        self.points.append(ContactPoint(kind, value, normalised, label or head.label))

    def _points(self) -> tuple[ContactPoint, ...]:
        found = self.points
        best: dict[PointKind, tuple[int, int]] = {}
        for at, head in self.unsettled:
            kind = found[at].kind
            if label := self.labels.get(head.group):
                found[at] = found[at]._replace(label=label)
            if head.rank:
                best[kind] = min(best.get(kind, (101, 0)), (head.rank, at))
        for _, at in best.values():
            found[at] = found[at]._replace(is_primary=True)
        return tuple(found) if len(found) < 2 else _without_twins(found)

    def _foreign(self) -> tuple[str, ...]:
        return tuple(
            line
            for group, name, line in self.foreign
            if not (name == "X-ABLABEL" and (group in self.groups or not self.labels.get(group)))
        )

    def _settle_title(self) -> None:
        """Take the first ROLE as the title where there is no TITLE."""
        if not self.title and (at := self._first_foreign("ROLE")) is not None:
            _, _, line = self.foreign.pop(at)
            self.title = unescape(line.partition(":")[2]).strip()

    def _settle_label_address(self) -> None:
        """Take the first LABEL as an address where there is no ADR."""
        at = self._first_foreign("LABEL") if self.foreign else None
        if at is not None and not any(found.kind is PointKind.ADDRESS for found in self.points):
            _, _, line = self.foreign.pop(at)
            value = unescape(line.partition(":")[2]).strip()
            self.points.append(ContactPoint(kind=PointKind.ADDRESS, value=value))

    def _first_foreign(self, wanted: str) -> int | None:
        for at, (_, name, line) in enumerate(self.foreign):
            if name == wanted and line.partition(":")[2].strip():
                return at
        return None

    def _settle_names(self) -> tuple[str, str, str, str]:
        """Return prefix, first, middle and last name; FN gives them, or an alias, where it says more than N."""
        last, first, middle, prefix = self.names
        full = self.formatted
        if not full or full == f"{first} {last}":
            return prefix, first, middle, last
        if first or middle or last:
            if not self._says_nothing_new(full):
                self.aliases.insert(0, full)
        elif full not in self._stand_ins():
            first, last = split_name(full)
        return prefix, first, middle, last

    def _stand_ins(self) -> set[str]:
        """Return what FN holds for lack of a name."""
        values = [self.nickname, self.organisation, "?"]
        values += [found.value for found in self.points]
        values += [profile.url for profile in self.profiles]
        return {" ".join(value.split()) for value in values}

    def _says_nothing_new(self, full: str) -> bool:
        known = " ".join([*self.names, self.nickname, self.organisation, self._suffix()]).casefold()
        return set(_WORDS.findall(full.casefold())) <= set(_WORDS.findall(known)) or full in self.aliases

    def _suffix(self) -> str:
        at = self._first_foreign(SUFFIX)
        return "" if at is None else unescape(self.foreign[at][2].partition(":")[2])


def _without_twins(found: list[ContactPoint]) -> tuple[ContactPoint, ...]:
    """Return the points, of equal ones the primary or the first only."""
    if len({point.value for point in found}) == len(found):
        return tuple(found)
    kept: dict[tuple[str, PointKind, str], ContactPoint] = {}
    for point in found:
        key = (point.value, point.kind, point.label)
        if key not in kept or point.is_primary:
            kept[key] = point
    return tuple(kept.values())
