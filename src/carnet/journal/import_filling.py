"""Filling gaps: what one draft adds to what is known of the same person; nothing known is ever overwritten."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from carnet.domain.contacts import ContactPoint, SocialProfile
from carnet.domain.text import fold, name_key
from carnet.formats.drafts import ContactDraft

_GAPS = (
    "prefix",
    "middle_name",
    "nickname",
    "birthday",
    "city",
    "about",
    "origin_channel",
    "met_on",
    "introduced_by",
    "introducer_row",
    "uid",
)
_SAID = ("prefix", "middle_name", "nickname", "birthday", "city", "about")
_T = TypeVar("_T")


def fill(known: ContactDraft, other: ContactDraft) -> ContactDraft:
    """Return what is known once `other` has filled its gaps; another name of the person is kept as an alias."""
    gaps: dict[str, Any] = {
        name: getattr(other, name) for name in _GAPS if not getattr(known, name) and getattr(other, name)
    }
    if not _names_clash(known, other):
        gaps |= {name: getattr(known, name) or getattr(other, name) for name in ("first_name", "last_name")}
    if known.photo is None and other.photo is not None:
        gaps |= {"photo": other.photo, "photo_type": other.photo_type}
    filled = known._replace(**gaps) if gaps else known
    return filled._replace(
        **_position(known, other),
        points=_union(known.points, _second_choice(other.points) if known.points else other.points, point_key),
        profiles=_union(_connected(known.profiles, other.profiles), other.profiles, profile_key),
        tags=_union(known.tags, other.tags, fold),
        circles=_union(known.circles, other.circles, fold),
        aliases=_aliases(filled, known, other),
        foreign=_union(known.foreign, other.foreign, str),
        fields=_union(known.fields, other.fields, _field_key) if other.fields else known.fields,
    )


def left_over(known: ContactDraft, other: ContactDraft, organisations: Iterable[str]) -> tuple[str, ...]:
    """Return what `other` says and `fill` leaves aside; `organisations` are all that the person has had."""
    pairs = [(str(getattr(known, name) or ""), str(getattr(other, name) or "")) for name in _SAID]
    said = [theirs for ours, theirs in pairs if ours and theirs and fold(theirs) not in fold(ours)]
    position = ", ".join(part for part in (other.title, other.organisation) if part)
    elsewhere = other.organisation and name_key(other.organisation) not in {name_key(name) for name in organisations}
    retitled = other.title and known.title and name_key(other.title) != name_key(known.title)
    if known.organisation and position and (elsewhere or retitled):
        said.insert(0, position)
    return tuple(said)


def without_repeats(draft: ContactDraft) -> ContactDraft:
    """Return a draft that tells each thing once."""
    values = {point.normalised or point.value for point in draft.points}
    has_many = max(len(draft.profiles), len(draft.tags), len(draft.circles), len(draft.aliases)) > 1
    if len(values) == len(draft.points) and not has_many and "" not in values:
        return draft
    lists: tuple[tuple[str, tuple[Any, ...], Callable[[Any], object]], ...] = (
        ("points", draft.points, point_key),
        ("profiles", draft.profiles, profile_key),
        ("tags", draft.tags, fold),
        ("circles", draft.circles, fold),
        ("aliases", draft.aliases, fold),
    )
    repeated: dict[str, Any] = {
        name: _union((), items, key)
        for name, items, key in lists
        if len(items) > 1 and len({key(item) for item in items}) < len(items)
    }
    return draft._replace(**repeated) if repeated else draft


def _second_choice(points: tuple[ContactPoint, ...]) -> Iterable[ContactPoint]:
    """Return points of which none is the first choice: that stays with what was known before."""
    return (point._replace(is_primary=False) if point.is_primary else point for point in points)


def _field_key(field: tuple[str, str]) -> Hashable:
    return fold(field[0]), field[1]


def _names_clash(known: ContactDraft, other: ContactDraft) -> bool:
    """A half name is only completed by a name that has that half: « Claire » + « Claire Dupont », not « C. Martin »."""
    return not set(fold(full_name(known)).split()) <= set(fold(full_name(other)).split())


def _position(known: ContactDraft, other: ContactDraft) -> dict[str, Any]:
    if not known.organisation:
        return {"organisation": other.organisation, "title": known.title or other.title}
    if not known.title and name_key(known.organisation) == name_key(other.organisation):
        return {"title": other.title}
    return {}


def point_key(point: ContactPoint) -> Hashable:
    """Return what tells two contact points of one person apart."""
    return point.kind, point.normalised or fold(point.value) or point.value


def profile_key(profile: SocialProfile) -> Hashable:
    """Return what tells two profiles of one person apart."""
    return profile.network, profile.slug or profile.url


def _connected(known: tuple[SocialProfile, ...], other: tuple[SocialProfile, ...]) -> tuple[SocialProfile, ...]:
    """Return the known profiles with the days on which they were connected, where only the other draft knows."""
    days = {profile_key(profile): profile.connected_on for profile in other}
    return tuple(
        replace(profile, connected_on=profile.connected_on or days.get(profile_key(profile))) for profile in known
    )


def _union(known: tuple[_T, ...], more: Iterable[_T], key: Callable[[_T], Hashable]) -> tuple[_T, ...]:
    found = {key(item): item for item in reversed(known)}
    fresh: dict[Hashable, _T] = {}
    for item in more:
        if key(item) not in found:
            fresh.setdefault(key(item), item)
    return (*known, *fresh.values())


def full_name(draft: ContactDraft) -> str:
    """Return first and last name together."""
    return f"{draft.first_name} {draft.last_name}".strip()


def _aliases(filled: ContactDraft, known: ContactDraft, other: ContactDraft) -> tuple[str, ...]:
    aliases = _union(known.aliases, other.aliases, fold)
    name = full_name(other)
    names = {fold(full_name(filled)), fold(filled.nickname), *(fold(alias) for alias in aliases)}
    partial = fold(name) in {fold(filled.first_name), fold(filled.last_name)}
    return aliases if not name or partial or fold(name) in names else (*aliases, name)
