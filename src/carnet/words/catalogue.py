"""The one gettext catalogue: choosing a language and translating into it."""

import gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("fr", "en")


class _Catalogue:
    """The installed translations; French until a language is chosen."""

    language = "fr"
    translations: gettext.NullTranslations = gettext.NullTranslations()


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """Return "en" where the system speaks another language than French, else "fr"."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return _language_of(value)
    return _language_of(locale.getlocale()[0] or "")


def _language_of(value: str) -> str:
    code = value.replace("-", "_").split("_")[0].split(".")[0].lower()
    return "fr" if code in {"fr", "french", "c", "posix", ""} else "en"


def install(folder: Path, language: str) -> str:
    """Translate from now on into `language` ("fr", "en" or "" for the system's); return the one chosen."""
    chosen = language if language in LANGUAGES else system_language()
    _Catalogue.language = chosen
    _Catalogue.translations = gettext.translation("carnet", folder, languages=[chosen], fallback=True)
    return chosen


def current_language() -> str:
    """Return "fr" or "en"."""
    return _Catalogue.language


def _(message: str) -> str:
    """Translate a message."""
    return _Catalogue.translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a count."""
    return _Catalogue.translations.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Translate a message that means different things in different places."""
    return _Catalogue.translations.pgettext(context, message)
