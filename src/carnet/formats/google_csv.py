"""The columns of Google Contacts, old and new: numbered pairs of a label and a value, groups joined by « ::: »."""

import re
from collections.abc import Collection

from carnet.domain.import_tables import Field, Target

_SINGLE = {
    "name": Target(Field.FULL_NAME),
    "first name": Target(Field.FIRST_NAME),
    "given name": Target(Field.FIRST_NAME),
    "middle name": Target(Field.MIDDLE_NAME),
    "additional name": Target(Field.MIDDLE_NAME),
    "last name": Target(Field.LAST_NAME),
    "family name": Target(Field.LAST_NAME),
    "name prefix": Target(Field.PREFIX),
    "name suffix": Target(Field.SUFFIX),
    "nickname": Target(Field.NICKNAME),
    "organization name": Target(Field.ORGANISATION),
    "organization title": Target(Field.TITLE),
    "organization 1 name": Target(Field.ORGANISATION),
    "organization 1 title": Target(Field.TITLE),
    "occupation": Target(Field.TITLE),
    "birthday": Target(Field.BIRTHDAY),
    "notes": Target(Field.NOTE),
    "labels": Target(Field.TAGS),
    "group membership": Target(Field.TAGS),
}
_NUMBERED = re.compile(r"(e mail|phone|address|relation|website|event|custom field|im) ([0-9]{1,3}) ([a-z ]+)")
_VALUES = {
    "e mail": Field.EMAIL,
    "phone": Field.PHONE,
    "website": Field.URL,
    "im": Field.MESSAGING,
    "relation": Field.RELATION,
    "event": Field.OTHER,
    "custom field": Field.OTHER,
}
_PARTS = {
    "formatted": Field.ADDRESS,
    "street": Field.STREET,
    "city": Field.TOWN,
    "po box": Field.BOX,
    "region": Field.REGION,
    "postal code": Field.POSTAL_CODE,
    "country": Field.COUNTRY,
    "extended address": Field.EXTENDED,
}


def is_header(names: Collection[str]) -> bool:
    """Return whether folded names are those of Google's columns."""
    if "group membership" in names or {"organization name", "labels"} <= set(names):
        return True
    return any((found := _NUMBERED.fullmatch(name)) and found[3] in {"label", "value"} for name in names)


def target(name: str, _occurrence: int) -> Target | None:
    """Return what a column of a folded name holds; None where Google has no such column."""
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return _SINGLE.get(name)
    kind, group, part = found[1], f"{found[1]} {found[2]}", found[3]
    if part in {"label", "type"}:
        return Target(Field.LABEL, group=group)
    field = _PARTS.get(part) if kind == "address" else _VALUES[kind] if part == "value" else None
    return Target(field, group=group) if field else None
