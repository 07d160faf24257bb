"""What a file says about people: drafts that the journal matches and stores, and the reading that holds them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from carnet.domain.contacts import Channel, ContactPoint, SocialProfile, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.import_tables import TableSeen
from carnet.domain.interactions import Direction, InteractionKind
from carnet.errors import Problem


class ContactDraft(NamedTuple):
    """One person as a file tells of them, or as a file shall tell of them.

    Attributes:
        row: card or data row it stands in, from 1; 0 for a draft that comes from no file.
        about: text of the note.
        photo: encoded image, `photo_type` its media type ("image/jpeg").
        foreign: unfolded lines of properties that Carnet does not keep, in their order, group prefixes kept.
        introduced_by: name of the person who introduced this one.
        introducer_row: row of the same file that tells of that person; 0 where it is not known.
        sphere: where somebody new belongs; None leaves it to the user.
        fields: what the file says beyond all this, each with the name that it gives it.
    """

    row: int = 0
    uid: str = ""
    prefix: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    nickname: str = ""
    birthday: PartialDate | None = None
    city: str = ""
    about: str = ""
    organisation: str = ""
    title: str = ""
    points: tuple[ContactPoint, ...] = ()
    profiles: tuple[SocialProfile, ...] = ()
    tags: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    photo: bytes | None = None
    photo_type: str = ""
    foreign: tuple[str, ...] = ()
    introduced_by: str = ""
    introducer_row: int = 0
    origin_channel: Channel | None = None
    met_on: PartialDate | None = None
    sphere: Sphere | None = None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeDraft:
    """An exchange as a file tells of it; `rows` are those of the people who took part, `uid` is kept."""

    uid: str
    kind: InteractionKind
    occurred_on: PartialDate | None
    summary: str
    rows: tuple[int, ...]
    direction: Direction = Direction.MUTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a file.

    Attributes:
        problems: a problem whose row has a draft is a remark on it; one whose row has none says why it was left out.
        units_read: cards or data rows found, read or not.
        encoding: "utf-8", "utf-16" or the code page that was used where the text is no UTF-8.
        dialect: version of vCard, or delimiter of a CSV.
        table: how a table of any columns was read.
    """

    drafts: tuple[ContactDraft, ...]
    problems: tuple[Problem, ...]
    units_read: int
    encoding: str
    dialect: str
    exchanges: tuple[ExchangeDraft, ...] = ()
    table: TableSeen | None = None


_USUAL = Sphere.PROFESSIONAL


def sphere_of(said: Sphere | None, given: Sphere | None = None) -> Sphere:
    """Return where somebody new belongs: where the user says, else where the file does."""
    return given or said or _USUAL


def sphere_said(spheres: Collection[Sphere]) -> Sphere | None:
    """Return the sphere of everybody new in a file, of those found in it; None where they are of several."""
    return next(iter(spheres), Sphere.PROFESSIONAL) if len(spheres) < 2 else None


def has_identity(draft: ContactDraft) -> bool:
    """Return whether a name, an organisation, a contact point or a profile is there."""
    names = draft.first_name or draft.last_name or draft.middle_name or draft.nickname or draft.organisation
    return bool(names or draft.points or draft.profiles or draft.aliases)
