"""The user's settings: one frozen value, read tolerantly and written in one stroke."""

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carnet import paths
from carnet.errors import Reason, Trouble

if TYPE_CHECKING:
    from carnet.domain.reminders import Reminders
    from carnet.domain.working_days import WorkingDays
    from carnet.journal.core import Options

FILE_NAME = "settings.json"
RECENT_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user chose; every field has the value that a new user gets.

    Attributes:
        language: "fr", "en", or "" for the system's.
        theme: "light", "dark" or "system".
        text_scale: factor on every text, 0.8 to 2.
        reduce_motion: whether nothing moves that need not.
        zone: name in the tz database of where one lives, "" for that of the machine.
        country: ISO code under which national phone numbers are read.
        currency: ISO code that totals are given in.
        default_model: identifier of the attribution model used where none is asked.
        half_life_days: of the model « Récence ».
        follow_ups_a_day: how many follow-ups levelling puts on one day.
        weekdays: ISO numbers of the days of the week one works, "12345" from Monday to Friday.
        holidays: where one works, whose public holidays are none of those days; "" for nowhere.
        digest_at: "HH:MM" of the one notification in the morning, "" for none.
        quiet_from: "HH:MM" from which on nothing is notified, until `quiet_until`; both the same for never.
        tray: whether an icon stands in the notification area for its own sake, with the quick add a click away.
        work_mode: whether people of the personal sphere are hidden.
        journal: path of the journal opened by default, "" for the usual one.
        recent: paths of journals opened lately, the latest first.
        letters: the templates that the user wrote: which letter, its subject, its body.
        lock_after_min: minutes without a key or a click after which an encrypted journal is locked, 0 for never.
        key_ring: names of the journals whose passphrase the key ring of the system keeps.
        backup_folder: a second folder for backups, "" for none.
        backup_megabytes: what the backups of a journal may take up in each folder.
    """

    language: str = ""
    theme: str = "system"
    text_scale: float = 1.0
    reduce_motion: bool = False
    zone: str = ""
    country: str = "FR"
    currency: str = "EUR"
    default_model: str = "w"
    half_life_days: int = 180
    follow_ups_a_day: int = 5
    weekdays: str = "12345"
    holidays: str = "FR"
    digest_at: str = "08:45"
    quiet_from: str = "19:00"
    quiet_until: str = "08:00"
    tray: bool = False
    work_mode: bool = False
    journal: str = ""
    recent: tuple[str, ...] = ()
    letters: tuple[tuple[str, str, str], ...] = ()
    lock_after_min: int = 10
    key_ring: tuple[str, ...] = ()
    backup_folder: str = ""
    backup_megabytes: int = 500

    def options(self) -> "Options":
        """Return those settings that the rules of a journal depend on."""
        from carnet.journal.core import Options

        return Options(
            zone=self.zone,
            country=self.country,
            currency=self.currency,
            half_life_days=self.half_life_days,
            follow_ups_a_day=self.follow_ups_a_day,
            work_mode=self.work_mode,
            default_model=self.default_model,
            working=self._working(),
            letters=self.letters,
            backup_folder=self.backup_folder,
            backup_bytes=self.backup_megabytes * 1_000_000,
        )

    def reminders(self) -> "Reminders":
        """Return when one may be reminded."""
        from carnet.domain.reminders import Reminders

        quiet = time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_until)
        at = time.fromisoformat(self.digest_at) if self.digest_at else None
        return Reminders(at, *quiet, self._working())

    def _working(self) -> "WorkingDays":
        from carnet.domain.working_days import WorkingDays

        return WorkingDays(frozenset(int(number) - 1 for number in self.weekdays), self.holidays)

    def opened(self, path: Path) -> "Settings":
        """Return the settings with a journal at the head of the recent ones."""
        name = str(path)
        others = (other for other in self.recent if other != name)
        return replace(self, recent=(name, *others)[:RECENT_KEPT])


def _is_time(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value) is not None


_LETTERS = frozenset({"thanks", "follow_up", "reconnect"})
_MODELS = frozenset({"first", "last", "linear", "position", "decay", "w", "manual"})
_VALID: Mapping[str, Callable[[object], bool]] = {
    "language": lambda value: value in {"", "fr", "en"},
    "theme": lambda value: value in {"light", "dark", "system"},
    "text_scale": lambda value: _is_number(value) and 0.8 <= float(str(value)) <= 2,
    "reduce_motion": lambda value: isinstance(value, bool),
    "zone": lambda value: isinstance(value, str) and (not value or _is_zone(value)),
    "country": lambda value: _is_code(value, 2),
    "currency": lambda value: _is_code(value, 3),
    "default_model": lambda value: value in _MODELS,
    "half_life_days": lambda value: _is_count(value, 1, 3650),
    "follow_ups_a_day": lambda value: _is_count(value, 1, 100),
    "weekdays": lambda value: isinstance(value, str) and bool(re.fullmatch("(?=.)1?2?3?4?5?6?7?", value)),
    "holidays": lambda value: isinstance(value, str) and re.fullmatch(r"(FR(-\d{2,3})?)?", value) is not None,
    "digest_at": lambda value: value == "" or _is_time(value),
    "quiet_from": _is_time,
    "quiet_until": _is_time,
    "tray": lambda value: isinstance(value, bool),
    "work_mode": lambda value: isinstance(value, bool),
    "lock_after_min": lambda value: _is_count(value, 0, 1440),
    "journal": lambda value: isinstance(value, str),
    "recent": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "letters": lambda value: isinstance(value, list),
    "key_ring": lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    "backup_folder": lambda value: isinstance(value, str),
    "backup_megabytes": lambda value: _is_count(value, 10, 1_000_000),
}


def _is_zone(value: str) -> bool:
    from carnet.domain.zones import names

    return value in names()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_code(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and value.isascii() and value.isalpha() and value.isupper()


def _is_letter(value: object) -> bool:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        return False
    return len(value) == 3 and value[0] in _LETTERS


def path() -> Path:
    """Return where the settings are kept."""
    return paths.folders().config / FILE_NAME


def load(file: Path | None = None) -> Settings:
    """Return the settings kept; whatever is missing, unreadable or out of range is as for a new user."""
    try:
        kept = json.loads((file or path()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return from_mapping(kept) if isinstance(kept, dict) else Settings()


def from_mapping(kept: Mapping[str, object]) -> Settings:
    """Return the settings that a mapping holds, leaving out what no settings can be."""
    found: dict[str, Any] = {name: kept[name] for name, valid in _VALID.items() if name in kept and valid(kept[name])}
    if "recent" in found:
        found["recent"] = tuple(found["recent"])[:RECENT_KEPT]
    if "key_ring" in found:
        found["key_ring"] = tuple(found["key_ring"])
    if "letters" in found:
        # Each by itself: one that is spoilt does not lose the others.
        found["letters"] = tuple(tuple(item) for item in found["letters"] if _is_letter(item))
    return Settings(**found)


def is_valid(name: str, value: object) -> bool:
    """Tell whether a setting may take a value, as the file would hold it."""
    return name in {field.name for field in fields(Settings)} and _VALID[name](value)


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings so that the file always holds the old or the new ones, whole.

    Raises:
        Trouble: the folder cannot be written to.
    """
    target = file or path()
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2) + "\n"
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(target, text)
    except OSError as error:
        raise Trouble(Reason.IO_ERROR, path=str(target), detail=str(error)) from error


def _replace(target: Path, text: str) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
